"""How a sheet and its drawings look: the front end's style sheets, as files and put together."""

import re
from pathlib import Path

HERE = Path(__file__).parent


def read_style(name: str) -> str:
    """A style sheet of the front end."""
    return (HERE / name).read_text(encoding="utf-8")


def style() -> str:
    """Everything a sheet's look needs, for Jupyter and for a sheet that is one file."""
    return "".join(read_style(name) for name in ("tokens.css", "sheet.css", "figure.css"))


def lab_style() -> str:
    """The same inside JupyterLab."""
    return style() + lab_themes()


def data_style() -> str:
    """What the look of charts and tables of the data labs needs in JupyterLab."""
    return read_style("tokens.css") + lab_themes() + read_style("data.css")


def lab_themes() -> str:
    """The colours by the theme that JupyterLab has, which it says on its body, whatever the system has."""
    tokens = read_style("tokens.css")
    light, dark = [part.partition("}")[0] for part in tokens.split(":root {")[1:3]]
    themes = [("true", f"{light} color-scheme: light;"), ("false", f"{dark} color-scheme: dark;")]
    rules = "".join(f'body[data-jp-theme-light="{name}"] {{{rule}}}' for name, rule in themes)
    return f"@media screen {{{rules}}}"


def figure_style() -> str:
    """A ``<style>`` for a drawing that stands alone: the light colours as plain values, which every program
    knows."""
    light = read_style("tokens.css").partition(":root")[2].partition("}")[0]
    values = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", light))
    css = re.sub(r"/\*.*?\*/", "", read_style("figure.css"), flags=re.S)
    css = re.sub(r"var\((--[\w-]+)\)", lambda match: values[match[1]], css)
    return f"<style>{' '.join(css.split())}</style>"


def styled(svg: str) -> str:
    """``svg``, a drawing as a file of its own, with its style inside; nothing stays nothing."""
    return svg.replace(">", ">" + figure_style(), 1)
