"""What the headings of tables mean: one list of words in five languages, for our own sheets and other programs'."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

KeyKind: TypeAlias = Literal["text", "number", "letter"]
"""How a column says which options are right: by their text, by their number or by their letter."""

MOST_OPTIONS = 20

COLUMNS = (
    *("id", "type", "topic", "question", *(f"option {n}" for n in range(1, MOST_OPTIONS + 1)), "correct"),
    *(f"wrong {n}" for n in range(1, MOST_OPTIONS)),
    *(f"why {n}" for n in range(1, MOST_OPTIONS + 1)),
    *("tolerance", "unit", "exact", "explanation", "action", "hint", "difficulty", "weight", "seconds", "shuffle"),
    *("source title", "source publisher", "source address", "source checked", "source kind", "fact"),
)
"""Every column, in the order of writing."""

ALL_OPTIONS = "all options"
"""The name for a column with all of a question's options in one cell, which is not read."""

TICKS = tuple(f"tick {n}" for n in range(1, MOST_OPTIONS + 1))
"""The names for columns that each say whether one option is right."""

ROW_NUMBER = "row number"
"""The name for a column that only numbers the rows."""

PLAIN = "(plain text)"
"""Follows the heading of the questions when texts look like HTML but are not."""

_WORDS = {
    ROW_NUMBER: "# | no | nr | num | number | question # | question no | question number | q no | rhif | nummer | numero",
    ALL_OPTIONS: """
        options | answers | choices | alternatives | possible answers | answer options | question answers
        | antworten | antwortmoglichkeiten | reponses | opciones | respuestas | alternativas | atebion | opsiynau
    """,
    "id": "id | identifier | question id | kennung | identifiant | identificador | dynodydd",
    "type": """
        type | question type | kind | typ | fragetyp | fragentyp | type de question | tipo | tipo de pregunta
        | math o gwestiwn
    """,
    "topic": """
        topic | category | subject | theme | thema | kategorie | themengebiet | sujet | categorie | tema
        | categoria | pwnc | categori
    """,
    "question": """
        question | questions | question text | question stem | stem | prompt | frage | fragetext | fragestellung
        | texte de la question | intitule | intitule de la question | enonce | pregunta | texto de la pregunta
        | enunciado | cwestiwn | testun y cwestiwn
    """,
    "correct": """
        is correct | is right
        | correct | correct answer | correct answers | right answer | right answers | right | answer | ans
        | answer key | key | correct answer key | correct option | correct options | correct choice | solution
        | answer index | correct index | loesung | losung | richtig | richtige antwort | richtige antworten
        | korrekte antwort | antwort | correcte | reponse correcte | reponses correctes | bonne reponse
        | bonnes reponses | reponse | respuesta correcta | respuestas correctas | correcta | respuesta | solucion
        | cywir | ateb cywir | atebion cywir | ateb
    """,
    "tolerance": "tolerance | toleranz | tolerancia | goddefiant",
    "unit": "unit | einheit | unite | unidad | uned",
    "exact": "exact | case sensitive | genau | exacto",
    "explanation": """
        explanation | answer explanation | feedback | general feedback | reason | rationale | justification
        | erklarung | erklaerung | begrundung | begruendung | explication | retroaction | explicacion
        | justificacion | retroalimentacion | esboniad | eglurhad | adborth
    """,
    "action": "action | what to do | do now",
    "hint": "hint | clue | tipp | hinweis | indice | pista | awgrym",
    "difficulty": """
        difficulty | level | difficulty level | schwierigkeit | schwierigkeitsgrad | difficulte | niveau
        | dificultad | nivel | anhawster | lefel
    """,
    "weight": "weight | gewicht | gewichtung | ponderation | peso | pwysau",
    "seconds": """
        seconds | time limit | time | time in seconds | timer | time limit in seconds | duration | zeit
        | zeitlimit | sekunden | temps | duree | limite de temps | secondes | tiempo | limite de tiempo
        | segundos | amser | terfyn amser | eiliadau
    """,
    "shuffle": "shuffle",
    "source title": "source title | source | quelle | fuente | ffynhonnell",
    "source publisher": "source publisher | publisher",
    "source address": "source address | source url | url",
    "source checked": "source checked | checked",
    "source kind": "source kind",
    "fact": "fact",
}
_COLUMN_OF = {word.strip(): column for column, words in _WORDS.items() for word in " ".join(words.split()).split("|")}

