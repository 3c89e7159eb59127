"""Texts with private data in them and texts that only look so: ``tests/check/gate-first.yml`` says how to
read them."""

from __future__ import annotations

import re
from pathlib import Path

import phonenumbers
import yaml

DATA = Path(__file__).parent / "check"
# Two halves: the first was written before the rules, see there.
HALVES = [
    yaml.safe_load((DATA / f"gate-{half}.yml").read_text(encoding="utf-8")) for half in ("first", "second")
]
# What no person types into a sheet, or what the sheets' own alarm does not look for.
NOT_TYPED = {"find": ("file", "address"), "pass": ("file", "invented")}


def filled(text: str) -> str:
    """A sample as people write it: example numbers of phonenumbers in the place of ``<MX ## #### ####>``."""

    def number(found: re.Match[str]) -> str:
        kind = phonenumbers.PhoneNumberType.FIXED_LINE if found[2] else phonenumbers.PhoneNumberType.MOBILE
        digits = list(str(phonenumbers.example_number_for_type(found[1], kind).national_number))
        assert found[3].count("#") == len(digits), found[0]
        return re.sub("#", lambda _: digits.pop(0), found[3])

    return re.sub(r"<([A-Z]{2})(f?) ([^<>]*#[^<>]*)>", number, text.replace("<>", ""))


def samples(which: str) -> list[dict]:
    """All samples of one side ("find", "pass"), each as a file."""
    entries = [entry for half in HALVES for kind in half[which].values() for entry in kind]
    return [{"path": "note.md", "text": entry} if isinstance(entry, str) else entry for entry in entries]


def typed(which: str) -> list[str]:
    """The samples of one side that somebody may type into a sheet."""
    return [
        filled(text)
        for half in HALVES
        for kind, texts in half[which].items()
        if kind not in NOT_TYPED[which]
        for text in texts
    ]
