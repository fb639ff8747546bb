//! Figures: what stands in them, that they are sound files, and that no name gets out of its place.

mod support;

use support::handbook::Handbook;
use support::page::Page;
use support::{Files, structure};

/// Runs in a browser, or ends what it stands in, if it gets into a drawing as it is.
const HOSTILE: &str = "<script>alert(1)</script></text></svg>\\\"' & ]]>";

/// A therapy, with trials and analyses of every sort.
fn book(name: &str) -> Handbook {
    let book = Handbook::empty();
    book.write("book.toml", support::handbook::BOOK);
    book.write("content/conditions/chill.toml", format!("name = \"Chill {name}\"\n"));
    let therapy = format!("name = \"Blanket {name}\"\ntype = \"procedure\"\n");
    book.write("content/therapies/blanket.toml", therapy);
    let entry = "@article{a2030,\n title = {A},\n author = {Bee, C.},\n year = {2030}\n}\n";
    book.write("content/references.bib", entry);
    let study = |folder: &str, id: &str, design: &str, outcome: &str| {
        let text = format!(
            "name = \"{id} {name}\"\ndesign = \"{design}\"\nsample_size = 100\n\
             source = {{ cite = \"a2030\", at = \"Table 1\" }}\n\
             [population]\nconditions = [\"condition:chill\"]\n\
             [[arms]]\nid = \"blanket\"\nrole = \"experimental\"\ntherapies = [\"therapy:blanket\"]\n\
             [[arms]]\nid = \"none\"\nname = \"Nothing {name}\"\nrole = \"control\"\n\
             [[outcomes]]\nid = \"death\"\nprimary = true\n{outcome}\n"
        );
        book.write(&format!("content/{folder}/{id}.toml"), text);
    };
    let death = format!("name = \"Death {name}\"\ntime = \"30 d\"\n");
    let effect = |effect: &str| format!("{death}effect = {{ {effect}, compares = [\"blanket\", \"none\"] }}");
    study(
        "trials",
        "one",
        "randomised",
        &effect("measure = \"RR\", estimate = 0.70, ci = [0.50, 0.98], favours = \"blanket\""),
    );
    study(
        "trials",
        "two",
        "randomised",
        &effect("measure = \"RR\", estimate = 1.10, ci = [0.01, 90.0]"),
    );
    study(
        "trials",
        "bare",
        "randomised",
        &format!(
            "{}\n[withdrawn]\nreason = \"Invented\"\non = 2031-01-01\n",
            effect("measure = \"RR\", estimate = 0.90")
        ),
    );
    study(
        "trials",
        "hazard",
        "randomised",
        &effect("measure = \"HR\", estimate = 0.80, ci = [0.60, 1.07]"),
    );
    study(
        "trials",
        "difference",
        "randomised",
        &effect("measure = \"RD\", estimate = -4.0, ci = [-9.0, 1.0]"),
    );
    study(
        "analyses",
        "seen",
        "registry",
        &effect("measure = \"RR\", estimate = 0.60, ci = [0.40, 0.90]"),
    );
    study(
        "analyses",
        "pool",
        "meta-analysis",
        &effect("measure = \"RR\", estimate = 0.85, ci = [0.70, 1.03]"),
    );
    book
}

fn text<'f>(site: &'f Files, path: &str) -> &'f str {
    let bytes = site
        .get(path)
        .unwrap_or_else(|| panic!("no {path} among {:?}", site.keys()));
    std::str::from_utf8(bytes).expect("figures are UTF-8")
}

/// The texts of a drawing in their order, and how many elements of this name it has.
fn drawn(svg: &str, element: &str) -> (Vec<String>, usize) {
    let document = roxmltree::Document::parse(svg).expect("a drawing is XML");
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    // Spaces that do not break look like others here.
    let texts = texts
        .map(|node| node.text().unwrap_or_default().replace('\u{a0}', " "))
        .collect();
    let count = document
        .descendants()
        .filter(|node| node.tag_name().name() == element)
        .count();
    (texts, count)
}

#[test]
fn a_forest_plot_keeps_apart_what_differs_and_pools_nothing() {
    let site = book("plain").site();
    let svg = text(&site, "figures/forest_blanket_death-plain.svg");
    let (texts, diamonds_and_arrows) = drawn(svg, "polygon");
    let headings: Vec<&str> = texts
        .iter()
        .map(String::as_str)
        .filter(|text| text.contains(" · "))
        .collect();
    assert_eq!(
        headings,
        [
            "Death plain · 30 days · hazard ratio",
            "Death plain · 30 days · relative risk",
            "Death plain · 30 days · risk difference",
            "Death plain · 30 days · relative risk · observational",
        ]
    );
    // One diamond, and an arrow at each end of the interval that runs off.
    assert_eq!(diamonds_and_arrows, 3);
    assert!(texts.iter().any(|text| text == "no interval printed"));
    assert!(texts.iter().any(|text| text == "95% CI 0.50 to 0.98"), "{texts:?}");
    assert!(texts.iter().any(|text| text == "bare plain (withdrawn)"), "{texts:?}");
    // Which side is the better one is known of this outcome from the trial that says it.
    assert!(
        texts.iter().any(|text| text.starts_with("← favours Blanket")),
        "{texts:?}"
    );
    let csv = text(&site, "figures/forest_blanket_death-plain.csv");
    let line = csv
        .lines()
        .find(|line| line.contains("one plain"))
        .expect("each result has its line");
    assert!(line.ends_with("RR,0.70,0.50,0.98,95,\"Bee 2030, Table 1\""), "{line}");
}

