//! Citation styles, and the words of a language that they need.

mod macros;

use super::sources::Sources;
use crate::diagnostic::nearest;
use hayagriva::archive::{ArchivedStyle, LOCALES};
use hayagriva::citationberg::taxonomy::{NumberVariable, Variable};
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style as CslStyle, StyleClass, VerticalAlign};
use macros::Macros;

/// A CSL style that a handbook can use: its citations stand in the text, and it has a bibliography.
#[derive(Debug)]
pub struct Style {
    pub(crate) csl: IndependentStyle,
}

/// Why there is no such style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub message: String,
    pub help: Option<String>,
}

/// The style that a `book.toml` names: one that comes with the program, or a `.csl` file in the content folder.
///
/// # Errors
///
/// Where there is no style of that name, or the file is not a style that a handbook can use.
pub fn find(sources: &Sources, name: &str) -> Result<Style, Problem> {
    if !name.ends_with(".csl") {
        return Style::named(name).ok_or_else(|| Problem {
            message: format!("there is no citation style `{name}`"),
            help: nearest(name, Style::names()).map(|near| format!("a style `{near}` exists")),
        });
    }
    let file = sources.in_content(name).ok_or_else(|| Problem {
        message: format!("there is no style file `{name}`"),
        help: Some("put the `.csl` file into the content folder".to_owned()),
    })?;
    Style::from_csl(&sources.file(file).text).map_err(|error| Problem {
        message: format!("`{name}` cannot be used as a citation style: {error}"),
        help: Some("take a style in CSL 1.0.2 that cites in the text and has a bibliography".to_owned()),
    })
}

/// A style is a file of some tens of kilobytes.
const MAX_LENGTH: usize = 1_000_000;
/// Elements stand in each other; the parser and the renderer follow them by recursion.
const MAX_DEPTH: usize = 64;

impl Style {
    /// The style of a handbook that names none: numbers in brackets, as many medical journals have it. Numbers that are
    /// only raised could be taken for powers where they follow a value.
    pub const DEFAULT: &str = "springer-vancouver";

    /// A style that comes with the program.
    pub fn named(name: &str) -> Option<Self> {
        // The archive has it by its long name only.
        let name = if name == "ama" {
            "american-medical-association"
        } else {
            name
        };
        match ArchivedStyle::by_name(name)?.get() {
            CslStyle::Independent(csl) => Self::new(csl).ok(),
            CslStyle::Dependent(_) => None,
        }
    }

    /// A style of the author's own, as a CSL file.
    ///
    /// # Errors
    ///
    /// In words for the author: why the file is no style, or none that a handbook can use.
    pub fn from_csl(xml: &str) -> Result<Self, String> {
        if xml.len() > MAX_LENGTH {
            return Err("the file is too large for a citation style".to_owned());
        }
        if depth(xml) > MAX_DEPTH {
            return Err("its elements are nested too deeply".to_owned());
        }
        let style = CslStyle::from_xml(xml).map_err(|error| format!("it is not valid CSL: {error}"))?;
        match style {
            CslStyle::Independent(csl) => Self::new(csl),
            CslStyle::Dependent(_) => {
                Err("it only points to another style; use the file of that one (its `independent-parent`)".to_owned())
            }
        }
    }

    fn new(mut csl: IndependentStyle) -> Result<Self, String> {
        if csl.settings.class == StyleClass::Note {
            return Err("it puts citations into footnotes; use a style that has them in the text".to_owned());
        }
        if csl.bibliography.is_none() {
            return Err("it has no bibliography".to_owned());
        }
        Macros::of(&csl).check()?;
        show_locators(&mut csl);
        Ok(Self { csl })
    }

    /// The names of all styles that come with the program, for help with one that does not.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ArchivedStyle::all()
            .iter()
            .flat_map(|style| style.names())
            .copied()
            .filter(|name| Self::named(name).is_some())
            .chain(["ama"])
    }

    /// Whether citations are raised, and so stand close to the word before them.
    pub fn is_superscript(&self) -> bool {
        self.csl.citation.layout.vertical_align == Some(VerticalAlign::Sup)
    }
}

/// Makes a style print the place in a work that a citation names. Numbered styles of journals leave it out, but a reader
/// who wants to find what was cited needs it.
fn show_locators(csl: &mut IndependentStyle) {
    let locator = Variable::Number(NumberVariable::Locator);
    let elements = &mut csl.citation.layout.elements;
    if elements
        .iter()
        .all(|e| e.find_variable_element(locator, &csl.macros).is_none())
    {
        let with_locator = IndependentStyle::from_xml(LOCATOR).expect("a test reads it");
        elements.extend(with_locator.citation.layout.elements);
    }
}

/// The smallest style that is one, with a locator in parentheses, apart from the numbers beside it: ` (p. 12)`.
const LOCATOR: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Locator</title><id>locator</id><updated>2020-01-01T00:00:00Z</updated></info>
<citation><layout><group prefix=" (" suffix=")" delimiter=" "><label variable="locator" form="short"/>
<text variable="locator"/></group></layout></citation></style>"#;

