"""Text as people read it: safe on a terminal, and numbers with their nouns."""

import textwrap


def printable(text: str, *, keep: str = "") -> str:
    """Return ``text`` with everything that a terminal would obey, hide or refuse spelt out, except what is in ``keep``."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep else f"\\u{ord(c):04x}" for c in text)


def plural(number: float, thing: str, form: str = "") -> str:
    """Return a number with its noun: ``1 bank``, ``3 banks``; ``form`` is the number's format, for example ``,``."""
    return f"{number:{form}} {thing}{'' if number == 1 else 's'}"


def about_minutes(questions: int, minutes: int) -> str:
    """Return how many questions there are and how long they take: ``4 questions, about a minute``."""
    return f"{plural(questions, 'question')}, about {'a minute' if minutes < 2 else f'{minutes} minutes'}"


def people(number: int) -> str:
    """Return how many people there are: ``1 person``, ``1,200 people``."""
    return "1 person" if number == 1 else f"{number:,} people"


def whole(figure: float) -> str:
    """Return a figure without decimals, with a true minus sign, and never as -0."""
    return f"{figure:.0f}".replace("-0", "0").replace("-", "−")


def ordinal(number: int) -> str:
    """Return an ordinal: ``1st``, ``2nd``, ``11th``."""
    teen = 10 < number % 100 < 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def cut(text: str, most: int) -> str:
    """Return ``text`` on one line of at most ``most`` characters, cut between words."""
    return textwrap.shorten(text, most, placeholder=" …")
