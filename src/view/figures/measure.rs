//! How wide a text is, so that drawings can be laid out without a browser.
//!
//! The widths are those of Helvetica, which Arial, Liberation Sans and Nimbus Sans share to the letter; drawings ask for one
//! of these. Where none is there, a page falls back on a sans-serif of about this width, for which `SPARE` leaves room.

use super::drawing::Hand;

/// Thousandths of the letter's height, for the printable characters of ASCII from the space on, as the font's metrics
/// (Adobe's AFM file of Helvetica) give them.
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
];

/// Letters of other scripts and signs; those of Latin with accents are about as wide.
const OTHER: u16 = 600;

/// A letter that fills a square, as those of Chinese and most pictures do.
const SQUARE: u16 = 1000;

/// Bold letters are wider by this.
const BOLD: f64 = 1.07;

/// Room for fonts that are a little wider.
const SPARE: f64 = 1.03;

/// How wide a text is in units of the drawing.
pub fn width(text: &str, hand: Hand) -> f64 {
    let thousandths: f64 = text.chars().map(|c| f64::from(advance(c))).sum();
    let bold = if hand == Hand::Strong { BOLD } else { 1.0 };
    thousandths / 1000.0 * hand.size() * bold * SPARE
}

fn advance(c: char) -> u16 {
    match c {
        ' '..='~' => ASCII[c as usize - ' ' as usize],
        // Accents that stand over the letter before, and characters without a width.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => 0,
        '\u{a0}' | '\u{202f}' => 278,
        '–' => 556,
        '’' | '‘' => 222,
        '—' | '…' => SQUARE,
        '\u{2e80}'.. => SQUARE,
        _ => OTHER,
    }
}

/// A text in lines of at most this width, broken between words; a word that is wider than a line is broken itself. At least
/// one line.
pub fn wrap(text: &str, hand: Hand, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    // A space that holds a number and its unit together does.
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        for part in broken(word, hand, most) {
            let longer = if line.is_empty() {
                part.clone()
            } else {
                format!("{line} {part}")
            };
            // A part of a broken word that is not its last fills a line.
            if line.is_empty() || width(&longer, hand) <= most {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, part));
            }
        }
    }
    lines.push(line);
    lines
}

/// A word in pieces that fit a line: mostly itself.
fn broken(word: &str, hand: Hand, most: f64) -> Vec<String> {
    if width(word, hand) <= most {
        return vec![word.to_owned()];
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut piece = String::new();
    for letter in word.chars() {
        piece.push(letter);
        if width(&piece, hand) > most && piece.chars().count() > 1 {
            piece.pop();
            pieces.push(std::mem::replace(&mut piece, letter.to_string()));
        }
    }
    pieces.push(piece);
    pieces
}

/// The width of the widest of several texts.
pub fn widest<'t>(texts: impl IntoIterator<Item = &'t str>, hand: Hand) -> f64 {
    texts.into_iter().map(|text| width(text, hand)).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_as_the_font_has_them() {
        let wide = |text| (width(text, Hand::Body) / SPARE / Hand::Body.size() * 1000.0).round();
        assert_eq!(wide("0.74"), 556.0 * 3.0 + 278.0);
        assert_eq!(wide("~"), 584.0);
        assert_eq!(wide("Wi"), 944.0 + 222.0);
        assert_eq!(wide("e\u{301}"), 556.0);
        assert_eq!(wide("休"), 1000.0);
    }

    #[test]
    fn lines_are_no_wider_than_asked_and_lose_no_letter() {
        let text = "Death from any cause or a Donaudampfschifffahrtsgesellschaftskapitän, within 30 d";
        for most in [20.0, 60.0, 120.0, 1000.0] {
            let lines = wrap(text, Hand::Body, most);
            assert!(lines.iter().all(|line| width(line, Hand::Body) <= most), "{lines:?}");
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
        assert_eq!(wrap("", Hand::Body, 10.0), [""]);
        assert_eq!(wrap("ab", Hand::Body, 0.0), ["a", "b"]);
    }
}
