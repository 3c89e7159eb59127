"""Role roster: who does what before, during and after an action, by nickname only.

The list of roles after War Resisters' International, "Roles before, during, and after an action" (2014),
which adapts the RANT Collective's; that a liaison does not decide after an "NVDA Training Handout"; that an
observer does nothing else after the National Lawyers Guild. Grouping, numbers and hard rules are ours. The
tool chooses nobody for a role. What people refuse stays in the open tab: the report, and every finding whose
code does not begin with "refused", are the same whatever anybody refused, so that paper tells nothing either.
"""

from ..chain import Take
from ..charts import wrapped
from ..fields import Choice, Date, Number, Table, Text, stays
from ..figure import drawing, label, rect
from ..models.roles import AFTER, BEFORE, DURING, NAMELESS, ROLES, planned
from ..portable import fold
from ..report import figure, limits, notes, sentence, table
from ..sheet import ADVICE, ERROR, NOTE, Tool, finding

# Posts that an action of low, medium and high risk asks for, and the number of people from which it asks for
# one more
# (0: the size does not matter). Our own starting numbers; a role that is not here is never asked for.
NEEDS = {
    "lead": (1, 1, 1, 0),
    "facilitator": (1, 1, 1, 0),
    "trainer": (0, 1, 1, 0),
    "scout": (1, 1, 1, 0),
    "outreach": (1, 1, 1, 200),
    "logistics": (1, 1, 2, 200),
    "media_writer": (0, 1, 1, 0),
    "interpreter": (2, 2, 2, 0),
    "childcare": (1, 1, 1, 100),
    "support": (0, 1, 2, 0),
    "marshal": (1, 2, 2, 50),
    "liaison": (1, 1, 1, 0),
    "deescalator": (2, 2, 4, 100),
    "medic": (1, 2, 2, 100),
    "legal_observer": (0, 2, 2, 100),
    "spokesperson": (1, 2, 2, 0),
    "comms": (1, 1, 2, 0),
    "photo": (1, 1, 1, 0),
    "legal_support": (0, 1, 1, 0),
    "jail_support": (0, 1, 2, 0),
    "evaluation": (1, 1, 1, 0),
    "care": (1, 1, 1, 0),
    "follow_up": (1, 1, 1, 200),
    "data_steward": (1, 1, 1, 0),
}
PHASES = (("before", BEFORE), ("during", DURING), ("after", AFTER))
PHASE = {role: phase for phase, roles in PHASES for role in roles}
RISKS, MOST = ("low", "medium", "high"), 20  # no more findings of a kind than anybody would read
ALSO_DURING = ("lead", "interpreter", "childcare")  # begun before, and busy on the day as well
WHEN = {role: (PHASE[role], "during") if role in ALSO_DURING else (PHASE[role],) for role in ROLES}
PUBLIC = ("outreach", "interpreter", "marshal", "liaison", "deescalator", "medic", "spokesperson")
SEEN = ("lead", "art", "core", "spokesperson", "photo", "chant")
UNSEEN = ("logistics", "interpreter", "childcare", "support", "medic", "comms", "care")
LIMITS = {
    "no_day": DURING + ALSO_DURING,
    "no_police": (
        "core_risk",
        "support",
        "marshal",
        "liaison",
        "deescalator",
        "legal_observer",
        "jail_support",
    ),
    "no_public": ("outreach", "core", "core_risk", "liaison", "spokesperson", "photo", "chant"),
}
LANGUAGES = (("es", ("es", "espanol", "spanish", "castellano")), ("en", ("en", "ingles", "english")))


