"""What a page asks to be computed: a module's card, objectives, agenda and materials, the course map,
sources.

They read ``course.yml``, ``module.yml``, the glossary and the bibliography; no minute or total is typed in
prose.
"""

from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective, SphinxRole

from .. import catalogues, toolbox
from ..course.model import load_course, load_glossary
from ..course.sources import load_sources
from ..errors import CourseError
from ..kit.form import BEYOND
from ..kit.portable import dumps
from .words import words

PAGES = "curriculum/"


def setup(app):
    """Register the directives and the role, and read the course once a build."""
    app.connect("builder-inited", load)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_role("cite", Cite())


def load(app):
    """Read the course, the glossary and the sources; a fault in them stops the build with its place in the
    file."""
    root = Path(app.srcdir)
    try:
        app.semillero = {
            "course": load_course(root),
            "glossary": load_glossary(root),
            "sources": load_sources(root),
        }
    except CourseError as error:
        raise ExtensionError(str(error)) from error


class Computed(SphinxDirective):
    """A directive whose HTML comes from the course's data."""

    def run(self):
        self.lang = self.config.language
        self.say = words(self.lang)
        for name in ("course.yml", "glossary.yml", "references.bib"):
            self.env.note_dependency(str(Path(self.env.srcdir) / "curriculum" / name))
        return [nodes.raw("", self.html(), format="html")]

    def data(self, name):
        return self.env.app.semillero[name]

    def text(self, both):
        return escape(both.get(self.lang))

    def module(self):
        slug = Path(self.env.docname).parent.name
        self.env.note_dependency(str(Path(self.env.srcdir) / "modules" / slug / "module.yml"))
        for module in self.data("course").modules:
            if module.slug == slug:
                return module
        raise self.error(
            f"{self.name}: no module in course.yml has the slug {slug!r}. Use it in a module's pages."
        )

    def minutes(self, minutes):
        factor = self.data("course").factor
        return minutes, round_five(minutes * factor)

    def link(self, docname):
        from sphinx.util.osutil import relative_uri

        builder = self.env.app.builder
        return relative_uri(builder.get_target_uri(self.env.docname), builder.get_target_uri(docname))


