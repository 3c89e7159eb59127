"""The command line: whatever happens ends in words, and what it writes is one file, whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from semillero import commands, errors, plan_files
from semillero.commands import screen
from semillero.errors import Refused
from semillero.kit import plan as plans
from semillero.paper import filled

FAULTS = {
    "names": ["ሰላም", "王小明", "สมชาย", "김철수", "محمد", "नमस्ते"],
    "emoji": (
        ["✊🏾", "1️⃣", "👩🏽\u200d🏭", "🇲🇽", "🏴\U000e0067\U000e007f", "e" + "\u0301" * 40]
        + ["\uffff", "\ufeffx", "\U000f0000", "\u20e3"]
    ),
}


def plan_file(folder, *names):
    """A plan with these names in a spectrum, which is told in a table, sentences and a figure."""
    groups = [{"name": name, "before": "neutral", "now": "passive_ally", "weight": "2"} for name in names]
    return plan_files.save(
        plans.empty() | {"sheets": {"spectrum": {"issue": names[0], "groups": groups}}}, folder / "p.json"
    )


def run(*arguments, **more):
    return CliRunner().invoke(commands.main, [str(one) for one in arguments], **more)


def outside(*arguments, **variables):
    """The command in a process of its own."""
    command = [sys.executable, "-c", "from semillero.commands import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=os.environ | variables)


def test_every_error_for_people_has_one_root():
    found = [one for one in vars(errors).values() if isinstance(one, type)]
    assert len(found) > 4 and all(issubclass(one, Refused) for one in found)


@pytest.mark.parametrize(
    "error, code, says",
    [
        (OSError(28, "No space left on device", "/x/plan.md"), 2, "/x/plan.md: No space left on device"),
        (PermissionError(13, "Permission denied", "/x"), 2, "/x: Permission denied"),
        (MemoryError(), 70, "more memory"), (RecursionError("deep"), 70, "nested too deep"),
        (OverflowError("far\x1b[2J"), 70, "nobody foresaw"),
        (UnicodeEncodeError("ascii", "ñ", 0, 1, "no"), 70, "written as text"), (KeyError("x"), 70, "KeyError"),
    ],
)  # fmt: skip
def test_whatever_goes_wrong_ends_in_one_line(monkeypatch, tmp_path, error, code, says):
    def broken(*_):
        raise error

    monkeypatch.setattr(plan_files, "open", broken)
    ran = run("plan", tmp_path / "x.json")
    assert (
        (ran.exit_code, ran.output.count("\n")) == (code, 1)
        and says in ran.output
        and "Traceback" not in ran.output
    )
    assert "\x1b" not in ran.output
    assert "Traceback" in run("--debug", "plan", tmp_path / "x.json").output


def test_a_file_that_nobody_named_is_not_told_as_theirs(monkeypatch, tmp_path):
    """A missing file of the program itself is a fault in here; one that the person named is theirs to mend."""
    monkeypatch.chdir(tmp_path)

    def told(missing):
        def broken(*_):
            raise FileNotFoundError(2, "No such file or directory", missing)

        monkeypatch.setattr(plan_files, "open", broken)
        ran = run("plan", "x.json", "--pdf=one/two.pdf")
        return ran.exit_code, ran.output

    for missing in ("kit.po", errors.__file__ + ".po", None):
        code, text = told(missing)
        assert (code, text.count("\n")) == (70, 1) and "FileNotFoundError" in text
    for missing in ("x.json", tmp_path / "x.json", "one/two.pdf", "one"):
        code, text = told(missing)
        assert code == 2 and f"{missing}: No such file" in text


@pytest.mark.parametrize("encoding, more", [("cp1252", ["--as", "csv"]), ("latin-1", [])])
def test_a_screen_that_cannot_show_a_sign_shows_another(tmp_path, encoding, more):
    ran = outside(
        "export", "spectrum", plan_file(tmp_path, "Ñandú → 王 🌱", "−2 ≥ 5"), *more, PYTHONIOENCODING=encoding
    )
    assert ran.returncode == 0 and ran.stderr == b"" and "Ñandú ? ? ?".encode(encoding) in ran.stdout
    assert not ran.stdout.startswith((b"?", b"\xef"))


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    command = [sys.executable, "-c", "from semillero.commands import main; main()", "tools", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b"" and process.wait() == 1


def test_a_pipe_or_a_device_is_no_plan(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        ran = run("plan", path)
        assert ran.exit_code == 2 and "a plan is a file" in ran.output


def test_check_outside_a_course_says_so(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    ran = run("check")
    assert ran.exit_code == 2 and "holds no course" in ran.output


def test_a_notebook_nested_beyond_reason_is_a_finding(tmp_path):
    from semillero.course.page import read_page
    from semillero.errors import CourseError

    (tmp_path / "deep.ipynb").write_text("[" * 200000)
    with pytest.raises(CourseError, match="deep.ipynb"):
        read_page(tmp_path, "deep.ipynb")


def test_a_form_is_a_file_as_everywhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "forms").mkdir()
    for out, made in (
        ("blank.pdf", "blank.pdf"),
        ("forms", "forms/agenda-both-letter.pdf"),
        (None, "agenda-both-letter.pdf"),
    ):
        ran = run("form", "agenda", *(["--out", out] if out else []))
        assert (
            ran.exit_code == 0
            and ran.output.strip() == made
            and (tmp_path / made).read_bytes().startswith(b"%PDF")
        )
    ran = run("form", "agenda", "--base", "https://example.org/" + "a" * 5000)
    assert ran.exit_code == 2 and "QR code" in ran.output


@pytest.mark.parametrize(
    "arguments",
    [("form", "agenda", "--out"), ("export", "spectrum", "p.json", "--out"), ("plan", "p.json", "--pdf")],
)
def test_a_missing_folder_is_a_question(monkeypatch, tmp_path, arguments):
    monkeypatch.chdir(tmp_path)
    plan_file(tmp_path, "Owls")
    ran = run(*arguments, "new/file.pdf")
    assert ran.exit_code == 2 and "there is no folder" in ran.output and not (tmp_path / "new").exists()
    ran = run("form", "agenda", "--out", "forms")
    assert (
        ran.exit_code == 2
        and "no such folder" in ran.output
        and [one.name for one in tmp_path.iterdir()] == ["p.json"]
    )
    monkeypatch.setattr(screen, "at_terminal", lambda: True)
    assert run(*arguments, "new/file.pdf", input="n\n").exit_code == 2 and not (tmp_path / "new").exists()
    assert (
        run(*arguments, "new/file.pdf", input="y\n").exit_code == 0 and (tmp_path / "new/file.pdf").is_file()
    )


def test_a_pdf_is_written_whole_and_keeps_its_rights(tmp_path):
    path = tmp_path / "p.pdf"
    path.write_text("old")
    path.chmod(0o600)
    filled.write(plan_files.open(plan_file(tmp_path, "Owls")), path)
    assert path.stat().st_mode & 0o777 == 0o600 and path.read_bytes().startswith(b"%PDF")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["p.json", "p.pdf"]


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("lang", ["es", "both"])
def test_names_are_printed_or_told(tmp_path, kind, lang):
    ran = run("plan", plan_file(tmp_path, *FAULTS[kind]), "--pdf", tmp_path / "p.pdf", "--lang", lang)
    assert ran.exit_code == 0 and (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")
    for name in FAULTS[kind][:5]:
        assert name in ran.output or not filled.unprintable([name])


def test_what_no_font_has_is_told_by_name_and_has_a_sign():
    unknown = []
    plan = {"sheets": {"spectrum": {"groups": [{"name": "Casa \U0010fff0x, (ñ)", "now": "neutral"}]}}}
    with pytest.warns(UserWarning, match="\U0010fff0x$"):
        filled.write(plan, os.devnull)
    filled.write(plan, os.devnull, "es", warn=unknown.append)
    assert unknown[0].startswith("Ningún tipo de letra") and unknown[0].endswith(": \U0010fff0x")


def test_a_sign_is_cut_with_all_that_belongs_to_it():
    signs = [
        "1️⃣",
        "👩🏽\u200d🏭",
        "🇲🇽",
        "🇸🇻",
        "✊🏾",
        "e\u0301\u0302",
        "ñ",
        " ",
        "👨\u200d👩\u200d👧",
        "ส",
        "ก็",
    ]
    assert filled.clusters("".join(signs)) == signs
