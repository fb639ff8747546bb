//! What the model says, in the words of the catalogue: kinds, choices, figures, lengths of time, and messages about links
//! and values.

use serde::Serialize;

use super::block::{Piece, Rich};
use super::builder::capitalised;
use crate::model::Kind;
use crate::model::design::StudyDesign;
use crate::model::effect::{Effect, Results};
use crate::model::number::{Count, Number};
use crate::model::quantity::{Duration, Magnitude, Quantity};
use crate::words::{Arg, Words};

/// The heading of the list of a kind.
pub fn kinds(words: &Words, kind: Kind) -> &str {
    words
        .find(&format!("kinds-{}", kind.name()))
        .unwrap_or_else(|| kind.plural())
}

/// The word for one record of a kind, for headings.
pub fn kind(words: &Words, kind: Kind) -> &str {
    words
        .find(&format!("kind-{}", kind.name()))
        .unwrap_or_else(|| kind.name())
}

/// A choice for the middle of a sentence.
pub fn choice(words: &Words, choice: impl Serialize) -> String {
    let json = serde_json::to_value(choice).unwrap_or_default();
    let name = json.as_str().unwrap_or_default();
    let known = words.find(&format!("choice-{name}"));
    known.map_or_else(|| name.replace('-', " "), str::to_owned)
}

/// A choice as it stands by itself.
pub fn chosen(words: &Words, of: impl Serialize) -> String {
    capitalised(&choice(words, of))
}

/// What `family` calls a choice: designs and the like, which have words of their own beside those of the choice.
pub fn named(words: &Words, family: &str, of: impl Serialize) -> String {
    let json = serde_json::to_value(&of).unwrap_or_default();
    let name = json.as_str().unwrap_or_default();
    let known = words.find(&format!("{family}-{name}"));
    known.map_or_else(|| choice(words, of), str::to_owned)
}

/// Designs as alternatives: "registry, cohort or case series".
pub fn designs(words: &Words, designs: &[StudyDesign]) -> String {
    let mut names: Vec<String> = designs.iter().map(|design| named(words, "design", design)).collect();
    let Some(last) = names.pop() else { return String::new() };
    match names.is_empty() {
        true => last,
        false => words.with(
            "joined-or",
            &[("before", (&names.join(", ")).into()), ("after", (&last).into())],
        ),
    }
}

/// Something that a source prints, with the catalogue's words around its figures.
pub trait Said {
    /// It as a reader sees it.
    fn said(&self, words: &Words) -> String;
}

impl Said for Quantity {
    fn said(&self, words: &Words) -> String {
        let Some(time) = self.unit.as_ref().and_then(|unit| unit.time_word(false)) else {
            return self.to_string();
        };
        let (magnitude, count) = match &self.magnitude {
            Magnitude::One(number) => (number.to_string(), number.as_str().parse::<usize>().ok()),
            Magnitude::Range(low, high) => (format!("{low}–{high}"), None),
        };
        let sign = self
            .comparator
            .map(|comparator| format!("{}\u{202f}", comparator.sign()));
        // What is no whole number takes the form that stands for all others.
        let number = count.map_or(Arg::Text(""), Arg::Count);
        let time = words.with(&format!("time-{time}"), &[("number", number)]);
        format!("{}{magnitude}\u{a0}{time}", sign.unwrap_or_default())
    }
}

impl Said for Duration {
    fn said(&self, words: &Words) -> String {
        self.0.said(words)
    }
}

impl Said for Effect {
    fn said(&self, words: &Words) -> String {
        let mut said = format!("{} {}", choice(words, self.measure), self.estimate);
        if let Some([low, high]) = &self.ci {
            let level = self.ci_level.as_ref().map_or("95", Number::as_str);
            let about = [
                ("level", level.into()),
                ("low", low.as_str().into()),
                ("high", high.as_str().into()),
            ];
            said.push(' ');
            said.push_str(&words.with("effect-interval", &about));
        }
        if let Some(p) = &self.p {
            said.push_str(&format!(", P{p}"));
        }
        said
    }
}

