"""Two editions of one folder: twins lie side by side, and the same page has the same address in both.

The Spanish edition knows the suffixes ``.es.md`` and ``.es.ipynb`` only, so that ``lesson.es.ipynb`` is the
document ``lesson``; the English edition knows ``.md`` and ``.ipynb`` and passes the Spanish twins by.
"""

from typing import Any

from docutils.nodes import document
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.osutil import relative_uri

OTHER = {"en": "es", "es": "en"}
ENDONYM = {"en": "English", "es": "Español"}
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
    spanish = config.language == "es"
    suffixes = {(".es" if spanish else "") + suffix: TYPE for suffix in (".md", ".ipynb")}
    app.registry.source_suffix.clear()
    app.registry.source_suffix.update(suffixes)
    config.source_suffix = dict(suffixes)
    passed = [".*", "**/.*", "node_modules", "benchmarks", "docs", "README.md", "LICENSE*", "tests"]
    config.exclude_patterns = [
        *config.exclude_patterns,
        *passed,
        *([] if spanish else ["*.es.*", "**/*.es.*"]),
    ]


def quiet_foreigners(app: Sphinx) -> None:
    """Disconnect what other extensions do to pages and assets; what they do to documents stays."""
    for event in ("html-page-context", "build-finished", "env-updated"):
        listeners = app.events.listeners.get(event, [])
        listeners[:] = [one for one in listeners if not one.handler.__module__.startswith(FOREIGN)]


def add_languages(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Give the templates the address of this page in the other edition, relative to this one."""
    here = app.builder.get_target_uri(pagename)
    lang = app.config.language
    other = OTHER[lang]
    up = relative_uri(here, "") or "./"
    context["lang"] = lang
    context["other_lang"] = other
    context["other_name"] = ENDONYM[other]
    context["other_uri"] = f"{up}../{other}/{here}"
