"""Signs that nobody sees: control and direction characters, and what is no character at all.

A terminal obeys some of them, a reader is deceived by others, and XML, JSON and fonts break on the rest.
Wherever text leaves, they are shown and not obeyed.
"""

import re

SIGN = "\ufffd"  # stands where such a sign was
# Text is searched as UTF-8 bytes, the same on both engines: first for a byte with which such a sign can begin
# (most texts
# have none), then for the sign itself. NUL means something else to the page's engine and is looked for by
# name.
_FIRST = re.compile(b"[\x01-\x08\x0b-\x1f\x7f\xc2\xcd\xd8\xe1\xe2\xe3\xed\xef\xf0-\xf4]")
_WHOLE = [
    re.compile(pattern)
    for pattern in (
        b"[\x01-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f\xad]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]",
        b"\xcd\x8f|\xd8\x9c|\xe1\x85[\x9f\xa0]|\xe1\x9e[\xb4\xb5]|\xe1\xa0\x8e|\xe3\x85\xa4|\xed[\xa0-\xbf]",
        b"\xef\xb7[\x90-\xaf]|\xef\xbb\xbf|\xef\xbe\xa0|\xef\xbf[\xb0-\xbb\xbe\xbf]|\xf3\xa0[\x80-\xbf]",
        b"\xf0\x9b\xb2[\xa0-\xa3]|\xf0\x9d\x85[\xb3-\xba]|[\xf0-\xf4][\x8f\x9f\xaf\xbf]\xbf[\xbe\xbf]",
    )
]
_SURROGATE = re.compile(b"\xed[\xa0-\xbf]")
_HIDDEN = (
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xD800, 0xDFFF),
    (0xFDD0, 0xFDEF),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_JOINERS = "\u200b\u200c\u200d"
_FLAG = 0x1F3F4  # the flag that letters nobody sees can follow: England, Scotland, Wales


def visible(text):
    """``text`` with a sign in place of every control and direction character, and ends of lines of any kind
    as ``\\n``.

    What joins letters or emoji stays where it does: in scripts that need it, and inside an emoji.
    """
    if not _suspect(text):
        return text
    text = text.replace("\r\n", "\n")
    return "".join([c if kept else "\n" if c in _LINE_ENDS else SIGN for c, kept in _sorted(text)])


def spelled(text):
    """``text``, the inside of a JSON string, with what ``visible`` would not show as ``\\uXXXX``: the same
    text, but seen."""
    if not _suspect(text):
        return text
    return "".join(
        [c if kept or 0xD800 <= ord(c) <= 0xDFFF else _escape(ord(c)) for c, kept in _sorted(text)]
    )


def broken(text):
    """True where ``text`` holds half a character (a lone surrogate), which no file can."""
    return bool(_SURROGATE.search(_bytes(text)))


def _bytes(text):
    return text.encode("utf-8", "surrogatepass")


def _suspect(text):
    data = _bytes(text)
    return "\x00" in text or bool(_FIRST.search(data) and [1 for pattern in _WHOLE if pattern.search(data)])


def _sorted(text):
    """Each character with True where it may stay."""
    told, before = [], 0
    for c in text:
        code = ord(c)
        kept = c in "\t\n" or not (code < 0x20 or _hidden(code)) or _joins(code, before)
        told.append((c, kept))
        before = code if kept else 0
    return told


def _hidden(code):
    if code < 0x7F:
        return False
    return code & 0xFFFE == 0xFFFE or bool([1 for low, high in _HIDDEN if low <= code <= high])


def _joins(code, before):
    """Does the sign ``code`` join what stands before it with what follows, as people write?"""
    if chr(code) in _JOINERS:
        return (0x590 <= before < 0x2000 or before >= 0x2190) and not _hidden(before)
    return 0xE0020 <= code <= 0xE007F and (before == _FLAG or 0xE0020 <= before <= 0xE007F)


def _escape(code):
    if code > 0xFFFF:
        return _escape(0xD7C0 + (code >> 10)) + _escape(0xDC00 + (code & 0x3FF))
    digits = "0123456789abcdef"
    return "\\u" + "".join([digits[code >> shift & 15] for shift in (12, 8, 4, 0)])
