"""A build in which nothing changed builds nothing; whatever changed is seen."""

import shutil
from types import SimpleNamespace

import arrows
import pytest
from jupyter_cache import get_cache

from semillero.book import fresh, search
from semillero.book.build import build
from semillero.languages import LANGUAGES


@pytest.fixture
def course(tmp_path):
    """A course of one page, and what was made of it."""
    for name in (
        "_config.yml",
        "curriculum/index.md",
        "modules/m/lesson.ipynb",
        "package-lock.json",
        "pages/index.html",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


def seen(course, lang="en"):
    return fresh.made_of(course, lang, course / "pages")


@pytest.mark.parametrize(
    "name", ["_config.yml", "curriculum/index.md", "modules/m/lesson.ipynb", "package-lock.json"]
)
def test_every_source_counts(course, name):
    before = seen(course)
    assert seen(course) == before
    path = course / name
    path.write_text("x" * len(path.read_text(encoding="utf-8")), encoding="utf-8")
    changed = seen(course)
    path.unlink()
    assert len({before, changed, seen(course)}) == 3


def test_a_twin_counts_in_its_own_edition_only(course):
    english, spanish = seen(course), seen(course, "es")
    (course / "curriculum" / "index.es.md").write_text("Semillero", encoding="utf-8")
    assert seen(course) == english
    assert seen(course, "es") != spanish
    spanish = seen(course, "es")
    (course / "curriculum" / "index.md").write_text("Semillero", encoding="utf-8")
    assert seen(course) != english
    assert seen(course, "es") == spanish
    (course / "curriculum" / "references.bib").write_text("@misc{a}", encoding="utf-8")
    assert seen(course, "es") != spanish


def test_a_new_source_and_a_lost_page_count(course):
    before = seen(course)
    (course / "exercises").mkdir()
    (course / "exercises" / "exercise.ipynb").write_text("{}", encoding="utf-8")
    more = seen(course)
    (course / "pages" / "index.html").unlink()
    assert len({before, more, seen(course)}) == 3


def test_the_package_and_what_is_installed_count(course, monkeypatch):
    before = seen(course)
    monkeypatch.setattr(fresh, "PACKAGE", fresh.PACKAGE / "kit")
    other = seen(course)
    monkeypatch.setattr(fresh.metadata, "distributions", lambda: [])
    assert len({before, other, seen(course)}) == 3


def test_results_are_kept_also_in_a_folder_whose_name_looks_like_an_escape(tmp_path):
    app, config = SimpleNamespace(outdir=tmp_path / "a%41 100% #?" / "html"), SimpleNamespace()
    fresh.settle(app, config)
    cache = get_cache(config.nb_execution_cache_path)
    assert cache.list_cache_records() == []
    assert (
        tmp_path / "a%41 100% #?" / ".jupyter_cache" / fresh.code_key(*fresh.EXECUTED) / "global.db"
    ).is_file()


def test_pages_are_read_anew_also_for_code_that_no_notebook_runs(tmp_path, monkeypatch):
    shutil.copytree(fresh.PACKAGE, tmp_path / "package", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fresh, "PACKAGE", tmp_path / "package")
    first, second = SimpleNamespace(), SimpleNamespace()
    fresh.settle(SimpleNamespace(outdir=tmp_path / "html"), first)
    (tmp_path / "package" / "book" / "pages.py").write_text("other", encoding="utf-8")
    fresh.settle(SimpleNamespace(outdir=tmp_path / "html"), second)
    assert first.semillero_code != second.semillero_code
    assert first.nb_execution_cache_path == second.nb_execution_cache_path  # what notebooks run is the same


def test_all_that_a_notebook_can_run_counts(root):
    """From the rooms that notebooks import, every arrow leads to a room whose change runs them again."""
    below = arrows.between_rooms(arrows.arrows(root / "src"))
    reached, asked = set(), ["lab", "data"]
    while asked:
        room = asked.pop()
        asked += below[room] - reached
        reached.add(room)
    assert {*reached, "locale"} == {part.removesuffix(".py") for part in fresh.EXECUTED}


def test_a_second_build_builds_nothing_and_still_gives_the_site(site, root, tmp_path, monkeypatch):
    build(root, site)  # where somebody changed a page and runs only the tests
    monkeypatch.setattr("semillero.book.build.start", lambda *_: pytest.fail("something was built"))
    said = []
    build(root, tmp_path / "site", said.append)
    assert said == ["Nothing has changed since the last build."]
    for lang in LANGUAGES:
        made = {path.relative_to(site / lang) for path in (site / lang).rglob("*.html")}
        assert made and made == {
            path.relative_to(tmp_path / "site" / lang) for path in (tmp_path / "site" / lang).rglob("*.html")
        }


def test_a_word_that_was_taken_out_of_a_page_is_not_left_in_the_search_index(tmp_path):
    app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(format="html"))
    path = tmp_path / "searchindex.js"
    path.write_text(
        'Search.setIndex({"docnames": [], "terms": {"left": 1, "secret": []}, "titleterms": {"gone": [],'
        ' "two": [1, 2]}})'
    )
    search.forget(app, None)
    told = path.read_text()
    assert told == 'Search.setIndex({"docnames": [], "terms": {"left": 1}, "titleterms": {"two": [1, 2]}})'
