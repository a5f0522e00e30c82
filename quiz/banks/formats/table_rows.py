"""One row of a question table, read as a question and written back.

The columns, in any order and any case; only ``question`` is required (``headings`` lists their other names):

``id`` · ``type`` · ``topic`` · ``question`` · ``option 1`` to ``option 20`` · ``correct`` · ``wrong 1`` to ``wrong 19`` ·
``why 1`` to ``why 20`` · ``tolerance`` · ``unit`` · ``exact`` · ``explanation`` · ``action`` · ``hint`` · ``difficulty`` ·
``weight`` · ``seconds`` · ``shuffle`` · ``source title`` · ``source publisher`` · ``source address`` · ``source checked`` ·
``source kind`` · ``fact``

``correct`` says which options are right (``table_keys`` says how), or is ``true`` or ``false``, or the figure; with
``wrong`` columns it is the right answer itself. For ``order`` the options are the steps in their right order, for
``short`` every spelling that counts (``exact`` is ``true`` where no slip is forgiven), for ``match`` ``item -> box`` each
(``-> box`` for a box that stays empty). If ``type`` is missing, the rest decides.
In place of ``correct`` each option may have a column of ticks (``table_ticks``).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, cast, get_args

from msgspec import Struct

from quiz.banks.formats.exchange import LeftOut, slugify
from quiz.banks.formats.headings import MOST_OPTIONS, option_place
from quiz.banks.formats.table_cells import (
    DETAILS,
    JUDGED,
    JUDGED_LETTERS,
    is_no_word,
    letters_meant,
    part_unit,
    parts_decimals_by_comma,
    parts_decimals_by_point,
    read_figure,
    read_key_figure,
    spellings,
    written_figure,
)
from quiz.banks.formats.table_keys import KeyRule, Positions
from quiz.banks.model import NOT_READ, Source, SourceKind
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

ARROW = "->"
CHOICE = "choice"
"""A question with options, whose key says whether one or several are right."""

_KIND_WORDS = {
    CHOICE: """multiple-choice multi-choice mcq mc choice qcm choix-multiple multiple-choice-question
        auswahl auswahlfrage opcion-multiple
        seleccion-multiple amlddewis single-or-multiple""",
    "single": "single-choice single-answer single-select radio one-answer multiple-choice-single",
    "multiple": """checkbox checkboxes multiple-response multiple-answer multiple-answers multi-select multiple-select
        several-answers multiple-correct mehrfachauswahl""",
    "true-false": "truefalse tf true-or-false boolean richtig-falsch vrai-faux verdadero-falso cywir-anghywir",
    "short": "short-answer fill-in-the-blank fill-in-the-blanks kurzantwort reponse-courte respuesta-corta",
    "number": "numeric numerical zahl nombre numero",
    "order": "ordering sequence reorder puzzle",
    "match": "matching zuordnung",
}
_KIND_OF = {word.replace("-", ""): kind for kind, words in _KIND_WORDS.items() for word in (kind, *words.split())}


class TableRow(Struct, frozen=True):
    """A row whose type is known."""

    cells: Mapping[str, str]
    """Stripped texts by column."""
    kind: str
    """The word for its type, or ``CHOICE``."""
    options: tuple[str, ...] = ()
    """The options in the order of their columns, including blank ones, except at the end."""
    wrong: tuple[str, ...] = ()
    """The wrong answers, if they have their own columns and ``correct`` is the right one."""
    figures: frozenset[str] = frozenset()
    """The columns whose cell holds a figure itself, not the text of one."""

    @property
    def filled(self) -> list[str]:
        """The options that are not blank."""
        return [option for option in self.options if option]

    @property
    def key(self) -> str:
        """What the row says is correct."""
        return self.cells.get("correct", "")

    @property
    def is_keyed(self) -> bool:
        """Whether its key points at options, so that it says how the file's keys are meant."""
        return self.kind in (CHOICE, "single", "multiple") and bool(self.key) and not self.wrong and not self.initial

    @property
    def initial(self) -> Positions:
        """The option that begins with the key, if the options are true and false: V of Vrai and Faux; else empty."""
        key = self.key.casefold()
        if len(self.filled) != len({JUDGED.get(option.casefold()) for option in self.filled} - {None}) or len(key) != 1:
            return ()
        found = tuple(i for i, option in enumerate(self.options) if option[:1].casefold() == key != option.casefold())
        return found if len(found) == 1 else ()


