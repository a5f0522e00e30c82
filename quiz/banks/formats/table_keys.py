"""How a table says which options are right: by text, number or letter. Decided once per file, and never guessed."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.banks.formats.exchange import Hints, LeftOut
from quiz.banks.formats.headings import KeyKind, option_place
from quiz.banks.formats.table_cells import JUDGED
from quiz.questions.diagnostics import quoted
from quiz.questions.short import plain_words

Positions: TypeAlias = tuple[int, ...]

_PARTED = re.compile(r"\s*(?:[,;+&|\n]|\b(?:and|und|et|y|a'r|ac)\b)\s*", re.IGNORECASE)
_LABEL = re.compile(r"[(\[]?([A-Ta-t]|[0-9]{1,2})(?:[.):\]]+(?:\s+(?=\S)|(?=[^\W\d]{3}))|\s+[-–—]\s+\S)")
_LABELLED = re.compile(r"[(\[]?([A-Ta-t]|[0-9]{1,2})(?:[.):\]]+|\s+[-–—=])\s*(\S.*)", re.DOTALL)
# "C++": a sign that separates places has one on either side.
_LOOSE = re.compile(r"(?:^|[+&|])\s*[+&|]|[+&|]\s*$")
_TEXT_MARKS = tuple(map(re.compile, ("\n", "[|]", ";", ",")))
_TEXT_WORDS = (re.compile(r"\s(?:[&+]|and|und|et|y|a'r|ac)\s", re.IGNORECASE), re.compile(r"\s"))
_PLACE_FIX = "Give the number or letter of the right option in the column correct; several with commas: 1,3."
_TEXT_FIX = "Give the text of the right option in the column correct as it stands there; several with semicolons."
_SAY = "Say which: --correct text, --correct number or --correct letter."
_LONGEST_PLACES = 200
_RARE = 20
"""If only one of this many numbers is 0, it may be a slip, and the others count from 1."""


class KeyedRow(Struct, frozen=True):
    """What matters about a question with options when its key is read."""

    number: int
    key: str
    options: tuple[str, ...]
    """All options in the order of their columns, including blank ones."""


class KeyRule(Struct, frozen=True):
    """How the keys of one file are read."""

    kind: KeyKind | Literal["place"]
    """``place``: a number or a letter."""
    start: int = 1
    """The number of the first option."""
    contested: bool = False
    """Whether some rows are of the other kind, so that a key that fits both ways is refused."""
    judged_open: bool = False
    """Whether 1 and 0 may mean true and false if these are the options, rather than count them."""

    def positions(self, key: str, options: Sequence[str]) -> Positions:
        """Return the positions of the right options. Raises LeftOut if the key does not fit, or fits twice."""
        if self.contested and _differ(_Readings(key, options, self.start)):
            message = f"what is correct is {quoted(key)}, which is one option's text and another one's place."
            raise LeftOut("key", message, f"Other rows have texts as well as places. {_SAY}")
        if self.kind == "text":
            return self._read_as_meant(key, options)
        if self.judged_open and may_judge(key, options):
            if not _is_place_from_nought(options):
                message = f"what is correct is {quoted(key)}, which may be true or false, or count the options."
                raise LeftOut("key", message, "Write the right option itself in the column correct.")
            return _by_place(key, options, "number", 0)
        positions = self._read_as_meant(key, options)
        _refuse_other_labels(key, options, positions, self.start)
        return positions

    def _read_as_meant(self, key: str, options: Sequence[str]) -> Positions:
        try:
            if self.kind == "text":
                return _by_text(key, options)
            return _by_place(key, options, self.kind, self.start)
        except LeftOut as left_out:
            # "Not an option", said of text that is one, would send people to the wrong column for the slip.
            raise self._of_the_other_kind(key, options) or left_out from None

    def _of_the_other_kind(self, key: str, options: Sequence[str]) -> LeftOut | None:
        """Return the error for a key that does name options, but not in this file's way; None if it names none."""
        found = _Readings(key, options, self.start)
        if self.kind == "text":
            meant, kind, read = found.place, "number or --correct letter", "text"
            named = ", ".join(quoted(options[position]) for position in meant or ())
            told, write = f"the place of {named}", named
        else:
            meant, kind, read = found.text, "text", "number or letter" if self.kind == "place" else self.kind
            write = ",".join(self._place_of(position) for position in meant or ())
            told = f"the text of {'option' if len(meant or ()) == 1 else 'options'} {write}"
        if meant is None:
            return None
        message = f"what is correct is {quoted(key)}, {told}, but this file is read by {read}."
        return LeftOut(
            "key", message, f"Write {write} in the column correct; or, if all rows are meant so, say --correct {kind}."
        )

    def _place_of(self, position: int) -> str:
        return chr(ord("A") + position) if self.kind == "letter" else str(position + self.start)


