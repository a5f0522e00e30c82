"""What a bank may not carry into a terminal: control characters, overrides of the reading direction, links that do more."""

from collections.abc import Iterator
from typing import Any

import pytest

from quiz.banks.loading import read_text
from quiz.banks.rules import is_web_address
from quiz.questions.diagnostics import KeyPath, PlacedDiagnostic, spell_path
from tests.banks.faulty import SOURCE, text_of
from tests.builders import document, to_toml

CONTROLS = {"a bell": "\x07", "a terminal escape": "\x1b", "delete": "\x7f", "a C1 control": "\x9b", "a null": "\x00"}
DIRECTIONS = {
    "an override": "\u202e",
    "an embedding": "\u202b",
    "an isolate": "\u2067",
    "a line separator": "\u2028",
    "no character": "\uffff",
}
MARK = "@"


def texts(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of every text in a document."""
    if isinstance(value, str):
        yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from texts(inner, (*path, key))


def mark(part: Any, path: KeyPath) -> None:
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] += MARK


def with_text(path: KeyPath, text: str) -> str:
    """Return a bank of all nine types with ``text`` behind the text at ``path``."""
    spoilt = document()
    mark(spoilt, path)
    return to_toml(spoilt).replace(MARK, text)


def refused(text: str) -> list[PlacedDiagnostic]:
    reading = read_text(text, "mine.toml")
    assert reading.bank is None
    return [problem for problem in reading.problems if problem.rule == "refused-character"]


EVERY_TEXT = list(texts(document()))


def test_the_bank_of_these_tests_has_texts_in_every_part() -> None:
    assert {path[0] for path in EVERY_TEXT} == {"bank", "sources", "questions"}
    assert len(EVERY_TEXT) > 130


@pytest.mark.parametrize("written", ["\u202e", "\\u202e", "\\U0000202e", "\\u001b[31m"])
def test_however_it_is_written_it_is_refused_in_every_field(written: str) -> None:
    spoilt = document()
    for path in EVERY_TEXT:
        mark(spoilt, path)
    problems = refused(to_toml(spoilt).replace(MARK, written))
    assert [problem.key for problem in problems] == [spell_path(path) for path in EVERY_TEXT]


PROMPT: KeyPath = ("questions", 0, "prompt")


@pytest.mark.parametrize("character", [*CONTROLS.values(), *DIRECTIONS.values()], ids=[*CONTROLS, *DIRECTIONS])
def test_each_kind_of_character_is_refused_as_toml_escape(character: str) -> None:
    (problem,) = refused(with_text(PROMPT, f"\\u{ord(character):04x}"))
    assert f"U+{ord(character):04X}" in problem.message


@pytest.mark.parametrize("escape", ["\\b", "\\f", "\\r", "\\e", "\\x1b"])
def test_short_escapes_of_control_characters_are_refused(escape: str) -> None:
    assert read_text(with_text(PROMPT, escape), "mine.toml").faults


@pytest.mark.parametrize("character", DIRECTIONS.values(), ids=DIRECTIONS)
def test_each_character_that_turns_the_direction_is_refused_as_itself(character: str) -> None:
    (problem,) = refused(with_text(PROMPT, character))
    assert problem.key == "questions[0].prompt"


@pytest.mark.parametrize("character", CONTROLS.values(), ids=CONTROLS)
def test_a_control_character_as_itself_gives_no_bank(character: str) -> None:
    assert read_text(with_text(PROMPT, character), "mine.toml").faults


def test_the_message_names_the_character() -> None:
    (problem,) = refused(with_text(PROMPT, "\\u202e"))
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in problem.message


@pytest.mark.parametrize("text", ["\\n", "\\t", "\n", "\t", "é", "日本", "עברית", "👍🏽", "\u200f", "[red]", "{x}"])
def test_ordinary_text_line_ends_and_tabs_are_kept(text: str) -> None:
    source = with_text(PROMPT, text).replace('prompt = "What about single?', 'prompt = """What about single?')
    source = source.replace(f'single?{text}"', f'single?{text}"""')
    bank = read_text(source, "mine.toml").bank
    assert bank is not None
    assert bank.questions[0].prompt == "What about single?" + text.replace("\\n", "\n").replace("\\t", "\t")


@pytest.mark.parametrize("name", ['"a\\u202eb"', '"a\u202eb"', '"a\\u001b[2Jb"'])
def test_keys_are_held_to_the_same(name: str) -> None:
    for table in ("sources", "bank", "questions"):
        text = text_of() if table == "questions" else ""
        assert read_text(text + f"[{table}.{name}]\ntext = 'x'\n", "mine.toml").faults
    (problem,) = refused(text_of() + f"[sources.{name}]\n{SOURCE}")
    assert problem.line == len(text_of().split("\n"))


@pytest.mark.parametrize("key", ['"\\u001b[31mred"', '"\\u202e"', '"\\u0085"'])
def test_a_hostile_key_does_not_reach_the_terminal_through_the_message_about_it(key: str) -> None:
    for text in (
        text_of() + f"{key} = 1\n",
        text_of() + f"[sources.{key}]\ntitle = 1\n",
        text_of(question='id = "q"\ntype = "order"\nsources = [' + key + "]\n"),
        f"format = 1\n[bank]\n{key} = 1\n{key} = 2\n",
    ):
        problems = read_text(text, "mine\x1b[31m.toml").problems
        assert problems
        for problem in problems:
            assert str(problem).isprintable()
            assert (problem.key + problem.message + problem.fix).isprintable()


GOOD_LINKS = [
    "https://ico.org.uk",
    "http://ico.org.uk/a/b?c=d&e=f#g",
    "HTTPS://ICO.ORG.UK/",
    "https://example.org:8443/x",
    "https://bücher.example/ü",
    "https://[2001:db8::1]/x",
    "https://a.example/path@2x(1)",
]
BAD_LINKS = {
    "javascript": "javascript:alert(1)",
    "javascript as host": "javascript://ico.org.uk/%0aalert(1)",
    "file": "file:///etc/passwd",
    "data": "data:text/html,<script>alert(1)</script>",
    "mail": "mailto:dpo@school.example",
    "app": "whatsapp://send?text=x",
    "a user name": "https://ico.org.uk@evil.example/",
    "a user name and password": "https://a:b@evil.example/",
    "a blank": "https://ico.org.uk/a b",
    "a leading blank": " https://ico.org.uk",
    "a no-break space": "https://ico.org.uk/a\u00a0b",
    "a tab": "https://ico.org.uk/\tx",
    "a line end": "https://ico.org.uk/\nx",
    "no host": "https:///x",
    "no scheme": "ico.org.uk/x",
    "a scheme of its own": "//ico.org.uk/x",
    "only a scheme": "https:",
    "a port that is none": "https://ico.org.uk:99999/",
    "port 0": "https://ico.org.uk:0/",
    "a port of letters": "https://ico.org.uk:http/",
    "an open bracket": "https://[::1/x",
    "quotes": 'https://ico.org.uk/"onclick="x',
    "angles": "https://ico.org.uk/<b>",
    "a backslash": "https://ico.org.uk\\@evil.example",
    "an invisible character": "https://ico.org.uk/\u200bx",
    "an override": "https://ico.org.uk/\u202ex",
    "nothing": "",
}


@pytest.mark.parametrize("link", GOOD_LINKS)
def test_a_web_address_is_taken(link: str) -> None:
    assert is_web_address(link)
    assert read_text(text_of(source=SOURCE.replace("https://ico.org.uk/guide", link)), "mine.toml").bank


@pytest.mark.parametrize("link", BAD_LINKS.values(), ids=BAD_LINKS)
def test_a_link_that_is_no_plain_web_address_is_refused(link: str) -> None:
    assert not is_web_address(link)
    escaped = "".join(f"\\U{ord(character):08x}" for character in link)
    reading = read_text(text_of(source=SOURCE.replace("https://ico.org.uk/guide", escaped)), "mine.toml")
    assert reading.bank is None
    assert ("unsafe-link", "sources.guide.url") in {(problem.rule, problem.key) for problem in reading.problems}