class FileRules(Struct, frozen=True):
    """What is decided once for all rows of a file."""

    keys: KeyRule
    decimal_commas: bool = False
    """Whether some figure has a comma that can only be a decimal comma."""
    decimal_points: bool = False
    """Whether some figure has a point that can only be a decimal point, or commas that can only separate thousands."""
    option_columns: int = 0
    """How many columns there are for options."""
    letters: Mapping[str, bool] = {}
    """What the letters for true and false mean, in rows that state that type."""
    only_judged: bool = False
    """Whether they also mean that in rows that state no type: all such keys without options are true or false."""
    only_bits: bool = False
    """Whether every figure without options or type is 0 or 1, and so may mean false or true."""


def letters_of(rows: Sequence[TableRow]) -> tuple[Mapping[str, bool], bool]:
    """Return what letters for true and false mean in a file, and whether also in rows that state no type."""
    without = [row for row in rows if row.key and not row.filled and not row.wrong]
    keys = [row.key.casefold() for row in without if row.kind == "true-false"]
    letters = {key for key in keys if key in JUDGED_LETTERS}
    unsaid = [row.key.casefold() for row in without if not row.cells.get("type")]
    only_judged = len(letters) > 1 and all(key in letters or key in JUDGED for key in unsaid)
    return letters_meant(letters), only_judged


def _has_only_bits(rows: Sequence[TableRow]) -> bool:
    """Say whether every figure without options or type is 0 or 1: statements have such keys as well."""
    figures = [row.key for row in rows if row.kind == "number" and not row.filled and not row.cells.get("type")]
    return bool(figures) and all(figure in ("0", "1") for figure in figures)


def row_of_cells(cells: Mapping[str, str], figures: frozenset[str] = frozenset()) -> TableRow:
    """Return the row with its type and options. Raises LeftOut for a type that a table cannot hold.

    ``figures`` are the columns whose cell holds a figure itself, which has no signs for thousands.
    """
    options, wrong = (_filled_to_the_last(cells, columns) for columns in _columns_of_options(tuple(cells)))
    return TableRow(cells, _kind(cells, options, wrong), options, wrong, figures)


