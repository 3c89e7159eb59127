"""What can go wrong with things from outside, as one small hierarchy.

``Refused`` is its root: whoever catches it has caught every error whose message is meant for people. Below it
stand ``data.tables.TableError``, ``data.workbook.SheetError``, ``course.nodes.CourseError`` and
``web.assemble.Missing``.
"""


class Refused(ValueError):
    """Something from outside cannot be used; the message says what, where, what is allowed and what to do."""
