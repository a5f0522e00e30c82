"""Our own two themes, and what makes Textual's themes legible.

Ours are a blue and orange pair that the colour-blind can tell apart, on dark and on light. Right is blue and wrong is
orange, and the colour always comes with a glyph and a word. A colour is named by its role:

========== ==============================================================================================
surface    answers at rest, cards
raised     under the mouse, dialogs, the podium (Textual's ``panel``)
chip       the caps of keys, quiet buttons
picked     the chosen row or answer
line       rules; ``track`` the part of a bar not done
muted      labels, sources, answers neither right nor picked
right      right, keys, the main button, the leader; ``on-right`` the text on it
wrong      not right, the last ten seconds, faults
partly     partly right, time is up, no answer
…-tint     the paper of feedback, for each of the three
bar        bars of a live game, with words on them; ``bar-right`` that of the right answer
========== ==============================================================================================
"""

from textual.color import BLACK, WHITE, Color
from textual.theme import Theme


def _own(name: str, *, dark: bool, roles: dict[str, str], options: tuple[str, ...]) -> Theme:
    """Return a theme of our own: ``roles`` are its colours by role, ``options`` the six of a live game."""
    theme = Theme(
        name=name,
        dark=dark,
        primary=roles["right"],
        secondary=roles["muted"],
        accent=roles["wrong"],
        success=roles["right"],
        warning=roles["wrong"],
        error=roles["wrong"],
        foreground=roles["text"],
        background=roles["ground"],
        surface=roles["surface"],
        panel=roles["raised"],
    )
    colours = {name: Color.parse(colour) for name, colour in roles.items()}
    numbered = {f"option-{place}": colour for place, colour in enumerate(options, start=1)}
    theme.variables = _variables(colours) | numbered
    return theme


def _variables(roles: dict[str, Color]) -> dict[str, str]:
    """Return the style sheets' variables for these colours, including Textual's own."""
    of_textual = {
        "text-disabled": roles["muted"],
        "footer-key-foreground": roles["right"],
        "footer-background": roles["ground"],
        "footer-description-foreground": roles["muted"],
        "input-cursor-background": roles["right"],
        "input-cursor-foreground": roles["on-right"],
        "input-selection-background": roles["picked"],
        "input-selection-foreground": roles["text"],
        "block-cursor-background": roles["picked"],
        "block-cursor-foreground": roles["text"],
        "block-cursor-blurred-background": roles["raised"],
        "block-cursor-blurred-foreground": roles["text"],
        "block-hover-background": roles["raised"],
        "scrollbar": roles["chip"],
        "scrollbar-hover": roles["line"],
        "scrollbar-active": roles["muted"],
        "scrollbar-background": roles["ground"],
        "scrollbar-background-hover": roles["ground"],
        "scrollbar-background-active": roles["ground"],
        "scrollbar-corner-color": roles["ground"],
        "border": roles["right"],
        "border-blurred": roles["line"],
    }
    own = {name: colour for name, colour in roles.items() if name not in ("ground", "text")}
    return {name: colour.hex for name, colour in (of_textual | own).items()} | {"block-cursor-text-style": "bold"}


DARK = _own(
    "inset-dark",
    dark=True,
    roles={
        "ground": "#12161B",
        "surface": "#1A2028",
        "raised": "#252E39",
        "chip": "#303B48",
        "picked": "#21405F",
        "line": "#3A4653",
        "track": "#39444F",
        "text": "#E8ECF1",
        "muted": "#A3AFBC",
        "right": "#6CB6FF",
        "on-right": "#0A1726",
        "wrong": "#FFA657",
        "on-wrong": "#241302",
        "partly": "#C3CEDA",
        "on-partly": "#12161B",
        "right-tint": "#15273A",
        "wrong-tint": "#2C2117",
        "partly-tint": "#262A31",
        "bar": "#56667A",
        "bar-right": "#2C6BB0",
    },
    options=("#5CC8DC", "#F0C75E", "#F2A0BC", "#BBA8F7", "#93D79A", "#D5DCE4"),
)

LIGHT = _own(
    "inset-light",
    dark=False,
    roles={
        "ground": "#FCFAF6",
        "surface": "#F3EFE8",
        "raised": "#E9E4DA",
        "chip": "#DDD6C9",
        "picked": "#CFE2F7",
        "line": "#BDB6A8",
        "track": "#D5CEC1",
        "text": "#22262B",
        "muted": "#555A62",
        "right": "#0550AE",
        "on-right": "#FFFFFF",
        "wrong": "#944600",
        "on-wrong": "#FFFFFF",
        "partly": "#434A53",
        "on-partly": "#FCFAF6",
        "right-tint": "#E6EFFA",
        "wrong-tint": "#FAEDDD",
        "partly-tint": "#EFEBE3",
        "bar": "#8796A5",
        "bar-right": "#4F93E2",
    },
    options=("#0B6473", "#755000", "#96285A", "#5A3DAE", "#1E6531", "#46515C"),
)

