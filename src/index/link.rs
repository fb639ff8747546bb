//! Where a Markdown link leads.

use std::borrow::Cow;

use crate::diagnostic::nearest;
use crate::model::reference::Target;
use crate::model::{Corpus, Kind};
use crate::read::markdown::{Link, PLAIN};
use crate::read::{IMAGES, Sources};

use super::Origin;

/// What the destination of a link means, by its form alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// `kind:id#part`.
    Record(Target),
    /// `abbr:XYZ`.
    Abbreviation(String),
    /// `plain:`, which marks a number that says nothing clinical; the text shows without a link.
    Plain,
    /// `https:`, `mailto:` and so on.
    Outside(String),
    /// `chapter.md#heading`, relative to the text.
    Chapter(String, Option<String>),
    /// `#heading` on the same page.
    Here(String),
    /// An image file, relative to the text.
    Image(String),
    /// A scheme that the handbook does not allow.
    Forbidden(String),
    /// Another host, by an address without a scheme.
    OtherHost,
    /// An image that is no file of the handbook.
    OutsideImage,
    /// Something else, and what is wrong with it.
    Unknown(Problem),
}

/// Schemes of links that leave the handbook.
const OUTSIDE: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The short form to which a link of a text leads, if it leads to one.
pub fn abbreviation(link: &Link) -> Option<&str> {
    let (scheme, short) = scheme(&link.dest)?;
    (scheme == "abbr" && !link.image).then_some(short)
}

impl Destination {
    pub fn of(link: &Link) -> Self {
        let dest = link.dest.as_str();
        let scheme = scheme(dest);
        match scheme {
            _ if dest == PLAIN && !link.image && !link.empty => Self::Plain,
            Some((scheme, _)) if scheme == "plain" => Self::Unknown(Problem {
                message: format!("`{dest}` marks a number that says nothing clinical, and there is none"),
                help: "write the number between the brackets, and nothing behind the colon: `[24](plain:)`".to_owned(),
            }),
            Some((scheme, _)) if link.image && OUTSIDE.contains(&&*scheme) => Self::OutsideImage,
            Some((scheme, _)) if link.image && (scheme == "abbr" || Kind::from_name(&scheme).is_some()) => {
                Self::Unknown(Problem {
                    message: format!("`{dest}` is no image"),
                    help: "take the `!` away to link it".to_owned(),
                })
            }
            Some((scheme, _)) if OUTSIDE.contains(&&*scheme) => Self::Outside(dest.to_owned()),
            Some((scheme, rest)) if scheme == "abbr" => Self::Abbreviation(rest.to_owned()),
            Some((scheme, _)) => match (Kind::from_name(&scheme), Target::parse(dest)) {
                (Some(_), Ok(target)) => Self::Record(target),
                (Some(_), Err(error)) => Self::Unknown(Problem {
                    message: error.message,
                    help: error.help.unwrap_or_else(|| LINKS.to_owned()),
                }),
                (None, _) => Self::Forbidden(scheme.into_owned()),
            },
            // Browsers read `//host` as another host, and `\` as `/`.
            None if dest.starts_with("//") || dest.contains('\\') => Self::OtherHost,
            None if dest.is_empty() => Self::Unknown(Problem {
                message: "the link has no destination".to_owned(),
                help: LINKS.to_owned(),
            }),
            None if link.image => Self::Image(dest.to_owned()),
            None => match dest.split_once('#') {
                Some(("", anchor)) => Self::Here(anchor.to_owned()),
                Some((path, anchor)) if path.ends_with(".md") => {
                    Self::Chapter(path.to_owned(), Some(anchor.to_owned()))
                }
                None if dest.ends_with(".md") => Self::Chapter(dest.to_owned(), None),
                _ => Self::Unknown(Problem {
                    message: format!("`{dest}` is neither a record, a chapter nor an address"),
                    help: match dest.contains('@') {
                        true => format!("write `mailto:{dest}` if that is a mail address"),
                        false => LINKS.to_owned(),
                    },
                }),
            },
        }
    }
}

const LINKS: &str = "link a record as `kind:id`, a chapter as `name.md`, another site as `https://…`";

/// The scheme of an address in lower case, and what stands behind its colon, read as browsers do: they pass over tabs and
/// line breaks, and over blanks and control characters at the head.
fn scheme(dest: &str) -> Option<(Cow<'_, str>, &str)> {
    let (before, rest) = dest.split_once(':')?;
    if !before.is_empty() && before.bytes().all(|b| b.is_ascii_lowercase()) {
        return Some((Cow::Borrowed(before), rest));
    }
    let scheme: String = before
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\r' | '\n'))
        .collect();
    let well_formed = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    well_formed.then(|| (Cow::Owned(scheme.to_ascii_lowercase()), rest))
}

