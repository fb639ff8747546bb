//! Trials by the year in which they were published.

use super::drawing::{Anchor, Drawing, Hand, Look, Shape, at};
use super::measure::{widest, wrap};
use super::{Figure, FigureId, stated};
use crate::model::trial::Trial;
use crate::model::{Record, RecordId};
use crate::view::block::{LinkTo, Piece, Row, Table, columns};
use crate::view::builder::Builder;
use crate::view::common::only;
use crate::view::embed::{forms, testing};
use crate::view::kinds::{comparison, count};

/// The timeline of a therapy and its forms, or of all; none where no trial has a year.
pub fn of_therapy(builder: &Builder<'_>, therapy: Option<&RecordId>) -> Option<FigureId> {
    let trials = trials(builder, therapy);
    let has_year = trials.iter().any(|(_, trial)| year(trial).is_some());
    has_year.then(|| FigureId::Timeline(therapy.cloned()))
}

/// The oldest first, those without a year last.
fn trials<'a>(builder: &Builder<'a>, therapy: Option<&RecordId>) -> Vec<(&'a Record, &'a Trial)> {
    let wanted = therapy.map(|therapy| forms(builder, therapy));
    let mut trials = testing::<Trial>(builder, wanted.as_ref(), |trial| &trial.arms);
    trials.sort_by_key(|(record, trial)| (trial.year.is_none(), trial.year.clone(), record.id.clone()));
    trials
}

fn year(trial: &Trial) -> Option<i32> {
    trial.year.as_ref()?.as_str().split('-').next()?.parse().ok()
}

pub fn figure(builder: &mut Builder<'_>, id: &FigureId, therapy: Option<&RecordId>) -> Option<Figure> {
    let trials = trials(builder, therapy);
    let say = builder.context.words;
    let title = match therapy {
        Some(therapy) => say.with("timeline-title-of", &[("therapy", (&builder.name(therapy)).into())]),
        None => say.say("timeline-title").to_owned(),
    };
    let marks: Vec<Mark> = trials
        .iter()
        .map(|(record, trial)| Mark {
            year: year(trial),
            link: stated(builder, builder.link(&record.id)),
        })
        .collect();
    let years: Vec<i32> = marks.iter().filter_map(|mark| mark.year).collect();
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    let no_year = say.say("timeline-no-year");
    let draw = |width: f64| Scale::new(first, last, width).draw(&marks, no_year);
    let rows = trials
        .iter()
        .map(|(record, trial)| builder.of(&record.id, |builder| row(builder, record, trial)));
    let table = Table {
        caption: title.clone(),
        head: columns(HEADS.map(|id| say.say(id))),
        rows: rows.collect(),
        noted: false,
    };
    let mut figure = Figure::new(id, title, draw(680.0), table);
    figure.narrow = Some(draw(super::NARROW));
    figure.description = say.say("timeline-description").to_owned();
    Some(figure)
}

fn row(builder: &mut Builder<'_>, record: &Record, trial: &Trial) -> Row {
    let source = record.source_of("year");
    let year = match &trial.year {
        Some(year) => vec![builder.sourced(year, source)],
        None => vec![Piece::muted(builder.context.words.say("timeline-not-stated"))],
    };
    Row {
        cells: vec![
            only(builder.link(&record.id)),
            year,
            comparison(builder, &trial.arms),
            count(builder, trial.sample_size.as_ref(), record.source_of("sample_size")),
        ],
        ..Row::default()
    }
}

const HEADS: [&str; 4] = [
    "timeline-trial",
    "timeline-year",
    "timeline-comparison",
    "timeline-patients",
];

struct Mark {
    year: Option<i32>,
    link: LinkTo,
}

/// The years across a sheet.
struct Scale {
    first: i32,
    last: i32,
    width: f64,
}

/// Between the edge of the sheet and the first year.
const SIDE: f64 = 20.0;

impl Scale {
    fn new(first: i32, last: i32, width: f64) -> Self {
        Self { first, last, width }
    }

