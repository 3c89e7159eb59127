"""The book: a Sphinx extension that makes two editions of one folder, with our own theme. The only Sphinx
imports."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

HERE = Path(__file__).parent


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything; each module registers what is its own."""
    # Here, so that the server, which is in this room too, starts without Sphinx and notebooks: seconds on an
    # old laptop.
    from . import directives, editions, fresh, notebooks, pages, search

    app.add_html_theme("semillero", str(HERE / "theme" / "semillero"))
    for part in (editions, fresh, notebooks, search, directives, pages):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
