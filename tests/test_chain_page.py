"""The plan of a campaign on its pages: one sheet after another, nothing typed twice, and what leaves the
sheet."""

import json
import re

import icalendar
import pytest
from browsers import until
from pages import reader

from semillero import catalogues, exports, plan_files, toolbox
from semillero.kit import chain
from semillero.kit import plan as plans
from semillero.kit.portable import dumps, fold
from semillero.web import assemble

CHAIN = ("spectrum", "pillars", "power_map", "demand", "chart", "escalation", "roster", "risk", "debrief")


def address(site, tool, lang="es"):
    return f"{site.as_uri()}/{lang}/exercises/workbook/{tool}.html"


def words(tool, id, lang="es", **params):
    return catalogues.words(lang, tool)(id, **params)


def wake(page):
    page.locator("[data-sheet] [data-field]").first.focus()
    until(page, "document.querySelector('[data-sheet]').dataset.state === 'live'")


def sample(page):
    wake(page)
    page.click("[data-act=sample]")
    until(page, "text => document.querySelector('[data-status]').textContent.includes(text)", "Río Claro")


def offered(page):
    """The ids of the offers that are shown, once the sheet has asked for them."""
    page.wait_for_timeout(600)
    return page.eval_on_selector_all("[data-offer]", "all => all.map(one => one.dataset.offer)")


def bring_all(page):
    """Press every button that brings something in."""
    offered(page)
    while page.locator("[data-act=bring][data-how=fresh]").count():
        count = page.locator("[data-act=bring][data-how=fresh]").count()
        page.locator("[data-act=bring][data-how=fresh]").first.click()
        until(
            page,
            "count => document.querySelectorAll('[data-act=bring][data-how=fresh]').length < count",
            count,
        )


def sheet_of(page, tool):
    """The sheet as a file that the page saves."""
    with page.expect_download() as download:
        page.click("[data-act=save]")
    return json.loads(download.value.path().read_text(encoding="utf-8"))["sheets"][tool]


@pytest.fixture
def page(browser):
    with reader(browser) as page:
        yield page


def test_the_plan_runs_from_spectrum_to_debrief_and_nothing_is_typed_twice(page, site, tmp_path):
    """Each sheet begins blank and is given by its buttons what the earlier ones made; only then the rest is
    filled in."""
    plan = plans.empty()
    for tool in CHAIN:
        page.goto(address(site, tool))
        wake(page)
        if plan["sheets"]:
            path = tmp_path / "plan.json"
            path.write_text(plan_files.as_text(plan), encoding="utf-8")
            page.set_input_files("[data-file]", path)
            until(
                page,
                "text => document.querySelector('[data-status]').textContent.includes(text)",
                "está abierto",
            )
        bring_all(page)
        brought = sheet_of(page, tool)
        one, sheets = toolbox.tool(tool), plan["sheets"]
        for take in one.takes:
            if take.source not in sheets:
                continue
            given = chain.rows_of(
                take,
                toolbox.tool(take.source),
                sheets[take.source],
                toolbox.tables(toolbox.tool(take.source)),
            )
            assert given, (tool, take.id)
            here = brought[take.into]
            names = [fold(str(row[take.key])) for row in here] if isinstance(here, list) else [fold(here)]
            told = [name or fold(row[take.into]) for name, row in given]
            most = [field.most for field in one.fields if field.id == take.into and field.kind == "table"]
            assert set(told[: most[0] if most else 1]) <= set(names) or take.into in ("action", "notes"), (
                tool,
                take.id,
            )
        plan["sheets"][tool] = one.sample(catalogues.words("es", tool)) | {"taken": brought.get("taken", {})}
    assert [step["tool"] for step in toolbox.plan_overview(plan)["steps"] if step["again"]] == []


