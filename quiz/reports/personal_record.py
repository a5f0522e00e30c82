"""Everything kept about somebody, in words for people who do not know the program.

It is what a school hands out when somebody asks for what is held about them (a subject access request, UK GDPR, Article 15).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from math import isfinite
from typing import Any

from msgspec import Struct

from quiz.banks.model import Bank
from quiz.game.events import Answered, Event, GamePlan
from quiz.game.planning import LostBankError, asked_in
from quiz.game.state import GameState
from quiz.play.points import CERTAINTY_WORDS
from quiz.questions.answers import Answer, Judged, Picked, Typed
from quiz.questions.question import Question
from quiz.store.personal import PersonalData, Seat
from quiz.store.rows import given_of

NOT_KEPT = "material not kept: this quiz was played before its texts were kept, and is known by its ids alone"
"""Replaces a question whose words are lost."""
ANYBODY = "a guest of live games: anybody can have typed this name on a phone, and nothing shows that it was this person"
PERSON = "a person who plays here, known by a name of their own choice"
_MODES = {"quiz": "quiz", "learn": "practice", "mistakes": "practice of what was missed", "topup": "top-up"}
_ORIGINS = {"app": "in the app", "plain": "line by line", "live": "in a live game", "web": "in a browser", "ssh": "over ssh"}
_ENDS = {"finished": "finished", "open": "left open", "abandoned": "given up"}
_OUTCOMES = {"answered": "answered", "skipped": "not answered", "expired": "time ran out"}


class RecordedAnswer(Struct, frozen=True, kw_only=True):
    """One question and its answer."""

    question: str
    answer: tuple[str, ...]
    """In words, a line each; empty where none was given."""
    right_answer: tuple[str, ...]
    outcome: str
    mark: float
    out_of: float
    points: int | None
    """None where no points are given, as in a top-up."""
    seconds: float
    how_sure: str
    at: str


class RecordedQuiz(Struct, frozen=True, kw_only=True):
    """One run through a quiz."""

    title: str
    version: str
    kind: str
    played: str
    """Where it was played from; empty if that was not kept."""
    began: str
    ended: str
    outcome: str
    mark_per_cent: float | None
    """None, like pass mark, pass and points, for a top-up, which has none of them."""
    pass_mark_per_cent: float | None
    passed: bool | None
    points: int | None
    on_the_leaderboard: bool
    team_then: str
    site: str
    answers: tuple[RecordedAnswer, ...]


class GameAnswer(Struct, frozen=True):
    """An answer in a live game, in words."""

    question: str
    answer: str


class RecordedGame(Struct, frozen=True, kw_only=True):
    """A live game that they joined."""

    title: str
    code: str
    began: str
    ended: str
    names: tuple[str, ...]
    """The names that the game has for them."""
    teams: tuple[str, ...]
    answers: tuple[GameAnswer, ...]
    note: str
    """A note on the answers; empty for none."""


class RecordedFlag(Struct, frozen=True):
    """A question that they flagged for the trainer."""

    question: str
    at: str


class RecordedCertificate(Struct, frozen=True):
    """A certificate that was issued to them."""

    name: str
    """The name printed on it."""
    quiz: str
    """The title of what was passed."""
    code: str
    issued: str
    """When it was last issued."""


class RecordedAcknowledgement(Struct, frozen=True):
    """A policy of the school that they have read and said they will follow."""

    policy: str
    version: str
    sha256: str
    """Of the policy's file as it was read."""
    at: str


class PersonalRecord(Struct, frozen=True, kw_only=True):
    """What is kept under one name, as a document."""

    what_this_is: tuple[str, ...]
    made_at: str
    kept_in: str
    name: str
    team: str
    kind: str
    first_seen: str
    settings_of_this_machine: dict[str, Any]
    """The settings that name them; empty if they name somebody else."""
    quizzes: tuple[RecordedQuiz, ...]
    flagged_questions: tuple[RecordedFlag, ...]
    certificates: tuple[RecordedCertificate, ...]
    acknowledged_policies: tuple[RecordedAcknowledgement, ...]
    live_games: tuple[RecordedGame, ...]
    rows: dict[str, list[dict[str, Any]]]
    """The same as raw rows of the database, table by table."""


