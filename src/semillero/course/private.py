"""Finding private data in a text: telephone numbers, addresses, numbers of persons, places.

Invented data is told from real by its form: telephone numbers 555-0100 to 555-0199, e-mail at example.org,
example.com or example.net. Names cannot be found by rules; people look for those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

_WORD = r"(?:[A-ZÁÉÍÓÚÑ][\wáéíóúñü'’-]+\.?|\d{1,3}(?:st|nd|rd|th))"
_STATES = ("AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|"
           "NJ|NM|NV|NY|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY")
_PATTERNS = {
    "e-mail": r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}",
    "A-number": r"(?<![\w-])A(?:[ -]?(?:[Nn]umber|[Nn]úmero|[Nn]o\.?))?[ :#-]{0,3}"
                r"(?:\d{8,9}|\d{2,3}[ -]\d{3}[ -]\d{3})(?![\w-])",
    "social security number": r"(?<![\w-])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])",
    "street address": (
        rf"(?<![\w.,$-])\d{{1,5}}(?:-\d{{1,4}})? +(?:[NSEW]\.? +|(?:North|South|East|West) +)?"
        rf"(?:{_WORD} +){{1,3}}"
        r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Terrace|Highway|Hwy|Parkway|Pkwy|"
        r"(?<!Supreme )(?<!District )(?<!Circuit )(?<!County )(?<!Appeals )Court|Place|Way)\b\.?"),
    "street address (es)": (
        r"(?i:\b(?:calle|avenida|av\.|avda\.|calzada|carretera|bulevar|pasaje|paseo|callejón|privada|colonia))"
        rf" +(?:(?:de|del|la|las|los|el|San|Santa|{_WORD}) +){{0,4}}{_WORD}"
        r"(?:,? *(?:#|[Nn]\.?[º°]|[Nn][úu]m(?:ero|\.)?|[Nn]o\.) *\d{1,5}|,? +\d{1,5}(?!\w|\.\d))"),
    "street address (number)":
        r"(?i:\b(?:calle|carrera|avenida)) +\d{1,3} *#? *\d{1,3}[A-Za-z]? *- *\d{1,3}\b",
    "post box": r"(?i:\b(?:p\. ?o\. box|po box|apartado(?: postal)?)) *#? *\d{2,6}",
    "town with postal code":
        rf"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?, +(?:{_STATES})\.? +\d{{5}}(?:-\d{{4}})?\b",
    "coordinates":
        r"(?<![\w.-])(?:1[5-9]|[2-6]\d|7[01])\.\d{3,} *[,; ] *-(?:[6-9]\d|1[0-7]\d)\.\d{3,}(?![\w.])|"
        r"\b\d{1,2}° *\d{1,2}['′](?: *\d{1,2}(?:\.\d+)?[\"″])? *[NS]\b",
}
_FIND = re.compile("|".join(f"(?P<k{number}>{pattern})" for number, pattern in enumerate(_PATTERNS.values())))
_KINDS = tuple(kind.partition(" (")[0] for kind in _PATTERNS)
_SOCIAL_WORDS = re.compile(r"(?i:\bSSN\b|social security|seguro social)[^\d\n]{0,20}"
                           r"(\d{3}[ -]?\d{2}[ -]?\d{4})(?!\d)")
_TEN_DIGITS = re.compile(r"(?:\d[\s().+/-]{0,3}){10,}")
_PHONE_WORDS = (r"(?i:\b(?:call|phone|tel|telephone|text|cell|mobile|whatsapp|signal|ll[áa]m[ae]\w*|"
                r"tel[ée]fono|m[óo]vil|celular)\b)")
_PHONE_WORD = re.compile(_PHONE_WORDS)
_SHORT_PHONE = re.compile(_PHONE_WORDS + r"[^\d\n]{0,25}(?<![\d-])(\d{3}[-. ]\d{4})(?![\d-])")
# Decimals and addresses of computers, dates, ranges of pages, dockets with a slash.
_NO_PHONE = re.compile(r"(?!(?:1\.)?\d{3}\.\d{3}\.\d{4}$)\d+(?:\.\d+)+$|\d{4}-\d\d-\d\d|.*--|"
                       r"(?!\(?\d{3}\)? ?/).*/")
_FREE_MAIL = re.compile(r"(?i)@(?:[\w-]+\.)*example\.(?:org|com|net)$|^no-?reply@|@users\.noreply\.|^git@")
_INVENTED_PHONE = re.compile(r"55501\d\d$")
_YEAR_AND_NAME = re.compile(r"(?:1[89]|20)\d\d +(?:\S+ +)+(?:Court|Way|Place|Drive)\b")
_SVG_TAG = re.compile(r"<(?!!--)[^>]*>")
_SVG_TEXT = re.compile(r"""\b(?:aria-label|alt|title|desc)=(["'])(.*?)\1""")


def _svg_words(tag: re.Match[str]) -> str:
    return " " + " ".join(found[1] for found in _SVG_TEXT.findall(tag[0])) + " " + "\n" * tag[0].count("\n")


def readable(path: str, text: str) -> str:
    """`text` as the patterns want it: escapes of JSON and numbers of drawings out of the way, lines kept."""
    if path.endswith((".ipynb", ".json", ".po")):
        return re.sub(r'\\[nrt"]', " ", text)
    if path.endswith(".svg"):
        return _SVG_TAG.sub(_svg_words, text)
    return text


def find(text: str, code: bool = False) -> Iterator[tuple[int, str, str]]:
    """What looks private in `text`: its position, what kind it is, and the text itself.

    In `code` a bare number of ten digits is a number; elsewhere it is a telephone number.
    """
    yield from _phones(text, code)
    for found in _FIND.finditer(text):
        kind = _KINDS[int(found.lastgroup[1:])]
        if not _harmless(kind, found[0]):
            yield found.start(), kind, found[0]
    for found in _SOCIAL_WORDS.finditer(text):
        if not re.fullmatch(r"\d{3}-\d{2}-\d{4}", found[1]):
            yield found.start(1), "social security number", found[1]


def _harmless(kind: str, text: str) -> bool:
    if kind == "e-mail":
        return bool(_FREE_MAIL.search(text))
    # A year before "Supreme Court" or "Independence Way" is no house number.
    return kind == "street address" and bool(_YEAR_AND_NAME.match(text))


def _phones(text: str, code: bool) -> Iterator[tuple[int, str, str]]:
    # The library reads slowly: it is given only the surroundings of ten digits that stand close together.
    for place in _TEN_DIGITS.finditer(text):
        start = max(text.rfind("\n", 0, place.start()) + 1, place.start() - 20)
        end = text.find("\n", place.end())
        end = min(end if end >= 0 else len(text), place.end() + 20)
        for match in phonenumbers.PhoneNumberMatcher(text[start:end], "US"):
            found = match.raw_string
            before = text[max(0, start + match.start - 25):start + match.start]
            bare = found.strip("()").isdigit() and not _PHONE_WORD.search(before)
            # A number that is glued to a stop or a slash is part of a web address.
            number = bare and (code or before.endswith((".", "/", "=", "_")))
            number = number or bool(_NO_PHONE.match(found))
            if not number and not _INVENTED_PHONE.search(str(match.number.national_number)):
                yield start + match.start, "telephone number", found
    for found in _SHORT_PHONE.finditer(text):
        if not _INVENTED_PHONE.search(re.sub(r"\D", "", found[1])):
            yield found.start(1), "telephone number", found[1]
