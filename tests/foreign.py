"""Whether a page in one language says something of the other: its messages, and what a library would write
in English."""

import functools
import json
import re

from semillero import catalogues
from semillero.data.tables import kit_table

OTHER = {"en": "es", "es": "en"}
# What Sphinx, MyST and Jupyter Book would write in English where nobody translated it.
FOREIGN = (
    "Note", "Warning", "Tip", "Important", "See also", "Caution", "Attention", "Hint", "Danger", "Toggle", "Permalink",
    "Link to this heading", "Link to this image", "Link to this table", "Show code cell source", "Hide code cell source",
    "Show code cell output", "Hide code cell output", "Search this book", "Click to show", "Click to hide", "Fig.", "Table of contents",
)  # fmt: skip
# Names: of laws, which stand in English in both editions; of people and papers that wrote sources; of fields
# in federal data; an hour as it is said in the United States.
NAMES = (
    *sorted((row["label"] for row in kit_table("policies")), key=len, reverse=True),
    "Medium, ", "6:30 pm", "Granovetter, Mark", "Reason, ", "Criminal Street Gang (Yes/no)", "Federal Interest (Yes/no)",
)  # fmt: skip
BOTH = {"may", "decide"}  # a month cut short is a verb of the other language; this verb is one of both
URL = re.compile(r"[\w.-]+\.[a-z]{2,}/\S*")  # a source's address, as its link shows it
WORD = re.compile(r"[^\W_]+")
SPOKEN = (
    "title",
    "aria-label",
    "aria-description",
    "placeholder",
    "alt",
    "data-none",
    "data-one",
    "data-many",
)


def messages(lang, labs=False):
    """Every message of a language; with ``labs`` those of the data labs, which are said on their own pages
    only: words as common as "place" and "share"."""
    found = set()
    for path in (catalogues.LOCALE / lang / "LC_MESSAGES").glob("*.po"):
        if path.stem.startswith("lab_") != labs:
            continue
        for text in catalogues.catalogue(lang, path.stem).values():
            found |= {text} if isinstance(text, str) else set(text)
    return found


def split(text):
    """The pieces of a text between its marks: a label and its value, a name and what is said of it."""
    return {" ".join(piece.split()) for piece in re.split(r"[^\w\s{}’'-]+", text)} - {""}


def expression(text, parameter):
    return parameter.join(re.escape(piece) for piece in re.split(r"\{\w+\}", text))


class Foreign:
    """Finds the messages of the other language: long ones within a text, short ones as a whole piece of
    it."""

    def __init__(self, lang, more=(), labs=False):
        own = messages(lang) | (messages(lang, labs) if labs else set())
        mine, other = [
            {" ".join(text.split()) for text in texts}
            for texts in (own, messages(OTHER[lang], labs) | set(more))
        ]
        self.mine, self.known = mine, {}
        long = {text for text in other - mine if len(re.findall(r"[^\W\d_]{2,}(?![^{]*\})", text)) >= 4}
        short = {piece for text in other - long for piece in split(text)} - {
            piece for text in mine for piece in split(text)
        }
        short = {piece for piece in short if re.search(r"[^\W\d_]{2}", re.sub(r"\{\w+\}", "", piece))} - BOTH
        # By a word that its text must have: a search for thousands of patterns at once is slow.
        self.long = {}
        for text in long:
            words = WORD.findall(re.sub(r"\S*\{\w+\}\S*", " ", text))
            self.long.setdefault(max(words, key=len, default=""), []).append(
                re.compile(expression(text, ".+?"))
            )
        self.short = re.compile("|".join(expression(text, r"[\d.,−–]+") for text in short))

    def within(self, text):
        """Whether ``text`` holds such a message. Most texts stand on many pages: each is looked at once."""
        if text not in self.known:
            self.known[text] = self._within(text)
        return self.known[text]

    def _within(self, text):
        if text in self.mine or URL.fullmatch(text):
            return False
        for name in NAMES:
            text = text.replace(name, "") if name in text else text
        asked = [self.long[word] for word in {"", *WORD.findall(text)} if word in self.long]
        long = any(pattern.search(text) for patterns in asked for pattern in patterns)
        return long or any(self.short.fullmatch(piece) for piece in split(text))


def said(tree, lang):
    """Every text of the page in ``lang``: what stands there, what is read aloud, and what its sheets may say
    later."""
    for node in tree.iter():
        if not isinstance(node.tag, str) or node.tag == "style" or in_code(node):
            continue
        if node.tag == "script":
            if node.get("data-words") is not None and tongue(node) == lang:
                yield from json.loads(node.text).values()
            continue
        if tongue(node) == lang:
            yield node.text or ""
            yield from (node.get(name, "") for name in SPOKEN)
            if node.tag in ("input", "button"):
                yield node.get("value", "")
        if node.getparent() is not None and tongue(node.getparent()) == lang:
            yield node.tail or ""


def tongue(node):
    return node.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")


def in_code(node):
    return bool(node.xpath("ancestor-or-self::pre | ancestor-or-self::code"))


def strangers(tree, lang, foreign):
    """The texts of the page in ``lang`` that hold a message of the other language."""
    return [text for text in (" ".join(one.split()) for one in said(tree, lang)) if foreign.within(text)]


@functools.cache
def of(lang):
    """What must not stand in a page of ``lang``."""
    return Foreign(lang, FOREIGN if lang == "es" else ())
