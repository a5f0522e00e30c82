"""What is kept under a name: found wherever it is, handed out, erased. A person and a guest are never mixed up."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import msgspec

from quiz.files import read_file, write_numbered
from quiz.questions.diagnostics import quoted
from quiz.questions.names import tidy_name
from quiz.reports.certificate import CERTIFICATE_NAME_LENGTH
from quiz.reports.personal_lines import personal_lines
from quiz.reports.personal_record import GameAnswer, PersonalRecord, live_answers, personal_record
from quiz.reports.personal_record_html import html_record, record_heading
from quiz.services.material import banks_of_game
from quiz.services.requests import RequestError
from quiz.services.settings import Settings, read_settings, write_settings
from quiz.store.erasing import Erased
from quiz.store.errors import StoreError
from quiz.store.location import copies, store_file
from quiz.store.personal import PersonalData
from quiz.store.records import Player
from quiz.store.store import Store

_AT_SCHOOL = "the scores of your school's quiz"
_PAGE = "what-is-kept-about-me"
"""The file name of a page about somebody."""


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Everything under one name, and where else than in the store it may be."""

    name: str
    person: PersonalData | None
    guest: PersonalData | None
    store_file: Path | None
    """The file of the store; None where it has none."""
    settings_file: Path | None
    """The file of settings of this machine, where they name this player."""
    certified: tuple[str, ...] = ()
    """The names of other players whose certificates bear this name."""

    @property
    def copies(self) -> tuple[Path, ...]:
        """Copies beside the store now; the name may be in them."""
        return tuple(copies(self.store_file)) if self.store_file else ()

    def choose(self, *, guest: bool | None) -> PersonalData:
        """Return the person, or the guest if ``guest`` says so. Raises RequestError where it is not clear who is meant."""
        name = quoted(self.name)
        if guest is None and self.person and self.guest:
            raise RequestError(
                f"Both a person and a guest of live games are called {name}, and a guest is anybody who typed that name.",
                "Say which is meant: --person or --guest. quiz data about tells what is kept of each.",
            )
        chosen = self.guest if guest else self.person
        if chosen:
            return chosen
        if self.guest and not guest:
            raise RequestError(
                f"No person is called {name}; a guest of live games is, who is anybody that typed that name.",
                "If that one is meant, add --guest.",
            )
        nothing = f"Nothing is kept of a {'guest' if guest else 'person'} called {name}."
        raise RequestError(*(self.certificate_lines() or (nothing, "Check the spelling.")))

    def certificate_lines(self) -> list[str]:
        """Return whose certificates bear the name, one sentence each, with the command that tells more."""
        stands = f"{quoted(self.name, CERTIFICATE_NAME_LENGTH)} stands on a certificate of"
        return [f"{stands} {quoted(player)}: quiz data about {quoted(player)}" for player in self.certified]

    def lines(self, location: str) -> list[str]:
        """Return all of it in plain lines; ``location`` is where the store is."""
        found = [data for data in (self.person, self.guest) if data]
        if not found and not self.settings_file:
            return self.certificate_lines() or [f"Nothing is kept under the name {quoted(self.name)} in {location}."]
        lines = [line for data in found for line in [*personal_lines(data), ""]]
        lines += [line for certificate in self.certificate_lines() for line in (certificate, "")]
        lines += ["Where it is kept", f"  {location}"]
        lines += [f"  {copy}: a copy, in which the name may stand" for copy in self.copies]
        if self.settings_file:
            lines.append(f"  {self.settings_file}: the settings of this machine name this player")
        if "://" in location:
            lines.append("  Copies of the database are kept by the server: ask whoever looks after it.")
        return lines


def look_up(store: Store, address: str, settings_file: Path, name: str) -> Holding:
    """Return what is kept under a name, never shortened: one that is too long is nobody's. Raises StoreError."""
    name = tidy_name(name, None)
    names_them = tidy_name(read_settings(settings_file).player).casefold() == name.casefold()
    person = store.people.about(name)
    own = person.name if person else ""
    return Holding(
        name=name,
        certified=tuple(player for player in store.people.certified_as(name) if player != own),
        person=person,
        guest=store.people.about(name, guest=True),
        store_file=store_file(address),
        settings_file=settings_file if name and names_them else None,
    )


