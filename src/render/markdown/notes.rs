//! Footnotes: a mark in the text, its note at the end of the text, and the way back.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::escape;

/// The footnotes of one text.
pub struct Notes {
    /// What anchors begin with.
    anchors: String,
    /// The number of each footnote that has a mark, and how many marks it has.
    marked: BTreeMap<String, (usize, usize)>,
    written: Vec<(String, String)>,
    open: Option<(String, String)>,
}

impl Notes {
    pub fn new(anchors: String) -> Self {
        Self {
            anchors,
            marked: BTreeMap::new(),
            written: Vec::new(),
            open: None,
        }
    }

    /// From here on `current` is the note of this name.
    pub fn begin(&mut self, name: &str) {
        self.open = Some((key(name), String::new()));
    }

    pub fn end(&mut self) {
        self.written.extend(self.open.take());
    }

    /// The note that is being written.
    pub fn current(&mut self) -> Option<&mut String> {
        self.open.as_mut().map(|(_, html)| html)
    }

    /// A mark in the text. Notes are numbered in the order of their first marks.
    pub fn mark(&mut self, name: &str) -> String {
        let known = self.marked.len();
        let (number, times) = self.marked.entry(key(name)).or_insert((known + 1, 0));
        *times += 1;
        let (number, first) = (*number, *times == 1);
        let id = self.id(number);
        let back = if first {
            format!(" id=\"{id}-back\"")
        } else {
            String::new()
        };
        format!("<sup{back}><a href=\"#{id}\" class=\"footnote\">{number}</a></sup>")
    }

    /// The anchor of a note. Anchors of headings and of parts of records have no underscore.
    fn id(&self, number: usize) -> String {
        format!("{}_{number}", self.anchors)
    }

    /// The notes in the order of their marks, as a part of the page of this name. What no mark leads to is not shown.
    pub fn html(mut self, name: &str) -> String {
        let written = std::mem::take(&mut self.written);
        let number = |name: &str| self.marked.get(name).map(|(number, _)| *number);
        let notes: BTreeMap<usize, String> = written
            .into_iter()
            .filter_map(|(name, html)| Some((number(&name)?, html)))
            .collect();
        let mut out = String::new();
        if notes.is_empty() {
            return out;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(out, "<section class=\"footnotes\" aria-label=\"{}\">", escape(name));
        for (number, html) in notes {
            let id = self.id(number);
            let _ = writeln!(
                out,
                "<div id=\"{id}\" class=\"note\"><a href=\"#{id}-back\">{number}</a> {html}</div>"
            );
        }
        out.push_str("</section>\n");
        out
    }
}

/// Markdown finds a footnote by its name in capitals or not.
fn key(name: &str) -> String {
    name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_follow_their_marks() {
        let mut notes = Notes::new("fn_1".to_owned());
        for name in ["unmarked", "second", "first"] {
            notes.begin(name);
            notes.current().unwrap().push_str(name);
            notes.end();
        }
        assert_eq!(
            notes.mark("first"),
            "<sup id=\"fn_1_1-back\"><a href=\"#fn_1_1\" class=\"footnote\">1</a></sup>"
        );
        assert!(notes.mark("second").contains(">2</a>"));
        assert_eq!(
            notes.mark("first"),
            "<sup><a href=\"#fn_1_1\" class=\"footnote\">1</a></sup>"
        );
        let html = notes.html("Notes");
        assert_eq!(
            html.lines().nth(1),
            Some("<div id=\"fn_1_1\" class=\"note\"><a href=\"#fn_1_1-back\">1</a> first</div>")
        );
        assert_eq!((html.lines().count(), html.contains("unmarked")), (4, false));
    }

    #[test]
    fn without_marks_there_is_nothing() {
        let mut notes = Notes::new(String::new());
        notes.begin("unmarked");
        notes.end();
        assert_eq!(notes.html("Notes"), "");
    }
}
