//! An image that says nothing to those who do not see it.

use super::{Fault, Site};
use crate::diagnostic::{Code, Severity};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB802"),
    name: "missing-text-alternative",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "an image or drawing of a page has no words for those who cannot see it",
    rationale: "A screen reader says nothing of it, or spells its file's name; where the image carries a dose or a \
                threshold, that reader does not get it.",
    fix: "Describe it: `![What it shows](image.png)` in a text, `alt=\"…\"` in a template, and `alt=\"\"` where it is \
          ornament.",
    bad: &[
        ("content/chapters/plain.md", "# Plain\n\n![](curve.png)\n"),
        ("content/chapters/curve.png", "the bytes of an image\n"),
    ],
    good: &[
        (
            "content/chapters/plain.md",
            "# Plain\n\n![The fever falls within a day](curve.png)\n",
        ),
        ("content/chapters/curve.png", "the bytes of an image\n"),
    ],
    check: Check::Pages(check),
};

fn check(site: &Site, faults: &mut Vec<Fault>) {
    for page in &site.pages {
        let without = page.wordless.iter().map(|image| {
            let name = image.shows.rsplit('/').next().unwrap_or_default();
            Fault {
                code: RULE.code,
                path: page.path.clone(),
                what: format!("`{}` has no text in its place", image.element),
                label: "says nothing of what it shows",
                same: format!("{} {name}", image.element.split(' ').next().unwrap_or_default()),
                written: name.to_owned(),
                help: "say in a few words what it shows".to_owned(),
            }
        });
        faults.extend(without);
    }
}
