"""The two themes of our own, and what makes those that come with Textual legible.

Ours are a blue and orange pair that the colour-blind can tell apart, on dark and on light: right is blue and wrong is
orange, and always a glyph and a word stand beside the colour.
"""

from textual.color import BLACK, WHITE, Color
from textual.theme import Theme

DARK = Theme(
    name="inset-dark",
    dark=True,
    primary="#6CB6FF",
    secondary="#8FA3B8",
    accent="#FFA657",
    success="#6CB6FF",
    warning="#FFA657",
    error="#FFA657",
    foreground="#E6EDF3",
    background="#101418",
    surface="#181E25",
    panel="#222B35",
    variables={
        "muted": "#9DAAB8",
        "text-disabled": "#9DAAB8",
        "right": "#6CB6FF",
        "wrong": "#FFA657",
        "picked": "#22384F",
        "option-1": "#6CB6FF",
        "option-2": "#FFA657",
        "option-3": "#7EE787",
        "option-4": "#D2A8FF",
        "option-5": "#F2CC60",
        "option-6": "#FF9BCE",
        "footer-key-foreground": "#6CB6FF",
        "footer-background": "#181E25",
        "footer-description-foreground": "#C3CEDA",
        "input-selection-background": "#2F5D8A",
        "block-cursor-background": "#22384F",
        "block-cursor-foreground": "#E6EDF3",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#1C2A38",
        "block-cursor-blurred-foreground": "#E6EDF3",
        "block-hover-background": "#1C2A38",
        "border": "#6CB6FF",
        "border-blurred": "#3B4957",
    },
)

LIGHT = Theme(
    name="inset-light",
    dark=False,
    primary="#0550AE",
    secondary="#57606A",
    accent="#9A4A00",
    success="#0550AE",
    warning="#9A4A00",
    error="#9A4A00",
    foreground="#1F2328",
    background="#FFFFFF",
    surface="#F3F6F9",
    panel="#E4EAF0",
    variables={
        "muted": "#57606A",
        "text-disabled": "#57606A",
        "right": "#0550AE",
        "wrong": "#9A4A00",
        "picked": "#D3E5F8",
        "option-1": "#0550AE",
        "option-2": "#9A4A00",
        "option-3": "#116329",
        "option-4": "#6639BA",
        "option-5": "#7D4E00",
        "option-6": "#99286E",
        "footer-key-foreground": "#0550AE",
        "footer-background": "#F3F6F9",
        "footer-description-foreground": "#3D444D",
        "input-selection-background": "#A8CDF5",
        "block-cursor-background": "#D3E5F8",
        "block-cursor-foreground": "#1F2328",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#E7F0FA",
        "block-cursor-blurred-foreground": "#1F2328",
        "block-hover-background": "#E7F0FA",
        "border": "#0550AE",
        "border-blurred": "#AFBAC5",
    },
)

OWN_THEMES = (DARK, LIGHT)

_LEGIBLE = 4.5
"""The least contrast of ink and paper, as WCAG 2 asks for text of this size."""
_STEPS = 40


def is_offered(theme: Theme) -> bool:
    """Return whether the program offers ``theme``. In one of the terminal's own colours nobody knows what can be read."""
    return not theme.ansi


def legible_variables(theme: Theme) -> dict[str, str]:
    """Return what the style sheets ask for beyond Textual's own variables, and the inks and papers that ours are.

    All come from the theme's own colours; an ink that cannot be read on the theme's papers is moved towards black or
    white until it can. Raises ColorParseError where the theme holds something that is no colour.
    """
    found = {**theme.to_color_system().generate(), **theme.variables}
    background, surface, panel, primary = (
        Color.parse(found[name]) for name in ("background", "surface", "panel", "primary")
    )
    picked, hover = background.blend(primary, 0.25), background.blend(primary, 0.12)
    papers = [background, surface, panel, picked, Color.parse(found["panel-lighten-1"])]
    # What has the focus is tinted by this much of the foreground.
    papers += [paper.blend(Color.parse(found["foreground"]), 0.05) for paper in (surface, panel)]
    far = max((BLACK, WHITE), key=lambda end: min(_contrast(end, paper) for paper in papers))
    hardest = min(papers, key=lambda paper: _contrast(far, paper))

    def ink(name: str) -> Color:
        return _legible(Color.parse(found[name]), hardest, far)

    foreground = ink("foreground")
    right, wrong = ink("primary"), ink("warning")
    muted = _legible(foreground.blend(background, 0.3), hardest, far)
    colours = {
        "foreground": foreground,
        "primary": right,
        "accent": ink("accent"),
        "muted": muted,
        "right": right,
        "wrong": wrong,
        "picked": picked,
        "option-1": right,
        "option-2": wrong,
        "option-3": ink("success"),
        "option-4": ink("secondary"),
        "option-5": ink("accent"),
        "option-6": ink("error"),
        "text-disabled": muted,
        "text-success": ink("success"),
        "text-warning": wrong,
        "text-error": ink("error"),
        "footer-key-foreground": right,
        "footer-background": surface,
        "footer-description-foreground": foreground,
        "input-cursor-background": foreground,
        "input-cursor-foreground": background,
        "input-selection-background": picked,
        "input-selection-foreground": foreground,
        "block-cursor-background": picked,
        "block-cursor-foreground": foreground,
        "block-cursor-blurred-background": hover,
        "block-cursor-blurred-foreground": foreground,
        "block-hover-background": hover,
        "border": right,
        "border-blurred": background.blend(foreground, 0.3),
    }
    return {name: colour.hex for name, colour in colours.items()} | {"block-cursor-text-style": "bold"}


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
