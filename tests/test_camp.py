"""A camp leaves nothing: no folder and no process, however its owner ends; and it touches nobody else's."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest
from campers import other_user, until

from semillero import camp, locks

# What a person could start: a child, one in a session of its own whose parent is gone, and one that has
# forgotten all variables.
COMMAND = """
import os, pathlib, subprocess, sys, time
sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
pids = [os.getpid(), subprocess.Popen(sleep).pid, subprocess.Popen(sleep, start_new_session=True, env=dict(os.environ, SEMILLERO_CAMP=""))
        .pid]
orphan = subprocess.run([sys.executable, "-c", f"import subprocess; print(subprocess.Popen({sleep}, start_new_session=True, "
        "stdout=subprocess.DEVNULL).pid)"], stdout=subprocess.PIPE, text=True).stdout
pathlib.Path("pids.new").write_text(" ".join(map(str, [*pids, int(orphan)])))
os.rename("pids.new", "pids")
time.sleep(600)
"""
OWNER = f"""
import os, sys, time
from semillero.camp import Camp
with Camp() as camp:
    keeper = camp.start([sys.executable, "-c", {COMMAND!r}], cwd=camp.folder)
    print(camp.folder, keeper.pid, flush=True)
    time.sleep(600)
"""
posix = pytest.mark.skipif(os.name == "nt", reason="signals of this kind are not known to Windows")


@pytest.fixture
def place(monkeypatch):
    """A folder for temporary files that is ours."""
    folder = Path(tempfile.mkdtemp(prefix="camps"))
    for name in camp.TEMPORARY:
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    shutil.rmtree(folder)
    tempfile.tempdir = None


def owner():
    """A process that owns a camp with four processes in it: ``(process, folder, keeper's pid, their
    pids)``."""
    process = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    folder, keeper = process.stdout.readline().split()
    until(lambda: Path(folder, "pids").exists())
    pids = [int(pid) for pid in Path(folder, "pids").read_text().split()]
    assert len(pids) == 4 and all(map(lives, pids))
    return process, Path(folder), int(keeper), pids


def lives(pid):
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


@posix
@pytest.mark.parametrize("how", ["SIGKILL", "SIGQUIT", "SIGTERM", "SIGINT"])
def test_all_is_gone_when_the_owner_is_killed(place, how):
    process, folder, keeper, pids = owner()
    process.send_signal(getattr(signal, how))
    process.wait()
    process.stdout.close()
    until(lambda: not any(map(lives, [keeper, *pids])) and not folder.exists())
    assert list(place.iterdir()) == []


@posix
def test_the_next_camp_sweeps_where_the_keeper_was_killed_too(place):
    process, folder, keeper, pids = owner()
    os.kill(keeper, signal.SIGSTOP)  # so that it cannot do its work first
    process.kill()
    process.wait()
    process.stdout.close()
    os.kill(keeper, signal.SIGKILL)
    until(lambda: not lives(keeper))
    if sys.platform == "linux":
        until(lambda: not lives(pids[0]))  # the command itself goes with its keeper
    marked = [pids[1], pids[3]]  # who has forgotten all variables is known to the keeper alone
    assert folder.exists() and all(map(lives, marked))
    with camp.Camp() as mine:
        assert mine.swept == [folder]
        assert not folder.exists() and not any(map(lives, marked))
    assert mine.left == [] and list(place.iterdir()) == []
    with contextlib.suppress(ProcessLookupError):
        os.kill(pids[2], signal.SIGKILL)


@posix
def test_nothing_but_the_camp_of_a_dead_owner_is_swept(place):
    process, living, keeper, pids = owner()
    kept = [living]
    for name, rights in (("semillero-plans", 0o700), ("semillero-open", 0o755), ("semillero-theirs", 0o700)):
        folder = place / name
        folder.mkdir(mode=rights)
        (folder / "notes.txt").write_text("mine")
        if name != "semillero-plans":
            (folder / camp.LOCK).touch()
        kept.append(folder)
    if os.geteuid() == 0:
        os.chown(place / "semillero-theirs", 12345, 12345)
    else:
        shutil.rmtree(kept.pop())
    (place / "elsewhere").mkdir(mode=0o700)
    (place / "elsewhere" / camp.LOCK).touch()
    (place / "semillero-link").symlink_to(place / "elsewhere")
    (place / "semillero-file").touch()
    (place / "semillero-locked").mkdir(mode=0o700)
    (place / "semillero-locked" / camp.LOCK).symlink_to(place / "semillero-plans" / "notes.txt")
    kept += [
        place / "elsewhere" / camp.LOCK,
        place / "semillero-link",
        place / "semillero-file",
        place / "semillero-locked",
    ]
    assert camp.sweep() == []
    assert all(path.exists() for path in kept) and all(map(lives, pids))
    process.kill()
    process.wait()
    process.stdout.close()
    until(lambda: not lives(keeper))


def test_a_command_gives_its_code_and_leaves_no_child(place):
    code = (
        "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', 'import time;"
        " time.sleep(600)']).pid); sys.exit(3)"
    )
    with camp.Camp() as mine:
        keeper = mine.start([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        pid = int(keeper.communicate()[0])  # would wait for the child, if that lived on
        assert keeper.returncode == 3 and not lives(pid)
    assert mine.left == [] and list(place.iterdir()) == []


@posix
def test_what_crashes_leaves_no_picture_of_its_memory_and_can_be_interrupted(place):
    import resource

    most = resource.RLIM_INFINITY if os.geteuid() == 0 else resource.getrlimit(resource.RLIMIT_CORE)[1]
    ulimit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_CORE, (most, most))}
    code = (
        "import resource, signal; print(resource.getrlimit(resource.RLIMIT_CORE)[1] in (0, 1),"
        " signal.getsignal(signal.SIGINT))"
    )
    with camp.Camp() as mine:
        said = mine.start(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, **ulimit
        ).communicate()[0]
    assert said.startswith("True <built-in function default_int_handler>")


@posix
def test_what_was_made_unreadable_is_deleted_and_a_link_out_is_not_followed(place):
    outside = place / "outside"
    outside.mkdir()
    (outside / "thesis").write_text("mine")
    outside.chmod(0o750)
    said = other_user(place, f"""
        from pathlib import Path
        from semillero.camp import Camp
        with Camp() as camp:
            shut = camp.folder / "shut" / "deeper"
            shut.mkdir(parents=True)
            (shut / "file").touch()
            (camp.folder / "link").symlink_to({str(outside)!r})
            shut.chmod(0)
            shut.parent.chmod(0)
        print(camp.left, camp.folder.exists())
        """)  # fmt: skip
    assert said.split() == ["[]", "False"]
    assert (outside / "thesis").read_text() == "mine" and outside.stat().st_mode & 0o777 == 0o750


@posix
def test_what_cannot_be_deleted_is_named_with_the_reason(place):
    said = other_user(place, f"""
        import os
        from semillero.camp import Camp
        os.mkdir({str(place / "shut")!r})
        os.environ["TMPDIR"] = {str(place / "shut")!r}
        with Camp() as camp:
            os.chmod({str(place / "shut")!r}, 0o500)
        print(camp.folder, camp.left)
        os.chmod({str(place / "shut")!r}, 0o700)
        """)  # fmt: skip
    folder = said.split()[0]
    assert said.split(maxsplit=1)[1].strip() == f"['{folder} (Permission denied)']"


def test_a_camp_that_was_swept_before_it_was_locked_is_pitched_again(place, monkeypatch):
    answers = [None, FileNotFoundError(), "lock"]

    def take(path):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(locks, "take", take)
    folder, lock = camp.pitch()
    assert folder.is_dir() and lock == "lock" and answers == []


def test_a_lock_is_another_processs_until_that_is_killed(tmp_path):
    path = tmp_path / "lock"
    code = (
        f"from semillero import locks; import time; lock = locks.take({str(path)!r}); print(bool(lock),"
        " flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "True\n"
        assert locks.take(path) is None
        process.kill()
    with locks.take(path) as lock:
        assert lock and locks.take(path) is None
