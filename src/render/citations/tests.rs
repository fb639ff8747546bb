//! The works here are made up.

use super::*;
use crate::diagnostic::FileId;
use crate::read::bibliography;
use crate::read::markdown::parse_citation;

const WORKS: &str = r#"
@article{alpha, author = {Alpha, Ann A. and Beta, Bo and Gamma, C. and others}, title = {Pumps & <script>alert(1)</script>},
  journaltitle = {J Invent Med}, volume = {12}, number = {3}, pages = {101--110}, year = {2021}, doi = {10.5555/a"b}}
@article{beta, author = {Beta, Bo and others}, title = {Balloons}, journaltitle = {J Invent Med}, volume = {D}, year = {2019}}
@article{gamma, author = {Gamma, Cy and Delta, Di}, title = {Shock}, journaltitle = {J Invent Med}, volume = {7}, pages = {e12}, year = {2020}}
@online{omega, author = {{Invented Society}}, title = {Guidance}, url = {javascript:alert(1)}, year = {2018}}
"#;

fn cites(text: &str) -> Vec<Cite> {
    parse_citation(text).expect("it is a citation")
}

fn render(works: &str, style: &Style, groups: &[&str]) -> Citations {
    let (bibliography, _) = bibliography::parse(FileId(0), works);
    let groups: Vec<Vec<Cite>> = groups.iter().map(|group| cites(group)).collect();
    Citations::new(&bibliography, style, "en-GB", &groups)
}

fn named(name: &str, groups: &[&str]) -> Citations {
    render(WORKS, &Style::named(name).expect("the archive has it"), groups)
}

fn entry<'c>(citations: &'c Citations, key: &str) -> &'c str {
    citations
        .entries()
        .find(|(k, _, _)| *k == key)
        .map_or("", |(_, _, html)| html)
}

#[test]
fn numbers_follow_the_first_appearance() {
    let groups = ["@gamma", "@beta; @gamma", "@gamma"];
    let citations = named(Style::DEFAULT, &groups);
    let order: Vec<(&str, &str)> = citations.entries().map(|(key, label, _)| (key, label)).collect();
    assert_eq!(order, [("gamma", "1"), ("beta", "2"), ("alpha", "3"), ("omega", "4")]);
    assert_eq!(citations.label("alpha"), Some("3"));
    assert_eq!(citations.label("nobody"), None);
    assert_eq!(citations.inline(&cites("@gamma")).as_deref(), Some("[1]"));
    assert_eq!(citations.inline(&cites("@beta; @gamma")).as_deref(), Some("[1,2]"));
    assert!(!citations.is_superscript());
}

#[test]
fn entries_do_not_repeat_their_labels() {
    for name in [
        "springer-vancouver",
        "ama",
        "elsevier-vancouver",
        "ieee",
        "nature",
        "bmj",
        "the-lancet",
        "plos",
    ] {
        for (_, label, html) in named(name, &[]).entries() {
            assert!(
                label.chars().all(|c| c.is_ascii_digit()) && !label.is_empty(),
                "{name}: {label}"
            );
            assert!(html.starts_with(|c: char| c.is_ascii_alphabetic()), "{name}: {html}");
        }
    }
}

#[test]
fn others_become_et_al() {
    let html = |style: &str, key: &str| entry(&named(style, &[]), key).to_owned();
    let (ama, springer) = ("american-medical-association", "springer-vancouver");
    assert!(html(ama, "alpha").starts_with("Alpha AA, Beta B, Gamma C, et al. Pumps "));
    assert!(html(ama, "beta").starts_with("Beta B et al. Balloons."));
    assert!(html(ama, "gamma").starts_with("Gamma C, Delta D. Shock."));
    assert!(html(springer, "alpha").starts_with("Alpha AA, Beta B, Gamma C, et al. Pumps "));
    assert!(html(springer, "beta").starts_with("Beta B et al. Balloons."));
    assert!(html(springer, "gamma").starts_with("Gamma C, Delta D. Shock."));
    assert!(html("bmj", "alpha").starts_with("Alpha AA, Beta B, Gamma C, <em>et al</em>. Pumps"));
    assert!(html("apa", "alpha").starts_with("Alpha, A. A., Beta, B., Gamma, C., et al. (2021)."));
    for style in Style::names() {
        let citations = named(style, &["@alpha", "@beta"]);
        let shown = citations.entries().map(|(_, label, html)| format!("{label} {html}"));
        let inline = ["@alpha", "@beta"].map(|c| citations.inline(&cites(c)).unwrap_or_default());
        for text in shown.chain(inline) {
            assert!(
                !text.contains(['\u{f8f0}']) && !text.contains("others"),
                "{style}: {text}"
            );
        }
    }
}

