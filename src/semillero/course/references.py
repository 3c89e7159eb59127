"""What a reader sees of a source: the label of a citation and the reference line, in each language.

A reference line is a row of runs. What the source itself says (title, journal, publisher) is marked with the
source's language, so that a Spanish page stays Spanish for a screen reader; the words between them are ours,
in the page's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from semillero.course.bibtex import Reader, full_name, surname
from semillero.languages import FIRST, language


@dataclass(frozen=True)
class Run:
    """A piece of a reference line: `lang` where its language is the source's, `href` where it is a link."""

    text: str
    lang: str | None = None
    href: str | None = None
    title: bool = False


def _joined(names: list[str], lang: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {language(lang).between(names[-1])} {names[-1]}"


def _year(reader: Reader, lang: str, letter: str) -> str:
    """The year with the letter that tells it from others: "2026a", "n.d.-a"."""
    year = reader.get("year")
    return year + letter if year else language(lang).reference["undated"] + (f"-{letter}" if letter else "")


def label(reader: Reader, lang: str, letter: str = "") -> str:
    """What a citation shows: "Jaye & Lawrence 2022", from three names on "Jaye et al. 2022".

    `letter` tells it from others with the same name and year.
    """
    names = [surname(person) for person in reader.people()]
    short = reader.get("shortauthor")
    if short:
        names = [short]
    if not names:
        names = [reader.get("institution", "organization", "publisher") or reader.get("title")]
    who = f"{names[0]} et al." if len(names) > 2 else _joined(names, lang)
    return f"{who} {_year(reader, lang, letter)}"


def reference_line(reader: Reader, lang: str, letter: str = "") -> tuple[Run, ...]:
    """The reference line: who (when). Title. Where it stands. Address, day it was read."""
    own, year = reader.language(), _year(reader, lang, letter)
    foreign = own if own != lang else None

    def say(word: str, value: str = "") -> str:
        return language(lang).reference[word].format(value)

    people = reader.people()
    # An institution has one name: it is given in the source's language, as its title is.
    institution = not people or (len(people) == 1 and not people[0].first_names)
    who = _joined([full_name(person) for person in people], lang)
    who = who or reader.get("institution", "organization", "publisher")
    runs = []
    if who:
        runs.append(Run(who, foreign if institution else None))
        if "author" not in reader.entry.persons and people:
            runs.append(Run(" " + say("editors")))
        runs.append(Run(f" ({year}). "))
    title = reader.get("title")
    runs.append(Run(title, foreign, title=True))
    runs.append(Run("" if title.endswith(("?", "!", ".")) else "."))
    if not who:
        runs.append(Run(f" ({year})."))
    kind = {"techreport": "report", "phdthesis": "thesis"}.get(reader.entry.type)
    if kind:
        runs.append(Run(f" {say(kind)}."))
    runs += _container(reader, lang, foreign, say, who)
    return tuple(run for run in [*runs, *_address(reader, lang)] if run.text)


def _container(
    reader: Reader, lang: str, foreign: str | None, say: Callable[..., str], who: str
) -> list[Run]:
    """The journal, book or publisher with volume, number and pages."""
    runs = []
    described = (f"howpublished_{lang}", "howpublished")
    for fields in (("journal",), ("booktitle",), described, ("publisher", "institution", "school")):
        place = reader.get(*fields)
        if not place or place == who:
            continue
        place = place[0].upper() + place[1:]
        own = fields == described and (lang == FIRST.code or reader.get(f"howpublished_{lang}"))
        lead = f" {say('within')} " if fields == ("booktitle",) else " "
        runs += [Run(lead), Run(place, None if own else foreign)]
        if fields in (("journal",), ("booktitle",)):
            pages = "pages" if "–" in reader.get("pages") else "page"
            details = [
                say(word, reader.get(field))
                for word, field in (("volume", "volume"), ("number", "number"), (pages, "pages"))
                if reader.get(field)
            ]
            runs.append(Run("".join(f", {detail}" for detail in details)))
        runs.append(Run("" if place.endswith(".") and runs[-1].text == place else "."))
    return runs


def _address(reader: Reader, lang: str) -> list[Run]:
    """The DOI or the web address, and the day it was read."""
    href = reader.url()
    if not href:
        return []
    day = reader.accessed()
    runs = [Run(" "), Run(re.sub(r"^https?://", "", href).rstrip("/"), href=href)]
    if day:
        say = language(lang).reference["accessed"]
        runs.append(Run(f" ({say.format(date=language(lang).day(day.year, day.month, day.day))})"))
    return [*runs, Run(".")]
