"""Nothing typed is lost on a phone: back shows what was there, in the engine of every iPhone too; a change of
language and the way from My plan carry what is never stored; what is said of where the words live is true."""

import json

import pytest
from browsers import until as holds
from pages import reader, served
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import alert_is_present
from selenium.webdriver.support.wait import WebDriverWait
from webkit import until, webkit

from semillero import catalogues, plan_files, toolbox

LIVE = "return document.querySelector('[data-sheet]').dataset.state === 'live'"
VALUES = (
    "return Object.fromEntries([...document.querySelectorAll('[data-form] [data-field]')].map(one =>"
    " [one.dataset.field, one.value]))"
)
TEXTS = "[data-form] textarea[data-field], [data-form] input[type=text]:not([inputmode])[data-field]"
KINDS = (
    "spectrum",
    "message",
    "scorer",
    "escalation",
    "star",
    "decision",
    "roster",
    "risk",
    "story",
)  # every kind of field and of keeping
PROTECTED = [id for id in toolbox.tool_ids() if toolbox.tool(id).tab_only]


@pytest.fixture(scope="module")
def base(site):
    with served(site) as base:
        yield base


@pytest.fixture(scope="module")
def driver():
    with webkit() as driver:
        yield driver


def page(base, tool, lang="es"):
    return f"{base}/{lang}/exercises/workbook/{tool}.html"


def accept(driver):
    """Say yes to a question, where one is asked."""
    try:
        driver.switch_to.alert.accept()
    except NoAlertPresentException:
        return False
    return True


def fill(driver):
    """Fill in the example, and type into a text of it, as somebody would: what stands in the fields then."""
    field = next(
        one
        for one in driver.find_elements(By.CSS_SELECTOR, "[data-form] [data-field]")
        if one.tag_name != "select"
    )
    field.click()
    until(driver, LIVE)
    driver.find_element(By.CSS_SELECTOR, "[data-act=sample]").click()
    text = driver.find_element(By.CSS_SELECTOR, TEXTS)
    text.send_keys(" ñ ¿sí?")
    return driver.execute_script(VALUES)


def follow(driver, selector):
    """Tap a link, say yes where leaving is asked about, and wait for the other page."""
    here = driver.current_url
    driver.execute_script("document.querySelector(arguments[0]).click()", selector)
    accept(driver)
    until(driver, "return location.href !== arguments[0] && document.readyState === 'complete'", here)


def both(tools, *from_disk):
    """Each tool over http and from a disk; where not everything is asked, from a disk only ``from_disk``."""
    rest = {True: (), False: pytest.mark.thorough}
    return [(tool, "http") for tool in tools] + [
        pytest.param(tool, "file", marks=rest[tool in from_disk]) for tool in tools
    ]


@pytest.mark.parametrize("tool, scheme", both(KINDS, "spectrum", "roster", "story"))
def test_back_shows_what_was_typed(driver, base, site, tool, scheme):
    driver.get("about:blank")
    driver.get(page(base if scheme == "http" else site.as_uri(), tool))
    typed = fill(driver)
    assert sum("ñ ¿sí?" in value for value in typed.values()) == 1
    follow(driver, "a.next, a[rel=next], footer a[href]")
    driver.back()
    until(driver, "return document.readyState === 'complete' && " + LIVE.removeprefix("return "))
    driver.execute_async_script(
        "setTimeout(arguments[0], 400)"
    )  # the pass in which WebKit blanks the fields comes after pageshow
    assert driver.execute_script(VALUES) == typed


# ---- what is never stored goes along, and leaves nothing behind
# ------------------------------------------------------------

WATCH = """
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) { console.warn("KEPT", key, value); set.call(this, key, value); };
"""
LEFT = (
    "[window.name, sessionStorage.length, localStorage.length, document.cookie,"
    " JSON.stringify(history.state)]"
)


@pytest.fixture
def phone(browser):
    with reader(browser, accept_downloads=True) as page:
        page.add_init_script(WATCH)
        yield page


def awake(page):
    page.locator("[data-sheet] [data-field]").first.focus()
    holds(page, "document.querySelector('[data-sheet]').dataset.state === 'live'")


