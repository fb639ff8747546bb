//! What a citation style has laid out, as HTML that is safe to show. The HTML of `hayagriva` is not: it escapes nothing.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{Elem, ElemChild, ElemMeta, Formatting};

use super::et_al::{EtAl, in_label, is_sentinel};

/// A run of letters that look the same.
#[derive(Debug, Clone, PartialEq)]
struct Run {
    text: String,
    look: Formatting,
    href: Option<String>,
    /// The work of the citation that it speaks of, by its position.
    of: Option<usize>,
}

/// A run of letters that look the same, for what is no HTML.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Styled {
    pub text: String,
    pub strong: bool,
    pub emphasised: bool,
    pub raised: bool,
    pub lowered: bool,
    /// An address on the web.
    pub href: Option<String>,
    /// The work of the citation that it speaks of, by its position.
    pub work: Option<usize>,
}

impl Styled {
    pub(super) fn plain(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

/// Laid-out text on its way to HTML.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: Vec<Run>,
    /// The number or label of the entry, where the style has put one.
    pub(super) label: Option<String>,
    /// How to put out the label: only what is before it in the text counts as belonging to it.
    takes_label: bool,
    /// The text ends in the full stop of “et al.”, so a full stop of the style must not follow.
    stopped: bool,
    /// The work of a citation whose text is being taken.
    of: Option<usize>,
}

impl Runs {
    /// The text of a citation.
    pub(super) fn of_citation(children: &[ElemChild], et_al: &EtAl) -> Self {
        let mut runs = Self::default();
        runs.children(children, et_al);
        runs
    }

    /// Numbers in brackets, each with the position of its work in the citation.
    pub(super) fn of_numbers(numbers: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut runs = Self::default();
        for (position, number) in numbers {
            runs.of = None;
            runs.push(
                if runs.runs.is_empty() { "[" } else { "," },
                Formatting::default(),
                None,
            );
            runs.of = Some(position);
            runs.push(&number.to_string(), Formatting::default(), None);
        }
        runs.of = None;
        runs.push("]", Formatting::default(), None);
        runs
    }

    /// The text of an entry of the bibliography, without the label before it.
    pub(super) fn of_entry(first: Option<&ElemChild>, children: &[ElemChild], et_al: &EtAl) -> Self {
        let mut runs = Self {
            takes_label: true,
            ..Self::default()
        };
        runs.children(first.map_or(&[], std::slice::from_ref), et_al);
        runs.children(children, et_al);
        runs
    }

    fn children(&mut self, children: &[ElemChild], et_al: &EtAl) {
        for (at, child) in children.iter().enumerate() {
            match child {
                // The separator before the person who stands for all others gives way to “et al.”.
                ElemChild::Text(between) if children.get(at + 1).is_some_and(is_sentinel) => {
                    self.push(et_al.separator(&children[..at]), between.formatting, None);
                    self.push(&et_al.term, et_al.look(between.formatting), None);
                    self.stopped = et_al.term.ends_with('.');
                }
                child if is_sentinel(child) => {}
                ElemChild::Text(text) => self.push(&text.text, text.formatting, None),
                ElemChild::Markup(text) => self.push(text, Formatting::default(), None),
                ElemChild::Link { text, url } => {
                    let href = is_web_address(url).then(|| url.clone());
                    self.push(&text.text, text.formatting, href);
                }
                ElemChild::Elem(elem) => self.elem(elem, et_al),
                ElemChild::Transparent { .. } => {}
            }
        }
    }

    fn elem(&mut self, elem: &Elem, et_al: &EtAl) {
        let is_label = matches!(elem.meta, Some(ElemMeta::CitationNumber | ElemMeta::CitationLabel));
        if is_label && self.takes_label && self.label.is_none() && self.only_punctuation() {
            let mut label = Self::default();
            label.children(&elem.children.0, et_al);
            let text: String = label.runs.iter().map(|run| run.text.as_str()).collect();
            self.label = Some(text.trim_matches(is_frame).to_owned());
            self.runs.clear();
            return;
        }
        // Blocks are for annotated bibliographies; what they say stays readable in one line.
        if elem.display.is_some() && self.runs.last().is_some_and(|run| !run.text.ends_with(' ')) {
            self.push(" ", Formatting::default(), None);
        }
        let around = self.of;
        if let Some(ElemMeta::Entry(position)) = elem.meta {
            self.of = Some(position);
        }
        self.children(&elem.children.0, et_al);
        self.of = around;
    }

    fn only_punctuation(&self) -> bool {
        self.runs.iter().all(|run| run.text.chars().all(is_frame))
    }

