"""Sheets in a real JupyterLab, started the safe way: they answer, keep their keys to themselves, and leave no
trace."""

import asyncio
import contextlib
import errno
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import campers
import psutil
import pytest
from browsers import until
from click.testing import CliRunner
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import websocket_connect

from semillero import camp, catalogues, commands
from semillero.care import lab as safe
from semillero.care.lab import PLUGINS_OFF, prepare
from semillero.copies import working
from semillero.errors import Refused
from semillero.languages import LANGUAGES

SAY = catalogues.words("en", "lab")
GONE = SAY("gone")
NAME = "Zenobia Quetzalcanario"  # an invented name that is nowhere else
posix = pytest.mark.skipif(os.name == "nt", reason="signals of this kind are not known to Windows")


@pytest.fixture(scope="module")
def lab(tmp_path_factory, root):
    """A safe Lab on a free port, its home an empty folder, every name it looks up written down."""
    home = tmp_path_factory.mktemp("home")
    spy = tmp_path_factory.mktemp("spy")
    (spy / "sitecustomize.py").write_text(
        "import socket\nreal = socket.getaddrinfo\ndef asked(host, *more, **named):\n   "
        f" open({str(spy / 'asked')!r}, 'a').write(str(host) + '\\n')\n    return real(host, *more,"
        " **named)\nsocket.getaddrinfo = asked\n",
        encoding="utf-8",
    )
    temp = Path(
        tempfile.mkdtemp(prefix="lab")
    )  # short, as outside of tests: the path of a socket has little room
    browser = spy / "browser"
    browser.write_text(f'#!/bin/sh\necho "$HOME $1" >> {spy}/opened\n')
    browser.chmod(0o755)
    given = {"HOME": home, "PYTHONPATH": beside(spy), "TMPDIR": temp, "TEMP": temp, "BROWSER": browser}
    process, address = start_lab(
        root, os.environ | {name: str(value) for name, value in given.items()}, "allow_root=True, lang='es'"
    )
    yield {"address": address, "home": home, "spy": spy, "temp": temp, "process": process}
    if process.poll() is None:
        process.terminate()
        process.wait(20)
    shutil.rmtree(temp)


def beside(folder):
    """The Python path of a Lab: ``folder``, then what we were given, for a process that stands elsewhere."""
    given = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    return os.pathsep.join([str(folder), *(str(Path(path).resolve()) for path in given)])


def start_lab(root, environment, more="browser=False", **how):
    """A safe Lab and its address, as soon as it listens; what else it says is read, so that it never waits
    for us."""
    options = "more=['--ServerApp.port=0', '--IdentityProvider.token=abc']"
    code = f"import sys; from semillero.care.lab import run; sys.exit(run({str(root)!r}, {options}, {more}))"
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stderr=subprocess.PIPE, text=True, **how
    )
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            campers.until(lambda: answers(int(found[1])))  # Jupyter tells its address before it listens there
            return process, f"http://127.0.0.1:{found[1]}"
    raise AssertionError("Lab did not start")