class ContestedKeys(Struct, frozen=True):
    """Why a file does not tell how its keys are meant: the line that shows it, what it is, and what to do about it."""

    line: int
    message: str
    fix: str


class _Readings:
    """What one key can mean, as text and as a place; None for what it cannot be."""

    def __init__(self, key: str, options: Sequence[str], start: int) -> None:
        self.texts = sorted(_texts_meant(key, options), key=len)
        self.text = self.texts[0] if len(self.texts) == 1 else None
        self.place: Positions | None = None
        with suppress(LeftOut):
            self.place = _by_place(key, options, "place", start)


def decide(rows: Sequence[KeyedRow], said: KeyKind | None, hints: Hints) -> KeyRule | ContestedKeys:
    """Return how to read the keys of a file: as ``said``, else in the way that fits them all.

    If some fit only as text and others only as a place, the majority is read and the rest is left out.
    """
    start = _start(rows, said, hints)
    if isinstance(start, ContestedKeys):
        return start
    nought = next((row for row in rows if row.key.strip() == "0" and may_judge(row.key, row.options)), None)
    judged_open = bool(nought) and start == 1 and hints.count_from is None and said not in ("text", "letter")
    if judged_open and nought and not any(_fits_only(row, 1, said) for row in rows) and _some_count(rows):
        message = f"The key {quoted(nought.key)} may stand for false, or count options from 0."
        fix = "Write true or false in its place; or say where the keys count from: --count-from 0 or --count-from 1."
        return ContestedKeys(nought.number, message, fix)
    if said:
        return KeyRule(said, start, judged_open=judged_open)
    if start == 1 and hints.count_from is None and (row := _text_or_nought(rows)):
        message = f"The key {quoted(row.key)} may be the text of an option, or count options from 0."
        return ContestedKeys(row.number, message, "Say which: --correct text, or --correct number with --count-from 0.")
    texts = places = differing = 0
    first: KeyedRow | None = None
    for row in rows:
        found = _Readings(row.key, row.options, start)
        if _differ(found):
            differing += 1
            first = first or row
        elif found.text is None or found.place is None:
            texts += found.text is not None
            places += found.place is not None
    # A few slips must not decide about many keys that fit both ways.
    if first and (texts == places or differing > max(texts, places)):
        return _contested(first, start)
    kind: Literal["text", "place"] = "text" if texts >= places and (texts or not judged_open) else "place"
    return KeyRule(kind, start, contested=bool(texts and places), judged_open=judged_open)


def _start(rows: Sequence[KeyedRow], said: KeyKind | None, hints: Hints) -> int | ContestedKeys:
    """Return the number of the first option: 1, unless some key is 0, which all others must then allow."""
    if hints.count_from is not None:
        return hints.count_from
    if said in ("text", "letter"):
        return 1
    from_nought = [
        row for row in rows if "0" in row.key and not may_judge(row.key, row.options) and _fits_only(row, 0, said)
    ]
    if not from_nought:
        return 1
    from_one = [row for row in rows if _fits_only(row, 1, said)]
    numbers = sum(any(map(str.isdecimal, row.key)) for row in rows)
    if not from_one and len(from_nought) * _RARE >= numbers:
        return 0
    other = f", but {quoted(from_one[0].key)} in row {from_one[0].number} counts from 1" if from_one else " alone"
    message = f"The key {quoted(from_nought[0].key)} counts options from 0{other}."
    return ContestedKeys(from_nought[0].number, message, "Say which: --count-from 0 or --count-from 1.")


def _fits_only(row: KeyedRow, start: int, said: KeyKind | None) -> bool:
    """Say whether a key can only be a number that counts from ``start``."""
    found, other = (_Readings(row.key, row.options, one) for one in (start, 1 - start))
    return found.place is not None and other.place is None and (said == "number" or found.text is None)


