//! The recipes of `docs/ci.md`: what they hold can be read, and what they run works.

mod support;

use std::path::Path;
use std::process::Command;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use saphyr::{LoadableYamlNode, Yaml};

use support::handbook::Handbook;
use support::repository;
use support::run::{Run, finish};

/// The blocks of code of the recipes, each with its language.
fn blocks() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(repository().join("docs/ci.md")).expect("it is there");
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for event in Parser::new_ext(&text, Options::empty()) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                inside = true;
                blocks.push((language.to_string(), String::new()));
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(text) if inside => {
                if let Some((_, block)) = blocks.last_mut() {
                    block.push_str(&text);
                }
            }
            _ => {}
        }
    }
    blocks
}

fn block(language: &str, has: &str) -> String {
    let mut blocks = blocks().into_iter();
    let found = blocks.find(|(known, text)| known == language && text.contains(has));
    found.unwrap_or_else(|| panic!("no {language} has {has:?}")).1
}

/// The commands of the program in a recipe, without what the shell does with them.
fn commands(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().filter_map(|line| {
        let line = line.trim().trim_start_matches("- ").trim_start_matches("run: ");
        line.strip_prefix("sourcebook ")
    });
    let words = lines.map(|line| {
        let words = line
            .split_whitespace()
            .take_while(|word| !['>', '|', '&'].iter().any(|c| word.starts_with(*c)));
        words.map(str::to_owned).collect()
    });
    words.collect()
}

#[test]
fn the_recipes_are_yaml_and_their_commands_work() {
    let mut ran = 0;
    for (_, text) in blocks().iter().filter(|(language, _)| language == "yaml") {
        let read = Yaml::load_from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(read.len(), 1, "{text}");
        let commands = commands(text);
        assert!(!commands.is_empty(), "{text}");
        for command in commands {
            ran += 1;
            let book = Handbook::copy_of("minimal");
            let words: Vec<&str> = command.iter().map(String::as_str).collect();
            book.run(&words).ended_with(0);
        }
    }
    assert!(ran >= 4, "{ran} commands were run");
}

/// Git in a folder, with nothing of the settings of whoever runs the tests; none where there is no Git.
fn git(folder: &Path, arguments: &[&str]) -> Option<Run> {
    let program = Path::new(env!("CARGO_BIN_EXE_sourcebook"));
    let beside = program.parent().expect("a program is in a folder");
    let mut path = std::ffi::OsString::from(beside);
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    Command::new("git").arg("--version").output().ok()?;
    let mut command = Command::new("git");
    command.current_dir(folder).env("PATH", path);
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Nobody"),
        ("GIT_AUTHOR_EMAIL", "nobody@example.org"),
        ("GIT_COMMITTER_NAME", "Nobody"),
        ("GIT_COMMITTER_EMAIL", "nobody@example.org"),
    ] {
        command.env(name, value);
    }
    for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command.args(arguments);
    Some(finish(command))
}

/// The hook looks at what would be committed: not at what lies in the folder and is not staged, be it better or worse.
#[test]
#[cfg(unix)]
fn the_hook_keeps_faults_out_of_commits() {
    use std::os::unix::fs::PermissionsExt;

    let book = Handbook::copy_of("minimal");
    let git = |arguments: &[&str]| git(&book.root, arguments);
    if git(&["init", "--quiet"]).is_none() {
        // There is no Git here to try it with.
        return;
    }
    let done = |arguments: &[&str]| git(arguments).expect("there is Git").ended_with(0);
    book.write(".git/hooks/pre-commit", block("sh", "checkout-index"));
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(book.path(".git/hooks/pre-commit"), executable).expect("it is ours");
    done(&["add", "."]);
    done(&["commit", "--quiet", "-m", "Begin"]);

    let chapter = book.read("content/chapters/only.md");
    book.write(
        "content/chapters/only.md",
        format!("{chapter}\n[Nothing](trial:none)\n"),
    );
    // What is not staged is not looked at.
    book.write("content/chapters/other.txt", "x");
    done(&["commit", "--quiet", "--allow-empty", "-m", "Something else"]);
    done(&["add", "content/chapters/only.md"]);
    // Mended in the folder, and not staged.
    book.write("content/chapters/only.md", &chapter);
    let refused = git(&["commit", "--quiet", "-m", "Break"]).expect("there is Git");
    assert_eq!(refused.code, Some(1), "{}{}", refused.stdout, refused.stderr);
    let said = format!("{}{}", refused.stdout, refused.stderr);
    assert!(
        said.contains("content/chapters/only.md:") && said.contains("SB101"),
        "{said}"
    );
    done(&["add", "content/chapters/only.md"]);
    done(&["commit", "--quiet", "--allow-empty", "-m", "Mend"]);
    let log = done(&["log", "--format=%s"]);
    assert_eq!(log.stdout, "Mend\nSomething else\nBegin\n");
}