def personal_record(
    data: PersonalData,
    *,
    at: int,
    kept_in: str,
    material: Callable[[str], Bank | None],
    answers: Mapping[str, Sequence[GameAnswer] | None],
    settings: dict[str, Any],
    zone: tzinfo | None = None,
) -> PersonalRecord:
    """Return the document. ``at`` is now, ``zone`` where its times are told, None for the machine's own.

    ``material`` finds a bank as it was played by its hash; ``answers`` are those of live games in words, by the game's
    id, None where the words are lost.
    """
    when = _Clock(zone)
    words = _Words(material)
    player = (data.rows.get("players") or [{}])[0]
    attempts = data.rows.get("attempts", [])
    responses: dict[str, list[dict[str, Any]]] = {}
    for response in data.rows.get("responses", ()):
        responses.setdefault(response["attempt_id"], []).append(response)
    latest = {attempt["bank_id"]: attempt["bank_hash"] for attempt in attempts}
    return PersonalRecord(
        what_this_is=(
            "This is everything that the staff quiz of this school (INSET Quiz) keeps under the name below.",
            "A mark says how much was right. Points count speed as well and stand on the quiz's leaderboard only.",
            f"Times are those of the machine on which this was made ({when.zone_of(at)}).",
            "At the end the same stands once more just as the database has it; times there are milliseconds since 1970.",
        ),
        made_at=when.tell(at),
        kept_in=kept_in,
        name=data.name,
        team=data.team,
        kind=ANYBODY if data.guest else PERSON,
        first_seen=when.tell(player.get("created_at")),
        settings_of_this_machine=settings,
        quizzes=tuple(_quiz(attempt, responses.get(attempt["id"], []), words, when) for attempt in attempts),
        flagged_questions=tuple(
            RecordedFlag(words.prompt(latest.get(flag["bank_id"], ""), flag["question_id"]), when.tell(flag["flagged_at"]))
            for flag in data.rows.get("flags", ())
        ),
        certificates=tuple(_certificate(row, attempts, words, when) for row in data.rows.get("certificates", ())),
        acknowledged_policies=tuple(
            RecordedAcknowledgement(
                str(row["title"]), str(row["version"]), str(row["sha256"]), when.tell(row["acknowledged_at"])
            )
            for row in data.rows.get("acknowledgements", ())
        ),
        live_games=tuple(_game(seat, answers.get(seat.game_id), when) for seat in data.seats),
        rows=data.rows | ({"game_events": [event for seat in data.seats for event in _events(seat)]} if data.seats else {}),
    )


def live_answers(
    plan: GamePlan, banks: Mapping[str, Bank], events: Iterable[Event], members: frozenset[str]
) -> list[GameAnswer] | None:
    """Return what members of a live game answered, in words; None if one of its banks is gone or has changed."""
    try:
        game = GameState(plan, asked_in(plan, banks))
    except LostBankError:
        return None
    found = []
    for event in events:
        if isinstance(event, Answered) and event.player in members:
            found.append(_live_answer(game, event.given))
        game.apply(event)
    return found


def _live_answer(game: GameState, given: Answer) -> GameAnswer:
    question = game.current.question
    scene = game.scene
    if scene is None:
        return GameAnswer(question.prompt, "; ".join(question.answer_in_words(given)))
    choices = scene.labelled()
    picked = [choices[i] for i in given.options if i < len(choices)] if isinstance(given, Picked) else []
    return GameAnswer(f"{question.prompt} {scene.text}", "; ".join(picked))


class _Clock:
    """Tells times to people."""

    def __init__(self, zone: tzinfo | None) -> None:
        self._zone = zone

    def tell(self, at: object) -> str:
        """Return a time in milliseconds in words; empty for none."""
        with suppress(OverflowError, ValueError, OSError):
            if isinstance(at, int):
                then = datetime.fromtimestamp(at / 1000, self._zone)
                return f"{then.day} {then:%B %Y, %H:%M}"
        return ""

    def zone_of(self, at: int) -> str:
        return f"{datetime.fromtimestamp(at / 1000, self._zone).astimezone(self._zone):%Z}"


