"""Decision helper: how far each one agrees, whom to hear first, and who has not been asked yet.

The eight degrees are the gradients of agreement of Sam Kaner, Duane Berger and Community At Work (1987), in
our words; a page that names seven of them has other words for some. The advice process is told as on the wiki
of Movimiento Cosecha (2016). When a group counts as split, and every alarm, is ours. There is no average
here: between two camps it describes nobody.
"""

from ..chain import Take
from ..charts import columns
from ..fields import Choice, Date, Table, Text
from ..portable import fold
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

DEGREES = ("1", "2", "3", "4", "5", "6", "7", "8")
FOR, ABSTAIN, HEAR, AGAINST = ("1", "2", "3"), "4", ("5", "6", "7", "8"), ("6", "7", "8")
VETO = "8"
TONES = {"1": 1, "2": 1, "3": 2, "4": 3, "5": 4, "6": 4, "7": 5, "8": 5}
FEW = 4  # answers from which a shape can be seen

# Advice that sounds like a permit. Folded, both languages.
PERMITS = (
    "said yes",
    "said ok",
    "said it is ok",
    "gave permission",
    "gave us permission",
    "gave the ok",
    "approved",
    "allowed",
    "agreed to let",
    "signed off",
    "dijo que si",
    "dijeron que si",
    "dio permiso",
    "dieron permiso",
    "nos dejo",
    "nos dejaron",
    "aprobo",
    "aprobaron",
    "autorizo",
    "autorizaron",
    "dio el visto bueno",
    "dieron el visto bueno",
)


def compute(values, tables):
    """How many stand at each degree, the shape they make, whom to hear first, and who is still to be asked.

    Results:
        proposal, decider, outcome (text): as typed; id of an option
        review (day): as typed
        answered (int): people who gave a degree
        counts ({int}): people by degree, "1" to "8"
        voices ({[text]}): who said it, by degree
        for, abstain (int): people who stand behind it, people who stand aside
        shape (text): "none", "few", "split", "shared" or "open"
        hear ([record]): whom to hear first, the farthest from it first
            voice, answer, need (text): who, the degree, what they need
            row (int): of the sheet, from 1
        asked, not_asked ([text]): the affected who were asked, and who were not
        advice ([record]): as typed
            advice, from_whom (text): as typed
    """
    counts, voices, hear = {degree: 0 for degree in DEGREES}, {degree: [] for degree in DEGREES}, []
    for row in values["answers"]:
        degree = row["answer"]
        if degree:
            counts[degree] += 1
            voices[degree] += [row["voice"]] if row["voice"] else []
            one = {"voice": row["voice"], "answer": degree, "need": row["need"], "row": row["number"]}
            hear += [(-int(degree), one["row"], one)] if degree in HEAR else []
    affected = [row for row in values["affected"] if row["who"]]
    return {
        "proposal": values["proposal"],
        "answered": sum([counts[degree] for degree in DEGREES]),
        "counts": counts,
        "voices": voices,
        "for": sum([counts[degree] for degree in FOR]),
        "abstain": counts[ABSTAIN],
        "shape": shape(counts),
        "hear": [one for _, _, one in sorted(hear, key=lambda item: item[:2])],
        "asked": [row["who"] for row in affected if row["asked"] == "yes"],
        "not_asked": [row["who"] for row in affected if row["asked"] != "yes"],
        "advice": [
            {"advice": row["advice"], "from_whom": row["from_whom"]}
            for row in values["advice"]
            if row["advice"]
        ],
        "decider": values["decider"],
        "outcome": values["outcome"],
        "review": values["review"],
    }


def shape(counts):
    """What the answers look like: "none", "few", "split", "shared" or "open".

    Split: at least a quarter stand at 1 to 3, at least a quarter at 6 to 8, and fewer than at either end
    between them. Shared: at least three quarters stand at 1 to 3.
    """
    whole = sum([counts[degree] for degree in DEGREES])
    near, far = sum([counts[degree] for degree in FOR]), sum([counts[degree] for degree in AGAINST])
    if whole < FEW:
        return "few" if whole else "none"
    if 4 * near >= whole and 4 * far >= whole and whole - near - far < min(near, far):
        return "split"
    return "shared" if 4 * near >= 3 * whole else "open"


