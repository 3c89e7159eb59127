"""``semillero tools``."""

import json

import click

from .. import catalogues, toolbox
from ..languages import LANGUAGES


@click.command("tools")
@click.option("--json", "as_json", is_flag=True, help="Everything about each tool, as JSON.")
def command(as_json: bool) -> None:
    """List the tools with their fields, in the order of a campaign."""
    described = [toolbox.tool(id).describe() for id in toolbox.in_order()]
    if as_json:
        click.echo(json.dumps(described, ensure_ascii=False, indent=1))
        return
    for one in described:
        titles = [catalogues.words(lang, one["id"])("title") for lang in LANGUAGES]
        click.echo(f"{one['id']:12} {' / '.join(titles)}")
        click.echo("             " + ", ".join(field["id"] for field in one["fields"]))
