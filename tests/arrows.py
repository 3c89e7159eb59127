"""The arrows of the code: which module of the package imports which, wherever in it the import stands."""

import ast
from pathlib import Path

PACKAGE = "semillero"


def modules(src):
    """The modules of the package below the folder ``src``: dotted name -> path."""
    found = {}
    for path in sorted((Path(src) / PACKAGE).rglob("*.py")):
        parts = path.relative_to(src).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def arrows(src):
    """Every arrow as a pair of dotted names: the module that imports, and the module that is imported."""
    known = modules(src)
    found = set()
    for name, path in known.items():
        here = name if path.stem == "__init__" else name.rpartition(".")[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for target in _named(node, here):
                while target not in known and "." in target:
                    target = target.rpartition(".")[0]
                if target in known and target != name:
                    found.add((name, target))
    return found


def _named(node, here):
    """The dotted names that a statement may import, the longest possible: ``from .. import files``."""
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = node.module or ""
    if node.level:
        parts = here.split(".")
        base = ".".join([*parts[: len(parts) - node.level + 1], *([base] if base else [])])
    return [f"{base}.{one.name}" for one in node.names]


def room(name):
    """The room of a module: a file or a folder right below the package. What starts the command line is of
    it."""
    return name.split(".")[1].replace("__main__", "commands") if "." in name else PACKAGE


def between_rooms(pairs):
    """The arrows of modules as arrows of rooms: room -> the rooms that it stands on."""
    found = {room(name): set() for pair in pairs for name in pair}
    for one, other in pairs:
        if room(one) != room(other):
            found[room(one)].add(room(other))
    return found


def drawn(text):
    """The drawing in the Markdown ``text``: floors from the top, each a dict of rooms and what these stand
    on."""
    drawing = text.partition("```arrows\n")[2].partition("```")[0]
    return [
        {room: set(below) for room, *below in map(str.split, floor.strip().splitlines())}
        for floor in drawing.split("---")
    ]


def circles(pairs):
    """Sets of names that lead to each other, each set once."""
    after = {}
    for one, other in pairs:
        after.setdefault(one, set()).add(other)
    reach = {}
    for start in after:
        seen, asked = set(), [start]
        while asked:
            for name in after.get(asked.pop(), set()) - seen:
                seen.add(name)
                asked.append(name)
        reach[start] = seen
    found = {
        frozenset(other for other in reach[one] if one in reach.get(other, ()))
        for one in reach
        if one in reach[one]
    }
    return sorted(sorted(one) for one in found)
