"""What can go wrong with things from outside, as one small hierarchy.

``Refused`` is its root: whoever catches it has caught every error whose message is meant for people. The
command line does, in one place.
"""


class Refused(ValueError):
    """Something from outside cannot be used; the message says what, where, what is allowed and what to do."""


class CourseError(Refused):
    """A course file cannot be used.

    ``file`` is the file as the reader knows it, ``path`` the node in it (``modules[2].minutes.full``),
    ``found`` and ``allowed`` what stands there and what may stand there, ``fix`` what to do.
    """

    def __init__(self, file: str, path: str, found: str, allowed: str, fix: str):
        self.file, self.path, self.found, self.allowed, self.fix = file, path, found, allowed, fix
        super().__init__(f"{file}: {self.detail}. {fix}")

    @property
    def detail(self) -> str:
        """The error without its file and its remedy."""
        return f"{self.path or 'the file'}: found {self.found}; allowed: {self.allowed}"


class TableError(Refused):
    """A table cannot be read; the message names the file, the place, what was found and what to do."""


class SheetError(TableError):
    """A spreadsheet cannot be read; the message names the file, says what is wrong and what to do."""


class Missing(Refused):
    """A part that ``make setup`` brings is not there."""
