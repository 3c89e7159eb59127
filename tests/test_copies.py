"""What people open in JupyterLab or take along reads like the page: no markup that only the book knows, links
that open something, answers folded, sheets to be seen before anything is run.
"""

import json
import re
from types import SimpleNamespace
from urllib.parse import unquote

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from semillero import catalogues, toolbox
from semillero.book import copies
from semillero.copies import plain, working
from semillero.course.model import load_course, load_glossary, load_sources
from semillero.course.page import language
from semillero.errors import Refused
from semillero.languages import LANGUAGES

CANARY = "zqWhatSomebodyTyped"
RAW = re.compile(r"\{[a-z:-]+\}`|^\s*(?::{3,}|`{3,}\{)|^\([\w-]+\)=", re.MULTILINE)
LINK = re.compile(r"\]\(<?([^)>\s]+)>?\)")


@pytest.fixture(scope="module")
def work(root, tmp_path_factory):
    """The working copies of the whole course, and what Jupyter needs to trust them."""
    folder = tmp_path_factory.mktemp("copies")
    (folder / "trust").mkdir()
    working.write(root, folder / "work", folder / "trust")
    return folder / "work"


def texts(path):
    """The Markdown of a copy."""
    if path.suffix == ".md":
        return [path.read_text(encoding="utf-8")]
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def pages(folder):
    return [path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".ipynb")]


def test_every_page_is_copied_in_its_language(root, work):
    for lang, folder in working.FOLDERS.items():
        own = [name for name in working.found(root) if language(name) == lang]
        copied = {path.relative_to(work / folder).as_posix() for path in pages(work / folder)}
        assert copied == {*own, working.FIRST[lang]} and len(own) > 60


def test_no_copy_holds_markup_that_only_the_book_knows(work):
    for path in pages(work):
        for text in texts(path):
            assert not RAW.findall(text), (path, RAW.findall(text))


def test_every_link_of_a_copy_opens_something(work):
    followed = 0
    for path in pages(work):
        for text in texts(path):
            for target in LINK.findall(text):
                if not target.startswith(("http://", "https://", "#")):
                    assert (path.parent / unquote(target)).is_file(), (path, target)
                    followed += 1
    assert followed > 600


def test_what_is_cited_stands_at_the_end(root, work):
    """As many sources as the page cites, each with its address where it has one."""
    sources = load_sources(root)
    for name, lang in (("modules/who-moves/lesson.ipynb", "en"), ("modules/who-moves/guide.es.md", "es")):
        cited = set(re.findall(r"\{cite\}`([^`]*)`", (root / name).read_text(encoding="utf-8")))
        keys = {key.strip() for group in cited for key in group.split(",")}
        *_, last = texts(work / working.FOLDERS[lang] / name)
        head, _, listed = last.rpartition(catalogues.words(lang, "site")("copies.sources"))
        assert head.endswith("## ") and len(re.findall("^- ", listed, re.MULTILINE)) == len(keys) > 1
        assert all(f"<{sources[key].url}>" in listed for key in keys if sources[key].url)


def test_answers_are_folded(root, work):
    """Each dropdown of the page is closed details, and its text is inside."""
    folded = 0
    for name in working.found(root):
        source = "\n".join(texts(root / name))
        copy = "\n".join(texts(work / working.FOLDERS[language(name)] / name))
        count = source.count(":class: dropdown")
        assert copy.count("<details>\n<summary>") == copy.count("</details>") == count, name
        folded += count
    assert folded > 90 and "<details open" not in copy


def test_a_sheet_is_seen_before_anything_is_run(root, work):
    """The blank form, how to wake it, and nothing in it that seems to work; Jupyter trusts it, else it takes
    the look off."""
    seen = 0
    notary = NotebookNotary(data_dir=str(work.parent / "trust"))
    for lang, folder in working.FOLDERS.items():
        wake = catalogues.words(lang, "site")("copies.wake")
        for path in (work / folder).rglob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            assert notary.check_signature(notebook), path
            outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
            for place, output in enumerate(outputs):
                html = output.data["text/html"]
                assert html.startswith("<style>") == (place == 0) and wake in html and "<div inert>" in html
                assert "data-sheet" in html and output.metadata == working.BLANK
            seen += len(outputs)
    assert seen >= 2 * len(toolbox.tool_ids())


