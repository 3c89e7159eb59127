"""Circle starter: at least three people, a purpose, a role for each, and the first thirty days.

That a circle begins with three, and that the first two or three weeks go to getting to know one another
before any action: the guide of Movimiento Cosecha, "Build Your Circle"; the roles recruitment, logistics and
content: the same guide on hosting a training. The two other roles, the thirty days and every alarm are ours.
"""

from ..chain import Take
from ..charts import clipped, wrapped
from ..days import day_number, day_text
from ..fields import Choice, Date, Table, Text
from ..figure import circle, drawing, label, line, polar
from ..portable import fold
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

LEAST, MOST = 3, 15  # people of a circle; above, a conversation of all with all gets thin
DAYS, CALM = 30, 14  # days that are planned, and days before the first action
ROLES = ("welcome", "logistics", "content", "care", "link")
NEEDED = ROLES[:3]
SEATS = 10  # people in the drawing; all of them stand in the table
TONES = {"welcome": "1", "logistics": "2", "content": "4", "care": "5", "link": "3", "": "3"}

# Words of an action, for a date whose kind nobody has chosen. Beginnings of words, folded, both languages.
ACTIONS = (
    "action",
    "march",
    "rally",
    "vigil",
    "procession",
    "picket",
    "protest",
    "boycott",
    "strike",
    "accion",
    "marcha",
    "mitin",
    "vigilia",
    "procesion",
    "protesta",
    "plant\u00f3n",
    "planton",
    "boicot",
    "huelga",
    "paro ",
)


def compute(values, tables):
    """The people with their roles, how many are missing, roles nobody has, and the dates as days from the
    first one.

    Results:
        purpose, support, next_trainer (text): as typed
        members ([record]): each name once
            alias (text): as typed
            roles ([text]): ids of options
        people, short (int): how many there are, and how many are missing
        missing ([text]): roles that nobody has
        dates ([record]): by day, those without one last
            row (int): of the sheet, from 1
            what, kind (text): as typed, and id of an option
            day (day): as typed
            after (int or none): days after the first date
        until (day): end of the thirty days
        within (int): dates in them
    """
    members, known = [], []
    for row in values["members"]:
        name = fold(row["alias"])
        if name and name not in known:
            known.append(name)
            members.append({"alias": row["alias"], "roles": []})
        if name and row["role"] and row["role"] not in members[known.index(name)]["roles"]:
            members[known.index(name)]["roles"].append(row["role"])
    taken = [role for one in members for role in one["roles"]]
    dated = sorted([(day_number(row["day"]), row["number"]) for row in values["dates"] if row["day"]])
    first = dated[0][0] if dated else None
    rows = {row["number"]: row for row in values["dates"]}
    dates = [_date(rows[number], day, first) for day, number in dated]
    return {
        "purpose": values["purpose"],
        "members": members,
        "people": len(members),
        "short": max(LEAST - len(members), 0),
        "missing": [role for role in ROLES if role not in taken],
        "dates": (
            dates + [_date(row, None, None) for row in values["dates"] if row["what"] and not row["day"]]
        ),
        "until": day_text(first + DAYS) if first is not None and first + DAYS < 109500 else "",
        "within": len([one for one in dates if one["after"] <= DAYS]),
        "support": values["support"],
        "next_trainer": values["next_trainer"],
    }


def _date(row, day, first):
    after = None if day is None else day - first
    return {"row": row["number"], "what": row["what"], "day": row["day"], "kind": _kind(row), "after": after}


def _kind(row):
    """The kind of a date: as chosen, or "act" where its words name an action."""
    plain = " " + fold(row["what"]) + " "
    if row["kind"]:
        return row["kind"]
    return "act" if [word for word in ACTIONS if " " + word in plain] else ""


def enough(values, results):
    """Three people make a circle; more than fifteen make two."""
    if results["people"] > MOST:
        return [finding("two_circles", "members", n=results["people"])]
    return [finding("one_more", "members", n=results["short"])] if 0 < results["people"] < LEAST else []


def everyone(values, results):
    """Everybody has a role, nobody has them all, and the first three roles are taken."""
    if results["short"]:
        return []
    idle = [one["alias"] for one in results["members"] if not one["roles"]]
    found = [finding("no_role", "members", n=len(idle), names=idle[:8])] if idle else []
    for one in results["members"]:
        if len(one["roles"]) > 2:
            found.append(finding("one_carries", "members", name=one["alias"], n=len(one["roles"])))
    gone = [{"word": "role." + role} for role in results["missing"] if role in NEEDED]
    return found + (
        [finding("missing_roles", "members", n=len(gone), roles=gone)] if gone and len(gone) < 3 else []
    )


