//! Measures the program on invented handbooks, as whole processes: `cargo bench --bench handbook -- 1000 10000`.
//!
//! For each number of records: checking, building into no folder, building again with nothing changed and with one record
//! changed; and for comparison how long it takes to write the bytes of the site as the same files.
//! `docs/performance.md` has the figures.

mod generator;
mod measure;
mod peers;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generator::Invented;
use measure::{Run, Summary, launched, run};

const USAGE: &str = "\
cargo bench --bench handbook -- [OPTIONS] [RECORDS ...]   measure; 1000, 10000 and 50000 records where none is given
cargo bench --bench handbook -- --write DIR RECORDS       only write the handbook
cargo bench --bench handbook -- --write-peers DIR RECORDS only write its pages for other generators
  --in DIR    where to work: memory-backed storage measures the program, a disk the disk (default /dev/shm, else a temporary folder)
  --runs N    how often to measure each step (default 5)";

const PROGRAM: &str = env!("CARGO_BIN_EXE_sourcebook");

fn main() -> ExitCode {
    if let Some(code) = launched() {
        return code;
    }
    match Options::read()
        .ok_or(io::Error::other(USAGE))
        .and_then(|options| options.run())
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

struct Options {
    write: Option<PathBuf>,
    write_peers: Option<PathBuf>,
    within: Option<PathBuf>,
    runs: usize,
    sizes: Vec<usize>,
}

impl Options {
    fn read() -> Option<Self> {
        let mut options = Self {
            write: None,
            write_peers: None,
            within: None,
            runs: 5,
            sizes: Vec::new(),
        };
        // Cargo adds `--bench`.
        let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--write" => options.write = Some(arguments.next()?.into()),
                "--write-peers" => options.write_peers = Some(arguments.next()?.into()),
                "--in" => options.within = Some(arguments.next()?.into()),
                "--runs" => options.runs = arguments.next()?.parse().ok().filter(|runs| *runs > 0)?,
                size => options.sizes.push(size.parse().ok().filter(|size| *size >= 30)?),
            }
        }
        Some(options)
    }

    fn run(self) -> io::Result<()> {
        match (&self.write, &self.write_peers, self.sizes.as_slice()) {
            (None, None, _) => {}
            (Some(folder), None, [size]) => return write_handbook(folder, *size),
            (None, Some(folder), [size]) => return write_files(folder, &peers::sites(&Invented::new(*size))),
            _ => return Err(io::Error::other(USAGE)),
        }
        let memory = Path::new("/dev/shm");
        let within = match self.within {
            Some(within) => within,
            None if memory.is_dir() => memory.to_owned(),
            None => std::env::temp_dir(),
        };
        let folder = tempfile::Builder::new()
            .prefix("sourcebook-bench-")
            .tempdir_in(within)?;
        println!("| records | step | wall, s | CPU, s | peak, MB | output |");
        println!("|---|---|---|---|---|---|");
        let sizes = if self.sizes.is_empty() {
            vec![1_000, 10_000, 50_000]
        } else {
            self.sizes
        };
        for size in sizes {
            measure_size(&folder.path().join(size.to_string()), size, self.runs)?;
        }
        Ok(())
    }
}

fn write_handbook(folder: &Path, size: usize) -> io::Result<()> {
    write_files(folder, &Invented::new(size).files())
}

fn write_files(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}

fn measure_size(root: &Path, size: usize, runs: usize) -> io::Result<()> {
    write_handbook(root, size)?;
    let book = root.join("book");
    let program = |command: &str| -> io::Result<Run> { run(PROGRAM, &[command, "--quiet", "--root"], root) };
    let measured = |before: &dyn Fn(usize) -> io::Result<()>, command: &str| -> io::Result<Summary> {
        (0..runs)
            .map(|nth| {
                before(nth)?;
                program(command)
            })
            .collect()
    };
    let as_is = |_| Ok(());
    let line = |step: &str, summary: &Summary, output: &str| println!("| {size} | {step} | {summary} | {output} |");

    line("check", &measured(&as_is, "check")?, "");
    let cold = |_| match fs::remove_dir_all(&book) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    let built = measured(&cold, "build")?;
    let files = files_below(&book)?;
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let output = format!("{} files, {:.0} MB", files.len(), bytes as f64 / 1e6);
    line("build", &built, &output);
    let written = (0..runs)
        .map(|_| measure::write_anew(&root.join("written"), &files))
        .collect::<io::Result<Summary>>()?;
    line("writing the same files", &written, "");
    line("rebuild, nothing changed", &measured(&as_is, "build")?, "");
    let record = Invented::new(size).a_record();
    let path = root.join(&record.0);
    let edit = |nth| {
        fs::write(
            &path,
            record
                .1
                .replacen("\n\n|", &format!(" Edited {}.\n\n|", "again ".repeat(nth)), 1),
        )
    };
    line("rebuild, one record changed", &measured(&edit, "build")?, "");
    fs::remove_dir_all(root)
}

/// The files below a folder, in any order.
fn files_below(folder: &Path) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(within) = folders.pop() {
        for entry in fs::read_dir(folder.join(&within))? {
            let entry = entry?;
            let path = within.join(entry.file_name());
            match entry.file_type()?.is_dir() {
                true => folders.push(path),
                false => files.push((path, fs::read(entry.path())?)),
            }
        }
    }
    Ok(files)
}
