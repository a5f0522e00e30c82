"""One row of a question table: what its columns mean, as a question and back again.

The columns, in any order and any case; only ``question`` must be there:

``id`` · ``type`` · ``topic`` · ``question`` · ``option 1`` to ``option 20`` · ``correct`` · ``why 1`` to ``why 20`` ·
``tolerance`` · ``unit`` · ``explanation`` · ``action`` · ``hint`` · ``difficulty`` · ``seconds`` · ``source title`` ·
``source publisher`` · ``source address`` · ``source checked``

``correct`` is the number or letter of the right option (several: ``1,3``), ``true`` or ``false``, or the figure. For
``order`` the options are the steps in their right order, for ``short`` every spelling that counts, for ``match``
``item -> box`` each (``-> box`` for a box that stays empty). A ``type`` that is left out is told from the rest.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from quiz.banks.formats.exchange import LeftOut, slugify
from quiz.banks.model import Bank, Source
from quiz.questions.diagnostics import nearest, quoted
from quiz.questions.match import Match, Pair
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.options import Option, OptionsQuestion
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse
from quiz.questions.types import QUESTION_TYPES

MOST_OPTIONS = 20
ARROW = "->"
_JUDGED = {"true": True, "t": True, "yes": True, "wahr": True, "false": False, "f": False, "no": False}
_FIGURE = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,10})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_LONGEST_FIGURE = 40
_WHICH = re.compile(r"[\s,;+&]+(?:and\s+)?")

COLUMNS = (
    *("id", "type", "topic", "question", *(f"option {n}" for n in range(1, MOST_OPTIONS + 1)), "correct"),
    *(f"why {n}" for n in range(1, MOST_OPTIONS + 1)),
    *("tolerance", "unit", "explanation", "action", "hint", "difficulty", "seconds"),
    *("source title", "source publisher", "source address", "source checked"),
)
"""Every column, in the order in which a table is written."""


def question_of_row(cells: Mapping[str, str], source_key: str | None) -> Question:
    """Return the question in a row, its id still to be settled. Raises LeftOut.

    ``cells`` are stripped texts by column; ``source_key`` is the key of the row's source, None where it has none.
    """
    options = [cells[f"option {n}"] for n in range(1, MOST_OPTIONS + 1) if cells.get(f"option {n}")]
    whys = [cells.get(f"why {n}", "") for n in range(1, MOST_OPTIONS + 1) if cells.get(f"option {n}")]
    kind = _kind(cells, options)
    own = TYPES_IN_TABLES[_TYPES[kind]].read(cells, options, whys)
    if cells.get("difficulty"):
        own["difficulty"] = _difficulty(cells["difficulty"])
    if cells.get("seconds"):
        own["time_limit"] = _figure(cells["seconds"], "seconds")
    made: Question = _TYPES[kind](
        id="unsettled",
        prompt=cells["question"],
        topic=cells.get("topic", ""),
        explanation=cells.get("explanation", ""),
        action=cells.get("action", ""),
        hint=cells.get("hint", ""),
        sources=(source_key,) if source_key else (),
        **own,
    )
    return made


def source_of_row(cells: Mapping[str, str], today: date) -> Source | None:
    """Return the source that a row names, None where it names no address. Raises LeftOut for a bad date."""
    url = cells.get("source address", "")
    if not url:
        return None
    checked = cells.get("source checked", "")
    try:
        day = date.fromisoformat(checked[:10]) if checked else today
    except ValueError:
        message = f"the source was checked on {quoted(checked)}, which is no date."
        raise LeftOut("left-out", message, "Write it as year-month-day: 2026-11-24.") from None
    host = url.split("/")[2] if url.count("/") >= 2 else url
    title, publisher = cells.get("source title") or url, cells.get("source publisher") or host
    return Source(title=title, publisher=publisher, url=url, checked=day)


def row_of_question(question: Question, bank: Bank) -> dict[str, str] | None:
    """Return the row of a question; None for one that a row cannot hold. Of several sources the first is kept."""
    in_table = TYPES_IN_TABLES.get(type(question))
    cells = in_table.write(question) if in_table else None
    if cells is None or not cells.keys() <= set(COLUMNS):
        return None
    source = next((bank.sources[key] for key in question.sources if key in bank.sources), None)
    if source:
        cells |= {"source title": source.title, "source publisher": source.publisher}
        cells |= {"source address": source.url, "source checked": source.checked.isoformat()}
    seconds = question.time_limit
    shared = {
        "id": question.id,
        "type": question.type,
        "topic": question.topic,
        "question": question.prompt,
        "explanation": question.explanation,
        "action": question.action,
        "hint": question.hint,
        "difficulty": str(question.difficulty or ""),
        "seconds": f"{seconds:g}" if isinstance(seconds, int | float) else "",
    }
    return shared | cells


def _kind(cells: Mapping[str, str], options: list[str]) -> str:
    said = slugify(cells.get("type", ""))
    said = {"truefalse": "true-false", "tf": "true-false", "single-choice": "single", "multiple-choice": "single"}.get(
        said, said
    )
    if said:
        if said not in _TYPES:
            raise LeftOut(
                "left-out", f"its type is {quoted(cells['type'])}, which a table cannot hold.", nearest(said, _TYPES)
            )
        return said
    correct = cells.get("correct", "")
    if not options:
        return "true-false" if correct.casefold() in _JUDGED else "number" if _FIGURE.fullmatch(correct) else "short"
    if sum(ARROW in option for option in options) == len(options):
        return "match"
    return "multiple" if len(_positions(correct, options)) > 1 else "single"


def _positions(correct: str, options: list[str]) -> list[int]:
    """Return the positions of the right options. Raises LeftOut."""
    try:
        return _numbered_positions(correct, options)
    except LeftOut:
        # Some sheets repeat the text of the right option.
        if correct not in options:
            raise
        return [options.index(correct)]


def _numbered_positions(correct: str, options: list[str]) -> list[int]:
    fix = "Give the number or letter of the right option in the column correct; several with commas: 1,3."
    found: list[int] = []
    for which in filter(None, _WHICH.split(correct.strip(" .()"))):
        if len(which) == 1 and which.isalpha() and which.isascii():
            place = ord(which.lower()) - ord("a")
        elif which.isdecimal() and len(which) < 4:
            place = int(which) - 1
        else:
            raise LeftOut("left-out", f"what is correct is {quoted(correct)}, which is no option.", fix)
        if not 0 <= place < len(options):
            raise LeftOut("left-out", f"what is correct is {quoted(which)}, and it has {len(options)} options.", fix)
        found.append(place)
    if not found:
        raise LeftOut("left-out", "no option is said to be correct.", fix)
    return found


def _figure(text: str, what: str) -> int | float:
    plain = text.replace(" ", "")
    plain = plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain.replace(",", ".")
    try:
        value = float(plain) if len(plain) <= _LONGEST_FIGURE else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise LeftOut("left-out", f"{what} is {quoted(text)}, which is no figure.", "Write a figure such as 72 or 2.5.")
    return int(plain) if plain.lstrip("+-").isdecimal() else value


def _difficulty(text: str) -> int:
    levels = {"easy": 1, "medium": 2, "hard": 3, "1": 1, "2": 2, "3": 3}
    if text.casefold() not in levels:
        raise LeftOut("left-out", f"the difficulty is {quoted(text)}.", "Write 1 for easy, 2, or 3 for hard.")
    return levels[text.casefold()]


def _chosen(cells: Mapping[str, str], options: list[str], whys: list[str]) -> dict[str, Any]:
    right = _positions(cells.get("correct", ""), options)
    return {
        "options": tuple(
            Option(text=text, correct=position in right, why=why)
            for position, (text, why) in enumerate(zip(options, whys, strict=True))
        )
    }


def _judged(cells: Mapping[str, str], options: list[str], whys: list[str]) -> dict[str, Any]:
    said = cells.get("correct", "")
    answer = _JUDGED.get(said.casefold())
    if answer is None and [option.casefold() for option in options] == ["true", "false"]:
        answer = _positions(said, options) == [0]
    if answer is None:
        raise LeftOut("left-out", f"what is correct is {quoted(said)}.", "Write true or false in the column correct.")
    return {"answer": answer, "why": cells.get("why 1", "")}


def _sorted_in(cells: Mapping[str, str], options: list[str], whys: list[str]) -> dict[str, Any]:
    pairs: list[Pair] = []
    spare: list[str] = []
    for option in options:
        item, arrow, box = (part.strip() for part in option.partition(ARROW))
        if not arrow or not box:
            raise LeftOut("left-out", f"{quoted(option)} does not say what belongs to what.", "Write each as  item -> box.")
        if item:
            pairs.append(Pair(item=item, box=box))
        else:
            spare.append(box)
    return {"pairs": tuple(pairs), "distractors": tuple(spare)}


def _counted(cells: Mapping[str, str], options: list[str], whys: list[str]) -> dict[str, Any]:
    tolerance = _figure(cells["tolerance"], "the tolerance") if cells.get("tolerance") else 0
    answer = _figure(cells.get("correct", "") or next(iter(options), ""), "what is correct")
    return {"answer": answer, "tolerance": tolerance, "unit": cells.get("unit", "")}


def _stepped(cells: Mapping[str, str], options: list[str], whys: list[str]) -> dict[str, Any]:
    return {"steps": tuple(options)}


def _spelt(cells: Mapping[str, str], options: list[str], whys: list[str]) -> dict[str, Any]:
    return {"accept": tuple(options or filter(None, [cells.get("correct", "")]))}


def _numbered(texts: "list[str] | tuple[str, ...]", column: str = "option") -> dict[str, str]:
    return {f"{column} {number}": text for number, text in enumerate(texts, 1)}


def _option_cells(question: OptionsQuestion) -> dict[str, str]:
    right = [str(number) for number, option in enumerate(question.options, 1) if option.correct]
    texts, whys = [option.text for option in question.options], [option.why for option in question.options]
    return {"correct": ",".join(right), **_numbered(texts), **_numbered(whys, "why")}


def _true_false_cells(question: TrueFalse) -> dict[str, str]:
    return {"correct": "true" if question.answer else "false", "why 1": question.why}


def _order_cells(question: Order) -> dict[str, str]:
    return _numbered(question.steps)


def _match_cells(question: Match) -> dict[str, str] | None:
    texts = [f"{pair.item} {ARROW} {pair.box}" for pair in question.pairs] + [
        f"{ARROW} {box}" for box in question.distractors
    ]
    return _numbered(texts) if all(text.count(ARROW) == 1 for text in texts) else None


def _number_cells(question: Number) -> dict[str, str]:
    tolerance = f"{question.tolerance!r}" if question.tolerance else ""
    return {"correct": f"{question.answer!r}", "tolerance": tolerance, "unit": question.unit}


def _short_cells(question: Short) -> dict[str, str]:
    return _numbered(question.accept)


class TypeInTable(NamedTuple):
    """How the keys of one question type's own stand in a row."""

    read: Callable[[Mapping[str, str], list[str], list[str]], dict[str, Any]]
    """Take the cells, the options and their reasons, and return the keys. Raises LeftOut."""
    write: Callable[[Any], dict[str, str] | None]
    """Return the cells of a question, None where it cannot be told in them."""


TYPES_IN_TABLES: dict[type[Question], TypeInTable] = {
    Single: TypeInTable(_chosen, _option_cells),
    Multiple: TypeInTable(_chosen, _option_cells),
    TrueFalse: TypeInTable(_judged, _true_false_cells),
    Order: TypeInTable(_stepped, _order_cells),
    Match: TypeInTable(_sorted_in, _match_cells),
    Number: TypeInTable(_counted, _number_cells),
    Short: TypeInTable(_spelt, _short_cells),
}
"""The types that a row can hold. A conversation or a story does not fit into one."""

_TYPES = {name: kind for name, kind in QUESTION_TYPES.items() if kind in TYPES_IN_TABLES}
