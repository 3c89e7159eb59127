"""``semillero check``."""

import sys
from pathlib import Path

import click

from .screen import PATH


@click.command("check")
@click.option("--stamp", "stamps", multiple=True, type=PATH, help="Mark this Spanish twin as reviewed.")
@click.option("--stamp-all", is_flag=True, help="Mark every Spanish twin as reviewed.")
def command(stamps: tuple[str, ...], stamp_all: bool) -> None:
    """Check the content: twins, minutes, sources, reading level, private data and more."""
    from ..course.check import main

    sys.exit(main(Path.cwd(), stamp_files=[str(path) for path in stamps], stamp_everything=stamp_all))
