"""What comes out of the printer: everything typed, nothing that stays in the tab, nothing over anything else,
no answers."""

import re
import shutil
import subprocess

import browsers
import pages
import pytest
from lxml import html

from semillero import catalogues, toolbox
from semillero.kit.sheet import as_text, leaving
from semillero.web import assemble
from semillero.web.styles import style

PAPERS = {"Letter": 710, "A4": 688}  # what is left of their width between the margins, in CSS pixels
TALLEST = 940  # of the lower one, Letter, likewise
STAYS = assemble.stays()
PROTECTED = sorted({*STAYS["sheets"], *STAYS["cells"], *STAYS["nameless"], *STAYS["consent"]})
KINDS = ("agenda", "scorer", "coding", "path")  # rows, scores, a text beside its questions, a tall figure
BOOK = {
    "exercise": "exercises/scorer/exercise.html",
    "guide": "modules/who-moves/guide.html",
    "lesson": "modules/score-and-compare/lesson.html",
    "lab": "modules/score-and-compare/lab.html",
}

# Every piece of text that can be seen, as [text, its element, left, top, right, bottom] a line.
PIECES = """
  const pieces = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.parentElement;
    if (!node.data.trim() || at.closest('script, style, noscript, .unseen') || !at.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects())
      if (r.width > 1) pieces.push([node.data.trim().slice(0, 40), at, r.left, r.top, r.right, r.bottom]);
  }"""
CUT = f"""() => {{ {PIECES}
  const out = pieces.filter(one => one[2] < -1 || one[4] > innerWidth + 1).map(one => 'beyond the paper: ' + one[0]);
  for (const one of document.querySelectorAll('main *')) if (one.checkVisibility() && !one.closest('svg, .unseen')) {{
    const style = getComputedStyle(one), room = style.overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1;
    if (room) out.push('cut: ' + one.tagName + ' ' + one.textContent.trim().slice(0, 40)); }}
  pieces.sort((a, b) => a[3] - b[3]);
  pieces.forEach((a, i) => {{ for (let j = i + 1; j < pieces.length && pieces[j][3] < a[5] - 3; j++) {{
    const b = pieces[j], wide = Math.min(a[4], b[4]) - Math.max(a[2], b[2]), high = Math.min(a[5], b[5]) - b[3];
    if (wide > 2 && high > 5 && !a[1].closest('svg')) out.push('one over the other: ' + a[0] + ' | ' + b[0]); }} }});
  for (const one of document.querySelectorAll('main :is(svg, img)')) {{
    const box = one.getBoundingClientRect();
    if (box.height > {TALLEST} || box.right > innerWidth + 1) out.push('a figure larger than the page: ' + Math.round(box.height)); }}
  for (const cell of document.querySelectorAll('main :is(th, td)')) {{
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) for (const word of node.data.matchAll(/[^\\s\\u2013-]{{2,24}}/g)) {{
      const range = document.createRange();
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter(one => one.width > 1);
      if (lines.length > 1 && lines.at(-1).top > lines[0].bottom - 3) out.push('a word in two: ' + word[0]); }} }}
  return out; }}"""
SEEN = f"""() => {{ {PIECES} return pieces.map(one => one[1] && one[0]).join(' | ') + document.querySelector('main').innerText; }}"""
VALUES = """() => [...document.querySelectorAll('[data-field]')].filter(one => one.value && !one.closest('[data-stays]'))
  .map(one => one.matches('select') ? one.selectedOptions[0].text : one.value)"""


def plain(text):
    """``text`` in one line of single spaces, and without the hyphens that paper puts into it."""
    return " ".join(text.split())


def on_paper(page, paper="Letter"):
    """The page as it is laid out for this paper."""
    page.set_viewport_size({"width": PAPERS[paper], "height": 900})
    page.emulate_media(media="print")


def printed(page, folder, paper="Letter"):
    """The words of each page of the printed page: lists of ``(text, left, top, right, bottom)``, and the size
    of the paper."""
    if not shutil.which("pdftotext"):
        pytest.fail("pdftotext is missing (poppler-utils): `make test` brings it.")
    pdf, words = folder / "page.pdf", folder / "page.html"
    page.pdf(path=str(pdf), format=paper, prefer_css_page_size=False)
    subprocess.run(["pdftotext", "-bbox", pdf, words], check=True)
    found = []
    for one in html.parse(str(words), html.HTMLParser(encoding="utf-8")).iter("page"):
        size = float(one.get("width")), float(one.get("height"))
        boxes = [
            (word.text or "", *(float(word.get(side)) for side in ("xmin", "ymin", "xmax", "ymax")))
            for word in one.iter("word")
        ]
        found.append((size, boxes))
    return found


