//! A place of a page while it is read: its words as they come, in lines and cells, without what is left out between them.

/// What stands between the cells of a row.
pub const BETWEEN_CELLS: &str = " · ";

/// What stands between the name of a fact or of a column and its value.
pub const BEHIND_NAME: &str = ": ";

/// A place that is open.
#[derive(Debug, Default)]
pub struct Open {
    pub name: String,
    /// Elements of that name within it that are no places.
    pub inner: usize,
    pub anchor: Option<String>,
    /// It is the heading of a group of rows.
    pub is_group: bool,
    /// How many cells of it have begun.
    cell: usize,
    pub text: String,
    /// How many bytes of it are links to other pages.
    pub linked: usize,
    /// How many bytes of lines were left out.
    pub left_out: usize,
    /// Where its last line begins, and how many bytes before it are links.
    line: (usize, usize),
    /// What stands before the next word.
    before: String,
    /// Something was left out since the last word.
    pub has_gap: bool,
}

impl Open {
    pub fn new(name: String, anchor: Option<String>, is_group: bool) -> Self {
        Self {
            name,
            anchor,
            is_group,
            ..Self::default()
        }
    }

    /// Adds words as they are written in the page.
    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                if self.before.is_empty() {
                    self.before.push(' ');
                }
                continue;
            }
            // A full stop behind what was left out belongs to the word before it.
            let is_end = self.has_gap && self.before == " " && ".,;:)".contains(c);
            if !is_end && !self.text.is_empty() {
                self.text.push_str(&self.before);
            }
            // Two numbers never become one.
            let meet = self.text.ends_with(char::is_alphanumeric) && c.is_alphanumeric();
            if self.has_gap && self.before.is_empty() && meet {
                self.text.push(' ');
            }
            self.before.clear();
            self.has_gap = false;
            self.text.push(c);
        }
    }

    /// Ends a line. Lines below the first that are links and little else say what the place is about or rests on, and nothing
    /// of their own.
    pub fn end_line(&mut self) {
        let (begin, linked) = self.line;
        let long = self.text.len() - begin;
        if begin > 0 && (self.linked - linked) * 2 > long {
            self.text.truncate(begin);
            self.left_out += long;
        }
        self.line = (self.text.len(), self.linked);
        self.part("\n");
    }

    /// Puts something before the next word, in the place of a space.
    pub fn part(&mut self, by: &str) {
        by.clone_into(&mut self.before);
    }

    /// The cells of a row are told by their columns, but for the first, which says what the row is about.
    pub fn begin_cell(&mut self, columns: &[String]) {
        let column = columns.get(self.cell).filter(|name| self.cell > 0 && !name.is_empty());
        let name = column.map(|name| [name, BEHIND_NAME].concat()).unwrap_or_default();
        self.part(&[BETWEEN_CELLS, &name].concat());
        self.cell += 1;
    }
}
