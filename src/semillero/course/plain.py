"""A file's text as a person would read it in the end: escapes decoded, wrapped strings joined, every line
kept."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

_CODE = (".py", ".pyi", ".js", ".mjs", ".cjs", ".ts", ".jsx", ".tsx")
# Where one string goes on in the next: each seam has one line end or none.
_STRINGS = re.compile(r"""(["'`])[ \t]*\+?[ \t]*(?:\\?\r?\n[ \t]*)?\+?[ \t]*[rbfuRBFU]{0,2}\1""")
_SEAMS = {
    ".po": re.compile(r'"[ \t]*\r?\n[ \t]*"'),
    ".pot": re.compile(r'"[ \t]*\r?\n[ \t]*"'),
    ".ipynb": re.compile(r'"[ \t]*,[ \t]*\r?\n?[ \t]*"'),
}
_CONTINUED = re.compile(r"\\\r?\n[ \t]*|(?<=\w)=\r?\n(?=\w)")
_CELL = re.compile(r"[,;](?=[\"'+(]?\d)")
_ESCAPED = re.compile(r'\\[nrt"/]')
_SVG_TAG = re.compile(r"<(?!!--)[^>]*>")
_SVG_TEXT = re.compile(r"""\b(?:aria-label|alt|title|desc)=(["'])(.*?)\1""")
_QUOTED = re.compile(r"=(?:[2-7][0-9A-F](?:=[2-7][0-9A-F])+|(?<=\w=)(?:40|2[DE])(?=[A-Za-z]))")
_POINTS = re.compile(r"\\+(?:u\{?|U|x)(?:0{0,6})([2-7][0-9A-Fa-f])\}?(?![0-9A-Fa-f]{2}(?!\w))")
_ENTITY = re.compile(r"&(?:#\d{2,4};?|#[xX][0-9A-Fa-f]{2,5};|[A-Za-z]{2,8};)")
_PERCENT = re.compile(r"%[2-7][0-9A-Fa-f]")
_TAG = re.compile(r"</?(?!at>|dot>|arroba>|punto>)[A-Za-z]\w{0,7} ?/?>|<!--[^>\n]*-->")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe0f\ufeff\u20e3]")
_DASH = re.compile("[\u2010-\u2015\u2212]")
_HASH = re.compile(r"sha(?:1|224|256|384|512)[-:=][\w+/=]{20,}")


def readable(path: str, text: str) -> str:
    """`text` of the file `path` as it is read once its format is out of the way; every line stays in its
    place."""
    name = path.lower()
    for suffix, seam in _SEAMS.items():
        if name.endswith(suffix):
            text = _joined(seam, text)
    if name.endswith(_CODE):
        text = _joined(_STRINGS, text)
    if "\\\n" in text or "=\n" in text or "\r" in text:
        text = _joined(_CONTINUED, text)
    if name.endswith((*_CODE, *_SEAMS, ".json", ".yml", ".yaml", ".toml")):
        text = _ESCAPED.sub(lambda found: "/" if found[0] == "\\/" else " ", text)
    if name.endswith((".csv", ".tsv")):
        text = _CELL.sub(", ", text)
    if name.endswith(".svg"):
        text = _SVG_TAG.sub(_svg_words, text)
    return text


def decoded(text: str) -> str:
    r"""`text` without the escapes of any format (``\u0040``, ``&#64;``, ``%40``, ``=40``), letters in their
    plain form.

    Check sums, which are long and say nothing, are taken out; every line stays in its place.
    """
    for _ in range(3):
        before = text
        if "\\" in text:
            text = (
                _POINTS.sub(lambda found: chr(int(found[1], 16)), text)
                .replace("\\@", "@")
                .replace("\\N{COMMERCIAL AT}", "@")
            )
        if "&" in text:
            text = _ENTITY.sub(lambda found: html.unescape(found[0]).replace("\n", " "), text)
        if "%" in text:
            text = _PERCENT.sub(lambda found: unquote(found[0]), text)
        if "=" in text:
            text = _QUOTED.sub(lambda found: bytes.fromhex(found[0].replace("=", "")).decode("latin-1"), text)
        if text == before:
            break
    if "<" in text:
        text = _TAG.sub("", text)
    if not text.isascii():
        text = _DASH.sub("-", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))
    return _HASH.sub(" ", text)


def small(text: str) -> str:
    """`text` in small letters, each in its place."""
    low = text.lower()
    return (
        low
        if len(low) == len(text)
        else "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    )


def _joined(seam: re.Pattern[str], text: str) -> str:
    """`text` without its seams; a line end that was in one follows at the next line end."""
    out, start, owed = [], 0, 0
    for found in seam.finditer(text):
        piece = text[start : found.start()]
        if owed and "\n" in piece:
            piece, owed = piece.replace("\n", "\n" * (owed + 1), 1), 0
        out.append(piece)
        start, owed = found.end(), owed + found[0].count("\n")
    if not out:
        return text
    piece = text[start:]
    out.append(piece.replace("\n", "\n" * (owed + 1), 1) if "\n" in piece else piece)
    return "".join(out)


def _svg_words(tag: re.Match[str]) -> str:
    return " " + " ".join(found[1] for found in _SVG_TEXT.findall(tag[0])) + " " + "\n" * tag[0].count("\n")