def collisions(sheets):
    """Words of a printed page that lie over one another or beyond the paper."""
    found = []
    for (width, height), words in sheets:
        words = sorted(words, key=lambda one: one[2])
        for place, (text, left, top, right, bottom) in enumerate(words):
            if left < 0 or right > width or top < 0 or bottom > height:
                found.append(f"beyond the paper: {text}")
            for other in words[place + 1 :]:
                if other[2] > bottom:
                    break
                wide, high = min(right, other[3]) - max(left, other[1]), min(bottom, other[4]) - other[2]
                if wide > 2 and high > 0.45 * min(bottom - top, other[4] - other[2]):
                    found.append(f"{text} over {other[0]}")
    return found


def stranded(sheets, captions):
    """Captions of tables that are the last line of a page."""
    found = []
    for _, words in sheets:
        low = max((one[4] for one in words), default=0)
        last = plain(" ".join(one[0] for one in sorted(words, key=lambda one: one[1]) if one[4] > low - 4))
        found += [last] if last in captions else []
    return found


def held(page, folder, paper):
    """What is wrong with a page on paper, laid out and printed."""
    on_paper(page, paper)
    captions = {plain(text) for text in page.locator("caption").all_inner_texts()}
    sheets = printed(page, folder, paper)
    return page.evaluate(CUT) + collisions(sheets) + stranded(sheets, captions)


@pytest.fixture(scope="module")
def base(site):
    with pages.served(site) as base:
        yield base