#[test]
fn the_line_of_no_effect_goes_through_no_words_on_a_phone() {
    let site = book("plain").site();
    let page = text(&site, "therapy/blanket.html");
    let narrow = page.split("on-narrow").nth(1).expect("there is a drawing for phones");
    let svg = &narrow[narrow.find("<svg").expect("it is SVG")..];
    let svg = &svg[..svg.find("</svg>").expect("it ends") + "</svg>".len()];
    let document = roxmltree::Document::parse(svg).expect("a drawing is XML");
    let number = |text: &str| text.parse::<f64>().expect("it is a number");
    let all = || document.descendants();
    // Lines of one look are one path: `M1,2L1,3M4,5L4,6`.
    let paths = all().filter(|node| node.attribute("class") == Some("d-divide"));
    let lines = paths.flat_map(|node| node.attribute("d").unwrap_or_default().split('M').skip(1));
    let lines = lines.map(|line| {
        let heights: Vec<f64> = line
            .split('L')
            .filter_map(|point| Some(number(point.split_once(',')?.1)))
            .collect();
        (heights[0], heights[1])
    });
    let lines: Vec<(f64, f64)> = lines.collect();
    assert!(lines.len() > 4, "one for each result: {svg}");
    for words in all().filter(|node| node.tag_name().name() == "text") {
        let y = number(words.attribute("y").expect("words have a place"));
        let crossed = lines.iter().any(|(top, foot)| *top + 1.0 < y && y < *foot);
        assert!(!crossed, "{:?} at {y}: {lines:?}", words.text());
    }
}

#[test]
fn a_therapy_leads_to_the_plot_of_all_its_forms() {
    let book = book("plain");
    book.write(
        "content/therapies/cover.toml",
        "name = \"Cover\"\ntype = \"procedure\"\n",
    );
    let blanket = book.read("content/therapies/blanket.toml") + "parent = \"therapy:cover\"\n";
    book.write("content/therapies/blanket.toml", blanket);
    book.write("content/SUMMARY.md", "# Summary\n\n- [Covers](chapters/covers.md)\n");
    let chapter = "# Covers\n\n```sourcebook:forest\ntherapy = \"therapy:cover\"\n```\n";
    book.write("content/chapters/covers.md", chapter);
    let site = book.site();
    let link = "href=\"../chapters/covers.html#figure_forest_cover_death-plain\"";
    let cover = text(&site, "therapy/cover.html");
    let effects = cover
        .split_once("id=\"about_effects\"")
        .map_or("", |(_, behind)| behind);
    let effects = effects.split_once("</section>").map_or("", |(section, _)| section);
    assert!(effects.contains(link), "where the evidence is: {effects}");
    assert!(effects.contains("Death plain: all forms in one plot"), "{effects}");
    assert!(effects.contains("in the chapter “Covers”"), "{effects}");
    assert!(text(&site, "chapters/covers.html").contains("id=\"figure_forest_cover_death-plain\""));
    // A therapy without forms has its plots on its page.
    assert!(!text(&site, "therapy/blanket.html").contains("covers.html#figure_"));
}

#[test]
fn an_evidence_map_says_by_signs_which_way_results_point() {
    let site = book("plain").site();
    let (texts, links) = drawn(text(&site, "figures/evidence-map.svg"), "a");
    // The therapy and seven studies.
    assert_eq!(links, 8);
    let sign = |sign: &str| texts.iter().filter(|text| *text == sign).count();
    // Each is in the key too.
    assert_eq!([sign("+"), sign("="), sign("≠"), sign("?")], [2, 5, 2, 1]);
    // The withdrawn one has no interval either.
    assert_eq!(sign("?!"), 1);
    let page = Page::parse(&site["evidence-map.html"]);
    assert!(page.shows("registry, 100 patients, differs; which is better is not stated"));
}

#[test]
fn no_name_gets_out_of_its_place() {
    let book = book(HOSTILE);
    let site = book.site();
    let faults = structure::faults(&site, &book.text());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let svgs: Vec<&String> = site
        .keys()
        .filter(|path| path.starts_with("figures/") && path.ends_with(".svg"))
        .collect();
    assert_eq!(svgs.len(), 2);
    for path in svgs {
        assert_eq!(drawn(text(&site, path), "script").1, 0, "{path}");
    }
}

#[test]
fn figures_are_the_same_bytes_each_time() {
    let book = book("plain");
    assert_eq!(book.site(), book.site());
}

#[test]
fn a_handbook_without_studies_has_no_figure() {
    let site = Handbook::of_chapter("# A\n\nB.\n").site();
    let figures: Vec<&String> = site
        .keys()
        .filter(|path| path.contains("figure") || path.contains("evidence"))
        .collect();
    assert!(figures.is_empty(), "{figures:?}");
}
