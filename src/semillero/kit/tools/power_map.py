"""Power map: who can reach the person who decides, and through whom.

After the power maps of community organizing (SCOPE, Seeds for Change, 350.org). Sources turn the axes in
different ways, so ours always carry their words. The path is the shortest one through the links, found from
the decider out.
"""

from ..chain import Take
from ..charts import quadrant
from ..fields import Choice, Number, Table, Text
from ..portable import BLANKS, fold
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

WEDGES = ("active_ally", "passive_ally", "neutral", "passive_opponent", "active_opponent")
POSITION = {wedge: 2 - index for index, wedge in enumerate(WEDGES)} | {"": 0}
STRONG = 4  # from here on power counts as much
MOST_TIES = 60  # more lines than this would hide the map
FEW = 8  # names in one line of a list

# Words that rules look for (for some their beginnings), folded, both languages.
US = (
    "us",
    "we",
    "our group",
    "our campaign",
    "our circle",
    "nosotros",
    "nosotras",
    "nuestro grupo",
    "nuestra campana",
    "nuestro circulo",
)
_BODIES = (
    "council",
    "commission",
    "board",
    "department",
    "office ",
    "congress",
    "legislature",
    "government",
    "company",
    "agency",
    "concejo ",
    "consejo ",
    "comision",
    "junta",
    "departamento",
    "oficina",
    "legislatura",
    "gobierno",
    "empresa",
    "ayuntamiento",
    "cabildo",
    "agencia",
)
_PERSONS = (
    "sheriff",
    "mayor",
    "chair",
    "presid",
    "director",
    "chief",
    "superintend",
    "commissioner ",
    "member ",
    "secretar",
    "manager",
    "head ",
    "judge",
    "captain",
    "clerk",
    "alcald",
    "jef",
    "titular",
    "comisionada ",
    "comisionado ",
    "integrante ",
    "gerente",
    "fiscal",
)
_FAMOUS = (
    "president",
    "governor",
    "senator",
    "congres",
    "celebrit",
    "famous",
    "gobernador",
    "senador",
    "celebridad",
    "famos",
    "cantante",
)
_TITLES = ("mr ", "mrs ", "ms ", "sr ", "sra ", "srta ", "don ", "dona ")


def compute(values, tables):
    """Places on the map, links both ways, and the shortest way from us to the person who decides.

    Results:
        decider (text): as typed
        decider_row (int or none): the row in which they stand
        actors ([record]): as typed
            name, stance (text): who, and id of an option
            power (int or none): mark from 1 to 5
            row (int): of the sheet, from 1
            quadrant (text): "with_weak" and the like, or ""
            links ([text]): names of those linked with them
            to_decider (int or none): links to the decider
        ours, path ([text]): names: our own, and the shortest way from us to the decider
        links (int or none): links on that way
        bridges ([text]): on the way, those without whom there is none
        reach_one, reach_two ([text]): names at one link from us, and at two
        unlinked ([text]): names of the strong who have no link
        unknown ([[text, [text]]]): cell, and the names in it that no row has
        drawing (record): places, in thousandths of the map
            points ([[int, int, text, int]]): x, y, text (a row or an id), tone
            links ([[int, int, int]]): from and to (points), 1 on the way
    """
    rows = values["actors"]
    nodes = [{"name": row["name"], "stance": row["stance"], "row": row["number"]} for row in rows]
    known = {
        fold(nodes[place]["name"]): place for place in range(len(nodes) - 1, -1, -1)
    }  # the first of two wins
    decider = _node(nodes, known, values["decider"]) if values["decider"] else None
    near, unknown = _links(rows, nodes, known)
    ours = [
        place
        for place, node in enumerate(nodes)
        if place != decider and (node["stance"] == WEDGES[0] or fold(node["name"]) in US)
    ]
    shut = [place for place, node in enumerate(nodes) if node["stance"] == WEDGES[4] and place != decider]
    far, step, warm = _out(nodes, near, decider, shut)
    begins = [
        (far[one], 0 if fold(nodes[one]["name"]) in US else 1, -warm[one], one) for one in ours if one in warm
    ]
    path = [min(begins)[3]] if begins else []
    while path and path[-1] != decider:
        path.append(step[path[-1]])
    around = [(place, _out(nodes, near, decider, shut + [place])[2]) for place in path[1:-1]]
    one = sorted({other for own in ours for other in near[own]} - set(ours))
    two = sorted(
        {other for place in one if place not in shut for other in near[place]} - set(ours) - set(one)
    )
    actors = []
    for place, row in enumerate(rows):
        actor = {key: row[key] for key in ("name", "power", "stance")} | {
            "row": nodes[place]["row"],
            "quadrant": _quadrant(row),
        }
        actors.append(actor | {"links": _names(nodes, near[place]), "to_decider": far.get(place)})
    alone = [
        place
        for place, row in enumerate(rows)
        if (row["power"] or 0) >= STRONG and not near[place] and place != decider
    ]
    return {
        "decider": values["decider"],
        "decider_row": nodes[decider]["row"] if decider is not None else None,
        "actors": actors,
        "ours": _names(nodes, ours),
        "path": _names(nodes, path),
        "links": len(path) - 1 if path else None,
        "bridges": _names(
            nodes, [place for place, ways in around if not [own for own in ours if own in ways]]
        ),
        "reach_one": _names(nodes, one),
        "reach_two": _names(nodes, two),
        "unlinked": _names(nodes, alone),
        "unknown": unknown,
        "drawing": _drawing(rows, nodes, near, path, decider),
    }


