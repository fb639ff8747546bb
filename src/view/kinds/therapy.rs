//! Therapies: what they are, do, can deliver, are for, and can harm.

use crate::model::position::Position;
use crate::model::reference::Ref;
use crate::model::therapy::{Action, Capability, Harm, Indication, Mechanism, Therapy};
use crate::model::{Record, RecordId};
use crate::view::block::{Block, Fact, Item, LinkTo, Piece, Prose, Rich, Row, Section, Table, columns};
use crate::view::builder::{Builder, capitalised, facts, prose, separated};
use crate::view::role::{InRoles, Role};
use crate::view::said::{Said, around, chosen};
use crate::view::section::section;
use crate::view::{embed, figures};

pub fn sections(builder: &mut Builder<'_>, record: &Record, therapy: &Therapy) -> Vec<Section> {
    let words = builder.context.words;
    let forms: Vec<Rich> = builder
        .referring::<Therapy>(&record.id)
        .filter(|(_, other)| other.parent.as_ref().is_some_and(|p| *p.id() == record.id))
        .map(|(other, _)| vec![Piece::Link(builder.link(&other.id))])
        .collect();
    let mut overview = facts(
        words,
        vec![
            ("fact-type", vec![Piece::text(chosen(words, therapy.sort))]),
            ("fact-made-by", makers(builder, record, therapy)),
            (
                "fact-form-of",
                therapy
                    .parent
                    .iter()
                    .map(|p| Piece::Link(builder.target(p.target())))
                    .collect(),
            ),
            ("fact-forms", separated(forms, ", ")),
            ("fact-made-up-of", builder.refs(&therapy.components)),
        ],
    );
    overview.extend(capability(builder, therapy.capability.as_ref()));
    [
        section(words, "section-at-a-glance", vec![Block::Facts { facts: overview }]),
        mechanism(builder, therapy.mechanism.as_ref()),
        section(
            words,
            "section-what-it-does",
            vec![Block::Items {
                items: actions(builder, &therapy.actions),
            }],
        ),
        section(
            words,
            "section-doses-and-settings",
            vec![Block::Table(doses(builder, record, therapy))],
        ),
        section(
            words,
            "section-when-it-is-used",
            vec![Block::Items {
                items: indications(builder, &therapy.indications),
            }],
        ),
        section(
            words,
            "section-when-it-must-not-be-used",
            vec![Block::Items {
                items: indications(builder, &therapy.contraindications),
            }],
        ),
        section(
            words,
            "section-harms",
            vec![Block::Items {
                items: harms(builder, &therapy.harms),
            }],
        ),
        section(words, "section-effects", effects(builder, record)),
        section(
            words,
            "section-trials-of-it",
            vec![Block::Table(embed::trials_of_itself(builder, &record.id))],
        ),
        section(
            words,
            "section-under-study",
            vec![Block::Table(embed::studies_of_itself(builder, &record.id))],
        ),
        section(
            words,
            "section-tried-in-its-forms",
            vec![Block::Items {
                items: tried_in_forms(builder, &record.id),
            }],
        ),
    ]
    .in_roles([
        Role::Glance,
        Role::Other,
        Role::Other,
        Role::Doses,
        Role::Use,
        Role::Avoid,
        Role::Harms,
        Role::Other,
        Role::Trials,
        Role::Other,
        Role::Forms,
    ])
}

/// What each form was tried for: a wide therapy is what its forms are, and lists of all their trials would be read nowhere.
fn tried_in_forms(builder: &mut Builder<'_>, therapy: &RecordId) -> Vec<Item> {
    let forms = embed::forms(builder, therapy)
        .into_iter()
        .filter(|form| form != therapy);
    let tried = forms.filter_map(|form| {
        let counts = embed::tried(builder, &form);
        let words = builder.context.words;
        let page = builder.link(&form);
        let lists = [
            ("form-trials", counts.trials, "about_trials-of-it"),
            ("form-studies", counts.studies, "about_under-study"),
        ];
        let links = lists.into_iter().filter(|(_, count, _)| *count > 0);
        let links: Vec<Rich> = links
            .map(|(id, count, section)| {
                let said = words.with(id, &[("count", count.into())]);
                vec![Piece::Link(LinkTo::new(format!("{}#{section}", page.to), said))]
            })
            .collect();
        (!links.is_empty()).then(|| Item {
            title: vec![Piece::Link(page)],
            body: separated(links, ", "),
            ..Item::default()
        })
    });
    tried.collect()
}

/// Where chapters have the plots with all forms, and a forest plot for each outcome of the therapy as such.
fn effects(builder: &mut Builder<'_>, record: &Record) -> Vec<Block> {
    let words = builder.context.words;
    let elsewhere = figures::plots_in_chapters(builder, &record.id).into_iter();
    let elsewhere = elsewhere.map(|(link, chapter)| {
        let text = words.with("forest-with-forms", &[("outcome", (&link.text).into())]);
        let chapter = words.with("forest-in-chapter", &[("chapter", (&chapter).into())]);
        Item {
            title: vec![Piece::Link(LinkTo { text, ..link })],
            body: vec![Piece::muted(chapter)],
            ..Item::default()
        }
    });
    let items: Vec<Item> = elsewhere.collect();
    let listed = (!items.is_empty()).then_some(Block::Items { items });
    let mut blocks: Vec<Block> = listed.into_iter().collect();
    let ids = figures::of_therapy(builder, &record.id);
    blocks.extend(figures::blocks(builder, &ids));
    blocks
}

