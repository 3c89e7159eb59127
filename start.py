"""Everything that sets Semillero up, builds it, opens it and tests it. Needs Python 3.11 to 3.13 and
nothing else.

    python start.py            set up, build both editions, serve them on this machine
    python start.py site       set up and build into _build/site/
    python start.py lab        set up and open the notebooks in a JupyterLab that leaves no traces
    python start.py test       set up, build, and run the checks of every change
    python start.py test-all   the same with every check on every page
    python start.py test-code  set up, and run the tests that need no built site and no browser
    python start.py test-ends  the same on the oldest and the newest Python of this machine
    python start.py setup      set up only
    python start.py release    set up, build, and pack the site into one zip with checksums, a list of parts
    python start.py audit      ask for known faults of all that is pinned
    python start.py lock       write the pinned lists anew from the ranges in pyproject.toml and package.json

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
sys.path.insert(0, str(ROOT / "src"))
from semillero.progress import shown  # noqa: E402, it needs nothing that is not here yet

VENV = ROOT / os.environ.get("SEMILLERO_VENV", ".venv")  # another for each other Python: ``test-ends``
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
NODE = ROOT / "node_modules"
OLDEST, NEWEST = (3, 11), (3, 13)
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
SPACE = 1.3  # GB that set-up and a build take
LISTS = {  # a list of exact versions with their hashes: the part of pyproject.toml that it is written from
    "requirements.txt": [
        "pyproject.toml",
        "--group",
        "pyproject.toml:course",
        "--group",
        "pyproject.toml:setup",
    ],
    "requirements-node.txt": ["--group", "pyproject.toml:node"],
    "requirements-test.txt": ["--group", "pyproject.toml:test"],
    "requirements-release.txt": ["--group", "pyproject.toml:release"],
}
# Per cent of the package's lines and branches that the tests run, at least
COVERED = ("--cov", "--cov-report=", "--cov-fail-under=90")
# what the tests call that is no Python package: its names on the path, and the Debian package that brings it
# Chromium twice: without a window and tabs of its own it takes half the time, with them it keeps
# pages that somebody goes back to
LIGHT = ("chromium-headless-shell",)
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SYSTEM = (
    (LIGHT, "chromium-headless-shell"),
    (WHOLE, "chromium"),
    (("WebKitWebDriver",), "webkit2gtk-driver"),
    (("Xvfb",), "xvfb"),
    (("pdftotext",), "poppler-utils"),
    (("ip",), "iproute2"),
)


def say(text):
    """One plain line about what happens now."""
    print(f"· {text}", flush=True)


def stop(text):
    """End with words."""
    sys.exit(f"! {text}")


def run(*command, **more):
    """Run a command in the repository; end with words where it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, **more)
    if done.returncode:
        failed(command)


def failed(command):
    """End and name the command."""
    stop(f"This step failed: {' '.join([Path(command[0]).name, *map(str, command[1:])])}")


def watched(how_far, *command, **more):
    """Run a command and show what ``how_far`` makes of the lines that it has said; the lines only where it
    fails."""
    lines = []
    with (
        subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            **more,
        ) as process,
        shown(lambda: how_far(lines)),
    ):
        for line in process.stdout:
            lines.append(line)
    if process.returncode:
        print("".join(lines[-40:]), file=sys.stderr)
        failed(command)


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
    if not OLDEST <= tuple(version[:2]) <= NEWEST:
        stop(
            f"This is Python {version[0]}.{version[1]}. Semillero needs 3.11, 3.12 or 3.13. Start it with one"
            " of these, for example: python3.12 start.py"
        )


def check_space():
    """Say what the first run takes, and refuse to begin it where the disk has no room for it."""
    if PYTHON.is_file():
        return
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < SPACE:
        stop(
            f"Semillero needs {SPACE} GB on the disk of {ROOT}, and {free:.1f} GB are free. Make room, or"
            " move this folder to a larger disk."
        )
    say(
        f"The first run brings about 300 MB from the network, takes {SPACE} GB of the disk and about ten"
        " minutes. Later runs need no network."
    )


def make_environment():
    """A fresh virtual environment in .venv."""
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True)


def pip(how_far, *arguments):
    """Install with the environment's pip."""
    watched(
        how_far,
        PYTHON,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--no-input",
        "install",
        "--no-compile",  # most of what comes is never imported; the rest is compiled as it is
        "--progress-bar",
        "off",
        *arguments,
    )


