"""A sheet on an open page, worked and asked from a test: what is put into it, and every byte that it gives
away."""

import functools
from pathlib import Path

from browsers import until

from semillero import catalogues, exports, toolbox
from semillero.errors import Refused
from semillero.kit import form
from semillero.web import assemble

KINDS = ("html", "markdown", "csv", "svg", "ics")

HANDS = Path(__file__).parent / "taken.js"


def address(site, tool, lang="es"):
    return f"{site.as_uri()}/{lang}/exercises/workbook/{tool}.html"


def open_sheet(page, url):
    """Open a page with one sheet and wake it."""
    page.add_init_script(path=HANDS)
    page.goto(url)
    wake(page)


def wake(page):
    page.evaluate("document.querySelector('[data-sheet] [data-field]').focus()")
    until(page, "document.querySelector('[data-sheet]').dataset.state === 'live'")


def opened(page, text):
    """Open the text of a file in the sheet; what the sheet says."""
    return page.evaluate("text => opens(text)", text)


def given(page, *kinds):
    """The texts of the files that the sheet gives, by kind; None where it has nothing of a kind to give."""
    made = {}
    for kind in kinds or KINDS:
        there = page.locator(f"[data-act=export][data-as={kind}]").count()
        made[kind] = (
            page.evaluate(f"taken(document.querySelector('[data-act=export][data-as={kind}]'))")
            if there
            else None
        )
    return made


def saved(page):
    """The text of the plan that the sheet saves."""
    return page.evaluate("taken(document.querySelector('[data-act=save]'))")


def typed(page):
    """The sheet as its form shows it."""
    sheet = {}
    pairs = (
        "[...document.querySelectorAll('[data-form] [data-field]')].map(field => [field.dataset.field,"
        " field.value])"
    )
    for path, value in page.evaluate(pairs):
        id, *more = path.split(".")
        if not more:
            sheet[id] = value
        elif len(more) == 1:
            sheet.setdefault(id, {})[more[0]] = value
        else:
            rows = sheet.setdefault(id, [])
            rows += [{} for _ in range(int(more[0]) + 1 - len(rows))]
            rows[int(more[0])][more[1]] = value
    return sheet


@functools.cache
def _frame(tool, lang):
    whole = assemble.single(tool, lang, {})
    before, after = form.page(
        toolbox.tool(tool), {}, toolbox.tables(toolbox.tool(tool)), catalogues.words(lang, tool)
    )
    return whole[len(before) : whole.index(after)], whole[whole.index(after) + len(after) :]


def written(tool, sheet, lang="es"):
    """The same files as the command line writes them (the page of its own pieced together: its scripts are
    read once)."""
    style, scripts = _frame(tool, lang)
    before, after = form.page(
        toolbox.tool(tool), sheet, toolbox.tables(toolbox.tool(tool)), catalogues.words(lang, tool)
    )
    made = {"html": before + style + after + scripts}
    for kind in KINDS[1:]:
        try:
            made[kind] = exports.make(kind, tool, sheet, lang)
        except Refused:
            made[kind] = None
    return made
