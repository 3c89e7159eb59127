"""All editions, side by side, into one site that any static host or a USB stick can hold."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from .. import locks
from ..camp import Camp
from ..errors import Refused
from ..languages import FIRST, WHOLE, language
from ..progress import shown
from . import place
from .editions import editions
from .fresh import PACKAGE, made_of
from .kernels import kernels
from .place import DOWNLOADS, FORMS, POLICY, SHARED
from .words import words

UNCHANGED = "Nothing has changed since the last build."
SOME = "Building {}; in the other editions nothing has changed."
ALL = "Building the editions {} side by side. The first time takes some minutes."
WAITS = "Another build is at work in this folder. This one waits until it is done; Ctrl-C ends it."
BESIDE = (FORMS, SHARED)  # folders for all editions, beside theirs
# How Sphinx names each page as it comes to it
PAGE = re.compile(r"(reading|writing)[^\[]*\[ *(\d+)%\] *(\S+)")
COLOURS = re.compile(r"\x1b\[[\d;]*[A-Za-z]")


def build(root: Path, out: Path | None = None, echo: Callable[[str], object] = print) -> Path:
    """Build all editions of the course in ``root`` into ``out`` (``_build/site``); return that folder.

    Raises ``Refused`` where ``out`` is not ours to write to, with what Sphinx said where an edition does not
    build cleanly, and where the disk is full.
    """
    root = Path(root).resolve()
    missing = [
        name
        for lang in WHOLE
        for name in (language(lang).config, language(lang).toc)
        if not (root / name).is_file()
    ]
    if missing:
        raise Refused(
            f"{root} holds no course: {', '.join(missing)} not found. Run this in the folder that you cloned."
        )
    own = root / "_build" / "site"
    out = Path(out) if out else own
    try:
        with alone(root, echo):
            wrote = place.claim(out, out.resolve() == own)
            changed = [lang for lang in editions(root) if stamp(root, lang) != kept_stamp(root, lang)]
            told = SOME if len(changed) < len(editions(root)) else ALL
            echo(told.format(", ".join(changed)) if changed else UNCHANGED)
            if changed:
                make(root, changed)
            place.fill(out, site(root), wrote)
            write_copies(root)
    except FileNotFoundError:
        raise  # no room and no rights are theirs to give; what is missing in the middle of a build is a fault
    except OSError as error:
        where = error.filename2 or error.filename or out
        raise Refused(
            f"{where}: {error.strerror or error}. The site is not whole: make room, and see that you may"
            " write there."
        ) from error
    return out


@contextlib.contextmanager
def alone(root: Path, echo: Callable[[str], object]) -> Iterator[None]:
    """Wait until no other build is at work in ``root``; where the disk knows no locks, trust that none is."""
    (root / "_build").mkdir(exist_ok=True)
    lock = None
    with contextlib.suppress(locks.Unknown):
        lock = locks.take(root / "_build" / "in-use")
        if lock is None:
            echo(WAITS)
        while lock is None:
            time.sleep(0.2)
            lock = locks.take(root / "_build" / "in-use")
    with lock or contextlib.nullcontext():
        yield


def site(root: Path) -> dict[str, str | Path]:
    """The whole site: the name of each file, with its text or the path of the file that it is a copy of."""
    found: dict[str, str | Path] = {
        "index.html": start_page(editions(root)),
        "start.css": PACKAGE / "book" / "theme" / "semillero" / "static" / "start.css",
    }
    for lang in editions(root):
        made = pages(root, lang)
        for path in sorted(made.rglob("*")):
            if path.is_file() and "_sources" not in path.parts:
                found[f"{lang}/{path.relative_to(made).as_posix()}"] = path
        for shared in BESIDE:
            for path in sorted((made / shared).glob("*")):
                found[f"{(made / shared).resolve().name}/{path.name}"] = path
    return found


def pages(root: Path, lang: str) -> Path:
    """Where Jupyter Book puts the pages of an edition."""
    return root / "_build" / lang / "_build" / "html"


def stamp(root: Path, lang: str) -> str:
    """What an edition is made of, and what was made of it, as one text."""
    made = pages(root, lang)
    return made_of(root, lang, made, *(made / shared for shared in BESIDE))


def kept_stamp(root: Path, lang: str) -> str:
    """The stamp of the last build that went well, or nothing."""
    path = root / "_build" / lang / "made"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def make(root: Path, langs: Sequence[str]) -> None:
    """Build these editions side by side; each that builds cleanly keeps its stamp. Raises ``Refused``."""
    with Camp() as camp:
        running = {lang: start(root, lang, camp) for lang in langs}
        said = listen(running)
    for lang, process in running.items():
        if process.returncode:
            lines = [line for line in said[lang] if "WARNING" in line or "ERROR" in line or "rror:" in line]
            raise Refused(
                f"The edition {lang!r} did not build:\n" + "".join(lines or said[lang][-20:]).rstrip()
            )
        (root / "_build" / lang / "made").write_text(stamp(root, lang), encoding="utf-8")


def start(root: Path, lang: str, camp: Camp) -> subprocess.Popen[str]:
    """Start the build of one edition in a ``camp``; its output is kept for the case that it fails."""
    config, toc = language(lang).config, language(lang).toc
    command = [
        sys.executable,
        "-m",
        "semillero.book.jupyter",
        "build",
        ".",
        "-W",
        "--keep-going",
        "--config",
        config,
        "--toc",
        toc,
    ]
    command += ["--path-output", f"_build/{lang}"]
    environment = (
        os.environ
        | {"PYTHONWARNINGS": "ignore", "PYTHONUNBUFFERED": "1", "JUPYTER_PLATFORM_DIRS": "1"}
        | kernels(camp.folder)
    )
    return camp.start(
        command,
        environment,
        root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def listen(running: Mapping[str, subprocess.Popen[str]]) -> dict[str, list[str]]:
    """The lines that each process says until it ends, by edition; meanwhile it is shown at which page they
    are."""
    said: dict[str, list[str]] = {lang: [] for lang in running}
    ears = [
        threading.Thread(target=hear, args=(process, said[lang]), daemon=True)
        for lang, process in running.items()
    ]
    with shown(lambda: " · ".join(f"{lang}: {reached(lines)}" for lang, lines in said.items())):
        for ear in ears:
            ear.start()
        for ear in ears:
            ear.join()
    return said


def hear(process: subprocess.Popen[str], lines: list[str]) -> None:
    """Add to ``lines`` what a process says, without its colours, until it ends."""
    with process:
        for line in process.stdout or ():
            lines.append(COLOURS.sub("", line))


def reached(lines: list[str]) -> str:
    """The page that Sphinx named last, and how much of its work that is."""
    named = next((found for line in reversed(lines) if (found := PAGE.search(line))), None)
    return f"{named[1]} {named[2]} % {named[3]}" if named else "starting"


def start_page(langs: Sequence[str]) -> str:
    """The root page: two large links, each in its own language, and no redirect."""
    links = []
    for lang in langs:
        say = words(lang)
        text = f"<strong>{escape(say('start.name'))}</strong> {escape(say('start.line'))}"
        links.append(f'<a href="{lang}/index.html" lang="{lang}" hreflang="{lang}">{text}</a>')
    return (
        f'<!doctype html>\n<html lang="{FIRST.code}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="referrer"'
        ' content="no-referrer">'
        '<title>Semillero</title><link rel="stylesheet" href="start.css">'
        f'<link rel="icon" href="{FIRST.code}/_static/mark.svg" type="image/svg+xml"></head>\n'
        f"<body><main><h1>Semillero</h1>{''.join(links)}</main></body>\n</html>\n"
    )


def write_copies(root: Path) -> None:
    """The participants' copies of all notebooks, also in ``_build/copies``, where the tests run them."""
    for lang in editions(root):
        folder = root / "_build" / "copies" / lang
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for path in (pages(root, lang) / DOWNLOADS).glob("*.ipynb"):
            shutil.copyfile(path, folder / path.name)