fn makers(builder: &mut Builder<'_>, record: &Record, therapy: &Therapy) -> Rich {
    let source = record.source_of("makers");
    let makers = therapy.makers.iter().map(|maker| vec![builder.sourced(maker, source)]);
    separated(makers.collect::<Vec<_>>(), ", ")
}

fn capability(builder: &mut Builder<'_>, capability: Option<&Capability>) -> Vec<Fact> {
    let Some(capability) = capability else {
        return Vec::new();
    };
    let source = &capability.source;
    let words = builder.context.words;
    let yes_no = |flag: bool| capitalised(words.say(if flag { "yes" } else { "no" }));
    let mut yes =
        |flag: Option<bool>| -> Rich { flag.map(|f| builder.sourced(yes_no(f), source)).into_iter().collect() };
    let (oxygenation, unloads) = (yes(capability.oxygenation), yes(capability.unloads));
    let sides: Vec<String> = capability.supports.iter().map(|side| chosen(words, side)).collect();
    let supports = match sides.is_empty() {
        true => Rich::new(),
        false => vec![builder.sourced(sides.join(", "), source)],
    };
    facts(
        words,
        vec![
            (
                "fact-flow",
                capability
                    .flow
                    .iter()
                    .map(|flow| builder.sourced(flow.said(words), source))
                    .collect(),
            ),
            ("fact-supports", supports),
            ("fact-oxygenates", oxygenation),
            ("fact-unloads", unloads),
            ("fact-capability", prose(capability.text.as_ref())),
        ],
    )
}

fn mechanism(builder: &mut Builder<'_>, mechanism: Option<&Mechanism>) -> Option<Section> {
    let words = builder.context.words;
    let mechanism = mechanism?;
    let items = vec![Item {
        body: vec![Piece::Prose(Prose::inline(mechanism.text.as_str()))],
        notes: builder.notes(&mechanism.source),
        ..Item::default()
    }];
    section(words, "section-how-it-works", vec![Block::Items { items }])
}

fn actions(builder: &mut Builder<'_>, actions: &[Action]) -> Vec<Item> {
    let words = builder.context.words;
    actions
        .iter()
        .map(|action| {
            let mut title = vec![Piece::text(format!("{} ", chosen(words, action.direction)))];
            title.extend(action.parameter.iter().map(|p| Piece::Link(builder.target(p.target()))));
            title.extend(action.on.iter().map(|on| Piece::text(on.as_str())));
            Item {
                anchor: Some(action.id.to_string()),
                title,
                body: prose(action.text.as_ref()),
                notes: builder.notes(&action.source),
            }
        })
        .collect()
}

fn doses(builder: &mut Builder<'_>, record: &Record, therapy: &Therapy) -> Table {
    let words = builder.context.words;
    let rows = therapy
        .doses
        .iter()
        .map(|dose| Row {
            anchor: Some(dose.id.to_string()),
            cells: vec![
                vec![Piece::text(dose.name.as_str())],
                dose.value
                    .iter()
                    .map(|v| builder.sourced(v.said(words), &dose.source))
                    .collect(),
                prose(dose.text.as_ref()),
            ],
            notes: builder.notes(&dose.source),
            group: false,
        })
        .collect();
    Table {
        caption: words.with("doses-of", &[("name", record.name().into())]),
        head: columns(words.all(["column-what", "column-value", "column-details"])),
        rows,
        noted: true,
    }
    .without_empty_columns()
}

fn indications(builder: &mut Builder<'_>, indications: &[Indication]) -> Vec<Item> {
    let words = builder.context.words;
    indications
        .iter()
        .map(|indication| {
            let mut body = vec![Piece::Prose(Prose::inline(indication.text.as_str()))];
            if !indication.conditions.is_empty() {
                let conditions = builder.refs(&indication.conditions);
                body.push(Piece::Break);
                body.extend(around(
                    words,
                    "in-conditions",
                    Piece::aside,
                    &[("conditions", conditions)],
                ));
            }
            body.extend(resting_on(builder, &indication.evidence));
            body.extend(argued_by(builder, &indication.positions));
            Item {
                anchor: Some(indication.id.to_string()),
                title: Rich::new(),
                body,
                notes: builder.notes(&indication.source),
            }
        })
        .collect()
}

fn harms(builder: &mut Builder<'_>, harms: &[Harm]) -> Vec<Item> {
    harms
        .iter()
        .map(|harm| {
            let mut body = vec![Piece::Prose(Prose::inline(harm.text.as_str()))];
            body.extend(resting_on(builder, &harm.evidence));
            Item {
                anchor: Some(harm.id.to_string()),
                title: Rich::new(),
                body,
                notes: builder.notes(&harm.source),
            }
        })
        .collect()
}

/// "Rests on …" as a line of its own.
pub fn resting_on(builder: &Builder<'_>, evidence: &[crate::model::reference::AnyRef]) -> Rich {
    if evidence.is_empty() {
        return Rich::new();
    }
    let evidence = builder.evidence(evidence);
    let words = builder.context.words;
    let said = around(words, "rests-on", Piece::aside, &[("evidence", evidence)]);
    std::iter::once(Piece::Basis).chain(said).collect()
}

/// "Argued by …" as a line of its own: opinions, kept apart from evidence.
pub fn argued_by(builder: &Builder<'_>, positions: &[Ref<Position>]) -> Rich {
    if positions.is_empty() {
        return Rich::new();
    }
    let positions = builder.refs(positions);
    let words = builder.context.words;
    let said = around(words, "argued-by", Piece::aside, &[("positions", positions)]);
    std::iter::once(Piece::Basis).chain(said).collect()
}
