//! Measures printing the repository's own handbook: `cargo bench --bench print`.
//!
//! First whole processes, with their time and peak memory as the system counts them; then within one process what a card
//! takes after the one before it, on one thread. `docs/printing.md` has figures.

#[allow(dead_code, reason = "other benchmarks use the rest of it")]
mod measure;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use jiff::civil::Date;
use measure::{Summary, launched, run};
use sourcebook::handbook::Handbook;
use sourcebook::print::verify::verify;
use sourcebook::print::{Job, Paper, Printer, Sheet, card, sheet};
use sourcebook::read::Sources;

const PROGRAM: &str = env!("CARGO_BIN_EXE_sourcebook");

/// How often each process is run.
const RUNS: usize = 5;

/// A day on which no sheet has run out.
const DAY: &str = "2026-11-21";

fn main() -> ExitCode {
    if let Some(code) = launched() {
        return code;
    }
    match processes().and_then(|()| cards()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn processes() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::Builder::new().prefix("sourcebook-bench-").tempdir()?;
    let out = folder.path().join("sheets");
    let out = out.to_str().ok_or("the temporary folder has no name in UTF-8")?;
    println!("| step | wall, s | CPU, s | peak, MB |");
    println!("|---|---|---|---|");
    let steps: [(&str, &[&str]); 6] = [
        ("start, read, check, print nothing", &["--list"]),
        ("one card", &["therapy:norepinephrine"]),
        ("the fullest card", &["therapy:va-ecmo"]),
        ("all cards", &[]),
        ("all tables", &["--kind", "table"]),
        ("the book", &["--kind", "book"]),
    ];
    for (name, more) in steps {
        let whole = [&["print", "--quiet", "--as-of", DAY, "--out", out], more, &["--root"]].concat();
        let runs: Summary = (0..RUNS)
            .map(|_| run(PROGRAM, &whole, root()))
            .collect::<std::io::Result<_>>()?;
        println!("| {name} | {runs} |");
    }
    Ok(())
}

fn cards() -> Result<(), Box<dyn Error>> {
    let sources = Sources::load(root())?;
    let (handbook, _) = Handbook::new(&sources);
    let handbook = handbook.ok_or("the handbook cannot be used")?;
    let as_of: Date = DAY.parse()?;
    let start = Instant::now();
    let printer = Printer::new(handbook.whole(), as_of);
    let set_up = milliseconds(start);
    let records = handbook.corpus.records.keys();
    let sheets = records.filter(|id| card::KINDS.contains(&id.kind)).map(|record| {
        Sheet::Card(Job {
            record: record.clone(),
            paper: Paper::default(),
            draft: false,
        })
    });
    let sheets: Vec<Sheet> = sheets.collect();
    // One after another on one thread, but one with room for calls.
    let (printed, verified) = sheet::with_room(|| {
        let mut pdfs = Vec::new();
        let printed = timed(&sheets, |sheet| pdfs.extend(printer.sheet(sheet).map(|made| made.pdf)));
        let verified = timed(&pdfs, |pdf| drop(verify(&printer, pdf)));
        (printed, verified)
    });
    println!("\n| step | first, ms | median of the others, ms | longest of them, ms |");
    println!("|---|---|---|---|");
    println!("| the printer | {set_up:.1} | | |");
    println!("| a card | {printed} |");
    println!("| a card verified | {verified} |");
    Ok(())
}

/// The first, the median of the others, and the longest of them.
fn timed<T>(all: &[T], mut with: impl FnMut(&T)) -> String {
    let times = all.iter().map(|one| {
        let start = Instant::now();
        with(one);
        milliseconds(start)
    });
    let mut times: Vec<f64> = times.collect();
    if times.len() < 2 {
        return " | | ".to_owned();
    }
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    format!(
        "{first:.1} | {:.1} | {:.1}",
        times[times.len() / 2],
        times[times.len() - 1]
    )
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}