def _names(nodes, places):
    return [nodes[place]["name"] or "#" + str(nodes[place]["row"]) for place in places]


def _node(nodes, known, name):
    """The place of ``name`` among the nodes; a new one where no row has it."""
    if fold(name) not in known:
        known[fold(name)] = len(nodes)
        nodes.append({"name": name, "stance": "", "row": 0})
    return known[fold(name)]


def _links(rows, nodes, known):
    """The neighbours of each node, and the texts that name none: ``{place: places}, [[path, texts]]``."""
    near, unknown = {}, []
    for place, row in enumerate(rows):
        missing = []
        for text in row["links"].replace(";", ",").replace("\n", ",").split(","):
            text = text.strip(BLANKS)
            other = _find(text, nodes, known) if text else place
            if other is None:
                missing.append(text)
            elif other != place:
                near.setdefault(place, set()).add(other)
                near.setdefault(other, set()).add(place)
        unknown += [[row["at"] + ".links", missing]] if missing else []
    return {place: sorted(near.get(place, ())) for place in range(len(nodes))}, unknown


def _find(text, nodes, known):
    """The node that ``text`` names: by its whole name, or by four letters and more that only one name
    holds."""
    plain = fold(text)
    if plain in known or plain in US:
        return _node(nodes, known, text)
    hits = [known[name] for name in known if plain in name] if len(plain) > 3 else []
    return hits[0] if len(hits) == 1 else None


def _out(nodes, near, decider, shut):
    """From the decider out: the links to each node, its next step, and how warm that way is; none leads
    through ``shut``."""
    far, step, warm, line = {}, {}, {}, []
    if decider is not None:
        far[decider], warm[decider], line = 0, 0, [decider]
    for place in line:
        for other in near[place]:
            if other not in far:
                far[other] = far[place] + 1
                if other not in shut:
                    line.append(other)
    for place in line[1:]:
        ways = [
            (-warm[other], other) for other in near[place] if other in warm and far[other] == far[place] - 1
        ]
        step[place] = min(ways)[1]
        warm[place] = POSITION[nodes[place]["stance"]] + warm[step[place]]
    return far, step, warm


def _quadrant(row):
    if row["power"] is None or not row["stance"]:
        return ""
    side = ("against", "against", "between", "with", "with")[2 + POSITION[row["stance"]]]
    return side + ("", "_weak", "_weak", "_some", "_strong", "_strong")[row["power"]]


