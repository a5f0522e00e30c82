"""What is wrong in a file that is not TOML, in words for people who have never heard of TOML.

The parser stops at its first fault and describes it in its own words. Here the line is examined for what somebody probably
did; the faulty part is set aside, and the rest is parsed, so that everything is reported at once.
"""

import difflib
import re
from collections.abc import Callable
from typing import NamedTuple

import tomli

from quiz.banks.slips import fix_of_word
from quiz.questions.diagnostics import quoted
from quiz.questions.text import printable


class SyntaxFault(NamedTuple):
    """One fault of syntax: its line from 1, what is wrong, and what to do."""

    line: int
    message: str
    fix: str


class Parsed(NamedTuple):
    """What could be read from a file that is not TOML."""

    faults: list[SyntaxFault]
    text: str
    """The text with the parts around faults blanked, line for line."""
    document: dict[str, object]
    numbers: list[int] | None
    """The positions in the file of the questions in ``document``; None if their headers do not tell."""
    whole: bool
    """Whether nothing that may hold keys had to be blanked."""


# The tables of a question, such as [questions.scenes.door], belong to it and begin no part of their own.
_HEADER = re.compile(r"^[ \t]*\[{1,2}(?![\[ \t]*questions[ \t]*\.)", re.MULTILINE)
_QUESTION_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*questions[ \t]*\]\]", re.MULTILINE)
_LONG_FIGURE = re.compile(r"[0-9_]{4300,}")
_MOST_FAULTS = 50


def parse_broken(text: str) -> Parsed:
    """Parse as much of ``text`` as possible, and return every fault of its syntax.

    After each fault the part around it, a question or a ``[table]``, is blanked and the rest parsed again.
    """
    faults, text = _mend_lines(text)
    rest = text
    document: dict[str, object] = {}
    for _ in range(_MOST_FAULTS):
        try:
            document = tomli.loads(rest)
            break
        except ValueError as error:
            position = _place_of_fault(error, rest)
            faults.append(_fault_of(error, position, rest))
            rest = _without_note(rest, position) or _without_part(rest, position)
    return Parsed(faults, rest, document, _question_numbers(text, rest, document), rest == text)


def has_odd_lines(text: str) -> bool:
    """Say whether a line of ``text`` may be TOML but not what was meant: ``[questions]`` for ``[[questions]]``."""
    return any(_odd_line(match) for match in _LINES.finditer(text))


# Texts of several lines, in which nothing is odd; then headers, and lines in another language.
_LINES = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|'
    r"'''.*?'''|"
    r"^[ \t]*(?P<header>\[{1,2}[ \t]*(?P<name>[A-Za-z_-]+)[ \t]*\]{1,2})|"
    r"^[ \t]*(?P<fence>```|~~~)[^\n]*|"
    r"^[ \t]*(?P<note>//|/\*|\*/|<!--|-->)[^\n]*",
    re.MULTILINE | re.DOTALL,
)
_WORDS_OF_LINES = {
    "header": ("A question begins here with", "Write  [[questions]]  above each question: two brackets, and an s."),
    "fence": ("This comes from Markdown, and is not a line of a bank:", "Take the line out."),
    "note": ("A note begins here with", "Begin each line of a note with #."),
}


def _odd_line(match: re.Match[str]) -> str:
    """Return what kind of odd line this is; empty if it is not odd."""
    if match["fence"] or match["note"]:
        return "fence" if match["fence"] else "note"
    name = match["name"]
    is_meant = bool(name) and bool(difflib.get_close_matches(name.casefold(), ["questions"], cutoff=0.8))
    is_right = bool(name) and re.sub(r"[ \t]", "", match["header"]) == "[[questions]]"
    return "header" if is_meant and not is_right else ""


