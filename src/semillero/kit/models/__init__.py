"""The subject matter of the sheets, apart from the engine: policies and their scores, the clock of an agenda,
roles in an action, phrases. A page loads those that its tools import.
"""
