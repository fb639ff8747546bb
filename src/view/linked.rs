//! What a page is about, in the words of schema.org, for search engines and other machines.
//!
//! Only what the handbook says goes in. A kind of record for which schema.org has no word is a page and nothing more.

use serde_json::{Map, Value, json};

use super::{Context, Page, PageId};
use crate::model::analysis::AnalysisDesign;
use crate::model::recommendation::Recommendation;
use crate::model::study::{Status, Study};
use crate::model::therapy::{Therapy, TherapyType};
use crate::model::trial::Trial;
use crate::model::{Body, Record};

/// The description of a page that can be looked for, where the handbook has an address.
pub fn of(context: &Context<'_>, id: &PageId, page: &Page) -> Option<Value> {
    if matches!(id, PageId::NotFound | PageId::Offline) {
        return None;
    }
    let book = context.ask.book();
    let site = book.site()?;
    let url = super::address(&site, &page.path);
    let mut said = Map::new();
    said.insert("@context".to_owned(), json!("https://schema.org"));
    let mut put = |name: &str, value: Value| {
        said.insert(name.to_owned(), value);
    };
    match id {
        PageId::Home => put("@type", json!("WebSite")),
        PageId::Chapter(_) | PageId::Record(_) => put("@type", json!("MedicalWebPage")),
        PageId::Work(_) => put("@type", json!("ItemPage")),
        PageId::List(_) | PageId::Bibliography | PageId::Part(..) | PageId::UsedBy(..) => {
            put("@type", json!("CollectionPage"))
        }
        _ => put("@type", json!("WebPage")),
    }
    put("name", json!(page.title));
    put("url", json!(url));
    put("inLanguage", json!(book.language()));
    if !matches!(id, PageId::Home) {
        put(
            "isPartOf",
            json!({"@type": "WebSite", "name": book.book.title.as_str(), "url": site}),
        );
    }
    if let Some(version) = &book.book.version {
        put("version", json!(version.as_str()));
    }
    match id {
        PageId::Record(id) => {
            let record = context.ask.record(id)?;
            if let Some(review) = &record.common.review {
                put("lastReviewed", json!(review.reviewed_on.as_str()));
                put(
                    "reviewedBy",
                    json!({"@type": "Person", "name": review.reviewed_by.as_str()}),
                );
            }
            if let Some(about) = of_record(context, record) {
                put("about", about);
            }
        }
        PageId::Work(key) => put("mainEntity", of_work(context, key)),
        _ => {}
    }
    Some(Value::Object(said))
}

/// What a record is; none where schema.org has no word for it.
fn of_record(context: &Context<'_>, record: &Record) -> Option<Value> {
    let mut said = Map::new();
    let sort = match &record.body {
        Body::Condition(_) => "MedicalCondition",
        Body::Score(_) => "MedicalRiskScore",
        Body::Therapy(therapy) => sort_of(therapy),
        Body::Trial(trial) => {
            of_trial(trial, &mut said);
            "MedicalTrial"
        }
        Body::Study(study) => {
            of_study(study, &mut said);
            "MedicalTrial"
        }
        Body::Analysis(analysis) => match analysis.design {
            AnalysisDesign::Registry
            | AnalysisDesign::Cohort
            | AnalysisDesign::CaseSeries
            | AnalysisDesign::MatchedComparison => "MedicalObservationalStudy",
            _ => "MedicalStudy",
        },
        Body::Recommendation(advice) => {
            of_recommendation(context, advice, &mut said);
            "MedicalGuidelineRecommendation"
        }
        _ => return None,
    };
    let mut about = Map::from_iter([
        ("@type".to_owned(), json!(sort)),
        ("name".to_owned(), json!(record.name())),
    ]);
    let others: Vec<&str> = record
        .common
        .title
        .iter()
        .chain(&record.common.aliases)
        .map(|name| name.as_str())
        .collect();
    if !others.is_empty() {
        about.insert("alternateName".to_owned(), json!(others));
    }
    about.extend(said);
    Some(Value::Object(about))
}

fn sort_of(therapy: &Therapy) -> &'static str {
    match therapy.sort {
        TherapyType::Drug => "Drug",
        TherapyType::Device => "MedicalDevice",
        TherapyType::Procedure => "MedicalProcedure",
        TherapyType::CareProcess => "MedicalTherapy",
        TherapyType::Organisation => "MedicalEntity",
    }
}

fn of_trial(trial: &Trial, said: &mut Map<String, Value>) {
    if let Some(number) = &trial.registry {
        said.insert("identifier".to_owned(), json!(number.as_str()));
    }
    said.insert("status".to_owned(), json!("https://schema.org/ResultsAvailable"));
}

fn of_study(study: &Study, said: &mut Map<String, Value>) {
    if let Some(number) = &study.registry {
        said.insert("identifier".to_owned(), json!(number.as_str()));
    }
    // What may be recruiting or completed is not said to be either.
    let status = match study.status {
        Status::NotYetRecruiting => Some("NotYetRecruiting"),
        Status::Recruiting => Some("Recruiting"),
        Status::Suspended => Some("Suspended"),
        Status::StoppedEarly => Some("Terminated"),
        Status::CompletedUnpublished => Some("Completed"),
        Status::Published => Some("ResultsAvailable"),
        Status::Ongoing => None,
    };
    if let Some(status) = status {
        said.insert("status".to_owned(), json!(format!("https://schema.org/{status}")));
    }
}

fn of_recommendation(context: &Context<'_>, advice: &Recommendation, said: &mut Map<String, Value>) {
    let builder = super::builder::Builder::new(context);
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            said.insert(name.to_owned(), json!(value));
        }
    };
    put(
        "recommendationStrength",
        advice
            .strength
            .as_ref()
            .map(|class| builder.target(class.target()).text),
    );
    put(
        "guidelineDate",
        advice.year.as_ref().map(|year| year.as_str().to_owned()),
    );
}

fn of_work(context: &Context<'_>, key: &str) -> Value {
    let field = |name: &str| context.ask.work_field(key, name);
    let mut said = Map::from_iter([("@type".to_owned(), json!("ScholarlyArticle"))]);
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            said.insert(name.to_owned(), value);
        }
    };
    put("name", field("title").map(|title| json!(title)));
    put(
        "datePublished",
        field("date").or_else(|| field("year")).map(|date| json!(date)),
    );
    let journal = field("journaltitle").or_else(|| field("journal"));
    put(
        "isPartOf",
        journal.map(|name| json!({"@type": "Periodical", "name": name})),
    );
    let doi = field("doi").map(crate::read::bibliography::bare_doi);
    put("sameAs", doi.map(|doi| json!(format!("https://doi.org/{doi}"))));
    Value::Object(said)
}
