"""Sheets in Jupyter: ``sheet("spectrum", "en")`` in a cell shows one; beside it, it is a Python object."""
from ._widget import Sheet, open_plan, plan, save_plan, sheet

__all__ = ["Sheet", "open_plan", "plan", "save_plan", "sheet"]
