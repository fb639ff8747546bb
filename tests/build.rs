//! What the commands promise to whoever runs them: how they end, what they say and where, and what they leave on disk.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::handbook::{BOOK, Handbook};
use support::run::{finish, program, run};
use support::{Files, copy, files_below, repository, write};

const BROKEN: &str = "[A trial](trial:sample-7)\n";
const TRIAL: &str = "name = \"SAMPLE-1\"\ndesign = \"randomised\"\n";

/// A handbook with one error.
fn with_error() -> Handbook {
    let book = Handbook::of_chapter(BROKEN);
    book.write("content/trials/sample-71.toml", TRIAL);
    book.write(
        "content/abbreviations.toml",
        "[X]\nmeans = \"y\"\nabout = \"trial:sample-71\"\n",
    );
    book
}

/// A handbook with one warning: nothing leads to the trial.
fn with_warning() -> Handbook {
    let book = Handbook::of_chapter("Nothing.\n");
    book.write("content/trials/sample-1.toml", TRIAL);
    book
}

mod status {
    use super::*;

    #[test]
    fn zero_where_nothing_is_wrong() {
        let book = Handbook::copy_of("minimal");
        let check = book.run(&["check"]).ended_with(0);
        assert_eq!(check.stdout, "");
        assert_eq!(
            check.stderr,
            "1 record, 1 chapter and 0 works checked: nothing is wrong\n"
        );
        let build = book.run(&["build"]).ended_with(0);
        assert_eq!(build.stdout, "");
        assert_eq!(
            build.stderr,
            "38 files in ./book: 38 written, 0 unchanged, 0 removed\nopen ./book/index.html\n"
        );
    }

    #[test]
    fn one_for_an_error_in_the_content() {
        for command in ["check", "build"] {
            let run = with_error().run(&[command]).ended_with(1);
            assert_eq!(run.stdout, "");
            assert!(
                run.stderr.starts_with("error[SB101]: no trial has the id `sample-7`\n"),
                "{}",
                run.stderr
            );
            assert!(
                run.stderr.contains(" --> content/chapters/sample.md:1:1\n"),
                "{}",
                run.stderr
            );
            assert!(
                run.stderr.contains("= help: a trial `sample-71` exists\n"),
                "{}",
                run.stderr
            );
            assert!(run.stderr.contains("\n1 error, 0 warnings\n"), "{}", run.stderr);
        }
        let broken_toml = Handbook::of(&[("book.toml", "[book\n")]);
        broken_toml.run(&["build"]).ended_with(1).says("book.toml:1:");
    }

    #[test]
    fn a_warning_fails_only_where_it_is_asked_to() {
        let book = with_warning();
        for command in ["check", "build"] {
            book.run(&[command]).ended_with(0).says("0 errors, 1 warning");
        }
        let built = book.built("book");
        for command in ["check", "build"] {
            book.run(&[command, "--strict"])
                .ended_with(1)
                .says("0 errors, 1 warning");
        }
        assert_eq!(book.built("book"), built);
        Handbook::copy_of("minimal").run(&["build", "--strict"]).ended_with(0);
    }

    #[test]
    fn two_where_there_is_no_handbook() {
        for command in ["check", "build"] {
            let run = Handbook::empty().run(&[command]).ended_with(2);
            assert_eq!(run.stdout, "");
            assert_eq!(
                run.stderr,
                "error: . is not a handbook: it has no book.toml\n  \
                 help: go to the handbook's folder, or name it with --root\n"
            );
            let missing = Handbook::empty().run(&[command, "--root", "nowhere"]).ended_with(2);
            assert!(
                missing.stderr.starts_with("error: cannot read nowhere: "),
                "{}",
                missing.stderr
            );
        }
        let book = Handbook::copy_of("minimal");
        book.run(&["check", "--root", "book.toml"])
            .ended_with(2)
            .says("cannot read book.toml");
        fs::create_dir(book.path("folder")).unwrap();
        fs::create_dir(book.path("folder/book.toml")).unwrap();
        book.run(&["check", "--root", "folder"])
            .ended_with(2)
            .says("is not a handbook");
    }

