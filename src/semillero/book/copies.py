"""What a page gives to take along: the participants' copy of its notebook, and the blank forms of its
tools."""

import functools
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import ClearOutputPreprocessor, TagRemovePreprocessor
from nbformat import NotebookNode
from sphinx.application import Sphinx
from traitlets.config import Config

from .. import catalogues
from ..copies.plain import Plain
from ..copies.working import rewritten
from ..languages import beside
from ..paper import forms
from .place import DOWNLOADS, FORMS
from .words import words

SHEET = re.compile(r'\bsheet\("(\w+)"')


def copy_of(path: Path) -> NotebookNode:
    """The participants' copy of the notebook ``path``: no cell tagged solution, no output."""
    notebook = nbformat.read(path, as_version=4)
    config = Config(TagRemovePreprocessor={"remove_cell_tags": ("solution",), "enabled": True})
    notebook, _ = TagRemovePreprocessor(config=config).preprocess(notebook, {})
    notebook, _ = ClearOutputPreprocessor().preprocess(notebook, {})
    return notebook


def alone(app: Sphinx, path: Path, docname: str, title: Callable[[str], str]) -> NotebookNode:
    """The participants' copy of the notebook ``path``, the page ``docname``, as plain Markdown. Nothing
    stands beside what somebody has taken along: other pages are named by ``title(docname)``, not linked."""
    read: dict[str, Any] = app.semillero  # type: ignore[attr-defined]  # of ``directives.load``
    data = read["course"], read["glossary"], read["sources"]
    return rewritten(copy_of(path), docname, Plain(app.config.language, *data, lambda *_: None, title))


def copy_name(docname: str, lang: str) -> str:
    """The file name of a copy: where it comes from and its language."""
    return "-".join(docname.split("/")[1:]) + f".{lang}.ipynb"


def tools_of(path: Path) -> list[str]:
    """The tools whose sheets a notebook shows, in order."""
    return list(dict.fromkeys(SHEET.findall(Path(path).read_text(encoding="utf-8").replace('\\"', '"'))))


def planned(app: Sphinx, pagename: str) -> list[tuple[str, str, str, Callable[[Path], Any]]]:
    """What a page offers: ``(label, folder below the edition, file name, function that writes it into a
    folder)``."""
    if pagename not in app.env.found_docs:
        return []
    source = Path(app.env.doc2path(pagename))
    if source.suffix != ".ipynb":
        return []
    lang = app.config.language
    say = words(lang)
    name = copy_name(pagename, lang)
    titles = app.env.titles

    def write(folder: Path) -> None:
        made = alone(app, source, pagename, lambda page: titles[page].astext())
        nbformat.write(made, folder / name)

    files: list[tuple[str, str, str, Callable[[Path], Any]]] = [
        (say("download.notebook"), DOWNLOADS, name, write)
    ]
    for tool in tools_of(source):
        title = catalogues.words(lang, tool)("title")
        for edition in (lang, beside(lang)):
            both = edition != lang
            label, place = ("download.form.both", FORMS) if both else ("download.form.one", DOWNLOADS)
            for paper in forms.PAPERS:
                form = functools.partial(write_form, tool, edition, paper)
                files.append(
                    (
                        say(label, title=title, paper=say("paper." + paper)),
                        place,
                        forms.name(tool, edition, paper),
                        form,
                    )
                )
    return files


@functools.cache
def write_form(tool: str, edition: str, paper: str, folder: Path) -> Path:
    """Write a blank form; once a build, since several pages offer it."""
    return forms.write(tool, folder, edition, paper)


def downloads(app: Sphinx, pagename: str) -> set[str]:
    """The files that a page offers, as paths below the edition."""
    return {f"{place}/{name}" for _, place, name, _ in planned(app, pagename)}


def offered(app: Sphinx, pagename: str) -> list[tuple[str, str]]:
    """The downloads of a page as ``(label, address relative to the page)``; written as they are named."""
    links = []
    for label, place, name, write in planned(app, pagename):
        folder = Path(os.path.normpath(Path(app.outdir, place)))
        folder.mkdir(parents=True, exist_ok=True)
        write(folder)
        links.append((label, f"{'../' * pagename.count('/')}{place}/{name}"))
    return links
