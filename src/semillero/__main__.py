"""``python -m semillero``: the command line."""

from .commands import main

main(prog_name="semillero")
