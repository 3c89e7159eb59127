"""HTML as nodes: an element is a node of the page's tree, and its text is escaped by whoever writes the
page."""

from collections.abc import Iterator
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

ALONE = ("input",)  # elements that hold nothing and have no end


class element(nodes.Element):
    """An element of HTML, for what docutils has no node of its own: its ``name`` and attributes."""


def tag(name: str, *children: Any, **attributes: Any) -> element:
    """An element with ``children`` (nodes, texts, or lists of these) and attributes.

    ``class_`` is a class, ``aria_label`` ``aria-label``; True stands for an attribute without a value, and
    what is None or False is left out.
    """
    pairs = [
        (key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None and value is not False
    ]
    node = element("", name=name, html=pairs)
    node += _nodes(children)
    return node


def _nodes(children: Any) -> Iterator[nodes.Node]:
    for child in children:
        if isinstance(child, (list, tuple)):
            yield from _nodes(child)
        else:
            yield nodes.Text(child) if isinstance(child, str) else child


def data_script(name: str, text: str) -> nodes.raw:
    """A script that holds ``text``, JSON in which no ``<`` begins anything."""
    return nodes.raw("", f'<script type="application/json" data-{name}>{text}</script>', format="html")


def scrolling(table: nodes.Node, label: str) -> element:
    """A table that scrolls by itself on a narrow screen, reachable by keyboard."""
    return tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=label)


def setup(app: Sphinx) -> None:
    """Tell Sphinx how an element is written."""
    app.add_node(element, html=(_visit, _depart))


def _visit(writer: Any, node: element) -> None:
    pairs = [f" {key}" if value is True else f' {key}="{escape(value)}"' for key, value in node["html"]]
    writer.body.append(f"<{node['name']}{''.join(pairs)}>")


def _depart(writer: Any, node: element) -> None:
    if node["name"] not in ALONE:
        writer.body.append(f"</{node['name']}>")
