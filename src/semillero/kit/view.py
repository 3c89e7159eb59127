"""What an answer shows, as HTML: findings, figure, tables, and a sentence to say aloud.

The same code writes the still page and answers in the browser and in Jupyter.
"""

from .chain import named
from .markup import escape
from .portable import dumps
from .signs import visible

MOST_TOLD = 1000


def pieces(answer, tool, words, uid, stay=()):
    """What an answer changes on the surface: HTML by place, the result as JSON text, and what to say aloud.

    The findings in ``stay`` (of ``sheet.aside``) are marked: they are not on paper.
    """
    texts = [dumps(one) for one in answer["findings"]]
    result = (
        '{"findings":[' + ",".join(texts) + '],"results":' + _results(answer["results"], words.written) + "}"
    )
    pieces = {"told": "", "figure": "", "report": "", "result": result}
    report = []
    for place, block in enumerate(tool.report(answer["results"], words)):
        kind = block["kind"]
        if kind == "sentence" and not pieces["told"]:
            pieces["told"] = "<p>" + escape(block["text"]) + "</p>"
            said = block["text"]
        elif kind == "figure" and not pieces["figure"]:
            pieces["figure"] = block["svg"] + "<figcaption>" + escape(block["caption"]) + "</figcaption>"
        else:
            report.append(_block(place, block, words.written))
    pieces["report"] = "".join(report)
    pieces["findings"] = _findings(answer["findings"], texts, [dumps(one) for one in stay], tool, words, uid)
    pieces["say"] = words("ui.say", n=len(texts)) + " " + visible(said)
    return pieces


def _block(place, block, written):
    """A block of the report as HTML. From one change to the next most stay as they are: comparing is quicker
    than writing."""
    known = written.get(place)
    if known is None or known[0] != block:
        known = written[place] = (block, _BLOCKS[block["kind"]](block))
    return known[1]


def _results(results, written):
    """The results as JSON. ``written`` remembers what was written of each: a tool that looks at tables hands
    in the same object again where nothing of it has changed.
    """
    pairs = []
    for key in sorted(results):
        known = written.get(key)
        if known is None or known[0] is not results[key]:
            known = written[key] = (results[key], dumps(key) + ":" + dumps(results[key]))
        pairs.append(known[1])
    return "{" + ",".join(pairs) + "}"


def _findings(found, texts, stay, tool, words, uid):
    """The items of the list of findings. From one change to the next most stay as they are: ``texts``, each
    as JSON, says which have been told before."""
    if not found:
        return _none("", words)
    told = words.told
    if len(told) > MOST_TOLD:
        told.clear()
    items = []
    for one, text in zip(found, texts):
        mark = " data-stays" if text in stay else ""
        key = uid + mark + text
        if key not in told:
            told[key] = _item(one, mark, tool, words, uid)
        items.append(told[key])
    if len(stay) == len(texts):
        items.append(_none(" data-paper", words))  # paper does not even tell that something stays
    return "".join(items)


def _none(where, words):
    return '<li class="finding none"' + where + ">" + escape(words("ui.no_findings")) + "</li>"


def _item(one, stays, tool, words, uid):
    """A finding, with a link to the field it points at."""
    text = escape(words.finding(one))
    at = one["at"]
    if at:
        text += (
            ' <a href="#'
            + element_id(uid, at)
            + '" data-goto="'
            + escape(at)
            + '" data-lm-suppress-shortcuts>'
        )
        text += escape(place(at, tool, words)) + "</a>"
    mark = '<strong class="mark">' + escape(words("ui." + one["severity"])) + "</strong> "
    return (
        '<li class="finding '
        + one["severity"]
        + '" data-code="'
        + one["code"]
        + '"'
        + stays
        + ">"
        + mark
        + text
        + "</li>"
    )


def element_id(uid, path):
    """The id of the element at ``path``."""
    return uid + "-" + path.replace(".", "-")


def place(at, tool, words):
    """Where a finding points, in words: the field, with its row."""
    steps = at.split(".")
    if len(steps) == 1:
        return words(at + ".label")
    for field in tool.fields:
        if field.kind == "table" and field.id == steps[0] and field.named:
            row = words(field.named + "." + field.names()[int(steps[1])])
            return row + ": " + words(steps[2] + ".label") if len(steps) > 2 else row
    if len(steps) == 2:
        return words("ui.row", number=int(steps[1]) + 1) if steps[1].isdigit() else words("key." + steps[1])
    return words("ui.at_row", field={"word": steps[2] + ".label"}, number=int(steps[1]) + 1)


