//! The Markdown of an invented handbook as sites of other generators, which `benches/peers/run.sh` builds.
//!
//! They get the same texts, tables, links and chapters in the navigation. Nothing checks their links, values that this
//! program fills in are plain words there, and citations are links: less work than it does itself.

use std::fmt::Write;

use super::generator::{Invented, Record};

/// The files of one site.
type Files = Vec<(String, String)>;

/// Every site by the folder that it stands in.
pub fn sites(invented: &Invented) -> Files {
    let sites = [
        ("hugo", hugo(invented)),
        ("zola", zola(invented)),
        ("eleventy", eleventy(invented)),
        ("mdbook", mdbook(invented)),
    ];
    let below = |(name, files): (&str, Files)| -> Files {
        files
            .into_iter()
            .map(|(path, text)| (format!("{name}/{path}"), text))
            .collect()
    };
    sites.into_iter().flat_map(below).collect()
}

/// A page: its path without an extension, its title and its Markdown.
struct Page {
    path: String,
    title: String,
    text: String,
}

/// Chapters, then records. `link` says how a page is linked.
fn pages(invented: &Invented, link: impl Fn(&str) -> String) -> Vec<Page> {
    let chapters = invented.chapters.iter().map(|chapter| Page {
        path: format!("chapters/{}", chapter.id),
        title: chapter.title.clone(),
        text: plain(&chapter.text, &link),
    });
    let text = |record: &Record| {
        let statements: String = record.statements.iter().map(|text| format!("- {text}\n")).collect();
        format!("{}\n\n{statements}", record.summary)
    };
    let records = invented.records.iter().map(|record| Page {
        path: format!("{}/{}", record.kind.key(), record.id),
        title: record.name.clone(),
        text: plain(&text(record), &link),
    });
    chapters.chain(records).collect()
}

/// A text with plain links: records to their pages, filled-in values to the records, citations to the bibliography.
fn plain(text: &str, link: &impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(']').unwrap_or(rest.len() - 1);
        if let Some(citation) = rest[1..end].strip_prefix('@') {
            let keys = citation
                .split("; ")
                .filter_map(|cite| cite.trim_start_matches('@').split(',').next());
            let links: Vec<String> = keys
                .map(|key| format!("[{key}]({}#{key})", link("bibliography")))
                .collect();
            out.push_str(&links.join(", "));
            rest = &rest[end + 1..];
            continue;
        }
        let close = rest.find(')').unwrap_or(rest.len() - 1);
        let words = if end == 1 { "the effect" } else { &rest[1..end] };
        let to = rest[end + 2..close]
            .split('#')
            .next()
            .unwrap_or_default()
            .replacen(':', "/", 1);
        let _ = write!(out, "[{words}]({})", link(&to));
        rest = &rest[close + 1..];
    }
    out + rest
}

/// The works as one page, a line for each.
fn bibliography(invented: &Invented) -> String {
    let works = invented.works.iter();
    works
        .map(|w| {
            format!(
                "- <a id=\"{}\"></a>{} *{}*. {} ({})\n",
                w.key,
                w.authors.join(", "),
                w.title,
                w.journal,
                w.year
            )
        })
        .collect()
}

const HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">";

fn with_front(mark: &str, page: &Page, also: &str) -> String {
    let sign = if mark == "+++" { " =" } else { ":" };
    format!("{mark}\ntitle{sign} \"{}\"\n{also}{mark}\n\n{}", page.title, page.text)
}

fn all_pages(invented: &Invented, link: impl Fn(&str) -> String) -> Vec<Page> {
    let mut pages = pages(invented, link);
    pages.push(Page {
        path: "bibliography".to_owned(),
        title: "Bibliography".to_owned(),
        text: bibliography(invented),
    });
    pages
}