def record_of(store: Store, holding: Holding, data: PersonalData, at: int) -> PersonalRecord:
    """Return what is kept of somebody as a document to hand out; ``at`` is now. Raises StoreError."""
    named = holding.settings_file if not data.guest else None
    return personal_record(
        data,
        at=at,
        kept_in=store.location,
        material=store.material,
        answers={seat.game_id: _live_answers(store, seat.game_id, seat.members) for seat in data.seats},
        settings=_without_defaults(read_settings(named)) if named else {},
    )


def own_page(store: Store, player: Player, at: int) -> str:
    """Return what is kept about a player as a page for any browser of theirs: it names no path here.

    ``at`` is now. Raises RequestError where they have been erased meanwhile, or StoreError.
    """
    person = store.people.about(player.name)
    holding = Holding(name=player.name, person=person, guest=None, store_file=None, settings_file=None)
    record = record_of(store, holding, holding.choose(guest=False), at)
    return html_record(msgspec.structs.replace(record, kept_in=_AT_SCHOOL))


def _live_answers(store: Store, game_id: str, members: frozenset[str]) -> list[GameAnswer] | None:
    game = store.games.game(game_id)
    if game is None:
        return None
    try:
        return live_answers(game.plan, banks_of_game(store, game.plan, {}), store.games.events(game_id), members)
    except StoreError:
        # A damaged game must not hold up the record, which has the game's rows as they are.
        return None


def _without_defaults(settings: Settings) -> dict[str, object]:
    usual = asdict(Settings())
    return {key: value for key, value in asdict(settings).items() if value != usual[key]}


def keep_record(store: Store, holding: Holding, data: PersonalData, at: int, folders: Iterable[Path]) -> Path:
    """Write what is kept of somebody as a page into the first of ``folders`` that can be written, and return it.

    Its owner alone may read it. ``at`` is now. Raises StoreError, or OSError.
    """
    page = html_record(record_of(store, holding, data, at)).encode()
    return write_numbered(folders, _PAGE, ".html", page, private=True)


def kept_records(folders: Iterable[Path], name: str) -> list[Path]:
    """Return the pages that ``keep_record`` has written about somebody and that are still where they were put."""
    heading = record_heading(name).encode()
    return [file for folder in folders for file in sorted(folder.glob(f"{_PAGE}*.html")) if heading in _content(file)]


def _content(file: Path) -> bytes:
    try:
        return read_file(file)
    except OSError:
        return b""


def erase(
    store: Store, holding: Holding, data: PersonalData, at: int, *, keep_figures: bool = False, with_copies: bool = False
) -> "Erasure":
    """Erase somebody from the store and the settings, and ``with_copies`` delete copies of the store. Raises StoreError.

    Anything else in the copies is lost with them. Copies and settings that cannot be changed are reported, not raised.
    """
    erased = store.people.erase(holding.name, at, guest=data.guest, keep_figures=keep_figures)
    traces = store.people.clear_traces()
    # Listed only now: one may have been made since the user agreed.
    if with_copies:
        delete_copies(holding.copies)
    settings_file = holding.settings_file if not data.guest else None
    cleaned = settings_file is None or forget_in_settings(settings_file)
    return Erasure(
        erased=erased or Erased(attempts=0, kept_attempts=0, games=0),
        traces=traces,
        copies_left=holding.copies,
        settings_left=None if cleaned else settings_file,
    )


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """What an erasure came to."""

    erased: Erased
    traces: str
    """Why traces remain in the store's file and log, in sentences; empty if none do."""
    copies_left: tuple[Path, ...]
    """Copies that may still have the name."""
    settings_left: Path | None
    """The settings file that still names the player, because it could not be written."""


def forget_in_settings(file: Path) -> bool:
    """Take name and team out of the settings of this machine; say whether that could be done."""
    try:
        write_settings(replace(read_settings(file), player="", team=""), file)
    except OSError:
        return False
    return True


def delete_copies(copies: Iterable[Path]) -> tuple[Path, ...]:
    """Delete copies of a store, and return those that could not be."""
    return tuple(copy for copy in copies if not _deleted(copy))


def _deleted(copy: Path) -> bool:
    try:
        copy.unlink(missing_ok=True)
    except OSError:
        return False
    return True
