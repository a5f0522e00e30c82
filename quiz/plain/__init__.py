"""The plain front end: a quiz as lines of text, for screen readers, Braille displays and pipes."""

from quiz.plain.conversation import Streams, fitted
from quiz.plain.playing import play_plain

__all__ = ["Streams", "fitted", "play_plain"]
