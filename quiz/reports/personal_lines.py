"""What is kept about somebody, in a few plain lines: how much of what, and from when to when."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, tzinfo
from typing import Any

from quiz.questions.text import plural, printable
from quiz.store.personal import PersonalData


def personal_lines(data: PersonalData, zone: tzinfo | None = None) -> list[str]:
    """Return the lines, the first of them a heading; ``zone`` is where days are told, None for the machine's own."""
    kind = "a guest of live games (a guest is anybody who typed that name)" if data.guest else "a person who plays here"
    team = f", team {data.team}" if data.team else ""
    lines = [*_attempts(data, zone), *_others(data, zone), *_games(data, zone)]
    return [printable(f"{data.name}: {kind}{team}"), *(printable(f"  {line}") for line in lines or ["only the name"])]


def _attempts(data: PersonalData, zone: tzinfo | None) -> Iterator[str]:
    attempts = data.rows.get("attempts", [])
    kinds = {
        "finished quiz": [row for row in attempts if row["mode"] == "quiz" and row["outcome"] == "finished"],
        "quiz not finished": [row for row in attempts if row["mode"] == "quiz" and row["outcome"] != "finished"],
        "round of practice": [row for row in attempts if row["mode"] in ("learn", "mistakes")],
        "top-up at a bank": [row for row in attempts if row["mode"] == "topup"],
    }
    plurals = {"finished quiz": "finished quizzes", "quiz not finished": "quizzes not finished"}
    plurals |= {"round of practice": "rounds of practice", "top-up at a bank": "top-ups at banks"}
    for kind, rows in kinds.items():
        if rows:
            words = f"1 {kind}" if len(rows) == 1 else f"{len(rows)} {plurals[kind]}"
            yield f"{words}, {_span([row['started_at'] for row in rows], zone)}"


def _others(data: PersonalData, zone: tzinfo | None) -> Iterator[str]:
    for table, rows in sorted(data.rows.items(), key=lambda named: named[0] != "responses"):
        if rows and table == "flags":
            yield f"{plural(len(rows), 'question')} flagged for the trainer"
        elif rows and table == "best":
            boards = len({row["bank_id"] for row in rows} - {""})
            yield f"a place on the leaderboard of {plural(boards, 'bank')} and on that of all"
        elif rows and table == "certificates":
            yield f"{plural(len(rows), 'certificate')} (pages that were saved of them lie where they were put)"
        elif rows and table == "acknowledgements":
            yield f"{plural(len(rows), 'acknowledgement')} of the school's policy"
        elif rows and table == "responses":
            yield plural(len(rows), "answer")
        elif rows and table == "credentials":
            yield from _ways_in(rows, zone)
        elif rows and table == "due":
            yield "when questions come again, reckoned from the answers"
        elif rows and table not in ("players", "attempts"):
            yield f"{len(rows)} in the table {table}"


def _ways_in(rows: list[dict[str, Any]], zone: tzinfo | None) -> Iterator[str]:
    """Yield how browsers use the name; only hashes of their tokens and words are kept."""
    words = sum(row["kind"] == "word" for row in rows)
    if bound := [row for row in rows if row["kind"] != "word"]:
        used = _span([row["last_used"] for row in bound], zone)
        yield f"bound to {plural(len(bound), 'browser')}, last used {used} (only a hash of its token is kept)"
    if words:
        yield f"{plural(words, 'word')} with which the name can be taken in a browser (only a hash is kept)"


def _games(data: PersonalData, zone: tzinfo | None) -> Iterator[str]:
    if data.seats:
        days = _span([seat.began_at for seat in data.seats], zone)
        yield f"in {plural(len(data.seats), 'live game')} by name, {days}"
    names = {str(event["name"]) for seat in data.seats for event in seat.events if event.get("name")} - {data.name}
    if names:
        yield f"known there as {', '.join(sorted(names))}, too"


def _span(times: list[Any], zone: tzinfo | None) -> str:
    """Return the first and last day; anything that is not a time, as another program may have written, is left out."""
    days = []
    for at in sorted(at for at in times if isinstance(at, int)):
        with suppress(OverflowError, ValueError, OSError):
            then = datetime.fromtimestamp(at / 1000, zone)
            days.append(f"{then.day} {then:%B %Y}")
    if not days:
        return "on a day that cannot be read"
    return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
