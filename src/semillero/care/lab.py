"""A JupyterLab for a room full of people: working copies in a folder that is deleted at the end.

Nothing that a person typed is written anywhere unless that person saves it: no outputs in notebooks, no
history, no checkpoints beside the files, no news or update look-ups. Lab and all that it starts have a home
of their own in that folder, so that what they write there on their own goes with it: trash, histories,
caches. The browser has not: it is opened by us, and what somebody saves from a sheet is a download like any
other.
"""

import contextlib
import errno
import json
import os
import signal
import site
import subprocess
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from .. import catalogues
from ..camp import ASKING, Camp
from ..copies import working
from ..errors import Refused
from ..kit.words import Words
from ..languages import language

LONGEST_SOCKET = 103  # what macOS takes; Linux takes four more
FULL = (errno.ENOSPC, errno.EDQUOT)
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
PLUGINS_OFF = (
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/extensionmanager-extension:plugin",
)

# What Lab is told of the outside. All else could name a place outside of its home: a history, a cache, a
# configuration.
PASSES = set(
    """
    PATH LANG LANGUAGE TZ TERM USER LOGNAME USERNAME PYTHONPATH PYTHONHOME PYTHONUTF8 VIRTUAL_ENV CONDA_PREFIX
    CONDA_DEFAULT_ENV LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH LOCALE_ARCHIVE SYSTEMROOT
    SYSTEMDRIVE WINDIR COMSPEC PATHEXT OS PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) COMMONPROGRAMFILES
    NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE
    """.split()
)

CONFIG = """\
c = get_config()
c.ServerApp.open_browser = False  # it would have Lab's home, and its downloads would be deleted: see run()
c.ServerApp.allow_root = True  # see run()
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.root_dir = {work!r}
c.ServerApp.terminals_enabled = False
c.LabApp.default_url = {first!r}
c.LabApp.news_url = ""
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
c.FileCheckpoints.checkpoint_dir = {checkpoints!r}
c.FileContentsManager.delete_to_trash = False
c.FileContentsManager.always_delete_dir = True
c.NotebookNotary.data_dir = {trust!r}
{transport}

from semillero.copies.working import as_kept
c.FileContentsManager.pre_save_hook = as_kept
"""


def environment(folder: Path, given: Mapping[str, str]) -> dict[str, str]:
    """The variables that Lab starts with, out of those ``given``: its home and its settings lie in
    ``folder``."""
    home = folder / "home"
    own: dict[str, object] = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData" / "Roaming",
        "LOCALAPPDATA": home / "AppData" / "Local",
        "JUPYTER_CONFIG_DIR": folder / "config",
        "JUPYTER_RUNTIME_DIR": folder / "run",
        "IPYTHONDIR": folder / "ipython",
        "PYTHONDONTWRITEBYTECODE": 1,
    }
    if site.ENABLE_USER_SITE:
        own["PYTHONUSERBASE"] = site.getuserbase()  # packages that this user installed are found as before
    passed = {
        name: value for name, value in given.items() if name.upper() in PASSES or name.startswith("LC_")
    }
    return passed | {name: str(value) for name, value in own.items()}


