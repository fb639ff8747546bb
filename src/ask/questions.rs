//! The list of questions. What is not in it cannot be asked.

use super::answer::{self, Locked, Sealed, Standing};
use super::lists::{Cut, Shared};
use super::quality::{Found, Quality};
use super::{Asked, Digest, Names, Whole, digest};
use crate::diagnostic::{FileId, Span};
use crate::ground::Claims;
use crate::ground::claim::Claim;
use crate::ground::lock::Seal;
use crate::ground::review::Suspect;
use crate::index::link::{Place, Problem};
use crate::index::{Fragment, Origin, Quoted};
use crate::kept::Kept;
use crate::model::book::Book;
use crate::model::corpus::Abbreviations;
use crate::model::{Kind, Record, RecordId, Target};
use crate::read::bibliography::Bibliography;
use crate::read::chapters::{Chapter, SummaryItem};
use crate::read::markdown::Link;
use crate::read::retractions::Notice;
use crate::words::Words;
use std::collections::BTreeSet;

/// Puts questions to a handbook, and has them noted. It cannot go to another thread, so that no question is lost.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Nothing outside of this file can get at it.
    whole: Whole<'a>,
    asked: Option<&'a Asked<Question>>,
}

impl<'a> Ask<'a> {
    /// Questions that nobody needs to know of, for what is made once.
    pub fn unnoted(whole: Whole<'a>) -> Self {
        Self { whole, asked: None }
    }

    /// Questions that are noted.
    pub fn noted(whole: Whole<'a>, asked: &'a Asked<Question>) -> Self {
        let asked = Some(asked);
        Self { whole, asked }
    }
}

