import pytest

from quiz.questions.text import ordinal


@pytest.mark.parametrize(
    ("number", "place"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (1112, "1112th"),
    ],
)
def test_a_place_in_a_row(number: int, place: str) -> None:
    assert ordinal(number) == place
