//! Content is not trusted: it cannot run script, read a file outside the handbook, or write one outside the output
//! folder, and whatever it is, the program answers.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use support::handbook::{BOOK, Handbook};
use support::page::Page;
use support::structure;

/// Runs in the browsers of all readers if it gets into a page as it is.
const SCRIPT: &str = "<script>alert(1)</script>";

/// Leaves an attribute and an element, closes comments and templates.
const BREAKOUT: &str =
    "'\\\"--></title></style></textarea><img src=x onerror=alert(1)><svg onload=alert(1)>{{ 7919*7927 }}{% raw %}";

/// A trial that has everything it needs.
const TRIAL: &str = "name = \"SAMPLE-1\"\ndesign = \"randomised\"\n";

/// Builds, and finds nothing wrong with any page.
#[track_caller]
fn sound_site(book: &Handbook) -> support::Files {
    let site = book.site();
    let faults = structure::faults(&site, &book.text());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    site
}

/// What a reader sees of a page.
#[track_caller]
fn page(site: &support::Files, path: &str) -> Page {
    Page::parse(site.get(path).unwrap_or_else(|| panic!("there is no page {path}")))
}

mod script {
    use super::*;

    /// Every place in `book.toml` and the records that takes free text.
    #[test]
    fn text_stays_text_wherever_it_stands() {
        let book = Handbook::empty();
        let text = format!("{SCRIPT}{BREAKOUT}");
        book.write(
            "book.toml",
            format!(
                "[book]\ntitle = \"T {text}\"\nauthors = [\"A {text}\"]\ndescription = \"D {text}\"\n\
                 version = \"V {text}\"\nlicence = \"L {text}\"\n"
            ),
        );
        book.write(
            "content/SUMMARY.md",
            format!("# Part {text}\n\n- [Chapter {text}](chapters/sample.md)\n").replace("\\\"", "\""),
        );
        book.write(
            "content/chapters/sample.md",
            "XSS is [a trial](trial:sample-1), [](trial:sample-1#aliases), [](abbr:XSS) [@sample2030, \\<b> \"x\"].\n\n\
             ```sourcebook:trials\n```\n\n```sourcebook:list\nkind = \"therapy\"\n```\n\n\
             ```sourcebook:definitions\ndefinitions = [\"definition:sample\"]\n```\n\n\
             [It](definition:sample) and [it](recommendation:sample).\n\n\
             ``` \"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```\n\n\
             `</code><script>alert(1)</script>`\n",
        );
        book.write(
            "content/abbreviations.toml",
            format!("[XSS]\nmeans = \"{text}\"\n[\"{text}\"]\nmeans = \"x\"\n"),
        );
        book.write(
            "content/trials/sample-1.toml",
            format!(
                "name = \"N {text}\"\ntitle = \"{text}\"\naliases = [\"{text}\", \"{text}\"]\ndesign = \"randomised\"\n\
                 blinding = \"{text}\"\nreference = \"sample2030\"\nsource = {{ cite = \"sample2030\", at = \"{text}\" }}\n\
                 [review]\nreviewed_on = 2030-01-01\nreviewed_by = \"{text}\"\n\
                 [[arms]]\nid = \"a\"\nname = \"{text}\"\nrole = \"control\"\ntherapies = [\"therapy:sample\"]\n\
                 [[outcomes]]\nid = \"o\"\nname = \"{text}\"\ncomposite = [\"{text}\"]\n\
                 results = [{{ arm = \"a\", value = \"1 {{b}}\" }}]\n\
                 [funding]\nby = [\"{text}\"]\n\
                 [[findings]]\nid = \"f\"\nname = \"{text}\"\nvalue = 1\nof = \"{text}\"\n\
                 [[also_reported]]\nfield = \"title\"\nvalue = \"{text}\"\n"
            ),
        );
        book.write(
            "content/therapies/sample.toml",
            format!("name = \"{text}\"\ntype = \"drug\"\n[[doses]]\nid = \"d\"\nname = \"{text}\"\n"),
        );
        book.write(
            "content/definitions/sample.toml",
            format!(
                "name = \"{text}\"\nissuer = \"{text}\"\n[criteria]\nany = [\n\
                 {{ id = \"x\", text = \"x\", time = \"1 d\", when = \"{text}\" }} ]\n"
            ),
        );
        book.write(
            "content/recommendations/sample.toml",
            format!(
                "name = \"{text}\"\ntext = \"x\"\ntherapies = []\ndirection = \"for\"\nissuer = \"{text}\"\n\
                 label = \"{text}\"\nwording = {{ text = \"{text}\" }}\n"
            ),
        );
        let bib = "<script>alert(1)</script>'\"--><img src=x onerror=alert(1)>";
        book.write(
            "content/references.bib",
            format!(
                "@article{{sample2030,\n title = {{Title {bib}}},\n author = {{{{Author {bib}}}}},\n\
                 journaltitle = {{Journal {bib}}},\n year = {{2030}},\n volume = {{1{bib}}},\n pages = {{{bib}}},\n\
                 doi = {{10.5555/a\"onclick=alert(1) x=\"}},\n note = {{{bib}}},\n}}\n"
            ),
        );
        let site = sound_site(&book);
        // Seen as it was written, and not taken for a template.
        let shown = text.replace("\\\"", "\"");
        for (path, before) in [
            ("index.html", "D "),
            ("index.html", "A "),
            ("trial/sample-1.html", "N "),
            ("chapters/sample.html", "Chapter "),
        ] {
            assert!(page(&site, path).shows(&format!("{before}{shown}")), "{path}: {before}");
        }
        assert!(page(&site, "reference/index.html").shows("Title <script>alert(1)</script>"));
        for (path, bytes) in &site {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("62773913"), "{path}: a template has counted");
        }
    }

    #[test]
    fn html_in_markdown_is_an_error_and_never_comes_through() {
        let fragments = [
            SCRIPT,
            "a <b onclick=\"alert(1)\">b</b>",
            "<img src=x onerror=alert(1)>",
            "<!-- <script>alert(1)</script> -->",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<?php alert(1) ?>",
            "<!DOCTYPE x>",
            "<style>*{background:url(//example.org)}</style>",
            "| a |\n|---|\n| <script>alert(1)</script> |",
            "# <svg onload=alert(1)>",
            "[^1]\n\n[^1]: <script>alert(1)</script>",
            "> <iframe src=//example.org></iframe>",
            "[<b>](https://example.org)",
            "![<b>](x.png)",
        ];
        for fragment in fragments {
            Handbook::of_chapter(fragment)
                .run(&["build"])
                .ended_with(1)
                .says("SB016");
        }
        // In every field that is Markdown; these are some of them.
        let quoted = "<b onclick=alert(1)>x</b>";
        for (path, text) in [
            ("content/trials/a.toml", format!("{TRIAL}summary = \"{quoted}\"")),
            (
                "content/trials/a.toml",
                format!("{TRIAL}[[arms]]\nid = \"a\"\nrole = \"control\"\ntext = \"{quoted}\""),
            ),
            (
                "content/trials/a.toml",
                format!("{TRIAL}[withdrawn]\nreason = \"{quoted}\""),
            ),
            (
                "content/trials/a.toml",
                format!("{TRIAL}[[statements]]\nid = \"a\"\ntext = '''\n{quoted}'''"),
            ),
            (
                "content/trials/a.toml",
                format!("{TRIAL}[planned]\ncontrol = \"{quoted}\""),
            ),
            (
                "content/definitions/a.toml",
                format!("name = \"A\"\n[criteria]\nany = [{{ text = \"{quoted}\" }}]"),
            ),
            ("content/references/a.toml", format!("text = \"{quoted}\"")),
            (
                "content/abbreviations.toml",
                format!("[A]\nmeans = \"a\"\ntext = \"{quoted}\""),
            ),
            ("book.toml", format!("{BOOK}[notice]\ndisclaimer = \"{quoted}\"")),
        ] {
            let book = Handbook::of(&[(path, text.as_str())]);
            book.write("content/references.bib", "@misc{a, title = {T}}");
            book.run(&["build"]).ended_with(1).says("SB016").says(path);
        }
    }

    #[test]
    fn links_lead_only_where_they_may() {
        let refused = [
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1))",
            "[a](&#106;avascript:alert(1))",
            "[a](javascript&colon;alert(1))",
            "[a](\tjavascript:alert(1))",
            "[a](<java\tscript:alert(1)>)",
            "[a](<\u{1}javascript:alert(1)>)",
            "[a](<\u{a0}javascript:alert(1)>)",
            "[a](vbscript:x)",
            "[a](data:text/html,<script>alert(1)</script>)",
            "[a](file:///etc/passwd)",
            "[a](blob:x)",
            "[a](//example.org/)",
            "[a](\\\\example.org\\x)",
            "[a](/etc/passwd)",
            "<javascript:alert(1)>",
            "[a][b]\n\n[b]: javascript:alert(1)",
            "[](javascript:alert(1))",
            "![a](javascript:alert(1))",
            "![a](data:image/svg+xml,<svg/onload=alert(1)>)",
            "![a](https://example.org/tracker.png)",
            "![a](//example.org/tracker.png)",
            "![a](trial:a)",
            "[a](trial:a\"onclick=alert(1))",
            "[a](trial:../../book)",
            "[a](<abbr:nothing\" onclick=alert(1)>)",
            "[a](#nowhere)",
            "[a](../book.toml)",
        ];
        for link in refused {
            let book = Handbook::of_chapter(link);
            let run = book.run(&["build"]);
            assert_eq!(run.code, Some(1), "{link:?}: {}", run.stderr);
            assert!(
                run.stderr.contains("content/chapters/sample.md:1:"),
                "{link}: {}",
                run.stderr
            );
            let link = link.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let link = link.replace('\t', "\\t").replace('\u{1}', "\\u0001");
            let record = Handbook::of(&[("content/trials/a.toml", format!("{TRIAL}summary = \"{link}\""))]);
            record.run(&["build"]).ended_with(1).says("content/trials/a.toml:3:");
        }
        let fine = Handbook::of_chapter(
            "[a](https://example.org/?q=\"><script>) [b](HTTPS://EXAMPLE.ORG/) [c](mailto:a@example.org?subject='x)\n\
             <https://example.org/\"onclick=alert(1)> [d](tel:+1)\n",
        );
        sound_site(&fine);
    }

    #[test]
    fn settings_lead_only_where_they_may() {
        for key in ["report", "url"] {
            for address in [
                "javascript:alert(1)",
                "data:text/html,x",
                "//example.org",
                " https://example.org",
                "JAVASCRIPT:x",
            ] {
                let book = Handbook::of(&[("book.toml", format!("{BOOK}{key} = \"{address}\"\n"))]);
                book.run(&["build"])
                    .ended_with(1)
                    .says("is not an address")
                    .says("book.toml:3:");
            }
        }
        let book = Handbook::of(&[(
            "book.toml",
            format!("{BOOK}report = \"https://example.org/\\\"onclick=alert(1)\"\n"),
        )]);
        sound_site(&book);
        for language in ["", "en\\\" onload=\\\"alert(1)", "en GB", "x"] {
            let book = Handbook::of(&[("book.toml", format!("{BOOK}language = \"{language}\"\n"))]);
            book.run(&["build"]).ended_with(1).says("language");
        }
    }

    #[test]
    fn the_bibliography_links_only_the_web() {
        let works = "@misc{a, title = {A}, url = {javascript:alert(1)}}\n@misc{b, title = {B}, url = {data:text/html,x}}\n\
                     @misc{c, title = {C}, url = {https://example.org/\"onclick=alert(1)}}\n\
                     @misc{d, title = {D}, doi = {javascript:alert(1)}}\n@misc{e, title = {E}, doi = {10.5555/\"><script>}}\n";
        let book = Handbook::of_chapter("[@a] [@b] [@c] [@d] [@e]\n");
        book.write("content/references.bib", works);
        book.run(&["check"])
            .ended_with(0)
            .says("`javascript:alert(1)` is not a web address");
        sound_site(&book);
        for key in ["a\"b", "a<b>", "a b", "a'b", "a{b"] {
            let book = Handbook::of_chapter(&format!("[@{key}]\n"));
            book.write("content/references.bib", format!("@misc{{{key}, title = {{T}}}}\n"));
            book.run(&["build"]).ended_with(1);
        }
        for numbers in ["NCT1\\\"onclick=x", "<script>", "NCT00000001<b>"] {
            let book = Handbook::of(&[("content/trials/a.toml", format!("{TRIAL}registry = \"{numbers}\"\n"))]);
            book.run(&["build"]).ended_with(1).says("SB006");
        }
    }

    #[test]
    fn templates_in_content_are_text() {
        let syntax = "{{ 7919*7927 }} {% raw %} {# x #} {% include \"base.html\" %} {{ frame.title }} {{ get_env(name=\"HOME\") }}";
        let book = Handbook::of_chapter(&format!("# T\n\n{syntax}\n\n[It](trial:a): [](trial:a#title)\n"));
        let quoted = syntax.replace('"', "\\\"");
        book.write(
            "content/trials/a.toml",
            format!("{TRIAL}title = \"{quoted}\"\nsummary = \"{quoted}\"\n"),
        );
        let site = sound_site(&book);
        assert!(page(&site, "chapters/sample.html").shows(syntax));
        assert!(page(&site, "trial/a.html").shows(syntax));
    }

    /// Markdown of more than one paragraph is written in fields whose place has room for a line.
    #[test]
    fn long_markdown_does_not_break_the_page() {
        let long = "\"\"\"\n# A heading\n\nA paragraph[^n].\n\n- A list\n\n> Quoted\n\n| a |\n|---|\n| b |\n\n    code\n\n[^n]: A note\n\"\"\"";
        let book = Handbook::of_chapter(
            "[A](trial:a) [B](definition:b) [C](staging:c) [D](recommendation:d)\n\n```sourcebook:list\nkind = \"trial\"\n```\n",
        );
        book.write(
            "content/trials/a.toml",
            format!(
                "{TRIAL}summary = {long}\n[withdrawn]\nreason = {long}\n[population]\ntext = {long}\nexcluded = {long}\n\
                 [[arms]]\nid = \"x\"\nrole = \"control\"\ntext = {long}\n[[outcomes]]\nid = \"o\"\nname = \"O\"\ntext = {long}\n\
                 [ended]\nhow = \"completed\"\nwhy = {long}\n[funding]\ntext = {long}\n[planned]\ncontrol = {long}\n\
                 [[findings]]\nid = \"f\"\nname = \"F\"\nnote = {long}\n[[statements]]\nid = \"s\"\ntext = {long}\n\
                 [[also_reported]]\nfield = \"design\"\nvalue = \"single-arm\"\nbecause = {long}\n\
                 [[accept]]\nrule = \"SB301\"\nfield = \"design\"\nbecause = {long}\n"
            ),
        );
        book.write(
            "content/definitions/b.toml",
            format!("name = \"B\"\ntext = {long}\n[criteria]\nall = [{{ text = {long} }}, {{ text = \"x\", any = [{{ text = {long} }}] }}]\n"),
        );
        book.write(
            "content/staging/c.toml",
            format!("name = \"C\"\nassign = \"exclusive\"\n[[stages]]\nid = \"a\"\nname = \"A\"\ntext = {long}\n"),
        );
        book.write(
            "content/recommendations/d.toml",
            format!("name = \"D\"\ntext = {long}\ntherapies = []\ndirection = \"for\"\nissuer = \"I\"\n"),
        );
        book.write(
            "content/abbreviations.toml",
            format!("[A]\nmeans = \"a\"\ntext = {long}\n"),
        );
        book.write("book.toml", format!("{BOOK}[notice]\ndisclaimer = {long}\n"));
        sound_site(&book);
    }

    #[test]
    fn ids_of_content_are_not_those_of_the_page() {
        let headings = "## Main\n\n## Nav\n\n## Sources\n\n## Used by\n\n## Note 1\n\n## Page main\n\n## Note_1\n\n## fn 1 1\n\n## About arms\n\nx[^1]\n\n[^1]: y\n\n";
        let book = Handbook::of_chapter(&format!("{headings}```sourcebook:trials\n```\n[@a]\n"));
        let ids = [
            "main",
            "nav",
            "sources",
            "used-by",
            "note-1",
            "about-arms",
            "page-main",
            "about-outcomes",
        ];
        let mut trial = format!("{TRIAL}sample_size = 1\nsource = {{ cite = \"a\", at = \"b\" }}\n");
        for id in ids {
            let _ = write!(trial, "[[arms]]\nid = \"{id}\"\nrole = \"control\"\n");
        }
        book.write("content/trials/a.toml", trial);
        book.write(
            "content/references.bib",
            "@misc{a, title = {T}}\n@misc{b.c, title = {T2}}\n@misc{b-c, title = {T3}}",
        );
        let shorts = [
            "VA ECMO",
            "VA-ECMO",
            "VA/ECMO",
            "VA.ECMO",
            "va ecmo",
            "VA_ECMO",
            "VA.2f.ECMO",
        ];
        let abbreviations = shorts.map(|short| format!("[\"{short}\"]\nmeans = \"x\"\n"));
        book.write("content/abbreviations.toml", abbreviations.concat());
        sound_site(&book);
    }
}