def install(name):
    """The packages of a list, each only if it is the very file whose hash stands there."""
    of = sum("==" in line for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    before = len(installed())

    def how_far(lines):
        fetched = sum(line.startswith(("Collecting ", "Requirement already")) for line in lines)
        unpacking = any(line.startswith("Installing ") for line in lines)
        return (
            f"unpacking: {len(installed()) - before} of {of}" if unpacking else f"fetching: {fetched} of {of}"
        )

    pip(how_far, "--require-hashes", "-r", name)


def installed():
    """The packages that are in .venv."""
    return list(VENV.glob("[Ll]ib/**/site-packages/*.dist-info"))


def prepare():
    """The pinned packages, then the project itself, linked to this folder."""
    if not PYTHON.is_file():
        make_environment()
    install("requirements.txt")
    pip(lambda lines: "linking this folder", "--no-deps", "--no-build-isolation", "-e", ".")


def with_npm():
    """The environment in which there is an npm: the machine's; where it has none, the one in a Python
    package."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    if not shutil.which("npm", path=path):
        say("This machine has no npm: Node, as a Python package")
        install("requirements-node.txt")
    return os.environ | {"PATH": path}


def npm(*arguments):
    """Run npm without any script of a package."""
    environment = with_npm()
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    command = [shutil.which("npm", path=environment["PATH"]), *arguments, *quiet]
    watched(lambda lines: (lines and lines[-1].strip()) or "npm", *command, env=environment)


def node(program):
    """The command that runs a program of a Node package."""
    return shutil.which("node", path=with_npm()["PATH"]), str(ROOT / program)


def bring_packages(*more):
    """The Node packages of the lock file, each only if it has the hash that stands there; no script of theirs
    is run."""
    npm("ci", "--loglevel=error", *more)


def bring_all_packages():
    """Those that the tests need too: npm begins anew, so what the course needs has come with them."""
    bring_packages()
    (NODE / "ready").write_text(fingerprint("package-lock.json"))


def set_up_python():
    """Bring the packages of Python."""
    check_python()
    check_space()
    once(VENV / "ready", ["requirements.txt", "pyproject.toml"], f"Python packages into {VENV.name}", prepare)


def setup():
    """Bring everything that the course needs."""
    set_up_python()
    NODE.mkdir(exist_ok=True)
    once(
        NODE / "ready",
        ["package-lock.json"],
        "The page's engine and its display face, from npm",
        lambda: bring_packages("--omit=dev"),
    )


def missing():
    """The rows of SYSTEM that are not on this machine."""
    chosen = os.environ.get("CHROMIUM")
    return [
        row for row in SYSTEM if not (any(map(shutil.which, row[0])) or (row[0] in (LIGHT, WHOLE) and chosen))
    ]


def as_root():
    """What to write before a command that needs the rights of root: nothing, sudo, or None where there is no
    way."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") else None


def bring_system():
    """What the tests need of the system: from Debian's packages, Chromium else from Playwright. Ends with
    words where a Linux lacks something; another system is told what it cannot check, and the tests of that
    fail."""
    if missing() and shutil.which("apt-get") and as_root() is not None:
        names = [package for _, package in missing()]
        say(f"Of the system, for the tests: {' '.join(names)}")
        apt = [*as_root(), "apt-get", "-qq"]
        quiet = {
            "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.DEVNULL,
        }
        with shown(lambda: "apt-get"):
            subprocess.run([*apt, "update"], **quiet)
            for name in names:
                subprocess.run([*apt, "install", "-y", name], **quiet)
    any_will_do = any(map(shutil.which, LIGHT + WHOLE))
    if not any_will_do and any(names == WHOLE for names, _ in missing()):
        subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"])
        any_will_do = playwrights()
    lacking = [package for names, package in missing() if names not in (LIGHT, WHOLE) or not any_will_do]
    if lacking:
        words = (
            f"The tests need what could not be installed here: {', '.join(lacking)} (names of Debian's"
            " packages). Install them by hand; a Chromium can also be named: CHROMIUM=/path/to/chromium make"
            " test"
        )
        if sys.platform == "linux":
            stop(words)
        print(f"! {words}\n! Until then the tests of that fail.", file=sys.stderr, flush=True)


def playwrights():
    """Whether Playwright brought a Chromium."""
    ask = (
        "from playwright.sync_api import sync_playwright as p\nwith p() as p:"
        " print(p.chromium.executable_path)"
    )
    path = subprocess.run([str(PYTHON), "-c", ask], capture_output=True, text=True).stdout.strip()
    return bool(path) and Path(path).is_file()


def setup_for(what):
    """Bring what the tests, or a release, need beyond the course."""
    name = f"requirements-{what}.txt"
    once(
        VENV / f"ready-{what}",
        ["requirements.txt", name],
        f"What {name} lists, into {VENV.name}",
        lambda: install(name),
    )


def semillero(*arguments):
    """The project's own command."""
    run(BIN / "semillero", *arguments)


