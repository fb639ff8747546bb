//! What holds an entry of the bibliography against the papers' lists of references. All works here are invented.

use sourcebook::ground::Grounding;
use sourcebook::ground::claim::Claim;
use sourcebook::ground::library::Library;
use sourcebook::ground::lock::{How, Lock};
use sourcebook::ground::seal::{Grounded, ground};
use sourcebook::model::corpus;
use sourcebook::read::Sources;

/// The entry of `pump2031`, in which one field may be another.
fn entry(field: &str, text: &str) -> String {
    let mut fields = vec![
        ("author", "Maker, P. Q. and van Sample, R.-S. and Öther, T. and others"),
        ("title", "A pump or two for made-up patients: the {PUMP} trial"),
        ("journaltitle", "J Invent Med"),
        ("year", "2031"),
        ("volume", "12"),
        ("pages", "1286--97"),
    ];
    match fields.iter_mut().find(|(name, _)| *name == field) {
        Some(known) => known.1 = text,
        None => fields.push((field, text)),
    }
    let fields: String = fields
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("  {name} = {{{text}}},\n"))
        .collect();
    format!("@article{{pump2031,\n{fields}}}\n@misc{{review2032, title = {{A review}}}}\n")
}

const ELSEWHERE: &str = "7. Maker PQ, Another A. Balloons. J Invent Med 2030;11:286-97.\n";

/// What comes of grounding this bibliography, and notes on the pump, against a review with this list.
fn grounded(bib: &str, notes: &str, list: &str, old: &Lock) -> Grounded {
    let mut files = vec![
        ("book.toml", "[book]\ntitle = \"Sample\"\n[grounding]\n"),
        ("content/references.bib", bib),
    ];
    if !notes.is_empty() {
        files.push(("content/references/pump2031.toml", notes));
    }
    let sources = Sources::from_texts(files);
    let (corpus, found) = corpus::assemble(&sources);
    assert!(found.is_empty(), "{found:#?}");
    let corpus = corpus.expect("the handbook has a book.toml");
    let claims: Vec<Claim> = Grounding::read(&sources, &corpus).claims().cloned().collect();
    let text = format!("A review\n\nMuch is said of pumps.\n\nReferences\n\n{ELSEWHERE}\n{list}\n");
    ground(
        &corpus,
        &claims,
        &mut Library::new([("review2032".to_owned(), text)]),
        old,
        None,
    )
}

const NAME: &str = "reference:pump2031#entry";

/// How the entry is sealed, or why it is not.
fn sealed(bib: &str, notes: &str, list: &str) -> Result<How, Vec<String>> {
    let done = grounded(bib, notes, list, &Lock::default());
    match done.open.into_iter().find(|open| open.claim.name() == NAME) {
        Some(open) => Err(open.reasons),
        None => Ok(done.lock.seals[NAME].how),
    }
}

const LISTED: &str = "8. Maker PQ, van Sample RS, Öther T, et al. A pump or two for made-up patients: the PUMP trial. J Invent Med 2031;12:1286-97.";

#[test]
fn a_list_may_print_it_in_many_ways() {
    for list in [
        LISTED,
        "- Maker PQ, van Sample R-S, Öther T, et al. A pump or two for made-\nup patients: the PUMP trial. *J Invent Med* 2031;\n12:1286-1297.",
        "8. Maker PQ, et al. A pump or two for made-up patients: the PUMP trial. J Invent Med 2031; 12(4): 1286–97.",
        "8.\n\nMaker P.Q., van Sample R.S., Öther T. et al. A pump or 2 for made-up pa-\ntients. The PUMP trial. J. Invent. Med. 2031;12:1286-97.",
    ] {
        assert_eq!(sealed(&entry("", ""), "", list), Ok(How::Found), "{list}");
    }
    let list = format!("{LISTED} doi: 10.1234/ABC.5");
    assert_eq!(sealed(&entry("doi", "10.1234/abc.5"), "", &list), Ok(How::Found));
    let list = "8. Maker PQ, van Sample RS, Öther T, et al. A pump or two for made-up patients: the PUMP trial. J Invent Med 2031 March 4 (Epub).";
    let early = entry("date", "2031-03-04").replace("  volume = {12},\n  pages = {1286--97},\n", "");
    assert_eq!(sealed(&early, "", list), Ok(How::Found));
}

