//! The value of a field: `@string` abbreviations resolved, TeX turned into characters.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Chunk, Chunks, ChunksExt, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned};

use super::date::MONTHS;
use super::known::is_verbatim;

/// A value that grows longer than this through its abbreviations is refused; they can be made to double at each step.
const MAX_LENGTH: usize = 100_000;
/// The parser joins groups in braces at a cost that grows with the square of their number.
const MAX_GROUPS: usize = 5_000;

/// The `@string` abbreviations of a file, by their names in lower case.
#[derive(Debug, Default)]
pub(super) struct Strings(BTreeMap<String, String>);

impl Strings {
    pub(super) fn define(&mut self, name: &str, text: String) {
        self.0.insert(name.to_lowercase(), text);
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    fn get(&self, name: &str) -> Option<&str> {
        let name = name.to_lowercase();
        let month = || MONTHS.into_iter().find(|month| month[..3].eq_ignore_ascii_case(&name));
        self.0.get(&name).map(String::as_str).or_else(month)
    }
}

/// Why a value cannot be read, with the place in the entry.
#[derive(Debug, PartialEq)]
pub(super) enum ValueError {
    UnknownString(String, Range<usize>),
    TooLong(Range<usize>),
    Tex(&'static str, Range<usize>),
}

/// A value as TeX source, with its abbreviations resolved.
pub(super) fn source(value: &Spanned<Vec<Spanned<RawChunk<'_>>>>, strings: &Strings) -> Result<String, ValueError> {
    let mut source = String::new();
    for chunk in &value.v {
        source.push_str(match chunk.v {
            RawChunk::Normal(text) => text,
            RawChunk::Abbreviation(name) => strings
                .get(name)
                .ok_or_else(|| ValueError::UnknownString(name.to_owned(), chunk.span.clone()))?,
        });
        if source.len() > MAX_LENGTH && value.v.len() > 1 {
            return Err(ValueError::TooLong(value.span.clone()));
        }
    }
    Ok(source)
}

/// Reads the TeX of a field. `start` is where `source` stands in the entry.
pub(super) fn chunks(field: &str, source: &str, start: usize) -> Result<Chunks, ValueError> {
    if is_verbatim(field) {
        // The parser would make dashes of the hyphens in an address.
        return Ok(vec![Spanned::zero(Chunk::Verbatim(unescape(source)))]);
    }
    if source.matches('{').count() > MAX_GROUPS {
        return Err(ValueError::TooLong(start..start + source.len()));
    }
    // Only whole bibliographies can be parsed, so this makes one of the field. Under another name the parser would go
    // and do things with it.
    let raw = RawBibliography {
        preamble: String::new(),
        abbreviations: Vec::new(),
        entries: vec![Spanned::zero(RawEntry {
            key: Spanned::zero("key"),
            kind: Spanned::zero("misc"),
            fields: vec![biblatex::Pair::new(
                Spanned::zero("title"),
                Spanned::zero(vec![Spanned::zero(RawChunk::Normal(source))]),
            )],
        })],
    };
    let parsed = biblatex::Bibliography::from_raw(raw).map_err(|error| {
        let end = start + source.len();
        let from = (start + error.span.start).min(end);
        ValueError::Tex(tex_fault(&error.kind), from..(start + error.span.end).clamp(from, end))
    })?;
    let mut chunks = parsed
        .into_vec()
        .pop()
        .and_then(|mut e| e.remove("title"))
        .unwrap_or_default();
    // An escaped tilde is a tilde; any other is a space that does not break.
    let literal_tilde = source.contains("\\~") || source.contains("textasciitilde");
    for chunk in &mut chunks {
        match &mut chunk.v {
            Chunk::Math(formula) => chunk.v = Chunk::Verbatim(formula_text(formula)),
            Chunk::Normal(text) | Chunk::Verbatim(text) => {
                if text.contains('~') && !literal_tilde {
                    *text = text.replace('~', "\u{a0}");
                }
                if text.contains('\\') {
                    *text = without_commands(text);
                }
            }
        }
    }
    trim(&mut chunks);
    Ok(chunks)
}

/// Takes away blanks of every kind at both ends; the renderer fails at some of them.
fn trim(chunks: &mut Chunks) {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}');
    while let Some(first) = chunks.first_mut() {
        let text = first.v.get_mut();
        *text = text.trim_start_matches(blank).to_owned();
        if !text.is_empty() || chunks.len() == 1 {
            break;
        }
        chunks.remove(0);
    }
    while let Some(last) = chunks.last_mut() {
        let text = last.v.get_mut();
        text.truncate(text.trim_end_matches(blank).len());
        if !text.is_empty() || chunks.len() == 1 {
            break;
        }
        chunks.pop();
    }
}

/// Text without the commands that the parser leaves as they are: `\emph{so}` is shown as `so`.
fn without_commands(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\\') {
        shown.push_str(before);
        let length = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
        let (name, behind) = behind.split_at(length);
        match (name, group(behind), behind.strip_prefix(' ')) {
            ("textsuperscript", Some((inside, after)), _) => {
                shown.push_str(&script(inside, RAISED));
                rest = after;
            }
            ("textsubscript", Some((inside, after)), _) => {
                shown.push_str(&script(inside, LOWERED));
                rest = after;
            }
            (_, Some((inside, after)), _) if !name.is_empty() => {
                shown.push_str(&without_commands(inside));
                rest = after;
            }
            (_, None, Some(after)) if !name.is_empty() => rest = after,
            _ => {
                shown.push('\\');
                shown.push_str(name);
                rest = behind;
            }
        }
    }
    shown + rest
}

