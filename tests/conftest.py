"""Fixtures of all tests: the built site, and a browser without the world outside."""

import os
import sys
from pathlib import Path

import pytest

try:
    import browsers
    from hypothesis import settings
except ModuleNotFoundError as missing:
    pytest.exit(
        f"{missing.name} is missing. Run `make test` (or `python start.py test`): it brings what the tests"
        " need.",
        returncode=4,
    )

ROOT = Path(__file__).parent.parent
settings.register_profile("semillero", database=None, deadline=None)
settings.load_profile("semillero")


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="every check on every page in every form")
    parser.addoption("--code", action="store_true", help="only what needs no built site, browser or engine")


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "thorough: asked only with --all, since another form of it is always asked"
    )


def counted(report):
    """The report of a test that was passed over: where every change is tested that is a failure, for it tells
    nothing."""
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"Nothing is passed over in CI, and this was: {report.longrepr[-1]}"
    return report


# What the tests of the code do without: fixtures, and files about what this machine can do
MACHINE = {"site", "browser", "driver", "micro", "glance", "lab"}
ABOUT = {"build", "camp", "lab", "languages", "release", "room", "server", "start"}


def left_out(item):
    """Whether a test is not asked for: what is ``thorough`` is not in the tier of every change."""
    if item.config.getoption("--code") and (
        MACHINE & {*item.fixturenames} or item.path.stem.removeprefix("test_") in ABOUT
    ):
        return True
    return bool(item.get_closest_marker("thorough")) and not item.config.getoption("--all")


def pytest_collection_modifyitems(config, items):
    left = [item for item in items if left_out(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return counted((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return counted((yield))


@pytest.fixture(autouse=True)
def new_plan():
    """A kernel has one plan for all of its sheets; each test begins with none of another's."""
    yield
    if widget := sys.modules.get("semillero.lab._widget"):
        widget.plan.clear()
        widget.plan.update(widget.plans.empty())


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def everything(pytestconfig):
    return pytestconfig.getoption("--all")


@pytest.fixture(scope="session")
def site():
    """The built site. Built here where it is missing."""
    folder = ROOT / "_build" / "site"
    if not (folder / "index.html").is_file():
        from semillero.book.build import build

        build(ROOT)
    return folder


@pytest.fixture(scope="session")
def browser():
    with browsers.chromium() as browser:
        yield browser
