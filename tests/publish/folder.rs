//! What a build does to its own folder.

use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;

use sourcebook::write::{Content, Output, OutputOf, WriteError, clean, publish};

use super::{assert_only_book, contents, expected, output, path, report, scene};

#[test]
fn a_first_build_makes_the_folder_and_those_above_it() {
    let (parent, _) = scene();
    let dest = parent.path().join("public/site/book");
    let new = output(&[("index.html", "home"), ("trials/a.html", "a"), ("trials/b/c.css", "")]);
    assert_eq!(publish(&dest, &new).unwrap(), report(3, 0, 0));
    assert_eq!(contents(&dest), expected(&new));
    assert_only_book(dest.parent().unwrap());
}

#[test]
fn an_empty_folder_is_accepted() {
    let (parent, dest) = scene();
    fs::create_dir(&dest).unwrap();
    fs::write(dest.join(".DS_Store"), "left by a file manager").unwrap();
    let new = output(&[("index.html", "home")]);
    assert_eq!(publish(&dest, &new).unwrap(), report(1, 0, 0));
    assert_eq!(contents(&dest), expected(&new));
    assert_only_book(parent.path());
}

#[test]
fn an_output_of_no_files_is_a_folder_too() {
    let (_parent, dest) = scene();
    assert_eq!(publish(&dest, &Output::default()).unwrap(), report(0, 0, 0));
    assert_eq!(contents(&dest), expected(&Output::default()));
}

#[test]
fn a_trailing_slash_and_a_relative_path_name_the_same_folder() {
    let (parent, dest) = scene();
    let new = output(&[("index.html", "home")]);
    publish(&dest.join(""), &new).unwrap();
    let roundabout = parent.path().join("book/../book/.");
    assert_eq!(publish(&roundabout, &new).unwrap(), report(0, 1, 0));
    assert_only_book(parent.path());
}

#[cfg(unix)]
#[test]
fn a_rebuild_writes_only_what_changed() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let (parent, dest) = scene();
    let old = [
        ("a/same.html", "same"),
        ("a/longer.html", "1"),
        ("other.html", "x"),
        ("gone/g.html", "g"),
    ];
    let new = [
        ("a/same.html", "same"),
        ("a/longer.html", "22"),
        ("other.html", "y"),
        ("new/n.html", "n"),
    ];
    publish(&dest, &output(&old)).unwrap();
    fs::set_permissions(&dest, fs::Permissions::from_mode(0o750)).unwrap();
    let identity = |file: &str| {
        let found = fs::metadata(dest.join(file)).unwrap();
        (found.ino(), found.mtime(), found.mtime_nsec())
    };
    let before = ["a/same.html", "a/longer.html", "other.html"].map(identity);

    assert_eq!(publish(&dest, &output(&new)).unwrap(), report(3, 1, 1));
    assert_eq!(contents(&dest), expected(&output(&new)));
    let after = ["a/same.html", "a/longer.html", "other.html"].map(identity);
    assert_eq!(before[0], after[0]);
    assert_ne!(before[1].0, after[1].0);
    assert_ne!(before[2].0, after[2].0);
    assert_eq!(fs::metadata(&dest).unwrap().mode() & 0o777, 0o750);
    assert_only_book(parent.path());
}

#[cfg(unix)]
#[test]
fn a_build_that_changes_nothing_does_not_touch_the_folder() {
    use std::os::unix::fs::MetadataExt;
    let (_parent, dest) = scene();
    let new = output(&[("index.html", "home"), ("a/b.html", "b")]);
    publish(&dest, &new).unwrap();
    let identity = || {
        let found = fs::metadata(&dest).unwrap();
        (found.ino(), found.ctime(), found.ctime_nsec())
    };
    let before = identity();
    assert_eq!(publish(&dest, &new).unwrap(), report(0, 2, 0));
    assert_eq!(before, identity());
}

#[test]
fn a_file_may_become_a_folder_and_change_its_case() {
    let (_parent, dest) = scene();
    publish(&dest, &output(&[("a", "file"), ("b/c", "file"), ("Name", "x")])).unwrap();
    let new = output(&[("a/x", "file"), ("b", "file"), ("name", "x")]);
    publish(&dest, &new).unwrap();
    assert_eq!(contents(&dest), expected(&new));
}

#[test]
fn a_file_that_someone_removed_comes_back() {
    let (_parent, dest) = scene();
    let new = output(&[("a.html", "a"), ("b.html", "b")]);
    publish(&dest, &new).unwrap();
    fs::remove_file(dest.join("a.html")).unwrap();
    assert_eq!(publish(&dest, &new).unwrap(), report(1, 1, 0));
    assert_eq!(contents(&dest), expected(&new));
}

#[test]
fn clean_removes_what_sourcebook_made_and_no_more() {
    let (parent, dest) = scene();
    assert_eq!(clean(&dest).unwrap(), 0);
    assert_eq!(clean(&dest.join("deeper/still")).unwrap(), 0);
    publish(&dest, &output(&[("index.html", "home"), ("a/b.html", "b")])).unwrap();
    assert_eq!(clean(&dest).unwrap(), 2);
    assert!(!dest.exists());

    fs::create_dir(&dest).unwrap();
    assert!(matches!(clean(&dest), Err(WriteError::NotOurs(_))));
    assert_only_book(parent.path());
}

/// A file that can be made or not.
struct Made(bool);

impl Content for Made {
    type Error = WriteError;

    fn bytes(&self) -> Result<Cow<'_, [u8]>, WriteError> {
        match self.0 {
            true => Ok(Cow::Borrowed(b"made as it is written")),
            false => Err(WriteError::NoName(PathBuf::from("what could not be made"))),
        }
    }
}

#[test]
fn a_file_that_cannot_be_made_leaves_the_old_folder_and_nothing_beside_it() {
    let (parent, dest) = scene();
    let old = output(&[("a.html", "a"), ("z.html", "z")]);
    publish(&dest, &old).unwrap();
    let mut new = OutputOf::<Made>::default();
    for (name, can_be_made) in [("a.html", true), ("b/c.html", false), ("z.html", true)] {
        new.insert(path(name), Made(can_be_made)).unwrap();
    }
    assert!(matches!(publish(&dest, &new), Err(WriteError::NoName(_))));
    assert_eq!(contents(&dest), expected(&old));
    assert_only_book(parent.path());
}
