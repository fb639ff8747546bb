//! Forest plots: what a therapy does to an outcome, study by study, each as its source prints it. Nothing is pooled here, and
//! what differs in outcome, time, measure or kind stands under a heading of its own.

mod draw;
mod gather;
mod scale;
mod table;

use super::{Figure, FigureId, linked, stated};
use crate::index::Origin;
use crate::index::embed::{Forest, Request};
use crate::model::effect::{Arm, Effect, Results};
use crate::model::therapy::Therapy;
use crate::model::{Kind, RecordId};
use crate::view::block::LinkTo;
use crate::view::builder::Builder;
use crate::view::chapter_path;
use crate::view::common::arm_name;
use crate::view::embed::forms;
use crate::view::said::{self, Said};
use crate::words::Words;
use draw::{Heads, Line, Mark};
use gather::{Effected, Panel, Weight, outcomes, panels};
use scale::{Scale, Stretch};
use table::table;

/// The plots of all therapies.
pub fn ids(builder: &Builder<'_>) -> Vec<FigureId> {
    let therapies = builder.context.ask.all::<Therapy>();
    therapies
        .flat_map(|(record, _)| of_therapy(builder, &record.id))
        .collect()
}

/// The plots of a therapy as such, by outcome; those of its forms are with the forms.
pub fn of_therapy(builder: &Builder<'_>, therapy: &RecordId) -> Vec<FigureId> {
    // Of a therapy without forms there is one plot, whoever asks for it.
    let with_forms = forms(builder, therapy).len() == 1;
    let outcomes = outcomes(builder, therapy, with_forms).into_keys();
    let id = |outcome| FigureId::Forest {
        therapy: therapy.clone(),
        outcome,
        with_forms,
    };
    outcomes.map(id).collect()
}

/// The plots that a block asks for.
pub fn of_request(builder: &Builder<'_>, request: &Forest) -> Vec<FigureId> {
    let therapy = request.therapy.id();
    if therapy.kind != Kind::Therapy {
        return Vec::new();
    }
    let wanted = request.outcome.as_ref().map(|name| name.as_str().to_lowercase());
    let outcomes = outcomes(builder, therapy, true).into_iter().filter(|(_, results)| {
        let name = results
            .first()
            .map(|result| result.outcome.name.as_str().to_lowercase());
        wanted.is_none() || wanted == name
    });
    let id = |outcome| FigureId::Forest {
        therapy: therapy.clone(),
        outcome,
        with_forms: true,
    };
    outcomes.map(|(outcome, _)| id(outcome)).collect()
}

/// The plots of a therapy with all its forms, which stand in chapters: links to them, named by their outcomes, with the titles
/// of the chapters.
pub fn in_chapters(builder: &Builder<'_>, therapy: &RecordId) -> Vec<(LinkTo, String)> {
    let ask = builder.context.ask;
    let mut found = Vec::new();
    if forms(builder, therapy).len() == 1 {
        // Its own page shows them.
        return found;
    }
    for origin in ask.referred_by(therapy) {
        let Origin::Chapter(path) = origin else { continue };
        let Some(chapter) = ask.chapter(path) else { continue };
        for request in super::requests(&builder.context, path) {
            let Request::Forest(request) = &request else { continue };
            if request.therapy.id() != therapy {
                continue;
            }
            for id in of_request(builder, request) {
                let FigureId::Forest { outcome, .. } = &id else {
                    continue;
                };
                let results = outcomes(builder, therapy, true);
                let Some(first) = results.get(outcome).and_then(|results| results.first()) else {
                    continue;
                };
                let to = format!("{}#{}", chapter_path(path), id.anchor());
                let link = (LinkTo::new(to, first.outcome.name.as_str()), chapter.title.clone());
                // A chapter may show a plot twice.
                if !found.contains(&link) {
                    found.push(link);
                }
            }
        }
    }
    found
}

pub fn figure(builder: &mut Builder<'_>, id: &FigureId) -> Option<Figure> {
    let FigureId::Forest {
        therapy,
        outcome,
        with_forms,
    } = id
    else {
        return None;
    };
    let results = outcomes(builder, therapy, *with_forms).remove(outcome)?;
    let panels = panels(builder.context.words, &results);
    let say = builder.context.words;
    let name = results.first()?.outcome.name.as_str();
    let heads = Heads {
        study: say.say("forest-study").to_owned(),
        arms: ["forest-tried", "forest-compared"].map(|id| say.say(id).to_owned()),
        estimate: say.say("forest-estimate").to_owned(),
    };
    let table = table(builder, therapy, name, &panels);
    let drawn: Vec<draw::Panel> = panels
        .iter()
        .map(|panel| drawn(builder, panel, &panels, &results))
        .collect();
    let title = say.with(
        "forest-title",
        &[("outcome", name.into()), ("therapy", (&builder.name(therapy)).into())],
    );
    let mut figure = Figure::new(id, title, draw::wide(&drawn, &heads), table);
    figure.narrow = Some(draw::narrow(&drawn, &heads));
    figure.description = description(builder, &drawn);
    Some(figure)
}

