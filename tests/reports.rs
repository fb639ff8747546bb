//! Reports: what each format makes of a plain handbook and of one whose texts try to be something else.
//!
//! What is expected stands in `tests/reports/`; `SNAPSHOTS=overwrite cargo test --test reports` writes it.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use quick_junit::{TestCaseStatus, TestSuite};
use serde_json::Value;
use snapbox::data::DataFormat;
use snapbox::{Assert, Data, IntoData};
use sourcebook::handbook::Handbook;
use sourcebook::read::Sources;
use sourcebook::rules::report::{Format, Report};
use support::memory::handbook;
use support::repository;

/// A trial with an estimate that stands outside of its interval, which it accepts, and one that it does not.
const TRIAL: &str = r#"name = "SAMPLE"
design = "randomised"
accept = [{ rule = "SB301", field = "outcomes.a", because = "The paper *really* prints this." }]
[[arms]]
id = "pump"
role = "experimental"
[[arms]]
id = "usual"
role = "control"
[[outcomes]]
id = "a"
name = "Outcome a"
time = "30 d"
primary = true
effect = { measure = "HR", estimate = 0.50, ci = [0.55, 0.99], compares = ["pump", "usual"] }
[[outcomes]]
id = "b"
name = "Outcome b"
time = "30 d"
effect = { measure = "HR", estimate = 1.20, ci = [0.55, 0.99], compares = ["pump", "usual"] }
"#;

/// A plain handbook with an error, an accepted one and two warnings.
fn plain() -> Sources {
    handbook([
        ("content/trials/sample.toml", TRIAL),
        (
            "content/chapters/all.md",
            "# All\n\nSee [it](trial:sample).\n\nA note.\n\n[^lost]: Nothing leads here.\n",
        ),
        ("content/conditions/lonely.toml", "name = \"Lonely\"\n"),
    ])
}

/// One whose names, keys and texts are commands, mark-up and signs of all sorts.
fn hostile() -> Sources {
    handbook([
        (
            "content/trials/sample.toml",
            "name = \"😀 ]]> <b>\"\ndesign = \"randomised\"\n\
             \"x\\n::error file=a::b%0A\\u0007\" = 1\n\
             \"]]></failure><x>&amp;\" = 1\n\
             summary = \"😀 [link](http://evil.example) [it](trial:lo,st:x%0Ay)\"\n\
             about = [\"condition:😀\", \"condition:a,b:c\"]\n",
        ),
        (
            "content/SUMMARY.md",
            "- [All](chapters/all.md)\n- [Ü](chapters/Übersicht,1.md)\n",
        ),
        ("content/chapters/odd, 100%: [x](y).md", "# Odd\n"),
        (
            "content/chapters/Übersicht,1.md",
            "# T\n\n😀 [a](trial:none)\n\n<b onclick=\"x\">&\n",
        ),
        (
            "content/chapters/all.md",
            "# All\n\n[](trial:sample#\u{202e}x) [@no, p. %0A]\n",
        ),
    ])
}

/// What is said of a handbook in one format.
fn said(sources: &Sources, format: Format) -> String {
    let (handbook, found) = Handbook::new(sources);
    let accepted = handbook.map(|handbook| handbook.accepted).unwrap_or_default();
    let report = Report {
        accepted: &accepted,
        folder: "wards/one/",
        ..Report::new(sources, &found)
    };
    report.text(format, false)
}

fn parsed(sources: &Sources) -> Value {
    serde_json::from_str(&said(sources, Format::Sarif)).expect("it is JSON")
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().expect("a run has results")
}

