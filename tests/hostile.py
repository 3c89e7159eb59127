"""Plan files as nobody should write them: made from a seed, the same ones at every run, for every surface.

``files(count)`` gives pairs ``(name, bytes)``: an example plan with something strange in it, or no plan at
all.
"""

import copy
import json
import random

from semillero import catalogues, toolbox
from semillero.kit import plan as plans

NUMBERS = [
    "1e999", "-1e999", "1e308", "1e-400", "-0", "0.0", "1.50", "1E5", "12345678901234567890", "3.14159265358979", "1e-9", "1.5e21",
    "9" * 400, "0." + "1" * 400, "1000000000000000", "1000000000000001", "-1e16", "2147483648", "007", "+1", ".5", "NaN", "Infinity",
]  # fmt: skip
CONTROL = [
    "\x1b]0;PWNED\x07\x1b[2J", "\x9b2J", "a\x00b", "\x0b\x0c\x1c\x1d\x1e\x1f", "\x7f\x80\x85\x9f", "a\rb\r\nc",
    "\x08\x08\x08", "a\u2028b\u2029c",
]  # fmt: skip
DIRECTION = [
    "a\u202eb\u202c", "\u2066x\u2069", "\u200f\u200e\u061c", "adm\u200bin", "ad\u200dmin", "\ufeffx", "\u2060\u2064",
    "so\u00adft", "\u3164\uffa0",
    "a\U000e0041\U000e007f", "\ufff9x\ufffay\ufffb",
]  # fmt: skip
BROKEN = ["\ud800x", "x\udfff", "\udc00\ud800", "\ud83d"]
NOTHING = ["\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff", "\ue000", "\U000f0000"]
EMOJI = [
    "✊🏾", "1️⃣", "#️⃣", "👩🏽‍🏭", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇲🇽🇸🇻", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️‍🔥", "☎︎", "🫶🏿", "a\ufe0f", "🏽", "\u20e3", "🇽",
]  # fmt: skip
STACKED = ["e" + "\u0301" * 300, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G", "\u0301x", "ā̂̈́", "ﷺ" * 20, "𒐫" * 20, "꧅" * 20]
NAMES = [
    "ሰላም ገብረ", "王小明", "สมชาย ใจดี", "김철수", "محمد الأحمد", "מרים", "नमस्ते", "ဒေါ်အောင်", "ខ្មែរ", "Ħëłłø Ñandú", "Ⲁⲃⲅ",
    "ᏣᎳᎩ", "தமிழ்", "Ελένη", "Жанна",
]  # fmt: skip
FORMULAS = [
    '=HYPERLINK("http://x.example","y")', "=1+1", "@SUM(1)", "+1+1", "-1-1", "-2+3+cmd|'/C calc'!A0", "=cmd|'/C calc'!A0", "\u0000=1+1",
    "\x0b=1+1", "\x1f@SUM(1)", " =1+1", "\t=1+1", "\u00a0=1+1", "\u3000=1+1", "\ufeff=1+1", "\u200b=1+1", "\u202e=1+1",
    "\uff1d1+1", "\uff0b1+1",
    "\uff0d1+1", "\uff20SUM(1)", "x;=1+1", "x\n=1+1", "x\r=1+1", '"=1+1', '","=1+1', "'=1+1", "\u2028=1+1", "=", "-", "+5", "-5.5", "%0A=1",
]  # fmt: skip
MARKUP = [
    "<script>alert(1)</script>", "<!--<script>alert(1)", "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>', "]]>", "<![CDATA[",
    "<svg onload=alert(1)>", "</title></text><foreignObject>", "&lt;b&gt;&#x1b;&#0;", "javascript:alert(1)",
    "' onmouseover='alert(1)", "<base href=//x.example>",
    "<meta http-equiv=refresh content=0>", "<style>@import'//x.example'</style>", "--><b>", "{{7*7}}", "${7*7}", "%s%n{0}{n}{}{word}",
]  # fmt: skip
MARKDOWN = [
    "![x](http://x.example/t.png)", "[x](javascript:alert(1))", "[x]: http://x.example", "# Heading", "```\ncode\n```",
    "~~~", "> quote\n\n- item\n\n1. one",
    "a | b\n--- | ---\nc | d", "***\n---\n===", "<http://x.example>", "    code", "\\[x](y)", "a\\", "{eval-rst}`x`",
    "$$x$$", "[^1]: x", "**a** __b__ ~~c~~",
]  # fmt: skip
TYPST = [
    '#import "x.typ"', '#read("/etc/passwd")', "#eval(\"1\")", "$ x^2 $", "*a* _b_ `c`", "= Heading", "#{", "\\",
    "@label <label>", "// x /* y */", "\"", "[ ]", "#\"\\u{1}\"",
]  # fmt: skip
CALENDAR = [
    "x\r\nBEGIN:VEVENT\r\nSUMMARY:PWNED\r\nEND:VEVENT", "2027-05-01\r\nATTACH:http://x.example", "END:VCALENDAR",
    "2027-02-30", "0000-00-00", "2199-12-31", "9999-12-31",
]  # fmt: skip
PROTOTYPE = [
    "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "__class__", "__init__", "__defineGetter__",
    "then", "length", "valueOf",
]  # fmt: skip
CLOCKS = [
    "25:61", "9:00:00 AM", "7:30\u202fPM", "noon", "12:60", "24:00", "99999999:00", "-1:00", "٣:٠٠", "0:0:0:0", "pm", ":",
    "19h", "1e1:00",
]  # fmt: skip
TEXTS = (
    CONTROL + DIRECTION + BROKEN + NOTHING + EMOJI + STACKED + NAMES + FORMULAS + MARKUP + MARKDOWN + TYPST + CALENDAR + PROTOTYPE + CLOCKS
    + ["", " ", "\n\n\n", "x" * 250, "ñ" * 1001, "0" * 5000, "a b " * 4000, "\\u0041", '\\"', "a" * 19999 + "=", "null", "true"]
    + ["\x1e\x1f", "person@example.org 202-555-0143"]
)  # fmt: skip
SHAPES = [
    None, True, False, [], {}, [[]], [{}], [None], ["x"], [1, 2], {"a": {}}, {"": ""}, {"0": {}}, [[[]]], "x", 0, [{}] * 3,
    {"length": 3},
]  # fmt: skip
KINDS = (
    "texts",
    "words",
    "numbers",
    "shapes",
    "keys",
    "deep",
    "wide",
    "huge",
    "bytes",
    "twice",
    "cut",
    "whole",
    "memory",
    "rows",
)


def example(lang="es"):
    """A plan with the example of every tool."""
    return plans.empty() | {
        "sheets": {id: toolbox.tool(id).sample(catalogues.words(lang, id)) for id in toolbox.tool_ids()}
    }


def leaves(value, path=()):
    """The places of all texts and numbers."""
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], (*path, key))
    else:
        yield path


