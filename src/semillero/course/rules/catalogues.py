"""Message catalogues: the same messages, whole, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from semillero.course.finding import Explanations, Finding
from semillero.course.nodes import LANGUAGES
from semillero.course.tree import Tree

FOLDER = "src/semillero/locale"
SAME = "tests/allowed-same.txt"
EXPLAIN = Explanations(
    {
        "catalogue-broken": ("{problem}", "Mend the file"),
        "catalogue-missing": ("has no twin in the other language", "Write {twin}"),
        "message-missing": ("lacks the message {id!r} of {twin}", "Write it here, or take it out there"),
        "message-empty": ("{id!r} has no text", "Write it"),
        "message-fuzzy": ("{id!r} is marked fuzzy", "Review it and take the mark away"),
        "message-names": (
            "{id!r} fills in {ours}, {twin} fills in {theirs}",
            "Use the same {{names}} in both",
        ),
        "message-plural": ("{id!r} has {ours} forms, {twin} has {theirs}", "Write every form in both"),
        "message-same": (
            "{id!r} is the same in both languages: {text!r}",
            "Write it in Spanish, or add the text and a reason to {file}",
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
    """Each catalogue against the one of the other language."""
    allowed = read_allowed(tree, SAME)
    used: set[str] = set()
    for path in tree.files:
        if path.startswith(FOLDER) and path.endswith(".po"):
            other = _other(path)
            if other not in tree.files:
                yield EXPLAIN.finding("catalogue-missing", path, twin=other)
            elif _language(path) == "es":
                yield from _pair(tree, path, other, allowed, used)
    yield from check_allowed(SAME, allowed, used)


def _language(path: str) -> str:
    parts = re.split(r"[/.]", path)
    return next((lang for lang in LANGUAGES if lang in parts), "")


def _other(path: str) -> str:
    """The same catalogue in the other language, whether the language is a folder or part of the name."""
    swap = dict(zip(LANGUAGES, reversed(LANGUAGES), strict=True))
    parts = re.split(r"([/.])", PurePosixPath(path).as_posix())
    return "".join(swap.get(part, part) for part in parts)


def _pair(tree: Tree, path: str, other: str, allowed: dict, used: set[str]) -> Iterator[Finding]:
    books: dict[str, Catalog] = {}
    for name in (path, other):
        try:
            with (tree.root / name).open("rb") as file:
                books[name] = read_po(file, abort_invalid=True)
        except (PoFileError, UnicodeDecodeError, ValueError) as error:
            yield EXPLAIN.finding("catalogue-broken", name, problem=error)
            return
    ours, theirs = (
        {_key(message): message for message in books[name] if message.id} for name in (path, other)
    )
    for name, twin, left, right in ((path, other, ours, theirs), (other, path, theirs, ours)):
        for key in right:
            if key not in left:
                yield EXPLAIN.finding("message-missing", name, id=key, twin=twin)
        for key, message in left.items():
            if not all(_texts(message)):
                yield EXPLAIN.finding("message-empty", name, id=key)
            if message.fuzzy:
                yield EXPLAIN.finding("message-fuzzy", name, id=key)
    for key in ours:
        if key in theirs:
            yield from _message(path, other, key, ours[key], theirs[key], allowed, used)


def _message(
    path: str, other: str, key: str, ours: Message, theirs: Message, allowed: dict, used: set[str]
) -> Iterator[Finding]:
    mine, its = _texts(ours), _texts(theirs)
    if len(mine) != len(its):
        yield EXPLAIN.finding("message-plural", path, id=key, ours=len(mine), theirs=len(its), twin=other)
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
            yield EXPLAIN.finding("message-same", path, id=key, text=mine[0][:60], file=SAME)


def _key(message: Message) -> str:
    name = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}|{name}" if message.context else name


def _texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


RULES = (catalogues,)
