"""A small bank as a trainer types it, to put one fault into. ``# <-`` marks the line at which it must be reported."""

from quiz.banks.loading import read_text

ABOUT = 'id = "first"\ntitle = "First"\n'
SOURCE = 'title = "A guide"\npublisher = "ICO"\nurl = "https://ico.org.uk/guide"\nchecked = 2026-11-23\n'
COMMON = 'prompt = "What?"\nexplanation = "Because."\nsources = ["guide"]\n'
SINGLE = 'id = "one"\ntype = "single"\n' + COMMON + 'options = [{ text = "a", correct = true }, { text = "b" }]\n'


def text_of(about: str = ABOUT, source: str = SOURCE, question: str = SINGLE) -> str:
    return f"format = 1\n\n[bank]\n{about}\n[sources.guide]\n{source}\n[[questions]] # question\n{question}"


def question_of(type_name: str, own_keys: str) -> str:
    """Return a question of this type, with the keys that all questions need."""
    return f'id = "one"\ntype = "{type_name}"\n{COMMON}{own_keys}'


def marked_line(text: str) -> int:
    (marked,) = [number for number, line in enumerate(text.split("\n"), 1) if line.endswith("# <-")]
    return marked


def expect_one(text: str, rule: str, key: str, message: str, fix: str, level: str = "fault") -> None:
    """Check that the text has this one problem and no other."""
    reading = read_text(text, "mine.toml")
    assert [(p.rule, p.key, p.line) for p in reading.problems] == [(rule, key, marked_line(text))]
    (problem,) = reading.problems
    assert (problem.file, problem.level) == ("mine.toml", level)
    assert message in problem.message
    assert fix in problem.fix
    assert (reading.bank is None) is (level == "fault")
