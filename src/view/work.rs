//! The page of a work: its entry, what is known of it, and where it is cited.

use super::block::{Block, Fact, LinkTo, Piece, Prose, Rich, Section, Work};
use super::builder::{Builder, facts, separated};
use super::said::around;
use super::section::section;
use super::verified::acceptance;
use super::{Banner, Context, Page, banners, bibliography, common, users, work_path};
use crate::ask::Standing;
use crate::ground::lock::{How, Seal};
use crate::index::Origin;
use crate::model::work::{Retraction, Work as Notes};
use crate::model::{Kind, RecordId};

pub fn page(context: &Context<'_>, key: &str) -> Page {
    let mut builder = Builder::new(context);
    let id = id(key);
    let mut page = Page::new(work_path(key), builder.work_name(key));
    page.subtitle = context.ask.work_field(key, "title").map(str::to_owned);
    page.status = super::status::of_work(&builder, &id, builder.record(&id));
    page.crumbs
        .push(LinkTo::new(bibliography::PATH, context.words.say("bibliography")));
    page.banners = builder.of(&id, |builder| banners(builder, &id));
    page.sections = builder.of(&id, |builder| sections(builder, &id));
    page.used_by = users::of(&builder, &id);
    page.notes = builder.into_notes();
    page.nav = bibliography::PATH.to_owned();
    page
}

pub(super) fn id(key: &str) -> RecordId {
    RecordId {
        kind: Kind::Work,
        id: key.to_owned(),
    }
}

fn banners(builder: &mut Builder<'_>, id: &RecordId) -> Vec<Banner> {
    let words = builder.context.words;
    let (level, title) = match builder.context.ask.work_standing(&id.id) {
        Some(Standing::Retracted) => ("danger", words.say("work-retracted")),
        Some(Standing::Doubted) => ("warning", words.say("work-journal-doubts")),
        _ => ("", ""),
    };
    let doubt = (!title.is_empty()).then(|| Banner {
        level,
        title: title.to_owned(),
        text: None,
        line: Rich::new(),
    });
    let record = builder.record(id);
    let noted = record.map(|record| banners::of(builder, record));
    doubt.into_iter().chain(noted.into_iter().flatten()).collect()
}

/// The entry, then what the handbook notes of the work.
fn sections(builder: &mut Builder<'_>, id: &RecordId) -> Vec<Section> {
    let record = builder.record(id);
    let mut facts = verified(builder, id);
    facts.extend(
        record
            .and_then(|record| record.as_kind())
            .into_iter()
            .flat_map(|notes| noted(builder, notes)),
    );
    facts.extend(noticed(builder, &id.id));
    let works = vec![entry(&builder.context, &id.id)];
    let mut blocks = vec![Block::Works { works }];
    if !facts.is_empty() {
        blocks.push(Block::Facts { facts });
    }
    let entry = section(builder.context.words, "section-entry", blocks);
    let others = record.map(|record| common::sections(builder, record));
    entry.into_iter().chain(others.into_iter().flatten()).collect()
}

/// The entry, as the citation style will word it, with how often the work is cited.
pub fn entry(context: &Context<'_>, key: &str) -> Work {
    Work {
        cite_key: key.to_owned(),
        label: String::new(),
        html: String::new(),
        anchor: format!("ref-{key}"),
        page: None,
        cited: citing(context, key).len(),
        facts: Vec::new(),
    }
}

/// What cites a work, and where values were read in it, in reading order.
pub(super) fn citing<'a>(context: &Context<'a>, key: &str) -> Vec<&'a Origin> {
    let id = id(key);
    let citations = context.ask.cited_by(key).into_iter();
    let links = context.ask.referred_by(&id).into_iter();
    let own = Origin::Record(id);
    let mut citing: Vec<&Origin> = citations.chain(links).filter(|origin| **origin != own).collect();
    citing.sort();
    citing.dedup();
    citing
}

/// How the entry was held against the papers' lists of references.
fn verified(builder: &Builder<'_>, id: &RecordId) -> Vec<Fact> {
    let seals = builder.context.ask.seals(id);
    let entry = seals.iter().find(|(claim, _)| claim.is_entry());
    let Some(seal) = entry.and_then(|(_, seal)| seal) else {
        return Vec::new();
    };
    facts(builder.context.words, vec![("fact-verified", how(builder, seal))])
}

