//! `sourcebook review`.

use std::io;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use super::{Common, Failure, counted, named, write};
use crate::diagnostic::{Diagnostic, Severity};
use crate::ground::LockState;
use crate::ground::review::{Change, Reason, ReviewDay, sealed_with, with_review};
use crate::handbook::Handbook;
use crate::model::RecordId;
use crate::model::scalar::Scalar;
use crate::model::text::{Date, Text};
use crate::read::{LOCK, Sources, whole};
use crate::rules::evidence::review_without_seal;
use crate::rules::report::{Format, Report, plain};
use crate::write::replace_file;

/// Record that a named person has read a record, or list the records to be read again
#[derive(Debug, clap::Args)]
pub struct Review {
    #[command(flatten)]
    common: Common,
    /// The record that was read
    #[arg(value_name = "KIND:ID", required_unless_present = "suspect", requires = "by")]
    record: Option<String>,
    /// The person who has read it, and their role
    #[arg(long, value_name = "NAME", requires = "record")]
    by: Option<String>,
    /// The day of the reading; today (UTC), where absent
    #[arg(long, value_name = "YYYY-MM-DD", requires = "record")]
    on: Option<String>,
    /// The day by which it has to be read again
    #[arg(long, value_name = "YYYY-MM-DD", requires = "record")]
    next: Option<String>,
    /// List the records that changed, or rest on something that changed, since they were read
    #[arg(long, conflicts_with = "record")]
    suspect: bool,
}

