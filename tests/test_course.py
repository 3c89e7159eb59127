"""The course as typed data: what is read, and where an error is said to be."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml

from semillero import toolbox
from semillero.course.model import (
    BIBLIOGRAPHY,
    CourseError,
    Each,
    load_course,
    load_glossary,
    load_sources,
    survey_course,
)

GOOD = yaml.safe_load((Path(__file__).parent / "check" / "good.yml").read_text(encoding="utf-8"))
ENTRY = """@{kind}{{{key}, {fields}, title = {{{title}}}, language = {{{language}}}, keywords = {{primary}},
  limits_en = {{a.}}, limits_es = {{b.}}}}
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for path, content in GOOD.items():
        if isinstance(content, str):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content, encoding="utf-8")
    return tmp_path


def entry(
    root: Path,
    fields: str,
    *,
    kind: str = "misc",
    key: str = "roe1999",
    title: str = "Wells",
    language: str = "en",
    more: str = "",
) -> None:
    text = ENTRY.format(kind=kind, key=key, fields=fields, title=title, language=language)
    (root / BIBLIOGRAPHY).write_text(text + more, encoding="utf-8")


def test_the_course_is_read(course: Path) -> None:
    read = load_course(course)
    wells = read.module("wells")
    assert (read.title, read.factor) == (
        Each({"en": "Water for all", "es": "Agua para todas las personas"}),
        1.25,
    )
    assert [field.heading.get("es") for field in read.guide_fields] == ["Objetivos", "Pasos"]
    assert (wells.part, wells.minutes.full, wells.reviewed.isoformat()) == ("one", 30, "2026-11-24")
    assert [step.minutes.core for step in wells.steps] == [5, 10]
    assert wells.materials[0].prepare and wells.title.get("es") == "Pozos"
    assert load_glossary(course)[0].avoid == {"en": ("water hole",), "es": ("noria",)}


def test_other_names_are_refused_with_those_there_are(course: Path) -> None:
    with pytest.raises(KeyError, match="wells, rivers"):
        load_course(course).module("03-seas")
    with pytest.raises(KeyError, match="en, es"):
        Each({"en": "a", "es": "b"}).get("fr")


@pytest.mark.parametrize(
    ("path", "old", "new", "place", "found", "allowed"),
    [
        (
            "curriculum/course.yml",
            "full: 30",
            "full: '30'",
            "modules[0].minutes.full",
            "'30'",
            "from 0 to 1000",
        ),
        ("curriculum/course.yml", "slug: rivers", "slug: wells", "modules[1].slug", "'wells'", "used once"),
        ("curriculum/course.yml", "part: one", "part: two", "modules[0].part", "two", "one of one"),
        (
            "curriculum/course.yml",
            "title: {en: Part one, es:",
            "title: {en: Part one, fr:",
            "parts[0].title",
            "the keys en, fr",
            "en, es",
        ),
        (
            "curriculum/course.yml",
            "interpretation_factor: 1.25",
            "interpretation_factor: 1.25\nmotto: x",
            "the file",
            "motto",
            "interpretation_factor",
        ),
        (
            "modules/wells/module.yml",
            "prepare: true",
            "prepare: maybe",
            "materials[0].prepare",
            "'maybe'",
            "true or false",
        ),
        ("modules/wells/module.yml", "kind: practice", "kind: nap", "steps[1].kind", "nap", "one of opening"),
        ("modules/wells/module.yml", "id: dig", "id: open", "steps[1].id", "'open'", "steps[0].id"),
        (
            "modules/wells/module.yml",
            "reviewed: 2026-11-24",
            "reviewed: soon",
            "reviewed",
            "'soon'",
            "2026-11-24",
        ),
        ("modules/wells/module.yml", "slug: wells", "slug: well", "slug", "'well'", "'wells'"),
        (
            "modules/wells/module.yml",
            "slug: wells",
            "slug: wells\nslug: wells",
            "line 2",
            "written twice",
            "each key once",
        ),
    ],
)
def test_an_error_says_where_it_is(
    course: Path, path: str, old: str, new: str, place: str, found: str, allowed: str
) -> None:
    text = (course / path).read_text(encoding="utf-8")
    (course / path).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        load_course(course)
    error = caught.value
    assert error.file == path
    assert place in str(error) and found in str(error) and allowed in str(error) and error.fix


def test_a_survey_goes_on_behind_an_unreadable_module(course: Path) -> None:
    (course / "modules/wells/module.yml").unlink()
    read, errors = survey_course(course)
    assert [module.slug for module in read.modules] == ["rivers"]
    assert [error.file for error in errors] == ["modules/wells/module.yml"]