_NUMBERED = {
    "option": """
        option | opt | ans | answer | choice | alternative | answer option | answer choice | possible answer
        | option text | answer text | antwort | antwortmoglichkeit | auswahl | reponse | choix | proposition
        | respuesta | opcion | alternativa | ateb | opsiwn | dewis
    """,
    "wrong": """
        wrong | wrong answer | incorrect | incorrect answer | incorrect option | distractor | falsch
        | falsche antwort | mauvaise reponse | reponse incorrecte | respuesta incorrecta | incorrecta | anghywir
        | ateb anghywir
    """,
    "why": "why | feedback | reason | explanation | option feedback | answer feedback",
}
_NUMBERED_OF = {word.strip(): column for column, words in _NUMBERED.items() for word in " ".join(words.split()).split("|")}

_FURTHER_WORDS = """
    second third 2nd 3rd other another also additional alternative alternate further extra more accepted acceptable
    zweite weitere andere auch autre autres aussi deuxieme seconde otra otras tambien segunda arall eraill hefyd
"""
_FURTHER = frozenset(_FURTHER_WORDS.split())

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENDING = re.compile(r"\((s|en|e|n)\)")
# "Option (A)", "a)": not a remark, but which option it is.
_PLACE_IN_BRACKETS = re.compile(r"(.*?)\s*[(\[]?\b([a-t]|\d{1,2})[)\]]")
# What follows is a remark: "(optional)", "- max 120 characters", ": choose one".
_REMARK = re.compile(r"\s*(?:[(\[:*]|\s[-–—]\s).*", re.DOTALL)
_BETWEEN = re.compile(r"[\s_\-.]+")
_WITH_PLACE = re.compile(r"(.*?) ?#? ?(\d{1,2}|(?<![a-z])[a-t])")
_KINDS: Mapping[KeyKind, re.Pattern[str]] = {
    "text": re.compile(r" ?\btexts?\b"),
    # The last are the words of Kahoot's own sheet, whose keys are numbers.
    "number": re.compile(r" ?(?:#|\b(?:numbers?|index|position|num)\b|\bchoose at least one\b)"),
    "letter": re.compile(r" ?\bletters?\b"),
}
# A letter right after a word that only options have: "optiona".
_WITH_LETTER = re.compile(r"(option|opt|choice|answer|ans|antwort|reponse|respuesta|opcion|ateb)([a-h])")
# "Option 1 correct?", "B is right", "Is answer C correct?"
_TICKED = re.compile(r"(?!is )(.*?(?:\d{1,2}|\b[a-t]))(?: is)? (\D+?) ?\??|is (.*?(?:\d{1,2}|\b[a-t])) (\D+?) ?\??")
# "(0-based)", "counted from 0", "0 to 3": the number from which a key counts the options.
_START = re.compile(
    r"\b(0|1|zero|nought|one)[- ]?(?:based|indexed)\b|\b(?:from|at|with) (0|1|zero|nought|one)\b"
    r"|(?<![\w.])([01]) ?(?:[-–…]|to|\.\.\.?) ?\d\b"
)
_LONGEST_HEADING = 300
_LONGEST_SHORT = 60
"""The most characters in a heading found among questions, or above ticks."""
_LONGEST_NUMBER = 4
_PLACED = re.compile(r"option \d")
# Nothing but words before a number or letter: a sign, or a remark in brackets, may mean something else.
_PLACE = re.compile(r"#?(?:[^\W\d_]+[ _.#-]+)*[^\W\d_]*\d{0,2}")


