//! The documentation of the rules, made of the rules themselves.

use std::fmt::Write;

use super::{RULES, Rule};

/// One line for each rule.
pub fn list() -> String {
    RULES
        .iter()
        .map(|rule| {
            format!(
                "{}  {:<24} {:<8} {}\n",
                rule.code.0,
                rule.name,
                rule.severity.name(),
                rule.summary
            )
        })
        .collect()
}

/// The documentation of a rule, as Markdown.
pub fn explain(rule: &Rule) -> String {
    let mut out = format!("# {} {} ({})\n\n", rule.code.0, rule.name, rule.severity.name());
    // Writing to a string cannot fail.
    let _ = writeln!(out, "Fires when {}.\n", rule.summary);
    let _ = writeln!(out, "Why it matters: {}\n", rule.rationale);
    let _ = writeln!(out, "What to do: {}", rule.fix);
    if rule.may_be_accepted {
        let _ = writeln!(
            out,
            "\nWhere a source really prints it so, the record may say \
             `accept = [{{ rule = \"{}\", field = \"…\", because = \"…\" }}]`; readers see the reason.",
            rule.code.0
        );
    }
    for (heading, example) in [("Fires", rule.bad), ("Does not fire", rule.good)] {
        if example.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{heading}:");
        for (path, text) in example {
            let _ = writeln!(out, "\n    # {path}");
            for line in text.lines() {
                let _ = writeln!(out, "{}", format!("    {line}").trim_end());
            }
        }
    }
    out
}

/// The reference of all rules: `docs/rules.md`.
pub fn reference() -> String {
    let mut out = "# Rules\n\n".to_owned();
    out.push_str("What `sourcebook check` finds. Each section is what `sourcebook explain` says of the rule.\n");
    out.push_str(
        "This file is made by `SNAPSHOTS=overwrite cargo test --test rules`; edit the rules in `src/rules/`.\n",
    );
    for rule in RULES {
        // Headings of rules stand below the one above.
        let _ = write!(out, "\n#{}", explain(rule));
    }
    out
}
