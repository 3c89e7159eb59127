"""A whole sheet as still HTML: it reads, prints and can be tabbed through without any script.

Written at build time, by Jupyter, and on every surface when a sheet is taken along as a page of its own; the
front end brings it to life. The hooks ``data-sheet``, ``data-state``, ``data-field``, ``data-findings``,
``data-figure`` and ``data-result`` are stable.

Paper never shows a control, which would cut its text, but what stands beside it in ``data-said``: the text of
what may leave the open tab (``sheet.leaving``), written here and by the front end before each print. The box
of a field that stays is marked ``data-stays`` and is not on paper at all.
"""

from . import plan as plans
from .export import offered
from .markup import escape
from .portable import dumps
from .sheet import as_text, aside, blank_row, evaluate, leaving, nameless
from .view import element_id, pieces, row_label

FRONT = tuple(
    """
    loading live failed saved opened cleared sampled undone redone no_more added removed moved full stepped
    private not_json too_big restored kernel brought kept_ours pasted exported no_dates no_figure apart leave
    keeps_tab keeps_page keeps_kernel no_consent damaged
    """.split()
)
# What the front end itself refuses a file for
BEYOND = ("too_deep", "too_many", "too_long", "digits", "broken")
CONTROLS = ("undo", "redo", "sample", "open", "save", "print", "clear")
SEALED = (
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src"
    " data:"
)


def whole(tool, sheet, filled, tables, words, answer, uid):
    """The sheet with its form, filled with ``sheet``, and its ``answer`` (of ``sheet.evaluate``).

    ``filled`` says with what: "blank" or "sample". ``uid`` makes the ids of its elements unique on the page.
    """
    title = uid + "-title"
    parts = [
        '<section class="sheet" data-sheet="',
        tool.id,
        '" data-state="still" data-filled="',
        filled,
        '" data-uid="',
        uid,
        '" data-takes="',
        " ".join([take.source for take in tool.takes]),
        '" lang="',
        words.lang,
        '" aria-labelledby="',
        title,
        '">',
        '<h3 class="sheet-title" id="',
        title,
        '">',
        escape(words("title")),
        "</h3>",
        '<p class="sheet-purpose">',
        escape(words("purpose")),
        "</p>",
        _notice(tool, words),
        _stays(tool, words),
        '<p class="sheet-status" role="status" data-status></p>',
        '<p class="sheet-retry">',
        _control("retry", words, more=" hidden"),
        "</p>",
        '<noscript><p class="sheet-needs">',
        escape(words("ui.needs_script")),
        "</p></noscript>",
        '<div class="sheet-bar" role="group" aria-label="',
        escape(words("ui.bar")),
        '" hidden>',
        "".join([_control(name, words) for name in CONTROLS]),
        '<input type="file" accept=".json,application/json" hidden data-file tabindex="-1" aria-label="',
        escape(words("ui.open")),
        '"></div>',
        '<div class="sheet-offers" hidden><h4 class="sheet-heading">',
        escape(words("ui.offers")),
        "</h4><ul data-offers></ul></div>",
        _data("words", front_words(words)),
        _data("blank", tool.blank(words)),
        _data("sample", tool.sample(words)),
        '<form class="sheet-form" autocomplete="off" novalidate data-form>',
        form(tool, sheet, tables, words, uid),
        "</form>",
        '<div class="sheet-answer">',
        _answer(answer, aside(tool, sheet, tables, answer), tool, words, uid),
        "</div>",
        _along(tool, words),
        "</section>",
    ]
    return "".join(parts)


def front_words(words):
    """What the front end says by itself, by name."""
    return {name: words("ui." + name) for name in FRONT} | {name: words("plan." + name) for name in BEYOND}


def page(tool, sheet, tables, words):
    """The sheet as a page of its own, but for its style and its scripts: the text up to the style, and the
    text after it, up to the scripts. It holds nothing but ``sheet`` without the cells that stay in the open
    tab, and the answer to that.
    """
    kept = leaving(tool, sheet)
    still = whole(tool, kept, "blank", tables, words, evaluate(tool, kept, tables), tool.id)
    before = [
        '<!doctype html>\n<html lang="',
        words.lang,
        '"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta http-equiv="Content-Security-Policy" content="',
        SEALED,
        '"><meta name="referrer" content="no-referrer">',
        "<title>",
        escape(words("title")),
        " · Semillero</title><style>",
    ]
    after = ['</style></head><body class="alone"><main><h1>Semillero</h1>', still, "</main>"]
    return "".join(before), "".join(after) + _data("plan", plans.empty() | {"sheets": {tool.id: kept}})


