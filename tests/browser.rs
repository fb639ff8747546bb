//! The pages in a real browser: search, accessibility, weight, what they ask for, valid HTML.
//!
//! The tests themselves are JavaScript, in `tests/browser/`; `npm ci` there installs what they need, and `CHROMIUM` names
//! the browser where it is not found by itself. Without them this says that it was skipped, unless
//! `SOURCEBOOK_BROWSER=required`.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::data::DataFormat;
use snapbox::{Assert, Data, IntoData};
use sourcebook::render::search::fold;
use support::handbook::Handbook;
use support::repository;

const BROWSERS: [&str; 3] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
];

#[test]
fn pages_hold_in_a_browser() {
    let tests = repository().join("tests/browser");
    let browser = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let browser = browser.or_else(|| BROWSERS.iter().map(PathBuf::from).find(|path| path.exists()));
    let has_packages = tests.join("node_modules").is_dir();
    let (Some(browser), true) = (browser, has_packages) else {
        let missing = "pages were not looked at in a browser: Chromium, or `npm ci` in tests/browser, is missing";
        assert_ne!(
            std::env::var("SOURCEBOOK_BROWSER").as_deref(),
            Ok("required"),
            "{missing}"
        );
        eprintln!("SKIPPED: {missing}");
        return;
    };
    let own = Handbook::copy_of_own();
    let invented = Handbook::copy_of("sample-fever");
    let sites: BTreeMap<&str, &Path> = [("own", &own), ("invented", &invented)]
        .map(|(name, book)| {
            book.run(&["build", "--quiet"]).ended_with(0);
            (name, book.root.as_path())
        })
        .into();
    let later = Handbook::copy_of("sample-fever");
    later.edit("book.toml", "version = \"1.2.0\"", "version = \"1.3.0\"");
    later.run(&["build", "--quiet"]).ended_with(0);
    #[cfg(feature = "print")]
    let with_cards = support::sheets::starter();
    #[cfg(feature = "print")]
    with_cards.run(&["build", "--with-cards", "--quiet"]).ended_with(0);
    let sites: BTreeMap<&str, PathBuf> = sites
        .into_iter()
        .map(|(name, root)| (name, root.join("book")))
        .collect();
    let mut command = Command::new("node");
    #[cfg(feature = "print")]
    command.env("CARDS", with_cards.root.join("book"));
    let output = command
        .args([
            "--test",
            "--test-force-exit",
            "--test-timeout=600000",
            "--test-reporter=spec",
        ])
        .current_dir(&tests)
        .env("SITES", serde_json::to_string(&sites).expect("paths are texts"))
        .env("NEXT", later.root.join("book"))
        .env("CHROMIUM", browser)
        .output()
        .expect("node can be run");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// How words are folded, for the script to be held against.
#[test]
fn what_the_script_must_fold_is_up_to_date() {
    let words = "haemodynamic hemodynamic oedema Edema tumour tumor colour centre centres center fibre defence defense \
                 analogue analog randomised randomized randomisation randomization randomises randomising analyse \
                 analyzing labelled labeled Møller Moller naïve naive pumps pump class status axis diagnosis sulphate \
                 sulfate Straße œsophagus esophagus æther HR 55 0.74 IABP SHOCK shocks VA-ECMO ischaemia ischemia \
                 haemoperfusion levosimendan catheterisation norepinephrine 日本 µg Ångström";
    let folded: BTreeMap<&str, String> = words.split_whitespace().map(|word| (word, fold(word))).collect();
    let folded = serde_json::to_string_pretty(&folded).expect("words are texts") + "\n";
    let expected = Data::read_from(&repository().join("tests/browser/folded.json"), Some(DataFormat::Text)).raw();
    Assert::new().action_env("SNAPSHOTS").eq(folded.into_data(), expected);
}
