"""What each tool's results hold stands in the docstring of its ``compute``, and nothing else does.

After a line ``Results:`` there is a line for a key, or for some of one kind: ``name, name (type): meaning``; the
keys of a record follow, indented. A type is

- ``text``, ``int``, ``number`` (whole or decimal), ``bool``, ``none``,
- ``flag`` (0 or 1), ``day`` (a date as exact as it is known, or ""), ``record`` (a dict with the keys that follow),
- ``[type]`` (a list), ``[type, type]`` (a list of exactly these), ``{type}`` (a dict by id),
- ``type or type``.
"""

import ast
import inspect
import json
import re
from pathlib import Path

import pytest

from semillero import catalogues, toolbox
from semillero.kit.models import policy, scoring
from semillero.languages import LANGUAGES
from semillero.web.lean import lean

CASES = Path(__file__).parent / "cases"
LINE = re.compile(r"(?P<indent> *)(?P<heads>\w+(?:, \w+)* \([^()]+\)(?:, \w+(?:, \w+)* \([^()]+\))*): \S.*")
PLAIN = {
    "text": lambda value: type(value) is str,
    "int": lambda value: type(value) is int,
    "number": lambda value: type(value) in (int, float),
    "bool": lambda value: type(value) is bool,
    "none": lambda value: value is None,
    "flag": lambda value: type(value) is int and value in (0, 1),
    "day": lambda value: type(value) is str and re.fullmatch(r"(\d{4}(-\d\d){0,2})?", value),
    "record": lambda value: type(value) is dict,
}


class Shape:
    """A type as a docstring tells it, and which of its alternatives were met.

    ``kind`` is a word of ``PLAIN``, "or", "list", "these" or "by id"; ``parts`` are the types that it is made
    of, ``keys`` those of a record."""

    def __init__(self, kind, parts=(), keys=None):
        self.kind, self.parts, self.keys = kind, parts, keys
        self.met = self.whole = False

    def is_of(self, value):
        if self.kind == "or":
            return any(one.is_of(value) for one in self.parts)
        if self.kind in ("list", "these"):
            return type(value) is list or (self.kind == "these" and type(value) is tuple)
        return type(value) is dict if self.kind == "by id" else PLAIN[self.kind](value)

    def faults(self, value, path):
        """Where ``value`` is not as told."""
        self.met = True
        if not self.is_of(value):
            return [f"{path} is {value!r:.60}, and no {self.kind}"]
        self.whole = self.whole or type(value) is float
        if self.kind == "or":
            return next(one for one in self.parts if one.is_of(value)).faults(value, path)
        if self.kind == "these" and len(value) != len(self.parts):
            return [f"{path} has {len(value)} entries, and not {len(self.parts)}"]
        if self.kind == "these":
            pairs = zip(self.parts, value, strict=True)
            return [fault for part, one in pairs for fault in part.faults(one, path + "[]")]
        if self.kind in ("list", "by id"):
            inner = value if self.kind == "list" else value.values()
            return [fault for one in inner for fault in self.parts[0].faults(one, path + "[]")]
        if self.kind != "record":
            return []
        found = [f"{path}.{key} is not told" for key in value if key not in self.keys]
        found += [f"{path}.{key} is told and not there" for key in self.keys if key not in value]
        return found + [
            fault
            for key, shape in self.keys.items()
            if key in value
            for fault in shape.faults(value[key], f"{path}.{key}")
        ]

    def unmet(self, path):
        """What is told and nothing shows."""
        if not self.met:
            return [f"{path} ({self.kind}) is told, and no case shows it"]
        if self.kind == "number" and not self.whole:
            return [f"{path} is told as a number, and was always whole: an int?"]
        inner = [(one, path if self.kind == "or" else path + "[]") for one in self.parts]
        inner += [(one, f"{path}.{key}") for key, one in (self.keys or {}).items()]
        return [fault for one, place in inner for fault in one.unmet(place)]


def typed(text, keys):
    """The type that ``text`` names; ``keys`` are those of its record."""
    kinds = re.findall(r"\w+|\S", text)

    def one():
        head = kinds.pop(0)
        if head in "[{":
            inner = [either()]
            while kinds[0] == ",":
                kinds.pop(0)
                inner.append(either())
            assert kinds.pop(0) == {"[": "]", "{": "}"}[head], text
            return Shape("by id" if head == "{" else "these" if len(inner) > 1 else "list", inner)
        assert head in PLAIN, f"{head!r} is no type; there are {', '.join(PLAIN)}"
        return Shape(head, keys=keys if head == "record" else None)

    def either():
        parts = [one()]
        while kinds and kinds[0] == "or":
            kinds.pop(0)
            parts.append(one())
        return parts[0] if len(parts) == 1 else Shape("or", parts)

    made = either()
    assert not kinds, f"{text!r} is no type"
    return made


