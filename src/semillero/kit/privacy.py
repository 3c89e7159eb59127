"""Does a text look like something that identifies a person? A smoke alarm, not a proof.

It works on bytes: there the small letters, the patterns and the accents are the same on both engines, and
quick.
"""

import re


def _pattern(text):
    """A pattern in whose text ~ is a digit, _ what may stand between digits, < and > the bounds of a
    number."""
    for sign, meaning in (("~", "[0-9]"), ("_", "[ ./*_-]*"), ("<", _BEGIN), (">", _END)):
        text = text.replace(sign, meaning)
    return re.compile(text.encode())


_BEGIN = "(^|[^0-9 .,$/-]|[^0-9$)] )"
_END = "($|[^0-9.,/-]|[.,]($|[^0-9]))"
_MAYBE = re.compile(b"[0-9@([{</]")
_EMAIL = re.compile(b"[a-z0-9_.+-]+@[a-z0-9-]+\\.[a-z]+")
# How people write @ and the dot for people and not for machines; where any of _MAIL is, it is worth a look.
_MAIL = (
    b"@",
    b"arroba",
    b" dot ",
    b" at ",
    b"(at",
    b"[at",
    b"{at",
    b"<at",
    b"(a)",
    b"_at_",
    b"%40",
    b"#64;",
    b"u0040",
)
_AT = (
    b"[at]",
    b"(at)",
    b"{at}",
    b"<at>",
    b"(a)",
    b"[arroba]",
    b"(arroba)",
    b" arroba ",
    b"[@]",
    b"_at_",
    b"&#64;",
    b"%40",
    b"\\u0040",
    b" @",
    b"@ ",
)
_DOT = (b"[dot]", b"(dot)", b"{dot}", b"[punto]", b"(punto)", b"[.]", b" punto ", b" dot ", b"_dot_", b" . ")
_HOSTS = (b"gmail", b"hotmail", b"yahoo", b"outlook", b"icloud", b"proton")
# Dashes, the middle dot and the hard blank, which stand between digits.
_SIGNS = (b"\xe2\x80\x91", b"\xe2\x80\x93", b"\xe2\x80\x94", b"\xc2\xb7", b"\xc2\xa0")
_LINKS = (
    b"wa.me/",
    b"t.me/",
    b"telegram.me/",
    b"signal.me/",
    b"signal.group/",
    b"whatsapp.com/",
    b"whatsapp:/",
)
# The first that fits names the kind. Years, dates, hours, money, round numbers and toll-free numbers fit
# none.
_NUMBERS = (
    ("a_number", "(^|[^a-z])a[ #-]*~~~?[ -]?~~~[ -]?~~~?($|[^0-9])"),
    ("ssn", "(^|[^0-9])~~~-~~-~~~~($|[^0-9])"),
    (
        "paper",
        (
            "(^|[^a-z])[a-z][a-z][a-z][a-z][ -]?~~[01]~[0-3]~[ -]?([hm]["
            " -]?[a-z][a-z]|[a-z0-9][a-z0-9][a0-9]($|[^a-z0-9]))"
        ),
    ),
    ("paper", "(^|[^a-z])(ioe|eac|wac|lin|src|msc|nbc|ysc)" + "[ *-]*~" * 10),
    ("phone", "[+][ (]*~" + "[ ().-]*~" * 7),
    (
        "phone",
        (
            "(^|[^0-9.])(1_)?(09~|[2-79]~~|8(0[1-9]|[129]~|3[0-24-9]|4[0-35-9]|5[0-46-9]|6[0-57-9]|7[0-689]|8[0-79]))[)]?_~~~_~~["
            " -]?~~($|[^0-9])"
        ),
    ),
    ("phone", "<(50~|5[257])~~~~~~~~~?~?~?($|[^0-9])"),
    ("phone", "<0?~~[)]?[ .-]+~?~~~~[ .-]+~~~~>"),
    ("phone", "<([(]?50~[) -]+)?([3-9]~~~|2[1-9]~~)[ -]~~(~[1-9]|[1-9]~)>"),
    ("phone", "<50~[ -]~~~~~~~~>"),
    ("phone", "<~~~[ .-]([03-9]~|1[0-8]|2[1-9])(~[1-9]|[1-9]~)>"),
)
_FEWEST = 7  # digits that any of these has
# Kind, digits that it has at least, words in small letters, and what makes them private where it follows
# soon.
_BIRTH = ("naci\u00f3", "nacio ", "nacid", "nacim", "nac.", "born", "birth", "dob", "cumplea")
_YEAR = " (19[4-9]|20~)~"
_FROM = "(^|[^0-9$-])"
_WORDS = (
    ("plate", 3, ("placa", "plate", "matr"), "[A-Z][ -]?~~~|~~~[ -]?[A-Z]|[A-Z]~[A-Z]~|[a-z]~~~|~~~[a-z]"),
    ("address", 1, ("apartam", "apto", "apt ", "apt.", "depto"), "^(ento)?[. #]*~"),
    ("birth", 4, _BIRTH, "~~?[/.-]~~?[/.-]~~|~~~~-~~?-~~?|~~?-[a-z]+-~~"),
    ("birth", 4, _BIRTH, "~~?(th)?,?( de| of)? [a-z]+,?( del?)?" + _YEAR + "|[a-z]+ ~~?(th)?,?" + _YEAR),
    (
        "phone",
        7,
        ("tel", "cel", "what", "phone", "llam", "call", "text", "sms", "marque", "rele"),
        _FROM + "((~~~|[13-9]~~~|2[1-9]~~)[ .-]?~~~~|~~[ .-]~~[ .-]~~[ .-]~~)>",
    ),
    (
        "a_number",
        7,
        ("alien", "extranjer", "uscis", "a-number", "a number", "mero a"),
        _FROM + "~~~?[ .-]?~~~[ .-]?~~~>",
    ),
    ("ssn", 9, ("ssn", "social", "itin"), _FROM + "~~~[ .-]?~~[ .-]?~~~~>"),
    (
        "paper",
        7,
        ("passport", "pasaport", "dui ", "dpi ", "dula ", "curp", "licen", "consular", "cpf "),
        "~~~~[ -]?~~~|~~~[.]~~~[.]~~~",
    ),
)
_NUMBERS = tuple([(kind, _pattern(text)) for kind, text in _NUMBERS])
_WORDS = tuple(
    [(kind, least, [word.encode() for word in words], _pattern(text)) for kind, least, words, text in _WORDS]
)
_SOON = 40
_long = ["", ""]  # the long text looked at last, and its kind: it stays the same while other fields change


