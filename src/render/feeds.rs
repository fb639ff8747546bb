//! What machines read of a site: its pages, what is dated in it, and everything that can be linked to.

use std::fmt::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::ask::{Ask, Whole};
use crate::view::{self, Context, Dated, PageId};

/// Everything that can be linked to.
const OBJECTS: &str = "objects.json";
/// The pages, for search engines.
const SITEMAP: &str = "sitemap.xml";
/// What is dated, newest first.
pub const FEED: &str = "feed.xml";

/// The most addresses that one sitemap may have; beyond that it is a list of sitemaps.
const MOST: usize = 50_000;

/// The paths of the files.
pub fn paths(whole: Whole<'_>) -> Vec<String> {
    let context = Context::new(Ask::unnoted(whole), None);
    let mut paths = vec![OBJECTS.to_owned()];
    if context.ask.book().site().is_some() {
        let parts = parts(sought(&context).len()).map(part_path);
        paths.extend(std::iter::once(SITEMAP.to_owned()).chain(parts));
    }
    if !view::news(&context).is_empty() {
        paths.push(FEED.to_owned());
    }
    paths
}

/// The files by their paths.
pub fn files(whole: Whole<'_>) -> Vec<(String, Vec<u8>)> {
    let context = Context::new(Ask::unnoted(whole), None);
    let mut files = vec![(OBJECTS.to_owned(), objects(&context))];
    if let Some(site) = context.ask.book().site() {
        files.extend(sitemaps(&site, &sought(&context)));
    }
    let news = view::news(&context);
    if !news.is_empty() {
        files.push((FEED.to_owned(), feed(&context, &news)));
    }
    files
}

/// The pages that anyone may look for: those that stand in for others are none.
fn sought(context: &Context<'_>) -> Vec<PageId> {
    let mut pages = view::pages(context.ask);
    pages.retain(|page| !matches!(page, PageId::NotFound | PageId::Offline));
    pages
}

/// One object a line, so that two editions can be compared.
fn objects(context: &Context<'_>) -> Vec<u8> {
    let mut out = String::from("{\n");
    for (name, value) in view::objects::head(context) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\"{name}\": {value},");
    }
    out.push_str("\"objects\": [");
    for (nth, object) in view::objects::all(context).iter().enumerate() {
        let _ = write!(out, "{}\n{object}", if nth == 0 { "" } else { "," });
    }
    out.push_str("\n]\n}\n");
    out.into_bytes()
}

/// A document that begins as XML does.
struct Document(Writer<Vec<u8>>);

impl Document {
    /// The bytes of a whole one. Writing to memory cannot fail, so that faults are passed over.
    fn written(root: &str, namespace: &str, fill: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut document = Self(Writer::new_with_indent(Vec::new(), b' ', 1));
        let _ = document
            .0
            .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        document.element(root, &[("xmlns", namespace)], fill);
        let mut bytes = document.0.into_inner();
        bytes.push(b'\n');
        bytes
    }

    fn element(&mut self, name: &str, attributes: &[(&str, &str)], fill: impl FnOnce(&mut Self)) {
        let start = quick_xml::events::BytesStart::new(name).with_attributes(attributes.iter().copied());
        let end = start.to_end().into_owned();
        let _ = self.0.write_event(Event::Start(start.clone()));
        fill(self);
        let _ = self.0.write_event(Event::End(end));
    }

    fn text(&mut self, name: &str, text: &str) {
        self.element(name, &[], |inside| {
            let _ = inside.0.write_event(Event::Text(BytesText::new(text)));
        });
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = quick_xml::events::BytesStart::new(name).with_attributes(attributes.iter().copied());
        let _ = self.0.write_event(Event::Empty(start));
    }
}

const OF_SITEMAPS: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The numbers of the sitemaps that so many pages need besides the first; none where that has them all.
fn parts(pages: usize) -> std::ops::RangeInclusive<usize> {
    let parts = pages.div_ceil(MOST);
    1..=if parts > 1 { parts } else { 0 }
}

fn part_path(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

fn sitemaps(site: &str, pages: &[PageId]) -> Vec<(String, Vec<u8>)> {
    // What a server or a browser gives for something else is no page to look for.
    let is_found = |page: &&PageId| !matches!(page, PageId::NotFound | PageId::Offline);
    let sitemap = |pages: &[PageId]| {
        Document::written("urlset", OF_SITEMAPS, |urls| {
            for page in pages.iter().filter(is_found) {
                urls.element("url", &[], |url| url.text("loc", &view::address(site, &page.path())));
            }
        })
    };
    if pages.len() <= MOST {
        return vec![(SITEMAP.to_owned(), sitemap(pages))];
    }
    let parts = parts(pages.len()).zip(pages.chunks(MOST));
    let parts: Vec<(String, Vec<u8>)> = parts
        .map(|(number, pages)| (part_path(number), sitemap(pages)))
        .collect();
    let list = Document::written("sitemapindex", OF_SITEMAPS, |list| {
        for (path, _) in &parts {
            list.element("sitemap", &[], |one| one.text("loc", &view::address(site, path)));
        }
    });
    std::iter::once((SITEMAP.to_owned(), list)).chain(parts).collect()
}

/// What is dated as an Atom feed. Its dates are days, which stand for their beginning.
fn feed(context: &Context<'_>, news: &[Dated]) -> Vec<u8> {
    let book = context.ask.book();
    let site = book.site().unwrap_or_default();
    let at = |day: &str| format!("{day}T00:00:00Z");
    Document::written("feed", "http://www.w3.org/2005/Atom", |feed| {
        feed.text("id", &site);
        feed.text("title", book.book.title.as_str());
        if let Some(newest) = news.first() {
            feed.text("updated", &at(&newest.day));
        }
        feed.empty("link", &[("rel", "self"), ("href", &view::address(&site, FEED))]);
        feed.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &site)]);
        let authors = book.book.authors.iter().map(|author| author.as_str());
        let nobody = book.book.authors.is_empty().then(|| book.book.title.as_str());
        for author in authors.chain(nobody) {
            feed.element("author", &[], |of| of.text("name", author));
        }
        for one in news {
            feed.element("entry", &[], |entry| {
                entry.text("id", &format!("{}#{}", one.url, one.id));
                entry.text("title", &one.title);
                entry.text("updated", &at(&one.day));
                entry.empty(
                    "link",
                    &[("rel", "alternate"), ("type", "text/html"), ("href", &one.url)],
                );
            });
        }
    })
}
