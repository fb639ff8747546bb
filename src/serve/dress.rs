//! What the preview puts on a page that the published page has not.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::preview::{State, Trouble};
use crate::render::escape;

/// Where the preview keeps its own files. No page of a handbook is in a hidden folder.
pub const OWN: &str = ".sourcebook";

pub const SCRIPT: &str = include_str!("../../templates/preview/preview.js");
pub const STYLE: &str = include_str!("../../templates/preview/preview.css");

/// The policy of the pages of a handbook, which alone have their own template.
const POLICY: &str = "http-equiv=\"Content-Security-Policy\" content=\"";
/// What the script of the preview needs beyond it: to ask the preview.
const MAY_ASK: &str = "connect-src 'self'; ";

/// What a browser shows, as far as the handbook has made it: when this changes, the page is loaded again. It is of this
/// run of the program alone.
pub fn fingerprint(html: &[u8], state: &State) -> String {
    let mut hasher = DefaultHasher::new();
    html.hash(&mut hasher);
    state.trouble.hash(&mut hasher);
    if let Some(site) = &state.site {
        // No page shows data.
        let shown = site.files().filter(|(path, _)| !path.ends_with(".json"));
        shown.for_each(|file| file.hash(&mut hasher));
    }
    format!("{:016x}", hasher.finish())
}

/// The page with the script that loads it again, and with what is wrong with the content.
pub fn dressed(html: &str, state: &State, seen: &str) -> String {
    let html = html.replacen(POLICY, &format!("{POLICY}{MAY_ASK}"), 1);
    let head = format!(
        "<link rel=\"stylesheet\" href=\"/{OWN}/preview.css\">\n\
         <script src=\"/{OWN}/preview.js\" data-seen=\"{seen}\" defer></script>\n"
    );
    let html = put(&html, "</head>", &head, Side::Before);
    match &state.trouble {
        Some(trouble) => put(&html, "<body>", &format!("\n{}", shown(trouble)), Side::Behind),
        None => html,
    }
}

/// A page of the preview itself.
pub fn own_page(title: &str, text: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta {POLICY}default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n\
         <body>\n<h1>{title}</h1>\n<p>{text}</p>\n</body>\n</html>\n",
        title = escape(title),
        text = escape(text),
    )
}

/// All of it, in sight wherever the reader is on the page; what does not keep the page from being made is folded away.
fn shown(trouble: &Trouble) -> String {
    format!(
        "<aside class=\"sourcebook-trouble\" role=\"alert\">\n<details{}>\n<summary>{}</summary>\n\
         <pre tabindex=\"0\">{}</pre>\n</details>\n</aside>\n",
        if trouble.is_grave { " open" } else { "" },
        escape(&trouble.title),
        escape(trouble.all.trim_end())
    )
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    Behind,
}

/// Puts something beside the first place where `mark` stands; at the end of a page that has none.
fn put(html: &str, mark: &str, what: &str, side: Side) -> String {
    match (html.find(mark), side) {
        (Some(at), Side::Before) => format!("{}{what}{}", &html[..at], &html[at..]),
        (Some(at), Side::Behind) => format!("{}{what}{}", &html[..at + mark.len()], &html[at + mark.len()..]),
        (None, _) => format!("{html}{what}"),
    }
}
