"""What a question must be beyond its shape: one right option, a story that ends, sources that exist.

Each rule yields findings with paths relative to the thing it was handed. A question type's own rules stand in one
function, registered in ``_RULES_OF_TYPE``.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from quiz.banks.model import (
    KEBAB,
    AnyQuestion,
    BankInfo,
    Match,
    Multiple,
    Number,
    Order,
    Question,
    Scenario,
    Scene,
    Short,
    Single,
    Source,
    Spot,
    TimeLimit,
)
from quiz.questions.diagnostics import Diagnostic, KeyPath, nearest, quoted, spell_path
from quiz.questions.text import REFUSED_CHARACTER, name_of_character

MOST_SCENES = 200
"""The most scenes that one story may have."""

MOST_WEIGHT = 1000
"""The greatest weight that a question may have."""

LONGEST_LIMIT = 24 * 60 * 60
"""The longest time limit, in seconds: a day."""

_KEBAB = re.compile(KEBAB)


def text_findings(value: object, path: KeyPath = ()) -> Iterator[Diagnostic]:
    """Yield every string below ``value`` that holds a control character or a bidirectional override."""
    if isinstance(value, str):
        if match := REFUSED_CHARACTER.search(value):
            name = name_of_character(match[0])
            yield Diagnostic(path, "refused-character", f"The text holds {name}, which can mislead.", "Take it out.")
    elif isinstance(value, dict):
        for key, element in value.items():
            yield from text_findings(key, (*path, key))
            yield from text_findings(element, (*path, key))
    elif isinstance(value, list):
        for position, element in enumerate(value):
            yield from text_findings(element, (*path, position))


def about_findings(about: BankInfo) -> Iterator[Diagnostic]:
    """Yield what is wrong with the ``[bank]`` table."""
    yield from _id_findings(about.id)
    if not about.title.strip():
        yield Diagnostic(("title",), "blank", "The title is empty.", "Give the bank a name.")
    if not 0 <= about.pass_mark <= 100:
        yield Diagnostic(("pass_mark",), "out-of-range", "The pass mark is not from 0 to 100.", "For example 80 (per cent).")
    if about.quiz_length < 0:
        yield Diagnostic(("quiz_length",), "out-of-range", "The quiz length is below 0.", "For example 10, or 0 for all.")
    yield from _limit_findings(about.time_limit)


def source_findings(source: Source) -> Iterator[Diagnostic]:
    """Yield what is wrong with one source."""
    for name, value in (("title", source.title), ("publisher", source.publisher)):
        if not value.strip():
            yield Diagnostic((name,), "blank", f"The {name} is empty.", "A reader must be able to find the source again.")
    if not is_web_address(source.url):
        fix = "Give the whole address, beginning with https:// or http://."
        yield Diagnostic(("url",), "unsafe-link", f"{quoted(source.url)} is not a web address.", fix)


def is_web_address(url: str) -> bool:
    """Say whether ``url`` is an http or https address with a host and without a user name or blanks."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and url.isprintable()
            and not any(character.isspace() or character in '<>"\\^`' for character in url)
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False


def question_findings(question: AnyQuestion, sources: Iterable[str] | None, draft: bool) -> Iterator[Diagnostic]:
    """Yield what is wrong with one question.

    ``sources`` are the keys that the bank defines; None skips the look-up, where the file could not be read whole.
    """
    yield from _id_findings(question.id)
    if not question.prompt.strip():
        yield Diagnostic(("prompt",), "blank", "The prompt is empty.", "Write what is asked.")
    if not question.explanation.strip():
        yield _missing("explanation", "Say why the answer is right: it is shown after every answer.", draft)
    if not question.sources:
        yield _missing("sources", 'Cite at least one source, for example  sources = ["ico-sar"].', draft)
    if sources is not None:
        for position, key in enumerate(question.sources):
            if key not in sources:
                message = f"There is no source {quoted(key)}."
                fix = nearest(key, sources) if sources else f"Add a [{spell_path(('sources', key))}] table."
                yield Diagnostic(("sources", position), "unknown-source", message, fix)
    if question.difficulty is not None and not 1 <= question.difficulty <= 3:
        yield Diagnostic(("difficulty",), "out-of-range", "The difficulty is not 1, 2 or 3.", "1 is easy, 3 is hard.")
    if not 0 < question.weight <= MOST_WEIGHT:
        message = f"The weight is not between 0 and {MOST_WEIGHT}."
        yield Diagnostic(("weight",), "out-of-range", message, "1 is usual; 2 counts double.")
    if question.time_limit is not None:
        yield from _limit_findings(question.time_limit)
    own_rules = _RULES_OF_TYPE.get(type(question))
    if own_rules:
        yield from own_rules(question)


