//! Formulas: how a number that no source prints was made of numbers that sources print.

use std::fmt;
use std::ops::Range;

use exmex::{BinOp, Express, FlatEx, MakeOperators, Operator, ops_factory};

use super::reference::{RecordId, Target};
use super::scalar::{Scalar, ScalarError, scalar_serde};
use crate::read::node::Node;

/// Arithmetic over quoted values: `"round({#death.results.pump.events} / {#death.results.pump.n} * 100, 1)"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    spelling: String,
    /// The values in braces, in order.
    quotes: Vec<Quote>,
}

/// A value that a formula quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Where it stands in the formula, without its braces.
    pub bytes: Range<usize>,
    /// The record; none for the one that the formula stands in.
    record: Option<RecordId>,
    part: String,
}

impl Quote {
    /// What is quoted by a formula that stands in `own`.
    pub fn target(&self, own: &RecordId) -> Target {
        Target {
            record: self.record.clone().unwrap_or_else(|| own.clone()),
            part: Some(self.part.clone()),
        }
    }
}

/// The field of a table whose value its `derived` gives, if the table has both.
pub fn derived_field(table: &Node) -> Option<&'static str> {
    table.get("derived")?;
    let fields = ["estimate", "percent", "value", "events", "n"];
    fields.into_iter().find(|field| table.get(field).is_some())
}

/// The longest formula, and the deepest: one that people can follow is far below.
const LONGEST: usize = 500;
const DEEPEST: usize = 16;

const FORM: &str = "write numbers, `+ - * /`, parentheses, `round(x, n)`, `percent(a, b)` and values in braces: \
                    `{#death.results.pump.events} / 2`";

impl Formula {
    pub fn as_str(&self) -> &str {
        &self.spelling
    }

    pub fn quotes(&self) -> &[Quote] {
        &self.quotes
    }

    /// The formula with these numbers in the places of its quotes, as people read it.
    pub fn with(&self, numbers: &[String]) -> String {
        let negative = |number: &String| match number.starts_with('-') {
            true => format!("({number})"),
            false => number.clone(),
        };
        let shown = self.put_in(numbers.iter().map(negative));
        shown.replace('*', "×").replace('-', "−")
    }

    /// What the formula gives with these numbers. Infinite or not a number where it divides by zero.
    pub fn result(&self, numbers: &[String]) -> Option<f64> {
        // In parentheses, numbers do not run together with what stands beside them.
        calculate(&self.put_in(numbers.iter().map(|number| format!("({number})"))))
    }

    fn put_in(&self, numbers: impl Iterator<Item = String>) -> String {
        let mut out = String::new();
        let mut from = 0;
        for (quote, number) in self.quotes.iter().zip(numbers) {
            out.push_str(&self.spelling[from..quote.bytes.start - 1]);
            out.push_str(&number);
            from = quote.bytes.end + 1;
        }
        out + &self.spelling[from..]
    }
}

ops_factory!(
    Arithmetic,
    f64,
    Operator::make_bin_unary("+", binary(|a, b| a + b, 0, true), |a| a),
    Operator::make_bin_unary("-", binary(|a, b| a - b, 1, false), |a| -a),
    Operator::make_bin("*", binary(|a, b| a * b, 2, true)),
    Operator::make_bin("/", binary(|a, b| a / b, 3, false)),
    Operator::make_bin("round", binary(round, 4, false)),
    Operator::make_bin("percent", binary(|a, b| a / b * 100.0, 4, false))
);

fn binary(apply: fn(f64, f64) -> f64, prio: i64, is_commutative: bool) -> BinOp<f64> {
    BinOp {
        apply,
        prio,
        is_commutative,
    }
}

/// Rounded to so many decimals, halves away from zero. What binary fractions do to a half is evened out.
fn round(x: f64, decimals: f64) -> f64 {
    let scale = 10f64.powi(decimals.clamp(0.0, 12.0) as i32);
    let scaled = x * scale;
    (scaled + scaled.signum() * scaled.abs() * 1e-12).round() / scale
}

/// The value of a formula without quotes.
fn calculate(text: &str) -> Option<f64> {
    let plain = text.replace('×', "*").replace('−', "-").replace('÷', "/");
    FlatEx::<f64, Arithmetic>::parse(&plain).ok()?.eval(&[]).ok()
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spelling)
    }
}

impl Scalar for Formula {
    const NAME: &'static str = "formula";
    const WANTED: &'static str = "a formula such as `\"percent({#death.results.pump.events}, 60)\"`";
    const PATTERN: &'static str = "[0-9{]";
    const EXAMPLE: &'static str = "\"percent({#death.results.pump.events}, 60)\"";

    fn parse(text: &str) -> Result<Self, ScalarError> {
        if text.len() > LONGEST {
            return Err(ScalarError::new(format!("the formula is longer than {LONGEST} characters")).help(FORM));
        }
        let formula = Self {
            spelling: text.to_owned(),
            quotes: quotes(text)?,
        };
        plain(&formula)?;
        let ones = vec!["1".to_owned(); formula.quotes.len()];
        match formula.result(&ones) {
            Some(_) => Ok(formula),
            None => Err(ScalarError::new(format!("`{text}` cannot be calculated")).help(FORM)),
        }
    }
}