def prepare(
    root: Path, folder: Path, lang: str = "en", windows: bool = os.name == "nt"
) -> tuple[list[str], dict[str, str]]:
    """Fill ``folder`` with working copies, a home and a configuration; return ``(command, variables)`` to
    start Lab with. It opens with the first page in the language ``lang``."""
    work = folder / "work"
    for name in ("work", "home", "run", "config/labconfig", "trust", "ipython/profile_default"):
        (folder / name).mkdir(parents=True)
    working.write(root, work, folder / "trust")
    switched_off = json.dumps({"disabledExtensions": {plugin: True for plugin in PLUGINS_OFF}})
    (folder / "config" / "labconfig" / "page_config.json").write_text(switched_off, encoding="utf-8")
    settings = {
        "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
        "@jupyterlab/notebook-extension:tracker": {
            "codeCellConfig": {"lineNumbers": False, "lineWrap": True}
        },
        "@jupyterlab/translation-extension:plugin": {"locale": language(lang).locale},
    }
    (folder / "config" / "labconfig" / "default_setting_overrides.json").write_text(json.dumps(settings))
    # Loopback TCP to a kernel can be read by other users of the machine; a local socket cannot. Its path must
    # be short.
    fits = len(str(folder / "run" / "kernel-") + 36 * "0" + "-ipc-99") <= LONGEST_SOCKET
    transport = 'c.KernelManager.transport = "ipc"' if fits and not windows else ""
    first = quote(f"/lab/tree/{working.FOLDERS[lang]}/{working.FIRST[lang]}")
    text = CONFIG.format(
        work=str(work),
        checkpoints=str(folder / "checkpoints"),
        trust=str(folder / "trust"),
        first=first,
        transport=transport,
    )
    for name in ("jupyter_server_config.py", "jupyter_lab_config.py"):
        (folder / "config" / name).write_text(text, encoding="utf-8")
    history = "c = get_config()\nc.HistoryManager.enabled = False\n"
    (folder / "ipython" / "profile_default" / "ipython_kernel_config.py").write_text(
        history, encoding="utf-8"
    )
    return [sys.executable, "-m", "jupyter", "lab"], environment(folder, dict(os.environ))


def run(
    root: Path | str,
    echo: Callable[[str], object] = print,
    more: Sequence[str] = (),
    browser: bool = True,
    allow_root: bool = False,
    lang: str = "en",
) -> int | None:
    """Open Lab and wait until it ends or is asked to; then end and delete all of it, saying in
    ``lang`` what goes on. Returns Lab's exit code, 1 where something is left.

    Raises Refused for root, where ``root`` holds no notebooks, and where the system refuses something: it
    says what, and what to do about it.
    """
    say = catalogues.words(lang, "lab")
    if not allow_root and hasattr(os, "geteuid") and os.geteuid() == 0:
        raise Refused(say("root"))
    with asked_to_end() as asked:
        try:
            with Camp() as camp:
                if camp.swept:
                    echo(say("swept", folders=", ".join(map(str, camp.swept))))
                command, variables = prepare(Path(root), camp.folder, lang)
                echo(say("begin"))
                process = camp.start([*command, *more], variables, cwd=camp.folder / "work")
                code = attend(process, asked, camp.folder / "run" if browser else None)
        except OSError as error:
            raise Refused(told(error, say)) from error
        echo(say("left", folders="\n".join(camp.left)) if camp.left else say("gone"))
    return 1 if camp.left else code


def told(error: OSError, say: Words) -> str:
    """What the system refused, in words, and what to do: a full disk, a folder that is shut, or anything
    else."""
    kind = "room" if error.errno in FULL else "shut" if error.errno in CLOSED else "trouble"
    where = error.filename2 or error.filename or (tempfile.gettempdir() if kind == "room" else "Lab")
    return say(kind, where=str(where), why=str(error.strerror or error))


def attend(process: subprocess.Popen[bytes], asked: list[int], addresses: Path | None) -> int | None:
    """Wait until Lab ends or is ``asked`` to; open the page that it puts into the folder ``addresses``, where
    one is named."""
    while process.poll() is None and not asked:
        for page in addresses.glob("jpserver-*-open.html") if addresses else ():
            if page.read_bytes():
                threading.Thread(target=webbrowser.open, args=[page.as_uri()], daemon=True).start()
                addresses = None
        time.sleep(0.1)
    return 0 if asked else process.returncode


@contextlib.contextmanager
def asked_to_end() -> Iterator[list[int]]:
    """A list that fills as we are asked to end; however often, nothing is interrupted meanwhile."""
    asked: list[int] = []
    before = {
        getattr(signal, name): signal.getsignal(getattr(signal, name))
        for name in ASKING
        if hasattr(signal, name)
    }
    heard = [
        number for number, handler in before.items() if handler is not signal.SIG_IGN
    ]  # nohup stays nohup
    for number in heard:
        signal.signal(number, lambda number, frame: asked.append(number))
    try:
        yield asked
    finally:
        for number in heard:
            signal.signal(number, before[number])
