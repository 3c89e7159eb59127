"""A folder of our own and what works in it: both are gone when we are, also when we are killed.

    with Camp() as camp:
        process = camp.start([sys.executable, "-m", "jupyter", "lab"], environment)
        process.wait()
    camp.left  # what could not be ended or deleted

Between us and what we start stands a keeper, a process of this module. Its input is a pipe that closes when
we end, however we end: then it kills what it keeps and deletes the folder. Where the keeper was killed too,
the next camp sweeps: what we started carries the folder in its environment, and that the owner is dead is
told by a lock, not by a number.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Self

import psutil

from . import locks

PREFIX = "semillero-"
LOCK = "in-use"
MARK = "SEMILLERO_CAMP"
TEMPORARY = ("TMPDIR", "TEMP", "TMP")
# How a process is asked to end: by a key, the system, a closed window
ASKING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
# Windows: Ctrl-C is for us, not for what we start
NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
DIES_WITH_PARENT, ADOPTS = 1, 36  # prctl(2): PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER


class Camp:
    """A context: ``folder`` while it lasts; ``left`` afterwards; ``swept``, the folders of dead owners that
    it deleted first."""

    def __enter__(self) -> Self:
        """Raises OSError where no temporary folder can be made."""
        self.swept = sweep()
        self.left: list[str] = []
        self._keepers: list[subprocess.Popen[Any]] = []
        self.folder, self._lock = pitch()
        (self.folder / "tmp").mkdir()
        self._read, self._write = os.pipe()
        return self

    def start(
        self,
        command: Sequence[object],
        environment: Mapping[str, str] | None = None,
        cwd: Path | str = ".",
        **more: Any,
    ) -> subprocess.Popen[Any]:
        """Start ``command`` in ``cwd``, its temporary files in the camp; returns its keeper, which ends as it
        ends, with its code.

        ``more`` is for ``subprocess.Popen``. The input of ``command`` is empty.
        """
        own = {name: str(self.folder / "tmp") for name in TEMPORARY}
        keeper = subprocess.Popen(
            [sys.executable, "-m", __name__, str(self.folder), str(cwd), *map(str, command)],
            env={**(os.environ if environment is None else environment), **own},
            stdin=self._read,
            start_new_session=True,
            creationflags=NEW_GROUP,
            **more,
        )
        self._keepers.append(keeper)
        return keeper

    def __exit__(self, *_: object) -> None:
        if self._lock:
            self._lock.close()
        os.close(self._write)
        os.close(self._read)
        for keeper in self._keepers:
            try:
                keeper.wait(20)
            except subprocess.TimeoutExpired:
                keeper.kill()
        self.left = strike(self.folder)


def pitch() -> tuple[Path, IO[bytes] | None]:
    """A new folder that only we can read, and the lock that says that we live; None where the disk knows no
    locks."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        try:
            lock = locks.take(folder / LOCK)
        except FileNotFoundError:
            continue  # swept before it was locked
        except OSError:
            return folder, None
        if lock:
            return folder, lock


def sweep() -> list[Path]:
    """Strike the camps of our own that dead owners left here; returns their folders. Nothing else is
    touched."""
    swept = []
    for folder in sorted(Path(tempfile.gettempdir()).glob(PREFIX + "*")):
        with contextlib.suppress(OSError):
            if ours(folder) and (lock := locks.take(folder / LOCK)):
                lock.close()  # who is dead stays dead; and Windows deletes no open file
                if not strike(folder):
                    swept.append(folder)
    return swept


def ours(folder: Path) -> bool:
    """Whether ``folder`` is a camp, made by this user and closed to all others: not a link, not anybody's
    folder of that name."""
    found, lock = folder.lstat(), (folder / LOCK).lstat()
    mine = os.name == "nt" or (found.st_uid == lock.st_uid == os.geteuid() and not found.st_mode & 0o077)
    return mine and stat.S_ISDIR(found.st_mode) and stat.S_ISREG(lock.st_mode)


