"""The words of the course."""

from docutils.nodes import Node

from ...languages import others
from .computed import Computed, sort_key
from .markup import tag


class GlossaryList(Computed):
    """The terms with their twins and meanings."""

    def nodes(self) -> list[Node]:
        items = []
        for one in sorted(self.data("glossary"), key=lambda one: sort_key(self.text(one.term))):
            twins = [
                (" ", tag("span", one.term.get(other), lang=other))
                for other in others(self.lang)
                if other in one.term.texts
            ]
            items += [tag("dt", self.text(one.term), twins, id=one.id), tag("dd", self.text(one.meaning))]
        return [tag("dl", items, class_="glossary-list")]
