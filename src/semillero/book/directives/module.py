"""What stands in the pages of a module: its card, objectives, agenda and materials."""

from collections.abc import Iterable

from docutils.nodes import Node
from sphinx.util import logging

from ...course.model import Module
from .computed import Computed
from .markup import scrolling, tag

logger = logging.getLogger(__name__)


class ModuleCard(Computed):
    """The promise of a module, its time, its tools, its date, and what can be taken along."""

    def nodes(self) -> list[Node]:
        module, say = self.module(), self.say
        facts = []
        for kind in ("full", "core"):
            one, two = self.minutes(module, kind)
            facts.append((say(f"card.{kind}"), say("card.minutes", one=one, two=two)))
        facts.append((say("card.reviewed"), module.reviewed.isoformat()))
        return [
            tag(
                "div",
                tag("dl", [(tag("dt", name), tag("dd", value)) for name, value in facts]),
                tag("ul", self.links(module), class_="links"),
                class_="card module-card",
            )
        ]

    def links(self, module: Module) -> list[Node]:
        """The other pages of the module as items; a page that is missing is told, and has none."""
        titles, say = self.env.titles, self.say
        pages = [
            (f"modules/{module.slug}/lesson", say("card.lesson")),
            (f"modules/{module.slug}/guide", say("card.guide")),
        ]
        for slug in module.exercises:
            page = f"exercises/{slug}/exercise"
            pages.append((page, titles[page].astext() if page in titles else say("card.exercise")))
        items = []
        for page, text in pages:
            if page not in self.env.found_docs:
                logger.warning(
                    "module-card: there is no page %s, to which the card of modules/%s/module.yml leads."
                    " Write it, or take it out there.",
                    page,
                    module.slug,
                    location=self.get_location(),
                )
            elif page != self.env.docname:
                items.append(tag("li", tag("a", text, href=self.link(page))))
        return items


class Objectives(Computed):
    """What people will be able to do."""

    def nodes(self) -> list[Node]:
        items = [tag("li", self.text(one)) for one in self.module().objectives]
        return [tag("p", self.say("objectives.lead"), class_="lead"), tag("ul", items, class_="objectives")]


class Agenda(Computed):
    """The steps with their minutes, in one language and with interpretation; the sums are computed."""

    def nodes(self) -> list[Node]:
        module, say = self.module(), self.say
        course = self.data("course")
        steps = [(step.minutes.full, step.minutes.core) for step in module.steps]
        rows = [
            row(f"{number}. {self.text(step.title)}", [str(one or "–") for one in minutes])
            for number, (step, minutes) in enumerate(zip(module.steps, steps), 1)
        ]
        sums = [sum(column) for column in zip(*steps)]
        foot = [
            row(say("agenda.sum"), map(str, sums)),
            row(
                say("agenda.interpreted", factor=say.number(course.factor)),
                [str(course.interpreted(module, length)) for length in ("full", "core")],
            ),
        ]
        heads = [tag("th", say("agenda." + name), scope="col") for name in ("step", "full", "core")]
        table = tag(
            "table",
            tag("caption", say("agenda.caption")),
            tag("thead", tag("tr", heads)),
            tag("tbody", rows),
            tag("tfoot", foot),
            class_="agenda",
        )
        return [scrolling(table, say("agenda.caption"))]


def row(name: str, cells: Iterable[str]) -> Node:
    """A row of a table that ``name`` names."""
    return tag("tr", tag("th", name, scope="row"), [tag("td", cell) for cell in cells])


class Materials(Computed):
    """What is needed, with quantities, and what has to be made ready beforehand."""

    def nodes(self) -> list[Node]:
        items = []
        for material in self.module().materials:
            ready = tag("strong", self.say("materials.prepare"), class_="ready")
            items.append(
                tag(
                    "li",
                    self.text(material.item) + " ",
                    tag("span", f"({self.text(material.quantity)})", class_="quantity"),
                    [" ", ready] if material.prepare else [],
                )
            )
        return [tag("ul", items, class_="materials")]
