"""What a page asks to be computed: a module for each directive, or for a family of them.

They read ``course.yml``, ``module.yml``, the glossary and the bibliography; no minute or total is typed in
prose.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from ...course.model import load_course, load_glossary
from ...course.sources import load_sources
from ...errors import CourseError
from . import markup
from .cite import Cite
from .course_map import CourseMap
from .glossary_list import GlossaryList
from .module import Agenda, Materials, ModuleCard, Objectives
from .plan_view import PlanView
from .sources import Sources

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


def setup(app: Sphinx) -> None:
    """Register the directives and the role, and read the course once a build."""
    app.connect("builder-inited", load)
    markup.setup(app)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_role("cite", Cite())


def load(app: Sphinx) -> None:
    """Read the course, the glossary and the sources; a fault in them stops the build with its place in the
    file."""
    root = Path(app.srcdir)
    try:
        app.semillero = {  # type: ignore[attr-defined]  # ours, for the directives and the downloads
            "course": load_course(root),
            "glossary": load_glossary(root),
            "sources": load_sources(root),
        }
    except CourseError as error:
        raise ExtensionError(str(error)) from error
