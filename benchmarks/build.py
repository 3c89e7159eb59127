"""Building: both editions cold, again with nothing changed, with one file changed; and the content checks.

    python benchmarks/build.py

Beside the same content in stock Jupyter Book: our extension and theme left out, a folder a language, the two
built side by side as ours are. Everything happens in copies in a temporary folder. Cold: nothing was built
there and no notebook has run. The file that changes is a lesson, which gets a sentence more. Seconds.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from shared import PARTS, ROOT, jupyter_book, show, stock

COMMAND = str(Path(sys.executable).parent / "semillero")
LANGUAGES = ("en", "es")
CHANGED = "modules/score-and-compare/lesson.ipynb"


def timed(*commands, cwd=None, may_fail=False):
    """The seconds that these commands take side by side; a failure ends the benchmark with what was said."""
    start = time.perf_counter()
    running = [
        subprocess.Popen(one, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for one in commands
    ]
    said = [one.communicate()[0] for one in running]
    took = time.perf_counter() - start
    for one, text in zip(running, said):
        if one.returncode and not may_fail:
            sys.exit(f"{' '.join(one.args)} failed:\n{text[-2000:]}")
    return took


def copy(folder):
    """The course as a fresh clone has it: sources and configuration, nothing built."""
    folder.mkdir()
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns(".*"))
    for path in ROOT.glob("_*.yml"):
        shutil.copyfile(path, folder / path.name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    return folder


def change(path):
    """Add a sentence to the first cell of the notebook."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"].append("\n\nOne sentence more.")
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def three(build, changed):
    """Seconds cold, with nothing changed (the median of three), with one file changed."""
    cold, same = build(), statistics.median(build() for _ in range(3))
    change(changed)
    return cold, same, build()


def main():
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    with tempfile.TemporaryDirectory() as temp:
        folder = copy(Path(temp) / "course")
        ours = three(lambda: timed([COMMAND, "build"], cwd=folder), folder / CHANGED)
        check = timed([COMMAND, "check"], cwd=ROOT, may_fail=True)  # its findings are no matter of time
        books = [stock(Path(temp) / lang, lang) for lang in LANGUAGES]
        theirs = three(lambda: timed(*(jupyter_book(book) for book in books)), books[0] / CHANGED)
    names = ("both editions, cold, every notebook run", "nothing changed", "one lesson changed")
    rows = [(name, *row) for name, *row in zip(names, ours, (25, 2, 5), theirs)]
    show([*rows, ("semillero check", check, 5, None)], "stock JB")


if __name__ == "__main__":
    main()
