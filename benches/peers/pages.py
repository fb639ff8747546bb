"""Gives the text of a built handbook to other generators, so that all show the same content.

    sourcebook build --dest-dir BOOK
    python3 benches/peers/pages.py BOOK DIR
    node tests/browser/peers.mjs DIR

In DIR it makes `sourcebook` (a copy), and with what is installed `mdbook`, `material`, `material-offline` and `sphinx`, each
with its pages in `site`. Needs `pip install markdownify mkdocs-material sphinx furo myst-parser sphinx-needs` and
`cargo install mdbook`; what is missing is left out, and said.

What the others cannot have of a page is left out of theirs: drawings (their tables of data stay), the notes of where each
value was read (the list of sources stays) and the links to a place within a page. So their pages are lighter than ours for the
same text, which is to be kept in mind when weights are compared.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

from bs4 import BeautifulSoup
from markdownify import markdownify

NOT_CONTENT = ".on-page, .drawing, .files, .file, .table-tools, .letters, .to-print, sup.copy, script"


def main(book, to):
    pages = {path.relative_to(book).as_posix(): path for path in sorted(book.rglob("*.html"))}
    for apart in ("404.html", "offline.html"):
        pages.pop(apart, None)
    written = {path: page(path, file.read_text(), pages) for path, file in pages.items()}
    order = reading_order((book / "index.html").read_text(), written)
    to.mkdir(parents=True)
    shutil.copytree(book, to / "sourcebook" / "site")
    mdbook(to / "mdbook", written, order)
    material(to / "material", written, order, "[search]")
    material(to / "material-offline", written, order, "[search, offline, privacy]")
    sphinx(to / "sphinx", written, order)


def page(path, html, pages):
    """The title of a page, its text as Markdown, and the pages that it leads to."""
    soup = BeautifulSoup(html, "html.parser")
    title = soup.h1.get_text() if soup.h1 else soup.title.get_text()
    article = soup.article
    for other in article.select(NOT_CONTENT):
        other.decompose()
    for mark in article.select("a.mark"):
        mark.decompose()
    for caption in article.select("caption"):
        caption.decompose()
    for fact in article.select("dl.facts > div"):
        label, value = fact.dt, fact.dd
        label.name, value.name, fact.name = "strong", "span", "li"
        label.append(": ")
    for facts in article.select("dl.facts"):
        facts.name = "ul"
    led = []
    for link in article.select("a[href]"):
        target = link["href"]
        if re.match(r"[a-z]+:", target):
            continue
        target = os.path.normpath(os.path.join(os.path.dirname(path), target.split("#")[0])) if not target.startswith("#") else ""
        if target in pages:
            led.append(target)
            link["href"] = os.path.relpath(target, os.path.dirname(path) or ".").removesuffix(".html") + ".md"
            link.attrs.pop("title", None)
        else:
            link.unwrap()
    # A cell of a Markdown table is one line.
    for cell in article.select("td ul, td p, th p"):
        cell.unwrap()
    text = markdownify(str(article), heading_style="ATX", bullets="-")
    text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    if not re.search(r"^# ", text, re.M):
        text = f"# {title}\n\n{text}"
    return {"title": " ".join(title.split()), "text": text, "leads": led}


def reading_order(html, written):
    """The pages under the headings under which our own contents have them; a list has its records below it."""
    nav = BeautifulSoup(html, "html.parser").select_one("#page_nav")
    top = [link["href"].split("#")[0] for link in nav.select("a[href]")]
    top = [path for path in dict.fromkeys(top) if path in written and path != "index.html"]
    order, seen = [], set(top) | {"index.html"}
    for path in top:
        folder = os.path.dirname(path)
        below = []
        if path.endswith("/index.html"):
            below = [other for other in written if os.path.dirname(other) == folder and other not in seen]
        seen.update(below)
        order.append((path, below))
    order += [(path, []) for path in written if path not in seen]
    return order


def write(folder, written):
    for path, page in written.items():
        file = folder / (path.removesuffix(".html") + ".md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page["text"])


def md(path):
    return path.removesuffix(".html") + ".md"


def run(name, folder, *command):
    program = shutil.which(command[0]) or shutil.which(command[0], path=os.path.dirname(sys.executable))
    if not program:
        print(f"{name}: left out, there is no {command[0]}", file=sys.stderr)
        shutil.rmtree(folder)
        return
    done = subprocess.run([program, *command[1:]], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name}: {done.stderr[-3000:]}")


def mdbook(folder, written, order):
    write(folder / "src", written)
    lines = ["# Summary", "", f"[{written['index.html']['title']}](index.md)", ""]
    for path, below in order:
        lines.append(f"- [{plain(written[path]['title'])}]({md(path)})")
        lines += [f"  - [{plain(written[other]['title'])}]({md(other)})" for other in below]
    (folder / "src" / "SUMMARY.md").write_text("\n".join(lines) + "\n")
    (folder / "book.toml").write_text('[book]\ntitle = "Handbook"\nlanguage = "en"\n[build]\nbuild-dir = "site"\n')
    run("mdbook", folder, "mdbook", "build")


def material(folder, written, order, plugins):
    write(folder / "docs", written)
    lines = ["site_name: Handbook", "site_url: ''", "theme:", "  name: material", "  features: [navigation.indexes, navigation.footer]"]
    # As its documentation has it for both colour schemes.
    lines += ["  palette:", '  - {media: "(prefers-color-scheme: light)", scheme: default}', '  - {media: "(prefers-color-scheme: dark)", scheme: slate}']
    lines += [f"plugins: {plugins}", "markdown_extensions: [tables, sane_lists]", "nav:", "- index.md"]
    for path, below in order:
        if not below:
            lines.append(f"- {md(path)}")
            continue
        lines += [f"- {quoted(written[path]['title'])}:", f"  - {md(path)}"]
        lines += [f"  - {md(other)}" for other in below]
    (folder / "mkdocs.yml").write_text("\n".join(lines) + "\n")
    run(folder.name, folder, "mkdocs", "build", "--quiet")


def sphinx(folder, written, order):
    write(folder, {path: page | {"text": with_need(path, page, written)} for path, page in written.items()})
    toctree = lambda paths: "\n```{toctree}\n:hidden:\n\n" + "\n".join(path.removesuffix(".html") for path in paths) + "\n```\n"
    for path, below in [("index.html", [path for path, _ in order]), *order]:
        if below:
            file = folder / md(path)
            file.write_text(file.read_text() + toctree(below))
    (folder / "conf.py").write_text(
        'project = "Handbook"\nlanguage = "en"\nhtml_theme = "furo"\nextensions = ["myst_parser", "sphinx_needs"]\n'
        'needs_id_regex = "^[A-Z0-9_]+"\nneeds_types = [dict(directive="record", title="Record", prefix="", color="#fff", style="node")]\n'
        'suppress_warnings = ["myst.xref_missing", "myst.header"]\n'
    )
    run("sphinx", folder, "sphinx-build", "-q", "-b", "html", ".", "site")


def need(path):
    return re.sub(r"[^A-Z0-9]+", "_", path.removesuffix(".html").upper())


def with_need(path, page, written):
    """A record as a need of Sphinx-Needs, with its links, so that both directions are shown."""
    is_record = lambda other: other in written and "/" in other and not re.search(r"/index\.html$|^(a-z|chapters)/", other)
    if not is_record(path):
        return page["text"]
    links = ", ".join(dict.fromkeys(need(other) for other in page["leads"] if is_record(other) and other != path))
    head, _, rest = page["text"].partition("\n")
    while not head.startswith("# "):
        head, _, rest = rest.partition("\n")
    options = f":links: {links}\n" if links else ""
    return f"{head}\n\n```{{record}} {page['title']}\n:id: {need(path)}\n{options}```\n{rest}"


def plain(title):
    return title.replace("[", "(").replace("]", ")")


def quoted(title):
    return '"' + title.replace('"', "'") + '"'


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).absolute())
