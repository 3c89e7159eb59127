"""What a page finds when it opens, in the tab or in itself, is looked at as a file is; and every file has its
own."""

import json

import hostile
import pytest
import taken
from browsers import until
from pages import reader

from semillero import catalogues, plan_files
from semillero.errors import Refused
from semillero.kit import plan as plans
from semillero.web import assemble

KEY = "semillero.plan"


def plan_text(**sheets):
    return json.dumps(plans.empty() | {"sheets": sheets})


GROUP = {"name": "Una peña", "now": "neutral"}
BROKEN = {  # what may stand in the tab's memory, and what can still be read of it
    "a number": ("5", ""),
    "a list": ("[]", ""),
    "null": ("null", ""),
    "cut": ('{"format":"semillero-plan","ver', ""),
    "no sheets": ('{"format":"semillero-plan","version":1,"sheets":5}', ""),
    "a sheet that is a text": (plan_text(spectrum="x"), ""),
    "a sheet that is a list": (plan_text(spectrum=["x"]), ""),
    "a table that is a text": (plan_text(spectrum={"issue": "Hola", "groups": "x"}), "Hola"),
    "a row that is a text": (plan_text(spectrum={"issue": "Hola", "groups": ["x", GROUP]}), "Hola"),
    "a cell that is a list": (plan_text(spectrum={"issue": "Hola", "groups": [GROUP | {"weight": [1]}]}), "Hola"),
    "too many rows": (plan_text(spectrum={"issue": "Hola", "groups": [GROUP] * 1000}), "Hola"),
    "a memory that is a number": (plan_text(spectrum={"issue": "Hola", "taken": 5}), "Hola"),
    "another version": (json.dumps({"format": KEY, "version": 7, "sheets": {"spectrum": {"issue": "Hola"}}}), "Hola"),
    "another sheet that is none": (plan_text(spectrum={"issue": "Hola"}, pillars={"pillars": 5}), "Hola"),
    "very many keys": (plan_text(spectrum={"issue": "Hola"}) [:-1] + ',"a":{' + ",".join(f'"k{n}":1' for n in range(70000)) + "}}", ""),
    "a very long text": (plan_text(spectrum={"issue": "x" * 900000}), ""),
    "half a character": (plan_text(spectrum={"issue": "x\ud800"}), ""),
    "much too deep": (plan_text(spectrum={"issue": "Hola"})[:-1] + ',"a":' + "[" * 5000 + "]" * 5000 + "}", ""),
}  # fmt: skip
SOUND = {"another sheet that is none"}  # the sheet's page does not read that one: My plan does


def says(page, root, message):
    until(
        page,
        "([root, text]) => document.querySelector(root + ' [data-status]').textContent.includes(text)",
        [root, message],
    )


def test_a_broken_memory_of_the_tab_is_words_and_nothing_typed_is_lost(browser, site, everything):
    """On the sheet's page; on My plan, which looks at it with the same function, every third."""
    damaged = catalogues.words("es", "spectrum")("ui.damaged")
    with reader(browser) as page:
        page.add_init_script(path=taken.HANDS)
        for at, (name, (text, left)) in enumerate(BROKEN.items()):
            if everything or at % 3 == 1:
                page.goto(f"{site.as_uri()}/es/curriculum/privacy.html")
                page.evaluate("([key, text]) => sessionStorage.setItem(key, text)", [KEY, text])
                page.goto(f"{site.as_uri()}/es/curriculum/my-plan.html")
                until(page, "document.querySelector('[data-plan-view]').dataset.state === 'live'")
                says(page, "[data-plan-view]", damaged)
            page.goto(f"{site.as_uri()}/es/curriculum/privacy.html")
            page.evaluate("([key, text]) => sessionStorage.setItem(key, text)", [KEY, text])
            page.goto(taken.address(site, "spectrum"))
            until(page, "document.querySelector('[data-sheet]').dataset.state === 'live'")
            if name not in SOUND:
                says(page, "[data-sheet]", damaged)
            assert page.input_value('[data-field="issue"]') == left, name
            page.click("[data-act=add]")
            page.fill('[data-field="groups.0.name"]', f"Peña {name}")
            until(page, "name => document.querySelector('[data-result]').textContent.length > 20", name)
            taken.saved(page)
            page.wait_for_timeout(320)
            page.reload()
            until(page, "document.querySelector('[data-sheet]').dataset.state === 'live'")
            assert page.input_value('[data-field="groups.0.name"]') == f"Peña {name}", name
            assert page.input_value('[data-field="issue"]') == left, name
        assert page.problems == []