#[test]
fn each_format_is_as_it_was() {
    let formats = [
        (Format::Human, "human"),
        (Format::Short, "short"),
        (Format::Json, "json"),
        (Format::Sarif, "sarif"),
        (Format::Junit, "junit"),
        (Format::Github, "github"),
    ];
    let mut differ = Vec::new();
    for (name, sources) in [("plain", plain()), ("hostile", hostile())] {
        for (format, ending) in formats {
            let said = without_registry(&said(&sources, format), format);
            let path = repository().join(format!("tests/reports/{name}.{ending}.txt"));
            let expected = Data::read_from(&path, Some(DataFormat::Text)).raw();
            let compared =
                Assert::new()
                    .action_env("SNAPSHOTS")
                    .try_eq(Some(&path.display()), said.into_data(), expected);
            differ.extend(compared.err().map(|error| error.to_string()));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// Without what another rule or another word in its documentation would change.
fn without_registry(said: &str, format: Format) -> String {
    match format {
        Format::Sarif => {
            let mut log: Value = serde_json::from_str(said).expect("it is JSON");
            for rule in log["runs"][0]["tool"]["driver"]["rules"]
                .as_array_mut()
                .expect("a list")
            {
                *rule = rule["id"].clone();
            }
            format!("{log:#}\n")
        }
        Format::Junit => said
            .split_inclusive('\n')
            .filter(|line| !line.trim_end().ends_with("/>") && !line.contains("<testsuite"))
            .collect(),
        _ => said.to_owned(),
    }
}

#[test]
fn sarif_is_valid_by_its_schema() {
    // A bracket without its fellow is none for all readers of patterns.
    let schema = include_str!("reports/sarif-schema-2.1.0.json").replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&schema).expect("it is JSON");
    let validator = jsonschema::draft7::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("it is a schema");
    for sources in [plain(), hostile(), handbook([])] {
        let log = parsed(&sources);
        let faults: Vec<String> = validator
            .iter_errors(&log)
            .map(|e| format!("{}: {e}", e.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// Columns count UTF-16 code units, as the run says: before the fault stands a character of two.
#[test]
fn sarif_counts_columns_as_it_says() {
    let log = parsed(&hostile());
    assert_eq!(log["runs"][0]["columnKind"], "utf16CodeUnits");
    let in_chapter = |result: &&Value| {
        let at = &result["locations"][0]["physicalLocation"];
        let uri = at["artifactLocation"]["uri"].as_str().unwrap_or_default();
        uri.contains("%C3%9Cbersicht") && at["region"]["startLine"] == 3
    };
    let result = results(&log).iter().find(in_chapter).expect("the link is reported");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    // `😀 [a](trial:none)`: the face is two units, so that what follows it and a space is in the fourth column or later.
    let start = region["startColumn"].as_u64().expect("a number");
    let line: Vec<u16> = "😀 [a](trial:none)".encode_utf16().collect();
    let end = region["endColumn"].as_u64().expect("a number");
    let marked = &line[usize::try_from(start - 1).unwrap()..usize::try_from(end - 1).unwrap()];
    let marked = String::from_utf16(marked).expect("whole characters");
    assert!(marked.contains("trial:none"), "{marked}");
}

#[test]
fn sarif_says_what_is_accepted_and_why() {
    let log = parsed(&plain());
    let suppressed: Vec<&Value> = results(&log)
        .iter()
        .filter(|result| !result["suppressions"].as_array().expect("a list").is_empty())
        .collect();
    let [suppressed] = suppressed.as_slice() else {
        panic!("one is accepted: {suppressed:?}")
    };
    assert_eq!(suppressed["ruleId"], "SB301");
    assert_eq!(
        suppressed["suppressions"][0]["justification"],
        "The paper *really* prints this."
    );
    assert_eq!(suppressed["suppressions"][0]["status"], "accepted");
}

#[test]
fn sarif_names_every_rule_that_found_something_with_its_help() {
    let log = parsed(&plain());
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a list");
    for result in results(&log) {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().expect("an index")).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let help = rule["help"]["markdown"].as_str().expect("help");
        assert!(help.contains("What to do: "), "{help}");
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str();
        assert!(uri.is_some_and(|uri| uri.starts_with("wards/one/content/")), "{uri:?}");
    }
}

/// No text of content becomes a link in a message.
#[test]
fn sarif_has_no_links_in_messages() {
    let log = parsed(&hostile()).to_string();
    assert!(!log.contains("](http"), "{log}");
}

/// Fingerprints stay when lines move, and tell faults apart.
#[test]
fn fingerprints_survive_moved_lines() {
    let fingerprints = |sources: &Sources| -> Vec<String> {
        let log = parsed(sources);
        let of = |result: &Value| {
            result["partialFingerprints"]["sourcebook/v1"]
                .as_str()
                .map(str::to_owned)
        };
        results(&log)
            .iter()
            .map(|result| of(result).expect("it has one"))
            .collect()
    };
    let moved = format!("# A line.\n\n{TRIAL}");
    let several = "# All\n\n[](trial:none)\n\n[](trial:none)\n\n[](trial:sample)\n";
    let before = fingerprints(&handbook([
        ("content/trials/sample.toml", TRIAL),
        ("content/chapters/all.md", several),
    ]));
    let after = fingerprints(&handbook([
        ("content/trials/sample.toml", moved.as_str()),
        (
            "content/chapters/all.md",
            &several.replace("# All\n", "# All\n\nWords.\n"),
        ),
    ]));
    assert!(before.len() > 3, "{before:?}");
    assert_eq!(before, after);
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len(), "{before:?}");
}

#[test]
fn junit_is_read_back_by_its_library() {
    for sources in [plain(), hostile()] {
        let xml = said(&sources, Format::Junit);
        let report = quick_junit::Report::deserialize_from_str(&xml).expect("it is JUnit");
        let mut names = BTreeSet::new();
        for case in report
            .test_suites
            .iter()
            .flat_map(|suite: &TestSuite| &suite.test_cases)
        {
            assert!(
                names.insert(case.name.as_str().to_owned()),
                "{} is there twice",
                case.name.as_str()
            );
            assert!(case.time.is_none() && case.timestamp.is_none(), "a report has no day");
        }
        let (_, found) = Handbook::new(&sources);
        let errors = found
            .iter()
            .filter(|d| d.severity == sourcebook::diagnostic::Severity::Error)
            .count();
        assert_eq!(report.failures == 0, errors == 0, "{xml}");
    }
    let (_, found) = Handbook::new(&plain());
    let sources = plain();
    let mut report = Report::new(&sources, &found);
    let failures = |report: &Report<'_>| {
        let xml = report.text(Format::Junit, false);
        quick_junit::Report::deserialize_from_str(&xml)
            .expect("it is JUnit")
            .failures
    };
    let lax = failures(&report);
    report.strict = true;
    assert!(failures(&report) > lax, "warnings fail under --strict");
}

/// Pages are not made by `check`, so no test says that they are fine.
#[test]
fn junit_says_only_what_was_looked_for() {
    let sources = plain();
    let mut report = Report::new(&sources, &[]);
    let passed = |report: &Report<'_>| {
        let xml = report.text(Format::Junit, false);
        let read = quick_junit::Report::deserialize_from_str(&xml).expect("it is JUnit");
        let cases = read.test_suites.into_iter().flat_map(|suite| suite.test_cases);
        let passed = cases.filter(|case| matches!(case.status, TestCaseStatus::Success { .. }));
        passed.map(|case| case.name.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert!(passed(&report).iter().all(|name| !name.starts_with("SB8")));
    report.has_pages = true;
    assert!(passed(&report).iter().any(|name| name.starts_with("SB8")));
}

/// A workflow command as the runner reads it.
fn command(line: &str) -> (String, BTreeMap<String, String>, String) {
    let rest = line.strip_prefix("::").unwrap_or_else(|| panic!("no command: {line}"));
    let (head, data) = rest.split_once("::").expect("a command has two pairs of colons");
    let (name, properties) = head.split_once(' ').expect("a command has properties");
    let plain = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    let properties = properties.split(',').map(|property| {
        let (key, value) = property.split_once('=').expect("a property has a value");
        (key.to_owned(), plain(value))
    });
    (name.to_owned(), properties.collect(), plain(data))
}

#[test]
fn workflow_commands_say_what_was_found_and_no_more() {
    for sources in [plain(), hostile()] {
        let (_, found) = Handbook::new(&sources);
        let text = said(&sources, Format::Github);
        let commands: Vec<_> = text.lines().map(command).collect();
        assert_eq!(commands.len(), found.len(), "{text}");
        let order = |name: &str| ["error", "warning", "notice"].iter().position(|known| *known == name);
        assert!(commands.is_sorted_by_key(|(name, ..)| order(name).expect("a known command")));
        for (_, properties, message) in &commands {
            let known = ["col", "endColumn", "endLine", "file", "line", "title"];
            assert!(
                properties.keys().all(|key| known.contains(&key.as_str())),
                "{properties:?}"
            );
            assert!(properties["file"].starts_with("wards/one/"), "{properties:?}");
            assert!(properties["title"].starts_with("SB"), "{properties:?}");
            assert!(!message.chars().any(|c| c.is_control() && c != '\n'), "{message:?}");
        }
    }
}

/// Every line of JSON says its version, and has every field that the documentation names, and no other.
#[test]
fn json_has_the_fields_that_its_documentation_names() {
    let docs = std::fs::read_to_string(repository().join("docs/reports.md")).expect("it is there");
    let table = docs.split("## JSON").nth(1).and_then(|rest| rest.split("\n## ").next());
    let rows = table
        .expect("it has a part on JSON")
        .lines()
        .filter_map(|line| line.strip_prefix("| `"));
    let documented: BTreeSet<&str> = rows.filter_map(|row| row.split('`').next()).collect();
    let mut accepted = 0;
    for sources in [plain(), hostile()] {
        for line in said(&sources, Format::Json).lines() {
            let line: Value = serde_json::from_str(line).expect("each line is JSON");
            let line = line.as_object().expect("each line is an object");
            assert_eq!(line["version"], 1);
            accepted += usize::from(line["status"] == "accepted");
            assert_eq!(line.keys().map(String::as_str).collect::<BTreeSet<_>>(), documented);
        }
    }
    assert_eq!(accepted, 1);
}
