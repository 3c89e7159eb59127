"""``semillero form``."""

from pathlib import Path

import click

from ..errors import Refused
from ..languages import LANGUAGES
from .screen import PAPER, PATH, placed, tell


@click.command("form")
@click.argument("tool")
@click.option("--lang", type=click.Choice([*LANGUAGES, "both"]), default="both", show_default=True)
@PAPER
@click.option(
    "--out", type=PATH, help="The file to write, or a folder; without it, TOOL-LANG-PAPER.pdf here."
)
@click.option(
    "--base",
    default="",
    help="Where the course is published (https://...): a QR code leads to the live sheet.",
)
def command(tool: str, lang: str, paper: str, out: Path, base: str) -> None:
    """Write the blank form of TOOL as a PDF."""
    from ..paper.forms import write

    out = out or Path()
    named = out.suffix.lower() == ".pdf"  # a name without it is a folder's
    if not named and not placed(out, out).is_dir():
        raise Refused(f"{out}: there is no such folder. Make it first, or name a file that ends in .pdf.")
    tell(str(write(tool, placed(out), lang, paper, base)))
