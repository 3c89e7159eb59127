"""The folder of a built site: empty or made by us, and in it we replace and delete only what we wrote.

A small text in it, in both languages, says so and lists every file that the last build wrote.
"""

import filecmp
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from .. import files
from ..errors import Refused
from ..languages import WHOLE
from .words import words

# Folders as an edition sees them
DOWNLOADS = "_downloads"
FORMS = "../forms"  # in both languages side by side: one folder for all editions, beside theirs
SHARED = "../shared"  # what sheets read and count with: the same in all editions, and beside them too
# What every page may load and run: files of the site alone
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
)
MARKER = "made-by-semillero.txt"
FIRST, LIST = "semillero-site 1", "---"
# What systems, and git, put into an empty folder or stick by themselves.
LITTER = {
    ".git",
    ".nojekyll",
    ".DS_Store",
    ".Spotlight-V100",
    ".Trashes",
    ".fseventsd",
    "lost+found",
    "Thumbs.db",
    "desktop.ini",
    "System Volume Information",
    "$RECYCLE.BIN",
}


def claim(out: Path, own: bool = False) -> set[str]:
    """The names of the files that an earlier build wrote into the folder ``out``, which need not be there
    yet.

    ``own`` says that it is the build's own place, in which everything is ours. Raises Refused where ``out``
    is no folder of ours to write to, or none that we may write to.
    """
    out = Path(out)
    try:
        if not out.is_dir():
            return _unmade(out, own)
        found = {path.name for path in out.iterdir()} - LITTER
        listed = _listed(out / MARKER)
    except OSError as error:
        raise Refused(
            f"{out}: {error.strerror or error}. Name a folder that you may write to: --out FOLDER"
        ) from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise Refused(f"{out}: you may not write to this folder. Name another: --out FOLDER")
    if listed is not None:
        return listed
    if own:
        return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    if found:
        some = ", ".join(sorted(found)[:3]) + (", ..." if len(found) > 3 else "")
        raise Refused(
            f"{out}: this folder was not made by a build, and files are in it ({some}). They are left alone."
            f" Name an empty folder, or one that is not there yet: --out {out / 'site'}"
        )
    return set()


def _unmade(out: Path, own: bool) -> set[str]:
    if os.path.lexists(out):
        raise Refused(f"{out}: this is not a folder. Name a folder: --out {out.parent / 'site'}")
    if not own and not out.absolute().parent.is_dir():
        raise Refused(
            f"{out}: there is no folder {out.absolute().parent}. Make it first, or name another place: --out"
            " FOLDER"
        )
    if not own and not os.access(out.absolute().parent, os.W_OK | os.X_OK):
        raise Refused(
            f"{out}: you may not write to the folder {out.absolute().parent}. Name another: --out FOLDER"
        )
    return set()


def fill(out: Path, site: Mapping[str, str | Path], wrote: set[str]) -> None:
    """Make the folder ``out`` hold ``site``, a dict from names to texts or to the paths of files; touch only
    what differs.

    What ``wrote`` names (see ``claim``) and ``site`` does not is deleted. Raises Refused, before anything is
    changed, where something that is not ours stands in the way; OSError where the disk is full.
    """
    held = sorted(
        name
        for name in site
        if name not in wrote and os.path.lexists(out / name) and not _same(site[name], out / name)
    )
    if held:
        raise Refused(
            f"{out}: the site has a file at {held[0]}, and there is one that no build wrote. Move it, then"
            " build again."
        )
    out.mkdir(parents=True, exist_ok=True)
    _mark(out, wrote | set(site))  # first, so that also of a build that is cut off we know what is ours
    for name, source in site.items():
        if not _same(source, out / name):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            _copy(source, out / name)
    for name in sorted(wrote - set(site)):
        _delete(out, name)
    _mark(out, set(site))


def _same(source: str | Path, path: Path) -> bool:
    """Whether ``path`` holds what ``source`` does."""
    if not path.is_file():
        return False
    if isinstance(source, str):
        return path.read_bytes() == source.encode()
    return filecmp.cmp(source, path, shallow=False)


def _copy(source: str | Path, path: Path) -> None:
    if isinstance(source, str):
        path.write_text(source, encoding="utf-8", newline="\n")
    else:
        shutil.copyfile(source, path)


def _delete(out: Path, name: str) -> None:
    """Delete a file of ours, and the folders that this leaves empty."""
    path = out / name
    if not path.is_file() or not path.parent.resolve().is_relative_to(out.resolve()):
        return
    path.unlink()
    for folder in path.parents:
        if folder == out or any(folder.iterdir()):
            return
        folder.rmdir()


def _listed(marker: Path) -> set[str] | None:
    """The names in a marker; None where there is none."""
    if not marker.is_file():
        return None
    lines = marker.read_bytes().decode("utf-8", "replace").splitlines()
    if lines[:1] != [FIRST] or LIST not in lines:
        return None
    names = lines[lines.index(LIST) + 1 :]
    return {
        name
        for name in names
        if name and not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts
    }


def _mark(out: Path, names: Iterable[str]) -> None:
    says = [words(lang)("made.text") for lang in WHOLE]
    text = "\n".join([FIRST, "", *says, "", LIST, *sorted(names), ""])
    if not _same(text, out / MARKER):
        files.write(text, out / MARKER)