def repeated_id_findings(questions: Iterable[tuple[int, Question]]) -> Iterator[Diagnostic]:
    """Yield each question whose id an earlier one has; paths are relative to the document."""
    first: dict[str, int] = {}
    for position, question in questions:
        if question.id in first:
            message = f"The id {quoted(question.id)} is used twice in this bank."
            yield Diagnostic(("questions", position, "id"), "repeated-id", message, "Give one of the two another id.")
        else:
            first[question.id] = position


def _id_findings(identifier: str) -> Iterator[Diagnostic]:
    if not _KEBAB.fullmatch(identifier):
        better = re.sub(r"[^a-z0-9]+", "-", identifier.lower()).strip("-")
        fix = f'For example "{better}".' if better else 'For example "code-forward".'
        message = f"The id {quoted(identifier)} is not lower-case words joined by hyphens."
        yield Diagnostic(("id",), "id-spelling", message, fix)


def _limit_findings(limit: TimeLimit) -> Iterator[Diagnostic]:
    if not isinstance(limit, str) and not 0 < limit <= LONGEST_LIMIT:
        fix = 'A number of seconds, "auto" or "none".'
        yield Diagnostic(("time_limit",), "out-of-range", "The time limit is not between 0 and a day.", fix)


def _missing(key: str, fix: str, draft: bool) -> Diagnostic:
    level: Any = "advice" if draft else "fault"
    still = " (the bank is a draft: it plays all the same)" if draft else ""
    return Diagnostic(
        (key,), f"missing-{key}", f"There {'are' if key == 'sources' else 'is'} no {key} yet{still}.", fix, level
    )


def _text_list_findings(texts: Iterable[str], key: str, least: int, tail: str = "") -> Iterator[Diagnostic]:
    """Yield what is wrong with a list of texts of which each must say something and none may stand twice."""
    texts = [text.strip() for text in texts]
    if len(texts) < least:
        yield Diagnostic((key,), "too-few", f"There are fewer than {least}.", f"Give {least} or more.")
    counts = Counter(texts) if len(set(texts)) < len(texts) else {}
    for position, text in enumerate(texts):
        path: KeyPath = (key, position, tail) if tail else (key, position)
        if not text:
            yield Diagnostic(path, "blank", "The text is empty.", "Write it, or take the entry out.")
        elif counts.get(text, 0) > 1:
            yield Diagnostic(path, "repeated", f"{quoted(text)} stands here twice.", "Change one of them or take it out.")


def _option_rules(question: Single | Multiple) -> Iterator[Diagnostic]:
    yield from _text_list_findings((option.text for option in question.options), "options", 2, "text")
    right = sum(option.correct for option in question.options)
    if right == 0:
        yield Diagnostic(("options",), "no-key", "No option is marked as right.", "Add  correct = true  to the right one.")
    elif right > 1 and isinstance(question, Single):
        message = f'{right} options are marked as right, but a "single" question has one.'
        yield Diagnostic(("options",), "several-keys", message, 'Keep one  correct = true, or use  type = "multiple".')


def _order_rules(question: Order) -> Iterator[Diagnostic]:
    yield from _text_list_findings(question.steps, "steps", 2)


def _match_rules(question: Match) -> Iterator[Diagnostic]:
    yield from _text_list_findings((pair.item for pair in question.pairs), "pairs", 2, "item")
    yield from _text_list_findings(question.distractors, "distractors", 0)
    boxes = {pair.box for pair in question.pairs}
    for position, pair in enumerate(question.pairs):
        if not pair.box.strip():
            yield Diagnostic(("pairs", position, "with"), "blank", "The text is empty.", "Write what the item belongs with.")
    for position, distractor in enumerate(question.distractors):
        if distractor in boxes:
            message = f"{quoted(distractor)} is what an item belongs with, so it is no distractor."
            yield Diagnostic(("distractors", position), "repeated", message, "Take it out of the distractors.")
    if len(boxes | set(question.distractors)) < 2 <= len(question.pairs):
        fix = "Use another one for some items, or add distractors."
        yield Diagnostic(("pairs",), "too-few", "Everything belongs with the same thing.", fix)


def _number_rules(question: Number) -> Iterator[Diagnostic]:
    for name, value in (("answer", question.answer), ("tolerance", question.tolerance)):
        if not abs(value) <= sys.float_info.max:
            yield Diagnostic((name,), "out-of-range", "This is not a number that can be reckoned with.", "For example 72.")
    if question.tolerance < 0:
        yield Diagnostic(("tolerance",), "out-of-range", "The tolerance is below 0.", "0 wants the exact figure.")