def test_a_moved_wedge_says_look_again_exactly_where_it_matters(page, site):
    page.goto(address(site, "spectrum"))
    sample(page)
    for tool in ("pillars", "power_map", "demand", "chart"):
        page.goto(address(site, tool))
        if tool == "chart":  # its people are brought in; the other sheets have more than that
            wake(page)
        else:
            sample(page)
        bring_all(page)
    page.goto(address(site, "spectrum"))
    wake(page)
    page.select_option('[data-field="groups.9.now"]', "neutral")  # Radio La Voz, a passive ally until now
    again = {}
    for tool in ("pillars", "power_map", "demand", "chart"):
        page.goto(address(site, tool))
        wake(page)
        offered(page)
        again[tool] = page.locator("[data-offers] .again").count()
    assert again == {"pillars": 0, "power_map": 1, "demand": 0, "chart": 1}
    page.goto(address(site, "power_map"))
    wake(page)
    offered(page)
    assert "Radio La Voz" in page.inner_text("[data-offers] .again")
    stance = page.locator('[data-field^="actors."][data-field$=".stance"]')
    before = stance.evaluate_all("all => all.map(one => one.value)")
    page.click("[data-act=bring][data-how=changed]")
    until(page, "!document.querySelector('[data-offers] .again')")
    after = stance.evaluate_all("all => all.map(one => one.value)")
    assert [(one, two) for one, two in zip(before, after) if one != two] == [("passive_ally", "neutral")]
    page.click("[data-act=undo]")
    assert stance.evaluate_all("all => all.map(one => one.value)") == before


def test_the_plan_page_shows_how_far_it_is_and_what_changed(page, site):
    page.goto(address(site, "spectrum"))
    sample(page)
    page.goto(address(site, "power_map"))
    sample(page)
    page.goto(address(site, "spectrum"))
    wake(page)
    page.select_option('[data-field="groups.9.now"]', "neutral")
    page.wait_for_timeout(400)
    page.goto(f"{site.as_uri()}/es/curriculum/my-plan.html")
    until(page, "document.querySelector('[data-plan-view]').dataset.state === 'live'")
    assert words("spectrum", "plan.state.clear") in page.inner_text("[data-step=spectrum]")
    assert page.inner_text("[data-step=pillars]").startswith(words("pillars", "plan.state.empty"))
    assert words("power_map", "ui.again") in page.inner_text("[data-step=power_map]")
    assert page.get_attribute("[data-todo] li >> nth=0", "data-code") == "look_again"
    page.click("[data-act=clear]")
    until(page, "sessionStorage.length === 0")


def loaded(page):
    """The tables that a page fetched since it was opened."""
    return sorted(url.rpartition("/table-")[2] for url in page.requests if "/table-" in url)


def test_a_page_fetches_the_tables_that_its_sheets_read_and_each_once(page, site):
    sheets = {
        tool: toolbox.tool(tool).sample(catalogues.words("es", tool))
        for tool in ("scorer", "compare", "gaps")
    }
    page.goto(address(site, "spectrum"))
    wake(page)
    assert loaded(page) == []
    page.goto(address(site, "gaps"))
    sample(page)
    assert loaded(page) == ["codings.js", "policies.js"]
    plan = json.dumps({"format": "semillero-plan", "version": 1, "sheets": sheets})
    page.goto(f"{site.as_uri()}/es/curriculum/privacy.html")  # no sheet here that keeps a plan of its own
    page.requests.clear()
    page.evaluate("plan => sessionStorage.setItem('semillero.plan', plan)", plan)
    page.goto(f"{site.as_uri()}/es/curriculum/my-plan.html")
    until(page, "document.querySelector('[data-plan-view]').dataset.state === 'live'")
    assert loaded(page) == ["codings.js", "policies.js", "sections.js"]
    assert not page.inner_text("[data-step=compare]").startswith(words("compare", "plan.state.empty"))


def test_without_its_table_a_sheet_says_so_and_a_source_offers_nothing(page, site):
    page.goto(address(site, "gaps"))
    sample(page)
    page.wait_for_timeout(400)
    page.route("**/table-policies.js", lambda route: route.abort())
    page.goto(address(site, "demand"))
    wake(page)
    assert offered(page) == []
    page.goto(address(site, "gaps"))
    page.locator('[data-field="place"]').focus()
    page.wait_for_selector("[data-state=failed]")
    page.unroute("**/table-policies.js")
    page.click("[data-act=retry]")
    page.wait_for_selector("[data-state=live]")
    page.goto(address(site, "demand"))
    wake(page)
    assert offered(page) != []


