//! Where the links of a text lead, and what empty links and citations show.

use super::pen::Pen;
use super::tree::Node;
use crate::index::Origin;
use crate::index::link::Place;
use crate::model::Kind;
use crate::read::markdown::{Cite, Link};
use crate::render::citations::Styled;
use crate::view::{Context, LinkTo, State, abbreviation_path, chapter_path, record_path, state, value, work_path};

/// The places that the texts of one origin name.
#[derive(Debug, Clone)]
pub struct Places<'a> {
    context: Context<'a>,
    origin: Origin,
}

impl<'a> Places<'a> {
    pub fn new(context: Context<'a>, origin: Origin) -> Self {
        Self { context, origin }
    }

    /// What an empty link shows: the value that it names, leading to where it stands.
    pub fn filled_in(&self, pen: &Pen<'_>, dest: &str) -> Vec<Node> {
        let Some(place) = self.resolve(dest, false) else {
            return Vec::new();
        };
        let text = match &place {
            Place::Record(target) => value::quote(&self.context, target).map(|quote| quote.text),
            Place::Abbreviation(short) => {
                let known = &self.context.ask.abbreviations().known;
                known.get(short).map(|abbreviation| abbreviation.means.to_string())
            }
            _ => None,
        };
        let Some(text) = text else { return Vec::new() };
        let notes = Vec::new();
        self.around(pen, &place, vec![Node::Value { text, notes }])
    }

    /// A link around these pieces, if it is one that may be followed.
    pub fn linked(&self, pen: &Pen<'_>, dest: &str, body: Vec<Node>) -> Vec<Node> {
        match self.resolve(dest, false) {
            Some(place) => self.around(pen, &place, body),
            // Marked as plain, or reported as a fault: the text stays, without a link.
            None => body,
        }
    }

    fn around(&self, pen: &Pen<'_>, place: &Place, body: Vec<Node>) -> Vec<Node> {
        let state = match place {
            Place::Record(target) => {
                let first = target.part.as_deref().and_then(|part| part.split('.').next());
                state(&self.context, &target.record, first)
            }
            _ => None,
        };
        let Some(to) = self.address(place) else { return body };
        let mut line = vec![Node::Link { to, body }];
        line.extend(pen.state(state));
        line
    }

    /// A path from the site's root, or a URL.
    fn address(&self, place: &Place) -> Option<String> {
        Some(match place {
            Place::Record(target) => {
                let path = record_path(&target.record);
                let quoted = self.context.ask.quote(target);
                match quoted.as_ref().and_then(|quoted| quoted.anchor.as_deref()) {
                    Some(anchor) if target.record.kind != Kind::Work => format!("{path}#{anchor}"),
                    _ => path,
                }
            }
            Place::Abbreviation(short) => abbreviation_path(short),
            Place::Outside(url) => url.clone(),
            Place::Chapter(path, Some(anchor)) => format!("{}#{anchor}", chapter_path(path)),
            Place::Chapter(path, None) => chapter_path(path),
            Place::Here(anchor) => match &self.origin {
                Origin::Chapter(path) => format!("{}#{anchor}", chapter_path(path)),
                _ => return None,
            },
            Place::Image(_) | Place::Plain | Place::Refused => return None,
        })
    }

    /// The path of an image of the handbook.
    pub fn image(&self, dest: &str) -> Option<String> {
        match self.resolve(dest, true) {
            Some(Place::Image(path)) => Some(path),
            _ => None,
        }
    }

    fn resolve(&self, dest: &str, image: bool) -> Option<Place> {
        let link = Link {
            bytes: 0..0,
            dest: dest.to_owned(),
            empty: false,
            image,
        };
        self.context.ask.follow(&self.origin, &link).ok()
    }

    /// Works in brackets, as readers know them: first author and year, and the place where the text names one.
    pub fn citation(&self, pen: &Pen<'_>, cites: &[Cite]) -> Vec<Node> {
        if let Some(runs) = pen.citations.and_then(|citations| citations.runs(cites)) {
            return runs.iter().map(|run| styled(run, cites)).collect();
        }
        let mut line = vec![Node::text("[")];
        for (nth, cite) in cites.iter().enumerate() {
            if nth > 0 {
                line.push(Node::text("; "));
            }
            let standing = self.context.ask.work_standing(&cite.key);
            let name = self
                .context
                .ask
                .work_name(&cite.key)
                .unwrap_or_else(|| cite.key.clone());
            let link = LinkTo {
                state: standing.map(State::from),
                ..LinkTo::new(work_path(&cite.key), name)
            };
            line.extend(pen.link(&link));
            line.extend(cite.locator.iter().map(|at| Node::text(format!(", {at}"))));
        }
        line.push(Node::text("]"));
        line
    }
}

/// A run of a citation; what speaks of a work leads to its entry.
pub fn styled(run: &Styled, cites: &[Cite]) -> Node {
    let mut node = Node::text(&run.text);
    let around = [
        (run.strong, (|body| Node::Strong { body }) as fn(Vec<Node>) -> Node),
        (run.emphasised, |body| Node::Emphasis { body }),
        (run.raised, |body| Node::Raised { body }),
        (run.lowered, |body| Node::Lowered { body }),
    ];
    for (_, wrap) in around.into_iter().filter(|(is_so, _)| *is_so) {
        node = wrap(vec![node]);
    }
    let work = run.work.and_then(|position| cites.get(position));
    let to = work.map(|cite| work_path(&cite.key)).or_else(|| run.href.clone());
    match to {
        Some(to) => Node::Link { to, body: vec![node] },
        None => node,
    }
}
