"""Semillero: a training curriculum as software."""
