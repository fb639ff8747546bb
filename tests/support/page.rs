//! A page as a browser reads it.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A parsed page.
pub struct Page {
    dom: RcDom,
}

/// An element of a page.
#[derive(Clone)]
pub struct Element {
    node: Handle,
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Page {
    pub fn parse(html: &[u8]) -> Self {
        let text = std::str::from_utf8(html).expect("pages are UTF-8");
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(text);
        Self { dom }
    }

    /// What a strict reader of HTML objects to.
    pub fn errors(&self) -> Vec<String> {
        self.dom.errors.borrow().iter().map(ToString::to_string).collect()
    }

    /// All elements in the order of the page. No recursion: a page may be nested deeply.
    pub fn elements(&self) -> Vec<Element> {
        let mut found = Vec::new();
        let mut open = vec![self.dom.document.clone()];
        while let Some(node) = open.pop() {
            open.extend(node.children.borrow().iter().rev().cloned());
            found.extend(Element::of(&node));
        }
        found
    }

    /// The first element of this name.
    pub fn first(&self, name: &str) -> Option<Element> {
        self.elements().into_iter().find(|e| e.name == name)
    }

    /// Whether a reader sees these words somewhere.
    pub fn shows(&self, words: &str) -> bool {
        let body = self.first("body").map(|body| body.text()).unwrap_or_default();
        body.split_whitespace().collect::<Vec<_>>().join(" ").contains(words)
    }
}

/// A child of an element.
pub enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    fn of(node: &Handle) -> Option<Self> {
        let NodeData::Element { name, attrs, .. } = &node.data else {
            return None;
        };
        let attributes = attrs.borrow();
        let attributes = attributes
            .iter()
            .map(|a| (a.name.local.to_string(), a.value.to_string()));
        Some(Self {
            node: node.clone(),
            name: name.local.to_string(),
            attributes: attributes.collect(),
        })
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(n, _)| n == name)?;
        Some(value)
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class")
            .is_some_and(|classes| classes.split_whitespace().any(|c| c == class))
    }

    pub fn children(&self) -> Vec<Child> {
        let children = self.node.children.borrow();
        children
            .iter()
            .filter_map(|child| match &child.data {
                NodeData::Text { contents } => Some(Child::Text(contents.borrow().to_string())),
                _ => Element::of(child).map(Child::Element),
            })
            .collect()
    }

    /// All text in it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut open = vec![self.node.clone()];
        while let Some(node) = open.pop() {
            if let NodeData::Text { contents } = &node.data {
                text.push_str(&contents.borrow());
            }
            open.extend(node.children.borrow().iter().rev().cloned());
        }
        text
    }
}
