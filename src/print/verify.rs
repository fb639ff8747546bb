//! Whether a sheet is still what the handbook says, and what changed since it was printed.
//!
//! A sheet carries the data that it was drawn from. Printed once more, these data must give the same file: so it is known that
//! what stands on the pages is what the data say, and then only the data are held against the handbook of today.

use jiff::civil::Date;
use serde::Serialize;

use super::book::{self, BookJob};
use super::data::{Carried, DRAFT, Drawn, PROGRAM};
use super::fault::PrintError;
use super::found::{self, Found};
use super::frame;
use super::paper::Paper;
use super::said::{self, Change};
use super::sheet::{Job, Printer, Sheet};
use super::table::TableJob;
use super::today::Today;
use crate::ask::{Ask, Standing};
use crate::model::Target;
use crate::view::evidence::Subject;

/// What is to be thought of a sheet, gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The file cannot be read.
    Damaged,
    /// A PDF, and no sheet of sourcebook.
    NoSheet,
    /// A sheet of another handbook.
    Foreign,
    /// Its pages do not read as what it carries.
    Altered,
    /// What it is of is no longer in the handbook.
    Gone,
    /// It never was for use.
    Draft,
    /// Its own last day has passed.
    Expired,
    /// The handbook would not print it for use.
    Refused,
    /// The handbook says something else now.
    Changed,
    Current,
}

/// How it was made sure that the pages say what the sheet carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compared {
    /// The same bytes come out when it is printed once more.
    Bytes,
    /// Another file, with the same letters on its pages.
    Letters,
    Nothing,
}

/// What was found out about a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    pub verdict: Verdict,
    /// `card`, `table` or `book`.
    pub sort: Option<String>,
    pub record: Option<String>,
    pub paper: Option<String>,
    /// The version of the handbook that it was printed from.
    pub edition: Option<String>,
    pub digest: Option<String>,
    /// The last day on which it says that it may be used.
    pub until: Option<String>,
    pub compared: Compared,
    /// Why it must not be used.
    pub reasons: Vec<String>,
    pub changes: Vec<Change>,
    /// What could not be told, and what else is good to know.
    pub notes: Vec<String>,
}

/// Judges a file. It may be any sheet, on any paper and of any edition.
pub fn verify(printer: &Printer<'_>, pdf: &[u8]) -> Answer {
    let mut answer = Answer::new();
    let found = match found::read(pdf) {
        Ok(found) => found,
        Err(error) => return answer.because(Verdict::Damaged, error.to_string()),
    };
    let Some(label) = Label::read(&found) else {
        let why = "it does not say that it is a sheet of sourcebook: another program made it, or took that away";
        return answer.because(Verdict::NoSheet, why);
    };
    answer.name(&label);
    let carried = found.carried.as_deref().and_then(Carried::read);
    if let Some(carried) = &carried {
        answer.edition.clone_from(&carried.sheet.edition);
        answer.until = carried.shown["validity"]["until"].as_str().map(str::to_owned);
    }
    let title = printer.whole().corpus.book.book.title.as_str();
    match is_ours(printer, &found, carried.as_ref()) {
        true if found.book != title => {
            let was = &found.book;
            answer
                .notes
                .push(format!("the handbook was called “{was}” when it was printed"));
        }
        true => {}
        false => {
            let why = format!("it is of the handbook “{}”, and this one is “{title}”", found.book);
            return answer.because(Verdict::Foreign, why);
        }
    }
    let is_altered = answer.hold_against_itself(printer, pdf, &found, &label, carried.as_ref());
    let today = answer.find(printer, label.sheet.clone());
    let Some((sheet, today)) = today else { return answer };
    if is_altered {
        return answer;
    }
    answer.compare(printer, &label, carried.as_ref(), (&sheet, &today));
    answer.judge(printer, &sheet, &today, carried.as_ref());
    answer
}

/// Whether a sheet is of this handbook: it has the title that this one has or had, or leads to the site of this one. Titles
/// are mended and sites move, but seldom on one day.
fn is_ours(printer: &Printer<'_>, found: &Found, carried: Option<&Carried>) -> bool {
    let whole = printer.whole();
    let about = &whole.corpus.book.book;
    let mut titles = about.formerly.iter().chain([&about.title]);
    let site = frame::site(whole);
    let led = carried.and_then(|carried| carried.site.as_ref());
    titles.any(|title| title.as_str() == found.book) || (led.is_some() && led == site.as_ref())
}

/// What the keywords of a sheet say.
struct Label {
    sheet: Sheet,
    digest: String,
    is_draft: bool,
}

