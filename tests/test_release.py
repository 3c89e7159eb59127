"""What leaves as a release: one zip with checksums, a list of its parts, the licences of all that it carries;
known faults."""

import hashlib
import json
import re
import subprocess
import sys
import zipfile

import pikepdf
import pytest
from cyclonedx.model.bom import Bom
from test_start import ROOT, script

from semillero.errors import Refused
from semillero.languages import LANGUAGES
from semillero.web import assemble


@pytest.fixture(scope="module")
def releasing():
    return script("deploy/release.py")


@pytest.fixture
def small(tmp_path):
    """A folder that looks like a built site."""
    site = tmp_path / "site"
    for name in (
        "index.html",
        "en/index.html",
        "es/index.html",
        "es/módulo/ñ.html",
        "en/_static/licences.txt",
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(f"this is {name}\n", encoding="utf-8")
    return site


# ---- the zip
# ---------------------------------------------------------------------------------------------------------------


def test_the_same_site_makes_the_same_zip(releasing, small, tmp_path):
    first = releasing.release(small, tmp_path / "one", "0.1.0")
    for path in sorted(small.rglob("*"), reverse=True):  # other times, another order, other rights
        if path.is_file():
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
            path.chmod(0o600)
    second = releasing.release(small, tmp_path / "two", "0.1.0")
    assert [path.name for path in first] == [
        "course-0.1.0.zip",
        "course-0.1.0.cdx.json",
        "licences.txt",
        "SHA256SUMS",
    ]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert not list((tmp_path / "one").glob("*.new"))


def test_the_checksums_are_those_of_the_files_inside_and_beside(releasing, small, tmp_path):
    made = releasing.release(small, tmp_path / "out", "0.1.0")
    with zipfile.ZipFile(made[0]) as archive:
        inside = {name.removeprefix("course/"): archive.read(name) for name in archive.namelist()}
        assert list(inside) == ["SHA256SUMS", *sorted(inside.keys() - {"SHA256SUMS"})]
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
    beside = {path.name: path.read_bytes() for path in made}
    for files in (inside, beside):
        told = dict(reversed(line.split("  ", 1)) for line in files["SHA256SUMS"].decode().splitlines())
        assert told == {
            name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "SHA256SUMS"
        }
    assert {"index.html", "es/módulo/ñ.html", "LICENSE", "LICENSE-CONTENT.md"} <= inside.keys()


def test_half_a_site_is_not_packed(releasing, small, tmp_path):
    (small / "es" / "index.html").unlink()
    with pytest.raises(Refused, match="no built course"):
        releasing.release(small, tmp_path / "out", "0.1.0")


# ---- the list of its parts
# -------------------------------------------------------------------------------------------------


def test_the_list_of_parts_names_every_pin_and_says_what_is_in_the_site(releasing):
    bom = Bom.from_json(json.loads(releasing.parts_list("0.1.0")))
    named = {str(part.purl): part.scope.value for part in bom.components}
    pinned = re.findall(
        r"^([\w.-]+)==([^\s;\\]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M
    )
    assert len(pinned) > 100 and {f"pkg:pypi/{name}@{version}" for name, version in pinned} < named.keys()
    carried = {re.sub(r".*[/:]|@[^@]*$", "", name) for name, scope in named.items() if scope == "required"}
    assert carried == {"micropython-webassembly-pyscript", "bricolage-grotesque", "sphinx", "snowballstemmer"}
    engine = next(part for part in bom.components if part.name.startswith("micropython"))
    assert len(next(iter(engine.hashes)).content) == 128  # SHA-512, as npm checks it


# ---- licences
# --------------------------------------------------------------------------------------------------------------

ENGINE = (
    "Damien P. George",
    "Emscripten authors",
    "Rich Felker",
    "Sun Microsystems",
    "Russ Cox",
    "Permission is hereby granted",
)


def test_everything_in_the_site_that_is_not_ours_is_named_with_its_licence(site, everything):
    for lang in LANGUAGES:
        static = site / lang / "_static"
        told = (static / "licences.txt").read_text(encoding="utf-8")
        assert all(words in told for words in ENGINE)
        assert "by the Sphinx team" in told and "Dr Martin Porter" in told and "two clause BSD" in told
        assert [path.name for path in static.rglob("*.woff2")] == [
            "display.woff2"
        ] and "Bricolage Grotesque Project Authors" in told
        assert not list(static.rglob("*.ttf")) + list(static.rglob("*.otf"))
        forms = sorted((site / lang / "_downloads").rglob("*.pdf")) + sorted((site / "forms").glob("*.pdf"))
        for form in forms if everything else forms[::40]:
            for name in typefaces(form):
                assert name in told.replace(" ", ""), (form, name)


def typefaces(path):
    """The names of the typefaces in a PDF, without their weights."""
    with pikepdf.open(path) as pdf:
        names = [
            str(one.FontName)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/FontName" in one
        ]
    assert names, path
    return {re.sub(r"^/([A-Z]{6}\+)?|-.*", "", name) for name in names}


def test_the_licences_of_the_engine_go_where_the_engine_goes():
    script = assemble.engine_script("es", ROOT)
    assert all(words in script for words in ENGINE)


def test_a_package_without_a_licence_file_is_told(monkeypatch):
    from semillero.book import licences

    monkeypatch.setattr(licences.metadata, "files", lambda name: [])
    with pytest.raises(LookupError, match="sphinx .* brings no licence file"):
        licences.of_package("sphinx")


# ---- known faults
# ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def auditing():
    return script("deploy/audit.py")


KNOWN = {
    "name": "left",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": []}],
}
FINE = {"name": "right", "version": "2.0", "vulns": []}
UNASKED = {"name": "lost", "skip_reason": "Dependency not found on PyPI and could not be audited: lost (1.0)"}
NPM_FINE, NPM_REFUSED = '{"vulnerabilities": {}}', '{"message": "405 Method Not Allowed", "error": {}}'


@pytest.mark.parametrize(
    ("packages", "npm", "code", "words"),
    [
        ([FINE], NPM_FINE, 0, "All was asked about"),
        ([FINE, KNOWN], NPM_FINE, 1, "left 1.0: PYSEC-1, mended in 1.1"),
        ([FINE, UNASKED], NPM_FINE, 2, "NOT CHECKED, 1: nobody could be asked about lost"),
        (None, NPM_FINE, 2, "all of requirements.txt"),
        ([FINE], NPM_REFUSED, 2, "all of package-lock.json"),
        ([FINE], "", 2, "all of package-lock.json"),
        ([FINE], '{"vulnerabilities": {"x": {"severity": "high", "range": "<2"}}}', 1, "x (npm), high: <2"),
    ],
)  # fmt: skip
def test_what_could_not_be_asked_is_said_and_is_no_all_clear(
    auditing, monkeypatch, capsys, packages, npm, code, words
):
    report = "" if packages is None else json.dumps({"dependencies": packages, "fixes": []})
    monkeypatch.setattr(auditing, "ask_pip", lambda name: report)
    monkeypatch.setattr(auditing, "ask_npm", lambda: npm)
    assert auditing.main("requirements.txt") == code
    assert words in capsys.readouterr().out


def test_without_the_tool_nothing_was_asked(auditing, monkeypatch):
    monkeypatch.setattr(auditing.sys, "executable", sys.executable)
    monkeypatch.setattr(
        auditing.subprocess, "run", lambda *_, **more: subprocess.CompletedProcess([], 1, stdout="")
    )
    assert auditing.of_python(auditing.ask_pip("requirements.txt"), "requirements.txt") == (
        [],
        ["all of requirements.txt"],
    )
