"""A page of the course, Markdown or notebook, as cells: a Markdown file is one cell without an id."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from semillero import languages
from semillero.course.markdown import Scan, scan
from semillero.errors import CourseError
from semillero.languages import of_file

FOLDERS = ("curriculum", "modules", "exercises")
SUFFIXES = (".md", ".ipynb")
HASH_DIGITS = 12
_FRONT = re.compile(r"\A---\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def is_page(path: str) -> bool:
    """Whether the file at `path` (from the root, with slashes) is a page of the course."""
    return path.split("/")[0] in FOLDERS and path.endswith(SUFFIXES)


def language(path: str) -> str:
    """The language that the name of a page says."""
    return of_file(PurePosixPath(path).stem).code


def docname(path: str) -> str:
    """How contents lists name the page at `path`, the same in all languages."""
    stem = path.rpartition(".")[0]
    return stem.removesuffix(of_file(stem).suffix)


def twin(path: str, lang: str) -> str:
    """The path of the same page in the language `lang`."""
    return f"{docname(path)}{languages.language(lang).suffix}.{path.rpartition('.')[2]}"


def edition(paths: Iterable[str], lang: str) -> dict[str, str]:
    """The pages among `paths` that the edition `lang` shows, by how contents lists name them: its own, and
    those that it is lent (``languages.shown``)."""
    there = list(paths)
    return {
        docname(path): path
        for one in reversed(languages.shown(lang))
        for path in there
        if language(path) == one
    }


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook; or the text of a Markdown file, without an id, whose `first` line is told."""

    kind: str
    id: str
    source: str
    metadata: dict[str, Any]
    outputs: tuple[dict[str, Any], ...] = ()
    count: int | None = None
    extra: tuple[str, ...] = ()
    first: int = 0

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(self.metadata.get("tags") or ())

    def place(self, about: str | int = "") -> str:
        """Where in the page a finding is that is `about` a text of this cell, or about one of its lines: the
        line of a Markdown file, the id and line of a notebook's cell; without a line where that is not known.
        """
        line = about if isinstance(about, int) else self._line(about)
        if self.first:
            return str(self.first + line - 1) if line else ""
        return f"{self.id}:{line}" if line else self.id

    def _line(self, text: str) -> int:
        """The line on which a text begins that may be broken; 0 where it does not stand there."""
        words = [re.escape(word) for word in text.split()]
        found = re.search(r"[\s>]+".join(words), self.source, re.IGNORECASE) if words else None
        return self.source.count("\n", 0, found.start()) + 1 if found else 0

    @cached_property
    def scan(self) -> Scan:
        """What the Markdown of this cell holds; empty for code."""
        return scan(self.source if self.kind == "markdown" else "")


class Page:
    """One page. `path` is from the root, `text` the file as it is, `metadata` front matter or notebook's."""

    def __init__(self, path: str, text: str):
        self.path, self.text = path, text
        self.lang = language(path)
        self.is_notebook = path.endswith(".ipynb")
        self.metadata: dict[str, Any] = {}
        self.cells: tuple[Cell, ...] = ()
        if self.is_notebook:
            self._read_notebook()
        else:
            self._read_markdown()

    @property
    def kind(self) -> str:
        """lesson, guide, exercise, lab, or page for those of the curriculum."""
        stem = PurePosixPath(self.docname).name
        return "page" if self.path.startswith("curriculum/") else stem.split("-")[0]

    @property
    def docname(self) -> str:
        """How contents lists name the page, the same in all languages."""
        return docname(self.path)

    @property
    def source_hash(self) -> str | None:
        """The hash of the page in the first language against which this one was last reviewed."""
        ours = self.metadata.get("semillero")
        return ours.get("source_hash") if isinstance(ours, dict) else None

    @cached_property
    def digest(self) -> str:
        """The hash of what a translator reads: not of outputs, kernel names or spaces at line ends."""
        if self.is_notebook:
            parts = [
                [cell.kind, cell.id, cell.source, cell.tags, cell.metadata.get("mystnb")]
                for cell in self.cells
            ]
            text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
        else:
            text = "\n".join(line.rstrip() for line in self.text.splitlines()).strip()
        return hashlib.sha256(text.encode()).hexdigest()[:HASH_DIGITS]

    def _refuse(self, place: str, found: str, allowed: str, fix: str) -> CourseError:
        return CourseError(self.path, place, found, allowed, fix)

    def _read_markdown(self) -> None:
        front, body = split_front(self.text)
        try:
            data = yaml.safe_load(front) if front else {}
        except yaml.YAMLError as error:
            raise self._refuse("front matter", " ".join(str(error).split()), "YAML", "Mend it.") from None
        if not isinstance(data, dict):
            raise self._refuse("front matter", type(data).__name__, "a mapping", "Write key: value lines.")
        self.metadata = data
        first = self.text[: len(self.text) - len(body)].count("\n") + 1
        self.cells = (Cell("markdown", "", body, {}, first=first),)

    def _read_notebook(self) -> None:
        try:
            data = json.loads(self.text)
            self.metadata = dict(data["metadata"])
            self.cells = tuple(self._cell(number, raw) for number, raw in enumerate(data["cells"]))
        except json.JSONDecodeError as error:
            raise self._refuse(f"line {error.lineno}", error.msg, "JSON", "Mend the file by hand.") from None
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise self._refuse(
                "",
                f"{type(error).__name__}: {error}",
                "a notebook of format 4.5",
                "Open it in JupyterLab and save it again.",
            ) from None

    @staticmethod
    def _cell(number: int, raw: dict[str, Any]) -> Cell:
        source = raw["source"]
        known = {"cell_type", "id", "source", "metadata", "outputs", "execution_count"}
        return Cell(
            raw["cell_type"],
            raw.get("id") or f"#{number}",
            source if isinstance(source, str) else "".join(source),
            raw.get("metadata") or {},
            tuple(raw.get("outputs") or ()),
            raw.get("execution_count"),
            tuple(key for key in raw if key not in known),
        )


def split_front(text: str) -> tuple[str, str]:
    """The front matter of a Markdown text, without its lines of dashes, empty if there is none; the rest."""
    found = _FRONT.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def read_page(root: Path, path: str) -> Page:
    """The page at `path`; CourseError where it cannot be read."""
    try:
        return Page(path, (root / path).read_text(encoding="utf-8").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise CourseError(
            path, f"byte {error.start}", "a byte that is not UTF-8", "UTF-8 text", "Save the file as UTF-8."
        ) from None
    except FileNotFoundError:
        raise CourseError(path, "", "no such file", "a page", "Mend the name.") from None
