//! The entry types and fields that BibLaTeX has, and those that reference managers add.

/// Types that BibLaTeX and its common extensions have.
#[rustfmt::skip]
pub(super) const TYPES: &[&str] = &[
    "article", "artwork", "audio", "bibnote", "book", "bookinbook", "booklet", "collection",
    "commentary", "conference", "customa", "customb", "customc", "customd", "custome", "customf",
    "dataset", "electronic", "image", "inbook", "incollection", "inproceedings", "inreference",
    "jurisdiction", "legal", "legislation", "letter", "manual", "mastersthesis", "misc", "movie",
    "music", "mvbook", "mvcollection", "mvproceedings", "mvreference", "online", "patent",
    "performance", "periodical", "phdthesis", "preprint", "proceedings", "reference", "report",
    "review", "set", "software", "standard", "suppbook", "suppcollection", "suppperiodical",
    "techreport", "thesis", "unpublished", "video", "www", "xdata",
];

/// BibTeX's names of fields, with those that BibLaTeX has for the same.
const ALIASES: &[(&str, &str)] = &[
    ("address", "location"),
    ("annote", "annotation"),
    ("archiveprefix", "eprinttype"),
    ("journal", "journaltitle"),
    ("key", "sortkey"),
    ("pdf", "file"),
    ("primaryclass", "eprintclass"),
    ("school", "institution"),
];

/// Fields that BibLaTeX has, and behind the gap those that reference managers write beside them.
#[rustfmt::skip]
const FIELDS: &[&str] = &[
    "abstract", "addendum", "afterword", "annotation", "annotator", "author", "authortype",
    "bookauthor", "bookpagination", "booksubtitle", "booktitle", "booktitleaddon", "chapter",
    "commentator", "crossref", "date", "day", "doi", "edition", "editor", "editora",
    "editoratype", "editorb", "editorbtype", "editorc", "editorctype", "editortype", "eid",
    "entryset", "entrysubtype", "eprint", "eprintclass", "eprinttype", "eventdate", "eventtitle",
    "eventtitleaddon", "execute", "file", "foreword", "gender", "holder", "howpublished", "ids",
    "indexsorttitle", "indextitle", "institution", "introduction", "isan", "isbn", "ismn", "isrn",
    "issn", "issue", "issuesubtitle", "issuetitle", "issuetitleaddon", "iswc", "journalsubtitle",
    "journaltitle", "journaltitleaddon", "keywords", "label", "langid", "langidopts", "language",
    "library", "lista", "listb", "listc", "listd", "liste", "listf", "location", "mainsubtitle",
    "maintitle", "maintitleaddon", "month", "namea", "nameaddon", "nameatype", "nameb",
    "namebtype", "namec", "namectype", "note", "number", "options", "organization", "origdate",
    "origlanguage", "origlocation", "origpublisher", "origtitle", "pages", "pagetotal",
    "pagination", "part", "presort", "publisher", "pubstate", "related", "relatedoptions",
    "relatedstring", "relatedtype", "reprinttitle", "series", "shortauthor", "shorteditor",
    "shorthand", "shorthandintro", "shortjournal", "shortseries", "shorttitle", "sortkey",
    "sortname", "sortshorthand", "sorttitle", "sortyear", "subtitle", "title", "titleaddon",
    "translator", "type", "url", "urldate", "usera", "userb", "userc", "userd", "usere", "userf",
    "venue", "verba", "verbb", "verbc", "version", "volume", "volumes", "xdata", "xref", "year",
    //
    "abbr", "accessed", "accessdate", "affiliation", "article-number", "arxivid", "bdsk-file-1",
    "bdsk-url-1", "citationsubset", "comment", "copyright", "creationdate", "date-added",
    "date-modified", "eissn", "groups", "issn-linking", "journal-abbr", "journaliso", "keyword",
    "keywords-plus", "langue", "lccn", "local-url", "mendeley-groups", "mendeley-tags",
    "modificationdate", "nlmuniqueid", "note-added", "numpages", "owner", "pii", "pmc", "pmcid",
    "pmid", "priority", "printed", "publication-status", "qualityassured", "ranking",
    "readstatus", "relevance", "research-areas", "rights", "shortjournaltitle", "status", "tags",
    "timestamp", "unique-id", "web-of-science-categories",
];

/// Fields whose text TeX does not touch.
const VERBATIM: &[&str] = &["doi", "eprint", "file", "url", "verba", "verbb", "verbc"];

/// A field's name as BibLaTeX has it, in lower case.
pub(super) fn canonical(name: &str) -> String {
    let name = name.to_lowercase();
    match ALIASES.iter().find(|(alias, _)| *alias == name) {
        Some((_, canonical)) => (*canonical).to_owned(),
        None => name,
    }
}

pub(super) fn is_verbatim(field: &str) -> bool {
    VERBATIM.contains(&field)
}

/// Whether a canonical name is one that we know. Names with a prefix are private to the program that wrote them.
pub(super) fn is_field(canonical: &str) -> bool {
    let private = ["bdsk-", "jabref-", "mendeley-", "zotero-", "web-of-science-", "x-"];
    FIELDS.contains(&canonical) || private.iter().any(|prefix| canonical.starts_with(prefix))
}

/// Every name that a field may have, for suggestions.
pub(super) fn field_names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().copied().chain(ALIASES.iter().map(|(alias, _)| *alias))
}

/// Whether a citation can name the work: what [`parse_citation`](crate::read::markdown::parse_citation) takes as a key.
pub fn is_citation_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(is_key_char)
}

pub(super) fn is_key_char(c: char) -> bool {
    c.is_alphanumeric() || "-_:.+/".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_that_citations_take() {
        for key in [
            "a",
            "å1",
            "a-b_c:d.e+f/g",
            "",
            "a b",
            "a@b",
            "a&b",
            "a;b",
            "{a}",
            "a'",
            "a~",
        ] {
            let cited = crate::read::markdown::parse_citation(&format!("@{key}"));
            let same = cited.is_some_and(|cites| cites.len() == 1 && cites[0].key == key);
            assert_eq!(same, is_citation_key(key), "{key}");
        }
    }

    #[test]
    fn what_is_known_is_listed_once() {
        for list in [TYPES, FIELDS] {
            let mut sorted = list.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), list.len());
        }
        assert!(ALIASES.iter().all(|(_, field)| is_field(field)));
    }
}
