//! What pages of all record kinds show.

use super::block::{Block, Item, LinkTo, Piece, Prose, Rich, Row, Section, Table, columns};
use super::builder::{Builder, capitalised, prose, separated, words};
use super::{Banner, value};
use crate::model::Record;
use crate::model::common::{Common, Finding, Statement};
use crate::model::effect::{Arm, Results};
use crate::model::reference::AnyRef;
use crate::model::shape::Shapes;
use crate::read::node::{KeyPath, Step};

/// A section, unless it would be empty.
pub fn section(title: &str, blocks: Vec<Block>) -> Option<Section> {
    let empty = blocks.iter().all(|block| match block {
        Block::Facts { facts } => facts.is_empty(),
        Block::Table(table) => table.rows.is_empty(),
        Block::Items { items } => items.is_empty(),
        _ => false,
    });
    (!empty).then(|| Section {
        // Anchors of headings and of parts of records have no underscore.
        anchor: format!("about_{}", crate::read::markdown::Anchors::default().next(title)),
        title: title.to_owned(),
        link: None,
        blocks,
    })
}

/// What the reader must know before reading on.
pub fn banners(builder: &Builder<'_>, record: &Record) -> Vec<Banner> {
    let common = &record.common;
    let mut banners = Vec::new();
    if let Some(withdrawn) = &common.withdrawn {
        let title = match &withdrawn.on {
            Some(on) => format!("Withdrawn on {on}: do not use"),
            None => "Withdrawn: do not use".to_owned(),
        };
        banners.push(Banner {
            level: "danger",
            title,
            text: Some(Prose::inline(withdrawn.reason.as_str())),
            link: None,
            line: Rich::new(),
        });
    }
    if let Some(successor) = &common.superseded_by {
        banners.push(Banner {
            level: "warning",
            title: "Superseded".to_owned(),
            text: None,
            link: Some(builder.target(&successor.0)),
            line: Rich::new(),
        });
    }
    banners.extend(super::review::banners(builder, record));
    banners
}

