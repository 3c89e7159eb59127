"""CPython's hands for the kit: catalogues from ``locale``, tables from ``data``, plan files from the disk.

Jupyter, the book, paper and the command line all come through here; the page has its own hands in ``web``.
"""

import functools
import json
import stat
from pathlib import Path

from babel.messages.pofile import read_po

from . import files
from .errors import Refused
from .kit import export as exports
from .kit import form, overview
from .kit import plan as plans
from .kit.bridge import Bridge
from .kit.portable import dumps, number
from .kit.sheet import evaluate, read
from .kit.tools import load
from .kit.words import Words

HERE = Path(__file__).parent
LANGUAGES = ("en", "es")


@functools.cache
def tool_ids():
    """The ids of all tools, in alphabetical order."""
    return sorted(path.stem for path in (HERE / "kit" / "tools").glob("*.py") if path.stem != "__init__")


def in_order():
    """The ids of all tools in the order of a campaign."""
    return plans.in_order([load(id) for id in tool_ids()])


def tool(id):
    """The tool ``id``. Raises Refused where there is none."""
    if id not in tool_ids():
        raise Refused(f"There is no tool {id!r}. Tools: {', '.join(tool_ids())}.")
    return load(id)


@functools.cache
def catalogue(lang, domain):
    """The messages of one catalogue: id -> text, or [one, other]."""
    path = HERE / "locale" / lang / "LC_MESSAGES" / f"{domain}.po"
    if lang not in LANGUAGES:
        raise Refused(f"There is no language {lang!r}. Languages: {', '.join(LANGUAGES)}.")
    with path.open("rb") as file:
        messages = read_po(file, locale=lang)
    table = {}
    for message in messages:
        if message.id:
            id = message.id[0] if message.pluralizable else message.id
            table[id] = list(message.string) if message.pluralizable else message.string
    return table


@functools.cache
def words(lang, id):
    """The words of the tool ``id``: the kit's own and the tool's."""
    return Words(lang, catalogue(lang, "kit") | catalogue(lang, id))


@functools.cache
def _table(name):
    from .data.tables import kit_table

    return kit_table(name)


def tables(tool):
    """The tables that ``tool`` names, as lists of rows."""
    return {name: _table(name) for name in tool.tables}


def answer(id, sheet):
    """The answer to a sheet of the tool ``id``: findings and results, as ``kit.sheet.evaluate`` gives
    them."""
    one = tool(id)
    return evaluate(one, sheet, tables(one))


def uid(place, id):
    """What the ids of a sheet begin with that is the ``place``-th (from 1) of its notebook: the same at every
    run, and never a word that stands elsewhere in the sheet."""
    return f"s{place}-{id}"


def still(id, lang, uid, sample=False):
    """The sheet of the tool ``id`` as it stands before anybody touches it, blank or with the example: HTML,
    answer and all."""
    one, say = tool(id), words(lang, id)
    sheet = one.sample(say) if sample else one.blank(say)
    return form.whole(one, sheet, "sample" if sample else "blank", tables(one), say, answer(id, sheet), uid)


def read_sheet(id, sheet):
    """The values of a sheet of the tool ``id``, read (``kit.sheet.read``)."""
    one = tool(id)
    return read(one, sheet, tables(one))[0]


def known(id):
    """The tool ``id``, or None where there is none."""
    return load(id) if id in tool_ids() else None


def bridge(lang, ids):
    """An engine for the tools ``ids`` in one language, as the front end asks it."""
    made = Bridge()
    for id in ids:
        made.add(id, lang, json.dumps(words(lang, id).table), json.dumps(tables(tool(id))))
    return made


def export(kind, id, sheet, lang="en"):
    """A sheet as text: "markdown", "csv", "ics" or "svg". Raises Refused where there is nothing of that kind
    to give."""
    one, say = tool(id), words(lang, id)
    if kind not in ("markdown", "csv", "ics", "svg"):
        raise Refused(f"There is no export {kind!r}. Exports: markdown, csv, ics, svg, html.")
    text = exports.text(kind, one, sheet, tables(one), say)
    if kind == "svg":
        from .web.assemble import figure_style

        text = text.replace(">", ">" + figure_style(), 1)
    if not text:
        raise Refused(f"The sheet {id!r} has nothing to give as {kind}.")
    return text


def plan_overview(plan, lang="en"):
    """How far the sheets of ``plan`` are, and what to do first (``kit.overview``)."""
    return overview.overview(
        plan["sheets"], known, lambda id: tables(tool(id)), in_order(), lambda id: words(lang, id)
    )


def open_plan(path, lang="en"):
    """The plan in the file ``path``. Raises Refused, in the words of ``lang``, and never changes the file."""
    path = Path(path)
    say = Words(lang, catalogue(lang, "kit"))
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Refused(f"{path}: " + say("plan.no_file"))
        if found.st_size > plans.MOST_BYTES:
            raise Refused(
                f"{path.name}: "
                + say("ui.too_big", found=found.st_size // 1024, most=plans.MOST_BYTES // 1024)
            )
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Refused(f"{path}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name}: " + say("ui.not_json")) from error
    return check_plan(text, path.name, lang)


def check_plan(text, name, lang="en"):
    """The plan that ``text`` holds; ``name`` stands before the words of a refusal."""
    say = Words(lang, catalogue(lang, "kit"))
    try:
        plan = parsed(text)
        refused = plans.refusal(plan, known)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{name}: " + say("ui.not_json")) from error
    if refused:
        raise Refused(f"{name}: " + say(refused[0], **refused[1]))
    return plans.spoken(plan, known)


def parsed(text):
    """The JSON ``text`` as a value, its numbers as they stand there. Raises ValueError or RecursionError."""
    return json.loads(text, parse_constant=_no_constant, parse_int=number, parse_float=number)


def _no_constant(name):
    raise ValueError(f"{name} is not JSON")


def plan_text(plan):
    """``plan`` as the text of a file: canonical JSON and a newline. Lone surrogates become U+FFFD.

    Cells that stay in the open tab are left out.
    """
    text = dumps(plans.spoken(plan, known)) + "\n"
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def save_plan(plan, path):
    """Save ``plan`` to ``path``: a new file first, then renamed, so that nothing is lost midway. Raises
    Refused."""
    return files.write(plan_text(plan), path)
