"""``semillero serve``."""

from pathlib import Path

import click

from ..languages import LANGUAGES
from .screen import PATH


@click.command("serve")
@click.option("--lan", is_flag=True, help="Also for other devices on this network. Read what it says first.")
@click.option("--address", help="With --lan: which address or name of this machine to show.")
@click.option("--poster", type=PATH, help="With --lan: a PDF to hang up, with the address and its code.")
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
    type=click.Choice(LANGUAGES),
    help="The language of the words; without it, the one of this machine.",
)
@click.option("--site", type=PATH, default=Path("_build/site"), show_default=True)
def command(
    lan: bool, address: str | None, poster: Path | None, paper: str, port: int, lang: str | None, site: Path
) -> None:
    """Serve the built site on this machine, or with --lan in this room."""
    from ..book.room import serve

    serve(site, lan, port, address, lang, poster, paper, click.echo)
