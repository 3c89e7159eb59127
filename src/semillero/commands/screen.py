"""What the commands share: what they show, where they write, and the options that mean the same in each."""

import sys
from pathlib import Path
from typing import Any

import click

from .. import toolbox
from ..errors import Refused
from ..kit.signs import visible
from ..languages import LANGUAGES

PATH = click.Path(path_type=Path)
PAPER = click.option("--paper", type=click.Choice(["letter", "a4"]), default="letter", show_default=True)
LANG = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language of the words."
)
LANG_OR_BOTH = click.option(
    "--lang",
    type=click.Choice([*LANGUAGES, "both"]),
    default="en",
    show_default=True,
    help="«both» is for a PDF.",
)


def tell(text: str, err: bool = False, nl: bool = True) -> None:
    """Write ``text`` to the screen: what nobody sees is shown there, and steers no terminal."""
    click.echo(visible(text), err=err, nl=nl)


def warn(text: str) -> None:
    """Write ``text`` to the screen beside what was asked for."""
    tell("semillero: " + text, err=True)


def one_line(text: str) -> str:
    """``text`` on one line: what somebody typed begins no line of ours."""
    return visible(text).replace("\n", " ")


def plain(block: dict[str, Any]) -> str:
    """A block of a report as plain text."""
    if block["kind"] == "table":
        lines = [[one_line(cell) for cell in line] for line in (block["heads"], *block["rows"])]
        widths = [max(len(line[i]) for line in lines) for i in range(len(block["heads"]))]
        body = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines]
        return "\n".join(["", block["caption"], *body])
    if block["kind"] == "notes":
        return "\n".join(["", block["heading"], *("- " + one_line(line) for line in block["lines"])])
    return one_line(block["caption"] if block["kind"] == "figure" else block["text"])


def shows(sign: str) -> bool:
    """Can the screen show ``sign``?"""
    try:
        return bool(sign.encode(sys.stdout.encoding or "utf-8"))
    except (UnicodeError, LookupError):
        return False


def at_terminal() -> bool:
    """Is there somebody who can be asked?"""
    return sys.stdin.isatty()


def placed(path: Path, folder: Path | None = None) -> Path:
    """``path``, which will be written. Where its ``folder`` is missing, a person at a terminal is asked
    whether to make it.

    Without a terminal nobody is asked, and nothing is made.
    """
    folder = folder or path.parent
    if (
        not folder.exists()
        and at_terminal()
        and click.confirm(f"There is no folder {visible(str(folder))}. Make it?")
    ):
        folder.mkdir(parents=True)
    return path


def sheet_of(plan: dict[str, Any], tool: str, file: Path) -> dict[str, Any]:
    """The sheet of ``tool`` in ``plan``. Raises Refused, naming those that are there."""
    toolbox.tool(tool)
    if tool not in plan["sheets"]:
        raise Refused(
            f"{file}: holds no sheet {tool!r}. It holds: {', '.join(sorted(plan['sheets'])[:40]) or 'none'}."
        )
    return plan["sheets"][tool]
