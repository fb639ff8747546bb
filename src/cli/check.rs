//! `sourcebook check`.

use std::process::ExitCode;

use super::watch::Watch;
use super::{Common, Failure, also_accepted, counted, today};
use crate::rules::report::Report;

/// Check that the content agrees with itself
#[derive(Debug, clap::Args)]
pub struct Check {
    #[command(flatten)]
    common: Common,
}

impl Check {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let watch = Watch::new(self.common.quiet, "reading");
        let as_of = self.common.as_of.unwrap_or_else(today);
        let sources = self.common.sources_as_of(Some(as_of))?;
        watch.step("checking");
        let (handbook, found) = Common::handbook(sources);
        drop(watch);
        let accepted = handbook.map_or(&[][..], |handbook| &handbook.accepted);
        let code = self.common.report(&Report {
            accepted,
            ..Report::new(sources, &found)
        })?;
        if let (Some(handbook), true) = (handbook, found.is_empty()) {
            let records = counted(handbook.corpus.records.len(), "record");
            let chapters = counted(handbook.corpus.chapters.len(), "chapter");
            let works = counted(handbook.corpus.bibliography.works.len(), "work");
            let accepted = also_accepted(accepted);
            self.common.say(&format!(
                "{records}, {chapters} and {works} checked: nothing is wrong{accepted}"
            ))?;
        }
        Ok(code)
    }
}
