//! `sourcebook init`: the handbook that everyone begins with.

mod support;

use std::collections::BTreeSet;
use std::fs;

use sourcebook::author::starter;
use sourcebook::model::Kind;

use support::handbook::Handbook;
use support::run::run;
use support::{files_below, repository, structure};

/// A new handbook in the folder `handbook` of its own.
fn new() -> Handbook {
    let book = Handbook::empty();
    run(book.parent(), &["init", "handbook"]).ended_with(0);
    book
}

#[test]
fn it_is_checked_built_and_grounded_without_a_fault() {
    let book = Handbook::empty();
    let made = run(book.parent(), &["init", "handbook"]).ended_with(0);
    assert_eq!(made.stdout, "");
    assert_eq!(
        made.stderr,
        "43 files in handbook\nsourcebook build --root handbook\nREADME.md there says what is what\n"
    );
    book.run(&["check", "--strict", "--as-of", "2032-01-01"])
        .ended_with(0)
        .says("15 records, 1 chapter and 3 works checked: nothing is wrong");
    let faults = structure::faults(&book.site(), &book.text());
    assert!(faults.is_empty(), "{}", faults.join("\n"));

    // Its seals are what the papers beside it give.
    let lock = book.read("grounding.lock");
    book.run(&["ground"]).ended_with(0).says("0 accepted").says("0 open");
    assert_eq!(book.read("grounding.lock"), lock);
    fs::remove_file(book.path("grounding.lock")).expect("the folder can be written");
    book.run(&["ground"]).ended_with(0).says("0 open");
    assert_eq!(book.read("grounding.lock"), lock);
}

#[test]
fn its_readme_says_what_happens() {
    let book = new();
    let readme = book.read("README.md");
    for command in readme.lines().filter_map(|line| line.strip_prefix("    sourcebook ")) {
        let words = command.split('#').next().unwrap_or(command).split_whitespace();
        book.run(&words.collect::<Vec<_>>()).ended_with(0);
    }
    fs::remove_file(book.path("content/therapies/my-drug.toml")).expect("`new` has made it");
    assert!(readme.contains("`percent = 20` in `content/trials/dimmer.toml` to 2"));
    let trial = book.read("content/trials/dimmer.toml");
    book.write(
        "content/trials/dimmer.toml",
        trial.replacen("percent = 20", "percent = 2", 1),
    );
    book.run(&["check"])
        .ended_with(1)
        .says("no longer says what was sealed");
    book.run(&["ground"]).ended_with(1).says("not printed there");
}

#[test]
fn every_kind_is_there_once_and_says_which_schema_it_has() {
    let book = new();
    for kind in Kind::ALL {
        let records = files_below(&book.path("content").join(kind.folder()));
        assert_eq!(records.len(), 1, "{}", kind.name());
        let text = String::from_utf8(records.into_values().next().expect("there is one")).expect("it is text");
        let first = format!("#:schema ../../schemas/{}.schema.json\n", kind.name());
        assert!(text.starts_with(&first), "{text}");
    }
    for (path, _) in files_below(&book.root) {
        let text = book.read(&path);
        if let Some(schema) = text.strip_prefix("#:schema ") {
            let schema = schema.lines().next().expect("it has a line");
            let folder = book.path(&path).parent().expect("it is in a folder").to_owned();
            assert!(folder.join(schema).is_file(), "{path}: {schema}");
        }
    }
    let made: BTreeSet<String> = files_below(&book.path("schemas")).into_keys().collect();
    book.run(&["schema", "--out", "again"]).ended_with(0);
    assert_eq!(files_below(&book.path("again")), files_below(&book.path("schemas")));
    assert_eq!(made.len(), Kind::ALL.len() + 2);
}

#[test]
fn the_program_carries_every_file_of_its_folder() {
    let in_folder: BTreeSet<String> = files_below(&repository().join("templates/handbook"))
        .into_keys()
        .collect();
    let carried: BTreeSet<String> = starter::files()
        .into_iter()
        .map(|(path, _)| path.replace(".gitignore", "gitignore"))
        .filter(|path| !path.starts_with("schemas/") && path != "grounding.lock")
        .collect();
    assert_eq!(carried, in_folder);
}

#[test]
fn a_folder_that_is_empty_will_do_and_no_other() {
    let book = Handbook::empty();
    run(book.parent(), &["init", "handbook", "-q"]).ended_with(0);
    let first = files_below(&book.root);
    let again = run(book.parent(), &["init", "handbook"]).ended_with(2);
    assert_eq!(again.stdout, "");
    assert!(
        again
            .stderr
            .contains("handbook is not empty\n  help: name a folder that is empty"),
        "{}",
        again.stderr
    );
    assert_eq!(files_below(&book.root), first);

    run(book.parent(), &["init", "deep/er/still/"]).ended_with(0);
    assert_eq!(files_below(&book.parent().join("deep/er/still")), first);

    fs::write(book.parent().join("notes"), "mine").expect("the folder can be written");
    run(book.parent(), &["init", "notes"])
        .ended_with(2)
        .says("is not a folder");
    run(book.parent(), &["init", "notes/handbook"])
        .ended_with(2)
        .says("cannot ");
    run(book.parent(), &["init"]).ended_with(2).says("<DIR>");
    let empty = Handbook::empty();
    run(&empty.root, &["init", "."])
        .ended_with(2)
        .says("is the current folder")
        .says("run `sourcebook init handbook`");
    assert!(files_below(&empty.root).is_empty());
    let left: Vec<_> = fs::read_dir(book.parent())
        .expect("it is there")
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(
        left.iter().all(|name| !name.to_string_lossy().starts_with('.')),
        "{left:?}"
    );
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_nothing_is_left_where_it_cannot_be_made() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let book = Handbook::empty();
    symlink(&book.root, book.parent().join("link")).expect("a link can be made");
    run(book.parent(), &["init", "link"])
        .ended_with(2)
        .says("is a symbolic link");
    assert!(files_below(&book.root).is_empty());

    // As for every file: who else may read it is for the umask to say.
    run(book.parent(), &["init", "handbook"]).ended_with(0);
    let made = book.parent().join("plain");
    fs::create_dir(&made).expect("the folder can be written");
    let mode = |path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(book.root.clone()), mode(made));

    let closed = book.parent().join("closed");
    fs::create_dir(&closed).expect("the folder can be written");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("it is ours");
    if fs::write(closed.join("probe"), "").is_ok() {
        eprintln!("SKIPPED: this user may write everywhere");
        return;
    }
    run(book.parent(), &["init", "closed/handbook"])
        .ended_with(2)
        .says("cannot create a folder in");
    assert_eq!(fs::read_dir(&closed).expect("it is there").count(), 0);
}

/// A limit on the size of files ends the program in the middle of its work, as a full disk or a power cut would.
#[cfg(unix)]
#[test]
fn a_run_that_is_cut_short_leaves_no_half_of_a_handbook() {
    let book = Handbook::empty();
    let program = env!("CARGO_BIN_EXE_sourcebook");
    let mut shell = std::process::Command::new("sh");
    shell
        .args(["-c", &format!("ulimit -f 4; '{program}' init handbook")])
        .current_dir(book.parent());
    let cut = support::run::finish(shell);
    assert_ne!(cut.code, Some(0), "{}", cut.stderr);
    assert_eq!(fs::read_dir(&book.root).expect("it is as it was").count(), 0);
    run(book.parent(), &["init", "handbook", "-q"]).ended_with(0);
    book.run(&["check", "--strict", "--as-of", "2032-01-01"]).ended_with(0);
}
