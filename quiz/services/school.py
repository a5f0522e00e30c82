"""What the school says of itself in ``school.toml``: names for the ``{placeholders}`` of what to do now, and its policy."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from quiz.files import read_file
from quiz.paths import expand
from quiz.questions.characters import REFUSED_CHARACTER, name_of_character
from quiz.questions.names import tidy_name
from quiz.questions.text import printable

SCHOOL_FILE = "school.toml"
"""The file's name, in the folder of the settings."""

LONGEST_NAME = 120
"""The most characters of a name with its number: it has to fit into a sentence."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_POLICY = "policy"
_EXAMPLES = {"title": "Acceptable use of messaging apps", "version": "2026-09", "file": "acceptable-use.md"}
"""The keys of the policy's table, each with an example."""
_LONGEST = {"title": LONGEST_NAME, "version": 40, "file": 1000}
"""The most characters of each."""


@dataclass(frozen=True, kw_only=True)
class PolicyFile:
    """A policy that staff are to read and acknowledge after a pass, and where its text is."""

    title: str
    version: str
    file: Path
    """Relative to the school's file; whether it can be read shows only when it is."""


@dataclass(frozen=True)
class School:
    """What the school calls its people, its policy, and what is wrong with the file that says so."""

    names: Mapping[str, str] = field(default_factory=dict)
    """By placeholder, for example ``{"dpo": "Mrs Khan (extension 214)"}``."""
    problems: tuple[str, ...] = ()
    """What is wrong and how to fix it, in sentences; the rest of the file still counts."""
    policy: PolicyFile | None = None
    is_readable: bool = True
    """Whether anything of it can be read."""
    unusable: frozenset[str] = frozenset()
    """The keys whose values cannot be used."""

    @property
    def is_empty(self) -> bool:
        """Whether the file says nothing, or is not there."""
        return not (self.names or self.problems or self.policy)

    def after(self, before: "School") -> "School":
        """Return what to use if the file said ``before`` until now: old values replace those that cannot be used."""
        if not self.is_readable:
            return replace(before, problems=self.problems)
        kept = {key: name for key, name in before.names.items() if key in self.unusable}
        policy = before.policy if _POLICY in self.unusable else self.policy
        return replace(self, names={**kept, **self.names}, policy=policy)


def own_site(names: Mapping[str, str]) -> str:
    """Return the site in the school's ``names``, as it is kept with scores; empty if there is none."""
    return tidy_name(names.get("site", ""))


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
        return _unreadable(f"It cannot be read: {error.strerror or error}. Check its permissions.")
    except UnicodeDecodeError:
        return _unreadable('It is not UTF-8 text. In your editor choose "Save with encoding" and UTF-8.')
    except (tomli.TOMLDecodeError, RecursionError) as error:
        return _unreadable(f'It cannot be read: {error}. Write a line for each name: dpo = "Mrs Khan".')
    except ValueError:
        # Python refuses to read a figure of thousands of digits.
        return _unreadable('It cannot be read: a figure in it is too long. Write a line for each name: dpo = "Mrs Khan".')
    # A string called "policy" is a placeholder like any other.
    has_policy = isinstance(found.get(_POLICY), dict)
    table = found.pop(_POLICY) if has_policy else {}
    trouble = {key: _trouble(key, value) for key, value in found.items()}
    names = {key: str(value).strip() for key, value in found.items() if not trouble[key]}
    policy_trouble = [sentence for sentence in _policy_trouble(table) if sentence] if has_policy else []
    return School(
        names,
        (*filter(None, trouble.values()), *policy_trouble),
        _policy(table, file.parent) if has_policy and not policy_trouble else None,
        unusable=frozenset([*filter(trouble.get, trouble), *([_POLICY] if policy_trouble else [])]),
    )


def _unreadable(sentence: str) -> School:
    return School(problems=(sentence,), is_readable=False)


def _policy(table: Mapping[str, str], folder: Path) -> PolicyFile:
    title, version, file = (table[key].strip() for key in _EXAMPLES)
    return PolicyFile(title=printable(title), version=printable(version), file=folder / expand(file))


def _policy_trouble(table: Mapping[str, object]) -> Iterator[str]:
    """Yield what is wrong with the table of the policy."""
    for key, example in _EXAMPLES.items():
        if key in table:
            yield _text_trouble(f"{_POLICY}.{key}", table[key], f'{key} = "{example}"', _LONGEST[key])
        else:
            yield f'[{_POLICY}] does not say its {key}. Write a line {key} = "{example}" below it.'
    for key in sorted(set(table) - set(_EXAMPLES)):
        yield f'[{_POLICY}] has no line "{_said(key)}". It takes {", ".join(_EXAMPLES)}; names stand above it.'


def _trouble(key: str, value: object) -> str:
    """Return what is wrong with one line, or nothing."""
    said = _said(key)
    if not _NAME.fullmatch(key):
        return f'"{said}" is not a name for a placeholder. Use lower-case letters, figures and _, as in it_support.'
    return _text_trouble(said, value, f'{said} = "Mrs Khan (extension 214)"')


def _said(key: str) -> str:
    return key.encode("unicode_escape").decode()[:40]


def _text_trouble(said: str, value: object, example: str, most: int = LONGEST_NAME) -> str:
    if not isinstance(value, str) or not value.strip():
        return f'"{said}" needs words in quotes: {example}.'
    if refused := REFUSED_CHARACTER.search(value):
        return f'"{said}" has a character that misleads or cannot be seen ({name_of_character(refused[0])}). Take it out.'
    if len(value) > most or "\n" in value:
        return f'"{said}" is longer than {most} characters or than a line. Shorten it: it stands in a sentence.'
    return ""
