"""Notebooks are run again when the code that they run has changed, not only when they themselves have."""
import hashlib
import shutil
from pathlib import Path

from ..desk import HERE as PACKAGE

EXECUTED = ("kit", "data", "lab", "web", "locale")  # what a notebook's output depends on, beside the notebook


def setup(app):
    """Tell Sphinx by a setting of ours, and give MyST-NB a store of results for just this code."""
    app.add_config_value("semillero_code", "", "env")
    app.connect("config-inited", settle, priority=1)


def settle(app, config):
    """Every page is read anew when the key differs from the last build's; results of other code are thrown away."""
    config.semillero_code = code_key()
    stores = Path(app.outdir).parent / ".jupyter_cache"
    config.nb_execution_cache_path = str(stores / config.semillero_code)
    for old in stores.iterdir() if stores.is_dir() else ():
        if old.is_dir() and old.name != config.semillero_code:
            shutil.rmtree(old, ignore_errors=True)


def code_key():
    """A short hash of the code that notebooks run."""
    digest = hashlib.sha256()
    for part in EXECUTED:
        for path in sorted((PACKAGE / part).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
