"""Every page can be used by everyone: axe finds nothing, and nothing is wider than a narrow phone."""
import pages
import pytest

from semillero import desk

PHONE, WIDE, NARROW = 360, 1280, 320
FORMS = [(PHONE, "light"), (WIDE, "light"), (PHONE, "dark"), (WIDE, "dark")]  # bar 7
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """async tags => (await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations
  .map(one => one.id + ': ' + one.nodes.slice(0, 5).map(node => node.target.join(' ')).join(', ') + ' of ' + one.nodes.length)"""
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth && !one.closest('.scroll, pre, .skip, .unseen')).slice(0, 5)
  .map(one => one.outerHTML.slice(0, 120)).concat(document.documentElement.scrollWidth + ' px')"""


@pytest.fixture(scope="module")
def faults(browser, site, root):
    """What axe finds on pages in one form, a line each; its answers unfolded, its sheets still or awake and filled in."""
    axe = (root / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def faults(addresses, form, awake=False):
        width, scheme = form
        found = []
        with pages.reader(browser, width, color_scheme=scheme) as page:
            for address in addresses:
                pages.visit(page, site.as_uri(), address)
                if awake:
                    pages.wake(page)
                page.evaluate(UNFOLD)
                page.evaluate(axe)
                found += [f"{address} at {width} px, {scheme}: {fault}" for fault in page.evaluate(AXE, TAGS)]
        return "\n".join(["", *found]) if found else ""

    return faults


def some(lang):
    """One page of each kind, and the root page."""
    return [pages.ROOT] + [f"{lang}/{address}" for address in pages.KINDS.values()]


def test_no_page_fails_the_accessibility_check_on_a_phone(faults, site):
    found = faults(pages.addresses(site), FORMS[0])
    assert not found, found


@pytest.mark.parametrize("form, lang", list(zip(FORMS[1:], ("en", "es", "en"))))
def test_no_kind_of_page_fails_it_in_another_form(faults, site, everything, form, lang):
    found = faults(pages.addresses(site) if everything else some(lang), form)
    assert not found, found


def test_no_sheet_fails_it_when_it_is_awake_and_filled_in(faults, site, everything):
    addresses = pages.exercises(site)
    assert {sheet for address in addresses for sheet in pages.tree(site, address).xpath("//@data-sheet")} == set(desk.tool_ids())
    for form, lang in zip(FORMS, ("es", "en", "en", "es")):
        found = faults([one for one in addresses if everything or one.startswith(lang)], form, awake=True)
        assert not found, found


def test_no_page_scrolls_sideways_on_the_narrowest_phone(browser, site):
    wider, alive = [], pages.with_sheets(site)
    with pages.reader(browser, NARROW) as page:
        for address in pages.addresses(site):
            pages.visit(page, site.as_uri(), address)
            page.evaluate(UNFOLD)
            still = page.evaluate(WIDER)
            if address in alive:
                pages.wake(page)
            wider += [f"{address}: {one}" for one in still + page.evaluate(WIDER)]
    assert not wider, "\n".join(["", *wider])
