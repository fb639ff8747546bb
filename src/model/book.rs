//! `book.toml`: the settings of a handbook.

use jiff::Span;
use schemars::JsonSchema;
use serde::Deserialize;

use super::quantity::Duration;
use super::text::{Address, Date, Language, Markdown, Text};

/// The settings of a handbook. Keys that mdBook has mean the same here.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Book {
    /// What the handbook is.
    pub book: About,
    /// How the handbook is built.
    #[serde(default)]
    pub build: Build,
    /// How works are cited.
    #[serde(default)]
    pub citations: Citations,
    /// What every page says of the handbook as a whole.
    #[serde(default)]
    pub notice: Notice,
    /// How long what the handbook says counts as current.
    #[serde(default)]
    pub validity: Validity,
    /// Present where claims are held against the papers: every claim then needs a source and a seal.
    pub grounding: Option<Grounding>,
}

/// How claims are held against the papers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Grounding {
    /// The folder with the papers' texts, one `<citekey>.txt` for each; `ground --papers` may name another.
    pub papers: Option<Text>,
}

/// How long what the handbook says counts as current. `check` warns of what is older.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Validity {
    /// How long before a review is due `check` begins to say so; 60 days where absent.
    #[schemars(example = &"60 d")]
    pub review_notice: Option<Duration>,
    /// How old the status of an ongoing study may be; 12 months where absent.
    #[schemars(example = &"12 mo")]
    pub status_age: Option<Duration>,
    /// How long ago the literature may have been searched; 12 months where absent.
    #[schemars(example = &"12 mo")]
    pub search_age: Option<Duration>,
    /// The last day on which printed sheets may be used that no review of a clinician vouches for.
    #[schemars(example = &"2026-12-31")]
    pub sheets_until: Option<Date>,
}

/// What the handbook is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct About {
    /// The title.
    pub title: Text,
    /// Titles that it had before: sheets that were printed under them are still known as its own.
    #[serde(default)]
    pub formerly: Vec<Text>,
    /// Who wrote it.
    #[serde(default)]
    pub authors: Vec<Text>,
    /// The language of the pages, as a BCP 47 tag.
    pub language: Option<Language>,
    /// The content folder; `content` where absent.
    pub src: Option<Text>,
    /// One or two sentences for search engines and the first page: plain text, shown as it is written.
    pub description: Option<Text>,
    /// The version that pages carry.
    pub version: Option<Text>,
    /// Up to when the literature was searched.
    pub searched_to: Option<Date>,
    /// How the literature was searched, in a sentence or two; or that it was not, and what the handbook was written from
    /// instead. Markdown; a number in it is quoted or marked, as in a chapter.
    #[schemars(example = &"No search was done. The handbook is a reading of two papers.")]
    pub search: Option<Markdown>,
    /// Where the built handbook stands: for links on paper, for search engines, and for those who are told what changed.
    #[schemars(example = &"https://handbook.example.org/fever/")]
    pub url: Option<Address>,
    /// How a reader reports a problem: an `https:` or `mailto:` address. `{title}` and `{path}` in it become those of the
    /// page; a mail without them has the title as its subject and the path in its text.
    pub report: Option<Address>,
    /// The licence of the content, in a few words.
    pub licence: Option<Text>,
}

/// How the handbook is built.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Build {
    /// The output folder, below the root; `book` where absent.
    pub build_dir: Option<Text>,
}

/// How works are cited.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Citations {
    /// The name of a CSL style that comes with the program, or the path of a `.csl` file below the content folder.
    pub style: Option<Text>,
}

/// What every page says of the handbook as a whole.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Notice {
    /// What the handbook is and is not; stands at the foot of every page.
    pub disclaimer: Option<Markdown>,
}

/// How many days a status or a search counts as current, where `book.toml` does not say.
const YEAR: i32 = 365;

impl Validity {
    /// Until when the status of a study that was stated then counts as current.
    pub fn status_until(&self, stated: &Date) -> jiff::civil::Date {
        later(stated.last_day(), self.status_age.as_ref(), YEAR)
    }

    /// Until when a search of the literature counts as current.
    pub fn search_until(&self, searched: &Date) -> jiff::civil::Date {
        later(searched.last_day(), self.search_age.as_ref(), YEAR)
    }
}

/// The day on which something that was true on a day has to be looked at again; whole days, at most some centuries on.
pub fn later(day: jiff::civil::Date, by: Option<&Duration>, or_days: i32) -> jiff::civil::Date {
    let days = by
        .map_or(f64::from(or_days), Duration::days)
        .round()
        .clamp(0.0, 100_000.0);
    // The days are few enough for a span; what lies behind the last day of the calendar never comes.
    let span = Span::new().days(days as i64);
    day.checked_add(span).unwrap_or(jiff::civil::Date::MAX)
}

impl Book {
    pub fn language(&self) -> &str {
        self.book.language.as_ref().map_or("en", Language::as_str)
    }

    /// The address that all paths of the site follow upon, ending in a slash; none where the handbook stands nowhere that
    /// it knows of.
    pub fn site(&self) -> Option<String> {
        let url = self.book.url.as_ref()?.as_str();
        let is_place = url.starts_with("http") && !url.contains(['?', '#']);
        is_place.then(|| format!("{}/", url.trim_end_matches('/')))
    }

    pub fn build_dir(&self) -> &str {
        self.build.build_dir.as_ref().map_or("book", Text::as_str)
    }
}
