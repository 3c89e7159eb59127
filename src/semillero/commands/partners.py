"""``semillero partners``."""

import functools
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from .. import catalogues, files
from ..errors import Refused
from ..kit.portable import dumps
from .screen import LANG, PATH, placed, plain, tell


@click.command("partners")
@click.argument("lists", metavar="FILE [FILE]", nargs=-1, required=True, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="Everything as canonical JSON.")
@LANG
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
@click.option("--out", type=PATH, help="Write the clean rows (of the later list) to this CSV file.")
def command(
    lists: tuple[Path, ...],
    as_json: bool,
    lang: str,
    sheet: str | None,
    columns: Sequence[str],
    dates: str | None,
    out: Path | None,
) -> None:
    """Read ICE's list of 287(g) agencies, and every cell that was repaired or refused; of two lists, tell
    what changed."""
    from ..data import partner_words

    read = read_lists(lists, sheet, named(columns), lang, dates)
    if out:
        files.write(partner_words.as_csv(read[-1]), placed(out))
    if as_json:
        click.echo(dumps(partner_words.as_json(read)))
        return
    for block in partner_words.blocks(read, lang):
        tell(plain(block))


def named(columns: Sequence[str]) -> dict[str, str]:
    """Texts like "agency=Partner" as names by column. Raises Refused where one has no "="."""
    wrong = [one for one in columns if "=" not in one]
    if wrong:
        raise Refused(f"--column {wrong[0]}: write it as agency=NAME.")
    return dict(one.split("=", 1) for one in columns)


def read_lists(
    paths: Sequence[Path], sheet: str | None, names: dict[str, str], lang: str, dates: str | None
) -> list[Any]:
    """One list, or two with the earlier first; how far it is goes to stderr. Raises Refused for a third, and
    SheetError for what is no list."""
    from ..data import partners

    if len(paths) > 2:
        raise Refused(f"{len(paths)} files. Name one list, or two to compare.")
    say, read = catalogues.words(lang, "partners"), []
    for path in paths:
        with click.progressbar(length=1, label=f"{say('reading')} {path.name}", file=sys.stderr) as bar:
            progress = functools.partial(_show, bar)
            read.append(partners.read(path, sheet=sheet, names=names, progress=progress, dates=dates))
    return list(partners.in_order(*read)) if len(read) == 2 else read


def _show(bar: Any, done: int, of: int) -> None:
    bar.length = of
    bar.update(done - bar.pos)
