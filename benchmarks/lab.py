"""A keystroke in JupyterLab: from the key to the findings of a sheet, beside a plain ipywidgets Text that is
observed.

    python benchmarks/lab.py [--keys 30]

A Lab of its own is started the safe way, with one notebook: a cell with the spectrum and its sample, a cell
with a Text whose callback writes into a Label. Keys are real, one after the other has been answered;
milliseconds from the key to the change in the page. Needs Chromium.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from shared import p95, show

# isort: split
import browsers  # of the tests: shared.py puts them on the path

SHEET = 'from semillero.lab import sheet; sheet("spectrum", "en", sample=True)'
PEER = """\
import ipywidgets
text, label = ipywidgets.Text(description="Issue"), ipywidgets.Label("0")
text.observe(lambda change: setattr(label, "value", f"{len(change['new'])} letters"), "value")
ipywidgets.VBox([text, label])"""
WATCH = """([field, answer]) => {
  const watched = { times: [], start: 0 };
  globalThis.watched = watched;
  field.addEventListener('keydown', () => { watched.start = performance.now(); }, true);
  new MutationObserver(() => { if (watched.start) { watched.times.push(performance.now() - watched.start); watched.start = 0; } })
    .observe(answer, { childList: true, characterData: true, subtree: true });
}"""


def notebook():
    cells = [
        {
            "cell_type": "code",
            "id": f"cell{i}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for i, source in enumerate((SHEET, PEER))
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps(
        {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    )


def start(root):
    """Start the safe Lab; return its process and its address."""
    more = ["--ServerApp.port=0", "--ServerApp.token=abc"]
    code = (
        f"from semillero.care.lab import run; run({str(root)!r}, browser=False, more={more}, allow_root=True)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    said = []
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return process, found[0]
    sys.exit("Lab did not start:\n" + "".join(said[-20:]))


def keystrokes(page, field, answer, keys):
    """Type ``keys`` letters, each after the last was answered; the milliseconds of each."""
    page.evaluate(WATCH, [field.element_handle(), answer.element_handle()])
    field.focus()
    for number in range(keys):
        page.keyboard.press("abcdefghij"[number % 10])
        browsers.until(page, "count => watched.times.length >= count", number + 1)
    return page.evaluate("watched.times")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keys", type=int, default=30)
    keys = parser.parse_args().keys
    with tempfile.TemporaryDirectory() as temp, browsers.chromium() as browser:
        path = Path(temp) / "exercises" / "bench" / "keys.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(notebook(), encoding="utf-8")
        process, address = start(temp)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 1600})
            page.goto(f"{address}lab/tree/English/exercises/bench/keys.ipynb?token=abc")
            page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=60000)
            page.click("text=Run")
            page.click("text=Run All Cells")
            page.wait_for_selector("[data-sheet][data-state=live]", timeout=60000)
            page.wait_for_selector(".widget-text input", timeout=60000)
            pairs = {
                "ours": (page.locator('[data-field="issue"]'), page.locator("[data-result]")),
                "peer": (page.locator(".widget-text input"), page.locator(".widget-vbox .widget-label").last),
            }
            for pair in pairs.values():
                keystrokes(page, *pair, 5)  # warm
            times = {name: keystrokes(page, *pair, keys) for name, pair in pairs.items()}
        finally:
            process.terminate()
            process.wait(30)
    rows = [
        ("a keystroke to its findings, median (ms)", *map(statistics.median, times.values())),
        ("a keystroke to its findings, p95 (ms)", *map(p95, times.values())),
    ]
    show([(name, ours, 100, other) for name, ours, other in rows], "ipywidgets Text")


if __name__ == "__main__":
    main()
