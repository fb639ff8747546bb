//! A value of any field as readers see it: for what chapters quote, and for what several sources report.

use super::Context;
use super::block::{Piece, Prose, Rich};
use super::builder::{Builder, capitalised, separated};
use super::derived::working;
use super::said::{Said, choice};
use super::verified::Verified;
use crate::model::Record;
use crate::model::effect::{Effect, Results};
use crate::model::quantity::{Duration, Quantity};
use crate::model::reference::Target;
use crate::model::scalar::Scalar;
use crate::model::shape::{Shape, Shapes};
use crate::model::source::Sources;
use crate::model::text::Markdown;
use crate::read::decode::decode;
use crate::read::node::{KeyPath, Node, Step, Value};
use crate::words::Words;

/// A value as plain text, for the middle of a sentence.
fn text(words: &Words, node: &Node, shape: &Shape) -> String {
    match (shape, &node.value) {
        (Shape::Table(id), Value::Table(table)) => match Shapes::get().table(*id).name.as_str() {
            "Effect" => shown::<Effect>(words, node),
            "Results" => shown::<Results>(words, node),
            _ => ["name", "text", "id"]
                .iter()
                .find_map(|field| table.get(field)?.as_text())
                .unwrap_or_default()
                .to_owned(),
        },
        (Shape::List(item, Some(2)), Value::Array(ends)) => {
            let ends: Vec<String> = ends.iter().map(|end| text(words, end, item)).collect();
            match ends.as_slice() {
                [low, high] => words.with("range-from-to", &[("low", low.into()), ("high", high.into())]),
                others => others.concat(),
            }
        }
        (Shape::List(item, _) | Shape::OneOrMany(item), Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|i| text(words, i, item)).collect();
            items.join(", ")
        }
        (Shape::OneOrMany(item), _) => text(words, node, item),
        (Shape::Scalar(scalar), _) => {
            let spelling = node.as_text().unwrap_or_default();
            if scalar.is::<Quantity>() {
                Quantity::parse(spelling).map_or(spelling.to_owned(), |q| q.said(words))
            } else if scalar.is::<Duration>() {
                Duration::parse(spelling).map_or(spelling.to_owned(), |d| d.said(words))
            } else {
                spelling.to_owned()
            }
        }
        (Shape::Choice(_), _) => choice(words, node.as_text().unwrap_or_default()),
        (Shape::Bool, Value::Bool(yes)) => words.say(if *yes { "yes" } else { "no" }).to_owned(),
        _ => node.as_text().unwrap_or_default().to_owned(),
    }
}

fn shown<T: serde::de::DeserializeOwned + Said>(words: &Words, node: &Node) -> String {
    decode::<T>(node).map_or_else(|_| String::new(), |value| value.said(words))
}

/// A value that a text quotes.
#[derive(Debug, Clone)]
pub struct Quote {
    pub text: String,
    /// Where it was read, in a line.
    pub source: Option<String>,
}

/// What `kind:id#part.field` shows in a sentence.
pub fn quote(context: &Context<'_>, target: &Target) -> Option<Quote> {
    let quoted = context.ask.quote(target)?;
    let words = context.words;
    let text = text(words, quoted.node, &quoted.shape);
    let percent = quoted.path.0.last().is_some_and(|step| step.is_key("percent"));
    let sources = nearest_source(quoted.record, &quoted.path);
    let source = sources.map(|sources| {
        let builder = Builder::new(context);
        let lines = sources.0.iter().enumerate().map(|(nth, s)| {
            let verified = Verified::new(context, &quoted.record.id, &sources, nth).words;
            let (work, place) = (builder.work_name(s.cite.as_str()), s.at.to_string());
            let about = [
                ("work", (&work).into()),
                ("place", (&place).into()),
                ("verified", (&verified).into()),
            ];
            words.with("quoted-from", &about)
        });
        let derivation = context.ask.derivation(&quoted.record.id, &quoted.path);
        let derived = derivation.and_then(|d| working(context, &d.record, &d.formula));
        let lines: Vec<String> = derived.into_iter().chain(lines).collect();
        let sources = lines.join("; ");
        let about = [("record", quoted.record.name().into()), ("sources", (&sources).into())];
        words.with("quoted-of", &about)
    });
    Some(Quote {
        // A percentage is quoted with its sign.
        text: if percent { format!("{text}%") } else { text },
        source,
    })
}

/// The nearest `source` at or above a place in a record.
pub fn nearest_source(record: &Record, path: &KeyPath) -> Option<Sources> {
    if let [Step::Key(field)] = path.0.as_slice() {
        return Some(record.source_of(field).clone());
    }
    (0..=path.0.len()).rev().find_map(|depth| {
        let above = KeyPath(path.0[..depth].to_vec());
        decode(record.tree.at(&above)?.get("source")?).ok()
    })
}

/// A value with links and mark-up, for a cell of its own.
pub fn rich(builder: &Builder<'_>, node: &Node, shape: &Shape) -> Rich {
    match (shape, &node.value) {
        (Shape::Reference(_), Value::Text(written)) => match Target::parse(written) {
            Ok(target) => vec![Piece::Link(builder.target(&target))],
            Err(_) => vec![Piece::text(written.clone())],
        },
        (Shape::Cite, Value::Text(key)) => vec![builder.work(key)],
        (Shape::List(..), Value::Array(items)) if items.is_empty() => {
            vec![Piece::muted(builder.context.words.say("none"))]
        }
        (Shape::List(item, None), Value::Array(items)) => separated(items.iter().map(|i| rich(builder, i, item)), ", "),
        (Shape::Scalar(scalar), Value::Text(markdown)) if scalar.is::<Markdown>() => {
            vec![Piece::Prose(Prose::inline(markdown.clone()))]
        }
        (Shape::Choice(_), _) => vec![Piece::text(capitalised(&text(builder.context.words, node, shape)))],
        _ => vec![Piece::text(text(builder.context.words, node, shape))],
    }
}
