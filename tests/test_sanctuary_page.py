"""A draft ordinance on its way through the pages: read, compared, turned into demands, and in the plan."""

import json

import pytest
from browsers import until
from pages import reader
from test_chain_page import address, bring_all, offered, wake, words

from semillero import catalogues, toolbox
from semillero.kit import chain
from semillero.languages import LANGUAGES

STEPS = ("coding", "compare", "gaps", "demand")
NAMES = {
    "en": ("Draft of the parish hall", "Valle Verde County"),
    "es": ("Borrador del salón parroquial", "Condado de Valle Verde"),
}
TEXT = {
    "en": (
        "Section 1. The jail holds nobody for agents, unless the person has a conviction.\n"
        "Section 2. The jail should try not to tell agents when a person leaves.\n"
        "Section 3. No county money is used for civil immigration arrests."
    ),
    "es": (
        "Sección 1. La cárcel no retiene a nadie para los agentes, salvo que tenga una condena.\n"
        "Sección 2. La cárcel debería procurar no decir cuándo sale una persona.\n"
        "Sección 3. No se usa dinero del condado para arrestos civiles de inmigración."
    ),
}
MARKS = {"P01": ("0.5", "1"), "P02": ("0", "2"), "P07": ("1", "3")}
ASKED = "2027-06-17"
OTHER = {"en": "es", "es": "en"}


def results(page):
    return json.loads(page.text_content("[data-result]"))["results"]


def opened(page, site, tool, lang):
    page.goto(address(site, tool, lang))
    wake(page)


def settled(page, path, value):
    """Wait until the engine's answer holds ``value`` at ``path``."""
    until(
        page,
        "([path, value]) => path.split('.').reduce((inner, key) => inner?.[key], "
        "JSON.parse(document.querySelector('[data-result]').textContent).results) === value",
        [path, value],
    )
    page.wait_for_timeout(400)  # the sheet is kept a moment after it was answered


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_typed_draft_goes_from_the_desk_to_the_plan_on_a_phone_without_a_network(browser, site, lang):
    (name, place), text = NAMES[lang], TEXT[lang]
    say = catalogues.words(lang, "gaps")
    with reader(browser, width=360, offline=True, has_touch=True) as page:
        opened(page, site, "coding", lang)
        page.click(".beside > summary")  # on a phone the text folds away above the questions
        for field, value in (("policy", name), ("place", place), ("day", "2027-02-01"), ("text", text)):
            page.fill(f'[data-field="{field}"]', value)
        for provision, (mark, section) in MARKS.items():
            row = int(provision[1:]) - 1
            page.select_option(f'[data-field="codes.{row}.value"]', mark)
            page.fill(f'[data-field="codes.{row}.section"]', section)
        settled(page, "answered", len(MARKS))

        opened(page, site, "compare", lang)
        bring_all(page)
        page.select_option('[data-field="left"]', "draft")
        page.select_option('[data-field="right"]', "strongest")
        settled(page, "both", len(MARKS))  # what is blank in the draft is in neither score
        found = results(page)
        assert (found["left"]["name"], found["left"]["score"], found["right"]["score"]) == (name, 0.5, 1)
        assert [row["id"] for row in found["provisions"] if row["way"]] == list(MARKS)
        assert len(found["go_read"]) == 14 - len(MARKS) and name in page.inner_text("[data-told]")

        opened(page, site, "gaps", lang)
        bring_all(page)
        settled(page, "demands.length", 2)
        assert page.input_value('[data-field="place"]') == place
        held = [
            [
                page.input_value(f'[data-field="gaps.{row}.{column}"]')
                for column in ("provision", "value", "ask")
            ]
            for row in range(3)
        ]
        assert held == [["P02", "0", say("ask.P02")], ["P01", "0.5", say("ask.P01")], ["P03", "", ""]]
        page.fill('[data-field="gaps.0.by"]', ASKED)
        page.select_option('[data-field="gaps.1.turn"]', "later")
        settled(page, "demands.length", 1)
        assert len(results(page)["questions"]) == 14 - len(MARKS)
        other = page.locator(f'[data-report] [lang="{OTHER[lang]}"]')
        there = catalogues.words(OTHER[lang], "gaps")
        assert (
            there("ask.P02") in other.inner_text()
            and place in other.inner_text()
            and ASKED in other.inner_text()
        )

        opened(page, site, "demand", lang)
        bring_all(page)
        settled(page, "demand", say("ask.P02"))
        held = [page.input_value(f'[data-field="{field}"]') for field in ("demand", "decider", "date")]
        assert held == [say("ask.P02"), say("kind.sheriff"), ASKED]
        assert offered(page) == []

        page.goto(f"{site.as_uri()}/{lang}/curriculum/my-plan.html")
        until(page, "document.querySelector('[data-plan-view]').dataset.state === 'live'")
        listed = page.eval_on_selector_all("[data-step]", "all => all.map(one => one.dataset.step)")
        assert [tool for tool in listed if tool in STEPS] == list(STEPS)
        for tool in STEPS:
            assert not page.inner_text(f"[data-step={tool}]").startswith(
                words(tool, "plan.state.empty", lang)
            ), tool
        page.click("[data-act=save]")  # asked once: the file is without the sheets that are never stored
        with page.expect_download() as download:
            page.click("[data-act=save]")
        plan = json.loads(download.value.path().read_text(encoding="utf-8"))
        assert set(plan["sheets"]) == set(STEPS) and plan["sheets"]["coding"]["text"] == text
        assert [url for url in page.requests if url.startswith("http")] == [] and page.problems == []
    for tool in STEPS:  # and the command line sees nothing left to bring in
        for offer in chain.offers(
            toolbox.tool(tool), plan["sheets"], toolbox.known, lambda id: toolbox.tables(toolbox.tool(id))
        ):
            assert (offer["fresh"], offer["changed"], offer["gone"]) == ([], [], []), (tool, offer["take"].id)
