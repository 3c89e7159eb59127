"""A whole plan at a glance: how far each sheet is, what changed upstream, and one list of what to do
first."""

from .chain import named, offers
from .markup import escape
from .sheet import ADVICE, ERROR, NOTE, as_text, blank_row, evaluate, finding

ORDER = (ERROR, "again", ADVICE, NOTE)


def overview(sheets, load, tables, order, words):
    """How far a plan is. ``sheets`` by tool id, ``load`` and ``tables`` as in ``chain.offers``, ``order`` the
    ids of tools, ``words`` the words of a tool by its id.

    Returns ``{"steps": [...], "todo": [...]}``: a step has the ``tool``, its ``state`` (empty, begun, ready),
    the number of its ``findings`` and of ``offers`` not taken yet, and ``again``, the ids of the takes that
    changed upstream. ``todo`` holds each finding with its tool: what cannot be read first, then what changed,
    then advice.
    """
    steps, todo = [], []
    for place, id in enumerate(order):
        tool = load(id)
        sheet = sheets.get(id)
        if not tool:
            continue
        step = {"tool": id, "state": "empty", "findings": 0, "offers": 0, "again": []}
        found = []
        for offer in offers(tool, sheets, load, tables):
            step["offers"] += len(offer["fresh"])
            if sheet and (offer["changed"] or offer["gone"]):
                step["again"].append(offer["take"].id)
                names = [one[0] for one in offer["changed"]] + offer["gone"]
                names = [name for index, name in enumerate(names) if name and name not in names[:index]]
                what = {"word": "take." + offer["take"].id}
                told = [named(tool, offer["take"], name) for name in names[:6]]
                code = "look_again" if names else "look_again_field"
                found.append(
                    ("again", finding(code, offer["take"].into, what=what, n=len(names), names=told))
                )
        if sheet and begun(tool, sheet, tool.blank(words(id))):
            answer = evaluate(tool, sheet, tables(id))
            found += [(one["severity"], one) for one in answer["findings"]]
            errors = [one for one in answer["findings"] if one["severity"] == ERROR]
            step["state"] = "begun" if errors else "ready"
            step["findings"] = len(answer["findings"])
        steps.append(step)
        todo += [(ORDER.index(rank), place, index, id, one) for index, (rank, one) in enumerate(found)]
    todo = [{"tool": id, "finding": one} for _, _, _, id, one in sorted(todo, key=lambda item: item[:3])]
    return {"steps": steps, "todo": todo}


def begun(tool, sheet, blank):
    """Has anything been filled in? What a ``blank`` sheet already holds does not count."""
    for field in tool.fields:
        value = sheet.get(field.id)
        if field.kind == "table":
            stands = blank[field.id]
            for place, row in enumerate(value or []):
                first = stands[place] if place < len(stands) else blank_row(field)
                if [
                    column.id
                    for column in field.columns
                    if as_text(row.get(column.id)) not in ("", first[column.id], column.default)
                ]:
                    return True
        elif field.kind == "scores":
            if [key for key in field.keys if as_text((value or {}).get(key)) not in ("", field.item.default)]:
                return True
        elif as_text(value) not in ("", blank[field.id]):
            return True
    return False


def pieces(seen, words):
    """What a plan page shows of ``seen`` (of ``overview``): HTML by place. ``words`` gives the words of a
    tool id."""
    pieces = {}
    for step in seen["steps"]:
        say = words(step["tool"])
        state = "clear" if step["state"] == "ready" and not step["findings"] else step["state"]
        text = say("plan.state." + state, n=step["findings"])
        if step["again"]:
            text += " " + say("ui.again") + " " + ", ".join([say("take." + id) for id in step["again"]])
        elif step["offers"]:
            text += " " + say("plan.offers", n=step["offers"])
        pieces["state-" + step["tool"]] = escape(text)
    items = []
    for one in seen["todo"]:
        say, found = words(one["tool"]), one["finding"]
        mark = '<strong class="mark">' + escape(say("ui." + found["severity"])) + "</strong> "
        where = '<a href="#plan-' + one["tool"] + '">' + escape(say("title")) + "</a>: "
        items.append(
            '<li class="finding ' + found["severity"] + '" data-code="' + found["code"] + '">' + mark + where
        )
        items.append(escape(say.finding(found)) + "</li>")
    pieces["todo"] = "".join(items)
    pieces["count"] = str(len(seen["todo"]))
    return pieces
