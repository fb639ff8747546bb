//! For people: the line at fault, marked, with what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::read::Sources;
use crate::read::sources::SourceFile;

pub fn report(sources: &Sources, found: &[Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    found
        .iter()
        .map(|diagnostic| renderer.render(&groups(sources, diagnostic)) + "\n\n")
        .collect()
}

fn groups<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.0);
    let file = sources.file(diagnostic.primary.span.file);
    let mut group = Group::with_title(title);
    group = if file.text.is_empty() {
        // A file that was not read has no line to show.
        group.element(annotate_snippets::Origin::path(file.path.as_str()))
    } else {
        group.element(snippet(file, &diagnostic.primary, AnnotationKind::Primary))
    };
    for label in &diagnostic.related {
        let file = sources.file(label.span.file);
        group = group.element(snippet(file, label, AnnotationKind::Context));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    vec![group]
}

fn snippet<'a>(
    file: &'a SourceFile,
    label: &'a Label,
    kind: AnnotationKind,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let bytes = &label.span.bytes;
    // A whole table may run over many lines; its first line says enough.
    let first_line = file.text[bytes.start..]
        .find('\n')
        .map_or(file.text.len(), |i| bytes.start + i);
    let end = if bytes.end > first_line {
        first_line.max(bytes.start)
    } else {
        bytes.end
    };
    Snippet::source(file.text.as_str())
        .path(file.path.as_str())
        .annotation(kind.span(bytes.start..end).label(label.text.as_str()))
}