def answers(port):
    """Whether somebody listens at ``port`` of this machine."""
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def page(lab, browser):
    """The exercise with the spectrum, its sheet run and alive."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(f"{lab['address']}/lab/tree/Español/exercises/spectrum/exercise.es.ipynb?token=abc")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60000)
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=60000)
    page.keyboard.press("Escape")
    run_all(page)
    page.wait_for_selector("[data-sheet][data-state=live]", timeout=60000)
    yield page
    context.close()


def run_all(page):
    """Run every cell; asked again, since a Lab that is still taking its place does nothing or asks which
    kernel is meant."""
    for _ in range(6):
        page.click(".jp-Notebook .jp-Cell >> nth=0")
        page.keyboard.press("Escape")
        page.click('.lm-MenuBar-item:has-text("Run")')
        page.click('.lm-Menu-itemLabel:text-is("Ejecutar todas las celdas")')  # it was started in Spanish
        with contextlib.suppress(PlaywrightTimeout):
            page.wait_for_selector("[data-sheet][data-state=live], .jp-Dialog", timeout=8000)
        if page.locator(".jp-Dialog").count():
            page.click(".jp-Dialog .jp-mod-accept")  # the one that it offers: ours
        elif page.locator("[data-sheet][data-state=live]").count():
            return
    raise AssertionError("Lab did not run the notebook")


def test_the_configuration_is_the_one_that_lab_reads(root):
    """Asked of Jupyter itself: a setting that it does not know, or a file that it does not read, would
    protect nobody."""
    tmp_path = Path(tempfile.mkdtemp(prefix="lab"))
    command, variables = prepare(root, tmp_path)
    told = subprocess.run(
        [*command, "--show-config-json"], env=variables, cwd=tmp_path, capture_output=True, text=True
    )
    config = json.loads(told.stdout)
    assert config["LabApp"]["news_url"] == "" and config["LabApp"]["extension_manager"] == "readonly"
    assert config["LabApp"]["check_for_updates_class"] == "jupyterlab.NeverCheckForUpdate"
    assert "as_kept" in config["FileContentsManager"]["pre_save_hook"]
    assert config["FileCheckpoints"]["checkpoint_dir"].startswith(str(tmp_path))
    assert config["FileContentsManager"]["delete_to_trash"] is False
    assert config["ServerApp"]["open_browser"] is False and config["ServerApp"]["terminals_enabled"] is False
    assert config["ServerApp"]["ip"] == "127.0.0.1" and config["ServerApp"]["root_dir"] == str(
        tmp_path / "work"
    )
    assert os.name == "nt" or config["KernelManager"]["transport"] == "ipc"
    off = json.loads((tmp_path / "config" / "labconfig" / "page_config.json").read_text())[
        "disabledExtensions"
    ]
    assert off == dict.fromkeys(PLUGINS_OFF, True)
    shutil.rmtree(tmp_path)


def result(page):
    return json.loads(page.text_content("[data-result]"))


@posix
def test_the_browser_that_lab_opens_has_the_home_of_whoever_started_it(lab):
    """Else what people save would be in Lab's home, and be deleted with it."""
    opened = lab["spy"] / "opened"
    campers.until(opened.exists)
    home, address = opened.read_text().split()
    assert home == str(lab["home"]) and re.fullmatch(
        r"file://.*/semillero-\w+/run/jpserver-\d+-open.html", address
    )


def test_the_kernel_answers(page):
    page.fill('[data-field="groups.0.name"]', "Radio La Voz")
    page.fill('[data-field="groups.0.weight"]', "10")
    page.select_option('[data-field="groups.0.now"]', "neutral")
    until(
        page, "JSON.parse(document.querySelector('[data-result]').textContent).results.counts.neutral === 1"
    )
    before = result(page)["results"]["weighted_sum"]
    page.click('[data-act=step][data-at="groups.0.now"][data-by="-1"]')
    until(
        page,
        "JSON.parse(document.querySelector('[data-result]').textContent).results.counts.passive_ally === 1",
    )
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
        "async () => (await axe.run(document.querySelector('[data-sheet]'), {runOnly:"
        " ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})).violations.map(one =>"
        " [one.id, one.nodes.map(node => node.html)])"
    )
    assert found == []