mod files {
    use super::*;

    #[cfg(unix)]
    fn link(book: &Handbook, to: &str, at: &str) {
        let at = book.path(at);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&at);
        std::os::unix::fs::symlink(to, at).unwrap();
    }

    /// A handbook beside which stands what must not be read.
    #[cfg(unix)]
    fn beside_a_secret() -> Handbook {
        let book = Handbook::of_chapter("![x](secret.png)\n");
        support::write(&book.parent().join("outside/secret.md"), "the secret");
        support::write(&book.parent().join("outside/secret.png"), "the secret");
        support::write(
            &book.parent().join("outside/book.toml"),
            "[book]\ntitle = \"the secret\"\n",
        );
        support::write(&book.parent().join("outside/content/SUMMARY.md"), "# the secret\n");
        support::write(&book.parent().join("outside/content/trials/secret.toml"), TRIAL);
        support::write(&book.parent().join("outside/site/site.css"), "/* the secret */");
        book
    }

    #[cfg(unix)]
    #[test]
    fn links_of_the_file_system_are_refused() {
        let cases = [
            ("../../../outside/secret.md", "content/chapters/sample.md"),
            ("../../../outside/secret.png", "content/chapters/secret.png"),
            ("../../outside", "content/chapters"),
            ("../../outside/secret.md", "content/SUMMARY.md"),
            ("../outside/content", "content"),
            ("../outside/book.toml", "book.toml"),
            ("../outside", "templates"),
            ("../outside/secret.md", "grounding.lock"),
            ("../../outside/site", "templates/site"),
            ("../../../outside/site/site.css", "templates/site/site.css"),
            ("../../outside/content/trials", "content/trials"),
            ("/etc/passwd", "content/references.bib"),
            ("/dev/zero", "content/abbreviations.toml"),
            ("/dev/zero", "book.toml"),
            ("sample.md", "content/chapters/inside.md"),
            ("nowhere", "content/chapters/broken.md"),
            (".", "content/chapters/loop"),
        ];
        for (to, at) in cases {
            let book = beside_a_secret();
            if at.ends_with("content") || at.ends_with("chapters") {
                fs::remove_dir_all(book.path(at)).unwrap();
            }
            link(&book, to, at);
            let run = book.run(&["build"]).ended_with(1);
            assert!(
                run.stderr.contains(&format!("`{at}` is a symbolic link")),
                "{at}: {}",
                run.stderr
            );
            assert!(!run.stderr.contains("the secret"), "{at}: {}", run.stderr);
            assert!(!book.path("book").exists(), "{at}");
        }
    }

    /// Nor are its claims said to be without seals.
    #[cfg(unix)]
    #[test]
    fn a_linked_lock_is_one_fault() {
        let book = beside_a_secret();
        book.write("content/chapters/sample.md", "[Sample](trial:sample)\n");
        book.write("book.toml", format!("{BOOK}[grounding]\n"));
        let source = "source = { cite = \"sample2020\", at = \"Results\" }";
        book.write("content/trials/sample.toml", format!("{TRIAL}{source}\n"));
        book.write(
            "content/references.bib",
            "@article{sample2020, title = {One}, year = {2020}}",
        );
        link(&book, "../outside/secret.md", "grounding.lock");
        let run = book.run(&["check", "--format", "short"]).ended_with(1);
        let faults: Vec<&str> = run.stdout.lines().filter(|line| line.contains("error[")).collect();
        assert_eq!(faults.len(), 1, "{}", run.stdout);
        book.run(&["ground"]).ended_with(1).says("is a symbolic link");
        let secret = fs::read_to_string(book.parent().join("outside/secret.md")).unwrap();
        assert_eq!(secret, "the secret");
    }

    #[cfg(unix)]
    #[test]
    fn settings_cannot_leave_by_a_link() {
        for src in ["away/content", "away", "content/away"] {
            let book = beside_a_secret();
            book.write("book.toml", format!("{BOOK}src = \"{src}\"\n"));
            link(&book, "../outside", "away");
            link(&book, "../../outside/content", "content/away");
            book.run(&["build"]).ended_with(1).says("is a symbolic link");
        }
        let book = Handbook::of_chapter("x\n");
        let outside = book.parent().join("outside");
        fs::create_dir(&outside).unwrap();
        link(&book, "../outside", "away");
        for folder in ["away", "away/site", "away/deep/site"] {
            book.write("book.toml", format!("{BOOK}[build]\nbuild-dir = \"{folder}\"\n"));
            book.run(&["build"]).ended_with(2).says("away is a symbolic link");
        }
        assert!(support::files_below(&outside).is_empty());
        // Whoever runs the program may name any folder.
        book.run(&["build", "--dest-dir", "away/site"]).ended_with(0);
        assert!(outside.join("site/index.html").is_file());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_opened() {
        let book = Handbook::of_chapter("x\n");
        let pipe = book.path("content/chapters/pipe.md");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|status| status.success()) {
            book.run(&["build"])
                .ended_with(1)
                .says("is neither a file nor a folder");
        }
    }

    #[test]
    fn settings_stay_below_the_root() {
        let outside = [
            "..",
            "../x",
            "/",
            "/tmp/x",
            "a/../../x",
            "./x",
            "a//b",
            "C:/x",
            "a\\\\..\\\\b",
            "",
        ];
        for folder in outside {
            for settings in [
                format!("src = \"{folder}\"\n"),
                format!("[build]\nbuild-dir = \"{folder}\"\n"),
            ] {
                let book = Handbook::of_chapter("x\n");
                book.write("book.toml", format!("{BOOK}{settings}"));
                book.run(&["build"]).ended_with(1).says("error[SB0").says("book.toml:");
            }
        }
        let nowhere = Handbook::of(&[("book.toml", format!("{BOOK}src = \"nowhere\"\n"))]);
        nowhere
            .run(&["build"])
            .ended_with(1)
            .says("there is nothing to read in the folder `nowhere`");
    }

    #[test]
    fn the_root_itself_can_be_the_content() {
        let book = Handbook::empty();
        book.write("book.toml", format!("{BOOK}src = \".\"\n"));
        book.write("SUMMARY.md", "- [A](chapters/a.md)\n");
        book.write("chapters/a.md", "![x](a.PNG)\n");
        book.write("chapters/a.PNG", b"\x89PNG");
        book.write("templates/site/own.css", "a {}");
        book.write("grounding.lock", "");
        let first = sound_site(&book);
        // What was built is no content of the next build.
        let run = book.run(&["build", "--strict"]).ended_with(0);
        assert!(run.stderr.contains(": 0 written, "), "{}", run.stderr);
        assert_eq!(book.built("book"), first);
    }

    #[test]
    fn the_output_can_stand_in_the_content() {
        let book = Handbook::of_chapter("x\n");
        book.write("book.toml", format!("{BOOK}[build]\nbuild-dir = \"content/out\"\n"));
        book.run(&["build", "--strict"]).ended_with(0);
        book.run(&["build", "--strict"]).ended_with(0).says(": 0 written, ");
    }

    #[test]
    fn the_summary_stays_in_the_chapters() {
        let outside = [
            "../book.toml",
            "/etc/passwd",
            "chapters/../../book.toml",
            "chapters/../chapters/sample.md",
            "..\\\\book.toml",
            "https://example.org/x.md",
            "javascript:alert(1)",
            "references.bib",
            "trials/a.toml",
            "SUMMARY.md",
            "index.md",
            "chapters",
            "chapters/",
            "",
            "chapters/nowhere.md",
        ];
        for path in outside {
            let book = Handbook::of_chapter("x\n");
            book.write(
                "content/SUMMARY.md",
                format!("- [S](chapters/sample.md)\n- [Out]({path})\n"),
            );
            book.write("content/index.md", "x");
            book.write("content/trials/a.toml", TRIAL);
            book.write("content/references.bib", "");
            book.run(&["build"])
                .ended_with(1)
                .says("SB011")
                .says("content/SUMMARY.md:2:1");
        }
        let twice = Handbook::of_chapter("x\n");
        twice.write(
            "content/SUMMARY.md",
            "- [S](chapters/sample.md)\n- [S](./chapters/sample.md)\n",
        );
        twice.run(&["build"]).ended_with(1).says("is listed twice");
    }

    #[test]
    fn images_stay_in_the_content() {
        for path in [
            "../../book.png",
            "/etc/passwd.png",
            "../../../../../../etc/passwd",
            "C:\\\\x.png",
            "a.svg",
            "sample.md",
        ] {
            let book = Handbook::of_chapter(&format!("![x]({path})\n"));
            book.write("book.png", "outside of the content");
            book.write("content/chapters/a.svg", "<svg onload=alert(1)>");
            book.run(&["build"])
                .ended_with(1)
                .says("content/chapters/sample.md:1:1");
        }
        // Below the content folder, from wherever.
        let book = Handbook::of_chapter("![x](../images/a.png) ![y](../../../../images/a.png)\n");
        book.write("content/images/a.png", b"\x89PNG");
        let site = sound_site(&book);
        assert!(site.contains_key("media/content/images/a.png"));
    }

    /// A page could not be published under these names, or not everywhere.
    #[cfg(unix)]
    #[test]
    fn names_that_no_page_can_have_are_refused() {
        let long = "x".repeat(230);
        let names = [
            "con",
            "CON",
            "aux",
            "nul.old",
            "com1",
            "a#b",
            "a%20b",
            "a?b",
            "a b",
            "a:b",
            "a\"b",
            "a<b>",
            "a|b",
            "a\\b",
            "a&b",
            "a\nb",
            "a\u{1b}[31mb",
            "a\u{202e}b",
            &long,
        ];
        for name in names {
            for (folder, extension) in [("chapters", "md"), ("images", "png"), ("chapters/deep", "jpg")] {
                let book = Handbook::of_chapter("x\n");
                book.write(&format!("content/{folder}/{name}.{extension}"), "x");
                let run = book.run(&["build", "--format", "short"]).ended_with(1);
                assert!(run.stdout.contains("SB009"), "{name:?}: {}", run.stdout);
                assert_eq!(
                    run.stdout.lines().count(),
                    1,
                    "{name:?}: one fault, one line: {}",
                    run.stdout
                );
                assert!(!run.stdout.contains(['\u{1b}', '\u{202e}']), "{name:?}");
            }
            let book = Handbook::of_chapter("x\n");
            book.write(&format!("content/trials/{name}.toml"), TRIAL);
            let run = book.run(&["build", "--format", "short"]).ended_with(1);
            assert!(
                run.stdout.contains("SB005") || run.stdout.contains("SB009"),
                "{name:?}: {}",
                run.stdout
            );
            assert!(!run.stdout.contains(['\u{1b}', '\u{202e}']), "{name:?}");
        }
        let twins = Handbook::of_chapter("x\n");
        twins.write(
            "content/SUMMARY.md",
            "- [S](chapters/sample.md)\n- [T](chapters/Sample.md)\n",
        );
        twins.write("content/chapters/Sample.md", "y");
        twins
            .run(&["build"])
            .ended_with(1)
            .says("are one file where case does not count");
    }

    #[test]
    fn odd_names_that_can_be_published_are() {
        let book = Handbook::empty();
        book.write("book.toml", BOOK);
        let names = [
            "ünïcødé",
            "日本",
            "a.b",
            "a.md",
            "-",
            "a'b",
            "a(b)",
            "a+b",
            "a=b",
            "a~b",
        ];
        let mut summary = String::new();
        for name in names {
            let _ = writeln!(summary, "- [{name}](chapters/{name}.md)");
            book.write(
                &format!("content/chapters/{name}.md"),
                format!("![x](<{name}.png>) [y](<{name}.md>)\n"),
            );
            book.write(&format!("content/chapters/{name}.png"), b"\x89PNG");
        }
        book.write("content/SUMMARY.md", summary);
        let site = sound_site(&book);
        assert_eq!(
            site.keys().filter(|path| path.starts_with("chapters/")).count(),
            names.len()
        );
    }

    #[test]
    fn what_is_no_content_is_passed_over() {
        let book = Handbook::of_chapter("x\n");
        book.write("content/.git/config", b"\xff\x00");
        book.write("content/chapters/sample.md~", b"\xff");
        book.write("content/Thumbs.db", b"\xff\x00");
        book.write("content/my notes.docx", b"PK\xff");
        book.write("content/chapters/paper.pdf", b"%PDF\xff");
        book.run(&["build"])
            .ended_with(0)
            .says("0 errors, 3 warnings")
            .says("belongs to nothing and was passed over");
    }
}

