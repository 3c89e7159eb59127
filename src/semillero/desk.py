"""CPython's hands for the kit: catalogues from ``locale``, tables from ``data``, plan files from the disk.

Jupyter, the book, paper and the command line all come through here; the page has its own hands in ``web``.
"""
import functools
import json
import os
from pathlib import Path

from babel.messages.pofile import read_po

from .kit import plan as plans
from .kit.portable import dumps
from .kit.sheet import evaluate
from .kit.tools import load
from .kit.words import Words

HERE = Path(__file__).parent
LANGUAGES = ("en", "es")


class Refused(ValueError):
    """Something from outside cannot be used; the message says what, where, what is allowed and what to do."""


def tool_ids():
    """The ids of all tools, in alphabetical order."""
    return sorted(path.stem for path in (HERE / "kit" / "tools").glob("*.py") if path.stem != "__init__")


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
    """The answer to a sheet of the tool ``id``: findings and results, as ``kit.sheet.evaluate`` gives them."""
    one = tool(id)
    return evaluate(one, sheet, tables(one))


def open_plan(path, lang="en"):
    """The plan in the file ``path``. Raises Refused, in the words of ``lang``, and never changes the file."""
    path = Path(path)
    say = Words(lang, catalogue(lang, "kit"))
    try:
        size = path.stat().st_size
        if size > plans.MOST_BYTES:
            raise Refused(f"{path.name}: " + say("ui.too_big", found=size // 1024, most=plans.MOST_BYTES // 1024))
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
        plan = json.loads(text, parse_constant=_no_constant)
        refused = plans.refusal(plan, lambda id: load(id) if id in tool_ids() else None)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{name}: " + say("ui.not_json")) from error
    if refused:
        raise Refused(f"{name}: " + say(refused[0], **refused[1]))
    return plan


def _no_constant(name):
    raise ValueError(f"{name} is not JSON")


def plan_text(plan):
    """``plan`` as the text of a file: canonical JSON and a newline. Lone surrogates become U+FFFD."""
    text = dumps(plan) + "\n"
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def save_plan(plan, path):
    """Write ``plan`` to ``path``: to a new file beside it first, then renamed, so that no half file is left."""
    path = Path(path)
    new = path.with_name(path.name + ".new")
    try:
        new.write_text(plan_text(plan), encoding="utf-8")
        os.replace(new, path)
    except OSError as error:
        raise Refused(f"{path}: {error.strerror or error}. Choose a folder you may write to.") from error
    return path