fn how(builder: &Builder<'_>, seal: &Seal) -> Rich {
    let words = builder.context.words;
    match seal.how {
        How::Accepted => {
            let why = acceptance(words, seal);
            vec![Piece::text(words.with("entry-accepted", &[("why", (&why).into())]))]
        }
        How::Unlisted => vec![Piece::text(words.say("entry-in-no-list"))],
        How::Found | How::Named => {
            let mut papers: Vec<&str> = seal.read.iter().filter_map(|read| read.split(':').next()).collect();
            papers.dedup();
            let papers = papers.into_iter().map(|paper| vec![builder.work(paper)]);
            let papers = separated(papers, ", ");
            around(words, "entry-printed-by", Piece::plain, &[("papers", papers)])
        }
    }
}

/// That a work was retracted or called into question, when and why.
fn doubt(
    builder: &mut Builder<'_>,
    what: &Retraction,
    [undated, dated]: [&'static str; 2],
    tone: &'static str,
) -> Rich {
    let words = builder.context.words;
    let text = match &what.on {
        Some(on) => words.with(dated, &[("day", (&on.to_string()).into())]),
        None => words.say(undated).to_owned(),
    };
    let mut line = vec![Piece::Badge { text, tone }];
    line.extend(super::builder::prose(what.reason.as_ref()));
    line.extend(
        builder
            .notes(&what.source)
            .into_iter()
            .map(|number| Piece::Note { number }),
    );
    line
}

/// What the list of notices has of a work.
pub fn noticed(builder: &Builder<'_>, key: &str) -> Vec<Fact> {
    let words = builder.context.words;
    let notices = builder.context.ask.notices(key).iter();
    let lines = notices.filter(|notice| notice.weight().is_some()).map(|notice| {
        let name = notice.kind.replace('_', "-");
        let what = words.find(&format!("notice-{name}")).unwrap_or(&notice.kind);
        let (what, doi) = (vec![Piece::text(what)], vec![resolver(&notice.doi)]);
        match &notice.on {
            Some(on) => {
                let day = vec![Piece::text(on.as_str())];
                let lines = [("notice", what), ("day", day), ("doi", doi)];
                around(words, "notice-of-day", Piece::plain, &lines)
            }
            None => around(words, "notice-undated", Piece::plain, &[("notice", what), ("doi", doi)]),
        }
    });
    facts(words, vec![("fact-notices", separated(lines, "; "))])
}

/// A DOI as a link to where it leads; as plain text where letters of it would have to be written otherwise in an address.
fn resolver(doi: &str) -> Piece {
    let in_address = |c: char| c.is_ascii_alphanumeric() || "./()-_:;".contains(c);
    match doi.chars().all(in_address) {
        true => Piece::Link(LinkTo::new(format!("https://doi.org/{doi}"), doi)),
        false => Piece::text(doi),
    }
}

/// What is noted of a work beyond its entry.
fn noted(builder: &mut Builder<'_>, work: &Notes) -> Vec<Fact> {
    let words = builder.context.words;
    let interests = work.interests.as_ref().map(|i| {
        let mut line = vec![Piece::Prose(Prose::inline(i.text.as_str()))];
        line.extend(
            builder
                .notes(&i.source)
                .into_iter()
                .map(|number| Piece::Note { number }),
        );
        line
    });
    let retracted = work.retracted.as_ref();
    let retracted = retracted.map(|r| doubt(builder, r, ["work-retracted", "work-retracted-on"], "danger"));
    let concern = work.concern.as_ref();
    let concern = concern.map(|c| doubt(builder, c, ["work-doubted", "work-doubted-on"], "warning"));
    let funding = super::kinds::funding(builder, work.funding.as_ref());
    facts(
        words,
        vec![
            ("fact-retraction", retracted.unwrap_or_default()),
            ("fact-concern", concern.unwrap_or_default()),
            (
                "fact-corrected-by",
                separated(
                    work.corrected_by.iter().map(|key| vec![builder.work(key.as_str())]),
                    ", ",
                ),
            ),
            ("fact-funding", funding),
            ("fact-interests", interests.unwrap_or_default()),
            ("fact-note", super::builder::prose(work.text.as_ref())),
        ],
    )
}
