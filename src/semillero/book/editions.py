"""The editions of one folder: twins lie side by side, and the same page has the same address in each.

The Spanish edition knows the suffixes ``.es.md`` and ``.es.ipynb`` only, so that ``lesson.es.ipynb`` is the
document ``lesson``; the English edition knows ``.md`` and ``.ipynb`` and passes all twins by.
"""

from pathlib import Path
from typing import Any

from docutils.nodes import document
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.osutil import relative_uri

from ..languages import TABLE, WHOLE, language, others

TYPE = "myst-nb"

# Extensions that Jupyter Book always loads; what they add to a page our theme does not want.
FOREIGN = (
    "sphinx_thebe",
    "sphinx_book_theme",
    "pydata_sphinx_theme",
    "sphinx_togglebutton",
    "sphinx_copybutton",
    "sphinx_comments",
    "jupyter_book",
)


def setup(app: Sphinx) -> None:
    """Choose the suffixes before anything reads them, and keep foreign hands off the pages."""
    app.connect("config-inited", choose_suffixes, priority=1)
    app.connect("builder-inited", quiet_foreigners, priority=1)
    app.connect("html-page-context", add_languages, priority=100)


def choose_suffixes(app: Sphinx, config: Config) -> None:
    """Make the twins of ``config.language`` the sources."""
    own = language(config.language)
    suffixes = dict.fromkeys(own.suffixes, TYPE)
    config.html_search_language = own.search
    app.registry.source_suffix.clear()
    app.registry.source_suffix.update(suffixes)
    config.source_suffix = dict(suffixes)
    passed = [".*", "**/.*", "node_modules", "benchmarks", "docs", "README.md", "LICENSE*", "tests"]
    twins = [f"{place}*{one.suffix}.*" for one in TABLE if one.suffix and one != own for place in ("", "**/")]
    config.exclude_patterns = [*config.exclude_patterns, *passed, *twins]


def quiet_foreigners(app: Sphinx) -> None:
    """Disconnect what other extensions do to pages and assets; what they do to documents stays."""
    for event in ("html-page-context", "build-finished", "env-updated"):
        listeners = app.events.listeners.get(event, [])
        listeners[:] = [one for one in listeners if not one.handler.__module__.startswith(FOREIGN)]


def add_languages(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Give the templates the addresses of this page in the other editions that have it, relative to this
    one; the first page of one that has not."""
    here, root = (app.builder.get_target_uri(name) for name in (pagename, app.config.root_doc))
    up = relative_uri(here, "") or "./"
    context["lang"] = app.config.language
    context["others"] = [
        (code, language(code).endonym, f"{up}../{code}/{here if has(app, pagename, code) else root}")
        for code in others(app.config.language)
    ]


def has(app: Sphinx, pagename: str, code: str) -> bool:
    """Whether the edition ``code`` has a page: it is there beside its twin, or made by Sphinx in every
    edition."""
    if code in WHOLE or pagename not in app.env.found_docs:
        return True
    return any(Path(app.srcdir, pagename + suffix).is_file() for suffix in language(code).suffixes)
