//! Whether a sheet is still what the handbook says, and what changed since it was printed.
//!
//! A sheet carries the data that it was drawn from. Printed once more, these data must give the same file: so it is known that
//! what stands on the pages is what the data say, and then only the data are held against the handbook of today.

use jiff::civil::Date;
use serde::Serialize;

use super::book;
use super::data::{Carried, DRAFT, PROGRAM};
use super::fault::PrintError;
use super::found::{self, Found};
use super::paper::Paper;
use super::said::{self, Change};
use super::sheet::{Job, Printer, digest};
use crate::ask::{Ask, Standing};
use crate::model::{RecordId, Target};
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
    /// `card`.
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

/// Judges a file. Its record may be on any paper and of any edition.
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
    let whole = printer.whole();
    let title = whole.corpus.book.book.title.as_str();
    if found.book != title {
        let why = format!("it is of the handbook “{}”, and this one is “{title}”", found.book);
        return answer.because(Verdict::Foreign, why);
    }
    let Thing::Card(of) = &label.of else {
        answer.judge_other(printer, &label);
        return answer;
    };
    let carried = found.carried.as_deref().and_then(Carried::read);
    if let Some(carried) = &carried {
        answer.edition.clone_from(&carried.sheet.edition);
        answer.until = carried.shown["validity"]["until"].as_str().map(str::to_owned);
    }
    let is_altered = answer.hold_against_itself(printer, pdf, &found, carried.as_ref());
    let Some(record) = printer.known(of) else {
        let why = format!("the handbook has no record `{of}` any more");
        return answer.because(Verdict::Gone, why);
    };
    if record != *of {
        answer.notes.push(format!("`{of}` is called `{record}` now"));
    }
    if is_altered {
        return answer;
    }
    let job = Job {
        record,
        paper: label.paper,
        draft: label.draft,
    };
    answer.compare(printer, &label, carried.as_ref(), &job);
    answer.judge(printer, &label, &job.record);
    answer
}

/// What a sheet is of.
enum Thing {
    Card(RecordId),
    Table(Subject),
    Book,
}

/// What the keywords of a sheet say.
struct Label {
    sort: String,
    of: Thing,
    name: String,
    paper: Paper,
    digest: String,
    draft: bool,
}

impl Label {
    fn read(found: &Found) -> Option<Self> {
        let [sort, name, paper, digest, more @ ..] = found.keywords.as_slice() else {
            return None;
        };
        let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        let of = match sort.as_str() {
            "card" => {
                let target = Target::parse(name).ok().filter(|target| target.part.is_none())?;
                Thing::Card(target.record)
            }
            "table" => Thing::Table(Subject::parse(name)?),
            book::NAME => Thing::Book,
            _ => return None,
        };
        is_digest.then_some(Self {
            sort: sort.clone(),
            of,
            name: name.clone(),
            paper: Paper::parse(paper)?,
            digest: digest.clone(),
            draft: more.iter().any(|word| word == DRAFT),
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
        self.sort = Some(label.sort.clone());
        self.record = Some(label.name.clone());
        self.paper = Some(label.paper.name());
        self.digest = Some(label.digest.clone());
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

    /// Judges a sheet that carries no data, by its digest alone.
    fn judge_other(&mut self, printer: &Printer<'_>, label: &Label) {
        let today = match &label.of {
            Thing::Table(subject) => printer
                .shown_table(subject)
                .map(|shown| (digest(&shown), shown.validity)),
            Thing::Book => printer
                .shown_book()
                .ok()
                .map(|(book, _)| (digest(&book), book.validity)),
            Thing::Card(_) => None,
        };
        let Some((today, validity)) = today else {
            return self.add(
                Verdict::Gone,
                format!("the handbook has no `{}` to print any more", label.name),
            );
        };
        if label.draft {
            self.add(Verdict::Draft, "it was printed as a draft, not for use");
        }
        for reason in validity.reasons {
            self.add(Verdict::Refused, reason);
        }
        if today != label.digest {
            self.add(Verdict::Changed, "its digest is not that of today");
        }
        self.notes.push(format!(
            "of a {} only the digest among its keywords is compared: what changed, and whether its pages were altered, \
             cannot be told",
            label.sort
        ));
    }

    /// Whether its pages do not read as what it carries.
    fn hold_against_itself(
        &mut self,
        printer: &Printer<'_>,
        pdf: &[u8],
        found: &Found,
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
        let again = printer.printed(data.clone());
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
    fn compare(&mut self, printer: &Printer<'_>, label: &Label, carried: Option<&Carried>, job: &Job) {
        let (today, digest) = match printer.drawn(job) {
            Ok((data, digest)) => (Carried::read(&data).map(|today| today.shown), digest),
            Err(error) => {
                let today = printer.shown(&job.record).data();
                let digest = said::digest(&today);
                let why = match error {
                    PrintError::Overflow { paper, .. } => format!("it does not fit on {paper} any more"),
                    other => format!("it cannot be printed any more: {other}"),
                };
                self.add(Verdict::Changed, why);
                (Some(today), digest)
            }
        };
        let address = printer.address(&job.record);
        match (carried, &today) {
            (Some(carried), Some(today)) => {
                self.changes = said::changes(&said::lines(&carried.shown), &said::lines(today));
                let led = carried.address.as_deref().map(without_question);
                if led != address.as_deref() {
                    self.changes.push(Change {
                        under: String::new(),
                        name: "address of the code".to_owned(),
                        was: led.map(str::to_owned),
                        is: address,
                    });
                }
                if self.changes.is_empty() && digest != label.digest {
                    self.notes
                        .push("what changed since stands on its page only, and not on this sheet".to_owned());
                }
                if !self.changes.is_empty() {
                    self.verdict = self.verdict.min(Verdict::Changed);
                }
            }
            _ if digest != label.digest => self.add(Verdict::Changed, "its digest is not that of today"),
            _ => {}
        }
    }

    /// Adds why it must not be used.
    fn judge(&mut self, printer: &Printer<'_>, label: &Label, record: &RecordId) {
        if label.draft {
            self.add(Verdict::Draft, "it was printed as a draft, not for use");
        }
        let as_of = printer.as_of();
        let until = self.until.as_deref().and_then(|until| until.parse::<Date>().ok());
        if let Some(until) = until.filter(|until| *until < as_of) {
            self.add(
                Verdict::Expired,
                format!("it was to be used until {until}, and it is {as_of}"),
            );
        }
        for reason in printer.validity(record).reasons {
            self.add(Verdict::Refused, reason);
        }
        let standing = match Ask::unnoted(printer.whole()).standing_of(record, None) {
            Some(Standing::Withdrawn) => "was withdrawn",
            Some(Standing::Superseded) => "was superseded",
            Some(Standing::Retracted) => "rests on a work that was retracted",
            // The sheet says so, or it has changed.
            Some(Standing::Doubted) | None => return,
        };
        self.add(Verdict::Refused, format!("`{record}` {standing}"));
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
