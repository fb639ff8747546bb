//! The places of a finished page that say something, as a reader sees them: paragraphs, entries, facts and rows, under their
//! headings. `templates/site/found.js` looks for the same places when a page is opened.
//!
//! They are read from the page itself, so that what a result of the search says is on the page to the letter, and the
//! numbers in it are as they are printed there.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::open::{BEHIND_NAME, BETWEEN_CELLS, Open};

/// What stands under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Nothing for what stands before the first.
    pub heading: String,
    pub anchor: String,
    pub places: Vec<Place>,
}

/// Something that a page says. Lines of it that the page shows as lines are lines here too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Its own, where it has one.
    pub anchor: Option<String>,
    pub text: String,
    /// How much of it is links to other pages, in hundredths: what is links and little else is said there.
    pub linked: usize,
}

/// The places of a page, in its order.
pub fn of(html: &[u8]) -> Vec<Group> {
    let Some(article) = article(html) else {
        return Vec::new();
    };
    let mut reader = Reader {
        groups: vec![Group::default()],
        ..Reader::default()
    };
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        reader.event(&event);
        None
    });
    let done = Tokenizer::new_with_emitter(&article, emitter).finish();
    debug_assert!(done.is_ok(), "text in memory can always be read");
    reader.groups.retain(|group| !group.places.is_empty());
    reader.groups
}

/// The text of a page without what is around it, and without drawings, which are most of some pages.
fn article(html: &[u8]) -> Option<String> {
    let html = std::str::from_utf8(html).ok()?;
    let (_, from) = html.split_once("<article")?;
    let (article, _) = from.split_once("</article>")?;
    let mut drawings = article.split("<svg");
    let mut text = format!("<article{}", drawings.next().unwrap_or_default());
    for drawing in drawings {
        text.push_str(drawing.split_once("</svg>").map_or("", |(_, behind)| behind));
    }
    Some(text)
}

/// Classes of elements that say nothing of the matter: marks, where values were read, ways to other pages.
const LEFT_OUT: [&str; 16] = [
    "cite",
    "drawing",
    "expansion",
    "file",
    "files",
    "label",
    "mark",
    "more",
    "none",
    "page-head",
    "passage",
    "source",
    "sources",
    "status",
    "to-print",
    "used-by",
];

/// Elements that end where they begin.
const EMPTY: [&str; 6] = ["br", "hr", "img", "input", "link", "wbr"];

#[derive(Debug, Default)]
struct Reader {
    groups: Vec<Group>,
    element: Element,
    /// The places that are open, from outside in.
    open: Vec<Open>,
    /// The element that is left out, and how many of its name are open.
    left_out: Option<(String, usize)>,
    in_link: bool,
    in_facts: bool,
    in_figure: bool,
    in_head: bool,
    /// What the columns of the table are called, and what its rows stand under.
    columns: Vec<String>,
    under: String,
}

/// An element whose attributes come.
#[derive(Debug, Default)]
struct Element {
    name: String,
    id: Option<String>,
    classes: String,
    leads_on: bool,
    attribute: Vec<u8>,
}

