"""Two equal languages: the same addresses, a switch on every page, no word of the other language, a search
that finds."""

import re

import foreign
import pages
import pytest

from semillero import catalogues

LAB = re.compile(r"/lab[^/]*\.html$")


# ---- the same page in the other language
# --------------------------------------------------------------------------------


def test_both_editions_have_the_same_addresses(site):
    assert pages.of_edition(site, "en") == pages.of_edition(site, "es") != []


@pytest.mark.parametrize("lang", pages.LANGUAGES)
def test_every_page_says_its_language_and_names_its_twin(site, lang):
    for inner in pages.of_edition(site, lang):
        address = f"{lang}/{inner}"
        tree = pages.tree(site, address)
        assert tree.get("lang") == lang, address
        if address == pages.door(lang):
            continue
        named = {
            one.get("hreflang"): pages.target(address, one.get("href"))
            for one in tree.xpath("//link[@rel='alternate']")
        }
        assert named == {each: (f"{each}/{inner}", "") for each in pages.LANGUAGES}, address
        assert all((site / to).is_file() for to, _ in named.values()), address
        [switch] = tree.xpath("//a[@hreflang]")
        assert (switch.get("lang"), switch.get("hreflang")) == (foreign.OTHER[lang], foreign.OTHER[lang]), (
            address
        )
        assert pages.target(address, switch.get("href")) == (f"{foreign.OTHER[lang]}/{inner}", ""), address


def test_the_switch_goes_there_and_back(browser, site):
    with pages.reader(browser) as page:
        start = f"{site.as_uri()}/es/{pages.KINDS['lesson']}"
        page.goto(start)
        page.click("a[hreflang]")
        page.wait_for_url(f"{site.as_uri()}/en/{pages.KINDS['lesson']}")
        page.click("a[hreflang]")
        page.wait_for_url(start)


# ---- no word of the other language
# --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", pages.LANGUAGES)
def test_no_lab_says_a_word_of_the_other_language(site, lang):
    """Not in its tables, its charts and what it prints either."""
    strange, seen = foreign.Foreign(lang, labs=True), 0
    for inner in [one for one in pages.of_edition(site, lang) if LAB.search(one)]:
        tree = pages.tree(site, f"{lang}/{inner}")
        printed = [one.text_content() for one in tree.xpath("//*[contains(@class, 'cell_output')]//pre")]
        lines = [" ".join(line.split()) for text in printed for line in text.splitlines()]
        found = foreign.strangers(tree, lang, strange)
        assert found + [line for line in lines if strange.within(line)] == [], inner
        seen += 1
    assert seen == len(list((catalogues.LOCALE / lang / "LC_MESSAGES").glob("lab_*.po")))


@pytest.mark.parametrize("lang", pages.LANGUAGES)
def test_no_page_says_a_word_of_the_other_language(site, lang):
    found = {}
    for inner in pages.of_edition(site, lang):
        if texts := foreign.strangers(pages.tree(site, f"{lang}/{inner}"), lang, foreign.of(lang)):
            found[inner] = texts
    assert found == {}


@pytest.mark.parametrize("inner", [one for kind, one in pages.KINDS.items() if kind != "search"])
def test_a_word_of_the_other_language_would_be_found(site, inner):
    """What looks for them sees what it is for: the English page read as if it were Spanish."""
    assert len(foreign.strangers(pages.tree(site, f"en/{inner}"), "en", foreign.of("es"))) >= 10


# ---- search
# -------------------------------------------------------------------------------------------------------------

QUERIES = {  # as somebody writes it who has every key, and who has not -> a page that must be found
    ("campaña", "campana"): "curriculum/index",
    ("qué se guarda", "que se guarda"): "curriculum/privacy",
    ("teoría", "teoria"): "modules/four-phases/lesson",
    ("facilitación", "facilitacion"): "modules/who-moves/guide",
    ("quién se movió", "quien se movio"): "exercises/spectrum/exercise",
    ("canción", "cancion"): "exercises/thresholds/exercise",
    ("clasificación", "clasificacion"): "modules/score-and-compare/lesson",
    ("disposición", "disposiciones"): "exercises/scorer/exercise",
}


@pytest.mark.parametrize("where", ["file", "http"])
def test_spanish_is_found_with_and_without_accents(browser, site, where):
    with pages.served(site) as base, pages.reader(browser) as page:
        search = f"{site.as_uri() if where == 'file' else base}/es/search.html"
        page.goto(search)
        for queries, wanted in QUERIES.items():
            for query in queries:
                page.fill("#q", query)
                found = page.eval_on_selector_all(
                    "#search-results a", "all => all.map(one => one.getAttribute('href'))"
                )
                assert f"{wanted}.html" in found, (query, found)
        page.goto(f"{search}?q=cancion")
        page.click("#search-results a")
        page.wait_for_url(search.replace("search.html", f"{QUERIES['canción', 'cancion']}.html"))
