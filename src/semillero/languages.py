"""The languages of the course: everything that differs from one to the next, in one table.

What a page, a check, a form or an edition must know of a language it asks here. A language is added with a
line in ``TABLE``; docs/contributing.md says what else it needs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Language:
    """One language.

    `code` names its catalogues, its edition and its keys in YAML; `endonym` is what it calls itself; `suffix`
    stands before the ending of its pages (``lesson.es.ipynb``). A language that is not `whole` may lack pages
    and words: what it lacks is shown in the first language, with its mark.
    """

    code: str
    endonym: str
    suffix: str
    config: str  # the configuration of its edition, and its contents list
    toc: str
    welcome: str  # the first page in JupyterLab
    names: tuple[str, ...]  # what a bibliography calls it, in small letters
    machine: str  # a pattern of what a machine says that is set to it
    locale: str  # how Jupyter names its own words in this language
    search: str  # the language of Sphinx's search whose stems it takes
    reading: str  # the rule of its reading level: "grade", "inflesz", or "" where none is agreed
    forms: int  # of a plural: 2 where one differs from all other numbers, 1 where nothing differs
    date: str  # of a reference line, with {year}, {month} and {day}
    last: tuple[tuple[str, str], ...]  # the word between the last two names: pattern of what follows -> word
    reference: Mapping[str, str]  # the words of ours in a reference line
    whole: bool = True

    @property
    def suffixes(self) -> tuple[str, str]:
        """How the files of its pages end."""
        return f"{self.suffix}.md", f"{self.suffix}.ipynb"

    def day(self, year: int, month: int, day: int) -> str:
        """A day as a reference line has it."""
        return self.date.format(year=year, month=month, day=day)

    def between(self, following: str) -> str:
        """The word before `following`, the last of some names."""
        return next(word for pattern, word in self.last if re.match(pattern, following))


TABLE = (
    Language(
        code="en",
        endonym="English",
        suffix="",
        config="_config.yml",
        toc="_toc.yml",
        welcome="Welcome.md",
        names=("en", "english"),
        machine=r"en([^a-z]|$)|english",
        locale="en",
        search="en",
        reading="grade",
        forms=2,
        date="{year:04}-{month:02}-{day:02}",
        last=(("", "&"),),
        reference={
            "undated": "n.d.",
            "accessed": "read on {date}",
            "report": "Report",
            "thesis": "Doctoral thesis",
            "volume": "vol. {}",
            "number": "no. {}",
            "pages": "pp. {}",
            "page": "p. {}",
            "editors": "(ed.)",
            "within": "In",
        },
    ),
    Language(
        code="es",
        endonym="Español",
        suffix=".es",
        config="_config.es.yml",
        toc="_toc.es.yml",
        welcome="Bienvenida.md",
        names=("es", "spanish"),
        machine=r"es([^a-z]|$)|spanish|español",
        locale="es_ES",
        search="es",
        reading="inflesz",
        forms=2,
        date="{day}/{month}/{year}",
        # "y" is "e" before the sound of i
        last=((r"(?:I|Í|Hi(?!e)|Y(?![aeiouáéíóú]))", "e"), ("", "y")),
        reference={
            "undated": "s. f.",
            "accessed": "consultado el {date}",
            "report": "Informe",
            "thesis": "Tesis doctoral",
            "volume": "vol. {}",
            "number": "núm. {}",
            "pages": "pp. {}",
            "page": "p. {}",
            "editors": "(ed.)",
            "within": "En",
        },
    ),
)
FIRST = TABLE[0]  # the one in which pages are written first, and against which the others are reviewed
LANGUAGES = tuple(one.code for one in TABLE)
WHOLE = tuple(one.code for one in TABLE if one.whole)
MARK = f"[{FIRST.code}] "  # before what is shown in the first language for want of its own words
_BY_CODE: Mapping[str, Language] = MappingProxyType({one.code: one for one in TABLE})


def language(code: str) -> Language:
    """The language `code`; KeyError, with those there are, for any other."""
    if code not in _BY_CODE:
        raise KeyError(f"language {code!r}: there are {', '.join(LANGUAGES)}")
    return _BY_CODE[code]


def others(code: str) -> tuple[str, ...]:
    """All languages but `code`."""
    return tuple(one for one in LANGUAGES if one != code)


def of_file(stem: str) -> Language:
    """The language that the name of a file says, without its ending: "lesson.es" is Spanish."""
    return next((one for one in TABLE if one.suffix and stem.endswith(one.suffix)), FIRST)


def of_machine(said: str) -> Language:
    """The language that a machine is set to, of ours, by what it says ("es_MX.UTF-8"); else the first."""
    found = (one for one in TABLE if re.match(one.machine, said, re.IGNORECASE))
    return next(found, FIRST)


def marked(text: str) -> str:
    """`text`, which is in the first language, where a reader awaits another; a number needs no mark."""
    return MARK + text if re.search(r"[^\W\d_]{2}", text) else text


def shown(code: str) -> tuple[str, ...]:
    """The languages of the pages that the edition `code` shows: its own, and where it is not whole the first
    one's for want of them."""
    return (code,) if code in WHOLE else (code, FIRST.code)


def beside(code: str) -> str:
    """The name of the print in which `code` stands beside another language (``paper.forms.EDITIONS``)."""
    return "both" if code in WHOLE else f"{FIRST.code}-{code}"
