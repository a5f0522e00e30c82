"""Which questions a top-up asks: what is most likely forgotten, five at most, two of a topic, one of the long ones."""

from hypothesis import given
from hypothesis import strategies as st

from quiz.play.recall import Rating, Review, replay
from quiz.play.topup import LONG, MOST_ASKED, MOST_OF_TOPIC, TopUpQuestion, choose, coming
from quiz.questions.reading_time import usual_seconds
from tests.builders import bank, single

BANK = bank(single("any"))


def known(name: str, *reviews: Review, topic: str = "", fact: str | None = None, is_long: bool = False) -> TopUpQuestion:
    prompt = "word " * 300 if is_long else "Which?"
    return TopUpQuestion(BANK, single(name, topic=topic, fact=fact, prompt=prompt), replay(reviews))


def names(chosen: list[TopUpQuestion]) -> list[str]:
    return [one.question.id for one in chosen]


def test_what_was_sure_and_wrong_comes_first_and_then_what_is_most_likely_forgotten() -> None:
    asked = [
        known("good-long-ago", Review(0, Rating.GOOD)),
        known("again-lately", Review(8, Rating.AGAIN)),
        known("misled-today", Review(9, Rating.AGAIN, misled=True)),
        known("good-lately", Review(5, Rating.GOOD)),
        known("not-due", Review(9, Rating.GOOD)),
        known("never-asked"),
    ]
    assert names(choose(asked, 10)) == ["misled-today", "again-lately", "good-long-ago", "good-lately"]
    assert choose(asked[3:], 8) == []


def test_what_is_missed_day_after_day_leaves_room_for_the_others() -> None:
    """Else the same five came every day, and the others never."""
    reviews = {f"q{place}": [Review(0, Rating.AGAIN)] for place in range(12)}
    seen: set[str] = set()
    for day in range(1, 5):
        today = names(choose([known(name, *had) for name, had in reviews.items()], day))
        assert len(today) == MOST_ASKED
        for name in today:
            reviews[name].append(Review(day, Rating.AGAIN))
        seen |= set(today)
    assert seen == set(reviews)


def test_new_questions_fill_it_up_and_no_fact_comes_twice() -> None:
    asked = [known("due", Review(0, Rating.GOOD), fact="a-fact")]
    new = [known("same-fact", fact="a-fact"), *(known(f"new-{number}") for number in range(9))]
    assert names(choose(asked, 10, new)) == ["due", "new-0", "new-1", "new-2", "new-3"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "a", "b", "c"]), st.integers(0, 9), st.sampled_from(Rating), st.booleans()),
        min_size=1,
        max_size=14,
    )
)
def test_it_asks_few_and_says_beforehand_how_many(made: list[tuple[str, int, Rating, bool]]) -> None:
    asked = [
        known(f"q{place}", Review(day, rating), topic=topic, is_long=is_long)
        for place, (topic, day, rating, is_long) in enumerate(made)
    ]
    most = 0
    for day, chosen in coming(asked, 10):
        assert most < len(chosen) <= MOST_ASKED
        assert chosen == choose(asked, day)
        assert len(set(names(chosen))) == len(chosen)
        brief = [one for one in chosen if usual_seconds(one.question) <= LONG]
        assert len(chosen) - len(brief) <= 1
        for topic in "abc":
            assert sum(one.question.topic == topic for one in brief) <= MOST_OF_TOPIC
        most = len(chosen)
    assert most == len(choose(asked, 10_000)) > 0
    later = list(coming(asked, 10, room=1))
    assert later[-1][1] == choose(asked, later[-1][0])
    assert len(later[-1][1]) == most, "what has no room today comes on the days after"
