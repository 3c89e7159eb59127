"""A lock on a file that lasts as long as the process that holds it: the system lets it go, also when that is
killed."""

import os

if os.name == "nt":
    import msvcrt

    def _lock(file):
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Unknown(OSError):
    """This disk knows no locks."""


def take(path):
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