def _drawing(rows, nodes, near, path, decider):
    """Points ``[x, y, text, tone]`` in thousandths, six to a place, and links ``[from, to, 1 on the
    path]``."""
    points, spot, cells = [], {}, {}
    for place in path + [one for one in range(len(nodes)) if one not in path]:
        side, text = POSITION[nodes[place]["stance"]], str(nodes[place]["row"])
        power = rows[place]["power"] if place < len(rows) and nodes[place]["stance"] else None
        if place >= len(
            rows
        ):  # no row says where: the decider stands at the top in the middle, we at the bottom left
            side, power, text = (0, 5, "decider") if place == decider else (2, 1, "us")
        if power is None:
            continue
        cell = cells.setdefault((side, power), [])
        if len(cell) > 5:
            points[spot[cell[5]]][2] = "+" + str(len(cell) - 4)
        else:
            spot[place] = len(points)
            x = -430 * side + (0, 135, -135)[len(cell) % 3]
            points.append([x, 430 * (power - 3) + 190 * (len(cell) // 3), text, 3 - side])
        cell.append(place)
    steps = [(path[index], path[index + 1]) for index in range(len(path) - 1)]
    ties = [(a, b) for a in sorted(spot) for b in near[a] if a < b and b in spot]
    marked = [(1 if (a, b) in steps or (b, a) in steps else 0, spot[a], spot[b]) for a, b in ties]
    shown = [tie for tie in sorted(marked) if len(marked) <= MOST_TIES or tie[0]]
    return {"points": points, "links": [[a, b, on] for on, a, b in shown]}


def _says(text, stems):
    """Does a word of ``text`` begin like one of ``stems``?"""
    plain = " " + fold(text.replace(".", " ").replace(",", " ").replace("(", " ").replace("/", " ")) + " "
    return len([stem for stem in stems if " " + stem in plain]) > 0


def decider_body(values, results):
    """A council decides nothing by itself: somebody in it does."""
    body = _says(values["decider"], _BODIES) and not _says(values["decider"], _PERSONS)
    return [finding("decider_body", "decider", name=values["decider"])] if body else []


def private_person(values, results):
    """A form of address: this looks like somebody's own name, and a map of who knows whom can hurt."""
    rows = [row for row in values["actors"] if _says(row["name"], _TITLES)]
    return [finding("private_person", row["at"] + ".name", name=row["name"]) for row in rows]


def fame(values, results):
    """Fame is not power over this goal, and where all are strong nobody was compared."""
    scored = [row for row in values["actors"] if row["power"] is not None]
    strong = [row for row in scored if row["power"] >= STRONG]
    if len(scored) > 3 and len(strong) == len(scored):
        return [finding("all_strong", "actors", n=len(scored))]
    rows = [
        row for row in strong if _says(row["name"], _FAMOUS) and fold(row["name"]) != fold(values["decider"])
    ]
    return [finding("fame", row["at"] + ".power", name=row["name"], power=row["power"]) for row in rows]


def twice(values, results):
    """The same name in two rows: links reach only the first of them."""
    found, seen = [], {}
    for row in values["actors"]:
        name, number = fold(row["name"]), row["number"]
        if seen.setdefault(name, number) != number and name:
            found.append(finding("twice", row["at"] + ".name", name=row["name"], row=seen[name]))
    return found


def unknown_links(values, results):
    """A link that names no row, or more than one, is a line that ends nowhere."""
    return [finding("unknown_link", at, n=len(texts), names=texts[:FEW]) for at, texts in results["unknown"]]


def paths(values, results):
    """No lines, no beginning, no way through, or one single bridge."""
    if len(results["actors"]) < 4 or not values["decider"]:
        return []
    if not [one for one in results["actors"] if one["links"]]:
        return [finding("no_links", "actors")]
    if not results["ours"]:
        return [finding("no_start", "actors")]
    if results["links"] is None:
        return [finding("no_path", "actors", decider=values["decider"])]
    return [finding("bridge", "actors", NOTE, name=results["bridges"][0])] if results["bridges"] else []


def unlinked(values, results):
    """Strong, and nobody on the map is tied to them."""
    names = results["unlinked"] if [one for one in results["actors"] if one["links"]] else []
    return [finding("unlinked", "actors", n=len(names), names=names[:FEW])] if names else []


def unplaced(values, results):
    """Without a power and a stance nobody has a place on the map."""
    names = [one["name"] for one in results["actors"] if one["name"] and not one["quadrant"]]
    return [finding("unplaced", "actors", NOTE, n=len(names), names=names[:FEW])] if names else []


def draw(results, words):
    """The map: a numbered dot an actor, thin lines for links, a thick one for the path."""
    says = {"decider": words("figure.decider"), "us": words("figure.us")}
    points = [
        (x / 1000, y / 1000, says.get(text, text), tone) for x, y, text, tone in results["drawing"]["points"]
    ]
    links = [(a, b, "path" if on else "tie") for a, b, on in results["drawing"]["links"]]
    ends = [words("figure." + end) for end in ("with", "against", "weak", "strong")]
    return quadrant(words("figure.label"), points, ends, links)


def _told(results, words):
    if not results["decider"]:
        return words("told.nobody")
    if results["links"] is None:
        return words("told.no_path", decider=results["decider"])
    told = words("told.path", n=results["links"], path=" \u2192 ".join(results["path"]))
    return told + " " + words("told.reach", n=len(results["reach_one"]), more=len(results["reach_two"]))


def report(results, words):
    """The shortest path, the map, its table, who is in reach, and what a map cannot tell."""
    blocks = [sentence(_told(results, words)), figure(draw(results, words), words("figure.caption"))]
    rows, number = [], {one["name"]: str(one["row"]) for one in reversed(results["actors"])}
    for one in results["actors"]:
        ties = ", ".join([number.get(name, name) for name in one["links"]])
        name = (
            str(one["row"])
            + ". "
            + one["name"]
            + (" (" + words("decides") + ")" if one["row"] == results["decider_row"] else "")
        )
        stance = words("stance." + one["stance"]) if one["stance"] else "\u2013"
        place = words("place." + one["quadrant"]) if one["quadrant"] else "\u2013"
        rows.append(
            [
                name,
                words.number(one["power"]),
                stance,
                place,
                words.number(one["to_decider"]),
                ties or "\u2013",
            ]
        )
    heads = [
        words(id)
        for id in ("name.label", "head.power", "stance.label", "head.place", "head.far", "head.links")
    ]
    blocks += [table(words("table.caption"), heads, rows)] if rows else []
    lines = [
        words("reach." + id, names=results[id][:FEW])
        for id in ("reach_one", "reach_two", "unlinked")
        if results[id]
    ]
    blocks += [notes(words("reach.heading"), lines)] if lines else []
    return blocks + [limits(words, ("link", "shut", "moves", "safe"))]


def groups(values, results):
    """The groups of the spectrum, each where it stands now, or stood at first."""
    return [
        {"name": row["name"], "stance": row["now"] or row["before"]}
        for row in values["groups"]
        if row["name"]
    ]


def pillars(values, results):
    """The pillars of support: who holds the target up is on the map."""
    return [{"name": row["name"]} for row in values["pillars"] if row["name"]]


_SAMPLE = (
    ("line_workers", "3", 1, "parish supervisors nurses"),
    ("supervisors", "2", 3, "dairy"),
    ("dairy", "3", 2, "commissioners"),
    ("parish", "3", 0, "deputies radio nurses"),
    ("shops", "3", 2, "commissioners radio"),
    ("nurses", "2", 1, "students taxpayers"),
    ("students", "1", 0, "drivers"),
    ("deputies", "4", 3, "sheriff"),
    ("drivers", "2", 1, "commissioners"),
    ("radio", "2", 1, ""),
    ("taxpayers", "4", 3, "commissioners"),
    ("border", "3", 4, "sheriff"),
    ("commissioners", "5", 2, "sheriff"),
    ("sheriff", "5", 3, ""),
    ("night_shift", "3", 3, "deputies sheriff"),
)


def sample(words):
    """Río Claro: the twelve groups, the commissioners, the night shift of the jail and the sheriff."""
    actors = []
    for id, power, wedge, ties in _SAMPLE:
        links = ", ".join([words("sample.case." + other) for other in ties.split(" ") if other])
        actors.append(
            {"name": words("sample.case." + id), "power": power, "stance": WEDGES[wedge], "links": links}
        )
    return {"goal": words("sample.case.issue"), "decider": words("sample.case.sheriff"), "actors": actors}


_ACTOR = (
    Text("name", required=True, limit=80),
    Number("power", 1, 5),
    Choice("stance", WEDGES, steps=True),
    Text("links", limit=400),
)
TOOL = Tool(
    "power_map",
    fields=(
        Text("goal", required=True, limit=240),
        Text("decider", required=True, limit=80),
        Table("actors", _ACTOR, required=True),
    ),
    compute=compute,
    rules=(decider_body, private_person, fame, twice, unknown_links, paths, unlinked, unplaced),
    report=report,
    sample=sample,
    shares={"stance": "common.wedge", "sample.case": "rio_claro.case"},
    takes=(Take("groups", "spectrum", "actors", groups), Take("pillars", "pillars", "actors", pillars)),
)
