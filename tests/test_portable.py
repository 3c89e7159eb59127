"""The kit stays within the Python that CPython and MicroPython share, and imports nothing of ours."""

import ast
from pathlib import Path

import pytest

from semillero.kit import portable
from semillero.kit.days import day_number, days_of

KIT = Path(portable.__file__).parent
FILES = sorted(KIT.rglob("*.py"))
CALLS = {"round", "print", "eval", "exec", "open", "super"}
METHODS = {
    "title", "translate", "casefold", "removeprefix", "removesuffix", "zfill", "ljust", "rjust", "capitalize", "swapcase",
    "findall", "finditer", "strftime", "isalpha", "isnumeric", "isdecimal", "fromkeys", "_replace", "_asdict",
}  # fmt: skip
IMPORTS = {"json", "math", "re", "sys"}


def breaches(tree):
    """What the page's engine lacks, or does otherwise: ``(line, what)``."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, (ast.Match, ast.AsyncFunctionDef, ast.Await, ast.TryStar)):
            yield line, type(node).__name__
        elif isinstance(node, ast.Import):
            yield from ((line, f"import {name.name}") for name in node.names if name.name not in IMPORTS)
        elif isinstance(node, ast.ImportFrom) and (node.level == 0 or node.level > 2):
            yield line, f"from {'.' * node.level}{node.module} import"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield line, f"{node.func.id}()"
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS
        ):
            yield line, f".{node.func.attr}()"
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("strip", "split", "lower", "upper")
        ):
            told = _bytes(node.func.value) or _ascii(node.func.value)
            if node.func.attr in ("strip", "split") and not node.args and not told:
                yield line, f".{node.func.attr}() without saying what: the engines' blanks differ"
            if node.func.attr in ("lower", "upper") and not _bytes(node.func.value):
                yield line, f".{node.func.attr}() of a str: MicroPython knows ASCII only"
        elif (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Pow)
            and not (isinstance(node.left, ast.Constant) and isinstance(node.left.value, int))
        ):
            yield line, "** of floats"
        elif isinstance(node, ast.Dict) and None in node.keys:
            yield line, "{**d}: write d | e"
        elif isinstance(node, (ast.List, ast.Tuple)) and isinstance(getattr(node, "ctx", None), ast.Load):
            if any(isinstance(item, ast.Starred) for item in node.elts):
                yield line, "[*x]: write x + y"
        elif isinstance(node, ast.arguments) and node.posonlyargs:
            yield line, "/ in a signature"
        elif isinstance(node, ast.FormattedValue) and node.format_spec:
            yield line, "a format in an f-string: use portable.number_text"
        elif isinstance(node, ast.Slice) and isinstance(node.step, ast.UnaryOp):
            yield line, "[::-1]"


def _bytes(node):
    return any(isinstance(inner, ast.Attribute) and inner.attr == "encode" for inner in ast.walk(node))


def _ascii(node):
    """A text written here, with the blanks that both engines know."""
    return isinstance(node, ast.Constant) and all(one in " \n" for one in node.value if one.isspace())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(KIT).as_posix())
def test_only_what_both_engines_know(path):
    found = [
        f"{path.name}:{line}: {what}" for line, what in breaches(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    ["round(2.5)", "x ** 0.5", "import itertools", "from dataclasses import dataclass", "[*a, 1]", "{**a}", "a.split()", "'a\\u00a0b'.split()", "'Ñ'.lower()",
     "f'{x:.2f}'", "a[::-1]", "def f(a, /): pass", "from ...catalogues import words"],
)  # fmt: skip
def test_the_lint_sees_what_it_should(source):
    assert list(breaches(ast.parse(source)))


@pytest.mark.parametrize(
    "text, number",
    [("12", 12), (" 12 ", 12), ("1,000", 1000), ("1,5", 1.5), ("1,000.5", 1000.5),
     ("-3", -3), ("−3", -3), ("+7", 7), (".5", 0.5), ("5.", 5),
     ("0.10", 0.1), ("999999999", 999999999)],
)  # fmt: skip
def test_numbers_people_write(text, number):
    assert portable.parse_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "-", ".", "1e5", "٣", "1.2.3", "nan", "inf", "1234567890", "0x10", "1_000", "12 3", "--1"]
)
def test_what_is_no_number(text):
    assert portable.parse_number(text) is None


def test_rounding_is_half_up_and_exact():
    assert [portable.ratio(1, 3), portable.ratio(1, 8), portable.ratio(-1, 8), portable.ratio(5, 0)] == [
        0.33,
        0.13,
        -0.13,
        None,
    ]
    assert (
        portable.number_text(0.1 + 0.2) == "0.3"
        and portable.number_text(-0.0000001) == "0"
        and portable.number_text(1e8) == "100000000"
    )


def test_json_is_canonical_and_keeps_every_character():
    import json

    value = {"b": [1, 0.5, None, True], "a": 'ñ "\\ \u2028 \x08\x0c\x1f\n€😀'}
    text = portable.dumps(value)
    assert (
        json.loads(text) == value
        and text.index('"a"') < text.index('"b"')
        and "ñ" in text
        and "\\u0008" in text
    )


def test_folding():
    assert portable.fold("  ÁÉÍÓÚÜÑ\u00a0Jóvenes \n x ") == "aeiouun jovenes x"


@pytest.mark.parametrize(
    "text, number, whole",
    [("1.000", 1, 1000), ("12.500", 12.5, 12500), ("1.000.000", 1000000, 1000000), ("1.000,5", 1000.5, 1000.5),
     ("1.000,500", 1000.5, 1000.5), ("0.500", 0.5, 0.5), ("1.5", 1.5, 1.5), ("1.0000", 1, 1), ("-1.000", -1, -1000), ("1,000", 1000, 1000),
     ("1.000.00", None, None)],
)  # fmt: skip
def test_points_that_separate_thousands(text, number, whole):
    assert (portable.parse_number(text), portable.parse_number(text, True)) == (number, whole)


@pytest.mark.parametrize(
    "text, days",
    [("2027-03-15", ["2027-03-15"]), ("3/15/2027", ["2027-03-15"]), ("15/03/2027", ["2027-03-15"]), ("15.3.27", ["2027-03-15"]),
     ("2027/3/5", ["2027-03-05"]), ("15 de marzo de 2027", ["2027-03-15"]), ("Mar 15, 2027", ["2027-03-15"]), ("15-mar-27", ["2027-03-15"]),
     ("lunes 15 de Marzo de 2027", ["2027-03-15"]), ("March 3rd, 2027", ["2027-03-03"]), ("3/15/2027 0:00", ["2027-03-15"]),
     ("2027-03-15T00:00:00", ["2027-03-15"]), ("3/3/2027", ["2027-03-03"]), ("3/4/2027", ["2027-03-04", "2027-04-03"]),
     ("15 ago 2027", ["2027-08-15"]),
     ("13/13/2027", []), ("2027-02-30", []), ("2027", []), ("2027-03", []), ("march", []), ("x 3 15 2027", []), ("3/15/20270", []),
     ("", []), ("1/2/3", []), ("٣/15/2027", []), ("marzo 2027", []), ("1/1/1", [])],
)  # fmt: skip
def test_days_as_people_write_them(text, days):
    assert days_of(text) == days


def test_days():
    assert day_number("1900-01-01") == 0 and day_number("2028-02-29") - day_number("2028-02-28") == 1
    assert (
        day_number("2026-02-29") is None
        and day_number("2100-02-29") is None
        and day_number("2026-13-01") is None
    )


def test_the_engine_needs_no_model():
    """A page fetches the models that its sheets import, and the engine imports none."""
    engine = [path for path in FILES if path.parent == KIT]
    assert [path.name for path in engine if "models" in path.read_text(encoding="utf-8")] == []
