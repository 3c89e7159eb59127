"""Two pieces of code as the same program, told in two languages: names of its own, comments, docstrings and
the sentences of assertions are each language's, all else is the same.
"""

from __future__ import annotations

import ast
import builtins
import io
import re
import tokenize
from collections.abc import Iterator
from typing import Any

from semillero.languages import LANGUAGES

_WORD = re.compile(r"[^\W\d_]{2,}")
_DOCUMENTED = (ast.FunctionDef, ast.ClassDef, ast.Module)
FEW = 3  # words that two languages may share without anybody having forgotten to translate
# Where a syntax tree holds a name that whoever writes the code chose.
_NAMES = {
    "Name": "id",
    "arg": "arg",
    "FunctionDef": "name",
    "ClassDef": "name",
    "ExceptHandler": "name",
    "keyword": "arg",
}


class Twins:
    """The code of two notebooks, cell by cell. A name of the one stands for one name of the other,
    everywhere; names of Python and of what is imported are the same in both."""

    def __init__(self) -> None:
        self._names: tuple[dict[str, str], dict[str, str]] = ({}, {})

    def difference(self, ours: str, theirs: str) -> tuple[int, str, str] | None:
        """The first place where the programs differ: its line in ``ours``, and both lines as they are. None
        where they are the same. Raises SyntaxError where one of them is no Python."""
        trees = _silent(ast.parse(ours)), _silent(ast.parse(theirs))
        for tree in trees:
            for node in ast.walk(tree):
                if isinstance(node, ast.alias):
                    name = node.asname or node.name.partition(".")[0]
                    self._same(name, name)
        found = self._compare(*trees, (1, 1))
        if not found and len(comments(ours)) != len(comments(theirs)):
            found = (1, 1)
        return found and (found[0], _line(ours, found[0]), _line(theirs, found[1]))

    def _compare(self, one: Any, two: Any, at: tuple[int, int]) -> tuple[int, int] | None:
        if isinstance(one, list) and isinstance(two, list):
            for pair in zip(one, two, strict=False):
                if found := self._compare(*pair, at):
                    return found
            return None if len(one) == len(two) else at
        if not (isinstance(one, ast.AST) and isinstance(two, ast.AST)):
            same = one == two or {one, two} <= set(LANGUAGES)
            return None if type(one) is type(two) and same else at
        at = getattr(one, "lineno", at[0]), getattr(two, "lineno", at[1])
        if type(one) is not type(two):
            return at
        name = _NAMES.get(type(one).__name__)
        for field in one._fields:
            pair = getattr(one, field), getattr(two, field)
            if field == name and all(pair):
                if not self._same(*pair, word=isinstance(one, ast.keyword)):
                    return at
            elif found := self._compare(*pair, at):
                return found
        return None

    def _same(self, one: str, two: str, word: bool = False) -> bool:
        """Whether ``one`` stands for ``two``, from now on if it is new; the word of a call may be that of a
        function from elsewhere, which is the same in both."""
        if hasattr(builtins, one) or hasattr(builtins, two) or (word and one == two):
            return one == two
        if word:
            return self._names[0].get(one) == two
        return self._names[0].setdefault(one, two) == two and self._names[1].setdefault(two, one) == one


def _silent(tree: ast.Module) -> ast.Module:
    """``tree`` without the words of its docstrings and of the sentences of its assertions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and _text(node.msg):
            node.msg = ast.Constant("")
        elif isinstance(node, _DOCUMENTED) and ast.get_docstring(node) is not None:
            node.body[0] = ast.Pass()
    return tree


def _text(node: ast.AST | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def comments(code: str) -> list[str]:
    """The comments of ``code``, without their sign."""
    tokens = tokenize.generate_tokens(io.StringIO(code + "\n").readline)
    return [token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT]


def sentences(code: str) -> Iterator[str]:
    """What ``code`` says to whoever reads it: its comments, docstrings and the sentences of assertions."""
    yield from comments(code)
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, _DOCUMENTED):
            yield ast.get_docstring(node) or ""
        elif isinstance(node, ast.Assert):
            yield _text(node.msg)


def untold(ours: str, theirs: str) -> str | None:
    """A sentence that two languages have in common, so that one of them has not translated it."""
    both = set(sentences(ours)) & set(sentences(theirs))
    return min((text for text in both if len(_WORD.findall(text)) >= FEW), default=None)


def bare(code: str) -> Iterator[int]:
    """The lines of assertions that do not say in a sentence what they show."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Assert) and not _WORD.search(_text(node.msg)):
            yield node.lineno


def _line(code: str, number: int) -> str:
    return code.splitlines()[number - 1] if code.strip() else ""
