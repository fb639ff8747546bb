//! TeX turned into characters.

use biblatex::{Chunk, Chunks, ChunksExt, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned};

use super::formula::{LOWERED, RAISED, formula_text, group, script};
use super::known::is_verbatim;
use super::value::ValueError;

/// The parser joins groups in braces at a cost that grows with the square of their number.
const MAX_GROUPS: usize = 5_000;

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
    let empty = |chunk: &Spanned<Chunk>| chunk.v.get().chars().all(blank);
    let end = chunks
        .iter()
        .rposition(|chunk| !empty(chunk))
        .map_or(0, |last| last + 1);
    chunks.truncate(end);
    let start = chunks.iter().take_while(|chunk| empty(chunk)).count();
    chunks.drain(..start);
    if let Some(first) = chunks.first_mut() {
        let text = first.v.get_mut();
        *text = text.trim_start_matches(blank).to_owned();
    }
    if let Some(last) = chunks.last_mut() {
        let text = last.v.get_mut();
        text.truncate(text.trim_end_matches(blank).len());
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
            ("x$_{max}$ of $\\mathrm{CO}_2$ or $\\oddity$", "xmax of CO₂ or oddity"),
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
}