    #[cfg(unix)]
    #[test]
    fn two_where_the_disk_refuses() {
        let book = Handbook::copy_of("minimal");
        book.write("occupied", "a file");
        let run = book.run(&["build", "--dest-dir", "occupied"]).ended_with(2);
        assert!(run.stderr.contains("occupied is not a folder"), "{}", run.stderr);
        book.run(&["build", "--dest-dir", "occupied/book"])
            .ended_with(2)
            .says("occupied");
        assert_eq!(book.read("occupied"), "a file");
    }

    #[test]
    fn two_for_what_the_program_does_not_know() {
        let book = Handbook::copy_of("minimal");
        let calls: [&[&str]; 7] = [
            &[],
            &["buidl"],
            &["build", "--dest"],
            &["build", "--nonsense"],
            &["check", "--format", "xml"],
            &["check", "--color", "blue"],
            &["explain", "--root", "."],
        ];
        for call in calls {
            let run = book.run(call).ended_with(2);
            assert_eq!(run.stdout, "", "{call:?}");
            assert!(run.stderr.contains("--help"), "{call:?}: {}", run.stderr);
        }
        book.run(&["buidl"]).ended_with(2).says("'build'");
        book.run(&["explain", "SB999"])
            .ended_with(2)
            .says("there is no rule `SB999`");
        book.run(&["explain", "unknown-refrence"])
            .ended_with(2)
            .says("a rule `unknown-reference` exists");
    }

    #[test]
    fn help_and_version_are_results() {
        let here = std::env::temp_dir();
        let help = run(&here, &["--help"]).ended_with(0);
        for command in ["build", "check", "explain"] {
            assert!(help.stdout.contains(&format!("\n  {command} ")), "{}", help.stdout);
            let of_command = run(&here, &[command, "--help"]).ended_with(0);
            assert!(of_command.stdout.contains("Usage: sourcebook"), "{}", of_command.stdout);
        }
        let version = run(&here, &["--version"]).ended_with(0);
        assert_eq!(version.stdout, format!("sourcebook {}\n", env!("CARGO_PKG_VERSION")));
        assert_eq!(version.stderr, "");
    }

    #[test]
    fn explain_prints_the_rule() {
        let run = run(&std::env::temp_dir(), &["explain", "SB101"]).ended_with(0);
        assert!(
            run.stdout.starts_with("# SB101 unknown-reference (error)\n"),
            "{}",
            run.stdout
        );
        assert_eq!(run.stderr, "");
    }
}

mod reports {
    use super::*;

    #[test]
    fn quiet_prints_nothing_but_diagnostics() {
        let book = Handbook::copy_of("minimal");
        for command in ["check", "build"] {
            let run = book.run(&[command, "--quiet"]).ended_with(0);
            assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
        }
        let run = with_error().run(&["build", "-q"]).ended_with(1);
        assert!(run.stderr.starts_with("error[SB101]"), "{}", run.stderr);
        assert!(!run.stderr.contains("1 error"), "{}", run.stderr);
        assert!(!run.stderr.contains("nothing was built"), "{}", run.stderr);
    }

    #[test]
    fn short_is_a_line_for_each() {
        let book = with_error();
        book.write("content/abbreviations.toml", "");
        let run = book.run(&["check", "--format", "short"]).ended_with(1);
        assert_eq!(
            run.stdout,
            "content/chapters/sample.md:1:1: error[SB101]: no trial has the id `sample-7`\n\
             content/trials/sample-71.toml:1:1: warning[SB109]: nothing leads to `trial:sample-71`\n"
        );
        assert_eq!(run.stderr, "1 error, 1 warning\n");
    }