mod bytes {
    use super::*;

    /// The same handbook in other bytes.
    fn as_bytes(change: impl Fn(&str) -> Vec<u8>) -> Handbook {
        let book = Handbook::empty();
        for (path, text) in [
            ("book.toml", "[book]\ntitle = \"Sample\"\n"),
            (
                "content/SUMMARY.md",
                "# Summary\n\n- [A](chapters/a.md)\n  - [B](chapters/b.md)\n",
            ),
            (
                "content/chapters/a.md",
                "# A\n\n[It](trial:s) [@w, p. 3].\n\n```sourcebook:trials\n```\n",
            ),
            ("content/chapters/b.md", "# B\n\n| a |\n|---|\n| XX |\n"),
            (
                "content/trials/s.toml",
                "name = \"S\"\ndesign = \"randomised\"\nsummary = \"\"\"\nOne.\n\nTwo.\"\"\"\n",
            ),
            ("content/references.bib", "@misc{w,\n  title = {W},\n}\n"),
            ("content/abbreviations.toml", "[XX]\nmeans = \"x\"\n"),
        ] {
            book.write(path, change(text));
        }
        book
    }

    #[test]
    fn marks_and_line_ends_make_no_difference() {
        let plain = sound_site(&as_bytes(|text| text.as_bytes().to_vec()));
        let marked = sound_site(&as_bytes(|text| format!("\u{feff}{text}").into_bytes()));
        assert!(plain == marked, "a mark at the start");
        let windows = sound_site(&as_bytes(|text| text.replace('\n', "\r\n").into_bytes()));
        assert!(plain == windows, "line ends of Windows");
        let unended = sound_site(&as_bytes(|text| text.trim_end().as_bytes().to_vec()));
        assert!(plain == unended, "no last line end");
    }

