//! How strong a recommendation is, in words and in shape: its direction, its class, and the level of its evidence, as the
//! issuer grades them. The handbook grades nothing itself.

use super::block::{Piece, Rich};
use super::builder::{Builder, separated};
use crate::model::grading::Grading;
use crate::model::recommendation::{Recommendation, Stance};
use crate::model::reference::Ref;

/// All of it in one line; what the issuer does not give is left out.
pub fn line(builder: &mut Builder<'_>, body: &Recommendation) -> Rich {
    let direction = vec![direction(builder, body.direction)];
    let class = class(builder, body, Naming::Short);
    let level = level(builder, body, Naming::Short);
    let wording = match (&body.strength, &body.wording) {
        (None, Some(wording)) => vec![builder.sourced(format!("“{}”", wording.text), &wording.source)],
        _ => Rich::new(),
    };
    let ungraded = match (&body.strength, &body.level) {
        (None, None) => vec![Piece::muted(builder.context.words.say("strength-ungraded"))],
        _ => Rich::new(),
    };
    let parts = [direction, class, level, wording, ungraded];
    separated(parts.into_iter().filter(|part| !part.is_empty()), " ")
}

/// What a grade is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// With its grading system.
    Whole,
    /// By its own name, where there is little room.
    Short,
}

/// Whether it is for or against. Style sheets put an arrow before it, up or down, full or hollow.
pub fn direction(builder: &Builder<'_>, stance: Stance) -> Piece {
    let (words, tone) = match stance {
        Stance::For => ("stance-for", "accent stance for"),
        Stance::Consider => ("stance-consider", "accent stance consider"),
        Stance::AgainstRoutine => ("stance-against-routine", "warning stance against-routine"),
        Stance::Against => ("stance-against", "danger stance against"),
    };
    Piece::Badge {
        text: builder.context.words.say(words).to_owned(),
        tone,
    }
}

/// The class of the recommendation. A class against something is no weak one, so it has no scale.
pub fn class(builder: &Builder<'_>, body: &Recommendation, naming: Naming) -> Rich {
    let is_for = matches!(body.direction, Stance::For | Stance::Consider);
    let class = body.strength.as_ref();
    class.map_or_else(Rich::new, |class| {
        let ids = |grading: &Grading| grading.classes.iter().map(|class| class.id.to_string()).collect();
        graded(builder, class, naming, is_for.then_some(ids))
    })
}

/// The level of evidence.
pub fn level(builder: &Builder<'_>, body: &Recommendation, naming: Naming) -> Rich {
    let level = body.level.as_ref();
    level.map_or_else(Rich::new, |level| {
        let ids = |grading: &Grading| grading.levels.iter().map(|level| level.id.to_string()).collect();
        graded(builder, level, naming, Some(ids))
    })
}

/// A link to a grade by its name, and where it stands among those that the grading system lists, strongest first. One that
/// stands alone has no scale: nobody could say whether it is high or low.
fn graded(
    builder: &Builder<'_>,
    to: &Ref<Grading>,
    naming: Naming,
    ids: Option<impl Fn(&Grading) -> Vec<String>>,
) -> Rich {
    let target = to.target();
    let part = target.part.as_deref().unwrap_or_default();
    let mut link = builder.target(target);
    if naming == Naming::Short
        && let Some(name) = builder.context.ask.part_name(&target.record, part)
    {
        link.text = name.to_owned();
    }
    let mut line = vec![Piece::Link(link)];
    let grading = builder
        .record(&target.record)
        .and_then(|record| record.as_kind::<Grading>());
    let all = ids.and_then(|ids| grading.map(ids)).unwrap_or_default();
    if let Some(at) = all.iter().position(|id| id == part)
        && all.len() > 1
    {
        let about = [("rank", (at + 1).into()), ("count", all.len().into())];
        line.extend([
            Piece::text(" "),
            Piece::Scale {
                filled: all.len() - at,
                of: all.len(),
            },
            Piece::muted(format!(" {}", builder.context.words.with("strength-rank", &about))),
        ]);
    }
    line
}
