"""INSET Quiz: a quiz in the terminal for school staff, with banks that trainers write."""

__version__ = "0.14.1"
