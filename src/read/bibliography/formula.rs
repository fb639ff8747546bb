//! The small formulas that stand in titles, as characters.

/// The characters for the small formulas that stand in titles: Greek letters, signs, and single raised or lowered digits.
pub(super) fn formula_text(formula: &str) -> String {
    let mut text = String::new();
    let mut rest = formula.trim();
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '\\' => {
                let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
                let (name, behind) = rest.split_at(length);
                let sign = SIGNS.iter().find(|(known, _)| *known == name);
                match sign {
                    Some((_, sign)) => text.push_str(sign),
                    // A font of what follows in braces.
                    None if behind.starts_with('{') => {}
                    None => text.push_str(name),
                }
                rest = behind.trim_start();
            }
            '^' | '_' => {
                let (raised, behind) = argument(rest);
                rest = behind;
                let set = if letter == '^' { RAISED } else { LOWERED };
                text.push_str(&self::script(raised, set));
            }
            '{' | '}' => {}
            _ => text.push(letter),
        }
    }
    text
}

/// What follows `^` or `_`: a group in braces, else one letter.
fn argument(rest: &str) -> (&str, &str) {
    group(rest).unwrap_or_else(|| rest.split_at(rest.chars().next().map_or(0, char::len_utf8)))
}

/// Raised or lowered digits; letters stay on the line.
pub(super) fn script(text: &str, set: &str) -> String {
    let moved: Option<String> = text.chars().map(|letter| moved(letter, set)).collect();
    moved.unwrap_or_else(|| text.to_owned())
}

fn moved(letter: char, set: &str) -> Option<char> {
    let at = "0123456789+-".find(letter)?;
    set.chars().nth(at)
}

pub(super) const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
pub(super) const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋";

/// What stands in the braces with which `text` begins, and what stands behind them.
pub(super) fn group(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('{')?;
    let mut depth = 1;
    let end = inside.char_indices().find(|(_, letter)| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let (end, _) = end?;
    Some((&inside[..end], &inside[end + 1..]))
}

/// TeX's names of signs.
const SIGNS: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Sigma", "Σ"),
    ("Omega", "Ω"),
    ("pm", "±"),
    ("times", "×"),
    ("cdot", "·"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("approx", "≈"),
    ("sim", "~"),
    ("circ", "°"),
    ("infty", "∞"),
    ("rightarrow", "→"),
    ("to", "→"),
];