#[test]
fn long_lists_are_shortened_by_the_style() {
    let names: Vec<String> = (0..9).map(|n| format!("Name{n}, A.")).collect();
    let works = format!(
        "@article{{a, author = {{{} and others}}, title = {{T}}, year = 2020}}",
        names.join(" and ")
    );
    let citations = render(&works, &Style::named("ama").expect("the archive has it"), &[]);
    assert!(entry(&citations, "a").starts_with("Name0 A, Name1 A, Name2 A, et al. T."));
}

#[test]
fn author_and_date() {
    let groups = ["@gamma", "@alpha; @beta, p. 3", "@omega"];
    let citations = named("apa", &groups);
    let inline = groups.map(|group| citations.inline(&cites(group)).unwrap_or_default());
    assert_eq!(
        inline,
        [
            "(Gamma &amp; Delta, 2020)",
            "(Alpha et al., 2021; Beta et al., 2019, p. 3)",
            "(Invented Society, 2018)"
        ]
    );
    assert_eq!(citations.label("alpha"), None);
    assert_eq!(
        citations.entries().next().map(|(key, label, _)| (key, label)),
        Some(("alpha", ""))
    );
}

#[test]
fn places_are_shown_by_every_style() {
    let groups = [
        "@alpha, pp. 3–5",
        "@alpha; @beta, Table 2; @gamma; @omega",
        "@alpha; @beta; @gamma",
        "@beta, 7",
    ];
    let shown = |style: &str| {
        let citations = named(style, &groups);
        groups.map(|group| citations.inline(&cites(group)).unwrap_or_default())
    };
    assert_eq!(
        shown("springer-vancouver"),
        ["[1 (pp. 3–5)]", "[1,2 (Table 2),3,4]", "[1–3]", "[2 (p. 7)]"]
    );
    assert_eq!(
        shown("ama"),
        [
            "<sup>1(pp3–5)</sup>",
            "<sup>1,2(Table 2),3,4</sup>",
            "<sup>1–3</sup>",
            "<sup>2(p7)</sup>"
        ]
    );
}

#[test]
fn each_work_of_a_citation_leads_to_itself() {
    let group = "@beta, chapter 1; @nobody; @alpha; @gamma";
    let linked = |style: &str| {
        let citations = named(style, &["@gamma", "@beta", group]);
        let linked = citations.linked(&cites(group), |key| format!("#{key}"));
        linked.unwrap_or_default()
    };
    assert_eq!(
        linked("springer-vancouver"),
        "[<a href=\"#gamma\">1</a>,<a href=\"#beta\">2 (chapter 1)</a>,<a href=\"#alpha\">3</a>]"
    );
    assert_eq!(
        linked("ama"),
        "<sup><a href=\"#gamma\">1</a>,<a href=\"#beta\">2(chapter 1)</a>,<a href=\"#alpha\">3</a></sup>"
    );
    assert_eq!(
        linked("apa"),
        "(<a href=\"#alpha\">Alpha et al., 2021</a>; <a href=\"#beta\">Beta et al., 2019, chapter 1</a>; \
         <a href=\"#gamma\">Gamma &amp; Delta, 2020</a>)"
    );
}

