//! A way that leads from a step to the same step.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::placed::element;
use crate::model::pathway::Pathway;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB414"),
    name: "step-to-itself",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a way of a step leads to the step itself",
    rationale: "Nothing is done in between, so the same question gets the same answer.",
    fix: "Lead to the step that was meant, or put what is done in between into a step of its own.",
    bad: &[(
        "content/pathways/sample.toml",
        concat!(
            "name = \"Sample\"\nstart = \"look\"\n[[steps]]\nid = \"look\"\nname = \"Look\"\n",
            "next = [{ to = \"look\", when = { text = \"Not sure\" } }, { to = \"act\" }]\n",
            "[[steps]]\nid = \"act\"\nname = \"Act\"\n",
        ),
    )],
    good: &[(
        "content/pathways/sample.toml",
        concat!(
            "name = \"Sample\"\nstart = \"look\"\n[[steps]]\nid = \"look\"\nname = \"Look\"\n",
            "next = [{ to = \"again\", when = { text = \"Not sure\" } }, { to = \"act\" }]\n",
            "[[steps]]\nid = \"again\"\nname = \"Wait an hour\"\nnext = [{ to = \"look\" }]\n",
            "[[steps]]\nid = \"act\"\nname = \"Act\"\n",
        ),
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Some(pathway) = record.as_kind::<Pathway>() else {
        return;
    };
    for (i, step) in pathway.steps.iter().enumerate() {
        let next = element(&KeyPath::default().key("steps"), i, Some(step.id.as_str())).key("next");
        let own = (step.next.iter().enumerate()).filter(|(_, branch)| branch.to.as_str() == step.id.as_str());
        found.extend(own.map(|(branch, _)| {
            let path = element(&next, branch, None).key("to");
            let message = format!("`{}` leads to itself", step.id);
            Diagnostic::error(RULE.code, record.span(&path), message, "the same step")
                .about(&record.id, &path)
                .help("lead to the step that was meant, or through a step that says what is done in between")
        }));
    }
}