impl Review {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let sources = Sources::load(&self.common.root)?;
        let (handbook, found) = Handbook::new(&sources);
        if handbook.as_ref().is_some_and(|handbook| !handbook.grounding.wanted) {
            return Err("reviews are kept in the lock, and book.toml does not ask for one\n  \
                 help: add a table `[grounding]` to it, and run `sourcebook ground`"
                .into());
        }
        match (handbook, &self.record, &self.by) {
            (Some(handbook), Some(record), Some(by)) => self.review(&handbook, found, record, by),
            (Some(handbook), ..) => self.list(&handbook, &found),
            (None, ..) => self.common.report(&Report::new(&sources, &found)),
        }
    }

    fn review(
        &self,
        handbook: &Handbook,
        mut found: Vec<Diagnostic>,
        name: &str,
        by: &str,
    ) -> Result<ExitCode, Failure> {
        let day = self.day(by)?;
        let record = named(handbook, name, "records are reviewed whole")?;
        // A review that nobody is known to have made is what this one mends.
        found.retain(|d| d.severity == Severity::Error && d.code != review_without_seal::RULE.code);
        let LockState::Read(_, lock) = &handbook.grounding.lock else {
            return self.refused(handbook, &found);
        };
        if !found.is_empty() {
            return self.refused(handbook, &found);
        }
        let root = &self.common.root;
        let path = root.join(&*handbook.sources.file(record.file).path);
        let text = whole(&path)?;
        let at = |why: String| format!("cannot write the review into {}: {why}", path.display());
        if text.trim_start_matches('\u{feff}') != &*handbook.sources.file(record.file).text {
            return Err(at("it was changed just now".to_owned()).into());
        }
        let text = with_review(&text, &day).map_err(at)?;
        let lock = sealed_with(
            lock,
            &handbook.corpus,
            &handbook.index,
            handbook.grounding.claims(),
            &record.id,
            &day,
        );
        // The lock first: a line in it without a review says nothing, a review without a line is an error.
        replace_file(&root.join(LOCK), lock.text().as_bytes())?;
        replace_file(&path, text.as_bytes())?;
        let saw = lock.reviews[&record.id.to_string()].saw.len() - 1;
        let records = counted(saw, "record");
        self.common.say(&format!(
            "{} is reviewed by {} on {}; it rests on {records}",
            record.id, day.by, day.on
        ))?;
        Ok(ExitCode::SUCCESS)
    }

    fn refused(&self, handbook: &Handbook, found: &[Diagnostic]) -> Result<ExitCode, Failure> {
        self.common.report(&Report::new(&handbook.sources, found))?;
        self.common.say("nothing was reviewed: mend this first")?;
        Ok(ExitCode::from(1))
    }

    fn day(&self, by: &str) -> Result<ReviewDay, Failure> {
        let by = Text::parse(by).map_err(|e| format!("--by: {}", e.message))?;
        let on = self.on.clone().unwrap_or_else(today);
        for (option, day) in [("--on", Some(&on)), ("--next", self.next.as_ref())] {
            if let Some(day) = day.filter(|day| day.len() != 10 || Date::parse(day).is_err()) {
                return Err(format!("{option}: `{day}` is not a day\n  help: write it like 2026-01-31").into());
            }
        }
        if let Some(next) = self.next.as_ref().filter(|next| **next <= on) {
            return Err(format!("--next: {next} is not after {on}, the day of the reading").into());
        }
        Ok(ReviewDay {
            by: by.to_string(),
            on,
            next: self.next.clone(),
        })
    }

    /// The records to be read again go to stdout, the count to stderr.
    fn list(&self, handbook: &Handbook, found: &[Diagnostic]) -> Result<ExitCode, Failure> {
        let suspects = &handbook.grounding.reviews.suspects;
        let mut out = String::new();
        if matches!(self.common.format, Format::Sarif | Format::Junit | Format::Github) {
            return Err("records to be read again are listed as human, short or json".into());
        }
        for (id, suspect) in suspects {
            let reasons = suspect.reasons.iter();
            match self.common.format {
                Format::Human => {
                    out += &format!("{id}: read by {} on {}\n", plain(&suspect.by), plain(&suspect.on));
                    out.extend(reasons.map(|reason| format!("  {}\n", plain(&reason.words()))));
                }
                Format::Short => out.extend(reasons.map(|reason| format!("{id}: {}\n", plain(&reason.words())))),
                Format::Json => {
                    let line = serde_json::json!({
                        "record": id.to_string(),
                        "file": handbook.corpus.get(id).map(|record| &*handbook.sources.file(record.file).path),
                        "reviewed_by": suspect.by,
                        "reviewed_on": suspect.on,
                        "reasons": reasons.map(json).collect::<Vec<_>>(),
                    });
                    out += &format!("{line}\n");
                }
                // Refused above.
                Format::Sarif | Format::Junit | Format::Github => {}
            }
        }
        write(io::stdout(), &out)?;
        self.common
            .say(&format!("{} to be read again", counted(suspects.len(), "record")))?;
        let errors = found.iter().filter(|d| d.severity == Severity::Error).count();
        if errors > 0 {
            let errors = counted(errors, "error");
            self.common
                .say(&format!("{errors} in the content: `sourcebook check` lists them"))?;
        }
        Ok(ExitCode::from(u8::from(!suspects.is_empty() || errors > 0)))
    }
}

fn json(reason: &Reason) -> serde_json::Value {
    let (change, values) = match &reason.change {
        Change::Says(values) => ("changed", values.as_slice()),
        Change::Worded => ("worded", &[][..]),
        Change::Gone => ("gone", &[][..]),
        Change::New => ("new", &[][..]),
        Change::Left => ("left", &[][..]),
    };
    serde_json::json!({
        "record": reason.record.to_string(),
        "formerly": reason.formerly.as_ref().map(RecordId::to_string),
        "path": reason.path.iter().map(RecordId::to_string).collect::<Vec<_>>(),
        "change": change,
        "values": values,
        "message": reason.words(),
    })
}

/// The day that it is in UTC. The clock is asked nowhere else: what it says becomes data.
fn today() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs());
    day_of(seconds / 86_400)
}

/// The date of a day, counted from 1970-01-01. Years are taken to begin in March, so that a leap day ends its year.
fn day_of(days: u64) -> String {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + later)
}

#[cfg(test)]
mod tests {
    use super::day_of;

    #[test]
    fn days_have_their_dates() {
        for (days, date) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_453, "2025-12-31"),
            (20_454, "2026-01-01"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(day_of(days), date);
        }
    }
}
