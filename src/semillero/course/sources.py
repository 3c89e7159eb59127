"""The bibliography: references.bib read through pybtex.

`howpublished` is a description in our own words in the first language; `howpublished_es` says it in Spanish.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pybtex.database import BibliographyDataError, Entry
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from semillero.course.bibtex import BIBLIOGRAPHY, Reader
from semillero.course.nodes import Each, shown
from semillero.course.references import Run, label, reference_line
from semillero.errors import CourseError
from semillero.languages import FIRST, LANGUAGES, WHOLE

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


@dataclass(frozen=True)
class Source:
    """One entry of the bibliography.

    `label` is what a citation shows ("Granovetter 1978"); `strength` is primary (read by us) or secondary
    (reported by somebody else); `limits` is one sentence on what the source can not show; `lines` holds the
    reference line of each language. `english_left` is, by language, the part of its line that is our English,
    for want of a `howpublished_LANGUAGE`.
    """

    key: str
    label: Each
    title: str
    language: str
    strength: str
    limits: Each
    url: str | None
    accessed: datetime.date | None
    lines: dict[str, tuple[Run, ...]]
    english_left: Mapping[str, str]

    def reference(self, lang: str) -> tuple[Run, ...]:
        """The reference line as runs."""
        return self.lines[lang]

    def plain(self, lang: str) -> str:
        """The reference line as plain text."""
        return "".join(run.text for run in self.lines[lang])


def _source(entry: Entry, letter: str) -> Source:
    reader = Reader(entry)
    described = _english(reader.get("howpublished"))
    lacking = [lang for lang in WHOLE if lang != FIRST.code and not reader.get(f"howpublished_{lang}")]
    limits = {lang: reader.need(f"limits_{lang}", "one plain sentence") for lang in WHOLE}
    limits |= {lang: text for lang in LANGUAGES if (text := reader.get(f"limits_{lang}"))}
    return Source(
        key=entry.key,
        label=Each({lang: label(reader, lang, letter) for lang in LANGUAGES}),
        title=reader.need("title", "the title of the source"),
        language=reader.language(),
        strength=reader.strength(),
        limits=Each(limits),
        english_left={} if not described else {lang: described for lang in lacking},
        url=reader.url(),
        accessed=reader.accessed(),
        lines={lang: reference_line(reader, lang, letter) for lang in LANGUAGES},
    )


def _english(description: str) -> str:
    """`description` where it has words of ours; a docket or the name of a newspaper is none."""
    words = re.findall(rf"(?<![\w.])(?:[a-z]{{3,}}|{_MONTHS})(?!\w)", description)
    return description if words else ""


def _letters(entries: Sequence[Entry]) -> dict[str, str]:
    """Letters for the entries that would carry the same label: "ICE 2026a", "ICE 2026b", by key."""
    groups: dict[str, list[str]] = {}
    for entry in sorted(entries, key=lambda entry: entry.key):
        groups.setdefault(label(Reader(entry), FIRST.code), []).append(entry.key)
    return {
        key: chr(ord("a") + number)
        for keys in groups.values()
        if len(keys) > 1
        for number, key in enumerate(keys)
    }


def load_sources(root: Path) -> dict[str, Source]:
    """The bibliography by key, in the order of the file; CourseError with the key of the entry at fault."""
    file = root / BIBLIOGRAPHY
    try:
        data = Parser(encoding="utf-8").parse_file(str(file))
    except FileNotFoundError:
        raise CourseError(BIBLIOGRAPHY, "", "no such file", "a BibTeX file", "Write it.") from None
    except BibliographyDataError as error:
        raise CourseError(BIBLIOGRAPHY, "", str(error), "each key once", "Rename or join them.") from None
    except PybtexError as error:
        raise CourseError(BIBLIOGRAPHY, "", str(error), "BibTeX", "Mend the entry.") from None
    entries = list(data.entries.values())
    for entry in entries:
        if not re.fullmatch(r"[a-z0-9-]+", entry.key):
            raise CourseError(
                BIBLIOGRAPHY,
                entry.key,
                shown(entry.key),
                "small ASCII letters and digits",
                "Rename the key, for example granovetter1978.",
            )
    letters = _letters(entries)
    return {entry.key: _source(entry, letters.get(entry.key, "")) for entry in entries}