#[test]
fn a_field_that_the_list_prints_otherwise_is_said() {
    for (field, text) in [
        ("year", "2032"),
        ("volume", "13"),
        ("pages", "1287--97"),
        ("pages", "1286--98"),
        ("pages", "286--97"),
        ("author", "Maker, P. Q. and van Sample, R.-S. and Othor, T. and others"),
    ] {
        let reasons = sealed(&entry(field, text), "", LISTED).expect_err(text);
        assert_eq!(
            reasons,
            [format!("review2032 lists it with another `{field}`")],
            "{text}"
        );
    }
    for (field, text) in [
        ("title", "A pump or three for made-up patients: the PUMP trial"),
        ("journaltitle", "J Invent Surg"),
        ("author", "Faker, P. Q. and van Sample, R.-S. and others"),
    ] {
        let reasons = sealed(&entry(field, text), "", LISTED).expect_err(text);
        let behind =
            "review2032 lists its year, volume and first page behind another title, other authors or another journal";
        assert_eq!(reasons, [behind], "{text}");
    }
}

#[test]
fn what_no_list_prints_is_missing_and_figures_of_a_neighbour_do_not_help() {
    let bare = "8. Maker PQ, van Sample RS, Öther T, et al. A pump or two for made-up patients: the PUMP trial. J Invent Med 2031.\n\n\
                9. Other A. Pumps. J Invent Med 2031;12:1286-97.";
    let reasons = sealed(&entry("", ""), "", bare).expect_err("the figures are those of the next entry");
    assert_eq!(reasons, ["review2032: References: does not print its volume, pages"]);
    let reasons = sealed(&entry("doi", "10.1234/abc.5"), "", LISTED).expect_err("no doi is printed");
    assert_eq!(reasons, ["review2032: References: does not print its doi"]);
}

#[test]
fn lists_that_disagree_do_so_in_the_notes() {
    let two = format!("{LISTED}\n\n{}", LISTED.replace("8. ", "9. ").replace(";12:", ";13:"));
    let reasons = sealed(&entry("", ""), "", &two).expect_err("one list has another volume");
    assert_eq!(reasons, ["review2032 lists it with another `volume`"]);
    let notes = "[[also_reported]]\nfield = \"volume\"\nvalue = \"13\"\n\
                 source = { cite = \"review2032\", at = \"Reference 9\" }\nbecause = \"Nothing explains it.\"\n";
    assert_eq!(sealed(&entry("", ""), notes, &two), Ok(How::Found));
}

#[test]
fn what_no_list_has_is_kept_as_written_until_one_has_it() {
    let bib = entry("", "");
    let first = grounded(&bib, "", "", &Lock::default());
    assert_eq!(first.lock.seals[NAME].how, How::Unlisted);
    let again = grounded(&bib, "", "", &first.lock);
    assert_eq!((again.kept, again.sealed, again.open.len()), (2, 0, 0));
    let later = grounded(&bib, "", LISTED, &first.lock);
    assert_eq!(later.lock.seals[NAME].how, How::Found);
    assert_eq!(later.lock.seals[NAME].read, ["review2032: References"]);

    // What a list had must not vanish from the lists unseen.
    let vanished = grounded(&bib, "", "", &later.lock);
    assert_eq!(vanished.open[0].reasons, ["no list of references prints it any more"]);
    assert_eq!(vanished.lock.seals[NAME], later.lock.seals[NAME]);

    // It changes unseen in neither case, borne out or not.
    for old in [&first.lock, &later.lock] {
        let list = LISTED.replace(";12:", ";21:");
        let changed = grounded(&entry("volume", "21"), "", &list, old);
        let reasons = &changed.open[0].reasons;
        assert_eq!(
            reasons,
            &["changed since it was sealed: number: sealed `volume=12`, now `volume=21`"]
        );
        assert_eq!(changed.lock.seals[NAME], old.seals[NAME]);
    }
}

#[test]
fn a_work_may_print_its_own_entry() {
    let own = "Pumps\n\nA review of pumps\n\nAnna Maker, M.D., and Bert Sample\n\nJ Invent Med 2033;14:5-9\n\nMuch is said.\n";
    let bib = "@article{own2033, author = {Maker, A. and Sample, B.}, title = {A review of pumps}, journaltitle = {J Invent Med}, \
               year = {2033}, volume = {14}, pages = {5--9}}\n";
    let how = |bib: &str| {
        let sources = Sources::from_texts([
            ("book.toml", "[book]\ntitle = \"Sample\"\n[grounding]\n"),
            ("content/references.bib", bib),
        ]);
        let (corpus, _) = corpus::assemble(&sources);
        let corpus = corpus.expect("the handbook has a book.toml");
        let claims: Vec<Claim> = Grounding::read(&sources, &corpus).claims().cloned().collect();
        let mut library = Library::new([("own2033".to_owned(), own.to_owned())]);
        ground(&corpus, &claims, &mut library, &Lock::default(), None)
            .lock
            .seals["reference:own2033#entry"]
            .how
    };
    assert_eq!(how(bib), How::Found);
    assert_eq!(how(&bib.replace("volume = {14}", "volume = {15}")), How::Unlisted);
}