def test_it_opens_with_the_course_in_order(lab, browser):
    """The first page, rendered; a guide opens rendered too, and a lesson's sheet is seen before it is run. In
    a workspace of its own: Lab keeps which pages are open."""
    address = lab["address"]
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    led = context.request.get(f"{address}/?token=abc", max_redirects=0)
    assert led.headers["location"].partition("?")[0] == "/lab/tree/Espa%C3%B1ol/Bienvenida.md"
    page = context.new_page()
    page.goto(f"{address}/lab/workspaces/first/tree/Español/Bienvenida.md?token=abc")
    page.locator(".jp-MarkdownViewer h2").first.wait_for(timeout=60000)
    page.locator(".jp-MarkdownViewer").get_by_role("link", name="Guía de facilitación").first.click()
    page.locator(".jp-MarkdownViewer table").first.wait_for(timeout=60000)
    page.goto(f"{address}/lab/workspaces/second/tree/English/exercises/workbook/wall.ipynb?token=abc")
    sheet = page.locator("[inert] [data-sheet]").first
    sheet.wait_for(timeout=60000)
    assert sheet.evaluate("one => getComputedStyle(one).borderStyle") == "solid"
    ground = {}
    for system in ("light", "dark"):  # Lab's own theme counts, not the system's
        page.emulate_media(color_scheme=system)
        for theme in ("true", "false"):
            page.evaluate("theme => { document.body.dataset.jpThemeLight = theme; }", theme)
            ground[system, theme] = sheet.evaluate("one => getComputedStyle(one).backgroundColor")
    assert ground["light", "true"] == ground["dark", "true"] != ground["light", "false"]
    assert ground["light", "false"] == ground["dark", "false"]
    context.close()


def test_our_words_name_the_menus_of_lab_letter_for_letter(root):
    """In Spanish as the language pack has them, whose ids are the English ones. It has no word for the menu
    Run, which stays English."""
    pack = files("jupyterlab_language_pack_es_ES") / "locale/es_ES/LC_MESSAGES/jupyterlab.json"
    spanish = {id: texts[0] for id, texts in json.loads(pack.read_text(encoding="utf-8")).items() if id}
    menus = {"Run": "menu\x04Run", "File": "menu\x04File"}
    for domain, id, *names in (
        ("site", "copies.step.run", "Run", "Run All Cells"),
        ("site", "copies.wake", "Run", "Run All Cells"),
        ("site", "copies.step.keep", "File", "Download"),
        ("lab", "begin", "File", "Download"),
    ):
        for name in names:
            there = {"en": name, "es": spanish.get(menus.get(name, name), name)}
            for lang in LANGUAGES:
                assert re.search(rf"\b{there[lang]}\b", catalogues.words(lang, domain)(id)), (lang, id, name)
    privacy = (root / "curriculum" / "privacy.es.md").read_text(encoding="utf-8")
    assert all(f"«{spanish[id]}»" in privacy for id in ("Save", menus["File"], "Download"))


def test_a_name_typed_is_in_no_file_and_nothing_was_asked_of_the_world(page, lab):
    page.fill('[data-field="groups.1.name"]', NAME)
    until(page, "name => document.querySelector('[data-result]').textContent.includes(name)", NAME)
    state = next(path for path in lab["temp"].iterdir() if path.name.startswith("semillero-"))
    notebook = next(state.rglob("spectrum/exercise.es.ipynb"))
    before = notebook.stat().st_mtime_ns
    page.locator('[data-jp-item-name="save"]:visible').first.click()  # no key of a sheet reaches Lab
    campers.until(lambda: notebook.stat().st_mtime_ns != before and outputs(notebook))
    assert [one["metadata"] for one in outputs(notebook)] == [working.BLANK]  # asleep again, as it was
    if os.name != "nt":
        assert state.stat().st_mode & 0o777 == 0o700
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


def outputs(notebook):
    """What came out of the cells of a notebook; nothing while it is being written."""
    with contextlib.suppress(json.JSONDecodeError):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return [output for cell in cells for output in cell.get("outputs", [])]


def where(name, *folders):
    """The files that hold ``name``, in any of the ways it may be written."""
    needles = [name.encode(), name.encode("utf-16-le"), json.dumps(name)[1:-1].encode()]
    files = [path for folder in folders for path in Path(folder).rglob("*") if path.is_file()]
    return [str(path) for path in files if any(needle in path.read_bytes() for needle in needles)]