def _mend_lines(text: str) -> tuple[list[SyntaxFault], str]:
    """Return one fault for each kind of odd line, and the text without them, with headers put right."""
    found: dict[str, list[tuple[int, str]]] = {}

    def mended(match: re.Match[str]) -> str:
        kind = _odd_line(match)
        if not kind:
            return match[0]
        seen = match["note"] if kind == "note" else match[0].strip()
        found.setdefault(kind, []).append((text.count("\n", 0, match.start()) + 1, seen))
        return "[[questions]]" if kind == "header" else ""

    rest = _LINES.sub(mended, text)
    return [_told_of_lines(kind, places) for kind, places in found.items()], rest


def _told_of_lines(kind: str, places: list[tuple[int, str]]) -> SyntaxFault:
    (line, seen), *others = places
    more = f", and in {len(others)} more lines" if len(others) > 1 else f", and in line {others[0][0]}" if others else ""
    message, fix = _WORDS_OF_LINES[kind]
    return SyntaxFault(line, f"{message} {quoted(seen)}{more}.", fix)


def _place_of_fault(error: ValueError, text: str) -> int:
    """Return the position in ``text`` at which a person would look for the fault."""
    if not isinstance(error, tomli.TOMLDecodeError):
        too_long = _LONG_FIGURE.search(text)
        return too_long.start() if too_long else 0
    # An unclosed text is reported at the end of the file; it began at the last quotes of its kind. An unclosed list is
    # reported at what follows it; the comma or bracket is missing at the end of the text before that.
    for said, quotes in _OPENERS.items():
        if error.msg.startswith(said) and quotes in text:
            return text.rindex(quotes)
    if error.msg.startswith("Unclosed") and not _APOSTROPHE.search(_line_at(text, error.pos)):
        return len(text[: error.pos].rstrip())
    return min(error.pos, len(text.rstrip()))


def _line_at(text: str, position: int) -> str:
    start = text.rfind("\n", 0, position) + 1
    return text[start:].split("\n", 1)[0]


def _question_numbers(text: str, rest: str, document: dict[str, object]) -> list[int] | None:
    every = {match.start(): number for number, match in enumerate(_QUESTION_HEADER.finditer(text))}
    left = [match.start() for match in _QUESTION_HEADER.finditer(rest)]
    questions = document.get("questions")
    if not isinstance(questions, list) or len(questions) != len(left):
        return None
    return [every[start] for start in left]


def _without_note(text: str, position: int) -> str | None:
    """Return ``text`` without the ``// note`` at ``position``; None if there is none."""
    if not text.startswith(("//", "/*"), position):
        return None
    end = position + len(text[position:].split("\n", 1)[0])
    return text[:position] + " " * (end - position) + text[end:]


def _without_part(text: str, position: int) -> str:
    """Return ``text`` with the table around ``position`` blanked, line for line."""
    headers = [match.start() for match in _HEADER.finditer(text)]
    start = max((header for header in headers if header <= position), default=0)
    end = min((header for header in headers if header > position), default=len(text))
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


_OPENERS = {"Unterminated": '"""', "Expected \"'''": "'''", "Expected \"'": "'"}
_FIXES = {
    "Illegal character '\\n'": 'Close the text with a double quote on the same line, or use """ for several lines.',
    "Illegal character": "Take the character out: it cannot be seen.",
    "Expected \"'": "Close the text with the same quotes that opened it.",
    "Invalid date": "Write a date that exists, such as 2026-11-23.",
    "Unterminated string": "Close the text with the same quotes that opened it.",
    "Unclosed array": "Close the list with ] and put commas between its entries.",
    "Unclosed inline table": "Close the { … } and put commas between its keys.",
    "Invalid value": "Put text in double quotes; write true, false, numbers and dates without.",
    "Cannot overwrite a value": "Take one of the two out. Where another question begins, write  [[questions]]  above it.",
    "Cannot declare": "The same [table] stands twice: give one of the two another name, or take it out.",
    "Expected '='": "Write  key = value.",
    "Expected newline": 'Put each key on a line of its own; a quote inside text is written \\".',
    "Number too long": "Write a shorter number, or put it in double quotes.",
}
_SAID = {"Cannot overwrite a value": "The same key stands here twice"}
"""Messages for faults that the parser's own words do not explain to a trainer."""


