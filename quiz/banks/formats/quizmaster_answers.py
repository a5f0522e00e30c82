"""What answers mean in a quiz kept as JSON: an option's text, its letter or its position. Decided once per file."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from string import ascii_uppercase
from typing import Any, Literal, TypeAlias, get_args

from msgspec import Struct

from quiz.banks.formats.exchange import LeftOut
from quiz.banks.formats.markup import is_html, without_entities
from quiz.banks.formats.question_import import QuestionImport
from quiz.banks.formats.table_cells import JUDGED
from quiz.banks.formats.table_keys import Positions, may_judge
from quiz.questions.characters import REFUSED_CHARACTER
from quiz.questions.diagnostics import quoted
from quiz.questions.options import Option
from quiz.questions.short import plain_words

FIX = "Fix it in the file, or write the question anew."
"""What to do about an entry that cannot be read."""

Way: TypeAlias = Literal["text", "letter", "from 0", "from 1", "judged"]
"""What an answer can be: an option's text, its letter or label, its position, or 1 for true and 0 for false."""
SAID: Mapping[str, frozenset[Way]] = {
    "text": frozenset(("text",)),
    "letter": frozenset(("letter",)),
    "number": frozenset(("from 0", "from 1")),
}
"""What an answer can be, by what somebody says about the file."""
EVERY_WAY: frozenset[Way] = frozenset(get_args(Way))


class Entry(Struct):
    """A question, as far as it can be read without knowing how answers are meant."""

    number: int
    found: Mapping[str, Any]
    texts: QuestionImport
    prompt: str
    options: list[Option]
    labels: list[str]
    """The names of the options in the file, if they have any."""
    answer: Any
    ways: dict[Way, Positions]
    """The right options for each thing that its answer can be."""

    @property
    def is_decided(self) -> bool:
        """Whether its options are marked as right themselves, or there are none."""
        return not self.options or any(option.correct for option in self.options)


class Decision(Struct, frozen=True):
    """How the answers of one kind are meant throughout a file."""

    way: Way | None = None
    """None if nothing tells."""
    open: tuple[Way, ...] = ()
    """What else they can mean."""


def kind_of(answer: Any) -> str:
    """Return the kind of an answer: files may mix figures and texts, and each means one thing throughout."""
    first = answer[0] if isinstance(answer, list) and answer else answer
    return type(first).__name__


def ways_of(entry: Entry, admitted: frozenset[Way]) -> dict[Way, Positions]:
    """Return the right options for each thing that the answer can be."""
    answers = entry.answer if isinstance(entry.answer, list) else [entry.answer]
    if entry.labels:
        # If options have names, answers do not count them.
        admitted -= {"from 0", "from 1"}
    readers: dict[Way, Callable[[Any], Positions]] = {
        "text": lambda one: _by_text(one, entry),
        "letter": lambda one: _by_letter(one, entry),
        "from 0": lambda one: _by_position(one, entry, 0),
        "from 1": lambda one: _by_position(one, entry, 1),
        "judged": lambda one: _by_judgement(one, entry),
    }
    found: dict[Way, Positions] = {}
    for way, read in readers.items():
        each = [read(one) for one in answers] if way in admitted else []
        if each and all(each):
            found[way] = tuple(sorted({position for positions in each for position in positions}))
    return found


def _by_text(answer: Any, entry: Entry) -> Positions:
    said = plain_text(answer, entry.texts)
    same = tuple(position for position, option in enumerate(entry.options) if option.text == said)
    plain = plain_words(said)
    like = same or tuple(i for i, option in enumerate(entry.options) if plain and plain_words(option.text) == plain)
    return like if len(like) == 1 else ()


def _by_letter(answer: Any, entry: Entry) -> Positions:
    said = str(answer).strip() if isinstance(answer, str | int) and not isinstance(answer, bool) else ""
    if said in entry.labels:
        return (entry.labels.index(said),)
    letters = ascii_uppercase[: len(entry.options)]
    return (letters.index(said.upper()),) if len(said) == 1 and said.upper() in letters else ()


def _by_position(answer: Any, entry: Entry, start: int) -> Positions:
    if isinstance(answer, str) and answer.strip().isdecimal() and len(answer) < 4:
        answer = int(answer)
    if not isinstance(answer, int) or isinstance(answer, bool) or not 0 <= answer - start < len(entry.options):
        return ()
    return (answer - start,)


def _by_judgement(answer: Any, entry: Entry) -> Positions:
    """Return the option that 1 or 0 means if the options are true and false, or yes and no."""
    options = [option.text for option in entry.options]
    said = str(answer).strip()
    if isinstance(answer, bool) or not may_judge(said, options):
        return ()
    return (next(place for place, option in enumerate(options) if JUDGED[option.casefold()] == (said == "1")),)


def decide(entries: Sequence[Entry]) -> Decision:
    """Return what the answers mean throughout: what fits most of them, if nothing else that fits as many differs."""
    fitting = [entry.ways for entry in entries if entry.ways]
    counts: dict[Way, int] = {}
    for ways in fitting:
        for way in ways:
            counts[way] = counts.get(way, 0) + 1
    most = [way for way, count in counts.items() if count == max(counts.values())]
    differing = tuple(way for way in most if any(ways.get(way) != ways.get(most[0]) for ways in fitting))
    if differing:
        return Decision(None, (most[0], *differing))
    if not most:
        return Decision()
    only_judged = all("from 1" in ways or "judged" in ways for ways in fitting)
    if most[0] == "from 0" and only_judged and any(ways.get("judged", ways[most[0]]) != ways[most[0]] for ways in fitting):
        # Only answers beside true and false suggest that positions count from 0.
        return Decision(None, ("from 0", "judged"))
    contested = counts[most[0]] < len(fitting)
    return Decision(most[0], tuple(way for way in counts if way not in most) if contested else ())


def right_positions(entry: Entry, decision: Decision) -> Positions:
    """Return the positions of the right options. Raises LeftOut if nothing tells, or the answer does not fit."""
    if entry.is_decided:
        marked = tuple(position for position, option in enumerate(entry.options) if option.correct)
        meant = set(ways_of(entry, EVERY_WAY).values())
        if meant and marked not in meant:
            raise LeftOut("key", f"its options say one thing, and its answer {quoted(shown(entry.answer))} another.", FIX)
        return marked
    said = "" if entry.answer is None else shown(entry.answer)
    if not entry.ways:
        raise LeftOut("entry", f"its answer {quoted(said)} is not one of its options.", FIX)
    means = {entry.ways[way] for way in (decision.way, *decision.open) if way and way in entry.ways}
    if len(means) == 1 and decision.way in entry.ways:
        return means.pop()
    message = f"its answer {quoted(said)} is not meant as most of the file's are, or could be."
    raise LeftOut("key", message, f"{FIX} Or say how answers are meant: --correct or --count-from.")


def shown(answer: Any) -> str:
    """Return an answer as written in the file, for messages."""
    return ", ".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def plain_text(value: Any, texts: QuestionImport) -> str:
    """Return a text or figure as plain text; one that is only a tag may be about that tag, and stays."""
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    if text.isascii() and text.isprintable():
        # True of most texts: there is nothing to compose, and nothing to take out.
        return texts.guessed(text) if is_html(text) else without_entities(text)
    text = unicodedata.normalize("NFC", text)
    kept = REFUSED_CHARACTER.sub("", text)
    if kept != text:
        message = "characters that mislead or cannot be seen were taken out."
        texts.advise("refused-character", message, "See that the text still reads well.")
    return texts.guessed(kept) if is_html(kept) else without_entities(kept)
