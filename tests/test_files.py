"""A file that somebody names: whole or not at all, with the rights it had, and nothing beside it."""

import os
import resource
import stat
import threading

import pytest

from semillero import files
from semillero.errors import Refused


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_made_or_replaced_as_a_whole(tmp_path):
    path = tmp_path / "plan.md"
    assert files.write("á", path) == path
    files.write(b"\x00\xff", path)
    assert path.read_bytes() == b"\x00\xff" and names(tmp_path) == ["plan.md"]


def test_a_new_file_has_the_rights_of_a_new_file(tmp_path):
    (tmp_path / "beside").write_text("")
    files.write("x", tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "beside").stat().st_mode


@pytest.mark.parametrize("rights", [0o600, 0o640, 0o444])
def test_a_file_keeps_the_rights_that_it_had(tmp_path, rights):
    path = tmp_path / "plan.md"
    path.write_text("old")
    path.chmod(rights)
    files.write("new", path)
    assert stat.S_IMODE(path.stat().st_mode) == rights and path.read_text() == "new"


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "plan.md", tmp_path / "plan.md"
    target.write_text("old")
    link.symlink_to(target)
    files.write("new", link)
    assert link.is_symlink() and target.read_text() == "new" and names(tmp_path / "real") == ["plan.md"]


def test_somebody_elses_file_named_new_is_left_alone(tmp_path):
    other = tmp_path / "plan.md.new"
    other.write_text("mine")
    files.write("x", tmp_path / "plan.md")
    assert other.read_text() == "mine" and names(tmp_path) == ["plan.md", "plan.md.new"]


def test_where_writing_fails_the_old_file_stays_and_nothing_is_left(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))  # a full disk, as the system tells it
    try:
        with pytest.raises(Refused, match="plan.md"):
            files.write("x" * 5000, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "old" and names(tmp_path) == ["plan.md"]


def test_a_folder_and_a_missing_folder_are_refused_in_words(tmp_path):
    with pytest.raises(Refused, match="is a folder"):
        files.write("x", tmp_path)
    with pytest.raises(Refused, match="no folder .*missing"):
        files.write("x", tmp_path / "missing" / "plan.md")
    assert names(tmp_path) == []


def test_a_pipe_is_written_to(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_text()))
    reader.start()
    files.write("x", pipe)
    reader.join()
    assert heard == ["x"] and names(tmp_path) == ["pipe"]
