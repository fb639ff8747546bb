//! Cuts a BibLaTeX file into its entries, so that one broken entry does not hide the others.

use std::ops::Range;

/// Braces deeper than this are refused: TeX is read by recursion, and no title needs them.
const MAX_DEPTH: usize = 64;

/// What a file consists of, and what is wrong with its outline.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    /// From `@` to the closing brace.
    Entry(Range<usize>),
    /// The same, of an `@string`.
    Strings(Range<usize>),
    /// An entry without an end; the bytes of its `@type{`.
    Unclosed(Range<usize>),
    /// The first brace that is nested too deeply.
    TooDeep(Range<usize>),
    /// `@type(` instead of `@type{`.
    Parenthesis(Range<usize>),
    /// Something between entries that looks like a part of one.
    Stray(Range<usize>),
}

/// `@type{`.
struct Head {
    /// Where the `@` stands.
    at: usize,
    name: Range<usize>,
    /// Behind the brace.
    inside: usize,
    parenthesis: bool,
}

/// The pieces of a file in order. Reads each byte a bounded number of times, whatever stands in the file.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let starts = line_starts(text);
    let mut pieces = Vec::new();
    let mut position = 0;
    // A comment that does not end would be searched to the end of the file; once is enough.
    let mut comments_end = true;
    loop {
        let head = next_head(text, position);
        let outside = position..head.as_ref().map_or(text.len(), |h| h.at);
        pieces.extend(stray(text, outside).map(Piece::Stray));
        let Some(head) = head else {
            return pieces;
        };
        let next = starts.partition_point(|start| *start <= head.at);
        let limit = starts.get(next).copied().unwrap_or(text.len());
        let whole = head.at..head.inside;
        position = limit;
        if head.parenthesis {
            pieces.push(Piece::Parenthesis(whole));
            continue;
        }
        let name = text[head.name.clone()].to_ascii_lowercase();
        match name.as_str() {
            // A comment may hold whole entries, so only its own brace ends it.
            "comment" => {
                let end = match comments_end {
                    true => comment_end(text, head.inside),
                    false => None,
                };
                comments_end = end.is_some();
                position = end.unwrap_or(limit);
            }
            _ => match entry_end(text, head.inside, limit) {
                Ok(end) => {
                    position = end;
                    match name.as_str() {
                        "preamble" => {}
                        "string" => pieces.push(Piece::Strings(head.at..end)),
                        _ => pieces.push(Piece::Entry(head.at..end)),
                    }
                }
                Err(Unended::Unclosed) => pieces.push(Piece::Unclosed(whole)),
                Err(Unended::TooDeep(brace)) => pieces.push(Piece::TooDeep(brace..brace + 1)),
            },
        }
    }
}

/// Where `@type{` opens a line: the places at which reading can begin anew.
fn line_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let at = offset + (line.len() - line.trim_start_matches(blank).len());
        offset += line.len();
        if text[at..].starts_with('@') && head_at(text, at).is_some() {
            starts.push(at);
        }
    }
    starts
}

/// White space, and the mark that some editors put at the head of a file.
fn blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

fn next_head(text: &str, from: usize) -> Option<Head> {
    let mut offset = from;
    for line in text[from..].split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        if is_remark(line) {
            continue;
        }
        let found = line.match_indices('@').find_map(|(at, _)| head_at(text, start + at));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Whether a line outside of entries is a remark: it begins with `%`, or has nothing but an entry's end before that.
fn is_remark(line: &str) -> bool {
    line.trim_start_matches(|c| blank(c) || c == ',').starts_with('%')
}

fn head_at(text: &str, at: usize) -> Option<Head> {
    let rest = &text[at + 1..];
    let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))?;
    let blanks = rest[name..].len() - rest[name..].trim_start().len();
    let brace = rest[name + blanks..].chars().next()?;
    (name > 0 && (brace == '{' || brace == '(')).then(|| Head {
        at,
        name: at + 1..at + 1 + name,
        inside: at + 1 + name + blanks + 1,
        parenthesis: brace == '(',
    })
}

enum Unended {
    Unclosed,
    TooDeep(usize),
}

