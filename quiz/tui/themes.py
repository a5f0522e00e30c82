"""The two themes of our own: a blue and orange pair that the colour-blind can tell apart, on dark and on light.

Right is blue and wrong is orange, and always a glyph and a word stand beside the colour.
"""

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

# What the style sheets ask for beyond Textual's own variables, for themes that do not set it.
FALLBACKS = {
    "muted": "$foreground 75%",
    "right": "$primary",
    "wrong": "$accent",
    "picked": "$primary 30%",
    "option-1": "$primary",
    "option-2": "$accent",
    "option-3": "$primary",
    "option-4": "$accent",
    "option-5": "$primary",
    "option-6": "$accent",
}
