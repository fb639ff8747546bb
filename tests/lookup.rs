//! `sourcebook list` and `sourcebook show`.

mod support;

use serde_json::Value as Json;
use support::handbook::Handbook;
use support::repository;
use support::run::run;

/// The handbook that `init` makes.
fn fever() -> Handbook {
    let book = Handbook::empty();
    run(book.parent(), &["init", "handbook", "-q"]).ended_with(0);
    book
}

fn ids(book: &Handbook, arguments: &[&str]) -> Vec<String> {
    let run = book
        .run(&[&["list", "--format", "ids"], arguments].concat())
        .ended_with(0);
    let count = run.stdout.lines().count();
    let records = if count == 1 { "record" } else { "records" };
    assert_eq!(run.stderr, format!("{count} {records}\n"));
    run.stdout.lines().map(str::to_owned).collect()
}

fn json(book: &Handbook, record: &str) -> Json {
    let run = book.run(&["show", record, "--format", "json"]);
    serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}{}", run.stdout, run.stderr))
}

/// Compares with what stands in `tests/lookup/`; `SNAPSHOTS=overwrite` writes it.
#[track_caller]
fn as_in(file: &str, text: &str) {
    let path = repository().join("tests/lookup").join(file);
    let expected = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text));
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    assert.eq(snapbox::Data::text(text), expected.raw());
}

#[test]
fn a_list_has_every_record_and_work_by_kind_and_id() {
    let book = fever();
    let table = book.run(&["list"]).ended_with(0);
    assert_eq!(table.stderr, "17 records\n");
    as_in("table.txt", &table.stdout);
    let lines = book.run(&["list", "--format", "json", "-q"]).ended_with(0);
    assert_eq!(lines.stderr, "");
    as_in("lines.txt", &lines.stdout);
    assert!(
        lines
            .stdout
            .lines()
            .all(|line| serde_json::from_str::<Json>(line).is_ok())
    );
}

#[test]
fn conditions_of_a_list_hold_all_at_once() {
    let book = fever();
    assert_eq!(ids(&book, &["trial"]), ["trial:dimmer"]);
    assert_eq!(
        ids(&book, &["--text", "dim"]),
        [
            "therapy:dimming-shade",
            "trial:dimmer",
            "study:dimmer-2",
            "reference:ember2031"
        ]
    );
    assert_eq!(ids(&book, &["--text", "LF"]), ["condition:lantern-fever"], "an alias");
    assert_eq!(ids(&book, &["study", "--text", "dim"]), ["study:dimmer-2"]);
    assert_eq!(
        ids(&book, &["--cites", "keepers2030"]),
        [
            "definition:lamp-keepers",
            "staging:glow-stages",
            "recommendation:shade-in-bright-fever",
            "grading:lamp-keepers",
            "pathway:first-hour"
        ]
    );
    assert_eq!(
        ids(&book, &["--refers-to", "trial:dimmer"]),
        [
            "therapy:dimming-shade",
            "analysis:wick-pooled",
            "recommendation:shade-in-bright-fever",
            "question:faint-glow"
        ]
    );
    assert_eq!(
        ids(&book, &["--refers-to", "trial:dimmer#chilled-fingers"]),
        ["therapy:dimming-shade"]
    );
    assert_eq!(
        ids(&book, &["--refers-to", "trial:dimmer", "--cites", "keepers2030"]),
        ["recommendation:shade-in-bright-fever"]
    );
    assert_eq!(ids(&book, &["score", "--text", "nothing of this name"]), [""; 0]);
    assert_eq!(ids(&book, &["--faulty"]), [""; 0]);
    assert_eq!(ids(&book, &["--review", "reviewed"]), [""; 0]);
    assert_eq!(ids(&book, &["--grounding", "none"]), [""; 0]);
    assert_eq!(ids(&book, &["--grounding", "sealed"]).len(), 17);
    let ungrounded = Handbook::copy_of("minimal");
    assert_eq!(ids(&ungrounded, &["--grounding", "none"]), ["parameter:heat"]);
}

