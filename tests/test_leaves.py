"""What leaves a page is made from what may leave: nothing typed, pasted or opened where it stays is in any
byte outside."""

import json

import pytest
import taken
from hypothesis import HealthCheck, Phase, given, settings
from pages import reader
from test_roster import SECRET, willing
from test_roster import sheets as rosters
from test_story import refusals, stories

from semillero import catalogues, lab, plan_files, toolbox
from semillero.kit import plan as plans
from semillero.kit.sheet import leaving
from semillero.lab import _widget
from semillero.web import assemble

CANARY = "zqCANARY"
STAYS = assemble.stays()


def plan_of(tool, sheet):
    return plans.empty() | {"sheets": {tool: sheet}}


def clean(page, tool, sheet):
    """Every file that the page gives of ``sheet`` is, byte for byte, that of the sheet without what stays."""
    quiet = leaving(toolbox.tool(tool), sheet)
    assert taken.given(page) == taken.written(tool, quiet)
    assert taken.saved(page) == plan_files.as_text(plan_of(tool, quiet))


def problems(page):
    """What the page complained about; a browser also notes a day that is none, which a file may hold."""
    return [one for one in page.problems if "does not conform to the required format" not in one]


@pytest.fixture(scope="module")
def tab(browser):
    """One open tab for all: what was in it before must never be in what comes after."""
    with reader(browser, width=1280) as page:
        yield page
        assert problems(page) == []


def property_of(tab, site, tool, made, examples):
    """Opened one after the other in the same tab, each sheet gives what it may give, and nothing of those
    before it."""
    taken.open_sheet(tab, taken.address(site, tool))

    rules = {
        "deadline": None,
        "derandomize": True,
        "suppress_health_check": list(HealthCheck),
        "phases": [Phase.generate],
    }

    @settings(max_examples=examples, **rules)
    @given(made)
    def holds(sheet):
        taken.opened(tab, json.dumps(plan_of(tool, sheet)))
        clean(tab, tool, sheet)

    holds()
    tab.evaluate("document.querySelector('[data-act=clear]').click()")
    clean(tab, tool, toolbox.tool(tool).blank(catalogues.words("es", tool)))


def test_files_of_a_roster_are_the_same_whatever_was_refused(tab, site, everything):
    property_of(tab, site, "roster", rosters(), 100 if everything else 15)


def test_files_of_a_story_without_a_yes_are_those_of_an_empty_one(tab, site, everything):
    made = refusals.flatmap(lambda keep: stories.map(lambda story: story | keep))
    property_of(tab, site, "story", made, 60 if everything else 8)


def full(tool):
    """The example with a canary in every cell that stays, and a role where arrest is likely with a name."""
    sheet = toolbox.tool(tool).sample(catalogues.words("es", tool))
    for field, columns in STAYS["cells"].get(tool, {}).items():
        for row in sheet[field] if columns else []:
            row |= dict.fromkeys(columns, CANARY)
        if not columns:
            sheet[field] = CANARY
    for field, (column, options, hidden) in STAYS["nameless"].get(tool, {}).items():
        sheet[field][0] |= {column: options[0]} | dict.fromkeys(hidden, CANARY)
    if tool in STAYS["consent"]:
        sheet |= {field.id: CANARY for field in toolbox.tool(tool).fields if field.kind == "text"} | {
            STAYS["consent"][tool]: "no"
        }
    return sheet


def by_opening(page, sheet, tool):
    """The file is of somebody's own making: ours never holds such cells."""
    taken.opened(page, json.dumps(plan_of(tool, sheet)))


def by_typing(page, sheet, tool):
    """Through the form itself; a choice, where nobody can type, by a hand that changes the page."""
    options = (
        "field => { if (![...field.options].some(one => one.value === 'zqCANARY')) field.add(new"
        " Option('zqCANARY', 'zqCANARY')); }"
    )
    page.click("[data-act=sample]")
    page.evaluate(f"document.querySelectorAll('[data-form] select').forEach({options})")
    for path, value in cells(sheet):
        page.evaluate("([path, value]) => types(path, value)", [path, value])


def by_pasting(page, sheet, tool):
    """Cells of a spreadsheet, a table after the other; single fields are typed."""
    page.click("[data-act=sample]")
    for id, value in sheet.items():
        if isinstance(value, list) and value:
            columns = page.evaluate("table => columns(table)", id)
            lines = ["\t".join(str(row.get(column) or "") for column in columns) for row in value]
            page.evaluate(
                "([path, text]) => pastes(path, text)", [f"{id}.0.{columns[0]}", "\n".join(lines) + "\n"]
            )
    for path, value in cells({id: value for id, value in sheet.items() if not isinstance(value, list)}):
        page.evaluate("([path, value]) => types(path, value)", [path, value])


