"""The blank form of each sheet as a tagged PDF (PDF/UA-1): English, Spanish, or both side by side; letter or
A4."""

import functools
import io
import json
from pathlib import Path
from typing import Any

import segno
import typst

from .. import catalogues, files, toolbox
from ..errors import Refused
from ..kit.sheet import Tool
from ..kit.words import Words
from ..languages import FIRST, LANGUAGES, WHOLE, beside

HERE = Path(__file__).parent
PAPERS = {"letter": "us-letter", "a4": "a4"}
EDITIONS = {
    **{lang: (lang,) for lang in LANGUAGES},
    "both": WHOLE,
    **{beside(lang): (FIRST.code, lang) for lang in LANGUAGES if lang not in WHOLE},
}
ROWS = 10  # what fits on a page with room to write, both languages side by side too


def pdf(id: str, edition: str = "en", paper: str = "letter", base: str = "") -> bytes:
    """The blank form of the tool ``id`` as the bytes of a PDF, the same at every call.

    ``edition`` is "en", "es" or "both", ``paper`` "letter" or "a4". Where the course is published at
    ``base``, a QR code leads to the live sheet. Raises ``Refused``.
    """
    if edition not in EDITIONS or paper not in PAPERS:
        raise Refused(
            f"No form {edition!r} on {paper!r}. Editions: {', '.join(EDITIONS)}. Papers: {', '.join(PAPERS)}."
        )
    tool = toolbox.tool(id)
    editions = [_edition(tool, lang) for lang in EDITIONS[edition]]
    title = " · ".join(one["title"] for one in editions)
    codes = [_code(id, lang, base) for lang in EDITIONS[edition]] if base else []
    sheet = {
        "title": title,
        "codes": codes,
        "paper": PAPERS[paper],
        "foot": "Semillero · CC BY-SA 4.0 · " + title,
        "editions": editions,
    }
    return typst.compile(
        str(HERE / "form.typ"),
        sys_inputs={"sheet": json.dumps(sheet)},
        pdf_standards=["ua-1"],
        font_paths=fonts(),
    )


@functools.cache
def fonts() -> typst.Fonts:
    """The fonts of Typst and of this machine, looked for once: that takes longer than to set a form."""
    return typst.Fonts()


def name(id: str, edition: str, paper: str) -> str:
    """The file name of a form."""
    return f"{id}-{edition}-{paper}.pdf"


def write(id: str, out: Path | str = ".", edition: str = "en", paper: str = "letter", base: str = "") -> Path:
    """Write the form to the file ``out``, or into the folder ``out`` as ``ID-EDITION-PAPER.pdf``; return its
    path.

    Raises ``Refused``.
    """
    path = Path(out)
    return files.write(
        pdf(id, edition, paper, base), path / name(id, edition, paper) if path.is_dir() else path
    )


def _code(id: str, lang: str, base: str) -> dict[str, str]:
    """The QR code of a tool's page, as SVG, and its words; ``base`` is an address that starts with http."""
    if not base.startswith(("http://", "https://")) or any(sign.isspace() for sign in base):
        raise Refused(
            f"{base!r} is no web address. It starts with https:// and is where the course is published."
        )
    address = f"{base.rstrip('/')}/{lang}/exercises/workbook/{id}.html"
    drawing = io.BytesIO()
    try:
        code = segno.make(address, micro=False, error="m")
    except ValueError as error:  # segno's DataOverflowError among them
        raise Refused(
            f"An address of {len(address)} characters does not fit into a QR code. Choose a shorter one."
        ) from error
    code.save(drawing, kind="svg", scale=4, border=2)
    return {
        "lang": lang,
        "svg": drawing.getvalue().decode(),
        "text": catalogues.words(lang, id)("form.code"),
        "address": address,
    }


def _edition(tool: Tool, lang: str) -> dict[str, Any]:
    words = catalogues.words(lang, tool.id)
    blank = tool.blank(words)
    # What stays in the open tab has no place on paper, nor has a text that lies beside it.
    printed = [one for one in tool.fields if not one.tab_only and not one.beside]
    blocks = [_block(field, blank, words) for field in printed]
    notice = words(tool.notice) if tool.notice else ""
    return {
        "lang": lang,
        "title": words("title"),
        "purpose": words("purpose"),
        "notice": notice,
        "blocks": blocks,
    }


def _block(field: Any, blank: Any, words: Words) -> dict[str, Any]:
    block = {
        "kind": field.kind,
        "label": words(field.id + ".label"),
        "help": _help(field.id, words),
        "options": [],
        "lines": 1,
    }
    if field.kind == "table":
        rows = blank[field.id]
        block["rows"] = field.most if field.fixed() else ROWS
        columns = [column for column in field.columns if not column.tab_only and column.id != field.named]
        block["named"] = [_named(field.named + "." + name, words) for name in field.names()]
        block["columns"] = [_column(column, words) for column in columns]
        # Words that stand in a blank sheet (the phases' names) are printed; a number that does is left to
        # write.
        block["first"] = [[row[c.id] if c.kind == "text" else "" for c in columns] for row in rows]
    elif field.kind == "scores":
        block["keys"] = [words("key." + key) for key in field.keys]
        block["options"] = _options(field.item, field.id, words)
    else:
        block["lines"] = getattr(field, "lines", 1)
        block["options"] = _options(field, field.id, words)
        # The rows of a table would fill the page: write one
        block["open"] = field.kind != "choice" or bool(field.table)
    return block


def _named(id: str, words: Words) -> dict[str, Any]:
    """A row with a name of its own: the name, what it asks, and help."""
    texts = {key: words(f"{id}.{key}") for key in ("asks", "help")}
    return {"name": words(id)} | {key: "" if text == f"{id}.{key}" else text for key, text in texts.items()}


def _column(column: Any, words: Words) -> dict[str, Any]:
    options, help = _options(column, column.id, words), _help(column.id, words)
    one = {"kind": column.kind, "label": words(column.id + ".label"), "options": options, "help": help}
    return one | {"lines": getattr(column, "lines", 1)}


def _options(field: Any, name: str, words: Words) -> list[str]:
    return [words(f"{name}.{id}") for id in field.options] if field.kind == "choice" else []


def _help(id: str, words: Words) -> str:
    text = words(id + ".help")
    return "" if text == id + ".help" else text
