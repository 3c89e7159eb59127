"""``semillero sheet``."""

from pathlib import Path

import click

from .. import catalogues, plan_files, toolbox
from ..kit.portable import dumps
from .screen import LANG, PATH, one_line, plain, sheet_of, tell


@click.command("sheet")
@click.argument("tool")
@click.argument("file", type=PATH)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="The engine's answer as canonical JSON, the same text as on the page.",
)
@LANG
def command(tool: str, file: Path, as_json: bool, lang: str) -> None:
    """Answer the sheet of TOOL in the plan FILE: findings and results."""
    answer = toolbox.answer(tool, sheet_of(plan_files.open(file, lang), tool, file))
    if as_json:
        click.echo(dumps(answer))
        return
    words = catalogues.words(lang, tool)
    for found in answer["findings"]:
        tell(
            one_line(f"{words('ui.' + found['severity'])} {words.finding(found)}")
            + (f" [{found['at']}]" if found["at"] else "")
        )
    for block in toolbox.tool(tool).report(answer["results"], words):
        tell(plain(block))
