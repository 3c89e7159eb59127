"""What the check takes for private data, and what it lets pass."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from semillero.course.private import find, readable

SAMPLES = yaml.safe_load((Path(__file__).parent / "check" / "private.yml").read_text(encoding="utf-8"))


def test_there_are_twenty_of_each() -> None:
    assert min(len(SAMPLES["find"]), len(SAMPLES["pass"])) >= 20


@pytest.mark.parametrize(("kind", "text"), SAMPLES["find"])
def test_private_data_is_found(kind: str, text: str) -> None:
    assert kind in {found for _, found, _ in find(text.replace("<>", ""))}


@pytest.mark.parametrize("text", SAMPLES["pass"])
def test_a_look_alike_is_not(text: str) -> None:
    assert list(find(text)) == []


@pytest.mark.parametrize("text", SAMPLES["code"])
def test_a_bare_number_in_code_is_a_number(text: str) -> None:
    assert list(find(text.replace("<>", ""), code=True)) == []


def test_escapes_of_notebooks_hide_nothing() -> None:
    text = readable("a.ipynb", '"source": "Call\\n3125552<>368"'.replace("<>", ""))
    assert [kind for _, kind, _ in find(text)] == ["telephone number"]


def test_a_drawing_is_read_for_its_words_only() -> None:
    path = '<path d="M312 555 2<>368 41.87<>81,-87.6298"/>\n<text aria-label="{}">{}</text>'.replace("<>", "")
    mail = "ana@<>gmail.com".replace("<>", "")
    assert list(find(readable("a.svg", path.format("A wall", "Wall")))) == []
    assert len(list(find(readable("a.svg", path.format(mail, mail))))) == 2
    assert readable("a.svg", path).count("\n") == path.count("\n")