def in_script(value):
    """``value`` as JSON that is safe inside a script: no ``<`` begins anything there."""
    return dumps(value).replace("<", "\\u003c")


def _data(name, value):
    return '<script type="application/json" data-' + name + ">" + in_script(value) + "</script>"


def _notice(tool, words):
    return '<p class="sheet-notice" data-notice>' + escape(words(tool.notice)) + "</p>" if tool.notice else ""


def _stays(tool, words):
    text = "ui.consent" if tool.consent else "ui.tab_only"
    return '<p class="sheet-notice">' + escape(words(text)) + "</p>" if tool.tab_only else ""


def _along(tool, words):
    """What can be taken along, folded away: the sheet as text, as a table, as a drawing, as a page of its
    own."""
    buttons = "".join(
        [
            _control("export", words, "ui.export." + one[0], ' data-as="' + one[0] + '"')
            for one in offered(tool)
        ]
    )
    head = '<details class="sheet-along" hidden><summary>' + escape(words("ui.along")) + "</summary>"
    return (
        head
        + '<p class="help">'
        + escape(words("ui.along.help"))
        + '</p><div class="along-bar">'
        + buttons
        + "</div></details>"
    )


def _control(name, words, text="", more=""):
    label = escape(words(text or "ui." + name))
    return (
        '<button type="button" data-act="'
        + name
        + '"'
        + more
        + " data-lm-suppress-shortcuts>"
        + label
        + "</button>"
    )


def _answer(answer, stay, tool, words, uid):
    made = pieces(answer, tool, words, uid, stay)
    return "".join(
        [
            '<h4 class="sheet-heading">',
            escape(words("ui.findings")),
            '</h4><ul class="findings" data-findings>',
            made["findings"],
            '</ul><h4 class="sheet-heading">',
            escape(words("ui.results")),
            "</h4>",
            '<div class="sheet-told" data-told>',
            made["told"],
            '</div><figure class="sheet-figure" data-figure>',
            made["figure"],
            '</figure><div class="sheet-report" data-report>',
            made["report"],
            "</div>",
            '<script type="application/json" data-result>',
            made["result"].replace("<", "\\u003c"),
            "</script>",
        ]
    )


def form(tool, sheet, tables, words, uid):
    """The fields of a sheet as HTML, filled with what ``sheet`` holds."""
    parts, pair = [], ""
    silent = bool(tool.consent) and sheet.get(tool.consent) != "yes"
    for field in tool.fields:
        value = sheet.get(field.id)
        if field.kind == "table":
            made = _table(field, value or [], silent, tables, words, uid)
        elif field.kind == "scores":
            made = _scores(field, value or {}, silent, tables, words, uid)
        else:
            made = _field(field, field.id, field.id, value, silent, tables, words, uid)
        if field.beside:
            pair = _folded(field, made, words)
            continue
        parts.append('<div class="pair">' + pair + made + "</div>" if pair else made)
        pair = ""
    return "".join(parts) + pair


def _folded(field, made, words):
    """A text that stands beside the next field where there is room; where there is none, it folds away above
    it."""
    summary = "<summary data-lm-suppress-shortcuts>" + escape(words(field.id + ".label")) + "</summary>"
    return '<details class="beside">' + summary + made + "</details>"


def _field(field, name, path, value, silent, tables, words, uid):
    id = element_id(uid, path)
    help = _helped(name, words)
    shown = '<span class="help" id="' + id + '-help">' + help + "</span>" if help else ""
    described = ' aria-describedby="' + id + '-help"' if shown else ""
    label = escape(words(name + ".label")) + _need(field, words)
    stays = silent or field.tab_only
    head = (
        '<div class="field '
        + _kind(field)
        + '"'
        + _box(stays)
        + '><label for="'
        + id
        + '">'
        + label
        + "</label>"
    )
    return head + shown + _input(field, name, path, id, value, described, stays, tables, words) + "</div>"


def _box(stays, hidden=False):
    """The attributes of a field's box: not on paper where what is typed stays in the tab."""
    return (" data-stays" if stays else "") + (" hidden" if hidden else "")


_PLAIN = ' autocomplete="off" spellcheck="false" data-lm-suppress-shortcuts'
# A longer text could be typed, but in no file be opened again
_MOST = ' maxlength="' + str(plans.MOST_LETTERS) + '"'


