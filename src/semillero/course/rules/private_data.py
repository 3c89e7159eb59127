"""Private data in anything that is or would be committed."""

from __future__ import annotations

from collections.abc import Iterator

from semillero.course.finding import Explanations, Finding
from semillero.course.private import find, readable
from semillero.course.rules.catalogues import check_allowed, read_allowed
from semillero.course.tree import Tree

ALLOWED = "tests/allowed-private.txt"
EXPLAIN = Explanations({
    "private-data": ("line {line} holds what looks like private data ({kind}): {text!r}",
                     "Take it out, or use 555-01xx or example.org, or add it with a reason to {file}"),
})
# Hashes and versions of other people's packages, written by npm.
_GENERATED = ("package-lock.json",)
_CODE = (".py", ".js", ".mjs", ".ts", ".json", ".css", ".toml", ".svg")


def private(tree: Tree) -> Iterator[Finding]:
    """Telephone numbers, addresses and numbers of persons in every text file."""
    allowed, used = read_allowed(tree, ALLOWED), set()
    for path in tree.files:
        text = None if path == ALLOWED or path.endswith(_GENERATED) else tree.text(path)
        if text is None:
            continue
        text = readable(path, text)
        for position, kind, found in find(text, code=path.endswith(_CODE)):
            if found in allowed:
                used.add(found)
            else:
                yield EXPLAIN.finding("private-data", path, line=text.count("\n", 0, position) + 1, kind=kind,
                                      text=found, file=ALLOWED)
    yield from check_allowed(ALLOWED, allowed, used)


RULES = (private,)