def looks_private(text):
    """The kind of private text that ``text`` seems to hold, as the catalogue names it (``private.KIND``); or
    ""."""
    if len(text) < 1000:
        return _kind(text)
    if _long[0] != text:
        _long[:] = [text, _kind(text)]
    return _long[1]


def _kind(text):
    low = text.encode().lower()
    if not _MAYBE.search(low) and b"arroba" not in low and b" dot " not in low and b"mail" not in low:
        return ""
    for sign in _MAIL:
        if sign in low:
            if _EMAIL.search(_plain(low)):
                return "email"
            break
    if b"/" in low and [link for link in _LINKS if link in low]:
        return "link"
    # No pattern spans lines, and most lines have too few digits to be looked at letter by letter.
    lines = [(line, _digits(line)) for line in low.split(b"\n")]
    for low, count in lines:
        if count >= _FEWEST:
            for sign in _SIGNS:
                low = low.replace(sign, b" ")
            for kind, pattern in _NUMBERS:
                if _fits(pattern, low):
                    return kind
    for line, (low, count) in zip(text.encode().split(b"\n"), lines):
        if count:
            for kind, least, words, pattern in _WORDS:
                if count >= least:
                    # Capitals tell a plate from words.
                    where = line if kind == "plate" else low
                    for word in words:
                        if word in low and _follows(word, pattern, low, where):
                            return kind
    return ""


def _fits(pattern, line):
    found = pattern.search(line)
    if not found:
        return False
    digits = [c for c in found.group(0) if 48 <= c < 58]
    if len(digits) != 8:
        return True
    # "2345-2367" is a range.
    one, two = [int(bytes(half)) for half in (digits[:4], digits[4:])]
    return not 0 < two - one < 1000


def _follows(word, pattern, low, line):
    """Whether the pattern fits in ``line`` soon after the word, which is in ``low``."""
    at = low.find(word)
    while at >= 0:
        at += len(word)
        if pattern.search(line[at : at + _SOON]):
            return True
        at = low.find(word, at)
    return False


def _plain(low):
    """``low`` with @ and dots in the place of what stands for them."""
    for sign in _AT:
        low = low.replace(sign, b"@")
    for host in _HOSTS:
        low = low.replace(b" at " + host, b"@" + host)
    for sign in _DOT:
        if sign in low:
            if b"@" not in low and b" at the" not in low:
                low = low.replace(b" at ", b"@")
            low = low.replace(sign, b"\n").replace(b" \n", b"\n").replace(b"\n ", b"\n").replace(b"\n", b".")
    return low


def _digits(line):
    count = 0
    for digit in (b"0", b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"8", b"9"):
        count += line.count(digit)
    return count
