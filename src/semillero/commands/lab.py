"""``semillero lab``."""

import sys
from pathlib import Path

import click


@click.command("lab")
@click.option("--allow-root", is_flag=True, help="Also as root, where there is no other user.")
def command(allow_root):
    """Open the notebooks in a JupyterLab that leaves no traces."""
    from ..care.lab import run

    sys.exit(run(Path.cwd(), click.echo, allow_root=allow_root))
