"""The course as typed data: course.yml, each module.yml, glossary.yml, and the bibliography.

Everything that computes something about the course (cards, agendas, maps, checks) reads these types, never
the files. Files are read strictly: a key too many or too few is a CourseError with its place.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from semillero.course.nodes import Each, Node, read_yaml
from semillero.course.sources import BIBLIOGRAPHY, Run, Source, load_sources
from semillero.errors import CourseError
from semillero.kit.models.clock import lay
from semillero.languages import LANGUAGES

__all__ = [
    "BIBLIOGRAPHY",
    "COURSE",
    "GLOSSARY",
    "Course",
    "CourseError",
    "Each",
    "GuideField",
    "Material",
    "Minutes",
    "Module",
    "Part",
    "Run",
    "Source",
    "Step",
    "Term",
    "load_course",
    "load_glossary",
    "load_module",
    "load_sources",
    "survey_course",
]

COURSE = "curriculum/course.yml"
GLOSSARY = "curriculum/glossary.yml"
MOST_MINUTES = 1000
STEP_KINDS = ("opening", "experience", "input", "practice", "action", "rest", "debrief", "closing")


@dataclass(frozen=True)
class Minutes:
    """Minutes in one language: the whole thing, and the core that a short day keeps."""

    full: int
    core: int


@dataclass(frozen=True)
class GuideField:
    """A section that every facilitator's guide has, with its heading."""

    id: str
    heading: Each


@dataclass(frozen=True)
class Part:
    """One of the thirds of the curriculum."""

    id: str
    title: Each


@dataclass(frozen=True)
class Material:
    """A thing that the room needs; `prepare` where it is made ready beforehand."""

    item: Each
    quantity: Each
    prepare: bool


@dataclass(frozen=True)
class Step:
    """A step of a session with its minutes in one language; `kind` is one of STEP_KINDS."""

    id: str
    kind: str
    title: Each
    minutes: Minutes


@dataclass(frozen=True)
class Module:
    """A module: what course.yml says of it (slug, part, minutes) and what its module.yml says."""

    slug: str
    part: str
    minutes: Minutes
    title: Each
    promise: Each
    objectives: tuple[Each, ...]
    tools: tuple[str, ...]
    exercises: tuple[str, ...]
    materials: tuple[Material, ...]
    steps: tuple[Step, ...]
    reviewed: datetime.date

    @property
    def folder(self) -> str:
        """The module's folder, from the root of the repository."""
        return f"modules/{self.slug}"


