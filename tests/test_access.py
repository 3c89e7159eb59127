"""Every page can be used by everyone, also wide and dark: axe finds nothing. ``test_every_page`` asks the same
on a phone."""

import axe
import pages
import pytest

from semillero import toolbox


@pytest.fixture(scope="module")
def visited(browser, site, root):
    """What axe finds on pages in one form, awake or still, their answers unfolded: ``{address: lines}``."""
    script = axe.script(root)

    def visited(addresses, form, awake=False):
        width, scheme = form
        found = {}
        with pages.reader(browser, width, color_scheme=scheme) as page:
            for address in addresses:
                pages.visit(page, site.as_uri(), address)
                (axe.wake if awake else axe.unfold)(page)
                found[f"{address} {form}"] = axe.faults(page, script)
        return found

    return visited


def test_no_awake_sheet_fails_it_in_another_form(visited, site, everything):
    """Each tool in one of the other forms and in English; where everything is asked, each page in all of
    them."""
    others = axe.FORMS[1:]
    asked = [address for address in pages.exercises(site) if everything or address.startswith("en")]
    forms = {form: asked if everything else asked[at :: len(others)] for at, form in enumerate(others)}
    told = {address for some in forms.values() for address in some}
    assert {*pages.tools_of(site, told)} == set(toolbox.tool_ids())
    for form, addresses in forms.items():
        axe.none(visited(addresses, form, awake=True))


def some(lang):
    """One page of each kind, and the root page."""
    return [pages.ROOT] + [f"{lang}/{address}" for address in pages.KINDS.values()]


@pytest.mark.parametrize("form, lang", list(zip(axe.FORMS[1:], ("en", "es", "en"))))
def test_no_kind_of_page_fails_it_in_another_form(visited, site, everything, form, lang):
    axe.none(visited(pages.addresses(site) if everything else some(lang), form))
