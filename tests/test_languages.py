"""A made-up language, added as docs/contributing.md says, in a copy of the code and a small course: its book
has its own words where they exist and a plain mark where they do not, and the whole languages stay whole.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pages
import pytest
from test_check import GOOD, write

from semillero import languages

CODE = Path(languages.__file__).parent
LINE = """    Language(
        code="qx",
        endonym="Qxila",
        suffix=".qx",
        config="_config.qx.yml",
        toc="_toc.qx.yml",
        welcome="Axu.md",
        names=("qx", "qxila"),
        machine=r"qx([^a-z]|$)",
        locale="en",
        search="en",
        reading="",
        forms=1,
        date="{year}.{month}.{day}",
        last=(("", "ka"),),
        reference=dict.fromkeys(
            ("undated", "accessed", "report", "thesis", "volume", "number", "pages", "page", "editors", "within"),
            "qx {}",
        ),
        whole=False,
    ),
"""
WORDS = {"title": "Tolu xqi", "purpose": "Naxu ti kolo.", "people.label": "Kana xqa"}
SHEET = 'from semillero.lab import sheet; sheet("thresholds", "{}")'
COURSE = {
    "curriculum/index": ("# Water\n\n:::{course-map}\n:::\n\n:::{glossary-list}\n:::", "# Agua\n\n:::{course-map}\n:::\n\n:::{glossary-list}\n:::"),
    "curriculum/sources": ("# Sources\n\n:::{sources}\n:::", "# Fuentes\n\n:::{sources}\n:::"),
    "curriculum/privacy": ("# Privacy\n\nNone is kept.", "# Privacidad\n\nNo se guarda nada."),
    "modules/wells/guide": (GOOD["modules/wells/guide.md"], GOOD["modules/wells/guide.es.md"], "# Axqo\n\n## Xobi\n\nNo li.\n\n## Steps\n\n### Open\n\nTi.\n\n### Kavu\n\nTo."),
}  # fmt: skip


def lesson(lang, title, text):
    """The lesson in one language."""
    return [
        ["markdown", "title", f"# {title}\n\n:::{{module-card}}\n:::\n\n{text} {{cite}}`roe1999`. {{doc}}`guide`"],
        ["code", "sheet-thresholds", SHEET.format(lang), ["remove-input"]],
    ]  # fmt: skip


def run(tree, *command, fails=False):
    """What the copied code says to a command, in the small course."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=tree / "course",
        env=os.environ | {"PYTHONPATH": str(tree / "code"), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def tree(root, tmp_path_factory):
    """The code with one more language, and a course of one module in three."""
    tree = tmp_path_factory.mktemp("qx")
    code, course = tree / "code" / "semillero", tree / "course"
    shutil.copytree(CODE, code, ignore=shutil.ignore_patterns("__pycache__"))
    table = (code / "languages.py").read_text(encoding="utf-8")
    assert table.count(")\nFIRST = TABLE[0]") == 1
    table = table.replace(")\nFIRST = TABLE[0]", LINE + ")\nFIRST = TABLE[0]")
    (code / "languages.py").write_text(table, encoding="utf-8")
    for catalogue, lines in (("thresholds", WORDS), ("site", {"nav.contents": "Xoli ba"})):
        path = code / "locale" / "qx" / "LC_MESSAGES" / f"{catalogue}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        said = [f'msgid "{id}"\nmsgstr "{text}"\n' for id, text in lines.items()]
        path.write_text("\n".join(['msgid ""\nmsgstr "Language: qx\\n"\n', *said]), encoding="utf-8")
    for name, texts in COURSE.items():
        for suffix, text in zip(("", ".es", ".qx"), texts):
            write(course, f"{name}{suffix}.md", text + "\n")
    for suffix, lang, title in (("", "en", "Wells"), (".es", "es", "Pozos"), (".qx", "qx", "Axqo")):
        write(course, f"modules/wells/lesson{suffix}.ipynb", lesson(lang, title, "Axu"))
    plan = GOOD["curriculum/course.yml"].replace("  - {slug: rivers, part: one, minutes: {full: 30, core: 15}}\n", "")  # fmt: skip
    write(course, "curriculum/course.yml", plan.replace("en: Objectives,", "en: Objectives, qx: Xobi,"))
    module = GOOD["modules/wells/module.yml"].replace("exercises: [01-dig]", "exercises: []")
    module = module.replace("title: {en: Wells,", "title: {qx: Axqo, en: Wells,").replace("en: Dig, es: Cavar", "en: Dig, es: Cavar, qx: Kavu")  # fmt: skip
    write(course, "modules/wells/module.yml", module)
    for name in ("curriculum/glossary.yml", "curriculum/references.bib"):
        write(course, name, GOOD[name])
    toc = "format: jb-book\nroot: curriculum/index\nchapters:\n" + "".join(
        f"- file: {name}\n" for name in ("modules/wells/lesson", "modules/wells/guide", "curriculum/sources", "curriculum/privacy")
    )  # fmt: skip
    config = (root / "_config.yml").read_text(encoding="utf-8")
    for suffix, lang in (("", "en"), (".es", "es"), (".qx", "qx")):
        write(course, f"_toc{suffix}.yml", toc)
        write(course, f"_config{suffix}.yml", config.replace("language: en", f"language: {lang}"))
    (course / "node_modules").symlink_to((root / "node_modules").resolve())
    run(tree, "-m", "semillero", "check", "--stamp-all")
    return tree


@pytest.fixture(scope="module")
def site(tree):
    run(tree, "-m", "semillero", "build")
    return tree / "course" / "_build" / "site"


def main_text(site, address):
    return " ".join(pages.tree(site, address).xpath("//main")[0].text_content().split())


def test_its_own_words_where_they_exist_and_a_mark_where_not(site):
    first, lesson = (
        main_text(site, f"qx/{page}.html") for page in ("curriculum/index", "modules/wells/lesson")
    )
    assert "Axqo" in lesson and "Tolu xqi" in lesson and "Kana xqa" in lesson
    assert "[en] Their thresholds" in lesson and "[en] Reviewed on" in lesson
    assert "Axqo" in first and "[en] You find water." in first  # the title and the promise, in the map
    text = (site / "qx/modules/wells/lesson.html").read_text(encoding="utf-8")
    assert ">Xoli ba<" in text and "[en] Search" in text and '<html lang="qx">' in text


def test_a_page_that_it_lacks_is_lent_and_says_so(site):
    page = pages.tree(site, "qx/curriculum/privacy.html")
    main = page.xpath("//main")[0]
    assert main.get("lang") == "en" and "None is kept." in main.text_content()
    (mark,) = main.xpath("./p[@class='lent']")
    assert mark.get("lang") == "qx" and mark.text_content().startswith("[en] This page is not written")
    for address in (
        "en/curriculum/privacy.html",
        "es/curriculum/privacy.html",
        "qx/modules/wells/guide.html",
    ):
        main = pages.tree(site, address).xpath("//main")[0]
        assert main.get("lang") is None and main.xpath("./p[@class='lent']") == [], address
    assert "[en]" not in main_text(site, "es/curriculum/index.html") + main_text(
        site, "en/curriculum/index.html"
    )


def test_the_switch_leads_to_each_other_language_and_hreflang_to_those_that_have_the_page(site):
    every = ("en", "es", "qx")
    for inner, own in (("modules/wells/lesson.html", every), ("curriculum/privacy.html", ("en", "es"))):
        for lang in every:
            page, address = pages.tree(site, f"{lang}/{inner}"), f"{lang}/{inner}"
            links = page.xpath("//a[@class='language']")
            assert [one.get("hreflang") for one in links] == [one for one in every if one != lang], address
            for one in links:
                there, _ = pages.target(address, one.get("href"))
                assert there == f"{one.get('hreflang')}/{inner}" and (site / there).is_file(), address
            assert {one.get("hreflang") for one in page.xpath("//link[@rel='alternate']")} == set(own), (
                address
            )
    assert [one.get("lang") for one in pages.tree(site, "index.html").xpath("//main/a")] == list(every)


def test_every_link_within_its_edition_opens_something(site):
    followed = 0
    for name in pages.of_edition(site, "qx"):
        for link in pages.tree(site, f"qx/{name}").xpath("//a/@href"):
            if not link.startswith(("http", "#")):
                there, _ = pages.target(f"qx/{name}", link)
                followed += 1
                assert (site / there).is_file(), (name, link)
    assert followed > 50


def test_the_checks_say_what_it_lacks_and_find_no_error(tree):
    """Its words in the small course's own catalogue and its pages, but not those that the whole ones have."""
    told = run(tree, "-m", "semillero", "check")
    assert "0 errors, 2 notes" in told
    assert "_toc.qx.yml further-pages Qxila has 2 of 5 pages; it lacks curriculum/index.qx.md" in told
    assert "further-texts Qxila has 3 of 16" in told


def test_what_it_has_must_be_right_and_the_whole_ones_must_be_whole(tree):
    course, guide = tree / "course", "modules/wells/guide.qx.md"
    before = (course / guide).read_text(encoding="utf-8")
    other = course / "curriculum" / "privacy.es.md"
    kept = other.read_text(encoding="utf-8")
    try:
        (course / guide).write_text(before.replace("## Xobi", "### Xobi"), encoding="utf-8")
        other.unlink()
        told = run(tree, "-m", "semillero", "check", fails=True)
    finally:
        (course / guide).write_text(before, encoding="utf-8")
        other.write_text(kept, encoding="utf-8")
    assert f"{guide}:" in told and " twin-shape " in told
    assert "curriculum/privacy.md twin-missing" in told and "privacy.qx.md twin-missing" not in told


MADE = """
import json, sys
from semillero import catalogues, exports, toolbox
from semillero.copies import working
from semillero.paper import forms
from pathlib import Path
made = {}
for id in toolbox.tool_ids():
    say = catalogues.words("qx", id)
    html = toolbox.still(id, "qx", "s1", True)
    sheet = toolbox.tool(id).sample(say)
    text = exports.make("markdown", id, sheet, "qx")
    if id == "thresholds":
        made |= {"html": html, "text": text, "pdf": exports.make("pdf", id, sheet, "en-qx")[:5].decode()}
made["forms"] = [forms.pdf("thresholds", one)[:5].decode() for one in ("qx", "en-qx")]
made["print"] = list(forms.EDITIONS)
working.write(Path("."), Path("work"), Path("trust"))
made["work"] = {path.relative_to("work").as_posix(): path.read_text("utf-8") for path in Path("work").rglob("*.md")}
print(json.dumps(made))
"""


def test_forms_exports_and_lab_know_it(tree):
    (tree / "course" / "trust").mkdir()
    made = json.loads(run(tree, "-c", MADE))
    assert 'lang="qx"' in made["html"] and "Kana xqa" in made["html"]
    assert made["text"].startswith("# Tolu xqi") and "[en] " in made["text"]
    assert [made["pdf"], *made["forms"]] == ["%PDF-"] * 3
    assert made["print"] == ["en", "es", "qx", "both", "en-qx"]
    assert "Xobi" in made["work"]["Qxila/modules/wells/guide.qx.md"]
    assert "None is kept." in made["work"]["Qxila/curriculum/privacy.md"]
    assert made["work"]["Qxila/Axu.md"].startswith("# [en] Water for all")
    out = tree / "form.pdf"
    run(tree, "-m", "semillero", "form", "thresholds", "--lang", "qx", "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF-")
