"""Fixtures of all tests: the built site, and a browser without the world outside."""
from pathlib import Path

import pytest

try:
    import browsers
    from hypothesis import settings
except ModuleNotFoundError as missing:
    pytest.exit(f"{missing.name} is missing. Run `make test` (or `python start.py test`): it brings what the tests need.", returncode=4)

ROOT = Path(__file__).parent.parent
settings.register_profile("semillero", database=None, deadline=None)
settings.load_profile("semillero")


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="every check on every page in every form")


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
