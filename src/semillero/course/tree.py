"""The tree of files that is checked, everything in it read once."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from semillero.course.model import Course, Source, Term, load_glossary, load_sources, survey_course
from semillero.course.page import Page, is_page, read_page, twin
from semillero.errors import CourseError
from semillero.languages import FIRST, others

_SKIPPED_FOLDERS = frozenset({"_build", "node_modules", "__pycache__"})


T = TypeVar("T")


class Tree:
    """A checkout of the project. What cannot be read is in `errors`; the rest is there without it."""

    def __init__(self, root: Path):
        self.root = Path(root)
        self.errors: list[CourseError] = []
        self.course: Course | None
        self.course, errors = survey_course(self.root)
        self.errors += errors
        self.sources: dict[str, Source] | None = self._try(load_sources)
        self.terms: tuple[Term, ...] = self._try(load_glossary) or ()
        self.pages: dict[str, Page] = {}
        for path in self.files:
            if is_page(path):
                page = self._try(read_page, path)
                if page:
                    self.pages[path] = page

    def _try(self, read: Callable[..., T], *arguments: str) -> T | None:
        try:
            return read(self.root, *arguments)
        except CourseError as error:
            self.errors.append(error)
            return None

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file that is or would be committed, from the root, with slashes."""
        command = ["git", "-C", str(self.root), "ls-files", "-co", "--exclude-standard", "-z"]
        try:
            listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
        except (OSError, subprocess.CalledProcessError):
            # An unpacked copy without git: everything but what is hidden or generated.
            listed = [
                path.relative_to(self.root).as_posix()
                for path in self.root.rglob("*")
                if not any(
                    part.startswith(".") or part in _SKIPPED_FOLDERS
                    for part in path.relative_to(self.root).parts
                )
            ]
        return tuple(sorted({name for name in listed if name and (self.root / name).is_file()}))

    def text(self, path: str) -> str | None:
        """The text of a file, None where it is no text."""
        data = (self.root / path).read_bytes()
        if b"\0" in data[:8192]:
            return None
        try:
            return data.decode()
        except UnicodeDecodeError:
            return None

    def pairs(self) -> list[tuple[Page, Page]]:
        """Pages in the first language, each with its twin in another, where both can be read."""
        return [
            (page, self.pages[other])
            for page in self.pages.values()
            if page.lang == FIRST.code
            for lang in others(FIRST.code)
            if (other := twin(page.path, lang)) in self.pages
        ]
