//! What differs between two sheets of one thing, line by line.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Line;

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    pub under: String,
    pub name: String,
    /// Nothing where it is new.
    pub was: Option<String>,
    /// Nothing where it is gone.
    pub is: Option<String>,
}

/// What differs between two sheets, in the order of the newer one, and then what is gone.
pub fn changes(before: &[Line], after: &[Line]) -> Vec<Change> {
    let mut was: BTreeMap<(&str, &str), Vec<&Line>> = BTreeMap::new();
    for line in before {
        was.entry((&line.under, &line.name)).or_default().push(line);
    }
    // What stayed is taken out first, so that a line put before others does not pair each with the next.
    let mut new = Vec::new();
    for line in after {
        let same = was.get_mut(&(line.under.as_str(), line.name.as_str()));
        let same = same.and_then(|was| Some((was.iter().position(|was| *was == line)?, was)));
        match same {
            Some((at, was)) => drop(was.remove(at)),
            None => new.push(line),
        }
    }
    let mut changes = Vec::new();
    for line in new {
        let was = was.get_mut(&(line.under.as_str(), line.name.as_str()));
        let was = was.filter(|was| !was.is_empty()).map(|was| was.remove(0));
        changes.push(Change::of(was, Some(line)));
    }
    for line in before {
        let left = was.get_mut(&(line.under.as_str(), line.name.as_str()));
        let left = left.and_then(|was| Some((was.iter().position(|left| *left == line)?, was)));
        if let Some((at, was)) = left {
            was.remove(at);
            changes.push(Change::of(Some(line), None));
        }
    }
    changes
}

impl Change {
    fn of(was: Option<&Line>, is: Option<&Line>) -> Self {
        let line = was.or(is);
        // Where a line was read is told where nothing else changed, or it would be all of the message.
        let told = |line: &Line| match (was, is) {
            (Some(was), Some(is)) if was.text == is.text => {
                format!("{} (read in {})", line.text, list(&line.read))
            }
            _ => line.text.clone(),
        };
        Self {
            under: line.map(|line| line.under.clone()).unwrap_or_default(),
            name: line.map(|line| line.name.clone()).unwrap_or_default(),
            was: was.map(told),
            is: is.map(told),
        }
    }
}

fn list(read: &[String]) -> String {
    match read {
        [] => "no source".to_owned(),
        read => read.join("; "),
    }
}
