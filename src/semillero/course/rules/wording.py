"""Words: one agreed term for each concept."""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Iterator

import yaml
from babel.messages.pofile import PoFileError

from semillero.course.finding import Explanations, Finding
from semillero.course.model import COURSE, GLOSSARY, Term
from semillero.course.rules.catalogues import FOLDER, messages
from semillero.course.tree import Tree
from semillero.languages import LANGUAGES

EXPLAIN = Explanations(
    {"term-avoided": ("says {found!r}; the agreed term is {term!r}", "Use the agreed term of {file}")}
)


TABLES = "src/semillero/data/shipped/"


def _pattern(terms: tuple[Term, ...], lang: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """One pattern for every avoided word of a language, and the agreed term for each."""
    agreed = {word.lower(): term.term.get(lang) for term in terms for word in term.avoid[lang]}
    words = sorted(agreed, key=len, reverse=True)
    if not words:
        return None, agreed
    either = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w)({either})(?:e?s)?(?!\w)", re.IGNORECASE), agreed


def terms(tree: Tree) -> Iterator[Finding]:
    """Words that the glossary asks not to use."""
    patterns = {lang: _pattern(tree.terms, lang) for lang in LANGUAGES}
    for page in tree.pages.values():
        pattern, agreed = patterns[page.lang]
        if pattern is None:
            continue
        for cell in page.cells:
            found = {match[1].lower() for text in cell.scan.seen for match in pattern.finditer(text)}
            for word in sorted(found):
                yield EXPLAIN.finding(
                    "term-avoided", page.path, cell.place(word), found=word, term=agreed[word], file=GLOSSARY
                )
    for path, place, lang, text in said(tree):
        pattern, agreed = patterns[lang]
        for match in pattern.finditer(text) if pattern else ():
            word = match[1].lower()
            yield EXPLAIN.finding("term-avoided", path, place, found=word, term=agreed[word], file=GLOSSARY)


def said(tree: Tree) -> Iterator[tuple[str, str, str, str]]:
    """What is said outside of pages, as ``(file, place in it, language, text)``.

    The messages of catalogues, the texts of the course's plan and its modules, and the columns of tables that
    are in a language. What cannot be read is told of by its own rule.
    """
    for path in tree.files:
        if path.startswith(FOLDER) and path.endswith(".po"):
            with contextlib.suppress(PoFileError, UnicodeDecodeError, ValueError):
                lang = path.removeprefix(f"{FOLDER}/").partition("/")[0]
                for id, message in messages(tree, path).items() if lang in LANGUAGES else ():
                    forms = (message.string,) if isinstance(message.string, str) else message.string or ()
                    yield from ((path, id, lang, text) for text in forms)
        elif path.startswith(TABLES) and path.endswith(".csv"):
            for row, cells in enumerate(csv.DictReader((tree.text(path) or "").splitlines(True)), 1):
                for column, text in cells.items():
                    if (column or "").rpartition("_")[2] in LANGUAGES and isinstance(text, str):
                        yield path, f"row {row}, {column}", column.rpartition("_")[2], text
        elif path == COURSE or re.fullmatch(r"modules/[^/]+/module\.yml", path):
            with contextlib.suppress(yaml.YAMLError):
                for place, lang, text in _texts(yaml.safe_load(tree.text(path) or "")):
                    yield path, place, lang, text


def _texts(node: object, place: str = "") -> Iterator[tuple[str, str, str]]:
    """The texts below a node of YAML that stand under a language: ``(place, language, text)``."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        at = f"{place}.{key}" if place else str(key)
        if key in LANGUAGES and isinstance(value, str):
            yield at, str(key), value
        else:
            yield from _texts(value, at)


RULES = (terms,)
