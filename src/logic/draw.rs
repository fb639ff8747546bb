//! Sets of values drawn as text, one below the other on one axis, for terminals and logs.

use super::axis::Axis;
use super::interval::plain;

/// A row of a drawing: what it is called, and of each cell of the axis whether it belongs to it.
#[derive(Debug, Clone)]
pub struct Row {
    pub name: String,
    pub marked: Vec<bool>,
}

/// The least number of columns from one cut to the next.
const STRIDE: usize = 10;

/// With more cuts than this nothing is drawn: no screen is so wide, and the words beside say the same.
const MOST: usize = 12;

/// The rows on their axis, with the values of the cuts above. A full dot belongs to the row, an empty one does not.
///
/// ```text
/// glow in cm
///                    10        40
///   dim     10 to < 40  ●─────────○
///   bright  > 40                  ○────→
/// ```
pub fn draw(title: &str, axis: &Axis, rows: &[Row]) -> String {
    let labels: Vec<String> = axis.cuts.iter().map(|cut| plain(*cut)).collect();
    let stride = labels
        .iter()
        .map(|label| label.chars().count() + 3)
        .fold(STRIDE, usize::max);
    let bounds: Vec<String> = rows.iter().map(|row| bounds(axis, &row.marked)).collect();
    let wide = |texts: &mut dyn Iterator<Item = &str>| texts.map(|text| text.chars().count()).max().unwrap_or(0);
    let name_width = wide(&mut rows.iter().map(|row| row.name.as_str()));
    let bound_width = wide(&mut bounds.iter().map(String::as_str));

    // The first cut stands as far in as half a stride, so that what comes before it can be seen.
    let at = |cut: usize| stride / 2 + cut * stride;
    let mut scale = Line::default();
    for (cut, label) in labels.iter().enumerate() {
        let first = at(cut).saturating_sub(label.chars().count() / 2);
        label.chars().enumerate().for_each(|(i, c)| scale.put(first + i, c));
    }
    if axis.cuts.len() > MOST {
        let lines = rows
            .iter()
            .zip(&bounds)
            .map(|(row, bounds)| format!("  {}: {bounds}", row.name));
        return [title.to_owned()]
            .into_iter()
            .chain(lines)
            .collect::<Vec<_>>()
            .join("\n");
    }
    let indent = " ".repeat(name_width + bound_width + 4);
    let mut lines = vec![title.to_owned(), format!("{indent}  {}", scale.text())];
    for (row, bounds) in rows.iter().zip(&bounds) {
        let line = line(&row.marked, axis.cuts.len(), stride, &at);
        lines.push(format!(
            "  {:<name_width$}  {bounds:<bound_width$}  {}",
            row.name,
            line.text()
        ));
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// A row's values in words.
pub fn bounds(axis: &Axis, marked: &[bool]) -> String {
    let words: Vec<String> = axis.join(marked).iter().map(ToString::to_string).collect();
    if words.is_empty() {
        "none".to_owned()
    } else {
        words.join(", ")
    }
}

/// Cells in turn lie between cuts and on one.
fn line(marked: &[bool], cuts: usize, stride: usize, at: &dyn Fn(usize) -> usize) -> Line {
    let mut line = Line::default();
    let is = |cell: usize| marked.get(cell).copied().unwrap_or(false);
    for gap in (0..=cuts).filter(|gap| is(2 * gap)) {
        let from = if gap == 0 { 0 } else { at(gap - 1) + 1 };
        let to = if gap == cuts { from + stride / 2 } else { at(gap) };
        (from..to).for_each(|column| line.put(column, '─'));
        if gap == 0 {
            line.put(from, '←');
        }
        if gap == cuts {
            line.put(to - 1, '→');
        }
    }
    for cut in 0..cuts {
        let (before, on, behind) = (is(2 * cut), is(2 * cut + 1), is(2 * cut + 2));
        let sign = match (before, on, behind) {
            (true, true, true) => '─',
            (_, true, _) => '●',
            (false, false, false) => continue,
            (_, false, _) => '○',
        };
        line.put(at(cut), sign);
    }
    line
}

#[derive(Debug, Default)]
struct Line(Vec<char>);

impl Line {
    fn put(&mut self, column: usize, sign: char) {
        if self.0.len() <= column {
            self.0.resize(column + 1, ' ');
        }
        self.0[column] = sign;
    }

    fn text(&self) -> String {
        self.0.iter().collect()
    }
}
