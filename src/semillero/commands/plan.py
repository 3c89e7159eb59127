"""``semillero plan``."""

from pathlib import Path

import click

from .. import catalogues, plan_files, toolbox
from ..kit.portable import dumps
from ..languages import FIRST
from .screen import LANG_OR_BOTH, PAPER, PATH, one_line, placed, tell, warn


@click.command("plan")
@click.argument("file", type=PATH)
@click.option(
    "--json", "as_json", is_flag=True, help="The overview as canonical JSON, ids in place of words."
)
@LANG_OR_BOTH
@PAPER
@click.option("--pdf", type=PATH, help="Write the whole plan to this PDF.")
def command(file: Path, as_json: bool, lang: str, paper: str, pdf: Path | None) -> None:
    """Tell how far the plan in FILE is, what changed upstream, and what to do first; or print it whole."""
    told = FIRST.code if lang == "both" else lang
    plan = plan_files.open(file, told)
    if pdf:
        from ..paper import filled

        tell(str(filled.write(plan, placed(pdf), lang, paper, warn)))
        return
    seen = toolbox.plan_overview(plan, told)
    if as_json:
        click.echo(dumps(seen))
        return
    for step in seen["steps"]:
        words = catalogues.words(told, step["tool"])
        tell(f"{words('title')}: {words('plan.state.' + step['state'], n=step['findings'])}")
    for item in seen["todo"]:
        words = catalogues.words(told, item["tool"])
        tell(
            one_line(
                f"- {words('ui.' + item['finding']['severity'])} {words('title')}:"
                f" {words.finding(item['finding'])}"
            )
        )
