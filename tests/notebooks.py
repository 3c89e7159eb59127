"""Run every notebook and every participant's copy of one: ``python tests/notebooks.py``, after ``semillero build``.

What ``pytest --nbval-lax modules exercises`` does, with the warm kernels of a build: four notebooks at a time, and no two
kernels that are given the same port. Without warm kernels (not on Linux) the ordinary ones do it.
"""
import os
import subprocess
import sys

from semillero.book.warm import kernels

HOW = ["-q", "--nbval-lax", "--nbval-cell-timeout", "120", "--nbval-sanitize-with", "tests/nbval.cfg", "-n", "4", "--dist", "loadfile"]
WHERE = (["modules", "exercises"], ["-o", "norecursedirs=.venv", "_build/copies"])


def main():
    """0 where every notebook passed, else 1, also where pytest itself was killed."""
    with kernels() as warm:
        which = ["--nbval-kernel-name", "python3"] if warm else ["--nbval-current-env"]
        command = [sys.executable, "-m", "pytest", *HOW, *which]
        return int(any([subprocess.run([*command, *where], env=os.environ | warm).returncode for where in WHERE]))


if __name__ == "__main__":
    sys.exit(main())