/// A link that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    Record(Target),
    Abbreviation(String),
    Outside(String),
    /// A chapter by its path, and a heading in it.
    Chapter(String, Option<String>),
    Here(String),
    /// An image by its path from the root.
    Image(String),
    /// Nowhere: the text stands for itself.
    Plain,
    /// Reported by another rule.
    Refused,
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Problem {
    pub message: String,
    pub help: String,
}

/// Follows a link that stands in a text of `from`. Whether a record exists is another rule's matter.
pub fn resolve(sources: &Sources, corpus: &Corpus, from: &Origin, link: &Link) -> Result<Place, Problem> {
    match Destination::of(link) {
        Destination::Record(target) => Ok(Place::Record(target)),
        Destination::Abbreviation(short) => Ok(Place::Abbreviation(short)),
        Destination::Outside(url) => Ok(Place::Outside(url)),
        Destination::Plain => Ok(Place::Plain),
        Destination::Forbidden(_) | Destination::OtherHost | Destination::OutsideImage => Ok(Place::Refused),
        Destination::Here(anchor) => match from {
            Origin::Chapter(path) => chapter(sources, corpus, path, Some(anchor)).map(|place| match place {
                Place::Chapter(_, Some(anchor)) => Place::Here(anchor),
                other => other,
            }),
            _ => Err(Problem {
                message: format!("`#{anchor}` leads nowhere: a record's text has no headings"),
                help: "link a part of a record as `kind:id#part`".to_owned(),
            }),
        },
        Destination::Chapter(path, anchor) => chapter(sources, corpus, &join(from, &path), anchor),
        Destination::Image(path) => {
            let path = match sources.content.as_str() {
                "." => join(from, &path),
                content => format!("{content}/{}", join(from, &path)),
            };
            if sources.images.contains_key(&path) {
                return Ok(Place::Image(path));
            }
            if sources.find(&path).is_some_and(|file| sources.refused.contains(&file)) {
                return Ok(Place::Refused);
            }
            let shown = path
                .rsplit_once('.')
                .is_some_and(|(_, kind)| IMAGES.contains(&kind.to_lowercase().as_str()));
            Err(Problem {
                message: format!("there is no image `{path}`"),
                help: match near(&path, sources.images.keys()) {
                    _ if !shown => format!("an image is one of {}", IMAGES.join(", ")),
                    Some(near) => format!("an image `{near}` exists"),
                    None => "put it there, or take it out of the text".to_owned(),
                },
            })
        }
        Destination::Unknown(problem) => Err(problem),
    }
}

fn chapter(sources: &Sources, corpus: &Corpus, path: &str, anchor: Option<String>) -> Result<Place, Problem> {
    if corpus.unread.chapters.any {
        return Ok(Place::Refused);
    }
    let Some(chapter) = corpus.chapter(path) else {
        if let Some(file) = corpus.summary.left_out.get(path) {
            return match sources.refused.contains(file) {
                true => Ok(Place::Refused),
                false => Err(Problem {
                    message: format!("the chapter `{path}` is not in the handbook, for SUMMARY.md does not list it"),
                    help: "list it in SUMMARY.md, or take the link out".to_owned(),
                }),
            };
        }
        let near = near(path, corpus.chapters.iter().map(|c| &c.path));
        return Err(Problem {
            message: format!("there is no chapter `{path}`"),
            help: match near {
                Some(near) => format!("a chapter `{near}` exists"),
                None => "chapters are the files that SUMMARY.md lists".to_owned(),
            },
        });
    };
    if sources.refused.contains(&chapter.file) {
        return Ok(Place::Refused);
    }
    let Some(wanted) = anchor else {
        return Ok(Place::Chapter(path.to_owned(), None));
    };
    let known = || chapter.scan.headings.iter().map(|h| h.anchor.as_str());
    if known().any(|a| a == wanted) {
        return Ok(Place::Chapter(path.to_owned(), Some(wanted)));
    }
    Err(Problem {
        message: format!("the chapter `{path}` has no heading `#{wanted}`"),
        help: match nearest(&wanted, known()) {
            Some(near) => format!("a heading `#{near}` exists"),
            None => "anchors are headings in lower case with hyphens for spaces".to_owned(),
        },
    })
}

/// The path whose file has a name like that of `path`: folders are too much alike to tell slips from strangers.
fn near<'a>(path: &str, known: impl Iterator<Item = &'a String>) -> Option<&'a str> {
    let name = |path: &'a str| path.rsplit('/').next().unwrap_or(path);
    let known: Vec<&str> = known.map(String::as_str).collect();
    let wanted = path.rsplit('/').next().unwrap_or(path);
    let found = nearest(wanted, known.iter().map(|path| name(path)))?;
    known.into_iter().find(|path| name(path) == found)
}

/// A path that stands in a text of `from`, from the content folder.
fn join(from: &Origin, path: &str) -> String {
    let folder = match from {
        Origin::Chapter(chapter) => chapter.rsplit_once('/').map_or("", |(folder, _)| folder),
        _ => "chapters",
    };
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
