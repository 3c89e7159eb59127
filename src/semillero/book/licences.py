"""The licences of what a built site carries that is not ours, as one text for ``licences.txt``."""

from importlib import metadata
from pathlib import Path

from ..web import assemble

FONTS = "node_modules/@fontsource/bricolage-grotesque"
FORMS = """\
Libertinus Serif, the typeface of the forms and filled sheets that are PDFs, comes with Typst.
Copyright (c) 2012-2024 The Libertinus Project Authors. SIL Open Font License 1.1, which stands above.
The forms hold the signs that they need; what is printed with a typeface is under no licence of it."""


def text(root: Path) -> str:
    """All of it; ``root`` is the course, whose Node packages are looked at. Raises ``Missing``."""
    parts = (
        ("The engine of the sheets", assemble.engine_licences()),
        (
            (
                "Search: the word lists, the English stemmer and the index are Sphinx's and the Snowball"
                " project's"
            ),
            of_package("sphinx").partition("Licenses for incorporated software")[0].strip()
            + "\n\n"
            + of_package("snowballstemmer"),
        ),
        (
            "Bricolage Grotesque, the typeface of the titles",
            assemble.find_package(FONTS + "/LICENSE", root).read_text(encoding="utf-8"),
        ),
        ("Libertinus Serif, the typeface of the forms", FORMS),
    )
    return "\n\n\n".join(f"{title}\n{'=' * len(title)}\n\n{words.strip()}" for title, words in parts) + "\n"


def of_package(name: str) -> str:
    """The licence that an installed Python package brings. Raises LookupError where it brings none."""
    found = [
        path for path in metadata.files(name) or () if path.name.upper().startswith(("LICENSE", "COPYING"))
    ]
    if not found:
        raise LookupError(
            f"{name} {metadata.version(name)} brings no licence file; see what it is under now, and tell it"
            " here."
        )
    return "\n\n".join(path.read_text(encoding="utf-8").strip() for path in found)
