"""The sheets of the course and their engine, in Python that runs the same on CPython and MicroPython.

Nothing here imports from the rest of the package; ``portable`` names what differs between the two engines.
"""