/// How deep the elements of an XML text are nested; no less than the parser will find.
fn depth(xml: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in xml.split('<').skip(1) {
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !tag.starts_with(['!', '?']) && !tag.split('>').next().is_some_and(|t| t.ends_with('/')) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The words of a language, and behind them English for those that it lacks. Only these are decoded: all sixty take as
/// long as a whole build.
pub(crate) fn locales(language: &str) -> (LocaleCode, Vec<Locale>) {
    let english = LocaleCode::en_us();
    let wanted = LocaleCode(language.to_owned());
    let code = [Some(wanted.clone()), wanted.fallback()]
        .into_iter()
        .flatten()
        .find(|code| LOCALES.iter().any(|bytes| locale_code(bytes) == Some(&code.0)))
        .unwrap_or_else(|| english.clone());
    let locales = LOCALES
        .iter()
        .filter(|bytes| locale_code(bytes).is_some_and(|c| c == code.0 || c == english.0))
        .filter_map(|bytes| ciborium::de::from_reader(*bytes).ok())
        .collect();
    (code, locales)
}

/// The language code of an archived locale. It stands first in the file: a map, the name of the field, and a short text
/// (RFC 8949, section 3), which a test compares with the decoded locales.
fn locale_code(bytes: &'static [u8]) -> Option<&'static str> {
    let rest = bytes.get(1..)?.strip_prefix(b"\x69@xml:lang")?;
    let (length, rest) = rest.split_first()?;
    let length = usize::from(length.checked_sub(0x60).filter(|length| *length < 24)?);
    std::str::from_utf8(rest.get(..length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_are_found_without_decoding() {
        for (bytes, locale) in LOCALES.iter().zip(hayagriva::archive::locales()) {
            assert_eq!(locale_code(bytes), locale.lang.as_ref().map(|l| l.0.as_str()));
        }
        let languages = |tag| {
            let (code, locales) = super::locales(tag);
            let all: Vec<String> = locales.into_iter().filter_map(|l| l.lang).map(|l| l.0).collect();
            (code.0, all)
        };
        assert_eq!(
            languages("en-GB"),
            ("en-GB".into(), vec!["en-GB".into(), "en-US".into()])
        );
        assert_eq!(languages("de"), ("de-DE".into(), vec!["de-DE".into(), "en-US".into()]));
        assert_eq!(languages("tlh"), ("en-US".into(), vec!["en-US".into()]));
        assert_eq!(languages(""), ("en-US".into(), vec!["en-US".into()]));
    }

    #[test]
    fn styles_by_name() {
        assert!(Style::named(Style::DEFAULT).is_some());
        assert!(Style::named("ama").is_some_and(|style| style.is_superscript()));
        assert!(Style::named("chicago-notes").is_none(), "footnotes");
        assert!(Style::named("no-such-style").is_none());
        assert!(Style::names().any(|name| name == Style::DEFAULT));
        assert!(Style::names().all(|name| name != "chicago-notes"));
    }

    fn csl(class: &str, macros: &str, layout: &str) -> String {
        format!(
            r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="{class}" version="1.0"><info><title>T</title>
            <id>x</id><updated>2020-01-01T00:00:00Z</updated></info>{macros}
            <citation><layout>{layout}</layout></citation>
            <bibliography><layout>{layout}</layout></bibliography></style>"#
        )
    }

    fn error(xml: &str) -> String {
        Style::from_csl(xml).map(|_| ()).expect_err("it is refused")
    }

    #[test]
    fn styles_from_files() {
        let title = r#"<text variable="title"/>"#;
        assert!(Style::from_csl(&csl("in-text", "", title)).is_ok());
        assert!(error(&csl("note", "", title)).contains("footnotes"));
        assert!(error("<style>").contains("not valid CSL"));
        assert!(error("").contains("not valid CSL"));
        assert!(error(&"<a>".repeat(100_000)).contains("too deeply"));
        assert!(error(&" ".repeat(MAX_LENGTH + 1)).contains("too large"));
    }

    #[test]
    fn macros_must_come_to_an_end() {
        let call = |name: &str| format!(r#"<text macro="{name}"/>"#);
        let define = |name: &str, body: &str| format!(r#"<macro name="{name}"><group>{body}</group></macro>"#);
        let circle = define("a", &call("b")) + &define("b", &call("a"));
        assert!(error(&csl("in-text", &circle, &call("a"))).contains("calls itself"));
        let mut doubling = define("m0", r#"<text variable="title"/>"#);
        for n in 1..30 {
            doubling += &define(&format!("m{n}"), &call(&format!("m{}", n - 1)).repeat(2));
        }
        assert!(error(&csl("in-text", &doubling, &call("m29"))).contains("too often"));
    }
}
