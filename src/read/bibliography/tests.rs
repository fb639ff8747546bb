//! The works here are made up.

use super::*;
use crate::diagnostic::{Code, Severity};

fn read(text: &str) -> (Bibliography, Vec<Diagnostic>) {
    parse(FileId(0), text)
}

/// The faults of a file: code, severity, message, and the text that is marked.
fn faults(text: &str) -> Vec<String> {
    let (_, found) = read(text);
    let line = |d: &Diagnostic| {
        let letter = if d.severity == Severity::Error { 'E' } else { 'W' };
        format!("{letter} {} <{}>", d.message, &text[d.primary.span.bytes.clone()])
    };
    found.iter().map(line).collect()
}

/// The only fault of an article that has a title and this.
fn fault(field: &str) -> Diagnostic {
    let (_, mut found) = read(&format!("@article{{a, title = {{T}}, {field}}}"));
    assert_eq!(found.len(), 1, "{field}: {found:?}");
    found.remove(0)
}

fn works(text: &str) -> BTreeMap<String, Work> {
    let (bibliography, found) = read(text);
    assert_eq!(found, [], "{text}");
    bibliography.works
}

fn field<'w>(works: &'w BTreeMap<String, Work>, key: &str, name: &str) -> &'w str {
    works[key].fields.get(name).map_or("", |f| &f.text)
}

const GOOD: &str = r#"% Encoding: UTF-8
@comment{nothing {here} = {counts}}
@string{jim = {Journal of Invented Medicine}}
@preamble{"\newcommand{\x}{y}"}

