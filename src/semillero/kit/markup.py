"""Text inside HTML and SVG."""

from .signs import visible

_escaped = {}  # the same names and numbers stand in every answer


def escape(text):
    """``text`` safe inside HTML and SVG, attributes included; what nobody sees is shown
    (``signs.visible``)."""
    known = _escaped.get(text)
    if known is None:
        if len(_escaped) > 2000:
            _escaped.clear()
        known = _escape(text)
        if len(text) < 200:  # a long text changes with every key
            _escaped[text] = known
    return known


def _escape(text):
    text = visible(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text
