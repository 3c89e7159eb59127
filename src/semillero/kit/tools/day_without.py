"""A day without us: what if people in several sectors stay away from work, for how long the fund lasts, who
cannot hold.

Person-hours = workers x share x hours x days. Days of cover = fund / (people x pay of a day). Whole numbers
all through, rounded once. Every number is typed in by the group: there is no published constant for any of
them.
"""

from ..charts import MOST_BARS, bars
from ..fields import Number, Table, Text
from ..portable import fold, half_up, ratio
from ..report import figure, limits, notes, sentence, table
from ..sheet import ADVICE, NOTE, Tool, finding

HALF = 50  # percent: a share above this is more often a hope than a count
LONG_DAY = 12
LAW = ("memo", "binding", "outside", "backpay", "partial", "fired", "ask")

# Work that the National Labor Relations Act leaves out, 29 U.S.C. 152(3): on farms, and in a family's home.
# Folded.
OUTSIDE = tuple(
    """
    farm farms farmworkers harvest dairy dairies orchard orchards ranch ranches nannies housekeepers domestic
    campo finca fincas cosecha lecheria lecherias granja granjas rancho ranchos huerta huertas jornaleros
    jornaleras domestico domestica domesticas nineras hogar
    """.split()
)
FIRMS = ("inc", "llc", "corp", "ltd", "incorporated")  # what only the name of an employer ends in


def compute(values, tables):
    """People, person-hours and gaps by sector; days of cover; who cannot hold alone or with the fund.

    Results:
        days (int): of the action
        fund (int or none): dollars
        pay (number or none): dollars for a day
        sectors ([record]): those with all their numbers
            row (int): of the sheet, from 1
            sector (text): as typed
            can_hold (int or none): days without pay
            state (text): "nobody", "alone", "fund", "open" (not known) or "short"
            people, person_hours (int): who stays away, and hours not worked
            gap (int or none): dollars to cover the days that they cannot hold
        people, person_hours (int): of all sectors
        cover (number or none): days for which the fund pays all of them
        gap (int or none): dollars for all sectors
        lacking (int): dollars that the fund does not have
        cannot_hold ([int]): rows that neither hold alone nor with the fund
    """
    days, fund, pay = values["days"] or 1, values["fund"], values["pay"]
    cents = None if pay is None else half_up(pay * 100)
    sectors, hundredths, hours, missing = [], 0, 0, 0
    for row in values["sectors"]:
        if None in (row["workers"], row["share"], row["hours"]):
            continue
        absent = row["workers"] * row["share"]  # in hundredths of a person
        worked = absent * half_up(row["hours"] * 10) * days
        short = max(0, days - (row["can_hold"] or 0)) * absent
        hundredths, hours, missing = hundredths + absent, hours + worked, missing + short
        one = {"row": row["number"], "sector": row["sector"], "can_hold": row["can_hold"], "state": "nobody"}
        one["people"], one["person_hours"] = ratio(absent, 100, 0), ratio(worked, 1000, 0)
        if absent:
            one["state"] = "short" if short else "alone"
        one["gap"] = None if cents is None else ratio(short * cents, 10000, 0)
        sectors.append(one)
    known = fund is not None and cents is not None
    enough = known and missing * cents <= fund * 10000
    for one in sectors:
        if one["state"] == "short" and (enough or not known):
            one["state"] = "fund" if known else "open"
    return {
        "days": days,
        "fund": fund,
        "pay": pay,
        "sectors": sectors,
        "people": ratio(hundredths, 100, 0),
        "person_hours": ratio(hours, 1000, 0),
        "cover": ratio(fund * 10000, hundredths * cents) if known else None,
        "gap": None if cents is None else ratio(missing * cents, 10000, 0),
        "lacking": 0 if enough or not known else ratio(missing * cents - fund * 10000, 10000, 0),
        "cannot_hold": [one["row"] for one in sectors if one["state"] == "short"],
    }


def _name(one):
    return one["sector"] or str(one["row"])


def _listed(code, sectors, column, severity, **params):
    if not sectors:
        return []
    at = "sectors." + str(sectors[0]["row"] - 1) + "." + column
    return [finding(code, at, severity, n=len(sectors), names=[_name(one) for one in sectors[:6]], **params)]


def holding(values, results):
    """Who cannot hold so long, who was not asked, and what cannot be said without a fund."""
    sectors = [one for one in results["sectors"] if one["state"] != "nobody"]
    short = [one for one in sectors if one["state"] == "short"]
    found = _listed("cannot_hold", short, "can_hold", ADVICE, lacking=results["lacking"])
    found += _listed("not_asked", [one for one in sectors if one["can_hold"] is None], "can_hold", NOTE)
    unknown = [id for id in ("fund", "pay") if results[id] is None]
    if unknown and [one for one in sectors if one["state"] == "open"]:
        found.append(
            finding(
                "no_fund",
                unknown[0],
                NOTE,
                n=len(unknown),
                fields=[{"word": id + ".label"} for id in unknown],
            )
        )
    return found