@article{sample2021,
  author   = {Sample, Ann B. and {BALLOON II Investigators} and others},
  title    = {The {BALLOON II} trial: pump \& balloon},
  journal  = jim,
  volume   = 12, number = {3},
  pages    = {101--110},
  date     = {2021-05-31},
  doi      = {https://doi.org/10.5555/a--b_c},
  keywords = {},
  file     = {:C\:\\x--y.pdf:PDF},
  langid   = {english}, pmid = {123}, urldate = {2022-01-02}, abstract = {x},
}
@Book{berg:2019, editor = {Berg, Eva}, title = "Shock", year = 2019, month = feb, publisher = {P}}
"#;

#[test]
fn a_good_file_has_no_faults() {
    let works = works(GOOD);
    assert_eq!(works.keys().collect::<Vec<_>>(), ["berg:2019", "sample2021"]);
    let sample = &works["sample2021"];
    assert_eq!(&GOOD[sample.key_span.clone()], "sample2021");
    assert_eq!(sample.entry_type, "article");
    for (name, text) in [
        ("title", "The BALLOON II trial: pump & balloon"),
        ("journaltitle", "Journal of Invented Medicine"),
        ("volume", "12"),
        ("pages", "101–110"),
        ("doi", "https://doi.org/10.5555/a--b_c"),
        ("keywords", ""),
    ] {
        assert_eq!(field(&works, "sample2021", name), text);
    }
    assert_eq!(&GOOD[sample.fields["date"].span.clone()], "2021-05-31");
    assert_eq!(sample.entry.doi(), Some("10.5555/a--b_c"));
    assert_eq!(sample.entry.pmid(), Some("123"));
    assert_eq!(works["berg:2019"].entry.date().and_then(|d| d.month), Some(1));
}

#[test]
fn others_are_no_person() {
    let works = works(GOOD);
    let sample = &works["sample2021"];
    let names: Vec<&str> = sample
        .entry
        .authors()
        .unwrap_or_default()
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(names, ["Sample", "BALLOON II Investigators"]);
    assert!(sample.more_authors && !sample.more_editors);
    assert!(!works["berg:2019"].more_editors);
    let (nobody, _) = read("@misc{a, title = {T}, author = {others}}");
    assert!(nobody.works["a"].entry.authors().is_none() && !nobody.works["a"].more_authors);
}

#[test]
fn every_fault_is_found_and_the_rest_is_read() {
    let text = "@article{one,\n  title = {A}\n  year = {2020},\n}\n\
                @article{two, title = {B},\n\
                @article{three, title = {C}}\n\
                year = {2020}}\n\
                @article{four, title = {D}, yeer = {2020}}\n";
    assert_eq!(
        faults(text),
        [
            "E a comma is missing <y>",
            "E this entry is not closed before the next one begins <@article{>",
            "E this stands outside of every entry <year = {2020}}>",
            "W there is no field `yeer` <yeer>",
        ]
    );
    let (bibliography, _) = read(text);
    assert_eq!(bibliography.works.keys().collect::<Vec<_>>(), ["four", "three"]);
}

#[test]
fn syntax() {
    for (text, wanted) in [
        ("@article{a title = {T}}", "E a comma is missing <t>"),
        ("@article{a, title {T}}", "E an equals sign is missing <{>"),
        ("@article{a, = {T}}", "E the name of a field is missing <=>"),
        ("@article{a, title = }", "E a value is missing <}>"),
        (
            "@article(a, title = {T})",
            "E an entry in parentheses cannot be read <@article(>",
        ),
        ("@string{a = }", "E a value is missing <}>"),
        (
            "@misc{a, title = \"é } è\"}",
            "E a closing brace has no opening one <}>",
        ),
    ] {
        assert_eq!(faults(text), [wanted], "{text}");
    }
}

#[test]
fn types_and_fields() {
    let text = "@artcle{a, title = {T}}";
    assert_eq!(faults(text), ["E there is no entry type `@artcle` <artcle>"]);
    assert_eq!(read(text).1[0].help, ["a type `@article` exists"]);
    assert_eq!(faults("@ARTICLE{a, TITLE = {T}, Journal = {J}}"), [""; 0]);

    let unknown = fault("jurnal = {J}");
    assert_eq!(unknown.severity, Severity::Warning);
    assert_eq!(unknown.help, ["a field `journal` exists"]);
    assert_eq!(unknown.record.as_deref(), Some("reference:a"));
    assert_eq!(unknown.field.as_deref(), Some("jurnal"));
    assert_eq!(
        faults("@misc{a, title = {T}, bdsk-url-2 = {x}, pmcid = {PMC1}}"),
        [""; 0]
    );

    assert_eq!(fault("year = {2020}, year = {2021}").message, "`year` is given twice");
    assert_eq!(
        faults("@misc{a, title = {T}, journal = {J}, journaltitle = {J}}"),
        [""; 0]
    );
    assert_eq!(fault("volumes = {two}").message, "`two` is not a number of volumes");
    assert_eq!(fault("url = {www.a.org}").message, "`www.a.org` is not a web address");
    assert_eq!(faults("@misc{a, title = {T}, url = {https://a.org/x--y}}"), [""; 0]);
}

#[test]
fn dates() {
    for (field, message) in [
        ("date = {May 2020}", "`May 2020` is not a date"),
        ("date = {12345X}", "`12345X` is not a date"),
        ("urldate = {2020-02-30}", "`2020-02-30` is not a date"),
        ("year = {in press}", "`in press` is not a year"),
        ("year = 20201", "`20201` is not a year"),
        ("year = 2020, month = {Mai}", "`Mai` is not a month"),
        ("year = 2020, month = feb, day = 30", "`30` is not a day of that month"),
        ("year = 2020, month = {jan 999}", "`jan 999` is not a month"),
    ] {
        let fault = fault(field);
        assert_eq!(fault.message, message);
        assert_eq!((fault.code, fault.severity), (Code("SB010"), Severity::Error));
    }
    let works = works("@misc{a, title = {T}, year = 2020, month = {Sept.}, day = {9}}");
    let date = works["a"].entry.date().copied().expect("it has a date");
    assert_eq!((date.year, date.month, date.day), (2020, Some(8), Some(8)));
}

#[test]
fn titles() {
    assert_eq!(faults("@misc{a, author = {A, B}}"), [""; 0]);
    assert_eq!(faults("@article{a, author = {A, B}}"), ["W `a` has no title <a>"]);
    assert_eq!(
        faults("@misc{a, year = 2020}"),
        ["E `a` has neither a title nor an author <a>"]
    );
}

#[test]
fn keys() {
    let text = "@misc{a&b, title = {T}}";
    assert_eq!(
        faults(text),
        ["E the citation key `a&b` cannot be cited: it holds `&` <&>"]
    );
    assert_eq!(read(text).1[0].help[1], "`ab` would do");
    assert_eq!(faults("@misc{, title = {T}}"), ["E an entry needs a citation key <,>"]);
    assert_eq!(faults("@misc{møller:2020+a/b.c, title = {T}}"), [""; 0]);

    let twice = "@misc{a, title = {T}}\n@misc{a, title = {U}}";
    let (bibliography, found) = read(twice);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, Code("SB013"));
    assert_eq!(
        (found[0].primary.span.bytes.start, found[0].related[0].span.bytes.start),
        (28, 6)
    );
    assert_eq!(bibliography.works["a"].fields["title"].text, "T");
}

