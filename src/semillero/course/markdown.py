"""A light reading of MyST Markdown, line by line: what the rules compare and count, and nothing more.

A full parse of every page would cost most of the five seconds that the checks may take, and would fold
directives into one opaque token each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

# The body of these is no prose of ours: code, or data that the directive reads.
_CODE_DIRECTIVES = frozenset(
    {"code", "code-block", "code-cell", "math", "raw", "mermaid", "literalinclude", "toctree", "eval-rst"}
)
_FENCE = re.compile(r"^(`{3,}|~{3,}|:{3,})\s*(?:\{([^}]+)\})?\s*(.*)$")
_OPTION = re.compile(r"^:([\w-]+):(?:\s+(.*))?$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^(?:[-*+]|\d+[.)])\s+(.*)$")
_LABEL = re.compile(r"^\(([\w-]+)\)=$")
_CITE = re.compile(r"\{cite\}`([^`]*)`")
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_CLEAN = (
    (re.compile(r"<!--.*?-->", re.DOTALL), " "),
    (re.compile(r"\s*\(?\{cite\}`[^`]*`\)?"), ""),
    (_IMAGE, " "),
    (re.compile(r"\{(?:doc|ref|term|abbr|download)\}`([^`<]*?)\s*(?:<[^>`]*>)?`"), r"\1"),
    (re.compile(r"\{[\w:-]+\}`[^`]*`"), " "),
    (re.compile(r"`+[^`]*`+"), " "),
    (re.compile(r"\[\^[^\]]+\]:?"), ""),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"<https?:[^>]*>|https?://\S+"), " "),
    (re.compile(r"</?[A-Za-z][^>]*>"), ""),
    (re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}"), ""),
    (re.compile(r"\\(.)"), r"\1"),
)


def plain(text: str) -> str:
    """A piece of Markdown as the words a reader sees; citations, code and addresses are left out."""
    for pattern, new in _CLEAN:
        text = pattern.sub(new, text)
    return " ".join(unescape(text).split())


@dataclass
class Directive:
    """A directive with what stands behind its name and its options."""

    name: str
    argument: str
    options: dict[str, str] = field(default_factory=dict)


@dataclass
class Scan:
    """What a piece of Markdown holds, each list in the order of the text.

    `blocks` are the paragraphs and list items as plain words, `seen` also headings, tables and texts of
    directives; `shape` is the order of everything that twins must share.
    """

    headings: list[tuple[int, str]] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    items: int = 0
    rows: int = 0
    shape: list[str] = field(default_factory=list)


class _Scanner:
    """Reads lines one after another; `open` is the stack of fences that are not closed yet."""

    def __init__(self) -> None:
        self.scan = Scan()
        self.open: list[tuple[str, bool]] = []
        self.options_of: Directive | None = None
        self.paragraph: list[str] = []

    def end_paragraph(self) -> None:
        text = plain(" ".join(self.paragraph))
        self.paragraph = []
        if text:
            self.scan.blocks.append(text)
            self.scan.seen.append(text)

    def line(self, raw: str) -> None:
        line = re.sub(r"^(?:\s*>\s?)+", "", raw).strip()
        if self.open and self.open[-1][1]:
            self.code_line(line)
        elif self.options_of is not None and self.option(line):
            return
        elif not self.fence(line):
            self.text(line, quoted=raw.lstrip().startswith(">"))

    def code_line(self, line: str) -> None:
        fence = self.open[-1][0]
        if line.startswith(fence) and not line.strip(fence[0]):
            self.open.pop()
            self.options_of = None
        elif self.options_of is not None:
            self.option(line)

    def option(self, line: str) -> bool:
        found = _OPTION.match(line)
        if found and self.options_of is not None:
            self.options_of.options[found[1]] = (found[2] or "").strip()
            if found[1] == "alt":
                self.scan.seen.append(plain(found[2] or ""))
            return True
        self.options_of = None
        return False

    def fence(self, line: str) -> bool:
        found = _FENCE.match(line)
        if not found:
            return False
        self.end_paragraph()
        mark, name, argument = found.groups()
        if not name and not argument and self.open and mark.startswith(self.open[-1][0]):
            self.open.pop()
            return True
        self.open.append((mark, not name or name in _CODE_DIRECTIVES))
        if name:
            directive = Directive(name, argument)
            self.scan.directives.append(directive)
            self.scan.shape.append(f"{{{name}}}")
            self.options_of = directive
            if name == "admonition":
                self.scan.seen.append(plain(argument))
        else:
            self.scan.shape.append("code block")
        return True

    def text(self, line: str, quoted: bool) -> None:
        heading, item, label = _HEADING.match(line), _ITEM.match(line), _LABEL.match(line)
        if not line or line.startswith("%"):
            self.end_paragraph()
        elif heading and not quoted:
            self.end_paragraph()
            level = len(heading[1])
            self.scan.headings.append((level, heading[2]))
            self.scan.seen.append(plain(heading[2]))
            self.scan.shape.append(f"heading {level}")
        elif label:
            self.end_paragraph()
            self.scan.labels.append(label[1])
        elif line.startswith("|"):
            self.end_paragraph()
            self.scan.rows += 1
            self.scan.seen.append(plain(line.replace("|", " ")))
        elif item:
            self.end_paragraph()
            self.scan.items += 1
            self.paragraph.append(item[1])
        else:
            self.paragraph.append(line)


def scan(text: str) -> Scan:
    """Read `text` (without front matter)."""
    scanner = _Scanner()
    for line in text.splitlines():
        scanner.line(line)
    scanner.end_paragraph()
    result = scanner.scan
    result.cites = [key.strip() for group in _CITE.findall(text) for key in group.split(",")]
    result.images = [(alt.strip(), target) for alt, target in _IMAGE.findall(text)]
    for tag in _HTML_IMAGE.findall(text):
        alt = re.search(r"""\balt=(["'])(.*?)\1""", tag)
        result.images.append((alt[2].strip() if alt else "", tag))
    result.seen += [plain(alt) for alt, _ in result.images]
    return result
