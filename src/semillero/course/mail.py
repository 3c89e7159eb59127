"""E-mail addresses in a text, also disguised ones, and links to people in messengers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from semillero.course.plain import small

_LINK = re.compile(
    r"(?:(?:whatsapp:/|whatsapp\.com|wa\.me)/[\w/]*(?:\?[^\s\"'<>)]*?phone=)?(?:%2B|\+)?\d{8,}|wa\.me/(?:message|qr|c)/\w{6,}|"
    r"chat\.whatsapp\.com/(?:invite/)?\w{8,}|(?<![\w.-])(?:t|m|telegram)\.(?:me|dog)/(?:s/|joinchat/)?[\w+][\w-]{3,}|"
    r"signal\.(?:me|group)/#[\w/+-]{6,}|(?:sgnl|tg)://[^\s\"'<>]*[\w-]{5,})"
)
_LINKS = ("whatsapp", "wa.me", ".me/", "telegram.", "signal.", "sgnl:", "tg:")
_TOP = (
    r"(?:com|org|net|edu|gov|gob|info|mail|email|me|io|us|mx|gt|sv|hn|ni|cr|co|do|ht|br|ec|es|ca|pr|lat|app"
    r"|social)"
)
_PROVIDER = (
    r"(?:g|hot|ya?hoo|out|i|proton|rise|live|aol|msn|zoho|tuta|ymail|rocket|fast|pm)"
    r"(?:mail|look|cloud|up|nota)?"
)
_LEFT = re.compile(r"[a-z0-9][\w.+-]{0,40}\Z", re.IGNORECASE)
_RIGHT = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?![\w@])", re.IGNORECASE)
_LOCAL = re.compile(r"[\w.+%'-]+\Z")
_AT = re.compile(
    r" ?[\[({<|*] ?(?:at|arroba|a|@) ?[\])}>|*] ?|[ _-]{1,2}(?:at|arroba)[ _-]{1,2}| en | @ | @(?=\w)|@["
    r" \n]+(?=\w)|"
    r"@(?=[\w-]+ ?[\[({ _](?:dot|punto|\.))"
)
_DOT = r"(?: ?[\[({<|*] ?(?:dot|punto|pto|\.) ?[\])}>|*] ?|[ _-]{1,2}(?:dot|punto|pto)[ _-]{1,2}| ?\. ?)"
_DOTS = re.compile(_DOT)
_HOST = re.compile(rf"[\w-]+(?:{_DOT}[\w-]+)*?{_DOT}{_TOP}(?!\w)")
# A text without any of these disguises no address.
_DISGUISES = (
    "arroba",
    " dot ",
    "dot]",
    "dot)",
    "dot}",
    "_dot_",
    "-dot-",
    " punto ",
    "[at]",
    "(at)",
    "{at}",
    "<at>",
    "(a)",
    "[a]",
    "[@]",
    "(@)",
    " @",
    "@ ",
    "mail.com",
    "gmail",
    "hotmail",
    "yahoo.",
    "outlook.",
    "[.]",
    "(.)",
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|css|js|mjs|html?|py|md)$")
_FREE = re.compile(
    r"(?i)@(?:[\w-]+\.)*example\.(?:org|com|net)$|^no-?reply@|@users\.noreply\.|^git@|"
    r"^(?:info|press|foia|contact|clerk|privacy|help|webmaster)@[\w.-]+\.gov$"
)
_INVENTED = re.compile(r"55501\d\d(?!\d)")


def links(text: str) -> Iterator[tuple[int, str, str]]:
    """Links that open a talk with a person or a group: their place, their kind, and the link."""
    for found in _LINK.finditer(text) if any(name in text for name in _LINKS) else ():
        if not _INVENTED.search(re.sub(r"[-.() ]", "", found[0])):
            yield found.start(), "messenger link", found[0]


def mail(text: str) -> Iterator[tuple[int, str, str]]:
    """E-mail addresses that may be a person's: their place, their kind, and the address."""
    at = text.find("@")
    while at >= 0:
        local, host = _LOCAL.search(text, max(0, at - 64), at), _RIGHT.match(text, at + 1)
        if (
            local
            and host
            and not _PICTURE.search(host[0].lower())
            and not _FREE.search(f"{local[0]}@{host[0]}")
        ):
            yield local.start(), "e-mail", f"{local[0]}@{host[0]}"
        at = text.find("@", at + 1)
    low = small(text)
    for found in _AT.finditer(low) if any(sign in low for sign in _DISGUISES) else ():
        local, host = (
            _LEFT.search(low, max(0, found.start() - 40), found.start()),
            _HOST.match(low, found.end()),
        )
        if local and host:
            plain = _DOTS.sub(".", host[0])
            if not _is_sentence(found[0].strip(" _-"), host[0], plain) and not _FREE.search(
                f"{local[0]}@{plain}"
            ):
                yield local.start(), "e-mail", low[local.start() : host.end()]


def _is_sentence(at: str, host: str, plain: str) -> bool:
    """Whether a word that may stand for @ is a word: "look at the dot com", "works at example.org"."""
    if re.match(_PROVIDER + r"\.", plain):
        return at == "en" and host == plain
    return at == "en" or at == "at" and (host == plain or host.split()[0] in ("the", "a", "this", "that"))
