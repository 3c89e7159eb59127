"""What has changed since the last build: notebooks are run again when the code that they run has changed, not
only when they themselves have, and an edition of which nothing has changed is not built at all.
"""

import hashlib
import shutil
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sqlalchemy import Engine

from ..languages import of_file, shown

PACKAGE = Path(__file__).parents[1]
# What a notebook's output depends on, beside the notebook
EXECUTED = (
    *("kit", "data", "lab", "web", "paper", "locale", "catalogues.py", "toolbox.py", "plan_files.py"),
    *("exports.py", "files.py", "errors.py", "languages.py"),
)
TWINS = (".md", ".ipynb")
SOURCES = ("curriculum", "modules", "exercises", "package-lock.json")


def setup(app: Sphinx) -> None:
    """Tell Sphinx by a setting of ours, and give MyST-NB a store of results for just this code."""
    app.add_config_value("semillero_code", "", "env")
    app.connect("config-inited", settle, priority=1)


def settle(app: Sphinx, config: Config) -> None:
    """Every page is read anew when any of our code differs from the last build's, for all of it has a part in
    pages; results of other code than notebooks run now are thrown away."""
    from jupyter_cache.cache import db

    config.semillero_code = code_key(".")
    stores, executed = Path(app.outdir).parent / ".jupyter_cache", code_key(*EXECUTED)
    config.nb_execution_cache_path = str(stores / executed)
    db.create_engine = engine
    for old in stores.iterdir() if stores.is_dir() else ():
        if old.is_dir() and old.name != executed:
            shutil.rmtree(old, ignore_errors=True)


def engine(address: str) -> Engine:
    """The engine of a store of results whose path stands in ``address`` as it is, though what looks like an
    escape be in it."""
    from sqlalchemy import URL, create_engine

    return create_engine(URL.create("sqlite", database=address.removeprefix("sqlite:///")))


def code_key(*parts: str) -> str:
    """A short hash of these parts of the package, and of the versions of everything that is installed."""
    digest = hashlib.sha256(installed())
    for part in parts:
        _add(digest, PACKAGE, PACKAGE / part)
    return digest.hexdigest()[:12]


def installed() -> bytes:
    """Python and every installed package, by their versions."""
    return repr(
        (sys.version, sorted(f"{one.name} {one.version}" for one in metadata.distributions()))
    ).encode()


def made_of(root: Path, lang: str, *made: Path) -> str:
    """A hash of all that an edition is made of and of what was made: it stays the same while there is nothing
    to build.

    ``root`` is the course, ``lang`` the edition, ``made`` the folders of its built pages
    and forms. Sources other than
    the twins of the other edition, this package and what Node brought count by what they hold, installed
    packages by their versions, pages by their sizes and times.
    """
    digest = hashlib.sha256(installed())
    for path in sorted(root.glob("_*.yml")):
        _add(digest, root, path)
    for part in SOURCES:
        _add(
            digest,
            root,
            root / part,
            lambda path: path.suffix not in TWINS or of_file(path.stem).code in shown(lang),
        )
    _add(digest, PACKAGE, PACKAGE)
    for folder in made:
        for path in sorted(folder.rglob("*")):
            stat = path.stat()
            digest.update(f"{path.relative_to(folder)}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _add(digest: Any, base: Path, part: Path, counts: Callable[[Path], bool] = lambda path: True) -> None:
    """Feed every file of ``part``, itself perhaps a file, that ``counts``, with its name from ``base``."""
    for path in sorted(part.rglob("*")) if part.is_dir() else [part]:
        if path.is_file() and "__pycache__" not in path.parts and counts(path):
            digest.update(path.relative_to(base).as_posix().encode() + b"\0" + path.read_bytes())
