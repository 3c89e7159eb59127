"""``semillero export``."""

import sys
from pathlib import Path

import click

from .. import exports, files, plan_files
from ..errors import Refused
from ..kit.export import MARK
from ..languages import FIRST
from .screen import LANG_OR_BOTH, PAPER, PATH, placed, sheet_of, shows, tell, warn


@click.command("export")
@click.argument("tool")
@click.argument("file", type=PATH)
@click.option("--as", "kind", type=click.Choice(list(exports.KINDS)), default="markdown", show_default=True)
@LANG_OR_BOTH
@PAPER
@click.option("--out", type=PATH, help="The file to write; without it, text goes to the screen.")
def command(tool: str, file: Path, kind: str, lang: str, paper: str, out: Path | None) -> None:
    """Write the sheet of TOOL in the plan FILE as text, a table, a drawing, a calendar, a page of its own or
    a PDF."""
    sheet = sheet_of(plan_files.open(file, FIRST.code if lang == "both" else lang), tool, file)
    if kind == "html" and not out and sys.stdout.isatty():
        raise Refused("A page of its own is a file with a program in it. Name the file with --out.")
    made = exports.make(kind, tool, sheet, lang, paper, warn)
    if out or isinstance(made, bytes):
        tell(str(files.write(made, placed(out or Path(f"{tool}.{exports.KINDS[kind].suffix}")))))
    else:
        click.echo(made.removeprefix("" if shows(MARK) else MARK), nl=False)
