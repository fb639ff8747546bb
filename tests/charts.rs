//! Charts, axes and timelines: what stands in them, that they are sound files, and that no name gets out of its place.

mod support;

use std::fmt::Write;

use support::Files;
use support::handbook::Handbook;
use support::structure;

/// Runs in a browser, or ends what it stands in, if it gets into a drawing as it is.
const HOSTILE: &str = "<script>alert(1)</script></text></svg>\\\"' & ]]>";

/// One record of each sort that is drawn, all of whose names end in this.
fn book(name: &str) -> Handbook {
    let book = Handbook::empty();
    book.write("book.toml", support::handbook::BOOK);
    let entry = "@article{a2030,\n title = {A},\n author = {Bee, C.},\n year = {2030}\n}\n";
    book.write("content/references.bib", entry);
    let source = "source = { cite = \"a2030\", at = \"Table 1\" }\n";
    let record = |path: &str, text: String| book.write(&format!("content/{path}.toml"), text);
    record("parameters/glow", format!("name = \"Glow {name}\"\nunit = \"cm\"\n"));
    record(
        "staging/glow",
        format!(
            "name = \"Stages {name}\"\nassign = \"highest-met\"\n{source}\
             [[stages]]\nid = \"dim\"\nname = \"I\"\ntitle = \"Dim {name}\"\n\
             criteria = {{ parameter = \"parameter:glow\", is = \"<= 10.0 cm\" }}\n\
             [[stages]]\nid = \"bright\"\nname = \"II\"\n\
             criteria = {{ parameter = \"parameter:glow\", is = \"> 10.0 cm\" }}\n\
             [[stages]]\nid = \"odd\"\nname = \"III\"\n\
             criteria = {{ any = [{{ parameter = \"parameter:glow\", is = \"> 40 cm\" }}, {{ text = \"Odd\" }}] }}\n"
        ),
    );
    for (id, is) in [("one", ">= 20 cm"), ("two", "> 20 cm")] {
        let text = format!(
            "name = \"{id} {name}\"\n{source}criteria = {{ id = \"glow\", parameter = \"parameter:glow\", is = \"{is}\" }}\n"
        );
        record(&format!("definitions/{id}"), text);
    }
    for (id, flow) in [
        ("pump", "<= 4.0 L/min"),
        ("mill", "≈ 4300 mL/min"),
        ("wheel", "2–3 L/min"),
    ] {
        let text = format!(
            "name = \"{id} {name}\"\ntype = \"device\"\n{source}[capability]\nflow = \"{flow}\"\nsupports = [\"left\"]\n\
             oxygenation = false\n"
        );
        record(&format!("therapies/{id}"), text);
    }
    for (id, year) in [
        ("early", "year = \"1999\"\n"),
        ("late", "year = \"2024\"\n"),
        ("never", ""),
    ] {
        let text = format!(
            "name = \"{id} {name}\"\ndesign = \"randomised\"\n{year}{source}[[arms]]\nid = \"a\"\nrole = \"experimental\"\n\
             therapies = [\"therapy:pump\"]\n"
        );
        record(&format!("trials/{id}"), text);
    }
    let study = format!("name = \"Next {name}\"\nstatus = \"recruiting\"\nas_of = \"2026-03\"\n{source}");
    record("studies/next", study);
    record(
        "pathways/lamp",
        format!(
            "name = \"Lamp {name}\"\nstart = \"look\"\n{source}\
             [[steps]]\nid = \"look\"\nname = \"Look {name}\"\nnext = [\
             {{ to = \"shade\", when = {{ parameter = \"parameter:glow\", is = \">= 20 cm\" }} }}, {{ to = \"wait\", otherwise = true }}]\n\
             [[steps]]\nid = \"shade\"\nname = \"Shade\"\ntherapies = [\"therapy:pump\"]\n\
             [[steps]]\nid = \"wait\"\nname = \"Wait\"\nnext = [{{ to = \"look\", label = \"Again {name}\" }}]\n"
        ),
    );
    book.write("content/SUMMARY.md", "# Summary\n\n- [A](chapters/a.md)\n");
    let blocks = "# A\n\n```sourcebook:definitions\ndefinitions = [\"definition:one\", \"definition:two\"]\n```\n\n\
                  ```sourcebook:devices\n```\n\n```sourcebook:timeline\ntherapy = \"therapy:pump\"\n```\n\n\
                  ```sourcebook:timeline\nof = \"studies\"\n```\n\n```sourcebook:pathway\npathway = \"pathway:lamp\"\n```\n\n\
                  ```sourcebook:stages\nstaging = \"staging:glow\"\n```\n";
    book.write("content/chapters/a.md", blocks);
    book
}

const STEMS: [&str; 7] = [
    "definitions_one_two",
    "devices",
    "flowchart_lamp",
    "progress",
    "stages_glow",
    "timeline",
    "timeline_pump",
];

fn text<'f>(site: &'f Files, path: &str) -> &'f str {
    let found = site.get(path);
    let bytes = found.unwrap_or_else(|| panic!("no {path} among {:?}", site.keys()));
    std::str::from_utf8(bytes).expect("figures are UTF-8")
}

/// The texts of a drawing in their order.
fn texts(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).expect("a drawing is XML");
    let texts = document.descendants().filter(|node| node.tag_name().name() == "text");
    texts.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

