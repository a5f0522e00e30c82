"""What may keep the program from working on this machine: findings as data, each with a fix where there is one to make."""

import os
import platform
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from quiz import __version__
from quiz.banks.foreign import foreign_files, import_command
from quiz.banks.loading import Library, Reading, load_library
from quiz.files import read_file
from quiz.game.game import MOST_PLAYERS
from quiz.paths import is_missing, lacks_home, own_banks, settings_file
from quiz.questions.names import placeholders
from quiz.questions.text import plural
from quiz.services.capacity import hall_capacity, raise_file_limit
from quiz.services.policy import read_policy
from quiz.services.requests import RequestError
from quiz.services.retention import overdue_words, period_of, too_old
from quiz.services.school import PolicyFile, read_school, school_file
from quiz.services.settings import can_be_read
from quiz.store.errors import MissingStoreError, StoreError
from quiz.store.location import beside, companions, network_file_system, store_file
from quiz.store.probe import overdue_in, try_database, try_file
from quiz.store.sqlite import has_log, may_write

FindingState: TypeAlias = Literal["well", "advice", "fault"]

_WHOLE = (80, 24)
_USABLE = (60, 20)
_OLDEST_PYTHON = (3, 11)
# The first SQLite that has RETURNING.
_OLDEST_SQLITE = (3, 35)
_OTHERS = 0o077
_TRIED_BYTES = 2**16


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    state: FindingState
    """``advice`` is worth knowing; a ``fault`` keeps something from working."""
    sentence: str
    fix: str = ""
    """What to do about it; empty where all is well."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the program runs in, so that a test can hand in any other."""

    python: tuple[int, int, int]
    sqlite: tuple[int, ...]
    system: str
    """Name of the operating system."""
    environment: Mapping[str, str]
    terminal: bool
    """Whether input and output are a terminal."""
    size: tuple[int, int]
    """Columns and rows of the terminal."""
    encoding: str
    """Encoding of standard output."""
    bank_folders: Sequence[Path]
    own_banks: Path
    """The user's own folder, which need not exist."""
    settings_file: Path
    store: str
    """Path or URL of the store."""
    network: Callable[[Path], str | None] = network_file_system
    """Tells the kind of network file system that a path is on, None for a local disk."""
    most_files: Callable[[], int] = raise_file_limit
    """Tells how many files this process may have open."""
    today: Callable[[], date] = date.today
    """Tells which day it is here."""
    theme: Callable[[], str] = lambda: ""
    """Applies the theme in the settings, and returns its name if that fails."""


def surroundings(bank_folders: Sequence[Path], store: str) -> Surroundings:
    """Return what this process runs in."""
    import sqlite3

    columns, rows = shutil.get_terminal_size()
    streams = (sys.stdin, sys.stdout)
    return Surroundings(
        python=sys.version_info[:3],
        sqlite=sqlite3.sqlite_version_info,
        system=platform.system() or sys.platform,
        environment=os.environ,
        terminal=all(stream is not None and stream.isatty() for stream in streams),
        size=(columns, rows),
        encoding=getattr(sys.stdout, "encoding", None) or "",
        bank_folders=bank_folders,
        own_banks=own_banks(),
        settings_file=settings_file(),
        store=store,
    )


def examine(here: Surroundings, *, deep: bool = False) -> list[Finding]:
    """Run every check; ``deep`` reads the whole store. Anything written on trial is removed at once."""
    library = cache(lambda: load_library(here.bank_folders))
    probes: dict[str, Callable[[], Iterable[Finding]]] = {
        "Python": lambda: [_python(here)],
        "SQLite": lambda: [_sqlite(here)],
        "Terminal": lambda: _terminal(here),
        "Banks folder": lambda: _folders(here),
        "Banks": lambda: _banks(here, library()),
        "Settings": lambda: [_settings(here)],
        "Theme": lambda: [_theme(here)],
        "School": lambda: _school(here, library()),
        "Scores": lambda: _store(here, deep),
        "Retention": lambda: _retention(here),
        "Permissions": lambda: _permissions(here),
        "Live games": lambda: [_hall(here)],
    }
    return [finding for name, probe in probes.items() for finding in _guarded(name, probe)]


