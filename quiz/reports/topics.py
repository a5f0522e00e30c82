"""What to brief next: topics that people are very sure and wrong about, in all and by team, and what they forget.

It is about topics and teams, never a person.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct

from quiz.banks.model import Bank
from quiz.play.points import CERTAINTY_WORDS, NOTHING_RIGHT, VERY_SURE
from quiz.questions.text import people as people_in_words
from quiz.questions.text import plural, printable
from quiz.reports.certainty import (
    Calibration,
    Misconceptions,
    SureAnswer,
    TopicCertainty,
    calibration,
    misconceptions,
)
from quiz.reports.csv_text import csv_text
from quiz.reports.retained import TopicRetention, retention, retention_lines
from quiz.reports.suppression import FEWEST, ShownShare, safe_share, suppress
from quiz.store.finished import FinishedAttempt, GivenAnswer, SpacedAnswer
from quiz.store.store import Store

_NO_TOPIC = "without a topic"


class TopicReport(Struct, frozen=True, kw_only=True):
    """How sure people were and whether they were right, for some banks and a span of time."""

    answers: int
    """How many answers say how sure their player was."""
    people: int
    """How many people gave them."""
    topics: Misconceptions
    teams: tuple[tuple[str, tuple[TopicCertainty, ...]], ...]
    """By team, in order of name, with only what may be told; teams with nothing to tell are left out."""
    levels: tuple[Calibration, ...]
    """The surest first, without levels that too few people chose."""
    retained: tuple[TopicRetention, ...] = ()
    """What people still knew when asked again after a month or more, by topic."""


def read_topic_report(
    store: Store, banks: Mapping[str, Bank], only: Collection[str] = (), since: int | None = None, fewest: int = FEWEST
) -> TopicReport:
    """Read the report of quizzes at the banks with ids ``only`` (empty: all) begun at ``since`` or later.

    ``banks`` are today's, by id; ``since`` is in milliseconds since 1970, UTC. Raises StoreError.
    """
    which: Collection[str | None] = dict.fromkeys(only) or (None,)
    attempts = [attempt for bank_id in which for attempt in store.finished_attempts(bank_id, since)]
    spaced = [answer for bank_id in which for answer in store.spaced_answers(bank_id, since)]
    known = dict(banks)
    for bank_id in {one.bank_id for one in attempts} | {one.bank_id for one in spaced}:
        known |= store.material_of_bank(bank_id)
    answers = (answer for bank_id in which for answer in store.given_answers(bank_id, since))
    return topic_report(attempts, answers, known, fewest, spaced)


def topic_report(
    attempts: Iterable[FinishedAttempt],
    answers: Iterable[GivenAnswer],
    banks: Mapping[str, Bank],
    fewest: int = FEWEST,
    spaced: Iterable[SpacedAnswer] = (),
) -> TopicReport:
    """Return the report of finished quizzes and their answers; ``banks``, by hash and by id, have the topics.

    ``spaced`` are answers to what was asked again after a long time, in whatever mode.

    Nothing is told about fewer than ``fewest`` people (3 to 20), nor anything that would by subtraction.
    """
    by_id = {attempt.id: attempt for attempt in attempts}
    topics = _Topics(banks)
    found = [
        (by_id[one.attempt_id], _sure(one, by_id[one.attempt_id], topics))
        for one in answers
        if one.certainty and one.weight > 0 and one.attempt_id in by_id
    ]
    sure = [answer for _, answer in found]
    people = len({answer.person for answer in sure})
    return TopicReport(
        answers=len(sure),
        people=people,
        # With so few, even the names of topics would tell what they were asked.
        topics=misconceptions(sure if people >= fewest else (), fewest),
        teams=tuple(_by_team(found, fewest)),
        levels=tuple(calibration(_of_many(sure, fewest))),
        retained=retention(spaced, banks, topics.topic, fewest),
    )


class _Topics:
    """Finds each question's topic in its bank as played, else as it is now."""

    def __init__(self, banks: Mapping[str, Bank]) -> None:
        self._of = {name: {question.id: question.topic for question in bank.questions} for name, bank in banks.items()}

    def topic(self, bank_hash: str, bank_id: str, question: str) -> str:
        known = self._of.get(bank_hash) or self._of.get(bank_id) or {}
        return known.get(question, "") or _NO_TOPIC


def _sure(one: GivenAnswer, attempt: FinishedAttempt, topics: _Topics) -> SureAnswer:
    assert one.certainty
    return SureAnswer(
        person=attempt.player_id,
        topic=topics.topic(attempt.bank_hash, attempt.bank_id, one.question_id),
        certainty=one.certainty,
        fraction=one.mark / one.weight,
        weight=one.weight,
    )


