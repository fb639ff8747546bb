//! Templates and assets: those in the binary, and a handbook's own in their place.

use tera::{Kwargs, State, Tera};

use crate::kept::Kept;
use crate::read::Sources;
use crate::words::{Arg, Words};

/// A file that the binary carries.
struct Embedded {
    name: &'static str,
    text: &'static str,
}

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        [$(Embedded { name: $name, text: include_str!(concat!("../../templates/site/", $name)) }),+]
    };
}

/// Templates, which may include each other.
const TEMPLATES: &[Embedded] = &embedded![
    "a-z.html",
    "base.html",
    "block.html",
    "chapter.html",
    "embed.html",
    "home.html",
    "list.html",
    "nav.html",
    "page.html",
    "status.html",
];

/// Files that go into the output as they are.
const ASSETS: &[Embedded] = &embedded![
    "icon.svg",
    "by-hand.js",
    "csv.js",
    "filter.js",
    "found.js",
    "minisearch.js",
    "reader.js",
    "search.js",
    "sheet.js",
    "site.css",
    "site.js",
    "tables.js",
];

/// The icon for home screens that show no SVG. `npm --prefix tests/browser run icon` draws it from `icon.svg`.
const ICON: (&str, &[u8]) = ("icon.png", include_bytes!("../../templates/site/icon.png"));

/// Files that are made of others.
const MADE: &[Embedded] = &embedded!["worker.js"];

/// Where a handbook keeps its own.
const FOLDER: &str = "templates/site";

/// The handbook's own templates, by their names.
pub fn own(sources: &Sources) -> Vec<(&str, &str)> {
    let own = sources.iter().filter_map(|(_, file)| {
        let name = file.path.strip_prefix(FOLDER)?.strip_prefix('/')?;
        name.ends_with(".html").then_some((name, &*file.text))
    });
    own.collect()
}

/// All templates, with the handbook's own in the place of those of the same name.
///
/// # Errors
///
/// Where a template is not one that Tera can read.
pub fn load(own: &[(&str, &str)], words: &Kept<Words>) -> Result<Tera, tera::Error> {
    let embedded = TEMPLATES
        .iter()
        .filter(|t| !own.iter().any(|(name, _)| *name == t.name))
        .map(|t| (t.name, t.text));
    let mut tera = Tera::default();
    let words = words.clone();
    tera.register_function("say", move |about: Kwargs, _: &State<'_>| say(&words, &about));
    tera.add_raw_templates(embedded.chain(own.iter().copied()))?;
    Ok(tera)
}

/// `say(id="…")` in a template: a message of the catalogue, with all other arguments as what it is about.
fn say(words: &Words, about: &Kwargs) -> Result<String, tera::Error> {
    let id: &str = about.must_get("id")?;
    let others = about.iter().filter(|(name, _)| name.as_str() != Some("id"));
    let others: Vec<_> = others.collect();
    if others.is_empty() {
        return Ok(words.say(id).to_owned());
    }
    let args = others.iter().map(|(name, value)| {
        let name = name.as_str().unwrap_or_default();
        let count = value.as_u128().and_then(|count| usize::try_from(count).ok());
        let arg = count.map(Arg::Count).or_else(|| value.as_str().map(Arg::Text));
        let arg =
            arg.ok_or_else(|| tera::Error::message(format!("`{name}` of the message `{id}` is no text and no count")))?;
        Ok((name, arg))
    });
    Ok(words.with(id, &args.collect::<Result<Vec<_>, tera::Error>>()?))
}

/// A script or style without the lines that are comments and without indents, which are for those who read the source:
/// every page loads it. What others wrote stays as it is.
fn small(asset: &Embedded) -> String {
    if asset.name == "minisearch.js" || !(asset.name.ends_with(".js") || asset.name.ends_with(".css")) {
        return asset.text.to_owned();
    }
    let is_comment = |line: &&str| line.starts_with("//") || (line.starts_with("/*") && line.ends_with("*/"));
    let lines = asset
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !is_comment(line));
    let text = lines.fold(String::with_capacity(asset.text.len()), |text, line| text + line + "\n");
    match asset.name.ends_with(".css") {
        true => dense(&text),
        false => text,
    }
}

/// A style sheet without the spaces and line ends that mean nothing: those around braces, commas and semicolons, and behind
/// the colon of a declaration. What stands in quotes stays.
fn dense(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    for (nth, part) in css.split('"').enumerate() {
        if nth > 0 {
            out.push('"');
        }
        if nth % 2 == 1 {
            out.push_str(part);
            continue;
        }
        let mut rest = part.chars().peekable();
        while let Some(c) = rest.next() {
            let before = out.chars().next_back();
            let is_apart =
                matches!(before, Some('{' | '}' | ';' | ',' | ':')) || matches!(rest.peek(), Some('{' | '}'));
            if c.is_whitespace() && is_apart {
                continue;
            }
            // A semicolon before the end of a rule says nothing either.
            if c == '}' && before == Some(';') {
                out.pop();
            }
            out.push(if c == '\n' { ' ' } else { c });
        }
    }
    out.push('\n');
    out
}

/// The text that one of [`MADE`] is made of: the handbook's own, else that of the binary.
pub fn asset<'s>(sources: &'s Sources, name: &str) -> &'s str {
    let own = sources.find(&format!("{FOLDER}/{name}"));
    let embedded = MADE.iter().find(|asset| asset.name == name);
    match own {
        Some(id) => &sources.file(id).text,
        None => embedded.map_or("", |asset| asset.text),
    }
}

/// The assets by their names, with the handbook's own in the place of those of the same name.
pub fn assets(sources: &Sources) -> Vec<(String, Vec<u8>)> {
    let own = |name: &str| sources.find(&format!("{FOLDER}/{name}"));
    let mut assets: Vec<(String, Vec<u8>)> = ASSETS
        .iter()
        .map(|asset| {
            let own = own(asset.name).map(|id| &*sources.file(id).text);
            let text = match own.filter(|own| *own != asset.text) {
                Some(own) => own.to_owned(),
                None => small(asset),
            };
            (asset.name.to_owned(), text.into_bytes())
        })
        .collect();
    let own_icon = sources.images.get(&format!("{FOLDER}/{}", ICON.0));
    assets.push((ICON.0.to_owned(), own_icon.map_or(ICON.1, |own| &**own).to_vec()));
    for (_, file) in sources.iter() {
        let name = file.path.strip_prefix(FOLDER).and_then(|n| n.strip_prefix('/'));
        if let Some(name) = name
            && (name.ends_with(".css") || name.ends_with(".js"))
            && !ASSETS.iter().chain(MADE).any(|a| a.name == name)
        {
            assets.push((name.to_owned(), file.text.as_bytes().to_vec()));
        }
    }
    assets
}
