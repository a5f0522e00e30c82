"""``quiz report``: the list of live games, and what one of them has shown, in lines, as a table and as JSON."""

import csv
import io
from contextlib import closing
from pathlib import Path

import pytest

from quiz.banks.loading import load_library
from quiz.game.events import Event
from quiz.game.game import Game
from quiz.game.planning import asked_in, plan_game
from quiz.paths import settings_file
from quiz.questions.answers import Judged
from quiz.services.school import school_file
from quiz.store.games import GameRecord
from quiz.store.store import open_store
from tests.cli.conftest import Program, write_bank


def played(quiz: Program, at: int = 1_000, *, ends: bool = True, keeps_text: bool = True, site: str = "") -> GameRecord:
    """Play a game of the first bank with one player, who has all of it wrong."""
    bank = load_library([quiz.folder]).banks["first"]
    plan = plan_game([bank], 1, questions=0, site=site)
    game = Game(plan, asked_in(plan, {"first": bank}))
    with closing(open_store(str(quiz.store))) as store:
        record = store.games.begin(plan, "BCDFG", at, [bank] if keeps_text else [])
        events: list[Event] = [game.join("ann", "Annabel", "Red", 0.0)]
        game.apply(events[0])
        for step in range(1, 5):
            event = game.next(float(step))
            game.apply(event)
            events.append(event)
            if step == 2:
                answer = game.answer("ann", 0, 0, Judged(not game.current.question.answer), 2.5)  # type: ignore[attr-defined]
                assert answer
                game.apply(answer)
                events.append(answer)
        store.games.keep(record.id, 0, events)
        if ends:
            end = game.finish(9.0)
            game.apply(end)
            store.games.finish(record, len(events), [end], game, at + 60_000)
    return record


def test_the_last_game_is_told_without_names(quiz: Program) -> None:
    played(quiz, 1_000)
    last = played(quiz, 2 * 86_400_000)
    result = quiz("report", "game")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[1] == f"Played on 3 January 1970, 1 minute. Game {last.id}"
    assert "1 joined, 1 of them answered at least once." in lines
    assert "   0 % right, 1 answer" in lines
    assert "Annabel" not in result.stdout
    assert "   Red: fewer than 5, so no figure is shown" in lines


def test_a_game_is_told_by_its_id_and_games_are_listed(quiz: Program) -> None:
    first, last = played(quiz, 1_000), played(quiz, 86_400_000, ends=False)
    assert f"Game {first.id}" in quiz("report", "game", first.id).stdout
    listed = quiz("report", "games").stdout.splitlines()
    assert [line.split()[0] for line in listed] == [last.id, first.id]
    assert "not ended: quiz host --resume" in listed[0]
    assert [row["id"] for row in quiz.json("report", "games", "--json")] == [last.id, first.id]
    assert quiz("report", "games", "--store", quiz.folder / "none.db").stdout.startswith("No live game was played yet")


def test_the_games_of_this_machines_site_come_first_and_those_of_one_can_be_had_alone(quiz: Program) -> None:
    hill, vale = played(quiz, 1_000, site="Hill"), played(quiz, 86_400_000, site="Vale")

    def listed(*more: str) -> list[str]:
        return [row["id"] for row in quiz.json("report", "games", "--json", *more)]

    assert listed() == [vale.id, hill.id]
    school_file(settings_file()).parent.mkdir(parents=True, exist_ok=True)
    school_file(settings_file()).write_text('site = "Hill"', encoding="utf-8")
    assert listed() == [hill.id, vale.id]
    assert f"Game {hill.id}" in quiz("report", "game").stdout
    assert listed("--site", "vale") == [vale.id]
    assert quiz("report", "games", "--site", "Vale").stdout.endswith(", Vale\n")
    assert quiz("report", "games", "--site", "Dale").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["nix"], 'There is no game "nix". To see all of them: quiz report games', 1),
        (["--json", "--csv", "x.csv"], "do not go together", 2),
    ],
)
def test_what_cannot_be_told_is_said_in_a_sentence(quiz: Program, arguments: list[str], words: str, status: int) -> None:
    played(quiz)
    result = quiz("report", "game", *arguments)
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr


def test_without_a_game_or_its_bank_there_is_no_report(quiz: Program) -> None:
    assert quiz("report", "game").exit_code == 1
    with closing(open_store(str(quiz.store))):
        pass
    assert "No live game was played yet" in quiz("report", "game").stderr
    played(quiz, keeps_text=False)
    write_bank(quiz.folder, "first", title="Another")
    result = quiz("report", "game")
    assert result.exit_code == 1
    assert "has changed since the game began" in result.stderr


def test_a_game_is_told_by_its_bank_as_it_was(quiz: Program) -> None:
    played(quiz)
    before = quiz("report", "game").stdout
    assert "0 % right" in before
    write_bank(quiz.folder, "first", title="Another")
    assert quiz("report", "game").stdout == before
    (quiz.folder / "first.toml").unlink()
    assert quiz("report", "game").stdout == before


def test_the_table_is_a_new_file_that_a_spreadsheet_reads(quiz: Program, tmp_path: Path) -> None:
    record = played(quiz)
    file = tmp_path / "report.csv"
    assert quiz("report", "game", "--csv", file).stdout == f"{file} is written.\n"
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
    assert {(row["game"], row["per cent right"]) for row in rows} == {(record.id, "0")}
    assert sum(int(row["count"]) for row in rows) == 1
    again = quiz("report", "game", "--csv", file)
    assert (again.exit_code, "stays as it is" in again.stderr) == (1, True)


def test_json_has_all_of_it(quiz: Program) -> None:
    record = played(quiz)
    told = quiz.json("report", "game", "--json")
    assert (told["id"], told["answered"], told["finished"], told["not_asked"]) == (record.id, 1, True, 1)
    assert told["questions"][0]["parts"][0]["misled"] is True
