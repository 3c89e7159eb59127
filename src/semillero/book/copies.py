"""What a page gives to take along: the participants' copy of its notebook, and the blank forms of its
tools."""

import functools
import os
import re
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ClearOutputPreprocessor, TagRemovePreprocessor
from traitlets.config import Config

from .. import catalogues
from ..copies.plain import Plain
from ..copies.working import rewritten
from ..paper import forms
from .words import words

DOWNLOADS = "_downloads"
FORMS = "../forms"  # in both languages side by side: one folder for all editions, beside theirs
SHEET = re.compile(r'\bsheet\("(\w+)"')


def copy_of(path):
    """The participants' copy of the notebook ``path``: no cell tagged solution, no output."""
    notebook = nbformat.read(path, as_version=4)
    config = Config(TagRemovePreprocessor={"remove_cell_tags": ("solution",), "enabled": True})
    notebook, _ = TagRemovePreprocessor(config=config).preprocess(notebook, {})
    notebook, _ = ClearOutputPreprocessor().preprocess(notebook, {})
    return notebook


def alone(app, path, docname, title):
    """The participants' copy of the notebook ``path``, the page ``docname``, as plain Markdown. Nothing
    stands beside what somebody has taken along: other pages are named by ``title(docname)``, not linked."""
    data = (app.semillero[name] for name in ("course", "glossary", "sources"))
    return rewritten(
        copy_of(path), docname, Plain(app.config.language, *data, leads=lambda *_: None, title=title)
    )


def copy_name(docname, lang):
    """The file name of a copy: where it comes from and its language."""
    return "-".join(docname.split("/")[1:]) + f".{lang}.ipynb"


def tools_of(path):
    """The tools whose sheets a notebook shows, in order."""
    return list(dict.fromkeys(SHEET.findall(Path(path).read_text(encoding="utf-8").replace('\\"', '"'))))


def planned(app, pagename):
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

    def write(folder):
        made = alone(app, source, pagename, lambda page: titles[page].astext())
        nbformat.write(made, folder / name)

    files = [(say("download.notebook"), DOWNLOADS, name, write)]
    for tool in tools_of(source):
        title = catalogues.words(lang, tool)("title")
        for edition in (lang, "both"):
            both = edition == "both"
            label, place = ("download.form.both", FORMS) if both else ("download.form.one", DOWNLOADS)
            for paper in forms.PAPERS:
                form = functools.partial(forms.write, tool, edition=edition, paper=paper)
                files.append(
                    (
                        say(label, title=title, paper=say("paper." + paper)),
                        place,
                        forms.name(tool, edition, paper),
                        form,
                    )
                )
    return files


def downloads(app, pagename):
    """The files that a page offers, as paths below the edition."""
    return {f"{place}/{name}" for _, place, name, _ in planned(app, pagename)}


def offered(app, pagename):
    """The downloads of a page as ``(label, address relative to the page)``; written as they are named."""
    links = []
    for label, place, name, write in planned(app, pagename):
        folder = Path(os.path.normpath(Path(app.outdir, place)))
        folder.mkdir(parents=True, exist_ok=True)
        write(folder)
        links.append((label, f"{'../' * pagename.count('/')}{place}/{name}"))
    return links
