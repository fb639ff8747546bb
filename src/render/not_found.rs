//! The page that a server gives for what is not there. It stands at any address, so its links must lead from the root of the
//! host, which no other page knows.

use std::borrow::Cow;

use crate::model::book::Book;
use crate::view::PageId;

/// What an address begins with in a template.
const ADDRESSES: [&str; 3] = ["href=\"", "src=\"", "data-root=\""];

/// A page as it is published. That for what is not there has links from the folder in which `book.toml` says that the handbook
/// stands; where it does not say, the page looks right only beside the first page. All others are as they were made.
pub fn published<'a>(book: &Book, id: &PageId, html: &'a [u8]) -> Cow<'a, [u8]> {
    if *id != PageId::NotFound {
        return Cow::Borrowed(html);
    }
    let folder = book.book.url.as_ref().and_then(|url| folder(url.as_str()));
    match (folder, std::str::from_utf8(html)) {
        (Some(folder), Ok(html)) => Cow::Owned(rooted(html, &folder).into_bytes()),
        _ => Cow::Borrowed(html),
    }
}

/// The page with addresses that begin with a folder of the host: `/` or `/handbook/`.
pub fn rooted(html: &str, folder: &str) -> String {
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = html;
    while let Some(end) = ADDRESSES
        .iter()
        .filter_map(|begin| Some(rest.find(begin)? + begin.len()))
        .min()
    {
        let (before, address) = rest.split_at(end);
        out.push_str(before);
        let address = &address[..address.find('"').unwrap_or(address.len())];
        // Addresses that have a scheme, a host or a root of their own, and places on the page itself.
        let is_own = address.starts_with(['#', '/']) || address.contains(':');
        if !is_own {
            out.push_str(folder);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The folder of the host in which the handbook stands.
fn folder(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    Some(if path.is_empty() {
        "/".to_owned()
    } else {
        format!("/{path}/")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_the_root_of_the_host() {
        let html = r##"<a href="#x"><a href="trial/a.html"><script src="site.js"><a href="https://x.org/y"><a href="mailto:x"><form data-root="">"##;
        let expected = r##"<a href="#x"><a href="/h/trial/a.html"><script src="/h/site.js"><a href="https://x.org/y"><a href="mailto:x"><form data-root="/h/">"##;
        assert_eq!(rooted(html, "/h/"), expected);
    }

    #[test]
    fn the_folder_is_that_of_the_address() {
        assert_eq!(folder("https://x.org").as_deref(), Some("/"));
        assert_eq!(folder("https://x.org/").as_deref(), Some("/"));
        assert_eq!(folder("https://x.org/a/h").as_deref(), Some("/a/h/"));
        assert_eq!(folder("https://x.org/a/h/?q#f").as_deref(), Some("/a/h/"));
        assert_eq!(folder("mailto:x@y.org"), None);
    }
}