def _by_team(
    found: Sequence[tuple[FinishedAttempt, SureAnswer]], fewest: int
) -> Iterator[tuple[str, tuple[TopicCertainty, ...]]]:
    """Yield what may be told about each team. People in no team have a column as well, against subtraction."""
    teams: dict[str, list[SureAnswer]] = defaultdict(list)
    names: dict[str, str] = {}
    for attempt, answer in found:
        if answer.certainty == VERY_SURE:
            teams[attempt.team.casefold()].append(answer)
            names.setdefault(attempt.team.casefold(), attempt.team)
    if not any(teams):
        return
    topics = sorted({answer.topic for answers in teams.values() for answer in answers})
    table = [[len({one.person for one in answers if one.topic == topic}) for answers in teams.values()] for topic in topics]
    safe = suppress(table, fewest)
    shown = {
        (topic, team)
        for row, topic in enumerate(topics)
        for column, team in enumerate(teams)
        # If even a topic's total would give somebody away, it is still shown above, so no team's may be.
        if team and safe.cells[row][column] and safe.row_totals[row] is not None
    }
    spoken = {topic for topic in topics if _tells_of_the_rest(topic, teams, shown, fewest)}
    for team, answers in teams.items():
        mine = (one for one in answers if (one.topic, team) in shown and one.topic not in spoken)
        if told := misconceptions(mine, fewest).topics:
            yield names[team], told


def _tells_of_the_rest(
    topic: str, teams: Mapping[str, Sequence[SureAnswer]], shown: Set[tuple[str, str]], fewest: int
) -> bool:
    """Say whether subtracting the teams shown from the whole would tell of each of the others."""
    rest: list[SureAnswer] = []
    for team, answers in teams.items():
        mine = [one for one in answers if one.topic == topic]
        if mine and ((topic, team) not in shown or not isinstance(_share(mine, fewest), float)):
            rest += mine
    return bool(rest) and not isinstance(_share(rest, fewest), float)


def _share(answers: Sequence[SureAnswer], fewest: int) -> ShownShare:
    wrong = sum(one.fraction <= NOTHING_RIGHT for one in answers)
    return safe_share(wrong, len(answers), len({one.person for one in answers}), fewest)


def _of_many(answers: Sequence[SureAnswer], fewest: int) -> list[SureAnswer]:
    """Return the answers at those levels of certainty whose share may be told in figures."""
    levels: dict[int, list[SureAnswer]] = defaultdict(list)
    for one in answers:
        levels[one.certainty].append(one)
    return [one for level in levels.values() if isinstance(_share(level, fewest), float) for one in level]


# In words


def topic_report_lines(report: TopicReport, *, by_team: bool = False, fewest: int = FEWEST) -> list[str]:
    """Return the report in plain lines, what to brief next first; ``by_team`` adds the teams."""
    lines = _certainty_lines(report, by_team=by_team, fewest=fewest)
    if retained := retention_lines(report.retained):
        lines += ["", *retained]
    return [printable(line) for line in lines]


def too_few_said(fewest: int = FEWEST) -> str:
    """Say that too few have said how sure they are for anything to be shown."""
    return f"Fewer than {fewest} people have said how sure they are, so nothing is shown."


def too_few_very_sure(topics: Iterable[str], fewest: int = FEWEST) -> str:
    """Say on which topics too few were very sure for anything to be shown."""
    return f"Fewer than {fewest} people were very sure, so nothing is shown: {', '.join(topics)}"


def _certainty_lines(report: TopicReport, *, by_team: bool, fewest: int) -> list[str]:
    if not report.answers:
        return ["Nobody has said how sure they are yet. Quizzes ask it unless the settings or the bank say otherwise."]
    if report.people < fewest:
        return [too_few_said(fewest)]
    lines = [f"{plural(report.answers, 'answer', ',')} by {people_in_words(report.people)} say how sure they were."]
    lines += [
        "",
        "How much was wrong of what people were very sure of; first where most is wrong for most people",
        *_topic_lines(report.topics.topics),
    ]
    if report.topics.too_few:
        lines.append(too_few_very_sure(report.topics.too_few, fewest))
    if by_team:
        for team, topics in report.teams:
            lines += ["", f"Team {team}", *_topic_lines(topics)]
        if not report.teams:
            lines += ["", f"Of no team have {fewest} people been very sure of the same topic."]
    if report.levels:
        lines += ["", "How sure people were, and how right they were", *map(_level_line, report.levels)]
    return lines


def topic_report_csv(report: TopicReport) -> str:
    """Return a row for each topic, of everybody and then of each team; no cell is a formula."""
    rows: list[list[object]] = [["team", "topic", "people", "answers very sure", "of them wrong", "per cent wrong"]]
    for team, topics in (("", report.topics.topics), *report.teams):
        for one in topics:
            share = round(one.share, 1) if isinstance(one.share, float) else one.share
            rows.append([team, one.topic, one.people, one.answers, "" if one.wrong is None else one.wrong, share])
    return csv_text(rows)


def _topic_lines(topics: Sequence[TopicCertainty]) -> Iterator[str]:
    if not topics:
        yield "   Nothing can be shown yet."
    for one in topics:
        share = f"{one.share:.0f} %" if isinstance(one.share, float) else one.share
        yield f"   {share:>11} of {plural(one.answers, 'answer')}, {people_in_words(one.people)}: {one.topic}"


def _level_line(level: Calibration) -> str:
    fits = f"{level.least:.0f} to {level.most:.0f} % would fit"
    answers = plural(level.answers, "answer", ",")
    right = f"{level.share_in_figures} % right: {level.verdict.value}"
    return f"   {CERTAINTY_WORDS[level.certainty]:<11} {answers}, {right} ({fits})"