    #[test]
    fn what_is_no_text_is_refused_once() {
        let files = [
            "book.toml",
            "content/SUMMARY.md",
            "content/chapters/sample.md",
            "content/trials/s.toml",
            "content/references.bib",
            "content/abbreviations.toml",
            "templates/site/site.css",
        ];
        // Not UTF-8, half a letter, a lone surrogate, an overlong form, UTF-16.
        for bytes in [&b"\xff"[..], b"a \xc3", b"\xed\xa0\x80", b"\xc0\xaf", b"\xff\xfea\0b\0"] {
            for path in files {
                let book = Handbook::of_chapter("x\n");
                book.write(path, bytes);
                let run = book.run(&["build", "--format", "short"]).ended_with(1);
                let first = format!("{path}:1:1: error[SB009]: `{path}` is not UTF-8 text (line ");
                assert!(run.stdout.contains(&first), "{path}: {}", run.stdout);
                let errors = run.stdout.matches("error[").count();
                assert_eq!(errors, 1, "{path}: {}", run.stdout);
            }
        }
    }

    #[test]
    fn what_cannot_be_seen_is_refused() {
        // NUL, escape, a line separator of C1, and letters that turn the order of others around.
        for unseen in ['\0', '\u{1b}', '\u{7f}', '\u{85}', '\u{202e}', '\u{2066}'] {
            let text = format!("a{unseen}b\n");
            Handbook::of_chapter(&text)
                .run(&["build"])
                .ended_with(1)
                .says("content/chapters/sample.md:1:2");
            for (path, text) in [
                ("content/trials/s.toml", format!("{TRIAL}title = \"a{unseen}b\"\n")),
                (
                    "content/references.bib",
                    format!("@misc{{a, title = {{a{unseen}b}}}}\n"),
                ),
                ("book.toml", format!("{BOOK}licence = \"a{unseen}b\"\n")),
                ("content/SUMMARY.md", format!("# a{unseen}b\n")),
            ] {
                let book = Handbook::of(&[(path, text)]);
                let run = book.run(&["build", "--format", "short"]).ended_with(1);
                assert!(
                    run.stdout.contains(&format!("{path}:")),
                    "{unseen:?} in {path}: {}",
                    run.stdout
                );
            }
            // Written as an escape it is not in the file, but would be on the page.
            for field in ["title", "summary"] {
                let text = format!("{TRIAL}{field} = \"a\\u{:04X}b\"\n", u32::from(unseen));
                let book = Handbook::of(&[("content/trials/s.toml", text)]);
                book.run(&["build"]).ended_with(1).says("content/trials/s.toml:3:");
            }
        }
        // Scripts that run from right to left need their own marks.
        sound_site(&Handbook::of_chapter("\u{200f}שלום\u{200f} \u{200e}abc a\u{200d}b\n"));
    }

