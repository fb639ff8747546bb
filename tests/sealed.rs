//! Holds the repository's own handbook against the papers, where they are at hand: `SOURCEBOOK_PAPERS` names the folder.

use std::path::Path;
use std::process::Command;

#[test]
fn every_claim_of_the_handbook_is_sealed_and_still_in_its_paper() {
    let Some(papers) = std::env::var_os("SOURCEBOOK_PAPERS") else {
        eprintln!("SKIPPED: SOURCEBOOK_PAPERS names no folder with the papers' texts");
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copy = tempfile::tempdir().expect("a folder for a copy");
    for name in ["book.toml", "grounding.lock", "content"] {
        copy_all(&root.join(name), &copy.path().join(name));
    }
    let lock = copy.path().join("grounding.lock");
    let committed = std::fs::read_to_string(&lock).expect("the lock is there");
    // What was accepted stays so; everything else is read anew.
    let accepted: Vec<&str> = committed
        .lines()
        .filter(|line| line.contains("how = \"accepted\""))
        .collect();
    std::fs::write(&lock, accepted.join("\n")).expect("the copy can be written");
    let ground = || {
        let program = env!("CARGO_BIN_EXE_sourcebook");
        let mut command = Command::new(program);
        command
            .arg("ground")
            .arg("--root")
            .arg(copy.path())
            .arg("--papers")
            .arg(&papers);
        command.output().expect("the program runs")
    };
    let done = ground();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "open claims:\n{said}");
    let again = std::fs::read_to_string(&lock).expect("the lock is there");
    assert!(
        again == committed,
        "grounding.lock is not what `ground` makes of the handbook: run it"
    );
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("a folder can be listed") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_owned();
            copy_all(&path, &to.join(name));
        }
    } else {
        std::fs::copy(from, to).expect("a file can be copied");
    }
}
