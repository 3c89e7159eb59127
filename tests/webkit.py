"""WebKit without a window, for the tests: WebKitGTK through its own driver, the engine of every browser on an
iPhone."""

import contextlib
import os
import shutil
import subprocess
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

MISSING = "{} is missing. Run `make test`: it brings WebKitGTK's driver (Debian: webkit2gtk-driver) and Xvfb."


def found(name):
    """The path of a program that the tests need; a loud failure where it is missing."""
    path = shutil.which(name)
    assert path, MISSING.format(name)
    return path


def browser_of_driver():
    """MiniBrowser, which lies beside WebKitGTK's library and on no path."""
    paths = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4*/MiniBrowser"))
    assert paths, MISSING.format("MiniBrowser")
    return str(paths[-1])


@contextlib.contextmanager
def screen():
    """A screen that nobody sees; yields its name."""
    read, write = os.pipe()
    command = [found("Xvfb"), "-displayfd", str(write), "-screen", "0", "1000x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                yield ":" + told.readline().strip()
        finally:
            server.terminate()


@contextlib.contextmanager
def webkit():
    """A browser with an empty profile."""
    with screen() as name:
        options = Options()
        options.binary_location = browser_of_driver()
        options.add_argument("--automation")
        variables = os.environ | {
            "DISPLAY": name,
            "GDK_BACKEND": "x11",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "no_proxy": "*",
        }
        driver = webdriver.WebKitGTK(
            options=options, service=Service(found("WebKitWebDriver"), env=variables)
        )
        try:
            yield driver
        finally:
            driver.quit()


def until(driver, script, *arguments, seconds=20):
    """Wait until the body of a function ``script`` returns something true; return it."""
    end = time.monotonic() + seconds
    while not (value := driver.execute_script(script, *arguments)):
        assert time.monotonic() < end, f"never held: {script} {arguments}"
        time.sleep(0.03)
    return value