/// What stands in the braces with which `text` begins, and what stands behind them.
fn group(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('{')?;
    let mut depth = 1;
    let end = inside.char_indices().find(|(_, letter)| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let (end, _) = end?;
    Some((&inside[..end], &inside[end + 1..]))
}

/// A value as plain text, in one line.
pub(super) fn plain(chunks: &Chunks) -> String {
    let text = chunks.format_verbatim();
    // Non-breaking spaces are meant, so only the others are folded.
    let words = text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn tex_fault(kind: &ParseErrorKind) -> &'static str {
    match kind {
        ParseErrorKind::UnexpectedEof => "a TeX command or formula does not end",
        ParseErrorKind::Unexpected(_) => "a closing brace has no opening one",
        _ => "a TeX command cannot be read",
    }
}

/// Takes away the braces and backslashes that protect an address.
fn unescape(source: &str) -> String {
    let mut text = String::new();
    let mut letters = source.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek().is_some_and(char::is_ascii_punctuation) => text.extend(letters.next()),
            '{' | '}' => {}
            _ => text.push(letter),
        }
    }
    text
}

/// The characters for the small formulas that stand in titles: Greek letters, signs, and single raised or lowered digits.
fn formula_text(formula: &str) -> String {
    let mut text = String::new();
    let mut rest = formula.trim();
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '\\' => {
                let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
                let (name, behind) = rest.split_at(length);
                let sign = SIGNS.iter().find(|(known, _)| *known == name);
                text.push_str(sign.map_or("", |(_, sign)| sign));
                rest = behind.trim_start();
            }
            '^' | '_' => {
                let (script, behind) = argument(rest);
                rest = behind;
                let set = if letter == '^' { RAISED } else { LOWERED };
                text.push_str(&self::script(script, set));
            }
            '{' | '}' => {}
            _ => text.push(letter),
        }
    }
    text
}

/// What follows `^` or `_`: a group in braces, else one letter.
fn argument(rest: &str) -> (&str, &str) {
    group(rest).unwrap_or_else(|| rest.split_at(rest.chars().next().map_or(0, char::len_utf8)))
}

/// Raised or lowered digits; letters stay on the line.
fn script(text: &str, set: &str) -> String {
    let moved: Option<String> = text.chars().map(|letter| moved(letter, set)).collect();
    moved.unwrap_or_else(|| text.to_owned())
}

fn moved(letter: char, set: &str) -> Option<char> {
    let at = "0123456789+-".find(letter)?;
    set.chars().nth(at)
}

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋";

/// TeX's names of signs.
const SIGNS: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Sigma", "Σ"),
    ("Omega", "Ω"),
    ("pm", "±"),
    ("times", "×"),
    ("cdot", "·"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("approx", "≈"),
    ("sim", "~"),
    ("circ", "°"),
    ("infty", "∞"),
    ("rightarrow", "→"),
    ("to", "→"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(field: &str, source: &str) -> String {
        plain(&chunks(field, source, 0).expect("it can be read"))
    }

    #[test]
    fn tex_becomes_characters() {
        for (source, text) in [
            ("{BALLOON II}  trial", "BALLOON II trial"),
            ("Pump \\& balloon", "Pump & balloon"),
            ("12--15", "12–15"),
            (
                "S{\\o}rensen and M{\\\"u}ller and Nov\\'ak",
                "Sørensen and Müller and Novák",
            ),
            ("M.~I.", "M.\u{a0}I."),
            ("a\\~{}b", "a~b"),
            ("line\n  break", "line break"),
            (
                "\\textbf{\\textit{in} vitro} {\\em not} \\textbackslash{}",
                "in vitro not \\",
            ),
            ("10\\textsuperscript{3} and 5\\textsuperscript{th}", "10³ and 5th"),
            ("$\\beta$-blockers", "β-blockers"),
            ("SvO$_2$ $\\geq$ 65, 10$^{-3}$", "SvO₂ ≥ 65, 10⁻³"),
            ("P $<$ 0.05", "P < 0.05"),
            ("x$_{max}$", "xmax"),
        ] {
            assert_eq!(read("title", source), text, "{source}");
        }
    }

    #[test]
    fn addresses_are_left_alone() {
        assert_eq!(
            read("url", "https://a.org/x--y~z?a=1\\&b=\\_{c}"),
            "https://a.org/x--y~z?a=1&b=_c"
        );
    }

    #[test]
    fn broken_tex_is_an_error() {
        assert!(matches!(chunks("title", "a } b", 10), Err(ValueError::Tex(_, at)) if at == (12..13)));
        assert!(matches!(chunks("title", "a $ b", 10), Err(ValueError::Tex(..))));
        assert!(matches!(chunks("title", "a \\", 10), Err(ValueError::Tex(..))));
        let nested = format!("{{{}}}", "{a}".repeat(400_000));
        assert!(matches!(chunks("title", &nested, 0), Err(ValueError::TooLong(_))));
    }

    #[test]
    fn strings() {
        let mut strings = Strings::default();
        strings.define("J", "Journal".to_owned());
        let read = |text: &str| {
            let raw = RawBibliography::parse(text).expect("it can be parsed");
            source(&raw.entries[0].v.fields[0].value, &strings)
        };
        assert_eq!(
            read("@misc{a, t = j # { of } # jan}").as_deref(),
            Ok("Journal of January")
        );
        assert_eq!(
            read("@misc{a, t = {x} # jj}"),
            Err(ValueError::UnknownString("jj".to_owned(), 19..21))
        );
        let mut doubling = Strings::default();
        doubling.define("a", "x".repeat(MAX_LENGTH));
        let raw = RawBibliography::parse("@misc{a, t = a # a}").expect("it can be parsed");
        assert!(matches!(
            source(&raw.entries[0].v.fields[0].value, &doubling),
            Err(ValueError::TooLong(_))
        ));
    }
}
