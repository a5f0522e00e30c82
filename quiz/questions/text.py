"""Text that is safe and natural to show: refused characters, tidied names, the school's own names in an action."""

import re
import unicodedata
from collections.abc import Mapping

# Control characters (line feed and tab excepted), halves of characters, and the bidirectional overrides, embeddings and
# isolates, which make a line read in another order than it is stored.
_REFUSED = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
REFUSED_CHARACTER = re.compile(f"[{_REFUSED}]")

# Raw TOML text without these can hold no refused character in any value: none stands there as itself and no escape
# sequence makes one. One search over the file is many times as fast as one over each of its strings.
_SUSPECT_TOML = re.compile(f"[{_REFUSED}]|\\\\[uUxbfre]")
_HARMLESS_ASCII = b"\t\n" + bytes(range(0x20, 0x7F))


def may_hide_refused_characters(toml: str) -> bool:
    """Say whether a refused character may stand in a value of this TOML text, as itself or by an escape sequence."""
    # Most banks need no look at each character: this is many times as fast as the search.
    if toml.isascii() and "\\" not in toml and not toml.encode("ascii").translate(None, _HARMLESS_ASCII):
        return False
    return _SUSPECT_TOML.search(toml) is not None


def printable(text: str, *, keep: str = "") -> str:
    """Return ``text`` with everything spelt out that a terminal would obey, hide or refuse, but for what is in ``keep``."""
    return "".join(c if c.isprintable() or c in keep else f"\\u{ord(c):04x}" for c in text)


def plural(number: float, thing: str, form: str = "") -> str:
    """Return a number with its thing: ``1 bank``, ``3 banks``; ``form`` is how the number is written, for example ``,``."""
    return f"{number:{form}} {thing}{'' if number == 1 else 's'}"


NAME_LENGTH = 24
"""The most characters that a nickname or a team's name keeps: what fits on the board at 60 columns."""

# Characters that show nothing although their category does not say so: fillers, joiners, variation selectors.
_INVISIBLE = re.compile(r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_BLANKS = re.compile(r"\s+")
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
# The beginning, or a full stop that ends a word of three letters or more: "e.g." goes on.
_ENDS_SENTENCE = re.compile(r"(?:^|[!?]|\w\w\w[)\"'’”]?\.|\n)\s*$")
_NATURAL_NAMES = {
    "dpo": "your data protection lead",
    "it_support": "IT support",
    "dsl": "your designated safeguarding lead",
    "head": "the head teacher",
}


def name_of_character(character: str) -> str:
    """Name a refused character for a message, for example ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"


def tidy_name(typed: str) -> str:
    """Turn what somebody typed as a nickname or team into a name that is safe on every screen; may come out empty.

    Characters that are invisible or that change the direction of reading are taken out, runs of blanks become one, and
    at most ``NAME_LENGTH`` characters are kept, with at most two combining marks on each letter.
    """
    visible = "".join(c for c in _INVISIBLE.sub("", _BLANKS.sub(" ", typed)) if unicodedata.category(c) not in _HIDDEN)
    kept = ""
    marks = 0
    for character in _BLANKS.sub(" ", unicodedata.normalize("NFC", visible)).strip():
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks <= 2 and (kept or not (marks or character == " ")):
            kept += character
    return kept[:NAME_LENGTH].rstrip()


def placeholders(text: str) -> list[str]:
    """Return the names that ``fill_names`` would put in, in the order of the text."""
    return _PLACEHOLDER.findall(text)


def fill_names(text: str, names: Mapping[str, str]) -> str:
    """Put the school's own names into an action's ``{placeholders}``; one that has none reads naturally all the same.

    ``{dpo}`` becomes ``names["dpo"]``, else "your data protection lead"; an unknown ``{site_team}`` "your site team".
    """

    def named(match: re.Match[str]) -> str:
        key = match[1]
        name = names.get(key) or _NATURAL_NAMES.get(key) or "your " + key.replace("_", " ")
        starts_sentence = _ENDS_SENTENCE.search(text[: match.start()]) is not None
        return name[:1].upper() + name[1:] if starts_sentence else name

    return _PLACEHOLDER.sub(named, text)
