//! The pieces that pages are made of.

use serde::{Serialize, Serializer};

pub use super::criterion::{Criterion, Joined};
use super::figures::Figure;
use super::role::Role;
pub use super::sourced::{Note, Sourced, WorkNotes};
pub use super::table::{Column, Row, Table, columns, under};
use crate::ask::Standing;

/// Markdown, to be turned into HTML or Typst.
#[derive(Debug, Clone, Serialize)]
pub struct Prose {
    #[serde(skip)]
    pub markdown: String,
    /// The text stands inside a line, and not as paragraphs of its own.
    #[serde(skip)]
    pub inline: bool,
    /// Filled in by a renderer.
    pub html: String,
}

impl Prose {
    pub fn block(markdown: impl Into<String>) -> Self {
        Self {
            markdown: markdown.into(),
            inline: false,
            html: String::new(),
        }
    }

    /// A plain text, of which nothing is Markdown.
    pub fn of_text(text: &str) -> Self {
        let letters = text.chars().flat_map(|c| {
            let mark = c.is_ascii_punctuation().then_some('\\');
            mark.into_iter().chain([c])
        });
        Self::block(letters.collect::<String>())
    }

    pub fn inline(markdown: impl Into<String>) -> Self {
        Self {
            markdown: markdown.into(),
            inline: true,
            html: String::new(),
        }
    }
}

/// A link within the handbook, or out of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LinkTo {
    /// A path from the site's root, or a URL.
    pub to: String,
    pub text: String,
    /// The way there from the page, filled in by a renderer.
    pub href: String,
    /// What the reader must know of a record before following the link.
    pub state: Option<State>,
}

/// Why a record, a part of one or a work is not to be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Withdrawn,
    Retracted,
    Superseded,
    /// Its journal published its concern about it.
    Doubted,
    /// A correction of the work was published, with which it may be relied on.
    Corrected,
}

impl State {
    /// The word for it in the catalogue.
    pub fn message(self) -> &'static str {
        match self {
            Self::Withdrawn => "state-withdrawn",
            Self::Retracted => "state-retracted",
            Self::Superseded => "state-superseded",
            Self::Doubted => "state-doubted",
            Self::Corrected => "state-corrected",
        }
    }
}

impl From<Standing> for State {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Withdrawn => Self::Withdrawn,
            Standing::Retracted => Self::Retracted,
            Standing::Superseded => Self::Superseded,
            Standing::Doubted => Self::Doubted,
        }
    }
}

impl LinkTo {
    pub fn new(to: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            to: to.into(),
            text: text.into(),
            href: String::new(),
            state: None,
        }
    }
}

/// Links under one heading.
#[derive(Debug, Clone, Serialize)]
pub struct LinkGroup {
    pub title: String,
    pub links: Vec<LinkTo>,
}

/// A piece of a line.
#[derive(Debug, Clone)]
pub enum Piece {
    Text {
        text: String,
    },
    /// Words of ours, such as "not stated".
    Muted {
        text: String,
    },
    /// What the program says in English in every language: messages of rules.
    English {
        text: String,
    },
    Badge {
        text: String,
        tone: &'static str,
    },
    Link(LinkTo),
    Prose(Prose),
    Value(Sourced),
    Break,
    /// A break, before a line that says what the lines above rest on.
    Basis,
    /// The number of a note.
    Note {
        number: usize,
    },
    /// That a source prints it so and the checks doubt it.
    Doubt {
        /// The number of the reason, on the page of the record.
        number: usize,
        /// The rule in words.
        name: String,
        /// The way to the reason, where it is on another page.
        elsewhere: Option<LinkTo>,
    },
    /// A day, month or year, and the last day on which it says what it says: script tells readers of a later day.
    Day {
        text: String,
        until: String,
        /// What a reader of a later day is told.
        late: String,
    },
    /// Steps of a scale, of which the first are filled. The words beside it say the same.
    Scale {
        filled: usize,
        of: usize,
    },
    /// What a renderer makes of a whole line.
    Html {
        html: String,
    },
}

impl Piece {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    pub fn english(text: impl Into<String>) -> Self {
        Self::English { text: text.into() }
    }

    pub fn muted(text: impl Into<String>) -> Self {
        Self::Muted { text: text.into() }
    }
}

/// A line of pieces. Templates see it as HTML.
pub type Rich = Vec<Piece>;

pub(super) fn html_of<S: Serializer>(line: &Rich, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(html(line))
}

pub(super) fn html_of_all<S: Serializer>(lines: &[Rich], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(lines.iter().map(html))
}

/// What a renderer has made of a line: nothing where it has no pieces.
fn html(line: &Rich) -> &str {
    match line.as_slice() {
        [Piece::Html { html }] => html,
        _ => "",
    }
}

/// A heading and what stands under it.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    pub anchor: String,
    pub title: String,
    /// The page that the title leads to.
    pub link: Option<LinkTo>,
    /// What it is for, by which a card chooses what it shows.
    pub role: Role,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Block {
    Prose {
        text: Prose,
    },
    Facts {
        facts: Vec<Fact>,
    },
    Table(Table),
    Criteria {
        criterion: Criterion,
    },
    Items {
        items: Vec<Item>,
    },
    /// Items under a heading of their own.
    Group {
        anchor: Option<String>,
        #[serde(serialize_with = "html_of")]
        title: Rich,
        blocks: Vec<Block>,
    },
    /// A chapter's text with the blocks that it embeds, in order.
    Chapter {
        #[serde(skip)]
        text: Prose,
        #[serde(skip)]
        embeds: Vec<Vec<Block>>,
        /// Filled in by a renderer.
        html: String,
    },
    /// A drawing with its data.
    Figure(Box<Figure>),
    /// What stands above it can be had as a file.
    File {
        link: LinkTo,
    },
    /// The bibliography, which the citation style orders and words.
    Works {
        works: Vec<Work>,
    },
}

/// A name and a value.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Fact {
    /// The message that is its label.
    pub name: &'static str,
    /// Given to it when its page is made, where it stands on the page by itself.
    pub anchor: String,
    pub label: String,
    #[serde(serialize_with = "html_of")]
    pub value: Rich,
}

/// Something to point at, with its anchor.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Item {
    pub anchor: Option<String>,
    #[serde(serialize_with = "html_of")]
    pub title: Rich,
    #[serde(serialize_with = "html_of")]
    pub body: Rich,
    pub notes: Vec<usize>,
}

/// A work in the bibliography.
#[derive(Debug, Clone, Serialize)]
pub struct Work {
    pub cite_key: String,
    /// The number or label and the entry, as the citation style words them: filled in by a renderer.
    pub label: String,
    pub html: String,
    pub anchor: String,
    /// Its own page, where this is not that.
    pub page: Option<LinkTo>,
    /// How many texts cite it.
    pub cited: usize,
    pub facts: Vec<Fact>,
}
