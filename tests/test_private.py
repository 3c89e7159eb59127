"""What the check takes for private data, and what it lets pass: in texts, in files, in names of files."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from samples import DATA, HALVES, filled, samples

from semillero.course.plain import decoded, readable
from semillero.course.private import find
from semillero.course.rules.private_data import private
from semillero.course.tree import Tree

SAMPLES = yaml.safe_load((DATA / "private.yml").read_text(encoding="utf-8"))


def flagged(folder: Path, entries: list[dict]) -> list[bool]:
    """Whether the rule finds something in each of the files, all of them in one tree."""
    for number, entry in enumerate(entries):
        file = folder / str(number) / filled(entry["path"])
        file.parent.mkdir(parents=True)
        data = (
            bytes.fromhex(entry["bytes"])
            if "bytes" in entry
            else filled(entry["text"]).encode(entry.get("encoding", "utf-8"))
        )
        file.write_bytes(data)
    found = {int(finding.file.partition("/")[0]) for finding in private(Tree(folder))}
    return [number in found for number in range(len(entries))]


def test_there_are_150_of_each_and_half_of_them_were_written_first() -> None:
    for which in ("find", "pass"):
        assert len(samples(which)) >= 150
        assert sum(map(len, HALVES[0][which].values())) >= 75


def test_private_data_of_every_kind_is_found(tmp_path: Path) -> None:
    entries = samples("find")
    assert [
        entry for entry, found in zip(entries, flagged(tmp_path, entries), strict=True) if not found
    ] == []


def test_look_alikes_of_every_kind_pass(tmp_path: Path) -> None:
    entries = samples("pass")
    assert [entry for entry, found in zip(entries, flagged(tmp_path, entries), strict=True) if found] == []


@pytest.mark.parametrize(("kind", "text"), SAMPLES["find"])
def test_private_data_is_found_as_what_it_is(kind: str, text: str) -> None:
    assert kind in {found for _, found, _ in find(filled(text))}


@pytest.mark.parametrize("text", SAMPLES["pass"])
def test_a_look_alike_is_not(text: str) -> None:
    assert list(find(text)) == []


@pytest.mark.parametrize("text", SAMPLES["code"])
def test_a_bare_number_in_code_is_a_number(text: str) -> None:
    assert list(find(filled(text), code=True)) == []


@pytest.mark.parametrize(("path", "text"), SAMPLES["lines"])
def test_what_is_found_in_a_joined_text_stands_in_its_line(path: str, text: str) -> None:
    assert [line for line, _, _ in find(readable(path, filled(text)))] == [3]


@pytest.mark.parametrize("text", SAMPLES["escaped"])
def test_escapes_hide_nothing(text: str) -> None:
    assert decoded(filled(text)).strip() == filled("tere@<>gmail.com")


def test_a_drawing_is_read_for_its_words_only() -> None:
    path = filled('<path d="M312 555 2<>368 41.87<>81,-87.6298"/>\n<text aria-label="{}">{}</text>')
    mail = filled("ana@<>gmail.com")
    assert list(find(readable("a.svg", path.format("A wall", "Wall")))) == []
    assert len(list(find(readable("a.svg", path.format(mail, mail))))) == 2
    assert readable("a.svg", path).count("\n") == path.count("\n")


def test_a_document_may_stand_in_the_list_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/allowed-private.txt").write_text("old.pdf # a form of the county, seen by two of us\n")
    (tmp_path / "old.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "new.pdf").write_bytes(b"%PDF-1.7")
    assert [(finding.file, finding.rule) for finding in private(Tree(tmp_path))] == [
        ("new.pdf", "private-file")
    ]
