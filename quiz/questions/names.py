"""Names: nicknames and teams tidied, and the school's own names in an action."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

NAME_LENGTH = 40
"""The most characters in a person's name or team: room for a full name from a list of staff. Narrow boards cut it."""

NICKNAME_LENGTH = 24
"""The most characters in a nickname or team in a hall, where many are shown side by side."""

# Characters that are invisible although their category does not say so: fillers, joiners, variation selectors.
_INVISIBLE = re.compile(r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_BLANKS = re.compile(r"\s+")
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТХҮаеѕіјкмнорстхуѵьԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢıɑɡ",
    "abesijkmhopctxyaesijkmhopctxyvbdqwhlabezhikmnoptyxaikvoptuxabcdefghijklmnoprstuvwyziag",
)
_ACCENTS = frozenset(map(chr, range(0x0300, 0x0370)))
"""The marks on Latin, Greek and Cyrillic letters; marks of other scripts count as letters."""
_FIGURES = str.maketrans("01", "ol")
"""Figures that look like letters."""
# The beginning, or a full stop that ends a word of three letters or more: "e.g." goes on.
_ENDS_SENTENCE = re.compile(r"(?:^|[!?]|\w\w\w[)\"'’”]?\.|\n)\s*$")
_NATURAL_NAMES = {
    "dpo": "your data protection lead",
    "it_support": "IT support",
    "dsl": "your designated safeguarding lead",
    "head": "the head teacher",
}


def tidy_name(typed: str, length: int | None = NAME_LENGTH) -> str:
    """Turn a typed name or team into one that is safe on every screen, perhaps empty.

    Invisible characters and those that change the direction of reading are removed, runs of blanks become one, each letter
    keeps at most two combining marks, and at most ``length`` characters stay, or all of them for None.
    """
    if typed.isascii() and typed.isprintable():
        # A shortcut for most names, eight times as fast: a board has hundreds.
        return " ".join(typed.split())[:length].rstrip()
    visible = "".join(c for c in _INVISIBLE.sub("", _BLANKS.sub(" ", typed)) if unicodedata.category(c) not in _HIDDEN)
    kept = ""
    marks = 0
    for character in _BLANKS.sub(" ", unicodedata.normalize("NFC", visible)).strip():
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks <= 2 and (kept or not (marks or character == " ")):
            kept += character
    return kept[:length].rstrip()


# Cached: each new connection looks up the same few hundred suggestions, and each newcomer all names of a store.
@lru_cache(maxsize=32_768)
def look_alike_key(name: str) -> str:
    """Return what a name looks like: names with the same key cannot be told apart across a hall.

    Case, blanks, accents, full width and look-alike letters of other scripts make no difference. The pairs are those in
    Unicode's table of confusables (UTS #39) of Cyrillic, Greek and phonetic letters with Latin ones.
    """
    folded = unicodedata.normalize("NFKD", name.translate(_LOOK_ALIKES)).casefold().translate(_LOOK_ALIKES)
    kept = "".join(c for c in folded if c.isalnum() or (unicodedata.category(c)[0] == "M" and c not in _ACCENTS))
    return kept.translate(_FIGURES) or folded


def is_name(tidied: str) -> bool:
    """Say whether a tidied name can be read out, by having a letter or a figure."""
    return any(character.isalnum() for character in tidied)


def name_trouble(typed: str, what: str = "name", longest: int = NAME_LENGTH) -> tuple[str, ...]:
    """Say why a typed name cannot be kept as it is, and what to do, in sentences; none if it can.

    ``what`` is what it was typed for. A name that identifies somebody is never cut: two people could become one.
    """
    name = tidy_name(typed, None)
    if is_name(name) and len(name) <= longest:
        return ()
    # Only a refusal needs this.
    from quiz.questions.diagnostics import quoted

    if not typed.strip():
        return f"There is no {what} yet.", "Type one."
    if not is_name(name):
        return f"The {what} {quoted(typed)} has nothing in it that can be read out.", "Give one with letters or figures."
    return (
        f"A {what} has {longest} characters at most, and {quoted(name, 2 * longest)} has {len(name)}.",
        "Give a shorter one.",
    )


def placeholders(text: str) -> list[str]:
    """Return the names that ``fill_names`` would fill in, in the order of the text."""
    return _PLACEHOLDER.findall(text)


def fill_names(text: str, names: Mapping[str, str]) -> str:
    """Fill an action's ``{placeholders}`` with the school's own names, or with words that read naturally.

    ``{dpo}`` becomes ``names["dpo"]``, else "your data protection lead"; an unknown ``{site_team}`` "your site team".
    """

    def named(match: re.Match[str]) -> str:
        key = match[1]
        name = names.get(key) or _NATURAL_NAMES.get(key) or "your " + key.replace("_", " ")
        starts_sentence = _ENDS_SENTENCE.search(text[: match.start()]) is not None
        return name[:1].upper() + name[1:] if starts_sentence else name

    return _PLACEHOLDER.sub(named, text)
