"""The run sheet: every question with its key, and nothing of a bank becomes markup."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from quiz.questions.options import Option
from quiz.reports.run_sheet import run_sheet
from quiz.reports.run_sheet_html import html_sheet
from quiz.reports.run_sheet_markdown import markdown_sheet
from tests import builders

HOSTILE = '<script>alert("x")</script> & [link](javascript:x) `code` **bold** <img src=x>'


class Seen(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not {name for name, _ in attrs} & {"src", "href", "onclick", "style"}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_letters_of_the_key_are_those_beside_the_options() -> None:
    bank = builders.bank(
        builders.single(right=2),
        builders.multiple(right=(0, 3)),
        builders.true_false(answer=False),
        builders.order(),
        builders.match(),
        builders.number(),
        builders.spot(),
        builders.scenario(),
    )
    single, multiple, judged, order, match, number, spot, story = run_sheet(bank, {}).questions
    assert single.key == ("C  option 2",)
    assert single.talk == (("A", "why 0"), ("B", "why 1"), ("C", "why 2"), ("D", "why 3"))
    assert multiple.key == ("A  option 0", "D  option 3")
    assert (judged.shown, judged.key) == ((("A", "True"), ("B", "False")), ("B  False",))
    steps = dict(order.shown)
    assert [steps[letter] for letter in order.key[0].split()] == ["step 0", "step 1", "step 2", "step 3"]
    boxes = dict(match.shown)
    assert [boxes[pair[1]] for pair in match.key[0].split()] == ["A", "B", "A", "C"]
    assert number.key == ("72 hours",)
    assert spot.key[0] == "It is a scam"
    assert [label for label, _ in story.shown if label.startswith("Scene")] == [
        "Scene 1 (start)",
        "Scene 2",
        "Scene 3 (end)",
    ]
    assert ("A", "in → scene 2") in story.shown


def test_the_schools_own_names_are_filled_in() -> None:
    bank = builders.bank(builders.single(action="Tell {dpo} today."))
    assert run_sheet(bank, {"dpo": "Mrs Khan"}).questions[0].action == "Tell Mrs Khan today."


@pytest.mark.parametrize("where", ["prompt", "explanation", "topic"])
def test_a_page_of_hostile_text_has_no_tag_and_no_link_of_its_own(where: str) -> None:
    options = (Option(text=HOSTILE, correct=True), Option(text="no", why=HOSTILE))
    changes: dict[str, Any] = {where: HOSTILE}
    sheet = run_sheet(builders.bank(builders.single(options=options, **changes), title=HOSTILE), {})
    seen = Seen(html_sheet(sheet))
    assert not {"script", "img", "a", "link", "iframe"} & set(seen.tags)
    assert seen.text.count(HOSTILE) >= 4
    assert "http" not in re.sub(r"https://ico\.org\.uk/guide", "", html_sheet(sheet))
    from markdown_it import MarkdownIt

    assert not {"script", "img", "a", "code"} & set(Seen(MarkdownIt("commonmark").render(markdown_sheet(sheet))).tags)


def test_markdown_says_the_same_words_as_the_page() -> None:
    from markdown_it import MarkdownIt

    sheet = run_sheet(builders.bank(builders.single(prompt="1. What - of # these?", explanation="- so * it | is.")), {})
    seen = Seen(MarkdownIt("commonmark").render(markdown_sheet(sheet)))
    assert "1. 1. What - of # these?" in seen.text
    assert "- so * it | is." in seen.text
