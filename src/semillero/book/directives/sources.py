"""The bibliography."""

from docutils.nodes import Node

from ...course.sources import Run
from ...languages import FIRST
from .computed import Computed, sort_key
from .markup import tag


class Sources(Computed):
    """The bibliography: each source with its strength, its date of reading and its limits."""

    def nodes(self) -> list[Node]:
        items = []
        for source in sorted(
            self.data("sources").values(), key=lambda one: sort_key(one.label.get(FIRST.code))
        ):
            strength = tag("strong", self.say("sources." + source.strength))
            items.append(
                tag(
                    "li",
                    tag("p", [told(run) for run in source.reference(self.lang)]),
                    tag("p", strength, " " + source.limits.get(self.lang), class_="limits"),
                    id=source.key,
                )
            )
        return [tag("ul", items, class_="sources")]


def told(run: Run) -> Node:
    """A piece of a reference line: a title, a link, in the language that it is in."""
    piece = tag("cite", run.text) if run.title else run.text
    if run.href:
        piece = tag("a", piece, href=run.href, rel="noreferrer")
    return tag("span", piece, lang=run.lang) if run.lang else piece