def _input(field, name, path, id, value, extra, stays, tables, words):
    """The control of a field, and what it holds as text for paper."""
    control = _control_of(field, name, path, id, value, extra, tables, words)
    said = "" if stays else escape(_said(field, name, as_text(value), tables, words))
    return control + '<span class="said" data-said>' + said + "</span>"


def _said(field, name, text, tables, words):
    if field.kind == "choice" and text:
        return dict(_choices(field, name, text, tables, words))[text]
    return text


def _control_of(field, name, path, id, value, extra, tables, words):
    text = escape(as_text(value))
    hook = ' id="' + id + '" data-field="' + path + '"' + extra + _PLAIN
    if field.kind == "choice":
        select = "<select" + hook + ">" + _options(field, name, as_text(value), tables, words) + "</select>"
        return _stepped(select, path, words) if field.steps else select
    if field.kind == "number":
        mode = "decimal" if field.decimals else "numeric"
        return '<input type="text" inputmode="' + mode + '"' + hook + ' value="' + text + '">'
    if field.kind == "date":
        return '<input type="date"' + hook + ' value="' + text + '">'
    if field.lang:  # read aloud and typed in that language
        hook += ' lang="' + field.lang + '"'
    if field.lines > 1:
        return '<textarea rows="' + str(field.lines) + '"' + hook + _MOST + ">" + text + "</textarea>"
    return '<input type="text"' + hook + _MOST + ' value="' + text + '">'


def _options(field, name, chosen, tables, words):
    items = ['<option value="">' + escape(words("ui.choose")) + "</option>"]
    for id, text in _choices(field, name, chosen, tables, words):
        mark = " selected" if id == chosen else ""
        items.append('<option value="' + escape(id) + '"' + mark + ">" + escape(text) + "</option>")
    return "".join(items)


def _choices(field, name, chosen, tables, words):
    """What may be chosen, as pairs of id and words; something else that was chosen stands at the end as it
    is."""
    pairs = [(id, words(name + "." + id)) for id in field.options]
    if field.table:
        pairs += [(row["id"], row_label(row, words)) for row in tables[field.table]]
    return pairs if not chosen or chosen in [id for id, _ in pairs] else pairs + [(chosen, chosen)]


def _stepped(select, path, words):
    back = _step(path, "-1", "\u25c0", words("ui.step_back"))
    return '<span class="step">' + back + select + _step(path, "1", "\u25b6", words("ui.step_on")) + "</span>"


def _step(path, by, sign, text):
    start = (
        '<button type="button" hidden data-lm-suppress-shortcuts data-act="step" data-at="'
        + path
        + '" data-by="'
        + by
    )
    return start + '" aria-label="' + escape(text) + '"><span aria-hidden="true">' + sign + "</span></button>"


def _table(field, rows, silent, tables, words, uid):
    """The rows of a table, and a pattern for more of them: ``__i__`` is the index, ``__n__`` the number
    people see."""
    parts = ['<fieldset class="rows columns-', str(len(field.columns)), '" id="', element_id(uid, field.id)]
    parts.append(
        '" tabindex="-1"><legend>' + escape(words(field.id + ".label")) + "</legend>" + _help(field.id, words)
    )
    helped = [(column, _helped(column.id, words)) for column in field.columns if column.id != field.named]
    lines = [
        "<li"
        + _box(column.tab_only)
        + "><strong>"
        + escape(words(column.id + ".label"))
        + ":</strong> "
        + text
        + "</li>"
        for column, text in helped
        if text
    ]
    if lines:
        parts.append('<ul class="help">' + "".join(lines) + "</ul>")
    parts.append('<ol data-rows="' + field.id + '">')
    for index, row in enumerate(rows):
        parts.append(_row(field, str(index), str(index + 1), row, silent, tables, words, uid))
    parts.append("</ol>")
    if not field.fixed():
        blank = blank_row(field)
        parts.append(
            "<template>" + _row(field, "__i__", "__n__", blank, silent, tables, words, uid) + "</template>"
        )
        parts.append(
            '<button type="button" hidden data-lm-suppress-shortcuts data-act="add" data-at="' + field.id
        )
        parts.append('" data-most="' + str(field.most) + '" data-blank="' + escape(dumps(blank)) + '">')
        parts.append(escape(words(field.id + ".add")) + "</button>")
    return "".join(parts) + "</fieldset>"


