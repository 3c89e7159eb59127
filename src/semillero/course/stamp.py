"""Writing into a page the hash of its twin in the first language, against which it was reviewed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from semillero.course.page import Page, is_page, language, read_page, split_front, twin
from semillero.errors import CourseError
from semillero.languages import FIRST, others

_KEY = re.compile(r"^semillero:[ \t]*\n(?:[ \t]+\S.*\n)*", re.MULTILINE)
_LINE = re.compile(r"^([ \t]+)source_hash:.*$", re.MULTILINE)


def dump_notebook(data: dict) -> str:
    """A notebook as the text that we keep (and that JupyterLab writes)."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _stamped_markdown(text: str, digest: str) -> str:
    front, body = split_front(text)
    ours = _KEY.search(front)
    if ours and _LINE.search(ours[0]):
        new = _LINE.sub(lambda found: f"{found[1]}source_hash: {json.dumps(digest)}", ours[0])
        front = front[: ours.start()] + new + front[ours.end() :]
    elif ours:
        new = ours[0].replace("\n", f"\n  source_hash: {json.dumps(digest)}\n", 1)
        front = front[: ours.start()] + new + front[ours.end() :]
    else:
        front += f"semillero:\n  source_hash: {json.dumps(digest)}\n"
    return f"---\n{front}---\n{body if split_front(text)[0] else text}"


def _stamped_notebook(page: Page, digest: str) -> str:
    data = json.loads(page.text)
    if dump_notebook(data) != page.text:
        raise CourseError(
            page.path,
            "",
            "JSON in another layout",
            "an indent of 1, accents as they are",
            "Save it in JupyterLab, then stamp it.",
        )
    data["metadata"].setdefault("semillero", {})["source_hash"] = digest
    return dump_notebook(data)


def stamp(root: Path, path: str) -> bool:
    """Write the hash of the page in the first language into its twin at `path`.

    Nothing else in the file changes. Says whether the file changed. CourseError where a page is missing or
    cannot be read.
    """
    digest = read_page(root, twin(path, FIRST.code)).digest
    page = read_page(root, path)
    if page.source_hash == digest:
        return False
    text = _stamped_notebook(page, digest) if page.is_notebook else _stamped_markdown(page.text, digest)
    (root / path).write_text(text, encoding="utf-8", newline="\n")
    return True


def twins(path: str) -> list[str]:
    """The pages to stamp for the page at `path`: itself, or for one in the first language all its twins."""
    return [path] if language(path) != FIRST.code else [twin(path, lang) for lang in others(FIRST.code)]


def stamped_pages(files: Iterable[str]) -> list[str]:
    """The pages among `files` that have a stamp: all but those in the first language."""
    return [path for path in files if is_page(path) and language(path) != FIRST.code]
