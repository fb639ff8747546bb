//! Headings that make no outline.

use super::page::Page;
use super::{Fault, Site};
use crate::diagnostic::{Code, Severity};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB803"),
    name: "heading-out-of-order",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "the headings of a page leave out a level, or it has not just one of the first level, at its head",
    rationale: "Those who go from heading to heading by ear take what stands below a left-out level for a part of something \
                else.",
    fix: "Use `##` below the title, `###` below that, and so on; give each page one title.",
    bad: &[(
        "content/chapters/plain.md",
        "# Plain\n\n## Care\n\n#### Doses\n\nAs the label says.\n",
    )],
    good: &[(
        "content/chapters/plain.md",
        "# Plain\n\n## Care\n\n### Doses\n\nAs the label says.\n",
    )],
    check: Check::Pages(check),
};

fn check(site: &Site, faults: &mut Vec<Fault>) {
    for page in &site.pages {
        of_page(page, faults);
    }
}

fn of_page(page: &Page, faults: &mut Vec<Fault>) {
    let mut fault = |what: String, heading: &str| {
        faults.push(Fault {
            code: RULE.code,
            path: page.path.clone(),
            same: what.clone(),
            what,
            label: "out of order",
            written: heading.to_owned(),
            help: "let each heading be at most one level below the one before it".to_owned(),
        });
    };
    let mut last = 0;
    for heading in &page.headings {
        let (level, text) = (
            heading.level,
            heading.text.split_whitespace().collect::<Vec<_>>().join(" "),
        );
        if text.is_empty() {
            fault(format!("an `<h{level}>` is empty"), "");
        }
        if last == 0 && level > 1 {
            fault(format!("an `<h{level}>` comes before the title: `{text}`"), &text);
        } else if last > 0 && level == 1 {
            fault(format!("a second `<h1>` follows the title: `{text}`"), &text);
        } else if level > last + 1 {
            fault(format!("an `<h{level}>` follows an `<h{last}>`: `{text}`"), &text);
        }
        last = level;
    }
    if last == 0 {
        fault("there is no heading at all".to_owned(), "");
    }
}