/// Finds the brace that closes an entry, as the parser will: quotes and remarks count only between fields.
fn entry_end(text: &str, inside: usize, limit: usize) -> Result<usize, Unended> {
    let bytes = &text.as_bytes()[..limit];
    let mut depth = 1;
    let mut at = inside;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' if depth == MAX_DEPTH => return Err(Unended::TooDeep(at)),
            b'{' => depth += 1,
            b'}' if depth == 1 => return Ok(at + 1),
            b'}' => depth -= 1,
            b'\\' if depth > 1 => at += 1,
            b'"' if depth == 1 => at = quote_end(bytes, at + 1),
            b'%' if depth == 1 && is_between(bytes[at - 1]) => at = line_end(bytes, at),
            _ => {}
        }
        at += 1;
    }
    Err(Unended::Unclosed)
}

fn comment_end(text: &str, inside: usize) -> Option<usize> {
    let mut depth = 1;
    for (at, byte) in text.bytes().enumerate().skip(inside) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn quote_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..]
        .iter()
        .position(|b| *b == b'\n')
        .map_or(bytes.len(), |length| at + length)
}

fn is_between(before: u8) -> bool {
    before.is_ascii_whitespace() || matches!(before, b',' | b'{' | b'}' | b'"')
}

/// Text between entries is a remark, as in BibTeX, unless it looks like fields that fell out of their entry.
fn stray(text: &str, outside: Range<usize>) -> Option<Range<usize>> {
    let mut offset = outside.start;
    for line in text[outside.clone()].split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        if !is_remark(line) && line.contains(['=', '{', '}']) {
            let from = start + (line.len() - line.trim_start_matches(blank).len());
            return Some(from..start + line.trim_end().len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |piece| match piece {
            Piece::Entry(at) => format!("entry {}", &text[at]),
            Piece::Strings(at) => format!("strings {}", &text[at]),
            Piece::Unclosed(at) => format!("unclosed {}", &text[at]),
            Piece::TooDeep(at) => format!("deep {at:?}"),
            Piece::Parenthesis(at) => format!("parenthesis {}", &text[at]),
            Piece::Stray(at) => format!("stray {}", &text[at]),
        };
        pieces(text).into_iter().map(show).collect()
    }

    #[test]
    fn entries_are_found_wherever_they_begin() {
        assert_eq!(
            shown("\u{feff}@misc{a,}@misc{b, t = \"x } y\"}\n  @string{s = {x}}"),
            [
                "entry @misc{a,}",
                "entry @misc{b, t = \"x } y\"}",
                "strings @string{s = {x}}"
            ]
        );
    }

    #[test]
    fn an_unclosed_entry_ends_where_the_next_begins() {
        assert_eq!(
            shown("@misc{a, t = {x\n@misc{b,}"),
            ["unclosed @misc{", "entry @misc{b,}"]
        );
    }

    #[test]
    fn comments_hold_entries_and_remarks_hide_them() {
        assert_eq!(
            shown("@comment{x {y}\n@misc{a,}\n}\n% @misc{b,}\n@misc{c,} % {\n"),
            ["entry @misc{c,}"]
        );
        assert_eq!(shown("@comment{x\n@misc{a,}\n"), ["entry @misc{a,}"]);
        assert_eq!(
            shown("@misc{a, t = {x}, % 5 } or so\n y = 1}"),
            ["entry @misc{a, t = {x}, % 5 } or so\n y = 1}"]
        );
    }

    #[test]
    fn what_fell_out_of_an_entry_is_stray() {
        assert_eq!(
            shown("Written by a@b.org.\n@misc{a, t = {x}},\n  year = {2020},\n}\n"),
            ["entry @misc{a, t = {x}}", "stray year = {2020},"]
        );
        assert_eq!(shown("@misc(a,)\n"), ["parenthesis @misc("]);
    }

    #[test]
    fn hostile_files_are_read_in_time() {
        let braces = "{".repeat(1_000_000);
        assert_eq!(pieces(&braces).len(), 1);
        let open = format!("@misc{braces}");
        assert!(matches!(pieces(&open)[..], [Piece::TooDeep(_)]));
        assert_eq!(pieces(&"@misc{".repeat(200_000)).len(), 1);
        assert_eq!(pieces(&"@misc{a,\n".repeat(100_000)).len(), 100_000);
        assert_eq!(pieces(&"@comment{a\n".repeat(100_000)).len(), 0);
        assert_eq!(pieces(&"@a ".repeat(300_000)).len(), 0);
        assert_eq!(pieces(&format!("@{}", "a".repeat(1_000_000))).len(), 0);
        assert_eq!(pieces(&"@".repeat(1_000_000)).len(), 0);
    }
}