impl Reader {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.element = Element {
                    name: text(name),
                    ..Element::default()
                }
            }
            CallbackEvent::AttributeName { name } => self.element.attribute = name.to_vec(),
            CallbackEvent::AttributeValue { value } => match &self.element.attribute[..] {
                b"id" => self.element.id = Some(text(value)),
                b"class" => self.element.classes = text(value),
                b"href" => self.element.leads_on = text(value).contains(".html"),
                _ => {}
            },
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(&String::from_utf8_lossy(name)),
            CallbackEvent::String { value } if self.left_out.is_none() => {
                if let Some(open) = self.open.last_mut() {
                    let long = open.text.len();
                    open.push(&String::from_utf8_lossy(value));
                    open.linked += if self.in_link { open.text.len() - long } else { 0 };
                }
            }
            _ => {}
        }
    }

    fn start(&mut self) {
        let Element {
            name,
            id,
            classes,
            leads_on,
            ..
        } = std::mem::take(&mut self.element);
        if let Some((left_out, count)) = &mut self.left_out {
            *count += usize::from(*left_out == name);
            return;
        }
        let has = |class: &str| classes.split(' ').any(|one| one == class);
        let is_left_out = match name.as_str() {
            "nav" | "script" | "button" => true,
            // The data of a figure are said by its page.
            "details" => self.in_figure,
            _ => LEFT_OUT.iter().any(|class| has(class)) || id.as_ref().is_some_and(|id| id.starts_with("accepted_")),
        };
        if let Some(open) = self.open.last_mut() {
            open.has_gap |= is_left_out;
            if ["td", "th"].contains(&name.as_str()) && open.name == "tr" {
                open.begin_cell(&self.columns);
            }
            if name == "br" {
                open.end_line();
            }
        }
        if EMPTY.contains(&name.as_str()) {
            return;
        }
        if is_left_out {
            self.left_out = Some((name, 1));
            return;
        }
        let is_place = match name.as_str() {
            "h2" | "h3" | "p" | "li" | "figcaption" => true,
            "div" => self.in_facts,
            "tr" => !self.in_head,
            "th" => self.in_head,
            _ => false,
        };
        match name.as_str() {
            "a" => self.in_link = leads_on,
            "figure" => self.in_figure = true,
            "dl" => self.in_facts = has("facts"),
            "table" => {
                self.columns.clear();
                self.under.clear();
            }
            "thead" => self.in_head = true,
            _ => {}
        }
        if is_place {
            let is_group = has("group");
            self.open.push(Open::new(name, id, is_group));
        } else if let Some(open) = self.open.last_mut().filter(|open| open.name == name) {
            open.inner += 1;
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((left_out, count)) = &mut self.left_out {
            *count -= usize::from(*left_out == name);
            if *count == 0 {
                self.left_out = None;
            }
            return;
        }
        match name {
            "a" => self.in_link = false,
            "figure" => self.in_figure = false,
            "dl" => self.in_facts = false,
            "thead" => self.in_head = false,
            _ => {}
        }
        match self.open.last_mut() {
            Some(open) if name == "dt" => open.part(BEHIND_NAME),
            Some(open) if open.name == name && open.inner > 0 => open.inner -= 1,
            Some(open) if open.name == name => {
                if let Some(closed) = self.open.pop() {
                    self.close(closed);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, mut closed: Open) {
        closed.end_line();
        let Open {
            name,
            anchor,
            is_group,
            text,
            linked,
            left_out,
            ..
        } = closed;
        match name.as_str() {
            "th" => self.columns.push(text),
            _ if text.is_empty() => {}
            "h2" | "h3" => self.groups.push(Group {
                heading: text,
                anchor: anchor.unwrap_or_default(),
                places: Vec::new(),
            }),
            "tr" if is_group => self.under = text,
            _ => {
                let linked = 100 * linked / (text.len() + left_out);
                let text = match name == "tr" && !self.under.is_empty() {
                    true => [&self.under, BETWEEN_CELLS, &text].concat(),
                    false => text,
                };
                if let Some(group) = self.groups.last_mut() {
                    group.places.push(Place { anchor, text, linked });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(html: &str) -> Vec<(String, Vec<String>)> {
        let page = format!("<html><nav><p>Way</p></nav><article class=x>{html}</article><p>Foot</p>");
        let groups = of(page.as_bytes()).into_iter();
        groups
            .map(|group| (group.heading, group.places.into_iter().map(told).collect()))
            .collect()
    }

    fn told(place: Place) -> String {
        let anchor = place.anchor.map(|anchor| format!("#{anchor} ")).unwrap_or_default();
        anchor + &place.text
    }

    #[test]
    fn each_place_stands_under_its_heading() {
        let html = "<h1>Glow</h1><p>A &lt;b&gt;\n pump.</p><h2 id=a>Harms</h2><ul class=items>\
                    <li id=one><span>Heat</span> Too <em>much</em>.<br>Seldom.<br><span>In </span><a href=x.html>Y, Z</a></li>\
                    <li>Outer<ul><li>inner</li></ul></li></ul>";
        assert_eq!(
            said(html),
            [
                (String::new(), vec!["A <b> pump.".to_owned()]),
                (
                    "Harms".to_owned(),
                    ["#one Heat Too much.\nSeldom.", "inner", "Outer"]
                        .map(str::to_owned)
                        .to_vec()
                ),
            ]
        );
    }

    #[test]
    fn facts_and_rows_have_their_names_and_numbers_as_printed() {
        let html = "<dl class=facts><div id=fact_flow><dt>Flow</dt><dd>≤ 0.80 L/min<a class=mark href=x>s1</a></dd></div></dl>\
                    <table><caption>C</caption><thead><tr><th>Trial</th><th>Death</th><th></th></tr></thead><tbody>\
                    <tr class=group><th colspan=3>30 days</th></tr>\
                    <tr id=r><th>GLOW</th><td>5.0%</td><td>x</td><td class=source><a>s2</a></td></tr>\
                    <tr><th>DIM</th><td class=none></td><td></td></tr></tbody></table>";
        assert_eq!(
            said(html)[0].1,
            [
                "#fact_flow Flow: ≤ 0.80 L/min",
                "#r 30 days · GLOW · Death: 5.0% · x",
                "30 days · DIM"
            ]
        );
    }

    #[test]
    fn what_is_no_matter_of_the_page_is_left_out() {
        let html = "<header class=\"page-head\"><p class=aliases>Also</p></header><p>As said <span class=cite>[<a>1</a>]</span>. 0.80<a class=mark>s1</a>5. \
                    <svg><text>drawn</text></svg>More.</p><figure><figcaption>Shown</figcaption><details><table><tbody>\
                    <tr><td>again</td></tr></tbody></table></details></figure><section class=\"used-by\"><h2>Used by</h2>\
                    <p>Others</p></section><section class=sources><ul><li>s1 <q class=passage>its words</q></li></ul></section>";
        assert_eq!(said(html)[0].1, ["As said. 0.80 5. More.", "Shown"]);
        assert_eq!(said(html).len(), 1);
    }

    #[test]
    fn a_page_without_a_text_says_nothing() {
        assert_eq!(of(b"<p>x</p>"), []);
        assert_eq!(of(b"<article><p>x"), []);
        assert_eq!(of(b"<article></p></article>"), []);
    }
}
