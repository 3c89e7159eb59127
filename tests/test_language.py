"""Two equal languages: the same addresses, a switch on every page, no word of the other language, a search
that finds."""

import json
import re

import pages
import pytest

from semillero import catalogues
from semillero.data.tables import kit_table

OTHER = {"en": "es", "es": "en"}
# What Sphinx, MyST and Jupyter Book would write in English where nobody translated it.
FOREIGN = (
    "Note", "Warning", "Tip", "Important", "See also", "Caution", "Attention", "Hint", "Danger", "Toggle", "Permalink",
    "Link to this heading", "Link to this image", "Link to this table", "Show code cell source", "Hide code cell source",
    "Show code cell output", "Hide code cell output", "Search this book", "Click to show", "Click to hide", "Fig.", "Table of contents",
)  # fmt: skip
# Names: of laws, which stand in English in both editions; of people and papers that wrote sources; of fields
# in federal
# data; an hour as it is said in the United States.
NAMES = (
    *sorted((row["label"] for row in kit_table("policies")), key=len, reverse=True),
    "Medium, ", "6:30 pm", "Granovetter, Mark", "Reason, ", "Criminal Street Gang (Yes/no)", "Federal Interest (Yes/no)",
)  # fmt: skip
BOTH = {"may", "decide"}  # a month cut short is a verb of the other language; this verb is one of both
URL = re.compile(r"[\w.-]+\.[a-z]{2,}/\S*")  # a source's address, as its link shows it
LAB = re.compile(r"/lab[^/]*\.html$")
SPOKEN = (
    "title",
    "aria-label",
    "aria-description",
    "placeholder",
    "alt",
    "data-none",
    "data-one",
    "data-many",
)


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
        assert (switch.get("lang"), switch.get("hreflang")) == (OTHER[lang], OTHER[lang]), address
        assert pages.target(address, switch.get("href")) == (f"{OTHER[lang]}/{inner}", ""), address


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


def messages(lang, labs=False):
    """Every message of a language; with ``labs`` those of the data labs, which are said on their own pages
    only: words as common as "place" and "share"."""
    found = set()
    for path in (catalogues.LOCALE / lang / "LC_MESSAGES").glob("*.po"):
        if path.stem.startswith("lab_") != labs:
            continue
        for text in catalogues.catalogue(lang, path.stem).values():
            found |= {text} if isinstance(text, str) else set(text)
    return found


def split(text):
    """The pieces of a text between its marks: a label and its value, a name and what is said of it."""
    return {" ".join(piece.split()) for piece in re.split(r"[^\w\s{}’'-]+", text)} - {""}


def expression(text, parameter):
    return parameter.join(re.escape(piece) for piece in re.split(r"\{\w+\}", text))


class Foreign:
    """Finds the messages of the other language: long ones within a text, short ones as a whole piece of
    it."""

    def __init__(self, lang, more=(), labs=False):
        own = messages(lang) | (messages(lang, labs) if labs else set())
        mine, other = [
            {" ".join(text.split()) for text in texts}
            for texts in (own, messages(OTHER[lang], labs) | set(more))
        ]
        self.mine, self.known = mine, {}
        long = {text for text in other - mine if len(re.findall(r"[^\W\d_]{2,}(?![^{]*\})", text)) >= 4}
        short = {piece for text in other - long for piece in split(text)} - {
            piece for text in mine for piece in split(text)
        }
        short = {piece for piece in short if re.search(r"[^\W\d_]{2}", re.sub(r"\{\w+\}", "", piece))} - BOTH
        # The longest piece without a parameter is looked for first: a search for thousands of patterns at
        # once is slow.
        self.long = [
            (max(re.split(r"\{\w+\}", text), key=len), re.compile(expression(text, ".+?"))) for text in long
        ]
        self.short = re.compile("|".join(expression(text, r"[\d.,−–]+") for text in short))

    def within(self, text):
        """Whether ``text`` holds such a message. Most texts stand on many pages: each is looked at once."""
        if text not in self.known:
            self.known[text] = self._within(text)
        return self.known[text]

    def _within(self, text):
        if text in self.mine or URL.fullmatch(text):
            return False
        for name in NAMES:
            text = text.replace(name, "") if name in text else text
        long = any(piece in text and pattern.search(text) for piece, pattern in self.long)
        return long or any(self.short.fullmatch(piece) for piece in split(text))


def said(tree, lang):
    """Every text of the page in ``lang``: what stands there, what is read aloud, and what its sheets may say
    later."""
    for node in tree.iter():
        if not isinstance(node.tag, str) or node.tag == "style" or in_code(node):
            continue
        if node.tag == "script":
            if node.get("data-words") is not None and tongue(node) == lang:
                yield from json.loads(node.text).values()
            continue
        if tongue(node) == lang:
            yield node.text or ""
            yield from (node.get(name, "") for name in SPOKEN)
            if node.tag in ("input", "button"):
                yield node.get("value", "")
        if node.getparent() is not None and tongue(node.getparent()) == lang:
            yield node.tail or ""


def tongue(node):
    return node.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")


def in_code(node):
    return bool(node.xpath("ancestor-or-self::pre | ancestor-or-self::code"))


def strangers(tree, lang, foreign):
    """The texts of the page in ``lang`` that hold a message of the other language."""
    return [text for text in (" ".join(one.split()) for one in said(tree, lang)) if foreign.within(text)]


@pytest.fixture(scope="module")
def foreign():
    """What must not stand in a page of each language."""
    return {"es": Foreign("es", FOREIGN), "en": Foreign("en")}


@pytest.mark.parametrize("lang", pages.LANGUAGES)
def test_no_lab_says_a_word_of_the_other_language(site, lang):
    """Not in its tables, its charts and what it prints either."""
    foreign, seen = Foreign(lang, labs=True), 0
    for inner in [one for one in pages.of_edition(site, lang) if LAB.search(one)]:
        tree = pages.tree(site, f"{lang}/{inner}")
        printed = [one.text_content() for one in tree.xpath("//*[contains(@class, 'cell_output')]//pre")]
        lines = [" ".join(line.split()) for text in printed for line in text.splitlines()]
        assert strangers(tree, lang, foreign) + [line for line in lines if foreign.within(line)] == [], inner
        seen += 1
    assert seen == len(list((catalogues.LOCALE / lang / "LC_MESSAGES").glob("lab_*.po")))


@pytest.mark.parametrize("lang", pages.LANGUAGES)
def test_no_page_says_a_word_of_the_other_language(site, foreign, lang):
    found = {}
    for inner in pages.of_edition(site, lang):
        if texts := strangers(pages.tree(site, f"{lang}/{inner}"), lang, foreign[lang]):
            found[inner] = texts
    assert found == {}


@pytest.mark.parametrize("lang", pages.LANGUAGES)
def test_no_sheet_says_one_when_it_is_awake(browser, site, foreign, lang):
    found = {}
    with pages.reader(browser) as page:
        for address in [one for one in pages.exercises(site) if one.startswith(lang)]:
            pages.visit(page, site.as_uri(), address)
            pages.wake(page)
            if texts := strangers(pages.parsed(page.content()), lang, foreign[lang]):
                found[address] = texts
    assert found == {}


def test_a_word_of_the_other_language_would_be_found(site, foreign):
    """The two checks above see what they are for: the English page read as if it were Spanish."""
    for inner in pages.of_edition(site, "en"):
        tree = pages.tree(site, f"en/{inner}")
        if inner != "index.html":
            assert len(strangers(tree, "en", foreign["es"])) >= 10, inner


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
