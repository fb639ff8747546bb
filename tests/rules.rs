//! The rules: what each finds, its own examples, the registry as a table, and the reference made of it.
//!
//! A case is two files, `tests/rules/<rule>/<name>.case` and `.txt`; `SNAPSHOTS=overwrite cargo test` writes the second.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use snapbox::data::DataFormat;
use snapbox::{Assert, Data, IntoData};
use sourcebook::diagnostic::Diagnostic;
use sourcebook::read::Sources;
use sourcebook::rules::{Check, RULES, Rule, docs};
use support::cases::cases;
use support::memory::{found, found_by, handbook, human};
use support::{files_below, repository};

/// Nothing where the text is what its file says; else how they differ.
fn difference(actual: String, expected: &Path) -> Option<String> {
    let name = expected.strip_prefix(repository()).unwrap_or(expected).display();
    let expected = Data::read_from(expected, Some(DataFormat::Text)).raw();
    Assert::new()
        .action_env("SNAPSHOTS")
        .try_eq(Some(&name), actual.into_data(), expected)
        .err()
        .map(|e| e.to_string())
}

#[test]
fn every_case_is_reported_as_it_should_be() {
    let differences: Vec<String> = cases()
        .iter()
        .filter_map(|case| difference(human(&case.sources(), &case.found()), &case.expected()))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_rule_has_a_case_that_fires_and_one_that_does_not() {
    let cases = cases();
    for rule in RULES.iter().filter(|rule| !only_on_disk(rule)) {
        let mut codes = cases
            .iter()
            .filter(|case| case.rule == rule.name)
            .map(|case| codes(&case.found()));
        assert!(
            codes.clone().any(|codes| codes.contains(rule.code.0)),
            "{} has no case that fires",
            rule.name
        );
        assert!(codes.any(|codes| codes.is_empty()), "{} has no quiet case", rule.name);
    }
}

#[test]
fn every_folder_of_cases_is_a_rule_and_every_report_has_its_case() {
    let cases = repository().join("tests/rules");
    for path in files_below(&cases).into_keys().map(|path| cases.join(path)) {
        let folder = path
            .parent()
            .and_then(Path::file_name)
            .expect("cases stand in folders")
            .to_string_lossy();
        assert!(
            RULES.iter().any(|rule| rule.name == folder),
            "no rule is called {folder}"
        );
        let on_disk = RULES.iter().any(|rule| rule.name == folder && only_on_disk(rule));
        assert!(
            on_disk || path.with_extension("case").exists(),
            "{} has no case",
            path.display()
        );
    }
}

#[test]
fn a_rule_finds_just_its_own_fault_in_its_bad_example_and_none_in_the_good() {
    for rule in RULES.iter().filter(|rule| !only_on_disk(rule)) {
        let sources = |example: &[(&'static str, &'static str)]| handbook(example.iter().copied());
        let bad = sources(rule.bad);
        assert_eq!(
            codes(&found_by(rule, &bad)),
            BTreeSet::from([rule.code.0]),
            "the bad example of {} gives:\n{}",
            rule.name,
            human(&bad, &found_by(rule, &bad))
        );
        let good = sources(rule.good);
        let found = found_by(rule, &good);
        assert_eq!(human(&good, &found), "", "the good example of {}", rule.name);
    }
}

fn codes(found: &[Diagnostic]) -> BTreeSet<&'static str> {
    found.iter().map(|d| d.code.0).collect()
}

/// Whether a rule can only be shown with real files.
fn only_on_disk(rule: &Rule) -> bool {
    rule.bad.is_empty()
}

#[test]
fn codes_are_unique_and_in_order() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code.0).collect();
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(codes, sorted);
    for code in codes {
        let digits = code.strip_prefix("SB").unwrap_or_default();
        assert!(
            digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()),
            "{code}"
        );
    }
}

#[test]
fn names_are_unique_and_kebab_case() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    for name in names {
        assert!(
            name.split('-')
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase())),
            "{name}"
        );
    }
}

#[test]
fn every_rule_is_a_file_of_its_own_name_and_every_such_file_is_a_rule() {
    let mut files = BTreeSet::new();
    for (path, text) in files_below(&repository().join("src/rules")) {
        let (path, text) = (Path::new(&path), String::from_utf8(text).unwrap());
        if !text.contains("pub static RULE: Rule") {
            continue;
        }
        let stem = path.file_stem().unwrap().to_string_lossy().replace('_', "-");
        let name = text.split("name: \"").nth(1).and_then(|rest| rest.split('"').next());
        assert_eq!(name, Some(stem.as_str()), "{}", path.display());
        files.insert(stem);
    }
    let registered: BTreeSet<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(files, registered);
}

#[test]
fn what_rules_say_of_themselves_is_written_alike() {
    for rule in RULES {
        let Rule {
            name,
            summary,
            rationale,
            fix,
            ..
        } = rule;
        assert!(
            !summary.starts_with(char::is_uppercase) && !summary.ends_with('.') && !summary.contains('\n'),
            "the summary of {name} is lower case, on one line, without a full stop: {summary}"
        );
        for sentence in [rationale, fix] {
            let full = sentence.starts_with(|c: char| c.is_uppercase()) && sentence.ends_with('.');
            assert!(full, "{name} says in full sentences: {sentence}");
        }
    }
}

