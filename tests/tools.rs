//! `schema`, `clean`, `completions` and `man`.

mod support;

use std::fs;

use support::files_below;
use support::handbook::Handbook;
use support::run::run;

#[test]
fn a_schema_is_printed_or_written_and_written_only_where_it_changed() {
    let book = Handbook::empty();
    let run_here = |arguments: &[&str]| run(&book.root, arguments);
    let printed = run_here(&["schema", "trial"]).ended_with(0);
    assert_eq!(printed.stderr, "");
    let schema: serde_json::Value = serde_json::from_str(&printed.stdout).expect("it is JSON");
    assert_eq!(schema["title"], "trial");
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["required"], serde_json::json!(["name", "design"]));

    let list = run_here(&["schema"]).ended_with(0);
    assert_eq!(list.stdout.lines().count(), 17);
    assert!(
        list.stdout.contains("trial          A completed trial.\n"),
        "{}",
        list.stdout
    );
    assert_eq!(
        list.stderr,
        "`sourcebook schema --out schemas` writes them for editors\n"
    );

    let all = run_here(&["schema", "--out", "a/schemas"]).ended_with(0);
    assert_eq!(all.stderr, "17 schemas in a/schemas: 17 written, 0 unchanged\n");
    assert_eq!(all.stdout, "");
    assert_eq!(book.read("a/schemas/trial.schema.json"), printed.stdout);
    book.write("a/schemas/trial.schema.json", "old");
    book.write("a/schemas/mine.json", "mine");
    let again = run_here(&["schema", "--out", "a/schemas"]).ended_with(0);
    assert_eq!(again.stderr, "17 schemas in a/schemas: 1 written, 16 unchanged\n");
    assert_eq!(book.read("a/schemas/mine.json"), "mine");
    let one = run_here(&["schema", "book", "--out", "one", "-q"]).ended_with(0);
    assert_eq!(one.stderr, "");
    assert_eq!(
        files_below(&book.path("one")).into_keys().collect::<Vec<_>>(),
        ["book.schema.json"]
    );

    run_here(&["schema", "trail"]).ended_with(2).says("'trial'");
    book.write("file", "");
    run_here(&["schema", "--out", "file/schemas"])
        .ended_with(2)
        .says("cannot write file/schemas");
}

#[test]
fn clean_removes_what_was_built_and_nothing_else() {
    let book = Handbook::copy_of("minimal");
    let nothing = book.run(&["clean"]).ended_with(0);
    assert_eq!(nothing.stderr, "nothing was there to remove: ./book\n");
    let before = files_below(&book.root);
    book.site();
    let run = book.run(&["clean"]).ended_with(0);
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str()),
        ("", "38 files removed with ./book\n")
    );
    assert!(!book.path("book").exists());
    assert_eq!(files_below(&book.root), before);

    // A folder that is not ours, or no longer ours alone, stays.
    book.write("book/notes.txt", "mine");
    book.run(&["clean"]).ended_with(2).says("was not made by sourcebook");
    fs::remove_dir_all(book.path("book")).expect("it is ours");
    book.site();
    book.write("book/notes.txt", "mine");
    let whole = files_below(&book.path("book"));
    book.run(&["clean"]).ended_with(2).says("notes.txt");
    assert_eq!(files_below(&book.path("book")), whole);
    for folder in [".", "content"] {
        book.run(&["clean", "--dest-dir", folder]).ended_with(2);
    }
    assert_eq!(
        book.read("content/chapters/only.md"),
        String::from_utf8_lossy(&before["content/chapters/only.md"])
    );

    book.run(&["build", "--dest-dir", "elsewhere"]).ended_with(0);
    book.run(&["clean", "-q", "--dest-dir", "elsewhere"]).ended_with(0);
    assert!(!book.path("elsewhere").exists());
    Handbook::empty()
        .run(&["clean"])
        .ended_with(2)
        .says("is not a handbook");
}

#[test]
fn clean_works_on_a_handbook_with_faults_and_with_a_folder_of_its_own() {
    let book = Handbook::copy_of("minimal");
    let settings = format!("{}\n[build]\nbuild-dir = \"out/site\"\n", book.read("book.toml"));
    book.write("book.toml", settings);
    book.run(&["build"]).ended_with(0);
    book.write("content/parameters/heat.toml", "name = \n");
    book.run(&["clean"]).ended_with(0).says("removed with ./out/site");
    assert!(!book.path("out/site").exists());
}

#[cfg(unix)]
#[test]
fn clean_follows_no_links() {
    let book = Handbook::copy_of("minimal");
    book.run(&["build", "--dest-dir", "real"]).ended_with(0);
    std::os::unix::fs::symlink(book.path("real"), book.path("book")).expect("a link can be made");
    book.run(&["clean"]).ended_with(2).says("symbolic link");
    assert!(book.path("real/index.html").is_file());
}

#[test]
fn every_command_has_its_completion_and_its_page() {
    let book = Handbook::empty();
    let help = run(&book.root, &["--help"]).ended_with(0);
    let commands: Vec<&str> = help
        .stdout
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .map_while(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.contains(&"check") && commands.contains(&"man"), "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&book.root, &["completions", shell]).ended_with(0);
        assert_eq!(script.stderr, "");
        for command in &commands {
            assert!(script.stdout.contains(command), "{shell} has no {command}");
        }
        // The scripts of the others complete no arguments without an option.
        let has_kinds = script.stdout.contains("recommendation");
        assert!(
            has_kinds || !["bash", "zsh"].contains(&shell),
            "{shell} completes kinds"
        );
    }
    run(&book.root, &["completions", "zhs"]).ended_with(2).says("zsh");

    let page = run(&book.root, &["man"]).ended_with(0);
    assert!(page.stdout.contains(".TH sourcebook 1"), "{}", page.stdout);
    let written = run(&book.root, &["man", "--out", "man"]).ended_with(0);
    let count = commands.len() + 1;
    assert_eq!(
        written.stderr,
        format!("{count} pages in man: {count} written, 0 unchanged\n")
    );
    assert_eq!(book.read("man/sourcebook.1"), page.stdout);
    for command in commands {
        let page = book.read(&format!("man/sourcebook-{command}.1"));
        assert!(page.contains(&format!(".TH sourcebook-{command} 1")), "{page}");
        assert!(page.contains(".SH SYNOPSIS"), "{page}");
    }
}
