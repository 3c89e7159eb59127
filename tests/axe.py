"""What an open page fails to be for everyone: what axe finds on it, what is wider than it, where its switch
stands."""

import contextlib

import pages

PHONE, WIDE, NARROW, HIGH = 360, 1280, 320, 800
FORMS = [(PHONE, "light"), (WIDE, "light"), (PHONE, "dark"), (WIDE, "dark")]  # bar 7
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """async tags => (await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations
  .map(one => one.id + ': ' + one.nodes.slice(0, 5).map(node => node.target.join(' ')).join(', ') + ' of ' + one.nodes.length)"""
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth && !one.closest('.scroll, pre, .skip, .unseen')).slice(0, 5)
  .map(one => one.outerHTML.slice(0, 120)).concat(document.documentElement.scrollWidth + ' px')"""


def script(root):
    """axe, as text."""
    return (root / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def faults(page, script):
    """What axe finds on the page as it stands, a line each."""
    page.evaluate(f"globalThis.axe || (() => {{ {script} }})()")
    return page.evaluate(AXE, TAGS)


def unfold(page):
    """Open all answers of the page."""
    page.evaluate(UNFOLD)


def wake(page):
    """Wake its sheets and fill them in, their answers unfolded."""
    pages.wake(page)
    unfold(page)


@contextlib.contextmanager
def narrowed(page):
    """The page on the narrowest phone, as long as the block lasts."""
    size = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": HIGH})
    yield
    page.set_viewport_size(size)


def wider(page):
    """What is wider than the narrowest phone, a line each."""
    with narrowed(page):
        return page.evaluate(WIDER)


def switch(page):
    """What is wrong with where the language switch stands on the narrowest phone, a line each."""
    if page.locator("a[hreflang]").count() != 1:
        return ["there is not one switch"]
    with narrowed(page):
        box = page.locator("a[hreflang]").bounding_box()
    seen = box["x"] >= 0 and box["x"] + box["width"] <= NARROW and 0 <= box["y"] < 200 and box["height"] >= 24
    return [] if seen else [f"the switch is out of sight or small: {box}"]


def none(found):
    """Fail with every line of ``{address: lines}``, if there is one."""
    lines = [f"{address}: {line}" for address, some in found.items() for line in some]
    assert not lines, "\n".join(["", *lines])