def _row(field, index, number, row, silent, tables, words, uid):
    base = field.id + "." + index
    unnamed = nameless(field, row)
    own = field.named + "." + field.names()[int(index)] if field.named else ""
    name = escape(words(own) if own else words("ui.row", number=number))
    parts = [
        '<li class="row named"' if own else '<li class="row"',
        ' data-row="',
        index,
        '" id="',
        element_id(uid, base),
    ]
    parts.append('" tabindex="-1"><span class="row-number">' + name + "</span>")
    if own:
        parts.append(_asked(field, own, words))
    for column in field.columns:
        if column.id == field.named:
            continue
        path = base + "." + column.id
        id = element_id(uid, path)
        stays = silent or column.tab_only or column.id in unnamed
        empty = column.id in unnamed and not as_text(row.get(column.id))
        parts.append(
            '<div class="field ' + _kind(column) + '"' + _box(stays, empty) + '><label for="' + id + '">'
        )
        parts.append(
            escape(words(column.id + ".label"))
            + _need(column, words)
            + '<span class="unseen"> '
            + name
            + "</span></label>"
        )
        parts.append(
            _input(column, column.id, path, id, row.get(column.id), "", stays, tables, words) + "</div>"
        )
    if not field.fixed():
        parts.append('<div class="row-acts">')
        for act, sign in (("up", "\u25b2"), ("down", "\u25bc"), ("remove", "\u2715")):
            text = escape(words("ui." + act)) + ": " + name
            parts.append(
                '<button type="button" hidden data-lm-suppress-shortcuts data-act="'
                + act
                + '" data-at="'
                + base
            )
            parts.append(
                '" aria-label="'
                + text
                + '" title="'
                + text
                + '"><span aria-hidden="true">'
                + sign
                + "</span></button>"
            )
        parts.append("</div>")
    return "".join(parts) + "</li>"


def _asked(field, own, words):
    """What a row with a name of its own asks, and what helps to answer it, a line each, folded away."""
    ask, help = words(own + ".asks"), words(own + ".help")
    parts = ['<p class="row-ask">' + escape(ask) + "</p>"] if ask != own + ".asks" else []
    if help != own + ".help":
        name = '<span class="unseen"> ' + escape(words(own)) + "</span>"
        parts.append(
            '<details class="row-help"><summary data-lm-suppress-shortcuts>'
            + escape(words(field.id + ".more"))
            + name
        )
        lines = ["<li>" + escape(one) + "</li>" for one in help.split("\n")]
        parts.append('</summary><ul class="help">' + "".join(lines) + "</ul></details>")
    return "".join(parts)


_WIDE = 90  # characters: a text that may be longer gets more room in its row


def _kind(field):
    """The classes of a field's box."""
    wide = (field.kind == "text" and (field.limit > _WIDE or field.lines > 1)) or (
        field.kind == "choice" and field.table
    )
    return field.kind + (" wide" if wide else "")


def _helped(id, words):
    """What goes into a field, with a good and a poor example where the catalogue has them: HTML, or ""."""
    parts = []
    for kind in ("help", "good", "poor"):
        text = words(id + "." + kind)
        if text != id + "." + kind:
            lead = "" if kind == "help" else '<b class="eg">' + escape(words("ui." + kind)) + "</b> "
            parts.append(lead + escape(text))
    return " ".join(parts)


def _help(id, words):
    text = _helped(id, words)
    return '<p class="help">' + text + "</p>" if text else ""


def _need(field, words):
    return ' <span class="need">' + escape(words("ui.required")) + "</span>" if field.required else ""


def _scores(field, cells, silent, tables, words, uid):
    id = element_id(uid, field.id)
    parts = [
        '<fieldset class="scores" id="',
        id,
        '" tabindex="-1"><legend>',
        escape(words(field.id + ".label")),
        "</legend>",
    ]
    parts.append(_help(field.id, words))
    parts.append('<ol class="score-list">')
    for key in field.keys:
        path = field.id + "." + key
        cell = element_id(uid, path)
        stays = silent or field.tab_only
        parts.append(
            '<li class="field"'
            + _box(stays)
            + '><label for="'
            + cell
            + '">'
            + escape(words("key." + key))
            + "</label>"
        )
        parts.append(
            _input(field.item, field.id, path, cell, cells.get(key), "", stays, tables, words) + "</li>"
        )
    return "".join(parts) + "</ol></fieldset>"
