//! How others cite a page: in words, and as an entry for a reference manager.

use biblatex::{Chunk, Entry, EntryType, Spanned};
use serde::Serialize;

use super::{Context, Page};
use crate::words::Arg;

/// A page as others cite it. The day on which it was read is theirs to add: no clock reaches a page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cite {
    pub text: String,
    pub bibtex: String,
}

/// A page is cited as a part of its handbook, and the handbook's first page as the handbook.
pub fn of(context: &Context<'_>, page: &Page) -> Cite {
    let about = &context.ask.book().book;
    let (words, title) = (context.words, about.title.as_str());
    let is_whole = page.path == super::home::PATH;
    let authors: Vec<&str> = about.authors.iter().map(|author| author.as_str()).collect();
    let url = about
        .url
        .as_ref()
        .map(|url| address(url.as_str(), &page.path, is_whole));

    let mut parts = Vec::new();
    if !authors.is_empty() {
        parts.push(authors.join(", "));
    }
    match is_whole {
        true => parts.push(title.to_owned()),
        false => {
            parts.push(page.title.clone());
            parts.push(words.with("ways-cite-in", &[("title", Arg::Text(title))]));
        }
    }
    let version = about.version.as_ref().map(|version| version.as_str());
    let version = version.map(|version| words.with("ways-cite-version", &[("version", Arg::Text(version))]));
    parts.extend(version.iter().cloned());
    let mut text = parts
        .iter()
        .fold(String::new(), |text, part| text + ended(part).as_str() + " ");
    text.push_str(url.as_deref().unwrap_or_default());

    let sort = if is_whole {
        EntryType::Misc
    } else {
        EntryType::InCollection
    };
    let mut entry = Entry::new(key(title, &page.path), sort);
    let mut set = |field: &str, value: String| entry.set(field, vec![Spanned::zero(Chunk::Normal(value))]);
    if !authors.is_empty() {
        set("author", authors.join(" and "));
    }
    match is_whole {
        true => set("title", title.to_owned()),
        false => {
            set("title", page.title.clone());
            set("booktitle", title.to_owned());
        }
    }
    if let Some(version) = version {
        set("note", version);
    }
    if let Some(url) = url {
        set("url", url);
    }
    Cite {
        text: text.trim_end().to_owned(),
        // It has no date, which alone could be at fault.
        bibtex: entry.to_bibtex_string().unwrap_or_default(),
    }
}

/// With a full stop, where the text does not end a sentence itself.
fn ended(text: &str) -> String {
    match text.ends_with(['.', '?', '!']) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}

fn address(handbook: &str, path: &str, is_whole: bool) -> String {
    let slash = if handbook.ends_with('/') { "" } else { "/" };
    format!("{handbook}{slash}{}", if is_whole { "" } else { path })
}

/// A key that says what it is of: `sample-fever:trial/sample-1`.
fn key(title: &str, path: &str) -> String {
    let letters = |text: &str| {
        let kept = text.to_lowercase();
        let words = kept
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|w| !w.is_empty());
        words.collect::<Vec<_>>().join("-")
    };
    let page = path.strip_suffix(".html").unwrap_or(path).replace('/', ":");
    let page: Vec<String> = page.split(':').map(letters).collect();
    format!("{}:{}", letters(title), page.join(":"))
}