    fn across(&self, year: i32) -> f64 {
        let years = f64::from(self.last) - f64::from(self.first);
        let share = match years > 0.0 {
            true => (f64::from(year) - f64::from(self.first)) / years,
            false => 0.5,
        };
        SIDE + share * (self.width - 2.0 * SIDE)
    }

    /// Years with a label: so many apart that labels do not touch.
    fn labelled(&self) -> Vec<i32> {
        let years = f64::from(self.last) - f64::from(self.first);
        let room = (self.width - 2.0 * SIDE) / (widest(["0000"], Hand::Small) + 10.0);
        let step = (0..)
            .map(|power| 10_i32.saturating_pow(power))
            .flat_map(|ten| [ten, ten.saturating_mul(2), ten.saturating_mul(5)]);
        // The steps grow until they are longer than any stretch of years.
        let step = step
            .into_iter()
            .find(|step| years / f64::from(*step) <= room)
            .unwrap_or(i32::MAX);
        let start = self.first.div_euclid(step).saturating_mul(step);
        let labelled = (0..).map_while(|nth: i32| start.checked_add(nth.checked_mul(step)?));
        labelled
            .skip_while(|year| *year < self.first)
            .take_while(|year| *year <= self.last)
            .collect()
    }

    fn draw(&self, marks: &[Mark], no_year: &str) -> Drawing {
        let mut drawing = Drawing::new(self.width, 0.0);
        let axis = Hand::Small.line() + 6.0;
        for year in self.labelled() {
            let foot = at(self.across(year), Hand::Small.size());
            drawing.push(Shape::text(foot, year.to_string(), Anchor::Middle, Hand::Small));
        }
        drawing.push(Shape::line(at(SIDE, axis), at(self.width - SIDE, axis), Look::Axis));
        let grid = drawing.shapes.len();
        let mut y = axis + 6.0;
        let mut headed = false;
        let mut foot_of_years = None;
        for mark in marks {
            if mark.year.is_none() && !headed {
                headed = true;
                foot_of_years = Some(y);
                let foot = at(0.0, y + 6.0 + Hand::Small.size());
                drawing.push(Shape::text(foot, no_year, Anchor::Start, Hand::Small));
                y += 6.0 + Hand::Small.line();
            }
            y = self.mark(&mut drawing, mark, y);
        }
        let bottom = foot_of_years.unwrap_or(y);
        let lines = self.labelled().into_iter().map(|year| {
            let x = self.across(year);
            Shape::line(at(x, axis - 4.0), at(x, bottom), Look::Grid)
        });
        let lines: Vec<Shape> = lines.collect();
        drawing.shapes.splice(grid..grid, lines);
        drawing.height = y + 4.0;
        drawing
    }

    /// A dot in its year, with the name on the side that has more room.
    fn mark(&self, drawing: &mut Drawing, mark: &Mark, top: f64) -> f64 {
        let text = &mark.link.text;
        let dot = mark.year.map(|year| self.across(year));
        let (x, anchor, most) = match dot {
            None => (0.0, Anchor::Start, self.width),
            Some(dot) => {
                let (before, behind) = (dot - 10.0, self.width - dot - 10.0);
                let fits = Hand::Body.width(text) <= behind;
                match fits || behind >= before {
                    true => (dot + 10.0, Anchor::Start, behind),
                    false => (dot - 10.0, Anchor::End, before),
                }
            }
        };
        let lines = wrap(text, Hand::Body, most);
        let first = at(x, top + 3.0 + Hand::Body.size());
        let mut shapes = Shape::lines(first, &lines, anchor, Hand::Body);
        if let Some(x) = dot {
            shapes.push(Shape::Circle {
                centre: at(x, first.y - 4.5),
                radius: 4.5,
                look: Look::Mark,
            });
        }
        drawing.push(Shape::linked(mark.link.clone(), shapes));
        #[expect(clippy::cast_precision_loss, reason = "a name has few lines")]
        let height = Hand::Body.line() * lines.len() as f64;
        top + height + 5.0
    }
}
