"""A changed sheet is brought into its bank by id: what was written by hand stays, and nothing else moves."""

from pathlib import Path

import pytest

from quiz.banks import editing
from quiz.banks.formats.delimited import read_csv
from quiz.banks.loading import Reading, read_bank, read_text
from quiz.banks.model import Bank
from quiz.services.requests import RequestError
from quiz.services.updating import BankUpdate, update_of

HEAD = "id,question,option 1,option 2,option 3,correct,explanation,source address\n"
BANK = """\
format = 1 # mine

[bank]
id = "mine"
title = "Mine"
draft = true

[sources.known]
title = "A page"
publisher = "P"
url = "https://a.example/x"
checked = 2026-11-01

[[questions]]
id = "one"
type = "single"
prompt = "Which one?" # as the head wanted it
options = [
  { text = "Paris", correct = true },
  { text = "Rome", why = "By hand." },
]
explanation = "By hand."

[[questions]]
id = "own"
type = "true-false"
prompt = "Not in any sheet."
answer = true
"""


def update(tmp_path: Path, rows: str, bank: str = BANK) -> BankUpdate:
    file = tmp_path / "mine.toml"
    file.write_bytes(bank.encode())
    return update_of(file, [read_csv(HEAD + rows, "mine.csv")], ["mine.csv"])


def bank_of(made: BankUpdate) -> Bank:
    made.file.write_bytes(made.content)
    bank = read_bank(made.file).bank
    assert bank
    return bank


def test_a_changed_row_changes_its_question_and_blank_cells_change_nothing(tmp_path: Path) -> None:
    made = update(tmp_path, "one,Which one now?,Paris,Rome,Oslo,1,,\n")
    assert [(one.before.id, one.fields) for one in made.changed] == [("one", ["prompt", "options"])]
    assert (made.added, made.absent, made.same) == ((), ("own",), 0)
    assert list(made.changed[0].differences()) == [
        ("question", "Which one?", "Which one now?"),
        ("options", "Paris / Rome", "Paris / Rome / Oslo"),
    ]
    one, own = bank_of(made).questions
    assert (one.prompt, one.explanation, own.id) == ("Which one now?", "By hand.", "own")
    assert [(option.text, option.why) for option in one.options] == [("Paris", ""), ("Rome", "By hand."), ("Oslo", "")]  # type: ignore[attr-defined]
    before, after = BANK.splitlines(), made.content.decode().splitlines()
    assert [line for line in before if line not in after] == ['prompt = "Which one?" # as the head wanted it']
    assert after[:2] == ["# Made of mine.csv", "format = 1 # mine"]


def test_every_change_of_what_players_read_is_told(tmp_path: Path) -> None:
    (change,) = update(tmp_path, "one,Which one?,Paris,Rome,,2,By the sheet.,\n").changed
    assert [name for name, _, _ in change.differences()] == ["=>", "why", "explanation"]
    assert list(change.differences())[-1] == ("explanation", "By hand.", "By the sheet.")


def test_why_an_option_is_wrong_goes_where_it_has_become_right(tmp_path: Path) -> None:
    one = bank_of(update(tmp_path, "one,Which one?,Paris,Rome,,2,,\n")).questions[0]
    assert [(option.correct, option.why) for option in one.options] == [(False, ""), (True, "")]  # type: ignore[attr-defined]


def test_what_is_lost_of_reasons_written_by_hand_is_told(tmp_path: Path) -> None:
    (typo,) = update(tmp_path, "one,Which one?,Paris,Roma,,1,,\n").changed
    assert typo.lost_reasons == ["Rome: By hand."]
    (more,) = update(tmp_path, "one,Which one?,Paris,Rome,Oslo,1,,\n").changed
    assert more.lost_reasons == []


def test_why_a_statement_is_true_goes_where_it_has_become_false(tmp_path: Path) -> None:
    made = update(tmp_path, "own,Not in any sheet.,,,,false,,\n", BANK + 'why = "Look again."\n')
    assert made.changed[0].lost_reasons == ["false: Look again."]
    assert getattr(bank_of(made).questions[1], "why") == ""  # noqa: B009  # of this type alone
    (same,) = update(tmp_path, "own,In a sheet.,,,,true,,\n", BANK + 'why = "Look again."\n').changed
    assert same.lost_reasons == []