def offers(found, tool, words):
    """What the plan offers to this sheet, as list items with their buttons; "" where there is nothing to
    do."""
    items = []
    for offer in found:
        take = offer["take"]
        name = words("take." + take.id)
        lines = []
        if offer["fresh"]:
            told = [_name(row, tool, take, words) for row in offer["fresh"]]
            lines.append(_offer(words("ui.fresh", n=len(told), names=_few(told)), ("fresh",), offer, words))
        if offer["changed"]:
            told = [_change(one, tool, offer["take"], words) for one in offer["changed"]]
            lines.append(
                _offer(
                    words("ui.again") + " " + "; ".join(_few(told)),
                    ("changed", "keep"),
                    offer,
                    words,
                    "again",
                )
            )
        if offer["gone"]:
            told = _few([named(tool, take, one) for one in offer["gone"]])
            lines.append(_offer(words("ui.gone", names=told), ("keep",), offer, words, "again"))
        if lines:
            items.append(
                '<li data-offer="'
                + offer["take"].id
                + '"><strong>'
                + escape(name)
                + "</strong>"
                + "".join(lines)
                + "</li>"
            )
    return "".join(items)


def _name(row, tool, take, words):
    """What a row that can be brought in is called; a single field by what it would hold."""
    if row.get(take.key):
        return words.say(named(tool, take, row[take.key]))
    return shown(tool, take.into, take.into, row.get(take.into, ""), words)


def _few(names):
    return names[:8] + ["\u2026"] if len(names) > 8 else names


def _offer(text, ways, offer, words, kind="fresh"):
    buttons = []
    for way in ways:
        acts = (
            ' data-act="bring" data-take="'
            + offer["take"].id
            + '" data-how="'
            + way
            + '" data-lm-suppress-shortcuts>'
        )
        buttons.append('<button type="button"' + acts + escape(words("ui.bring." + way)) + "</button>")
    return '<p class="offer ' + kind + '">' + escape(text) + " " + " ".join(buttons) + "</p>"


def _change(change, tool, take, words):
    name, id, here, there = change
    values = [shown(tool, take.into, id, text, words) or "\u2013" for text in (here, there)]
    field = "" if id == take.into else " (" + words(id + ".label") + ")"
    return (
        (words.say(named(tool, take, name)) + field + ": " if name or field else "")
        + values[0]
        + " \u2192 "
        + values[1]
    )


def row_label(row, words):
    """What a row of a table is called: in the language of ``words`` where the table has names in both."""
    return row.get("label_" + words.lang) or row["label"]


def shown(tool, field, column, text, words):
    """A cell's text as people read it: the option's words for a choice."""
    for one in tool.fields:
        if one.id == field:
            for inner in one.columns if one.kind == "table" else (one,):
                if inner.id == column and inner.kind == "choice" and text in inner.options:
                    return words(column + "." + text)
    return text


def _sentence(block):
    return "<p>" + escape(block["text"]) + "</p>"


def _report_table(block):
    heads = "".join(['<th scope="col">' + escape(head) + "</th>" for head in block["heads"]])
    rows = []
    for row in block["rows"]:
        cells = "</td><td>".join([escape(cell) for cell in row[1:]])
        cells = "<td>" + cells + "</td>" if row[1:] else ""
        rows.append('<tr><th scope="row">' + escape(row[0]) + "</th>" + cells + "</tr>")
    table = (
        "<table><caption>"
        + escape(block["caption"])
        + "</caption><thead><tr>"
        + heads
        + "</tr></thead><tbody>"
    )
    label = escape(block["caption"])
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="'
        + label
        + '">'
        + table
        + "".join(rows)
        + "</tbody></table></div>"
    )


def _figure(block):
    return "<figure>" + block["svg"] + "<figcaption>" + escape(block["caption"]) + "</figcaption></figure>"


def _notes(block):
    lines = "".join(["<li>" + escape(line) + "</li>" for line in block["lines"]])
    text = '<h4 class="sheet-heading">' + escape(block["heading"]) + "</h4><ul>" + lines + "</ul>"
    return '<div lang="' + block["lang"] + '">' + text + "</div>" if block["lang"] else text


_BLOCKS = {"sentence": _sentence, "table": _report_table, "figure": _figure, "notes": _notes}
