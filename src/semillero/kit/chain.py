"""How the sheets of a plan feed one another.

A tool names what it can bring in from earlier tools (``Take``). What is brought in is only ever added or
changed when somebody asks for it; the sheet remembers under its key ``taken`` what it has seen, so that a
later change in the earlier sheet shows up as "look again" where it matters, and nowhere else.
"""

from .portable import fold
from .sheet import as_text, blank_row, read


class Take:
    """Something that a tool brings in from a sheet of another tool.

    ``id``      names it in the sheet's memory and in the catalogue: ``take.<id>`` says what it brings
    ``source``  the id of the tool whose sheet it reads
    ``into``    the id of the table, of the scores or of the field that it fills
    ``make``    from (values, results) of the source to rows of texts by column, or to one text for a field
    ``key``     the column that tells one row from another, for a table; a field is one row without a name.
                Scores have a row for each of their keys: ``{key: a key of theirs, into: text}``
    ``fill``    from a new row to word ids by column: words that a new row begins with, where it says nothing
                else. They are the group's to change, and are not compared with anything later.
    """

    def __init__(self, id, source, into, make, key="name", fill=None):
        self.id = id
        self.source = source
        self.into = into
        self.make = make
        self.key = "" if key == into else key
        self.fill = fill


def offers(tool, sheets, load, tables):
    """What each take of ``tool`` offers now, given the plan's ``sheets`` (tool id -> sheet).

    ``load`` gives the tool of an id or None, ``tables`` the tables of one (id -> rows). A list of dicts with
    the take and ``fresh`` (rows to add), ``changed`` (``(name, column, here, there)``: cells that now differ)
    and ``gone`` (names that were taken and are no longer there). A field counts as one nameless row with one
    column.
    """
    own = sheets.get(tool.id) or {}
    found = []
    for take in tool.takes:
        source = load(take.source)
        sheet = sheets.get(take.source)
        if source and sheet:
            given = rows_of(take, source, sheet, tables(take.source))
            found.append(_offer(take, given, _here(take, own), (own.get("taken") or {}).get(take.id) or {}))
    return found


def rows_of(take, source, sheet, tables):
    """What ``take`` makes of the source's sheet: rows by their folded name, in order, as a list of pairs."""
    values, _ = read(source, sheet, tables)
    made = take.make(values, source.compute(values, tables))
    if isinstance(made, str):
        return [("", {take.into: made})] if made else []
    rows, known = [], []
    for row in made:
        name = fold(row[take.key])
        if name and name not in known:
            known.append(name)
            rows.append((name, {id: as_text(row[id]) for id in row}))
    return rows


def _here(take, own):
    """The rows that the sheet itself has, by folded name."""
    value = own.get(take.into)
    if isinstance(value, dict):
        return {
            fold(key): {take.key: key, take.into: as_text(value[key])} for key in value if as_text(value[key])
        }
    if not isinstance(value, list):
        return {"": {take.into: as_text(value)}} if value else {}
    return {
        fold(as_text(row.get(take.key))): row for row in value if isinstance(row, dict) and row.get(take.key)
    }


def _offer(take, given, here, seen):
    fresh, changed = [], []
    for name, row in given:
        if seen.get(name) == row:
            continue
        if name not in here:
            fresh.append(row)
            continue
        for id in sorted(row):
            there, mine = row[id], as_text(here[name].get(id))
            if there and fold(there) != fold(mine) and (mine or name in seen):
                changed.append((row.get(take.key, ""), id, mine, there))
    names = [name for name, _ in given]
    gone = [seen[name].get(take.key, "") for name in sorted(seen) if name not in names and name in here]
    return {"take": take, "given": given, "fresh": fresh, "changed": changed, "gone": gone}


def named(tool, take, name):
    """What tells a row from another, as a parameter of a message: the option's word where ``take.key`` is a
    choice."""
    for field in tool.fields:
        if field.id == take.into and field.kind == "scores" and name in field.keys:
            return {"word": "key." + name}
        if field.id == take.into and field.kind == "table":
            for column in field.columns:
                if column.id == take.key and column.kind == "choice" and name in column.options:
                    return {"word": take.key + "." + name}
    return name


def bring(tool, sheet, offer, how, words=None):
    """``sheet`` after the offer was taken: ``how`` is "fresh" (add the new rows), "changed" (write the cells
    that differ) or "keep" (change nothing). In each case the sheet remembers that it has seen what was
    offered. ``words`` are the tool's, for what new rows begin with (``Take.fill``).
    """
    take = offer["take"]
    new = dict(sheet)
    seen = dict((sheet.get("taken") or {}).get(take.id) or {})
    field = [one for one in tool.fields if one.id == take.into][0]
    fresh = [fold(row.get(take.key, "")) for row in offer["fresh"]]
    if field.kind == "scores":
        there = {name: text for name, _, _, text in offer["changed"]} if how == "changed" else {}
        there |= {row[take.key]: row[take.into] for row in offer["fresh"]} if how == "fresh" else {}
        new[take.into] = dict(sheet.get(take.into) or {}) | there
    elif field.kind != "table":
        if how != "keep" and offer["given"]:
            new[take.into] = offer["given"][0][1][take.into]
    else:
        rows = [dict(row) for row in sheet.get(take.into) or []]
        if how == "fresh":
            _add(field, rows, [_filled(take, row, words) for row in offer["fresh"]])
        if how == "changed":
            _write(take, rows, offer["changed"])
        new[take.into] = rows
    for name, row in offer["given"]:
        if (name in fresh) == (how == "fresh"):
            seen[name] = row
    if how == "keep":
        names = [name for name, _ in offer["given"]]
        seen = {name: seen[name] for name in seen if name in names}
    new["taken"] = (sheet.get("taken") or {}) | {take.id: seen}
    return new


def _filled(take, row, words):
    """``row`` with the words that the take begins it with."""
    begins = take.fill(row) if take.fill and words else {}
    return {id: words(begins[id]) for id in begins} | row


def _add(field, rows, fresh):
    """Add rows, first into those that are still blank, as far as the table has room."""
    blank = blank_row(field)
    empty = [
        i
        for i, row in enumerate(rows)
        if not [id for id in blank if (row.get(id) or "") not in ("", blank[id])]
    ]
    for row in fresh:
        filled = blank | row
        if empty:
            rows[empty.pop(0)] = filled
        elif len(rows) < field.most:
            rows.append(filled)


def _write(take, rows, changed):
    for row in rows:
        for name, id, _, there in changed:
            if fold(as_text(row.get(take.key))) == fold(name):
                row[id] = there
