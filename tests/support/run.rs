//! Runs the program, and never waits for it for ever.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long the slowest run may take on a slow and busy machine, in a build without optimisation. What hangs takes longer.
const PATIENCE: Duration = Duration::from_secs(40);

/// What a run of the program has left.
#[derive(Debug)]
pub struct Run {
    /// None if a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub took: Duration,
}

impl Run {
    /// Fails unless the program ended with this status, and without a panic.
    #[track_caller]
    pub fn ended_with(self, code: i32) -> Self {
        assert!(!self.stderr.contains("panicked at"), "{}", self.stderr);
        assert_eq!(
            self.code,
            Some(code),
            "stdout: {}\nstderr: {}",
            start(&self.stdout),
            start(&self.stderr)
        );
        self
    }

    /// Fails unless some message has these words.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        let said = self.stdout.contains(words) || self.stderr.contains(words);
        assert!(
            said,
            "no {words:?} in\n{}\n{}",
            start(&self.stdout),
            start(&self.stderr)
        );
        self
    }
}

/// Enough of an output to see what it is about.
fn start(text: &str) -> &str {
    let end = text.char_indices().nth(4000).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The program, to be run in `folder`, in an environment that no test inherits.
pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sourcebook"));
    command.current_dir(folder);
    for name in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "RAYON_NUM_THREADS",
        "RUST_BACKTRACE",
    ] {
        command.env_remove(name);
    }
    command
}

/// Runs the program with these arguments.
#[track_caller]
pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = program(folder);
    command.args(arguments);
    finish(command)
}

/// Runs a command to its end, or fails after [`PATIENCE`].
#[track_caller]
pub fn finish(mut command: Command) -> Run {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = command.spawn().expect("the program can be run");
    let stdout = collect(child.stdout.take().expect("it is piped"));
    let stderr = collect(child.stderr.take().expect("it is piped"));
    let code = wait(&mut child, start);
    let took = start.elapsed();
    let [stdout, stderr] = [stdout, stderr].map(|pipe| pipe.join().expect("reading does not panic"));
    let Some(code) = code else {
        panic!("{command:?} did not end within {PATIENCE:?}");
    };
    Run {
        code,
        stdout,
        stderr,
        took,
    }
}

fn collect(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("the pipe can be read");
        String::from_utf8(bytes).expect("what the program says is UTF-8")
    })
}

/// The status of a process, or None if it had to be killed.
fn wait(child: &mut Child, start: Instant) -> Option<Option<i32>> {
    loop {
        if let Some(status) = child.try_wait().expect("the process can be asked") {
            return Some(status.code());
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        thread::sleep(Duration::from_millis(2));
    }
}