def test_a_broken_sheet_that_another_takes_from_is_said_and_left_out(browser, site):
    text = plan_text(pillars={"pillars": [{"name": "La radio"}]}, spectrum={"groups": "x"})
    with reader(browser) as page:
        page.goto(f"{site.as_uri()}/es/curriculum/privacy.html")
        page.evaluate("([key, text]) => sessionStorage.setItem(key, text)", [KEY, text])
        page.goto(taken.address(site, "pillars"))
        says(page, "[data-sheet]", catalogues.words("es", "pillars")("ui.damaged"))
        assert page.input_value('[data-field="pillars.0.name"]') == "La radio"
        held = json.loads(page.evaluate("key => sessionStorage.getItem(key)", KEY))["sheets"]
        assert "spectrum" not in held and held["pillars"]["pillars"][0]["name"] == "La radio"
        assert page.get_attribute("[data-sheet]", "data-state") == "live" and page.problems == []


@pytest.mark.parametrize(
    "text", ["5", "{", '{"format":"semillero-plan","version":1,"sheets":{"spectrum":{"groups":"x"}}}']
)
def test_a_page_of_its_own_with_a_broken_plan_is_words_and_a_blank_sheet(browser, tmp_path, text):
    whole = assemble.single("spectrum", "en", {})
    head, mark, rest = whole.partition(" data-plan>")
    path = tmp_path / "one.html"
    path.write_text(head + mark + text + rest[rest.index("</script>") :], encoding="utf-8")
    with reader(browser) as page:
        taken.open_sheet(page, path.as_uri())
        says(page, "[data-sheet]", catalogues.words("en", "spectrum")("ui.damaged"))
        page.fill('[data-field="issue"]', "It goes on")
        page.reload()
        assert page.input_value('[data-field="issue"]') == "It goes on" and page.problems == []


def test_every_file_shows_its_own_and_keeps_what_is_typed_in_it(browser, site, tmp_path):
    """In one tab: two files, one of them saved anew, another with nothing in it, and the course."""
    paths = {}

    def save(name, issue, **more):
        paths[name] = tmp_path / name
        paths[name].write_text(assemble.single("spectrum", "es", {"issue": issue} | more), encoding="utf-8")

    def shown(address):
        page.goto(address)
        until(page, "document.querySelector('[data-sheet]').dataset.state !== 'loading'")
        return page.input_value('[data-field="issue"]')

    def types(text):
        taken.wake(page)
        page.fill('[data-field="issue"]', text)
        page.wait_for_timeout(320)

    save("old.html", "El viejo")
    save("new.html", "El nuevo")
    save("blank one.html", "")
    save("blank two.html", "")
    with reader(browser) as page:
        assert shown(taken.address(site, "spectrum")) == ""
        types("Del curso")
        assert shown(paths["old.html"].as_uri()) == "El viejo"
        types("Escrito en el viejo")
        page.reload()
        assert page.input_value('[data-field="issue"]') == "Escrito en el viejo"
        assert shown(paths["new.html"].as_uri()) == "El nuevo"
        assert shown(paths["blank one.html"].as_uri()) == ""
        types("Escrito en el primero")
        assert shown(paths["blank two.html"].as_uri()) == ""
        assert shown(paths["old.html"].as_uri()) == "Escrito en el viejo"
        assert shown(taken.address(site, "spectrum")) == "Del curso"
        save("old.html", "Guardado otra vez")
        assert shown(paths["old.html"].as_uri()) == "Guardado otra vez"
        page.click("[data-act=clear]")
        assert page.input_value('[data-field="issue"]') == ""
        assert page.problems == []


def test_a_protected_sheet_is_read_from_its_file_also_when_the_tab_holds_another(browser, tmp_path):
    path = tmp_path / "roster.html"
    path.write_text(
        assemble.single("roster", "es", {"action": "Vigilia", "roles": [], "people": []}), encoding="utf-8"
    )
    with reader(browser) as page:
        taken.open_sheet(page, path.as_uri())
        whole = plans.empty() | {
            "ours": 1,
            "sheets": {"roster": {"action": "Otra"}, "spectrum": {"issue": "x"}},
        }
        taken.opened(page, json.dumps(whole))
        assert page.input_value('[data-field="action"]') == "Otra"
        page.wait_for_timeout(320)
        held = page.evaluate("Object.values(sessionStorage).join()")
        assert "spectrum" in held and "Otra" not in held
        page.reload()
        assert page.input_value('[data-field="action"]') == "Vigilia" and page.problems == []