def posts_for(role, values):
    """How many of a role an action asks for, given its people and its risk (low where it is not known)."""
    need = NEEDS.get(role, (0, 0, 0, 0))
    least = need[RISKS.index(values["risk"] or "low")]
    return max(least, ((values["size"] or 0) + need[3] - 1) // need[3]) if least and need[3] else least


def refusals(values):
    """The roles that each person refused, one by one or by a limit: folded nickname -> list of roles."""
    said = {}
    for row in values["people"]:
        if row["alias"]:
            roles = said.setdefault(fold(row["alias"]), [])
            roles += ([row["refuses"]] if row["refuses"] else []) + list(LIMITS.get(row["limits"], ()))
    return said


def compute(values, tables):
    """Posts asked for and filled by role and phase, and who stands in the roles, but for those who refused
    them.

    Results:
        run ([record]): roles with posts
            role (text): its id
            places, staffed, needed (int): rows, rows with a name, posts asked for
            names ([text]): who stands, without refusals
        needed, filled (int): posts asked for, and those filled
        open ([[text, int]]): role, posts that nobody has
        free ([text]): people without a post
    """
    said, run, posts = refusals(values), [], {}
    for row in values["roles"]:
        posts.setdefault(row["role"], []).append(row)
    for role in ROLES:
        rows = posts.get(role, ())
        names = [row["alias"] for row in rows if row["alias"] and role != NAMELESS]
        stand = [name for name in names if role not in said.get(fold(name), ())]
        one = {
            "role": role,
            "places": len(rows),
            "staffed": len(names),
            "needed": posts_for(role, values),
            "names": stand,
        }
        run += [one] if rows or one["needed"] else []
    known = [""] + [fold(row[id]) for row in _named(values) for id in ("alias", "backup")]
    return {
        "run": run,
        "needed": sum([one["needed"] for one in run]),
        "filled": sum([min(one["needed"], one["staffed"]) for one in run]),
        "open": [
            [one["role"], one["needed"] - one["staffed"]] for one in run if one["needed"] > one["staffed"]
        ],
        "free": sorted({row["alias"] for row in values["people"] if fold(row["alias"]) not in known}),
    }


def _named(values):
    """The rows of roles with a nickname, but for the role that has none."""
    return [row for row in values["roles"] if row["role"] and row["alias"] and row["role"] != NAMELESS]


def _words(roles):
    return [{"word": "role." + role} for role in roles]


def _stands(values):
    """Where each person stands: folded nickname -> rows, in order."""
    found = {}
    for row in _named(values):
        found.setdefault(fold(row["alias"]), []).append(row)
    return found


def refused(values, results):
    """Nobody is put where they said no. On the screen only: no paper and no file has what rests on a
    refusal."""
    said, found = refusals(values), []
    for row in _named(values):
        for id, code in (("alias", "refused"), ("backup", "refused_backup")):
            if row["role"] in said.get(fold(row[id]), ()):
                found.append(finding(code, row["at"] + "." + id, ERROR, row=row["number"]))
    return found


def nameless(values, results):
    """A role that risks arrest has no names, and is not begun without those who stand by outside."""
    rows, staffed = (
        [row for row in values["roles"] if row["role"] == NAMELESS],
        [row["role"] for row in _named(values)],
    )
    filled = [(row, "alias" if row["alias"] else "backup") for row in rows if row["alias"] or row["backup"]]
    found = [finding("risk_named", row["at"] + "." + id, ERROR, row=row["number"]) for row, id in filled]
    missing = [role for role in ("legal_support", "jail_support") if role not in staffed]
    return found + (
        [finding("arrest_support", rows[0]["at"] + ".role", roles=_words(missing))]
        if rows and missing
        else []
    )


def clashes(values, results):
    """One person in two roles of the same time, or in two that exclude one another at any time."""
    stands, found = _stands(values), []
    for name in stands:
        rows = stands[name][:12]
        for place, row in enumerate(rows):
            for other in rows[:place]:
                code = _exclude(row["role"], other["role"])
                same = [phase for phase in WHEN[row["role"]] if phase in WHEN[other["role"]]]
                if code or same:
                    told = {"row": row["number"], "other": other["number"]} | (
                        {} if code else {"phase": {"word": "phase." + same[0]}}
                    )
                    one = finding(code or "clash", row["at"] + ".alias", ERROR if code else ADVICE, **told)
                    found.append((told["row"], told["other"], one))
    return [one for _, _, one in sorted(found, key=lambda item: item[:2])][:MOST]


def _exclude(one, other):
    """Liaison and lead; observer and anything else on the day; medic and marshal."""
    both = (one, other)
    if "liaison" in both and "lead" in both:
        return "liaison_leads"
    if "legal_observer" in both and one != other and "during" in WHEN[one] and "during" in WHEN[other]:
        return "observer_acts"
    return "medic_marshal" if "medic" in both and "marshal" in both else ""


def languages_in(text):
    """The languages that ``text`` names, as ids where we know them, else folded words."""
    for mark in (";", "/", "+", "&", "\n", " y ", " e ", " and "):
        text = text.replace(mark, ",")
    found = []
    for piece in text.split(","):
        name = fold(piece)
        name = ([id for id, words in LANGUAGES if name in words] + [name])[0]
        found += [name] if name and name not in found else []
    return found


def languages(values, results):
    """Who meets the public speaks its languages: each such post says which, and its person has them."""
    rows, speaks, found = [row for row in _named(values) if row["role"] in PUBLIC], {}, []
    for row in values["people"]:
        speaks[fold(row["alias"])] = speaks.get(fold(row["alias"]), []) + languages_in(row["languages"])
    for row in rows:
        known = speaks.get(fold(row["alias"]))
        gap = [one for one in languages_in(row["languages"]) if known and one not in known]
        gap = [{"word": "lang." + one} if one in ("es", "en") else one for one in gap]
        found += (
            [finding("language_gap", row["at"] + ".languages", row=row["number"], languages=gap)]
            if gap
            else []
        )
    return found[:MOST] + _together(
        "no_languages", [row for row in rows if not row["languages"]], "languages"
    )


def _together(code, rows, column):
    """One finding for several rows."""
    told = [row["number"] for row in rows[:8]]
    return [finding(code, rows[0]["at"] + "." + column, n=len(rows), rows=told)] if rows else []


def backups(values, results):
    """Each public role has a backup: another person, and one who is free at that time."""
    stands, found, alone, busy = _stands(values), [], [], []
    for row in _named(values):
        name = fold(row["backup"])
        times = [phase for other in stands.get(name, ()) for phase in WHEN[other["role"]]]
        if not name:
            alone += [row] if row["role"] in PUBLIC else []
        elif name == fold(row["alias"]):
            found.append(finding("backup_self", row["at"] + ".backup", ERROR, row=row["number"]))
        elif [phase for phase in WHEN[row["role"]] if phase in times]:
            busy.append(row)
    return found + _together("no_backup", alone, "backup") + _together("backup_busy", busy, "backup")


def gaps(values, results):
    """The roles that are seen fill up first; those that carry the action, and those after it, stay empty."""
    staffed, found = [row["role"] for row in _named(values)], []
    late = len(staffed) > 3 and not [role for role in staffed if PHASE[role] == "after"]
    if len([role for role in staffed if role in SEEN]) > 2 and not [
        role for role in staffed if role in UNSEEN
    ]:
        found.append(finding("support_empty", "roles", roles=_words(UNSEEN)))
    found += [finding("after_empty", "roles", roles=_words(AFTER))] if late else []
    left = [role for role, _ in results["open"] if not (late and PHASE[role] == "after")]
    return found + (
        [finding("open", "roles", NOTE, n=len(left), roles=_words(left[:10]))]
        if len(staffed) > 2 and left
        else []
    )


def names(values, results):
    """A high risk; nicknames that nobody knows, or that look like a person's name."""
    rows, known = _named(values), [fold(row["alias"]) for row in values["people"] if row["alias"]]
    strange = sorted(
        {row[id] for row in rows for id in ("alias", "backup") if row[id] and fold(row[id]) not in known}
    )
    found = [finding("high_risk", "risk")] if values["risk"] == "high" else []
    found += (
        [finding("unknown", "people", NOTE, n=len(strange), names=strange[:8])] if known and strange else []
    )
    return found + _together(
        "full_name", [row for row in rows + values["people"] if _full(row["alias"])], "alias"
    )


def _full(name):
    """Two words or more, each with a capital: a name and a family name, perhaps."""
    words = [word for word in name.split(" ") if word]
    return len(words) > 1 and not [
        word for word in words if not ("A" <= word[0] <= "Z" or word[0] in "ÁÉÍÓÚÜÑ")
    ]


def draw(results, words):
    """Three columns, one a phase: a box a role with the posts filled of those asked for. No names."""
    parts, most = [], 1
    for column, (phase, roles) in enumerate(PHASES):
        x, lines = 4 + 119 * column, [one for one in results["run"] if one["role"] in roles]
        parts.append(label(x + 57, 14, words("phase." + phase)))
        most = max(most, len(lines))
        for place, one in enumerate(lines):
            y, count = 22 + 33 * place, str(one["places"] if one["role"] == NAMELESS else one["staffed"])
            count += "/" + str(one["needed"]) if one["needed"] else ""
            tone = "s3" if one["role"] == NAMELESS else "s4" if one["staffed"] < one["needed"] else "s2"
            parts.append(rect(x, y, 114, 30, "edge " + tone))
            name = wrapped(words("role." + one["role"]), 14)
            for number, text in enumerate(name):
                parts.append(
                    label(x + 5, y + (18 if len(name) == 1 else 13) + 11 * number, text, "small t2", "start")
                )
            parts.append(label(x + 109, y + 18, count, "small t2", "end"))
    return drawing(360, 26 + 33 * most, words("figure.label"), parts)


def report(results, words):
    """How many posts are filled, the three columns, their table, who is free, and what a roster cannot
    tell."""
    told = words("told", n=results["filled"], needed=results["needed"])
    blocks, rows = [sentence(told), figure(draw(results, words), words("figure.caption"))], []
    for one in results["run"]:
        staffed = words("places", n=one["places"]) if one["role"] == NAMELESS else str(one["staffed"])
        rows.append(
            [words("role." + one["role"]), words("phase." + PHASE[one["role"]]), str(one["needed"]), staffed]
        )
    blocks.append(
        table(
            words("table.caption"),
            [words("head." + id) for id in ("role", "phase", "needed", "staffed")],
            rows,
        )
    )
    blocks += [notes(words("free.heading"), [", ".join(results["free"])])] if results["free"] else []
    return blocks + [limits(words, ("numbers", "names", "law", "fit"))]


# Posts of the Río Claro procession: role, who, the languages needed (b: both) and the backup, places in the
# list below.
_POSTS = (
    "lead 0 - -|facilitator 13 - -|scout 8 - -|outreach 14 b 17|logistics 15 - -|art 16 - -|interpreter 1 b"
    " 19|interpreter 2 b 19|childcare 3 - -|childcare 20 - -|marshal 4 b 17|marshal 5 en 17|marshal 6 b"
    " 17|marshal 7 es 17|liaison 8 en 19|deescalator 9 b 18|deescalator 10 es 18|medic 11 b 18|medic 12 en"
    " 18|spokesperson 13 b 19|comms 14 - -|photo 15 - -|chant 16 - -|evaluation 13 - -|care 12 -"
    " -|legal_support 11 - -|follow_up 14 - -|data_steward 15 - -"
)
_NAMES = (
    "heron maple sparrow nettle oak fox juniper otter willow owl pine mint thistle swallow cricket turtle bee"
    " fern badger hawk clover"
)
_LANGUAGES = "b b b es b en b es b b es b en b b b es b b b b"


def sample(words):
    """Río Claro: the noon procession of empty chairs."""
    say = {mark: words("sample." + mark) for mark in ("b", "en", "es")} | {"-": ""}
    say = say | {str(place): words("sample.case." + name) for place, name in enumerate(_NAMES.split(" "))}
    roles = []
    for post in _POSTS.split("|"):
        role, who, needs, backup = post.split(" ")
        roles.append({"role": role, "alias": say[who], "languages": say[needs], "backup": say[backup]})
    people = [
        {"alias": say[str(place)], "languages": say[mark]} for place, mark in enumerate(_LANGUAGES.split(" "))
    ]
    return {
        "action": words("sample.case.chairs"),
        "date": "2027-04-14",
        "size": "200",
        "risk": "low",
        "roles": roles,
        "people": people,
    }


_ROLES = (
    Choice("role", ROLES, required=True),
    Text("alias", limit=40),
    Text("languages", limit=60),
    Text("backup", limit=40),
)
_REFUSABLE = tuple([role for role in ROLES if role != NAMELESS])
_STAY = (stays(Choice("refuses", _REFUSABLE)), stays(Choice("limits", ("no_day", "no_police", "no_public"))))

TOOL = Tool(
    "roster",
    fields=(
        Text("action", required=True, limit=120),
        Date("date"),
        Number("size", 1, 99999),
        Choice("risk", RISKS, steps=True),
        Table("roles", _ROLES, least=4, required=True, nameless=("role", (NAMELESS,), ("alias", "backup"))),
        Table("people", (Text("alias", limit=40), Text("languages", limit=60)) + _STAY, least=4),
    ),
    compute=compute,
    rules=(refused, nameless, clashes, languages, backups, gaps, names),
    report=report,
    sample=sample,
    shares={
        "role": "roles.role",
        "refuses": "roles.role",
        "risk": "common.level",
        "sample.case": "rio_claro.case",
    },
    notice="notice",
    takes=[
        Take(id, "escalation", id, lambda values, results, column=column: planned(values, column))
        for id, column in (("action", "tactic"), ("date", "start"), ("risk", "risk"))
    ],
    tab_only=True,
    events=lambda values: [(values["date"], "")] if values["date"] else [],
)
