"""``semillero lab``."""

import sys
from pathlib import Path

import click

from ..catalogues import machine_language
from ..languages import LANGUAGES


@click.command("lab")
@click.option("--allow-root", is_flag=True, help="Also as root, where there is no other user.")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="The language of the first page and of the words here; without it, the one of this machine.",
)
def command(allow_root: bool, lang: str) -> None:
    """Open the notebooks in a JupyterLab that leaves no traces."""
    from ..care.lab import run

    sys.exit(run(Path.cwd(), click.echo, allow_root=allow_root, lang=lang or machine_language()))
