//! What the templates of sheets see: trees of plain data, in which every text is a text and no mark-up.

use serde::Serialize;

/// Something that a template draws: a block, or a piece of a line. Its sort is in `is`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Node {
    // Pieces of a line.
    Text {
        text: String,
    },
    /// Words of ours, such as "not stated".
    Muted {
        text: String,
    },
    Badge {
        text: String,
    },
    /// A path from the site's root, or a URL.
    Link {
        to: String,
        body: Vec<Node>,
    },
    /// A link to a place in the same sheets, of which the page is named.
    Reference {
        /// The label of the place.
        to: String,
        body: Vec<Node>,
        /// What names the place instead of its page, such as the number of a work.
        number: Option<String>,
        /// Whether the reader is told where it is. Who is there already need not be told.
        told: bool,
        /// What the index has this page for.
        mention: Option<String>,
    },
    Strong {
        body: Vec<Node>,
    },
    Emphasis {
        body: Vec<Node>,
    },
    Raised {
        body: Vec<Node>,
    },
    Lowered {
        body: Vec<Node>,
    },
    Code {
        text: String,
    },
    /// A clinical value, with the numbers of the notes that say where it was read.
    Value {
        text: String,
        notes: Vec<usize>,
    },
    Note {
        number: usize,
    },
    Break,
    /// A break, before a line that says what the lines above rest on.
    Basis,
    Footnote {
        blocks: Vec<Node>,
    },
    /// An image of the handbook, by the path at which the press has it.
    Image {
        path: String,
        description: String,
    },

    // Blocks.
    Paragraph {
        body: Vec<Node>,
    },
    Heading {
        level: u8,
        anchor: Option<String>,
        body: Vec<Node>,
    },
    List {
        start: Option<u64>,
        items: Vec<Vec<Node>>,
    },
    Quotation {
        blocks: Vec<Node>,
    },
    Listing {
        text: String,
    },
    Rule,
    Facts {
        facts: Vec<Fact>,
    },
    Items {
        items: Vec<Item>,
    },
    Table(Table),
    Criteria {
        criterion: Criterion,
    },
    /// A drawing, by the path at which the press has it.
    Figure {
        path: String,
        /// Of what it draws, so that a sheet with another drawing is another sheet.
        digest: String,
        width: f64,
        height: f64,
        anchor: Option<String>,
        title: String,
        description: String,
        /// How high its smallest letters are, in the units of its width.
        letters: f64,
        /// Where what it draws was read.
        notes: Vec<usize>,
    },
    /// Blocks under a heading of their own.
    Group {
        anchor: Option<String>,
        title: Vec<Node>,
        blocks: Vec<Node>,
    },
    /// Works of the bibliography, by their keys: what a sheet says of them, it has to look up.
    Works {
        keys: Vec<String>,
    },
}

/// A name and a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    pub label: String,
    pub value: Vec<Node>,
}

/// One of several things, with the numbers of its notes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    pub anchor: Option<String>,
    pub title: Vec<Node>,
    pub body: Vec<Node>,
    pub notes: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    pub caption: String,
    pub head: Vec<Vec<Node>>,
    /// How each column is aligned, where the text says so: `left`, `center`, `right` or nothing.
    pub align: Vec<Option<&'static str>>,
    /// How wide each column is beside the others; as its text asks for, where it says nothing.
    pub widths: Vec<u32>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    pub anchor: Option<String>,
    pub cells: Vec<Vec<Node>>,
    pub notes: Vec<usize>,
    /// A heading over the rows that follow.
    pub group: bool,
}

/// A node of a tree of criteria.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Criterion {
    pub anchor: Option<String>,
    pub joins: Option<String>,
    pub text: Vec<Node>,
    pub children: Vec<Criterion>,
}

