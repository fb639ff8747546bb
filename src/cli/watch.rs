//! Shows on a terminal what a command is at, once that has taken a second.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::progress::Progress;

/// What is done before this is over needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is drawn anew.
const TICK: Duration = Duration::from_millis(100);

/// A line on the terminal that says what a command is at; gone when this is dropped.
#[derive(Debug)]
pub struct Watch {
    step: Arc<Mutex<&'static str>>,
    pub progress: Arc<Progress>,
    /// The thread that draws, and what tells it to end.
    drawing: Option<(mpsc::Sender<()>, JoinHandle<()>)>,
}

impl Watch {
    /// Draws nothing where nobody would see it, or wants to.
    pub fn new(quiet: bool, step: &'static str) -> Self {
        let mut watch = Self {
            step: Arc::new(Mutex::new(step)),
            progress: Arc::default(),
            drawing: None,
        };
        if !quiet && io::stderr().is_terminal() {
            let (step, progress) = (Arc::clone(&watch.step), Arc::clone(&watch.progress));
            let (stop, stopped) = mpsc::channel();
            let drawing = thread::spawn(move || draw(&stopped, &step, &progress));
            watch.drawing = Some((stop, drawing));
        }
        watch
    }

    /// The command is at something else now.
    pub fn step(&self, step: &'static str) {
        self.progress.begin(0);
        *self.step.lock().unwrap_or_else(PoisonError::into_inner) = step;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some((stop, drawing)) = self.drawing.take() {
            drop(stop);
            // A line that cannot be drawn is no reason to fail.
            let _ = drawing.join();
        }
    }
}

fn draw(stopped: &mpsc::Receiver<()>, step: &Mutex<&'static str>, progress: &Progress) {
    let mut wait = PATIENCE;
    let mut line = None;
    while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        let line = line.get_or_insert_with(|| new_line(ProgressDrawTarget::stderr()).with_elapsed(PATIENCE));
        let step = *step.lock().unwrap_or_else(PoisonError::into_inner);
        show(line, step, progress);
        wait = TICK;
    }
    if let Some(line) = line {
        line.finish_and_clear();
    }
}

fn new_line(target: ProgressDrawTarget) -> ProgressBar {
    let line = ProgressBar::with_draw_target(None, target);
    let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
    line.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    line
}

fn show(line: &ProgressBar, step: &'static str, progress: &Progress) {
    line.set_message(match progress.now() {
        (_, 0) => format!("{step} …"),
        (done, of) => format!("{step}: {done} of {of}"),
    });
    line.tick();
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::InMemoryTerm;

    #[test]
    fn the_line_says_what_is_done_and_how_far() {
        let terminal = InMemoryTerm::new(5, 80);
        let line = new_line(ProgressDrawTarget::term_like(Box::new(terminal.clone())));
        let progress = Progress::default();
        show(&line, "laying out pages", &progress);
        assert!(
            terminal.contents().contains("laying out pages … (0s)"),
            "{}",
            terminal.contents()
        );
        progress.begin(12);
        progress.advance();
        show(&line, "looking for claims", &progress);
        assert!(
            terminal.contents().contains("looking for claims: 1 of 12"),
            "{}",
            terminal.contents()
        );
        line.finish_and_clear();
        assert_eq!(terminal.contents(), "");
    }

    #[test]
    fn without_a_terminal_nothing_is_drawn() {
        // Tests have their messages captured, or the terminal of whoever runs them: quiet holds for both.
        let watch = Watch::new(true, "reading");
        watch.step("checking");
        assert!(watch.drawing.is_none());
    }
}
