"""Message box in two languages: what each side says of itself and of the other, and how we get back to ours.

The four boxes are the campaign trade's message box, named after Paul Tully; threat, stake and solution are
the message triangle. That a denied word is heard all the same is after George Lakoff; experiments with
corrections speak against it. The pairs of languages, the lengths and the lists of words are ours. The reading
aid is a smoke alarm: it counts, and understands nothing.
"""

from ..chain import Take
from ..charts import wrapped
from ..fields import Text
from ..figure import drawing, label, rect
from ..models.phrases import spoken
from ..portable import fold
from ..report import figure, limits, sentence, table
from ..sheet import NOTE, Tool, finding

LANGUAGES = ("en", "es")
BOXES = ("us_us", "us_them", "them_them", "them_us")
TRIANGLE = ("threat", "stake", "solution")
OURS = ("us_us", "us_them", "bridge", "proof") + TRIANGLE
PAIRS = BOXES + ("bridge", "proof") + TRIANGLE
LONG, SENTENCE = 35, 22  # words that one breath, and one sentence, can carry
LETTERS = {"en": 13, "es": 14}  # from so many letters a word is long
SLOGAN = 5  # words, at most, of what one shouts

# Words that carry somebody else's picture of us, where the group has named none. Folded.
LOADED = {
    "en": (
        "illegal",
        "illegals",
        "alien",
        "aliens",
        "criminal",
        "criminals",
        "invasion",
        "open borders",
        "law and order",
        "amnesty",
    ),
    "es": (
        "ilegal",
        "ilegales",
        "criminal",
        "criminales",
        "delincuente",
        "delincuentes",
        "invasion",
        "fronteras abiertas",
        "amnistia",
    ),
}
# What nobody says of themselves. Beginnings of words, folded, both languages.
INSULTS = (
    "racis",
    "hate",
    "hatred",
    "evil",
    "cruel",
    "fascis",
    "nazi",
    "liars",
    "greedy",
    "odian",
    "odiamos",
    "odio ",
    "malvad",
    "mentiros",
    "xenof",
)


def measured(text, lang):
    """How many words a text has, how many its longest sentence, and how many of them are long."""
    parts = text
    for mark in ("!", "?", ";", "\u2026", "\n"):
        parts = parts.replace(mark, ".")
    words = [word for word in spoken(text).split(" ") if word]
    sentences = [spoken(part).count(" ") - 1 for part in parts.split(".") if spoken(part) != "  "]
    return {
        "text": text,
        "words": len(words),
        "sentence": max(sentences + [0]),
        "long": len([word for word in words if len(word) >= LETTERS[lang]]),
    }


def compute(values, tables):
    """Each pair with its two texts measured, and which languages it has.

    Results:
        demand (text): as typed
        pairs ([record]): the four of the box, then the others
            pair (text): its id
            en, es (record): the text in this language
                text (text): as typed
                words, sentence, long (int): words, words of the longest sentence, long words
            state (text): languages that it has: "both", "en", "es" or "none"
        whole (int): of the four, those in both languages
        only_en, only_es ([text]): pairs in one language
        theirs ({[text]}): the other side's words, folded, by language
    """
    pairs = []
    for pair in PAIRS:
        one = {"pair": pair} | {lang: measured(values[pair + "_" + lang], lang) for lang in LANGUAGES}
        have = [lang for lang in LANGUAGES if one[lang]["text"]]
        pairs.append(one | {"state": "both" if len(have) == 2 else have[0] if have else "none"})
    return {
        "demand": values["demand"],
        "pairs": pairs,
        "whole": len([one for one in pairs[:4] if one["state"] == "both"]),
        "only_en": [one["pair"] for one in pairs if one["state"] == "en"],
        "only_es": [one["pair"] for one in pairs if one["state"] == "es"],
        "theirs": {lang: _theirs(values, lang) for lang in LANGUAGES},
    }


def _theirs(values, lang):
    """The words that the other side wants repeated: those the group typed, else our list."""
    named = [fold(word) for word in values["their_word_" + lang].replace(";", ",").split(",")]
    return [word for word in named if word] or list(LOADED[lang])


def _state(results, pair):
    return results["pairs"][PAIRS.index(pair)]["state"]


def _names(ids):
    return [{"word": id + ".label"} for id in ids]


