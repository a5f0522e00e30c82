"""Characters refused in any text: those that a terminal obeys, and those that change the direction of reading."""

import re
import unicodedata

# Control characters (except line feed and tab), surrogates, the noncharacters that XML forbids, and the bidirectional
# overrides, embeddings and isolates, which show a line in another order than it is stored.
_REFUSED = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
REFUSED_CHARACTER = re.compile(f"[{_REFUSED}]")

# Raw TOML text without these has no refused character in any value, neither literally nor through an escape sequence. One
# search over the file is many times as fast as one over each of its strings.
_SUSPECT_TOML = re.compile(f"[{_REFUSED}]|\\\\[uUxbfre]")


def may_hide_refused_characters(toml: str) -> bool:
    """Say whether a value in this TOML text may have a refused character, literally or through an escape sequence."""
    # A shortcut for most banks, faster than the search: printable characters are never refused.
    if "\\" not in toml and toml.replace("\n", "").replace("\t", "").isprintable():
        return False
    return _SUSPECT_TOML.search(toml) is not None


def name_of_character(character: str) -> str:
    """Name a refused character for a message, for example ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"
