//! Names of files that become addresses of pages and images, on every system.

/// The longest path below the content folder and the longest name, in bytes: the output needs room for more around them.
const LONGEST_PATH: usize = 500;
const LONGEST_NAME: usize = 200;

/// What no address or no Windows file has in its name, beside spaces and control characters.
const REFUSED: [char; 12] = ['#', '%', '?', '&', '\\', '<', '>', ':', '"', '|', '*', '`'];

/// Why the page or image of a file could not be published under the file's path, if it could not.
pub(super) fn fault(path: &str) -> Option<String> {
    if path.len() > LONGEST_PATH || path.split('/').any(|name| name.len() > LONGEST_NAME) {
        return Some("has a name that is too long for some systems".to_owned());
    }
    let odd = |c: &char| c.is_whitespace() || is_unseen(*c) || REFUSED.contains(c);
    if let Some(odd) = path.chars().find(odd) {
        let odd = match odd {
            ' ' => "a space".to_owned(),
            odd if REFUSED.contains(&odd) => format!("`{odd}`"),
            odd => format!("`{}`", odd.escape_unicode()),
        };
        return Some(format!(
            "has {odd} in its name, which web addresses or Windows cannot have"
        ));
    }
    device_fault(path)
}

/// The same of names that Windows keeps for itself.
pub fn device_fault(path: &str) -> Option<String> {
    device(path).map(|name| format!("cannot be a file on Windows, where `{name}` is a device"))
}

/// The part of a path that Windows takes for a device, whatever extension follows.
fn device(path: &str) -> Option<&str> {
    path.split('/')
        .map(|name| name.split('.').next().unwrap_or(name))
        .find(|stem| {
            let stem = stem.to_lowercase();
            let port = stem.strip_prefix("com").or(stem.strip_prefix("lpt"));
            let numbered = port.is_some_and(|port| port.len() == 1 && port.as_bytes()[0].is_ascii_digit());
            numbered || ["con", "prn", "aux", "nul"].contains(&stem.as_str())
        })
}

/// Whether nobody can see a character, or it changes the order in which others are seen: a text with it may read
/// otherwise than it is written. Marks that right-to-left scripts need for themselves are none of these.
pub fn is_unseen(c: char) -> bool {
    let allowed = matches!(c, '\n' | '\r' | '\t');
    (c.is_control() && !allowed) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The first character of a text that nobody can see, and where it stands.
pub fn first_unseen(text: &str) -> Option<(usize, char)> {
    // All that is read comes by here, and most of it is plain letters. All bytes of a chunk are looked at, even behind
    // one that is none: so compilers look at many at a time.
    const CHUNK: usize = 64;
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') | (byte == b'\n');
    let is_all_plain = |chunk: &[u8]| chunk.iter().fold(true, |all, byte| all & is_plain(*byte));
    let chunks = text.as_bytes().chunks(CHUNK).enumerate();
    let doubtful = chunks.filter(|(_, chunk)| !is_all_plain(chunk));
    let places = doubtful.flat_map(|(nth, chunk)| (nth * CHUNK..).take(chunk.len()));
    let mut characters = places.filter_map(|at| Some((at, text.get(at..)?.chars().next()?)));
    characters.find(|(_, c)| is_unseen(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_work_everywhere() {
        for good in [
            "chapters/staging.md",
            "chapters/Übersicht_2.v1.md",
            "chapters/console.md",
            "a/com10.png",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in [
            "a#b.md",
            "a b.md",
            "a%20b.png",
            "con.md",
            "aux/x.md",
            "lpt1.tar.gz",
            "a\u{202e}b.md",
            "a\nb.md",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
        assert!(fault(&"a".repeat(300)).is_some());
    }

    #[test]
    fn what_cannot_be_seen_is_found_among_letters_of_all_lengths() {
        assert_eq!(first_unseen("größer ≥ 3\r\n\t🙂"), None);
        assert_eq!(first_unseen("größer\u{202e}"), Some((8, '\u{202e}')));
        assert_eq!(first_unseen("a\u{7f}\u{85}"), Some((1, '\u{7f}')));
        let long = "größer ".repeat(40);
        assert_eq!(first_unseen(&long), None);
        assert_eq!(first_unseen(&format!("{long}\u{2066}")), Some((long.len(), '\u{2066}')));
    }
}
