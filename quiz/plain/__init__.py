"""The plain front end: a quiz as lines of text, for screen readers, Braille displays and pipes."""

from quiz.plain.console import Console, wrap
from quiz.plain.playing import play_plain
from quiz.plain.topping_up import top_up_plain

__all__ = ["Console", "play_plain", "top_up_plain", "wrap"]