/// For each question its name and what it names, the method that asks it, and what the answer is. The answer to the method
/// and the digest of the answer come from the one function of that name in [`answer`].
macro_rules! questions {
    ($($(#[$doc:meta])+ $name:ident($($about:ident: $type:ty),*) $method:ident -> $answer:ty;)+) => {
        /// Something asked of a handbook.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum Question {
            $($name($(<$type as ToOwned>::Owned),*)),+
        }

        impl Question {
            /// The digest of the answer that the handbook gives.
            pub fn digest(&self, whole: Whole<'_>) -> Digest {
                match self {
                    $(Self::$name($($about),*) => digest(&answer::$method(whole, $($about),*))),+
                }
            }
        }

        impl<'a> Ask<'a> {
            $(
                $(#[$doc])+
                pub fn $method(self, $($about: &$type),*) -> $answer {
                    let answer = answer::$method(self.whole, $($about),*);
                    if let Some(asked) = self.asked {
                        asked.note(Question::$name($($about.to_owned()),*), &answer);
                    }
                    answer
                }
            )+
        }
    };
}

questions! {
    /// What `book.toml` says.
    Book() book -> &'a Kept<Book>;
    /// The words of the interface in the language of the handbook.
    Words() words -> &'a Kept<Words>;
    /// A record, if it is there and could be read.
    Record(id: RecordId) record -> Option<&'a Kept<Record>>;
    /// Whether a record is there, be it that it could not be read.
    Exists(id: RecordId) exists -> bool;
    /// The short name of a record.
    Name(id: RecordId) record_name -> Option<&'a str>;
    /// Whether a record, a part of it or a work is not to be relied on, and why.
    Standing(target: Target) standing -> Option<Standing>;
    /// What has superseded a record, or a part of it.
    Successor(target: Target) successor -> Option<Target>;
    /// What a part of a record is called.
    PartName(record: RecordId, part: str) part_name -> Option<&'a str>;
    /// The ids of a kind, in order.
    OfKind(kind: Kind) of_kind -> Vec<&'a RecordId>;
    /// The same, with those that could not be read. Works are those of the bibliography.
    KnownIds(kind: Kind) known_ids -> Vec<&'a str>;
    /// A record of any kind by its bare id.
    Elsewhere(id: str) elsewhere -> Option<&'a RecordId>;
    /// What a record is called now that once had this id.
    Renamed(id: RecordId) renamed -> Option<&'a RecordId>;
    /// The records before and after one in its kind.
    Neighbours(id: RecordId) neighbours -> [Option<&'a RecordId>; 2];
    /// Records with values that their sources dispute.
    Disputed() disputed -> Vec<&'a RecordId>;
    /// Everything that is not to be relied on, and why: records, parts of records, works.
    Unreliable() unreliable -> Vec<(Target, Standing)>;
    /// How many records were reviewed, and how many there are.
    HowManyReviewed() how_many_reviewed -> (usize, usize);
    /// Whether anything in the handbook was reviewed.
    AnyReviewed() any_reviewed -> bool;
    /// What a text holds and refers to.
    Fragment(from: Origin) fragment -> Option<&'a Kept<Fragment>>;
    /// What refers to a record from elsewhere.
    ReferredBy(id: RecordId) referred_by -> BTreeSet<&'a Origin>;
    /// What cites a work.
    CitedBy(key: str) cited_by -> BTreeSet<&'a Origin>;
    /// What `kind:id#part.field` means.
    Quote(target: Target) quote -> Option<Quoted<'a>>;
    /// Whether `kind:id#part.field` means anything.
    IsQuotable(target: Target) is_quotable -> bool;
    /// A chapter by its path.
    Chapter(path: str) chapter -> Option<&'a Chapter>;
    /// The paths and titles of all chapters, in reading order.
    Chapters() chapters -> Vec<(&'a str, &'a str)>;
    /// The order of reading.
    Summary() summary -> &'a [SummaryItem];
    /// Where a link of a text leads.
    Follow(from: Origin, link: Link) resolve -> Result<Place, Problem>;
    /// The glossary.
    Abbreviations() abbreviations -> &'a Kept<Abbreviations>;
    /// Whether the glossary has a short form, be it that it could not be read.
    HasAbbreviation(short: str) has_abbreviation -> bool;
    /// The bibliography.
    Bibliography() bibliography -> &'a Kept<Bibliography>;
    /// A work as a reader knows it: first author and year, else its title.
    WorkName(key: str) work_name -> Option<String>;
    /// A field of a work's entry.
    WorkField(key: str, field: str) work_field -> Option<&'a str>;
    /// Whether the bibliography has a work, be it that it could not be read.
    HasWork(key: str) has_work -> bool;
    /// Whether the handbook wants its claims sealed.
    Wanted() sealing_is_wanted -> bool;
    /// The claims of a record, each with its seal if it still says what was sealed.
    Seals(id: RecordId) seals -> Sealed<'a>;
    /// The same of all records.
    AllSeals() all_seals -> Vec<(&'a Claim, Option<&'a Seal>)>;
    /// The claims of a record, each with its seal, whatever that says; none if the lock cannot be read.
    Locked(id: RecordId) locked -> Option<Locked<'a>>;
    /// The claims of a record.
    Claims(id: RecordId) claims -> Option<&'a Kept<Claims>>;
    /// Where the lock has a line of this name.
    LockLine(name: str) lock_line -> Option<Span>;
    /// Why a record has to be read again, and on which such records it rests.
    Suspicion(id: RecordId) suspicion -> (Option<&'a Suspect>, Option<&'a BTreeSet<RecordId>>);
    /// The records that have to be read again, and those that rest on them.
    Suspects() suspects -> [Vec<&'a RecordId>; 2];
    /// What records and abbreviations with digits in them are called, in lower case.
    NamesWithDigits() names_with_digits -> &'a Kept<Names>;
    /// The parts of a list that grows with the handbook.
    CutList(cut: Cut) cut_list -> Shared;
    /// What the rules found in the handbook.
    Quality() quality -> &'a Quality;
    /// What a record accepts of it.
    Accepted(id: RecordId) accepted -> &'a [Found];
    /// What became of a work after it was published.
    Notices(key: str) notices -> &'a [Notice];
    /// Whether a work has been retracted or called into question.
    WorkStanding(key: str) work_standing -> Option<Standing>;
    /// Whether a work has been corrected.
    IsCorrected(key: str) is_corrected -> bool;
    /// Who paid for a work, as the notes on it say.
    PayersOfWork(key: str) payers_of_work -> Vec<&'a str>;
    /// Those who paid for a trial or analysis, or for its reports, and make something that it studies.
    PayingMakers(id: RecordId) paying_makers -> Vec<&'a str>;
    /// The day on which what has run out is judged, if it is.
    AsOf() as_of -> Option<jiff::civil::Date>;
    /// The text of a file.
    Text(file: FileId) text -> Option<&'a str>;
}
