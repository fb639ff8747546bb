//! `SUMMARY.md` and the chapters that it lists, in the order of reading.

use std::ops::Range;

use super::markdown::{Scan, scan};
use super::sources::Sources;
use crate::diagnostic::{Diagnostic, FileId, Span, codes};

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
    pub text: String,
    pub scan: Scan,
}

/// The order of reading.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    pub file: Option<FileId>,
    pub items: Vec<SummaryItem>,
}

/// A line of `SUMMARY.md`.
#[derive(Debug, Clone, PartialEq)]
pub enum SummaryItem {
    /// A heading over the chapters that follow.
    Part(String),
    /// A chapter, by its path.
    Chapter(String),
}

/// Reads `SUMMARY.md` and the chapters that it lists.
pub fn read(sources: &Sources) -> (Summary, Vec<Chapter>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut summary = Summary {
        file: sources.in_content("SUMMARY.md"),
        ..Summary::default()
    };
    let mut chapters: Vec<Chapter> = Vec::new();
    if let Some(file) = summary.file {
        let text = &sources.file(file).text;
        for line in summary_lines(text) {
            match line {
                SummaryLine::Part(title) => summary.items.push(SummaryItem::Part(title)),
                SummaryLine::Chapter {
                    title,
                    path,
                    level,
                    bytes,
                } => {
                    let span = Span::new(file, bytes);
                    match sources.in_content(&path) {
                        Some(_) if chapters.iter().any(|c| c.path == path) => found.push(
                            Diagnostic::error(
                                codes::INVALID_SUMMARY,
                                span,
                                format!("`{path}` is listed twice"),
                                "listed before",
                            )
                            .help("keep one of the two lines"),
                        ),
                        Some(chapter) => {
                            let text = sources.file(chapter).text.clone();
                            summary.items.push(SummaryItem::Chapter(path.clone()));
                            chapters.push(Chapter {
                                file: chapter,
                                scan: scan(&text),
                                path,
                                title,
                                level,
                                text,
                            });
                        }
                        None => {
                            let known: Vec<&str> = sources.below("chapters").map(|(_, p)| p).collect();
                            let stem = path.trim_start_matches("chapters/");
                            let missing = Diagnostic::error(
                                codes::INVALID_SUMMARY,
                                span,
                                format!("there is no chapter `{path}`"),
                                "no such file",
                            );
                            found.push(match crate::diagnostic::nearest(stem, known) {
                                Some(near) => missing.help(format!("a chapter `chapters/{near}` exists")),
                                None => missing.help("write the file, or take the line out"),
                            });
                        }
                    }
                }
                SummaryLine::Unknown(bytes) => found.push(
                    Diagnostic::error(
                        codes::INVALID_SUMMARY,
                        Span::new(file, bytes),
                        "this line is neither a heading nor a link to a chapter",
                        "not understood",
                    )
                    .help("write `# Part` or `- [Title](chapters/name.md)`, indented by two spaces below its chapter"),
                ),
            }
        }
    }
    for (file, path) in sources.below("chapters") {
        let path = format!("chapters/{path}");
        if path.ends_with(".md") && !chapters.iter().any(|c| c.path == path) {
            found.push(
                Diagnostic::warning(
                    codes::INVALID_SUMMARY,
                    Span::new(file, 0..0),
                    format!("`{path}` is not in SUMMARY.md and was left out"),
                    "not in the handbook",
                )
                .help(format!(
                    "add `- [Title]({path})` to SUMMARY.md where it is to be read, or remove the file"
                )),
            );
        }
    }
    (summary, chapters, found)
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
