//! Links, citations and images: where they lead from this page, and what they show.

use std::fmt::Write;

use pulldown_cmark::LinkType;

use super::escape;
use super::writer::Writer;
use crate::index::link::Place;
use crate::model::Kind;
use crate::read::markdown::{Cite, Link, address, parse_citation};
use crate::render::line::badge;
use crate::render::site::image_path;
use crate::view::{State, abbreviation_path, chapter_path, record_path, state, value, work_path};

/// How a link that is open ends.
pub enum OpenLink {
    Close(String),
    /// Waits for the text between the brackets of `[…][@key]`.
    Citation(String, String, bool),
}

impl Writer<'_, '_> {
    pub(super) fn open_link(&mut self, link_type: LinkType, dest: &str) {
        if let Some(citation) = dest.strip_prefix("cite:") {
            let unknown = link_type == LinkType::ReferenceUnknown;
            let open = OpenLink::Citation(citation.to_owned(), String::new(), unknown);
            return self.links.push(open);
        }
        let place = self.resolve(&address(link_type, dest), false);
        let state = place.as_ref().and_then(|place| self.state_of(place));
        match place.and_then(|place| self.link_to(place)) {
            Some(html) => {
                self.push_inline(&html, "");
                self.links
                    .push(OpenLink::Close(format!("</a>{}", badge(self.renderer.words(), state))));
            }
            // Marked as plain, or reported as a fault: the text stays, without a link.
            None => self.links.push(OpenLink::Close(String::new())),
        }
    }

    pub(super) fn close_link(&mut self) {
        match self.links.pop() {
            Some(OpenLink::Close(html)) => self.push_inline(&html, ""),
            Some(OpenLink::Citation(citation, inside, unknown)) => {
                let before = (unknown && inside.starts_with('@')).then_some(inside);
                for inside in before.into_iter().chain([citation]) {
                    if let Some(cites) = parse_citation(&inside) {
                        let html = self.citation(&cites);
                        self.push_inline(&html, "");
                    }
                }
            }
            None => {}
        }
    }

    /// What an empty link shows: the value that it names, leading to where it stands and saying where it was read.
    pub fn fill_in(&mut self, dest: &str) {
        let context = self.renderer.context;
        let Some(place) = self.resolve(dest, false) else { return };
        let (text, title) = match &place {
            Place::Record(target) => match value::quote(&context, target) {
                Some(quote) => (quote.text, quote.source),
                None => return,
            },
            Place::Abbreviation(short) => match context.ask.abbreviations().known.get(short) {
                Some(abbreviation) => (abbreviation.means.to_string(), Some(short.clone())),
                None => return,
            },
            _ => return,
        };
        let badge = badge(self.renderer.words(), self.state_of(&place));
        let Some(open) = self.link_to(place) else { return };
        let title = title.map(|t| format!(" title=\"{}\"", escape(&t))).unwrap_or_default();
        let open = open.replacen("<a ", &format!("<a class=\"value\"{title} "), 1);
        // As for the values of views: `render::line`.
        let value = match self.renderer.words().are_right_to_left() {
            true => format!("<bdi>{}</bdi>", escape(&text)),
            false => escape(&text),
        };
        let html = format!("{open}{value}</a>{badge}");
        self.push_inline(&html, &text);
    }

    pub(super) fn close_image(&mut self) {
        let Some((dest, description)) = self.image.take() else {
            return;
        };
        if let Some(Place::Image(path)) = self.resolve(&dest, true) {
            let src = self.renderer.href(&image_path(&path));
            let html = format!(
                "<img src=\"{}\" alt=\"{}\" loading=\"lazy\">",
                escape(&src),
                escape(&description)
            );
            self.push_inline(&html, &description);
        }
    }

    /// What a reader must know of a record before following a link to it.
    fn state_of(&self, place: &Place) -> Option<State> {
        let Place::Record(target) = place else { return None };
        let first = target.part.as_deref().and_then(|part| part.split('.').next());
        state(&self.renderer.context, &target.record, first)
    }

    /// The opening tag of a link.
    fn link_to(&self, place: Place) -> Option<String> {
        let renderer = &self.renderer;
        let context = renderer.context;
        Some(match place {
            Place::Record(target) => {
                let mut href = renderer.href(&record_path(&target.record));
                let quoted = context.ask.quote(&target);
                if let Some(anchor) = quoted.as_ref().and_then(|q| q.anchor.as_deref())
                    && target.record.kind != Kind::Work
                {
                    let _ = write!(href, "#{anchor}");
                }
                format!("<a href=\"{}\">", escape(&href))
            }
            Place::Abbreviation(short) => {
                format!("<a href=\"{}\">", escape(&renderer.href(&abbreviation_path(&short))))
            }
            Place::Outside(url) => format!("<a href=\"{}\" rel=\"noopener noreferrer\">", escape(&url)),
            Place::Chapter(path, anchor) => {
                let anchor = anchor.map(|a| format!("#{a}")).unwrap_or_default();
                let href = format!("{}{anchor}", renderer.href(&chapter_path(&path)));
                format!("<a href=\"{}\">", escape(&href))
            }
            Place::Here(anchor) => format!("<a href=\"#{}\">", escape(&anchor)),
            Place::Image(_) | Place::Plain | Place::Refused => return None,
        })
    }

    fn resolve(&self, dest: &str, image: bool) -> Option<Place> {
        let link = Link {
            bytes: 0..0,
            dest: dest.to_owned(),
            empty: false,
            image,
        };
        self.renderer.context.ask.follow(&self.renderer.origin, &link).ok()
    }

    fn citation(&self, cites: &[Cite]) -> String {
        let renderer = &self.renderer;
        let linked = renderer.stock.linked(cites, |key| renderer.href(&work_path(key)));
        let worst = cites
            .iter()
            .filter_map(|cite| renderer.context.ask.work_standing(&cite.key))
            .min();
        let badge = badge(renderer.words(), worst.map(State::from));
        linked.map_or_else(String::new, |linked| {
            let element = if renderer.words().are_right_to_left() {
                "bdi"
            } else {
                "span"
            };
            format!("<{element} class=\"cite\">{linked}</{element}>{badge}")
        })
    }
}
