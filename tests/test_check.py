"""The content checks: a good small course in which nothing is found, and one fault after another in it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import yaml

from semillero.course.check import check, main
from semillero.course.page import read_page
from semillero.course.rules import EXPLANATIONS, further
from semillero.course.rules.notebooks import CANONICAL
from semillero.course.stamp import dump_notebook, stamp, stamped_pages, twins
from semillero.errors import CourseError

DATA = Path(__file__).parent / "check"
GOOD = yaml.safe_load((DATA / "good.yml").read_text(encoding="utf-8"))
CASES = yaml.safe_load((DATA / "cases.yml").read_text(encoding="utf-8"))


def notebook(cells: list[list], lab: bool) -> str:
    """The text of a notebook from its short form: kind, id, source, tags, outputs."""
    made = []
    for kind, name, source, *rest in cells:
        tags, outputs = rest[0] if rest else [], rest[1] if len(rest) > 1 else []
        metadata = {"tags": tags} if tags else {}
        cell = {"cell_type": kind, "id": name, "metadata": metadata, "source": source}
        if kind == "code":
            metadata.update({} if lab else {"jupyter": {"source_hidden": True}})
            cell["execution_count"] = 1 if outputs else None
            cell["outputs"] = [
                {
                    "output_type": "execute_result",
                    "execution_count": 1,
                    "metadata": {},
                    "data": {"text/plain": text},
                }
                for text in outputs
            ]
        made.append(cell)
    return dump_notebook({"cells": made, "metadata": dict(CANONICAL), "nbformat": 4, "nbformat_minor": 5})


def write(root: Path, path: str, content: str | list) -> None:
    file = root / path.replace("<>", "")
    file.parent.mkdir(parents=True, exist_ok=True)
    text = notebook(content, "/lab" in path) if isinstance(content, list) else content.replace("<>", "")
    file.write_text(text, encoding="utf-8")


def stamp_what_can_be(root: Path) -> int:
    """Stamp every Spanish page, leaving those that a fault has made unreadable; how many were stamped."""
    stamped = 0
    for path in stamped_pages(GOOD):
        if (root / path).exists():
            try:
                stamped += stamp(root, path)
            except CourseError:
                continue
    return stamped


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for path, content in GOOD.items():
        write(tmp_path, path, content)
    assert stamp_what_can_be(tmp_path) == 7
    return tmp_path


def edit(root: Path, path: str, change: str | list | None) -> None:
    if change is None:
        (root / path).unlink()
    elif isinstance(change, str):
        write(root, path, change)
    else:
        text = (root / path).read_text(encoding="utf-8")
        old, new = (str(part).replace("<>", "") for part in change)
        if path.endswith(".ipynb") and old not in text:
            # In a notebook's text the quotes and line ends of the source are escaped.
            old, new = (json.dumps(part, ensure_ascii=False)[1:-1] for part in (old, new))
        assert old in text, f"{path} has no {old!r}"
        (root / path).write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_is_found_in_the_good_course(course: Path) -> None:
    assert [str(finding) for finding in check(course)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rules'][0]}-{next(iter(case['edits']))}")
def test_a_fault_is_found_by_its_rule_and_no_other(course: Path, case: dict) -> None:
    for path, change in case["edits"].items():
        edit(course, path, change)
    if case.get("stamp") != "before":
        stamp_what_can_be(course)
    found = check(course)
    assert sorted(finding.rule for finding in found) == case["rules"], "\n".join(map(str, found))
    assert all(finding.message and finding.fix and "{" not in finding.file for finding in found)


def test_every_rule_has_a_case() -> None:
    partial = set(further.EXPLAIN.table)  # of languages that are not whole: test_languages has one
    assert {rule for case in CASES for rule in case["rules"]} == set(EXPLANATIONS) - partial


def test_the_check_prints_a_line_for_each_finding_and_fails(course: Path) -> None:
    out = io.StringIO()
    assert main(course, out=out) == 0
    edit(course, "curriculum/index.es.md", ["![Un pozo]", "![]"])
    edit(course, "tests/allowed-private.txt", ["12 Well", "4 Sea <>Lane # nowhere\n12 Well"])
    out = io.StringIO()
    assert main(course, out=out) == 1
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("curriculum/index.es.md:7 alt-image the image figures/well.png has no")
    assert " -> Write ![" in lines[0]
    assert lines[-1].startswith("1 errors, 1 notes")
    assert main(course, ["modules/"], out=io.StringIO()) == 0


@pytest.mark.parametrize(
    ("path", "old", "new", "rule", "stands"),
    [
        ("curriculum/index.es.md", "![Un pozo]", "![]", "alt-image", "![](figures/well.png)"),
        ("curriculum/index.es.md", ":alt: Un mapa de tres pozos", ":alt:", "alt-directive", ":::{figure}"),
        ("curriculum/index.md", "Drink.", "Drink\n  {cite}`poe1849`.", "cite-unknown", "poe1849"),
        (
            "curriculum/index.md",
            "Drink.",
            "Drink from the water\n  hole.",
            "term-avoided",
            "Drink from the water",
        ),
        ("curriculum/index.es.md", "- Cave.", "## Cave\n\n- Cave.", "twin-shape", "## Cave"),
        ("curriculum/index.es.md", "- Cave.", "(cavar)=\n- Cave.", "twin-labels", "(cavar)="),
        ("modules/wells/guide.es.md", "### Cavar", "### Beber", "guide-steps", "### Beber"),
        ("curriculum/index.md", "Drink.", "Call 212 5<>55 7788.", "private-data", "7788"),
    ],
)
def test_a_finding_in_markdown_names_its_line(
    course: Path, path: str, old: str, new: str, rule: str, stands: str
) -> None:
    edit(course, path, [old, new.replace("<>", "")])
    lines = (course / path).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if stands in text)
    assert f"{path}:{line}" in [f"{one.file}:{one.place}" for one in check(course) if one.rule == rule]


def test_a_finding_in_a_notebook_names_the_cell_and_its_line(course: Path) -> None:
    for lang in ("", ".es"):
        edit(course, f"modules/wells/lab{lang}.ipynb", ["BoundedIntText", "IntSlider"])
    places = [one.place for one in check(course) if one.rule == "control-slider"]
    page = read_page(course, "modules/wells/lab.ipynb")
    cell = next(one for one in page.cells if "IntSlider(" in one.source)
    line = next(n for n, text in enumerate(cell.source.splitlines(), 1) if "IntSlider(" in text)
    assert places == [f"{cell.id}:{line}"] * 2


def test_notes_alone_do_not_fail(course: Path) -> None:
    edit(course, "tests/allowed-private.txt", ["12 Well", "4 Sea <>Lane # nowhere\n12 Well"])
    assert main(course, out=io.StringIO()) == 0


@pytest.mark.parametrize(
    ("front", "after"),
    [
        ("", "---\nsemillero:\n  source_hash: HASH\n---\n"),
        ("---\nkey: value\n---\n", "---\nkey: value\nsemillero:\n  source_hash: HASH\n---\n"),
        (
            "---\nsemillero:\n  source_hash: 0123\nkey: value\n---\n",
            "---\nsemillero:\n  source_hash: HASH\nkey: value\n---\n",
        ),
        ("---\nsemillero:\n  other: 1\n---\n", "---\nsemillero:\n  source_hash: HASH\n  other: 1\n---\n"),
    ],
)
def test_a_stamp_changes_one_line_of_markdown(tmp_path: Path, front: str, after: str) -> None:
    body = "# Título\n\n---\n\nTexto  \n"
    write(tmp_path, "curriculum/a.md", "# Title\n")
    write(tmp_path, "curriculum/a.es.md", front + body)
    assert twins("curriculum/a.md") == ["curriculum/a.es.md"] and stamp(tmp_path, "curriculum/a.es.md")
    digest = json.dumps(read_page(tmp_path, "curriculum/a.md").digest)
    text = (tmp_path / "curriculum/a.es.md").read_text(encoding="utf-8")
    assert text == after.replace("HASH", digest) + body
    assert not stamp(tmp_path, "curriculum/a.es.md")


def test_a_stamp_changes_nothing_else_of_a_notebook(course: Path) -> None:
    file = course / "modules/wells/lab.es.ipynb"
    before = json.loads(file.read_text(encoding="utf-8"))
    edit(course, "modules/wells/lab.ipynb", ["# The lab", "# A lab"])
    assert stamp(course, "modules/wells/lab.es.ipynb")
    after = json.loads(file.read_text(encoding="utf-8"))
    assert after["metadata"].pop("semillero") != before["metadata"].pop("semillero")
    assert after == before


def test_every_spanish_page_is_stamped_at_once(course: Path) -> None:
    edit(course, "curriculum/index.md", ["Drink.", "Drink well."])
    edit(course, "modules/wells/guide.md", ["Say hello.", "Say good day."])
    out = io.StringIO()
    assert main(course, stamp_everything=True, out=out) == 0
    assert out.getvalue().splitlines() == [
        "curriculum/index.es.md: stamped",
        "modules/wells/guide.es.md: stamped",
        "2 pages stamped, 5 up to date, 0 not stamped",
    ]
    assert check(course) == []


def test_outputs_and_counts_make_no_twin_stale(course: Path) -> None:
    before = read_page(course, "modules/wells/lab.ipynb").digest
    edit(course, "modules/wells/lab.ipynb", ['"execution_count": 1', '"execution_count": 7'])
    edit(course, "modules/wells/lab.ipynb", ['"text/plain": "2"', '"text/plain": "3"'])
    assert read_page(course, "modules/wells/lab.ipynb").digest == before


def test_a_page_that_cannot_be_stamped_says_why(course: Path) -> None:
    (course / "curriculum/index.md").unlink()
    out = io.StringIO()
    assert main(course, stamp_files=["curriculum/index.es.md"], out=out) == 1
    assert "curriculum/index.md" in out.getvalue() and "no such file" in out.getvalue()
