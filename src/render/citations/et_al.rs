//! “et al.” for lists of names that the file ends with `and others`.
//!
//! Styles decide by the number of names whether to shorten a list, and know nothing of a list that is short already. So
//! one made-up person is put at its end, which stands for all the others: a style that shortens the list hides it with
//! the rest, and where it shows, “et al.” is written instead.

use hayagriva::citationberg::taxonomy::{NameVariable, Term, Variable};
use hayagriva::citationberg::{
    DelimiterBehavior, EtAl as CslEtAl, EtAlTerm, IndependentStyle, LayoutRenderingElement, Locale, LocaleCode, Name,
    TermForm,
};
use hayagriva::types::Person;
use hayagriva::{ElemChild, ElemMeta, Entry, Formatting};

use crate::read::bibliography::Work;

/// A name that nobody has: a character for private use, which no change of case alters.
const SENTINEL: &str = "\u{f8f0}";

/// The entry as it is given to a style: with the made-up person where the file has `and others`.
pub(super) fn for_style(work: &Work) -> Entry {
    let mut entry = work.entry.clone();
    let with_others = |names: Option<&[Person]>| {
        let mut names = names.map(<[_]>::to_vec).unwrap_or_default();
        names.push(Person {
            name: SENTINEL.to_owned(),
            given_name: None,
            prefix: None,
            suffix: None,
            comma_suffix: false,
            alias: None,
        });
        names
    };
    if work.more_authors {
        entry.set_authors(with_others(work.entry.authors()));
    }
    if work.more_editors {
        entry.set_editors(with_others(work.entry.editors()));
    }
    entry
}

/// Whether this is the name of the made-up person.
pub(super) fn is_sentinel(child: &ElemChild) -> bool {
    let ElemChild::Elem(elem) = child else {
        return false;
    };
    let is_it = |child: &ElemChild| matches!(child, ElemChild::Text(text) if text.text.contains(SENTINEL));
    matches!(elem.meta, Some(ElemMeta::Name(..))) && elem.children.0.iter().any(is_it)
}

/// Labels are made of the letters of names; there the made-up person is a plus sign.
pub(super) fn in_label(text: &str) -> String {
    text.replace(SENTINEL, "+")
}

fn is_name(child: &ElemChild) -> bool {
    matches!(child, ElemChild::Elem(elem) if matches!(elem.meta, Some(ElemMeta::Name(..))))
}

/// How a style writes “et al.” after names that it shows.
#[derive(Debug)]
pub(super) struct EtAl {
    pub(super) term: String,
    delimiter: String,
    precedes: DelimiterBehavior,
    csl: CslEtAl,
}

impl EtAl {
    /// As the bibliography of a style has it.
    pub(super) fn in_bibliography(csl: &IndependentStyle, code: &LocaleCode, locales: &[Locale]) -> Self {
        let bibliography = csl.bibliography.as_ref();
        let elements = bibliography.map_or(&[][..], |b| &b.layout.elements);
        let options = bibliography.map(|b| csl.settings.options.apply(&b.name_options));
        Self::of(csl, elements, &options.unwrap_or_default(), code, locales)
    }

    /// As the citations of a style have it.
    pub(super) fn in_citation(csl: &IndependentStyle, code: &LocaleCode, locales: &[Locale]) -> Self {
        let options = csl.settings.options.apply(&csl.citation.name_options);
        Self::of(csl, &csl.citation.layout.elements, &options, code, locales)
    }

    fn of(
        csl: &IndependentStyle,
        elements: &[LayoutRenderingElement],
        options: &hayagriva::citationberg::InheritableNameOptions,
        code: &LocaleCode,
        locales: &[Locale],
    ) -> Self {
        let author = Variable::Name(NameVariable::Author);
        let names = elements
            .iter()
            .find_map(|e| match e.find_variable_element(author, &csl.macros) {
                Some(LayoutRenderingElement::Names(names)) => Some(names),
                _ => None,
            });
        let (options, name, csl_et_al) = match &names {
            Some(names) => (
                options.apply(&names.options()),
                names.name().cloned().unwrap_or_default(),
                names.et_al().copied().unwrap_or_default(),
            ),
            None => (options.clone(), Name::default(), CslEtAl::default()),
        };
        let options = name.options(&options);
        Self {
            term: term(csl, csl_et_al.term, code, locales),
            delimiter: options.delimiter.to_owned(),
            precedes: options.delimiter_precedes_et_al,
            csl: csl_et_al,
        }
    }

    /// What stands between the names shown and “et al.”. Between two of them the style has shown its delimiter itself.
    pub(super) fn separator<'a>(&'a self, shown: &'a [ElemChild]) -> &'a str {
        let mut names = (0..shown.len()).filter(|at| is_name(&shown[*at]));
        let (first, second) = (names.next(), names.next());
        let between = first.filter(|_| second.is_some()).and_then(|at| shown.get(at + 1));
        let delimiter = match between {
            Some(ElemChild::Text(text)) => &text.text,
            _ => &self.delimiter,
        };
        // A style may write names differently here and there; it counts what is known of names written like these.
        let precedes = match *delimiter == self.delimiter {
            true => self.precedes,
            false => DelimiterBehavior::Contextual,
        };
        match precedes {
            DelimiterBehavior::Always => delimiter,
            DelimiterBehavior::Contextual if second.is_some() => delimiter,
            _ => " ",
        }
    }

    /// How the term looks among names that look as given.
    pub(super) fn look(&self, names: Formatting) -> Formatting {
        let own = self.csl.formatting;
        Formatting {
            font_style: own.font_style.unwrap_or(names.font_style),
            font_weight: own.font_weight.unwrap_or(names.font_weight),
            font_variant: own.font_variant.unwrap_or(names.font_variant),
            text_decoration: own.text_decoration.unwrap_or(names.text_decoration),
            vertical_align: own.vertical_align.unwrap_or(names.vertical_align),
        }
    }
}

/// The term in the words of the style, else of the language, else of English.
fn term(csl: &IndependentStyle, which: EtAlTerm, code: &LocaleCode, locales: &[Locale]) -> String {
    let term = Term::from(which);
    let own = csl
        .locale
        .iter()
        .filter(|l| l.lang.as_ref().is_none_or(|lang| code.0.starts_with(&lang.0)));
    let language = locales.iter().filter(|l| l.lang.as_ref() == Some(code));
    own.chain(language)
        .chain(locales)
        .find_map(|locale| locale.term(term, TermForm::Long)?.single().map(str::to_owned))
        .unwrap_or_else(|| "et al.".to_owned())
}
