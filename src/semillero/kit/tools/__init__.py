"""The tools, one file each; a file holds one ``TOOL`` and what only it needs."""


def load(id):
    """The tool ``id``. Raises ImportError where there is none."""
    module = __import__("semillero.kit.tools." + id, None, None, ["TOOL"])
    return module.TOOL
