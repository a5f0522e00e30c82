"""Nicknames that the program suggests: a kind adjective and an animal."""

from random import Random

_FIRST = (
    *("Amber", "Brave", "Bright", "Calm", "Clever", "Cosy", "Curious", "Eager", "Early"),
    *("Gentle", "Golden", "Jolly", "Kind", "Lively", "Mellow", "Merry", "Nimble", "Quick"),
    *("Quiet", "Rapid", "Silver", "Sunny", "Swift", "Tidy", "Velvet", "Witty"),
)
_SECOND = (
    *("Badger", "Beetle", "Curlew", "Dolphin", "Falcon", "Finch", "Fox", "Hare", "Hedgehog", "Heron"),
    *("Kestrel", "Lark", "Lynx", "Magpie", "Marten", "Mole", "Newt", "Otter", "Owl", "Plover"),
    *("Puffin", "Robin", "Seal", "Sparrow", "Squirrel", "Starling", "Swallow", "Swan", "Tern", "Wren"),
)
_ALL = frozenset(f"{first} {second}".casefold() for first in _FIRST for second in _SECOND)


def suggest_name(dice: Random) -> str:
    """Return a nickname, which may be taken already."""
    return f"{dice.choice(_FIRST)} {dice.choice(_SECOND)}"


def is_suggested(name: str) -> bool:
    """Say whether a nickname is one of the suggestions, whatever its case."""
    return name.casefold() in _ALL
