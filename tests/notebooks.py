"""Run the labs as tests: ``python tests/notebooks.py``; with ``--all`` every notebook and every participant's
copy of one.

What ``pytest --nbval-lax modules exercises`` does, four notebooks at a time, and no two kernels given the
same port. The notebooks of sheets hold one line each, which ``tests/test_notebooks.py`` evaluates without a
kernel.
"""

import os
import sys
from pathlib import Path

from semillero.book.kernels import kernels
from semillero.camp import Camp

HOW = [
    "-q",
    "--nbval-lax",
    "--nbval-current-env",
    "--nbval-cell-timeout",
    "120",
    "--nbval-sanitize-with",
    "tests/nbval.cfg",
]
TOGETHER = ["-n", "4", "--dist", "loadfile"]
WHERE = (["modules", "exercises"], ["-o", "norecursedirs=.venv", "_build/copies"])


def labs():
    """The notebooks in which code is the lesson."""
    return [
        path.as_posix()
        for path in sorted(Path("modules").rglob("lab*.ipynb"))
        if ".ipynb_checkpoints" not in path.parts
    ]


def main(everything):
    """0 where every notebook passed, else 1, also where pytest itself was killed."""
    with Camp() as camp:
        command = [sys.executable, "-m", "pytest", *HOW, *TOGETHER]
        parts = WHERE if everything else [labs()]
        return int(
            any([camp.start([*command, *part], os.environ | kernels(camp.folder)).wait() for part in parts])
        )


if __name__ == "__main__":
    sys.exit(main("--all" in sys.argv))
