"""The letter and the shape of an option as pixels, by which people find it on the stage and on their pads."""

from quiz.live.option_markers import SHAPES, option_marker

_COLOURS = 6

LETTERS = {
    "A": (" ███ ", "██ ██", "█████", "██ ██", "██ ██"),
    "B": ("████ ", "██ ██", "████ ", "██ ██", "████ "),
    "C": (" ████", "██   ", "██   ", "██   ", " ████"),
    "D": ("████ ", "██ ██", "██ ██", "██ ██", "████ "),
    "E": ("█████", "██   ", "████ ", "██   ", "█████"),
    "F": ("█████", "██   ", "████ ", "██   ", "██   "),
    "G": (" ████", "██   ", "██ ██", "██ ██", " ████"),
    "H": ("██ ██", "██ ██", "█████", "██ ██", "██ ██"),
}
"""The letters that may be large; with more options there is no room."""
LOW_LETTERS = {
    "A": (" ███ ", "██ ██", "█████", "██ ██"),
    "B": ("██   ", "████ ", "██ ██", "████ "),
    "C": (" ████", "██   ", "██   ", " ████"),
    "D": ("████ ", "██ ██", "██ ██", "████ "),
    "E": ("█████", "████ ", "██   ", "█████"),
    "F": ("█████", "████ ", "██   ", "██   "),
    "G": (" ████", "██   ", "██ ██", " ████"),
    "H": ("██ ██", "█████", "██ ██", "██ ██"),
}
"""The same for low slabs, where those would touch an edge; B is in lower case, as on seven-segment displays."""
_PICTURES = {
    "circle": ("  ███  ", " █████ ", "███████", " █████ ", "  ███  "),
    "square": ("███████", "███████", "███████", "███████", "███████"),
    "triangle": ("   █   ", "  ███  ", "  ███  ", " █████ ", "███████"),
    "diamond": ("   █   ", " █████ ", "███████", " █████ ", "   █   "),
    "star": ("   █   ", "███████", " █████ ", " ██ ██ ", "██   ██"),
    "cross": ("  ███  ", "  ███  ", "███████", "  ███  ", "  ███  "),
    "moon": ("  ████ ", " ████  ", "████   ", " ████  ", "  ████ "),
    "heart": (" ██ ██ ", "███████", "███████", " █████ ", "   █   "),
    "hexagon": (" █████ ", "███████", "███████", "███████", " █████ "),
}
TICK = ("      ██", "     ██ ", "██  ██  ", " ████   ", "  ██    ")


def letter_of(place: int) -> str:
    """Return the letter of the option at a place on the screen."""
    return option_marker(place)[0]


def shape_of(place: int) -> str:
    """Return the shape of the option at a place, as a character."""
    return SHAPES[option_marker(place)[1]]


def picture_of(place: int) -> tuple[str, ...]:
    """Return the shape of the option at a place, as five rows of seven pixels."""
    return _PICTURES[option_marker(place)[1]]


def colour_of(place: int) -> str:
    """Return the name of the colour of the option at a place, while it can be chosen."""
    return f"option-{place % _COLOURS + 1}"
