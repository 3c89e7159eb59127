"""Citations in a page."""

from pathlib import Path
from typing import Any

from docutils.nodes import Node, system_message
from sphinx.util.docutils import SphinxRole

from .computed import address
from .markup import tag

SOURCES = "curriculum/sources"  # the page that has them all


class Cite(SphinxRole):
    """``{cite}`key,other` ``: labels that lead to the sources page."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        sources = self.env.app.semillero["sources"]  # type: ignore[attr-defined]  # of ``load``
        lang = self.config.language
        self.env.note_dependency(str(Path(self.env.srcdir) / "curriculum" / "references.bib"))
        links: list[Any] = []
        for key in [part.strip() for part in self.text.split(",")]:
            if key not in sources:
                message = self.inliner.reporter.error(
                    f"cite: no source {key!r} in curriculum/references.bib", line=self.lineno
                )
                return [], [message]
            label = sources[key].label.get(lang)
            links += ["; " if links else "(", tag("a", label, href=f"{address(self.env, SOURCES)}#{key}")]
        return [tag("span", links, ")", class_="cite")], []
