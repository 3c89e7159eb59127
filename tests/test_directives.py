"""What a page asks to be computed: nodes, whose text the page's writer escapes, and what is missing is told."""

import io
import json
import shutil
from html import escape

import pytest
from sphinx.application import Sphinx

from semillero.book.words import words
from semillero.course.model import load_course


@pytest.fixture
def card(root, tmp_path, monkeypatch):
    """A book of one page, the lesson of the first module with its card: its HTML, and what Sphinx warned of."""
    module = load_course(root).modules[0]
    for path in [*root.glob("curriculum/*"), *root.glob("modules/*/*.yml")]:
        if path.is_file() and path.suffix in (".yml", ".bib"):
            place = tmp_path / path.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)

    def build(*pages):
        for page in (f"modules/{module.slug}/lesson", *pages):
            place = tmp_path / f"{page}.md"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("# Titles & <more>\n\n```{module-card}\n```\n", encoding="utf-8")
        warned = io.StringIO()
        app = Sphinx(
            tmp_path,
            None,
            tmp_path / "html",
            tmp_path / "trees",
            "html",
            {
                "extensions": ["myst_parser", "semillero.book.directives"],
                "root_doc": f"modules/{module.slug}/lesson",
                "html_theme": "basic",
                "language": "en",
            },
            status=io.StringIO(),
            warning=warned,
            freshenv=True,
        )
        app.build()
        html = (tmp_path / "html" / "modules" / module.slug / "lesson.html").read_text(encoding="utf-8")
        return html, warned.getvalue()

    return module, build


def test_the_words_of_a_card_are_found_one_by_one(card, tmp_path):
    """Side by side in two elements, two words are two for the search."""
    module, build = card
    build(f"modules/{module.slug}/guide")
    index = (tmp_path / "html" / "searchindex.js").read_text(encoding="utf-8")
    terms = json.JSONDecoder().raw_decode(index.partition("(")[2])[0]["terms"]
    assert {"facilit", "review", str(module.reviewed.year)} <= terms.keys()


def test_a_card_leads_to_the_pages_there_are_and_tells_which_is_missing(card):
    module, build = card
    missing = [f"exercises/{slug}/exercise" for slug in module.exercises]
    assert missing
    html, warned = build(f"modules/{module.slug}/guide")
    place = f"modules/{module.slug}/lesson.md:3: WARNING: module-card: there is no page "
    assert warned.count(place) == len(missing)
    for page in missing:
        assert f"{place}{page}, to which the card of modules/{module.slug}/module.yml leads." in warned
    links = f'<ul class="links"><li><a href="guide.html">{escape(words("en")("card.guide"))}</a></li></ul>'
    assert '<div class="card module-card"><dl><dt>' in html and links in html