    #[test]
    fn nothing_of_content_commands_the_terminal() {
        let key = "a\\u001b[31m\\u000ab\\u202ec";
        let book = Handbook::of(&[(
            "content/trials/s.toml",
            format!("{TRIAL}\"{key}\" = 1\nabout = [\"trial:{key}\"]\n"),
        )]);
        for format in ["human", "short", "json"] {
            let run = book.run(&["check", "--format", format]).ended_with(1);
            let said = run.stdout + &run.stderr;
            assert!(
                !said.contains(['\u{1b}', '\u{202e}']) || format == "json",
                "{format}: {said:?}"
            );
            assert!(!said.contains('\u{1b}'), "{format}: {said:?}");
        }
        let short = book.run(&["check", "--format", "short"]).ended_with(1);
        for line in short.stdout.lines() {
            assert!(
                line.starts_with("content/trials/s.toml:"),
                "a line of its own: {line:?}"
            );
        }
    }

    #[test]
    fn little_is_enough_and_nothing_is_too_little() {
        // Only settings: the first page and those that every handbook has.
        let only_settings = Handbook::of::<&str>(&[]);
        let site = sound_site(&only_settings);
        assert!(page(&site, "index.html").shows("Sample"));
        fs::create_dir(only_settings.path("content")).unwrap();
        sound_site(&only_settings);

        let empty = [
            "content/SUMMARY.md",
            "content/references.bib",
            "content/abbreviations.toml",
        ];
        let book = Handbook::of(&empty.map(|path| (path, "")));
        book.run(&["check"]).ended_with(0);
        sound_site(&book);
        sound_site(&Handbook::of_chapter(""));
        book.write("content/chapters/a.md", "");
        book.run(&["build"]).ended_with(1).says("`SUMMARY.md` lists no chapter");

        let record = Handbook::of(&[("content/trials/s.toml", "")]);
        record
            .run(&["build"])
            .ended_with(1)
            .says("`design` is missing")
            .says("`name` is missing");
        let settings = Handbook::of(&[("book.toml", "")]);
        settings.run(&["build"]).ended_with(1).says("`book` is missing");
        let template = Handbook::of(&[("templates/site/page.html", "")]);
        // Pages without anything are none that anyone could read.
        template
            .run(&["build"])
            .ended_with(1)
            .says("there is no heading at all")
            .says("nothing was built");
        let broken = Handbook::of(&[("templates/site/page.html", "{% if %}")]);
        broken.run(&["build"]).ended_with(2).says("page.html");
    }
}

