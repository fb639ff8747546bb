//! Measures how long it takes from an edit on disk to the page that shows it, as `serve` does it:
//! `cargo bench --bench edit -- 1000 10000`. The repository's own handbook comes first.
//!
//! `docs/performance.md` has the figures.

#[allow(dead_code, reason = "other benchmarks use the rest of it")]
mod generator;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike};

use generator::Invented;
use sourcebook::read::Reader;
use sourcebook::workspace::Workspace;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each edit is made.
const TIMES: usize = 15;

fn main() -> io::Result<()> {
    let sizes = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let sizes: Vec<usize> = sizes.collect();
    let memory = Path::new("/dev/shm");
    let within = if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    };
    let folder = tempfile::Builder::new()
        .prefix("sourcebook-bench-")
        .tempdir_in(within)?;
    println!("| handbook | step | wall, ms | CPU, ms |");
    println!("|---|---|---|---|");

    let own = folder.path().join("own");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&repository.join("content"), &own.join("content"))?;
    for name in ["book.toml", "grounding.lock"] {
        fs::copy(repository.join(name), own.join(name))?;
    }
    let record = "content/trials/danger-shock.toml";
    let text = fs::read_to_string(own.join(record))?;
    let edit = |nth: usize| text.replacen("summary = \"", &format!("summary = \"{}", "Again. ".repeat(nth)), 1);
    measure("content/", &own, record, &edit, "trial/danger-shock.html")?;

    for size in if sizes.is_empty() { vec![1_000, 10_000] } else { sizes } {
        let root = folder.path().join(size.to_string());
        let invented = Invented::new(size);
        for (path, text) in invented.files() {
            write(&root.join(path), &text)?;
        }
        let (record, text) = invented.a_record();
        let edit = |nth: usize| text.replacen("\n\n|", &format!(" Edited {}.\n\n|", "again ".repeat(nth)), 1);
        let page = page_of(&record);
        measure(&format!("{size} records"), &root, &record, &edit, &page)?;
        fs::remove_dir_all(root)?;
    }
    Ok(())
}

fn measure(name: &str, root: &Path, record: &str, edit: &dyn Fn(usize) -> String, page: &str) -> io::Result<()> {
    // What was written long ago need not be read again.
    age(root)?;
    let mut desk = Desk {
        root: root.to_owned(),
        reader: Reader::default(),
        workspace: Workspace::default(),
    };
    let line = |step: &str, times: Vec<Took>| {
        let median = |of: fn(&Took) -> Duration| {
            let mut times: Vec<Duration> = times.iter().map(of).collect();
            times.sort();
            times[times.len() / 2].as_secs_f64() * 1000.0
        };
        println!(
            "| {name} | {step} | {:.1} | {:.1} |",
            median(|took| took.wall),
            median(|took| took.cpu)
        );
    };
    line("begin: all files to the first page", vec![desk.until_page(page)?]);
    line("all pages for the first time", vec![desk.site()?]);
    let again: io::Result<Vec<Took>> = (0..TIMES).map(|_| desk.refresh()).collect();
    line("nothing changed", again?);
    let mut after = |step: &str, path: &str, text: &dyn Fn(usize) -> String, whole: bool| -> io::Result<()> {
        let was = fs::read_to_string(root.join(path)).ok();
        let mut times = Vec::new();
        for nth in 1..=TIMES {
            write(&root.join(path), &text(nth))?;
            times.push(match whole {
                true => {
                    desk.refresh()?;
                    desk.site()?
                }
                false => desk.until_page(page)?,
            });
        }
        line(step, times);
        match was {
            Some(was) => write(&root.join(path), &was)?,
            None => fs::remove_file(root.join(path))?,
        }
        desk.refresh()?;
        desk.site().map(drop)
    };
    after("a record edited, to its page", record, edit, false)?;
    after("a record edited, all other pages that it touches", record, edit, true)?;
    let chapter = first_chapter(root)?;
    let prose = fs::read_to_string(root.join(&chapter))?;
    let longer = |nth: usize| format!("{prose}\n{}\n", "And again. ".repeat(nth));
    after("a chapter edited, to the page of the record", &chapter, &longer, false)
}

/// How long something took, by the clock and on all cores together.
struct Took {
    wall: Duration,
    cpu: Duration,
}

/// Since when something takes time.
struct Begun(Instant, Duration);

impl Begun {
    fn now() -> Self {
        Self(Instant::now(), cpu())
    }

    fn took(&self) -> Took {
        Took {
            wall: self.0.elapsed(),
            cpu: cpu().saturating_sub(self.1),
        }
    }
}

/// The processor time of this process.
fn cpu() -> Duration {
    let used = getrusage(UsageWho::RUSAGE_SELF).expect("the system counts");
    let seconds = |time: TimeVal| Duration::from_micros(u64::try_from(time.num_microseconds()).unwrap_or(0));
    seconds(used.user_time()) + seconds(used.system_time())
}

/// What `serve` has of a handbook.
struct Desk {
    root: PathBuf,
    reader: Reader,
    workspace: Workspace,
}

impl Desk {
    fn refresh(&mut self) -> io::Result<Took> {
        let begun = Begun::now();
        let sources = self.reader.load(&self.root).map_err(io::Error::other)?;
        self.workspace.update(sources);
        let took = begun.took();
        if !self.workspace.is_good() {
            return Err(io::Error::other(format!(
                "the edit broke it: {:?}",
                self.workspace.found()
            )));
        }
        Ok(took)
    }

    fn until_page(&mut self, page: &str) -> io::Result<Took> {
        let begun = Begun::now();
        self.refresh()?;
        let site = self.workspace.good().expect("it is good");
        let page = site.file(page).map_err(io::Error::other)?;
        let took = begun.took();
        page.map(|_| took).ok_or(io::Error::other("there is no such page"))
    }

    fn site(&self) -> io::Result<Took> {
        let begun = Begun::now();
        let site = self.workspace.good().expect("it is good").site();
        let took = begun.took();
        site.map(|_| took).map_err(io::Error::other)
    }
}

/// `content/trials/a.toml` has the page `trial/a.html`.
fn page_of(record: &str) -> String {
    let below = record.trim_start_matches("content/").trim_end_matches(".toml");
    let (folder, id) = below.split_once('/').expect("a record is in the folder of its kind");
    let kind = sourcebook::model::Kind::ALL.iter().find(|kind| kind.folder() == folder);
    format!("{}/{id}.html", kind.expect("the folder is of a kind").name())
}

fn first_chapter(root: &Path) -> io::Result<String> {
    let summary = fs::read_to_string(root.join("content/SUMMARY.md"))?;
    let (_, rest) = summary
        .split_once("](")
        .ok_or(io::Error::other("there is no chapter"))?;
    let path = rest.split(')').next().unwrap_or_default();
    Ok(format!("content/{path}"))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().expect("a file stands in a folder"))?;
    fs::write(path, text)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &to)?,
            false => drop(fs::copy(entry.path(), to)?),
        }
    }
    Ok(())
}

/// Makes all files an hour old.
fn age(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => age(&path)?,
            false => {
                let hour_ago = SystemTime::now() - Duration::from_secs(3600);
                fs::File::options().write(true).open(path)?.set_modified(hour_ago)?;
            }
        }
    }
    Ok(())
}
