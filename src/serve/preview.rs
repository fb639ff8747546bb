//! The newest state of a handbook, for those who wait for it.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use crate::diagnostic::{Diagnostic, Severity};
use crate::read::{ReadError, Reader, Sources};
use crate::rules::report::{Format, Report};
use crate::workspace::{Edition, Workspace};

/// What there is to be seen at one moment.
#[derive(Debug, Default)]
pub struct State {
    /// The newest site without errors.
    pub site: Option<Arc<Edition>>,
    /// What is wrong with the newest content.
    pub trouble: Option<Trouble>,
}

/// What is wrong with the content, for people.
#[derive(Debug, Hash)]
pub struct Trouble {
    /// It keeps the site from being made: what is shown is older.
    pub is_grave: bool,
    pub title: String,
    pub all: String,
}

/// A handbook over its edits, and who waits for them.
#[derive(Debug)]
pub struct Preview {
    reader: Reader,
    workspace: Workspace,
    /// Why the files could not be read the last time.
    unreadable: Option<String>,
    state: watch::Sender<Arc<State>>,
}

impl Default for Preview {
    fn default() -> Self {
        Self {
            reader: Reader::default(),
            workspace: Workspace::default(),
            unreadable: None,
            state: watch::Sender::new(Arc::default()),
        }
    }
}

impl Preview {
    /// The state as it is, and each that follows.
    pub fn states(&self) -> watch::Receiver<Arc<State>> {
        self.state.subscribe()
    }

    /// The files as they were read last.
    pub fn sources(&self) -> &Sources {
        self.workspace.sources()
    }

    /// Everything that is wrong with them.
    pub fn found(&self) -> &[Diagnostic] {
        self.workspace.found()
    }

    /// The same, with what records accept of it.
    pub fn report(&self) -> Report<'_> {
        Report {
            accepted: self.workspace.accepted(),
            ..Report::new(self.sources(), self.found())
        }
    }

    /// Why there is no site of them, though nothing is wrong with the content.
    pub fn obstacle(&self) -> Option<&str> {
        self.unreadable.as_deref().or(self.workspace.obstacle())
    }

    /// Reads what may have changed, and says whether anything has.
    pub fn refresh(&mut self, root: &Path) -> bool {
        let changed = match self.reader.load(root) {
            Ok(sources) => {
                let was = self.unreadable.take();
                self.workspace.update(sources) || was.is_some()
            }
            Err(error) => self.cannot_read(&error),
        };
        if changed {
            self.state.send_replace(Arc::new(State {
                site: self.workspace.good().cloned(),
                trouble: self.trouble(),
            }));
        }
        changed
    }

    fn cannot_read(&mut self, error: &ReadError) -> bool {
        let why = Some(error.to_string());
        let changed = self.unreadable != why;
        self.unreadable = why;
        changed
    }

    fn trouble(&self) -> Option<Trouble> {
        if let Some(obstacle) = self.obstacle() {
            return Some(Trouble {
                is_grave: true,
                title: "The site cannot be made: this page is as it was before".to_owned(),
                all: obstacle.to_owned(),
            });
        }
        let found = self.found();
        if found.is_empty() {
            return None;
        }
        let errors = found.iter().filter(|d| d.severity == Severity::Error).count();
        let title = match (errors, found.len() - errors) {
            (0, 1) => "1 warning".to_owned(),
            (0, others) => format!("{others} warnings"),
            (1, _) => "1 error in the content: this page is as it was before".to_owned(),
            (errors, _) => format!("{errors} errors in the content: this page is as it was before"),
        };
        Some(Trouble {
            is_grave: errors > 0,
            title,
            all: self.report().text(Format::Human, false),
        })
    }
}