def split(values, results):
    """Two camps: a proposal that nobody stands in the middle of, and a count that would hide it."""
    if results["shape"] != "split":
        return []
    far = sum([results["counts"][degree] for degree in AGAINST])
    found = [finding("split", "answers", near=results["for"], far=far)]
    return found + ([finding("decided_split", "outcome")] if results["outcome"] == "decide" else [])


def counted(values, results):
    """Who abstains has not said yes, and who answers twice is still one person."""
    found, seen, whole = [], {}, results["answered"]
    if whole >= FEW and 2 * results["for"] <= whole and 2 * (results["for"] + results["abstain"]) > whole:
        found.append(
            finding("abstain_yes", "answers", near=results["for"], n=results["abstain"], whole=whole)
        )
    for row in values["answers"]:
        name = fold(row["voice"])
        if name and name in seen:
            found.append(finding("twice", row["at"] + ".voice", row=row["number"], other=seen[name]))
        elif name:
            seen[name] = row["number"]
    return found[:20]


def vetoes(values, results):
    """A veto says what it protects; one that says nothing may be a trick, and one that is counted away is
    lost."""
    rows = [row for row in values["answers"] if row["answer"] == VETO]
    bare = [row for row in rows if not row["need"]]
    found = (
        [finding("bare_veto", bare[0]["at"] + ".need", n=len(bare), rows=[row["number"] for row in bare[:8]])]
        if bare
        else []
    )
    stepped = rows and results["outcome"] == "decide" and results["shape"] != "split"
    return found + ([finding("decided_veto", "outcome", n=len(rows))] if stepped else [])


def wording(values, results):
    """A question cannot be agreed with: only something that would happen can."""
    return [finding("question", "proposal")] if values["proposal"].endswith("?") else []


def asked(values, results):
    """Everybody whom it meaningfully affects is asked, and asked before."""
    going = results["answered"] > 2 or results["advice"]
    if not results["asked"] and not results["not_asked"]:
        return [finding("no_affected", "affected")] if going else []
    rows = [
        row
        for row in values["affected"]
        if row["who"] and (row["asked"] == "no" or (not row["asked"] and going))
    ]
    names = [row["who"] for row in rows]
    return [finding("unasked", rows[0]["at"] + ".asked", n=len(rows), names=names[:8])] if rows else []


def advice(values, results):
    """Advice comes from somebody, from those who know as well, and it is no permission."""
    rows, found = [row for row in values["advice"] if row["advice"]], []
    loose = [row["number"] for row in rows if not row["from_whom"]]
    if loose:
        found.append(
            finding(
                "no_source", "advice." + str(loose[0] - 1) + ".from_whom", NOTE, n=len(loose), rows=loose[:8]
            )
        )
    permits = [row for row in rows if [text for text in PERMITS if text in fold(row["advice"])]]
    if permits:
        found.append(finding("permission", permits[0]["at"] + ".advice", row=permits[0]["number"]))
    if not rows and results["asked"] and results["outcome"] == "decide":
        found.append(finding("no_advice", "advice"))
    if rows and not values["decider"]:
        found.append(finding("no_decider", "decider"))
    return found


def draw(results, words):
    """A column for each degree with the number of people at it."""
    return columns(
        words("figure.label"), [(degree, results["counts"][degree], TONES[degree]) for degree in DEGREES]
    )


def _told(results, words):
    told = words("told." + results["shape"], n=results["answered"])
    if results["answered"]:
        told += " " + words(
            "told.counts", near=results["for"], abstain=results["abstain"], hear=len(results["hear"])
        )
    if results["not_asked"]:
        told += " " + words("told.not_asked", n=len(results["not_asked"]), names=results["not_asked"][:8])
    return told