def full_names(values, results):
    """A name and a family name, perhaps: a nickname is enough."""
    rows = [row["number"] for row in values["members"] if _full(row["alias"])]
    found = (
        [finding("full_name", "members." + str(rows[0] - 1) + ".alias", n=len(rows), rows=rows[:8])]
        if rows
        else []
    )
    return found + ([finding("full_trainer", "next_trainer")] if _full(values["next_trainer"]) else [])


def _full(name):
    words = [word for word in name.split(" ") if word]
    return len(words) > 1 and not [
        word for word in words if not ("A" <= word[0] <= "Z" or word[0] in "ÁÉÍÓÚÜÑ")
    ]


def calendar(values, results):
    """A first date, time to get to know one another before an action, and nothing left without a day."""
    dated, found = [one for one in results["dates"] if one["after"] is not None], []
    if not dated:
        return [finding("no_dates", "dates")] if not results["short"] else []
    early = [one for one in dated if one["kind"] == "act" and one["after"] < CALM]
    if early:
        found.append(
            finding("early_action", _at(early[0]) + ".day", what=early[0]["what"], days=early[0]["after"])
        )
    together = [one for one in dated if one["kind"] == "together" and one["after"] < 21]
    if len([one for one in dated if one["kind"]]) > 1 and not together:
        found.append(finding("no_together", "dates"))
    late = [one for one in dated if one["after"] > DAYS]
    if late:
        found.append(
            finding("late", _at(late[0]) + ".day", NOTE, n=len(late), days=DAYS, until=results["until"])
        )
    undated = [one["row"] for one in results["dates"] if one["after"] is None]
    at = "dates." + str(undated[0] - 1) + ".day" if undated else ""
    return found + ([finding("undated", at, NOTE, n=len(undated), rows=undated[:8])] if undated else [])


def _at(one):
    return "dates." + str(one["row"] - 1)


def onward(values, results):
    """Somebody to ask when it gets hard, and somebody who leads the next training: another one than today."""
    if results["short"]:
        return []
    found, name = [], fold(values["next_trainer"])
    if not values["support"]:
        found.append(finding("no_support", "support"))
    if not name:
        return found + [finding("no_trainer", "next_trainer")]
    same = [one for one in results["members"] if fold(one["alias"]) == name]
    if not same:
        found.append(finding("outside", "next_trainer", NOTE, name=values["next_trainer"]))
    elif "content" in same[0]["roles"]:
        found.append(finding("same_trainer", "next_trainer", name=same[0]["alias"]))
    return found


_X, _Y, _R = 180, 115, 74


def draw(results, words):
    """The people around their purpose, each with a role; a dashed seat for each one who is still missing."""
    shown = results["members"][:SEATS]
    seats = shown + [None] * results["short"]
    parts = [circle(_X, _Y, _R, "thin")]
    purpose = wrapped(results["purpose"] or words("figure.purpose"), 18, 6)
    for number, text in enumerate(purpose):
        parts.append(label(_X, _Y + 4 + 13 * (number - (len(purpose) - 1) / 2), text, "small"))
    for place, one in enumerate(seats):
        turn = 90 - 360 * place / len(seats)
        x, y = polar(_X, _Y, _R, turn)
        parts.append(circle(x, y, 10, "edge s" + TONES[(one["roles"] + [""])[0]] if one else "dot dashed"))
        far, low = polar(_X, _Y, _R + 19, turn)
        anchor = "start" if far > _X + 6 else "end" if far < _X - 6 else "middle"
        low += 6 if low > _Y + _R else -10 if low < _Y - _R else 0
        parts.append(label(far, low, clipped(one["alias"], 13) if one else words("figure.seat"), "", anchor))
        if one:
            roles = [words("short." + role) for role in one["roles"][:2]]
            parts.append(label(far, low + 12, clipped(", ".join(roles), 20) or "\u2013", "small", anchor))
    more = len(results["members"]) - len(shown)
    parts.append(label(_X, 240, "+" + str(more) if more else "", "small"))
    parts += _month(results, words)
    return drawing(360, 314, words("figure.label"), parts)