#[test]
fn states_follow_what_happens_to_a_record() {
    let book = fever();
    book.run(&["review", "trial:dimmer", "--by", "A. Sample", "--on", "2026-01-31"])
        .ended_with(0);
    assert_eq!(ids(&book, &["--review", "reviewed"]), ["trial:dimmer"]);

    book.edit(
        "content/conditions/lantern-fever.toml",
        "role = \"syndrome\"",
        "role = \"cause\"",
    );
    let open = book
        .run(&["list", "--grounding", "open", "--format", "ids"])
        .ended_with(1);
    assert_eq!(open.stdout, "condition:lantern-fever\n");
    assert_eq!(
        open.stderr,
        "1 record\n1 error in the content: `sourcebook check` lists them\n"
    );
    let shown = json(&book, "condition:lantern-fever");
    assert_eq!(shown["claims"][0]["state"], "changed");
    assert_eq!(shown["faults"][0]["code"], "SB503");

    book.run(&[
        "ground",
        "--accept",
        "condition:lantern-fever",
        "--papers",
        "schemas",
        "--because",
        "Invented",
        "--by",
        "B. Sample",
    ])
    .ended_with(0);
    assert_eq!(ids(&book, &["--grounding", "accepted"]), ["condition:lantern-fever"]);
    let shown = json(&book, "condition:lantern-fever");
    assert_eq!(shown["claims"][0]["because"], "Invented");
    assert_eq!(shown["claims"][0]["by"], "B. Sample");
    assert_eq!(ids(&book, &["--review", "suspect"]), ["trial:dimmer"]);
    assert_eq!(ids(&book, &["--faulty"]), ["trial:dimmer"]);
    let shown = json(&book, "trial:dimmer");
    assert_eq!(shown["review"], "suspect");
    assert_eq!(shown["reviewed"]["by"], "A. Sample");
    let why = shown["reviewed"]["suspect"][0].as_str().expect("there is a reason");
    assert!(why.contains("condition:lantern-fever"), "{why}");
    book.run(&["show", "trial:dimmer"])
        .ended_with(0)
        .says("read by A. Sample on 2026-01-31")
        .says(why);

    std::fs::remove_file(book.path("grounding.lock")).expect("it is there");
    let claim = &json(&book, "parameter:glow")["claims"][0];
    assert_eq!(claim["state"], "unsealed");
}

#[test]
fn a_record_is_shown_with_all_that_is_known_of_it() {
    let book = fever();
    for (record, file) in [
        ("trial:dimmer", "trial"),
        ("trial:dimmer#death-30d", "part"),
        ("reference:wick2032", "work"),
        ("reference:ember2031", "notes"),
    ] {
        let run = book.run(&["show", record]).ended_with(0);
        assert_eq!(run.stderr, "");
        as_in(&format!("{file}.txt"), &run.stdout);
        let run = book.run(&["show", record, "--format", "json"]).ended_with(0);
        assert_eq!(run.stderr, "");
        as_in(&format!("{file}.json"), &run.stdout);
    }
    // A part goes by its id, a key path, or both.
    let paths = ["death-30d.effect", "outcomes.death-30d.effect"];
    let shown = paths.map(|path| json(&book, &format!("trial:dimmer#{path}")));
    assert_eq!(shown[0]["part"], "outcomes.death-30d.effect");
    assert_eq!(shown[0]["values"], shown[1]["values"]);
    assert_eq!(json(&book, "trial:dimmer#population")["part"], "population");
    let parts = ["death-30d", "outcomes.death-30d"];
    let referrers = parts.map(|part| json(&book, &format!("trial:dimmer#{part}"))["referred_by"].clone());
    assert_eq!(referrers[0], referrers[1]);
    let lists = parts.map(|part| ids(&book, &["--refers-to", &format!("trial:dimmer#{part}")]));
    assert_eq!(lists, [["therapy:dimming-shade"], ["therapy:dimming-shade"]]);
}

#[test]
fn numbers_keep_their_spelling_and_every_value_its_source() {
    let book = Handbook::copy_of("sample-fever");
    let shown = json(&book, "trial:sample-1");
    let value = |path: &str| {
        let values = shown["values"].as_array().expect("there are values");
        values
            .iter()
            .find(|v| v["path"] == path)
            .unwrap_or_else(|| panic!("{path}"))
            .clone()
    };
    assert_eq!(value("outcomes.death-30d.effect.estimate")["value"], "0.80");
    assert_eq!(
        value("outcomes.death-30d.effect.ci")["value"],
        serde_json::json!(["0.65", "0.98"])
    );
    assert_eq!(value("outcomes.death-2y.effect.p")["sources"][0]["at"], "Table 2");
    assert_eq!(value("outcomes.death-30d.effect.p")["sources"][0]["at"], "Results");
    assert_eq!(value("review.reviewed_on")["type"], "date");
    assert_eq!(value("outcomes.death-30d.primary")["type"], "bool");
    let elsewhere = json(&book, "trial:sample-2");
    let values = elsewhere["values"].as_array().expect("there are values");
    let sources =
        |path: &str| values.iter().find(|v| v["path"] == path).expect("it is there")["sources"][0]["cite"].clone();
    assert_eq!(sources("year"), "list2029");
    assert_eq!(sources("design"), "review2032");
    assert!(shown["values"].as_array().expect("values").iter().all(|v| {
        let path = v["path"].as_str().expect("it is a text");
        let is_ours = path.starts_with("review.") || path.starts_with("accept.");
        v["sources"][0]["cite"].is_string() != is_ours
    }));
}