#[test]
fn abbreviations() {
    let text = "@string{jour = {J}}\n@misc{a, title = jur # { x}}";
    assert_eq!(faults(text)[0], "E there is no `@string` named `jur` <jur>");
    assert_eq!(read(text).1[0].help, ["an `@string` named `jour` exists"]);
    assert_eq!(faults("@string{a = a}"), ["E there is no `@string` named `a` <a>"]);
    let joined = works("@string{a = {A}} @string{b = a # { B}} @misc{c, title = b # \" C\" # 1}");
    assert_eq!(field(&joined, "c", "title"), "A B C1");
}

#[test]
fn inherited_fields() {
    let text = "@proceedings{p, title = {Meeting}, year = 2020, publisher = {P}}\n\
                @inproceedings{c, title = {Talk}, author = {A, B}, crossref = {p}}\n\
                @xdata{x, publisher = {X}} @misc{m, title = {M}, xdata = {x}}";
    let works = works(text);
    assert_eq!(works.keys().collect::<Vec<_>>(), ["c", "m", "p"]);
    assert_eq!(field(&works, "c", "title"), "Talk");
    assert_eq!(field(&works, "c", "booktitle"), "Meeting");
    assert_eq!(works["c"].entry.date().map(|d| d.year), Some(2020));
    assert_eq!(field(&works, "m", "publisher"), "X");
    assert_eq!(
        faults("@misc{aaa, title = {T}} @misc{b, title = {T}, crossref = {aab}}"),
        ["E there is no entry `aab` to take fields from <aab>"]
    );
    let circle = "@misc{a, title = {T}, crossref = {b}} @misc{b, title = {T}, crossref = {a}}";
    assert_eq!(faults(circle).len(), 2);
}

#[test]
fn volumes_and_pages_are_as_printed() {
    let volume = |value: &str, pages: &str| {
        let works = works(&format!(
            "@article{{a, title={{T}}, volume={{{value}}}, pages={{{pages}}}}}"
        ));
        let entry = &works["a"].entry;
        let volume = entry.parents()[0].volume().map(ToString::to_string);
        (
            volume.unwrap_or_default(),
            entry.page_range().map(ToString::to_string).unwrap_or_default(),
        )
    };
    assert_eq!(volume("12", "5--9"), ("12".to_owned(), "5-9".to_owned()));
    assert_eq!(volume("D", "012--15"), ("D".to_owned(), "012–15".to_owned()));
    assert_eq!(
        volume("99999999999", "4294967295"),
        ("99999999999".to_owned(), "4294967295".to_owned())
    );
    let works = works("@article{a, title={T}, eid={e17}, subtitle = {Sub}}");
    assert_eq!(
        works["a"].entry.page_range().map(ToString::to_string).as_deref(),
        Some("e17")
    );
    assert_eq!(
        works["a"].entry.title().map(ToString::to_string).as_deref(),
        Some("T: Sub")
    );
}

#[test]
fn hostile_files() {
    let braces = "{".repeat(1_000_000);
    assert_eq!(faults(&braces).len(), 1);
    assert_eq!(faults(&format!("@misc{{a, title = {braces}")).len(), 1);
    assert_eq!(
        faults(&format!("@misc{{a, title = {{{}", "\\'{".repeat(300_000))).len(),
        1
    );
    let (bibliography, _) = read(&format!("@misc{{a, title = {{{}}}}}", "\\'".repeat(300_000)));
    assert_eq!(bibliography.works.len(), 1);
    let names = vec!["A, B"; 20_000].join(" and ");
    assert_eq!(works(&format!("@misc{{a, author = {{{names}}}}}")).len(), 1);
    // Each string is twice as long as the one before.
    let strings: String = (1..60)
        .map(|n| format!("@string{{s{n} = s{0} # s{0}}}\n", n - 1))
        .collect();
    assert!(!faults(&format!("@string{{s0 = {{xxxxxxxx}}}}\n{strings}")).is_empty());
}

#[test]
fn many_entries_take_no_more_time_each() {
    let mut text = String::from("@proceedings{p, title = {P}, year = 2020}\n");
    for n in 0..10_000 {
        text += &format!("@inproceedings{{k{n}, title = {{T{n}}}, author = {{A, B}}, crossref = {{p}}}}\n");
    }
    assert_eq!(works(&text).len(), 10_001);
}
