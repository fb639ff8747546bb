//! What is edited is seen, and what is broken does not take the pages away.

use std::fs;

use super::client::Preview;
use super::support::handbook::Handbook;

const TRIAL: &str = "content/trials/sample-1.toml";
const PAGE: &str = "/trial/sample-1.html";

/// Gives the trial another name, which stands in its first line.
fn rename(handbook: &Handbook, name: &str) {
    let text = handbook.read(TRIAL);
    let (first, rest) = text.split_once('\n').expect("the record has lines");
    assert!(first.starts_with("name = "), "{first}");
    handbook.write(TRIAL, format!("name = \"{name}\"\n{rest}"));
}

#[test]
fn a_page_that_waits_is_told_of_an_edit() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    let seen = preview.get(PAGE).seen();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| preview.changes(PAGE, &seen));
        rename(&handbook, "First Edit");
        let now = waiting.join().unwrap();
        assert_ne!(now, seen);
        let page = preview.get(PAGE);
        assert_eq!(page.seen(), now);
        assert!(page.text().contains("First Edit"));
    });
    // Who has seen something else is told at once.
    assert_eq!(preview.changes(PAGE, "0"), preview.get(PAGE).seen());
}

#[test]
fn a_page_that_an_edit_does_not_touch_keeps_waiting() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    let untouched = "/chapters/writing.html";
    let seen = preview.get(untouched).seen();
    handbook.write(
        "content/questions/why.toml",
        handbook.read("content/questions/why.toml") + "\n# a note\n",
    );
    rename(&handbook, "Second Edit");
    preview.until(PAGE, |page| page.text().contains("Second Edit"));
    assert_eq!(preview.get(untouched).seen(), seen);
    assert_eq!(preview.changes(untouched, &seen), seen);
}

#[test]
fn styles_and_images_are_edited_too() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    let seen = preview.get("/").seen();
    handbook.write("templates/site/site.css", "body { color: red }\n");
    let page = preview.until("/", |page| page.seen() != seen);
    assert_eq!(preview.get("/site.css").text(), "body { color: red }\n");
    assert_eq!(page.status, 200);
}

#[test]
fn broken_content_keeps_the_last_good_pages_and_says_what_is_wrong() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    rename(&handbook, "Third Edit");
    let good = preview.until(PAGE, |page| page.text().contains("Third Edit"));
    assert!(!good.text().contains("sourcebook-trouble"));

    let text = handbook.read(TRIAL);
    handbook.write(
        TRIAL,
        format!("about = [\"trial:<script>alert(1)</script>\", \"trial:gone\"]\nunknown = \"<b>&\"\n{text}"),
    );
    let page = preview.until(PAGE, |page| page.text().contains("sourcebook-trouble"));
    assert_eq!(page.status, 200);
    let html = page.text();
    assert!(html.contains("Third Edit") && html.contains(TRIAL), "{html}");
    assert!(html.contains("has no field `unknown`"), "{html}");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
    assert!(!html.contains("<script>alert") && !html.contains("<b>&"), "{html}");
    // All pages say it, also those that are not there; and all of it.
    for path in ["/", "/chapters/writing.html", "/nowhere.html"] {
        assert!(preview.get(path).text().contains("has no field `unknown`"), "{path}");
    }
    assert!(preview.messages().contains("has no field `unknown`"));

    handbook.write(TRIAL, text);
    let mended = preview.until(PAGE, |page| !page.text().contains("sourcebook-trouble"));
    assert_eq!((mended.text(), mended.seen()), (good.text(), good.seen()));
}

#[test]
fn it_starts_with_broken_content_and_recovers() {
    let handbook = Handbook::copy_of("sample-fever");
    let book = handbook.read("book.toml");
    handbook.write("book.toml", "[book\n");
    let preview = Preview::of(&handbook);
    let page = preview.get(PAGE);
    assert_eq!(page.status, 503);
    assert!(page.text().contains("this is not valid TOML"), "{}", page.text());
    handbook.write("book.toml", book);
    let page = preview.until(PAGE, |page| page.status == 200);
    assert!(!page.text().contains("sourcebook-trouble"));
}

#[test]
fn a_template_that_fails_keeps_the_last_good_pages() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    handbook.write("templates/site/nav.html", "{% if");
    let page = preview.until("/", |page| page.text().contains("sourcebook-trouble"));
    assert_eq!(page.status, 200);
    assert!(page.text().contains("a template cannot be used"), "{}", page.text());
    fs::remove_file(handbook.path("templates/site/nav.html")).unwrap();
    preview.until("/", |page| !page.text().contains("sourcebook-trouble"));
}

#[test]
fn warnings_are_shown_beside_the_newest_page() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    handbook.write("content/chapters/unlisted.md", "# Unlisted\n");
    rename(&handbook, "Fourth Edit");
    let page = preview.until(PAGE, |page| {
        page.text().contains("Fourth Edit") && page.text().contains("sourcebook-trouble")
    });
    assert!(page.text().contains("1 warning") && page.text().contains("unlisted.md"));
}

#[test]
fn files_may_be_replaced_and_folders_made_anew() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    // Many editors write beside the file, and rename.
    let text = handbook.read(TRIAL).replacen("name = \"", "name = \"Renamed ", 1);
    handbook.write("content/trials/.sample-1.toml.swp", &text);
    fs::rename(handbook.path("content/trials/.sample-1.toml.swp"), handbook.path(TRIAL)).unwrap();
    preview.until(PAGE, |page| page.text().contains("Renamed "));

    // A new folder with a file in it, and a page that was not there.
    handbook.write(
        "content/trials/new-one.toml",
        handbook
            .read("content/trials/sample-2.toml")
            .replacen("name = \"", "name = \"New ", 1)
            .replace("registry", "# registry"),
    );
    preview.until("/trial/new-one.html", |page| page.status == 200);
    fs::remove_file(handbook.path("content/trials/new-one.toml")).unwrap();
    preview.until("/trial/new-one.html", |page| page.status == 404);

    // As version control does when it goes to another branch and back.
    let aside = handbook.parent().join("aside");
    fs::rename(handbook.path("content"), &aside).unwrap();
    preview.until(PAGE, |page| page.text().contains("sourcebook-trouble"));
    super::support::copy(&aside, &handbook.path("content"));
    preview.until(PAGE, |page| !page.text().contains("sourcebook-trouble"));
    rename(&handbook, "After All");
    preview.until(PAGE, |page| page.text().contains("After All"));

    // The whole handbook.
    let away = handbook.parent().join("away");
    fs::rename(&handbook.root, &away).unwrap();
    preview.until(PAGE, |page| page.text().contains("sourcebook-trouble"));
    fs::rename(&away, &handbook.root).unwrap();
    preview.until(PAGE, |page| !page.text().contains("sourcebook-trouble"));
    rename(&handbook, "Back Again");
    preview.until(PAGE, |page| page.text().contains("Back Again"));
}
