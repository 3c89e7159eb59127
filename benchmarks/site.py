"""The built site: what pages weigh, and Lighthouse on a lesson; the same lesson by stock Jupyter Book beside
it.

    python benchmarks/site.py [--runs 3] [--lang en]

Needs the built site (`make site`), Chromium and `npm ci --prefix benchmarks` (Lighthouse). Both are served on
loopback with gzip and opened on Lighthouse's slow phone, in turns; medians. KB = 1,024 bytes, gzip level 6.
The world outside is shut off, so what the stock page wants from other hosts is counted as requests, but
neither weighed nor waited for.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from shared import MODULES, SITE, build_stock, show, stock

# isort: split
import browsers  # of the tests: shared.py puts them on the path
import pages

LIGHTHOUSE = MODULES / ".bin" / "lighthouse"
LESSON = pages.KINDS["lesson"]
CHROME = (
    '--headless=new --no-sandbox --disable-gpu --host-resolver-rules="MAP * ~NOTFOUND, EXCLUDE 127.0.0.1,'
    ' EXCLUDE localhost"'
)


def weigh(page, site, base, address):
    """KB, requests and requests to other hosts of a page."""
    urls = pages.loaded(page, base, address)
    own = pages.files(site, base, urls)
    return pages.kilobytes(path for path in own if path.is_file()), len(urls), len(urls) - len(own)


def lighthouse(url):
    """Performance, accessibility and the largest paint (s) of one run."""
    command = [
        str(LIGHTHOUSE),
        url,
        "--quiet",
        "--output=json",
        "--only-categories=performance,accessibility",
        f"--chrome-flags={CHROME}",
    ]
    chrome = browsers.executable(browsers.WHOLE)
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | ({"CHROME_PATH": chrome} if chrome else {})
    )
    if done.returncode:
        sys.exit(f"Lighthouse failed on {url}:\n{done.stderr[-1500:]}")
    told = json.loads(done.stdout)
    scores = {name: category["score"] * 100 for name, category in told["categories"].items()}
    return (
        scores["performance"],
        scores["accessibility"],
        told["audits"]["largest-contentful-paint"]["numericValue"] / 1000,
    )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--lang", choices=pages.LANGUAGES, default="en")
    options = parser.parse_args()
    if not (SITE / "index.html").is_file():
        sys.exit("The site is missing: run `make site`.")
    lesson = f"{options.lang}/{LESSON}"
    with tempfile.TemporaryDirectory() as temp:
        book = build_stock(stock(Path(temp) / "book", options.lang, [LESSON.removesuffix(".html")]))
        with pages.served(SITE) as base, pages.served(book) as other:
            with browsers.chromium() as browser, pages.reader(browser) as page:
                every = {address: weigh(page, SITE, base, address) for address in pages.addresses(SITE)}
                theirs = weigh(page, book, other, LESSON)
            names = ("KB", "requests", "requests to other hosts")
            rows = [
                (f"the lesson: {name}", *row)
                for name, *row in zip(names, every[lesson], (200, 30, 0), theirs)
            ]
            for place, name, bar in ((0, "KB", 200), (1, "requests", 30)):
                most = max(every, key=lambda address: every[address][place])
                rows.append((f"the page with most {name}: {most}", every[most][place], bar, None))
            rows.append(
                (
                    f"all {len(every)} pages: requests to other hosts",
                    sum(one[2] for one in every.values()),
                    0,
                    None,
                )
            )
            if LIGHTHOUSE.exists():
                runs = [
                    (lighthouse(f"{base}/{lesson}"), lighthouse(f"{other}/{LESSON}"))
                    for _ in range(options.runs)
                ]
                ours, theirs = [[statistics.median(values) for values in zip(*side)] for side in zip(*runs)]
                for name, mine, bar, its in zip(
                    ("performance", "accessibility", "largest paint (s)"), ours, (95, 100, None), theirs
                ):
                    rows.append((f"the lesson, Lighthouse mobile: {name}", mine, bar, its))
            else:
                print("Lighthouse is missing: run `npm ci --prefix benchmarks`. Its rows are left out.")
    show(rows, "stock JB")


if __name__ == "__main__":
    main()
