//! What a table is about, and the name by which readers ask for it.

use std::collections::BTreeSet;
use std::fmt;

use super::{recommendations, studies, trials};
use crate::model::{Kind, RecordId, Target};
use crate::view::Context;
use crate::view::builder::Builder;

/// What a table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Completed trials with their results.
    Trials,
    /// Studies under way.
    Studies,
    /// Definitions side by side.
    Definitions,
    /// Recommendations with class and level.
    Recommendations,
}

/// A table: all of a sort, or those about one record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    pub sort: Sort,
    pub of: Option<RecordId>,
}

impl Sort {
    pub const ALL: [Self; 4] = [Self::Trials, Self::Studies, Self::Definitions, Self::Recommendations];

    /// The word for it: `trials`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trials => "trials",
            Self::Studies => "studies",
            Self::Definitions => "definitions",
            Self::Recommendations => "recommendations",
        }
    }

    /// The kind of the records in it.
    pub fn kind(self) -> Kind {
        match self {
            Self::Trials => Kind::Trial,
            Self::Studies => Kind::Study,
            Self::Definitions => Kind::Definition,
            Self::Recommendations => Kind::Recommendation,
        }
    }

    /// The kinds of records that such a table can be about.
    pub fn about(self) -> &'static [Kind] {
        match self {
            Self::Trials | Self::Studies => &[Kind::Therapy],
            Self::Definitions => &[],
            Self::Recommendations => &[Kind::Therapy, Kind::Condition, Kind::Grading, Kind::Work],
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sort.name())?;
        match &self.of {
            Some(id) => write!(f, ":{id}"),
            None => Ok(()),
        }
    }
}

impl Subject {
    /// Reads `trials` or `trials:therapy:sample`. Whether the handbook has it is another matter.
    pub fn parse(text: &str) -> Option<Self> {
        let (sort, of) = match text.split_once(':') {
            Some((sort, of)) => (sort, Some(Target::parse(of).ok()?)),
            None => (text, None),
        };
        let sort = Sort::ALL.into_iter().find(|known| known.name() == sort)?;
        let of = match of {
            Some(Target { part: Some(_), .. }) => return None,
            Some(target) => Some(target.record),
            None => None,
        };
        let fits = of.as_ref().is_none_or(|id| sort.about().contains(&id.kind));
        fits.then_some(Self { sort, of })
    }
}

/// The tables that may be about a record.
pub fn of_record(id: &RecordId) -> impl Iterator<Item = Subject> + '_ {
    let sorts = Sort::ALL.into_iter().filter(|sort| sort.about().contains(&id.kind));
    sorts.map(|sort| Subject {
        sort,
        of: Some(id.clone()),
    })
}

/// All tables that the handbook has something to show in. A set of one recommendation is that recommendation's card, and is
/// left out.
pub fn all(context: &Context<'_>) -> Vec<Subject> {
    let builder = Builder::new(context);
    let ask = context.ask;
    let mut found = BTreeSet::new();
    let whole = Sort::ALL
        .into_iter()
        .filter(|sort| !ask.of_kind(&sort.kind()).is_empty());
    found.extend(whole.map(|sort| Subject { sort, of: None }));
    let about = |sort, id: &RecordId| Subject {
        sort,
        of: Some(id.clone()),
    };
    for therapy in ask.of_kind(&Kind::Therapy) {
        if trials::any(&builder, therapy) {
            found.insert(about(Sort::Trials, therapy));
        }
        if !studies(&builder, Some(therapy)).is_empty() {
            found.insert(about(Sort::Studies, therapy));
        }
    }
    for id in recommendations::named(&builder) {
        if recommendations::about(&builder, Some(&id)).len() > 1 {
            found.insert(about(Sort::Recommendations, &id));
        }
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_known_by_its_name() {
        for name in [
            "trials",
            "studies",
            "definitions",
            "recommendations",
            "trials:therapy:a",
            "studies:therapy:a-b",
            "recommendations:condition:a",
            "recommendations:reference:a2030",
        ] {
            assert_eq!(
                Subject::parse(name).map(|subject| subject.to_string()).as_deref(),
                Some(name)
            );
        }
        for name in [
            "",
            "trial",
            "trials:",
            "trials:trial:a",
            "trials:therapy:a#b",
            "definitions:definition:a",
        ] {
            assert_eq!(Subject::parse(name), None, "{name}");
        }
    }
}
