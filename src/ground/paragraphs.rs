//! The paragraphs of a paper's text, as far as a machine can tell them.

use std::ops::Range;

/// A block of fewer words is a heading, a cell of a table or what is left of a page's head.
const SHORTEST: usize = 15;

/// A block of fewer words behind a caption is a cell of its table.
const SHORTEST_BEHIND_CAPTION: usize = 40;

/// The paragraphs of a text, in order. Blank lines part them; a paragraph that goes on behind a table, a figure or the end of a
/// page is one again.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut in_table = false;
    for block in blocks(text) {
        let words = &text[block.clone()];
        let length = words.split_whitespace().count();
        in_table = is_caption(words) || (in_table && length < SHORTEST_BEHIND_CAPTION);
        if in_table || is_apart(words) {
            continue;
        }
        let goes_on =
            |last: &Range<usize>| !ends_sentence(&text[last.clone()]) || words.starts_with(|c: char| c.is_lowercase());
        match found.last_mut().filter(|last| goes_on(last)) {
            Some(last) => last.end = block.end,
            None if length >= SHORTEST => found.push(block),
            None => {}
        }
    }
    found
}

/// Whether a text does not break off in the middle of a paragraph.
pub fn are_whole(text: &str) -> bool {
    let last = paragraphs(text).pop();
    last.is_none_or(|last| ends_sentence(&text[last]))
}

/// Runs of lines without a blank one between, trimmed.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let from = start + (line.len() - line.trim_start().len());
        let to = start + line.trim_end().len();
        start += line.len();
        if line.trim().is_empty() {
            open = false;
        } else if let (true, Some(last)) = (open && !is_caption(line.trim()), blocks.last_mut()) {
            last.end = to;
        } else {
            blocks.push(from..to);
            open = true;
        }
    }
    blocks
}

fn is_caption(block: &str) -> bool {
    let mut words = block.split_whitespace().map(str::to_lowercase);
    let named = words
        .next()
        .is_some_and(|word| ["table", "figure", "fig."].contains(&word.as_str()));
    named
        && words
            .next()
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Rows of tables, their footnotes and their lists of abbreviations stand between paragraphs and belong to none.
fn is_apart(block: &str) -> bool {
    let explains = block.matches("; ").count() * 12 > block.split_whitespace().count();
    block.contains('\t') || block.starts_with(['*', '†', '‡', '§', '#']) || explains
}

/// Whether a block ends where a sentence does, past the marks of references and closing signs.
fn ends_sentence(block: &str) -> bool {
    let marks = |c: char| !c.is_alphanumeric() && !['.', '?', '!', ':'].contains(&c);
    let superscripts = |c: char| ('⁰'..='⁹').contains(&c) || ['¹', '²', '³'].contains(&c);
    let mut rest = block;
    if let Some(open) = rest.rfind("^{").filter(|_| rest.ends_with('}')) {
        rest = &rest[..open];
    }
    rest.trim_end_matches(|c: char| marks(c) || superscripts(c))
        .ends_with(['.', '?', '!', ':'])
}

/// The paragraphs that a locator names: `paragraph 3`, `paragraphs 2, 4 and 6`, `paragraphs 2 to 4`, `last paragraph`. They count
/// from one; none where it names no paragraph by its number.
pub fn named(locator: &str, count: usize) -> Vec<usize> {
    let lower = locator.to_lowercase();
    if lower.contains("last paragraph") {
        return vec![count];
    }
    if lower.contains("opening paragraph") || lower.contains("first paragraph") {
        return vec![1];
    }
    let Some(at) = lower.find("paragraph") else {
        return Vec::new();
    };
    let behind = lower[at..].split_once(' ').map_or("", |(_, behind)| behind);
    let mut numbers: Vec<usize> = Vec::new();
    let mut to = false;
    for word in behind.split([' ', ',']).filter(|word| !word.is_empty()) {
        match (word, word.parse::<usize>()) {
            (_, Ok(number)) => {
                let from = numbers.last().filter(|_| to).map_or(number, |last| last + 1);
                numbers.extend(from..=number.max(from));
                to = false;
            }
            ("and", _) => {}
            ("to", _) => to = true,
            _ => break,
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_named_by_their_numbers() {
        for (locator, numbers) in [
            ("Results, paragraph 3", vec![3]),
            ("Results, paragraphs 2, 4 and 6", vec![2, 4, 6]),
            ("Paragraphs 2 to 4 and the first call", vec![2, 3, 4]),
            ("Paragraph 8 (The high number)", vec![8]),
            ("Results, paragraph 3, after Table 1", vec![3]),
            ("Results, last paragraph", vec![9]),
            ("Results, paragraph on pumps", vec![]),
            ("Table 1", vec![]),
        ] {
            assert_eq!(named(locator, 9), numbers, "{locator}");
        }
    }

    #[test]
    fn tables_and_pages_do_not_part_a_paragraph() {
        let long = "word ".repeat(SHORTEST);
        let text = format!(
            "Heading\n\nOne {long}ends here.¹²\n\nTwo {long}goes on\n\nTable 1. A caption of many words {long}.\n\na\tb\n\n* A footnote {long}.\n\n\
             behind it {long}{long}{long}and ends.^{{3,4}}\n\nThree {long}(too).\n"
        );
        let found: Vec<String> = paragraphs(&text)
            .into_iter()
            .map(|p| {
                text[p.clone()].split_whitespace().next().unwrap_or_default().to_owned()
                    + if text[p].contains("behind it") { " +" } else { "" }
            })
            .collect();
        assert_eq!(found, ["One", "Two +", "Three"]);
    }
}