#[test]
fn what_does_not_exist_is_said_with_what_is_nearest() {
    let book = fever();
    let refused = |arguments: &[&str], words: &[&str]| {
        let run = book.run(arguments).ended_with(2);
        assert_eq!(run.stdout, "");
        words.iter().fold(run, |run, words| run.says(words));
    };
    refused(
        &["show", "trial:dimer"],
        &["there is no record `trial:dimer`", "`trial:dimmer` exists"],
    );
    refused(
        &["show", "trial:zzz"],
        &["there is no record `trial:zzz`", "`sourcebook list` shows"],
    );
    refused(&["show", "study:dimmer"], &["`study:dimmer-2` exists"]);
    refused(
        &["show", "score:dimmer"],
        &["there is no record `score:dimmer`", "`trial:dimmer` exists"],
    );
    refused(
        &["show", "trail:dimmer"],
        &["there is no record kind `trail`", "a kind `trial` exists"],
    );
    refused(
        &["show", "dimmer"],
        &["`dimmer` is not a reference", "write the kind, a colon and the id"],
    );
    refused(
        &["show", "trial:dimmer#deth-30d"],
        &["no part `deth-30d`", "`trial:dimmer#death-30d` exists"],
    );
    refused(
        &["show", "trial:dimmer#death-30d.zzz"],
        &["no part `death-30d.zzz`", "lists its parts"],
    );
    refused(&["show", "trial:dimmer#"], &["names no part behind `#`"]);
    refused(&["show"], &["<KIND:ID[#PART]>"]);
    refused(&["list", "trail"], &["invalid value 'trail'", "'trial'"]);
    refused(
        &["list", "--cites", "wick2033"],
        &["there is no work `wick2033`", "`wick2032` exists"],
    );
    refused(&["list", "--refers-to", "trial:dimer"], &["`trial:dimmer` exists"]);
    refused(
        &["list", "--refers-to", "trial:dimmer#deth-30d"],
        &["`trial:dimmer#death-30d` exists"],
    );
    refused(
        &["list", "--review", "read"],
        &["[possible values: unreviewed, reviewed, suspect]"],
    );
    Handbook::empty().run(&["list"]).ended_with(2).says("is not a handbook");
    Handbook::empty()
        .run(&["show", "trial:a"])
        .ended_with(2)
        .says("is not a handbook");

    let book = Handbook::copy_of("sample-fever");
    book.run(&["show", "therapy:flow-machine"])
        .ended_with(2)
        .says("it is called `therapy:flow-maker` now");
}

#[test]
fn what_is_broken_elsewhere_is_no_hindrance() {
    let book = fever();
    book.write("content/trials/broken.toml", "name = \"Broken\"\ndesign = \n");
    book.write(
        "content/trials/faulty.toml",
        "name = \"Faulty\"\ndesign = \"by-lot\"\nreference = \"nobody2000\"\n",
    );
    book.write("content/therapies/Bad Name.toml", "name = \"B\"\n");
    let listed = book.run(&["list", "trial", "--format", "ids"]).ended_with(1);
    assert_eq!(listed.stdout, "trial:broken\ntrial:dimmer\ntrial:faulty\n");
    assert!(
        listed
            .stderr
            .ends_with(" errors in the content: `sourcebook check` lists them\n"),
        "{}",
        listed.stderr
    );
    let faulty = book.run(&["list", "--faulty", "--format", "ids"]).ended_with(1);
    assert_eq!(faulty.stdout, "trial:broken\ntrial:faulty\n");
    let whole = book.run(&["show", "trial:dimmer"]).ended_with(1);
    as_in("trial.txt", &whole.stdout);
    // Of a broken record it is shown what can be told.
    book.run(&["show", "trial:faulty"])
        .ended_with(1)
        .says("by-lot")
        .says("error[SB007]: `design` cannot be `by-lot`");
    book.run(&["show", "trial:broken"]).ended_with(1).says("error[SB001]");
    book.run(&["show", "trial:faulty#design"]).ended_with(1).says("by-lot");

    book.write("book.toml", "[book\n");
    for arguments in [&["list"][..], &["show", "trial:dimmer"]] {
        let run = book.run(arguments).ended_with(1);
        assert_eq!(run.stdout, "");
        run.says("book.toml:1:");
    }
}

#[test]
fn content_is_not_trusted_with_the_terminal() {
    let book = Handbook::of(&[
        (
            "content/questions/odd.toml",
            "name = \"A\"\ntext = \"\"\"\nOne\ttwo\nthree\"\"\"\naliases = [\"\\u001b[31mred\"]\n",
        ),
        ("content/SUMMARY.md", ""),
    ]);
    for arguments in [&["list"][..], &["show", "question:odd"]] {
        let run = book.run(arguments);
        assert!(!run.stdout.contains('\u{1b}'), "{}", run.stdout);
    }
    let shown = json(&book, "question:odd");
    assert_eq!(shown["aliases"][0], "\u{1b}[31mred");
}
