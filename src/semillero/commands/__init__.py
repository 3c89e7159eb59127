"""The command line: a file for each command, which hands over to the room that owns the work."""

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from ..errors import Refused
from . import build, check, export, form, lab, partners, plan, serve, sheet, tools
from .screen import tell

REFUSED, UNFORESEEN = 2, 70  # exit codes: something from outside cannot be used; something went wrong in here
PLAIN = {
    MemoryError: "this needs more memory than there is.",
    RecursionError: "something is nested too deep to be read.",
    UnicodeError: "there is text that cannot be written as text.",
}
COMMANDS = (build, serve, lab, check, form, sheet, export, plan, partners, tools)


class OneLine(click.Group):
    """A group that ends in one line of words and an exit code, never in a traceback, whatever happens."""

    def main(self, *args: Any, **more: Any) -> Any:
        """Run the command line. What a terminal cannot show becomes a sign there."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        return super().main(*args, **more)

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Keep what was typed: a file that is missing is only then the person's matter when they named it."""
        context.obj = tuple(args)
        return super().parse_args(context, args)

    def invoke(self, context: click.Context) -> Any:
        """Run a command; say in words what was refused, what the system would not do, or what nobody
        foresaw."""
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click's own words, and a reader that has gone away: quiet
        except Refused as refused:
            end(context, str(refused), REFUSED)
        except Exception as error:
            if isinstance(error, OSError) and theirs(error, context.obj):
                end(context, of_the_system(error), REFUSED)
            end(context, unforeseen(error, context.invoked_subcommand), UNFORESEEN)


def theirs(error: OSError, typed: Sequence[str]) -> bool:
    """Is this error of the system one that the person who ``typed`` can mend? All are but one: a missing file
    that they did not name is a fault in here."""
    if not isinstance(error, FileNotFoundError):
        return True
    named = [
        Path(word.partition("=")[2] if word.startswith("-") else word).absolute() for word in typed if word
    ]
    found = [
        Path(name).absolute() for name in (error.filename, error.filename2) if isinstance(name, (str, Path))
    ]
    return any(one == other or one in other.parents for one in found for other in named)


def of_the_system(error: OSError) -> str:
    """What the system would not do, in words."""
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}. Look at the name, the rights and the room that is left."


def unforeseen(error: Exception, command: str | None) -> str:
    """What nobody foresaw, in words."""
    words = [text for kind, text in PLAIN.items() if isinstance(error, kind)]
    told = f"something went wrong that nobody foresaw ({type(error).__name__}: {error})."
    return f"{words[0] if words else told} To see more: semillero --debug {command} ..."


def end(context: click.Context, text: str, code: int) -> NoReturn:
    """Say what went wrong on one line, after the traceback where that was asked for, and end with
    ``code``."""
    if context.params.get("debug"):
        traceback.print_exc()
    tell("semillero: " + text, err=True)
    sys.exit(code)


@click.group(cls=OneLine)
@click.version_option(package_name="semillero")
@click.option("--debug", is_flag=True, help="Where something goes wrong, show where in the program.")
def main(debug: bool) -> None:
    """Semillero: a training curriculum as software."""


for one in COMMANDS:
    main.add_command(one.command)
