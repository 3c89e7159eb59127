"""The sheet as an anywidget: the page's own front end, answered by the kernel."""

import itertools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets
from IPython import get_ipython

from .. import catalogues, exports, files, plan_files, toolbox
from ..errors import Refused
from ..kit import overview
from ..kit import plan as plans
from ..kit.portable import dumps
from ..kit.sheet import leaving, misfits, read
from ..web import assemble
from ..web.styles import lab_style

if TYPE_CHECKING:
    import ipywidgets
    import pandas as pd

plan = plans.empty()  # the plan of this notebook's kernel: every sheet shown in it has its place here
_shown: dict[
    str | None, tuple[str | None, list["Sheet"]]
] = {}  # the sheets of each cell, by the run of it that showed them
_numbers = itertools.count(1)


def sheet(tool: str, lang: str = "en", sample: bool = False) -> "Sheet":
    """Show the sheet of a tool, blank or with the Río Claro example.

    Parameters: the tool's id (``semillero tools`` lists them), "en" or "es", and whether to fill in the
    example. Returns a :class:`Sheet`. A plan that was opened in this kernel comes first: what it holds for
    the tool is shown. Raises ``semillero.errors.Refused`` where there is no such tool or language.
    """
    return Sheet(tool, lang, sample)


class Sheet(anywidget.AnyWidget):
    """One sheet. ``value`` is what was typed, ``result`` what the engine answers, ``table()`` a DataFrame."""

    _esm = assemble.lab_module()
    _css = lab_style()
    still = traitlets.Unicode().tag(sync=True)
    uid = traitlets.Unicode().tag(sync=True)
    # What was typed goes by message: a synced trait would be saved with a notebook's widgets
    sheet = traitlets.Unicode()
    _writer = ""  # the view that wrote it last

    def __init__(self, tool: str, lang: str = "en", sample: bool = False) -> None:
        self._tool = toolbox.tool(tool)
        self._lang = lang
        words = catalogues.words(lang, tool)
        self._bridge = toolbox.bridge(lang, [tool, *(take.source for take in self._tool.takes)])
        first = self._tool.sample(words) if sample else self._tool.blank(words)
        given = plan["sheets"].get(tool, first)
        uid = toolbox.uid(next(_numbers), tool)
        still = toolbox.still(tool, lang, uid, sample)
        super().__init__(still=still, uid=uid, sheet=dumps(given))
        self.on_msg(self._asked)
        self.observe(self._keep, "sheet")
        _keep_of_this_run(self)

    def __repr__(self) -> str:
        return f"Sheet({self._tool.id!r}, {self._lang!r})"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        # The still sheet is for places without a kernel: the book's page, an exported notebook. Never what
        # was typed.
        return data | {"text/plain": repr(self), "text/html": self.still}, metadata

    def _asked(self, _: object, content: dict[str, Any], buffers: object) -> None:
        """Answer a question of the front end; an error goes back in words and leaves the sheet as it is."""
        try:
            answer = self._answer(content["question"])
        except Exception as error:  # whatever went wrong, the person keeps typing
            self.send({"id": content["id"], "error": f"{type(error).__name__}: {error}"})
        else:
            self.send({"id": content["id"], "answer": answer})

    def _answer(self, text: str) -> str:
        question = json.loads(text)
        if question["ask"] == "held":
            return "sheet\x1f" + self.sheet
        if question["ask"] == "put":
            self._writer = question["by"]
            self.sheet = dumps(question["sheet"])
            self._writer = ""
            return "put\x1f"
        if question["ask"] in ("save", "write"):
            return "text\x1f" + plan_files.as_text(
                plan | {"sheets": plan["sheets"] | {self._tool.id: plan_files.parsed(self.sheet)}}
            )
        if question["ask"] == "open":
            try:
                _take(plan_files.check(json.dumps(question["plan"]), "plan", self._lang), self)
            except Refused as refused:
                return "refused\x1f" + str(refused).partition(": ")[2]
            return "refused\x1f"
        if question["ask"] == "sealed":
            return "text\x1f" + self.html()
        if "plan" in question:
            question["plan"] = plan | {"sheets": plan["sheets"] | question["plan"]["sheets"]}
        return self._bridge.ask(dumps(question))

    def _keep(self, change: dict[str, Any]) -> None:
        plan["sheets"][self._tool.id] = plan_files.parsed(change["new"])
        self.send({"sheet": change["new"], "by": self._writer})

    @property
    def value(self) -> dict[str, Any]:
        """What was typed, read: texts, numbers, ids of choices, tables as lists of dicts. Unreadable cells
        are empty."""
        return read(self._tool, plan_files.parsed(self.sheet), toolbox.tables(self._tool))[0]

    @value.setter
    def value(self, new: dict[str, Any]) -> None:
        wrong = misfits(self._tool, new)
        if wrong:
            path, code, _ = wrong[0]
            raise Refused(
                f"{path or 'the sheet'}: {code.replace('_', ' ')}. `semillero tools --json` lists the fields."
            )
        self.sheet = dumps(plan_files.parsed(self.sheet) | new)

    @property
    def result(self) -> dict[str, Any]:
        """The engine's answer: ``{"findings": [...], "results": {...}}``, the same as on the page."""
        return toolbox.answer(self._tool.id, plan_files.parsed(self.sheet))

    def export(self, kind: str = "markdown") -> str | bytes:
        """The sheet as one of ``exports.KINDS``: "markdown", "csv", "ics" (a calendar with neutral titles),
        "svg" (its drawing) and so on: text, or the bytes of a PDF."""
        return exports.make(kind, self._tool.id, plan_files.parsed(self.sheet), self._lang)

    def html(self) -> str:
        """The sheet as a page of its own, engine inside: one file that answers without a network."""
        return str(self.export("html"))

    def pdf(self, path: Path | str, lang: str | None = None, paper: str = "letter") -> Path:
        """Write the sheet as it is filled in as a tagged PDF; ``lang`` "both" puts two languages side by
        side."""
        sheet = plan_files.parsed(self.sheet)
        return files.write(exports.make("pdf", self._tool.id, sheet, lang or self._lang, paper), path)

    def table(self, field: str | None = None) -> "pd.DataFrame":
        """A table of the sheet as a DataFrame: one row a filled-in row, one column a column of the form.

        ``field`` is the table's id; without it, the first one. Raises ``Refused`` where there
        is none. Cells that stay in the open tab are left out: a DataFrame is made to be written somewhere.
        ``value`` has them all.
        """
        import pandas as pd

        tables = {one.id: one for one in self._tool.fields if one.kind == "table"}
        if not tables or (field and field not in tables):
            raise Refused(f"{self!r} has no table {field or ''}. Tables: {', '.join(tables) or 'none'}.")
        one = tables[field or next(iter(tables))]
        columns = [column.id for column in one.columns if not column.tab_only]
        rows = read(
            self._tool, leaving(self._tool, plan_files.parsed(self.sheet)), toolbox.tables(self._tool)
        )[0][one.id]
        return pd.DataFrame([[row[id] for id in columns] for row in rows], columns=columns)