impl Node {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// What is in this one, in order: its texts go to `text`, its notes to `note`.
    pub fn walk(&self, text: &mut dyn FnMut(&str), note: &mut dyn FnMut(usize)) {
        match self {
            Self::Text { text: t } | Self::Muted { text: t } | Self::Badge { text: t } => text(t),
            Self::Code { text: t } | Self::Listing { text: t } => text(t),
            Self::Value { text: t, notes } => {
                text(t);
                notes.iter().for_each(|n| note(*n));
            }
            Self::Note { number } => note(*number),
            Self::Break | Self::Basis | Self::Rule | Self::Works { .. } => {}
            Self::Image { description, .. } => text(description),
            Self::Figure {
                title,
                description,
                notes,
                ..
            } => {
                text(title);
                text(description);
                notes.iter().for_each(|number| note(*number));
            }
            Self::Link { body, .. } | Self::Reference { body, .. } => all(body, text, note),
            Self::Strong { body } | Self::Emphasis { body } => all(body, text, note),
            Self::Raised { body } | Self::Lowered { body } => all(body, text, note),
            Self::Paragraph { body } | Self::Heading { body, .. } => all(body, text, note),
            Self::Footnote { blocks } | Self::Quotation { blocks } => all(blocks, text, note),
            Self::List { items, .. } => items.iter().for_each(|item| all(item, text, note)),
            Self::Facts { facts } => facts.iter().for_each(|fact| fact.walk(text, note)),
            Self::Items { items } => items.iter().for_each(|item| item.walk(text, note)),
            Self::Table(table) => {
                text(&table.caption);
                table.head.iter().for_each(|cell| all(cell, text, note));
                table.rows.iter().for_each(|row| row.walk(text, note));
            }
            Self::Criteria { criterion } => criterion.walk(text, note),
            Self::Group { title, blocks, .. } => {
                all(title, text, note);
                all(blocks, text, note);
            }
        }
    }
}

/// The same of many.
pub fn all(nodes: &[Node], text: &mut dyn FnMut(&str), note: &mut dyn FnMut(usize)) {
    nodes.iter().for_each(|node| node.walk(text, note));
}

/// Does something with every node of a tree, those around before those within.
pub fn each(nodes: &mut [Node], with: &mut dyn FnMut(&mut Node)) {
    for node in nodes {
        with(node);
        match node {
            Node::Link { body, .. } | Node::Reference { body, .. } => each(body, with),
            Node::Strong { body } | Node::Emphasis { body } => each(body, with),
            Node::Raised { body } | Node::Lowered { body } => each(body, with),
            Node::Paragraph { body } | Node::Heading { body, .. } => each(body, with),
            Node::Footnote { blocks } | Node::Quotation { blocks } => each(blocks, with),
            Node::List { items, .. } => items.iter_mut().for_each(|item| each(item, with)),
            Node::Facts { facts } => facts.iter_mut().for_each(|fact| each(&mut fact.value, with)),
            Node::Items { items } => items.iter_mut().for_each(|item| {
                each(&mut item.title, with);
                each(&mut item.body, with);
            }),
            Node::Table(table) => {
                let rows = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                table.head.iter_mut().chain(rows).for_each(|cell| each(cell, with));
            }
            Node::Criteria { criterion } => criterion.each(with),
            Node::Group { title, blocks, .. } => {
                each(title, with);
                each(blocks, with);
            }
            Node::Text { .. } | Node::Muted { .. } | Node::Badge { .. } | Node::Code { .. } | Node::Value { .. } => {}
            Node::Note { .. } | Node::Break | Node::Basis | Node::Image { .. } | Node::Listing { .. } | Node::Rule => {}
            Node::Figure { .. } | Node::Works { .. } => {}
        }
    }
}

impl Fact {
    pub fn walk(&self, text: &mut dyn FnMut(&str), note: &mut dyn FnMut(usize)) {
        text(&self.label);
        all(&self.value, text, note);
    }
}

impl Item {
    pub fn walk(&self, text: &mut dyn FnMut(&str), note: &mut dyn FnMut(usize)) {
        all(&self.title, text, note);
        all(&self.body, text, note);
        self.notes.iter().for_each(|n| note(*n));
    }
}

impl Row {
    pub fn walk(&self, text: &mut dyn FnMut(&str), note: &mut dyn FnMut(usize)) {
        self.cells.iter().for_each(|cell| all(cell, text, note));
        self.notes.iter().for_each(|n| note(*n));
    }
}

impl Criterion {
    fn each(&mut self, with: &mut dyn FnMut(&mut Node)) {
        each(&mut self.text, with);
        self.children.iter_mut().for_each(|child| child.each(with));
    }

    fn walk(&self, text: &mut dyn FnMut(&str), note: &mut dyn FnMut(usize)) {
        self.joins.iter().for_each(|joins| text(joins));
        all(&self.text, text, note);
        self.children.iter().for_each(|child| child.walk(text, note));
    }
}

/// The letters of a tree as they stand.
pub fn plain(nodes: &[Node]) -> String {
    let mut out = String::new();
    all(nodes, &mut |text| out.push_str(text), &mut |_| {});
    out
}