def strike(folder: Path) -> list[str]:
    """End what works in the camp ``folder`` and delete it; returns in words what is left of it, each with its
    reason."""
    alive = end(lambda: marked(folder))
    return [f"process {one.pid} still runs" for one in alive] + remove(folder)


def marked(folder: Path) -> list[psutil.Process]:
    """The processes that were started in the camp ``folder``, by whomever."""
    return [one for one in psutil.process_iter() if _mark(one) == str(folder)]


def _mark(process: psutil.Process) -> str | None:
    with contextlib.suppress(psutil.Error, OSError):
        return process.environ().get(MARK)
    return None


def below() -> list[psutil.Process]:
    """The processes that this one started, and those that they started."""
    found = []
    for one in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if one.status() != psutil.STATUS_ZOMBIE:
                found.append(one)
    return found


def end(find: Callable[[], list[psutil.Process]], seconds: float = 10) -> list[psutil.Process]:
    """Kill the processes that ``find()`` names until it names none; returns those that stay."""
    limit = time.monotonic() + seconds
    while (found := find()) and time.monotonic() < limit:
        for one in found:
            with contextlib.suppress(psutil.Error):
                one.kill()
        psutil.wait_procs(found, timeout=1)
    return found


def remove(folder: Path) -> list[str]:
    """Delete ``folder`` with all in it, also what was made unreadable; returns what stays, each with the
    system's reason."""
    for _ in range(10):  # a scanner of viruses may hold a file for a moment
        _open_up(folder)
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return []
        time.sleep(0.1)
    return _reasons(folder)


def _open_up(folder: Path) -> None:
    """Give ourselves the right to delete: on folders, on Windows on files too. Links lead elsewhere and are
    left alone."""
    with contextlib.suppress(OSError):
        os.chmod(folder, stat.S_IRWXU)
    for place, folders, files in os.walk(folder):
        for name in folders + (files if os.name == "nt" else []):
            path = os.path.join(place, name)
            with contextlib.suppress(OSError):
                if not os.path.islink(path):
                    os.chmod(path, stat.S_IRWXU)


def _reasons(folder: Path) -> list[str]:
    said = []
    for place, folders, files in os.walk(folder, topdown=False):
        for name in (*folders, *files, ""):
            path = os.path.join(place, name) if name else place
            try:
                os.rmdir(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
            except OSError as error:
                if not os.path.isdir(path) or not os.listdir(path):  # a folder stays for what stays in it
                    said.append(f"{path} ({error.strerror})")
    return said


def keep(folder: str, cwd: str, *command: str) -> None:
    """The keeper: run ``command`` in ``cwd`` until it ends, or until the owner at the other end of our input
    does."""
    # it ends with its owner, not before; a handler of ours, since what is ignored stays ignored in a child
    for name in ASKING:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: None)
    _no_core()
    _prctl(ADOPTS, 1)  # whose parent ends stays below us
    child = subprocess.Popen(
        command,
        env=os.environ | {MARK: folder},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        preexec_fn=(lambda: _prctl(DIES_WITH_PARENT, signal.SIGKILL)) if _libc else None,
    )
    last = threading.Lock()  # taken once: the owner's end and the command's are not answered at the same time

    def when_owner_ends() -> None:
        while os.read(0, 1):
            pass
        last.acquire()
        end(below)
        strike(Path(folder))
        os._exit(0)

    threading.Thread(target=when_owner_ends, daemon=True).start()
    code = child.wait()
    last.acquire()
    end(below)
    os._exit(code if code >= 0 else 128 - code)


def _no_core() -> None:
    """What crashes leaves no picture of its memory. 1 also stops Linux from handing it to a program that
    keeps crashes."""
    if os.name != "nt":
        import resource

        limit = 1 if _libc else 0
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))


_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _prctl(option: int, value: int) -> None:
    if _libc:
        _libc.prctl(option, value, 0, 0, 0)


if __name__ == "__main__":
    keep(*sys.argv[1:])