def _guarded(name: str, probe: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """Yield what a probe finds; where it fails, say so, and the others go on."""
    try:
        yield from probe()
    except Exception as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        file = f" at {error.filename}" if isinstance(error, OSError) and error.filename else ""
        fix = "Check that you may use what stands there, and look again."
        yield Finding(name, "fault", f"This could not be looked at{file}: {reason}.", fix)


def _python(here: Surroundings) -> Finding:
    found = f"Python {_dotted(here.python)} on {here.system}, INSET Quiz {__version__}."
    if here.python < _OLDEST_PYTHON:
        return Finding("Python", "fault", found, f"Install Python {_dotted(_OLDEST_PYTHON)} or newer.")
    return Finding("Python", "well", found)


def _sqlite(here: Surroundings) -> Finding:
    found = f"SQLite {_dotted(here.sqlite)}."
    if here.sqlite < _OLDEST_SQLITE:
        fix = f"Scores need SQLite {_dotted(_OLDEST_SQLITE)} or newer, which a Python from python.org brings along."
        return Finding("SQLite", "fault", found, fix)
    return Finding("SQLite", "well", found)


def _dotted(version: Sequence[int]) -> str:
    return ".".join(map(str, version))


def _terminal(here: Surroundings) -> Iterator[Finding]:
    """Yield what the app would make of this terminal."""
    kind = here.environment.get("TERM", "")
    if not here.terminal:
        fix = "To look at the terminal itself, run quiz doctor there and send its words nowhere else."
        yield Finding("Terminal", "advice", "Input or output is not a terminal, so quizzes are played line by line.", fix)
    elif kind == "dumb":
        fix = "The app needs a full terminal; quiz play --plain works in this one."
        yield Finding("Terminal", "advice", "The terminal cannot move its cursor (TERM is dumb).", fix)
    else:
        yield Finding("Terminal", "well", f"A terminal{f' of the kind {kind}' if kind else ''}.")
    yield _characters(here)
    if here.terminal:
        yield _colours(here)
        yield _size(here)


def _characters(here: Surroundings) -> Finding:
    try:
        "━●✔’".encode(here.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        sentence = (
            f"The encoding {here.encoding or 'of the output'} cannot show some of the program's signs; they appear as ?."
        )
        return Finding("Characters", "advice", sentence, "Use UTF-8: set PYTHONUTF8=1; on Windows take Windows Terminal.")
    return Finding("Characters", "well", f"The encoding is {here.encoding}.")


def _colours(here: Surroundings) -> Finding:
    kind = here.environment.get("TERM", "")
    if here.environment.get("NO_COLOR"):
        return Finding("Colours", "well", "None, because NO_COLOR is set; words and signs say everything.")
    if here.environment.get("COLORTERM", "").lower() in ("truecolor", "24bit") or "WT_SESSION" in here.environment:
        return Finding("Colours", "well", "All of them.")
    if "256" in kind or here.system == "Windows":
        return Finding("Colours", "well", "At least 256.")
    fix = "If colours look wrong, set COLORTERM=truecolor; NO_COLOR=1 does without any."
    return Finding("Colours", "advice", "The terminal does not say that it has more than 16.", fix)


def _size(here: Surroundings) -> Finding:
    columns, rows = here.size
    found = f"{columns} columns and {rows} rows."
    if columns < _USABLE[0] or rows < _USABLE[1]:
        fix = f"The app needs {_USABLE[0]} by {_USABLE[1]}: make the window larger or its letters smaller."
        return Finding("Size", "fault", found, fix)
    if columns < _WHOLE[0] or rows < _WHOLE[1]:
        return Finding("Size", "advice", found, f"Everything fits from {_WHOLE[0]} by {_WHOLE[1]}: make the window larger.")
    return Finding("Size", "well", found)


def _folders(here: Surroundings) -> Iterator[Finding]:
    """Yield a finding for each folder of banks; only the user's own may be missing."""
    for folder in here.bank_folders:
        if not is_missing(folder):
            yield _folder(folder)
        elif folder == here.own_banks:
            yield Finding("Banks folder", "well", f"{folder} is not there yet; banks that you put there are found.")
        else:
            yield Finding("Banks folder", "fault", f"{folder} is not there.", "Check what follows --banks, and QUIZ_BANKS.")


def _folder(folder: Path) -> Finding:
    try:
        any(folder.iterdir())
    except OSError as error:
        sentence = f"{folder} cannot be searched for banks: {error.strerror}."
        return Finding("Banks folder", "fault", sentence, "Ask for permission to read it, or name another folder.")
    return Finding("Banks folder", "well", f"{folder} is searched for banks.")


def _banks(here: Surroundings, library: Library) -> Iterator[Finding]:
    """Yield which banks load, and each that does not."""
    if library.banks:
        yield Finding("Banks", "well", f"{len(library.banks)} can be played: {', '.join(library.banks)}.")
    else:
        fix = "Name a folder that holds banks: quiz --banks FOLDER. Or install the program again."
        yield Finding("Banks", "fault", "No bank can be played.", fix)
    for found in foreign_files(here.bank_folders):
        changed = f"has changed since {found.bank.name} was made of it" if found.bank else "is not a bank yet"
        yield Finding("Banks", "advice", f"{found.file} {changed}: import it?", import_command(found.file, found.bank))
    for reading in library.broken:
        # A folder that cannot be searched has been reported already.
        if Path(reading.file) in here.bank_folders:
            continue
        yield Finding("Banks", "fault", _broken(reading), "quiz bank check says where, and how to fix it.")


def _broken(reading: Reading) -> str:
    return f"{reading.file} cannot be played: it has {plural(len(reading.faults), 'fault')}."


def _settings(here: Surroundings) -> Finding:
    trouble = _trouble_writing(here.settings_file)
    if trouble:
        sentence = f"The settings in {here.settings_file} cannot be written: {trouble}."
        return Finding("Settings", "advice", sentence, "Name, team and theme will have to be chosen each time.")
    if not can_be_read(here.settings_file):
        sentence = f"The settings in {here.settings_file} cannot be read, so the usual ones are taken."
        return Finding("Settings", "advice", sentence, "Choose them again in the app, or take the file away.")
    return Finding("Settings", "well", f"They are kept in {here.settings_file}.")


def _theme(here: Surroundings) -> Finding:
    lost = here.theme()
    if lost:
        sentence = f"The theme “{lost}” in your settings is not available, so the quiz uses its own dark one."
        return Finding("Theme", "advice", sentence, "Choose another in the settings of the app: quiz, then s.")
    return Finding("Theme", "well", "The app draws by the theme of your settings.")


def _school(here: Surroundings, library: Library) -> Iterator[Finding]:
    """Yield what is wrong with the school's names, and which of those used by the banks are missing."""
    file = school_file(here.settings_file)
    school = read_school(file)
    for problem in school.problems:
        yield Finding(
            "School",
            "advice",
            f"{file}: {problem}",
            "Until then the quiz does without it, and results may be kept without their site.",
        )
    if school.policy:
        yield _policy(school.policy)
    used = {name for bank in library.banks.values() for q in bank.questions for name in placeholders(q.action)}
    missing = sorted(used - set(school.names))
    if school.problems and not school.names:
        # There is no telling what else the file would name.
        return
    if not missing:
        yield Finding("School", "well", f"Every name that the banks use is in {file}.")
    elif school.names:
        fix = f'Add lines such as  {missing[0]} = "Mrs Khan (extension 214)".'
        yield Finding("School", "advice", f"{file} does not say who is: {', '.join(missing)}.", fix)
    else:
        sentence = f"{file} may name your own {', '.join(missing)}; without it questions say, for example, IT support."
        yield Finding("School", "well", sentence)


def _policy(source: PolicyFile) -> Finding:
    try:
        policy = read_policy(source)
    except RequestError as refusal:
        sentence, fix = refusal.sentences
        return Finding("School", "advice", f"{source.file}: {sentence}", fix)
    return Finding("School", "well", f"The policy “{policy.title}”, version {policy.version}, is in {source.file}.")


def _store(here: Surroundings, deep: bool) -> Iterator[Finding]:
    """Yield where the scores are, whether they can be written, and whether a network drive puts them in danger."""
    if here.store == ":memory:":
        fix = "Take --store :memory: away, and QUIZ_STORE, to keep them."
        yield Finding("Scores", "advice", "Scores are forgotten as soon as the program ends.", fix)
        return
    yield _scores(here.store, deep)
    if file := store_file(here.store):
        yield _drive(here, file)


def _scores(address: str, deep: bool) -> Finding:
    """Try the store, in a file or on a server."""
    try:
        if file := store_file(address):
            return _scores_in(file, deep)
        return Finding("Scores", "well", f"{try_database(address)} can be written.")
    except StoreError as error:
        return Finding("Scores", "fault", error.message, error.fix)


def _scores_in(file: Path, deep: bool) -> Finding:
    """Try the file; if there is none, see whether one could be made, without making it. Raises StoreError."""
    if os.path.lexists(file) or has_log(file):
        try:
            try_file(file, deep=deep)
        except MissingStoreError:
            sentence = f"{file} is a link to {beside(file, '')}, which is not there; the next quiz begins new scores there."
            return Finding("Scores", "advice", sentence, "If there were scores, put them back where the link leads.")
        if not may_write(file):
            fix = "Ask for permission to write there. Or keep the scores elsewhere: quiz --store FILE."
            return Finding("Scores", "fault", f"{file} may not be written.", fix)
        return Finding("Scores", "well", f"{file} can be written{' and is whole' if deep else ''}.")
    if trouble := _trouble_writing(file):
        fix = "Keep the scores elsewhere: quiz --store FILE."
        return Finding("Scores", "fault", f"{file} cannot be made: {trouble}.", fix)
    return Finding("Scores", "well", f"{file} will be made with the first quiz.")


def _retention(here: Surroundings) -> Iterator[Finding]:
    """Yield what is kept longer than the store's own rule allows; nothing without a rule."""
    if here.store == ":memory:":
        return
    try:
        found = overdue_in(here.store, lambda rule: too_old(period_of(rule), here.today()))
    except StoreError:
        # A store that cannot be read has been reported already.
        return
    if found is None:
        return
    rule, overdue = found
    sentence = f"What people did is kept for {period_of(rule)}"
    if overdue:
        fix = "quiz data keep-for --now deletes it; nothing goes by itself."
        yield Finding("Retention", "advice", f"{sentence}, and older than that: {overdue_words(overdue)}.", fix)
    else:
        yield Finding("Retention", "well", f"{sentence}, and nothing is older.")


def _permissions(here: Surroundings) -> Iterator[Finding]:
    """Yield which files about people other accounts may read. Windows keeps a user's own folder closed."""
    if here.system == "Windows":
        return
    store = store_file(here.store)
    files = [here.settings_file, *(companions(store) if store else ())]
    there = [file for file in files if file.is_file()]
    open_files = [file for file in there if file.stat().st_mode & _OTHERS]
    if not there:
        yield Finding("Permissions", "well", "No scores and no settings are kept yet.")
    elif open_files:
        sentence = f"Other accounts of this machine may use {', '.join(map(str, open_files))}."
        fix = f"Close them: chmod go= {' '.join(shlex.quote(str(file)) for file in open_files)}"
        yield Finding("Permissions", "advice", sentence, fix)
    else:
        yield Finding("Permissions", "well", "Scores and settings are for this account alone.")


def _hall(here: Surroundings) -> Finding:
    files = here.most_files()
    players = hall_capacity(files)
    found = f"A game here takes {players:,} players"
    if players < MOST_PLAYERS:
        fix = "Host where more may be open (where you may, after  ulimit -n 4096), or ask IT to raise that limit."
        return Finding("Live games", "advice", f"{found}, since only {files:,} files may be open at once.", fix)
    return Finding("Live games", "well", f"{found}.")


def _drive(here: Surroundings, file: Path) -> Finding:
    kind = here.network(file)
    if kind:
        sentence = f"{file} stands on a network drive ({kind}), where several machines writing at once can harm it."
        fix = "Keep the scores on this machine's own disk, quiz --store FILE, or share a PostgreSQL database."
        return Finding("Drive", "advice", sentence, fix)
    return Finding("Drive", "well", "The scores are on a disk of this machine.")


def _trouble_writing(file: Path) -> str:
    """Return why ``file`` could not be made or written, or nothing. Tries it out beside the file, and leaves no trace."""
    if lacks_home(file):
        return f"there is no home folder {file.parts[0]}"
    try:
        if not is_missing(file):
            read_file(file)
        # A link is written through to its target.
        folder = next(parent for parent in Path(os.path.realpath(file)).parents if parent.exists())
        with tempfile.TemporaryFile(dir=folder) as tried:
            tried.write(bytes(_TRIED_BYTES))
            tried.flush()
            return ""
    except OSError as error:
        return error.strerror or str(error)
