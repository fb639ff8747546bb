//! Derived values from end to end: not looked for in the paper, sealed with their formula, shown with their arithmetic.

mod support;

use support::handbook::Handbook;

fn sample() -> Handbook {
    Handbook::of(&[
        (
            "book.toml",
            "[book]\ntitle = \"Sample\"\n[grounding]\npapers = \"papers\"\n",
        ),
        ("content/SUMMARY.md", "- [All](chapters/all.md)\n"),
        (
            "content/chapters/all.md",
            "# All\n\nAlive were [](trial:sample#survival.value), as page [24](plain:) says.\n",
        ),
        (
            "content/references.bib",
            "@article{sample2020, author = {Sample, A.}, title = {One}, year = {2020}}\n",
        ),
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
source = { cite = "sample2020", at = "Results" }
[[arms]]
id = "pump"
role = "experimental"
[[outcomes]]
id = "death"
name = "Death"
results = [{ arm = "pump", events = 24, n = 59, percent = 40.7, derived = "percent({#death.results.pump.events}, {#death.results.pump.n})" }]
effect = { measure = "RR", estimate = 0.7, derived = "{#death.results.pump.percent} / 60 + 0" }
[[findings]]
id = "survival"
name = "Survivors"
value = "59 %"
derived = "100 - {#death.results.pump.percent}"
"#,
        ),
        (
            "papers/sample2020.txt",
            "Results\n\nIn SAMPLE, 24 patients died among the 59 with the pump.\n",
        ),
    ])
}

#[test]
fn what_is_derived_is_sealed_with_its_formula_and_not_looked_for() {
    let book = sample();
    book.run(&["ground"]).ended_with(0);
    let lock = book.read("grounding.lock");
    assert!(
        lock.contains("numbers = [\"events=24\", \"n=59\"]") && lock.contains("derived=59 % from 100 - {#death"),
        "{lock}"
    );
    book.run(&["check"]).ended_with(0);
    // Right again in itself, and yet another claim than the sealed one.
    book.edit("content/trials/sample.toml", "\"100 - {#death", "\"99 - {#death");
    book.edit("content/trials/sample.toml", "59 %", "58 %");
    let check = book.run(&["check", "--format", "short"]).ended_with(1);
    assert!(
        check.stdout.contains("SB503") && !check.stdout.contains("SB509"),
        "{}",
        check.stdout
    );
}

#[test]
fn pages_say_what_is_derived_with_the_numbers_put_in() {
    let book = sample();
    book.run(&["ground"]).ended_with(0);
    let site = book.site();
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    let trial = page("trial/sample.html");
    for shown in [
        "derived: percent(24, 59)",
        "derived: 40.7 / 60 + 0",
        "derived: 100 − 40.7",
    ] {
        assert!(trial.contains(shown), "{shown}");
    }
    let chapter = page("chapters/all.html");
    assert!(chapter.contains("SAMPLE: derived: 100 − 40.7; Sample 2020, Results"));
    assert!(chapter.contains("as page 24 says"));
}
