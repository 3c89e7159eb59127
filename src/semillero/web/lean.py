"""Python text made small for a phone: what a machine does not read is left out, and what nobody here will
call."""

import ast
import functools

# What a tool has for its own page, and the plan at a glance never asks for
ONLY_SHOWN = ("report", "sample", "events")
# What a page has no use for: which words a tool shares (it is handed them), what describes a tool to programs
ONLY_HERE = ("shares", "twins", "describe")


@functools.cache
def lean(source: str) -> str:
    """Python text without comments, docstrings and ``ONLY_HERE``: half the bytes on a phone, the same
    behaviour."""
    tree = ast.parse(source)
    for call in _tools(tree):
        call.keywords = [keyword for keyword in call.keywords if keyword.arg not in ONLY_HERE]
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, ast.ClassDef):
            node.body = body = [one for one in node.body if getattr(one, "name", "") not in ONLY_HERE]
        if isinstance(body, list) and body and isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            first = body[0]
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                node.body = body[1:] or [ast.Pass()]
    return ast.unparse(tree) + "\n"


@functools.cache
def silent(source: str) -> str:
    """The lean text of a tool's module without its report, its sample and all that only these call.

    Its fields, its arithmetic, its rules and what it brings in stay as they are: enough for the plan at a
    glance.
    """
    tree = ast.parse(lean(source))
    for call in _tools(tree):
        for keyword in call.keywords:
            if keyword.arg in ONLY_SHOWN:
                keyword.value = ast.Constant(None)
    makers = {name: node for node in tree.body for name in _made(node)}
    needed, asked = set(), ["TOOL"]
    while asked:
        name = asked.pop()
        if name in makers and name not in needed:
            needed.add(name)
            asked += [node.id for node in ast.walk(makers[name]) if isinstance(node, ast.Name)]
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            node.names = [one for one in node.names if (one.asname or one.name) in needed]
    tree.body = [node for node in tree.body if needed.intersection(_made(node))]
    return ast.unparse(tree) + "\n"


def _tools(tree: ast.AST) -> list[ast.Call]:
    """Where a module makes its ``Tool``."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call for call in calls if getattr(call.func, "id", "") == "Tool"]


def _made(node: ast.AST) -> list[str]:
    """The names that a statement of a module makes."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [one.asname or one.name for one in node.names]
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    return [one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]


def heads(source: str) -> set[str]:
    """The first parts of the word ids that Python text can name: ``{"finding", "gate"}`` for "finding.x" and
    "gate"."""
    return {text.partition(".")[0] for text in _texts(source)}


def parts(source: str) -> set[str]:
    """All parts of ids that Python text can put together: ``{"provision", "P01", "P02"}`` of "provision." and
    "P01 P02"."""
    return {part for text in _texts(source) for word in text.split() for part in word.split(".")}


def _texts(source: str) -> list[str]:
    constants = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return [text for text in constants if isinstance(text, str)]
