"""What no text of the course may say."""

import json
import re

import pytest

from semillero import catalogues, exports, toolbox
from semillero.languages import LANGUAGES

PROMISE = re.compile(r"\b(?:guarant|garanti|garantí)\w*", re.I)
DENIED = re.compile(
    r"\b(?:no|not|never|nothing|nobody|none|neither|nor|without|cannot|can't|nunca|ningún|ninguna|ninguno|nadie|nada|ni|sin)\b",
    re.I,
)
BAHRAIN = {"en": "Bahrain", "es": "Baréin"}


def texts(root):
    """Every page and catalogue of the course, as its path and its sentences."""
    for path in sorted(
        one for part in ("curriculum", "modules", "exercises") for one in (root / part).rglob("*")
    ):
        if path.suffix not in (".md", ".ipynb") or ".ipynb_checkpoints" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
        yield path, re.split(r"(?<=[.!?:;])\s+|\n", text)
    for path in sorted(catalogues.LOCALE.rglob("*.po")):
        yield path, re.split(r"(?<=[.!?:;])\s+|\n\n", path.read_text(encoding="utf-8").replace('"\n"', ""))


def test_nothing_promises_success(root):
    found = [
        f"{path}: {one}"
        for path, sentences in texts(root)
        for one in sentences
        if PROMISE.search(one) and not DENIED.search(one)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tipping_sheet_never_shows_a_number_without_its_limits(lang):
    tool, words = toolbox.tool("tipping"), catalogues.words(lang, "tipping")
    for sheet in ({}, tool.blank(words), tool.sample(words), {"population": "1000000", "peak": "35000"}):
        answer = toolbox.answer("tipping", sheet)
        assert answer["results"]["notice"] == tool.notice != words(tool.notice)
        shown = json.dumps(tool.report(answer["results"], words), ensure_ascii=False)
        assert BAHRAIN[lang] in shown and "3.5" in words(tool.notice) + shown
    for kind in ("markdown", "csv"):
        text = exports.make(kind, "tipping", tool.sample(words), lang)
        assert not PROMISE.search(text) and (kind == "csv" or BAHRAIN[lang] in text)
