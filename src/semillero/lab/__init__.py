"""Sheets in Jupyter: ``sheet("spectrum", "en")`` in a cell shows one; beside it, it is a Python object. And
what the data labs stand on: their words, charts and tables that everybody can read, live controls.
"""

from ._widget import Sheet, my_plan, open_plan, plan, save_plan, sheet
from .lessons import GRAY, ORANGE, PURPLE, chart, lab_words, live, table

__all__ = [
    "GRAY",
    "ORANGE",
    "PURPLE",
    "Sheet",
    "chart",
    "lab_words",
    "live",
    "my_plan",
    "open_plan",
    "plan",
    "save_plan",
    "sheet",
    "table",
]
