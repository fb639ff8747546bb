//! Paths that no file system, or not every one, could hold.

use std::path::{Component, Path};

use sourcebook::write::{OutPath, OutputError};

use super::{output, path};

#[test]
fn paths_that_could_lead_out_or_cannot_be_written_are_refused() {
    let long = ["x"; 600].join("/");
    let long_name = "x".repeat(256);
    for hostile in [
        "",
        "/",
        "/etc/passwd",
        "..",
        "../a",
        "a/../../b",
        "a/..",
        ".",
        "./a",
        "a/./b",
        "a//b",
        "a/",
        ".../a",
        "C:/a",
        "C:a",
        "a\\b",
        "..\\a",
        "a\0",
        "a\nb",
        "a\u{7f}",
        "a\u{85}b",
        "a:b",
        "a?",
        "a*",
        "a|b",
        "a\"b",
        "<a>",
        "a.",
        "a ",
        "a./b",
        "a /b",
        "con",
        "CON.html",
        "a/nul",
        "aux.tar.gz",
        "Com1.txt",
        "lpt9",
        "com¹",
        "conin$",
        "nul .txt",
        ".sourcebook",
        ".SourceBook",
        ".sourcebook/a",
        &long,
        &long_name,
    ] {
        let error = OutPath::new(hostile).expect_err(hostile).to_string();
        assert!(error.contains("help:") && !error.contains('\0'), "{error}");
    }
    for sound in [
        "index.html",
        "a/b/c.html",
        ".nojekyll",
        "a/.sourcebook",
        "..a",
        "a..b",
        "contrast.html",
        "com.html",
        "com10.html",
        "komplexität/größe.html",
        "a b.html",
        "CNAME",
    ] {
        assert_eq!(path(sound).as_str(), sound);
    }
}

proptest::proptest! {
    #[test]
    fn no_path_leads_out(text in r"[a-c./\\ :\x00-\x1f\u{2028}é~$-]{0,12}") {
        if let Ok(path) = OutPath::new(text) {
            let parts: Vec<_> = Path::new(path.as_str()).components().collect();
            proptest::prop_assert!(parts.iter().all(|part| matches!(part, Component::Normal(_))));
            proptest::prop_assert_eq!(parts.len(), path.as_str().split('/').count());
        }
    }
}

#[test]
fn paths_that_clash_on_any_file_system_are_refused() {
    let mut taken = output(&[("a/b.html", ""), ("straße", "")]);
    let before = taken.clone();
    let mut refuse = |name: &str| taken.insert(path(name), "").expect_err(name);
    assert!(matches!(refuse("a/b.html"), OutputError::Twice(_)));
    assert!(matches!(refuse("a"), OutputError::FileAndFolder { .. }));
    assert!(matches!(refuse("a/b.html/c"), OutputError::FileAndFolder { .. }));
    for other_case in ["a/B.html", "A/c.html", "A", "a/B.HTML/c", "STRASSE", "Straße"] {
        assert!(matches!(refuse(other_case), OutputError::Case { .. }));
    }
    let kept: Vec<_> = taken.files().collect();
    assert_eq!(kept, before.files().collect::<Vec<_>>());
    taken.insert(path("a/c.html"), "").unwrap();
    assert_eq!(taken.get("a/c.html"), Some(&Vec::new()));
    assert_eq!(taken.len(), 3);
}
