"""Reading YAML with errors that say where: the file, the path of the node, what was found and is allowed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from semillero.errors import CourseError
from semillero.languages import FIRST, LANGUAGES, WHOLE, marked


@dataclass(frozen=True)
class Each:
    """A text in each of the languages that have it."""

    texts: Mapping[str, str]

    def get(self, lang: str) -> str:
        """The text in `lang`, or where that has none the first one's, marked; KeyError for a language that is
        none of ours."""
        if lang not in LANGUAGES:
            raise KeyError(f"language {lang!r}: a text of the course is in one of {', '.join(LANGUAGES)}")
        return self.texts[lang] if lang in self.texts else marked(self.texts[FIRST.code])


def shown(value: Any) -> str:
    """`value` as an error quotes it: short, on one line."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping with the keys " + (", ".join(str(key) for key in value) or "(none)")
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


class Node:
    """One value of a YAML file with the file and the path that lead to it."""

    def __init__(self, value: Any, file: str, path: str = ""):
        self.value, self.file, self.path = value, file, path

    def refuse(self, allowed: str, fix: str) -> CourseError:
        """The error that says that this node does not hold what is allowed."""
        return CourseError(self.file, self.path, shown(self.value), allowed, fix)

    def mapping(self, required: Sequence[str], optional: Sequence[str] = ()) -> None:
        """Make sure that this is a mapping with exactly these keys; CourseError otherwise."""
        names = ", ".join(required) + (f"; if wanted: {', '.join(optional)}" if optional else "")
        if not isinstance(self.value, dict):
            raise self.refuse(f"a mapping with {names}", "Write the keys under it.")
        missing = [key for key in required if key not in self.value]
        if missing:
            raise self.refuse(names, f"Add {', '.join(missing)}.")
        unknown = [str(key) for key in self.value if key not in (*required, *optional)]
        if unknown:
            raise self.refuse(names, f"Take out or rename {', '.join(unknown)}.")

    def has(self, key: str) -> bool:
        """Whether this mapping has `key`."""
        return key in self.value

    def __getitem__(self, key: str) -> Node:
        return Node(self.value[key], self.file, f"{self.path}.{key}" if self.path else key)

    def __iter__(self) -> Iterator[Node]:
        if not isinstance(self.value, list):
            raise self.refuse("a list", "Begin each item with a dash.")
        for number, value in enumerate(self.value):
            yield Node(value, self.file, f"{self.path}[{number}]")

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.refuse("a text", "Write it, in quotes where it has a colon.")
        return " ".join(self.value.split())

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(item.text() for item in self)

    def each(self, *beside: str) -> Each:
        """A text in each of the languages; those that are not whole may lack it. `beside`: keys that stand
        there too."""
        self.mapping((*beside, *WHOLE), [lang for lang in LANGUAGES if lang not in WHOLE])
        return Each({lang: self[lang].text() for lang in LANGUAGES if self.has(lang)})

    def integer(self, low: int, high: int) -> int:
        """A whole number between `low` and `high`."""
        value = self.value
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.refuse(f"a whole number from {low} to {high}", "Write the number without quotes.")
        return value

    def number(self, low: float, high: float) -> float:
        """A number between `low` and `high`."""
        value = self.value
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not low <= value <= high:
            raise self.refuse(f"a number from {low} to {high}", "Write the number without quotes.")
        return float(value)

    def boolean(self) -> bool:
        """true or false."""
        if not isinstance(self.value, bool):
            raise self.refuse("true or false", "Write one of the two without quotes.")
        return self.value

    def date(self) -> datetime.date:
        """A date."""
        if not isinstance(self.value, datetime.date) or isinstance(self.value, datetime.datetime):
            raise self.refuse("a date such as 2026-11-24", "Write year-month-day without quotes.")
        return self.value

    def one_of(self, allowed: Sequence[str]) -> str:
        """One of the texts in `allowed`."""
        if self.value not in allowed:
            raise self.refuse("one of " + ", ".join(allowed), "Choose one of them.")
        return self.value


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the quick one where it is
    """The safe loader, but a key written twice is an error (YAML's own answer is to drop the first)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key.value!r} written twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_yaml(file: Path, name: str) -> Node:
    """The content of `file`, called `name` in errors; CourseError where it is missing or is no YAML."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(name, "", "no such file", "a YAML file", "Write it, or mend its name.") from None
    except UnicodeDecodeError as error:
        raise CourseError(
            name, f"byte {error.start}", "a byte that is not UTF-8", "UTF-8 text", "Save the file as UTF-8."
        ) from None
    try:
        return Node(yaml.load(text, _Loader), name)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise CourseError(
            name,
            place,
            error.problem or "text that is no YAML",
            "YAML, each key once",
            "Mend that line; often a text with a colon wants quotes.",
        ) from None