@dataclass(frozen=True)
class Course:
    """The course. `factor` is how much longer a session with interpretation takes than in one language."""

    title: Each
    factor: float
    guide_fields: tuple[GuideField, ...]
    parts: tuple[Part, ...]
    modules: tuple[Module, ...]

    def interpreted(self, module: Module, length: str) -> int:
        """The minutes of a session with interpretation, "full" or "core", to the next five: nobody plans in
        ones.

        They are what the clock of the agendas makes of its steps, one after the other; a rest keeps its own.
        """
        items = [{"minutes": getattr(step.minutes, length), "kind": step.kind} for step in module.steps]
        return -(-lay(items, 0, round(100 * self.factor))[-1]["end"] // 5) * 5

    def module(self, slug: str) -> Module:
        """The module with that slug; KeyError with the slugs there are."""
        for module in self.modules:
            if module.slug == slug:
                return module
        raise KeyError(f"no module {slug!r} in {COURSE}; there are {', '.join(m.slug for m in self.modules)}")


@dataclass(frozen=True)
class Term:
    """A word of the glossary: the agreed term, what it means, and the words not to use in its place."""

    id: str
    term: Each
    meaning: Each
    avoid: dict[str, tuple[str, ...]]


def _minutes(node: Node) -> Minutes:
    return Minutes(node["full"].integer(0, MOST_MINUTES), node["core"].integer(0, MOST_MINUTES))


def _unique(nodes: list[Node], key: str) -> None:
    """Make sure that no two of `nodes` share their `key`."""
    seen: dict[str, str] = {}
    for node in nodes:
        value = node[key].text()
        if value in seen:
            raise node[key].refuse(f"a name that is used once ({seen[value]} has it)", "Rename one of them.")
        seen[value] = node[key].path


def _step(node: Node) -> Step:
    node.mapping(("id", "kind", "full", "core", "title"))
    return Step(node["id"].text(), node["kind"].one_of(STEP_KINDS), node["title"].each(), _minutes(node))


def _material(node: Node) -> Material:
    node.mapping(("item", "quantity"), ("prepare",))
    prepare = node["prepare"].boolean() if node.has("prepare") else False
    return Material(node["item"].each(), node["quantity"].each(), prepare)


def load_module(root: Path, entry: Node) -> Module:
    """The module that `entry`, an item of course.yml's `modules`, names; CourseError if a file is wrong."""
    slug = entry["slug"].text()
    name = f"modules/{slug}/module.yml"
    node = read_yaml(root / name, name)
    node.mapping(
        ("slug", "reviewed", "title", "promise", "objectives", "tools", "exercises", "materials", "steps")
    )
    if node["slug"].value != slug:
        raise node["slug"].refuse(f"{slug!r}, as {COURSE} has it", "Make the two the same.")
    steps = list(node["steps"])
    parsed = tuple(_step(step) for step in steps)
    _unique(steps, "id")
    return Module(
        slug=slug,
        part=entry["part"].text(),
        minutes=_minutes(entry["minutes"]),
        title=node["title"].each(),
        promise=node["promise"].each(),
        objectives=tuple(item.each() for item in node["objectives"]),
        tools=node["tools"].texts(),
        exercises=node["exercises"].texts(),
        materials=tuple(_material(item) for item in node["materials"]),
        steps=parsed,
        reviewed=node["reviewed"].date(),
    )


def _guide_field(node: Node) -> GuideField:
    heading = node.each("id")
    return GuideField(node["id"].text(), heading)


def _part(node: Node) -> Part:
    node.mapping(("id", "title"))
    return Part(node["id"].text(), node["title"].each())


def survey_course(root: Path) -> tuple[Course | None, list[CourseError]]:
    """The course without the modules that cannot be read, and an error for each of those.

    The course is None where course.yml itself cannot be used.
    """
    try:
        node = read_yaml(root / COURSE, COURSE)
        node.mapping(("title", "interpretation_factor", "guide_fields", "parts", "modules"))
        fields = tuple(_guide_field(item) for item in node["guide_fields"])
        parts = tuple(_part(item) for item in node["parts"])
        entries = list(node["modules"])
        for entry in entries:
            entry.mapping(("slug", "part", "minutes"))
            entry["part"].one_of([part.id for part in parts])
            entry["minutes"].mapping(("full", "core"))
            _minutes(entry["minutes"])
        for items in (list(node["guide_fields"]), list(node["parts"])):
            _unique(items, "id")
        _unique(entries, "slug")
        title, factor = node["title"].each(), node["interpretation_factor"].number(1, 3)
    except CourseError as error:
        return None, [error]
    modules, errors = [], []
    for entry in entries:
        try:
            modules.append(load_module(root, entry))
        except CourseError as error:
            errors.append(error)
    return Course(title, factor, fields, parts, tuple(modules)), errors


def load_course(root: Path) -> Course:
    """The course under `root`, every module read; the first thing that is wrong is raised as CourseError."""
    course, errors = survey_course(root)
    if errors or course is None:
        raise errors[0]
    return course


def _term(node: Node) -> Term:
    node.mapping(("id", "term", "meaning"), ("avoid",))
    avoid: dict[str, tuple[str, ...]] = dict.fromkeys(LANGUAGES, ())
    if node.has("avoid"):
        node["avoid"].mapping((), LANGUAGES)
        for lang in node["avoid"].value:
            avoid[lang] = node["avoid"][lang].texts()
    return Term(node["id"].text(), node["term"].each(), node["meaning"].each(), avoid)


def load_glossary(root: Path) -> tuple[Term, ...]:
    """The terms of glossary.yml (a list of id, term, meaning, avoid) in their order; CourseError."""
    nodes = list(read_yaml(root / GLOSSARY, GLOSSARY))
    terms = tuple(_term(node) for node in nodes)
    _unique(nodes, "id")
    return terms
