"""Both editions, side by side, into one site that any static host or a USB stick can hold."""
import filecmp
import os
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

import nbformat

from ..desk import HERE as PACKAGE
from ..desk import LANGUAGES, Refused
from .copies import copy_name, copy_of
from .fresh import made_of
from .kernels import kernels
from .pages import POLICY
from .words import words

SAID = (
    "Nothing has changed since the last build.",
    "Building the edition {!r}; in the other nothing has changed.",
    "Building the English and the Spanish edition side by side. The first time takes about a minute.",
)
CONFIGS = {"en": ("_config.yml", "_toc.yml"), "es": ("_config.es.yml", "_toc.es.yml")}


def build(root, out=None, echo=print):
    """Build both editions of the course in ``root`` into ``out`` (``_build/site``); return that folder.

    Raises ``Refused`` with what Sphinx said where an edition does not build cleanly.
    """
    root = Path(root).resolve()
    missing = [name for pair in CONFIGS.values() for name in pair if not (root / name).is_file()]
    if missing:
        raise Refused(f"{root} holds no course: {', '.join(missing)} not found. Run this in the folder that you cloned.")
    out = Path(out) if out else root / "_build" / "site"
    changed = [lang for lang in LANGUAGES if stamp(root, lang) != kept_stamp(root, lang)]
    echo(SAID[len(changed)].format(*changed))
    if changed:
        make(root, changed)
    for lang in LANGUAGES:
        mirror(pages(root, lang), out / lang)
    (out / "index.html").write_text(start_page(), encoding="utf-8")
    shutil.copyfile(PACKAGE / "book" / "theme" / "semillero" / "static" / "start.css", out / "start.css")
    write_copies(root)
    return out


def pages(root, lang):
    """Where Jupyter Book puts the pages of an edition."""
    return root / "_build" / lang / "_build" / "html"


def stamp(root, lang):
    """What an edition is made of, and what was made of it, as one text."""
    return made_of(root, lang, pages(root, lang))


def kept_stamp(root, lang):
    """The stamp of the last build that went well, or nothing."""
    path = root / "_build" / lang / "made"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def make(root, editions):
    """Build these editions side by side; each that builds cleanly keeps its stamp. Raises ``Refused``."""
    with kernels() as environment:
        running = {lang: start(root, lang, environment) for lang in editions}
        said = {lang: process.communicate()[0] for lang, process in running.items()}
    for lang, process in running.items():
        if process.returncode:
            lines = [line for line in said[lang].splitlines() if "WARNING" in line or "ERROR" in line or "rror:" in line]
            raise Refused(f"The edition {lang!r} did not build:\n" + "\n".join(lines or said[lang].splitlines()[-20:]))
        (root / "_build" / lang / "made").write_text(stamp(root, lang), encoding="utf-8")


def start(root, lang, more):
    """Start the build of one edition, with ``more`` in its environment; its output is kept for the case that it fails."""
    config, toc = CONFIGS[lang]
    command = [sys.executable, "-m", "semillero.book.jupyter", "build", ".", "-W", "--keep-going", "--config", config, "--toc", toc]
    command += ["--path-output", f"_build/{lang}"]
    environment = os.environ | {"PYTHONWARNINGS": "ignore", "JUPYTER_PLATFORM_DIRS": "1"} | more
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )


def mirror(source, target):
    """Make ``target`` the same as ``source``, touching only what differs."""
    names = {path.relative_to(source) for path in source.rglob("*") if path.is_file() and "_sources" not in path.parts}
    for path in list(target.rglob("*")) if target.is_dir() else []:
        if path.is_file() and path.relative_to(target) not in names:
            path.unlink()
    for name in names:
        new = target / name
        if not new.is_file() or not filecmp.cmp(source / name, new, shallow=False):
            new.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, new)


def start_page():
    """The root page: two large links, each in its own language, and no redirect."""
    links = []
    for lang in LANGUAGES:
        say = words(lang)
        text = f"<strong>{escape(say('start.name'))}</strong> {escape(say('start.line'))}"
        links.append(f'<a href="{lang}/index.html" lang="{lang}" hreflang="{lang}">{text}</a>')
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="referrer" content="no-referrer">'
        '<title>Semillero</title><link rel="stylesheet" href="start.css">'
        '<link rel="icon" href="en/_static/mark.svg" type="image/svg+xml"></head>\n'
        f'<body><main><h1>Semillero</h1>{"".join(links)}</main></body>\n</html>\n'
    )


def write_copies(root):
    """The participants' copies of all notebooks, also in ``_build/copies``, where the tests run them."""
    for lang in LANGUAGES:
        folder = root / "_build" / "copies" / lang
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        suffix = ".es.ipynb" if lang == "es" else ".ipynb"
        for part in ("modules", "exercises"):
            for path in sorted((root / part).rglob("*" + suffix)):
                if lang == "en" and path.name.endswith(".es.ipynb"):
                    continue
                docname = path.relative_to(root).as_posix().removesuffix(suffix)
                nbformat.write(copy_of(path), folder / copy_name(docname, lang))
