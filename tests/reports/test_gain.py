"""What a training has brought: who played before it and after it, paired."""

from msgspec.structs import replace

from quiz.reports.gain import gain_lines, gain_of
from quiz.store.finished import FinishedAttempt
from tests.reports.test_topics import attempt

TRAINING = 1_000


def quizzes(*marks: tuple[float, float]) -> list[FinishedAttempt]:
    """Return two quizzes of each person, the day before the training and the day of it."""
    before = [replace(attempt(number), mark=early) for number, (early, _) in enumerate(marks)]
    after = [
        replace(attempt(number), id=f"u{number}", mark=late, started_at=TRAINING + number)
        for number, (_, late) in enumerate(marks)
    ]
    return [*before, *after]


def test_the_last_quiz_before_counts_and_the_first_after() -> None:
    played = [
        replace(attempt(1), mark=10.0),
        replace(attempt(1), id="b", mark=40.0, started_at=900),
        replace(attempt(1), id="c", mark=70.0, started_at=1_000),
        replace(attempt(1), id="d", mark=20.0, started_at=1_100),
        replace(attempt(2), id="e", mark=20.0, started_at=1_100),
    ]
    # Nine others stay as they are, so that it is told.
    others = [
        replace(attempt(number), id=f"o{number}-{at}", mark=50.0, started_at=at)
        for number in range(10, 19)
        for at in (400, 1_100)
    ]

    def told(before: int, after: int) -> tuple[int, int | None, int | None]:
        found = gain_of([*played, *others], before, after)
        return found.people, found.risen, found.fallen

    assert told(1_000, 1_000) == (10, 1, 0)
    assert told(1_000, 1_050) == (10, 0, 1)
    assert told(500, 1_000) == (10, 1, 0)


def test_guests_and_what_is_for_practice_are_left_out() -> None:
    pair = quizzes((20.0, 60.0))
    assert gain_of([replace(one, guest=True) for one in pair], TRAINING, TRAINING).people == 0
    assert gain_of([replace(one, on_board=False) for one in pair], TRAINING, TRAINING).people == 0


def test_means_are_told_of_ten_pairs() -> None:
    found = gain_of(quizzes(*[(50.0, 75.0)] * 9, (50.0, 50.0)), TRAINING, TRAINING)
    assert gain_lines(found, "The first bank") == [
        "The first bank",
        "10 people have finished a quiz before and one after.",
        "9 rose, 1 stayed the same, 0 fell.",
        "Mean mark before 50 %, after 72 %.",
        "Of what they could still learn they have learnt 45 % (normalised gain 0.45).",
    ]


def test_of_few_pairs_only_how_many_they_are() -> None:
    few = gain_lines(gain_of(quizzes(*[(50.0, 75.0)] * 4), TRAINING, TRAINING), "The first bank")
    assert few[1:] == [
        "4 people have finished a quiz before and one after.",
        "How far they have come is shown for 10 people or more: 6 more needed.",
    ]
    nine = gain_lines(gain_of(quizzes(*[(50.0, 75.0)] * 8, (50.0, 50.0)), TRAINING, TRAINING), "The first bank")
    assert nine[2] == "8 rose, 1 stayed the same, 0 fell."
    assert nine[3] == "How far they have come is shown for 10 people or more: 1 more needed."
