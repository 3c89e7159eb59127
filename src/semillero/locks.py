"""A lock on a file that lasts as long as the process that holds it: the system lets it go, also when that is
killed."""

import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Unknown(OSError):
    """This disk knows no locks."""


def take(path: Path) -> IO[bytes] | None:
    """The open file ``path``, locked until it is closed; None where another process holds it. Makes the file.

    Raises OSError where the file cannot be opened, and ``Unknown`` where it lies on a disk that knows no
    locks.
    """
    file = open(path, "ab")  # noqa: SIM115
    try:
        _lock(file)
    except (BlockingIOError, PermissionError):
        file.close()
        return None
    except OSError as error:
        file.close()
        raise Unknown(*error.args) from error
    return file
