//! Fits a card on its page: as few items as can be are left out, and where that is not enough, it says by how much.

use typst::layout::{Frame, FrameItem, Transform};
use typst_layout::PagedDocument;

use super::card::Part;
use super::fault::PrintError;
use super::paper::{COMFORTABLE, LEGIBLE, MILLIMETRES_PER_POINT, Measures, Paper};
use super::sheet::Job;
use super::shown::Shown;
use super::tree::{Node, plain};

/// The least number of items, of `all` that may be left out, without which it fits; it does not without leaving out any.
/// None where it does not even without all of them.
///
/// # Errors
///
/// Where it cannot be told.
pub fn fewest<E>(all: usize, fits: impl Fn(usize) -> Result<bool, E>) -> Result<Option<usize>, E> {
    if all == 0 || !fits(all)? {
        return Ok(None);
    }
    // It does not fit without `low`, and does without `high`.
    let (mut low, mut high) = (0, all);
    while high - low > 1 {
        let middle = low.midpoint(high);
        if fits(middle)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(Some(high))
}

/// The largest letters of a paper.
pub fn largest(paper: Paper) -> Measures {
    paper.measures(paper.sizes().first().copied().unwrap_or(LEGIBLE), false)
}

/// The smallest letters of a paper.
pub fn smallest(paper: Paper) -> f64 {
    paper.sizes().last().copied().unwrap_or(LEGIBLE)
}

/// How a card is laid out in turn until all of it fits: in smaller and smaller letters, and last without air.
pub fn tries(paper: Paper) -> Vec<Measures> {
    let airy = paper.sizes().iter().map(|size| paper.measures(*size, false));
    airy.chain([tightest(paper)]).collect()
}

/// Of the ways in which a card fits, the best first, those that may be used to have room for drawings: letters may be one step
/// smaller for them, as long as they are still [`COMFORTABLE`].
pub fn for_drawings(ways: &[Measures]) -> impl Iterator<Item = Measures> {
    let (best, smaller) = ways.split_at(ways.len().min(1));
    let next = smaller.iter().take(1).filter(|way| way.text >= COMFORTABLE);
    best.iter().chain(next).filter(|way| !way.tight).copied()
}

/// The smallest letters without air.
pub fn tightest(paper: Paper) -> Measures {
    paper.measures(smallest(paper), true)
}

/// By how many points the letters of a page stand out of its right side; 0 where none do.
pub fn sticks_out(pages: &PagedDocument) -> f64 {
    let pages = pages.pages().iter();
    let out = pages.map(|page| rightmost(&page.frame, Transform::identity()) - page.frame.width().to_pt());
    out.fold(0.0, f64::max)
}

/// Where the letters of a frame that stand farthest to the right end. What is turned lies behind the text, and is left out.
fn rightmost(frame: &Frame, around: Transform) -> f64 {
    let ends = frame.items().map(|(at, item)| {
        let here = around.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => {
                let inside = here.pre_concat(group.transform);
                match inside.ky.is_zero() {
                    true => rightmost(&group.frame, inside),
                    false => 0.0,
                }
            }
            FrameItem::Text(text) => here.tx.to_pt() + text.width().to_pt(),
            _ => 0.0,
        }
    });
    ends.fold(0.0, f64::max)
}

/// How much too wide a sheet is.
pub fn too_wide(sheet: &str, paper: Paper, points: f64) -> PrintError {
    PrintError::Wide {
        sheet: sheet.to_owned(),
        paper: paper.title(),
        millimetres: (points * MILLIMETRES_PER_POINT).ceil().max(1.0) as u32,
    }
}

/// How much too long a card is, measured on an endless page, which of its fields is the longest, and on which paper it fits.
pub fn overflow(job: &Job, shown: &Shown, endless: &PagedDocument, fits_on: Option<Paper>) -> PrintError {
    let measures = tightest(job.paper);
    let height = endless.pages().first().map_or(0.0, |page| page.frame.height().to_pt());
    let over = (height * MILLIMETRES_PER_POINT - measures.height).max(0.0);
    let line = measures.text * 1.3 * MILLIMETRES_PER_POINT;
    let lines = (over / line).ceil().max(1.0) as u32;
    PrintError::Overflow {
        record: job.record.clone(),
        paper: job.paper.title(),
        millimetres: over.ceil().max(1.0) as u32,
        lines: match (lines, measures.columns) {
            (1, 1) => "1 line".to_owned(),
            (1, _) => "1 line in each column".to_owned(),
            (n, 1) => format!("{n} lines"),
            (n, _) => format!("{n} lines in each column"),
        },
        help: help(job, shown, fits_on),
    }
}

/// The longest field, and what can be done.
fn help(job: &Job, shown: &Shown, fits_on: Option<Paper>) -> String {
    let lead = ("summary".to_owned(), plain(&shown.lead).chars().count());
    let fields = shown.parts.iter().flat_map(fields).chain([lead]);
    let (name, letters) = fields.max_by_key(|(_, letters)| *letters).unwrap_or_default();
    let shorten = format!(
        "the longest field is `{name}` of `{}`, of {letters} characters: shorten it",
        job.record
    );
    match fits_on {
        Some(paper) => format!(
            "{shorten}, or print it on {} ({}), where it fits",
            paper.title(),
            paper.options()
        ),
        None => format!("{shorten}, or split the record; it fits on no paper"),
    }
}

/// The fields of a part, by their ids where they have any, each with its number of characters.
fn fields(part: &Part) -> Vec<(String, usize)> {
    let title = |anchor: &Option<String>| anchor.clone().unwrap_or_else(|| part.title.clone());
    let length = |nodes: &[Node]| plain(nodes).chars().count();
    let mut fields = Vec::new();
    for block in &part.blocks {
        match block {
            Node::Items { items } => fields.extend(items.iter().map(|item| {
                let letters = length(&item.title) + length(&item.body);
                (title(&item.anchor), letters)
            })),
            Node::Table(table) => fields.extend(table.rows.iter().map(|row| {
                let letters = row.cells.iter().map(|cell| length(cell)).sum();
                (title(&row.anchor), letters)
            })),
            Node::Group { anchor, blocks, .. } => fields.push((title(anchor), length(blocks))),
            other => fields.push((part.title.clone(), length(std::slice::from_ref(other)))),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_items_as_can_be_are_left_out() {
        let fewest = |all, needed: usize| fewest(all, |items| Ok::<_, ()>(items >= needed)).unwrap();
        for needed in 1..=9 {
            assert_eq!(fewest(9, needed), Some(needed));
        }
        assert_eq!((fewest(9, 10), fewest(0, 1)), (None, None));
    }
}
