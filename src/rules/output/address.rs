//! Addresses in pages and style sheets, and where they lead.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leads {
    /// To a file of the site, and to a place in it.
    To { path: String, fragment: Option<String> },
    /// To no file of the site; why.
    Nowhere { path: String, why: &'static str },
    /// To another host, or to a scheme that is no file.
    Elsewhere,
    /// What needs no file: bytes in the address itself, or nothing at all.
    Itself,
}

/// Where an address in a file of the site leads.
pub fn leads(from: &str, address: &str, paths: &BTreeSet<String>) -> Leads {
    let address = address.trim_matches(|c: char| c.is_ascii_whitespace());
    match scheme(address).as_deref() {
        Some("data" | "blob" | "about" | "javascript") => return Leads::Itself,
        Some(_) => return Leads::Elsewhere,
        // Browsers take these two for each other.
        None if address.replace('\\', "/").starts_with("//") => return Leads::Elsewhere,
        None => {}
    }
    let (path, fragment) = match address.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment))),
        None => (address, None),
    };
    // An empty fragment, and `top`, is the head of every page.
    let fragment = fragment.filter(|fragment| !fragment.is_empty() && !fragment.eq_ignore_ascii_case("top"));
    let path = decoded(path.split('?').next().unwrap_or_default());
    if path.is_empty() {
        return Leads::To {
            path: from.to_owned(),
            fragment,
        };
    }
    if path.starts_with('/') {
        let why = "begins at the root of the host, and the site may stand in a folder";
        return Leads::Nowhere { path, why };
    }
    let Some(path) = joined(from, &path) else {
        return Leads::Nowhere {
            path,
            why: "leads out of the site",
        };
    };
    if paths.contains(&path) {
        return Leads::To { path, fragment };
    }
    let folder = format!("{path}/");
    let is_folder = path.is_empty()
        || path.ends_with('/')
        || paths
            .range(folder.clone()..)
            .next()
            .is_some_and(|p| p.starts_with(&folder));
    let why = match is_folder {
        true => "leads to a folder, and without a server no page is shown for one",
        false => "leads to no file of the site",
    };
    Leads::Nowhere { path, why }
}

/// The scheme of an address, in lower case.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let mut letters = scheme.chars();
    let begins = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    let goes_on = letters.all(|c| c.is_ascii_alphanumeric() || ['+', '-', '.'].contains(&c));
    (begins && goes_on).then(|| scheme.to_ascii_lowercase())
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The path from the site's root; none above it.
fn joined(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn led(address: &str) -> Leads {
        leads(
            "trial/a.html",
            address,
            &BTreeSet::from(["index.html", "trial/a.html", "media/ä b.png"].map(str::to_owned)),
        )
    }

    fn to(path: &str, fragment: Option<&str>) -> Leads {
        let fragment = fragment.map(str::to_owned);
        Leads::To {
            path: path.to_owned(),
            fragment,
        }
    }

    #[test]
    fn addresses_lead_where_browsers_go() {
        assert_eq!(led("../index.html#a%20b"), to("index.html", Some("a b")));
        assert_eq!(led("#"), to("trial/a.html", None));
        assert_eq!(led("./a.html?x=1#y"), to("trial/a.html", Some("y")));
        assert_eq!(led("../media/%C3%A4%20b.png"), to("media/ä b.png", None));
        for address in [
            "https://example.org",
            "//example.org/x",
            "\\\\example.org",
            "MAILTO:x",
            "ftp:x",
        ] {
            assert_eq!(led(address), Leads::Elsewhere, "{address}");
        }
        assert_eq!(led("data:image/png;base64,x"), Leads::Itself);
        for address in [
            "b.html",
            "../../index.html",
            "/index.html",
            "../trial",
            "../trial/",
            "..",
            "1:2/x",
        ] {
            assert!(
                matches!(led(address), Leads::Nowhere { .. }),
                "{address}: {:?}",
                led(address)
            );
        }
    }
}
