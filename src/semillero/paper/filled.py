"""Filled-in sheets as tagged PDFs (PDF/UA-1): one sheet or a whole plan, in one language or two side by side."""
import json
import re
from pathlib import Path

import typst

from .. import desk
from ..kit.export import cell, filled_rows
from ..kit.figure import visible
from ..kit.sheet import evaluate, unspoken
from ..web.assemble import figure_style
from .forms import EDITIONS, HERE, PAPERS


def pdf(plan, lang="en", paper="letter"):
    """The sheets of ``plan`` as the bytes of a PDF, the same at every call; cells that stay in the open tab are left out.

    ``lang`` is "en", "es" or "both", ``paper`` "letter" or "a4". Raises ``desk.Refused``.
    """
    if lang not in EDITIONS or paper not in PAPERS:
        raise desk.Refused(f"No print {lang!r} on {paper!r}. Languages: {', '.join(EDITIONS)}. Papers: {', '.join(PAPERS)}.")
    ids = [id for id in desk.in_order() if plan["sheets"].get(id)]
    if not ids:
        raise desk.Refused(f"There is no sheet to print. Tools: {', '.join(desk.tool_ids())}.")
    sheets = [[_edition(id, plan["sheets"][id], one) for one in EDITIONS[lang]] for id in ids]
    title = " · ".join(one["title"] for one in sheets[0]) if len(ids) == 1 else "Semillero"
    foot = title if title == "Semillero" else "Semillero · " + title
    data = {"title": title, "paper": PAPERS[paper], "foot": foot, "sheets": sheets}
    return printed(data)


UNKNOWN = re.compile(r'the text `"(.*?)"` could not be displayed')


def printed(data):
    """The PDF of ``data``. A sign that no font of ours has (an emoji, say) stands as a question mark."""
    text = json.dumps(_seen(data), ensure_ascii=False)
    while True:
        try:
            return typst.compile(str(HERE / "filled.typ"), sys_inputs={"plan": text}, pdf_standards=["ua-1"])
        except typst.TypstError as error:
            unknown = UNKNOWN.search(str(error))
            signs = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), unknown[1]) if unknown else ""
            signs = "".join(sign for sign in signs if sign in text and not sign.isascii())
            if not signs:
                raise
            text = text.translate({ord(sign): "?" for sign in signs})


def _seen(value):
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [_seen(one) for one in value]
    return {key: _seen(one) for key, one in value.items()} if isinstance(value, dict) else value


def write(plan, path, lang="en", paper="letter"):
    """Write the PDF of ``plan`` to ``path`` and return it. Raises ``desk.Refused``."""
    data, path = pdf(plan, lang, paper), Path(path)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise desk.Refused(f"{path}: {error.strerror or error}. Choose a folder you may write to.") from error
    return path


def _edition(id, sheet, lang):
    tool, words = desk.tool(id), desk.words(lang, id)
    sheet, tables = unspoken(tool, sheet), desk.tables(tool)
    blocks = [block for field in tool.fields for block in _field(field, sheet.get(field.id), tables, words)]
    answer = evaluate(tool, sheet, tables)
    lines = [f"{words('ui.' + one['severity'])} {words.finding(one)}" for one in answer["findings"]] or [words("ui.no_findings")]
    blocks += [{"kind": "notes", "heading": words("ui.findings"), "lines": lines}]
    heading = words("ui.results")
    for block in tool.report(answer["results"], words):
        blocks.append(_result(block, heading))
        heading = ""
    notice = words(tool.notice) if tool.notice else ""
    return {"lang": lang, "title": words("title"), "purpose": words("purpose"), "notice": notice, "blocks": blocks}


def _field(field, value, tables, words):
    heading = words(field.id + ".label")
    if field.tab_only or value in (None, "", [], {}):
        return []
    if field.kind == "table":
        columns = [column for column in field.columns if not column.tab_only]
        rows = [[cell(column, row.get(column.id), tables, words) for column in columns] for row in filled_rows(field, value)]
        return [{"kind": "table", "heading": heading, "heads": [words(c.id + ".label") for c in columns], "rows": rows}] if rows else []
    if field.kind == "scores":
        given = [key for key in field.keys if value.get(key) not in (None, "")]
        rows = [[words("key." + key), cell(field.item, value[key], tables, words, field.id)] for key in given]
        return [{"kind": "table", "heading": heading, "heads": [words("ui.entry"), heading], "rows": rows}] if rows else []
    return [{"kind": "text", "heading": heading, "text": cell(field, value, tables, words)}]


def _result(block, heading):
    if block["kind"] == "sentence":
        return {"kind": "text", "heading": heading, "text": block["text"]}
    if block["kind"] == "table":
        return {"kind": "table", "heading": block["caption"], "heads": block["heads"], "rows": block["rows"]}
    if block["kind"] == "notes":
        return {"kind": "notes", "heading": block["heading"], "lines": block["lines"], "lang": block["lang"]}
    alt = re.search(r'aria-label="([^"]*)"', block["svg"])[1]
    svg = block["svg"].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(">", ">" + figure_style(), 1)
    return {"kind": "figure", "heading": heading, "svg": svg, "alt": alt, "caption": block["caption"]}
