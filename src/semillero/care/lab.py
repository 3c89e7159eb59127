"""A JupyterLab for a room full of people: working copies in a folder that is deleted at the end.

Nothing that a person typed is written anywhere unless that person saves it: no outputs in notebooks, no history,
no checkpoints beside the files, no news or update look-ups, no state that outlives the session.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from ..desk import Refused

PARTS = ("modules", "exercises")
LONGEST_SOCKET = 103  # what macOS takes; Linux takes four more
FOLDERS = {"en": "English", "es": "Español"}
PLUGINS_OFF = ("@jupyterlab/apputils-extension:announcements", "@jupyterlab/extensionmanager-extension:plugin")

CONFIG = """\
c = get_config()
c.ServerApp.open_browser = {browser}
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.root_dir = {work!r}
c.LabApp.news_url = ""
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
c.FileCheckpoints.checkpoint_dir = {checkpoints!r}
c.HistoryManager.enabled = False
{transport}

def without_outputs(model, **more):
    '''A saved notebook keeps what was written, never what came out.'''
    if model["type"] != "notebook" or not model["content"]:
        return
    model["content"]["metadata"].pop("widgets", None)
    for cell in model["content"]["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        cell["metadata"].pop("execution", None)

c.FileContentsManager.pre_save_hook = without_outputs
"""


def working_copies(root, work):
    """Copy the notebooks into the folder ``work``, the two languages in a folder each.

    Raises Refused where ``root`` holds no notebooks.
    """
    sources = [path for part in PARTS for path in sorted((root / part).rglob("*.ipynb")) if ".ipynb_checkpoints" not in path.parts]
    for source in sources:
        lang = "es" if source.name.endswith(".es.ipynb") else "en"
        target = work / FOLDERS[lang] / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    if not sources:
        raise Refused(f"{root} holds no notebooks. Run this in the folder that you cloned.")


def environment(state, given):
    """The variables that send every trace of Jupyter, IPython, Matplotlib and npm into the folder ``state``."""
    folders = {
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "JUPYTERLAB_SETTINGS_DIR": "settings", "MPLCONFIGDIR": "matplotlib",
        "XDG_CACHE_HOME": "cache", "npm_config_cache": "npm", "npm_config_logs_dir": "npm-logs",
    }  # fmt: skip
    own = {name: str(state / folder) for name, folder in folders.items()}
    # Set at all, even to "0", it makes Jupyter read no configuration.
    given = {name: value for name, value in given.items() if name != "JUPYTER_NO_CONFIG"}
    return given | own | {"PYTHONDONTWRITEBYTECODE": "1"}


def prepare(root, folder, browser=True, windows=os.name == "nt"):
    """Fill ``folder`` with working copies and a configuration; return ``(command, variables)`` to start Lab with."""
    work, state = folder / "work", folder / "state"
    work.mkdir()
    state.mkdir(mode=0o700)
    working_copies(root, work)
    config = state / "config"
    (config / "labconfig").mkdir(parents=True)
    switched_off = json.dumps({"disabledExtensions": {plugin: True for plugin in PLUGINS_OFF}})
    (config / "labconfig" / "page_config.json").write_text(switched_off, encoding="utf-8")
    # Loopback TCP to a kernel can be read by other users of the machine; a local socket cannot. Its path must be short.
    fits = len(str(state / "runtime" / "kernel-") + 36 * "0" + "-ipc-99") <= LONGEST_SOCKET
    transport = 'c.KernelManager.transport = "ipc"' if fits and not windows else ""
    checkpoints = str(state / "checkpoints")
    text = CONFIG.format(work=str(work), checkpoints=checkpoints, transport=transport, browser=browser)
    (config / "jupyter_server_config.py").write_text(text, encoding="utf-8")
    (config / "jupyter_lab_config.py").write_text(text, encoding="utf-8")
    profile = state / "ipython" / "profile_default"
    profile.mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text("c = get_config()\nc.HistoryManager.enabled = False\n", encoding="utf-8")
    return [sys.executable, "-m", "jupyter", "lab"], environment(state, dict(os.environ))


def run(root, echo=print, more=(), browser=True):
    """Open Lab and wait until it ends; then delete the folder with everything in it. Returns Lab's exit code."""
    folder = Path(tempfile.mkdtemp(prefix="semillero-"))
    process = None
    try:
        command, variables = prepare(Path(root), folder, browser)
        echo("These are working copies, in English and in Spanish, in a folder that is deleted when Lab ends.")
        echo("To keep a sheet, press «Save to a file» in it. To stop, press Ctrl-C here.")
        process = subprocess.Popen([*command, *more], env=variables, cwd=folder / "work")
        for name in ("SIGTERM", "SIGHUP"):  # asked to end, or its window was closed
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_: process.terminate())
        return process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        end(process)
        shutil.rmtree(folder, ignore_errors=True)
        echo("Lab has ended; the working copies and every trace of them are deleted.")


def end(process):
    """Let Lab end by itself; make it where it does not."""
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(10)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.kill()
        process.wait()