class Heading(Struct, frozen=True):
    """What one heading means."""

    column: str = ""
    """One of ``COLUMNS``, ``TICKS``, ``ALL_OPTIONS`` or ``ROW_NUMBER``; empty if it is none of them."""
    kind: KeyKind | None = None
    """How the column ``correct`` is to be read, if its heading says."""
    start: Literal[0, 1] | None = None
    """The number of the first option, if the heading of the column ``correct`` says: ``index (0-based)``."""


class Layout(Struct, frozen=True):
    """Where a table has its headings, and what they mean."""

    place: int
    """The position of the row of headings among all rows."""
    headings: tuple[Heading, ...]
    texts: tuple[str, ...]
    """The headings as written."""
    repeated: Mapping[int, str] = {}
    """The columns of headings that repeat an earlier one's meaning, by position; they are not used."""
    is_from_nought: bool = False
    """Whether the first option is called ``option 0``; in ``headings`` it is ``option 1`` all the same."""

    @property
    def columns(self) -> frozenset[str]:
        """The columns that the table has."""
        return frozenset(heading.column for heading in self.headings)

    @property
    def width(self) -> int:
        """The number of columns up to the last with a heading."""
        return max(place for place, text in enumerate(self.texts, 1) if text.strip())

    @property
    def plain(self) -> bool:
        """Whether the table says that its texts are not HTML, as our own do if they could be mistaken for it."""
        return any(
            heading.column == "question" and PLAIN in text for heading, text in zip(self.headings, self.texts, strict=True)
        )

    @property
    def kind(self) -> KeyKind | None:
        """How the key is to be read, if its heading says."""
        return next((heading.kind for heading in self.headings if heading.column == "correct"), None)

    @property
    def start(self) -> Literal[0, 1] | None:
        """The number of the first option, if the headings say."""
        said = next((heading.start for heading in self.headings if heading.column == "correct"), None)
        return 0 if said is None and self.is_from_nought else said