    #[test]
    fn json_is_an_object_a_line() {
        let book = with_error();
        // Faults in a record, a chapter, the settings and a file that is not read, in letters of several bytes.
        let record = "name = \"Ä ö\"\ndesign = \"randomise\"\nnonsense = { \"ü\" = \"§\" }\n";
        book.write("content/trials/sample-2.toml", record);
        book.write("content/chapters/sample.md", "# Ü\n\nÄöü [§](trial:sample-7) <b>\n");
        book.write("content/chapters/loose.md", b"\xff");
        let run = book.run(&["check", "--format", "json"]).ended_with(1);
        let lines: Vec<serde_json::Value> = run
            .stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
            .collect();
        assert!(lines.len() >= 5, "{}", run.stdout);
        for line in &lines {
            let text = |key: &str| line[key].as_str().unwrap_or_else(|| panic!("no {key} in {line}"));
            assert!(text("code").starts_with("SB"), "{line}");
            assert!(["error", "warning", "hint"].contains(&text("severity")), "{line}");
            assert!(!text("message").is_empty() && !text("message").contains('\n'), "{line}");
            assert!(book.path(text("file")).is_file(), "{line}");
            assert!(
                line["line"].as_u64() >= Some(1) && line["column"].as_u64() >= Some(1),
                "{line}"
            );
            for key in ["record", "field"] {
                assert!(line[key].is_string() || line[key].is_null(), "{line}");
            }
            assert!(
                line["help"]
                    .as_array()
                    .is_some_and(|help| help.iter().all(|h| h.is_string())),
                "{line}"
            );
        }
        let find = |code: &str| {
            lines
                .iter()
                .find(|line| line["code"] == code)
                .unwrap_or_else(|| panic!("no {code}"))
        };
        let choice = find("SB007");
        assert_eq!(choice["record"], "trial:sample-2");
        assert_eq!(choice["field"], "design");
        assert_eq!(
            (choice["line"].as_u64(), choice["column"].as_u64()),
            (Some(2), Some(10))
        );
        // Columns count characters.
        let link = find("SB101");
        assert_eq!((link["line"].as_u64(), link["column"].as_u64()), (Some(3), Some(5)));
        assert_eq!(link["record"], serde_json::Value::Null);
        assert_eq!(find("SB016")["column"].as_u64(), Some(25));
    }

    #[test]
    fn colour_is_for_terminals_and_those_who_ask() {
        let book = with_error();
        let coloured = |arguments: &[&str], no_color: Option<&str>| {
            let mut command = program(&book.root);
            command.args(arguments);
            if let Some(value) = no_color {
                command.env("NO_COLOR", value);
            }
            let run = finish(command).ended_with(1);
            run.stderr.contains('\u{1b}') || run.stdout.contains('\u{1b}')
        };
        assert!(!coloured(&["check"], None), "a pipe is no terminal");
        assert!(coloured(&["check", "--color", "always"], None));
        assert!(
            coloured(&["check", "--color", "always"], Some("1")),
            "a flag is more than a variable"
        );
        assert!(!coloured(&["check", "--color", "never"], None));
        assert!(!coloured(&["check", "--color", "always", "--format", "json"], None));
        assert!(!coloured(&["check", "--color", "always", "--format", "short"], None));
    }

