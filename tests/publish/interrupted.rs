//! Builds that are killed, meet each other, or may not or cannot write.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sourcebook::write::{Output, WriteError, publish};

use super::{assert_only_book, assert_refused, contents, expected, output, path, report, scene};

/// Says to [`child`] what to do, and where.
const ROLE: &str = "SOURCEBOOK_TEST_ROLE";
const DEST: &str = "SOURCEBOOK_TEST_DEST";

/// No test of its own: what the tests here run as a process that can be killed.
#[test]
fn child() {
    let (Ok(role), Ok(dest)) = (std::env::var(ROLE), std::env::var(DEST)) else {
        return;
    };
    let dest = Path::new(&dest);
    match role.as_str() {
        "build for ever" => {
            let versions = [version('a'), version('b')];
            println!("ready");
            // Not quite for ever, lest it outlive a test that failed.
            for turn in 0..5000 {
                publish(dest, &versions[turn % 2]).expect("nothing is in the way");
            }
        }
        "fail to build" => {
            let error = publish(dest, &version('b')).expect_err("it must fail");
            println!("error: {error}");
        }
        _ => panic!("unknown role {role}"),
    }
}

/// This test program, run anew as [`child`].
fn child_command(program: &Path, role: &str, dest: &Path) -> Command {
    let mut command = Command::new(program);
    as_child(&mut command, role, dest);
    command
}

fn as_child(command: &mut Command, role: &str, dest: &Path) {
    command
        .args(["--exact", "interrupted::child", "--nocapture"])
        .env(ROLE, role)
        .env(DEST, dest)
        .stdout(Stdio::piped());
}

/// A few hundred files in folders, from empty to 64 KB. Every third is in both versions with the same bytes, some are in
/// one of them only.
fn version(letter: char) -> Output {
    let mut output = Output::default();
    for number in 0..300_usize {
        let name = match number % 10 {
            7 => format!("only-{letter}/{number}.html"),
            folder => format!("folder-{folder}/{number}.html"),
        };
        let text = if number % 3 == 0 { 'x' } else { letter };
        let bytes = text.to_string().repeat(number * number * 7 % 65536);
        output.insert(path(&name), bytes).expect("the names differ");
    }
    output
}

/// Kills and awaits a process when a test ends, also when it fails.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Numbers that look random and are the same in each run (xorshift).
fn random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

/// Where folders are exchanged in one step. Elsewhere a kill between two renames leaves none until the next build.
#[cfg(any(target_os = "linux", target_os = "macos"))]
#[test]
fn a_killed_build_leaves_the_old_folder_or_the_new_one_whole() {
    let (parent, dest) = scene();
    let program = std::env::current_exe().expect("the system knows its own process");
    let versions = [version('a'), version('b')];
    let whole = versions.each_ref().map(expected);
    publish(&dest, &versions[0]).unwrap();

    let mut state = 0x5eed;
    let mut seen = [0, 0];
    let mut within_a_build = 0;
    let shown = |seen: [usize; 2], within: usize| seen[0] > 0 && seen[1] > 0 && within > 10;
    // Time for some builds. On a machine that has much else to do they take longer.
    let mut longest = 60_000;
    for kill in 0..320 {
        if kill > 0 && kill % 80 == 0 {
            if shown(seen, within_a_build) {
                break;
            }
            longest *= 2;
        }
        let mut command = child_command(&program, "build for ever", &dest);
        let mut running = Killed(command.spawn().expect("this program can be run again"));
        let out = running.0.stdout.take().expect("its output is piped");
        let ready = BufReader::new(out)
            .lines()
            .map_while(Result::ok)
            .any(|line| line.ends_with("ready"));
        assert!(ready, "the child ended before it built");
        std::thread::sleep(Duration::from_micros(random(&mut state) % longest));
        assert_eq!(running.0.try_wait().unwrap(), None, "it ended by itself");
        drop(running);

        let left = contents(&dest);
        let which = whole.iter().position(|whole| *whole == left);
        seen[which.unwrap_or_else(|| panic!("a mixture after kill {kill}"))] += 1;
        within_a_build += usize::from(parent.path().join(".book.sourcebook-stage").exists());
    }
    // Otherwise the kills came at the wrong times, and the test shows nothing.
    assert!(shown(seen, within_a_build), "{seen:?}, {within_a_build}");

    let new = output(&[("index.html", "home")]);
    publish(&dest, &new).unwrap();
    assert_eq!(contents(&dest), expected(&new));
    assert_only_book(parent.path());
}