def plain_heading(text: str) -> str:
    """Return a heading in the form used to compare headings: without case, accents, remarks, units and signs between words.

    Only the beginning of a text far too long for a heading is used.
    """
    spaced = _CAMEL.sub(" ", text.strip()[:_LONGEST_HEADING])
    decomposed = unicodedata.normalize("NFKD", spaced.casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    bare = _ENDING.sub(r"\1", bare).strip()
    place = _PLACE_IN_BRACKETS.fullmatch(bare)
    if place and (not place[1] or place[1] in _NUMBERED_OF):
        return f"{place[1]} {place[2]}".strip()
    return _BETWEEN.sub(" ", _REMARK.sub("", bare)).strip()


def heading_of(text: str) -> Heading:
    """Return what a heading means."""
    return _heading_of(text) if len(text) <= _LONGEST_HEADING else Heading()


@lru_cache(maxsize=4096)
def _heading_of(text: str) -> Heading:
    plain = plain_heading(text)
    if column := _COLUMN_OF.get(plain.removesuffix("?").strip()):
        return _key_heading(text) if column == "correct" else Heading(column)
    if numbered := _WITH_LETTER.fullmatch(plain) or _WITH_PLACE.fullmatch(plain):
        stem, figure = numbered.groups()
        place = int(figure) if figure.isdecimal() else ord(figure) - ord("a") + 1
        kind = _NUMBERED_OF.get(stem) if stem else "option"
        column = f"{kind} {place}"
        if column in COLUMNS or (kind and not place):
            return Heading(column)
        return Heading(f"tick {place}" if _says_correct(stem) and place <= MOST_OPTIONS else "")
    if ticked := _TICKED.fullmatch(plain) if len(plain) <= _LONGEST_SHORT else None:
        option, said = _heading_of(ticked[1] or ticked[3]).column, ticked[2] or ticked[4]
        return Heading(option.replace("option", "tick") if option.startswith("option ") and _says_correct(said) else "")
    for kind, words in _KINDS.items():
        if (stem := words.sub("", plain)) != plain and _COLUMN_OF.get(stem.strip()) == "correct":
            return Heading("correct", kind, _start_said(text))
    return Heading()


def _key_heading(text: str) -> Heading:
    return Heading("correct", _kind_said(text), _start_said(text))


def find_layout(rows: Sequence[Sequence[str]], named: Mapping[str, str]) -> Layout | None:
    """Return the layout by the first row that names a question and answers to it; None if there is none.

    ``named`` holds the headings that the trainer has named, by column.
    """
    by_heading = {plain_heading(heading): column for column, heading in named.items()}
    for place, texts in enumerate(rows):
        headings = _settled([_meant(text, by_heading, named) for text in texts], [plain_heading(text) for text in texts])
        from_nought = _is_from_nought(headings, texts)
        headings = _counted_from_one(headings, from_nought)
        columns = {heading.column for heading in headings}
        if "question" in columns and any(column.startswith(("correct", "option", "wrong", "tick")) for column in columns):
            repeated = {i: heading.column for i, heading in enumerate(headings) if _is_second(i, headings)}
            kept = tuple(Heading() if i in repeated else heading for i, heading in enumerate(headings))
            return Layout(place, kept, tuple(texts), repeated, from_nought)
    return None


def headings_again(cells: Sequence[str], layout: Layout, named: Mapping[str, str]) -> Layout | None:
    """Return the layout by a row below the headings if it is a row of headings too; else None.

    A question may have options such as ``question`` and ``answer``, but is hardly a heading itself.
    """
    for text, heading, own in zip(cells, layout.headings, layout.texts, strict=False):
        if heading.column == "question" and text.strip() and text != own and not _may_head(text, named):
            return None
    return find_layout([cells], named)


def repeats_headings(cells: Sequence[str], layout: Layout, named: Mapping[str, str]) -> bool:
    """Say whether a row under the headings repeats them."""
    again = headings_again(cells, layout, named)
    return again is not None and _columns(again) == _columns(layout)


def option_place(text: str) -> tuple[KeyKind, int] | None:
    """Return whether ``2``, ``b``, ``(B)`` or ``Option 2`` is a number or a letter, and its place; None for other texts.

    Numbers are as written, including 0; letters count from 1.
    """
    bare = text.strip(" .()[]")
    # Programs that store columns as decimal figures write 2 as 2.0.
    bare = bare[:-2] if bare.endswith(".0") and bare[:-2].isdecimal() else bare
    if bare.isdecimal() and len(bare) < _LONGEST_NUMBER:
        return "number", int(bare)
    # "A - C" is not A with a remark.
    column = heading_of(bare).column if _PLACE.fullmatch(bare) and not _REMARK.search(bare) else ""
    if not column.startswith("option "):
        return None
    kind: KeyKind = "number" if any(map(str.isdecimal, bare)) else "letter"
    return kind, int(column.removeprefix("option "))


def _meant(text: str, by_heading: Mapping[str, str], named: Mapping[str, str]) -> Heading:
    if text.strip() and (column := by_heading.get(plain_heading(text))):
        return _key_heading(text) if column == "correct" else Heading(column)
    heading = heading_of(text) if text.strip() else Heading()
    return Heading() if heading.column in named else heading


def is_further_key(heading: str) -> bool:
    """Say whether a heading is for right answers besides those in the column ``correct``: other correct answers."""
    plain = plain_heading(heading) if len(heading) <= _LONGEST_HEADING else ""
    words = plain.split()
    kept = [word for word in words if word not in _FURTHER]
    return len(kept) < len(words) and _says_correct(" ".join(kept))


def is_option(heading: str) -> bool:
    """Say whether a heading without a number means one option: ``option``, ``answer``."""
    return _NUMBERED_OF.get(plain_heading(heading)) == "option" or heading_of(heading).column == "option 1"


def _says_correct(words: str) -> bool:
    return _COLUMN_OF.get(words.strip().removesuffix("?").strip()) == "correct"


def _may_head(text: str, named: Mapping[str, str]) -> bool:
    """Say whether a text in the column of questions is a heading, not a question; quick, since it runs for each row."""
    if len(text) > _LONGEST_SHORT or text.endswith(("?", ".")):
        return False
    plain = plain_heading(text)
    return plain in _COLUMN_OF or any(plain == plain_heading(heading) for heading in named.values())


def _columns(layout: Layout) -> list[str]:
    """Return the columns in order, without unknown ones at the end."""
    columns = [heading.column for heading in layout.headings]
    while columns and not columns[-1]:
        columns.pop()
    return columns


def _settled(headings: list[Heading], plain: Sequence[str]) -> list[Heading]:
    """Take several of ``answer`` and the like, without numbers, as options; a single one is the key, unless another is."""
    bare = [i for i, word in enumerate(plain) if _NUMBERED_OF.get(word) == "option"]
    key_elsewhere = any(heading.column == "correct" for i, heading in enumerate(headings) if i not in bare)
    if len(bare) > 1 and not any(heading.column.startswith("option") for heading in headings):
        for number, i in enumerate(bare[:MOST_OPTIONS], 1):
            headings[i] = Heading(f"option {number}")
    elif key_elsewhere:
        for i in bare:
            headings[i] = Heading()
    wrong = [i for i, word in enumerate(plain) if _NUMBERED_OF.get(word) == "wrong"]
    if not any(heading.column.startswith("wrong") for heading in headings):
        for number, i in enumerate(wrong[: MOST_OPTIONS - 1], 1):
            headings[i] = Heading(f"wrong {number}")
    return headings


def _is_from_nought(headings: Sequence[Heading], texts: Sequence[str]) -> bool:
    """Say whether the options are numbered from 0; a column called 0 beside A, B and C only counts the rows."""
    options = {heading.column: text for heading, text in zip(headings, texts, strict=True) if _PLACED.match(heading.column)}
    return {"option 0", "option 1"} <= options.keys() and all(any(map(str.isdecimal, text)) for text in options.values())


def _counted_from_one(headings: Sequence[Heading], from_nought: bool) -> list[Heading]:
    """Return the headings with columns that count from 0 renumbered from 1, along with what belongs to each option."""
    wrong = any(heading.column == "wrong 0" for heading in headings)
    shifted = (*(("option", "why", "tick") if from_nought else ()), *(("wrong",) if wrong else ()))
    made: list[Heading] = []
    for heading in headings:
        kind, _, place = heading.column.rpartition(" ")
        if kind in shifted and place.isdecimal():
            column = f"{kind} {int(place) + 1}"
            made.append(Heading(column if column in (*COLUMNS, *TICKS) else ""))
        else:
            # A tick without an option is refused by name.
            made.append(Heading() if place == "0" and kind != "tick" else heading)
    return made


def _is_second(place: int, headings: Sequence[Heading]) -> bool:
    column = headings[place].column
    return column not in ("", ROW_NUMBER) and any(heading.column == column for heading in headings[:place])


def _start_said(text: str) -> Literal[0, 1] | None:
    """Return the number from which a key's heading says that options count; None if it does not say, or says both."""
    said = {"".join(found) in ("1", "one") for found in _START.findall(text.casefold())}
    return None if len(said) != 1 else 1 if said.pop() else 0


def _kind_said(text: str) -> KeyKind | None:
    plain = " ".join(text.casefold().split())
    kinds: list[KeyKind] = [kind for kind in get_args(KeyKind) if _KINDS[kind].search(plain)]
    return kinds[0] if len(kinds) == 1 else None
