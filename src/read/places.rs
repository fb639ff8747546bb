//! Where the text of a TOML string stands in its file: behind quotation marks, between escapes, over lines.

use std::ops::Range;

use super::node::{Node, Value};

/// The way from places in a string's text to places in its file.
#[derive(Debug, Clone)]
pub struct Places {
    /// The string with its quotation marks.
    whole: Range<usize>,
    /// In order, without gaps in the text. Empty where the string could not be followed.
    runs: Vec<Run>,
}

/// A stretch of the text and the bytes that spell it: the same letters, or one escape.
#[derive(Debug, Clone)]
struct Run {
    text: Range<usize>,
    file: Range<usize>,
}

impl Places {
    /// The places of a string of this file. All places in any other value are the whole value.
    pub fn of(file: &str, node: &Node) -> Self {
        let runs = match (&node.value, file.get(node.span.clone())) {
            (Value::Text(text), Some(raw)) => follow(raw, text, node.span.start).unwrap_or_default(),
            _ => Vec::new(),
        };
        Self {
            whole: node.span.clone(),
            runs,
        }
    }

    /// Where a place in the text is in the file.
    pub fn at(&self, text: &Range<usize>) -> Range<usize> {
        let (Some(start), Some(end)) = (self.start(text.start), self.end(text.end)) else {
            return self.whole.clone();
        };
        start..end.max(start)
    }

    fn start(&self, at: usize) -> Option<usize> {
        let run = self.runs.iter().find(|run| at < run.text.end).or(self.runs.last())?;
        Some(run.spelt(at))
    }

    fn end(&self, at: usize) -> Option<usize> {
        let run = self.runs.iter().find(|run| at <= run.text.end).or(self.runs.last())?;
        Some(if at == run.text.end {
            run.file.end
        } else {
            run.spelt(at)
        })
    }
}

impl Run {
    fn spelt(&self, at: usize) -> usize {
        match self.text.len() == self.file.len() {
            true => self.file.start + at.clamp(self.text.start, self.text.end) - self.text.start,
            false if at >= self.text.end => self.file.end,
            false => self.file.start,
        }
    }
}

/// Reads a string as TOML does. None where that does not give `text`.
fn follow(raw: &str, text: &str, offset: usize) -> Option<Vec<Run>> {
    let (mark, escapes) = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|mark| raw.len() >= 2 * mark.len() && raw.starts_with(mark) && raw.ends_with(mark))
        .map(|mark| (mark, mark.starts_with('"')))?;
    let end = raw.len() - mark.len();
    let mut at = mark.len();
    if mark.len() == 3 {
        // A line break right behind the quotation marks does not belong to the text.
        at += ["\r\n", "\n"]
            .into_iter()
            .find(|b| raw[at..].starts_with(b))
            .map_or(0, str::len);
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut read = 0;
    while at < end {
        let rest = &raw[at..end];
        let (letters, bytes) = match rest.strip_prefix('\\') {
            Some(escape) if escapes => match line_continuation(escape) {
                Some(blanks) => {
                    at += 1 + blanks;
                    continue;
                }
                None => escaped(escape)?,
            },
            _ => {
                let plain = rest.find(|c| escapes && c == '\\').unwrap_or(rest.len());
                (rest[..plain].to_owned(), plain)
            }
        };
        if !text[read..].starts_with(&letters) {
            return None;
        }
        runs.push(Run {
            text: read..read + letters.len(),
            file: offset + at..offset + at + bytes,
        });
        read += letters.len();
        at += bytes;
    }
    (read == text.len()).then_some(runs)
}

/// How many blanks a backslash at the end of a line takes with it, if that is what stands behind it.
fn line_continuation(escape: &str) -> Option<usize> {
    let blanks = &escape[..escape.len() - escape.trim_start_matches([' ', '\t', '\r', '\n']).len()];
    let line = blanks.trim_start_matches([' ', '\t', '\r']);
    line.starts_with('\n').then_some(blanks.len())
}

/// The letter that an escape stands for, and how many bytes the escape has with its backslash.
fn escaped(escape: &str) -> Option<(String, usize)> {
    let kind = escape.chars().next()?;
    let (letter, digits) = match kind {
        'b' => ('\u{8}', 0),
        't' => ('\t', 0),
        'n' => ('\n', 0),
        'f' => ('\u{c}', 0),
        'r' => ('\r', 0),
        'e' => ('\u{1b}', 0),
        '"' | '\\' => (kind, 0),
        'x' | 'u' | 'U' => {
            let digits = match kind {
                'x' => 2,
                'u' => 4,
                _ => 8,
            };
            let code = u32::from_str_radix(escape.get(1..1 + digits)?, 16).ok()?;
            (char::from_u32(code)?, digits)
        }
        _ => return None,
    };
    Some((letter.to_string(), 2 + digits))
}

#[cfg(test)]
mod tests {
    use super::super::sources::Sources;
    use super::*;

    /// What stands in the file where `word` stands in the text of the only field.
    fn spelt(file: &str, word: &str) -> String {
        let sources = Sources::from_texts([("a.toml", file)]);
        let (tree, faults) = sources.tree(crate::diagnostic::FileId(0));
        assert!(faults.is_empty(), "{faults:?}");
        let node = tree.root.get("a").unwrap();
        let at = node.as_text().unwrap().find(word).unwrap();
        file[Places::of(file, node).at(&(at..at + word.len()))].to_owned()
    }

    #[test]
    fn words_are_found_behind_escapes_and_line_breaks() {
        assert_eq!(spelt("a = \"größer word\"", "word"), "word");
        assert_eq!(spelt("a = 'C:\\\\ word'", "word"), "word");
        assert_eq!(spelt(r#"a = "\"\\\t\u00e9\U0001F600\x41 word""#, "word"), "word");
        assert_eq!(spelt(r#"a = "w\u006frd""#, "word"), r"w\u006frd");
        assert_eq!(spelt(r#"a = "w\u006frd""#, "o"), r"\u006f");
        assert_eq!(spelt("a = \"\"\"\r\n\"one\" \\\r\n   two\"\"\"", "two"), "two");
        assert_eq!(spelt("a = \"\"\"\r\n\"one\" \\\r\n   two\"\"\"", "one\" "), "one\" ");
        assert_eq!(spelt("a = '''\none''two'''", "two"), "two");
        assert_eq!(spelt("a = \"\"\"one\"\"\"\"", "\""), "\"");
    }
}
