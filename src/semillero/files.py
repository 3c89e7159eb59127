"""How a file is written here: beside its place first, then renamed, so that nobody's file is ever half a
file.

Every file that somebody names comes through ``write``; what a build makes in its own folder need not.
"""

import os
import stat
import tempfile
from pathlib import Path

from .errors import Refused


def write(data: str | bytes, path: Path | str) -> Path:
    """Write ``data`` (text, as UTF-8, or bytes) to ``path``, which is returned.

    A file that stands there is replaced as a whole and keeps its rights; a link is followed and stays a link;
    where the writing fails, what stood there is untouched and nothing is left beside it. What is neither file
    nor folder (a pipe, a device) is written to as it is. Raises ``Refused`` where ``path`` is a folder, lies
    in none, or cannot be written.
    """
    path = Path(path)
    packed = data.encode("utf-8") if isinstance(data, str) else data
    try:
        place = Path(os.path.realpath(path))
        found = path.stat() if path.exists() else None
        if found and stat.S_ISDIR(found.st_mode):
            raise Refused(f"{path}: this is a folder. Name a file, for example {path / 'name'}.")
        if not place.parent.is_dir():
            raise Refused(f"{path}: there is no folder {place.parent}. Make it first, or name another place.")
        if found and not stat.S_ISREG(found.st_mode):
            path.write_bytes(packed)
        else:
            _replace(packed, place, found)
    except OSError as error:
        raise Refused(
            f"{path}: {error.strerror or error}. Choose a folder that you may write to and that has room."
        ) from error
    return path


def _replace(data: bytes, place: Path, found: os.stat_result | None) -> None:
    handle, new = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:80]}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(new, stat.S_IMODE(found.st_mode) if found else 0o666 & ~_mask())
        os.replace(new, place)
    except BaseException:
        os.unlink(new)
        raise


def _mask() -> int:
    """The rights that this process withholds from new files: it can be read only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
