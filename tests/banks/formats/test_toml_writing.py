"""A law: reading a bank file that was written gives the same bank. And it looks like one that a person wrote."""

from datetime import date
from typing import Any

import msgspec
import tomli
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.formats.toml_writing import toml_text
from quiz.banks.model import BankInfo, Document, Source, SourceKind, document_type
from quiz.questions.match import Match, Pair
from quiz.questions.number import Number
from quiz.questions.options import Option
from quiz.questions.short import Short
from quiz.questions.single import Single
from tests.builders import bank, every_type, single

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ['"""', "\\", "# x", "a\nb", "=", "\x7f"]
)
figures = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False)
limits: st.SearchStrategy[Any] = st.just("none") | figures


@st.composite
def documents(draw: st.DrawFn) -> Document:
    common: dict[str, Any] = {
        "id": draw(texts),
        "prompt": draw(texts),
        "hint": draw(texts),
        "fact": draw(st.none() | texts),
        "sources": tuple(draw(st.lists(texts))),
    }
    options = tuple(Option(text=text, correct=draw(st.booleans()), why=draw(texts)) for text in draw(st.lists(texts)))
    made = (
        Single(**common, options=options),
        Short(**common, accept=tuple(draw(st.lists(texts))), exact=draw(st.booleans())),
        Match(**common, pairs=(Pair(item=draw(texts), box=draw(texts)),), distractors=(draw(texts),)),
        Number(**common, answer=draw(figures), tolerance=draw(figures), time_limit=draw(limits)),
        *every_type(),
    )
    kinds: st.SearchStrategy[SourceKind | None] = st.sampled_from(["primary", "secondary", None])
    checked = draw(st.dates(date(1000, 1, 1)))
    source = Source(title=draw(texts), publisher=draw(texts), url=draw(texts), checked=checked, kind=draw(kinds))
    topics = draw(st.dictionaries(texts, figures, max_size=3))
    about = BankInfo(id=draw(texts), title=draw(texts), draft=draw(st.booleans()), pass_mark=draw(figures), topics=topics)
    return Document(format=1, bank=about, sources={draw(texts): source}, questions=draw(st.sampled_from([made, ()])))


@given(documents(), texts)
def test_reading_what_was_written_gives_the_same(document: Document, remark: str) -> None:
    ids = [question.id for question in document.questions]
    written = toml_text(document, {"": [remark], **{identifier: [remark, "two"] for identifier in ids}})
    read = msgspec.convert(tomli.loads(written), document_type())
    assert msgspec.structs.asdict(read) == msgspec.structs.asdict(document)


def test_a_written_bank_reads_like_one_that_a_person_wrote() -> None:
    ours = bank(single("code", of=2, explanation="", action="Tell {dpo}."), draft=True)
    written = toml_text(
        Document(format=1, bank=ours.about, sources=ours.sources, questions=ours.questions),
        {"": ["Made from a table."], "code": ["The explanation is missing."]},
    )
    assert written.startswith(
        '# Made from a table.\nformat = 1\n\n[bank]\nid = "first"\ntitle = "The first bank"\ndraft = true\n'
    )
    assert written.endswith(
        """
# The explanation is missing.
[[questions]]
id = "code"
type = "single"
topic = "scams"
prompt = "What about code?"
options = [
  { text = "option 0", why = "why 0" },
  { text = "option 1", correct = true, why = "why 1" },
]
action = "Tell {dpo}."
sources = ["guide"]
"""
    )
