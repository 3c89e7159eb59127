"""The live page under a stopwatch: how long a change takes until its answer stands, and what a page has
loaded."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from shared import p95

CHANGE = """async count => {
  const root = document.querySelector('[data-sheet]'), result = root.querySelector('[data-result]'), times = [];
  const move = __MOVE__;
  for (let i = 0; i < count; i++) {
    const field = move(root, i);
    const answered = new Promise(done => new MutationObserver((_, watch) => { watch.disconnect(); done(); })
      .observe(result, { childList: true, characterData: true, subtree: true }));
    const start = performance.now();
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await Promise.race([answered, new Promise(done => setTimeout(done, 500))]);
    root.getBoundingClientRect();
    times.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 30));
  }
  return times;
}"""


def open_page(browser, slow=1):
    """A new page of a phone's size, the processor slowed ``slow`` times."""
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slow})
    return page


def change(page, move, count=60):
    """The 95th percentile, in milliseconds, of ``count`` changes on the page's first sheet, which is live
    already.

    ``move``, a JavaScript function of the sheet and a counter, changes a field and returns it.
    """
    page.wait_for_selector("[data-state=live]")
    page.wait_for_timeout(500)
    script = CHANGE.replace("__MOVE__", move)
    page.evaluate(script, 10)
    return p95(page.evaluate(script, count))


def scripts_of(page):
    """The paths of the scripts that ``page``, not opened yet, will load from a disk: a set that fills."""
    paths = set()
    page.on(
        "request",
        lambda request: (
            paths.add(Path(unquote(urlsplit(request.url).path))) if ".js" in request.url else None
        ),
    )
    return paths
