"""One question, one answer, both text: all that a front end needs to know of the engine.

A question is JSON, ``{"ask": ..., "tool": id, ...}``:

``answer``   the pieces of ``view.parts`` for ``sheet``, with ids that begin with ``uid``
``write``    ``text``: ``plan`` as the canonical text of a file
``check``    ``refused``: why ``plan`` cannot be opened, in words, or nothing

An answer is a list of names and texts, ``name US text RS name US text`` (the separators of ASCII, which no piece
holds). Not JSON: MicroPython takes a microsecond a character to write a JSON string, too long for a figure.
"""
import json

from . import plan as plans
from .portable import dumps
from .sheet import evaluate
from .tools import load
from .view import parts
from .words import Words


class Bridge:
    """An engine for some tools, each with its words and tables."""

    def __init__(self):
        self.words = {}
        self.tables = {}

    def add(self, tool, lang, words, tables):
        """Make the tool ``tool`` (its id) known; ``words`` and ``tables`` are JSON text."""
        self.words[tool] = Words(lang, json.loads(words))
        self.tables[tool] = json.loads(tables)

    def ask(self, text):
        """The answer to a question. Raises what the engine raises: the front end says so in words."""
        question = json.loads(text)
        pieces = getattr(self, "_" + question["ask"])(question)
        return "\x1e".join([name + "\x1f" + pieces[name] for name in sorted(pieces)])

    def _answer(self, question):
        id = question["tool"]
        tool = load(id)
        answer = evaluate(tool, question["sheet"], self.tables[id])
        return parts(answer, tool, self.words[id], question["uid"])

    def _write(self, question):
        return {"text": dumps(question["plan"]) + "\n"}

    def _check(self, question):
        refused = plans.refusal(question["plan"], lambda id: load(id) if id in self.words else None)
        return {"refused": self.words[question["tool"]](refused[0], **refused[1]) if refused else ""}