    fn push(&mut self, text: &str, look: Formatting, href: Option<String>) {
        let text = in_label(text);
        let mut text = text.as_str();
        // Between a label and its entry stands what closes the label.
        if self.label.is_some() && self.runs.is_empty() {
            text = text.trim_start_matches(|c| is_frame(c) && c != '(' && c != '[');
        }
        // One full stop ends both “et al.” and the names; it looks like what follows, as styles have it.
        if std::mem::take(&mut self.stopped)
            && text.starts_with('.')
            && let Some(last) = self.runs.last_mut()
        {
            last.text.pop();
        }
        // What a style puts before a volume, a page or a year stands alone where an entry has none of them: "2025;.".
        if text.starts_with('.')
            && let Some(last) = self.runs.last_mut()
            && last.text.ends_with(IDLE)
        {
            last.text.pop();
        }
        let stopped = text.strip_suffix('.').filter(|before| before.ends_with(IDLE));
        let stopped = stopped.map(|before| format!("{}.", before.trim_end_matches(IDLE)));
        let text = stopped.as_deref().unwrap_or(text);
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.look == look && last.href == href && last.of == self.of => last.text.push_str(text),
            _ => self.runs.push(Run {
                text: text.to_owned(),
                look,
                href,
                of: self.of,
            }),
        }
    }

    /// The text in runs.
    pub(super) fn styled(&self) -> Vec<Styled> {
        let runs = self.runs.iter().map(|run| Styled {
            text: run.text.clone(),
            strong: run.look.font_weight == FontWeight::Bold,
            emphasised: run.look.font_style == FontStyle::Italic,
            raised: run.look.vertical_align == VerticalAlign::Sup,
            lowered: run.look.vertical_align == VerticalAlign::Sub,
            href: run.href.clone(),
            work: run.of,
        });
        runs.collect()
    }

    /// The text as HTML.
    pub(super) fn html(&self) -> String {
        self.linked(&|_| None)
    }

    /// The text as HTML, in which what speaks of a work leads where `to` says for the work's position in the citation.
    pub(super) fn linked(&self, to: &dyn Fn(usize) -> Option<String>) -> String {
        let mut html = String::new();
        for alike in self.runs.chunk_by(|a, b| a.look == b.look && a.href == b.href) {
            let (tags, href) = (tags(alike[0].look), alike[0].href.as_deref());
            open_link(href, &mut html);
            for (open, _) in &tags {
                html.push_str(open);
            }
            for run in alike {
                let work = run.of.filter(|_| href.is_none()).and_then(to);
                open_link(work.as_deref(), &mut html);
                escape(&run.text, &mut html);
                close_link(work.as_deref(), &mut html);
            }
            for (_, close) in tags.iter().rev() {
                html.push_str(close);
            }
            close_link(href, &mut html);
        }
        let length = html.trim_end().len();
        html.truncate(length);
        html
    }
}

fn open_link(href: Option<&str>, html: &mut String) {
    if let Some(href) = href {
        html.push_str("<a href=\"");
        escape(href, html);
        html.push_str("\">");
    }
}

fn close_link(href: Option<&str>, html: &mut String) {
    if href.is_some() {
        html.push_str("</a>");
    }
}

/// What leads on to something, and says nothing before a full stop.
const IDLE: [char; 3] = [';', ',', ':'];

/// What styles put around the label of an entry.
fn is_frame(letter: char) -> bool {
    letter.is_whitespace() || "[]().,:;".contains(letter)
}

fn is_web_address(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https")) && !url.contains(|c: char| c.is_control())
}

/// The elements that make text look as the style wants it; none has a style of its own, which a strict policy forbids.
fn tags(look: Formatting) -> Vec<(&'static str, &'static str)> {
    let mut tags = Vec::new();
    match look.vertical_align {
        VerticalAlign::Sup => tags.push(("<sup>", "</sup>")),
        VerticalAlign::Sub => tags.push(("<sub>", "</sub>")),
        _ => {}
    }
    if look.font_weight == FontWeight::Bold {
        tags.push(("<strong>", "</strong>"));
    }
    if look.font_style == FontStyle::Italic {
        tags.push(("<em>", "</em>"));
    }
    if look.font_variant == FontVariant::SmallCaps {
        tags.push(("<span class=\"small-caps\">", "</span>"));
    }
    if look.text_decoration == TextDecoration::Underline {
        tags.push(("<span class=\"underline\">", "</span>"));
    }
    tags
}

/// Text as HTML.
pub(super) fn plain(text: &str) -> String {
    let mut html = String::new();
    escape(text, &mut html);
    html
}

/// Adds `text` so that it can stand between tags and in an attribute. Control characters become spaces: HTML has none.
fn escape(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ if letter.is_control() => html.push(' '),
            _ => html.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        for (url, web) in [
            ("https://a.org", true),
            ("HTTP://a.org", true),
            ("javascript://a.org/%0aalert(1)", false),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            (" https://a.org", false),
            ("//a.org", false),
        ] {
            assert_eq!(is_web_address(url), web, "{url}");
        }
    }

    #[test]
    fn what_leads_to_nothing_is_left_out() {
        let shown = |pieces: &[&str]| {
            let mut runs = Runs::default();
            for piece in pieces {
                runs.push(piece, Formatting::default(), None);
            }
            runs.html()
        };
        assert_eq!(shown(&["Sample J. 2025;", "."]), "Sample J. 2025.");
        assert_eq!(shown(&["Sample J. 2025;."]), "Sample J. 2025.");
        assert_eq!(shown(&["Sample J. 2025;", "8", "."]), "Sample J. 2025;8.");
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(plain("<b a='1'>\"&\0"), "&lt;b a=&#39;1&#39;&gt;&quot;&amp; ");
    }
}