@lru_cache(maxsize=64)
def _columns_of_options(columns: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns of options and of wrong answers up to the last present, so that positions count them all."""
    lasts = (
        max((i for i, one in enumerate(all_, 1) if one in columns), default=0) for all_ in (_OPTION_COLUMNS, _WRONG_COLUMNS)
    )
    options, wrong = lasts
    return _OPTION_COLUMNS[:options], _WRONG_COLUMNS[:wrong]


def _filled_to_the_last(cells: Mapping[str, str], columns: Sequence[str]) -> tuple[str, ...]:
    texts = [cells.get(column, "") for column in columns]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def file_rules(rows: Sequence[TableRow], keys: KeyRule, option_columns: int) -> FileRules:
    """Return the rules for reading each row, as all rows together show them."""
    figures = [figure for row in rows for figure in _figures(row)]
    commas, points = any(map(parts_decimals_by_comma, figures)), any(map(parts_decimals_by_point, figures))
    letters, only_judged = letters_of(rows)
    return FileRules(keys, commas, points, option_columns, letters, only_judged, _has_only_bits(rows))


def _figures(row: TableRow) -> Sequence[str]:
    """Return the figures in a row that are text, and so show how figures are written."""
    columns = ["tolerance", "weight", *(["correct"] if row.kind == "number" else [])]
    return [row.cells.get(column, "") for column in columns if column not in row.figures]


def question_of_row(
    row: TableRow, rules: FileRules, source_key: str | None, leave_behind: Callable[[LeftOut], None]
) -> Question:
    """Return the question in a row, with a provisional id. Raises LeftOut.

    ``source_key`` is the key of the row's source, None if it has none; ``leave_behind`` is told of each detail that
    cannot be read and that the question can do without.
    """
    cells = row.cells
    _refuse_lost_options(row, rules)
    kind = Multiple if row.kind == CHOICE else _TYPES[row.kind]
    own = TYPES_IN_TABLES[kind].read(row, rules)
    if row.kind == CHOICE and sum(option.correct for option in own["options"]) == 1:
        kind = Single
    for column, read in DETAILS.items():
        if text := cells.get(column):
            try:
                own[column if column != "seconds" else "time_limit"] = read(text, rules.decimal_commas)
            except LeftOut as why:
                leave_behind(why)
    made: Question = kind(
        id="unsettled",
        prompt=cells["question"],
        topic=cells.get("topic", ""),
        fact=cells.get("fact") or None,
        explanation=cells.get("explanation", ""),
        action=cells.get("action", ""),
        hint=cells.get("hint", ""),
        sources=(source_key,) if source_key else (),
        **own,
    )
    return made


def _refuse_lost_options(row: TableRow, rules: FileRules) -> None:
    """Raise LeftOut if the key is the number or letter of an option, and all options are blank."""
    place = None if row.cells.get("type") or row.filled or row.wrong else option_place(row.key)
    if place and rules.option_columns and 0 <= place[1] <= rules.option_columns:
        message = f"what is correct is {quoted(row.key)}, but all options are blank."
        raise LeftOut(
            "key", message, "Fill the options; where it is the answer itself, say so in the column type: short, number."
        )


def source_of_row(cells: Mapping[str, str], today: date) -> Source | None:
    """Return the source that a row names; None if it names no address. Raises LeftOut for a bad date or kind."""
    url = cells.get("source address", "")
    if not url:
        return None
    checked = cells.get("source checked", "")
    note = NOT_READ if checked.casefold().startswith(NOT_READ) else ""
    try:
        day = date.fromisoformat(checked[:10]) if checked and not note else today
    except ValueError:
        message = f"the source was checked on {quoted(checked)}, which is not a date."
        raise LeftOut("left-out", message, "Write it as year-month-day: 2026-11-24.") from None
    host = url.split("/")[2] if url.count("/") >= 2 else url
    title, publisher = cells.get("source title") or url, cells.get("source publisher") or host
    kind = _source_kind(cells.get("source kind", ""))
    return Source(title=title, publisher=publisher, url=url, checked=day, kind=kind, note=note)


def _kind(cells: Mapping[str, str], options: Sequence[str], wrong: Sequence[str]) -> str:
    if said := slugify(cells.get("type", "")).replace("-", ""):
        if said not in _KIND_OF:
            message = f"its type is {quoted(cells['type'])}, which a table cannot hold."
            fix = f"{nearest(said, _TYPES)} Or take the column type out, where the options and the key say it all."
            raise LeftOut("left-out", message, fix)
        return _KIND_OF[said]
    correct = cells.get("correct", "")
    if wrong:
        return CHOICE
    if not any(options):
        judged = correct.casefold() in JUDGED or correct.casefold() in JUDGED_LETTERS
        return "true-false" if judged else "number" if part_unit(correct) else "short"
    if not correct and all(ARROW in option for option in options if option):
        return "match"
    return CHOICE


def _source_kind(text: str) -> SourceKind | None:
    for kind in get_args(SourceKind):
        if text.casefold() == kind:
            return cast(SourceKind, kind)
    if text:
        raise LeftOut("left-out", f"the kind of its source is {quoted(text)}.", "Write primary or secondary, or nothing.")
    return None


def _chosen(row: TableRow, rules: FileRules) -> dict[str, Any]:
    options = row.options
    right: Sequence[int] = (0,)
    if row.wrong:
        # The right answer is in its own column, and the wrong ones are in others.
        if not row.key or row.filled:
            fix = "Fill the column correct, and leave out either the wrong answers or the options."
            raise LeftOut("key", "it does not say which answer is right, beside the wrong ones.", fix)
        options = (row.key, *row.wrong)
    elif row.initial:
        right = _by_initial(row)
    else:
        right = rules.keys.positions(row.key, options)
    return {
        "options": tuple(
            Option(text=text, correct=position in right, why=row.cells.get(_WHY_COLUMNS[position], ""))
            for position, text in enumerate(options)
            if text
        )
    }


def _by_initial(row: TableRow) -> Positions:
    """Return the option whose first letter is the key. Raises LeftOut if the key is also another one's place."""
    place = option_place(row.key)
    if place and place[1] <= len(row.options) and (place[1] - 1,) != row.initial:
        message = f"what is correct is {quoted(row.key)}, which one option begins with, and which is another one's place."
        raise LeftOut("key", message, "Write the option itself in the column correct.")
    return row.initial


def _judged_key(row: TableRow, rules: FileRules) -> bool | None:
    """Return the truth value that a key means; None if it is no word for one. Raises LeftOut for a letter left open."""
    key = row.key.casefold()
    if key not in JUDGED_LETTERS or row.filled:
        return JUDGED.get(key)
    if key in rules.letters and (rules.only_judged or row.cells.get("type")):
        return rules.letters[key]
    message = f"what is correct is {quoted(row.key)}, which may be short for true or false, or something else."
    raise LeftOut("key", message, "Write true or false in the column correct, or say in a column type: true-false or short.")


def _judged(row: TableRow, rules: FileRules) -> dict[str, Any]:
    if row.initial:
        answer: bool | None = JUDGED[row.options[_by_initial(row)[0]].casefold()]
    else:
        answer = _judged_key(row, rules)
    if answer is None and row.filled and all(option.casefold() in JUDGED for option in row.filled):
        right = rules.keys.positions(row.key, row.options)
        answer = JUDGED[row.options[right[0]].casefold()] if len(right) == 1 else None
    if answer is None:
        fix = "Write true or false in the column correct."
        raise LeftOut("left-out", f"what is correct is {quoted(row.key)}.", fix)
    if len(row.filled) not in (0, 2):
        raise LeftOut("left-out", "a statement has two answers, true and false.", "Leave the options out, or the type.")
    return {"answer": answer, "why": row.cells.get("why 1", "")}


def _want_no_key(row: TableRow, why: str) -> None:
    if row.key:
        raise LeftOut("key", f"what is correct is {quoted(row.key)}, but {why}.", "Leave the column correct empty.")


def _sorted_in(row: TableRow, rules: FileRules) -> dict[str, Any]:
    _want_no_key(row, "the pairs say themselves what belongs to what")
    pairs: list[Pair] = []
    spare: list[str] = []
    for option in row.filled:
        item, arrow, box = (part.strip() for part in option.partition(ARROW))
        if not arrow or not box:
            raise LeftOut("left-out", f"{quoted(option)} does not say what belongs to what.", "Write each as  item -> box.")
        if item:
            pairs.append(Pair(item=item, box=box))
        else:
            spare.append(box)
    return {"pairs": tuple(pairs), "distractors": tuple(spare)}


def _figure(row: TableRow, column: str, text: str, what: str, rules: FileRules) -> int | float:
    if column in row.figures:
        return read_figure(f"{text}0" if "." in text else text, what, decimal_commas=False)
    return read_key_figure(text, what, rules.decimal_commas, rules.decimal_points)


def _counted(row: TableRow, rules: FileRules) -> dict[str, Any]:
    if rules.only_bits and not row.cells.get("type"):
        message = f"what is correct is {quoted(row.key)}, which may be that figure, or stand for true or false."
        raise LeftOut("key", message, "Write true or false; where the figure is meant, write number in a column type.")
    if len(row.filled) + bool(row.key) > 1:
        fix = "Leave the options empty, or write another type."
        raise LeftOut("key", "a figure is asked for, but there are options.", fix)
    column = "correct" if row.key else next((f"option {n}" for n, text in enumerate(row.options, 1) if text), "correct")
    key, tolerance, unit = row.cells.get(column, ""), row.cells.get("tolerance"), row.cells.get("unit", "")
    figure, behind = part_unit(key) or (key, "")
    if behind and unit and behind.casefold() != unit.casefold():
        raise LeftOut("key", f"what is correct is {quoted(key)}, and its unit {quoted(unit)}.", "Write the unit once.")
    return {
        "answer": _figure(row, column, figure, "what is correct", rules),
        "tolerance": _figure(row, "tolerance", tolerance, "the tolerance", rules) if tolerance else 0,
        "unit": unit or behind,
    }


def _stepped(row: TableRow, rules: FileRules) -> dict[str, Any]:
    _want_no_key(row, "the options are the steps in their right order")
    return {"steps": tuple(row.filled)}


def _spelt(row: TableRow, rules: FileRules) -> dict[str, Any]:
    said = row.cells.get("exact", "")
    exact = JUDGED.get(said.casefold()) if said else False
    if exact is None:
        raise LeftOut("left-out", f"exact is {quoted(said)}.", "Write true where no slip is forgiven, else nothing.")
    if not row.key and not row.filled:
        raise LeftOut("key", "no answer is said to be correct.", "Fill the column correct.")
    if row.key and not row.filled and is_no_word(row.key):
        message = f"what is correct is {quoted(row.key)}, and there are no options."
        raise LeftOut(
            "key", message, "Write the answer; where it is just this sign, into the column option 1, with the type short."
        )
    if row.key and row.filled:
        right = rules.keys.positions(row.key, row.options)
        if len(right) < len(row.filled):
            message = "every option of a word to type counts as right, but the column correct names only some."
            raise LeftOut("key", message, "Leave the column correct empty, or write another type.")
    return {"accept": tuple(row.filled or spellings(row.key, row.cells.get("type", ""))), "exact": exact}


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
    tolerance = written_figure(question.tolerance) if question.tolerance else ""
    return {"correct": written_figure(question.answer), "tolerance": tolerance, "unit": question.unit}


def _short_cells(question: Short) -> dict[str, str]:
    return {"exact": "true" if question.exact else "", **_numbered(question.accept)}


class TypeInTable(NamedTuple):
    """How a row holds the keys of one question type."""

    read: Callable[[TableRow, FileRules], dict[str, Any]]
    """Take a row and return the keys. Raises LeftOut."""
    write: Callable[[Any], dict[str, str] | None]
    """Return the cells of a question; None if they cannot hold it."""


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
_OPTION_COLUMNS = tuple(f"option {n}" for n in range(1, MOST_OPTIONS + 1))
_WRONG_COLUMNS = tuple(f"wrong {n}" for n in range(1, MOST_OPTIONS))
_WHY_COLUMNS = tuple(f"why {n}" for n in range(1, MOST_OPTIONS + 1))
