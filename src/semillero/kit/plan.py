"""A group's plan: its sheets in one small JSON file, versioned, that every surface opens and writes.

``{"format": "semillero-plan", "version": 1, "sheets": {tool id: sheet}}``. Unknown keys, and sheets of
tools that a surface does not have, are kept as they are.
"""

from .portable import LONGEST
from .sheet import leaving as leaving_sheet
from .sheet import misfits
from .signs import broken

FORMAT = "semillero-plan"
VERSION = 1
MOST_BYTES = 1000000
MOST_DEPTH = 40
# keys and items: every table of every tool filled to its last row has 16,000. A phone works on more for
# seconds
MOST_ENTRIES = 20000
MOST_LETTERS = 20000  # in one text: the longest field of a sheet holds 1,000


def empty():
    """A plan with no sheet."""
    return {"format": FORMAT, "version": VERSION, "sheets": {}}


def leaving(plan, load):
    """``plan`` as it may leave the open tab: without the cells that stay in it (``sheet.leaving``)."""
    sheets = plan["sheets"]
    kept = {}
    for id in sheets:
        tool = load(id)
        kept[id] = leaving_sheet(tool, sheets[id]) if tool and isinstance(sheets[id], dict) else sheets[id]
    return plan | {"sheets": kept}


def refusal(plan, load):
    """Why ``plan`` (parsed JSON) cannot be opened: ``(code, params)`` of a message, or None.

    ``load`` gives the tool of an id, or None where this surface does not have it.
    """
    beyond = _beyond(plan)
    if beyond:
        return beyond
    if not isinstance(plan, dict) or plan.get("format") != FORMAT:
        return "plan.not_a_plan", {"format": FORMAT}
    version = plan.get("version")
    if not isinstance(version, int) or version is True or version < 1:
        return "plan.no_version", {"version": VERSION}
    if version > VERSION:
        return "plan.newer", {"found": version, "version": VERSION}
    sheets = plan.get("sheets")
    if not isinstance(sheets, dict):
        return "plan.no_sheets", {}
    for id in sorted(sheets):
        tool = load(id)
        wrong = misfits(tool, sheets[id]) if tool else []
        if wrong:
            path, code, params = wrong[0]
            at = "sheets." + id + ("." + path if path else "")
            return "plan." + code, params | {"at": at, "n": len(wrong)}
    return None


def _beyond(plan):
    """What no plan holds, wherever it stands: too many levels or entries, a text too long, half a character,
    a number without end. Looked through level by level, since recursion is short on MicroPython.
    """
    level, entries, layer = 0, 0, [plan]
    while layer:
        level += 1
        below = []
        for one in layer:
            if isinstance(one, dict):
                entries += len(one)
                below += list(one) + [one[key] for key in one]
            elif isinstance(one, list):
                entries += len(one)
                below += one
            elif isinstance(one, str):
                if len(one) > MOST_LETTERS:
                    return "plan.too_long", {"found": len(one), "most": MOST_LETTERS, "begins": one[:20]}
                if len(one) > LONGEST and one[0] == "\r" and not one.strip("\r0123456789+-.eE"):
                    return "plan.digits", {"most": LONGEST, "begins": one[1:21]}
                if broken(one):
                    return "plan.broken", {"begins": one[:20]}
        layer = below
        if level == MOST_DEPTH and [one for one in layer if isinstance(one, (dict, list))]:
            return "plan.too_deep", {"most": MOST_DEPTH}
        if entries > MOST_ENTRIES:
            return "plan.too_many", {"most": MOST_ENTRIES}
    return None