# ---- files
# ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data, says",
    [
        (plan_text(spectrum={"issue": "ñ"}).replace("\\u00f1", "ñ").encode("latin-1"), "ui.not_json"),
        (
            plan_text(spectrum={"issue": "x"}).replace('"version": 1', '"version": 1.0').encode(),
            "plan.no_version",
        ),
        (plan_text(spectrum={"issue": "x" * 20001}).encode(), "plan.too_long"),
        (
            plan_text(spectrum={"groups": [{"weight": 0}]})
            .replace('"weight": 0', '"weight": 1e999')
            .encode(),
            "plan.number",
        ),
    ],
)
def test_the_page_refuses_what_the_command_line_refuses(browser, site, tmp_path, data, says):
    path = tmp_path / "plan.json"
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        plan_files.open(path, "es")
    with reader(browser) as page:
        taken.open_sheet(page, taken.address(site, "spectrum"))
        page.set_input_files("[data-file]", path)
        message = str(refused.value).partition(": ")[2]
        assert message[:25] == catalogues.words("es", "spectrum")(says)[:25]
        says_it = "text => document.querySelector('[data-status]').textContent === text"
        until(page, says_it, message)


NUMBERS = '"ours":[12345678901234567890,1e999,3.14159265358979,1e-9,1.5e21,-0,1.50,7,0.5]'


def test_numbers_of_others_come_back_as_they_stood(browser, site, tmp_path):
    group = '{"extra":1e999,"name":"Una","weight":0.3333333333333333}'
    text = (
        '{"format":"semillero-plan",'
        + NUMBERS
        + ',"sheets":{"spectrum":{"groups":['
        + group
        + ']}},"version":1}\n'
    )
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    assert plan_files.as_text(plan_files.open(path)) == text
    with reader(browser) as page:
        taken.open_sheet(page, taken.address(site, "spectrum"))
        taken.opened(page, text)
        assert page.input_value('[data-field="groups.0.weight"]') == "0.3333333333333333"
        assert taken.saved(page) == text
        page.wait_for_timeout(320)
        page.reload()
        until(page, "document.querySelector('[data-sheet]').dataset.state === 'live'")
        assert taken.saved(page) == text
        alone = tmp_path / "one.html"
        alone.write_text(taken.given(page, "html")["html"], encoding="utf-8")
        page.route("**/engine.js", lambda route: route.abort())
        page.reload()
        until(page, "document.querySelector('[data-sheet]').dataset.state === 'failed'")
        assert json.loads(taken.saved(page).replace("1e999", "5")) == json.loads(
            text.replace("1e999", "5")
        )  # without the engine too
        page.goto(alone.as_uri())
        taken.wake(page)
        assert json.loads(taken.saved(page))["sheets"] == json.loads(text)[
            "sheets"
        ] and '"extra":1e999' in taken.saved(page)


def test_hostile_files_do_nothing_but_open_or_be_refused(browser, site, everything):
    """In one page, one after the other: what the page refuses the command line refuses too, and nothing
    foreign runs."""
    asked = []
    with reader(browser) as page:
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        for tool, turn in (("spectrum", 0), ("chart", 1)):
            taken.open_sheet(page, taken.address(site, tool))
            plain = page.evaluate("foreign()")
            for name, data in hostile.files(600 if everything else 60)[turn::2]:
                told = page.evaluate("bytes => opens(new Uint8Array(bytes))", list(data))
                page.evaluate("settled()")
                assert page.evaluate("foreign()") == plain, name
                assert page.get_attribute("[data-sheet]", "data-state") == "live", name
                opened = told.startswith(catalogues.words("es", tool)("ui.opened"))
                try:
                    plan_files.check(data.decode("utf-8-sig"), "plan.json", "es")
                except (Refused, UnicodeDecodeError):
                    continue
                assert opened or len(data) > plans.MOST_BYTES, (name, told)
        assert asked == [] and {url.split(":")[0] for url in page.requests} == {"file"}
        assert [one for one in page.problems if "does not conform" not in one] == []
