"""One tour through every page of an edition, over http and on a phone: each is opened once, read, woken where
it has a sheet, and asked all that is asked of every page."""

import axe
import browsers
import foreign
import pages
import pytest

from semillero import toolbox
from semillero.web.assemble import stays

MOST_KB, MOST_REQUESTS = 200, 30  # bar 4
KEY = "semillero.plan"
PROTECTED = set(stays()["sheets"])
STORED = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookies: document.cookie,
  databases: (await indexedDB.databases()).map(one => one.name), caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length })"""
KEPT = f"Object.keys(JSON.parse(sessionStorage.getItem('{KEY}') ?? '{{}}').sheets ?? {{}})"
WITHOUT = (pages.ROOT, *map(pages.door, pages.LANGUAGES))  # lead on, and have no switch
QUESTIONS = ("loads", "axe", "wider", "switch", "axe, awake", "wider, awake", "strange", "kept", "problems")


class Tour:
    """What was seen on the way: ``found[question][address]`` is what is wrong there, a line each."""

    def __init__(self, site, lang, everything):
        self.site, self.lang, self.everything = site, lang, everything
        self.addresses = [one for one in pages.addresses(site) if one.startswith(f"{lang}/")]
        self.addresses += [pages.ROOT] if lang == pages.LANGUAGES[0] else []
        self.alive = [one for one in pages.with_sheets(site) if one in self.addresses]
        self.exercises = [one for one in self.alive if "/exercises/" in one]
        self.turn = pages.of_edition(site, lang)[pages.LANGUAGES.index(lang) :: len(pages.LANGUAGES)]
        self.found = {question: {} for question in QUESTIONS}

    def asks_axe(self, address):
        """axe is slow. A page and its twin have the same bones (the rule ``twins``), so one of the two is asked:
        an exercise in Spanish, in English it is asked in another form (``test_access``); of the others every
        second in each language. Everything is asked where everything is asked for."""
        if self.everything or address == pages.ROOT:
            return True
        if address in self.exercises:
            return self.lang == "es"
        return address.partition("/")[2] in self.turn

    def walk(self, profile, base, script):
        """Each page in a tab of its own: a tab that remembers a plan loads the engine by itself."""
        for address in self.addresses:
            page = pages.tab(profile)
            self.look(page, base, address, script)
            page.close()
        self.cookies = profile.cookies()

    def look(self, page, base, address, script):
        """Ask one page everything: still, then awake."""
        note = {question: self.found[question].__setitem__ for question in QUESTIONS}
        note["loads"](address, self.heavy(address, pages.loaded(page, base, address), base))
        axe.unfold(page)
        note["wider"](address, axe.wider(page))
        note["switch"](address, [] if address in WITHOUT else axe.switch(page))
        asked, awake = self.asks_axe(address), address in self.alive
        if asked and (self.everything or not awake):
            note["axe"](address, axe.faults(page, script))
        if awake:
            axe.wake(page)
            note["strange"](
                address, foreign.strangers(pages.parsed(page.content()), self.lang, foreign.of(self.lang))
            )
            note["wider, awake"](address, axe.wider(page))
        if asked and awake:
            note["axe, awake"](address, axe.faults(page, script))
        if address.endswith("search.html"):
            page.fill("#q", "santuario" if self.lang == "es" else "sanctuary")
            assert page.locator("#search-results a").count()
        note["kept"](address, self.left(page, address))
        abroad = [url for url in page.requests if not url.startswith((base + "/", "data:", "blob:"))]
        note["problems"](address, page.problems + [f"asks {url}" for url in abroad])

    def left(self, page, address):
        """What the page leaves behind and should not, or should and does not: sheets, in one key of the tab."""
        due = pages.tools_of(self.site, [address]) - PROTECTED
        browsers.until(page, f"{KEPT}.length >= {len(due)}")
        stored = page.evaluate(STORED)
        more = {*stored.pop("session")} - {KEY}
        kept = {*page.evaluate(KEPT)}
        return [f"{stored} {more}"] * (any(stored.values()) or bool(more)) + [f"{kept}, not {due}"] * (
            kept != due
        )

    def heavy(self, address, urls, base):
        """What is too much of what a page loads by itself."""
        paths = pages.files(self.site, base, urls)
        assert self.site / address in paths
        weight = pages.kilobytes(paths)
        abroad = [f"asks another host: {urls}"] if len(paths) != len(urls) else []
        return abroad + (
            [f"{weight:.0f} KB in {len(urls)} requests"]
            if weight > MOST_KB or len(urls) > MOST_REQUESTS
            else []
        )


class Asked:
    """What is asked of every page; a class for each edition, so that each worker walks through one."""

    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, browser, site, root, everything):
        tour = Tour(site, cls.lang, everything)
        profile = browser.new_context(viewport={"width": axe.PHONE, "height": 800})
        with pages.served(site) as base:
            tour.walk(profile, base, axe.script(root))
        profile.close()
        return tour

    def test_no_page_fails_the_accessibility_check_on_a_phone(self, tour):
        axe.none(tour.found["axe"])

    def test_no_sheet_fails_it_when_it_is_awake_and_filled_in(self, tour):
        axe.none(tour.found["axe, awake"])

    def test_no_page_scrolls_sideways_on_the_narrowest_phone(self, tour):
        assert list(tour.found["wider"]) == tour.addresses and list(tour.found["wider, awake"]) == tour.alive
        axe.none(tour.found["wider"])
        axe.none(tour.found["wider, awake"])

    def test_the_switch_is_in_sight_on_the_narrowest_phone(self, tour):
        axe.none(tour.found["switch"])

    def test_no_sheet_says_a_word_of_the_other_language_when_it_is_awake(self, tour):
        assert pages.tools_of(tour.site, tour.found["strange"]) == set(toolbox.tool_ids())
        axe.none(tour.found["strange"])

    def test_a_reading_page_is_light(self, tour):
        axe.none(tour.found["loads"])

    def test_every_page_and_sheet_leaves_one_key_and_asks_nobody(self, tour):
        axe.none(tour.found["kept"])
        axe.none(tour.found["problems"])
        assert pages.tools_of(tour.site, tour.alive) == set(toolbox.tool_ids())
        assert tour.cookies == []


class TestEnglish(Asked):
    lang = "en"


class TestSpanish(Asked):
    lang = "es"


def test_each_page_is_asked_in_one_of_the_languages(site, everything):
    """Or, an exercise in English, in another form."""
    tours = [Tour(site, lang, everything) for lang in pages.LANGUAGES]
    asked = [one for tour in tours for one in tour.addresses if tour.asks_axe(one)]
    inner = {address.partition("/")[2] for address in asked}
    assert inner >= {*pages.of_edition(site, "en")} and pages.ROOT in asked
    assert pages.tools_of(site, asked) == set(toolbox.tool_ids())
    assert not everything or sorted(asked) == pages.addresses(site)


def test_a_script_put_into_a_page_does_not_run(browser, site):
    with pages.reader(browser) as page:
        pages.visit(page, site.as_uri(), f"en/{pages.FRONT}")
        page.evaluate(
            "document.head.append(Object.assign(document.createElement('script'), { textContent:"
            " 'globalThis.ran = 1' }))"
        )
        assert page.evaluate("globalThis.ran") is None
        assert any("CSP script-src" in one for one in page.problems)