/// Large and deep things get an answer, and soon: the work grows with the input and not with its square.
mod much {
    use super::*;

    /// In a build without optimisation, on a machine that does other things beside.
    const SOON: Duration = Duration::from_secs(20);

    #[track_caller]
    fn answers(book: &Handbook, code: i32) -> support::run::Run {
        let run = book.run(&["build"]).ended_with(code);
        assert!(run.took < SOON, "{:?}", run.took);
        run
    }

    #[test]
    fn deep_markdown() {
        let deep = 10_000;
        for text in [
            format!("{} x\n", ">".repeat(deep)),
            format!("{}x{}\n", "[".repeat(deep), "]".repeat(deep)),
            format!("{}\n", "[".repeat(deep)),
            format!("{}\n", "![".repeat(deep)),
            format!("{}x{}\n", "![".repeat(deep), "](a)".repeat(deep)),
            "*a **a ".repeat(deep),
            format!("[a]({}\n", "(".repeat(deep)),
            format!("{}\n", "`a``b".repeat(deep)),
            (0..500).map(|n| format!("{}- x\n", "  ".repeat(n))).collect(),
            format!("{}x\n", "1. ".repeat(deep)),
            "<".repeat(deep),
            "&".repeat(deep),
            "\\".repeat(deep),
            "[@a; ".repeat(deep),
            "[^".repeat(deep),
            "[a]: b\n".repeat(deep),
            "|".repeat(deep) + "\n" + &"|-".repeat(deep) + "|\n",
        ] {
            let run = Handbook::of_chapter(&text).run(&["build"]);
            assert!(matches!(run.code, Some(0 | 1)), "{:?} {}", run.code, run.stderr);
            assert!(run.took < SOON, "{:?}", run.took);
        }
        let summary = format!("{TRIAL}summary = \"{} x\"\n", ">".repeat(deep));
        let record = Handbook::of(&[("content/trials/s.toml", summary)]);
        sound_site(&record);
        sound_site(&Handbook::of_chapter(&format!("{} x\n", "> ".repeat(1000))));
    }

