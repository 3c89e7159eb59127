"""What a tool is, and the one engine that evaluates any sheet of it.

A tool's module makes one ``Tool``; a sheet is what a group typed: a dict of texts, lists of rows and dicts
of scores, ids as keys. Unknown keys in it are kept and not looked at.
"""

from .portable import dumps, exact, number_text

MOST = 1000000000000000  # a number in a cell is not farther from 0 than this
ERROR, ADVICE, NOTE = "error", "advice", "note"
_ORDER = {ERROR: 0, ADVICE: 1, NOTE: 2}


class Tool:
    """One exercise of the course.

    ``id``         names it in files, addresses and catalogues
    ``fields``     what is filled in, in order (``kit.fields``)
    ``compute``    from the values read to a dict of results: numbers, texts that are ids, lists and dicts,
                   each key of which its docstring tells
    ``rules``      functions from (values, results) to a list of findings
    ``report``     from (results, words) to what is shown: a list of ``kit.report`` blocks
    ``sample``     from words to a filled-in sheet, the Río Claro case
    ``start``      from words to what a blank sheet already holds
    ``tables``     names of the tables that the surface hands in, lists of rows with an ``id``
    ``notice``     id of a text that always stands on the sheet, whatever is filled in, or ""
    ``takes``      what it can bring in from the sheets of earlier tools (``kit.chain.Take``)
    ``tab_only``   True where the sheet never enters the browser's storage: it lives in the open tab, and in
                   a file that somebody saves
    ``consent``    id of a choice: unless it is "yes", nothing of the sheet may be kept or saved at all
    ``shares``     words that other tools say too: the first parts of their ids here, and where they stand
                   (``{"keeper": "roles.role"}``: ``keeper.lead`` is ``role.lead`` of ``roles.po``)
    ``twins``      beginnings of ids that it says in another language too, as ``twin.ID``
    ``events``     from values to a calendar: a list of ``(first day, last day or "")`` as ``YYYY-MM-DD``
    """

    def __init__(
        self,
        id,
        fields,
        compute,
        rules,
        report,
        sample,
        start=None,
        tables=(),
        notice="",
        takes=(),
        tab_only=False,
        consent="",
        events=None,
        shares=None,
        twins=(),
    ):
        self.id = id
        self.fields = fields
        self.compute = compute
        self.rules = rules
        self.report = report
        self.sample = sample
        self.start = start
        self.tables = tables
        self.notice = notice
        self.takes = takes
        self.tab_only = tab_only
        self.consent = consent
        self.events = events
        self.shares = shares or {}
        self.twins = twins

    def describe(self):
        """The tool and its fields as plain data, for ``semillero tools --json``."""
        fields = [field.describe() for field in self.fields]
        takes = [{"id": take.id, "from": take.source, "into": take.into} for take in self.takes]
        plain = {"id": self.id, "fields": fields, "tables": list(self.tables), "notice": self.notice}
        plain |= {"takes": takes, "tab_only": self.tab_only, "consent": self.consent}
        return plain | {"events": self.events is not None}

    def blank(self, words):
        """A sheet with nothing filled in but the defaults, in the language of ``words``."""
        sheet = {}
        for field in self.fields:
            if field.kind == "table":
                sheet[field.id] = [blank_row(field) for _ in range(field.least)]
                for index, name in enumerate(field.names()):
                    sheet[field.id][index][field.named] = name
            elif field.kind == "scores":
                sheet[field.id] = {key: field.item.default for key in field.keys}
            else:
                sheet[field.id] = field.default
        return sheet | self.start(words) if self.start else sheet


def leaving(tool, sheet):
    """``sheet`` without the cells that never leave the open tab (a field's ``tab_only``): what may be kept
    and shown.

    Nothing at all where the tool asks for consent and it was not given.
    """
    if tool.consent and sheet.get(tool.consent) != "yes":
        return {}
    kept = dict(sheet)
    for field in tool.fields:
        if field.tab_only:
            kept.pop(field.id, None)
        elif field.kind == "table" and isinstance(sheet.get(field.id), list):
            secret = [column.id for column in field.columns if column.tab_only]
            if secret or field.nameless:
                kept[field.id] = [_spoken(field, secret, row) for row in sheet[field.id]]
    return kept


