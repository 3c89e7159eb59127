"""The built site as a whole: its addresses and links, what a page loads, stores and says, and reading without
a script."""

import json
import re

import browsers
import nbformat
import pages
import pytest
import yaml

from semillero import toolbox
from semillero.data import tables
from semillero.kit.form import in_script
from semillero.web.assemble import shared

KEY = "semillero.plan"


@pytest.fixture(scope="module")
def base(site):
    """The address of the site over http."""
    with pages.served(site) as address:
        yield address


# ---- addresses and links
# ------------------------------------------------------------------------------------------------


def documents(toc):
    """The documents that a table of contents names."""
    found = [toc[key] for key in ("root", "file") if key in toc]
    return found + [
        name
        for key in ("parts", "chapters", "sections")
        for inner in toc.get(key, ())
        for name in documents(inner)
    ]


@pytest.mark.parametrize("lang, toc", [("en", "_toc.yml"), ("es", "_toc.es.yml")])
def test_an_edition_holds_the_pages_of_its_contents_and_no_other(site, root, lang, toc):
    named = documents(yaml.safe_load((root / toc).read_text(encoding="utf-8")))
    assert pages.of_edition(site, lang) == sorted(
        [f"{name}.html" for name in named] + ["index.html", "search.html"]
    )


def test_every_link_and_anchor_leads_somewhere(site):
    broken = []
    for address in pages.addresses(site):
        for link in pages.tree(site, address).xpath("//@href | //@src"):
            to = pages.target(address, link)
            if to and not ((site / to[0]).is_file() and has_anchor(site, *to)):
                broken.append((address, link))
    assert not broken


def has_anchor(site, address, fragment):
    return not fragment or fragment in pages.tree(site, address).xpath("//@id | //a/@name")


def test_the_root_page_is_two_links_and_no_redirect(site):
    tree = pages.tree(site, pages.ROOT)
    assert [(link.get("href"), link.get("lang"), link.get("hreflang")) for link in tree.iter("a")] == [
        ("en/index.html", "en", "en"), ("es/index.html", "es", "es")
    ]  # fmt: skip
    assert not tree.xpath("//meta[@http-equiv='refresh'] | //script")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("where", ["file", "http"])
def test_a_front_door_leads_to_the_landing_page(browser, site, base, where, script):
    with pages.reader(browser, java_script_enabled=script) as page:
        for lang in pages.LANGUAGES:
            pages.visit(page, base if where == "http" else site.as_uri(), pages.door(lang))
            assert page.get_attribute("html", "lang") == lang


# ---- tables
# ------------------------------------------------------------------------------------------------------


