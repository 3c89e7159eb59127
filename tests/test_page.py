"""A sheet on the book's page: it wakes, answers, is worked by keyboard, keeps and gives back what was
typed."""

import functools
import http.server
import json
import threading

import pytest
from browsers import until
from click.testing import CliRunner

from semillero import catalogues, lab, plan_files, toolbox
from semillero.commands import main
from semillero.kit.portable import dumps

PAGES = {
    "spectrum": "exercises/spectrum/exercise.html",
    "thresholds": "exercises/thresholds/exercise.html",
    "phases": "exercises/phase-strip/exercise.html",
    "scorer": "exercises/scorer/exercise.html",
}


@pytest.fixture(scope="module")
def port(site):
    """The built site over plain http; the made-up host of the tests leads here too."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()


@pytest.fixture
def open_sheet(browser, site):
    """Open the page of a tool and wake its sheet; the context ends with the test."""
    contexts = []

    def open_(tool, lang="es", base=None):
        context = browser.new_context(viewport={"width": 360, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on(
            "console",
            lambda message: (
                page.problems.append(message.text) if message.type in ("error", "warning") else None
            ),
        )
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective,"
            " e.blockedURI))"
        )
        page.goto(f"{base or site.as_uri()}/{lang}/{PAGES[tool]}")
        return wake(page)

    yield open_
    for context in contexts:
        context.close()


def wake(page):
    page.locator("[data-sheet] [data-field]").first.focus()
    page.wait_for_selector("[data-sheet][data-state=live]")
    until(page, "!document.querySelector('[data-state=loading]')")
    return page


def result(page):
    return json.loads(page.text_content("[data-result]"))


def settled(page, check):
    """The result once ``check`` (a JavaScript expression of ``r``) holds for it."""
    until(page, f"(r => {check})(JSON.parse(document.querySelector('[data-result]').textContent))")
    return result(page)


def typed(page):
    """What the page holds for its tools."""
    page.wait_for_timeout(350)
    return json.loads(page.evaluate("sessionStorage.getItem('semillero.plan')"))["sheets"]


def status(page, text):
    until(page, "text => document.querySelector('[data-status]').textContent.includes(text)", text)


# ---- one answer everywhere
# ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["file", "loopback", "insecure host"])
@pytest.mark.parametrize("tool", PAGES)
def test_answers_everywhere_and_the_same(open_sheet, port, tmp_path, where, tool):
    base = {
        "file": None,
        "loopback": f"http://127.0.0.1:{port}",
        "insecure host": f"http://semillero.test:{port}",
    }[where]
    page = open_sheet(tool, base=base)
    page.click("[data-act=sample]")
    status(page, "Río Claro")
    sheet = typed(page)[tool]
    on_page = dumps(toolbox.answer(tool, sheet))
    until(page, "text => document.querySelector('[data-result]').textContent === text", on_page)
    plan = tmp_path / "plan.json"
    plan_files.save({"format": "semillero-plan", "version": 1, "sheets": {tool: sheet}}, plan)
    assert CliRunner().invoke(main, ["sheet", tool, str(plan), "--json"]).output.strip() == on_page
    if where == "insecure host":
        assert page.evaluate("isSecureContext") is False
    assert not page.problems


# ---- bar 6 on the page
# --------------------------------------------------------------------------------------------------


def test_granovetter(open_sheet):
    page = open_sheet("thresholds")
    answer = settled(page, "r.results.joined_before === 100")
    assert answer["results"]["joined_after"] == 1


def test_one_group_of_weight_ten_moves_one_wedge(open_sheet):
    page = open_sheet("spectrum")
    page.fill('[data-field="groups.0.name"]', "Radio La Voz")
    page.fill('[data-field="groups.0.weight"]', "10")
    page.select_option('[data-field="groups.0.now"]', "neutral")
    before = settled(page, "r.results.counts.neutral === 1")["results"]["weighted_sum"]
    page.click('[data-act=step][data-at="groups.0.now"][data-by="-1"]')
    after = settled(page, "r.results.counts.passive_ally === 1")["results"]["weighted_sum"]
    assert after - before == 10


def test_the_notice_of_the_phases_stays(open_sheet):
    page = open_sheet("phases")
    for index in range(4):
        page.fill(f'[data-field="phases.{index}.name"]', "Otra")
    answer = settled(page, "r.results.notice")
    words = catalogues.words("es", "phases")
    assert page.inner_text("[data-notice]") == words(toolbox.tool("phases").notice)
    page.click("[data-act=clear]")
    assert page.is_visible("[data-notice]") and answer["results"]["notice"] == toolbox.tool("phases").notice


def test_three_of_fourteen_is_not_ranked(open_sheet):
    page = open_sheet("scorer")
    page.fill('[data-field="mine_name"]', "Borrador de Río Claro")
    for provision, value in (("P01", "1"), ("P05", "1"), ("P13", "0.5")):
        page.select_option(f'[data-field="mine.{provision}"]', value)
    page.wait_for_timeout(200)
    answer = result(page)
    assert answer == json.loads(dumps(toolbox.answer("scorer", typed(page)["scorer"])))
    assert "3 de 14" in page.inner_text("[data-sheet]")
    assert not [row for row in answer["results"]["ranking"] if row["id"] == "mine"]


# ---- hands and ears
# -----------------------------------------------------------------------------------------------------


def test_keyboard_alone(open_sheet):
    """Fill, move, undo and save without a pointer; each change is said aloud."""
    page = open_sheet("spectrum")
    page.keyboard.type("Alto a las retenciones")
    tab_to(page, "groups.0.name")
    page.keyboard.type("Peña de la calle 5")
    tab_to(page, "groups.0.now")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    settled(page, "r.results.counts.passive_ally === 1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settled(page, "r.results.counts.neutral === 1")
    status(page, "Neutral")
    tab_to(page, act="undo", key="Shift+Tab")
    page.keyboard.press("Enter")
    settled(page, "r.results.counts.passive_ally === 1")
    status(page, "Se deshizo")
    tab_to(page, act="save")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    plan = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert plan["sheets"]["spectrum"]["groups"][0]["name"] == "Peña de la calle 5"
    status(page, "Se guardó")


def tab_to(page, path=None, act=None, key="Tab"):
    for _ in range(80):
        page.keyboard.press(key)
        here = page.evaluate("[document.activeElement.dataset.field, document.activeElement.dataset.act]")
        if (path and here[0] == path) or (act and here[1] == act):
            return
    raise AssertionError(f"{path or act} is not reached by {key}")


def test_fast_typing_with_accents_loses_nothing(open_sheet):
    page = open_sheet("spectrum")
    text = "Ñandú, pingüino y acción: ¿qué pasó mañana en la campaña? " * 3
    field = page.locator('[data-field="issue"]')
    field.focus()
    for letter in text:
        page.keyboard.insert_text(letter)
    assert field.input_value() == text
    assert page.evaluate("document.activeElement.selectionStart") == len(text)
    page.wait_for_timeout(100)
    assert typed(page)["spectrum"]["issue"] == text


def test_rows_are_added_moved_and_removed(open_sheet):
    page = open_sheet("spectrum")
    page.fill('[data-field="groups.0.name"]', "Una")
    page.click("[data-act=add]")
    assert page.evaluate("document.activeElement.dataset.field") == "groups.4.name"
    page.keyboard.type("Dos")
    for row in (4, 3, 2, 1):
        page.click(f'[data-act=up][data-at="groups.{row}"]')
    assert page.input_value('[data-field="groups.0.name"]') == "Dos"
    assert page.input_value('[data-field="groups.1.name"]') == "Una"
    page.click('[data-act=remove][data-at="groups.0"]')
    assert page.input_value('[data-field="groups.0.name"]') == "Una"
    page.click("[data-act=undo]")
    assert page.input_value('[data-field="groups.0.name"]') == "Dos"


def test_a_private_text_is_pointed_out_before_it_is_saved(open_sheet):
    page = open_sheet("spectrum")
    page.fill('[data-field="issue"]', "Llame al 202-555-0143")
    page.wait_for_selector('[data-findings] [data-code="private"]')
    assert page.get_attribute('[data-field="issue"]', "aria-invalid") == "true"
    page.click("[data-act=save]")
    assert "dato personal" in page.inner_text("[data-act=save] + .asked")
    with page.expect_download():
        page.click("[data-act=save]")


# ---- keeping
# ------------------------------------------------------------------------------------------------------------


def test_the_plan_carries_over_and_leaves_one_key(open_sheet, site):
    page = open_sheet("spectrum")
    page.fill('[data-field="issue"]', "Río Claro sin retenciones")
    page.wait_for_timeout(400)
    page.reload()
    page.wait_for_selector("[data-state=live]")
    assert page.input_value('[data-field="issue"]') == "Río Claro sin retenciones"
    page.goto(f"{site.as_uri()}/en/{PAGES['spectrum']}")
    page.wait_for_selector("[data-state=live]")
    assert page.input_value('[data-field="issue"]') == "Río Claro sin retenciones"
    assert page.evaluate("[Object.keys(sessionStorage), localStorage.length, document.cookie]") == [
        ["semillero.plan"],
        0,
        "",
    ]
    page.click("[data-act=clear]")
    assert page.evaluate("sessionStorage.length") == 0 and page.input_value('[data-field="issue"]') == ""


def test_leaving_with_unsaved_work_warns(open_sheet):
    page = open_sheet("spectrum")
    page.keyboard.type("x")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.close(run_before_unload=True)
    if not page.is_closed():
        page.wait_for_event("close")
    assert asked == ["beforeunload"]


def test_file_to_page_to_file_keeps_everything(open_sheet, tmp_path):
    plan = {
        "format": "semillero-plan", "version": 1, "note": "ours", "from": {"deep": [1, 2.5, None, True, "ñ 😀"]},
        "sheets": {
            "spectrum": {
                "issue": "Hola", "later": {"key": [1]},
                "groups": [{"name": "Una", "now": "neutral", "weight": 10, "colour": "red"}],
            },
            "not_yet_known": {"a": "b"},
        },
    }  # fmt: skip
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    page = open_sheet("spectrum")
    page.set_input_files("[data-file]", path)
    status(page, "está abierto")
    settled(page, "r.results.weighted_sum === 0 && r.results.groups === 1")
    with page.expect_download() as download:
        page.click("[data-act=save]")
    saved = download.value.path().read_text(encoding="utf-8")
    assert json.loads(saved) == plan and saved == plan_files.as_text(plan)
    assert plan_files.open(download.value.path()) == plan

    in_lab = lab.open_plan(download.value.path()) or lab.sheet(
        "spectrum", "es"
    )  # and on: to Lab, out of it, and back
    assert in_lab.value["groups"][0]["weight"] == 10
    path = lab.save_plan(tmp_path / "from-lab.json")
    assert path.read_text(encoding="utf-8") == saved
    back = open_sheet("spectrum", "en")
    back.set_input_files("[data-file]", path)
    settled(back, "r.results.groups === 1")
    with back.expect_download() as download:
        back.click("[data-act=save]")
    assert download.value.path().read_text(encoding="utf-8") == saved


NO_PLANS = (
    "", "{", "[]", '{"format": "other"}', '{"format":"semillero-plan","version":9,"sheets":{}}',
    '{"format":"semillero-plan","version":1,"sheets":{"spectrum":{"groups":"x"}}}', "[" * 5000 + "]" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("text", NO_PLANS, ids=range(len(NO_PLANS)))
def test_a_file_that_is_no_plan_is_refused_in_words(open_sheet, tmp_path, text):
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    page = open_sheet("spectrum")
    page.keyboard.type("Sigue aquí")
    page.set_input_files("[data-file]", path)
    status(page, "No se cambió nada")
    assert (
        page.input_value('[data-field="issue"]') == "Sigue aquí"
        and page.get_attribute("[data-sheet]", "data-state") == "live"
    )


# ---- when it cannot start
# -----------------------------------------------------------------------------------------------


def test_without_the_engine_it_says_so_and_editing_goes_on(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/engine.js", lambda route: route.abort())
    page.goto(f"{site.as_uri()}/es/{PAGES['spectrum']}")
    page.locator('[data-field="issue"]').focus()
    page.wait_for_selector("[data-state=failed]")
    status(page, "no pudo arrancar")
    page.keyboard.type("Aun así")
    page.click("[data-act=add]")
    page.click("[data-act=undo]")
    page.click("[data-act=undo]")
    assert page.input_value('[data-field="issue"]') == ""
    page.unroute("**/engine.js")
    page.click("[data-act=retry]")
    page.wait_for_selector("[data-state=live]")
    context.close()


def test_without_javascript_it_reads_and_says_what_it_needs(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for lang, words in (("es", "JavaScript está activado"), ("en", "JavaScript is on")):
        page.goto(f"{site.as_uri()}/{lang}/{PAGES['spectrum']}")
        assert words in page.inner_text("[data-sheet]")
        assert page.is_visible('[data-field="groups.0.name"]') and not page.is_visible("[data-act]")
        assert page.get_attribute("[data-sheet]", "data-state") == "still"
    context.close()
