//! How far to trust a page, at a glance: what speaks against it, what sort of evidence it is, who has read it, and how it was
//! held against the papers. Every mark says in words what its shape says.

use super::block::{LinkTo, Piece, Rich};
use super::builder::Builder;
use super::doubts::marks;
use super::said::{around, chosen, named};
use super::{Context, Mark, PageId, grounding, record_path, strength};
use crate::ask::Standing;
use crate::ground::lock::How;
use crate::model::common::Review;
use crate::model::number::Count;
use crate::model::text::Date;
use crate::model::{Body, Kind, Record, RecordId};

/// The marks of a record's page.
pub fn of_record(builder: &mut Builder<'_>, record: &Record) -> Vec<Mark> {
    let standing = standing(builder, &record.id);
    let nature = nature(builder, record);
    let review = review(builder, record);
    let doubted = doubted(builder, &record.id);
    let paid = paid(builder, &record.id);
    let grounded = grounded(builder, &record.id);
    let marks = [standing, nature, paid, review, doubted, grounded];
    marks.into_iter().flatten().collect()
}

/// The marks of a work's page, be it that the handbook notes nothing of the work.
pub fn of_work(builder: &Builder<'_>, id: &RecordId, notes: Option<&Record>) -> Vec<Mark> {
    let review = notes.and_then(|notes| review(builder, notes));
    let marks = [
        standing(builder, id),
        review,
        doubted(builder, id),
        grounded(builder, id),
    ];
    marks.into_iter().flatten().collect()
}

/// How many of a list have been reviewed.
pub fn of_list(context: &Context<'_>, kind: Kind) -> Vec<Mark> {
    let records: Vec<&Record> = context.ask.records(kind).map(|record| &**record).collect();
    vec![of_records(context, &records)]
}

/// How many of these have been reviewed.
pub fn of_records(context: &Context<'_>, records: &[&Record]) -> Mark {
    let reviewed = records.iter().filter(|record| record.common.review.is_some()).count();
    let (shape, line) = match reviewed {
        0 => ("open", context.words.say("status-none-reviewed").to_owned()),
        _ => {
            let about = [("reviewed", reviewed.into()), ("count", records.len().into())];
            ("plain", context.words.with("status-some-reviewed", &about))
        }
    };
    mark(shape, line)
}

/// What is true of all pages that have no marks of their own. The page about the handbook tells of its search itself.
pub fn of_handbook(context: &Context<'_>, page: &PageId) -> Vec<Mark> {
    let id = match context.ask.any_reviewed() {
        true => "status-page-unreviewed",
        false => "status-handbook-unreviewed",
    };
    let mut marks = vec![mark("open", context.words.say(id))];
    if !matches!(page, PageId::About) {
        marks.extend(search(context));
    }
    marks
}

/// Up to when the literature was searched, or that no search is dated where `book.toml` says how there was or was not one.
fn search(context: &Context<'_>) -> Option<Mark> {
    let words = context.words;
    let book = context.ask.book();
    let (shape, line) = match (&book.book.searched_to, &book.book.search) {
        (Some(day), _) => {
            let day = Piece::Day {
                text: day.to_string(),
                until: book.validity.search_until(day).to_string(),
                late: words.say("about-search-outdated").to_owned(),
            };
            (
                "plain",
                around(
                    words,
                    "status-searched",
                    |text| Piece::text(text),
                    &[("day", vec![day])],
                ),
            )
        }
        (None, Some(_)) => {
            let link = LinkTo::new(super::about::PATH, words.say("status-search-not-dated"));
            ("open", vec![Piece::Link(link)])
        }
        (None, None) => return None,
    };
    Some(Mark { shape, line })
}

fn mark(shape: &'static str, words: impl Into<String>) -> Mark {
    Mark {
        shape,
        line: vec![Piece::text(words)],
    }
}

/// That it is not to be relied on; a banner says why.
fn standing(builder: &Builder<'_>, id: &RecordId) -> Option<Mark> {
    let (shape, words) = match builder.context.ask.standing_of(id, None)? {
        Standing::Withdrawn => ("danger", "status-withdrawn"),
        Standing::Retracted => ("danger", "status-retracted"),
        Standing::Superseded => ("warning", "status-superseded"),
        Standing::Doubted => ("warning", "status-doubted"),
    };
    Some(mark(shape, builder.context.words.say(words)))
}

