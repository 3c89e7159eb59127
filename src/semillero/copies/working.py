"""The working copies that the safe Lab opens: a folder for each language, with every page of the course as
plain Markdown or as a notebook, and a first page that leads to all of them.
"""

import contextlib
import json
import os
import shutil
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.sign import NotebookNotary

from ..catalogues import catalogue
from ..course.model import load_course, load_glossary, load_sources
from ..course.page import FOLDERS as PARTS
from ..course.page import Page, edition, read_page
from ..errors import Refused
from ..kit.words import Words
from ..languages import LANGUAGES, TABLE
from ..toolbox import in_order
from ..web.styles import lab_style
from .plain import Plain
from .still import fill, sheets

FOLDERS = {one.code: one.endonym for one in TABLE}
FIRST = {one.code: one.welcome for one in TABLE}
BLANK = {"semillero": "blank"}  # marks an output that nobody typed into: it may stay in a notebook
BESIDE = ("curriculum/how-to-use", "curriculum/glossary", "curriculum/sources", "curriculum/privacy")


def write(root: Path, work: Path, trust: Path) -> None:
    """Write the copies of the course in ``root`` into the folder ``work``; what Jupyter needs to trust our
    notebooks, into ``trust``.

    Raises Refused where ``root`` holds no notebooks, and CourseError where a page or a file of the course is
    wrong.
    """
    pages = found(root)
    if not any(name.endswith(".ipynb") for name in pages):
        raise Refused(f"{root} holds no notebooks. Run this in the folder that you cloned.")
    course, sources = load_course(root), load_sources(root)
    glossary, notary = load_glossary(root), NotebookNotary(data_dir=str(trust))
    for lang in LANGUAGES:
        own = edition(pages, lang)
        titles = {docname: title(read_page(root, name)) for docname, name in own.items()}

        def leads(page: str, target: str, own: dict[str, str] = own) -> str | None:
            there = own.get(target) or (target if (root / target).is_file() else None)
            return there and relative(there, page)

        plain = Plain(lang, course, glossary, sources, leads, titles.__getitem__)
        for docname, name in own.items():
            copy(root / name, work / FOLDERS[lang] / name, docname, plain, notary)
        for name in pictures(root):
            shutil.copyfile(root / name, made(work / FOLDERS[lang] / name))
        (work / FOLDERS[lang] / FIRST[lang]).write_text(welcome(plain, own), encoding="utf-8")


def found(root: Path) -> list[str]:
    """The pages of the course in ``root``, as paths from there."""
    paths = [path for part in PARTS for path in sorted((root / part).rglob("*.*"))]
    return [
        path.relative_to(root).as_posix()
        for path in paths
        if path.suffix in (".md", ".ipynb") and ".ipynb_checkpoints" not in path.parts
    ]


def pictures(root: Path) -> list[str]:
    """The drawings that pages show."""
    return [path.relative_to(root).as_posix() for part in PARTS for path in (root / part).rglob("*.svg")]


def title(page: Page) -> str:
    """The first heading of a page."""
    return next((text for cell in page.cells for _, text in cell.scan.headings), page.docname)


def relative(path: str, page: str) -> str:
    """The address of ``path`` from the page ``page``, both from the root."""
    return PurePosixPath(os.path.relpath(path, PurePosixPath(page).parent)).as_posix()


def made(path: Path) -> Path:
    """``path``, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def copy(source: Path, target: Path, docname: str, plain: Plain, notary: NotebookNotary) -> None:
    """Write a page as plain Markdown, or as a notebook of it whose sheets can be seen: signed, for Jupyter
    takes the look off what it does not trust."""
    if source.suffix == ".md":
        text = "\n\n".join(plain.page(docname, [cell.source for cell in _read(source).cells]))
        made(target).write_text(text.strip() + "\n", encoding="utf-8")
        return
    notebook = rewritten(nbformat.read(source, as_version=4), docname, plain)
    fill(sheets(notebook), lambda html, place: asleep(html, place, plain.say), BLANK)
    notary.sign(notebook)
    nbformat.write(notebook, made(target))


def as_kept(model: dict[str, Any], **more: Any) -> None:
    """What Jupyter saves of a page: what was written, never what came out of it. Its sheets fall back to
    their blank form, made anew, so that nothing that was typed into one can stay in it."""
    if model["type"] != "notebook" or not model["content"]:
        return
    notebook = nbformat.reads(json.dumps(model["content"]), as_version=4)
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    found = sheets(notebook)
    with contextlib.suppress(Refused):  # of a tool or a language that somebody wrote and that is not there
        lang = found[0][1][2] if found else LANGUAGES[0]
        say = Words(lang, catalogue(lang, "site"))
        fill(found, lambda html, place: asleep(html, place, say), BLANK)
    model["content"] = notebook


def _read(source: Path) -> Page:
    return read_page(source.parent, source.name)


def rewritten(notebook: NotebookNode, docname: str, plain: Plain) -> NotebookNode:
    """``notebook`` with its Markdown made plain, and a last cell with its sources where it cites any."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    texts = plain.page(docname, [cell.source for cell in cells])
    for cell, text in zip(cells, texts):
        cell.source = text
    if len(texts) > len(cells):
        notebook.cells.append(nbformat.v4.new_markdown_cell(texts[-1], id="sources-of-this-page"))
    return notebook


def asleep(html: str, place: int, say: Words) -> str:
    """A sheet that shows and does nothing yet, and how to wake it; the first of a page brings the look of
    all."""
    dress = f"<style>{lab_style()}</style>" if place == 1 else ""
    return f"{dress}<p><strong>{say('copies.wake')}</strong></p><div inert>{html}</div>"


def welcome(plain: Plain, own: dict[str, str]) -> str:
    """The first page: how it works here, and the course in order."""
    say, here = plain.say, "first"
    beside = [f"- {plain.link(here, page, plain.title(page))}" for page in BESIDE if page in own]
    workbook = [name for name in (f"exercises/workbook/{id}" for id in in_order()) if name in own]
    labs = [name for name in own if name.rpartition("/")[2].startswith("lab")]
    steps = [
        f"{number}. {say('copies.step.' + name)}" for number, name in enumerate(("open", "run", "keep"), 1)
    ]
    lists = [
        [f"- {plain.link(here, name, plain.title(name))}" for name in names] for names in (workbook, labs)
    ]
    blocks = [
        f"# {plain.text(plain.course.title)}",
        say("copies.lead"),
        "\n".join(steps),
        f"## {say('copies.order')}",
        plain.map(here),
        f"## {say('copies.workbook')}",
        "\n".join(lists[0]),
        f"## {say('copies.labs')}",
        "\n".join(lists[1]),
        f"## {say('copies.beside')}",
        "\n".join(beside),
    ]
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"
