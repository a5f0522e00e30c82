"""Charts of blocks: what is more looks like more, what is something is never nothing, what is not all is never all."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.reports.mark_blocks import BLOCKS, mark_blocks
from quiz.tui.widgets.charts import bar, columns, mark_columns, target_bar
from quiz.tui.widgets.topic_bars import TopicBar, bar_lines


@given(st.lists(st.floats(0, 100)))
def test_marks_are_a_block_each_the_higher_the_better(marks: list[float]) -> None:
    drawn = mark_blocks(marks)
    assert len(drawn) == len(marks)
    by_mark = [block for _, block in sorted(zip(marks, drawn, strict=True))]
    assert by_mark == sorted(by_mark, key=BLOCKS.index)


def test_thirty_per_cent_is_the_lowest_block_and_all_the_highest() -> None:
    assert mark_blocks([0, 30, 65, 100]) == "▁▁▄▇"


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), st.integers(2, 60))
def test_a_bar_is_full_only_where_all_is_done_and_empty_only_where_nothing_is(done_of: tuple[int, int], width: int) -> None:
    done, of = done_of
    drawn = bar(done, of, width).plain
    assert len(drawn) == width
    assert drawn == "━" * drawn.count("━") + "─" * drawn.count("─")
    assert ("━" not in drawn) == (done == 0)
    assert ("─" not in drawn) == (done == of)


@given(
    st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    st.integers(1, 100),
    st.integers(8, 60),
)
@example((94, 100), 95, 16)
def test_a_bar_comes_up_to_its_target_only_where_that_is_reached(done_of: tuple[int, int], target: int, width: int) -> None:
    done, of = done_of
    drawn = target_bar(done, of, target, width).plain
    assert (len(drawn), drawn.count("┃")) == (width, 1)
    before = drawn.partition("┃")[0]
    assert ("─" not in before) == (100 * done >= target * of or not before)


def test_a_bar_of_nothing_is_empty() -> None:
    assert bar(0, 0, 5).plain == "─────"
    assert target_bar(0, 0, 60, 5).plain == "───┃─"
    assert bar(3, 4, 0).plain == ""


def test_columns_are_as_high_as_their_share_of_the_greatest() -> None:
    assert [row.plain for row in columns([0, 4, 8, 1], 2, width=2)] == ["      ██   ", "▁▁ ██ ██ ▂▂"]
    assert [row.plain for row in columns([0, 0], 2, width=1)] == ["   ", "▁ ▁"]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(1, 6))
def test_columns_fill_a_rectangle(values: list[int], height: int) -> None:
    rows = columns(values, height, width=2)
    assert len(rows) == height
    assert {row.cell_length for row in rows} == {len(values) * 3 - 1}


@pytest.mark.parametrize(("pass_mark", "line"), [(100, 0), (80, 1), (50, 2), (0, 4)])
def test_the_line_where_one_passes_is_hidden_by_the_marks_that_have(pass_mark: float, line: int) -> None:
    *rows, figures = (row.plain for row in mark_columns([10, 100], pass_mark))
    assert [number for number, row in enumerate(rows) if "╌" in row] == [line]
    assert rows[line].endswith(f"{pass_mark:g} to pass")
    assert rows[line][6:9] == "███"
    assert figures.split() == ["10", "100"]


def test_a_topic_is_whole_and_its_bar_gives_way() -> None:
    bars = [TopicBar("passwords and second steps", 1, 2, "1 of 2", "◐"), TopicBar("e-mail", 2, 2, "2 of 2", "✔")]
    for width in range(46, 100):
        lines = [line.plain for line in bar_lines(bars, width)]
        assert "passwords and second steps  ━" in lines[0]
        assert [len(line) for line in lines] == [width, width]
    assert "…" in bar_lines(bars, 36)[0].plain, "but a bar there always is"