/// How many shapes of a meaning a drawing has.
fn count(svg: &str, element: &str, class: &str) -> usize {
    let document = roxmltree::Document::parse(svg).expect("a drawing is XML");
    let shapes = document.descendants().filter(|node| node.tag_name().name() == element);
    shapes.filter(|node| node.attribute("class") == Some(class)).count()
}

#[test]
fn each_has_its_files() {
    let site = book("plain").site();
    let stems: Vec<&str> = site
        .keys()
        .filter_map(|path| path.strip_prefix("figures/")?.strip_suffix(".svg"))
        .filter(|stem| *stem != "evidence-map")
        .collect();
    assert_eq!(stems, STEMS);
    for stem in STEMS {
        assert!(site.contains_key(&format!("figures/{stem}.csv")), "{stem}");
    }
}

#[test]
fn a_chart_has_a_box_for_each_step_and_a_way_for_each_answer() {
    let site = book("plain").site();
    let svg = text(&site, "figures/flowchart_lamp.svg");
    let found = texts(svg);
    for words in ["Look plain", "Shade", "Wait", "pump plain", "Again plain", "Otherwise"] {
        assert!(found.iter().any(|text| text == words), "{words} is not in {found:?}");
    }
    // To the start, to and from each of three answers.
    assert_eq!(count(svg, "path", "d-edge"), 7);
    // Ways end in a tip at a step, of which three are answered and one is the start.
    assert_eq!(count(svg, "polygon", "d-tip"), 4);
    // The decision is the only box that is no rectangle, and the only end has two edges.
    assert_eq!(count(svg, "polygon", "d-box"), 1);
    assert_eq!(count(svg, "rect", "d-box"), 3);
    let csv = text(&site, "figures/flowchart_lamp.csv");
    assert!(csv.contains("Look plain") && csv.contains("ends here"), "{csv}");
}

#[test]
fn ends_that_belong_and_ends_that_do_not_are_drawn_apart() {
    let site = book("plain").site();
    let stages = text(&site, "figures/stages_glow.svg");
    // Up to the first bound with it, above it without it; the other is one way of several.
    assert_eq!(count(stages, "circle", "d-summary"), 1);
    assert_eq!(count(stages, "circle", "d-hollow"), 2);
    assert_eq!(
        [count(stages, "rect", "d-bar"), count(stages, "rect", "d-hollow")],
        [2, 1]
    );
    assert!(
        texts(stages).contains(&"10.0".to_owned()),
        "numbers stay as they are spelled"
    );
    let definitions = text(&site, "figures/definitions_one_two.svg");
    assert!(
        texts(definitions)
            .concat()
            .contains("Taken in by: one plain. Left out by: two plain.")
    );
    assert!(text(&site, "chapters/a.html").contains("≠ at the bound itself"));
}

#[test]
fn flows_of_other_units_stand_on_the_same_axis() {
    let site = book("plain").site();
    let devices = texts(text(&site, "figures/devices.svg"));
    // What was written in another unit has no number on the axis that no source prints.
    for (number, is_there) in [("4.0", true), ("2", true), ("3", true), ("4.3", false), ("4300", false)] {
        assert_eq!(
            devices.iter().any(|text| text == number),
            is_there,
            "{number} in {devices:?}"
        );
    }
    assert!(
        text(&site, "figures/devices.csv").contains("≈ 4300 mL/min"),
        "the table has it as it is printed"
    );
}

#[test]
fn trials_without_a_year_are_named_and_have_no_dot() {
    let site = book("plain").site();
    let svg = text(&site, "figures/timeline.svg");
    assert_eq!(count(svg, "circle", "d-mark"), 2);
    let found = texts(svg);
    let last = found
        .iter()
        .position(|text| text == "Year not stated:")
        .expect("it is said");
    assert_eq!(found[last + 1], "never plain");
    assert!(texts(text(&site, "figures/progress.svg")).contains(&"as of 2026-03".to_owned()));
}

#[test]
fn no_name_gets_out_of_its_place() {
    let book = book(HOSTILE);
    let site = book.site();
    let faults = structure::faults(&site, &book.text());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for stem in STEMS {
        assert_eq!(
            count(text(&site, &format!("figures/{stem}.svg")), "script", ""),
            0,
            "{stem}"
        );
    }
}

#[test]
fn they_are_the_same_bytes_each_time() {
    let book = book("plain");
    assert_eq!(book.site(), book.site());
}

/// Thirty decisions one after the other, each with an end beside it, and from the last a way back to the first.
#[test]
fn a_pathway_of_sixty_steps_with_a_loop_is_drawn() {
    let book = book("plain");
    let mut steps = String::from("name = \"Long\"\nstart = \"s0\"\nsource = { cite = \"a2030\", at = \"Table 1\" }\n");
    for nth in 0..30 {
        let next = (nth + 1) % 30;
        let _ = write!(
            steps,
            "[[steps]]\nid = \"s{nth}\"\nname = \"Decision {nth}\"\n\
             next = [{{ to = \"s{next}\", when = {{ text = \"On\" }} }}, {{ to = \"e{nth}\", otherwise = true }}]\n\
             [[steps]]\nid = \"e{nth}\"\nname = \"End {nth}\"\n"
        );
    }
    book.write("content/pathways/long.toml", steps);
    let site = book.site();
    let svg = text(&site, "figures/flowchart_long.svg");
    assert_eq!(count(svg, "polygon", "d-box"), 30);
    assert_eq!(count(svg, "path", "d-edge"), 121);
    assert_eq!(count(svg, "polygon", "d-tip"), 61);
}
