//! Time and memory of a process from its start to its end, as the system counts them.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use rayon::prelude::*;

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    wall: f64,
    cpu: f64,
    peak: f64,
}

/// The first argument of a launcher.
const LAUNCH: &str = "--launch";

/// Runs a program whose last argument is a folder.
///
/// It is started by a launcher, which is this program again: the system tells a process about all its children together,
/// and the launcher has one.
pub fn run(program: &str, arguments: &[&str], folder: &Path) -> io::Result<Run> {
    let launcher = Command::new(std::env::current_exe()?)
        .args([LAUNCH, program])
        .args(arguments)
        .arg(folder)
        .stderr(Stdio::inherit())
        .output()?;
    let said = String::from_utf8_lossy(&launcher.stdout);
    let mut figures = said.split_whitespace().map(str::parse);
    match (
        launcher.status.success(),
        figures.next(),
        figures.next(),
        figures.next(),
    ) {
        (true, Some(Ok(wall)), Some(Ok(cpu)), Some(Ok(peak))) => Ok(Run { wall, cpu, peak }),
        _ => Err(io::Error::other(format!("{program} {} failed", arguments.join(" ")))),
    }
}

/// Does the launcher's work, if this process is one.
pub fn launched() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    arguments.next().filter(|first| first == LAUNCH)?;
    Some(match launch(&arguments.next()?, arguments) {
        Ok(true) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

fn launch(program: &OsStr, arguments: impl Iterator<Item = std::ffi::OsString>) -> io::Result<bool> {
    let start = Instant::now();
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).status()?;
    let wall = start.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    // Linux counts in KiB.
    println!("{wall} {cpu} {}", usage.max_rss() as f64 * 1024.0 / 1e6);
    Ok(status.success())
}

fn seconds(time: TimeVal) -> f64 {
    time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6
}

/// Writes files into a folder that is not there, on all cores, and removes it again.
pub fn write_anew(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> io::Result<Run> {
    let used = || -> io::Result<f64> {
        let usage = getrusage(UsageWho::RUSAGE_SELF)?;
        Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
    };
    let (start, before) = (Instant::now(), used()?);
    let folders: BTreeSet<&Path> = files.iter().filter_map(|(path, _)| path.parent()).collect();
    folders
        .iter()
        .try_for_each(|within| fs::create_dir_all(folder.join(within)))?;
    files
        .par_iter()
        .try_for_each(|(path, bytes)| fs::write(folder.join(path), bytes))?;
    let run = Run {
        wall: start.elapsed().as_secs_f64(),
        cpu: used()? - before,
        peak: 0.0,
    };
    fs::remove_dir_all(folder)?;
    Ok(run)
}

/// Several runs of one thing.
#[derive(Debug)]
pub struct Summary(Vec<Run>);

impl FromIterator<Run> for Summary {
    fn from_iter<I: IntoIterator<Item = Run>>(runs: I) -> Self {
        Self(runs.into_iter().collect())
    }
}

impl fmt::Display for Summary {
    /// Medians, with the least and the most of the wall time.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sorted = |figure: fn(&Run) -> f64| {
            let mut figures: Vec<f64> = self.0.iter().map(figure).collect();
            figures.sort_by(f64::total_cmp);
            figures
        };
        let median = |figure: fn(&Run) -> f64| sorted(figure)[self.0.len() / 2];
        let wall = sorted(|run| run.wall);
        let (least, most) = (wall[0], wall[wall.len() - 1]);
        write!(
            f,
            "{:.2} ({least:.2}–{most:.2}) | {:.2} | ",
            median(|run| run.wall),
            median(|run| run.cpu)
        )?;
        match median(|run| run.peak) {
            0.0 => Ok(()),
            peak => write!(f, "{peak:.0}"),
        }
    }
}