/// How the plot is read, as far as it has what is to be explained.
fn description(builder: &Builder<'_>, panels: &[draw::Panel]) -> String {
    let lines = || {
        panels
            .iter()
            .flat_map(|panel| panel.lines.iter().map(move |line| (panel, line)))
    };
    let has = |mark: Mark| lines().any(|(_, line)| line.mark == mark);
    let goes_on = lines().any(|(panel, line)| {
        let interval = line.stretch.interval;
        interval.is_some_and(|(low, high)| panel.scale.place(low) < 0.0 || panel.scale.place(high) > 1.0)
    });
    let said = [
        ("forest-as-printed", true),
        ("forest-squares", has(Mark::Square)),
        ("forest-hollow", has(Mark::Hollow)),
        ("forest-diamonds", has(Mark::Diamond)),
        ("forest-arrows", goes_on),
        ("forest-apart", panels.len() > 1),
    ];
    let said = said.into_iter().filter(|(_, wanted)| *wanted);
    let said: Vec<&str> = said.map(|(id, _)| builder.context.words.say(id)).collect();
    said.join(" ")
}

/// A panel in words and numbers. Ratios of all panels have one scale, so that they can be compared by eye.
fn drawn(builder: &mut Builder<'_>, panel: &Panel<'_>, all: &[Panel<'_>], results: &[Effected<'_>]) -> draw::Panel {
    let alike =
        |other: &&Panel<'_>| other.measure == panel.measure || (other.measure.is_ratio() && panel.measure.is_ratio());
    let stretches = all
        .iter()
        .filter(alike)
        .flat_map(|panel| &panel.results)
        .map(|result| stretch(result.effect));
    let scale = Scale::new(panel.measure, &stretches.collect::<Vec<_>>());
    let largest = results.iter().filter_map(|result| result.size).max();
    let lines = panel
        .results
        .iter()
        .map(|result| line(builder, result, largest))
        .collect();
    draw::Panel {
        title: title(builder, panel),
        scale,
        no_effect: panel.measure.no_effect(),
        lines,
        sides: sides(builder, panel, results),
    }
}

/// What stands over a panel: what was measured, when, in what measure, and how it came about.
fn title(builder: &Builder<'_>, panel: &Panel<'_>) -> String {
    let say = builder.context.words;
    let heading = &panel.heading;
    let mut parts = vec![heading.outcome.clone()];
    // All results of a panel are of one time.
    let outcome = panel.results.first().map(|result| result.outcome);
    let time = outcome.and_then(|outcome| Some(outcome.time.as_ref()?.said(say)));
    let when = outcome.and_then(|outcome| Some(outcome.when.as_ref()?.to_string()));
    let when: Vec<String> = time.into_iter().chain(when).collect();
    parts.push(match when.is_empty() {
        true => say.say("forest-no-time").to_owned(),
        false => when.join(", "),
    });
    parts.push(said::named(say, "measure", panel.measure));
    if heading.kaplan_meier {
        parts.push(say.say("forest-kaplan-meier").to_owned());
    }
    if heading.observed {
        parts.push(say.say("forest-observed").to_owned());
    }
    parts.join(" · ")
}

fn stretch(effect: &Effect) -> Stretch {
    Stretch {
        estimate: effect.estimate.value(),
        interval: effect.ci.as_ref().map(|[low, high]| (low.value(), high.value())),
    }
}

fn line(builder: &mut Builder<'_>, result: &Effected<'_>, largest: Option<u64>) -> Line {
    let arms = result.arms.map(|arm| arm.map(|arm| arm_name(builder, arm)));
    let comparison = match &arms {
        [Some(one), Some(other)] => {
            let about = [("one", one.into()), ("other", other.into())];
            builder.context.words.with("forest-against", &about)
        }
        _ => String::new(),
    };
    #[expect(clippy::cast_precision_loss, reason = "no study has so many patients")]
    let share = |size: u64| largest.map(|largest| size as f64 / largest.max(1) as f64);
    Line {
        study: stated(builder, study(builder, result)),
        comparison,
        arms: result.arms.map(|arm| arm_lines(builder.context.words, result, arm)),
        estimate: estimate_lines(builder, result),
        stretch: stretch(result.effect),
        mark: match result.weight {
            Weight::Randomised => Mark::Square,
            Weight::Pooled => Mark::Diamond,
            Weight::Observed => Mark::Hollow,
        },
        share: result.size.and_then(share),
    }
}

/// The study as a link to the outcome, with its year.
fn study(builder: &Builder<'_>, result: &Effected<'_>) -> LinkTo {
    let link = linked(builder, &result.record.id, Some(result.outcome.id.as_str()));
    let year = result.year.map(|year| format!(", {year}")).unwrap_or_default();
    let text = format!("{}{year}", link.text);
    LinkTo { text, ..link }
}