/// Findings, statements, what sources dispute, and accepted faults.
pub fn sections(builder: &mut Builder<'_>, record: &Record) -> Vec<Section> {
    let common = &record.common;
    let findings = findings(builder, record, &common.findings);
    let statements = statements(builder, &common.statements);
    let disputed = disputed(builder, record);
    let accepted = accepted(common);
    [
        section("Findings", vec![Block::Table(findings)]),
        section("What the sources say", vec![Block::Items { items: statements }]),
        section("Where sources differ", vec![Block::Table(disputed)]),
        section("Accepted faults", vec![Block::Items { items: accepted }]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn findings(builder: &mut Builder<'_>, record: &Record, findings: &[Finding]) -> Table {
    let arms = arms_of(record);
    let rows = findings
        .iter()
        .map(|finding| {
            let mut result = Rich::new();
            if let Some(value) = &finding.value {
                result.push(builder.sourced(value, &finding.source));
            }
            if let Some(effect) = &finding.effect {
                result = separated([result, vec![builder.sourced(effect, &finding.source)]], "; ");
            }
            if !finding.results.is_empty() {
                let results = by_arm(builder, &arms, &finding.results);
                result = separated([result, results].into_iter().filter(|r| !r.is_empty()), "; ");
            }
            let mut name = vec![Piece::text(finding.name.as_str())];
            name.extend(superseded(builder, finding.superseded_by.as_ref()));
            let about = about(builder, &finding.about);
            let details = separated(
                [prose(finding.note.as_ref()), about]
                    .into_iter()
                    .filter(|d| !d.is_empty()),
                "",
            );
            Row {
                anchor: Some(finding.id.to_string()),
                cells: vec![
                    name,
                    result,
                    finding.of.iter().map(|of| Piece::text(of.as_str())).collect(),
                    finding.time.iter().map(|t| Piece::text(t.to_string())).collect(),
                    details,
                ],
                notes: builder.notes(&finding.source),
                group: false,
            }
        })
        .collect();
    Table {
        caption: format!("Findings of {}", record.name()),
        head: columns(["What", "Value", "In whom", "When", "Details"]),
        rows,
        noted: true,
    }
    .without_empty_columns()
}

impl Table {
    /// Leaves out columns in which no row says anything, and notes that the row shows anyway.
    pub fn without_empty_columns(mut self) -> Self {
        if self.noted {
            self = self.notes_by_row();
        }
        let empty: Vec<bool> = (0..self.head.len())
            .map(|i| {
                let mut rows = self.rows.iter().filter(|row| !row.group);
                rows.all(|row| row.cells.get(i).is_none_or(Vec::is_empty))
            })
            .collect();
        for row in self.rows.iter_mut().filter(|row| !row.group) {
            let mut i = 0;
            row.cells.retain(|_| {
                i += 1;
                !empty[i - 1]
            });
        }
        let mut i = 0;
        self.head.retain(|_| {
            i += 1;
            !empty[i - 1]
        });
        self
    }
}

fn statements(builder: &mut Builder<'_>, statements: &[Statement]) -> Vec<Item> {
    statements
        .iter()
        .map(|statement| {
            let mut body = vec![Piece::Prose(Prose::inline(statement.text.as_str()))];
            body.extend(superseded(builder, statement.superseded_by.as_ref()));
            let about = about(builder, &statement.about);
            if !about.is_empty() {
                body.push(Piece::Break);
            }
            body.extend(about);
            Item {
                anchor: Some(statement.id.to_string()),
                title: Rich::new(),
                body,
                notes: builder.notes(&statement.source),
            }
        })
        .collect()
}

/// What has overtaken a value.
pub fn superseded(builder: &Builder<'_>, by: Option<&AnyRef>) -> Rich {
    match by {
        Some(by) => vec![
            Piece::text(" "),
            Piece::Badge {
                text: "superseded by".to_owned(),
                tone: "warning",
            },
            Piece::text(" "),
            Piece::Link(builder.target(&by.0)),
        ],
        None => Rich::new(),
    }
}

/// Records that a value speaks of.
pub fn about(builder: &Builder<'_>, about: &[AnyRef]) -> Rich {
    if about.is_empty() {
        return Rich::new();
    }
    let mut line = vec![Piece::muted("About ")];
    line.extend(builder.links(about.iter().map(|r| &r.0)));
    line
}

/// The values of a field as several sources give them, each beside its source.
pub fn disputed(builder: &mut Builder<'_>, record: &Record) -> Table {
    let shapes = Shapes::get();
    let rows = record
        .common
        .also_reported
        .iter()
        .enumerate()
        .map(|(i, other)| {
            let written = other.field.as_str();
            let entry = KeyPath::default()
                .key("also_reported")
                .child(Step::Index(i, None))
                .key("value");
            let theirs = match (
                record.tree.at(&entry),
                shapes.written(record.id.kind, &record.tree, written),
            ) {
                (Some(node), Some(shape)) => value::rich(builder, node, &shape),
                (Some(node), None) => vec![Piece::text(node.as_text().unwrap_or_default())],
                (None, _) => Rich::new(),
            };
            let (ours, our_notes) = ours(builder, record, written);
            let mut why = prose(other.because.as_ref());
            if why.is_empty() {
                why.push(Piece::muted("No reason is given."));
            }
            let mut notes = our_notes;
            let their_notes = builder.notes(&other.source);
            notes.retain(|n| !their_notes.contains(n));
            Row {
                anchor: None,
                cells: vec![
                    vec![Piece::text(field_label(record, written))],
                    with_notes(ours, &notes),
                    with_notes(theirs, &their_notes),
                    why,
                ],
                notes: Vec::new(),
                group: false,
            }
        })
        .collect();
    Table {
        caption: format!("Where sources differ on {}", record.name()),
        head: columns(["Field", "Here", "Elsewhere", "Why"]),
        rows,
        noted: false,
    }
}

fn with_notes(mut line: Rich, notes: &[usize]) -> Rich {
    for note in notes {
        line.push(Piece::Note { number: *note });
    }
    line
}

/// The value that the record itself has for a field, and where that was read.
fn ours(builder: &mut Builder<'_>, record: &Record, written: &str) -> (Rich, Vec<usize>) {
    if let crate::model::Kind::Work = record.id.kind {
        let works = &builder.context.corpus.bibliography.works;
        let field = works.get(&record.id.id).and_then(|w| w.fields.get(written));
        let text = field.map(|f| Piece::text(f.text.clone()));
        let notes = builder.notes(&record.common.source);
        return (text.into_iter().collect(), notes);
    }
    let Some((path, node)) = KeyPath::resolve(&record.tree, written) else {
        return (vec![Piece::muted("not stated")], Vec::new());
    };
    let line = match Shapes::get().at(record.id.kind, &path) {
        Some(shape) => value::rich(builder, node, &shape),
        None => Rich::new(),
    };
    let notes = match value::nearest_source(record, &path) {
        Some(sources) => builder.notes(&sources),
        None => Vec::new(),
    };
    (line, notes)
}

/// A key path in words: `outcomes.death-30d.effect` of a trial is "Death: effect".
fn field_label(record: &Record, written: &str) -> String {
    let steps: Vec<&str> = written.split('.').collect();
    let node = |depth: usize| KeyPath::resolve(&record.tree, &steps[..=depth].join(".")).map(|(_, node)| node);
    let words = steps.iter().enumerate().filter_map(|(depth, step)| {
        // A list is named by its element.
        let is_list = node(depth).is_some_and(|n| n.as_array().is_some());
        if is_list && depth + 1 < steps.len() {
            return None;
        }
        let name = node(depth).and_then(|n| n.get("name")?.as_text());
        Some(name.map_or_else(|| step.replace(['_', '-'], " "), str::to_owned))
    });
    capitalised(&words.collect::<Vec<_>>().join(": "))
}

fn accepted(common: &Common) -> Vec<Item> {
    common
        .accept
        .iter()
        .map(|accept| Item {
            anchor: None,
            title: vec![Piece::text(format!("{} at {}", accept.rule, accept.field))],
            body: vec![Piece::Prose(Prose::inline(accept.because.as_str()))],
            notes: Vec::new(),
        })
        .collect()
}

/// The arms that a record's results belong to.
pub fn arms_of(record: &Record) -> Vec<Arm> {
    use crate::model::Body;
    match &record.body {
        Body::Trial(trial) => trial.arms.clone(),
        Body::Analysis(analysis) => analysis.arms.clone(),
        Body::Study(study) => study.arms.clone(),
        _ => Vec::new(),
    }
}

/// What a table calls an arm: its name, else its therapies.
pub fn arm_name(builder: &Builder<'_>, arm: &Arm) -> String {
    if let Some(name) = &arm.name {
        return name.to_string();
    }
    let therapies: Vec<String> = arm.therapies.iter().map(|t| builder.name(t.id())).collect();
    if therapies.is_empty() {
        words(arm.id.as_str())
    } else {
        therapies.join(" + ")
    }
}

/// Results in one line: "Pump 40% against control 50%".
pub fn by_arm(builder: &mut Builder<'_>, arms: &[Arm], results: &[Results]) -> Rich {
    let lines: Vec<Rich> = results
        .iter()
        .map(|result| {
            let arm = arms.iter().find(|a| a.id.as_str() == result.arm.as_str());
            let name = arm.map_or(result.arm.as_str().to_owned(), |a| arm_name(builder, a));
            vec![Piece::text(format!("{name} ")), builder.sourced(result, &result.source)]
        })
        .collect();
    separated(lines, "; ")
}

/// A link to a record with its full name beside it.
pub fn titled(builder: &Builder<'_>, record: &Record) -> Rich {
    let mut line = vec![Piece::Link(builder.link(&record.id))];
    if let Some(title) = &record.common.title {
        line.push(Piece::Break);
        line.push(Piece::muted(title.as_str()));
    }
    line
}

/// A link with nothing else.
pub fn only(link: LinkTo) -> Rich {
    vec![Piece::Link(link)]
}
