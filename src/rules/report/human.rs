//! For people: the line at fault, marked, with what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::place::{Columns, Places, boundary};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::read::Sources;

/// How many bytes of a line are shown around the place at fault. Lines that people write are shorter.
const AROUND: usize = 400;

pub fn report(sources: &Sources, found: &[Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut places = Places::new(sources, found, Columns::Characters);
    found
        .iter()
        .map(|diagnostic| renderer.render(&[group(sources, &mut places, diagnostic)]) + "\n\n")
        .collect()
}

fn group<'a>(sources: &'a Sources, places: &mut Places<'_>, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.0);
    let mut group = Group::with_title(title);
    let primary = (&diagnostic.primary, AnnotationKind::Primary);
    let related = diagnostic.related.iter().map(|label| (label, AnnotationKind::Context));
    for (label, kind) in std::iter::once(primary).chain(related) {
        let file = sources.file(label.span.file);
        if file.text.is_empty() {
            // A file that was not read has no line to show.
            group = group.element(Origin::path(&*file.path));
            continue;
        }
        let place = places.of(&label.span);
        let line = line(&file.text, label);
        let snippet = Snippet::source(line.shown)
            .line_start(place.line)
            .annotation(kind.span(line.marked).label(&label.text));
        group = if line.is_whole {
            group.element(snippet.path(&*file.path))
        } else {
            // A snippet counts columns from where it begins, so here the place stands above it.
            let origin = Origin::path(&*file.path).line(place.line).char_column(place.column);
            group.element(origin).element(snippet)
        };
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

/// What is shown of the line at fault.
struct Line<'a> {
    shown: &'a str,
    marked: Range<usize>,
    /// Nothing is left out before what is shown.
    is_whole: bool,
}

/// The line at fault, or the part of it around the place: the whole file would be looked through for each diagnostic.
fn line<'a>(text: &'a str, label: &Label) -> Line<'a> {
    let bytes = &label.span.bytes;
    let earliest = boundary(text, bytes.start.saturating_sub(AROUND));
    let begin = text[earliest..bytes.start].rfind('\n').map(|at| earliest + at + 1);
    let start = begin.unwrap_or(earliest);
    let latest = boundary(text, bytes.start + AROUND);
    let end = text[bytes.start..latest]
        .find('\n')
        .map_or(latest, |at| bytes.start + at);
    // A line of Windows ends a character earlier.
    let end = end - usize::from(text[bytes.start..end].ends_with('\r'));
    Line {
        shown: &text[start..end],
        // A whole table may run over many lines; its first line says enough.
        marked: bytes.start - start..bytes.end.clamp(bytes.start, end) - start,
        is_whole: begin.is_some() || earliest == 0,
    }
}
