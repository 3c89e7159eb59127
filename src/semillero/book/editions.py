"""The editions of one folder: twins lie side by side, and the same page has the same address in each.

The Spanish edition knows the suffixes ``.es.md`` and ``.es.ipynb`` only, so that ``lesson.es.ipynb`` is the
document ``lesson``; the English edition knows ``.md`` and ``.ipynb`` and passes all twins by. The edition of
a language that is not whole knows its own suffixes and the English ones: a page that it lacks is lent to it,
and says so.
"""

from pathlib import Path
from typing import Any

from docutils.nodes import document
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.osutil import relative_uri

from ..course.page import FOLDERS, edition, is_page
from ..languages import FIRST, LANGUAGES, TABLE, WHOLE, language, shown

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
    suffixes = {suffix: TYPE for lang in shown(own.code) for suffix in language(lang).suffixes}
    config.html_search_language = own.search
    app.registry.source_suffix.clear()
    app.registry.source_suffix.update(suffixes)
    config.source_suffix = dict(suffixes)
    passed = [".*", "**/.*", "node_modules", "benchmarks", "docs", "README.md", "LICENSE*", "tests"]
    twins = [f"{place}*{one.suffix}.*" for one in TABLE if one.suffix and one != own for place in ("", "**/")]
    config.exclude_patterns = [*config.exclude_patterns, *passed, *twins]
    if own.code not in WHOLE:
        config.include_patterns = pages(Path(app.srcdir), own.code)
        # It would take lesson.qx.md, in an edition that also knows .md, for a page of the name lesson.qx
        config.external_toc_exclude_missing = False


def pages(root: Path, lang: str) -> list[str]:
    """The pages that the edition ``lang`` of the course in ``root`` shows, its own and those it is lent, as
    paths from there."""
    paths = [path.relative_to(root).as_posix() for part in FOLDERS for path in (root / part).rglob("*.*")]
    return list(edition(sorted(filter(is_page, paths)), lang).values())


def editions(root: Path) -> list[str]:
    """The languages in which the course in ``root`` has an edition: the whole ones, and others that have a
    configuration."""
    return [lang for lang in LANGUAGES if lang in WHOLE or (root / language(lang).config).is_file()]


def quiet_foreigners(app: Sphinx) -> None:
    """Disconnect what other extensions do to pages and assets; what they do to documents stays."""
    for event in ("html-page-context", "build-finished", "env-updated"):
        listeners = app.events.listeners.get(event, [])
        listeners[:] = [one for one in listeners if not one.handler.__module__.startswith(FOREIGN)]


def add_languages(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Give the templates the addresses of this page in the other editions, relative to this one, and whether
    each has it itself; and the language in which the page is written here."""
    here, lang = app.builder.get_target_uri(pagename), app.config.language
    up = relative_uri(here, "") or "./"
    context["lang"] = lang
    context["written"] = lang if has(app, pagename, lang) else FIRST.code
    context["others"] = [
        (code, language(code).endonym, f"{up}../{code}/{here}", has(app, pagename, code))
        for code in editions(Path(app.srcdir))
        if code != lang
    ]


def has(app: Sphinx, pagename: str, code: str) -> bool:
    """Whether the edition ``code`` has a page itself: it is there beside its twin, or made by Sphinx in every
    edition."""
    if code in WHOLE or pagename not in app.env.found_docs:
        return True
    return any(Path(app.srcdir, pagename + suffix).is_file() for suffix in language(code).suffixes)