#[test]
fn nothing_of_the_file_becomes_markup() {
    for style in Style::names() {
        let citations = named(style, &["@alpha, <b>; @omega"]);
        let inline = citations.inline(&cites("@alpha, <b>; @omega")).unwrap_or_default();
        let all = citations.entries().map(|(_, label, html)| format!("{label}{html}"));
        for html in all.chain([inline]) {
            let html = html.to_lowercase();
            for bad in ["<script", "<b>", "javascript:alert(1)\"", "style=", "\u{0}"] {
                assert!(!html.contains(bad), "{style}: {html}");
            }
        }
    }
    let ama = named("ama", &[]);
    assert!(entry(&ama, "alpha").contains("Pumps &amp; &lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(
        entry(&ama, "alpha").ends_with("<a href=\"https://doi.org/10.5555/a&quot;b\">10.5555/a&quot;b</a>"),
        "{}",
        entry(&ama, "alpha")
    );
    assert!(entry(&ama, "alpha").contains("<em>J Invent Med</em>"));
}

#[test]
fn unknown_works_are_passed_over() {
    let citations = named(Style::DEFAULT, &["@nobody", "@nobody; @beta"]);
    assert_eq!(citations.inline(&cites("@nobody")), None);
    assert_eq!(citations.inline(&cites("@nobody; @beta")).as_deref(), Some("[1]"));
    assert_eq!(citations.inline(&cites("@alpha")), None, "it was not among the groups");
    assert_eq!(citations.inline(&[]), None);
    let empty = render("", &Style::named(Style::DEFAULT).expect("the archive has it"), &["@a"]);
    assert_eq!(empty.entries().count(), 0);
}

#[test]
fn citations_look_the_same_on_every_page() {
    let repeated = ["@alpha", "@alpha", "@beta", "@alpha", "@alpha, p. 2"];
    for style in ["apa", "chicago-author-date", "harvard-cite-them-right"] {
        let (once, again) = (named(style, &["@alpha"]), named(style, &repeated));
        let alpha = cites("@alpha");
        assert_eq!(once.inline(&alpha), again.inline(&alpha), "{style}");
        assert!(once.inline(&alpha).is_some_and(|text| text.contains("2021")), "{style}");
    }
}

#[test]
fn the_same_year_is_told_apart() {
    let works = "@article{a, author = {Same, S}, title = {One}, year = 2020} @article{b, author = {Same, S}, title = {Two}, year = 2020}";
    let citations = render(works, &Style::named("apa").expect("the archive has it"), &["@a", "@b"]);
    assert_eq!(citations.inline(&cites("@a")).as_deref(), Some("(Same, 2020a)"));
    assert_eq!(citations.inline(&cites("@b")).as_deref(), Some("(Same, 2020b)"));
}

#[test]
fn a_work_that_cannot_be_laid_out_is_listed_in_brief() {
    let works = "@book{bad, author = {Bad, B}, title = {T}, maintitle = {M}, volume = {V}, year = 2020}
        @book{good, author = {Good, G}, title = {U}, year = 2020}";
    let (mut bibliography, _) = bibliography::parse(FileId(0), works);
    // The renderer takes the start of this for the end of “vol. ”.
    let volume = hayagriva::types::MaybeTyped::String("\u{a0}あ".to_owned());
    bibliography
        .works
        .get_mut("bad")
        .expect("it is there")
        .entry
        .set_volume(volume);
    let style = Style::named("ieee").expect("the archive has it");
    let citations = Citations::new(&bibliography, &style, "en-GB", &[cites("@bad"), cites("@good")]);
    assert_eq!(citations.failed(), ["bad"]);
    assert_eq!(entry(&citations, "bad"), "Bad, B. T. 2020");
    assert_eq!(citations.label("bad"), Some("1"));
    assert!(entry(&citations, "good").contains("G. Good"));
}

#[test]
fn other_languages() {
    let (bibliography, _) = bibliography::parse(FileId(0), WORKS);
    let style = Style::named("apa").expect("the archive has it");
    let groups = [cites("@gamma")];
    let german = Citations::new(&bibliography, &style, "de", &groups);
    assert_eq!(german.inline(&groups[0]).as_deref(), Some("(Gamma &amp; Delta, 2020)"));
    let nonsense = Citations::new(&bibliography, &style, "<&>", &groups);
    assert_eq!(nonsense.entries().count(), 4);
}

#[test]
fn numbered_styles_look_the_same_in_parts() {
    let works: String = (0..150)
        .map(|n| format!("@article{{w{n}, author = {{Name{n}, A. and Other, B.}}, title = {{T{n}}}, year = 2020}}\n"))
        .collect();
    let (bibliography, _) = bibliography::parse(FileId(0), &works);
    let groups = [
        "@w7",
        "@w3; @w4; @w5",
        "@w9; @w3; @w140; @w8; @w7",
        "@w3, p. 12; @w4",
        "@w3, Table 2",
        "@w9; @w9, p. 3",
        "@w80; @unknown; @w81; @w82; @w99",
        "@w101; @w100",
    ];
    let groups: Vec<Vec<Cite>> = groups.iter().map(|group| cites(group)).collect();
    let groups: Vec<&Vec<Cite>> = groups.iter().collect();
    let mut order: Vec<&str> = bibliography.works.keys().map(String::as_str).collect();
    order.reverse();
    let entry = |key: &str| et_al::for_style(&bibliography.works[key]);
    let mut seen = 0;
    for name in Style::names() {
        let style = Style::named(name).expect("it is listed");
        if !numbered::is_numbered(&style.csl) {
            continue;
        }
        let (code, locales) = style::locales("en-GB");
        let job = Job {
            csl: &style.csl,
            code: &code,
            locales: &locales,
            order: &order,
            groups: &groups,
            offset: 0,
        };
        let whole = job
            .run(order.iter().map(|key| (*key, entry(key))).collect())
            .expect("the style works");
        let in_parts = job.run_numbered(entry).expect("numbers are written in digits");
        assert_eq!(
            format!("{:?}", in_parts.citations),
            format!("{:?}", whole.citations),
            "{name}"
        );
        assert_eq!(
            format!("{:?}", in_parts.entries),
            format!("{:?}", whole.entries),
            "{name}"
        );
        seen += 1;
    }
    assert!(seen > 10, "{seen} styles cite by number");
    assert!(numbered::is_numbered(
        &Style::named(Style::DEFAULT).expect("it is listed").csl
    ));
}
