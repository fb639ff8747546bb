//! The documentation of the rules, made of the rules themselves.

use std::fmt::Write;

use super::family::{FAMILIES, Family};
use super::{Check, Rule};

/// One line for each rule, by family.
pub fn list() -> String {
    let mut out = String::new();
    for (family, rules) in families() {
        let space = if out.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{space}{}xx {}: {}", family.prefix, family.title, family.finds);
        for rule in rules {
            let (code, name, severity) = (rule.code.0, rule.name, rule.severity.name());
            let _ = writeln!(out, "{code}  {name:<28} {severity:<8} {}", rule.summary);
        }
    }
    out
}

/// The families that have rules, each with them.
fn families() -> impl Iterator<Item = (&'static Family, Vec<&'static Rule>)> {
    let all = FAMILIES
        .iter()
        .map(|family| (family, family.rules().collect::<Vec<_>>()));
    all.filter(|(_, rules)| !rules.is_empty())
}

/// The documentation of a rule, as Markdown.
pub fn explain(rule: &Rule) -> String {
    let mut out = format!("# {}\n\n", title(rule));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "Fires when {}.\n", rule.summary);
    let _ = writeln!(out, "Why it matters: {}\n", rule.rationale);
    let _ = writeln!(out, "What to do: {}", rule.fix);
    if matches!(rule.check, Check::Pages(_)) {
        let _ = writeln!(
            out,
            "\n`build` looks for it in the pages that it has made; `check` makes none."
        );
    }
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

fn title(rule: &Rule) -> String {
    format!("{} {} ({})", rule.code.0, rule.name, rule.severity.name())
}

/// The reference of all rules: `docs/rules.md`.
pub fn reference() -> String {
    let mut out = "# Rules\n\n".to_owned();
    out.push_str("What `sourcebook check` finds. Each section is what `sourcebook explain` says of the rule.\n");
    out.push_str(
        "This file is made by `SNAPSHOTS=overwrite cargo test --test rules`; edit the rules in `src/rules/`.\n",
    );
    for (family, rules) in families() {
        let _ = write!(
            out,
            "\n## {}xx {}\n\nFinds {}.\n",
            family.prefix, family.title, family.finds
        );
        for rule in rules {
            // Headings of rules stand below that of their family.
            let _ = write!(out, "\n##{}", explain(rule));
        }
    }
    out
}

/// Where the reference has a rule, in the repository that has the program; none where that has no address.
pub fn address(repository: &str, rule: &Rule) -> Option<String> {
    let anchor: String = title(rule)
        .chars()
        .filter(|c| c.is_alphanumeric() || [' ', '-'].contains(c))
        .map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() })
        .collect();
    let repository = repository.trim_end_matches('/');
    (!repository.is_empty()).then(|| format!("{repository}/blob/main/docs/rules.md#{anchor}"))
}

/// The name of a rule as words, for readers who have never seen it: `reversed-range` is "Reversed range".
pub fn in_words(rule: &Rule) -> String {
    capitalised(&rule.name.replace('-', " "))
}

/// With a capital at its head.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn the_address_of_a_rule_is_that_of_its_heading() {
        let rule = crate::rules::find("SB101").expect("it is there");
        let address = address("https://example.org/sourcebook/", rule);
        let expected = "https://example.org/sourcebook/blob/main/docs/rules.md#sb101-unknown-reference-error";
        assert_eq!(address.as_deref(), Some(expected));
        assert_eq!(super::address("", rule), None);
    }

    #[test]
    fn every_rule_has_one_family() {
        for rule in RULES {
            assert_eq!(
                FAMILIES.iter().filter(|family| family.has(rule)).count(),
                1,
                "{}",
                rule.name
            );
        }
    }
}