def test_a_new_row_that_lacks_what_a_finished_bank_asks_is_left_out_alone(tmp_path: Path) -> None:
    finished = BANK.replace("draft = true", "").replace('"By hand."\n', '"By hand."\nsources = ["known"]\n')
    finished += 'explanation = "So."\nsources = ["known"]\n'
    rows = "two,Which two?,a,b,,1,,https://a.example/x\nthree,Which three?,a,b,,1,So.,https://a.example/x\n"
    made = update(tmp_path, rows, finished)
    assert [question.id for question in made.added] == ["three"]
    ((left_out, why),) = made.left_out
    assert (left_out, "no explanation" in why, "draft = true" in why) == ("two", True, True)
    assert made.absent == ("one", "own")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_new_rows_are_added_with_what_is_to_do_and_known_sources_are_not_doubled(tmp_path: Path, line_end: str) -> None:
    rows = "two,Which two?,a,b,,2,,https://a.example/x\nthree,Which three?,a,b,,1,Because.,https://b.example/y\n"
    made = update(tmp_path, rows, BANK.replace("\n", line_end))
    bank = bank_of(made)
    assert [question.id for question in bank.questions] == ["one", "own", "two", "three"]
    assert bank.questions[2].sources == ("known",)
    assert len(bank.sources) == 2
    assert made.content.count(b"# To do:") == 3
    assert made.content.count(b"\r\n") == (made.content.count(b"\n") if line_end == "\r\n" else 0)


def test_the_same_sheet_again_changes_no_byte(tmp_path: Path) -> None:
    made = update(tmp_path, "one,Which one?,Paris,Rome,,1,,\n")
    assert (made.content, made.same, made.changed) == (made.before, 1, ())


def test_what_cannot_be_changed_in_place_is_named_and_stays(tmp_path: Path) -> None:
    made = update(tmp_path, 'one,Which one?,Paris,Rome,,"1,2",,\n')
    assert made.content == made.before
    assert made.refused == (("one", "it is multiple in the file and single in the bank."),)
    with pytest.raises(RequestError, match="is not a value"):
        update(tmp_path, "one,Which one?,Paris,Rome,,1,,\n", BANK.replace("draft = true", "draft = yes"))


def test_of_many_changes_all_that_can_be_made_are_made_and_the_bank_is_not_read_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = "".join(
        f'[[questions]]\nid = "q{n}"\ntype = "single"\nprompt = "Q{n}?"\n'
        + (
            '[[questions.options]]\ntext = "a"\ncorrect = true\n[[questions.options]]\ntext = "b"\n'
            if n == 7
            else 'options = [{ text = "a", correct = true }, { text = "b" }]\n'
        )
        for n in range(40)
    )
    reads: list[str] = []

    def noted(text: str, file: str) -> Reading:
        reads.append(file)
        return read_text(text, file)

    monkeypatch.setattr(editing, "read_text", noted)
    head = BANK.split("[sources.known]", maxsplit=1)[0]
    # A third option cannot be put behind options that are tables of their own.
    rows = "".join(f"q{n},Q{n} now?,a,b,{'c' if n == 7 else ''},1,,\n" for n in range(40))
    made = update(tmp_path, rows, head + listed)
    assert [identifier for identifier, _ in made.refused] == ["q7"]
    assert [one.before.id for one in made.changed] == [f"q{n}" for n in range(40) if n != 7]
    assert [question.prompt for question in bank_of(made).questions] == [
        f"Q{n}{'' if n == 7 else ' now'}?" for n in range(40)
    ]
    assert len(reads) < 40


@pytest.mark.parametrize(
    ("same", "absent", "words"),
    [
        (2, ("own",), "2 questions as before, 1 question that only the bank has stays."),
        (0, ("own", "other"), "2 questions that only the bank has stay."),
        (0, (), "No other question is in the bank."),
    ],
)
def test_of_the_others_nothing_is_counted_that_there_is_not(same: int, absent: tuple[str, ...], words: str) -> None:
    update = BankUpdate(file=Path("mine.toml"), before=b"", content=b"", same=same, absent=absent)
    assert update.of_the_others == words
