"""Rules of loading for each question type: said once, at its line and key, with a fix."""

import pytest

from quiz.banks.loading import read_text
from tests.banks.faulty import expect_one, question_of, text_of

OPTION_FAULTS = [
    ("single", 'options = [{ text = "a", correct = true }] # <-', "too-few", "options", "fewer than 2", "2 or more"),
    ("single", 'options = [{ text = "a" }, { text = "b" }] # <-', "no-key", "options", "No option", "correct = true"),
    ("multiple", 'options = [{ text = "a" }, { text = "b" }] # <-', "no-key", "options", "No option", "correct = true"),
    (
        "single",
        'options = [{ text = "a", correct = true }, { text = "b", correct = true }] # <-',
        *("several-keys", "options", "2 options are marked", 'type = "multiple"'),
    ),
    (
        "multiple",
        'options = [\n{ text = "a", correct = true },\n{ text = "" }, # <-\n]',
        *("blank", "options[1].text", "empty", "take the entry out"),
    ),
    (
        "single",
        'options = [\n{ text = "a", correct = true },\n{ text = "b", corect = true }, # <-\n]',
        *("unknown-key", "options[1].corect", '"corect"', 'Did you mean "correct"?'),
    ),
    (
        "single",
        'options = [\n{ text = "a", correct = true },\n"b", # <-\n]',
        *("wrong-kind", "options[1]", 'the text "b"', "a table"),
    ),
    ("single", "", "missing-key", "options", 'The key "options" is missing', "options = [ {"),
]
TYPED_FAULTS = [
    ("true-false", 'answer = "true" # <-', "wrong-kind", "answer", 'the text "true"', "without quotes"),
    ("true-false", "", "missing-key", "answer", 'The key "answer" is missing', "answer ="),
    ("order", 'steps = ["a"] # <-', "too-few", "steps", "fewer than 2", "2 or more"),
    ("order", 'steps = ["a",\n" ", # <-\n]', "blank", "steps[1]", "empty", "take the entry out"),
    ("number", 'answer = "72" # <-', "wrong-kind", "answer", 'the text "72"', "answer = 72, without quotes"),
    ("number", "answer = inf # <-", "out-of-range", "answer", "calculated", "For example 72"),
    ("number", f"answer = {10**400} # <-", "out-of-range", "answer", "calculated", "For example 72"),
    ("number", "answer = 1\ntolerance = -1 # <-", "out-of-range", "tolerance", "below 0", "exact figure"),
    ("number", "answer = 1\ntolerance = nan # <-", "out-of-range", "tolerance", "calculated", "72"),
    ("short", "accept = [] # <-", "too-few", "accept", "fewer than 1", "1 or more"),
    ("short", 'accept = ["a",\n"", # <-\n]', "blank", "accept[1]", "empty", "take the entry out"),
    ("match", 'pairs = [{ item = "a", with = "A" }] # <-', "too-few", "pairs", "fewer than 2", "2 or more"),
    (
        "match",
        'pairs = [{ item = "a", with = "A" }, { item = "b", with = "A" }] # <-',
        *("too-few", "pairs", "same thing", "add distractors"),
    ),
    (
        "match",
        'pairs = [{ item = "a", with = "A" },\n{ item = "b", with = "" }, # <-\n]',
        *("blank", "pairs[1].with", "empty", "belongs with"),
    ),
    (
        "match",
        'pairs = [{ item = "a", with = "A" },\n{ item = "", with = "B" }, # <-\n]',
        *("blank", "pairs[1].item", "empty", "take the entry out"),
    ),
    (
        "match",
        'pairs = [{ item = "a", with = "A" }, { item = "b", with = "B" }]\ndistractors = ["B"] # <-',
        *("repeated", "distractors[0]", "cannot be a distractor", "Take it out"),
    ),
    (
        "match",
        'pairs = [{ item = "a", with = "A" },\n{ item = "b", wiht = "B", with = "C" }, # <-\n]',
        *("unknown-key", "pairs[1].wiht", '"wiht"', 'Did you mean "with"?'),
    ),
]
SPOT = 'channel = "sms"\nfrom = "Mum"\nverdict = "scam"\n'
SPOT_FAULTS = [
    ("spot", SPOT + "lines = [] # <-", "too-few", "lines", "no messages", "one or more"),
    ("spot", SPOT + 'lines = [\n{ text = "" }, # <-\n]', "blank", "lines[0].text", "message is empty", "take it out"),
    (
        "spot",
        SPOT.replace('"sms"', '"whatsap" # <-') + 'lines = [{text = "a"}]',
        *("unknown-word", "channel", '"whatsap"', 'Did you mean "whatsapp"?'),
    ),
    (
        "spot",
        SPOT.replace('"scam"', '"genuine"') + 'lines = [\n{ text = "a", cue = "c" }, # <-\n]',
        *("cue-in-genuine", "lines[0].cue", "no tell-tales", 'the verdict "scam"'),
    ),
]
DOOR = '[questions.scenes.door]\ntext = "Door."\n'
END = '[questions.scenes.end] # end\ntext = "End."\nend = true\n'
ON = 'choices = [{ text = "on", goto = "end", mark = 1 }]\n'
BOTH = ON.replace("}]", '},\n{ text = "off", goto = "ned", mark = 0 } # <-\n]')
STORY = 'start = "door"\n' + DOOR + ON + END
STORY_FAULTS = [
    (STORY.replace('start = "door"', 'start = "dor" # <-'), "unknown-scene", "start", '"dor"', 'Did you mean "door"?'),
    (STORY.replace(ON, BOTH), "unknown-scene", "scenes.door.choices[1].goto", '"ned"', 'Did you mean "end"?'),
    (
        STORY.replace("mark = 1 }]", "mark = 1.5 }] # <-"),
        "out-of-range",
        "scenes.door.choices[0].mark",
        "0 to 1",
        "1 is the best",
    ),
    (STORY.replace('"Door."', '"" # <-'), "blank", "scenes.door.text", "says nothing", "Write what happens"),
    (STORY.replace("# end", "# <-").replace("end = true\n", ""), "no-way-on", "scenes.end", "neither", "Add the one"),
    (STORY.replace(ON, ON + "end = true # <-\n"), "choices-at-end", "scenes.door.end", "ending has choices", "Take out"),
    (STORY + "[questions.scenes.attic] # <-\ntext = 'A.'\nend = true", "unreachable-scene", "scenes.attic", "path", "Lead"),
    (STORY.replace(ON, ON + 'lines = [{ text = "" }] # <-\n'), "blank", "scenes.door.lines[0].text", "empty", "Write it"),
]