class _Words:
    """Finds the words of questions in the banks as played."""

    def __init__(self, material: Callable[[str], Bank | None]) -> None:
        self._material = material
        self._banks: dict[str, Bank | None] = {}

    def bank(self, bank_hash: str) -> Bank | None:
        if bank_hash not in self._banks:
            self._banks[bank_hash] = self._material(bank_hash)
        return self._banks[bank_hash]

    def title(self, attempt: dict[str, Any]) -> str:
        bank = self.bank(attempt["bank_hash"])
        return bank.title if bank else str(attempt["bank_id"])

    def question(self, bank_hash: str, question_id: str) -> Question | None:
        bank = self.bank(bank_hash)
        return bank.question(question_id) if bank else None

    def prompt(self, bank_hash: str, question_id: str) -> str:
        question = self.question(bank_hash, question_id)
        return question.prompt if question else f"{question_id} ({NOT_KEPT})"


def _number(value: object) -> float:
    """Return a row's figure; 0 for anything else that another program may have written there."""
    return value if isinstance(value, int | float) and isfinite(value) else 0


def _quiz(attempt: dict[str, Any], responses: Iterable[dict[str, Any]], words: _Words, when: _Clock) -> RecordedQuiz:
    bank_hash = attempt["bank_hash"]
    is_marked = attempt["mode"] != "topup"
    return RecordedQuiz(
        title=words.title(attempt),
        version=str(attempt["bank_version"]),
        kind=_MODES.get(attempt["mode"], str(attempt["mode"])),
        played=_ORIGINS.get(attempt["origin"], ""),
        began=when.tell(attempt["started_at"]),
        ended=when.tell(attempt["ended_at"]),
        outcome=_ENDS.get(attempt["outcome"], str(attempt["outcome"])),
        mark_per_cent=_number(attempt["mark"]) if is_marked else None,
        pass_mark_per_cent=_number(attempt["pass_mark"]) if is_marked else None,
        passed=bool(attempt["passed"]) if is_marked else None,
        points=int(_number(attempt["points"])) if is_marked else None,
        on_the_leaderboard=bool(attempt["on_board"]) and attempt["outcome"] == "finished",
        team_then=str(attempt["team"]),
        site=str(attempt["site"]),
        answers=tuple(_answer(response, bank_hash, words, when, has_points=is_marked) for response in responses),
    )


def _certificate(
    row: dict[str, Any], attempts: Iterable[dict[str, Any]], words: _Words, when: _Clock
) -> RecordedCertificate:
    quiz = next((words.title(attempt) for attempt in attempts if attempt["id"] == row["attempt_id"]), "")
    return RecordedCertificate(str(row["name"]), quiz, str(row["code"]), when.tell(row["issued_at"]))


def _answer(response: dict[str, Any], bank_hash: str, words: _Words, when: _Clock, *, has_points: bool) -> RecordedAnswer:
    question = words.question(bank_hash, response["question_id"])
    return RecordedAnswer(
        question=words.prompt(bank_hash, response["question_id"]),
        answer=tuple(_in_words(question, response["given"])),
        right_answer=tuple(question.key_in_words()) if question else (),
        outcome=_OUTCOMES.get(response["outcome"], str(response["outcome"])),
        mark=_number(response["mark"]),
        out_of=_number(response["weight"]),
        points=int(_number(response["points"])) if has_points else None,
        seconds=_number(response["seconds"]),
        how_sure=CERTAINTY_WORDS.get(response["certainty"], ""),
        at=when.tell(response["answered_at"]),
    )


def _in_words(question: Question | None, given: str | None) -> list[str]:
    """Return an answer in words; if the question's are lost, whatever there is without them."""
    if given is None:
        return []
    with suppress(ValueError, IndexError, KeyError):
        answer = given_of(given)
        if question and answer and question.accepts(answer):
            return question.answer_in_words(answer)
        if isinstance(answer, Typed):
            return [answer.shown]
        if isinstance(answer, Judged):
            return [str(answer.answer)]
    return [f"kept by its place among the answers alone, counted from 0: {given}"]


def _game(seat: Seat, answers: Sequence[GameAnswer] | None, when: _Clock) -> RecordedGame:
    def told(key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(event[key]) for event in seat.events if event.get(key)))

    return RecordedGame(
        title=seat.title,
        code=seat.code,
        began=when.tell(seat.began_at),
        ended=when.tell(seat.ended_at),
        names=told("name"),
        teams=told("team"),
        answers=tuple(answers or ()),
        note=NOT_KEPT if answers is None else "",
    )


def _events(seat: Seat) -> Iterator[dict[str, Any]]:
    return ({"game_id": seat.game_id, **event} for event in seat.events)
