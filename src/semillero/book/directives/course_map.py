"""The map of the course."""

from docutils.nodes import Node

from ...course.model import Module
from .computed import Computed
from .markup import tag


class CourseMap(Computed):
    """The modules by part, each with its promise and its mark."""

    def nodes(self) -> list[Node]:
        course = self.data("course")
        parts = []
        for part in course.parts:
            cards = [self.card(module) for module in course.modules if module.part == part.id]
            parts.append(tag("div", tag("h3", self.text(part.title)), tag("ul", cards, class_="cards")))
        return [tag("div", parts, class_="course-map")]

    def card(self, module: Module) -> Node:
        """A module as an item of its part."""
        one, two = self.minutes(module, "full")
        return tag(
            "li",
            tag("span", class_=f"emblem emblem-{module.part}", aria_hidden="true"),
            tag("a", self.text(module.title), href=self.link(f"modules/{module.slug}/lesson")),
            tag("p", self.text(module.promise)),
            tag("p", self.say("card.minutes", one=one, two=two), class_="time"),
            class_="card",
        )
