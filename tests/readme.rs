//! What the documents promise can be done: the commands of the README work, and the paths that documents name exist.

mod support;

use std::path::{Component, Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use support::handbook::Handbook;
use support::repository;
use support::run::{finish, program};

fn document(path: &Path) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The lines after `$ ` in the `console` blocks of a document.
fn commands(markdown: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut in_console = false;
    for event in Parser::new_ext(markdown, Options::empty()) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => in_console = &*info == "console",
            Event::End(TagEnd::CodeBlock) => in_console = false,
            Event::Text(text) if in_console => {
                let lines = text.lines().filter_map(|line| line.strip_prefix("$ "));
                commands.extend(lines.map(|line| line.trim().to_owned()));
            }
            _ => {}
        }
    }
    commands
}

/// What a command gives to the program; none where it runs another one, such as git or the tests.
fn arguments(command: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let given = match words.as_slice() {
        // It runs until it is stopped; it has tests of its own.
        ["sourcebook", "serve", ..] => return None,
        ["sourcebook", given @ ..] => given,
        ["cargo", "run", rest @ ..] => {
            let to_program = rest.iter().position(|word| *word == "--")?;
            &rest[to_program + 1..]
        }
        _ => return None,
    };
    Some(given.to_vec())
}

#[test]
fn the_commands_of_the_readme_work() {
    let commands = commands(&document(Path::new("README.md")));
    assert!(
        commands.iter().any(|c| c.starts_with("cargo test")),
        "it says how to run the tests: {commands:?}"
    );
    let calls: Vec<(&str, Vec<&str>)> = commands
        .iter()
        .filter_map(|c| Some((c.as_str(), arguments(c)?)))
        .collect();
    assert!(
        calls.iter().any(|(_, given)| given.first() == Some(&"build")),
        "it says how to build: {calls:?}"
    );
    // In the order of the document, on one copy, as a newcomer would.
    let book = Handbook::copy_of_own();
    for (command, given) in calls {
        // Only plain words are run: there is no shell.
        assert!(
            !command.contains(['|', '>', '<', ';', '&', '$', '*', '\'', '"', '`']),
            "{command}"
        );
        let mut run = program(&book.root);
        run.args(given);
        let run = finish(run);
        assert_eq!(run.code, Some(0), "$ {command}\n{}{}", run.stdout, run.stderr);
    }
    assert!(
        book.path("book/index.html").is_file(),
        "the file that the README says to open"
    );
}

/// README, ARCHITECTURE and so on, and what is in docs/.
fn documents() -> Vec<PathBuf> {
    let in_folder = |folder: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(repository().join(folder)).expect("the folder is there");
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut paths: Vec<PathBuf> = names
            .filter(|name| name.ends_with(".md"))
            .map(|name| Path::new(folder).join(name))
            .collect();
        paths.sort();
        paths
    };
    let mut documents = in_folder("");
    documents.extend(in_folder("docs"));
    for needed in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        assert!(documents.contains(&PathBuf::from(needed)), "no {needed}");
    }
    documents
}

/// What a document names in backticks and links to, outside of blocks of code.
fn named(markdown: &str) -> (Vec<String>, Vec<String>) {
    let (mut in_backticks, mut linked) = (Vec::new(), Vec::new());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Code(text) => in_backticks.push(text.to_string()),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => linked.push(dest_url.to_string()),
            _ => {}
        }
    }
    (in_backticks, linked)
}

/// Folders and files at the root by which a path of the repository is known as one.
const ROOTS: [&str; 10] = [
    "src/",
    "tests/",
    "templates/",
    "content/",
    "docs/",
    "benches/",
    ".ci/",
    "Cargo.",
    "rustfmt.toml",
    "book.toml",
];

/// What the program makes, and so is not there before.
const MADE: [&str; 2] = ["book/", "target/"];

/// Whether words in backticks are a path of this repository, and not a pattern for one, a command or a value.
fn is_path(text: &str) -> bool {
    let plain = !text.contains(|c: char| c.is_whitespace() || "<>{}*…|$[]()=:#".contains(c));
    let document = text.ends_with(".md") && text.chars().next().is_some_and(char::is_uppercase) && !text.contains('/');
    plain
        && (document || ROOTS.iter().any(|root| text.starts_with(root)))
        && !MADE.iter().any(|made| text.starts_with(made))
}

#[test]
fn paths_that_documents_name_exist() {
    let mut missing = Vec::new();
    let mut checked = 0;
    for document_path in documents() {
        let (in_backticks, linked) = named(&document(&document_path));
        let from_root = in_backticks
            .iter()
            .filter(|text| is_path(text))
            .map(|text| Path::new(text).to_owned());
        let beside = document_path.parent().unwrap_or(Path::new(""));
        let local = linked
            .iter()
            .filter(|to| !to.contains(':') && !to.starts_with('#') && !to.is_empty());
        let from_beside = local.map(|to| beside.join(to.split('#').next().unwrap_or(to)));
        for path in from_root.chain(from_beside) {
            checked += 1;
            let inside = path
                .components()
                .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
            // A summary's own place is the content folder, which documents may leave out.
            let exists = [path.clone(), Path::new("content").join(&path)]
                .iter()
                .any(|p| repository().join(p).exists());
            if !exists || !(inside || path.starts_with("docs")) {
                missing.push(format!("{}: {}", document_path.display(), path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert!(checked > 10, "only {checked} paths were found");
}

#[test]
fn commands_are_found_and_told_apart() {
    let text = "```console\n$ sourcebook check --strict\nsaid\n$ git clone x\n```\n\n1. x\n\n   ```console\n   $ cargo run -- build\n   ```\n\n```sh\n$ sourcebook no\n```\n";
    let commands = commands(text);
    assert_eq!(
        commands,
        ["sourcebook check --strict", "git clone x", "cargo run -- build"]
    );
    let given: Vec<_> = commands.iter().map(|c| arguments(c)).collect();
    assert_eq!(given, [Some(vec!["check", "--strict"]), None, Some(vec!["build"])]);
    assert!(is_path("src/cli/mod.rs") && is_path("ARCHITECTURE.md") && is_path("templates/site/"));
    assert!(!is_path("src/rules/<family>/<name>.rs") && !is_path("book/index.html") && !is_path("trial:sample"));
}
