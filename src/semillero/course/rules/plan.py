"""The pages against the plan of the course: course.yml, module.yml and the contents lists."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import zip_longest

from semillero.course.finding import Explanations, Finding
from semillero.course.markdown import plain
from semillero.course.model import COURSE, Course, Module
from semillero.course.nodes import Each, Node, read_yaml
from semillero.course.page import Page
from semillero.course.tree import Tree
from semillero.errors import CourseError
from semillero.languages import FIRST, LANGUAGES, TABLE, WHOLE, language, shown

EXPLAIN = Explanations(
    {
        "course-file": ("{detail}", "{fix}"),
        "minutes-sum": (
            "the steps' {length} minutes add up to {found}, {course} says {allowed}",
            "Change the steps, or the course's minutes",
        ),
        "minutes-core": (
            "step {step}: core {core} is longer than full {full}",
            "The core is a part of the whole: make it shorter",
        ),
        "objectives-number": ("{found} objectives", "Write three to six, each beginning with a verb"),
        "reviewed-future": (
            "reviewed on {found}, which is after today ({today})",
            "Write the day of the review",
        ),
        "module-page": ("has no {path}", "Write it"),
        "exercise-missing": (
            "names the exercise {slug}, and {path} is not there",
            "Write the exercise, or take it out of the list",
        ),
        "exercise-unused": ("belongs to no module", "Name {slug} in a module's exercises"),
        "toc-file": ("{detail}", "{fix}"),
        "toc-twins": (
            "entry {number}: {ours} here, {theirs} in {twin}",
            "Give both lists the same entries in order",
        ),
        "toc-order": (
            "the modules stand in the order {found}, {course} says {allowed}",
            "Put them in the order of the course",
        ),
        "toc-unknown": ("names {docname}, and there is no {path}", "Write the page, or take the entry out"),
        "toc-missing": ("is in no contents list", "Add {docname} to {tocs}"),
        "guide-headings": (
            "section {number}: found {ours}, the guide's sections say {theirs}",
            "Use the headings of guide_fields in {course}, all of them, in order",
        ),
        "guide-steps": (
            "step {number}: found {ours}, module.yml says {theirs}",
            "Write one heading of level 3 per step, with the step's title",
        ),
    }
)
TOCS = {one.code: one.toc for one in TABLE}


def files(tree: Tree) -> Iterator[Finding]:
    """Files of the course that cannot be read."""
    for error in tree.errors:
        yield EXPLAIN.finding("course-file", error.file, detail=error.detail, fix=error.fix)


def modules(tree: Tree) -> Iterator[Finding]:
    """Minutes, objectives, review date and exercises of each module."""
    for module in tree.course.modules if tree.course else ():
        yield from _module(tree, module)


def _module(tree: Tree, module: Module) -> Iterator[Finding]:
    name = f"{module.folder}/module.yml"
    for length in ("full", "core"):
        found = sum(getattr(step.minutes, length) for step in module.steps)
        allowed = getattr(module.minutes, length)
        if found != allowed:
            yield EXPLAIN.finding(
                "minutes-sum", name, length=length, found=found, allowed=allowed, course=COURSE
            )
    for step in module.steps:
        if step.minutes.core > step.minutes.full:
            yield EXPLAIN.finding(
                "minutes-core", name, step=step.id, core=step.minutes.core, full=step.minutes.full
            )
    if not 3 <= len(module.objectives) <= 6:
        yield EXPLAIN.finding("objectives-number", name, found=len(module.objectives))
    today = datetime.date.today()
    if module.reviewed > today:
        yield EXPLAIN.finding("reviewed-future", name, found=module.reviewed, today=today)
    for path in (f"{module.folder}/lesson.ipynb", f"{module.folder}/guide.md"):
        if path not in tree.files:
            yield EXPLAIN.finding("module-page", name, path=path)
    for slug in module.exercises:
        path = f"exercises/{slug}/exercise.ipynb"
        if path not in tree.files:
            yield EXPLAIN.finding("exercise-missing", name, slug=slug, path=path)


def exercises(tree: Tree) -> Iterator[Finding]:
    """Exercises that no module names."""
    # With a module unreadable, what it names is unknown.
    if not tree.course or any(error.file.endswith("/module.yml") for error in tree.errors):
        return
    named = {slug for module in tree.course.modules for slug in module.exercises}
    for path, page in tree.pages.items():
        if page.kind == "exercise" and page.lang == FIRST.code and path.split("/")[1] not in named:
            yield EXPLAIN.finding("exercise-unused", path, slug=path.split("/")[1])


def _documents(node: Node) -> list[str]:
    """The entries of a contents list, in the order in which they are read."""
    if isinstance(node.value, list):
        return [name for item in node for name in _documents(item)]
    if not isinstance(node.value, dict):
        return []
    names = [node[key].text() for key in ("root", "file") if node.has(key)]
    for key in ("parts", "chapters", "sections", "subtrees", "entries"):
        names += _documents(node[key]) if node.has(key) else []
    return names


def contents(tree: Tree) -> Iterator[Finding]:
    """The contents lists against each other, the course's order and the pages there are."""
    lists: dict[str, list[str]] = {}
    wanted = {lang: name for lang, name in TOCS.items() if lang in WHOLE or name in tree.files}
    for lang, name in wanted.items():
        try:
            lists[lang] = _documents(read_yaml(tree.root / name, name))
        except CourseError as error:
            yield EXPLAIN.finding("toc-file", name, detail=error.detail, fix=error.fix)
    if len(lists) < len(wanted):
        return
    yield from _same_entries(lists)
    for lang, name in wanted.items():
        for docname in lists[lang]:
            paths = [docname + suffix for one in shown(lang) for suffix in language(one).suffixes]
            if not any(path in tree.files for path in paths):
                yield EXPLAIN.finding("toc-unknown", name, docname=docname, path=" or ".join(paths))
    yield from _order(tree, lists[FIRST.code])
    for page in tree.pages.values():
        if page.lang == FIRST.code and page.docname not in lists[FIRST.code]:
            tocs = " and ".join(wanted.values())
            yield EXPLAIN.finding("toc-missing", page.path, docname=page.docname, tocs=tocs)