    #[test]
    fn deep_toml() {
        let deep = 10_000;
        let dotted = vec!["a"; deep].join(".");
        for text in [
            format!("x = {}{}\n", "[".repeat(deep), "]".repeat(deep)),
            format!("x = {}\n", "[".repeat(deep)),
            format!("x = {}1{}\n", "{ a = ".repeat(deep), " }".repeat(deep)),
            format!("{dotted} = 1\n"),
            format!("[{dotted}]\n"),
            format!("[[{dotted}]]\n"),
        ] {
            let nowhere = "content/trials/s.toml";
            for (path, text) in [
                (nowhere, format!("{TRIAL}{text}")),
                ("content/abbreviations.toml", text.clone()),
                ("book.toml", format!("{BOOK}{text}")),
                ("content/chapters/sample.md", format!("```sourcebook:list\n{text}```\n")),
            ] {
                let book = Handbook::of_chapter("x\n");
                book.write(path, text);
                answers(&book, 1).says(path);
            }
        }
        // As deep as TOML may be, and deeper than anyone can follow.
        for (depth, code) in [(8, 0), (12, 1), (39, 1)] {
            let criteria = format!("{}{{ text = \"x\" }}{}", "{ all = [".repeat(depth), "] }".repeat(depth));
            let book = Handbook::of_chapter(
                "[D](definition:d) [S](staging:s)\n\n```sourcebook:stages\nstaging = \"staging:s\"\n```\n",
            );
            book.write(
                "content/definitions/d.toml",
                format!("name = \"D\"\ncriteria = {criteria}\n"),
            );
            let stages = format!(
                "name = \"S\"\nassign = \"exclusive\"\nstages = [{{ id = \"a\", name = \"A\", criteria = {criteria} }}]\n"
            );
            book.write("content/staging/s.toml", stages);
            answers(&book, code);
        }
    }

