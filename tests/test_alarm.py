"""The sheets' own alarm: what looks private in a text that somebody types, and what groups really write."""

from __future__ import annotations

import pytest
import yaml
from samples import DATA, filled, typed

from semillero import catalogues
from semillero.kit.privacy import looks_private
from semillero.languages import LANGUAGES

KNOWN = yaml.safe_load((DATA / "alarm.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "text"), KNOWN["find"])
def test_it_names_the_kind(kind: str, text: str) -> None:
    assert looks_private(filled(text)) == kind


@pytest.mark.parametrize("text", KNOWN["pass"])
def test_it_does_not_cry_wolf(text: str) -> None:
    assert looks_private(filled(text)) == ""


def test_it_finds_nineteen_of_twenty_and_flags_one_look_alike_in_fifty() -> None:
    missed = [text for text in typed("find") if not looks_private(text)]
    assert len(missed) <= 0.05 * len(typed("find")), missed
    wrong = [text for text in typed("pass") if looks_private(text)]
    assert len(wrong) <= 0.02 * len(typed("pass")), wrong


def test_a_line_of_a_long_text_is_found_too() -> None:
    number = filled("<SV Niña Tere ####-####>")
    assert looks_private("Sin números.\n" * 200 + number) == "phone"
    assert looks_private("Sin números.\n" * 200) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_its_words(lang: str) -> None:
    words = catalogues.words(lang, "spectrum")
    kinds = {kind for kind, _ in KNOWN["find"]}
    assert len({words(f"private.{kind}") for kind in kinds}) == len(kinds)
    assert not any(words(f"private.{kind}").startswith("private.") for kind in kinds)
