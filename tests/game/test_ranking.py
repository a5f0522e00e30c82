"""Who has risen and what the hall did, asked of the game alone; the stage and its page say the same of it."""

from typing import Any

from quiz.game.ranking import hall_figures, podium_steps, risen
from quiz.game.state import Phase
from quiz.live.stage_content import Podium, Standings
from quiz.live.stage_views import stage_view
from quiz.questions.answers import Picked
from quiz.questions.single import Single
from tests import builders
from tests.live.halls import Hall, hall


def page(played: Hall) -> Any:
    return stage_view(played, {}, ["http://10.0.4.7:8000"])  # type: ignore[arg-type]  # all of it that is asked for


def play_on(played: Hall, phase: Phase) -> None:
    while played.game.phase is not phase:
        played.step()


def answer(played: Hall, right: tuple[str, ...], wrong: tuple[str, ...] = ()) -> None:
    """Open the question that is read, answer it, and show its key."""
    play_on(played, Phase.OPEN)
    question = played.game.current.question
    for name in (*right, *wrong):
        given = builders.right_answer if name in right else builders.wrong_answer
        played.answer(f"id-{name}", given(question) if question.SCORED else Picked((0,)))
    play_on(played, Phase.REVEALED)


def test_what_the_hall_did_leaves_out_polls_and_who_was_removed() -> None:
    questions = (builders.single("a"), builders.single("b"), *(builders.poll(one) for one in "cd"))
    played, presenter = hall(*questions, mood="playful")
    played.join("Ann", "Bea", "Cem", "Dan")
    scored: list[int] = []
    for _ in questions:
        play_on(played, Phase.READING)
        if played.game.current.question.SCORED:
            scored.append(played.game.number)
        is_hard = played.game.number == scored[1] if len(scored) > 1 else False
        answer(played, ("Ann", "Dan"), ("Bea", "Cem")) if is_hard else answer(played, ("Ann", "Bea", "Cem", "Dan"))
    played.game.apply(played.game.leave("id-Dan", played.now))
    play_on(played, Phase.FINISHED)
    figures = hall_figures(played.game)
    assert figures == ("4 of 6 answers right", f"Hardest: question {scored[1] + 1}")
    content = presenter.content()
    assert isinstance(content, Podium)
    assert figures == content.notes == page(played).facts
    assert [line.name for line in podium_steps(played.game)[0]] == ["Ann"]


def test_the_hardest_question_is_that_of_which_least_was_right_as_in_the_report() -> None:
    played, _ = hall(builders.multiple("half-right-for-all"), builders.single("right-for-one"))
    ann, *others = played.join("Ann", "Bea", "Cem")
    hardest = 0
    for _ in range(2):
        play_on(played, Phase.OPEN)
        question = played.game.current.question
        if isinstance(question, Single):
            hardest = played.game.number + 1
            played.answer(ann, builders.right_answer(question))
        for player in others if isinstance(question, Single) else (ann, *others):
            played.answer(player, Picked((0,)))
        play_on(played, Phase.REVEALED)
    assert hall_figures(played.game)[1:] == (f"Hardest: question {hardest}",)


def test_hands_count_like_answers() -> None:
    played, presenter = hall(builders.single("a"), builders.short("b"), hands=True)
    play_on(played, Phase.READING)
    while played.game.phase is not Phase.FINISHED:
        if columns := presenter.counting():
            row = tuple(2 if at == 1 or len(columns) == 2 else 1 for at in range(len(columns)))
            played.game.apply(played.game.count(dict.fromkeys(played.game.teams, row), played.now))
        played.step()
    assert hall_figures(played.game)[0] == "4 of 9 answers right"


def test_who_had_answered_nothing_before_has_not_risen() -> None:
    played, presenter = hall(*(builders.single(one) for one in "abc"), rounds=3, mood="playful")
    played.join("Ann", "Bea", "Cem")
    play_on(played, Phase.READING)
    answer(played, ("Ann",), ("Bea",))
    play_on(played, Phase.STANDINGS)
    assert risen(played.game, played.game.standings()) == {}, "there is no round before"
    play_on(played, Phase.READING)
    answer(played, ("Bea", "Cem"), ("Ann",))
    play_on(played, Phase.STANDINGS)
    content = presenter.content()
    assert isinstance(content, Standings)
    moved = {place.name: place.moved for place in content.places}
    assert moved == {"Ann": 0, "Bea": 1, "Cem": 0}
    assert moved == {place.name: place.rose for place in page(played).front}
