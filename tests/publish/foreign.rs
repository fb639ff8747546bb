//! What was there before, and is not ours.

use std::fs;
use std::path::Path;

use sourcebook::write::{Output, WriteError, clean, publish};

use super::{assert_refused, names, output, scene};

#[test]
fn a_folder_of_someone_else_is_refused() {
    let (parent, dest) = scene();
    fs::create_dir(&dest).unwrap();
    fs::write(dest.join("thesis.docx"), "three years").unwrap();
    let error = assert_refused(parent.path(), &dest, &["book was not made by sourcebook"]);
    assert!(matches!(error, WriteError::NotOurs(_)));

    fs::write(dest.join("book.toml"), "").unwrap();
    let error = assert_refused(parent.path(), &dest, &["holds a handbook"]);
    assert!(matches!(error, WriteError::Handbook(_)));
}

#[test]
fn a_file_with_the_marker_s_name_does_not_make_a_folder_ours() {
    let (parent, dest) = scene();
    fs::create_dir(&dest).unwrap();
    fs::write(dest.join(".sourcebook"), "my notes").unwrap();
    let error = assert_refused(parent.path(), &dest, &[]);
    assert!(matches!(error, WriteError::NotOurs(_)));
}

#[test]
fn a_file_a_root_and_the_current_folder_are_refused() {
    let (parent, dest) = scene();
    fs::write(&dest, "a file").unwrap();
    let error = assert_refused(parent.path(), &dest, &["book is not a folder"]);
    assert!(matches!(error, WriteError::NotAFolder(_)));

    let nothing = Output::default();
    for nameless in ["/", "..", "book/.."] {
        let error = publish(Path::new(nameless), &nothing).unwrap_err();
        assert!(matches!(error, WriteError::NoName(_)), "{error}");
    }
    for current in [".", "../"] {
        let error = publish(&std::env::current_dir().unwrap().join(current), &nothing);
        let error = error.unwrap_err();
        assert!(
            matches!(error, WriteError::CurrentFolder(_) | WriteError::NoName(_)),
            "{error}"
        );
    }
}

#[test]
fn what_someone_put_into_our_folder_is_not_lost() {
    let (parent, dest) = scene();
    let new = output(&[("index.html", "home"), ("a/b.html", "b")]);
    publish(&dest, &new).unwrap();
    fs::write(dest.join("notes.txt"), "mine").unwrap();
    assert_refused(parent.path(), &dest, &["did not write: notes.txt\n"]);

    fs::create_dir_all(dest.join(".git/objects")).unwrap();
    fs::create_dir_all(dest.join("a/empty")).unwrap();
    for number in 1..=5 {
        fs::write(dest.join(format!("a/z\u{1b}{number}")), "mine").unwrap();
    }
    let words = [".git/, a/empty/, a/z\\u{1b}1, a/z\\u{1b}2, a/z\\u{1b}3 and 3 more"];
    let error = assert_refused(parent.path(), &dest, &words);
    assert!(matches!(error, WriteError::Foreign { paths, .. } if paths.len() == 8));
    clean(&dest).expect_err("clean refuses it too");
    assert_eq!(fs::read(dest.join("notes.txt")).unwrap(), b"mine");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (parent, dest) = scene();
    let elsewhere = parent.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("b.html"), "theirs").unwrap();

    // The output folder itself, with and without a slash that would make the system follow it.
    symlink(&elsewhere, &dest).unwrap();
    for dest in [&dest, &dest.join("")] {
        let error = assert_refused(parent.path(), dest, &["book is a symbolic link"]);
        assert!(matches!(error, WriteError::Symlink(_)));
    }
    fs::remove_file(&dest).unwrap();

    // A folder and a file of ours, replaced by links of the same name.
    let new = output(&[("a/b.html", "ours"), ("c.html", "ours")]);
    publish(&dest, &new).unwrap();
    fs::remove_dir_all(dest.join("a")).unwrap();
    symlink(&elsewhere, dest.join("a")).unwrap();
    fs::remove_file(dest.join("c.html")).unwrap();
    symlink(elsewhere.join("b.html"), dest.join("c.html")).unwrap();
    assert_refused(parent.path(), &dest, &["a, c.html"]);
    clean(&dest).expect_err("clean refuses it too");

    // The hidden names that a build uses.
    fs::remove_dir_all(&dest).unwrap();
    for hidden in ["stage", "old", "lock"] {
        let link = parent.path().join(format!(".book.sourcebook-{hidden}"));
        symlink(elsewhere.join("new"), &link).unwrap();
        assert_refused(parent.path(), &dest, &[".book.sourcebook-"]);
        fs::remove_file(link).unwrap();
    }
    assert_eq!(names(&elsewhere), ["b.html"]);
    assert_eq!(fs::read(elsewhere.join("b.html")).unwrap(), b"theirs");
}