# What a person could do in a notebook that programs write down: a shell and a Python at a terminal, with
# their histories,
# a file in the home and one for a moment, a process that outlives its parent, one that has forgotten all
# variables.
TRACES = """
import os, pathlib, pty, subprocess, sys, tempfile

def typed(*command):
    pid, terminal = pty.fork()
    if not pid:
        os.execvp(command[0], command)
    os.write(terminal, b"print('CANARY')\\n" if "python" in command[0] else b"echo CANARY\\n")
    os.write(terminal, b"exit()\\n" if "python" in command[0] else b"exit\\n")
    try:
        while os.read(terminal, 1000):
            pass
    except OSError:
        pass
    os.waitpid(pid, 0)

typed("bash", "-i")
typed(sys.executable)
(pathlib.Path.home() / "notes").write_text("CANARY")
os.write(tempfile.mkstemp()[0], b"CANARY")
sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
pids = [os.getpid(), os.getppid()]
pids += [subprocess.Popen(sleep, start_new_session=True, env=env).pid for env in (dict(os.environ), {})]
print(*pids, pathlib.Path.home())
"""


def waited(coroutine):
    """What ``coroutine`` gives; in a thread, since Playwright has a loop of its own in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


async def execute(address, code):
    """What ``code`` prints in a new kernel."""
    made = await AsyncHTTPClient().fetch(f"{address}/api/kernels?token=abc", method="POST", body="{}")
    kernel = json.loads(made.body)["id"]
    line = await websocket_connect(
        f"{address}/api/kernels/{kernel}/channels?token=abc".replace("http", "ws", 1)
    )
    header = {"msg_id": "1", "msg_type": "execute_request", "username": "", "session": "s", "version": "5.3"}
    content = {
        "code": code,
        "silent": False,
        "store_history": True,
        "user_expressions": {},
        "allow_stdin": False,
    }
    asked = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}
    await line.write_message(json.dumps(asked))
    said, ends = "", set()  # the answer and "idle" come by two ways, in either order
    while len(ends) < 2:
        one = json.loads(await line.read_message())
        kind, ours = one["header"]["msg_type"], one["parent_header"].get("msg_id") == header["msg_id"]
        if kind == "stream":
            said += one["content"]["text"]
        elif ours and kind == "execute_reply":
            assert one["content"]["status"] == "ok", one["content"]
            ends.add(kind)
        elif ours and kind == "status" and one["content"]["execution_state"] == "idle":
            ends.add(kind)
    return said


async def deleted(address, text):
    """Save a file in Lab and delete it there, and ask for a terminal; the answer to that."""
    client, file = AsyncHTTPClient(), f"{address}/api/contents/English/notes.txt?token=abc"
    await client.fetch(
        file, method="PUT", body=json.dumps({"type": "file", "format": "text", "content": text})
    )
    await client.fetch(file, method="DELETE")
    asked = await client.fetch(
        f"{address}/api/terminals?token=abc", method="POST", body="", raise_error=False
    )
    return asked.code


@posix
def test_a_killed_lab_leaves_no_process_no_folder_no_trash_and_no_history(root):
    """As an ordinary user, whom Jupyter and the trash know; what typed and deleted canaries leave is looked
    for everywhere."""
    canary = "zq" + os.urandom(8).hex()
    temp, home = Path(tempfile.mkdtemp(prefix="lab")), Path(tempfile.mkdtemp(prefix="home"))
    given = {
        "HOME": home,
        "TMPDIR": temp,
        "HISTFILE": home / "histfile",
        "PYTHON_HISTORY": home / "python",
        "XDG_DATA_HOME": home / "data",
    }
    environment = (
        os.environ
        | {name: str(value) for name, value in given.items()}
        | {"PYTHONPATH": beside(root / "src")}
    )
    process, address = start_lab(root, environment, **campers.somebody(temp, home))
    try:
        assert waited(deleted(address, canary)) == 404
        *pids, inside = waited(execute(address, TRACES.replace("CANARY", canary))).split()
        pids = [int(pid) for pid in pids] + [
            one.pid for one in psutil.Process(process.pid).children(recursive=True)
        ]
        assert len(set(pids)) > 4 and all(map(psutil.pid_exists, pids))
        assert {Path(path).name for path in where(canary, inside)} == {
            ".bash_history",
            ".python_history",
            "notes",
        }  # they are written
        assert where(canary, home) == []
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    campers.until(
        lambda: not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie" for pid in pids)
    )
    campers.until(lambda: not list(temp.iterdir()))
    assert [path for path in home.rglob("*") if path.is_file()] == []
    shutil.rmtree(temp)
    shutil.rmtree(home)


def stand_in(code):
    """A program that is the safe Lab, but ``code`` stands for Jupyter."""
    return (
        "import os, sys\nfrom semillero.care import lab\n"
        "def prepare(root, folder, lang):\n    (folder / 'work').mkdir()\n"
        f"    return [sys.executable, '-c', {code!r}], dict(os.environ)\n"
        "lab.prepare = prepare\n"
        "sys.exit(lab.run('.', lambda text: print(text, flush=True), browser=False, allow_root=True))\n"
    )


@posix
@pytest.mark.parametrize("asked", [["SIGINT"], ["SIGINT"] * 3, ["SIGTERM"], ["SIGHUP"]], ids=" ".join)
def test_whoever_asks_lab_to_end_is_told_that_all_is_gone(asked):
    temp = Path(tempfile.mkdtemp(prefix="lab"))
    command = [sys.executable, "-c", stand_in("import time; print('here', flush=True); time.sleep(600)")]
    process = subprocess.Popen(
        command,
        env=os.environ | {"TMPDIR": str(temp)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.stdout.readline() != "here\n":
        pass
    for name in asked:
        process.send_signal(getattr(signal, name))
    said, wrong = process.communicate()
    assert (process.returncode, wrong) == (0, "") and said.endswith(GONE + "\n")
    assert list(temp.iterdir()) == []
    temp.rmdir()


@posix
def test_ctrl_c_in_make_lab_is_answered_by_lab(root):
    """The key reaches both; whoever started Lab waits for its last words."""
    lab = stand_in("import time; print('here', flush=True); time.sleep(600)")
    code = (
        "import subprocess, sys, start\nstart.setup = lambda: None\nstart.semillero = lambda verb:"
        f" subprocess.run([sys.executable, '-c', {lab!r}], check=True)\nstart.main('lab')\n"
    )
    environment = os.environ | {"PYTHONPATH": beside(root)}
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while process.stdout.readline() != "here\n":
        pass
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate()
    assert process.returncode == 0 and said.endswith(GONE + "\n")


@posix
def test_what_is_left_is_said():
    """Lab shuts the folder in which its own lies, so that this cannot be deleted."""
    temp = Path(tempfile.mkdtemp(prefix="lab"))
    shut = f"import os; os.chmod({str(temp)!r}, 0o500)"
    code = stand_in(shut).replace("sys.exit(", f"os.environ['TMPDIR'] = {str(temp)!r}\nprint(", 1)
    *_, last, code = campers.other_user(temp, code).splitlines()
    assert last.startswith(str(temp / "semillero-")) and last.endswith("(Permission denied)") and code == "1"
    temp.chmod(0o700)
    shutil.rmtree(temp)


def test_a_lab_that_ended_badly_is_swept_and_said(monkeypatch):
    temp = tempfile.mkdtemp(prefix="lab")
    monkeypatch.setattr(tempfile, "tempdir", temp)
    left, lock = camp.pitch()
    lock.close()
    command = [sys.executable, "-c", stand_in("")]
    said = subprocess.run(
        command,
        env=os.environ | {"TMPDIR": temp, "TEMP": temp},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    assert said.startswith(SAY("swept", folders=str(left))) and said.endswith(GONE + "\n")
    os.rmdir(temp)


def test_lab_is_told_nothing_of_the_home_that_it_must_not_use(monkeypatch):
    monkeypatch.setattr(safe.site, "ENABLE_USER_SITE", True)
    monkeypatch.setattr(safe.site, "getuserbase", lambda: "/home/x/.local")
    traces = ["HISTFILE", "LESSHISTFILE", "PYTHON_HISTORY", "SQLITE_HISTORY", "XDG_DATA_HOME", "XDG_STATE_HOME", "JUPYTER_DATA_DIR",
              "JUPYTER_NO_CONFIG", "MPLCONFIGDIR", "NPM_CONFIG_CACHE", "npm_config_logs_dir", "HOMEPATH"]  # fmt: skip
    homes = [
        "HOME",
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_RUNTIME_DIR",
        "IPYTHONDIR",
    ]
    given = dict.fromkeys(traces + homes, "/home/x") | {
        "PATH": "/bin",
        "LC_ALL": "es_GT.UTF-8",
        "SystemRoot": "C:",
    }
    told = safe.environment(Path("/camp"), given)
    assert {name: value for name, value in told.items() if not value.startswith(str(Path("/camp")))} == {
        "PATH": "/bin", "LC_ALL": "es_GT.UTF-8", "SystemRoot": "C:", "PYTHONUSERBASE": "/home/x/.local", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    assert set(homes) < set(told)


def test_the_browser_is_opened_by_us_and_so_keeps_its_home(tmp_path, monkeypatch):
    """Once, when Lab says where it is, and not before it has said all of it."""
    opened, polls = [], []
    page = tmp_path / "jpserver-7-open.html"
    steps = {
        2: lambda: page.touch(),
        4: lambda: page.write_text("<a>"),
        8: lambda: setattr(process, "returncode", 5),
    }

    def poll():
        polls.append(list(opened))
        steps.get(len(polls), lambda: None)()
        return process.returncode

    process = SimpleNamespace(poll=poll, returncode=None)
    monkeypatch.setattr(safe.webbrowser, "open", opened.append)
    monkeypatch.setattr(
        safe.threading, "Thread", lambda target, args, daemon: SimpleNamespace(start=lambda: target(*args))
    )
    assert safe.attend(process, [], tmp_path) == 5
    assert opened == [page.as_uri()] and polls[3] == [] and polls[4] == opened


def test_the_administrator_is_told_what_to_do(root, monkeypatch):
    monkeypatch.setattr(safe.os, "geteuid", lambda: 0, raising=False)
    with pytest.raises(Refused, match="ordinary user, without sudo.*semillero lab --allow-root"):
        safe.run(root)
    monkeypatch.setattr(safe, "Camp", lambda: pytest.fail("a Lab was started"))
    monkeypatch.chdir(root)
    told = CliRunner().invoke(commands.main, ["lab"])
    assert told.exit_code == 2 and told.stderr == f"semillero: {SAY('root')}\n"
    monkeypatch.setattr(safe, "run", lambda *given, allow_root, lang: 7 if allow_root else 0)
    assert CliRunner().invoke(commands.main, ["lab", "--allow-root"]).exit_code == 7
    monkeypatch.setattr(safe, "run", lambda *given, allow_root, lang: {"en": 0, "es": 5}[lang])
    assert CliRunner().invoke(commands.main, ["lab", "--lang", "es"]).exit_code == 5


@pytest.mark.parametrize(
    "number, files, told",
    [
        (errno.ENOSPC, ("/from", None, "/tmp/x"), "/tmp/x: No space left on device.*Make room.*TMPDIR"),
        (errno.EDQUOT, (), f"{tempfile.gettempdir()}: .*Make room"),
        (errno.EACCES, ("/tmp/x",), "/tmp/x: Permission denied.*you may write"),
        (errno.EROFS, ("/tmp/x",), "/tmp/x: Read-only file system.*you may write"),
        (errno.EADDRINUSE, (), "Lab: Address already in use.*could not start"),
    ],
)
def test_what_the_system_refuses_is_said_in_words(root, monkeypatch, number, files, told):
    """And nobody is told to make room where room is not what is missing."""

    def refused(*_):
        raise OSError(number, os.strerror(number), *files)

    monkeypatch.setattr(safe.working.shutil, "copyfile", refused)
    with pytest.raises(Refused, match=told) as caught:
        safe.run(root, allow_root=True)
    assert ("room" in str(caught.value)) == (number in safe.FULL)
