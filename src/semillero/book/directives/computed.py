"""What the directives have in common: the course's data, the words of the page, links between pages."""

from pathlib import Path
from typing import Any

from docutils.nodes import Node
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from ...course.model import Each, Module
from ..search import folded
from ..words import words

READ = ("course.yml", "glossary.yml", "references.bib")  # a page is read anew when one of them has changed


class Computed(SphinxDirective):
    """A directive whose nodes are computed from the course's data."""

    def run(self) -> list[Node]:
        self.lang = self.config.language
        self.say = words(self.lang)
        for name in READ:
            self.env.note_dependency(str(Path(self.env.srcdir) / "curriculum" / name))
        return self.nodes()

    def nodes(self) -> list[Node]:
        """The nodes that stand in the page, as a list."""
        raise NotImplementedError

    def data(self, name: str) -> Any:
        """The "course", the "glossary" or the "sources", as they were read."""
        return self.env.app.semillero[name]  # type: ignore[attr-defined]  # of ``load``

    def text(self, each: Each) -> str:
        """A text of the course in the language of the page."""
        return each.get(self.lang)

    def module(self) -> Module:
        """The module to which the page belongs. Raises an error of the directive where it belongs to none."""
        slug = Path(self.env.docname).parent.name
        self.env.note_dependency(str(Path(self.env.srcdir) / "modules" / slug / "module.yml"))
        for module in self.data("course").modules:
            if module.slug == slug:
                return module
        raise self.error(
            f"{self.name}: no module in course.yml has the slug {slug!r}. Use it in a module's pages."
        )

    def minutes(self, module: Module, length: str) -> tuple[int, int]:
        """The minutes of a session, "full" or "core", in one language and with interpretation."""
        return getattr(module.minutes, length), self.data("course").interpreted(module, length)

    def link(self, docname: str) -> str:
        """The address of another page from this one."""
        return address(self.env, docname)


def address(env: BuildEnvironment, docname: str) -> str:
    """The address of the page ``docname`` from the page that is being read."""
    builder = env.app.builder
    return relative_uri(builder.get_target_uri(env.docname), builder.get_target_uri(docname))


def sort_key(text: str) -> str:
    """``text`` for sorting: accents do not send a word to the end."""
    return folded(text).lower()