    #[test]
    fn deep_bibliographies_and_styles() {
        for text in [
            format!("@misc{{a, title = {}{}}}", "{".repeat(10_000), "}".repeat(10_000)),
            format!("@misc{{a, title = {}", "{".repeat(10_000)),
            format!("@misc{{a, title = {{{}}}}}", "\\emph{".repeat(10_000)),
            "@misc{a, crossref = {b}}\n@misc{b, crossref = {a}}\n".to_owned(),
            "@misc{".repeat(10_000),
            format!("@string{{a = {}}}", "a # ".repeat(10_000)),
        ] {
            let book = Handbook::of_chapter("x\n");
            book.write("content/references.bib", text);
            answers(&book, 1).says("content/references.bib:");
        }
        let book = Handbook::of(&[("book.toml", format!("{BOOK}[citations]\nstyle = \"a.csl\"\n"))]);
        book.write("content/a.csl", "<a>".repeat(100_000));
        answers(&book, 1).says("nested too deeply");
        book.write(
            "content/a.csl",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><style>&b;</style>",
        );
        let run = answers(&book, 1);
        assert!(!run.stderr.contains("root:"), "{}", run.stderr);
        for style in ["../../a.csl", "/etc/passwd.csl", "nothing"] {
            book.write("book.toml", format!("{BOOK}[citations]\nstyle = \"{style}\"\n"));
            answers(&book, 1).says("SB012");
        }
    }

    #[test]
    fn a_chapter_of_five_megabytes() {
        for text in [
            "word ".repeat(1_000_000),
            "word word\n\n".repeat(450_000),
            "x".repeat(5_000_000),
        ] {
            answers(&Handbook::of_chapter(&text), 0);
        }
        let too_large = Handbook::of_chapter(&"x".repeat(17 * 1024 * 1024));
        answers(&too_large, 1).says("is larger than 16 MiB");
    }

    #[test]
    fn a_hundred_thousand_links() {
        let many = 100_000;
        let of = |links: String| {
            let book = Handbook::of_chapter(&links);
            book.write("content/trials/s.toml", TRIAL);
            book.write("content/references.bib", "@misc{w, title = {W}}");
            book
        };
        answers(&of("[a](trial:s) ".repeat(many)), 0);
        answers(&of("[a](sample.md) [@w] [](trial:s#name)\n\n".repeat(many / 3)), 0);
        // One line of faults, and a line for each.
        for (links, format) in [
            ("[a](trial:t) ".repeat(many), "human"),
            ("[a](trial:t) ".repeat(many), "short"),
            ("[a](trial:t)\n".repeat(many), "json"),
        ] {
            let run = of(links).run(&["check", "--quiet", "--format", format]).ended_with(1);
            assert!(run.took < SOON, "{format}: {:?}", run.took);
            assert!(
                (run.stdout + &run.stderr).matches("no trial has the id").count() == many,
                "{format}"
            );
        }
    }

    #[test]
    fn many_of_everything_else() {
        let many = 20_000;
        let footnotes: String = (0..many).map(|n| format!("[^{n}] ")).collect();
        let notes: String = (0..many).map(|n| format!("[^{n}]: n\n\n")).collect();
        answers(&Handbook::of_chapter(&format!("{footnotes}\n\n{notes}")), 0);
        answers(&Handbook::of_chapter(&"## A\n\n".repeat(many)), 0);
        answers(&Handbook::of_chapter(&format!("|a|\n|-|\n{}", "|1|\n".repeat(many))), 0);
        let fields: String = (0..many).map(|n| format!("x{n} = 1\n")).collect();
        answers(
            &Handbook::of(&[("content/trials/s.toml", format!("{TRIAL}{fields}"))]),
            1,
        );
        answers(&Handbook::of(&[("content/trials/s.toml", "= \n".repeat(many))]), 1);
        answers(
            &Handbook::of(&[("content/SUMMARY.md", "- [S](chapters/s.md)\n".repeat(many))]),
            1,
        );
        let works: String = (0..1000)
            .map(|n| format!("@misc{{w{n}, title = {{T {n}}}}}\n"))
            .collect();
        answers(&Handbook::of(&[("content/references.bib", works)]), 0);
        let records: Vec<(String, String)> = (0..1000)
            .map(|n| {
                (
                    format!("content/trials/t{n}.toml"),
                    format!("name = \"T {n}\"\ndesign = \"randomised\"\n"),
                )
            })
            .collect();
        let records: Vec<(&str, &str)> = records
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        answers(&Handbook::of(&records), 0);
    }
}
