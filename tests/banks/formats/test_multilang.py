"""Of a text in several languages one is read, in time that grows with its length."""

import pytest

from quiz.banks.formats.gift_reading import read_gift
from quiz.banks.formats.multilang import one_language

SPAN = '<span lang="{}" class="multilang">{}</span>'


@pytest.mark.parametrize(
    ("text", "kept", "behind"),
    [
        ("{mlang en}Who?{mlang}{mlang cy}Pwy?{mlang}", "Who?", ("cy",)),
        ("{mlang cy}Pwy?{mlang} {mlang en_gb,other}Who?{mlang} Now", "Who? Now", ("cy",)),
        ("A {mlang cy}b{mlang}{mlang fr}c{mlang} D {mlang en}e{mlang}", "A b D e", ("fr",)),
        (SPAN.format("en", "Who?") + SPAN.format("cy", "Pwy?"), "Who?", ("cy",)),
        ('<span class="multilang" lang="cy">Pwy?</span><span class="multilang" lang="en">Who?</span>!', "Who?!", ("cy",)),
        ("What does {mlang} do? {mlang en}", "What does {mlang} do? {mlang en}", ()),
        ("A <span>multilang</span>", "A <span>multilang</span>", ()),
    ],
)
def test_english_is_kept_else_the_first(text: str, kept: str, behind: tuple[str, ...]) -> None:
    assert one_language(text) == (kept, behind)


def test_what_was_left_behind_is_said_once_a_question() -> None:
    text = r"\{mlang en\}Who?\{mlang\}\{mlang cy\}Pwy?\{mlang\}"
    imported = read_gift(f"{text}{{={text} ~\\{{mlang en\\}}You\\{{mlang\\}}}}\n", "mine.gift")
    (question,) = imported.questions
    assert (question.prompt, question.key_in_words()) == ("Who?", ["Who?"])
    assert [(problem.rule, "cy" in problem.message) for problem in imported.problems] == [("languages", True)]


@pytest.mark.parametrize("piece", ["{mlang en}", '<span lang="en" class="multilang">', "<span lang=", "{mlang en}a{mlang}"])
def test_parts_without_an_end_take_no_longer_than_their_length(piece: str) -> None:
    one_language(piece * 60_000 + "{mlang}</span>")
    one_language("{mlang}</span>" + piece * 60_000)
