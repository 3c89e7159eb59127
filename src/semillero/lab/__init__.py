"""Sheets in Jupyter: ``sheet("spectrum", "en")`` in a cell shows one; beside it, it is a Python object."""

from ._widget import Sheet, my_plan, open_plan, plan, save_plan, sheet

__all__ = ["Sheet", "my_plan", "open_plan", "plan", "save_plan", "sheet"]
