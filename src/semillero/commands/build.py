"""``semillero build``."""

from pathlib import Path

import click

from .screen import PATH


@click.command("build")
@click.option("--out", type=PATH, help="The folder of the site; without it, _build/site.")
def command(out: Path | None) -> None:
    """Build both editions into one site."""
    from ..book.build import build

    click.echo(f"The site is in {build(Path.cwd(), out, click.echo)}")
