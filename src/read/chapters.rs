//! `SUMMARY.md` and the chapters that it lists, in the order of reading.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use super::markdown::{Scan, scan};
use super::sources::Sources;
use crate::diagnostic::{Diagnostic, FileId, Span, codes, nearest};
use crate::kept::Kept;

/// A chapter: a Markdown file that `SUMMARY.md` lists.
#[derive(Debug, Clone)]
pub struct Chapter {
    pub file: FileId,
    /// Relative to the content folder, as `SUMMARY.md` has it: `chapters/staging.md`.
    pub path: String,
    /// As `SUMMARY.md` calls it.
    pub title: String,
    /// 1 for a chapter, 2 for one below a chapter, and so on.
    pub level: usize,
    pub text: Arc<str>,
    pub scan: Kept<Scan>,
}

impl Hash for Chapter {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // What was read in a text says which text it is.
        (self.file, &self.path, &self.title, self.level, &self.scan).hash(state);
    }
}

/// The order of reading.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    pub file: Option<FileId>,
    pub items: Vec<SummaryItem>,
    /// Chapters that are there and not listed, by path.
    pub left_out: BTreeMap<String, FileId>,
}

/// A line of `SUMMARY.md`.
#[derive(Debug, Clone, PartialEq, Hash)]
pub enum SummaryItem {
    /// A heading over the chapters that follow.
    Part(String),
    /// A chapter, by its path.
    Chapter(String),
}

/// Reads `SUMMARY.md` and the chapters that it lists. `known` gives what is known of a text, if it has been read before.
pub fn read(
    sources: &Sources,
    known: &dyn Fn(FileId) -> Option<Kept<Scan>>,
) -> (Summary, Vec<Chapter>, Vec<Diagnostic>) {
    let mut reading = Reading {
        sources,
        known,
        summary: Summary {
            file: sources.in_content("SUMMARY.md"),
            ..Summary::default()
        },
        chapters: Vec::new(),
        found: Vec::new(),
    };
    if let Some(file) = reading.summary.file {
        for line in summary_lines(&sources.file(file).text) {
            reading.line(file, line);
        }
    }
    reading.left_out();
    (reading.summary, reading.chapters, reading.found)
}

