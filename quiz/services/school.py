"""The school's own names and numbers, kept in ``school.toml``, which fill the ``{placeholders}`` of what to do now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quiz.files import read_file
from quiz.questions.text import REFUSED_CHARACTER, name_of_character

SCHOOL_FILE = "school.toml"
"""The file's name, in the folder of the settings."""

LONGEST_NAME = 120
"""The most characters of one name with its number: it stands in the middle of a sentence."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class School:
    """What the school calls its people, and what is wrong with the file that says so."""

    names: Mapping[str, str] = field(default_factory=dict)
    """By placeholder, for example ``{"dpo": "Mrs Khan (extension 214)"}``."""
    problems: tuple[str, ...] = ()
    """Sentences that say what is wrong and how to fix it. What is right is used all the same."""


def school_file(settings_file: Path) -> Path:
    """Return the school's file, beside the settings; it may not exist."""
    return settings_file.with_name(SCHOOL_FILE)


def read_school(file: Path) -> School:
    """Read the school's file. A missing one names nobody; never raises for what is in it."""
    import tomli

    try:
        found = tomli.loads(read_file(file).decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return School()
    except OSError as error:
        return School(problems=(f"It cannot be read: {error.strerror or error}. Check its permissions.",))
    except UnicodeDecodeError:
        return School(problems=('It is not UTF-8 text. In your editor choose "Save with encoding" and UTF-8.',))
    except (tomli.TOMLDecodeError, RecursionError) as error:
        return School(problems=(f'It cannot be read: {error}. Write a line for each name: dpo = "Mrs Khan".',))
    trouble = {key: _trouble(key, value) for key, value in found.items()}
    return School(
        {key: str(value).strip() for key, value in found.items() if not trouble[key]},
        tuple(sentence for sentence in trouble.values() if sentence),
    )


def _trouble(key: str, value: object) -> str:
    """Return what is wrong with one line, or nothing."""
    said = key.encode("unicode_escape").decode()[:40]
    if not _NAME.fullmatch(key):
        return f'"{said}" is no name for a placeholder. Use lower-case letters, figures and _, as in it_support.'
    if not isinstance(value, str) or not value.strip():
        return f'"{said}" needs words in quotes: {said} = "Mrs Khan, extension 214".'
    if refused := REFUSED_CHARACTER.search(value):
        return f'"{said}" has a character that misleads or cannot be seen ({name_of_character(refused[0])}). Take it out.'
    if len(value) > LONGEST_NAME or "\n" in value:
        return f'"{said}" is longer than {LONGEST_NAME} characters or than a line. Shorten it: it stands in a sentence.'
    return ""
