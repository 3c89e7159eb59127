"""`semillero check`: every rule over the whole tree, one line for each finding."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from semillero.course.finding import Finding
from semillero.course.model import COURSE
from semillero.course.page import language
from semillero.course.rules import RULES
from semillero.course.stamp import stamp, stamped_pages, twins
from semillero.course.tree import Tree
from semillero.errors import CourseError, Refused
from semillero.languages import WHOLE


def check(root: Path) -> list[Finding]:
    """Every finding in the tree under `root`, by file, errors before notes, in the order of the rules."""
    tree = Tree(root)
    found = [finding for rule in RULES for finding in rule(tree)]
    return sorted(found, key=lambda finding: (finding.file, finding.level))


def _from_root(root: Path, name: str) -> str:
    """A path as a person types it, from where that person stands or from the root, told from the root."""
    path = Path(name).resolve()
    return path.relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else name


def _stamp(root: Path, paths: Sequence[str], out: TextIO) -> int:
    """Stamp pages as reviewed; 1 where one of them cannot be stamped."""
    changed, failed = 0, 0
    for path in paths:
        try:
            if stamp(root, path):
                changed += 1
                print(f"{path}: stamped", file=out)
        except CourseError as error:
            failed += 1
            print(error, file=out)
    same = len(paths) - changed - failed
    print(f"{changed} pages stamped, {same} up to date, {failed} not stamped", file=out)
    return 1 if failed else 0


def main(
    root: Path,
    files: Sequence[str] = (),
    *,
    stamp_files: Sequence[str] = (),
    stamp_everything: bool = False,
    out: TextIO | None = None,
) -> int:
    """Check the tree under `root` and print what was found; 1 where there is an error, 0 otherwise.

    `files` limits the output to findings in files whose path begins so. With `stamp_files` (a page, or the
    one of which it is a twin) or `stamp_everything` twins are stamped as reviewed instead. Raises Refused
    where `root` holds no course.
    """
    out = out or sys.stdout
    if not (root / COURSE).is_file():
        raise Refused(
            f"{root} holds no course: there is no {COURSE}. Run this in the folder that you cloned."
        )
    if stamp_files or stamp_everything:
        everything = stamped_pages(Tree(root).files) if stamp_everything else []
        named = [
            one
            for name in stamp_files
            for one in twins(_from_root(root, name))
            if (root / one).is_file() or language(one) in WHOLE
        ]
        return _stamp(root, [*everything, *named], out)
    start = time.perf_counter()
    found = check(root)
    wanted = tuple(_from_root(root, name) for name in files)
    shown = [finding for finding in found if not wanted or finding.file.startswith(wanted)]
    for finding in shown:
        print(finding, file=out)
    errors = sum(finding.level == "error" for finding in shown)
    print(
        f"{errors} errors, {len(shown) - errors} notes, {len(RULES)} rules, "
        f"{time.perf_counter() - start:.1f} s",
        file=out,
    )
    return 1 if errors else 0