def _short_rules(question: Short) -> Iterator[Diagnostic]:
    yield from _text_list_findings(question.accept, "accept", 1)


def _spot_rules(question: Spot) -> Iterator[Diagnostic]:
    yield from _line_findings(question.lines)
    if not question.lines:
        yield Diagnostic(("lines",), "too-few", "There are no messages to judge.", "Give one or more.")
    if question.verdict == "genuine":
        for position, line in enumerate(question.lines):
            if line.cue:
                fix = 'Take the cue out, or make the verdict "scam".'
                message = "A line has a cue, but a genuine conversation has no tell-tales."
                yield Diagnostic(("lines", position, "cue"), "cue-in-genuine", message, fix)


def _line_findings(lines: Iterable[Any]) -> Iterator[Diagnostic]:
    for position, line in enumerate(lines):
        if not line.text.strip():
            yield Diagnostic(("lines", position, "text"), "blank", "The message is empty.", "Write it, or take it out.")


def _scenario_rules(question: Scenario) -> Iterator[Diagnostic]:
    scenes = question.scenes
    if len(scenes) > MOST_SCENES:
        message = f"The story has {len(scenes)} scenes; {MOST_SCENES} is the most."
        yield Diagnostic(("scenes",), "too-many", message, "Make two questions of it.")
        return
    if question.start not in scenes:
        fix = nearest(question.start, scenes) if scenes else "Add [questions.scenes.…] tables."
        yield Diagnostic(("start",), "unknown-scene", f"There is no scene {quoted(question.start)}.", fix)
    for name, scene in scenes.items():
        for finding in _scene_findings(scene, scenes):
            yield Diagnostic(("scenes", name, *finding.path), finding.rule, finding.message, finding.fix)
    if question.start in scenes:
        reached, looping = _walk(scenes, question.start)
        for name in scenes:
            if name not in reached:
                message = f"No path leads to the scene {quoted(name)}."
                yield Diagnostic(("scenes", name), "unreachable-scene", message, "Lead a choice to it, or take it out.")
        if looping:
            message = f"The story can run in circles through the scene {quoted(looping)}."
            yield Diagnostic(
                ("scenes", looping), "endless-story", message, "Let every choice lead on, so that each path ends."
            )


def _scene_findings(scene: Scene, scenes: dict[str, Scene]) -> Iterator[Diagnostic]:
    if not scene.text.strip():
        yield Diagnostic(("text",), "blank", "The scene says nothing.", "Write what happens.")
    yield from _line_findings(scene.lines)
    if scene.end and scene.choices:
        yield Diagnostic(("end",), "choices-at-end", "An ending has choices.", "Take out the choices or  end = true.")
    if not scene.end and not scene.choices:
        yield Diagnostic((), "no-way-on", "The scene has neither choices nor  end = true.", "Add the one or the other.")
    yield from _text_list_findings((choice.text for choice in scene.choices), "choices", 0, "text")
    for position, choice in enumerate(scene.choices):
        if choice.goto not in scenes:
            message = f"There is no scene {quoted(choice.goto)}."
            yield Diagnostic(("choices", position, "goto"), "unknown-scene", message, nearest(choice.goto, scenes))
        if not 0 <= choice.mark <= 1:
            yield Diagnostic(("choices", position, "mark"), "out-of-range", "The mark is not from 0 to 1.", "1 is the best.")


def _walk(scenes: dict[str, Scene], start: str) -> tuple[set[str], str]:
    """Return the scenes that can be reached from ``start``, and one that can be reached from itself, or nothing."""
    entered: set[str] = set()
    done: set[str] = set()
    stack = [(start, False)]
    looping = ""
    while stack:
        name, leaving = stack.pop()
        if leaving:
            done.add(name)
            continue
        if name in entered:
            if name not in done:
                looping = name
            continue
        entered.add(name)
        stack.append((name, True))
        stack.extend((choice.goto, False) for choice in scenes[name].choices if choice.goto in scenes)
    return entered, looping


_RULES_OF_TYPE: dict[type[Question], Callable[[Any], Iterator[Diagnostic]]] = {
    Single: _option_rules,
    Multiple: _option_rules,
    Order: _order_rules,
    Match: _match_rules,
    Number: _number_rules,
    Short: _short_rules,
    Spot: _spot_rules,
    Scenario: _scenario_rules,
}
