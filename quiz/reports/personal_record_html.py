"""What is kept about somebody as one self-contained page, for the person it is about."""

import json
from collections.abc import Iterable, Iterator

from quiz.questions.text import plural
from quiz.reports.html_page import html_list, html_page, html_text, style_digest
from quiz.reports.personal_record import PersonalRecord, RecordedAnswer, RecordedGame, RecordedQuiz

_STYLE = """
h2 { color: #0550ae; border-top: 1px solid #aab; padding-top: 1rem; margin-top: 2rem; }
h3 { margin: 1.4rem 0 .2rem; }
li { margin: .6rem 0; break-inside: avoid; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .75rem; background: #f2f4f8; padding: .6rem; }
"""

RECORD_STYLE_DIGEST = style_digest(_STYLE)


def html_record(record: PersonalRecord) -> str:
    """Return the document as an HTML page. Everything typed is escaped and never becomes markup."""
    parts = [
        *(f"<p>{html_text(sentence)}</p>" for sentence in record.what_this_is),
        _list(
            ("Name", record.name),
            ("Team", record.team),
            ("This is", record.kind),
            ("First seen", record.first_seen),
            ("Kept in", record.kept_in),
            ("Made", record.made_at),
            *((f"Setting “{key}”", str(value)) for key, value in record.settings_of_this_machine.items()),
        ),
        f"<h2>{plural(len(record.quizzes), 'quiz') if len(record.quizzes) == 1 else f'{len(record.quizzes)} quizzes'}</h2>",
        *(_quiz(quiz) for quiz in record.quizzes),
        *_games(record.live_games),
        *_flags(record),
        *_certificates(record),
        *_acknowledged(record),
        "<h2>The same as the database has it</h2>",
        *(f"<h3>{html_text(table)}</h3>\n<pre>{_lines(rows)}</pre>" for table, rows in record.rows.items() if rows),
    ]
    return html_page(_title(record.name), "\n".join((record_heading(record.name), *parts)), _STYLE)


def record_heading(name: str) -> str:
    """Return the heading of the page about somebody, by which such a page is recognised."""
    return f"<h1>{html_text(_title(name))}</h1>"


def _title(name: str) -> str:
    return f"What is kept about {name}"


def _quiz(quiz: RecordedQuiz) -> str:
    heading = f"<h3>{html_text(quiz.title)}</h3>\n"
    where = ", on the leaderboard" if quiz.on_the_leaderboard else ""
    version = f"version {quiz.version} of the questions" if quiz.version else ""
    about = _list(
        ("What", ", ".join(filter(None, (quiz.kind, version, quiz.played)))),
        ("Began", quiz.began),
        ("Ended", f"{quiz.ended} ({quiz.outcome})" if quiz.ended else quiz.outcome),
        ("Result", _result(quiz) if quiz.outcome == "finished" else ""),
        ("Points", f"{quiz.points}{where}" if quiz.points is not None else ""),
        ("Team then", quiz.team_then),
        ("Site", quiz.site),
    )
    answers = "".join(f"<li>{_answer(answer)}</li>" for answer in quiz.answers)
    return f"{heading}{about}{f'<ol>{answers}</ol>' if answers else ''}"


def _result(quiz: RecordedQuiz) -> str:
    """Return a quiz's result; empty for what has no mark."""
    if quiz.mark_per_cent is None or quiz.pass_mark_per_cent is None:
        return ""
    passed = "passed" if quiz.passed else "not passed"
    return f"{quiz.mark_per_cent:.0f} % right, {passed} (pass mark {quiz.pass_mark_per_cent:.0f} %)"


def _answer(answer: RecordedAnswer) -> str:
    points = "" if answer.points is None else f", {plural(answer.points, 'point')}"
    return html_text(answer.question) + _list(
        ("Answer", "; ".join(answer.answer) or answer.outcome),
        ("Right is", "; ".join(answer.right_answer)),
        ("Mark", f"{answer.mark:g} of {answer.out_of:g}{points}"),
        ("Said to be", answer.how_sure),
        ("When", f"{answer.at}, after {answer.seconds:.0f} seconds"),
    )


def _games(games: Iterable[RecordedGame]) -> Iterator[str]:
    for number, game in enumerate(games):
        if not number:
            yield "<h2>Live games</h2>"
        answers = "".join(f"<li>{html_text(one.question)}{_list(('Answer', one.answer))}</li>" for one in game.answers)
        yield f"<h3>{html_text(game.title)}</h3>" + _list(
            ("Code", game.code),
            ("Began", game.began),
            ("Ended", game.ended),
            ("Known as", ", ".join(game.names)),
            ("Team", ", ".join(game.teams)),
            ("Answers", game.note),
        )
        yield f"<ol>{answers}</ol>" if answers else ""


def _flags(record: PersonalRecord) -> Iterator[str]:
    if record.flagged_questions:
        items = "".join(f"<li>{html_text(flag.question)} ({html_text(flag.at)})</li>" for flag in record.flagged_questions)
        yield f"<h2>Questions flagged for the trainer</h2>\n<ul>{items}</ul>"


def _certificates(record: PersonalRecord) -> Iterator[str]:
    if record.certificates:
        yield "<h2>Certificates</h2>"
    for one in record.certificates:
        yield _list(("Name on it", one.name), ("Quiz", one.quiz), ("Code", one.code), ("Issued", one.issued))


def _acknowledged(record: PersonalRecord) -> Iterator[str]:
    if record.acknowledged_policies:
        yield "<h2>Policies of the school, read and acknowledged</h2>"
    for one in record.acknowledged_policies:
        yield _list(("Policy", one.policy), ("Version", one.version), ("When", one.at), ("SHA-256", one.sha256))


def _list(*lines: tuple[str, str]) -> str:
    return html_list((label, text) for label, text in lines if text)


def _lines(rows: Iterable[object]) -> str:
    return html_text("\n".join(json.dumps(row, ensure_ascii=False, default=str) for row in rows))
