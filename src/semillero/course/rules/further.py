"""What the languages that are not whole lack: the checks say so, and it is no error."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from babel.messages.pofile import PoFileError

from semillero.course.finding import Explanations, Finding
from semillero.course.model import COURSE
from semillero.course.nodes import Each
from semillero.course.page import twin
from semillero.course.rules.catalogues import FOLDER, in_language, messages, whole
from semillero.course.tree import Tree
from semillero.languages import FIRST, TABLE, Language

_FIX = "Write more of it; until then {first} stands there, with a mark"
PARTIAL = [one for one in TABLE if not one.whole]
EXPLAIN = Explanations(
    {},
    {
        "further-pages": ("{name} has {own} of {all} pages; it lacks {next}", _FIX),
        "further-words": ("{name} has {own} of {all} messages; it lacks {next}", _FIX),
        "further-texts": ("{name} has {own} of {all} texts of the course's files; it lacks {next}", _FIX),
    },
)


def pages(tree: Tree) -> Iterator[Finding]:
    """Pages that such a language has not."""
    wanted = [page for page in tree.pages.values() if page.lang == FIRST.code]
    for lang in PARTIAL:
        lacking = [
            twin(page.path, lang.code) for page in wanted if twin(page.path, lang.code) not in tree.files
        ]
        yield from _lacking("further-pages", lang.toc, lang, len(wanted), lacking)


def words(tree: Tree) -> Iterator[Finding]:
    """Messages that such a language has not."""
    for lang in PARTIAL:
        wanted, lacking = 0, []
        for path in tree.files:
            if path.startswith(f"{FOLDER}/{FIRST.code}/") and path.endswith(".po"):
                other = in_language(path, lang.code)
                # One that cannot be read is a finding of its own
                with contextlib.suppress(PoFileError, UnicodeDecodeError, ValueError):
                    first = messages(tree, path)
                    own = messages(tree, other) if other in tree.files else {}
                    wanted += len(first)
                    lacking += [f"{id!r} in {other}" for id in first if not whole(own.get(id))]
        yield from _lacking("further-words", f"{FOLDER}/{lang.code}", lang, wanted, lacking)


def texts(tree: Tree) -> Iterator[Finding]:
    """Texts of the course, its glossary and its sources that such a language has not."""
    limits = tuple(source.limits for source in (tree.sources or {}).values())
    everything = [*_texts((tree.course, tree.terms, limits))]
    for lang in PARTIAL:
        lacking = [repr(one.texts[FIRST.code][:60]) for one in everything if lang.code not in one.texts]
        yield from _lacking("further-texts", COURSE, lang, len(everything), lacking)


def _texts(value: object) -> Iterator[Each]:
    if isinstance(value, Each):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _lacking(rule: str, file: str, lang: Language, wanted: int, lacking: list[str]) -> Iterator[Finding]:
    if lacking:
        name, first, own = lang.endonym, FIRST.endonym, wanted - len(lacking)
        yield EXPLAIN.finding(rule, file, name=name, first=first, own=own, all=wanted, next=lacking[0])


RULES = (pages, words, texts)
