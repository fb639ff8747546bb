use super::*;
use crate::view::block::LinkTo;
use crate::view::figures::drawing::at;

fn drawing() -> Drawing {
    let mut drawing = Drawing::new(120.0, 40.0);
    drawing.push(Shape::line(at(0.0, 0.04), at(10.26, -0.01), Look::Axis));
    drawing.push(Shape::text(
        at(5.0, 20.0),
        "a < \"b\" & <script>\u{1}",
        Anchor::End,
        Hand::Small,
    ));
    drawing
}

#[test]
fn shapes_have_classes_in_pages_and_colours_in_files() {
    assert_eq!(
        in_page(&drawing(), "x_title", "x_text"),
        "<svg role=\"img\" width=\"120\" height=\"40\" viewBox=\"0 0 120 40\" aria-labelledby=\"x_title\" \
         aria-describedby=\"x_text\"><line x1=\"0\" y1=\"0\" x2=\"10.3\" y2=\"0\" class=\"d-axis\"/>\
         <text x=\"5\" y=\"20\" text-anchor=\"end\">\
         a &lt; &quot;b&quot; &amp; &lt;script&gt;\u{fffd}</text></svg>"
    );
    let file = file(&drawing(), "<T>", "D");
    assert!(
        file.contains("class=\"d-axis\" fill=\"none\" stroke=\"#5b6470\""),
        "{file}"
    );
    assert!(file.contains("<title id=\"title\">&lt;T&gt;</title>"), "{file}");
}

#[test]
fn a_drawing_with_links_does_not_hide_them() {
    let mut drawing = drawing();
    let link = |href: &str| LinkTo {
        href: href.to_owned(),
        ..LinkTo::new("a.html", "A")
    };
    drawing.push(Shape::linked(link("../a.html?x&y"), Vec::new()));
    let svg = in_page(&drawing, "t", "d");
    assert!(svg.starts_with("<svg role=\"group\""), "{svg}");
    assert!(svg.contains("<a href=\"../a.html?x&amp;y\"></a>"), "{svg}");
    drawing.shapes = vec![Shape::linked(link(""), Vec::new())];
    assert!(in_page(&drawing, "t", "d").contains("<g></g>"));
}

#[test]
fn lines_of_one_look_are_one_in_pages() {
    let mut drawing = Drawing::new(10.0, 10.0);
    for look in [Look::Grid, Look::Grid, Look::Axis] {
        drawing.push(Shape::line(at(0.0, 1.0), at(9.0, 1.0), look));
    }
    let svg = in_page(&drawing, "t", "d");
    assert!(
        svg.contains("<path d=\"M0,1L9,1M0,1L9,1\" class=\"d-grid\"/><line "),
        "{svg}"
    );
    assert_eq!(file(&drawing, "T", "D").matches("<line").count(), 3);
}

/// The sizes of letters by which drawings are laid out.
#[test]
fn the_style_sheet_writes_letters_as_large_as_drawings_have_them() {
    let sheet = include_str!("../../../templates/site/site.css");
    for hand in Hand::ALL {
        let size = format!(".d-{} {{ font-size: {}px", hand.name(), hand.size());
        assert!(sheet.contains(&size), "no `{size}`");
    }
}

/// A page's style sheet gives every class its look.
#[test]
fn the_style_sheet_knows_every_look_and_colour() {
    let sheet = include_str!("../../../templates/site/site.css");
    let names = Look::ALL.map(Look::name).into_iter().chain(Hand::ALL.map(Hand::name));
    for name in names.filter(|name| *name != Look::Sheet.name()) {
        assert!(sheet.contains(&format!(".d-{name}")), "no .d-{name}");
    }
    for colour in palette::all() {
        assert!(sheet.contains(colour), "{colour} is not in the style sheet");
    }
}
