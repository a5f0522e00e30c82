"""Characters that no text may hold: those that a terminal obeys, and those that change the direction of reading."""

import re
import unicodedata

# Control characters (line feed and tab excepted), halves of characters, what is none and no XML may hold, and the
# bidirectional overrides, embeddings and isolates, which make a line read in another order than it is stored.
_REFUSED = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
REFUSED_CHARACTER = re.compile(f"[{_REFUSED}]")

# Raw TOML text without these can hold no refused character in any value: none stands there as itself and no escape
# sequence makes one. One search over the file is many times as fast as one over each of its strings.
_SUSPECT_TOML = re.compile(f"[{_REFUSED}]|\\\\[uUxbfre]")


def may_hide_refused_characters(toml: str) -> bool:
    """Say whether a refused character may stand in a value of this TOML text, as itself or by an escape sequence."""
    # Most banks need no look at each character, for what is printable is not refused: faster than the search.
    if "\\" not in toml and toml.replace("\n", "").replace("\t", "").isprintable():
        return False
    return _SUSPECT_TOML.search(toml) is not None


def name_of_character(character: str) -> str:
    """Name a refused character for a message, for example ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"