def _text_or_nought(rows: Sequence[KeyedRow]) -> KeyedRow | None:
    """Return the first key that is both 0 and an option, if all keys fit as numbers from 0, and differ then."""
    noughts = [row for row in rows if row.key.strip() == "0" and "0" in row.options]
    if not noughts:
        return None
    differ = False
    for row in rows:
        from_one, from_nought = (_Readings(row.key, row.options, start) for start in (1, 0))
        if from_nought.place is None:
            return None
        differ = differ or (from_one.text or from_one.place) != from_nought.place
    return noughts[0] if differ else None


def may_judge(key: str, options: Sequence[str]) -> bool:
    """Say whether a key may be short for true or false because the options mean these: 1 and 0 beside yes and no."""
    judged = [JUDGED.get(option.casefold()) for option in options if option]
    return key.strip() in ("0", "1") and sorted(map(str, judged)) == ["False", "True"]


def _is_place_from_nought(options: Sequence[str]) -> bool:
    """Say whether 0 and 1 mean the same as false and true and as places counted from 0: the options are no, yes."""
    return JUDGED.get(options[0].casefold()) is False and len(options) == len(("no", "yes"))


def _some_count(rows: Sequence[KeyedRow]) -> bool:
    """Say whether some key is a number whose option depends on where numbers count from."""
    return any(
        any(map(str.isdecimal, row.key)) and not (may_judge(row.key, row.options) and _is_place_from_nought(row.options))
        for row in rows
    )


def _contested(row: KeyedRow, start: int) -> ContestedKeys:
    both = _Readings(row.key, row.options, start)
    texts, places = (
        ", ".join(quoted(row.options[position]) for position in positions or ()) for positions in (both.texts[0], both.place)
    )
    message = f"What is correct can be read in two ways: here {quoted(row.key)} is the text of {texts},"
    return ContestedKeys(row.number, f"{message} or the place of {places}.", _SAY)


def _differ(found: _Readings) -> bool:
    return found.place is not None and bool(found.texts) and found.texts != [found.place]


def _by_text(key: str, options: Sequence[str]) -> Positions:
    """Return the options that read like the key, or like each part of it. Raises LeftOut."""
    if not key:
        raise LeftOut("key", "no option is said to be correct.", _TEXT_FIX)
    found = _texts_meant(key, options)
    if len(found) == 1:
        return found.pop()
    place = option_place(key)
    if not found and place and place[1] > len(options):
        _checked(key, place[1] - 1, options)
    what = "could be several options" if found or len(_all_like(key, options)) > 1 else "is not an option"
    raise LeftOut("key", f"what is correct is {quoted(key)}, which {what}.", _TEXT_FIX)


def _texts_meant(key: str, options: Sequence[str]) -> set[Positions]:
    """Return everything that a key can mean as text: one option, or one for each of its parts."""
    return {positions for positions in (_like(key, options), *_parts_like(key, options)) if positions}


def _parts_like(key: str, options: Sequence[str]) -> Iterable[Positions]:
    # Words and blanks also separate places, and options may be called A, B or 2.
    between_words = _TEXT_WORDS if len(key) <= _LONGEST_PLACES and key[:1] in {one[:1] for one in options} else ()
    for between in (*_TEXT_MARKS, *between_words):
        if not between.search(key):
            continue
        found = _each_like(between.split(key), options)
        places = {position for positions in found for position in positions}
        # One that is named twice may be a slip for another.
        if not len(places) == len(found) > 1:
            continue
        if not any(o != key and o in key and between.search(o) for o in options):
            yield tuple(sorted(places))


def _each_like(parts: Iterable[str], options: Sequence[str]) -> list[Positions]:
    """Return the option that each part reads like; empty if some part reads like none."""
    found: list[Positions] = []
    for part in filter(None, map(str.strip, parts)):
        positions = (options.index(part),) if options.count(part) == 1 else _like(part, options)
        if not positions:
            return []
        found.append(positions)
    return found


def _like(text: str, options: Sequence[str]) -> Positions:
    """Return the one option that reads like a text; empty if none or several do."""
    found = _all_like(text, options)
    return found if len(found) == 1 else ()


