"""The words that the program says, from the catalogues in ``locale``."""

import functools
import locale
import os
from pathlib import Path

from babel.messages.pofile import read_po

from .errors import Refused
from .kit import tools
from .kit.words import Words
from .languages import FIRST, LANGUAGES, WHOLE, marked, of_machine, others

LOCALE = Path(__file__).parent / "locale"


@functools.cache
def catalogue(lang: str, domain: str) -> dict[str, str | list[str]]:
    """The messages of one catalogue: id -> text, or [one, other]. What a language that is not whole lacks is
    there in the first one, with its mark. Raises Refused where there is no such language."""
    if lang not in LANGUAGES:
        raise Refused(f"There is no language {lang!r}. Languages: {', '.join(LANGUAGES)}.")
    path = LOCALE / lang / "LC_MESSAGES" / f"{domain}.po"
    if lang in WHOLE:
        return _read(path)
    own = _read(path) if path.is_file() else {}
    first = catalogue(FIRST.code, domain)
    return {
        id: own[id] if all(own.get(id, "")) and own.get(id) else _marked(text) for id, text in first.items()
    }


def _marked(text: str | list[str]) -> str | list[str]:
    return marked(text) if isinstance(text, str) else [marked(one) for one in text]


def _read(path: Path) -> dict[str, str | list[str]]:
    with path.open("rb") as file:
        messages = read_po(file)
    table: dict[str, str | list[str]] = {}
    for message in messages:
        if message.id:
            id = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string or ""
            table[id] = said if isinstance(said, str) else list(said)
    return table


@functools.cache
def words(lang: str, id: str) -> Words:
    """The words of the tool ``id`` (or of another catalogue): the kit's own and its own."""
    return Words(lang, catalogue(lang, "kit") | said(lang, id))


@functools.cache
def said(lang: str, id: str) -> dict[str, str | list[str]]:
    """The messages of the tool ``id`` (or of another catalogue) without the kit's: its own, those that it
    shares with others (``Tool.shares``), and those that it says in another language too (``Tool.twins``)."""
    table = _shared(lang, id) | catalogue(lang, id)
    if not _is_tool(id):
        return table
    other = others(lang)[0]
    there = _shared(other, id) | catalogue(other, id)
    twins = tools.load(id).twins
    return table | {f"twin.{key}": text for key, text in there.items() if key.startswith(twins)}


def _shared(lang: str, id: str) -> dict[str, str | list[str]]:
    table: dict[str, str | list[str]] = {}
    for head, place in (tools.load(id).shares if _is_tool(id) else {}).items():
        domain, _, there = place.partition(".")
        for key, text in catalogue(lang, domain).items():
            if key.startswith(there + "."):
                table[head + key[len(there) :]] = text
    return table


def _is_tool(id: str) -> bool:
    return (Path(tools.__file__).parent / f"{id}.py").is_file()


def machine_language() -> str:
    """The language that this machine is set to, of ours; the first one for any other."""
    given = (
        next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
        or locale.getlocale()[0]
        or ""
    )
    return of_machine(given).code