def hand_over(command):
    """The command that stays until Ctrl-C: that is for it to end, in words; we would end it at once."""
    signal.signal(signal.SIGINT, lambda *_: None)
    semillero(command)


def test(*more):
    """Every check of the tier, in the order in which a fault is found soonest."""
    setup()
    setup_for("test")
    once(NODE / "ready-test", ["package-lock.json"], "What the tests need from npm", bring_all_packages)
    bring_system()
    say("Style of the code")
    run(PYTHON, "-m", "ruff", "check", "--quiet", ".")
    run(PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")
    run(*node("node_modules/@biomejs/biome/bin/biome"), "check", "--error-on-warnings", env=with_npm())
    say("Types of the code")
    run(PYTHON, "-m", "mypy")
    say("Both editions")
    semillero("build")
    say("Content checks")
    semillero("check")
    say("Tests")
    pytest(*COVERED, *more) if {*more} <= {"--all"} else pytest(*more)
    say("Notebooks, and the participants' copies of them")
    run(PYTHON, "tests/notebooks.py")
    say("All checks passed.")


def pytest(*more):
    """The tests, on two cores, a file at a time in the order of their names: the long ones are not last."""
    two = ["-n", "2", "--dist", "loadscope", "--no-loadscope-reorder"]
    run(PYTHON, "-m", "pytest", "-q", "-rs", *two, "tests", *more)


def test_code():
    """The tests of the code alone: no site is built and no browser started."""
    set_up_python()
    if not NODE.is_dir():  # whose stamps are those of another Python, where that has come before
        setup()
    setup_for("test")
    say("Tests of the code")
    pytest("--code")


def test_ends():
    """The tests of the code on the ends of the range of Pythons: all of them run on one already. One that is
    not on this machine is named, loudly."""
    for end in (OLDEST, NEWEST):
        name = ".".join(map(str, end))
        if sys.version_info[:2] == end:
            continue
        if not (python := find_python(name)):
            print(f"! NOT TESTED on Python {name}: this machine has none.", file=sys.stderr, flush=True)
            continue
        say(f"On Python {name}")
        run(python, ROOT / "start.py", "test-code", env=os.environ | {"SEMILLERO_VENV": f".venv-{name}"})


def find_python(name):
    """A Python of the version ``name`` ("3.13") that starts: on the path, else one that pyenv keeps."""
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for path in (shutil.which(f"python{name}"), *sorted(kept.glob(f"{name}.*/bin/python"), reverse=True)):
        asked = path and subprocess.run([path, "-c", "import venv, ssl"], capture_output=True)
        if asked and not asked.returncode:
            return path
    return None


def site():
    """Both editions in ``_build/site``."""
    setup()
    semillero("build")


def serve():
    """Both editions, served on this machine."""
    site()
    hand_over("serve")


def lab():
    """The notebooks in the safe Lab."""
    setup()
    hand_over("lab")


def release():
    """The zip, its checksums, its list of parts and its licences in ``_build/release``."""
    setup()
    setup_for("release")  # first: what is installed counts for whether there is anything to build
    semillero("build")
    run(PYTHON, "deploy/release.py")


def audit():
    """Known faults of all that is pinned."""
    setup()
    setup_for("release")
    sys.exit(subprocess.run([str(PYTHON), "deploy/audit.py", *LISTS], cwd=ROOT, env=with_npm()).returncode)


def lock(*more):
    """The pinned lists. ``--upgrade`` takes the newest versions that the ranges allow; else what is pinned
    stays."""
    setup()
    setup_for("release")
    how = [
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-emit-index-url",
        "--annotation-style",
        "line",
    ]
    for name, parts in LISTS.items():
        say(name)
        same = [] if name == "requirements.txt" else ["--constraints", "requirements.txt"]
        header = ["--custom-compile-command", "python start.py lock"]
        run(
            PYTHON,
            "-m",
            "uv",
            "pip",
            "compile",
            "--quiet",
            *how,
            *header,
            *same,
            *more,
            *parts,
            "--output-file",
            name,
        )
    say("package-lock.json")
    npm(
        "update" if "--upgrade" in more else "install",
        "--package-lock-only",
        "--omit-lockfile-registry-resolved",
    )


VERBS = {
    "serve": serve,
    "site": site,
    "lab": lab,
    "setup": setup,
    "test": test,
    "test-all": lambda: test("--all"),
    "test-code": test_code,
    "test-ends": test_ends,
    "release": release,
    "audit": audit,
    "lock": lock,
}


def main(verb="serve", *more):
    """Do what ``verb`` says."""
    if verb not in VERBS:
        stop(f"There is no {verb!r}. Choose one of: {', '.join(VERBS)}.")
    VERBS[verb](*more)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a sign that a code page does not know is no reason to end
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        print()