impl Label {
    fn read(found: &Found) -> Option<Self> {
        let [sort, name, paper, digest, more @ ..] = found.keywords.as_slice() else {
            return None;
        };
        let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        let paper = Paper::parse(paper)?;
        let draft = more.iter().any(|word| word == DRAFT);
        let sheet = match sort.as_str() {
            "card" => {
                let target = Target::parse(name).ok().filter(|target| target.part.is_none())?;
                let record = target.record;
                Sheet::Card(Job { record, paper, draft })
            }
            "table" => {
                let subject = Subject::parse(name)?;
                Sheet::Table(TableJob { subject, paper, draft })
            }
            book::NAME => Sheet::Book(BookJob { paper, draft }),
            _ => return None,
        };
        is_digest.then_some(Self {
            sheet,
            digest: digest.clone(),
            is_draft: draft,
        })
    }
}

impl Answer {
    /// Nothing speaks against it yet.
    fn new() -> Self {
        Self {
            verdict: Verdict::Current,
            sort: None,
            record: None,
            paper: None,
            edition: None,
            digest: None,
            until: None,
            compared: Compared::Nothing,
            reasons: Vec::new(),
            changes: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn name(&mut self, label: &Label) {
        self.sort = Some(label.sheet.sort().to_owned());
        self.record = Some(label.sheet.name());
        self.paper = Some(label.sheet.paper().name());
        self.digest = Some(label.digest.clone());
        if label.is_draft {
            self.add(Verdict::Draft, "it was printed as a draft, not for use");
        }
    }

    /// The same with a reason; the gravest verdict stands.
    fn because(mut self, verdict: Verdict, why: impl Into<String>) -> Self {
        self.add(verdict, why);
        self
    }

    fn add(&mut self, verdict: Verdict, why: impl Into<String>) {
        self.verdict = self.verdict.min(verdict);
        self.reasons.push(why.into());
    }

    /// What the sheet would be today, under the name that its record has now; nothing, and why, where there is none.
    fn find(&mut self, printer: &Printer<'_>, mut sheet: Sheet) -> Option<(Sheet, Today)> {
        let was = sheet.name();
        match &mut sheet {
            Sheet::Card(Job { record, .. }) => {
                let Some(known) = printer.known(record) else {
                    self.add(Verdict::Gone, format!("the handbook has no record `{was}` any more"));
                    return None;
                };
                *record = known;
            }
            Sheet::Table(TableJob { subject, .. }) => {
                if let Some(of) = &mut subject.of {
                    let works = &printer.whole().corpus.bibliography.works;
                    let is_work = of.kind.is_work() && works.contains_key(&of.id);
                    let Some(known) = printer.known(of).or_else(|| is_work.then(|| of.clone())) else {
                        self.add(Verdict::Gone, format!("the handbook has no `{of}` any more"));
                        return None;
                    };
                    *of = known;
                }
            }
            Sheet::Book(_) => {}
        }
        if sheet.name() != was {
            self.notes.push(format!("`{was}` is called `{}` now", sheet.name()));
        }
        match printer.today(&sheet) {
            Ok(Some(today)) => Some((sheet, today)),
            Ok(None) => {
                self.add(Verdict::Gone, format!("the handbook has no `{was}` to print any more"));
                None
            }
            Err(error) => {
                self.add(Verdict::Changed, format!("it cannot be printed any more: {error}"));
                None
            }
        }
    }

    /// Whether its pages do not read as what it carries.
    fn hold_against_itself(
        &mut self,
        printer: &Printer<'_>,
        pdf: &[u8],
        found: &Found,
        label: &Label,
        carried: Option<&Carried>,
    ) -> bool {
        let (Some(carried), Some(data)) = (carried, &found.carried) else {
            self.notes.push(
                "it carries no data that this program can read, as if another program had saved it anew: what changed, and \
                 whether its pages were altered, cannot be told"
                    .to_owned(),
            );
            return false;
        };
        if carried.about().keywords != found.keywords {
            self.add(
                Verdict::Altered,
                "its keywords are not those of the data that it carries",
            );
            return true;
        }
        let again = printer.printed(&Drawn {
            data: data.clone(),
            figures: found.figures.clone(),
            digest: label.digest.clone(),
        });
        if again.as_ref().is_ok_and(|again| again == pdf) {
            self.compared = Compared::Bytes;
            return false;
        }
        let letters = again
            .ok()
            .and_then(|again| Some((found::letters(pdf).ok()?, found::letters(&again).ok()?)));
        match letters {
            Some((is, should)) if is == should => {
                self.compared = Compared::Letters;
                self.notes.push(
                    "another program saved it anew, or another version of sourcebook printed it: its letters are those that \
                     it should have, and nothing else of its look was compared"
                        .to_owned(),
                );
                false
            }
            Some((is, should)) if carried.is_of(printer) => {
                let (is, should) = parting(&is, &should);
                let why = format!("its pages were altered: they read “{is}” where “{should}” was printed");
                self.add(Verdict::Altered, why);
                true
            }
            _ => {
                self.notes.push(format!(
                    "{} printed it with other templates, and this is {PROGRAM}: whether its pages were altered cannot be told",
                    carried.sheet.program
                ));
                false
            }
        }
    }

    /// Holds what it carries against what the handbook would print today.
    fn compare(
        &mut self,
        printer: &Printer<'_>,
        label: &Label,
        carried: Option<&Carried>,
        (sheet, today): (&Sheet, &Today),
    ) {
        // Only a card leaves out what does not fit its paper.
        let fitted = today.card().map(|_| printer.drawn(sheet, today));
        let shown = match fitted {
            Some(Ok(drawn)) => Carried::read(&drawn.data).map(|carried| carried.shown),
            Some(Err(error)) => {
                let why = match error {
                    PrintError::Overflow { paper, .. } => format!("it does not fit on {paper} any more"),
                    other => format!("it cannot be printed any more: {other}"),
                };
                self.add(Verdict::Changed, why);
                None
            }
            None => None,
        };
        let whole = today.data();
        let is_same = said::digest(&whole) == label.digest;
        let Some(carried) = carried else {
            if !is_same {
                self.add(Verdict::Changed, "its digest is not that of today");
            }
            return;
        };
        let shown = shown.unwrap_or(whole);
        self.changes = said::changes(&said::lines(&carried.shown), &said::lines(&shown));
        let address = printer.address(today);
        let led = carried.address.as_deref().map(without_question);
        if led != address.as_deref() {
            self.changes.push(Change {
                under: String::new(),
                name: "address of the code".to_owned(),
                was: led.map(str::to_owned),
                is: address,
            });
        }
        match self.changes.is_empty() {
            true if !is_same => self
                .notes
                .push("what changed since stands on its page only, and not on this sheet".to_owned()),
            true => {}
            false => self.verdict = self.verdict.min(Verdict::Changed),
        }
    }

    /// Adds why it must not be used.
    fn judge(&mut self, printer: &Printer<'_>, sheet: &Sheet, today: &Today, carried: Option<&Carried>) {
        let as_of = printer.as_of();
        let until = self.until.as_deref().and_then(|until| until.parse::<Date>().ok());
        if let Some(until) = until.filter(|until| *until < as_of) {
            self.add(
                Verdict::Expired,
                format!("it was to be used until {until}, and it is {as_of}"),
            );
        }
        for reason in &today.validity().reasons {
            self.add(Verdict::Refused, reason);
        }
        let Sheet::Card(Job { record, .. }) = sheet else { return };
        let standing = match Ask::unnoted(printer.whole()).standing_of(record, None) {
            Some(Standing::Withdrawn) => "was withdrawn",
            Some(Standing::Superseded) => "was superseded",
            Some(Standing::Retracted) => "rests on a work that was retracted",
            // The sheet says so, or it has changed.
            Some(Standing::Doubted) | None => return,
        };
        // Such a card is printed, with a banner at its head. One without it misleads whoever reads it.
        let now = said::banners(&today.data());
        let says_so = match carried {
            Some(carried) => {
                let before = said::banners(&carried.shown);
                now.iter().all(|banner| before.contains(banner))
            }
            None => self.verdict == Verdict::Current,
        };
        match says_so {
            true => self.notes.push(format!("`{record}` {standing}, as the sheet says")),
            false => self.add(
                Verdict::Refused,
                format!("`{record}` {standing}, which the sheet does not say"),
            ),
        }
    }
}

impl Carried {
    /// Whether today's program and templates printed it.
    fn is_of(&self, printer: &Printer<'_>) -> bool {
        self.sheet.program == PROGRAM && self.sheet.templates == printer.templates()
    }
}

/// An address without what stands behind its path.
fn without_question(address: &str) -> &str {
    address.split('?').next().unwrap_or(address)
}

/// Where two texts part: a few letters before, and a few after, of each.
fn parting(is: &str, should: &str) -> (String, String) {
    let same = is.chars().zip(should.chars()).take_while(|(a, b)| a == b).count();
    let from = same.saturating_sub(12);
    let part = |text: &str| text.chars().skip(from).take(32).collect();
    (part(is), part(should))
}