def _spoken(field, secret, row):
    if not isinstance(row, dict):
        return row
    secret = secret + nameless(field, row)
    return {key: row[key] for key in row if key not in secret}


def nameless(field, row):
    """The columns of the table ``field`` that nobody is to fill in this row (its role risks arrest), by
    id."""
    return (
        list(field.nameless[2])
        if field.nameless and _said(row.get(field.nameless[0])) in field.nameless[1]
        else []
    )


def _said(value):
    """What a cell says to the rules, whatever stands there: a mark that nobody can type hides no role."""
    if not isinstance(value, str):
        return ""
    return value[1:] if value[:1] == "\r" else value


def aside(tool, sheet, tables, answer):
    """The findings of ``answer`` (to ``sheet``) that rest on what stays in the tab: without it nobody would
    find them.

    They are for the screen only, paper has none of them. Nothing is computed where nothing that stays was
    filled in.
    """
    said = leaving(tool, sheet)
    if not _withheld(tool, sheet, said):
        return []
    known = [dumps(one) for one in evaluate(tool, said, tables)["findings"]]
    return [one for one in answer["findings"] if dumps(one) not in known]


def _withheld(tool, sheet, said):
    """Does ``sheet`` hold something that ``said``, what may leave of it, lacks?"""
    for field in tool.fields:
        value, kept = sheet.get(field.id), said.get(field.id)
        if value and kept is None:
            return True
        if field.kind == "table" and value:
            for row, left in zip(value, kept):
                if len(row) > len(left) and [key for key in row if key not in left and as_text(row[key])]:
                    return True
    return False


def blank_row(field):
    """An empty row of the table ``field``."""
    return {column.id: column.default for column in field.columns}


def finding(code, at="", severity=ADVICE, **params):
    """A finding: ``code`` names its words (``finding.<code>``), ``at`` the path of the field it points at.

    A parameter is a text, a number, ``{"word": id}`` for a word of the catalogue, or a list of these.
    """
    return {"code": code, "severity": severity, "at": at, "params": params}


def misfits(tool, sheet):
    """What keeps ``sheet`` (parsed JSON) from being a sheet of ``tool``: a list of ``(path, code, params)``.

    Empty where every known field has the right shape; a missing field is no misfit, a number counts as text.
    """
    if not isinstance(sheet, dict):
        return [("", "not_a_sheet", {})]
    found = []
    for field in tool.fields:
        value = sheet.get(field.id)
        if value is None:
            continue
        if field.kind == "table":
            if not isinstance(value, list):
                found.append((field.id, "not_rows", {}))
                continue
            if len(value) > field.most or (field.fixed() and len(value) != field.most):
                found.append(
                    (field.id, "row_count", {"count": len(value), "least": field.least, "most": field.most})
                )
            for index, row in enumerate(value):
                path = field.id + "." + str(index)
                if isinstance(row, dict):
                    found += _cells(path, [column.id for column in field.columns], row) + _name(
                        field, path, index, row
                    )
                else:
                    found.append((path, "not_a_row", {}))
        elif field.kind == "scores":
            if isinstance(value, dict):
                found += _cells(field.id, field.keys, value)
            else:
                found.append((field.id, "not_a_row", {}))
        else:
            found += _cells("", [field.id], sheet)
    return found + _memory(sheet.get("taken"))


def _name(field, path, index, row):
    """A row with a name of its own stands in its place: else what was answered here would be read there."""
    names = field.names()
    wrong = index < len(names) and row.get(field.named) not in (None, "", names[index])
    return [(path + "." + field.named, "row_name", {"name": names[index]})] if wrong else []


def _memory(taken):
    """What a sheet remembers of the plan (``kit.chain``): rows of texts by take and name."""
    if taken is None:
        return []
    layers = [taken]
    for path in ("taken", "taken.*", "taken.*.*"):
        if [one for one in layers if not isinstance(one, dict)]:
            return [(path, "not_a_row", {})]
        layers = [one[key] for one in layers for key in one]
    return [] if not [one for one in layers if not isinstance(one, str)] else [("taken", "not_text", {})]