@pytest.mark.parametrize("tool", toolbox.tool_ids())
def test_what_is_taken_along_is_what_the_command_line_gives(page, site, tool):
    page.goto(address(site, tool))
    sample(page)
    page.click(".sheet-along summary")
    sheet = toolbox.tool(tool).sample(catalogues.words("es", tool))
    for kind, suffix in (("markdown", "md"), ("csv", "csv"), ("ics", "ics"), ("svg", "svg")):
        button = page.locator(f"[data-act=export][data-as={kind}]")
        if kind == "ics" and not button.count():
            assert toolbox.tool(tool).events is None
            continue
        if toolbox.tool(tool).consent:
            continue
        with page.expect_download() as download:
            button.click()
        assert download.value.suggested_filename == f"semillero-{tool}.{suffix}"
        text = download.value.path().read_bytes().decode()
        assert text == exports.make(kind, tool, sheet, "es")
        if kind == "ics":
            calendar = icalendar.Calendar.from_ical(text)
            titles = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
            assert titles and all(re.fullmatch(r"Fecha del grupo \d+", title) for title in titles)
    with page.expect_download() as download:
        page.click("[data-act=export][data-as=html]")
    assert download.value.path().read_bytes().decode() == assemble.single(tool, "es", sheet)


ALONE = (
    "spectrum",
    "scorer",
    "coding",
    "agenda",
    "roster",
    "story",
)  # rows, tables, models, a clock, what stays, consent


@pytest.mark.parametrize("tool", [id if id in ALONE else pytest.param(id, marks=pytest.mark.thorough) for id in toolbox.tool_ids()])  # fmt: skip
def test_a_sheet_as_a_file_of_its_own_answers_without_a_network(browser, tool, tmp_path):
    """The same bytes as the page gives (above)."""
    sheet = toolbox.tool(tool).sample(catalogues.words("es", tool))
    path = tmp_path / "one.html"
    path.write_text(assemble.single(tool, "es", sheet), encoding="utf-8")
    with reader(browser, offline=True) as alone:
        asked = []
        alone.on("request", lambda request: asked.append(request.url))
        alone.goto(path.as_uri())
        wake(alone)
        kept = plans.leaving({"sheets": {tool: sheet}}, toolbox.known)["sheets"][tool]
        if not toolbox.tool(tool).consent:
            until(
                alone,
                "text => document.querySelector('[data-result]').textContent === text",
                dumps(toolbox.answer(tool, kept)),
            )
        assert [url for url in asked if url.startswith("http")] == [] and alone.problems == []
        alone.click("[data-act=sample]")
        until(
            alone,
            "text => document.querySelector('[data-result]').textContent === text",
            dumps(toolbox.answer(tool, sheet)),
        )


def test_cells_from_a_spreadsheet_fill_the_table(page, site):
    page.goto(address(site, "spectrum"))
    wake(page)
    rows = "Radio La Voz\tNeutral\tAliado pasivo\t12\nUna peña\t\tneutral\t5\nC\nD\nE\t\t\t2"
    page.locator('[data-field="groups.0.name"]').focus()
    page.evaluate(
        "text => { const data = new DataTransfer(); data.setData('text/plain', text);"
        " document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles:"
        " true, cancelable: true })); }",
        rows,
    )
    until(page, "JSON.parse(document.querySelector('[data-result]').textContent).results.groups === 5")
    assert [page.input_value(f'[data-field="groups.{row}.now"]') for row in (0, 1)] == [
        "passive_ally",
        "neutral",
    ]
    assert page.input_value('[data-field="groups.4.weight"]') == "2"
    page.click("[data-act=undo]")
    assert page.input_value('[data-field="groups.0.name"]') == ""