/// What sort of evidence or advice it is, as its kind has it.
fn nature(builder: &mut Builder<'_>, record: &Record) -> Option<Mark> {
    let say = builder.context.words;
    let line = match &record.body {
        Body::Trial(trial) => {
            let size = size(builder, record, trial.sample_size.as_ref());
            joined([vec![Piece::text(chosen(say, trial.design))], size])
        }
        Body::Analysis(analysis) => {
            let size = size(builder, record, analysis.sample_size.as_ref());
            joined([
                vec![Piece::text(super::builder::capitalised(&named(
                    say,
                    "design",
                    analysis.design,
                )))],
                size,
            ])
        }
        Body::Study(study) => {
            let status = builder.sourced(
                super::kinds::status_words(say, study.status),
                record.source_of("status"),
            );
            let until = |stated: &Date| builder.context.ask.book().validity.status_until(stated);
            let as_of = study.as_of.as_ref().map(|stated| {
                let late = say.say("status-outdated").to_owned();
                let until = until(stated).to_string();
                let text = stated.to_string();
                vec![
                    Piece::text(say.say("status-stated-for")),
                    Piece::text(" "),
                    Piece::Day { text, until, late },
                ]
            });
            joined([vec![status], as_of.unwrap_or_default()])
        }
        Body::Recommendation(body) => strength::line(builder, body),
        Body::Position(_) => vec![Piece::text(say.say("status-position"))],
        _ => return None,
    };
    Some(Mark { shape: "plain", line })
}

fn size(builder: &mut Builder<'_>, record: &Record, size: Option<&Count>) -> Rich {
    let Some(size) = size else {
        return vec![Piece::muted(builder.context.words.say("status-size-not-stated"))];
    };
    let patients = builder.context.words.say("status-patients");
    let mut line = vec![
        Piece::text(format!("{patients} ")),
        builder.sourced(size, record.source_of("sample_size")),
    ];
    line.extend(marks(builder, "sample_size"));
    line
}

fn joined<const N: usize>(lines: [Rich; N]) -> Rich {
    super::builder::separated(lines.into_iter().filter(|line| !line.is_empty()), " · ")
}

/// Who has read it, and by when it is to be read again. What has changed since, a banner says.
fn review(builder: &Builder<'_>, record: &Record) -> Option<Mark> {
    let words = builder.context.words;
    let (suspect, leaning) = builder.context.ask.suspicion(&record.id);
    let Some(review) = &record.common.review else {
        return Some(mark("open", words.say("status-unreviewed")));
    };
    if suspect.is_some() {
        return Some(mark("warning", words.say("status-suspect")));
    }
    let shape = if leaning.is_some() { "warning" } else { "good" };
    Some(Mark {
        shape,
        line: reviewed(builder.context, review),
    })
}

fn reviewed(context: Context<'_>, review: &Review) -> Rich {
    let about = [
        ("name", review.reviewed_by.as_str().into()),
        ("day", review.reviewed_on.as_str().into()),
    ];
    let mut line = vec![Piece::text(context.words.with("status-reviewed", &about))];
    if let Some(next) = &review.next_review {
        line.push(Piece::text(format!("; {} ", context.words.say("status-next-review"))));
        line.push(Piece::Day {
            text: next.to_string(),
            until: next.last_day().to_string(),
            late: context.words.say("status-review-overdue").to_owned(),
        });
    }
    line
}

/// Values that are printed so and in doubt, with the way to the first reason.
fn doubted(builder: &Builder<'_>, id: &RecordId) -> Option<Mark> {
    let count = builder.context.ask.accepted(id).len();
    let words = builder.context.words.with("status-doubts", &[("count", count.into())]);
    let to = format!("{}#accepted_1", record_path(id));
    (count > 0).then(|| Mark {
        shape: "warning",
        line: vec![Piece::Link(LinkTo::new(to, words))],
    })
}

/// That whoever makes what was studied paid for the study.
fn paid(builder: &Builder<'_>, id: &RecordId) -> Option<Mark> {
    let payers = builder.context.ask.paying_makers(id).join(", ");
    let words = || {
        builder
            .context
            .words
            .with("status-paid", &[("payers", (&payers).into())])
    };
    (!payers.is_empty()).then(|| mark("warning", words()))
}

/// How many claims a machine has found in the papers.
fn grounded(builder: &Builder<'_>, id: &RecordId) -> Option<Mark> {
    let ask = builder.context.ask;
    if !ask.sealing_is_wanted() {
        return None;
    }
    let seals = ask.seals(id);
    let (mut claims, mut found, mut accepted) = (0, 0, 0);
    for (_, seal) in seals.iter() {
        claims += 1;
        match seal.map(|seal| seal.how) {
            Some(How::Found | How::Named) => found += 1,
            Some(How::Accepted) => accepted += 1,
            Some(How::Unlisted) | None => {}
        }
    }
    let about = [
        ("found", found.into()),
        ("claims", claims.into()),
        ("accepted", accepted.into()),
    ];
    let words = |id| builder.context.words.with(id, &about);
    let text = match accepted {
        0 => words("status-grounded"),
        _ => words("status-grounded-accepted"),
    };
    (claims > 0).then(|| Mark {
        shape: if found == claims { "good" } else { "open" },
        line: vec![Piece::Link(LinkTo::new(grounding::PATH, text))],
    })
}