OWN_THEMES = (DARK, LIGHT)

_LEGIBLE = 4.7
"""The least contrast of ink and paper: the 4.5 that WCAG 2 asks for text of this size, and a margin for greys."""
_STEPS = 40
_PAPERS = {"surface": 0.05, "raised": 0.10, "chip": 0.16, "line": 0.25, "track": 0.22, "partly-tint": 0.10}
"""How much of the foreground is mixed into the papers of a theme that is not ours."""


def is_offered(theme: Theme) -> bool:
    """Return whether the program offers ``theme``. Legibility cannot be judged in the terminal's own colours."""
    return not theme.ansi


def theme_variables(theme: Theme) -> dict[str, str]:
    """Return every colour of the style sheets in ``theme``, without changing the app's theme.

    Raises ColorParseError if the theme holds something that is no colour.
    """
    variables = {**theme.to_color_system().generate(), **theme.variables}
    return variables if theme in OWN_THEMES else variables | legible_variables(variables)


def legible_variables(found: dict[str, str]) -> dict[str, str]:
    """Return the variables that our style sheets need beyond Textual's, with inks that are legible on the papers.

    All come from the theme's own in ``found``: papers are its foreground mixed into its background, and an ink that cannot
    be read on them is moved towards black or white until it can. Raises ColorParseError if the theme holds something
    that is no colour.
    """
    ground, text, primary, warning = (
        Color.parse(found[name]) for name in ("background", "foreground", "primary", "warning")
    )
    papers = {name: ground.blend(text, share) for name, share in _PAPERS.items()}
    papers |= {"picked": ground.blend(primary, 0.18)}
    papers |= {"right-tint": ground.blend(primary, 0.15), "wrong-tint": ground.blend(warning, 0.13)}
    read_on = [ground, *(paper for name, paper in papers.items() if name not in ("line", "track"))]
    far = max((BLACK, WHITE), key=lambda end: min(_contrast(end, paper) for paper in read_on))
    hardest = min(read_on, key=lambda paper: _contrast(far, paper))

    def ink(name: str) -> Color:
        return _legible(Color.parse(found[name]), hardest, far)

    foreground = ink("foreground")
    right, wrong, partly = ink("primary"), ink("warning"), _legible(text.blend(ground, 0.15), hardest, far)
    roles = papers | {
        "ground": ground,
        "text": foreground,
        "muted": _legible(text.blend(ground, 0.3), hardest, far),
        "right": right,
        "on-right": _on(right, ground),
        "wrong": wrong,
        "on-wrong": _on(wrong, ground),
        "partly": partly,
        "on-partly": _on(partly, ground),
    }
    roles |= {"bar": _bar(ground, text, foreground), "bar-right": _bar(ground, right, foreground)}
    own = DARK if ground.brightness < 0.5 else LIGHT
    options = {name: Color.parse(colour) for name, colour in own.variables.items() if name.startswith("option-")}
    colours = {
        "background": ground,
        "foreground": foreground,
        "panel": papers["raised"],
        "primary": right,
        "accent": ink("accent"),
        **{name: _legible(colour, hardest, far) for name, colour in options.items()},
        "text-success": ink("success"),
        "text-warning": wrong,
        "text-error": ink("error"),
    }
    return _variables(roles) | {name: colour.hex for name, colour in colours.items()}


def _bar(ground: Color, colour: Color, words: Color) -> Color:
    """Return ``colour`` mixed into the ground as strongly as leaves ``words`` legible on it."""
    shares = (share / _STEPS for share in range(_STEPS * 9 // 10, 0, -1))
    bars = (ground.blend(colour, share) for share in shares)
    return next((bar for bar in bars if _contrast(words, bar) >= _LEGIBLE), ground)


def _on(paper: Color, ground: Color) -> Color:
    """Return the ink for text on a full colour: the theme's own ground, or black or white if that lacks contrast."""
    return ground if _contrast(ground, paper) >= _LEGIBLE else max((BLACK, WHITE), key=lambda ink: _contrast(ink, paper))


def _legible(ink: Color, paper: Color, far: Color) -> Color:
    """Return ``ink``, moved towards ``far`` as little as makes it legible on ``paper``."""
    steps = (ink.blend(far, step / _STEPS) for step in range(_STEPS))
    return next((moved for moved in steps if _contrast(moved, paper) >= _LEGIBLE), far)


def _contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized)
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
