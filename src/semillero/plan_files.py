"""The file of a plan: opened, checked, saved. What comes in is looked at before anybody uses it."""

import json
import stat
from pathlib import Path
from typing import Any, NoReturn

from . import files
from .catalogues import catalogue
from .errors import Refused
from .kit import plan as plans
from .kit.portable import dumps, number
from .kit.words import Words
from .toolbox import known


def open(path: Path | str, lang: str = "en") -> dict[str, Any]:
    """The plan in the file ``path``. Raises Refused, in the words of ``lang``, and never changes the file."""
    path = Path(path)
    say = Words(lang, catalogue(lang, "kit"))
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Refused(f"{path}: " + say("plan.no_file"))
        if found.st_size > plans.MOST_BYTES:
            raise Refused(
                f"{path.name}: "
                + say("ui.too_big", found=found.st_size // 1024, most=plans.MOST_BYTES // 1024)
            )
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Refused(f"{path}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name}: " + say("ui.not_json")) from error
    return check(text, path.name, lang)


def check(text: str, name: str, lang: str = "en") -> dict[str, Any]:
    """The plan that ``text`` holds. Raises Refused, in the words of ``lang``, with ``name`` before them."""
    say = Words(lang, catalogue(lang, "kit"))
    try:
        plan = parsed(text)
        refused = plans.refusal(plan, known)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{name}: " + say("ui.not_json")) from error
    if refused:
        raise Refused(f"{name}: " + say(refused[0], **refused[1]))
    return plans.leaving(plan, known)


def parsed(text: str) -> Any:
    """The JSON ``text`` as a value, its numbers as they stand there. Raises ValueError or RecursionError."""
    return json.loads(text, parse_constant=_no_constant, parse_int=number, parse_float=number)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def as_text(plan: dict[str, Any]) -> str:
    """``plan`` as the text of a file: canonical JSON and a newline. Lone surrogates become U+FFFD.

    Cells that stay in the open tab are left out.
    """
    text = dumps(plans.leaving(plan, known)) + "\n"
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def save(plan: dict[str, Any], path: Path | str) -> Path:
    """Save ``plan`` to ``path``, which is returned: a new file first, then renamed, so that nothing is lost
    midway. Raises Refused."""
    return files.write(as_text(plan), path)
