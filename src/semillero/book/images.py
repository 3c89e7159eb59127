"""The drawings of notebooks, packed: a quarter of the bytes on a phone, the same picture.

A chart has a handful of colours and the shades between them along its letters and lines; 64 of them are all
that anybody sees, in place of the sixteen million that matplotlib saves.
"""

from pathlib import Path

from PIL import Image
from sphinx.application import Sphinx

COLOURS = 64


def setup(app: Sphinx) -> None:
    """Pack what a build has put among its pages."""
    app.connect("build-finished", pack_all)


def pack_all(app: Sphinx, exception: Exception | None) -> None:
    """Pack every PNG among the pages that has not been packed before."""
    for path in sorted(Path(app.outdir, "_images").glob("*.png")) if exception is None else ():
        pack(path)


def pack(path: Path) -> None:
    """Write the PNG at ``path`` with few colours, on white where it was clear; one that has a palette already
    stays."""
    with Image.open(path) as picture:
        if picture.mode == "P":
            return
        ground = Image.new("RGBA", picture.size, "white")
        packed = Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB").quantize(COLOURS)
    packed.save(path, optimize=True)
