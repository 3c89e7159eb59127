"""The blank forms on paper: accessible, in the right language, the same bytes twice."""

import collections
import functools
import io

import pikepdf
import pytest
from pdfua import validate

from semillero import catalogues, toolbox
from semillero.errors import Refused
from semillero.languages import LANGUAGES
from semillero.paper import forms

FORMS = [  # each on one paper; on the other the same is set on another size, and asked where everything is
    pytest.param((id, edition, paper), id=f"{id}-{edition}-{paper}", marks=pytest.mark.thorough if paper == "a4" else ())
    for id in toolbox.tool_ids() for edition in forms.EDITIONS for paper in forms.PAPERS
]  # fmt: skip


@pytest.fixture(scope="module")
def made():
    """The bytes of a form, made once."""
    return functools.cache(lambda form: forms.pdf(*form))


def structure(pdf):
    """Every element of the structure tree."""
    stack = [pdf.Root.StructTreeRoot.K]
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.Array):
            stack += list(one)
        elif isinstance(one, pikepdf.Dictionary):
            yield one
            if "/K" in one:
                stack.append(one.K)


@pytest.mark.parametrize("form", FORMS)
def test_no_finding_in_a_pdf_ua_check(made, form, tmp_path):
    path = tmp_path / "form.pdf"
    path.write_bytes(made(form))
    report = validate(path)
    assert not report.findings, report.findings


@pytest.mark.parametrize("form", FORMS)
def test_languages_per_block_and_title(made, form):
    id, edition, _ = form
    pdf = pikepdf.open(io.BytesIO(made(form)))
    langs = {str(one.Lang)[:2] for one in structure(pdf) if "/Lang" in one} | {str(pdf.Root.Lang)[:2]}
    assert langs == set(forms.EDITIONS[edition])
    with pdf.open_metadata() as metadata:
        assert catalogues.words(forms.EDITIONS[edition][0], id)("title") in metadata["dc:title"]


@pytest.mark.parametrize("form", FORMS[:: len(forms.PAPERS)])
def test_the_same_bytes_twice_and_no_trace_of_this_machine(made, form):
    assert forms.pdf(*form) == made(form)
    pdf = pikepdf.open(io.BytesIO(made(form)))
    info = pdf.docinfo
    assert "/CreationDate" not in info and "/Author" not in info


def bones(data):
    """The kinds of the elements of its structure tree, counted."""
    return collections.Counter(str(one.S) for one in structure(pikepdf.open(io.BytesIO(data))) if "/S" in one)


@pytest.mark.parametrize("id", toolbox.tool_ids())
def test_on_the_other_paper_stands_the_same(made, id):
    assert bones(made((id, "both", "a4"))) == bones(made((id, "both", "letter"))) != {}


def test_letter_and_a4_differ_in_size(made):
    heights = {}
    for paper in forms.PAPERS:
        pdf = pikepdf.open(io.BytesIO(made(("spectrum", "en", paper))))
        heights[paper] = round(float(pdf.pages[0].MediaBox[3]))
    assert heights == {"letter": 792, "a4": 842}


def test_the_notice_of_the_phases_is_printed():
    for lang in LANGUAGES:
        tool = toolbox.tool("phases")
        edition = forms._edition(tool, lang)
        assert edition["notice"] == catalogues.words(lang, "phases")(tool.notice) != tool.notice


def test_what_stays_in_the_open_tab_has_no_column_on_paper():
    """A roster on paper has no place to write down who refused what."""
    words = catalogues.words("en", "roster")
    table = next(field for field in toolbox.tool("roster").fields if field.id == "people")
    secret = [words(column.id + ".label") for column in table.columns if column.tab_only]
    printed = next(
        block
        for block in forms._edition(toolbox.tool("roster"), "en")["blocks"]
        if block["label"] == words("people.label")
    )
    assert secret and not {column["label"] for column in printed["columns"]} & set(secret)


@pytest.mark.parametrize("id", toolbox.tool_ids())
def test_every_other_field_has_a_place_to_write_on_paper(id):
    """A choice among the rows of a table has a line, since its rows would fill the page."""
    words = catalogues.words("es", id)
    blocks = {block["label"]: block for block in forms._edition(toolbox.tool(id), "es")["blocks"]}
    for field in toolbox.tool(id).fields:
        if not field.tab_only and not field.beside:
            block = blocks[words(field.id + ".label")]
            assert field.kind in ("table", "scores") or block["options"] or block["open"] and block["lines"]


@pytest.mark.parametrize(
    "wrong", [("spectrum", "fr", "letter"), ("spectrum", "en", "a5"), ("nothing", "en", "letter")]
)
def test_refused_in_words(wrong, tmp_path):
    with pytest.raises(Refused, match="Editions|tool"):
        forms.write(wrong[0], tmp_path, *wrong[1:])
    assert not list(tmp_path.iterdir())


def test_a_code_leads_to_the_live_sheet_only_where_an_address_is_set(tmp_path):
    plain, coded = (
        forms.pdf("spectrum", "both"),
        forms.pdf("spectrum", "both", base="https://curso.example.org/"),
    )
    assert coded != plain and coded == forms.pdf("spectrum", "both", base="https://curso.example.org/")
    (tmp_path / "coded.pdf").write_bytes(coded)
    assert not validate(tmp_path / "coded.pdf").findings
    with pytest.raises(Refused, match="no web address"):
        forms.pdf("spectrum", base="curso")
