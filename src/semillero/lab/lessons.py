"""What the data labs stand on, so that the code in them is the lesson: their words, charts and tables that
everybody can read: with words beside the picture, heads that a screen reader says, in the dark too.
"""

import hashlib
import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from IPython import get_ipython

from .. import catalogues
from ..web.styles import data_style

if TYPE_CHECKING:
    import ipywidgets
    import pandas as pd
    from matplotlib.figure import Figure

SVG, LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
PURPLE, ORANGE, GRAY = "#5e3c99", "#b84a00", "#5d4763"  # for lines and letters; they follow the theme
THEMED = {  # all other colours stay as they are, in light and in dark
    "#000000": "currentColor",
    "#ffffff": "var(--paper, #ffffff)",
    PURPLE: f"var(--s1-line, {PURPLE})",
    ORANGE: f"var(--s5-line, {ORANGE})",
    GRAY: f"var(--quiet, {GRAY})",
}
PIXELS = 4 / 3  # of a page, to a point of paper
MOST = 60  # rows of a table that are shown


def lab_words(name: str, lang: str) -> dict[str, str]:
    """The words of the lab ``name`` in ``lang``: id -> text. Raises ``Refused`` where there is no such
    language."""
    words = catalogues.catalogue(lang, f"lab_{name}")
    return {id: text for id, text in words.items() if isinstance(text, str)}


class Shown:
    """HTML that a cell shows, and ``told``, what stands for it where there is only text."""

    def __init__(self, html: str, told: str) -> None:
        self.html, self.told = html, told

    def __repr__(self) -> str:
        return self.told

    def _repr_html_(self) -> str:
        return dressed(self.html)


def dressed(html: str) -> str:
    """``html`` with the look of charts and tables, for Jupyter; a page of the book has it already."""
    return f"<style>{data_style()}</style>{html}"


def chart(figure: "Figure", alt: str) -> Shown:
    """Show a figure of matplotlib as a drawing that follows the theme, with ``alt``, a sentence that says
    what can be seen in it. On a narrow screen it keeps a size that can be read, and scrolls. The figure is
    closed: Jupyter would show it a second time."""
    import matplotlib.pyplot as plt

    written = io.StringIO()
    with plt.rc_context({"svg.fonttype": "path", "svg.hashsalt": "semillero"}):
        figure.savefig(written, format="svg", transparent=True, bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)
    return Shown(f'<figure class="chart" tabindex="0">{drawing(written.getvalue(), alt)}</figure>', alt)


def drawing(text: str, alt: str) -> str:
    """The SVG ``text`` of matplotlib as a part of a page: no style that a strict content policy refuses, no
    id that another drawing could have, colours of the theme."""
    tree = ElementTree.fromstring(text)
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}style", f"{{{SVG}}}metadata"):
                parent.remove(child)
    used = set(re.findall(r'(?:url\(|href=")#([^")]+)', text))
    mark = "c" + hashlib.sha256((alt + text).encode()).hexdigest()[:6]
    for node in tree.iter():
        for declaration in node.attrib.pop("style", "").split(";"):
            name, _, value = (part.strip() for part in declaration.partition(":"))
            if name:
                node.set(name, THEMED.get(value, value))
        if node.get("id") in used:
            node.set("id", f"{mark}-{node.get('id')}")
        else:
            node.attrib.pop("id", None)
        for name, value in node.items():
            value = value.replace("url(#", f"url(#{mark}-")
            if name == f"{{{LINK}}}href":
                value = value.replace("#", f"#{mark}-", 1)
            if name == "d":
                value = re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", value)
            node.set(name, THEMED.get(value, value))
    for name in ("width", "height"):
        tree.set(name, str(round(float(tree.attrib[name].removesuffix("pt")) * PIXELS)))
    more = {"role": "img", "aria-label": alt, "fill": "currentColor"}  # letters that are black have no colour
    for name, value in {**more, "stroke-linejoin": "round", "stroke-linecap": "butt"}.items():
        tree.set(name, value)
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", LINK)
    return re.sub(r">\s+<", "><", ElementTree.tostring(tree, encoding="unicode"))


def table(frame: "pd.DataFrame") -> str:
    """A DataFrame as HTML: heads with their scope, numbers to the right, no cell cut short; 60 rows at most,
    and then how many there are."""
    number = [kind.kind in "iuf" for kind in frame.dtypes]
    heads = [f'<th scope="col"{_side(right)}>{escape(str(name))}</th>' for name, right in zip(frame, number)]
    corner = f'<th scope="col">{escape(str(frame.index.name))}</th>' if frame.index.name else "<td></td>"
    columns = [_texts(frame.iloc[:MOST, place]) for place in range(frame.shape[1])]
    rows = []
    for label, texts in zip(frame.index, zip(*columns) if columns else [()] * len(frame)):
        cells = "".join(f"<td{_side(right)}>{escape(text)}</td>" for text, right in zip(texts, number))
        rows.append(f'<tr><th scope="row">{escape(str(label))}</th>{cells}</tr>')
    more = f"<caption>{MOST} / {len(frame)}</caption>" if len(frame) > MOST else ""
    return (
        f'<table class="dataframe">{more}<thead><tr>{corner}{"".join(heads)}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _side(right: bool) -> str:
    return ' class="number"' if right else ""


def _texts(column: "pd.Series") -> list[str]:
    """The cells of a column, each whole: numbers as pandas writes them, what is not there as it calls it."""
    if column.dtype.kind in "iuf":
        return [text.strip() for text in column.to_string(header=False, index=False).split("\n")]
    return ["NaN" if cell != cell else str(cell) for cell in column.astype(object)]


def live(function: Callable[..., str], *controls: "ipywidgets.ValueWidget") -> "ipywidgets.VBox":
    """Show controls, and below them the HTML that ``function`` makes of their values, anew at each change."""
    import ipywidgets

    below = ipywidgets.HTML()

    def renew(_: object = None) -> None:
        below.value = dressed(function(*[control.value for control in controls]))

    for control in controls:
        control.observe(renew, names="value")
    renew()
    return ipywidgets.VBox([*controls, below])


def read_tables() -> None:
    """From now on Jupyter shows every DataFrame as ``table`` writes it."""
    if shell := get_ipython():
        html = shell.display_formatter.formatters["text/html"]
        html.for_type_by_name("pandas", "DataFrame", lambda frame: dressed(table(frame)))


read_tables()