def _month(results, words):
    """The first thirty days as a line with a mark for each date."""
    left, right, y = 24, 336, 286
    parts, ends = [line([(left, y), (right, y)], "stroke")], [0, 0]
    for day in (0, 7, 14, 21, 30):
        x = left + (right - left) * day / DAYS
        parts.append(line([(x, y - 5), (x, y + 5)], "stroke") + label(x, y + 19, str(day), "small"))
    parts.append(label(left, y - 34, words("figure.month"), "small", "start"))
    tones = {"together": "1", "learn": "2", "act": "4", "": "3"}
    for one in results["dates"]:
        if one["after"] is not None and one["after"] <= DAYS:
            x = left + (right - left) * one["after"] / DAYS
            row = 0 if x >= ends[0] else 1  # marks that would cover one another stand on two lines
            ends[row] = x + 15
            parts.append(circle(x, y - 15 * row, 7, "edge s" + tones[one["kind"]]))
            parts.append(label(x, y - 15 * row + 3, str(one["row"]), "tiny t" + tones[one["kind"]]))
    return parts


def _told(results, words):
    if not results["people"]:
        return words("told.nothing")
    told = words("told", n=results["people"])
    told += " " + words("told.short", n=results["short"]) if results["short"] else ""
    told += " " + words("told.dates", n=results["within"]) if results["within"] else ""
    return told


def report(results, words):
    """How many there are, the circle and its first month, both as tables, what is still open, and limits."""
    blocks, rows = (
        [sentence(_told(results, words)), figure(draw(results, words), words("figure.caption"))],
        [],
    )
    for one in results["members"]:
        rows.append([one["alias"], ", ".join([words("role." + role) for role in one["roles"]]) or "\u2013"])
    if rows:
        rows += [[words("nobody"), words("role." + role)] for role in results["missing"]]
        blocks.append(table(words("table.caption"), [words("alias.label"), words("role.label")], rows))
    rows = []
    for one in results["dates"]:
        kind = words("kind." + one["kind"]) if one["kind"] else "\u2013"
        rows.append(
            [
                str(one["row"]) + ". " + one["what"],
                one["day"] or words("no_day"),
                words.number(one["after"]),
                kind,
            ]
        )
    heads = [words(id) for id in ("what.label", "day.label", "head.after", "kind.label")]
    blocks += [table(words("dates.caption"), heads, rows)] if rows else []
    lines = [words("line." + id, what=results[id]) for id in ("support", "next_trainer") if results[id]]
    blocks += [notes(words("line.heading"), lines)] if lines else []
    return blocks + [limits(words, ("three", "roles", "names", "cosecha"))]


_PEOPLE = (("reed", "content"), ("cicada", "welcome"), ("ember", "logistics"), ("thrush", "care"))
_DATES = (
    ("supper", "2027-04-22", "together"),
    ("pairs", "2027-04-29", "together"),
    ("advice", "2027-05-06", "learn"),
    ("teach", "2027-05-13", "learn"),
    ("shops", "2027-05-19", "act"),
)


def sample(words):
    """Río Claro: a circle of people who met at the procession."""
    return {
        "purpose": words("sample.purpose"),
        "members": [{"alias": words("sample." + id), "role": role} for id, role in _PEOPLE],
        "dates": [{"what": words("sample." + id), "day": day, "kind": kind} for id, day, kind in _DATES],
        "support": words("sample.support"),
        "next_trainer": words("sample.cicada"),
    }


def _decided(values, results):
    """The decisions of the debrief that have a day."""
    return [
        {"what": row["decision"], "day": row["by"]}
        for row in values["decisions"]
        if row["decision"] and row["by"]
    ]


TOOL = Tool(
    "circle",
    fields=(
        Text("purpose", required=True, limit=160, lines=2),
        Table("members", (Text("alias", limit=40), Choice("role", ROLES)), least=3, most=60, required=True),
        Table(
            "dates",
            (Text("what", limit=160), Date("day"), Choice("kind", ("together", "learn", "act"))),
            least=4,
            most=60,
        ),
        Text("support", limit=160, lines=2),
        Text("next_trainer", limit=40),
    ),
    compute=compute,
    rules=(enough, everyone, full_names, calendar, onward),
    report=report,
    sample=sample,
    takes=(Take("dates", "debrief", "dates", _decided, "what"),),
    events=lambda values: [(row["day"], "") for row in values["dates"] if row["day"]],
)
