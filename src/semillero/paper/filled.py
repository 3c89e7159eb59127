"""Filled-in sheets as tagged PDFs (PDF/UA-1): one sheet or a whole plan, in one language or two side by
side."""

import json
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typst

from .. import catalogues, files, toolbox
from ..errors import Refused
from ..kit.export import cell, filled_rows
from ..kit.sheet import evaluate, leaving
from ..kit.signs import SIGN, visible
from ..kit.words import Words
from ..web.styles import styled
from .forms import EDITIONS, HERE, PAPERS, fonts


def pdf(
    plan: dict[str, Any],
    lang: str = "en",
    paper: str = "letter",
    warn: Callable[[str], object] = lambda text: None,
) -> bytes:
    """The sheets of ``plan`` as the bytes of a PDF, the same at every call; cells that stay in the open tab
    are left out.

    ``lang`` is "en", "es" or "both", ``paper`` "letter" or "a4". A sign that no font has (an emoji, say)
    becomes ``SIGN``, and ``warn`` is told its words. Raises ``Refused``.
    """
    data, unknown = _printed(_data(plan, lang, paper))
    if unknown:
        say = catalogues.words(EDITIONS[lang][0], next(iter(plan["sheets"])))
        told = [*unknown[:8], *(["\u2026"] if len(unknown) > 8 else [])]
        warn(say("print.unknown", n=len(unknown), sign=SIGN, words=told))
    return data


def _data(plan: dict[str, Any], lang: str, paper: str) -> dict[str, Any]:
    if lang not in EDITIONS or paper not in PAPERS:
        raise Refused(
            f"No print {lang!r} on {paper!r}. Languages: {', '.join(EDITIONS)}. Papers: {', '.join(PAPERS)}."
        )
    ids = [id for id in toolbox.in_order() if plan["sheets"].get(id)]
    if not ids:
        raise Refused(f"There is no sheet to print. Tools: {', '.join(toolbox.tool_ids())}.")
    sheets = [[_edition(id, plan["sheets"][id], one) for one in EDITIONS[lang]] for id in ids]
    title = " · ".join(one["title"] for one in sheets[0]) if len(ids) == 1 else "Semillero"
    foot = title if title == "Semillero" else "Semillero · " + title
    return {"title": title, "paper": PAPERS[paper], "foot": foot, "sheets": sheets}


def write(
    plan: dict[str, Any],
    path: Path | str,
    lang: str = "en",
    paper: str = "letter",
    warn: Callable[[str], object] = warnings.warn,
) -> Path:
    """Write the PDF of ``plan`` to ``path`` and return it. Raises ``Refused``.

    ``warn`` is told, in words, what no font of this machine could print.
    """
    return files.write(pdf(plan, lang, paper, warn), path)


def _printed(data: Any) -> tuple[bytes, list[str]]:
    """The PDF of ``data`` as bytes, and the words in it that no font can print; a sign stands in each.

    Raises ``Refused`` where Typst cannot print it at all.
    """
    data = _each(data, visible)
    texts: list[str] = []
    _each(data, texts.append)
    missing = unprintable(texts)
    if missing:
        data = _each(data, lambda text: "".join(SIGN if one in missing else one for one in clusters(text)))
    words = (
        {word.strip(".,:;()«»“”") for text in texts if "<svg" not in text for word in text.split()}
        if missing
        else ()
    )
    unknown = sorted(word for word in words if missing.intersection(clusters(word)))
    try:
        text = json.dumps(data, ensure_ascii=False)
        made = typst.compile(
            str(HERE / "filled.typ"), sys_inputs={"plan": text}, pdf_standards=["ua-1"], font_paths=fonts()
        )
    except typst.TypstError as error:
        raise Refused(
            f"This cannot be printed: {error}. Take out the signs that are named there, or print from the"
            " page."
        ) from error
    return made, unknown


PROBE = b"""#set page(width: auto, height: auto)
#for sign in json(bytes(sys.inputs.signs)) { page(sign) }"""
NOWHERE = "\U0010fffd"  # no font has it: what stands for it stands for everything that is missing
SURE = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA1, 0x17F)])) | set("\n\t–—‘’“”…•·→−×")
PICTURE = re.compile('href="#([^"]*)"')
_known: dict[str, bool] = {}  # cluster -> can it be printed


