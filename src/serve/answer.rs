//! What a request is answered with.

use std::borrow::Cow;

use super::dress::{self, OWN, dressed, fingerprint, own_page};
use super::preview::State;
use crate::render::NOT_FOUND;

/// What a request asks for, as far as it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// A file of the site, by its path with the slash at its head and its letters decoded.
    File(String),
    /// Whether a page has changed since it was seen.
    Changes { page: String, seen: String },
    /// Nothing that could be there.
    Nothing,
}

/// An answer without what HTTP adds to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub kind: &'static str,
    pub body: Cow<'static, [u8]>,
    /// Where else to look.
    pub location: Option<String>,
}

const HTML: &str = "text/html; charset=utf-8";
pub const PLAIN: &str = "text/plain; charset=utf-8";

impl Answer {
    pub fn new(status: u16, kind: &'static str, body: impl Into<Cow<'static, [u8]>>) -> Self {
        Self {
            status,
            kind,
            body: body.into(),
            location: None,
        }
    }

    /// A line for whoever asked in a way that is not answered.
    pub fn refused(status: u16, why: &'static str) -> Self {
        Self::new(status, PLAIN, why.as_bytes())
    }
}

impl Query {
    /// Reads the path of a request, and what follows its question mark.
    pub fn of(path: &str, query: Option<&str>) -> Self {
        let Some(path) = decoded(path) else {
            return Self::Nothing;
        };
        if path != format!("/{OWN}/changes") {
            return Self::File(path);
        }
        let value = |name: &str| {
            let mut pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
            decoded(pairs.find(|(key, _)| *key == name)?.1)
        };
        match (value("page"), value("seen")) {
            (Some(page), Some(seen)) => Self::Changes { page, seen },
            _ => Self::Nothing,
        }
    }
}

/// A file of the site or of the preview. Nothing is looked up on disk: what is not in the site is not there.
pub fn answer(state: &State, path: &str) -> Answer {
    match path.strip_prefix(&format!("/{OWN}/")) {
        Some("preview.js") => return Answer::new(200, "text/javascript; charset=utf-8", dress::SCRIPT.as_bytes()),
        Some("preview.css") => return Answer::new(200, "text/css; charset=utf-8", dress::STYLE.as_bytes()),
        Some(_) => return not_found(state),
        None => {}
    }
    let page = page(state, path);
    match page.html {
        Some(html) => {
            let seen = fingerprint(html.as_bytes(), state);
            let body = dressed(&html, state, &seen).into_bytes();
            Answer::new(page.status, HTML, body)
        }
        None => page.other.unwrap_or_else(|| not_found(state)),
    }
}

/// What [`fingerprint`] says of a page as it is now.
pub fn seen_now(state: &State, path: &str) -> String {
    fingerprint(page(state, path).html.unwrap_or_default().as_bytes(), state)
}

/// A page, or something else that has this path.
struct Found {
    status: u16,
    html: Option<String>,
    other: Option<Answer>,
}

impl Found {
    fn html(status: u16, html: String) -> Self {
        Self {
            status,
            html: Some(html),
            other: None,
        }
    }

    fn other(answer: Answer) -> Self {
        Self {
            status: answer.status,
            html: None,
            other: Some(answer),
        }
    }
}

fn page(state: &State, path: &str) -> Found {
    let Some(site) = &state.site else {
        let text = "There has been no site without errors yet. This page is loaded again when there is one.";
        return Found::html(503, own_page("No site yet", text));
    };
    let name = path.strip_prefix('/').unwrap_or(path);
    let name = match name.is_empty() || name.ends_with('/') {
        true => format!("{name}index.html"),
        false => name.to_owned(),
    };
    if name == NOT_FOUND {
        return Found::html(200, missing(state));
    }
    match site.file(&name) {
        Ok(Some(bytes)) if name.ends_with(".html") => Found::html(200, String::from_utf8_lossy(&bytes).into_owned()),
        Ok(Some(bytes)) => Found::other(Answer::new(200, kind(&name), bytes)),
        Ok(None) if site.has(&format!("{name}/index.html")) => Found::other(Answer {
            location: Some(format!("{}/", encoded(path))),
            ..Answer::new(307, PLAIN, Vec::new())
        }),
        Ok(None) => Found::html(404, missing(state)),
        // A template that fails at this page alone.
        Err(error) => Found::html(500, own_page("The page cannot be made", &error.to_string())),
    }
}

/// The handbook's own page for what is not there, with links that lead from any address.
fn missing(state: &State) -> String {
    let html = state.site.as_ref().and_then(|site| site.missing().ok());
    html.unwrap_or_else(|| own_page("Not found", "The handbook has no such page."))
}

fn not_found(state: &State) -> Answer {
    let html = missing(state);
    let seen = fingerprint(html.as_bytes(), state);
    Answer::new(404, HTML, dressed(&html, state, &seen).into_bytes())
}

fn kind(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "svg" => "image/svg+xml",
        "csv" => "text/csv; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// `%20` is a space. None where that gives no text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        rest = more;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(more.get(..2)?).ok()?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &more[2..];
    }
    String::from_utf8(bytes).ok()
}

/// A path as it may stand in a header.
fn encoded(path: &str) -> String {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b"/-_.~".contains(b);
    let letters = path.bytes().map(|b| match plain(&b) {
        true => char::from(b).to_string(),
        false => format!("%{b:02X}"),
    });
    let path: String = letters.collect();
    // Two slashes at the head would lead to another host.
    format!("/{}", path.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_or_lead_nowhere() {
        let file = |path: &str| Query::of(path, None);
        assert_eq!(file("/trial/a%20b.html"), Query::File("/trial/a b.html".to_owned()));
        assert_eq!(file("/%c3%a9"), Query::File("/é".to_owned()));
        for path in ["/%", "/%4", "/%zz", "/%+1", "/%ff"] {
            assert_eq!(file(path), Query::Nothing, "{path}");
        }
    }

    #[test]
    fn changes_are_asked_for_by_page_and_fingerprint() {
        let changes = |query| Query::of("/.sourcebook/changes", query);
        let asked = Query::Changes {
            page: "/a b".to_owned(),
            seen: "0f".to_owned(),
        };
        assert_eq!(changes(Some("page=%2Fa%20b&seen=0f")), asked);
        assert_eq!(changes(Some("seen=0f&x&page=/a%20b")), asked);
        for query in [None, Some(""), Some("page=/"), Some("page=%&seen=0")] {
            assert_eq!(changes(query), Query::Nothing, "{query:?}");
        }
    }

    #[test]
    fn a_folder_leads_to_this_host() {
        assert_eq!(encoded("//evil.example/a\r\nb"), "/evil.example/a%0D%0Ab");
    }
}
