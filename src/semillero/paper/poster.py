"""The poster of a room as a tagged PDF (PDF/UA-1): where the course is, in both languages; behind it, how to
make a Wi-Fi."""

import io
import json
from pathlib import Path
from typing import Any

import segno
import typst

from .. import catalogues, files
from ..errors import Refused
from ..languages import WHOLE
from .forms import HERE, PAPERS

STEPS = ("1", "2", "3")
WAYS = ("router", "phone", "windows", "mac", "linux", "care")


def pdf(address: str, paper: str = "letter") -> bytes:
    """The poster of ``address``, which starts with http, as the bytes of a PDF, the same at every call.

    ``paper`` is "letter" or "a4". Raises ``Refused``.
    """
    if paper not in PAPERS:
        raise Refused(f"No poster on {paper!r}. Papers: {', '.join(PAPERS)}.")
    drawing = io.BytesIO()
    segno.make(address, micro=False, error="m").save(drawing, kind="svg", scale=4, border=0)
    editions = [_edition(lang) for lang in WHOLE]
    titles = [one["title"] for one in editions]
    poster = {
        "address": address,
        "code": drawing.getvalue().decode(),
        "paper": PAPERS[paper],
        "editions": editions,
    }
    poster |= {"title": " · ".join(titles), "foot": "Semillero · CC BY-SA 4.0 · " + " · ".join(titles)}
    return typst.compile(
        str(HERE / "poster.typ"), sys_inputs={"poster": json.dumps(poster)}, pdf_standards=["ua-1"]
    )


def write(address: str, path: Path | str, paper: str = "letter") -> Path:
    """Write the poster to ``path`` and return it. Raises ``Refused``."""
    return files.write(pdf(address, paper), path)


def _edition(lang: str) -> dict[str, Any]:
    say = catalogues.words(lang, "room")
    one = {id: say("poster." + id) for id in ("title", "network", "password", "small", "code")}
    steps = [say("poster.step." + id) for id in STEPS]
    ways = [{"title": say(f"spot.{id}.title"), "lines": say("spot." + id).split("\n")} for id in WAYS]
    return one | {
        "lang": lang,
        "steps": steps,
        "spot": say("spot.title"),
        "why": say("spot.why"),
        "ways": ways,
    }
