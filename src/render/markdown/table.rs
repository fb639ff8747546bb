//! Tables, which on narrow screens scroll by themselves.

use pulldown_cmark::Alignment;

use super::escape;

/// The table around: how its columns are aligned, and the cell that is next.
#[derive(Default)]
pub struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    head: bool,
}

impl Table {
    /// Begins a table that readers of screens know by this name.
    pub fn begin(&mut self, alignments: Vec<Alignment>, name: &str) -> String {
        self.alignments = alignments;
        let name = escape(name);
        format!("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{name}\"><table>\n")
    }

    pub fn begin_head(&mut self) -> &'static str {
        self.head = true;
        self.cell = 0;
        "<thead><tr>"
    }

    pub fn begin_row(&mut self) -> &'static str {
        self.cell = 0;
        "<tr>"
    }

    pub fn begin_cell(&self) -> String {
        let align = match self.alignments.get(self.cell) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        if self.head {
            format!("<th scope=\"col\"{align}>")
        } else {
            format!("<td{align}>")
        }
    }

    pub fn end_cell(&mut self) -> &'static str {
        self.cell += 1;
        if self.head { "</th>" } else { "</td>" }
    }

    pub fn end_row(&self) -> &'static str {
        "</tr>\n"
    }

    pub fn end_head(&mut self) -> &'static str {
        self.head = false;
        "</tr></thead><tbody>\n"
    }

    pub fn end(&self) -> &'static str {
        "</tbody></table></div>\n"
    }
}