@pytest.mark.parametrize(
    ("authors", "en", "es"),
    [
        ("Granovetter, Mark", "Granovetter 1978", "Granovetter 1978"),
        ("Jaye, Ann and Lawrence, Bo", "Jaye & Lawrence 1978", "Jaye y Lawrence 1978"),
        ("Jaye, Ann and Ib{\\'a}{\\~n}ez, Eva", "Jaye & Ibáñez 1978", "Jaye e Ibáñez 1978"),
        ("A, B and C, D and E, F", "A et al. 1978", "A et al. 1978"),
        ("{City of Wells}", "City of Wells 1978", "City of Wells 1978"),
    ],
)
def test_labels(tmp_path: Path, authors: str, en: str, es: str) -> None:
    (tmp_path / "curriculum").mkdir()
    entry(tmp_path, f"author = {{{authors}}}, year = 1978")
    assert load_sources(tmp_path)["roe1999"].label == Each({"en": en, "es": es})


def test_equal_labels_get_letters_and_a_missing_year_words(course: Path) -> None:
    fields = "author = {{City of Wells}}"
    second = ENTRY.format(kind="misc", key="wells2", fields=fields, title="T", language="es")
    entry(course, fields, more=second)
    read = load_sources(course)
    assert [source.label.get("en") for source in read.values()] == [
        "City of Wells n.d.-a",
        "City of Wells n.d.-b",
    ]
    assert "(n.d.-b)" in read["wells2"].plain("en")
    assert read["wells2"].label.get("es") == "City of Wells s. f.-b"


def test_a_reference_line_marks_what_is_in_another_language(course: Path) -> None:
    entry(
        course,
        "author = {Roe, Ann}, year = 1999, journal = {Journal of Wells}, volume = 3, number = 2,"
        " pages = {1--9}, doi = {10.1000/a_b}, urldate = {2026-11-22}",
        kind="article",
        title="How {DEEP}?",
    )
    source = load_sources(course)["roe1999"]
    assert (
        source.plain("en") == "Roe, Ann (1999). How DEEP? Journal of Wells, vol. 3, no. 2, pp. 1–9. "
        "doi.org/10.1000/a_b (read on 2026-11-22)."
    )
    assert (
        source.plain("es") == "Roe, Ann (1999). How DEEP? Journal of Wells, vol. 3, núm. 2, pp. 1–9. "
        "doi.org/10.1000/a_b (consultado el 22/11/2026)."
    )
    marked = [run.text for run in source.reference("es") if run.lang == "en"]
    assert marked == ["How DEEP?", "Journal of Wells"]
    assert not any(run.lang for run in source.reference("en"))
    assert source.url == "https://doi.org/10.1000/a_b"


def test_a_description_is_given_in_the_language_of_the_page(course: Path) -> None:
    entry(
        course,
        "author = {{City of Wells}}, howpublished = {web page of May 1999},"
        " howpublished_es = {página de mayo de 1999}",
    )
    source = load_sources(course)["roe1999"]
    assert source.plain("es") == "City of Wells (s. f.). Wells. Página de mayo de 1999."
    assert [run.lang for run in source.reference("es") if "1999" in run.text] == [None]
    assert source.plain("en").endswith("Web page of May 1999.") and source.english_left == {}


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("{primary}", "{hearsay}", "roe1999.keywords"),
        ("language = {en}", "language = {latin}", "roe1999.language"),
        ("limits_en = {One town only.},", "", "roe1999.limits_en"),
        ("year = {1999}", "year = {1999}, url = {wells}", "roe1999.url"),
        ("year = {1999}", "year = {1999}, urldate = {May}", "roe1999.urldate"),
        ("roe1999", "Roe_1999", "Roe_1999"),
        ("year = {1999}", "year = {1999", "curriculum/references.bib"),
    ],
)
def test_an_entry_at_fault_is_named(course: Path, old: str, new: str, place: str) -> None:
    file = course / BIBLIOGRAPHY
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        load_sources(course)
    assert place in str(caught.value) and caught.value.allowed


@pytest.mark.parametrize(("kind", "minutes"), [("practice", 40), ("rest", 35)])
def test_a_rest_is_not_stretched_by_interpretation(course: Path, kind: str, minutes: int) -> None:
    path = course / "modules" / "wells" / "module.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: practice", f"kind: {kind}"), encoding="utf-8"
    )
    read = load_course(course)
    assert read.interpreted(read.module("wells"), "full") == minutes


@pytest.mark.parametrize("length", ["full", "core"])
def test_a_card_and_the_agenda_sheet_say_the_same_of_a_session(root: Path, length: str) -> None:
    """The minutes of every module, asked of the sheet on which a trainer would lay its steps."""
    course = load_course(root)
    said, answered = {}, {}
    for module in course.modules:
        rows = [
            {
                "item": step.id,
                "minutes": str(getattr(step.minutes, length)),
                "kind": "break" if step.kind == "rest" else "block",
            }
            for step in module.steps
        ]
        results = toolbox.answer("agenda", {"factor": str(course.factor), "items": rows})["results"]
        said[module.slug] = course.interpreted(module, length)
        answered[module.slug] = math.ceil(results["sum"] / 5) * 5
    assert said == answered and len(said) > 8