@pytest.mark.parametrize(("type_name", "keys", "rule", "key", "message", "fix"), OPTION_FAULTS + TYPED_FAULTS + SPOT_FAULTS)
def test_a_fault_of_one_type(type_name: str, keys: str, rule: str, key: str, message: str, fix: str) -> None:
    text = text_of(question=question_of(type_name, keys))
    if rule == "missing-key":
        text = text.replace("# question", "# <-")
    expect_one(text, rule, f"questions[0].{key}", message, fix)


@pytest.mark.parametrize(("keys", "rule", "key", "message", "fix"), STORY_FAULTS)
def test_a_fault_of_a_story(keys: str, rule: str, key: str, message: str, fix: str) -> None:
    expect_one(text_of(question=question_of("scenario", keys)), rule, f"questions[0].{key}", message, fix)


def test_a_story_that_can_run_in_circles_is_faulty() -> None:
    back = STORY.replace("mark = 1 }", 'mark = 1 }, { text = "back", goto = "door", mark = 0 }')
    (problem,) = read_text(text_of(question=question_of("scenario", back)), "mine.toml").problems
    assert (problem.rule, problem.key) == ("endless-story", "questions[0].scenes.door")
    assert "in circles" in problem.message


def test_a_story_of_more_than_200_scenes_is_faulty_and_one_of_200_is_not() -> None:
    def story(scenes: int) -> str:
        rooms = [
            f"s{i} = {{ text = 'S', choices = [{{ text = 'on', goto = 's{i + 1}', mark = 1 }}] }}" for i in range(scenes - 1)
        ]
        last = f"s{scenes - 1} = {{ text = 'End', end = true }}"
        return text_of(question=question_of("scenario", f"start = 's0'\nscenes = {{ {', '.join([*rooms, last])} }}\n"))

    assert read_text(story(200), "mine.toml").problems == ()
    assert [problem.rule for problem in read_text(story(201), "mine.toml").problems] == ["too-many"]


@pytest.mark.parametrize(
    ("type_name", "keys", "places"),
    [
        (
            "single",
            'options = [{ text = "a", correct = true }, { text = "b" }, { text = "b " }]',
            ("options[1].text", "options[2].text"),
        ),
        ("order", 'steps = ["a", "b", "a"]', ("steps[0]", "steps[2]")),
        ("short", 'accept = ["a", "a"]', ("accept[0]", "accept[1]")),
        ("match", 'pairs = [{ item = "a", with = "A" }, { item = "a", with = "B" }]', ("pairs[0].item", "pairs[1].item")),
    ],
)
def test_a_text_that_stands_twice_is_reported_at_both_places(type_name: str, keys: str, places: tuple[str, ...]) -> None:
    problems = read_text(text_of(question=question_of(type_name, keys)), "mine.toml").problems
    assert [(problem.rule, problem.key) for problem in problems] == [("repeated", f"questions[0].{key}") for key in places]
