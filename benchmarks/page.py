"""The live page: bytes at the first touch, time to the first answer, time of a change; Pyodide's core beside
it.

    python benchmarks/page.py [--runs 5]

Needs the built site (`make site`), Chromium and, for the peer, `npm ci --prefix benchmarks`. Cold profile,
from the disk for ours; Pyodide cannot load from a disk, so it is served on loopback. Medians; KB = 1,024
bytes, gzip level 6.
"""

import argparse
import functools
import gzip
import http.server
import json
import statistics
import threading
from pathlib import Path

from live import change, open_page, scripts_of
from shared import MODULES, SITE, show

# isort: split
from browsers import chromium  # of the tests: shared.py puts them on the path

from semillero import catalogues, toolbox
from semillero.web import assemble

PYODIDE = MODULES / "pyodide"
CORE = (
    "pyodide.js",
    "pyodide.asm.js",
    "pyodide.asm.mjs",
    "pyodide.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)

FIRST = """() => new Promise(done => {
  const root = document.querySelector('[data-sheet]'), field = root.querySelector('[data-field]'), start = performance.now();
  new MutationObserver((_, watch) => { watch.disconnect(); done(performance.now() - start); })
    .observe(root.querySelector('[data-result]'), { childList: true, characterData: true, subtree: true });
  field.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
})"""
WEDGE = """(root, i) => {
  const select = root.querySelectorAll('select[data-field$=".now"]')[i * 7 % 40];
  select.selectedIndex = 1 + (select.selectedIndex + i) % 5;
  return select;
}"""
PEER = """async () => { const start = performance.now(); const python = await loadPyodide({ indexURL: './' });
  python.runPython('1 + 1'); return performance.now() - start; }"""


def kilobytes(paths):
    return sum(len(gzip.compress(Path(path).read_bytes(), 6)) for path in paths) / 1024


def plan(count):
    wedges = ["active_ally", "passive_ally", "neutral", "passive_opponent", "active_opponent"]
    groups = [
        {
            "name": (
                f"Grupo {'abcdefghij'[i % 10]} de la calle"
                f" {['norte', 'sur', 'este', 'oeste', 'centro'][i % 5]} {'x' * (i // 50)}"
            ),
            "before": wedges[i % 5],
            "now": wedges[(i + (i % 6 == 0)) % 5],
            "weight": str(10 + i),
            "research": "",
        }
        for i in range(count)
    ]
    return json.dumps(
        {
            "format": "semillero-plan",
            "version": 1,
            "sheets": {"spectrum": {"issue": "Alto", "groups": groups}},
        }
    )


def first_answer(address, runs, slow):
    times = []
    for _ in range(runs):
        with chromium() as browser:
            page = open_page(browser, slow)
            page.goto(address)
            page.wait_for_timeout(300)
            times.append(page.evaluate(FIRST))
    return statistics.median(times)


def changes(address, rows, slow):
    with chromium() as browser:
        page = open_page(browser, slow)
        page.add_init_script(f"sessionStorage.setItem('semillero.plan', {json.dumps(plan(rows))})")
        page.goto(address)
        return change(page, WEDGE)


def plan_page(address):
    """The scripts of the plan's page with a sheet of every tool that may be stored, as Río Claro filled them
    in."""
    tools = [toolbox.tool(id) for id in toolbox.tool_ids()]
    sheets = {tool.id: tool.sample(catalogues.words("es", tool.id)) for tool in tools}
    whole = json.dumps({"format": "semillero-plan", "version": 1, "sheets": sheets})
    with chromium() as browser:
        page = open_page(browser)
        page.add_init_script(f"sessionStorage.setItem('semillero.plan', {json.dumps(whole)})")
        loaded = scripts_of(page)
        page.goto(address)
        page.wait_for_selector("[data-plan-view][data-state=live]")
        return kilobytes(loaded)


def peer(runs, slow):
    handler = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *args: None})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=PYODIDE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    times = []
    for _ in range(runs):
        with chromium() as browser:
            page = open_page(browser, slow)
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/package.json")
            page.add_script_tag(url="/pyodide.js")
            times.append(page.evaluate(PEER))
    server.shutdown()
    return statistics.median(times)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    address = (SITE / "es" / "exercises" / "spectrum" / "exercise.html").as_uri()
    static = SITE / "es" / "_static" / "semillero"
    rows = []
    for id in toolbox.tool_ids():
        beside = [SITE / "shared" / f"{name}.js" for name in assemble.shared(id)]
        loaded = [static / "engine.js", static / f"tool-{id}.js", *beside]
        rows.append((f"bytes at the first touch, {id} (KB)", kilobytes(loaded), 300))
    plans = SITE / "es" / "curriculum" / "my-plan.html"
    rows.append(("bytes of the plan's page with sheets of all tools (KB)", plan_page(plans.as_uri()), 330))
    rows.append(("first answer (ms)", first_answer(address, runs, 1), 150))
    rows.append(("first answer, processor slowed six times (ms)", first_answer(address, runs, 6), 600))
    rows.append(("a change with 60 groups, p95 (ms)", changes(address, 60, 1), 16))
    rows.append(("a change with 200 groups, p95 (ms)", changes(address, 200, 1), 50))
    rows.append(("a change with 60 groups, slowed six times, p95 (ms)", changes(address, 60, 6), 150))
    peers = {}
    if PYODIDE.is_dir():
        core = [PYODIDE / name for name in CORE if (PYODIDE / name).is_file()]
        peers = {"bytes": kilobytes(core), "first": peer(runs, 1), "slow": peer(max(1, runs // 2), 6)}
    else:
        print("The peer is missing: run `npm ci --prefix benchmarks`. Its columns stay empty.")
    for place, (name, ours, bar) in enumerate(rows):
        key = (
            "bytes"
            if "bytes" in name
            else None
            if "change" in name
            else "slow"
            if "slowed" in name
            else "first"
        )
        rows[place] = (name, ours, bar, peers.get(key))
    show(rows, "Pyodide")


if __name__ == "__main__":
    main()