def cases(everything):
    """The sheets that are printed, with language and paper: one of each kind, the protected ones, or all of
    them in every form."""
    ids = toolbox.tool_ids() if everything else (*KINDS, *PROTECTED)
    for place, id in enumerate(ids):
        for lang in pages.LANGUAGES if everything else (pages.LANGUAGES[place % 2],):
            for paper in PAPERS if everything else (list(PAPERS)[place // 2 % 2],):
                yield id, lang, paper


def test_a_sheet_is_printed_whole_and_nothing_lies_over_anything(browser, base, everything, tmp_path):
    wrong = {}
    with pages.reader(browser, 1000) as page:
        for id, lang, paper in cases(everything):
            page.emulate_media(media="screen")
            pages.visit(page, base, f"{lang}/exercises/workbook/{id}.html")
            pages.wake(page)
            found = held(page, tmp_path, paper)
            seen = plain(page.evaluate(SEEN))
            values = page.evaluate(VALUES)
            assert values or id in STAYS["consent"], id
            found += [f"not on paper: {value[:60]}" for value in values if plain(value) not in seen]
            wrong |= {(id, lang, paper): found[:6]} if found else {}
    assert not wrong


def test_a_page_of_the_book_uses_the_paper(browser, base, everything, tmp_path):
    wrong = {}
    with pages.reader(browser, 1000) as page:
        for place, (kind, address) in enumerate(BOOK.items()):
            for lang in pages.LANGUAGES if everything else (pages.LANGUAGES[place % 2],):
                page.emulate_media(media="screen")
                pages.visit(page, base, f"{lang}/{address}")
                found = held(page, tmp_path, "Letter" if place % 2 else "A4")
                wide = page.eval_on_selector_all(
                    "main section > p", "all => Math.max(...all.map(one => one.clientWidth)) / innerWidth"
                )
                found += [] if wide > 0.99 else [f"text takes {wide:.0%} of the width"]
                wrong |= {(kind, lang): found[:6]} if found else {}
    assert not wrong


def test_a_sheet_that_no_script_touches_is_printed_as_python_filled_it(browser):
    with pages.reader(browser, 710, java_script_enabled=False) as page:
        page.emulate_media(media="print")
        for id in (*KINDS, *PROTECTED):
            tool, say = toolbox.tool(id), catalogues.words("es", id)
            page.set_content(
                f"<style>{style()}</style><main>{toolbox.still(id, 'es', 'u', sample=True)}</main>"
            )
            seen = plain(page.locator("main").inner_text())
            for field in tool.fields:
                value = leaving(tool, tool.sample(say)).get(field.id)
                rows = (
                    value if field.kind == "table" else [{field.id: value}] if field.kind != "scores" else []
                )
                columns = [one for one in getattr(field, "columns", [field]) if one.kind == "text"]
                texts = [as_text(row.get(one.id)) for row in rows for one in columns]
                assert not [text for text in texts if plain(text) not in seen], (id, field.id)
            assert not page.locator(".sheet :is(input, select, textarea, button):visible").count(), id


@pytest.mark.parametrize("id", PROTECTED)
def test_nothing_that_stays_in_the_tab_is_printed(browser, base, tmp_path, id):
    """Canaries are typed into every cell, then paper is asked which of them it shows: those that may leave,
    and no other."""
    tool, typed = toolbox.tool(id), {}
    with pages.reader(browser, 1000) as page:
        pages.visit(page, base, f"es/exercises/workbook/{id}.html")
        pages.wake(page)
        page.locator("[data-act=clear]").click()
        roles = {}
        for place, path in enumerate(
            page.eval_on_selector_all("[data-field]", "all => all.map(one => one.dataset.field)")
        ):
            field, canary, parts = page.locator(f"[data-field='{path}']"), f"CANARIO{place}X", path.split(".")
            rule = STAYS["nameless"].get(id, {}).get(parts[0])
            if rule and parts[-1] == rule[0]:
                roles |= {path: rule[1][0]} if int(parts[1]) % 2 else {}
            elif path not in STAYS["consent"].values() and (
                field.evaluate("one => one.matches('select, [type=text], textarea')")
            ):
                field.evaluate(
                    """(one, text) => { if (one.matches('select')) one.add(new Option(text, text));
                  one.value = text; one.dispatchEvent(new Event('input', { bubbles: true })); }""",
                    canary,
                )
                typed[path] = canary
        for path, role in roles.items():  # chosen when a name stands there already
            page.locator(f"[data-field='{path}']").select_option(role)
        page.wait_for_timeout(50)
        sheet = {}
        for path, text in (typed | roles).items():
            parts = path.split(".")
            if len(parts) == 1:
                sheet[path] = text
            else:
                rows = sheet.setdefault(parts[0], [])
                rows += [{} for _ in range(int(parts[1]) + 1 - len(rows))]
                rows[int(parts[1])][parts[2]] = text
        left = str(leaving(tool, sheet))
        secret = {canary for canary in typed.values() if canary not in left}
        assert secret or id not in {*STAYS["cells"], *STAYS["nameless"], *STAYS["consent"]}
        browsers.until(
            page,
            "document.querySelector('[data-findings] .error, [data-findings] .advice, [data-findings] .none')"
            " !== null",
        )
        on_paper(page)
        shown = {*re.findall(r"CANARIO\d+X", page.evaluate(SEEN))}
        paper = {
            *re.findall(
                r"CANARIO\d+X", " ".join(word[0] for _, words in printed(page, tmp_path) for word in words)
            )
        }
        assert shown == paper == {*typed.values()} - secret
        for rule in STAYS["nameless"].get(id, {}).values():
            assert not page.locator(f".row [data-stays] [data-field$='.{rule[2][0]}']:visible").count()
        if id in STAYS["consent"]:  # a yes, and the story is on paper
            page.emulate_media(media="screen")
            page.locator(f"[data-field='{STAYS['consent'][id]}']").select_option("yes")
            on_paper(page)
            assert {*re.findall(r"CANARIO\d+X", page.evaluate(SEEN))} == {*typed.values()}


def test_what_the_sheet_notices_about_what_stays_is_not_printed(browser, base):
    """A refusal is told on the screen; on paper the roster looks as if nobody had refused anything."""
    with pages.reader(browser, 1000) as page:
        pages.visit(page, base, "en/exercises/workbook/roster.html")
        pages.wake(page)
        browsers.until(page, "document.querySelector('[data-findings] .none') !== null")

        def paper():
            page.emulate_media(media="print")
            text = page.locator("[data-sheet]").inner_text()
            page.emulate_media(media="screen")
            return text

        before = paper()
        page.locator("[data-field='people.0.refuses']").select_option("lead")
        page.locator("[data-field='people.1.limits']").select_option("no_public")
        browsers.until(page, "document.querySelector('[data-findings] [data-code=refused]') !== null")
        assert page.locator("[data-findings] [data-code=refused]").first.is_visible()
        assert paper() == before


def test_no_name_is_asked_for_where_arrest_is_likely(browser, base):
    """On the screen: no field for a name in such a row, but one where a name was typed before, so that it can
    be taken out."""
    with pages.reader(browser, 1000) as page:
        pages.visit(page, base, "en/exercises/workbook/roster.html")
        page.locator("[data-field='roles.1.alias']").fill("Wren")
        for row in (0, 1):
            page.locator(f"[data-field='roles.{row}.role']").select_option("core_risk")
        assert (
            page.locator("[data-field='roles.0.alias']").is_hidden()
            and page.locator("[data-field='roles.0.languages']").is_visible()
        )
        assert (
            page.locator("[data-field='roles.1.alias']").is_visible()
            and page.locator("[data-field='roles.1.backup']").is_hidden()
        )
        page.locator("[data-field='roles.0.role']").select_option("lead")
        assert page.locator("[data-field='roles.0.alias']").is_visible()


def test_the_button_prints_the_sheet_alone(browser, base):
    with pages.reader(browser, 1000) as page:
        pages.visit(page, base, "en/exercises/workbook/agenda.html")
        pages.wake(page)
        page.evaluate("window.print = () => 0")
        page.locator("[data-sheet] [data-act=print]").click()
        page.emulate_media(media="print")
        assert plain(page.locator("body").inner_text()) == plain(page.locator("[data-sheet]").inner_text())
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("main h1").is_visible()


@pytest.mark.parametrize("lang", pages.LANGUAGES)
def test_an_exercise_is_printed_without_its_answers_unless_the_trainer_asks(browser, base, lang):
    answers = "details.dropdown"
    for script in (False, True):
        with pages.reader(browser, 710, java_script_enabled=script) as page:
            pages.visit(page, base, f"{lang}/{BOOK['exercise']}")
            assert page.locator(answers).count() > 3 and page.locator(answers).first.is_visible()
            buttons = page.locator("[data-print]")
            assert all(one.is_visible() == script for one in buttons.all()) and buttons.count() == 2
            page.emulate_media(media="print")
            assert not page.locator(f"{answers}:visible").count()
            if not script:
                continue
            page.emulate_media(media="screen")
            page.locator(answers).first.locator("summary").click()
            page.evaluate("window.print = () => 0")
            for kind, number in (("page", 0), ("answers", page.locator(answers).count())):
                page.locator(f"[data-print={kind}]").click()
                page.emulate_media(media="print")
                assert page.locator(f"{answers} > :last-child:visible").count() == number
                page.evaluate("dispatchEvent(new Event('afterprint'))")
                page.emulate_media(media="screen")
                assert page.locator(f"{answers}[open]").count() == 1


WIDE = "MMMM WWWW@MMMMWWWW Sindicato de Trabajadoras y Trabajadores del Hogar 長い名前 "
OUTSIDE = """() => [...document.querySelectorAll('svg')].flatMap(svg => { const view = svg.viewBox.baseVal;
  return [...svg.querySelectorAll('text')].filter(one => { const box = one.getBBox();
    return box.width && (box.x < -0.5 || box.y < -2 || box.x + box.width > view.width + 0.5 || box.y + box.height > view.height + 2);
  }).map(one => svg.parentNode.id + ': ' + one.textContent); })"""


def stretched(tool, sheet):
    """``sheet`` with every text as long and as wide as it may be."""
    longer = dict(sheet)
    for field in tool.fields:
        if field.kind == "text" and longer.get(field.id) and field.limit > 12:
            longer[field.id] = (WIDE * 20)[: field.limit]
        elif field.kind == "table":
            wide = {
                one.id: (WIDE * 20)[: one.limit]
                for one in field.columns
                if one.kind == "text" and one.limit > 12
            }
            longer[field.id] = [
                row | {id: text for id, text in wide.items() if row.get(id)} for row in longer[field.id]
            ]
    return longer


@pytest.mark.parametrize("face", ["", "DejaVu Sans"])  # what the machine has, and a wide one
def test_no_lettering_of_a_figure_is_cut(browser, face):
    drawn = []
    for id in toolbox.tool_ids():
        tool = toolbox.tool(id)
        for lang in pages.LANGUAGES:
            say = catalogues.words(lang, id)
            for kind, sheet in (("sample", tool.sample(say)), ("wide", stretched(tool, tool.sample(say)))):
                for block in tool.report(toolbox.answer(id, sheet)["results"], say):
                    drawn += (
                        [f'<div class="sheet" id="{id}-{lang}-{kind}">{block["svg"]}</div>']
                        if block["kind"] == "figure"
                        else []
                    )
    with pages.reader(browser, 1000) as page:
        font = f"<style>.sheet .drawing {{ font-family: '{face}' }}</style>" if face else ""
        page.set_content(f"<style>{style()}</style>{font}{''.join(drawn)}")
        assert len(drawn) > 100 and not page.evaluate(OUTSIDE)
