"""What a tool shows of its results: a short list of blocks that every surface can render.

The same content always comes as a sentence and a table beside a figure.
"""


def sentence(text):
    """One sentence to read, or to hear when something changed."""
    return {"kind": "sentence", "text": text}


def table(caption, heads, rows):
    """A table: texts for the caption, the column heads and the cells; the first cell of a row names it."""
    return {"kind": "table", "caption": caption, "heads": heads, "rows": rows}


def figure(svg, caption):
    """A drawing (an ``<svg>`` element as text) with its caption."""
    return {"kind": "figure", "svg": svg, "caption": caption}


def notes(heading, lines, lang=""):
    """A heading with a list of plain lines: limits, things to look at, what to do; ``lang`` where it is in
    another language than the sheet.
    """
    return {"kind": "notes", "heading": heading, "lines": lines, "lang": lang}


def limits(words, ids, before=()):
    """What a result cannot show: the lines ``before``, then the words ``limits.ID`` of the tool."""
    return notes(words("limits.heading"), list(before) + [words("limits." + id) for id in ids])