def _cells(path, keys, row):
    found = []
    for key in keys:
        value = row.get(key)
        if value is None or (type(value) is str and value[:1] != "\r"):
            continue
        at = (path + "." if path else "") + key
        if value is True or value is False or not isinstance(value, (str, int, float)):
            found.append((at, "not_text", {}))
        elif _beyond(value):
            found.append((at, "number", {"most": MOST}))
    return found


def _beyond(value):
    """True for a number that no cell holds: too far from 0, or none at all."""
    if isinstance(value, str):
        return exact(value) and _beyond(float(value[1:]))
    return not -MOST <= value <= MOST


def read(tool, sheet, tables):
    """The values of ``sheet`` and the findings of reading it.

    A table becomes the list of its rows with something in them beyond the defaults, each with ``"at"``, the
    path of the row, and ``"number"``, its place from 1; scores become a dict. A field that cannot be read
    counts as empty and has a finding.
    """
    values, found = {}, []
    for field in tool.fields:
        value = sheet.get(field.id)
        if field.kind == "table":
            rows = _rows(field, value or (), tables, found)
            if field.required and not rows:
                found.append(finding("required_rows", field.id, ERROR, field={"word": field.id + ".label"}))
            values[field.id] = rows
        elif field.kind == "scores":
            cells = value or {}
            path = field.id + "."
            values[field.id] = {
                key: _leaf(field.item, cells.get(key), path + key, tables, found) for key in field.keys
            }
        else:
            values[field.id] = _leaf(field, value, field.id, tables, found)
            if field.required and not value:
                found.append(finding("required", field.id, ERROR, field={"word": field.id + ".label"}))
    return values, found


def _rows(field, given, tables, found):
    rows = []
    fixed = field.fixed()
    names = field.names()
    columns = [(column, column.id, column.default) for column in field.columns]
    for index, cells in enumerate(given[: len(names)] if names else given):
        if not fixed:
            for _, id, default in columns:
                if cells.get(id, default) != default:
                    break
            else:
                continue
        at = field.id + "." + str(index)
        row = {"at": at, "number": index + 1}
        for column, id, _ in columns:
            text = names[index] if id == field.named else cells.get(id)
            if text is None or text == "":
                row[id] = column.empty
                if column.required:
                    found.append(
                        finding(
                            "required_cell",
                            at + "." + id,
                            ERROR,
                            row=index + 1,
                            field={"word": id + ".label"},
                        )
                    )
            else:
                row[id] = _leaf(column, text, at + "." + id, tables, found)
        rows.append(row)
    return rows


def _leaf(field, text, path, tables, found):
    value, problem = field.read(text if type(text) is str and text[:1] != "\r" else as_text(text), tables)
    if problem:
        params = problem[1]
        if field.tab_only:  # a sentence may reach paper, what stays in the tab may not
            params = params | {key: "\u2026" for key in ("found", "days") if key in params}
        found.append(finding(problem[0], path, NOTE if problem[0] in field.notes else ERROR, **params))
    return value


def as_text(value):
    """A cell of a file as the text that a person would have typed: numbers are allowed there, read as they
    stand."""
    if value is None:
        return ""
    if type(value) is str:
        if not exact(value):
            return value
        digits = value[1:]
        return (
            digits.rstrip("0").rstrip(".") if "." in digits and not digits.strip("-.0123456789") else digits
        )
    return number_text(value)


def evaluate(tool, sheet, tables):
    """The answer to ``sheet``: ``{"findings": [...], "results": {...}}``, without words of any language.

    ``tables`` maps each name in ``tool.tables`` to its rows. The same sheet gives the same answer, as
    canonical JSON byte for byte, on every engine and surface.
    """
    values, found = read(tool, sheet, tables)
    results = tool.compute(values, tables)
    for rule in tool.rules:
        found += rule(values, results)
    if tool.notice:
        results["notice"] = tool.notice
    order = sorted([(_ORDER[one["severity"]], index) for index, one in enumerate(found)])
    return {"findings": [found[index] for _, index in order], "results": results}