def places(value, path=()):
    """The places of everything but the top."""
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield (*path, key)
            yield from places(value[key], (*path, key))


def put(plan, path, value):
    """Write ``value`` at ``path``, where there still is such a place."""
    for key in path[:-1]:
        try:
            plan = plan[key]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(plan, (dict, list)):
        plan[path[-1]] = value


class Hostile:
    """The maker of one file after the other. Each kind comes round again, so that any number of files holds
    all kinds."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.whole = example("es"), example("en")
        self.turn = 0

    def file(self):
        """The next ``(name, bytes)``."""
        kind = KINDS[self.turn % len(KINDS)]
        self.turn += 1
        plan = copy.deepcopy(self.dice.choice(self.whole))
        some = self.dice.sample(sorted(plan["sheets"]), self.dice.choice((1, 1, 2, 4)))
        plan["sheets"] = {id: plan["sheets"][id] for id in some}
        return f"{self.turn - 1:05}-{kind}", getattr(self, "_" + kind)(plan)

    def _text(self):
        return self.dice.choice(TEXTS) + self.dice.choice(("", "", self.dice.choice(TEXTS)[:40]))

    def _texts(self, plan):
        """Strange texts in some fields, those of a choice or a date too."""
        for path in self.dice.sample(list(leaves(plan["sheets"])), 6):
            put(plan, ("sheets", *path), self._text())
        return written(plan)

    def _words(self, plan):
        """The same text in every field that asks for words: it reaches findings, tables, figures and
        files."""
        text = self._text()
        for id in plan["sheets"]:
            for field in toolbox.tool(id).fields:
                if field.kind == "text":
                    plan["sheets"][id][field.id] = text
                elif field.kind == "table":
                    for row in plan["sheets"][id].get(field.id, ()):
                        row |= {column.id: text for column in field.columns if column.kind == "text"}
        return written(plan)

    def _numbers(self, plan):
        """Numbers as other programs write them, in fields and in keys that nobody knows."""
        marks = {}
        for place, path in enumerate(self.dice.sample(list(leaves(plan["sheets"])), 2)):
            if self.dice.random() < 0.4:
                marks[f"@number{place}@"] = self.dice.choice(NUMBERS)
                put(plan, ("sheets", *path), f"@number{place}@")
        marks["@ours@"] = self.dice.choice(NUMBERS)
        plan["ours"] = {"number": "@ours@", "list": ["@ours@"]}
        text = json.dumps(plan)
        for mark, number in marks.items():
            text = text.replace(f'"{mark}"', number)
        return text.encode()

    def _shapes(self, plan):
        """A value of the wrong shape, anywhere."""
        for path in self.dice.sample(list(places(plan)), self.dice.choice((1, 1, 2))):
            put(plan, path, copy.deepcopy(self.dice.choice(SHAPES)))
        return written(plan)

    def _keys(self, plan):
        """Keys that mean something to an engine, and keys that are strange texts."""
        inner = [plan, plan["sheets"], *plan["sheets"].values()]
        inner += [
            row
            for sheet in plan["sheets"].values()
            for rows in sheet.values()
            if isinstance(rows, list)
            for row in rows[:2]
        ]
        for _ in range(6):
            self.dice.choice(inner)[self.dice.choice(PROTOTYPE + TEXTS)[:80]] = copy.deepcopy(
                self.dice.choice(SHAPES + TEXTS)
            )
        return written(plan)

    def _deep(self, plan):
        """Lists and dicts nested a little or very deep."""
        depth = self.dice.choice((5, 36, 37, 38, 39, 200, 3000, 50000))
        opening, close = self.dice.choice((("[", "]"), ('{"a":', "}")))
        text = json.dumps(plan | {"ours": "@deep@"}).replace(
            '"@deep@"', opening * depth + "1" + close * depth
        )
        return text.encode()

    def _wide(self, plan):
        """Very many keys, entries or rows."""
        many = self.dice.choice((300, 5000, 60000))
        way = self.dice.randrange(4)
        if way == 0:
            plan["ours"] = {f"key {n}": n for n in range(many)}
        elif way == 1:
            plan["ours"] = [[]] * many
        elif way == 2:
            plan["sheets"] |= {f"tool_{n}": {"a": ""} for n in range(many)}
        else:
            groups = [{"name": f"group {n}", "now": "neutral"} for n in range(min(many, 9000))]
            plan["sheets"]["spectrum"] = {"issue": "x", "groups": groups}
        return written(plan)

    def _huge(self, plan):
        """Texts up to what a file may hold, and files beyond."""
        unit = self.dice.choice(
            ("a", "ñ", "=1+1\n", "1 ", "✊🏾", "<b>", "(202) 555-0143 ", "\x1b", "\u202e", "Ab,")
        )
        size = self.dice.choice((19000, 19000, 20001, 100000, 100000, 240000, 1000001))
        path = self.dice.choice(list(leaves(plan["sheets"])))
        put(plan, ("sheets", *path), (unit * size)[:size])
        return written(plan)

    def _bytes(self, plan):
        """Bytes that are no UTF-8, or another encoding of a plan."""
        text = json.dumps(plan | {"ours": "ñandú ✊"}, ensure_ascii=False)
        way = self.dice.randrange(6)
        if way < 3:
            return text.encode(("utf-16", "utf-32", "utf-8-sig")[way])
        data = bytearray(text.encode())
        if way == 3:
            return text.replace("✊", "").encode("latin-1", "replace")
        for _ in range(way - 3):
            data[self.dice.randrange(len(data))] = self.dice.choice((0, 0x80, 0xC0, 0xED, 0xFF))
        return bytes(data)

    def _twice(self, plan):
        """The same key twice, whatever stands there."""
        text, sheets = json.dumps(plan), json.dumps(plan["sheets"])
        more = (
            '"version":1',
            '"sheets":5',
            '"sheets":{}',
            f'"sheets":{sheets}',
            '"format":"x"',
            '"format":"semillero-plan"',
        )
        again = self.dice.choice(more)
        return (
            text[:-1] + "," + again + "}" if self.dice.random() < 0.5 else "{" + again + "," + text[1:]
        ).encode()

    def _cut(self, plan):
        """A file that ends too early, or has a piece too much or too little."""
        text, way = json.dumps(plan), self.dice.randrange(4)
        start = self.dice.randrange(len(text))
        if way == 0:
            return text[:start].encode()
        if way == 1:
            return (text[:start] + text[start + self.dice.randrange(200) :]).encode()
        if way == 2:
            return (
                text[:start]
                + self.dice.choice(('"', "{", "]", ",", "\\", "\x00", "//", "\n", "1"))
                + text[start:]
            ).encode()
        return (text + self.dice.choice(("x", "{}", "\x00", "\n\n", text))).encode()

    def _whole(self, plan):
        """No plan at all, or one of another kind or version."""
        choices = [b"", b"null", b"5", b'"x"', b"[]", b"{}", b"[[],[]]", b"true", b"\x00", b"\xef\xbb\xbf"]
        choices += [b"PK\x03\x04", b"<html></html>", b"{'a': 1}"]
        versions = [0, -1, 1.0, 1.5, "1", True, None, [1], 2, 1e300, {"a": 1}]
        choices += [written(plan | {"version": one}) for one in versions]
        choices += [
            written(plan | {"format": one}) for one in ("", None, 1, ["semillero-plan"], "Semillero-Plan")
        ]
        choices += [written(plan | {"sheets": one}) for one in SHAPES]
        return self.dice.choice(choices)

    def _memory(self, plan):
        """Strange things in what a sheet remembers of the others."""
        for id in plan["sheets"]:
            for take in toolbox.tool(id).takes:
                row = {self.dice.choice(("name", "x", *PROTOTYPE)): self._text() for _ in range(2)}
                kept = self.dice.choice((row, row, self.dice.choice(SHAPES)))
                ways = ({take.id: {self._text(): kept}}, {take.id: kept}, {"none": {"a": row}}, kept)
                plan["sheets"][id]["taken"] = self.dice.choice(ways)
        return written(plan)

    def _rows(self, plan):
        """Tables of other lengths: none, one, as many as may be, one more."""
        for id in plan["sheets"]:
            for field in toolbox.tool(id).fields:
                if field.kind == "table":
                    rows = plan["sheets"][id].get(field.id) or [{}]
                    size = self.dice.choice((0, 1, field.most, field.most + 1, len(rows)))
                    plan["sheets"][id][field.id] = [dict(rows[n % len(rows)]) for n in range(size)]
        return written(plan)


def written(plan):
    """``plan`` as the bytes of a file, everything beyond ASCII as an escape: half a character can stand there
    too."""
    return json.dumps(plan).encode()


def files(count, seed=11):
    """``count`` hostile files, ``(name, bytes)`` each, the same at every call."""
    maker = Hostile(seed)
    return [maker.file() for _ in range(count)]
