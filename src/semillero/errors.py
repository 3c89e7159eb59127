"""What can go wrong with things from outside, as one small hierarchy."""


class Refused(ValueError):
    """Something from outside cannot be used; the message says what, where, what is allowed and what to do."""
