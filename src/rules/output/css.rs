//! Addresses in style sheets: what `url()` and `@import` name.
//!
//! Enough of the tokens of CSS to tell an address from a comment or a string that is only shown.

/// Every address that a style sheet names, in order.
pub fn addresses(css: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = css;
    // The word before a string, and the functions that are open.
    let mut after = "";
    let mut open: Vec<String> = Vec::new();
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
        } else if c == '"' || c == '\'' {
            let (text, behind) = string(&rest[1..], c);
            let loads = after.eq_ignore_ascii_case("@import") || open.last().is_some_and(|name| loads(name));
            if loads {
                found.push(text);
            }
            (rest, after) = (behind, "");
        } else if c == '(' {
            open.push(after.to_ascii_lowercase());
            (rest, after) = (&rest[1..], "");
            let bare = rest.trim_start();
            if open.last().is_some_and(|name| name == "url") && !bare.starts_with(['"', '\'']) {
                let end = bare.find(')').unwrap_or(bare.len());
                found.push(unescaped(bare[..end].trim_end()));
                rest = &bare[end..];
            }
        } else if c == ')' {
            open.pop();
            (rest, after) = (&rest[1..], "");
        } else if c.is_whitespace() {
            rest = rest.trim_start();
        } else if is_of_word(c) {
            let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
            (after, rest) = rest.split_at(end);
        } else {
            (rest, after) = (&rest[c.len_utf8()..], "");
        }
    }
    found.into_iter().filter(|address| !address.is_empty()).collect()
}

/// Functions in which a string is an address.
fn loads(function: &str) -> bool {
    matches!(function, "url" | "src" | "image" | "image-set" | "-webkit-image-set")
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || ['-', '_', '@', '\\'].contains(&c)
}

/// A string from behind its quotation mark, and what follows it.
fn string(text: &str, mark: char) -> (String, &str) {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == mark => return (unescaped(&text[..at]), &text[at + 1..]),
            _ => {}
        }
    }
    (unescaped(text), "")
}

/// Without the backslashes, by which any character may be written as its number.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\\') {
        out.push_str(before);
        let digits = behind.chars().take(6).take_while(char::is_ascii_hexdigit).count();
        let number = u32::from_str_radix(&behind[..digits], 16).ok().and_then(char::from_u32);
        match number {
            Some(c) => {
                out.push(c);
                rest = &behind[digits..];
                // One space ends the number.
                rest = rest.strip_prefix(' ').unwrap_or(rest);
            }
            None => {
                let mut letters = behind.chars();
                out.extend(letters.next().filter(|c| *c != '\n'));
                rest = letters.as_str();
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_are_told_from_other_text() {
        let css = r#"
            @import "a.css"; @import url(b.css) screen;
            /* url(comment.png) */
            p::before { content: "url(shown.png)"; background: URL( 'c.png' ) , url("d(1).png") }
            q { background: image-set("e.png" 1x, url(f.png) 2x); src: local("g"), url(h.woff2) format("woff2") }
            r { background: u\rl(i.png) ; mask: url(\68ttps://example.org/j) }
            s { background: url(k.png
        "#;
        let found = addresses(css);
        let expected = [
            "a.css",
            "b.css",
            "c.png",
            "d(1).png",
            "e.png",
            "f.png",
            "h.woff2",
            "https://example.org/j",
            "k.png",
        ];
        assert_eq!(found, expected);
        assert!(addresses("p { color: red } \"").is_empty());
    }
}
