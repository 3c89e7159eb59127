"""Private data in anything that is or would be committed: in texts, in names of files, in files that are no
text."""

from __future__ import annotations

from collections.abc import Iterator

from semillero.course.finding import Explanations, Finding
from semillero.course.plain import readable
from semillero.course.private import find
from semillero.course.rules.catalogues import check_allowed, read_allowed
from semillero.course.tree import Tree

ALLOWED = "tests/allowed-private.txt"
EXPLAIN = Explanations(
    {
        "private-data": (
            "holds what looks like private data ({kind}): {text!r}",
            "Take it out, or use 555-01xx or example.org, or add it with a reason to {file}",
        ),
        "private-name": (
            "its name holds what looks like private data ({kind}): {text!r}",
            "Rename it, or add the text with a reason to {file}",
        ),
        "private-file": (
            "cannot be read for private data: {problem}",
            "Write it as plain text in UTF-8, or add its path with a reason to {file}",
        ),
    }
)
_CODE = (".py", ".js", ".mjs", ".ts", ".json", ".css", ".toml", ".svg")
# Pictures and fonts, by their first bytes; anything else is text, or is refused.
_BINARY = {
    (".png",): (b"\x89PNG\r\n\x1a\n",),
    (".jpg", ".jpeg"): (b"\xff\xd8\xff",),
    (".gif",): (b"GIF8",),
    (".webp",): (b"RIFF",),
    (".ico",): (b"\0\0\1\0",),
    (".woff",): (b"wOFF",),
    (".woff2",): (b"wOF2",),
    (".ttf",): (b"\0\1\0\0", b"true"),
    (".otf",): (b"OTTO",),
}
# Documents that hide their text, also where their bytes are letters.
_DOCUMENTS = (b"%PDF", b"{\\rtf", b"PK\3\4", b"\xd0\xcf\x11\xe0")


def private(tree: Tree) -> Iterator[Finding]:
    """Telephone numbers, addresses and numbers of persons, in every file and in its name."""
    allowed, used = read_allowed(tree, ALLOWED), set()
    for path in tree.files:
        for finding, text in _look(path, (tree.root / path).read_bytes()):
            if text in allowed:
                used.add(text)
            else:
                yield finding
    yield from check_allowed(ALLOWED, allowed, used)


def _look(path: str, data: bytes) -> Iterator[tuple[Finding, str]]:
    """What is found in a file and in its name, each with the text that an allow-list may name."""
    for _, kind, found in find(_words_of(path)):
        yield EXPLAIN.finding("private-name", path, kind=kind, text=found, file=ALLOWED), found
    if any(
        path.lower().endswith(suffixes) and data.startswith(starts) for suffixes, starts in _BINARY.items()
    ):
        return
    text, problem = _text(data)
    if problem:
        yield EXPLAIN.finding("private-file", path, problem=problem, file=ALLOWED), path
    elif path != ALLOWED:
        for line, kind, found in find(readable(path, text), code=path.endswith(_CODE)):
            yield EXPLAIN.finding("private-data", path, str(line), kind=kind, text=found, file=ALLOWED), found


def _words_of(path: str) -> str:
    """The names in `path`, as they are and with their strokes as blanks, a line each."""
    names = path.replace("/", "\n")
    spaced = "\n".join(name.rpartition(".")[0].replace("_", " ") or name for name in names.split("\n"))
    return names if spaced == names else f"{names}\n{spaced}"


def _text(data: bytes) -> tuple[str, str]:
    """The text that `data` is, or what is wrong with it."""
    if data.startswith(_DOCUMENTS):
        return "", "a document or an archive, not a text"
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return "", f"byte {error.start + 1} is not UTF-8"
    return (text, "") if "\0" not in text else ("", "it holds the byte 0")


RULES = (private,)