def _all_like(text: str, options: Sequence[str]) -> Positions:
    """Return the options that equal the text, or else those that differ from it only as typed answers may."""
    text = text.strip()
    same = tuple(position for position, option in enumerate(options) if option and option == text)
    if same:
        return same
    plain = plain_words(text)
    if not plain:
        return ()
    return tuple(i for i, option in enumerate(options) if _may_be(option, plain) and plain_words(option) == plain)


def _may_be(option: str, plain: str) -> bool:
    """Say by its first letter whether an option can read like ``plain``: quick, and enough to settle almost all."""
    return not option[:1].isascii() or option[:1].lower() == plain[0]


def _by_place(key: str, options: Sequence[str], kind: str, start: int) -> Positions:
    """Return the options whose numbers or letters a key gives. Raises LeftOut."""
    if len(key) > _LONGEST_PLACES or _LOOSE.search(key):
        raise LeftOut("key", f"what is correct is {quoted(key)}, which is not an option.", _PLACE_FIX)
    if labelled := _by_label(key, options, kind, start):
        return labelled
    found: set[int] = set()
    for part in filter(None, _PARTED.split(key.strip())):
        place = option_place(part)
        for which, known in [(part, place)] if place else _places_by_word(part):
            if known is None or kind not in (known[0], "place"):
                a_kind = "no option" if kind == "place" else f"no {kind} of an option"
                raise LeftOut("key", f"what is correct is {quoted(key)}, which is {a_kind}.", _PLACE_FIX)
            position = _checked(which, known[1] - (start if known[0] == "number" else 1), options)
            if position in found:
                raise LeftOut("key", f"what is correct is {quoted(key)}, which names an option twice.", _PLACE_FIX)
            found.add(position)
    if not found:
        raise LeftOut("key", "no option is said to be correct.", _PLACE_FIX)
    return tuple(sorted(found))


def _by_label(key: str, options: Sequence[str], kind: str, start: int) -> Positions:
    """Return the option that a key gives by its place and its text together: ``B) Paris``; empty if they differ."""
    if not (labelled := _LABELLED.fullmatch(key)) or not (place := option_place(labelled[1])):
        return ()
    position = place[1] - (start if place[0] == "number" else 1)
    fits = kind in (place[0], "place") and 0 <= position < len(options)
    return (position,) if fits and _all_like(labelled[2], options) == (position,) else ()


def _refuse_other_labels(key: str, options: Sequence[str], positions: Positions, start: int) -> None:
    """Raise LeftOut if an option's own label (``B. Paris``) contradicts its place, which the key gives."""
    letters = not any(map(str.isdecimal, key))
    labels = [_label_of(option, letters) for option in options]
    for position in positions:
        place = position + (1 if letters else start)
        own = labels[position]
        # A name may begin with a letter too: J. Smith is not the tenth option of four.
        misplaced = own is not None and place != own <= len(options)
        if misplaced or any(label == place for i, label in enumerate(labels) if i != position):
            message = f"what is correct is {quoted(key)}, but options are labelled in another order than they stand in."
            raise LeftOut("key", message, "Take the labels out of the texts of the options, and see that the key is right.")


def _label_of(option: str, letters: bool) -> int | None:
    """Return the place that an option's text begins with, as a letter or number; None if there is none."""
    if not (match := _LABEL.match(option)) or match[1].isdecimal() == letters:
        return None
    return ord(match[1].casefold()) - ord("a") + 1 if letters else int(match[1])


def _places_by_word(part: str) -> list[tuple[str, tuple[KeyKind, int] | None]]:
    """Return each word of ``1 3`` with its place; a word in brackets after another may be a remark."""
    words = part.split()
    bracketed = sum(word.startswith("(") for word in words)
    return [(word, option_place(word) if bracketed in (0, len(words)) else None) for word in words]


def _checked(which: str, position: int, options: Sequence[str]) -> int:
    if not 0 <= position < len(options):
        there = sum(map(bool, options))
        message = f"what is correct is {quoted(which)}, but there {'is 1 option' if there == 1 else f'are {there} options'}."
        raise LeftOut("key", message, _PLACE_FIX)
    if not options[position]:
        raise LeftOut("key", f"what is correct is {quoted(which)}, but that option is blank.", _PLACE_FIX)
    return position
