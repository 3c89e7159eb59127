"""MyST as plain Markdown, which JupyterLab and every other reader of notebooks shows as it is meant.

Citations become links, with the list of sources at the end of the page; admonitions become quotations, or
folded details where the page folds them; what the book computes (cards, agendas, lists) is written out. The
sources of the course stay MyST.
"""

import re
from collections.abc import Callable
from html import escape
from pathlib import PurePosixPath

from ..catalogues import catalogue
from ..course.model import Course, Each, Module, Source, Term
from ..kit.portable import fold
from ..kit.words import Words
from ..languages import FIRST, others

FENCE = re.compile(r"(`{3,}|~{3,}|:{3,})\s*(?:\{([\w-]+)\})?\s*(.*)")
OPTION = re.compile(r":([\w-]+):\s*(.*)")
LABEL = re.compile(r"\([\w-]+\)=\s*")
ROLE = re.compile(r"\{(cite|doc)\}`([^`]*)`")
TITLED = re.compile(r"(.*?)\s*<([^>]*)>\s*", re.DOTALL)
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]*)\)")


class Plain:
    """Pages in one language.

    ``course``, ``glossary`` and ``sources`` as ``course.model`` reads them. ``leads(page, target)`` gives the
    address of the page or picture ``target`` from the page ``page`` (both as paths from the root, without
    language and suffix for pages), or None where it cannot be opened from there: then its name stands there
    alone. ``title(target)`` names a page.
    """

    def __init__(
        self,
        lang: str,
        course: Course,
        glossary: tuple[Term, ...],
        sources: dict[str, Source],
        leads: Callable[[str, str], str | None],
        title: Callable[[str], str],
    ) -> None:
        self.lang = lang
        self.course = course
        self.glossary = glossary
        self.sources = sources
        self.leads = leads
        self.title = title
        self.say = Words(lang, catalogue(lang, "site"))

    def page(self, docname: str, texts: list[str]) -> list[str]:
        """The Markdown ``texts`` of the page ``docname``, one after the other, and its list of sources as one
        more, where it cites any. Raises KeyError for a source or a directive that is not known."""
        cited: dict[str, Source] = {}
        plain = [self.convert(text, docname, cited) for text in texts]
        if cited:
            lines = [f"- {self.reference(source)}" for source in cited.values()]
            plain.append("\n".join([f"## {self.say('copies.sources')}", "", *lines]))
        return plain

    def convert(self, text: str, docname: str, cited: dict[str, Source]) -> str:
        """``text`` as plain Markdown; what it cites is added to ``cited`` by key."""
        done: list[str] = []
        prose: list[str] = []
        lines = text.split("\n")

        def told() -> None:
            done.append(self.inline("\n".join(prose), docname, cited)) if prose else None
            prose.clear()

        while lines:
            line = lines.pop(0)
            fence = FENCE.fullmatch(line.strip())
            if not fence:
                if not LABEL.fullmatch(line) and not line.startswith("%"):
                    prose.append(line)
                continue
            told()
            mark, name, argument = fence.groups()
            inner = self.until(mark, lines)
            if name:
                done.append(self.directive(name, argument, inner, docname, cited))
            else:
                done.append("\n".join([line, *inner, mark]))
        told()
        return "\n".join(done)

    @staticmethod
    def until(mark: str, lines: list[str]) -> list[str]:
        """Take the lines off ``lines`` up to the end of a fence that ``mark`` opened."""
        inner = []
        while lines:
            line = lines.pop(0)
            if line.strip().startswith(mark) and not line.strip().strip(mark[0]):
                break
            inner.append(line)
        return inner

    def directive(
        self, name: str, argument: str, lines: list[str], docname: str, cited: dict[str, Source]
    ) -> str:
        """What a directive says, as plain Markdown."""
        options = {}
        while lines and (option := OPTION.fullmatch(lines[0].strip())):
            options[option[1]] = option[2]
            lines = lines[1:]
        body = self.convert("\n".join(lines), docname, cited).strip("\n")
        if name == "div":
            return body
        if name == "admonition":
            title = self.inline(argument, docname, cited)
            if "dropdown" in options.get("class", ""):
                head = re.sub(r"\*+|_{2,}", "", title)
                return f"<details>\n<summary>{escape(head, quote=False)}</summary>\n\n{body}\n\n</details>"
            return "\n".join(f"> {line}".rstrip() for line in [f"**{title}**", "", *body.split("\n")])
        return self.computed[name](self, docname)

    def inline(self, text: str, docname: str, cited: dict[str, Source]) -> str:
        """Citations, links between pages and pictures within running text."""

        def role(found: re.Match[str]) -> str:
            if found[1] == "cite":
                keys = [key.strip() for key in found[2].split(",")]
                cited.update({key: self.sources[key] for key in keys})
                return "(" + "; ".join(self.label(self.sources[key]) for key in keys) + ")"
            titled = TITLED.fullmatch(found[2])
            target = absolute(titled[2] if titled else found[2], docname)
            return self.link(docname, target, titled[1] if titled else self.title(target))

        def picture(found: re.Match[str]) -> str:
            target = absolute(found[2], docname)
            where = self.leads(docname, target)
            return f"![{found[1]}]({where})" if where else f"*{found[1]}*"

        return IMAGE.sub(picture, ROLE.sub(role, text))

    def link(self, docname: str, target: str, text: str) -> str:
        """A link to the page ``target``; where it cannot be opened, its name alone."""
        where = self.leads(docname, target)
        return f"[{text}](<{where}>)" if where else f"*{text}*"

    def label(self, source: Source) -> str:
        """How a citation names a source: a link, where the source has an address."""
        label = source.label.get(self.lang)
        return f"[{label}](<{source.url}>)" if source.url else label

    def reference(self, source: Source) -> str:
        """The reference line of a source."""
        return "".join(
            f"[{run.text}](<{run.href}>)" if run.href else f"*{run.text}*" if run.title else run.text
            for run in source.reference(self.lang)
        )

    def module(self, docname: str) -> Module:
        """The module to which a page belongs."""
        return self.course.module(docname.split("/")[1])

    def text(self, both: Each) -> str:
        return both.get(self.lang)

    def minutes(self, module: Module, length: str) -> str:
        one, two = getattr(module.minutes, length), self.course.interpreted(module, length)
        return self.say("card.minutes", one=one, two=two)

    def card(self, docname: str) -> str:
        """Time, date and the other pages of a module."""
        module, say = self.module(docname), self.say
        facts = [f"**{say('card.' + kind)}:** {self.minutes(module, kind)}" for kind in KINDS]
        facts.append(f"**{say('card.reviewed')}:** {module.reviewed.isoformat()}")
        pages = [(f"{module.folder}/{kind}", say("card." + kind)) for kind in ("lesson", "guide")]
        pages += [(page, self.title(page)) for page in exercises(module)]
        links = [self.link(docname, page, text) for page, text in pages if page != docname]
        return "\n".join(f"- {one}" for one in facts + links)

    def objectives(self, docname: str) -> str:
        items = [f"- {self.text(one)}" for one in self.module(docname).objectives]
        return "\n".join([self.say("objectives.lead"), "", *items])

    def materials(self, docname: str) -> str:
        ready = f" **{self.say('materials.prepare')}**"
        return "\n".join(
            f"- {self.text(one.item)} ({self.text(one.quantity)}){ready if one.prepare else ''}"
            for one in self.module(docname).materials
        )

    def agenda(self, docname: str) -> str:
        module, say = self.module(docname), self.say
        rows = [
            [f"{number}. {self.text(step.title)}", step.minutes.full or "–", step.minutes.core or "–"]
            for number, step in enumerate(module.steps, 1)
        ]
        sums = [sum(getattr(step.minutes, kind) for step in module.steps) for kind in KINDS]
        rows.append([f"**{say('agenda.sum')}**", *sums])
        stretched = [self.course.interpreted(module, kind) for kind in KINDS]
        rows.append([f"**{say('agenda.interpreted', factor=say.number(self.course.factor))}**", *stretched])
        heads = [[say("agenda." + name) for name in ("step", *KINDS)], ["---", "---:", "---:"]]
        return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in heads + rows)

    def map(self, docname: str) -> str:
        """The modules by part, each with its pages."""
        blocks = []
        for part in self.course.parts:
            blocks += [f"### {self.text(part.title)}", ""]
            for module in [one for one in self.course.modules if one.part == part.id]:
                pages = [f"{module.folder}/lesson", f"{module.folder}/guide", *exercises(module)]
                names = [self.text(module.title), self.say("card.guide"), *map(self.title, pages[2:])]
                first, *rest = [self.link(docname, page, name) for page, name in zip(pages, names)]
                more = f" {self.minutes(module, 'full')}. {' · '.join(rest)}"
                blocks += [f"- **{first}**  ", f"  {self.text(module.promise)}  ", f"  {more.strip()}"]
            blocks.append("")
        return "\n".join(blocks)

    def words(self, docname: str) -> str:
        """The terms with their twins and meanings."""
        terms = sorted(self.glossary, key=lambda one: fold(self.text(one.term)))
        twins = [
            [one.term.get(lang) for lang in others(self.lang) if lang in one.term.texts] for one in terms
        ]
        return "\n".join(
            f"- **{self.text(one.term)}** ({', '.join(names)}): {self.text(one.meaning)}"
            for one, names in zip(terms, twins)
        )

    def bibliography(self, docname: str) -> str:
        """Each source with its strength and its limits."""
        return "\n".join(
            f"- {self.reference(one)} **{self.say('sources.' + one.strength)}** {self.text(one.limits)}"
            for one in sorted(self.sources.values(), key=lambda one: fold(one.label.get(FIRST.code)))
        )

    def plan(self, docname: str) -> str:
        return self.say("copies.plan")

    computed = {
        "module-card": card,
        "objectives": objectives,
        "materials": materials,
        "agenda": agenda,
        "course-map": map,
        "glossary-list": words,
        "sources": bibliography,
        "plan-view": plan,
    }


KINDS = ("full", "core")


def exercises(module: Module) -> list[str]:
    """The pages of a module's exercises."""
    return [f"exercises/{slug}/exercise" for slug in module.exercises]


def absolute(target: str, docname: str) -> str:
    """The page or picture that ``target`` names on the page ``docname``, as a path from the root."""
    path = PurePosixPath(target.lstrip("/")) if target.startswith("/") else PurePosixPath(docname).parent
    return str(path if target.startswith("/") else resolved(path / target))


def resolved(path: PurePosixPath) -> PurePosixPath:
    """``path`` without ``..``."""
    parts: list[str] = []
    for part in path.parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return PurePosixPath(*parts)
