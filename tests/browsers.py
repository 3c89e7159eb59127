"""Chromium without a window and without the world outside, for the tests and the benchmarks."""

import contextlib
import os
import shutil
import time

from playwright.sync_api import sync_playwright

LIGHT = ("chromium-headless-shell",)  # without a window and tabs of its own: half the processor's time
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--no-default-browser-check",
    # The made-up host of the tests is this machine; every other name leads nowhere.
    "--host-resolver-rules=MAP semillero.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]  # fmt: skip


def executable(names=LIGHT + WHOLE):
    """The path of the first Chromium of this machine by these names, or None for the one that Playwright
    brought."""
    return os.environ.get("CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)


@contextlib.contextmanager
def chromium():
    """A browser with an empty profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        yield browser
        browser.close()


def until(page, script, arg=None, seconds=10):
    """Wait until the JavaScript ``script`` (an expression, or a function of ``arg``) holds on the page.

    Asked again and again from outside: Playwright's own waiting evaluates text in the page, which our policy
    forbids.
    """
    end, rest = time.monotonic() + seconds, 10
    while not page.evaluate(script, arg):
        assert time.monotonic() < end, f"never held: {script} {arg or ''}"
        page.wait_for_timeout(rest)
        rest = min(2 * rest, 80)  # ms; asking keeps the page from what it is asked for