def unprintable(texts: Iterable[str]) -> set[str]:
    """The signs in ``texts`` that no font of Typst or of this machine has, as a set of clusters.

    Each is drawn on a small page of its own, all in one run, and looks like what stands for a missing sign or
    does not.
    """
    signs = {one for text in texts if not SURE.issuperset(text) for one in clusters(text) if one not in SURE}
    new = sorted(signs - _known.keys())
    if new:
        drawn = typst.compile(
            PROBE, sys_inputs={"signs": json.dumps([NOWHERE, *new])}, format="svg", font_paths=fonts()
        )
        pages = drawn if isinstance(drawn, list) else [drawn]
        pictures = [set(PICTURE.findall(one.decode())) for one in pages if one]
        _known.update((one, not picture & pictures[0]) for one, picture in zip(new, pictures[1:]))
    return {one for one in signs if not _known[one]}


JOINED = re.compile("[\U0001f1e6-\U0001f1ff]{2}|.", re.DOTALL)  # two letters make a flag
MORE = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u200b-\u200d]")


def clusters(text: str) -> list[str]:
    """``text`` cut into what is seen as one sign: a letter with its marks, an emoji with all that belongs to
    it."""
    found: list[str] = []
    for part in JOINED.findall(text):
        joins = found and (
            MORE.match(part) or unicodedata.category(part[0])[0] == "M" or found[-1].endswith("\u200d")
        )
        if joins and found[-1] not in "\n\t ":
            found[-1] += part
        else:
            found.append(part)
    return found


def _each(value: Any, change: Callable[[str], Any]) -> Any:
    """``value`` with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each(one, change) for one in value]
    return {key: _each(one, change) for key, one in value.items()} if isinstance(value, dict) else value


def _edition(id: str, sheet: dict[str, Any], lang: str) -> dict[str, Any]:
    tool, words = toolbox.tool(id), catalogues.words(lang, id)
    sheet, tables = leaving(tool, sheet), toolbox.tables(tool)
    blocks = [block for field in tool.fields for block in _field(field, sheet.get(field.id), tables, words)]
    answer = evaluate(tool, sheet, tables)
    lines = [f"{words('ui.' + one['severity'])} {words.finding(one)}" for one in answer["findings"]] or [
        words("ui.no_findings")
    ]
    blocks += [{"kind": "notes", "heading": words("ui.findings"), "lines": lines}]
    heading = words("ui.results")
    for block in tool.report(answer["results"], words):
        blocks.append(_result(block, heading))
        heading = ""
    notice = words(tool.notice) if tool.notice else ""
    return {
        "lang": lang,
        "title": words("title"),
        "purpose": words("purpose"),
        "notice": notice,
        "blocks": blocks,
    }


def _field(field: Any, value: Any, tables: dict[str, Any], words: Words) -> list[dict[str, Any]]:
    heading = words(field.id + ".label")
    if field.tab_only or value in (None, "", [], {}):
        return []
    if field.kind == "table":
        columns = [column for column in field.columns if not column.tab_only]
        rows = [
            [cell(column, row.get(column.id), tables, words) for column in columns]
            for row in filled_rows(field, value)
        ]
        return (
            [
                {
                    "kind": "table",
                    "heading": heading,
                    "heads": [words(c.id + ".label") for c in columns],
                    "rows": rows,
                }
            ]
            if rows
            else []
        )
    if field.kind == "scores":
        given = [key for key in field.keys if value.get(key) not in (None, "")]
        rows = [[words("key." + key), cell(field.item, value[key], tables, words, field.id)] for key in given]
        return (
            [{"kind": "table", "heading": heading, "heads": [words("ui.entry"), heading], "rows": rows}]
            if rows
            else []
        )
    return [{"kind": "text", "heading": heading, "text": cell(field, value, tables, words)}]


def _result(block: dict[str, Any], heading: str) -> dict[str, Any]:
    if block["kind"] == "sentence":
        return {"kind": "text", "heading": heading, "text": block["text"]}
    if block["kind"] == "table":
        return {"kind": "table", "heading": block["caption"], "heads": block["heads"], "rows": block["rows"]}
    if block["kind"] == "notes":
        return {"kind": "notes", "heading": block["heading"], "lines": block["lines"], "lang": block["lang"]}
    alt = block["svg"].partition('aria-label="')[2].partition('"')[0]
    svg = styled(block["svg"].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    return {"kind": "figure", "heading": heading, "svg": svg, "alt": alt, "caption": block["caption"]}