impl Said for Results {
    fn said(&self, words: &Words) -> String {
        let counts = match (&self.events, &self.n) {
            (Some(events), Some(n)) => {
                let (events, n) = (events.to_string(), n.to_string());
                let about = [("events", (&events).into()), ("patients", (&n).into())];
                Some(words.with("events-of-patients", &about))
            }
            (Some(events), None) => Some(words.with("events-alone", &[("events", counted(events))])),
            (None, Some(n)) => Some(words.with("of-patients", &[("patients", (&n.to_string()).into())])),
            (None, None) => None,
        };
        match (&self.percent, &self.value, counts) {
            (Some(percent), _, Some(counts)) => format!("{percent}% ({counts})"),
            (Some(percent), _, None) => format!("{percent}%"),
            (None, Some(value), _) => value.said(words),
            (None, None, Some(counts)) => counts,
            (None, None, None) => words.say("not-stated").to_owned(),
        }
    }
}

fn counted(count: &Count) -> Arg<'static> {
    usize::try_from(count.value()).map_or(Arg::Text(""), Arg::Count)
}

/// A message about lines, which stand in it where the language wants them. `plain` makes pieces of the words between.
pub fn around(words: &Words, id: &str, plain: fn(&str) -> Piece, lines: &[(&str, Rich)]) -> Rich {
    // Letters for private use stand for the lines while the message is made.
    const FIRST: u32 = 0xE000;
    let marks: Vec<String> = (FIRST..)
        .take(lines.len())
        .filter_map(char::from_u32)
        .map(String::from)
        .collect();
    let about: Vec<(&str, Arg<'_>)> = lines
        .iter()
        .zip(&marks)
        .map(|((name, _), mark)| (*name, mark.into()))
        .collect();
    let said = words.with(id, &about);
    let mut out = Rich::new();
    let mut rest = said.as_str();
    let is_mark = |c: char| (FIRST..FIRST + marks.len() as u32).contains(&u32::from(c));
    while let Some(at) = rest.find(is_mark) {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            out.push(plain(before));
        }
        // The letter was just found there.
        let Some(mark) = from.chars().next() else { break };
        out.extend(lines[(u32::from(mark) - FIRST) as usize].1.iter().cloned());
        rest = &from[mark.len_utf8()..];
    }
    if !rest.is_empty() {
        out.push(plain(rest));
    }
    out
}

/// Lines joined two by two by a message with `$before` and `$after`.
pub fn joined(words: &Words, id: &str, lines: impl IntoIterator<Item = Rich>) -> Rich {
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    lines
        .reduce(|before, after| around(words, id, Piece::plain, &[("before", before), ("after", after)]))
        .unwrap_or_default()
}

impl Piece {
    /// Words as they are.
    pub fn plain(text: &str) -> Self {
        Self::text(text)
    }

    /// Words of ours between what the content says.
    pub fn aside(text: &str) -> Self {
        Self::muted(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scalar::Scalar;

    #[test]
    fn lines_stand_where_the_message_has_them() {
        let words = Words::of(Some("to-keep = { $bound } für { $parameter } zu halten\n"), "de");
        let line = |text: &str| vec![Piece::text(text)];
        let said = around(
            &words,
            "to-keep",
            Piece::plain,
            &[("parameter", line("Druck")), ("bound", line("≥ 90"))],
        );
        let texts: Vec<&str> = said
            .iter()
            .map(|piece| match piece {
                Piece::Text { text } => text.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(texts, ["≥ 90", " für ", "Druck", " zu halten"]);
    }

    #[test]
    fn times_have_the_form_that_their_number_wants() {
        let words = Words::of(None, "en");
        let said = |text: &str| Quantity::parse(text).unwrap().said(&words);
        assert_eq!(said("1 d"), "1\u{a0}day");
        assert_eq!(said("> 30 min"), ">\u{202f}30\u{a0}minutes");
        assert_eq!(said("6–8 h"), "6–8\u{a0}hours");
        assert_eq!(said("90 mL"), "90\u{a0}mL");
    }

    #[test]
    fn english_says_figures_as_the_model_does() {
        let words = Words::of(None, "en");
        for text in [
            "1 d",
            "30 d",
            "1 mo",
            "2.5 a",
            "< 90 mmHg",
            "6–8 mL/kg",
            "2 wk",
            "45 s",
            "12 %",
        ] {
            let quantity = Quantity::parse(text).unwrap();
            assert_eq!(quantity.said(&words), quantity.to_string());
        }
    }
}