def pairs(values, results):
    """What is said in one language only, copied, or much shorter in one of the two."""
    found = []
    for lang, missing in (("en", "es"), ("es", "en")):
        gone = [pair + "_" + missing for pair in results["only_" + lang]]
        if gone:
            found.append(finding("missing_" + missing, gone[0], n=len(gone), boxes=_names(gone)))
    copied, uneven = [], []
    for one in results["pairs"]:
        if (
            one["state"] == "both"
            and one["en"]["words"] > 2
            and fold(one["en"]["text"]) == fold(one["es"]["text"])
        ):
            copied.append(one["pair"] + "_es")
        elif one["state"] == "both":
            few, many = sorted([one["en"]["words"], one["es"]["words"]])
            short = "_en" if one["en"]["words"] < one["es"]["words"] else "_es"
            uneven += [one["pair"] + short] if many > 7 and 2 * few < many else []
    found += [finding("copied", copied[0], n=len(copied), boxes=_names(copied))] if copied else []
    return found + ([finding("uneven", uneven[0], n=len(uneven), boxes=_names(uneven))] if uneven else [])


def sides(values, results):
    """Their side is written down, as they would say it themselves."""
    ours = [pair for pair in ("us_us", "us_them", "bridge", "proof") if _state(results, pair) != "none"]
    if len(ours) > 1 and _state(results, "them_them") == "none" and _state(results, "them_us") == "none":
        return [finding("no_them", "them_them_en")]
    for lang in LANGUAGES:
        plain = spoken(values["them_them_" + lang])
        word = ([word for word in INSULTS if " " + word in plain] + [""])[0]
        if word:
            return [finding("caricature", "them_them_" + lang)]
    return []


def frame(values, results):
    """Their word in our mouth: it is heard, even behind a no."""
    found = []
    for lang in LANGUAGES:
        hits = []
        for pair in OURS:
            plain = spoken(values[pair + "_" + lang])
            hits += [
                (pair + "_" + lang, word) for word in results["theirs"][lang] if " " + word + " " in plain
            ]
        if hits:
            words = [
                word for place, (_, word) in enumerate(hits) if word not in [one for _, one in hits[:place]]
            ]
            found.append(finding("frame", hits[0][0], n=len(words), words=words[:6]))
    return found


def way_back(values, results):
    """A bridge from their sentence to ours, and something that shows it is true."""
    both = _state(results, "us_us") != "none" and _state(results, "them_us") != "none"
    found = [finding("no_bridge", "bridge_en")] if both and _state(results, "bridge") == "none" else []
    told = _state(results, "us_us") != "none" and _state(results, "bridge") != "none"
    return found + ([finding("no_proof", "proof_en")] if told and _state(results, "proof") == "none" else [])


def slogans(values, results):
    """Three things that one shouts, where a threat, a stake and a solution should be told."""
    found = []
    for lang in LANGUAGES:
        texts = [values[part + "_" + lang] for part in TRIANGLE if values[part + "_" + lang]]
        shouted = [text for text in texts if text[-1] == "!" or spoken(text).count(" ") - 1 <= SLOGAN]
        if len(texts) > 1 and len(shouted) == len(texts):
            found.append(finding("slogans", "threat_" + lang, n=len(texts)))
    return found


def aloud(values, results):
    """Ours can be said in one breath, and in words that a child has heard."""
    long, hard = [], []
    for one in results["pairs"]:
        for lang in LANGUAGES if one["pair"] in OURS else ():
            told = one[lang]
            if told["words"] > LONG:
                long.append(one["pair"] + "_" + lang)
            elif told["sentence"] > SENTENCE or told["long"] > 1:
                hard.append(one["pair"] + "_" + lang)
    found = [finding("long_box", long[0], n=len(long), most=LONG, boxes=_names(long))] if long else []
    return found + ([finding("hard_box", hard[0], NOTE, n=len(hard), boxes=_names(hard))] if hard else [])


_LEFT, _WIDE, _HIGH = 54, 151, 108


