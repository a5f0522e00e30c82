"""The letter and the shape of an option as pixels: what a hall finds its answer by, on stage and pad alike."""

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
"""Those that may stand large: with more options there is no room for it."""
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
"""The same for a slab on which those would touch an edge; as on clocks of seven bars, a B there is a small one."""
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
    """Return the letter of the option at a place of the screen."""
    return option_marker(place)[0]


def shape_of(place: int) -> str:
    """Return its shape as a character."""
    return SHAPES[option_marker(place)[1]]


def picture_of(place: int) -> tuple[str, ...]:
    """Return its shape as five rows of seven pixels."""
    return _PICTURES[option_marker(place)[1]]


def colour_of(place: int) -> str:
    """Return the name of its colour while it can be chosen."""
    return f"option-{place % _COLOURS + 1}"
