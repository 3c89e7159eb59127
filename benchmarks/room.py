"""A room full of phones: what is lost, how long they wait, what a second visit carries; python -m http.server
beside it.

    python benchmarks/room.py [--clients 200] [--runs 3]

Needs the built site (`make site`). Each phone asks for a page, its script, the engine and the tool, one after
the other, all phones at the same time, over loopback; then again, as a browser that kept them. Each server is
a process of its own, in turns. Lost: no answer, not all of it, or none within a minute. KB = 1,024 bytes.
"""

import argparse
import contextlib
import re
import statistics
import subprocess
import sys
import time

from shared import ROOT, SITE, p95, show

# isort: split
import crowd  # of the tests: shared.py puts them on the path

ASKED = [
    "es/exercises/spectrum/exercise.html",
    *(f"es/_static/semillero/{name}.js" for name in ("sheet", "engine", "tool-spectrum")),
]
OURS = [
    "-c",
    "from semillero.commands import main; main()",
    "serve",
    "--port",
    "8400",
    "--lang",
    "en",
    "--site",
    str(SITE),
]
KEPT = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}  # what a browser sends, and from what
PEER = ["-u", "-m", "http.server", "8440", "--bind", "127.0.0.1", "--directory", str(SITE)]


@contextlib.contextmanager
def running(command):
    """A server in a process of its own; its address."""
    with subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
        process.terminate()


def measure(command, clients):
    """Of one server: lost, waits in ms (median, p95, longest), KB of a visit, KB and engines of the next
    visit."""
    with running(command) as base:
        crowd.visit(base, ASKED, 1)
        answers = crowd.visit(base, ASKED, clients)
        first, again = crowd.visit(base, ASKED, 1), []
        for answer in first:
            kept = {asks: answer.headers[told] for asks, told in KEPT.items() if told in answer.headers}
            again += crowd.visit(base, [answer.address], 1, crowd.PHONE | kept)
        waits = [answer.seconds * 1000 for answer in answers]
        engines = sum(bool(answer.body) for answer in again if "engine" in answer.address)
        weights = [sum(len(answer.body) for answer in some) / 1024 for some in (first, again)]
        return [
            sum(answer.status != 200 for answer in answers),
            statistics.median(waits),
            p95(waits),
            max(waits),
            *weights,
            engines,
        ]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if not (SITE / "index.html").is_file():
        sys.exit("The site is missing: run `make site`.")
    rows = []
    for run in range(1, options.runs + 1):
        ours, theirs = measure(OURS, options.clients), measure(PEER, options.clients)
        time.sleep(1)
        asked = options.clients * len(ASKED)
        names = (
            f"run {run}: lost of {asked}",
            "  wait, median (ms)",
            "  wait, p95 (ms)",
            "  longest wait (ms)",
        )
        names += ("  a first visit (KB)", "  a second visit (KB)", "  engines in it")
        rows += zip(names, ours, (0, None, None, None, None, None, 0), theirs)
    show(rows, "http.server")


if __name__ == "__main__":
    main()