def draw(results, words):
    """Four boxes: who speaks down the side, of whom along the top; then the bridge and what proves it, and
    the demand."""
    parts = []
    for column, id in enumerate(("of_us", "of_them")):
        parts.append(label(_LEFT + _WIDE * (column + 0.5) + 2, 13, words("figure." + id), "small"))
    for row, id in enumerate(("we_say", "they_say")):
        for number, text in enumerate(wrapped(words("figure." + id), 7)):
            parts.append(label(_LEFT - 5, 70 + (_HIGH + 4) * row + 11 * number, text, "small", "end"))
    places = {"us_us": (0, 0), "us_them": (1, 0), "them_us": (0, 1), "them_them": (1, 1)}
    for pair in BOXES:
        column, row = places[pair]
        parts += _box(
            results, pair, _LEFT + (_WIDE + 4) * column, 20 + (_HIGH + 4) * row, _WIDE, _HIGH, words
        )
    y = 24 + 2 * (_HIGH + 4)
    for pair in ("bridge", "proof"):
        for number, text in enumerate(wrapped(words("figure." + pair), 8)):
            parts.append(label(_LEFT - 5, y + 22 + 11 * number, text, "small", "end"))
        parts += _box(results, pair, _LEFT, y, 2 * _WIDE + 4, 72, words)
        y += 76
    for number, text in enumerate(wrapped(results["demand"] or words("figure.demand"), 49, 3)):
        parts.append(label(_LEFT, y + 14 + 13 * number, text, "small", "start"))
    return drawing(364, y + 46, words("figure.label"), parts)


def _box(results, pair, x, y, wide, high, words):
    """A box with its text in the language of ``words`` where it is there, and the number of words in each
    language."""
    one = results["pairs"][PAIRS.index(pair)]
    first, other = ("es", "en") if words.lang == "es" else LANGUAGES
    tone = {"both": "2", "none": "", "en": "4", "es": "4"}[one["state"]]
    ink = "small t" + tone if tone else "small"
    parts = [rect(x, y, wide, high, "edge s" + tone if tone else "paper")]
    text = one[first]["text"] or one[other]["text"]
    for number, part in enumerate(
        wrapped(text, int(wide / (6.6 if wide == _WIDE else 6.1)), (high - 22) // 13) if text else ()
    ):
        parts.append(label(x + 6, y + 15 + 13 * number, part, ink, "start"))
    counts = " \u00b7 ".join([words("figure." + lang, n=one[lang]["words"]) for lang in LANGUAGES])
    return parts + [label(x + wide - 6, y + high - 6, counts, ink, "end")]


def report(results, words):
    """How many boxes stand in both languages, the boxes, their texts side by side, the reading aid, and
    limits."""
    told, rows, counted = words("told", n=results["whole"]), [], []
    for lang in LANGUAGES:
        only = results["only_" + lang]
        told += (
            " " + words("told.only_" + lang, names=[{"word": "pair." + pair} for pair in only])
            if only
            else ""
        )
    for one in results["pairs"]:
        name = words("pair." + one["pair"])
        rows += (
            [[name] + [one[lang]["text"] or "\u2013" for lang in LANGUAGES]] if one["state"] != "none" else []
        )
        for lang in LANGUAGES:
            if one[lang]["text"]:
                numbers = [str(one[lang][id]) for id in ("words", "sentence", "long")]
                counted.append([name + " (" + words("lang." + lang) + ")"] + numbers)
    blocks = [sentence(told), figure(draw(results, words), words("figure.caption"))]
    if rows:
        heads = [words("head.box"), words("lang.en"), words("lang.es")]
        blocks.append(table(words("table.caption"), heads, rows))
        heads = [words("head." + id) for id in ("box", "words", "sentence", "long")]
        blocks.append(table(words("aid.caption"), heads, counted))
    return blocks + [limits(words, ("aid", "frame", "twins", "ears"))]


def sample(words):
    """Río Claro: what we say about release day. Each catalogue holds a text in its own language and in the
    other."""
    sheet = {"demand": words("sample.case.issue")}
    for pair in PAIRS + ("their_word",):
        for lang in LANGUAGES:
            sheet[pair + "_" + lang] = words("sample." + pair + (".here" if lang == words.lang else ".there"))
    return sheet


def _two(id, limit, lines=2):
    return [Text(id + "_" + lang, limit=limit, lines=lines, lang=lang) for lang in LANGUAGES]


TOOL = Tool(
    "message",
    fields=tuple(
        [Text("demand", required=True, limit=240, lines=2)]
        + _two("us_us", 240, 3)
        + _two("us_them", 240, 3)
        + _two("them_them", 240, 3)
        + _two("them_us", 240, 3)
        + _two("their_word", 120, 1)
        + _two("bridge", 240, 3)
        + _two("proof", 240)
        + _two("threat", 160)
        + _two("stake", 160)
        + _two("solution", 160)
    ),
    compute=compute,
    rules=(pairs, sides, frame, way_back, slogans, aloud),
    report=report,
    sample=sample,
    shares={"sample.case": "rio_claro.case"},
    takes=(Take("demand", "demand", "demand", lambda values, results: values["demand"]),),
)