fn arm_lines(words: &Words, result: &Effected<'_>, arm: Option<&Arm>) -> Vec<String> {
    let of_arm = |results: &&Results| arm.is_some_and(|arm| results.arm.as_str() == arm.id.as_str());
    let Some(found) = result.outcome.results.iter().find(of_arm) else {
        return Vec::new();
    };
    let percent = found.percent.as_ref().map(|percent| format!("{percent}%"));
    let value = found.value.as_ref().map(|value| value.said(words));
    let counts = match (&found.events, &found.n) {
        (Some(events), Some(n)) => {
            let (events, n) = (events.to_string(), n.to_string());
            Some(words.with(
                "events-of-patients",
                &[("events", (&events).into()), ("patients", (&n).into())],
            ))
        }
        (Some(events), None) => Some(events.to_string()),
        (None, Some(n)) => Some(words.with("of-patients", &[("patients", (&n.to_string()).into())])),
        (None, None) => None,
    };
    percent.or(value).into_iter().chain(counts).collect()
}

fn estimate_lines(builder: &Builder<'_>, result: &Effected<'_>) -> Vec<String> {
    let effect = result.effect;
    let say = builder.context.words;
    let estimate = format!("{} {}", said::choice(say, effect.measure), effect.estimate);
    let mut lines = match &effect.ci {
        Some([low, high]) => {
            let level = effect.ci_level.as_ref().map_or("95", |level| level.as_str());
            let about = [
                ("level", level.into()),
                ("low", low.as_str().into()),
                ("high", high.as_str().into()),
            ];
            vec![estimate, say.with("forest-interval", &about)]
        }
        None => vec![estimate, say.say("forest-no-interval").to_owned()],
    };
    lines.extend(effect.p.as_ref().map(|p| format!("P{p}")));
    let field = format!("outcomes.{}.effect", result.outcome.id);
    let accepted = builder.context.ask.accepted(&result.record.id);
    let in_doubt = accepted.iter().any(|found| found.is_in(&field));
    lines.extend(in_doubt.then(|| say.say("forest-in-doubt").to_owned()));
    lines
}

/// What the sides of no effect mean. Which side is the better one only a source can say: where one names the arm that an
/// outcome favours, its words hold for that outcome; else the sides say what was measured and no more.
fn sides(builder: &Builder<'_>, panel: &Panel<'_>, results: &[Effected<'_>]) -> [String; 2] {
    let say = builder.context.words;
    let same = |result: &&Effected<'_>| result.outcome.name.as_str() == panel.heading.outcome;
    let votes: Vec<bool> = results.iter().filter(same).filter_map(low_favours_therapy).collect();
    let agreed = votes
        .first()
        .copied()
        .filter(|first| votes.iter().all(|vote| vote == first));
    let names: [Vec<String>; 2] = [0, 1].map(|side: usize| {
        let names = panel
            .results
            .iter()
            .map(|result| result.arms[side].map(|arm| arm_name(builder, arm)));
        names.map(Option::unwrap_or_default).collect()
    });
    let name = |side: usize, otherwise: &str| {
        let first = names[side].first().filter(|name| !name.is_empty());
        let alike = first.filter(|first| names[side].iter().all(|name| name == *first));
        alike.cloned().unwrap_or_else(|| say.say(otherwise).to_owned())
    };
    let (tried, other) = (name(0, "forest-the-therapy"), name(1, "forest-the-comparison"));
    // On the lower side the arm named first has less of it.
    let first = if panel.heading.reversed { &other } else { &tried };
    match agreed {
        Some(low_is_good) => {
            let low_favours_tried = low_is_good != panel.heading.reversed;
            let (low, high) = if low_favours_tried {
                (&tried, &other)
            } else {
                (&other, &tried)
            };
            [
                format!("← {}", say.with("forest-favours", &[("arm", low.into())])),
                format!("{} →", say.with("forest-favours", &[("arm", high.into())])),
            ]
        }
        None => [
            format!("← {}", say.with("forest-less", &[("arm", first.into())])),
            format!("{} →", say.with("forest-more", &[("arm", first.into())])),
        ],
    }
}

/// Whether less of the outcome is better, as far as the record says which arm did better.
fn low_favours_therapy(result: &Effected<'_>) -> Option<bool> {
    let favoured = result.effect.favours.as_ref()?;
    let estimate = result.effect.estimate.value();
    let nothing = result.effect.measure.no_effect();
    if estimate == nothing {
        return None;
    }
    let [first, second] = if result.reversed {
        [result.arms[1], result.arms[0]]
    } else {
        result.arms
    };
    let is = |arm: Option<&Arm>| arm.is_some_and(|arm| arm.id.as_str() == favoured.as_str());
    let lower_in_first = estimate < nothing;
    match (is(first), is(second)) {
        (true, false) => Some(lower_in_first),
        (false, true) => Some(!lower_in_first),
        _ => None,
    }
}