def values(page):
    return page.evaluate("() => { " + VALUES + " }")


def canaried(page, tool):
    """The example with a text of ours in every text field; what stands in the fields then."""
    awake(page)
    page.click("[data-act=sample]")
    for field in page.locator(TEXTS).all():
        field.fill(f"zqCANARY {tool} ñ 🌱")
    return values(page)


@pytest.mark.parametrize("tool, scheme", both(PROTECTED, "roster"))
def test_a_change_of_language_carries_a_sheet_that_is_never_stored(phone, base, site, tool, scheme):
    phone.goto(page(base if scheme == "http" else site.as_uri(), tool))
    typed = canaried(phone, tool)
    phone.click("a.language")
    phone.wait_for_url("**/en/**")
    holds(phone, "document.querySelector('[data-sheet]').dataset.state === 'live'")
    assert values(phone) == typed
    assert phone.evaluate(LEFT) == ["", 0, 0, "", "null"]
    stored = [text for text in phone.problems if text.startswith("KEPT")]
    assert any("carried" in text for text in stored) and not any(
        "zqCANARY" in text or tool in text for text in stored
    )
    phone.reload()  # it went along once: it is not kept
    assert phone.get_attribute("[data-sheet]", "data-state") == "still"


def test_a_change_of_language_carries_it_in_webkit_too(driver, base):
    driver.get("about:blank")
    driver.get(page(base, "roster"))
    typed = fill(driver)
    driver.execute_script("document.querySelector('a.language').click()")
    until(driver, "return location.pathname.startsWith('/en/') && " + LIVE.removeprefix("return "))
    assert driver.execute_script(VALUES) == typed
    name, held = driver.execute_script("return [window.name, { ...sessionStorage }]")
    assert name == "" and set(held) <= {"semillero.plan"}  # that one was typed in this tab before
    assert "roster" not in held.get("semillero.plan", "")


def test_where_webkit_cannot_carry_it_the_page_asks_first(driver, site):
    """From one file of a disk to another WebKit hands on no name of a window."""
    driver.get("about:blank")
    accept(driver)
    driver.get(page(site.as_uri(), "roster"))
    typed = fill(driver)
    driver.execute_script("setTimeout(() => document.querySelector('a.language').click())")
    WebDriverWait(driver, 20).until(alert_is_present()).dismiss()
    assert (
        driver.current_url.endswith("/es/exercises/workbook/roster.html")
        and driver.execute_script(VALUES) == typed
    )


def test_half_of_what_is_carried_says_nothing(phone, base):
    """Where the key or what it opens is missing, the sheet is blank, and no trace of the half is left."""
    phone.goto(page(base, "risk"))
    canaried(phone, "risk")
    phone.click("a.language")
    phone.wait_for_url("**/en/**")
    for script in ("sessionStorage.setItem('semillero.carried', 'AAAA')", "window.name = 'semillero:AAAA'"):
        phone.goto("about:blank")
        phone.goto(page(base, "risk"))
        phone.evaluate(script)
        phone.reload()
        assert phone.evaluate("[window.name, sessionStorage.getItem('semillero.carried')]") == ["", None]
        assert phone.get_attribute("[data-sheet]", "data-state") == "still"


# ---- My plan
# -----------------------------------------------------------------------------------------------------------------


def plan_page(page, base, lang="es"):
    page.goto(f"{base}/{lang}/curriculum/my-plan.html")


def whole_plan(folder):
    plan = {"format": "semillero-plan", "version": 1, "sheets": {}}
    for id in ("spectrum", "roster", "risk"):
        plan["sheets"][id] = toolbox.tool(id).sample(catalogues.words("es", id))
    path = folder / "plan.json"
    path.write_text(plan_files.as_text(plan), encoding="utf-8")
    return path


