"""Every page can be used by everyone: axe finds nothing, and nothing is wider than a narrow phone."""

import contextlib

import pages
import pytest

from semillero import toolbox

PHONE, WIDE, NARROW, HIGH = 360, 1280, 320, 800
FORMS = [(PHONE, "light"), (WIDE, "light"), (PHONE, "dark"), (WIDE, "dark")]  # bar 7
WITHOUT = (pages.ROOT, *map(pages.door, pages.LANGUAGES))  # lead on, and have no switch
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """async tags => (await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations
  .map(one => one.id + ': ' + one.nodes.slice(0, 5).map(node => node.target.join(' ')).join(', ') + ' of ' + one.nodes.length)"""
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth && !one.closest('.scroll, pre, .skip, .unseen')).slice(0, 5)
  .map(one => one.outerHTML.slice(0, 120)).concat(document.documentElement.scrollWidth + ' px')"""


@pytest.fixture(scope="module")
def visited(browser, site, root):
    """Pages in one form, each address once, with a reader that can be asked for ``faults``; its answers are
    unfolded."""
    axe = (root / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def visited(addresses, form):
        width, scheme = form
        with pages.reader(browser, width, color_scheme=scheme) as page:
            for address in addresses:
                pages.visit(page, site.as_uri(), address)
                page.evaluate(UNFOLD)
                page.evaluate(axe)
                yield address, page

    return visited


def faults(page):
    """What axe finds on the page as it stands, a line each."""
    return page.evaluate(AXE, TAGS)


def wake(page):
    """Wake its sheets and fill them in, their answers unfolded."""
    pages.wake(page)
    page.evaluate(UNFOLD)


@contextlib.contextmanager
def narrowed(page):
    """The page on the narrowest phone, as long as the block lasts."""
    size = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": HIGH})
    yield
    page.set_viewport_size(size)


def switch(page):
    """What is wrong with where the language switch stands, a line each."""
    if page.locator("a[hreflang]").count() != 1:
        return ["there is not one switch"]
    box = page.locator("a[hreflang]").bounding_box()
    seen = box["x"] >= 0 and box["x"] + box["width"] <= NARROW and 0 <= box["y"] < 200 and box["height"] >= 24
    return [] if seen else [f"the switch is out of sight or small: {box}"]


def none(found):
    """Fail with every line of ``{address: lines}``, if there is one."""
    lines = [f"{address}: {line}" for address, some in found.items() for line in some]
    assert not lines, "\n".join(["", *lines])


@pytest.fixture(scope="module")
def on_a_phone(visited, site, everything):
    """Every page on a phone, still and awake: what axe finds and what is wider, ``{question: {address:
    lines}}``.

    axe is asked once a page: awake where it has a sheet, in Spanish here, and in English in another form
    (``test_no_awake_sheet_fails_it_in_another_form``); everything twice where everything is asked.
    """
    found = {question: {} for question in ("axe", "wider", "switch", "axe, awake", "wider, awake")}
    alive, asked = pages.with_sheets(site), pages.exercises(site)
    for address, page in visited(pages.addresses(site), FORMS[0]):
        spanish = address.startswith("es")
        if everything or address not in alive or not (spanish or address in asked):
            found["axe"][address] = faults(page)
        with narrowed(page):
            found["wider"][address] = page.evaluate(WIDER)
            found["switch"][address] = [] if address in WITHOUT else switch(page)
        if address in alive:
            wake(page)
            with narrowed(page):
                found["wider, awake"][address] = page.evaluate(WIDER)
        if address in alive and (everything or spanish):
            found["axe, awake"][address] = faults(page)
    return found


def test_no_page_fails_the_accessibility_check_on_a_phone(on_a_phone, site):
    in_another_form = {address for address in pages.exercises(site) if address.startswith("en")}
    assert {*on_a_phone["axe"], *on_a_phone["axe, awake"], *in_another_form} == {*pages.addresses(site)}
    none(on_a_phone["axe"])


def test_no_page_scrolls_sideways_on_the_narrowest_phone(on_a_phone, site):
    assert list(on_a_phone["wider, awake"]) == pages.with_sheets(site)
    none(on_a_phone["wider"])
    none(on_a_phone["wider, awake"])


def test_the_switch_is_in_sight_on_the_narrowest_phone(on_a_phone):
    none(on_a_phone["switch"])


def tools_of(site, addresses):
    """The tools whose sheets these pages hold."""
    return {tool for address in addresses for tool in pages.tree(site, address).xpath("//@data-sheet")}


def test_no_sheet_fails_it_when_it_is_awake_and_filled_in(on_a_phone, site):
    assert tools_of(site, on_a_phone["axe, awake"]) == set(toolbox.tool_ids())
    none(on_a_phone["axe, awake"])


def test_no_awake_sheet_fails_it_in_another_form(visited, site, everything):
    """Each tool in one of the other forms and in the other language; where everything is asked, each page in
    all of them."""
    asked = [address for address in pages.exercises(site) if everything or address.startswith("en")]
    forms = {form: asked if everything else asked[at :: len(FORMS) - 1] for at, form in enumerate(FORMS[1:])}
    assert tools_of(site, [address for some in forms.values() for address in some]) == set(toolbox.tool_ids())
    for form, addresses in forms.items():
        found = {}
        for address, page in visited(addresses, form):
            wake(page)
            found[f"{address} {form}"] = faults(page)
        none(found)


def some(lang):
    """One page of each kind, and the root page."""
    return [pages.ROOT] + [f"{lang}/{address}" for address in pages.KINDS.values()]


@pytest.mark.parametrize("form, lang", list(zip(FORMS[1:], ("en", "es", "en"))))
def test_no_kind_of_page_fails_it_in_another_form(visited, site, everything, form, lang):
    none(
        {
            address: faults(page)
            for address, page in visited(pages.addresses(site) if everything else some(lang), form)
        }
    )
