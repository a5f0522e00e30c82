"""Text as people read it: nothing in it that a terminal would obey, numbers with their things."""

import textwrap


def printable(text: str, *, keep: str = "") -> str:
    """Return ``text`` with everything spelt out that a terminal would obey, hide or refuse, but for what is in ``keep``."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep else f"\\u{ord(c):04x}" for c in text)


def plural(number: float, thing: str, form: str = "") -> str:
    """Return a number with its thing: ``1 bank``, ``3 banks``; ``form`` is how the number is written, for example ``,``."""
    return f"{number:{form}} {thing}{'' if number == 1 else 's'}"


def about_minutes(questions: int, minutes: int) -> str:
    """Return how many questions there are and how long they take: ``4 questions, about a minute``."""
    return f"{plural(questions, 'question')}, about {'a minute' if minutes < 2 else f'{minutes} minutes'}"


def people(number: int) -> str:
    """Return how many people there are: ``1 person``, ``1,200 people``."""
    return "1 person" if number == 1 else f"{number:,} people"


def whole(figure: float) -> str:
    """Return a figure without decimals, with a sign for minus that reads as one; nothing is never below nothing."""
    return f"{figure:.0f}".replace("-0", "0").replace("-", "−")


def ordinal(number: int) -> str:
    """Return a place by its number: ``1st``, ``2nd``, ``11th``."""
    teen = 10 < number % 100 < 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def cut(text: str, most: int) -> str:
    """Return ``text`` in one line of ``most`` characters, cut between words where it is longer."""
    return textwrap.shorten(text, most, placeholder=" …")