def test_my_plan_tells_what_a_file_holds_and_opens_it(phone, base, tmp_path):
    say, titles = (
        catalogues.words("es", "roster"),
        [catalogues.words("es", id)("title") for id in ("roster", "risk")],
    )
    plan_page(phone, base)
    phone.set_input_files("[data-file]", whole_plan(tmp_path))
    holds(
        phone,
        "text => document.querySelector('[data-status]').textContent.includes(text)",
        say("ui.apart", names=", ".join(titles)),
    )
    assert phone.inner_text("[data-step=roster]") not in (say("plan.state.empty"), say("plan.state.apart"))
    assert phone.inner_text("[data-step=story]") == say("plan.state.apart")
    phone.click("#plan-roster a")
    phone.wait_for_url("**/roster.html")
    holds(phone, "document.querySelector('[data-sheet]').dataset.state === 'live'")
    sample = toolbox.tool("roster").sample(say)
    assert phone.input_value('[data-field="people.0.alias"]') == sample["people"][0]["alias"]
    with (
        phone.expect_download() as download
    ):  # the risk map came along in the page's memory, and goes into the file again
        phone.click("[data-act=save]")
    assert set(json.loads(download.value.path().read_text(encoding="utf-8"))["sheets"]) == {
        "spectrum",
        "roster",
        "risk",
    }
    assert phone.evaluate("Object.keys(JSON.parse(sessionStorage.getItem('semillero.plan')).sheets)") == [
        "spectrum"
    ]


def test_my_plan_warns_before_it_saves_without_a_sheet_that_is_never_stored(phone, base, tmp_path):
    names = [catalogues.words("es", id)("title") for id in PROTECTED]
    saved = []
    phone.on("download", lambda download: saved.append(download))
    phone.goto(page(base, "spectrum"))
    awake(phone)
    phone.click("[data-act=sample]")
    phone.wait_for_timeout(400)
    plan_page(phone, base)
    holds(phone, "document.querySelector('[data-plan-view]').dataset.state === 'live'")
    assert phone.inner_text("[data-step=roster]") == catalogues.words("es", "roster")("plan.state.apart")
    phone.click("[data-act=save]")
    asked = phone.inner_text("[data-act=save] + .asked")
    assert all(name in asked for name in names) and saved == []
    with phone.expect_download():
        phone.click("[data-act=save]")
    phone.set_input_files("[data-file]", whole_plan(tmp_path))
    holds(
        phone,
        "text => document.querySelector('[data-status]').textContent.includes(text)",
        catalogues.words("es", "roster")("plan.opened"),
    )
    phone.click("[data-act=save]")
    asked = phone.inner_text("[data-act=save] + .asked")
    assert [name in asked for name in names] == [id == "story" for id in PROTECTED]


# ---- what is said of where the words live
# --------------------------------------------------------------------------------------


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("tool", ["spectrum", *PROTECTED])
def test_the_status_says_where_the_words_live(phone, base, tool, stored):
    if not stored:  # as in a browser, or an app's own browser, that forbids it
        phone.add_init_script(
            "Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); }"
        )
    say = catalogues.words("es", tool)
    phone.goto(page(base, tool))
    awake(phone)
    kept = stored and tool not in PROTECTED
    expected = say("ui.live") + " " + say("ui.keeps_tab" if kept else "ui.keeps_page")
    holds(phone, "text => document.querySelector('[data-status]').textContent === text", expected)
    phone.evaluate(
        "document.querySelector('[data-form] [data-field]').dispatchEvent(new Event('input', { bubbles:"
        " true }))"
    )
    phone.wait_for_timeout(400)
    phone.reload()
    assert (phone.get_attribute("[data-sheet]", "data-state") == "still") is not kept


def test_a_file_with_a_protected_sheet_is_told_of_on_another_page(phone, base, tmp_path):
    """What the page says is lost is what the file holds beside its own sheet, not what somebody types
    here."""
    say = catalogues.words("es", "spectrum")
    phone.goto(page(base, "spectrum"))
    awake(phone)
    phone.set_input_files("[data-file]", whole_plan(tmp_path))
    names = ", ".join(catalogues.words("es", id)("title") for id in ("roster", "risk"))
    expected = say("ui.opened") + " " + say("ui.apart", names=names)
    holds(phone, "text => document.querySelector('[data-status]').textContent === text", expected)
