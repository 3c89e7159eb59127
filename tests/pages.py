"""The pages of the built site, for the tests and the benchmarks: where they are, what they hold, what they
load."""

import contextlib
import functools
import gzip
import threading
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import browsers
from lxml import html

from semillero.book.server import make_server

LANGUAGES = ("en", "es")
ROOT = "index.html"
FRONT = "curriculum/index.html"  # where the front door of an edition leads
KINDS = {  # one page of each kind, as its address in an edition
    "landing": FRONT,
    "lesson": "modules/score-and-compare/lesson.html",
    "guide": "modules/score-and-compare/guide.html",
    "lab": "modules/score-and-compare/lab.html",
    "exercise": "exercises/scorer/exercise.html",
    "glossary": "curriculum/glossary.html",
    "sources": "curriculum/sources.html",
    "privacy": "curriculum/privacy.html",
    "search": "search.html",
}
FILLED = """[...document.querySelectorAll('[data-sheet]')].every(root => {
  const sample = JSON.parse(root.querySelector('script[data-sample]').textContent);
  return [...root.querySelectorAll('[data-form] [data-field]')].every(field =>
    field.value === String(field.dataset.field.split('.').reduce((inner, key) => inner?.[key], sample) ?? '')); })"""
RAW = (".woff2", ".png", ".jpg", ".webp")  # packed already: gzip would not make them smaller


def addresses(site):
    """Every page of the site, as its address from the root."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def of_edition(site, lang):
    """The pages of one edition, as their addresses in it: the same set in both."""
    return addresses(site / lang)


def door(lang):
    """The front door of an edition, which leads on to its landing page."""
    return f"{lang}/index.html"


def parsed(text):
    """A page's text as a tree."""
    return html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))


@functools.cache
def tree(site, address):
    """A page as a tree."""
    return parsed((site / address).read_text(encoding="utf-8"))


def with_sheets(site):
    """The pages that hold a live sheet."""
    return [address for address in addresses(site) if tree(site, address).xpath("//*[@data-sheet]")]


def exercises(site):
    """A page for each tool in each language: the exercises."""
    return [address for address in with_sheets(site) if "/exercises/" in address]


def tools_of(site, addresses):
    """The tools whose sheets these pages hold."""
    return {tool for address in addresses for tool in tree(site, address).xpath("//@data-sheet")}


def target(address, link):
    """Where a link on the page ``address`` leads: ``(address from the root, fragment)``, or None for another
    host."""
    if urlsplit(link).scheme or link.startswith("//"):
        return None
    whole, fragment = urldefrag(urljoin(f"//site/{address}", link))
    return unquote(urlsplit(whole).path).lstrip("/"), unquote(fragment)


@contextlib.contextmanager
def served(site):
    """The site over plain http, as ``semillero serve`` gives it; the address without a slash at its end."""
    server = make_server(site, port=0)
    answering = threading.Thread(target=server.run, daemon=True)
    answering.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        answering.join()


@contextlib.contextmanager
def reader(browser, width=360, **more):
    """A page in a fresh profile that notes every request, refusal and error of what it opens."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **more)
    yield tab(context)
    context.close()


def tab(context):
    """One more such page, a tab beside the others of the profile."""
    page = context.new_page()
    page.requests, page.problems = [], []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on(
        "console",
        lambda message: page.problems.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective,"
        " e.blockedURI))"
    )
    return page


def visit(page, base, address):
    """Open a page; behind a front door wait for what it leads to."""
    page.goto(f"{base}/{address}")
    if address in map(door, LANGUAGES):
        page.wait_for_url(f"{base}/{address.removesuffix(ROOT)}{FRONT}")


def wake(page):
    """Wake every sheet of the page and fill in its sample; what it answers then is on the page."""
    for sheet in page.locator("[data-sheet]").all():
        sheet.locator("[data-field]").first.focus()
        sheet.and_(page.locator("[data-state=live]")).wait_for()
        sheet.locator("[data-act=sample]").click()
    browsers.until(page, FILLED)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def loaded(page, base, address):
    """Everything that it loads by itself, with no sheet touched: what the reader ``page`` kept from before
    counts too."""
    page.requests.clear()
    visit(page, base, address)
    page.evaluate("document.fonts.ready.then(() => 0)")
    icons = page.eval_on_selector_all("link[rel~=icon]", "all => all.map(one => one.href)")
    return [*dict.fromkeys([url for url in page.requests if not url.startswith("data:")] + icons)]


def kilobytes(paths):
    """What these files weigh on the way: KB of 1,024 bytes, gzip level 6, packed ones as they are."""
    sizes = [
        len(path.read_bytes() if path.suffix in RAW else gzip.compress(path.read_bytes(), 6))
        for path in map(Path, paths)
    ]
    return sum(sizes) / 1024


def files(site, base, urls):
    """The files of the site behind these addresses."""
    return [site / unquote(urlsplit(url).path).lstrip("/") for url in urls if url.startswith(base + "/")]