def report(results, words):
    """The shape in words, the columns, the degrees with their voices, whom to hear first, advice, and
    limits."""
    blocks, rows = (
        [sentence(_told(results, words)), figure(draw(results, words), words("figure.caption"))],
        [],
    )
    for degree in DEGREES:
        rows.append(
            [
                words("answer." + degree),
                str(results["counts"][degree]),
                ", ".join(results["voices"][degree]) or "\u2013",
            ]
        )
    blocks.append(
        table(
            words("table.caption"), [words("answer.label"), words("head.people"), words("voice.label")], rows
        )
    )
    if results["hear"]:
        rows = [
            [one["voice"] or str(one["row"]), one["answer"], one["need"] or "\u2013"]
            for one in results["hear"][:40]
        ]
        blocks.append(
            table(
                words("hear.caption"), [words("voice.label"), words("head.degree"), words("need.label")], rows
            )
        )
    rows = [[who, words("asked.yes")] for who in results["asked"]] + [
        [who, words("not_yet")] for who in results["not_asked"]
    ]
    blocks += (
        [table(words("asked.caption"), [words("who.label"), words("asked.label")], rows)] if rows else []
    )
    rows = [[one["from_whom"] or "\u2013", one["advice"]] for one in results["advice"]]
    blocks += (
        [table(words("advice.caption"), [words("from_whom.label"), words("advice.label")], rows)]
        if rows
        else []
    )
    lines = [words("record." + id, what=results[id]) for id in ("decider", "review") if results[id]]
    lines += [words("outcome." + results["outcome"])] if results["outcome"] else []
    blocks += [notes(words("record.heading"), lines)] if lines else []
    return blocks + [limits(words, ("scale", "split", "room", "advice"))]


def _constituents(values, results):
    """Those who live with the problem: the people of the chart who are its constituents."""
    return [{"who": row["name"]} for row in values["people"] if row["side"] == "constituent" and row["name"]]


_ANSWERS = (
    ("heron", "1"),
    ("maple", "2"),
    ("sparrow", "1"),
    ("nettle", "3"),
    ("oak", "2"),
    ("fox", "4"),
    ("juniper", "2"),
    ("otter", "6"),
    ("willow", "5"),
    ("owl", "1"),
    ("mint", "3"),
    ("cricket", "2"),
)
_WHO = ("case.families", "case.road", "case.shops", "clerks")


def sample(words):
    """Río Claro: shall the shops close for an hour?"""
    needs = {"otter": words("sample.need.otter"), "willow": words("sample.need.willow")}
    return {
        "proposal": words("sample.proposal"),
        "answers": [
            {"voice": words("sample.case." + id), "answer": answer, "need": needs.get(id, "")}
            for id, answer in _ANSWERS
        ],
        "affected": [{"who": words("sample." + id), "asked": "yes"} for id in _WHO],
        "advice": [
            {"advice": words("sample.advice." + id), "from_whom": words("sample.from." + id)}
            for id in ("clerks", "lawyer")
        ],
        "decider": words("sample.decider"),
        "outcome": "change",
        "review": "2027-05-12",
    }


TOOL = Tool(
    "decision",
    fields=(
        Text("proposal", required=True, limit=240, lines=2),
        Table(
            "answers",
            (Text("voice", limit=40), Choice("answer", DEGREES, steps=True), Text("need", limit=160)),
            least=4,
        ),
        Table("affected", (Text("who", limit=80), Choice("asked", ("yes", "no"))), least=3, most=60),
        Table("advice", (Text("advice", limit=200, lines=2), Text("from_whom", limit=80)), least=2, most=60),
        Text("decider", limit=80),
        Choice("outcome", ("decide", "change", "talk", "drop")),
        Date("review"),
    ),
    compute=compute,
    rules=(split, counted, vetoes, wording, asked, advice),
    report=report,
    sample=sample,
    shares={"sample.case": "rio_claro.case"},
    takes=(Take("constituents", "chart", "affected", _constituents, "who"),),
    events=lambda values: [(values["review"], "")] if values["review"] else [],
)
