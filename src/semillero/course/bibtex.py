"""An entry of references.bib while it is read: its fields as plain text, errors with its key and field."""

from __future__ import annotations

import datetime
import re

from pybtex.database import Entry, Person
from pybtex.richtext import Text

from semillero.course.nodes import shown
from semillero.errors import CourseError
from semillero.languages import LANGUAGES, TABLE

BIBLIOGRAPHY = "curriculum/references.bib"
STRENGTHS = ("primary", "secondary")
_LANGUAGES = {name: one.code for one in TABLE for name in one.names}


def clean(value: str) -> str:
    """A BibTeX value as plain text: accents decoded, braces gone, dashes as typed by hand."""
    text = str(Text.from_latex(value)) if re.search(r"[\\{}~]|--", value) else value
    return " ".join(text.replace("--", "–").split())


class Reader:
    """One entry while it is read: fields by name, errors with the key."""

    def __init__(self, entry: Entry):
        self.entry, self.key = entry, entry.key

    def refuse(self, field: str, found: str, allowed: str, fix: str) -> CourseError:
        """The error that says what is wrong with a field."""
        return CourseError(BIBLIOGRAPHY, f"{self.key}.{field}", found, allowed, fix)

    def get(self, *names: str) -> str:
        """The first of these fields that is there, cleaned; an empty text where none is."""
        for name in names:
            if self.entry.fields.get(name):
                return clean(self.entry.fields[name])
        return ""

    def need(self, name: str, allowed: str) -> str:
        """The field, cleaned; CourseError where it is missing."""
        value = self.get(name)
        if not value:
            raise self.refuse(name, "nothing", allowed, f"Add {name} = {{...}} to the entry.")
        return value

    def people(self) -> list[Person]:
        """The authors, or where there are none the editors."""
        return list(self.entry.persons.get("author") or self.entry.persons.get("editor") or [])

    def language(self) -> str:
        """The language of the source, by its code."""
        allowed = " or ".join(LANGUAGES)
        value = self.need("language", allowed).lower()
        if value not in _LANGUAGES:
            raise self.refuse("language", shown(value), allowed, "Write the language of the source.")
        return _LANGUAGES[value]

    def strength(self) -> str:
        """Whether we read the source (primary) or somebody reports it (secondary)."""
        words = [word.strip() for word in self.need("keywords", "primary or secondary").split(",")]
        marks = [word for word in words if word in STRENGTHS]
        if len(marks) != 1:
            raise self.refuse(
                "keywords",
                shown(", ".join(words)),
                "exactly one of primary, secondary",
                "Say whether we read it (primary) or somebody reports it (secondary).",
            )
        return marks[0]

    def accessed(self) -> datetime.date | None:
        """The day on which the address was read."""
        value = self.get("urldate")
        try:
            return datetime.date.fromisoformat(value) if value else None
        except ValueError:
            raise self.refuse(
                "urldate",
                shown(value),
                "a date such as 2026-11-22",
                "Write the day on which the page was read.",
            ) from None

    def url(self) -> str | None:
        """The address that a reader can follow: the DOI where there is one."""
        # Raw fields: an address is no LaTeX, and "_", "~" and "--" in it must stay.
        doi = self.entry.fields.get("doi", "").strip()
        url = self.entry.fields.get("url", "").strip().replace("\\_", "_")
        if doi:
            return "https://doi.org/" + doi.removeprefix("https://doi.org/")
        if url and not re.match(r"https?://\S+$", url):
            raise self.refuse("url", shown(url), "an address that begins with https://", "Mend the address.")
        return url or None


def surname(person: Person) -> str:
    """The family name, or an institution's whole name."""
    return clean(" ".join([*person.prelast_names, *person.last_names]))


def full_name(person: Person) -> str:
    """The name as a reference line begins with it: "Granovetter, Mark"."""
    given = " ".join(clean(name) for name in [*person.first_names, *person.middle_names])
    lineage = " ".join(clean(name) for name in person.lineage_names)
    return ", ".join(part for part in (surname(person), given, lineage) if part)
