//! Notices that files may have changed. Whether they have is seen by reading them again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher, event::AccessKind};

/// How long nothing has to happen until a burst of changes is taken to be over: editors write in steps.
const CALM: Duration = Duration::from_millis(10);
/// A burst that does not end is looked at nevertheless.
const LONGEST_BURST: Duration = Duration::from_millis(200);
/// After a change one looks once more: what happens in a folder while it is only just being watched goes unsaid.
const AGAIN: Duration = Duration::from_millis(300);
/// How often one looks though nothing was said. Some disks, above all those of other machines, say nothing.
const IDLE: Duration = Duration::from_secs(2);
/// The same where the system cannot be asked to say anything.
const BLIND: Duration = Duration::from_millis(500);

/// Waits for changes of a handbook's files.
pub struct Watch {
    root: PathBuf,
    /// None where the system does not let us watch.
    watcher: Option<RecommendedWatcher>,
    events: Receiver<()>,
    /// What is watched, with what it was when that began: a folder that is made anew has to be watched anew.
    watched: BTreeMap<PathBuf, Identity>,
    again: bool,
}

impl Watch {
    /// Watches the handbook in `root`; else why that cannot be done, and the files are looked at now and then.
    pub fn new(root: &Path) -> (Self, Option<String>) {
        let (sender, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // What goes wrong with watching is a reason to look.
            if event.is_ok_and(|event| !may_change(&event.kind)) {
                return;
            }
            let _ = sender.send(());
        });
        let (watcher, problem) = match watcher {
            Ok(watcher) => (Some(watcher), None),
            Err(error) => (None, Some(error.to_string())),
        };
        let watch = Self {
            root: root.to_owned(),
            watcher,
            events,
            watched: BTreeMap::new(),
            again: false,
        };
        (watch, problem)
    }

    /// Watches these folders below the root, with all that is in them, and the files in the root. Gives why it cannot, once;
    /// then it does without.
    pub fn follow(&mut self, folders: &[&str]) -> Option<String> {
        let watcher = self.watcher.as_mut()?;
        let whole = folders.contains(&".");
        let below = folders
            .iter()
            .filter(|_| !whole)
            .map(|folder| (self.root.join(folder), RecursiveMode::Recursive));
        let mode = if whole {
            RecursiveMode::Recursive
        } else {
            RecursiveMode::NonRecursive
        };
        let wanted: Vec<(PathBuf, RecursiveMode)> = below.chain([(self.root.clone(), mode)]).collect();
        for (path, mode) in wanted {
            let identity = identity(&path);
            if self.watched.get(&path) == identity.as_ref() {
                continue;
            }
            if self.watched.remove(&path).is_some() {
                // A folder that is gone is watched no more, and nothing can be wrong with that.
                let _ = watcher.unwatch(&path);
            }
            let Some(identity) = identity else { continue };
            match watcher.watch(&path, mode) {
                Ok(()) => drop(self.watched.insert(path, identity)),
                // It has gone meanwhile.
                Err(_) if !path.exists() => {}
                Err(error) => {
                    self.watcher = None;
                    return Some(error.to_string());
                }
            }
        }
        None
    }

    /// Waits until files may have changed, or it is time to look.
    pub fn wait(&mut self) {
        let longest = match (self.again, &self.watcher) {
            (true, Some(_)) => AGAIN,
            (false, Some(_)) => IDLE,
            (_, None) => BLIND,
        };
        self.again = false;
        match self.events.recv_timeout(longest) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return,
            Err(RecvTimeoutError::Disconnected) => return std::thread::sleep(longest),
        }
        let until = Instant::now() + LONGEST_BURST;
        while Instant::now() < until && self.events.recv_timeout(CALM).is_ok() {}
        self.again = true;
    }
}

/// Reading is no change.
fn may_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(mode)) => *mode == notify::event::AccessMode::Write,
        EventKind::Access(_) => false,
        _ => true,
    }
}

/// What tells a folder from another one of the same name.
type Identity = [u64; 2];

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let found = std::fs::metadata(path).ok()?;
    Some([found.dev(), found.ino()])
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    let found = std::fs::metadata(path).ok()?;
    let made = found.created().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some([made.as_secs(), u64::from(made.subsec_nanos())])
}
