//! What a merge leaves in a file that nobody has mended.

const MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// Where a text has the marks of a merge, in order.
pub fn marks(text: &str) -> impl Iterator<Item = usize> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        MARKS.iter().any(|mark| line.starts_with(mark)).then_some(start)
    })
}