/// The codes that reading uses belong to rules that say so, and the other way round.
#[test]
fn every_code_of_reading_has_its_rule() {
    let text = fs::read_to_string(repository().join("src/diagnostic.rs")).unwrap();
    let constants: BTreeSet<&str> = text
        .split("Code = Code(\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(!constants.is_empty());
    for code in &constants {
        assert!(RULES.iter().any(|rule| rule.code.0 == *code), "{code} has no rule");
    }
    for rule in RULES.iter().filter(|rule| matches!(rule.check, Check::WhileReading)) {
        assert!(constants.contains(rule.code.0), "{} is found by nobody", rule.name);
    }
}

/// Diagnostics of a rule are as grave as it says, but for those that it softens by itself.
#[test]
fn no_fault_is_graver_than_its_rule() {
    for case in cases() {
        for diagnostic in case.found() {
            let rule = RULES
                .iter()
                .find(|rule| rule.code == diagnostic.code)
                .expect("every code has a rule");
            assert!(
                diagnostic.severity >= rule.severity,
                "{}: {}",
                rule.name,
                diagnostic.message
            );
        }
    }
}

#[test]
fn messages_are_written_alike() {
    for case in cases() {
        for diagnostic in case.found() {
            let Diagnostic {
                message, primary, help, ..
            } = &diagnostic;
            for text in [message, &primary.text].into_iter().chain(help) {
                let plain = !text.is_empty() && !text.ends_with('.') && !text.contains(['\n', '\r', '\t']);
                assert!(plain, "{}: {text:?}", case.path.display());
            }
            assert!(
                !message.starts_with(char::is_uppercase),
                "{}: {message}",
                case.path.display()
            );
        }
    }
}

/// What a span marks begins and ends between characters, in its file.
#[test]
fn places_are_in_their_files() {
    for case in cases() {
        let sources = case.sources();
        for diagnostic in case.found() {
            for label in [&diagnostic.primary].into_iter().chain(&diagnostic.related) {
                let text = &sources.file(label.span.file).text;
                assert!(
                    text.get(label.span.bytes.clone()).is_some(),
                    "{}: {}",
                    case.path.display(),
                    diagnostic.message
                );
            }
        }
    }
}

#[test]
fn the_rules_reference_is_up_to_date() {
    let stale = difference(docs::reference(), &repository().join("docs/rules.md"));
    assert!(stale.is_none(), "{}", stale.unwrap_or_default());
}

/// Files that cannot be taken in are said to be so, and nothing else is said on their account.
#[test]
#[cfg(unix)]
fn files_that_cannot_be_taken_in_are_reported_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let outside = root.join("outside.toml");
    let put = |path: &str, bytes: &[u8]| {
        let path = root.join("handbook").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let link = |path: &str| std::os::unix::fs::symlink(&outside, root.join("handbook").join(path)).unwrap();
    fs::write(&outside, "name = \"SECRET\"\n").unwrap();
    let sources = handbook([]);
    for (_, file) in sources.iter() {
        put(&file.path, file.text.as_bytes());
    }
    put("content/chapters/plain.md", b"# Plain\n\nSee [](trial:latin#sample_size), [one](trial:linked), [two](trial:large), [three](latin.md), [four](condition:lonely), [@sample2020], [](abbr:XYZ).\n\n![A picture](linked.png)\n");
    put(
        "content/SUMMARY.md",
        b"- [All](chapters/all.md)\n- [Plain](chapters/plain.md)\n- [Latin](chapters/latin.md)\n",
    );
    put("content/chapters/latin.md", b"# Caf\xe9\n");
    put("content/trials/latin.toml", b"name = \"Caf\xe9\"\n");
    put("content/trials/large.toml", &vec![b'#'; 16 * 1024 * 1024 + 1]);
    put("content/conditions/lonely.toml", b"name = \"Lonely\"\n");
    put(
        "content/references.bib",
        b"@article{sample2020, title = {Caf\xe9}, year = {2020}}\n",
    );
    put("content/abbreviations.toml", b"[XYZ]\nmeans = \"Caf\xe9\"\n");
    link("content/trials/linked.toml");
    link("content/chapters/linked.png");
    std::os::unix::fs::symlink(root, root.join("handbook/content/studies")).unwrap();
    // Editors' and systems' own files are no content.
    put("content/trials/.hidden.toml", b"\xff");
    put("content/trials/backup.toml~", b"\xff");

    let sources = Sources::load(&root.join("handbook")).unwrap();
    let expected = repository().join("tests/rules/unreadable-file/on-disk.txt");
    let different = difference(human(&sources, &found(&sources)), &expected);
    assert!(different.is_none(), "{}", different.unwrap_or_default());
    let texts: Vec<&str> = sources.iter().map(|(_, file)| &*file.text).collect();
    assert!(!texts.concat().contains("SECRET"));
}
