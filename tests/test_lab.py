"""Sheets in a real JupyterLab, started the safe way: they answer, keep their keys to themselves, and leave no trace."""
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from browsers import until
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from semillero.care.lab import PLUGINS_OFF, prepare

NAME = "Zenobia Quetzalcanario"  # an invented name that is nowhere else


@pytest.fixture(scope="module")
def lab(tmp_path_factory, root):
    """A safe Lab on a free port, its home an empty folder, every name it looks up written down."""
    home = tmp_path_factory.mktemp("home")
    spy = tmp_path_factory.mktemp("spy")
    (spy / "sitecustomize.py").write_text(
        "import socket\nreal = socket.getaddrinfo\n"
        "def asked(host, *more, **named):\n"
        f"    open({str(spy / 'asked')!r}, 'a').write(str(host) + '\\n')\n    return real(host, *more, **named)\n"
        "socket.getaddrinfo = asked\n",
        encoding="utf-8",
    )
    temp = Path(tempfile.mkdtemp(prefix="lab"))  # short, as outside of tests: the path of a socket has little room
    environment = os.environ | {"HOME": str(home), "PYTHONPATH": str(spy), "TMPDIR": str(temp), "TEMP": str(temp)}
    code = (
        "import sys; from semillero.care.lab import run; "
        f"sys.exit(run({str(root)!r}, browser=False, more=['--ServerApp.port=0', '--ServerApp.token=abc', '--allow-root']))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], env=environment, stderr=subprocess.PIPE, text=True)
    address = None
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            address = f"http://127.0.0.1:{found[1]}"
            break
    assert address
    drain(process)
    yield {"address": address, "home": home, "spy": spy, "temp": temp, "process": process}
    if process.poll() is None:
        process.terminate()
        process.wait(20)
    shutil.rmtree(temp)


def drain(process):
    """Keep reading what Lab writes, so that it never waits for us."""
    import threading

    threading.Thread(target=process.stderr.read, daemon=True).start()


@pytest.fixture(scope="module")
def page(lab, browser):
    """The exercise with the spectrum, its sheet run and alive."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(f"{lab['address']}/lab/tree/Español/exercises/05-spectrum/exercise.es.ipynb?token=abc")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60000)
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=60000)
    page.keyboard.press("Escape")
    run_all(page)
    page.wait_for_selector("[data-sheet][data-state=live]", timeout=60000)
    yield page
    context.close()


def run_all(page):
    """Run every cell; asked again, since a Lab that is still taking its place does nothing or asks which kernel is meant."""
    for _ in range(6):
        page.click(".jp-Notebook .jp-Cell >> nth=0")
        page.keyboard.press("Escape")
        page.click('.lm-MenuBar-item:has-text("Run")')
        page.click('.lm-Menu-item[data-command="runmenu:run-all"]')
        with contextlib.suppress(PlaywrightTimeout):
            page.wait_for_selector("[data-sheet], .jp-Dialog", timeout=8000)
        if page.locator(".jp-Dialog").count():
            page.click(".jp-Dialog .jp-mod-accept")  # the one that it offers: ours
        elif page.locator("[data-sheet]").count():
            return
    raise AssertionError("Lab did not run the notebook")


def test_the_configuration_is_the_one_that_lab_reads(root):
    """Asked of Jupyter itself: a setting that it does not know, or a file that it does not read, would protect nobody."""
    tmp_path = Path(tempfile.mkdtemp(prefix="lab"))
    command, variables = prepare(root, tmp_path, browser=False)
    told = subprocess.run([*command, "--show-config-json"], env=variables, cwd=tmp_path, capture_output=True, text=True)
    config = json.loads(told.stdout)
    assert config["LabApp"]["news_url"] == "" and config["LabApp"]["extension_manager"] == "readonly"
    assert config["LabApp"]["check_for_updates_class"] == "jupyterlab.NeverCheckForUpdate"
    assert "without_outputs" in config["FileContentsManager"]["pre_save_hook"]
    assert config["FileCheckpoints"]["checkpoint_dir"].startswith(str(tmp_path))
    assert config["ServerApp"]["ip"] == "127.0.0.1" and config["ServerApp"]["root_dir"] == str(tmp_path / "work")
    assert os.name == "nt" or config["KernelManager"]["transport"] == "ipc"
    off = json.loads((tmp_path / "state" / "config" / "labconfig" / "page_config.json").read_text())["disabledExtensions"]
    assert off == dict.fromkeys(PLUGINS_OFF, True)
    shutil.rmtree(tmp_path)


def result(page):
    return json.loads(page.text_content("[data-result]"))


def test_the_kernel_answers(page):
    page.fill('[data-field="groups.0.name"]', "Radio La Voz")
    page.fill('[data-field="groups.0.weight"]', "10")
    page.select_option('[data-field="groups.0.now"]', "neutral")
    until(page, "JSON.parse(document.querySelector('[data-result]').textContent).results.counts.neutral === 1")
    before = result(page)["results"]["weighted_sum"]
    page.click('[data-act=step][data-at="groups.0.now"][data-by="-1"]')
    until(page, "JSON.parse(document.querySelector('[data-result]').textContent).results.counts.passive_ally === 1")
    assert result(page)["results"]["weighted_sum"] - before == 10


def test_no_key_in_a_sheet_reaches_lab(page):
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    for target in ("[data-act=undo]", '[data-field="groups.0.now"]', "[data-act=add]"):
        page.locator(target).first.focus()
        for key in ("x", "b", "a", "d", "d", "m", "ArrowDown", "ArrowUp"):
            page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert page.evaluate("document.activeElement.closest('[data-sheet]') !== null")


def test_nothing_of_ours_fails_the_accessibility_check(page, root):
    page.add_script_tag(path=root / "node_modules" / "axe-core" / "axe.min.js")
    found = page.evaluate(
        "async () => (await axe.run(document.querySelector('[data-sheet]'), {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa',"
        "'best-practice']})).violations.map(one => [one.id, one.nodes.map(node => node.html)])"
    )
    assert found == []


def test_a_name_typed_is_in_no_file_and_nothing_was_asked_of_the_world(page, lab):
    page.fill('[data-field="groups.1.name"]', NAME)
    until(page, "name => document.querySelector('[data-result]').textContent.includes(name)", NAME)
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)
    state = next(path for path in lab["temp"].iterdir() if path.name.startswith("semillero-"))
    notebook = next(state.rglob("05-spectrum/exercise.es.ipynb"))
    assert not any(cell.get("outputs") for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"])
    if os.name != "nt":
        assert (state / "state").stat().st_mode & 0o777 == 0o700
    assert where(NAME, lab["home"], lab["temp"]) == []
    assert {url.split("/")[2].split(":")[0] for url in page.asked if url.startswith("http")} == {"127.0.0.1"}
    page.goto("about:blank")
    lab["process"].terminate()
    lab["process"].wait(30)
    assert where(NAME, lab["home"], lab["temp"]) == []
    assert not [path for path in lab["temp"].iterdir() if path.name.startswith("semillero-")]
    assert [path for path in lab["home"].rglob("*") if path.is_file()] == []
    asked = (lab["spy"] / "asked").read_text().split() if (lab["spy"] / "asked").exists() else []
    assert set(asked) <= {"127.0.0.1", "localhost", "::1", "None", "", "0.0.0.0"}


def where(name, *folders):
    """The files that hold ``name``, in any of the ways it may be written."""
    needles = [name.encode(), name.encode("utf-16-le"), json.dumps(name)[1:-1].encode()]
    files = [path for folder in folders for path in Path(folder).rglob("*") if path.is_file()]
    return [str(path) for path in files if any(needle in path.read_bytes() for needle in needles)]
