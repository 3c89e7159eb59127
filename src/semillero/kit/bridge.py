"""One question, one answer, both text: all that a front end needs to know of the engine.

A question is JSON, ``{"ask": ..., "tool": id, ...}``:

``answer``   the pieces of ``view.pieces`` for ``sheet``, with ids that begin with ``uid``
``offers``   ``offers``: what the plan offers to the sheet of ``tool``, as HTML, or nothing
``bring``    ``sheet``: the sheet as JSON text after the offer ``take`` was taken in the way ``how``
``overview`` the pieces of ``overview.pieces`` for ``plan``: how far each sheet is, and what to do first
``write``    ``text``: ``plan`` as the canonical text of a file
``export``   ``text``: the sheet as ``as`` says: "markdown", "csv", "ics" or "svg" (the drawing, without
             its style)
``page``     ``before`` and ``after``: the sheet as a page of its own, but for its style and scripts
             (``form.page``)
``check``    ``refused``: why ``plan`` cannot be opened, in words, or nothing (``tool`` may be missing)

In ``plan``, a number that must stay as it stood in a file is a text: a carriage return and its digits
(``portable.exact``).

An answer is a list of names and texts, ``name US text RS name US text`` (the separators of ASCII, which no
piece holds). Not JSON: MicroPython takes a microsecond a character to write a JSON string, too long for a
figure.
"""

import json

from . import chain, export, form, overview, view
from . import plan as plans
from .portable import dumps
from .sheet import aside, evaluate
from .tools import in_order, load
from .words import Words


class Bridge:
    """An engine for some tools, each with its words, and the tables that they name. ``shared`` are the words
    of all tools, as JSON text."""

    def __init__(self, shared="{}"):
        self.shared = json.loads(shared)
        self.words = {}
        self.held = {}

    def hold(self, name, rows):
        """Make the table ``name`` known to all tools; ``rows`` is JSON text."""
        self.held[name] = json.loads(rows)

    def add(self, tool, lang, words):
        """Make the tool ``tool`` (its id) known; ``words`` is JSON text."""
        self.words[tool] = Words(lang, self.shared | json.loads(words))

    def ask(self, text):
        """The answer to a question. Raises KeyError for a question that nobody knows, and what the engine
        raises: the front end says so in words."""
        question = json.loads(text)
        pieces = self.asks[question["ask"]](self, question)
        return "\x1e".join([name + "\x1f" + pieces[name] for name in sorted(pieces)])

    def _answer(self, question):
        id = question["tool"]
        tool = load(id)
        sheet, tables = question["sheet"], self._tables(id)
        answer = evaluate(tool, sheet, tables)
        return view.pieces(answer, tool, self.words[id], question["uid"], aside(tool, sheet, tables, answer))

    def _known(self, id):
        return load(id) if id in self.words else None

    def _tables(self, id):
        return {name: self.held[name] for name in load(id).tables}

    def _offered(self, question):
        return chain.offers(load(question["tool"]), question["plan"]["sheets"], self._known, self._tables)

    def _offers(self, question):
        id = question["tool"]
        return {"offers": view.offers(self._offered(question), load(id), self.words[id])}

    def _bring(self, question):
        tool = load(question["tool"])
        sheet = question["plan"]["sheets"].get(tool.id) or tool.blank(self.words[tool.id])
        for offer in self._offered(question):
            if offer["take"].id == question["take"]:
                sheet = chain.bring(tool, sheet, offer, question["how"], self.words[tool.id])
        return {"sheet": dumps(sheet)}

    def _overview(self, question):
        order = in_order(self.words)
        words = self.words.get
        return overview.pieces(
            overview.overview(question["plan"]["sheets"], self._known, self._tables, order, words), words
        )

    def _write(self, question):
        return {"text": dumps(plans.leaving(question["plan"], self._known)) + "\n"}

    def _export(self, question):
        id = question["tool"]
        return {
            "text": export.text(question["as"], load(id), question["sheet"], self._tables(id), self.words[id])
        }

    def _page(self, question):
        id = question["tool"]
        before, after = form.page(load(id), question["sheet"], self._tables(id), self.words[id])
        return {"before": before, "after": after}

    def _check(self, question):
        refused = plans.refusal(question["plan"], self._known)
        words = self.words[question.get("tool") or sorted(self.words)[0]]
        return {"refused": words(refused[0], **refused[1]) if refused else ""}

    asks = {
        "answer": _answer,
        "offers": _offers,
        "bring": _bring,
        "overview": _overview,
        "write": _write,
        "export": _export,
        "page": _page,
        "check": _check,
    }
