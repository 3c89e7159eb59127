"""Where a site is written to, nobody's files are touched; two builds wait for each other; a killed one leaves
nothing alive."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from campers import other_user, until
from click.testing import CliRunner
from test_camp import lives, posix

from semillero import commands
from semillero.book import build, place
from semillero.errors import Refused
from semillero.languages import LANGUAGES, TABLE

PAGE = "en/index.html"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course whose editions are built, two pages each."""
    root = tmp_path / "course"
    for one in TABLE:
        lang = one.code
        for name in ("index.html", "about/us.html"):
            path = build.pages(root, lang) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{lang} {name}")
        for name in (one.config, one.toc):
            (root / name).touch()
    monkeypatch.setattr(build, "stamp", lambda *_: "")
    return root


def held(folder):
    """Every file in ``folder`` but the marker, with its bytes."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    found.pop(place.MARKER, None)
    return found


def make(course, out=None):
    said = []
    build.build(course, out, said.append)
    return said


def refused(course, out, match):
    before = held(out) if out.is_dir() else out.exists()
    with pytest.raises(Refused, match=match):
        make(course, out)
    assert before == (held(out) if out.is_dir() else out.exists())


def test_a_folder_with_other_peoples_files_is_refused_and_left_as_it_is(course, tmp_path):
    out = tmp_path / "mine"
    for name in ("en/thesis.docx", "es/fotos/a.jpg", "index.html"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("mine")
    refused(course, out, r"mine: this folder was not made by a build.*\(en, es, index.html\).*--out .*mine")
    refused(course, course, "not made by a build")


def test_a_folder_that_is_missing_or_empty_is_filled_and_says_what_it_is(course, tmp_path):
    for out in (tmp_path / "new", tmp_path / "empty", tmp_path / "stick"):
        if out.name != "new":
            out.mkdir()
        if out.name == "stick":
            (out / "System Volume Information").mkdir()
        make(course, out)
        assert set(held(out)) == {
            "index.html",
            "start.css",
            PAGE,
            "es/index.html",
            "en/about/us.html",
            "es/about/us.html",
        }
        text = (out / place.MARKER).read_text(encoding="utf-8")
        assert "This folder is a website" in text and "Esta carpeta es un sitio web" in text
        assert set(text.split(place.LIST)[1].split()) == set(held(out))


def test_the_next_build_deletes_what_the_last_one_wrote_and_nothing_else(course, tmp_path):
    out = tmp_path / "site"
    make(course, out)
    mine = {"es/fotos/a.jpg": b"mine", "CNAME": b"mine", "en/about/notes.txt": b"mine"}
    for name in mine:
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(mine[name])
    for lang in LANGUAGES:
        shutil.rmtree(build.pages(course, lang) / "about")
    make(course, out)
    assert set(held(out)) == {"index.html", "start.css", PAGE, "es/index.html", *mine}
    assert not (out / "es" / "about").exists() and mine.items() <= held(out).items()


def test_what_stands_in_the_way_of_a_new_page_is_refused_before_anything_changes(course, tmp_path):
    out = tmp_path / "site"
    make(course, out)
    (out / "en" / "contact.html").write_text("mine")
    (build.pages(course, "en") / "contact.html").write_text("ours")
    (build.pages(course, "en") / "index.html").write_text("changed")
    refused(course, out, "site: the site has a file at en/contact.html, and there is one that no build wrote")
    (out / "en" / "contact.html").unlink()
    make(course, out)
    assert held(out)["en/contact.html"] == b"ours" and held(out)[PAGE] == b"changed"


def test_of_a_build_that_was_cut_off_we_know_what_is_ours(course, tmp_path, monkeypatch):
    out = tmp_path / "site"
    monkeypatch.setattr(place, "_copy", lambda *_: pytest.fail("cut off"))
    with pytest.raises(pytest.fail.Exception):
        make(course, out)
    monkeypatch.undo()
    monkeypatch.setattr(build, "stamp", lambda *_: "")
    for name in (PAGE, "es/about/us.html"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("half")
    (build.pages(course, "es") / "about" / "us.html").unlink()
    make(course, out)
    assert held(out)[PAGE] == b"en index.html" and "es/about/us.html" not in held(out)


def test_a_list_that_somebody_wrote_leads_nowhere(course, tmp_path):
    out, other = tmp_path / "site", tmp_path / "other"
    make(course, out)
    other.mkdir()
    (other / "thesis").write_text("mine")
    (out / "link").symlink_to(other)
    with (out / place.MARKER).open("a") as marker:
        marker.write(f"../other/thesis\n{other}/thesis\nlink/thesis\n")
    make(course, out)
    assert (other / "thesis").read_text() == "mine"


def test_a_place_that_is_no_folder_is_refused_in_words(course, tmp_path):
    (tmp_path / "file").write_text("mine")
    refused(course, tmp_path / "file", "file: this is not a folder")
    refused(course, tmp_path / "missing" / "site", "there is no folder .*missing. Make it first")
    assert not (tmp_path / "missing").exists() and (tmp_path / "file").read_text() == "mine"


@posix
def test_a_place_that_may_not_be_written_to_is_refused_in_words():
    place = Path(tempfile.mkdtemp())
    said = other_user(place, f"""
        import os
        from semillero.book.place import claim
        from semillero.errors import Refused
        for name, rights in (("shut", 0o500), ("dark", 0)):
            path = os.path.join({str(place)!r}, name)
            os.mkdir(path, rights)
            for out in (path, os.path.join(path, "site")):
                try:
                    print(claim(out))
                except Refused as words:
                    print(words)
        """).splitlines()  # fmt: skip
    shutil.rmtree(place)
    assert len(said) == 4 and all("may not write" in line or "Permission denied" in line for line in said), (
        said
    )


def test_a_part_of_ours_that_is_missing_is_not_told_as_a_full_disk(course, monkeypatch):
    monkeypatch.setattr(build, "PACKAGE", course / "package")
    with pytest.raises(FileNotFoundError, match="start.css"):
        make(course)


def test_a_full_disk_is_said_in_words(course, tmp_path):
    (build.pages(course, "en") / "index.html").write_text("x" * 5000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))  # a full disk, as the system tells it
    try:
        with pytest.raises(Refused, match="index.html: File too large.*The site is not whole"):
            make(course, tmp_path / "site")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    make(course, tmp_path / "site")
    assert held(tmp_path / "site")[PAGE] == b"x" * 5000


def test_the_place_of_every_build_is_its_own(course):
    out = course / "_build" / "site"
    out.mkdir()
    (out / "old.html").write_text("of a build before there were markers")
    make(course)
    assert "old.html" not in held(out) and PAGE in held(out)
    make(course, out)


def test_the_command_says_it_in_one_line(course, tmp_path, monkeypatch):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis").touch()
    monkeypatch.chdir(course)
    told = CliRunner().invoke(commands.main, ["build", "--out", str(tmp_path / "mine")])
    assert (
        told.exit_code == 2
        and told.stderr.startswith(f"semillero: {tmp_path / 'mine'}: this folder")
        and told.stderr.count("\n") == 1
    )


def test_the_second_of_two_builds_says_that_it_waits_and_goes_on_when_the_first_is_dead(course):
    code = f"""