def open_plan(path: Path | str, lang: str = "en") -> None:
    """Open the plan in a file: the sheets that are shown, and those shown later, hold what it holds.

    Raises ``Refused`` in words where it is no plan; the file is never changed.
    """
    _take(plan_files.open(path, lang))


def my_plan(lang: str = "en") -> "ipywidgets.VBox":
    """This kernel's plan at a glance: how far each sheet is, what changed upstream, what to do first. An
    ipywidgets box."""
    import ipywidgets

    say = catalogues.words(lang, toolbox.in_order()[0])
    shown = ipywidgets.HTML()
    button = ipywidgets.Button(description=say("plan.look"), tooltip=say("plan.look"))

    def look(_: object = None) -> None:
        pieces = overview.pieces(toolbox.plan_overview(plan, lang), lambda id: catalogues.words(lang, id))
        steps = "".join(
            f"<li><b>{catalogues.words(lang, id)('title')}</b>: {pieces['state-' + id]}</li>"
            for id in toolbox.in_order()
        )
        todo = (
            re.sub(r'<a href="#[^"]*">(.*?)</a>', r"<b>\1</b>", pieces["todo"])
            or f"<li>{say('ui.no_findings')}</li>"
        )
        shown.value = (
            f'<div lang="{lang}"><ol>{steps}</ol><p><b>{say("plan.todo")}</b></p><ul>{todo}</ul></div>'
        )

    button.on_click(look)
    look()
    return ipywidgets.VBox([button, shown])


def save_plan(path: Path | str) -> Path:
    """Save this kernel's plan to a file and return its path. Raises ``Refused``."""
    return plan_files.save(plan, path)


def _keep_of_this_run(sheet: Sheet) -> None:
    """Remember ``sheet``; what an earlier run of the same cell showed is gone from the screen, and let go."""
    shell = get_ipython()
    asked = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell, run = asked.get("metadata", {}).get("cellId"), asked.get("header", {}).get("msg_id")
    before = _shown.get(cell)
    if cell and before and before[0] != run:
        for one in before[1]:
            one.close()
        before = None
    _shown[cell] = before or (run, [])
    _shown[cell][1].append(sheet)


def _take(opened: dict[str, Any], asker: Sheet | None = None) -> None:
    plan.clear()
    plan.update(opened)
    for one in itertools.chain.from_iterable(sheets for _, sheets in _shown.values()):
        kept = plan["sheets"].get(one._tool.id)
        if one is not asker and kept is not None:
            one.sheet = dumps(kept)
