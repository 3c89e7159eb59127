"""Message catalogues: the same messages in every language, whole where the language is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from semillero.course.finding import Explanations, Finding
from semillero.course.tree import Tree
from semillero.languages import FIRST, LANGUAGES, WHOLE, language, others

FOLDER = "src/semillero/locale"
SAME = "tests/allowed-same.txt"
EXPLAIN = Explanations(
    {
        "catalogue-broken": ("{problem}", "Mend the file"),
        "catalogue-missing": ("has no twin in {lang!r}", "Write {twin}"),
        "message-missing": ("lacks the message {id!r} of {twin}", "Write it here, or take it out there"),
        "message-empty": ("{id!r} has no text", "Write it"),
        "message-fuzzy": ("{id!r} is marked fuzzy", "Review it and take the mark away"),
        "message-names": (
            "{id!r} fills in {ours}, {twin} fills in {theirs}",
            "Use the same {{names}} in both",
        ),
        "message-plural": (
            "{id!r} has {ours} forms, {allowed} are wanted here ({twin} has {theirs})",
            "Write every form of the plural, or none in both",
        ),
        "message-same": (
            "{id!r} is the same as in {twin}: {text!r}",
            "Write it in the language of the catalogue, or add the text and a reason to {file}",
        ),
        "allowed-reason": ("gives no reason", "Write: text # reason"),
    },
    {"allowed-unused": ("allows {text!r}, which is nowhere", "Take the line out")},
)
_NAME = re.compile(r"\{(\w*)[^{}]*\}")


def read_allowed(tree: Tree, file: str) -> dict[str, tuple[int, str]]:
    """An allow-list, text -> (line, reason): a line is the text, " # ", and the reason."""
    allowed = {}
    for number, line in enumerate(((tree.text(file) or "") if file in tree.files else "").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            text, _, reason = line.partition(" # ")
            allowed[text.strip()] = (number, reason.strip())
    return allowed


def check_allowed(file: str, allowed: dict[str, tuple[int, str]], used: set[str]) -> Iterator[Finding]:
    """Lines of an allow-list that give no reason or allow nothing."""
    for text, (line, reason) in allowed.items():
        if not reason:
            yield EXPLAIN.finding("allowed-reason", file, str(line))
        elif text not in used:
            yield EXPLAIN.finding("allowed-unused", file, str(line), text=text)


def catalogues(tree: Tree) -> Iterator[Finding]:
    """Each catalogue against the one of the first language."""
    allowed = read_allowed(tree, SAME)
    used: set[str] = set()
    found = {
        lang: [path for path in tree.files if path.startswith(f"{FOLDER}/{lang}/")] for lang in LANGUAGES
    }
    for path in found[FIRST.code]:
        for lang in others(FIRST.code):
            other = in_language(path, lang)
            if other in tree.files:
                yield from _pair(tree, other, path, lang, allowed, used)
            elif lang in WHOLE:
                yield EXPLAIN.finding("catalogue-missing", path, twin=other, lang=lang)
    for lang in others(FIRST.code):
        for path in found[lang]:
            first = in_language(path, FIRST.code)
            if first not in tree.files:
                yield EXPLAIN.finding("catalogue-missing", path, twin=first, lang=FIRST.code)
    yield from check_allowed(SAME, allowed, used)


@functools.lru_cache(maxsize=512)
def messages(tree: Tree, path: str) -> dict[str, Message]:
    """The messages of a catalogue by id. Raises what babel raises where it cannot be read."""
    with (tree.root / path).open("rb") as file:
        return {_key(message): message for message in read_po(file, abort_invalid=True) if message.id}


def whole(message: Message | None) -> bool:
    """Is there a message, with a text in each of its forms?"""
    return message is not None and all(_texts(message))


def in_language(path: str, lang: str) -> str:
    """The same catalogue in the language `lang`."""
    return f"{FOLDER}/{lang}/{path.removeprefix(FOLDER + '/').partition('/')[2]}"


def _pair(tree: Tree, path: str, other: str, lang: str, allowed: dict, used: set[str]) -> Iterator[Finding]:
    books: dict[str, dict[str, Message]] = {}
    for name in (path, other):
        try:
            books[name] = messages(tree, name)
        except (PoFileError, UnicodeDecodeError, ValueError) as error:
            yield EXPLAIN.finding("catalogue-broken", name, problem=error)
            return
    ours, theirs = books[path], books[other]
    for name, twin, left, right in ((path, other, ours, theirs), (other, path, theirs, ours)):
        for key in right:
            if key not in left and (name != path or lang in WHOLE):
                yield EXPLAIN.finding("message-missing", name, id=key, twin=twin)
        for key, message in left.items():
            if not whole(message) and (name != path or lang in WHOLE):
                yield EXPLAIN.finding("message-empty", name, id=key)
            if message.fuzzy:
                yield EXPLAIN.finding("message-fuzzy", name, id=key)
    for key in ours:
        if key in theirs and (whole(ours[key]) or lang in WHOLE):
            yield from _message(path, other, lang, ours[key], theirs[key], allowed, used)


def _message(
    path: str, other: str, lang: str, ours: Message, theirs: Message, allowed: dict, used: set[str]
) -> Iterator[Finding]:
    key, mine, its = _key(ours), _texts(ours), _texts(theirs)
    wanted = language(lang).forms if theirs.pluralizable else 1
    if len(mine) != wanted:
        told = {"ours": len(mine), "theirs": len(its), "allowed": wanted, "twin": other}
        yield EXPLAIN.finding("message-plural", path, id=key, **told)
    names = [sorted({name for text in texts for name in _NAME.findall(text)}) for texts in (mine, its)]
    if names[0] != names[1]:
        shown = [", ".join(f"{{{name}}}" for name in row) or "nothing" for row in names]
        yield EXPLAIN.finding("message-names", path, id=key, ours=shown[0], theirs=shown[1], twin=other)
    # Only words can be untranslated: "{count} / {total}" or "287(g)" has none.
    words = re.search(r"[^\W\d_]{2}", _NAME.sub("", mine[0]))
    if mine == its and all(mine) and words:
        if mine[0] in allowed:
            used.add(mine[0])
        else:
            yield EXPLAIN.finding("message-same", path, id=key, text=mine[0][:60], twin=other, file=SAME)


def _key(message: Message) -> str:
    name = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}|{name}" if message.context else name


def _texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


RULES = (catalogues,)