def round_five(minutes):
    """Minutes to the next five: nobody plans in ones."""
    return int(-(-minutes // 5) * 5)


class ModuleCard(Computed):
    """The promise of a module, its time, its tools, its date, and what can be taken along."""

    def html(self):
        module, say = self.module(), self.say
        rows = []
        for kind in ("full", "core"):
            one, two = self.minutes(getattr(module.minutes, kind))
            rows.append((say(f"card.{kind}"), say("card.minutes", one=one, two=two)))
        rows.append((say("card.reviewed"), module.reviewed.isoformat()))
        links = [
            (say("card.lesson"), f"modules/{module.slug}/lesson"),
            (say("card.guide"), f"modules/{module.slug}/guide"),
        ]
        links += [
            (self.env.titles[doc].astext() if doc in self.env.titles else say("card.exercise"), doc)
            for doc in exercises(module)
        ]
        here = [(text, doc) for text, doc in links if doc != self.env.docname and doc in self.env.found_docs]
        items = "".join(f'<li><a href="{self.link(doc)}">{escape(text)}</a></li>' for text, doc in here)
        facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
        return f'<div class="card module-card"><dl>{facts}</dl><ul class="links">{items}</ul></div>'


def exercises(module):
    """The documents of a module's exercises."""
    return [f"exercises/{slug}/exercise" for slug in module.exercises]


class Objectives(Computed):
    """What people will be able to do."""

    def html(self):
        items = "".join(f"<li>{self.text(one)}</li>" for one in self.module().objectives)
        return f'<p class="lead">{escape(self.say("objectives.lead"))}</p><ul class="objectives">{items}</ul>'


class Agenda(Computed):
    """The steps with their minutes, in one language and with interpretation; the sums are computed."""

    def html(self):
        module, say = self.module(), self.say
        rows, sums = [], [0, 0]
        for number, step in enumerate(module.steps, 1):
            cells = [f'<th scope="row">{number}. {self.text(step.title)}</th>']
            for place, minutes in enumerate((step.minutes.full, step.minutes.core)):
                sums[place] += minutes
                cells.append(f"<td>{minutes or '–'}</td>")
            rows.append("<tr>" + "".join(cells) + "</tr>")
        heads = "".join(
            f'<th scope="col">{escape(say("agenda." + name))}</th>' for name in ("step", "full", "core")
        )
        both = [round_five(minutes * self.data("course").factor) for minutes in sums]
        foot = (
            f'<tr><th scope="row">{escape(say("agenda.sum"))}</th><td>{sums[0]}</td><td>{sums[1]}</td></tr>'
        )
        factor = words(self.lang).number(self.data("course").factor)
        foot += (
            f'<tr><th scope="row">{escape(say("agenda.interpreted", factor=factor))}</th>'
            f"<td>{both[0]}</td><td>{both[1]}</td></tr>"
        )
        label = escape(say("agenda.caption"))
        table = f'<table class="agenda"><caption>{label}</caption><thead><tr>{heads}</tr></thead>'
        return wrap(f"{table}<tbody>{''.join(rows)}</tbody><tfoot>{foot}</tfoot></table>", label)


class Materials(Computed):
    """What is needed, with quantities, and what has to be made ready beforehand."""

    def html(self):
        module, say = self.module(), self.say
        items = []
        for material in module.materials:
            ready = (
                f' <strong class="ready">{escape(say("materials.prepare"))}</strong>'
                if material.prepare
                else ""
            )
            items.append(
                f"<li>{self.text(material.item)} <span"
                f' class="quantity">({self.text(material.quantity)})</span>{ready}</li>'
            )
        return f'<ul class="materials">{"".join(items)}</ul>'


class CourseMap(Computed):
    """The modules by part, each with its promise and its mark."""

    def html(self):
        course, parts = self.data("course"), []
        for part in course.parts:
            cards = []
            for module in course.modules:
                if module.part != part.id:
                    continue
                href = self.link(f"modules/{module.slug}/lesson")
                one, two = self.minutes(module.minutes.full)
                time = escape(self.say("card.minutes", one=one, two=two))
                cards.append(
                    f'<li class="card"><span class="emblem emblem-{part.id}" aria-hidden="true"></span><a'
                    f' href="{href}">{self.text(module.title)}</a><p>{self.text(module.promise)}</p><p'
                    f' class="time">{time}</p></li>'
                )
            parts.append(
                f'<div><h3>{self.text(part.title)}</h3><ul class="cards">{"".join(cards)}</ul></div>'
            )
        return f'<div class="course-map">{"".join(parts)}</div>'


class PlanView(Computed):
    """The plan of the open tab: every sheet in the order of a campaign, how far it is, and what to do first.

    Still, it is the list of all sheets with what each takes from others; the page's script brings it to life.
    """

    SPOKEN = ("loading", "failed", "restored", "sure", "opened", "cleared", "without")
    STATES = {"nothing": "empty", "apart": "apart"}  # what the page itself says of a sheet
    SHARED = ("private", "saved", "not_json", "too_big", "no_findings", "apart", "leave", "damaged")
    ACTS = ("open", "save", "print", "clear")

    def html(self):
        ids = toolbox.in_order()
        say = catalogues.words(self.lang, ids[0])
        spoken = {name: say("plan." + name) for name in self.SPOKEN} | {
            name: say("ui." + name) for name in self.SHARED
        }
        spoken |= {"state_" + name: say("plan.state." + state) for name, state in self.STATES.items()}
        spoken |= {name: say("plan." + name) for name in BEYOND}
        data = dumps(spoken).replace("<", "\\u003c")
        acts = "".join(
            f'<button type="button" data-act="{name}" hidden>{escape(say("ui." + name))}</button>'
            for name in self.ACTS
        )
        file = (
            '<input type="file" accept=".json,application/json" hidden data-file tabindex="-1"'
            f' aria-label="{escape(say("ui.open"))}">'
        )
        steps = "".join(self.step(id) for id in ids)
        return (
            f'<div class="plan sheet" data-plan-view data-tools="{" ".join(ids)}" data-state="still"><script'
            f' type="application/json" data-words>{data}</script><p class="sheet-status" role="status"'
            " data-status></p><noscript><p"
            f' class="sheet-needs">{escape(say("plan.needs_script"))}</p></noscript><div class="sheet-bar"'
            f' role="group" aria-label="{escape(say("plan.heading"))}">{acts}{file}</div><h2'
            f' hidden>{escape(say("plan.todo"))}</h2><ul class="findings"'
            f' data-todo></ul><h2>{escape(say("plan.steps"))}</h2><ol class="plan-steps">{steps}</ol></div>'
        )

    def step(self, id):
        say, tool = catalogues.words(self.lang, id), toolbox.tool(id)
        names = [
            catalogues.words(self.lang, source)("title")
            for source in dict.fromkeys(take.source for take in tool.takes)
        ]
        takes = f'<p class="takes">{escape(say("plan.takes", names=names))}</p>' if names else ""
        return (
            f'<li id="plan-{id}"><a href="{self.link("exercises/workbook/" + id)}">{escape(say("title"))}</a>'
            f'<p data-step="{id}">{escape(say("purpose"))}</p>{takes}</li>'
        )


class GlossaryList(Computed):
    """The terms with their twins and meanings."""

    def html(self):
        other = "es" if self.lang == "en" else "en"
        items = []
        for term in sorted(self.data("glossary"), key=lambda one: folded_key(one.term.get(self.lang))):
            twin = f'<span lang="{other}">{escape(term.term.get(other))}</span>'
            items.append(
                f'<dt id="{term.id}">{self.text(term.term)} {twin}</dt><dd>{self.text(term.meaning)}</dd>'
            )
        return f'<dl class="glossary-list">{"".join(items)}</dl>'


def folded_key(text):
    """``text`` for sorting: accents do not send a word to the end."""
    from .search import folded

    return folded(text).lower()


class Sources(Computed):
    """The bibliography: each source with its strength, its date of reading and its limits."""

    def html(self):
        items = []
        for source in sorted(self.data("sources").values(), key=lambda one: folded_key(one.label.get("en"))):
            line = "".join(run_html(run) for run in source.reference(self.lang))
            strength = escape(self.say("sources." + source.strength))
            limits = escape(source.limits.get(self.lang))
            items.append(
                f'<li id="{escape(source.key)}"><p>{line}</p><p class="limits"><strong>{strength}</strong>'
                f" {limits}</p></li>"
            )
        return f'<ul class="sources">{"".join(items)}</ul>'


def run_html(run):
    """A piece of a reference line."""
    text = escape(run.text)
    if run.title:
        text = f"<cite>{text}</cite>"
    if run.href:
        text = f'<a href="{escape(run.href)}" rel="noreferrer">{text}</a>'
    return f'<span lang="{run.lang}">{text}</span>' if run.lang else text


class Cite(SphinxRole):
    """``{cite}`key,other` ``: labels that lead to the sources page."""

    def run(self):
        from sphinx.util.osutil import relative_uri

        builder, sources, lang = self.env.app.builder, self.env.app.semillero["sources"], self.config.language
        page = relative_uri(
            builder.get_target_uri(self.env.docname), builder.get_target_uri(PAGES + "sources")
        )
        self.env.note_dependency(str(Path(self.env.srcdir) / "curriculum" / "references.bib"))
        links = []
        for key in [part.strip() for part in self.text.split(",")]:
            if key not in sources:
                message = self.inliner.reporter.error(
                    f"cite: no source {key!r} in curriculum/references.bib", line=self.lineno
                )
                return [], [message]
            source = sources[key]
            links.append(f'<a href="{page}#{key}">{escape(source.label.get(lang))}</a>')
        return [nodes.raw("", f'<span class="cite">({"; ".join(links)})</span>', format="html")], []


def wrap(table, label):
    """A table that scrolls by itself on a narrow screen, reachable by keyboard."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">{table}</div>'


DIRECTIVES = {
    "module-card": ModuleCard,
    "objectives": Objectives,
    "agenda": Agenda,
    "materials": Materials,
    "course-map": CourseMap,
    "plan-view": PlanView,
    "glossary-list": GlossaryList,
    "sources": Sources,
}