/// The values in braces.
fn quotes(text: &str) -> Result<Vec<Quote>, ScalarError> {
    let mut quotes = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        let Some(end) = text[open..].find('}').map(|at| open + at) else {
            return Err(ScalarError::new("a brace is not closed")
                .at(open..text.len())
                .help(FORM));
        };
        let inside = &text[open + 1..end];
        let wrong = |error: ScalarError| error.at(open + 1..end);
        let (record, part) = match inside.strip_prefix('#') {
            Some(part) => (None, part.to_owned()),
            None => {
                let target = Target::parse(inside).map_err(wrong)?;
                (Some(target.record), target.part.unwrap_or_default())
            }
        };
        if part.is_empty() {
            return Err(wrong(ScalarError::new(format!("`{{{inside}}}` names no value")))
                .help("name the value behind `#`: `{#death.results.pump.events}`"));
        }
        quotes.push(Quote {
            bytes: open + 1..end,
            record,
            part,
        });
        from = end + 1;
    }
    Ok(quotes)
}

/// Whether there is nothing but arithmetic around the quotes.
fn plain(formula: &Formula) -> Result<(), ScalarError> {
    let text = formula.as_str();
    let quoted = |at: usize| {
        let mut quotes = formula.quotes.iter();
        quotes.any(|quote| (quote.bytes.start - 1..=quote.bytes.end).contains(&at))
    };
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let length = match c {
            _ if quoted(at) => c.len_utf8(),
            '(' => {
                depth += 1;
                1
            }
            ')' => {
                depth = depth.saturating_sub(1);
                1
            }
            '0'..='9' | '.' | ',' | '+' | '-' | '*' | '/' | ' ' | '×' | '÷' | '−' => c.len_utf8(),
            _ => {
                let name = ["round", "percent"]
                    .into_iter()
                    .find(|name| text[at..].starts_with(name));
                let before = text[..at].trim_end();
                let called = before.is_empty() || before.ends_with(['+', '-', '*', '/', '(', ',', '×', '÷', '−']);
                match name.filter(|name| called && text[at + name.len()..].starts_with('(')) {
                    Some(name) => name.len(),
                    None => {
                        return Err(ScalarError::new(format!("a formula has no `{c}`"))
                            .at(at..at + c.len_utf8())
                            .help(FORM));
                    }
                }
            }
        };
        if depth > DEEPEST {
            return Err(ScalarError::new(format!(
                "the formula has parentheses more than {DEEPEST} deep"
            )));
        }
        at += length;
    }
    Ok(())
}

scalar_serde!(Formula);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn result(text: &str) -> Option<f64> {
        Formula::parse(text).ok()?.result(&[])
    }

    #[test]
    fn arithmetic_is_done_as_people_do_it() {
        for (formula, expected) in [
            ("1 / 3 * 3", 1.0),
            ("2 + 3 × 4 − 1", 13.0),
            ("10 - 4 - 3", 3.0),
            ("100 / 10 / 2", 5.0),
            ("round(24 / 59 * 100, 1)", 40.7),
            ("round(1.005 * 100, 0) / 100", 1.01),
            ("percent(24, 60) + 1", 41.0),
            ("percent(1 + 2, 3 * (1 + 1))", 50.0),
            ("-(2 - 5)", 3.0),
            ("8 ÷ 2", 4.0),
            ("10 - -4", 14.0),
        ] {
            let found = result(formula).unwrap_or_else(|| panic!("{formula}"));
            assert!((found - expected).abs() < 1e-9, "{formula} gives {found}");
        }
    }

    #[test]
    fn nothing_else_is_a_formula() {
        for text in [
            "",
            "1 2",
            "2(3)",
            "(1",
            "1)",
            "1,2",
            "(1, 2)",
            "round(1)",
            "round(1, 2, 3)",
            "5 round 1",
            "sin(1)",
            "PI",
            "1e3",
            "{#a",
            "{}",
            "{#}",
            "{trial:a}",
            "{nothing:a#b}",
            "a",
            "1 +",
            "1..2",
            "{#a} {#b}",
            "{#a}{#b}",
            "{#a}2",
        ] {
            assert!(Formula::parse(text).is_err(), "{text}");
        }
        assert!(Formula::parse(&"(".repeat(400)).is_err());
        assert!(Formula::parse(&format!("{}1{}", "(".repeat(17), ")".repeat(17))).is_err());
    }

    #[test]
    fn numbers_stand_in_the_places_of_quotes() {
        let formula = Formula::parse("{#a.b} * 2 - {trial:sample#n}").unwrap();
        let numbers = ["-3".to_owned(), "4.0".to_owned()];
        assert_eq!(formula.with(&numbers), "(−3) × 2 − 4.0");
        assert_eq!(formula.result(&numbers), Some(-10.0));
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(text in "[0-9.+*/(), {}#a×−÷-]{0,40}|(round|percent|[(),]|[0-9]|\\{#a\\}| |[-+*/]){0,30}") {
            if let Ok(formula) = Formula::parse(&text) {
                let numbers = vec!["-2.5".to_owned(); formula.quotes().len()];
                prop_assert!(formula.result(&numbers).is_some(), "{}", text);
            }
        }
    }
}
