"""The plain front end: a quiz as lines of text, for screen readers, Braille displays and pipes."""

from quiz.plain.console import Console, wrap
from quiz.plain.playing import play_plain

__all__ = ["Console", "play_plain", "wrap"]