fn hugo(invented: &Invented) -> Files {
    let config = "baseURL = \"https://example.org/\"\ntitle = \"Invented\"\nuglyURLs = true\n\
        disableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\", \"robotsTXT\", \"section\", \"404\"]\n\
        [markup.goldmark.renderer]\nunsafe = true\n";
    let layout = format!(
        "{HEAD}<title>{{{{ .Title }}}}</title></head><body>{{{{ partialCached \"nav.html\" . }}}}<main><h1>{{{{ .Title }}}}</h1>{{{{ .Content }}}}</main></body></html>"
    );
    let nav = "<nav><ul>{{ range where .Site.RegularPages \"Section\" \"chapters\" }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul></nav>";
    let mut files = vec![
        ("hugo.toml".to_owned(), config.to_owned()),
        ("config.toml".to_owned(), config.to_owned()),
        ("layouts/_default/single.html".to_owned(), layout.clone()),
        ("layouts/index.html".to_owned(), layout),
        ("layouts/partials/nav.html".to_owned(), nav.to_owned()),
    ];
    let pages = all_pages(invented, |to| format!("/{to}.html"));
    files.extend(
        pages
            .iter()
            .map(|page| (format!("content/{}.md", page.path), with_front("+++", page, ""))),
    );
    files
}

fn zola(invented: &Invented) -> Files {
    let nav: String = invented
        .chapters
        .iter()
        .map(|c| format!("[[extra.nav]]\nto = \"/chapters/{}/\"\ntitle = \"{}\"\n", c.id, c.title))
        .collect();
    let config = format!(
        "base_url = \"https://example.org\"\ngenerate_feeds = false\ngenerate_sitemap = false\nbuild_search_index = false\ncompile_sass = false\n{nav}"
    );
    let page = format!(
        "{HEAD}<title>{{{{ page.title }}}}</title></head><body><nav><ul>{{% for item in config.extra.nav %}}<li><a href=\"{{{{ item.to }}}}\">{{{{ item.title }}}}</a></li>{{% endfor %}}</ul></nav><main><h1>{{{{ page.title }}}}</h1>{{{{ page.content | safe }}}}</main></body></html>"
    );
    let mut files = vec![
        ("config.toml".to_owned(), config),
        ("templates/page.html".to_owned(), page),
        (
            "templates/index.html".to_owned(),
            format!("{HEAD}</head><body></body></html>"),
        ),
        (
            "templates/section.html".to_owned(),
            format!("{HEAD}</head><body></body></html>"),
        ),
    ];
    let pages = all_pages(invented, |to| format!("/{to}/"));
    files.extend(
        pages
            .iter()
            .map(|page| (format!("content/{}.md", page.path), with_front("+++", page, ""))),
    );
    files
}

fn eleventy(invented: &Invented) -> Files {
    let config = "module.exports = (config) => { config.setQuietMode(true); return { markdownTemplateEngine: false, dir: { input: \"content\", output: \"_site\" } }; };\n";
    let nav: Vec<String> = invented
        .chapters
        .iter()
        .map(|c| format!("{{\"to\": \"/chapters/{}.html\", \"title\": \"{}\"}}", c.id, c.title))
        .collect();
    let layout = format!(
        "{HEAD}<title>{{{{ title }}}}</title></head><body><nav><ul>{{% for item in nav %}}<li><a href=\"{{{{ item.to }}}}\">{{{{ item.title }}}}</a></li>{{% endfor %}}</ul></nav><main><h1>{{{{ title }}}}</h1>{{{{ content | safe }}}}</main></body></html>"
    );
    let mut files = vec![
        (".eleventy.js".to_owned(), config.to_owned()),
        ("content/_data/nav.json".to_owned(), format!("[{}]", nav.join(","))),
        ("content/_includes/page.njk".to_owned(), layout),
    ];
    let pages = all_pages(invented, |to| format!("/{to}.html"));
    files.extend(pages.iter().map(|page| {
        let front = format!("layout: page.njk\npermalink: /{}.html\n", page.path);
        (format!("content/{}.md", page.path), with_front("---", page, &front))
    }));
    files
}

fn mdbook(invented: &Invented) -> Files {
    let config = "[book]\ntitle = \"Invented\"\nsrc = \"src\"\n[output.html.search]\nenable = false\n";
    let mut summary = "# Summary\n\n".to_owned();
    let mut pages = all_pages(invented, |to| format!("../{to}.md"));
    for page in &mut pages {
        let _ = writeln!(summary, "- [{}]({}.md)", page.title, page.path);
        page.text = format!("# {}\n\n{}", page.title, page.text);
    }
    let mut files = vec![
        ("book.toml".to_owned(), config.to_owned()),
        ("src/SUMMARY.md".to_owned(), summary),
    ];
    files.extend(
        pages
            .into_iter()
            .map(|page| (format!("src/{}.md", page.path), page.text)),
    );
    files
}