def told(docstring):
    """The record that a docstring tells of."""
    _, found, lines = inspect.cleandoc(docstring or "").partition("\nResults:\n")
    assert found, "the docstring has no line 'Results:'"
    levels = [(-1, {})]
    for line in lines.splitlines():
        match = LINE.fullmatch(line)
        assert match, f"{line!r} is not of the form 'name, name (type): meaning'"
        while levels[-1][0] >= len(match["indent"]):
            levels.pop()
        above, inner = levels[-1][1], {}
        assert above is not None, f"{line!r} is a key of nothing that is a record"
        for names, kind in re.findall(r"(\w+(?:, \w+)*) \(([^()]+)\)", match["heads"]):
            for name in names.split(", "):
                assert name not in above, f"{name} is told twice"
                above[name] = typed(kind, inner)
        levels.append((len(match["indent"]), inner if "record" in match["heads"] else None))
    return Shape("record", keys=levels[0][1])


def answered(tool):
    """Sheets of the tool: its known answers, its samples and blanks, and an empty one."""
    for case in json.loads((CASES / f"{tool.id}.json").read_text(encoding="utf-8")):
        yield case["sheet"]
    for words in (catalogues.words(lang, tool.id) for lang in LANGUAGES):
        yield from (tool.sample(words), tool.blank(words))
    yield {}


@pytest.mark.parametrize("id", toolbox.tool_ids())
def test_results_are_as_the_docstring_of_compute_tells(id):
    tool = toolbox.tool(id)
    shape, found = told(tool.compute.__doc__), []
    for sheet in answered(tool):
        results = toolbox.answer(id, sheet)["results"]
        results.pop("notice", None)  # of the engine, not of ``compute``
        found += shape.faults(results, "results")
    where = f"{inspect.getsourcefile(tool.compute)}, the docstring of {tool.compute.__name__}"
    assert sorted(set(found)) + shape.unmet("results") == [], where


def pool(day=""):
    """What the scorer looks at on ``day``, with a draft of the group's own."""
    tables = toolbox.tables(toolbox.tool("scorer"))
    mine = ("Ours", "TX", {"P01": 2, "P02": -2})
    return scoring.gathered(tables["policies"], tables["codings"], day, "all", mine)


def changes():
    order = [(place + 1, id, -place) for place, (id, _) in enumerate(pool()["pool"])]
    yield policy.rank_change(order, "equal", pool()["pool"], 50)
    yield policy.rank_change([], "equal", pool()["pool"], 50)


SHARED = {
    policy.score: lambda: (policy.score(part, 30, 1) for part in ((0, 0, 0), (5, -2, 10), (20, 0, 10))),
    policy.rank_change: changes,
    scoring.gathered: lambda: (pool(day) for day in ("", "2018-06-01")),
}


@pytest.mark.parametrize("function", SHARED, ids=lambda one: one.__name__)
def test_dicts_of_the_models_are_as_their_docstrings_tell(function):
    shape = told(function.__doc__)
    found = [fault for made in SHARED[function]() for fault in shape.faults(made, "results")]
    assert sorted(set(found)) + shape.unmet("results") == [], function.__name__


def test_a_page_carries_no_docstring():
    for path in [*(toolbox.TOOLS).glob("*.py"), *(toolbox.TOOLS.parent / "models").glob("*.py")]:
        for node in ast.walk(ast.parse(lean(path.read_text(encoding="utf-8")))):
            if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)):
                assert ast.get_docstring(node) is None, path.name


def test_a_page_carries_nothing_that_only_this_side_asks():
    gaps, fields = [
        lean((toolbox.TOOLS / name).read_text(encoding="utf-8")) for name in ("gaps.py", "../fields.py")
    ]
    assert "TOOL = Tool('gaps'" in gaps and "shares=" not in gaps and "twins=" not in gaps
    assert "class Choice" in fields and "describe" not in fields


SHAPE = """Told for the test.

Results:
    a (int): one
    rows ([record]): two
        b, c (text or none): three
    d (number), e ([[int, text]]): four
"""


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"a": "1"}, "results.a is '1', and no int"),
        ({"a": True}, "results.a is True, and no int"),
        ({"f": 1}, "results.f is not told"),
        ({"rows": [{"b": None, "c": "x", "g": 1}]}, "results.rows[].g is not told"),
        ({"rows": [{"b": None}]}, "results.rows[].c is told and not there"),
        ({"e": [[1]]}, "results.e[] has 1 entries, and not 2"),
    ],
)
def test_what_is_not_as_told_is_found(changed, fault):
    right = {"a": 1, "rows": [{"b": None, "c": "x"}, {"b": "x", "c": None}], "d": 0.5, "e": [[1, "x"]]}
    shape = told(SHAPE)
    assert shape.faults(right | changed, "results") == ([fault] if fault else [])
    assert bool(told(SHAPE).unmet("results")), "nothing was shown yet"


def test_what_nothing_shows_is_found():
    shape = told(SHAPE)
    shape.faults({"a": 1, "rows": [{"b": "x", "c": None}], "d": 2, "e": []}, "results")
    assert shape.unmet("results") == [
        "results.rows[].b (none) is told, and no case shows it",
        "results.rows[].c (text) is told, and no case shows it",
        "results.d is told as a number, and was always whole: an int?",
        "results.e[] (these) is told, and no case shows it",
    ]


def test_a_line_of_another_form_is_refused():
    for line in ("a: one", "a (word): one", "a (int)", "a ([int): one", "a (int): one\n    b (int): two"):
        with pytest.raises((AssertionError, IndexError)):
            told(f"Told.\n\nResults:\n{line}\n")