@pytest.mark.parametrize("tool", [id for id in toolbox.tool_ids() if toolbox.tool(id).tab_only])
def test_protected_sheets_never_enter_the_tabs_memory(page, site, tool):
    page.goto(address(site, tool))
    sample(page)
    page.wait_for_timeout(500)
    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [0, 0, ""]
    page.reload()
    assert page.get_attribute("[data-sheet]", "data-state") == "still"


def test_a_page_of_its_own_opens_a_whole_plan(page, site, tmp_path):
    """It has no tool but its own, so it offers nothing from the others, and says nothing wrong."""
    page.goto(address(site, "power_map"))
    sample(page)
    with page.expect_download() as download:
        page.click(".sheet-along summary")
        page.click("[data-act=export][data-as=html]")
    path, plan = tmp_path / "one.html", plans.empty()
    download.value.save_as(path)
    plan["sheets"] = {
        id: toolbox.tool(id).sample(catalogues.words("es", id)) for id in ("spectrum", "pillars", "power_map")
    }
    (tmp_path / "plan.json").write_text(plan_files.as_text(plan), encoding="utf-8")
    with reader(page.context.browser, offline=True) as alone:
        alone.goto(path.as_uri())
        wake(alone)
        alone.set_input_files("[data-file]", tmp_path / "plan.json")
        until(
            alone,
            "text => document.querySelector('[data-status]').textContent.includes(text)",
            "está abierto",
        )
        alone.wait_for_timeout(600)
        assert alone.problems == []
        assert sheet_of(alone, "power_map") == plan["sheets"]["power_map"]


def test_what_looks_personal_leaves_only_when_the_same_button_is_pressed_again(page, site):
    """The warning stands beside the button, where it is seen, and each button asks for itself."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address(site, "spectrum"))
    wake(page)
    page.fill('[data-field="groups.0.name"]', "202-555-0143")
    until(page, "!!document.querySelector('[data-code=private]')")
    saved = []
    page.on("download", lambda download: saved.append(download))
    page.click(".sheet-along summary")
    buttons = (
        "[data-act=save]",
        "[data-act=export][data-as=csv]",
        "[data-act=export][data-as=svg]",
        "[data-act=save]",
    )
    for button in buttons:
        page.click(button)
        asked = page.locator(f"{button} + .asked")
        asked.wait_for()
        assert asked.inner_text() == words("spectrum", "ui.private") and page.locator(".asked").count() == 1
        assert asked.evaluate(
            "one => one.getBoundingClientRect().top < innerHeight && one.getBoundingClientRect().bottom > 0"
        )
    assert saved == []
    with page.expect_download():
        page.click(buttons[-1])
    page.click(buttons[1])
    page.fill('[data-field="groups.0.weight"]', "3")  # what was asked was asked about the sheet as it stood
    assert page.locator(".asked").count() == 0
    page.wait_for_timeout(400)
    page.goto(f"{site.as_uri()}/es/curriculum/my-plan.html")
    until(page, "document.querySelector('[data-plan-view]').dataset.state === 'live'")
    saved.clear()
    page.click("[data-act=save]")
    assert words("spectrum", "ui.private") in page.inner_text("[data-act=save] + .asked")
    assert page.locator("[data-act=save] + .asked").evaluate(
        "one => one.getBoundingClientRect().bottom <= innerHeight + 1"
    )
    assert saved == []
    with page.expect_download():
        page.click("[data-act=save]")


def test_a_link_asks_before_it_loses_a_sheet_that_is_not_stored(page, site):
    """Once, on the page itself, since a phone may ask nothing; a change of language loses nothing."""
    asked = []
    page.on("dialog", lambda dialog: asked.append((dialog.type, dialog.message)))
    on = "a:has-text('Mi plan')"
    for tool, link, expected in (
        ("spectrum", on, []),
        ("risk", "a.language", []),
        ("risk", on, [("confirm", words("risk", "ui.leave"))]),
    ):
        page.goto(address(site, tool))
        sample(page)
        here = page.url
        asked.clear()
        page.locator(link).first.click()
        until(page, "here => location.href !== here && document.readyState === 'complete'", here)
        assert asked == expected, tool
