//! `build --with-cards`: sheets in a site, and pages that lead to them.

mod support;

#[cfg(not(feature = "print"))]
#[test]
fn without_printing_there_is_a_clear_answer() {
    let book = support::handbook::Handbook::of_chapter("Nothing.");
    book.run(&["build", "--with-cards"])
        .ended_with(2)
        .says("compiled without `print`");
    assert!(!book.path("book").exists());
}

#[cfg(feature = "print")]
mod with_print {
    use std::fs;

    use crate::support::sheets::starter;

    const PAGE: &str = "book/therapy/dimming-shade.html";
    const CARD: &str = "book/card/therapy/dimming-shade-a4.pdf";

    #[test]
    fn a_page_leads_to_its_card_which_is_the_one_that_print_makes() {
        let book = starter();
        book.run(&["build"]).ended_with(0);
        let plain = book.read(PAGE);
        assert!(!plain.contains(".pdf"));
        book.run(&["build", "--with-cards"]).ended_with(0);
        let page = book.read(PAGE);
        let bytes = fs::read(book.path(CARD)).unwrap();
        let kilobytes = bytes.len().div_ceil(1000);
        assert!(page.contains("href=\"../card/therapy/dimming-shade-a4.pdf\""), "{page}");
        assert!(page.contains(&format!("(PDF, A4, {kilobytes} kB)")), "{page}");
        assert!(page.contains("<time data-until=\"2033-01-31\""), "{page}");
        // The digest on the page is that in the code of the card.
        let (_, digest) = page.split_once("data-sheet=\"").unwrap();
        let print = [
            "print",
            "therapy:dimming-shade",
            "--as-of",
            "2032-01-01",
            "--out",
            "sheets",
        ];
        book.run(&print).ended_with(0);
        assert_eq!(
            fs::read(book.path("sheets/card/therapy/dimming-shade-a4.pdf")).unwrap(),
            bytes
        );
        let verified = book
            .run(&["verify", CARD, "--as-of", "2032-01-01", "--format", "json"])
            .ended_with(0);
        assert!(
            verified.stdout.contains(&format!("\"digest\":\"{}", &digest[..12])),
            "{}",
            verified.stdout
        );
        // Sheets are for paper, and nothing that a reader without a network is given.
        assert!(!book.read("book/kept.json").contains(".pdf"));

        book.run(&["build", "--with-cards"]).ended_with(0).says(": 0 written,");
        book.run(&["build", "--with-cards=a5-landscape"]).ended_with(0);
        assert!(book.read(PAGE).contains("(PDF, A5, landscape, "));
        assert!(!book.path(CARD).exists());
        book.run(&["build"]).ended_with(0);
        assert_eq!(book.read(PAGE), plain);
        book.run(&["build", "--with-cards=b5"])
            .ended_with(2)
            .says("there is no paper `b5`");
    }

    #[test]
    fn the_day_keeps_a_card_out_only_where_one_is_given() {
        let book = starter();
        book.run(&["build", "--with-cards"]).ended_with(0);
        assert!(book.path(CARD).exists());
        let late = ["build", "--with-cards", "--as-of", "2033-02-01"];
        book.run(&late)
            .ended_with(0)
            .says("warning: the site goes without a card")
            .says("must not be used");
        assert!(!book.path(CARD).exists());
        assert!(!book.read(PAGE).contains(".pdf"));
        book.run(&[&late[..], &["--strict"]].concat())
            .ended_with(1)
            .says("nothing was built");
    }

    #[test]
    fn a_card_that_does_not_fit_stops_the_build() {
        let book = starter();
        book.run(&["build", "--with-cards"]).ended_with(0);
        let before = fs::read(book.path(CARD)).unwrap();
        let long = "More of the same about shades. ".repeat(900);
        book.edit("book.toml", "disclaimer = \"", &format!("disclaimer = \"{long}"));
        book.run(&["build", "--with-cards"])
            .ended_with(1)
            .says("mm too long")
            .says("nothing was built");
        assert_eq!(fs::read(book.path(CARD)).unwrap(), before);
    }
}