def _same_entries(lists: dict[str, list[str]]) -> Iterator[Finding]:
    """Each list against the first: an edition that lacks a page is lent it."""
    for lang in lists:
        for number, pair in enumerate(zip_longest(lists[lang], lists[FIRST.code], fillvalue="nothing"), 1):
            if pair[0] != pair[1]:
                told = {"number": number, "ours": pair[0], "theirs": pair[1], "twin": TOCS[FIRST.code]}
                yield EXPLAIN.finding("toc-twins", TOCS[lang], **told)
                break


def _order(tree: Tree, names: list[str]) -> Iterator[Finding]:
    if not tree.course:
        return
    found = list(dict.fromkeys(name.split("/")[1] for name in names if name.startswith("modules/")))
    unreadable = {error.file.split("/")[1] for error in tree.errors if error.file.endswith("/module.yml")}
    allowed = [module.slug for module in tree.course.modules]
    if [slug for slug in found if slug not in unreadable] != allowed:
        yield EXPLAIN.finding(
            "toc-order",
            TOCS[FIRST.code],
            found=", ".join(found) or "(none)",
            allowed=", ".join(allowed),
            course=COURSE,
        )


def guides(tree: Tree) -> Iterator[Finding]:
    """The sections of a guide, and its steps, against course.yml and module.yml."""
    if tree.course is None:
        return
    for module in tree.course.modules:
        for lang in LANGUAGES:
            page = tree.pages.get(f"{module.folder}/guide{language(lang).suffixes[0]}")
            if page:
                yield from _guide(tree.course, module, page)


def _guide(course: Course, module: Module, page: Page) -> Iterator[Finding]:
    headings = [(level, plain(text)) for level, text in page.cells[0].scan.headings]
    fields = {field.id: _asked(field.heading, page) for field in course.guide_fields}
    sections = [text for level, text in headings if level == 2]
    yield from _compare("guide-headings", page, sections, list(fields.values()))
    if fields.get("steps") not in sections:
        return
    start = headings.index((2, fields["steps"])) + 1
    end = next((n for n in range(start, len(headings)) if headings[n][0] <= 2), len(headings))
    steps = [text for level, text in headings[start:end] if level == 3]
    yield from _compare("guide-steps", page, steps, [_asked(step.title, page) for step in module.steps])


def _asked(title: Each, page: Page) -> str:
    """The words of a heading of the page; for want of its own language's, the first one's as they are."""
    return title.texts.get(page.lang, title.texts[FIRST.code])


def _compare(rule: str, page: Page, found: list[str], allowed: list[str]) -> Iterator[Finding]:
    for number in range(max(len(found), len(allowed))):
        ours, theirs = (repr(row[number]) if number < len(row) else "nothing" for row in (found, allowed))
        if ours != theirs:
            place = page.cells[0].place(found[number] if number < len(found) else "")
            told = {"number": number + 1, "ours": ours, "theirs": theirs, "course": COURSE}
            yield EXPLAIN.finding(rule, page.path, place, **told)
            return


RULES = (files, modules, exercises, contents, guides)