    /// A terminal is needed to see the difference that `NO_COLOR` makes; `script` gives one.
    #[cfg(target_os = "linux")]
    #[test]
    fn no_color_is_obeyed_on_a_terminal() {
        let book = with_error();
        let on_terminal = |no_color: Option<&str>| {
            let mut command = Command::new("script");
            let call = format!("{} check", env!("CARGO_BIN_EXE_sourcebook"));
            command.args(["-qec", &call, "/dev/null"]).current_dir(&book.root);
            command.env_remove("NO_COLOR").stdin(Stdio::null());
            if let Some(value) = no_color {
                command.env("NO_COLOR", value);
            }
            // Not every machine has it.
            command
                .output()
                .ok()
                .map(|done| String::from_utf8_lossy(&done.stdout).into_owned())
        };
        if let (Some(plain), Some(unset), Some(empty)) =
            (on_terminal(Some("1")), on_terminal(None), on_terminal(Some("")))
        {
            assert!(plain.contains("SB101") && !plain.contains('\u{1b}'), "{plain}");
            assert!(unset.contains('\u{1b}'), "{unset}");
            assert!(empty.contains('\u{1b}'), "empty is as good as unset: {empty}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nobody_needs_to_read_to_the_end() {
        let many = Handbook::of_chapter(&BROKEN.repeat(20_000));
        for format in ["human", "short", "json"] {
            let shell = format!(
                "{{ '{}' check --format {format} 2>&1; echo status $? >&3; }} | head -c 10 >/dev/null",
                env!("CARGO_BIN_EXE_sourcebook")
            );
            let mut command = Command::new("sh");
            command
                .args(["-c", &format!("exec 3>&1; {shell}")])
                .current_dir(&many.root);
            let run = finish(command).ended_with(0);
            assert_eq!(
                (run.stdout.as_str(), run.stderr.as_str()),
                ("status 1\n", ""),
                "{format}"
            );
        }
        // Messages that nobody hears do not keep a build from its work.
        let book = with_warning();
        let shell = format!("'{}' build 2>&1 | true; sleep 0.01", env!("CARGO_BIN_EXE_sourcebook"));
        for _ in 0..3 {
            let mut command = Command::new("sh");
            command.args(["-c", &shell]).current_dir(&book.root);
            finish(command).ended_with(0);
            assert!(book.path("book/index.html").is_file());
            fs::remove_dir_all(book.path("book")).unwrap();
        }
        let book = Handbook::of_chapter("x\n");
        book.write("book.toml", format!("{BOOK}[grounding]\n"));
        book.write(
            "content/references.bib",
            "@article{sample2020, title = {One}, year = {2020}}",
        );
        let source = "source = { cite = \"sample2020\", at = \"Results\" }";
        book.write(
            "content/trials/sample.toml",
            format!("name = \"SAMPLE\"\ndesign = \"randomised\"\n{source}\n"),
        );
        let shell = format!(
            "exec 3>&1; {{ sleep 0.1; '{}' ground 2>&1; echo status $? >&3; }} | true; sleep 0.2",
            env!("CARGO_BIN_EXE_sourcebook")
        );
        let mut command = Command::new("sh");
        command.args(["-c", &shell]).current_dir(&book.root);
        assert_eq!(finish(command).ended_with(0).stdout, "status 1\n");
        assert!(book.path("grounding.lock").is_file());
    }
}

mod folders {
    use super::*;

    #[test]
    fn the_root_and_the_output_can_be_named() {
        let book = Handbook::copy_of("own-look");
        let outside = book.parent().join("else where");
        fs::create_dir(&outside).unwrap();
        // As its settings say, from wherever it is run.
        let root = book.root.to_str().unwrap();
        run(&outside, &["build", "--root", root]).ended_with(0);
        let built = book.built("out/site");
        assert!(built.contains_key("index.html"));
        assert!(files_below(&outside).is_empty());

        // `--dest-dir` counts from where it is run, not from the root.
        run(&outside, &["build", "--root", "../handbook", "-d", "made/here"]).ended_with(0);
        let mut here = files_below(&outside.join("made/here"));
        assert!(here.remove(".sourcebook").is_some());
        assert_eq!(here, built);
        assert_eq!(
            support::files_below(&outside).len(),
            built.len() + 1,
            "nothing else is left"
        );
    }

    #[test]
    fn a_build_with_errors_leaves_the_old_output_whole() {
        let book = Handbook::copy_of("sample-fever");
        let old = book.site();
        book.edit(
            "content/trials/sample-2.toml",
            "therapy:flow-maker",
            "therapy:flow-macher",
        );
        let before = times(&book.path("book"));
        let run = book.run(&["build"]).ended_with(1);
        assert!(run.stderr.ends_with("nothing was built\n"), "{}", run.stderr);
        assert_eq!(book.built("book"), old);
        assert_eq!(times(&book.path("book")), before, "no file was touched");

        let fresh = with_error();
        fresh.run(&["build"]).ended_with(1);
        assert!(!fresh.path("book").exists());
        fresh.run(&["build", "-d", "new/folder"]).ended_with(1);
        assert!(!fresh.path("new").exists());
    }

    #[test]
    fn a_folder_of_someone_else_is_refused() {
        let book = Handbook::copy_of("minimal");
        book.write("book/thesis.txt", "three years of work");
        let run = book.run(&["build"]).ended_with(2);
        assert!(run.stderr.contains("was not made by sourcebook"), "{}", run.stderr);
        assert!(run.stderr.contains("help: "), "{}", run.stderr);
        assert_eq!(files_below(&book.path("book")).len(), 1);
        for folder in ["content", ".", "..", "/"] {
            book.run(&["build", "-d", folder]).ended_with(2);
        }
        assert!(book.path("content/SUMMARY.md").is_file());

        // Its own, with a note that someone left in it.
        fs::remove_file(book.path("book/thesis.txt")).unwrap();
        book.site();
        book.write("book/note.txt", "mine");
        book.run(&["build"]).ended_with(2).says("note.txt");
        assert_eq!(book.read("book/note.txt"), "mine");
    }

    #[test]
    fn a_rebuild_writes_only_what_has_changed() {
        let book = Handbook::copy_of("sample-fever");
        let first = book.site();
        let before = times(&book.path("book"));
        book.run(&["build"]).ended_with(0).says(": 0 written, ");
        assert_eq!(times(&book.path("book")), before);

        // A value of a trial stands on its page, in lists and comparisons, and in the chapter that quotes it.
        book.edit("content/trials/sample-2.toml", "percent = 35,", "percent = 35.0,");
        let run = book.run(&["build"]).ended_with(0);
        let second = book.built("book");
        let changed: Vec<&String> = second.keys().filter(|path| first[*path] != second[*path]).collect();
        assert!(changed.contains(&&"trial/sample-2.html".to_owned()), "{changed:?}");
        assert!(changed.len() < second.len() / 2, "{changed:?}");
        let said = format!(
            "{} written, {} unchanged, 0 removed",
            changed.len(),
            second.len() - changed.len()
        );
        assert!(run.stderr.contains(&said), "{said}: {}", run.stderr);
        let after = times(&book.path("book"));
        for (path, time) in &after {
            let touched = before.get(path) != Some(time);
            assert_eq!(touched, changed.contains(&path), "{path}");
        }

        // A record that goes takes its page along.
        fs::remove_file(book.path("content/questions/why.toml")).unwrap();
        book.run(&["build"]).ended_with(0).says("1 removed");
        assert!(!book.path("book/question/why.html").exists());
    }

    /// When the files of a folder were last written.
    fn times(folder: &Path) -> std::collections::BTreeMap<String, std::time::SystemTime> {
        let paths = files_below(folder).into_keys().filter(|path| path != ".sourcebook");
        paths
            .map(|path| {
                let time = fs::metadata(folder.join(&path)).and_then(|m| m.modified());
                (path, time.expect("the file has a time"))
            })
            .collect()
    }
}

mod sameness {
    use super::*;

    /// The files of a handbook that `command` builds.
    fn built_by(mut command: Command, root: &Path) -> Files {
        command.args(["build", "--quiet"]);
        finish(command).ended_with(0);
        let mut files = files_below(&root.join("book"));
        files.remove(".sourcebook");
        files
    }

    #[test]
    fn the_same_content_gives_the_same_bytes() {
        let book = Handbook::copy_of("sample-fever");
        let first = book.site();
        let again = |prepare: &dyn Fn(&mut Command)| {
            fs::remove_dir_all(book.path("book")).unwrap();
            let mut command = program(&book.root);
            prepare(&mut command);
            built_by(command, &book.root)
        };
        assert!(again(&|_| {}) == first, "a second time");
        for threads in ["1", "4"] {
            assert!(
                again(&|c| _ = c.env("RAYON_NUM_THREADS", threads)) == first,
                "{threads} threads"
            );
        }
        let elsewhere = |command: &mut Command| {
            command
                .env("TZ", "Pacific/Kiritimati")
                .env("LANG", "tr_TR.UTF-8")
                .env("LC_ALL", "tr_TR.UTF-8")
                .env("HOME", "/nonexistent")
                .env("USER", "someone-else")
                .env("SOURCE_DATE_EPOCH", "1")
                .env_remove("PATH");
        };
        assert!(again(&elsewhere) == first, "in another country");
    }

    #[test]
    fn neither_the_place_nor_the_order_of_files_shows() {
        let one = Handbook::copy_of("sample-fever");
        let first = one.site();
        let path = one.root.to_str().expect("the temporary folder has a plain name");
        let today = Command::new("date").arg("+%Y-%m-%d").output();
        let today = today.map_or(String::new(), |done| {
            String::from_utf8_lossy(&done.stdout).trim().to_owned()
        });
        for (name, bytes) in &first {
            let text = String::from_utf8_lossy(bytes);
            assert!(
                !text.contains(path) && !text.contains("/tmp/"),
                "{name} names the folder that it was built in"
            );
            assert!(today.is_empty() || !text.contains(&today), "{name} has the day in it");
        }

        // Another place, and files made in another order: folders give them in the order in which they came, or by a hash.
        let other = Handbook::empty();
        let source = repository().join("tests/books/sample-fever");
        for (name, bytes) in files_below(&source).into_iter().rev() {
            write(&other.path(&format!("deeper/down/{name}")), bytes);
        }
        let root = other.path("deeper/down");
        assert!(built_by(program(&root), &root) == first);
    }

    #[test]
    fn checking_says_the_same_each_time() {
        let book = Handbook::copy_of("sample-fever");
        for file in [
            "trials/sample-1",
            "trials/sample-2",
            "studies/sample-3",
            "analyses/pooled",
        ] {
            let path = format!("content/{file}.toml");
            let text = book.read(&path);
            book.write(
                &path,
                text.replace("therapy:", "therapy:not-").replace("id = \"d", "id = \"D"),
            );
        }
        book.write("content/chapters/unlisted.md", "<b>");
        let said = |threads: &str| {
            let mut command = program(&book.root);
            command
                .args(["check", "--format", "json"])
                .env("RAYON_NUM_THREADS", threads);
            finish(command).ended_with(1).stdout
        };
        let first = said("1");
        assert!(first.lines().count() > 5, "{first}");
        for threads in ["1", "2", "4", "4"] {
            assert_eq!(said(threads), first);
        }
    }
}

/// The promise of the write station, kept by the whole program.
#[cfg(unix)]
mod killed {
    use super::*;

    /// Numbers that look random and are the same in each run (xorshift).
    fn random(state: &mut u64) -> u64 {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state
    }

    #[test]
    fn a_killed_build_leaves_one_site_or_the_other_whole() {
        let scene = tempfile::tempdir().expect("a temporary folder can be made");
        let roots = [scene.path().join("one"), scene.path().join("other")];
        for root in &roots {
            copy(&repository().join("tests/books/sample-fever"), root);
        }
        // Every page has the title, some pages are in one of them only.
        write(&roots[1].join("book.toml"), BOOK);
        fs::remove_file(roots[1].join("content/questions/why.toml")).unwrap();
        let dest = scene.path().join("site");
        let build = |root: &Path, dest: &Path| {
            let mut command = program(root);
            command.args(["build", "--quiet", "--dest-dir"]).arg(dest);
            command
        };
        let whole = roots.each_ref().map(|root| {
            let reference = root.join("reference");
            finish(build(root, &reference)).ended_with(0);
            files_below(&reference)
        });
        assert!(whole[0] != whole[1]);
        finish(build(&roots[0], &dest)).ended_with(0);

        // A kill before the first write shows nothing, so each waits for that; a build that runs on says how long the
        // writing takes.
        let stage = scene.path().join(".site.sourcebook-stage");
        let mut writing = Duration::ZERO;
        let mut state = 0x5eed;
        let (mut here, mut in_midst) = (0, 0);
        for turn in 0..26 {
            let mut command = build(&roots[1 - here], &dest);
            command.stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn().expect("the program can be run");
            while !stage.exists() && child.try_wait().expect("it is ours").is_none() {
                std::thread::yield_now();
            }
            let start = Instant::now();
            if turn == 0 {
                child.wait().expect("it is ours");
                writing = start.elapsed();
            } else {
                std::thread::sleep(writing.mul_f64((random(&mut state) % 120) as f64 / 100.0));
                child.kill().expect("it is ours");
                child.wait().expect("it is ours");
            }
            let left = files_below(&dest);
            let which = whole.iter().position(|whole| *whole == left);
            here = which.unwrap_or_else(|| panic!("a mixture after kill {turn}: {:?}", left.keys()));
            in_midst += usize::from(stage.exists());
        }
        assert!(in_midst > 0, "every build was done before it was killed");

        // What the killed ones left is no hindrance, and goes.
        finish(build(&roots[1], &dest)).ended_with(0);
        assert!(files_below(&dest) == whole[1]);
        let beside: Vec<_> = fs::read_dir(scene.path())
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .collect();
        assert_eq!(beside.len(), 3, "{beside:?}");
    }

    #[test]
    fn the_program_ends_soon_when_it_is_told_to() {
        let book = Handbook::copy_of("sample-fever");
        let mut child = program(&book.root)
            .args(["build", "--quiet"])
            .spawn()
            .expect("the program can be run");
        std::thread::sleep(Duration::from_millis(5));
        child.kill().expect("it is ours");
        child.wait().expect("it is ours");
        book.site();
    }
}

/// A page that is faulty is never written, and what was there stays; `check`, which makes no pages, does not mind.
#[test]
fn a_faulty_page_stops_the_build() {
    let book = Handbook::copy_of("minimal");
    let before = book.site();
    book.write(
        "templates/site/home.html",
        "{% extends \"base.html\" %}\n{% block main %}\n<h1>{{ page.title }}</h1>\n\
         <p><a href=\"{{ root }}lost.html\">Lost</a></p>\n{% endblock main %}\n",
    );
    book.run(&["check", "--strict"]).ended_with(0);
    let build = book.run(&["build"]).ended_with(1);
    assert_eq!(
        build.stderr,
        "error[SB801]: in the page `index.html`, `<a href=\"lost.html\">` leads to no file of the site\n \
         --> templates/site/home.html:4:23\n  |\n4 | <p><a href=\"{{ root }}lost.html\">Lost</a></p>\n  |                       \
         ^^^^^^^^^ leads nowhere\n  |\n  = help: correct the address, or add what it leads to\n\n\
         1 error, 0 warnings\nnothing was built\n"
    );
    assert_eq!(book.built("book"), before);
    let json = book.run(&["build", "--quiet", "--format", "json"]).ended_with(1);
    assert_eq!(json.stdout.lines().count(), 1, "{}", json.stdout);
    assert!(json.stdout.contains("\"code\":\"SB801\""), "{}", json.stdout);
}

/// How much is accepted is counted beside what is wrong.
#[test]
fn accepted_faults_are_counted() {
    let book = Handbook::copy_of("sample-fever");
    let check = book.run(&["check"]).ended_with(0);
    assert!(
        check.stderr.ends_with("nothing is wrong, 1 accepted\n"),
        "{}",
        check.stderr
    );
    book.write("content/conditions/lonely.toml", "name = \"Lonely\"\n");
    let check = book.run(&["check"]).ended_with(0);
    assert!(
        check.stderr.ends_with("\n0 errors, 1 warning, 1 accepted\n"),
        "{}",
        check.stderr
    );
}