from pathlib import Path
import time
from semillero.book import build
with build.alone(Path({str(course)!r}), print):
    print("in", flush=True)
    time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout.readline() == "in\n"
        said = []
        second = threading.Thread(target=build.build, args=(course, None, said.append))
        try:
            second.start()
            until(lambda: said)
            assert said == [build.WAITS] and not (course / "_build" / "site").exists()
        finally:
            first.kill()
    second.join()
    assert said == [build.WAITS, build.UNCHANGED] and (course / "_build" / "site" / PAGE).is_file()


# What stands for Jupyter Book: it starts something as a kernel is started, tells who they are, and works for
# long.
BOOK = """
import os, subprocess, sys, time
def main():
    kernel = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    with open(os.environ["TELL"], "a") as file:
        file.write(f"{os.getpid()}\\n{kernel.pid}\\n")
    time.sleep(600)
"""


@posix
def test_a_build_that_is_killed_leaves_no_process_and_no_folder(course, tmp_path):
    book = tmp_path / "beside" / "jupyter_book" / "cli"
    book.mkdir(parents=True)
    (book / "main.py").write_text(BOOK)
    (book / "__init__.py").touch()
    (book.parent / "__init__.py").touch()
    (tmp_path / "temp").mkdir()
    given = [str(Path(path).resolve()) for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(book.parent.parent), *given]), "TELL": str(tmp_path / "pids"),
                                "TMPDIR": str(tmp_path / "temp")}  # fmt: skip
    command = [sys.executable, "-c", "from semillero.commands import main; main()", "build"]
    process = subprocess.Popen(command, cwd=course, env=environment, stdout=subprocess.DEVNULL)
    until(lambda: (tmp_path / "pids").exists() and (tmp_path / "pids").read_text().count("\n") == 4)
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert all(map(lives, pids)) and list((tmp_path / "temp").iterdir())
    process.kill()
    process.wait()
    until(lambda: not any(map(lives, pids)) and not list((tmp_path / "temp").iterdir()))