def test_a_table_and_a_model_stand_once_in_the_site(site):
    """For all tools that need it and for all editions; no other file has a row or a line of it."""
    needed = sorted({name for id in toolbox.tool_ids() for name in shared(id)})
    assert [path.name for path in sorted((site / "shared").iterdir())] == [f"{name}.js" for name in needed]
    names = [name[6:] for name in needed if name.startswith("table-")]
    texts = {
        path: path.read_text(encoding="utf-8") for path in site.rglob("*") if path.suffix in (".js", ".html")
    }
    for name in names:
        rows = tables.kit_table(name)
        own, row = site / "shared" / f"table-{name}.js", in_script(rows[len(rows) // 2])
        assert in_script(rows) in texts[own]
        assert [path for path, text in texts.items() if row in text] == [own]
    for name in ("policy", "scoring", "clock", "roles", "phrases"):
        own, path = site / "shared" / f"model-{name}.js", f"/semillero/kit/models/{name}.py"
        assert [file for file, text in texts.items() if path in text] == [own]
    assert len(texts) > 200


# ---- to take along
# ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def originals(root):
    """The notebooks of the course by the names of their copies."""
    found = {}
    for path in [*root.glob("modules/*/*.ipynb"), *root.glob("exercises/*/*.ipynb")]:
        name = path.name.removesuffix(".ipynb")
        name, lang = (name.removesuffix(".es"), "es") if name.endswith(".es") else (name, "en")
        found[f"{path.parent.name}-{name}.{lang}.ipynb"] = nbformat.read(path, as_version=4)
    return found


def test_every_notebook_page_gives_its_copy_and_the_blank_forms(site, originals):
    for lang in pages.LANGUAGES:
        given = {
            pages.target(address, link)[0]
            for address in pages.addresses(site) if address.startswith(lang)
            for link in pages.tree(site, address).xpath("//a[@download]/@href")
        }  # fmt: skip
        copies = {f"{lang}/_downloads/{name}" for name in originals if name.endswith(f".{lang}.ipynb")}
        papers = [(id, paper) for id in toolbox.tool_ids() for paper in ("letter", "a4")]
        forms = {f"{lang}/_downloads/{id}-{lang}-{paper}.pdf" for id, paper in papers}
        shared = {f"forms/{id}-both-{paper}.pdf" for id, paper in papers}
        assert copies and given == copies | forms | shared
        assert {f"{lang}/_downloads/{path.name}" for path in (site / lang / "_downloads").iterdir()} == (
            copies | forms
        )
        assert {
            f"forms/{path.name}" for path in (site / "forms").iterdir()
        } == shared  # one for both editions


def code(cells):
    return [cell.source for cell in cells if cell.cell_type == "code"]


def test_a_copy_holds_no_answer_and_no_output(site, root, originals):
    taken = 0
    for name, original in originals.items():
        lang = name.split(".")[1]
        kept = [cell for cell in original.cells if "solution" not in cell.metadata.get("tags", ())]
        taken += len(original.cells) - len(kept)
        for path in (site / lang / "_downloads" / name, root / "_build" / "copies" / lang / name):
            copy = nbformat.read(path, as_version=4)
            assert [cell.id for cell in kept] == [cell.id for cell in copy.cells][: len(kept)], path
            assert {cell.id for cell in copy.cells[len(kept) :]} <= {"sources-of-this-page"}, path
            assert code(copy.cells) == code(kept), path
            assert not any(cell.get("outputs") or cell.get("execution_count") for cell in copy.cells), path
            assert "widgets" not in copy.metadata, path
    assert taken > 0


# ---- strict pages
# -------------------------------------------------------------------------------------------------------

LOADED = (
    "//script/@src | //img/@src | //source/@src | //source/@srcset | //iframe/@src | //object/@data |"
    " //embed/@src | //link/@href"
)


def test_no_page_carries_state_style_or_script_of_its_own(site):
    for address in pages.addresses(site):
        tree = pages.tree(site, address)
        inline = [one.get("type") for one in tree.iter("script") if not one.get("src")]
        assert set(inline) <= {"application/json"}, address
        assert not tree.xpath("//style | //@style | //@*[starts-with(name(), 'on')]"), address
        assert "application/vnd.jupyter.widget" not in (site / address).read_text(encoding="utf-8"), address


def test_no_file_names_another_host_for_something_to_load(site):
    for address in pages.addresses(site):
        assert [
            link for link in pages.tree(site, address).xpath(LOADED) if pages.target(address, link) is None
        ] == [], address
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(\w+:)?//|@import", path.read_text(encoding="utf-8")), path


def test_every_page_names_its_icon(site):
    """Without one a browser asks for /favicon.ico, which is not there."""
    assert [
        address
        for address in pages.addresses(site)
        if not pages.tree(site, address).xpath("//link[@rel='icon']")
    ] == []


def test_every_page_has_the_strict_policy(site):
    for address in pages.addresses(site):
        policy = pages.tree(site, address).xpath(
            "string(//meta[@http-equiv='Content-Security-Policy']/@content)"
        )
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        assert rules.get("default-src") == "'none'" and rules["script-src"] == "'self' 'wasm-unsafe-eval'", (
            address
        )
        assert "'unsafe-eval'" not in policy and "unsafe-inline" not in policy and "//" not in policy, address


def kept_meanwhile(page, first, second):
    """Fill the sheet ``first``, then ``second``, go back: whether the browser had kept the page."""
    page.goto(first)
    pages.wake(page)
    page.evaluate("() => { globalThis.kept = undefined; }")
    page.goto(second)
    pages.wake(page)
    browsers.until(page, f"sessionStorage.getItem('{KEY}').includes('thresholds')")
    return back(page, first)


def back(page, address):
    """Go back to ``address``, whose page has forgotten what it was told: whether the browser had kept it."""
    page.evaluate("history.back()")
    page.wait_for_url(address, wait_until="commit")
    browsers.until(page, "globalThis.kept !== undefined")
    return page.evaluate("globalThis.kept")


def cleared_meanwhile(page, base, address):
    """Fill the sheet at ``address``, clear the plan on its own page, go back: whether the browser had kept
    the page."""
    page.goto(address)
    pages.wake(page)
    page.evaluate(
        "() => { globalThis.kept = undefined; }"
    )  # a kept page would come back with what was told before
    page.goto(f"{base}/en/curriculum/my-plan.html")
    page.click("[data-act=clear]")
    browsers.until(page, "sessionStorage.length === 0")
    return back(page, address)


def test_going_back_loses_no_sheet(browser, base):
    """A page that the browser kept alive does not write its old plan over what the next page holds."""
    kept = browser.browser_type.launch(
        executable_path=(whole := browsers.executable(browsers.WHOLE)),
        channel=None if whole else "chromium",  # the lightest keeps no page
        args=browsers.QUIET,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    first, second = [f"{base}/en/exercises/{name}/exercise.html" for name in ("spectrum", "thresholds")]
    with pages.reader(kept) as page:
        page.add_init_script("addEventListener('pageshow', event => { globalThis.kept = event.persisted; })")
        # It keeps about every second page, for reasons of its own (it calls them "masked"), and fewer where there
        # is much to do: asked until it has.
        assert any(kept_meanwhile(page, first, second) for _ in range(12))
        page.goto(f"{base}/en/{pages.FRONT}")
        assert set(json.loads(page.evaluate(f"sessionStorage.getItem('{KEY}')"))["sheets"]) == {
            "spectrum",
            "thresholds",
        }
        # Cleared on the plan's page: gone as well where the browser kept the sheet.
        assert any(cleared_meanwhile(page, base, first) for _ in range(12))
        browsers.until(page, "!document.querySelector('[data-field=\"groups.0.name\"]').value")
        page.click("[data-act=undo]")
        assert (
            page.input_value('[data-field="groups.0.name"]') == ""
            and page.evaluate("sessionStorage.length") == 0
        )
    kept.close()


# ---- without a script
# ---------------------------------------------------------------------------------------------------

SEEN = (
    "all => all.filter(one => one.checkVisibility() && one.getClientRects().length).map(one =>"
    " one.getAttribute('href'))"
)


def test_without_a_script_every_page_is_reached_by_links_and_can_be_read(browser, site):
    """From the root page, and within an edition without its switch to the other."""
    reached, waiting = set(), [pages.ROOT]
    with pages.reader(browser, java_script_enabled=False) as page:
        while waiting:
            address = waiting.pop()
            if address in reached:
                continue
            reached.add(address)
            pages.visit(page, site.as_uri(), address)
            assert page.is_visible("main h1") and len(page.inner_text("main").split()) >= 5, address
            here = page.url.removeprefix(site.as_uri() + "/")
            for link in page.eval_on_selector_all(
                "a[href]:not([download])" + ("" if address == pages.ROOT else ":not([hreflang])"), SEEN
            ):
                to = pages.target(here, link)
                if to and to[0].endswith(".html"):
                    waiting.append(to[0])
    assert sorted(reached) == pages.addresses(site)


def test_the_style_of_the_book_leaves_a_sheet_alone(browser, site):
    """A class of the book with the name of one of a sheet's would dress it too: each finding once wore a
    module's emblem."""
    css = re.sub(
        r"/\*.*?\*/", "", (site / "es" / "_static" / "book.css").read_text(encoding="utf-8"), flags=re.S
    )
    dressed = set(
        re.findall(
            r"\.([a-z][\w-]*)", re.sub(r"\.highlight [^{]*", "", " ".join(re.findall(r"[^{}]+(?=\{)", css)))
        )
    )
    worn = set()
    for address in pages.of_edition(site, "es"):
        for sheet in pages.tree(site, f"es/{address}").xpath("//*[@data-sheet or @data-plan-view]"):
            worn |= {name for names in sheet.xpath(".//@class") for name in names.split()}
    assert "mark" in worn and "emblem" in dressed
    assert worn & dressed == {"scroll"}
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/es/exercises/workbook/compare.html")
    assert (
        page.locator("[data-findings] .mark").first.evaluate("mark => getComputedStyle(mark).display")
        == "inline"
    )
    page.close()


@pytest.mark.parametrize("lang", pages.LANGUAGES)
def test_what_labs_show_is_told_in_words(site, lang):
    """Every chart has a sentence and no chart is a picture without one; every table has heads that say what
    they are the head of. No style or colour of a chart is refused, and no id stands twice."""
    charts = tables = 0
    for inner in [one for one in pages.of_edition(site, lang) if re.search(r"/lab[^/]*\.html$", one)]:
        tree = pages.tree(site, f"{lang}/{inner}")
        for cell in tree.xpath("//div[contains(@class, 'cell_output')]"):
            assert not cell.xpath(".//img | .//canvas | .//*[@style]"), inner
            for drawing in cell.xpath(".//svg"):
                told = drawing.get("aria-label")
                assert drawing.get("role") == "img" and len(told.split()) > 8 and told.endswith("."), inner
                charts += 1
            for table in cell.xpath(".//table"):
                heads = table.xpath(".//th")
                assert heads and all(one.get("scope") in ("col", "row") for one in heads), inner
                assert len(table.xpath(".//thead//th[@scope='col']")) and len(table.xpath(".//tbody//th")), (
                    inner
                )
                assert "…" not in table.text_content() and "..." not in table.text_content(), inner
                tables += 1
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), inner
    assert charts >= 10 and tables >= 30
