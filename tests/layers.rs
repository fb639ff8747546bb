//! What `ARCHITECTURE.md` and the brief say of the code in words, held against the files.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use support::{files_below, repository};

/// The stations in the order in which data goes through them, and those that each may use.
const LAYERS: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("kept", &[]),
    ("progress", &[]),
    ("read", &["diagnostic", "kept"]),
    ("words", &["diagnostic", "read"]),
    ("model", &["diagnostic", "kept", "read"]),
    ("logic", &["read", "model"]),
    ("index", &["diagnostic", "kept", "read", "model"]),
    ("ground", &["diagnostic", "kept", "progress", "read", "model", "index"]),
    (
        "ask",
        &["diagnostic", "kept", "read", "words", "model", "index", "ground"],
    ),
    (
        "rules",
        &[
            "diagnostic",
            "kept",
            "read",
            "words",
            "model",
            "logic",
            "index",
            "ground",
            "ask",
        ],
    ),
    (
        "view",
        &[
            "diagnostic",
            "read",
            "words",
            "model",
            "logic",
            "index",
            "ground",
            "ask",
        ],
    ),
    (
        "render",
        &[
            "diagnostic",
            "kept",
            "read",
            "words",
            "model",
            "index",
            "ground",
            "ask",
            "view",
        ],
    ),
    (
        "print",
        &[
            "diagnostic",
            "read",
            "words",
            "model",
            "index",
            "ground",
            "ask",
            "view",
            "render",
        ],
    ),
    ("author", &["diagnostic", "read", "model", "index", "ground"]),
    ("write", &["diagnostic"]),
    (
        "handbook",
        &[
            "diagnostic",
            "kept",
            "read",
            "words",
            "model",
            "index",
            "ground",
            "ask",
            "rules",
            "view",
            "render",
            "write",
        ],
    ),
    (
        "workspace",
        &["diagnostic", "read", "ask", "view", "render", "write", "handbook"],
    ),
    ("serve", &["diagnostic", "read", "rules", "render", "workspace"]),
    (
        "cli",
        &[
            "diagnostic",
            "progress",
            "read",
            "model",
            "index",
            "ground",
            "rules",
            "view",
            "render",
            "print",
            "author",
            "write",
            "handbook",
            "workspace",
            "serve",
        ],
    ),
];

const LONGEST: usize = 400;

/// Words of one disease. The program knows the shape of evidence, and no medicine.
const CONTENT: &[&str] = &[
    "cardiogenic",
    "lactate",
    "ecmo",
    "iabp",
    "impella",
    "microaxial",
    "norepinephrine",
    "dobutamine",
];
/// The same, where only this spelling is meant.
const CONTENT_AS_SPELT: &[&str] = &["SCAI", "DanGer"];

#[test]
fn modules_use_only_those_before_them() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(module) = module(&path) else { continue };
        for used in used(&path, &text) {
            let fine = used == module[0] || allowed[module[0].as_str()].contains(&used.as_str());
            if !fine {
                wrong.push(format!("{path} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_place_in_the_table() {
    let text = fs::read_to_string(repository().join("src/lib.rs")).unwrap();
    let modules: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let listed: BTreeSet<&str> = LAYERS.iter().map(|(module, _)| *module).collect();
    assert_eq!(modules, listed);
    for (i, (module, uses)) in LAYERS.iter().enumerate() {
        for used in *uses {
            assert!(
                LAYERS[..i].iter().any(|(before, _)| before == used),
                "{module} uses {used}, which comes later"
            );
        }
    }
}

#[test]
fn uses_are_read_as_the_compiler_reads_them() {
    let used = |path, text| used(path, text).into_iter().collect::<Vec<_>>();
    assert_eq!(
        used("src/view/a.rs", "use crate::{read, model::{Kind, rules}};"),
        ["model", "read"]
    );
    assert_eq!(
        used("src/view/a.rs", "use crate::\n    rules::find; // crate::cli"),
        ["rules"]
    );
    assert_eq!(used("src/view/a.rs", "super::super::cli::main()"), ["cli"]);
    assert_eq!(used("src/view/kinds/a.rs", "super::super::embed::of()"), [""; 0]);
    assert_eq!(
        used("src/view/kinds/mod.rs", "use super::super::{read, write};"),
        ["read", "write"]
    );
}

#[test]
fn files_hold_one_idea() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{path} has {lines} lines: look for the second idea");
    }
}

#[test]
fn nothing_is_left_undone_or_unsafe() {
    for (path, text) in sources() {
        for word in [
            "todo!",
            "unimplemented!",
            "dbg!",
            "unsafe {",
            "unsafe fn",
            "unsafe impl",
            "unsafe extern",
        ] {
            assert!(!text.contains(word), "{path} has {word}");
        }
    }
}

#[test]
fn the_program_knows_no_disease() {
    let templates = files_below(&repository().join("templates"));
    let templates = templates
        .into_iter()
        .map(|(path, text)| (path, String::from_utf8_lossy(&text).into_owned()));
    for (path, text) in sources().into_iter().chain(templates) {
        let folded = text.to_lowercase();
        for word in CONTENT {
            assert!(!folded.contains(word), "{path} names {word}");
        }
        for word in CONTENT_AS_SPELT {
            assert!(!text.contains(word), "{path} names {word}");
        }
    }
}

/// Every file of `src/`, by its path from the repository.
fn sources() -> Vec<(String, String)> {
    files_below(&repository().join("src"))
        .into_iter()
        .map(|(path, text)| (format!("src/{path}"), String::from_utf8(text).unwrap()))
        .collect()
}

/// The module that a file is, from the root: `["view", "kinds", "trial"]`. None for the roots themselves.
fn module(path: &str) -> Option<Vec<String>> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let names = path.strip_suffix("/mod").unwrap_or(path).split('/').map(str::to_owned);
    Some(names.collect()).filter(|names: &Vec<String>| !matches!(names[0].as_str(), "lib" | "main"))
}

/// The modules below the root that a file names, by `crate::` or by as many `super::` as lead there.
fn used(path: &str, text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n");
    let mut used = BTreeSet::new();
    for (at, root) in code.match_indices("crate::") {
        first_names(&code[at + root.len()..], &mut used);
    }
    let depth = module(path).map_or(0, |names| names.len());
    let mut from = 0;
    while let Some(at) = code[from..].find("super::") {
        let mut rest = &code[from + at..];
        let mut up = 0;
        while let Some(further) = rest.strip_prefix("super::") {
            rest = further;
            up += 1;
        }
        from = code.len() - rest.len();
        if up >= depth {
            let mut names = BTreeSet::new();
            first_names(rest, &mut names);
            // In a module of tests one `super` more leads to the root.
            used.extend(
                names
                    .into_iter()
                    .filter(|name| LAYERS.iter().any(|(layer, _)| layer == name)),
            );
        }
    }
    used
}

/// The first name of a path, or of each path in braces.
fn first_names(rest: &str, names: &mut BTreeSet<String>) {
    let rest = rest.trim_start();
    let Some(group) = rest.strip_prefix('{') else {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        names.insert(rest[..end.unwrap_or(rest.len())].to_owned());
        return;
    };
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                if !group[start..at].trim().is_empty() {
                    first_names(&group[start..at], names);
                }
                start = at + 1;
                if c == '}' {
                    return;
                }
            }
            _ => {}
        }
    }
}