def cells(sheet):
    for id, value in sheet.items():
        if isinstance(value, list):
            yield from (
                (f"{id}.{n}.{column}", cell) for n, row in enumerate(value) for column, cell in row.items()
            )
        elif not isinstance(value, dict):
            yield id, value


@pytest.mark.parametrize("way", [by_opening, by_typing, by_pasting], ids=["opening", "typing", "pasting"])
@pytest.mark.parametrize(
    "tool", sorted({*STAYS["sheets"], *STAYS["cells"], *STAYS["nameless"], *STAYS["consent"]})
)
def test_a_canary_in_every_protected_cell_is_nowhere_outside(browser, site, tool, way):
    sheet = full(tool)
    with reader(browser, width=1280) as page:
        taken.open_sheet(page, taken.address(site, tool))
        way(page, sheet, tool)
        shown = taken.typed(page)
        if way is not by_opening and tool != "risk":
            assert CANARY in json.dumps(shown)  # it is there to be found
        page.wait_for_timeout(350)
        held = shown if tool in STAYS["sheets"] else leaving(toolbox.tool(tool), shown)
        made = taken.given(page)
        assert made == taken.written(tool, leaving(toolbox.tool(tool), held))
        assert CANARY not in json.dumps(made) and CANARY not in taken.saved(page)
        assert CANARY not in page.evaluate("stored()") and page.evaluate("sessionStorage.length") == 0
        for press in ("null", "document.querySelector('[data-act=print]').click()"):
            page.emulate_media(media="print")
            page.evaluate(press)
            assert CANARY not in page.evaluate("shown()")
            page.emulate_media(media="screen")
        page.click("[data-act=clear]")
        assert taken.given(page) == taken.written(
            tool, toolbox.tool(tool).blank(catalogues.words("es", tool))
        )
        assert problems(page) == []


def test_the_print_test_can_see(browser, site):
    with reader(browser, width=1280) as page:
        taken.open_sheet(page, taken.address(site, "roster"))
        page.evaluate("types('people.0.alias', 'zqSEEN')")
        page.emulate_media(media="print")
        assert "zqSEEN" in page.evaluate("shown()")


def test_a_text_with_a_comment_sign_leaves_the_page_of_its_own_alive(browser, tmp_path):
    path = tmp_path / "one.html"
    name = "<!--<script>alert(1)</script>"
    path.write_text(
        assemble.single("spectrum", "en", {"issue": name, "groups": [{"name": name, "now": "neutral"}]}),
        encoding="utf-8",
    )
    with reader(browser) as page:
        taken.open_sheet(page, path.as_uri())
        assert page.input_value('[data-field="groups.0.name"]') == name and problems(page) == []
        assert taken.given(page, "html")["html"] == path.read_text(encoding="utf-8")


def test_what_was_written_and_its_answer_are_read_without_javascript(browser, tmp_path):
    path, sheet = tmp_path / "one.html", toolbox.tool("spectrum").sample(catalogues.words("es", "spectrum"))
    path.write_text(assemble.single("spectrum", "es", sheet), encoding="utf-8")
    with reader(browser, java_script_enabled=False) as page:
        page.goto(path.as_uri())
        assert page.input_value('[data-field="issue"]') == sheet["issue"]
        assert (
            page.is_visible("[data-figure] svg")
            and page.is_visible("[data-findings] li")
            and not page.is_visible("[data-act]")
        )


def test_the_secret_columns_are_the_ones_that_the_properties_take_away():
    assert set(STAYS["cells"]["roster"]["people"]) == set(SECRET) and willing(
        {"people": [dict.fromkeys(SECRET, "x")]}
    ) == {"people": [{}]}


def test_no_saved_widget_and_no_table_of_lab_holds_what_stays(monkeypatch):
    """Jupyter can save the state of widgets in a notebook, and a DataFrame is made to be written
    somewhere."""
    monkeypatch.setitem(_widget.plan, "sheets", {})
    one = lab.sheet("roster", "es")
    heard = []
    one.send = heard.append
    one._asked(
        one, {"id": 1, "question": json.dumps({"ask": "put", "sheet": full("roster"), "by": "view"})}, []
    )
    assert (
        heard[0] == {"sheet": one.sheet, "by": "view"}
        and CANARY in one.sheet
        and heard[1] == {"id": 1, "answer": "put\x1f"}
    )
    assert one._answer('{"ask":"held"}') == "sheet\x1f" + one.sheet
    assert CANARY not in json.dumps(one.get_state(), default=str) and CANARY not in json.dumps(
        one._repr_mimebundle_(), default=str
    )
    for table in ("people", "roles"):
        assert CANARY not in one.table(table).to_csv()
    assert CANARY in str(one.value["people"]) + str(one.value["roles"])
    assert CANARY not in one.export("csv") and CANARY not in one.html()
