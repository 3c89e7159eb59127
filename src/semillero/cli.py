"""The command line: each command hands over to the room that owns the work."""

import json
import sys
import traceback
from pathlib import Path

import click

from . import desk, files
from .errors import Refused
from .kit import export as exports
from .kit.signs import visible

REFUSED, UNFORESEEN = 2, 70  # exit codes: something from outside cannot be used; something went wrong in here
PLAIN = {
    MemoryError: "this needs more memory than there is.",
    RecursionError: "something is nested too deep to be read.",
    UnicodeError: "there is text that cannot be written as text.",
}


class Words(click.Group):
    """A group that ends in one line of words and an exit code, never in a traceback, whatever happens."""

    def main(self, *args, **more):
        """Run the command line. What a terminal cannot show becomes a sign there."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        return super().main(*args, **more)

    def invoke(self, context):
        """Run a command; say in words what was refused, what the system would not do, or what nobody
        foresaw."""
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click's own words, and a reader that has gone away: quiet
        except Refused as refused:
            end(context, str(refused), REFUSED)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            end(
                context,
                f"{place}{error.strerror or error}. Look at the name, the rights and the room that is left.",
                REFUSED,
            )
        except Exception as error:  # whatever is left: nobody foresaw it
            words = [text for kind, text in PLAIN.items() if isinstance(error, kind)]
            told = (
                words[0]
                if words
                else f"something went wrong that nobody foresaw ({type(error).__name__}: {error})."
            )
            end(
                context, f"{told} To see more: semillero --debug {context.invoked_subcommand} ...", UNFORESEEN
            )


def end(context, text, code):
    """Say what went wrong on one line, after the traceback where that was asked for, and end with
    ``code``."""
    if context.params.get("debug"):
        traceback.print_exc()
    tell("semillero: " + text, err=True)
    sys.exit(code)


def tell(text, err=False, nl=True):
    """Write ``text`` to the screen: what nobody sees is shown there, and steers no terminal."""
    click.echo(visible(text), err=err, nl=nl)


@click.group(cls=Words)
@click.version_option(package_name="semillero")
@click.option("--debug", is_flag=True, help="Where something goes wrong, show where in the program.")
def main(debug):
    """Semillero: a training curriculum as software."""


def at_terminal():
    """Is there somebody who can be asked?"""
    return sys.stdin.isatty()


def placed(path, folder=None):
    """``path``, which will be written. Where its ``folder`` is missing, a person at a terminal is asked
    whether to make it.

    Without a terminal nobody is asked, and nothing is made.
    """
    folder = folder or path.parent
    if (
        not folder.exists()
        and at_terminal()
        and click.confirm(f"There is no folder {visible(str(folder))}. Make it?")
    ):
        folder.mkdir(parents=True)
    return path


def shows(sign):
    """Can the screen show ``sign``?"""
    try:
        return bool(sign.encode(sys.stdout.encoding or "utf-8"))
    except (UnicodeError, LookupError):
        return False


def sheet_of(plan, tool, file):
    """The sheet of ``tool`` in ``plan``. Raises Refused, naming those that are there."""
    desk.tool(tool)
    if tool not in plan["sheets"]:
        raise Refused(
            f"{file}: holds no sheet {tool!r}. It holds: {', '.join(sorted(plan['sheets'])[:40]) or 'none'}."
        )
    return plan["sheets"][tool]


@main.command()
@click.option(
    "--out", type=click.Path(path_type=Path), help="The folder of the site; without it, _build/site."
)
def build(out):
    """Build both editions into one site."""
    from .book.build import build as make

    click.echo(f"The site is in {make(Path.cwd(), out, click.echo)}")


@main.command()
@click.option("--lan", is_flag=True, help="Also for other devices on this network. Read what it says first.")
@click.option("--address", help="With --lan: which address or name of this machine to show.")
@click.option(
    "--poster",
    type=click.Path(path_type=Path),
    help="With --lan: a PDF to hang up, with the address and its code.",
)
@click.option(
    "--paper",
    type=click.Choice(["letter", "a4"]),
    default="letter",
    show_default=True,
    help="What the poster is printed on.",
)
@click.option("--port", default=8000, show_default=True, help="Where to listen; the next free one is taken.")
@click.option(
    "--lang",
    type=click.Choice(desk.LANGUAGES),
    help="The language of the words; without it, the one of this machine.",
)
@click.option("--site", type=click.Path(path_type=Path), default=Path("_build/site"), show_default=True)
def serve(lan, address, poster, paper, port, lang, site):
    """Serve the built site on this machine, or with --lan in this room."""
    from .book.room import serve as run

    run(site, lan, port, address, lang, poster, paper, click.echo)


@main.command()
@click.option("--allow-root", is_flag=True, help="Also as root, where there is no other user.")
def lab(allow_root):
    """Open the notebooks in a JupyterLab that leaves no traces."""
    from .care.lab import run

    sys.exit(run(Path.cwd(), click.echo, allow_root=allow_root))


@main.command()
@click.option(
    "--stamp",
    "stamps",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Mark this Spanish twin as reviewed.",
)
@click.option("--stamp-all", is_flag=True, help="Mark every Spanish twin as reviewed.")
def check(stamps, stamp_all):
    """Check the content: twins, minutes, sources, reading level, private data and more."""
    from .course.check import main as run

    sys.exit(run(Path.cwd(), stamp_files=[str(path) for path in stamps], stamp_everything=stamp_all))


@main.command()
@click.argument("tool")
@click.option("--lang", type=click.Choice(["en", "es", "both"]), default="both", show_default=True)
@click.option("--paper", type=click.Choice(["letter", "a4"]), default="letter", show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write, or a folder; without it, TOOL-LANG-PAPER.pdf here.",
)
@click.option(
    "--base",
    default="",
    help="Where the course is published (https://...): a QR code leads to the live sheet.",
)
def form(tool, lang, paper, out, base):
    """Write the blank form of TOOL as a PDF."""
    from .paper.forms import write

    out = out or Path()
    named = out.suffix.lower() == ".pdf"  # a name without it is a folder's
    if not named and not placed(out, out).is_dir():
        raise Refused(f"{out}: there is no such folder. Make it first, or name a file that ends in .pdf.")
    tell(str(write(tool, placed(out), lang, paper, base)))


@main.command()
@click.argument("tool")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="The engine's answer as canonical JSON, the same text as on the page.",
)
@click.option(
    "--lang",
    type=click.Choice(desk.LANGUAGES),
    default="en",
    show_default=True,
    help="The language of the words.",
)
def sheet(tool, file, as_json, lang):
    """Answer the sheet of TOOL in the plan FILE: findings and results."""
    from .kit.portable import dumps

    one = desk.tool(tool)
    answer = desk.answer(tool, sheet_of(desk.open_plan(file, lang), tool, file))
    if as_json:
        click.echo(dumps(answer))
        return
    words = desk.words(lang, tool)
    for found in answer["findings"]:
        tell(
            one_line(f"{words('ui.' + found['severity'])} {words.finding(found)}")
            + (f" [{found['at']}]" if found["at"] else "")
        )
    for block in one.report(answer["results"], words):
        tell(plain(block))


@main.command()
@click.argument("tool")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "kind",
    type=click.Choice(["markdown", "csv", "svg", "ics", "html", "pdf"]),
    default="markdown",
    show_default=True,
)
@click.option(
    "--lang",
    type=click.Choice([*desk.LANGUAGES, "both"]),
    default="en",
    show_default=True,
    help="«both» is for a PDF.",
)
@click.option("--paper", type=click.Choice(["letter", "a4"]), default="letter", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file to write; without it, text goes to the screen."
)
def export(tool, file, kind, lang, paper, out):
    """Write the sheet of TOOL in the plan FILE as text, a table, a drawing, a calendar, a page of its own or
    a PDF."""
    sheet = sheet_of(desk.open_plan(file, "en" if lang == "both" else lang), tool, file)
    if lang == "both" and kind != "pdf":
        raise Refused("Only a PDF holds both languages. Choose --lang en or --lang es.")
    if kind == "pdf":
        printed({"sheets": {tool: sheet}}, out or Path(f"{tool}.pdf"), lang, paper)
        return
    if kind == "html" and not out and sys.stdout.isatty():
        raise Refused("A page of its own is a file with a program in it. Name the file with --out.")
    if kind == "html":
        from .web.assemble import single

        text = single(tool, lang, sheet)
    else:
        text = desk.export(kind, tool, sheet, lang)
    if out:
        tell(str(files.write(text, placed(out))))
    else:
        click.echo(text.removeprefix("" if shows(exports.MARK) else exports.MARK), nl=False)


def printed(plan, path, lang, paper):
    """Write the PDF of ``plan``, and say where it is and what could not be printed in it."""
    from .paper import filled

    tell(
        str(filled.write(plan, placed(path), lang, paper, lambda text: tell("semillero: " + text, err=True)))
    )


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="The overview as canonical JSON, ids in place of words."
)
@click.option(
    "--lang",
    type=click.Choice([*desk.LANGUAGES, "both"]),
    default="en",
    show_default=True,
    help="«both» is for a PDF.",
)
@click.option("--paper", type=click.Choice(["letter", "a4"]), default="letter", show_default=True)
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the whole plan to this PDF.")
def plan(file, as_json, lang, paper, pdf):
    """Tell how far the plan in FILE is, what changed upstream, and what to do first; or print it whole."""
    from .kit.portable import dumps

    one = desk.open_plan(file, "en" if lang == "both" else lang)
    if pdf:
        printed(one, pdf, lang, paper)
        return
    lang = "en" if lang == "both" else lang
    seen = desk.plan_overview(one, lang)
    if as_json:
        click.echo(dumps(seen))
        return
    for step in seen["steps"]:
        words = desk.words(lang, step["tool"])
        tell(f"{words('title')}: {words('plan.state.' + step['state'], n=step['findings'])}")
    for item in seen["todo"]:
        words = desk.words(lang, item["tool"])
        tell(
            one_line(
                f"- {words('ui.' + item['finding']['severity'])} {words('title')}:"
                f" {words.finding(item['finding'])}"
            )
        )


@main.command()
@click.argument("lists", metavar="FILE [FILE]", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Everything as canonical JSON.")
@click.option(
    "--lang",
    type=click.Choice(desk.LANGUAGES),
    default="en",
    show_default=True,
    help="The language of the words.",
)
@click.option("--sheet", help="The sheet in the spreadsheet; without it, the first that holds a list.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="COLUMN=NAME",
    help="What a column is called in the file: agency=Partner.",
)
@click.option(
    "--dates",
    type=click.Choice(["month", "day", "year"]),
    help="What stands first in dates like 2/3/26, if no date shows it.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write the clean rows (of the later list) to this CSV file.",
)
def partners(lists, as_json, lang, sheet, columns, dates, out):
    """Read ICE's list of 287(g) agencies, and every cell that was repaired or refused; of two lists, tell
    what changed."""
    from . import partner_words
    from .kit.portable import dumps

    read = partner_words.read_files(lists, sheet, columns, lang, dates)
    if out:
        files.write(partner_words.as_csv(read[-1]), placed(out))
    if as_json:
        click.echo(dumps(partner_words.as_json(read)))
        return
    for block in partner_words.blocks(read, lang):
        tell(plain(block))


def one_line(text):
    """``text`` on one line: what somebody typed begins no line of ours."""
    return visible(text).replace("\n", " ")


def plain(block):
    """A block of a report as plain text."""
    if block["kind"] == "table":
        lines = [[one_line(cell) for cell in line] for line in (block["heads"], *block["rows"])]
        widths = [max(len(line[i]) for line in lines) for i in range(len(block["heads"]))]
        body = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines]
        return "\n".join(["", block["caption"], *body])
    if block["kind"] == "notes":
        return "\n".join(["", block["heading"], *("- " + one_line(line) for line in block["lines"])])
    return one_line(block["caption"] if block["kind"] == "figure" else block["text"])


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Everything about each tool, as JSON.")
def tools(as_json):
    """List the tools with their fields."""
    described = [desk.tool(id).describe() for id in desk.tool_ids()]
    if as_json:
        click.echo(json.dumps(described, ensure_ascii=False, indent=1))
        return
    for one in described:
        words = desk.words("en", one["id"])
        click.echo(f"{one['id']:12} {words('title')} / {desk.words('es', one['id'])('title')}")
        click.echo("             " + ", ".join(field["id"] for field in one["fields"]))