/// A limit on the size of files stands for the full disk: the system refuses a write in its midst, as it does there,
/// and no rights are needed to set it.
#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_the_old_folder() {
    let (parent, dest) = scene();
    let old = version('a');
    publish(&dest, &old).unwrap();
    let limited = r#"trap "" XFSZ; ulimit -f 50 && exec "$0" "$@""#;
    let program = std::env::current_exe().expect("the system knows its own process");
    let mut command = Command::new("sh");
    command.arg("-c").arg(limited).arg(program);
    as_child(&mut command, "fail to build", &dest);
    let done = command.output().expect("there is a shell");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}");
    assert!(said.contains("error: cannot write "), "{said}");
    assert!(said.contains("help: make room"), "{said}");
    assert_eq!(contents(&dest), expected(&old));
    assert_only_book(parent.path());
}

/// Root may write anywhere, so there the child is made someone else.
#[cfg(unix)]
#[test]
fn a_parent_that_may_not_be_written_leaves_the_old_folder() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let (base, _) = scene();
    let parent = base.path().join("parent");
    let dest = parent.join("book");
    let old = version('a');
    publish(&dest, &old).unwrap();
    // Where the other user can run it; the one that cargo built may be out of reach.
    let program = base.path().join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    allow(base.path(), 0o755).unwrap();
    allow(&parent, 0o555).unwrap();

    let mut command = child_command(&program, "fail to build", &dest);
    if fs::metadata(&parent).unwrap().uid() == 0 {
        command.uid(65534).current_dir("/");
    }
    let done = command.output().expect("this program can be run again");
    allow(&parent, 0o755).unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}");
    assert!(said.contains("error: cannot create "), "{said}");
    assert!(said.contains("must be allowed to write"), "{said}");
    assert_eq!(contents(&dest), expected(&old));
    assert_only_book(&parent);
}

#[test]
fn what_a_killed_build_left_is_cleared_away() {
    let (parent, dest) = scene();
    let stage = parent.path().join(".book.sourcebook-stage");
    let old = output(&[("index.html", "old"), ("a/b.html", "b")]);
    let new = output(&[("index.html", "new")]);
    publish(&dest, &old).unwrap();

    // Killed with all ready, which is how an exchanged old folder looks too.
    publish(&parent.path().join("ready"), &new).unwrap();
    fs::rename(parent.path().join("ready"), &stage).unwrap();
    assert_eq!(publish(&dest, &old).unwrap(), report(0, 2, 0));
    assert_only_book(parent.path());

    // Killed before the first file, and within it.
    fs::create_dir(&stage).unwrap();
    publish(&dest, &old).unwrap();
    assert_only_book(parent.path());
    fs::create_dir(&stage).unwrap();
    fs::write(stage.join(".sourcebook"), "This fol").unwrap();
    fs::write(parent.path().join(".book.sourcebook-lock"), "").unwrap();
    publish(&dest, &new).unwrap();
    assert_only_book(parent.path());

    // Killed between two renames, where folders cannot be exchanged.
    fs::rename(&dest, parent.path().join(".book.sourcebook-old")).unwrap();
    assert_eq!(publish(&dest, &new).unwrap(), report(0, 1, 0));
    assert_only_book(parent.path());

    // Not of a build.
    fs::create_dir(&stage).unwrap();
    fs::write(stage.join("notes.txt"), "mine").unwrap();
    let error = assert_refused(parent.path(), &dest, &["-stage", "notes.txt"]);
    assert!(matches!(error, WriteError::Leftover { .. }));
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let (parent, dest) = scene();
    let lock = parent.path().join(".book.sourcebook-lock");
    let held = fs::File::create(&lock).unwrap();
    held.lock().unwrap();
    let error = assert_refused(parent.path(), &dest, &["another sourcebook is writing"]);
    assert!(matches!(error, WriteError::Busy(_)));
    assert!(lock.exists(), "the lock of the other build stays");
    drop(held);
    publish(&dest, &output(&[("index.html", "home")])).unwrap();
    assert_only_book(parent.path());
}

#[test]
fn builds_that_race_leave_one_of_them_whole() {
    let (parent, dest) = scene();
    let text = |number: usize| format!("build {number}");
    let outputs: Vec<Output> = (0..8)
        .map(|number| output(&[("a.html", &text(number)), ("b/c.html", &text(number))]))
        .collect();
    publish(&dest, &outputs[0]).unwrap();
    std::thread::scope(|threads| {
        for new in &outputs {
            threads.spawn(|| {
                for _ in 0..20 {
                    match publish(&dest, new) {
                        Ok(_) | Err(WriteError::Busy(_)) => {}
                        Err(e) => panic!("{e}"),
                    }
                }
            });
        }
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        for _ in 0..2000 {
            fs::read(dest.join("a.html")).expect("a reader always finds the page");
        }
    });
    let left = contents(&dest);
    assert!(outputs.iter().any(|output| expected(output) == left));
    assert_only_book(parent.path());
}
