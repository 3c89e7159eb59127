"""What a check says: a finding, and the tables of words from which findings are made."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = ("error", "note")


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found: where, what, and what to do about it.

    The place in the file is a line, or a cell of a notebook and its line; empty where it is all of it.

    `level` is "error" where the tree must not stay so, "note" where somebody should look.
    """

    file: str
    place: str
    rule: str
    message: str
    fix: str
    level: str = "error"

    def __str__(self) -> str:
        where = f"{self.file}:{self.place}" if self.place else self.file
        return f"{where} {self.rule} {self.message} -> {self.fix}"


class Explanations:
    """The words of a family of rules: rule id -> (message, fix), with {names} for what differs each time."""

    def __init__(self, errors: dict[str, tuple[str, str]], notes: dict[str, tuple[str, str]] | None = None):
        self.table = {**errors, **(notes or {})}
        self._notes = frozenset(notes or ())

    def finding(self, rule: str, file: str, place: str = "", /, **values: object) -> Finding:
        """The finding of `rule` in `file`; KeyError where the table lacks the rule or a value is missing."""
        message, fix = self.table[rule]
        level = "note" if rule in self._notes else "error"
        return Finding(file, place, rule, message.format(**values), fix.format(**values), level)