def _fault_of(error: ValueError, position: int, text: str) -> SyntaxFault:
    said = error.msg if isinstance(error, tomli.TOMLDecodeError) else "Number too long"
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position) - 1
    seen = _line_at(text, position)
    at = f", in {quoted(seen.strip(), 60)}" if seen.strip() else ""
    for judge in _JUDGES:
        if judged := judge(said, seen, column):
            return SyntaxFault(line, f"{judged[0]}{at}.", judged[1])
    fix = next((fix for start, fix in _FIXES.items() if said.startswith(start)), "See this line again.")
    plain = next((words for start, words in _SAID.items() if said.startswith(start)), "")
    what = plain or f"This cannot be read as TOML: {printable(said)} at column {column + 1}"
    return SyntaxFault(line, f"{what}{at}.", fix)


_CURLED = "“”„‟«»‘’‚"
_PATH = re.compile(r'"((?:[A-Za-z]:|\\)\\[^"\n]*)"')
_APOSTROPHE = re.compile(r"'[^'\n]*?(?P<word>[^\W\d_]+'[^\W\d_]+)")
_STATEMENT = re.compile(r"""^\s*[\w."'-]+\s*=\s*(?P<value>[^"'\[{#\n][^#\n]*?)\s*(?:#.*)?$""")
_WORD = re.compile(r"[^\s,{}\[\]=#\"']+")


def _curled_quotes(said: str, line: str, column: int) -> tuple[str, str] | None:
    ends_curled = said.startswith("Illegal character '\\n'") and line.rstrip(" \t,}]")[-1:] in tuple(_CURLED)
    if ends_curled or line[column : column + 1] in tuple(_CURLED):
        return "These quotes are curled, as a word processor writes them", 'Type straight quotes around the text: "…"'
    return None


def _backslash(said: str, line: str, column: int) -> tuple[str, str] | None:
    if not said.startswith(("Unescaped", "Invalid hex value", "Escaped character")):
        return None
    path = _PATH.search(line)
    if path and "'" not in path[1]:
        return "A backslash in double quotes has a meaning of its own", f"Put single quotes around it: '{path[1]}'"
    return "A backslash in double quotes has a meaning of its own", "Write each backslash twice: \\\\"


def _note(said: str, line: str, column: int) -> tuple[str, str] | None:
    if line.startswith(("//", "/*"), column):
        return "A note does not begin with //", "Begin it with #."
    return None


def _colon(said: str, line: str, column: int) -> tuple[str, str] | None:
    if said.startswith("Expected '='") and line.startswith(":", column):
        return "There is a colon behind the key", "Write  =  in place of it."
    return None


def _apostrophe(said: str, line: str, column: int) -> tuple[str, str] | None:
    for found in _APOSTROPHE.finditer(line):
        if found.start("word") < column <= found.end("word"):
            return f"The apostrophe of {quoted(found['word'])} ends the text", 'Put double quotes around the text: "…"'
    return None


def _bare_word(said: str, line: str, column: int) -> tuple[str, str] | None:
    """Judge a value without quotes, alone on its line or among others."""
    if not said.startswith(("Invalid value", "Expected newline")):
        return None
    statement = _STATEMENT.match(line)
    words = [statement["value"]] if statement else []
    words += [found[0] for found in _WORD.finditer(line) if found.start() == column and said.startswith("Invalid value")]
    for word in words:
        if fix := fix_of_word(word):
            return f"{quoted(word)} is not a value that can be read", fix
    return None


_JUDGES: tuple[Callable[[str, str, int], tuple[str, str] | None], ...] = (
    _curled_quotes,
    _backslash,
    _note,
    _colon,
    _apostrophe,
    _bare_word,
)
