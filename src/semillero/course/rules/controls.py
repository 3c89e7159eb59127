"""ipywidgets controls: each has a name, and none is of the kinds that nobody can name."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from semillero.course.finding import Explanations, Finding
from semillero.course.tree import Tree

EXPLAIN = Explanations(
    {
        "control-unnamed": (
            "{name} has no description",
            'Add description="..." with the words a person hears',
        ),
        "control-slider": (
            "{name} cannot be given a name that a screen reader says",
            "Use BoundedIntText, BoundedFloatText or Dropdown",
        ),
        "control-guessed": (
            "{name} with a number or a pair makes a slider",
            "Hand it a control with a description, for example BoundedIntText",
        ),
        "code-unreadable": ("{problem}", "Mend the code"),
    }
)
_NAMED = frozenset(
    set(
        """
    BoundedFloatText BoundedIntText Button Checkbox Combobox DatePicker Dropdown FileUpload FloatText IntText
    Password RadioButtons Select SelectMultiple SelectionRangeSlider SelectionSlider TagsInput Text Textarea
    TimePicker ToggleButton ToggleButtons Valid
    """.split()
    )
)
_SLIDERS = frozenset(
    {
        "ColorPicker",
        "FloatLogSlider",
        "FloatRangeSlider",
        "FloatSlider",
        "IntRangeSlider",
        "IntSlider",
        "Play",
    }
)
_GUESSING = frozenset({"interact", "interactive", "interactive_output", "interact_manual"})


def controls(tree: Tree) -> Iterator[Finding]:
    """Calls of ipywidgets in notebooks that use it."""
    for page in tree.pages.values():
        codes = [cell for cell in page.cells if cell.kind == "code"]
        if not any("ipywidgets" in cell.source for cell in codes):
            continue
        for cell in codes:
            for line, rule, values in _faults(cell.source):
                yield EXPLAIN.finding(rule, page.path, cell.place(line), **values)


def _faults(source: str) -> Iterator[tuple[int, str, dict[str, object]]]:
    # IPython's own lines are no Python.
    lines = ["" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines()]
    try:
        nodes = ast.walk(ast.parse("\n".join(lines)))
    except SyntaxError as error:
        yield error.lineno or 0, "code-unreadable", {"problem": error.msg}
        return
    for node in nodes:
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in _SLIDERS:
                yield node.lineno, "control-slider", {"name": name}
            elif name in _NAMED and not _described(node):
                yield node.lineno, "control-unnamed", {"name": name}
            elif name in _GUESSING and any(_guesses(word.value) for word in node.keywords):
                yield node.lineno, "control-guessed", {"name": name}


def _described(call: ast.Call) -> bool:
    for word in call.keywords:
        # Options handed on as **options are taken on trust.
        if word.arg is None:
            return True
        if word.arg == "description":
            return not (isinstance(word.value, ast.Constant) and not str(word.value.value or "").strip())
    return False


def _guesses(value: ast.expr) -> bool:
    if isinstance(value, ast.Tuple):
        return True
    return (
        isinstance(value, ast.Constant)
        and isinstance(value.value, (int, float))
        and not isinstance(value.value, bool)
    )


RULES = (controls,)