struct Reading<'a> {
    sources: &'a Sources,
    known: &'a dyn Fn(FileId) -> Option<Kept<Scan>>,
    summary: Summary,
    chapters: Vec<Chapter>,
    found: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn line(&mut self, file: FileId, line: SummaryLine) {
        match line {
            SummaryLine::Part(title) => self.summary.items.push(SummaryItem::Part(title)),
            SummaryLine::Chapter {
                title,
                path,
                level,
                bytes,
            } => {
                let span = Span::new(file, bytes);
                match self.sources.in_content(&path).filter(|_| is_chapter(&path)) {
                    Some(_) if self.chapters.iter().any(|c| c.path == path) => {
                        let twice = format!("`{path}` is listed twice");
                        self.wrong(span, twice, "listed before", "keep one of the two lines".to_owned());
                    }
                    Some(chapter) => {
                        let text = self.sources.file(chapter).text.clone();
                        self.summary.items.push(SummaryItem::Chapter(path.clone()));
                        self.chapters.push(Chapter {
                            file: chapter,
                            scan: (self.known)(chapter).unwrap_or_else(|| Kept::new(scan(&text))),
                            path,
                            title,
                            level,
                            text,
                        });
                    }
                    None => self.missing(span, &path),
                }
            }
            SummaryLine::Unknown(bytes) => self.wrong(
                Span::new(file, bytes),
                "this line is neither a heading nor a link to a chapter".to_owned(),
                "not understood",
                "write `# Part` or `- [Title](chapters/name.md)`, indented by two spaces below its chapter".to_owned(),
            ),
        }
    }

    fn missing(&mut self, span: Span, path: &str) {
        if !is_chapter(path) {
            let help = "chapters are Markdown files in the folder `chapters`: `- [Title](chapters/name.md)`";
            return self.wrong(
                span,
                format!("`{path}` is no chapter"),
                "not a chapter",
                help.to_owned(),
            );
        }
        let known = self.sources.below("chapters").map(|(_, p)| p);
        let help = match nearest(path.trim_start_matches("chapters/"), known) {
            Some(near) => format!("a chapter `chapters/{near}` exists"),
            None => "write the file, or take the line out".to_owned(),
        };
        self.wrong(span, format!("there is no chapter `{path}`"), "no such file", help);
    }

    /// Chapters that are there and not listed. Where none is listed at all, that is the one thing to say.
    fn left_out(&mut self) {
        let files: Vec<(FileId, String)> = self
            .sources
            .below("chapters")
            .map(|(file, path)| (file, format!("chapters/{path}")))
            .filter(|(_, path)| is_chapter(path) && !self.chapters.iter().any(|c| c.path == *path))
            .collect();
        let said = !self.found.is_empty() || self.summary.file.is_some_and(|f| self.sources.refused.contains(&f));
        if let (true, false, Some((_, first))) = (self.chapters.is_empty(), said, files.first()) {
            let help = format!("list each chapter where it is to be read: `- [Title]({first})`");
            match (self.summary.file, self.sources.find("book.toml")) {
                (Some(file), _) => self.wrong(
                    Span::new(file, 0..0),
                    "`SUMMARY.md` lists no chapter".to_owned(),
                    "no chapter here",
                    help,
                ),
                (None, Some(book)) => self.wrong(
                    Span::new(book, 0..0),
                    "there is no `SUMMARY.md`, which gives the chapters their order".to_owned(),
                    "this handbook has chapters",
                    format!("write `{}/SUMMARY.md`; {help}", self.sources.content),
                ),
                (None, None) => {}
            }
        } else if !self.chapters.is_empty() {
            for (file, path) in files.iter().filter(|(file, _)| !self.sources.refused.contains(file)) {
                self.found.push(
                    Diagnostic::warning(
                        codes::INVALID_SUMMARY,
                        Span::new(*file, 0..0),
                        format!("`{path}` is not in SUMMARY.md and was left out"),
                        "not in the handbook",
                    )
                    .help(format!(
                        "add `- [Title]({path})` to SUMMARY.md where it is to be read, or remove the file"
                    )),
                );
            }
        }
        self.summary.left_out = files.into_iter().map(|(file, path)| (path, file)).collect();
    }

    fn wrong(&mut self, span: Span, message: String, label: &str, help: String) {
        self.found
            .push(Diagnostic::error(codes::INVALID_SUMMARY, span, message, label).help(help));
    }
}

fn is_chapter(path: &str) -> bool {
    path.starts_with("chapters/") && path.ends_with(".md")
}

enum SummaryLine {
    Part(String),
    Chapter {
        title: String,
        path: String,
        level: usize,
        bytes: Range<usize>,
    },
    Unknown(Range<usize>),
}

fn summary_lines(text: &str) -> Vec<SummaryLine> {
    let mut lines = Vec::new();
    let mut offset = 0;
    for raw in text.split_inclusive('\n') {
        let bytes = offset..offset + raw.trim_end().len();
        offset += raw.len();
        let line = raw.trim();
        if line.is_empty() || line.chars().all(|c| c == '-') {
            continue;
        }
        if let Some(title) = line.strip_prefix('#') {
            // The first heading is the page's own title, as in mdBook.
            let title = title.trim_start_matches('#').trim().to_owned();
            if !(lines.is_empty() && title == "Summary") {
                lines.push(SummaryLine::Part(title));
            }
            continue;
        }
        let indent = raw.len() - raw.trim_start().len();
        let item = line.trim_start_matches(['-', '*', '+']).trim();
        let link = item
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(')'))
            .and_then(|rest| rest.split_once("]("));
        lines.push(match link {
            Some((title, path)) => SummaryLine::Chapter {
                title: title.to_owned(),
                path: path.trim_start_matches("./").to_owned(),
                level: 1 + indent / 2,
                bytes: bytes.start + indent..bytes.end,
            },
            None => SummaryLine::Unknown(bytes.start + indent..bytes.end),
        });
    }
    lines
}
