"""Slim, strict pages: no script or style but our own files, tables that scroll, files to take along."""

import itertools
import os
import re
import shutil
from pathlib import Path
from typing import Any

from docutils.nodes import document
from sphinx.application import Sphinx

from ..web import assemble
from . import licences
from .copies import downloads, offered
from .licences import FONTS
from .place import DOWNLOADS, FORMS, POLICY, SHARED
from .words import words

FONT = FONTS + "/files/bricolage-grotesque-latin-700-normal.woff2"
STATIC = Path(__file__).parent / "theme" / "semillero" / "static"

# Only the sheets' own data scripts, which hold JSON, may stay in a page.
SCRIPT = re.compile(r"<script(?![^>]*\sdata-(?:words|blank|sample|result))[^>]*>.*?</script>", re.S)
STYLE = re.compile(r"<style[^>]*>.*?</style>", re.S)
STYLE_ATTRIBUTE = re.compile(r'(<[^>]*?)\s(?:style|border|align|valign)="[^"]*"')
PRE = re.compile(r"<pre\b(?![^>]*tabindex)")
EMPTY_HEAD = re.compile(r"<th\b[^>]*>\s*(?:<p>\s*</p>)?\s*</th>")
DATAFRAME = re.compile(r'<table[^>]*class="[^"]*dataframe[^"]*"[^>]*>.*?</table>', re.S)
DOCUTILS_TABLE = re.compile(r'<table class="(?:table|docutils)[^"]*"[^>]*>.*?</table>', re.S)


def setup(app: Sphinx) -> None:
    """Clean each page as it is written, then put our files beside them."""
    app.connect("html-page-context", clean, priority=900)
    app.connect("build-finished", write_files)


def clean(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Make the page's HTML fit a strict content policy, and tell the template what the page needs."""
    say = words(app.config.language)
    body = SCRIPT.sub("", STYLE.sub("", context.get("body", "")))
    while STYLE_ATTRIBUTE.search(body):
        body = STYLE_ATTRIBUTE.sub(r"\1", body)
    number = itertools.count(1)
    body = DATAFRAME.sub(lambda match: scrolling(match[0], say("table.data", number=next(number))), body)
    body = DOCUTILS_TABLE.sub(
        lambda match: scrolling(plain_table(match[0]), say("table.plain", number=next(number))), body
    )
    body = PRE.sub('<pre tabindex="0"', body)
    context["body"] = dropdowns(body)
    context["say"] = say
    context["policy"] = POLICY
    context["has_sheet"] = "data-sheet=" in body or "data-plan-view" in body
    context["has_answers"] = context["body"] != body
    context["offered"] = offered(app, pagename)


def plain_table(table: str) -> str:
    """A table of the text; the empty corner over its first column is no header."""
    return EMPTY_HEAD.sub("<td></td>", table)


def scrolling(table: str, label: str) -> str:
    """A table that scrolls by itself on a narrow screen."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">{table}</div>'


CLASSES = r'[^"]*\bdropdown\b[^"]*admonition|[^"]*admonition[^"]*\bdropdown\b[^"]*'
ADMONITION = re.compile(rf'<div class="({CLASSES})">\s*<p class="admonition-title">(.*?)</p>', re.S)


def dropdowns(body: str) -> str:
    """Admonitions of the class dropdown, answers all, as <details>: they open without a script. Paper has
    them only when the trainer asks (print.js)."""
    out, start = [], 0
    while match := ADMONITION.search(body, start):
        end = closing(body, match.start())
        inner = dropdowns(body[match.end() : end])
        out += [
            body[start : match.start()],
            f'<details class="{match[1]}"><summary>{match[2]}</summary>{inner}</details>',
        ]
        start = end + len("</div>")
    return "".join(out) + body[start:]


def closing(body: str, start: int) -> int:
    """Where the <div> that begins at ``start`` is closed."""
    depth = 0
    for match in re.finditer(r"<(/?)div\b", body[start:]):
        depth += -1 if match[1] else 1
        if depth == 0:
            return start + match.start()
    return len(body)


def write_files(app: Sphinx, error: Exception | None) -> None:
    """The sheets' scripts and style, and nothing that Jupyter Book's own extensions left in ``_static``."""
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    keep = {
        "licences.txt",
        "language_data.js",
        "semillero",
        "display.woff2",
        *(path.name for path in STATIC.iterdir()),
    }
    for path in static.iterdir() if static.is_dir() else ():
        if path.name not in keep:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in STATIC.iterdir():  # Sphinx copies them only when a page was written
        if path.suffix != ".jinja":
            shutil.copyfile(path, static / path.name)
    forget_stale(app)
    assemble.write_static(static / "semillero", app.config.language, app.srcdir)
    assemble.write_shared(Path(os.path.normpath(Path(app.outdir, SHARED))))
    shutil.copyfile(assemble.find_package(FONT, app.srcdir), static / "display.woff2")
    (static / "licences.txt").write_text(licences.text(app.srcdir), encoding="utf-8")
    write_index(app)
    for extra in ("_sphinx_design_static", "genindex.html", "objects.inv", ".buildinfo", "_panels_static"):
        path = Path(app.outdir) / extra
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def forget_stale(app: Sphinx) -> None:
    """Pages and downloads of notebooks that are gone: Sphinx leaves them lying."""
    out = Path(app.outdir)
    pages = {out / app.builder.get_target_uri(name) for name in [*app.env.found_docs, "search"]} | {
        out / "index.html"
    }
    for path in out.rglob("*.html"):
        if path not in pages:
            path.unlink()
    names = set()
    for name in app.env.found_docs:
        names |= downloads(app, name)
    for place in (DOWNLOADS, FORMS):
        for path in (out / place).glob("*"):
            if f"{place}/{path.name}" not in names:
                path.unlink()


def write_index(app: Sphinx) -> None:
    """``index.html`` of an edition leads to its landing page: a link, and a refresh for those who do not
    wait."""
    root = app.builder.get_target_uri(app.config.root_doc)
    name = words(app.config.language)("start.name")
    page = (
        f'<!doctype html><html lang="{app.config.language}"><head><meta charset="utf-8"><meta name="viewport"'
        ' content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><meta'
        f' http-equiv="Content-Security-Policy" content="{POLICY}"><title>Semillero</title><link rel="icon"'
        ' href="_static/mark.svg" type="image/svg+xml"><meta http-equiv="refresh" content="0;'
        f' url={root}"></head><body><main><h1><a href="{root}">{name}</a></h1></main></body></html>'
    )
    (Path(app.outdir) / "index.html").write_text(page, encoding="utf-8")
