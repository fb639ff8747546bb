//! What a reader gets of a page, as text that can be read in a snapshot: its words, where links lead, and the names that
//! links can use.

use super::page::{Child, Element, Page};

/// The page as text. Only the first page of a site shows what stands around all pages.
pub fn digest(path: &str, page: &Page) -> String {
    let mut writer = Writer {
        around: path == "index.html",
        ..Writer::default()
    };
    if let Some(title) = page.first("title") {
        writer.out.push_str(&format!("<title> {}\n", title.text()));
    }
    if let Some(body) = page.first("body") {
        writer.children(&body);
    }
    writer.flush();
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The line that is being filled.
    line: String,
    /// What the next line begins with.
    prefix: String,
    indent: usize,
    around: bool,
    verbatim: bool,
}

impl Writer {
    fn children(&mut self, element: &Element) {
        for child in element.children() {
            match child {
                Child::Text(text) if self.verbatim => self.line.push_str(&text),
                Child::Text(text) => self.words(&text),
                Child::Element(element) => self.element(&element),
            }
        }
    }

    fn words(&mut self, text: &str) {
        for c in text.chars() {
            // Spaces that do not break look like others here.
            let c = if c.is_whitespace() || c == '\u{202f}' { ' ' } else { c };
            if c != ' ' || !(self.line.is_empty() || self.line.ends_with(' ')) {
                self.line.push(c);
            }
        }
    }

    fn flush(&mut self) {
        let line = self.line.trim_end();
        if !line.is_empty() {
            let lines = line
                .split('\n')
                .map(|line| format!("{}{}{line}\n", "  ".repeat(self.indent), self.prefix));
            let lines: String = lines.collect();
            self.out.push_str(&lines);
            self.prefix = " ".repeat(self.prefix.chars().count());
        }
        self.line.clear();
    }

    /// A block: its own lines, each begun like this.
    fn block(&mut self, prefix: &str, element: &Element) {
        self.flush();
        let before = std::mem::replace(&mut self.prefix, prefix.to_owned());
        self.anchor(element);
        self.children(element);
        self.flush();
        self.prefix = before;
    }

    fn anchor(&mut self, element: &Element) {
        if let Some(id) = element.attribute("id") {
            self.line.push_str(&format!("{{#{id}}} "));
        }
    }

    fn wrapped(&mut self, open: &str, element: &Element, close: &str) {
        self.line.push_str(open);
        self.children(element);
        self.line.push_str(close);
    }

    fn element(&mut self, element: &Element) {
        match element.name.as_str() {
            "nav" | "header" | "footer"
                if !self.around && !element.has_class("page-head") && !element.has_class("turn") => {}
            "script" => {}
            // Drawings have snapshots of their own: the files of the site.
            "svg" => self.line.push_str("<drawing>"),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.out.push('\n');
                let level = usize::from(element.name.as_bytes()[1] - b'0');
                self.block(&format!("{} ", "#".repeat(level)), element);
            }
            "li" => {
                let indent = self.indent;
                self.block("- ", element);
                self.indent = indent;
            }
            "ul" | "ol" => {
                self.flush();
                let before = (self.indent, std::mem::take(&mut self.prefix));
                // A list in a list stands further in.
                self.indent += usize::from(!before.1.is_empty());
                self.children(element);
                self.flush();
                (self.indent, self.prefix) = before;
            }
            "tr" => self.block("| ", element),
            "td" | "th" => {
                self.children(element);
                self.line.push_str(" | ");
            }
            "caption" => self.block("Table: ", element),
            "dt" => {
                self.flush();
                self.wrapped("", element, ": ");
            }
            "blockquote" => self.block("> ", element),
            "pre" => {
                self.verbatim = true;
                self.block("    ", element);
                self.verbatim = false;
            }
            "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "dl" | "table" | "thead"
            | "tbody" | "details" | "summary" | "figure" | "figcaption" | "hr" => {
                let prefix = self.prefix.clone();
                self.block(&prefix, element);
            }
            "br" => self.line.push_str(" / "),
            "code" if !self.verbatim => self.wrapped("`", element, "`"),
            "em" => self.wrapped("*", element, "*"),
            "strong" => self.wrapped("**", element, "**"),
            "sup" => {
                self.line.push('^');
                self.anchor(element);
                self.children(element);
            }
            "abbr" => {
                self.children(element);
                self.line
                    .push_str(&format!("{{{}}}", element.attribute("title").unwrap_or_default()));
            }
            "img" => {
                let attribute = |name| element.attribute(name).unwrap_or_default();
                self.line
                    .push_str(&format!("![{}]({})", attribute("alt"), attribute("src")));
            }
            "a" => {
                self.line.push('[');
                self.children(element);
                let href = element.attribute("href").unwrap_or_default();
                let title = element
                    .attribute("title")
                    .map(|t| format!(" {t:?}"))
                    .unwrap_or_default();
                self.line.push_str(&format!("]({href}{title})"));
            }
            "span" if element.has_class("badge") => self.wrapped("<", element, ">"),
            _ => self.children(element),
        }
    }
}