def test_a_notebook_that_is_saved_keeps_its_sheets_asleep_and_nothing_else(work):
    """What was written stays, also a cell of one's own; what came out goes, and each sheet is its blank form
    again, made from its line."""
    path = next((work / working.FOLDERS["es"]).rglob("workbook/wall.es.ipynb"))
    live = nbformat.read(path, as_version=4)
    live.cells.append(nbformat.v4.new_code_cell("mine = 1"))
    for cell in live.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [nbformat.v4.new_output("stream", text=CANARY)], 3
            cell.metadata["execution"] = {"iopub.status.idle": "2026-11-30"}
    live.metadata["widgets"] = {"state": CANARY}
    model = {"type": "notebook", "content": json.loads(nbformat.writes(live))}
    working.as_kept(model)
    assert CANARY not in nbformat.writes(model["content"])
    assert model["content"].cells[:-1] == nbformat.read(path, as_version=4).cells
    assert model["content"].cells[-1].source == "mine = 1" and model["content"].cells[-1].outputs == []
    assert (
        "widgets" not in model["content"].metadata and "execution" not in model["content"].cells[-1].metadata
    )


@pytest.mark.parametrize("line", ['sheet("spectre", "en")', 'sheet("wall", "xx")', "1 + 1"])
def test_a_line_that_shows_no_sheet_does_not_keep_anybody_from_saving(line):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line)])
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", text="typed")]
    model = {"type": "notebook", "content": json.loads(nbformat.writes(notebook))}
    working.as_kept(model)
    assert model["content"].cells[0].source == line and model["content"].cells[0].outputs == []
    for other in ({"type": "file", "content": "typed"}, {"type": "notebook", "content": None}):
        assert working.as_kept(dict(other)) is None


def test_the_first_page_leads_to_the_course_in_order(root, work):
    for lang, folder in working.FOLDERS.items():
        text = (work / folder / working.FIRST[lang]).read_text(encoding="utf-8")
        linked = [link for link in LINK.findall(text)]
        order = [link.split("/")[1] for link in linked if link.startswith("modules/") and "/lesson." in link]
        assert order == [module.slug for module in load_course(root).modules]
        own = [name for name in working.found(root) if language(name) == lang]
        assert {name for name in own if not name.startswith("curriculum/")} <= set(linked)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_taken_along_reads_by_itself(root, lang):
    """No markup, no link to a page that does not come along, no output."""
    app = SimpleNamespace(
        semillero={
            "course": load_course(root),
            "glossary": load_glossary(root),
            "sources": load_sources(root),
        },
        config=SimpleNamespace(language=lang),
    )
    for name in working.found(root):
        if name.endswith(".ipynb") and language(name) == lang:
            docname = name.removesuffix(".ipynb").removesuffix(".es")
            made = copies.alone(app, root / name, docname, lambda page: "A page")
            text = "\n".join(cell.source for cell in made.cells if cell.cell_type == "markdown")
            assert not RAW.findall(text), name
            assert all(link.startswith("http") for link in LINK.findall(text)), name
            assert not any(cell.get("outputs") for cell in made.cells), name


def test_a_folder_without_notebooks_is_refused(tmp_path):
    with pytest.raises(Refused, match="holds no notebooks"):
        working.write(tmp_path, tmp_path / "work", tmp_path / "trust")


@pytest.mark.parametrize(
    "text, told",
    [
        ("Said {cite}`a`.", "Said ([A 1999](<https://example.org/a>))."),
        ("Said {cite}`a,b`.", "Said ([A 1999](<https://example.org/a>); B 2000)."),
        ("See {doc}`the map </modules/x/lesson>`.", "See [the map](<lesson.ipynb>)."),
        ("See {doc}`/modules/x/lesson`.", "See [Title of modules/x/lesson](<lesson.ipynb>)."),
        ("See {doc}`it <lesson>`.", "See [it](<lesson.ipynb>)."),
        ("See {doc}`away </other>`.", "See *away*."),
        ("(here)=\n% a remark\n# Head", "# Head"),
        (":::{admonition} Why?\n:class: tip\nSo.\n\n- one\n:::", "> **Why?**\n>\n> So.\n>\n> - one"),
        (
            ":::{admonition} *Why* & how?\n:class: dropdown\nSo {cite}`b`.\n:::\nAfter.",
            "<details>\n<summary>Why &amp; how?</summary>\n\nSo (B 2000).\n\n</details>\nAfter.",
        ),
        ("::::{div} cards\n:::{div} card\nOne\n:::\n::::", "One"),
        ("```python\n:::{admonition} x\n```", "```python\n:::{admonition} x\n```"),
        ("![A map](map.svg)", "*A map*"),
    ],
)
def test_markup_becomes_plain(text, told):
    both = {"a": ("A 1999", "https://example.org/a"), "b": ("B 2000", None)}
    sources = {
        key: SimpleNamespace(label=SimpleNamespace(get=lambda _, label=label: label), url=url)
        for key, (label, url) in both.items()
    }

    def leads(page, target):
        assert page == "modules/x/guide"
        return "lesson.ipynb" if target == "modules/x/lesson" else None

    made = plain.Plain("en", None, None, sources, leads, lambda page: f"Title of {page}")
    assert made.convert(text, "modules/x/guide", {}) == told