def typed(values, results):
    """Shares that are hopes, days that are weeks, a sector twice, rows that are not counted yet."""
    found, seen = [], {}
    for row in values["sectors"]:
        number = row["number"]
        name = row["sector"] or str(number)
        if row["share"] is not None and row["share"] > HALF:
            found.append(finding("big_share", row["at"] + ".share", name=name, share=row["share"]))
        if row["hours"] is not None and row["hours"] > LONG_DAY:
            found.append(finding("long_day", row["at"] + ".hours", name=name, hours=row["hours"]))
        if fold(row["sector"]) in seen:
            found.append(finding("twice", row["at"] + ".sector", name=name, row=seen[fold(row["sector"])]))
        elif row["sector"]:
            seen[fold(row["sector"])] = number
        empty = [{"word": id + ".label"} for id in ("workers", "share", "hours") if row[id] is None]
        if empty and row["sector"]:
            found.append(finding("not_counted", row["at"], NOTE, n=len(empty), name=name, fields=empty))
    return found


def kinds_of_work(values, results):
    """An employer's name does not belong here; some kinds of work have another law, or none."""
    found = []
    for row in values["sectors"]:
        plain = fold(row["sector"])
        for mark in (",", ".", "(", ")", "/"):
            plain = plain.replace(mark, " ")
        tokens = plain.split(" ")
        if [word for word in tokens if word in FIRMS]:
            found.append(finding("employer", row["at"] + ".sector", name=row["sector"]))
        if [word for word in tokens if word in OUTSIDE]:
            found.append(finding("outside_law", row["at"] + ".sector", NOTE, name=row["sector"]))
    return found


_TONES = {"alone": 2, "fund": 3, "open": 4, "short": 5, "nobody": 3}


def draw(results, words):
    """Person-hours by sector."""
    rows = [(_name(one), one["person_hours"], _TONES[one["state"]]) for one in results["sectors"]]
    top = max([one["person_hours"] for one in results["sectors"][:MOST_BARS]] + [1])
    # Room at the right for the longest numbers.
    return bars(words("figure.label"), rows, high=top + top // 8, text=lambda value: grouped(value, words))


def grouped(number, words):
    """A whole number with a comma after each three digits, as in the United States."""
    text = words.number(number)
    said = text[-3:]
    while len(text) > 3:
        text = text[:-3]
        said = text[-3:] + "," + said
    return said


def _money(number, words):
    return "\u2013" if number is None else "$" + grouped(number, words)


def _told(results, words):
    if not results["people"]:
        return words("told.nothing")
    numbers = {"days": words("days", n=results["days"]), "hours": grouped(results["person_hours"], words)}
    told = words("told", n=results["people"], people=grouped(results["people"], words), **numbers)
    if results["cover"] is not None:
        told += " " + words("told.cover", n=results["cover"])
    count = len(results["cannot_hold"])
    if count:
        return told + " " + words("told.short", n=count)
    held = [one for one in results["sectors"] if one["state"] == "fund"]
    return told + (" " + words("told.fund", n=len(held), gap=_money(results["gap"], words)) if held else "")


def report(results, words):
    """What would be missing, bars and a table by sector, who cannot hold, the law with its dates, and the
    limits."""
    blocks = [sentence(_told(results, words))]
    rows = []
    for one in results["sectors"]:
        hold = words("asked.not") if one["can_hold"] is None else words("days", n=one["can_hold"])
        numbers = [grouped(one[id], words) for id in ("people", "person_hours")]
        rows.append(
            [_name(one)] + numbers + [hold, words("state." + one["state"]), _money(one["gap"], words)]
        )
    if rows:
        blocks.append(figure(draw(results, words), words("figure.caption")))
        heads = [words("sector.label")] + [
            words("head." + id) for id in ("people", "person_hours", "can_hold", "state", "gap")
        ]
        blocks.append(table(words("table.caption"), heads, rows))
    short = [one for one in results["sectors"] if one["state"] == "short"]
    lines = [
        words("short.line", n=one["can_hold"] or 0, name=_name(one), gap=_money(one["gap"], words))
        for one in short[:12]
    ]
    blocks += [notes(words("short.heading"), lines + [words("short.ways")])] if short else []
    blocks.append(notes(words("law.heading"), [words("law." + id) for id in LAW]))
    return blocks + [limits(words, ("numbers", "forecast", "pay", "people", "money"))]


_SAMPLE = (
    ("poultry", "240", "15", "8", "0"),
    ("kitchens", "50", "20", "8", "1"),
    ("cleaning", "20", "20", "6", "1"),
)


def sample(words):
    """Río Claro: one day in June, fifty people, and a fund that covers two days."""
    columns = ("workers", "share", "hours", "can_hold")
    sectors = [
        {"sector": words("sample." + row[0])} | {id: row[place + 1] for place, id in enumerate(columns)}
        for row in _SAMPLE
    ]
    return {"days": "1", "fund": "8000", "pay": "80", "sectors": sectors}


TOOL = Tool(
    "day_without",
    fields=(
        Number("days", 1, 30, default="1"),
        Number("fund", 0, 99999999),
        Number("pay", 0, 9999, decimals=2),
        Table(
            "sectors",
            (
                Text("sector", limit=80),
                Number("workers", 0, 999999),
                Number("share", 0, 100),
                Number("hours", 0, 24, decimals=1),
                Number("can_hold", 0, 365),
            ),
            most=40,
            required=True,
        ),
    ),
    compute=compute,
    rules=(holding, typed, kinds_of_work),
    report=report,
    sample=sample,
    notice="notice",
)
