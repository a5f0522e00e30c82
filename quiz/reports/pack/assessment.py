"""What was asked, what passes, and how it went, without names; and what people are very sure and wrong about."""

from collections.abc import Iterator, Sequence

from quiz.banks.model import Bank
from quiz.play.points import CERTAINTY_WORDS
from quiz.reports.completion import Rules
from quiz.reports.csv_text import csv_text
from quiz.reports.html_page import html_table
from quiz.reports.pack.facts import PackFacts
from quiz.reports.pack.figures import FEWEST_TOLD, MEAN_STEP, CourseFigure
from quiz.reports.pack.page import PackFile, pack_page, pack_table, paragraphs
from quiz.reports.suppression import FEWEST
from quiz.reports.topics import too_few_very_sure

_HEADINGS = ("Course", "Done", "Target", "Reached", "Mean mark", "Passes with")
_COLUMNS = ("course", "bank", "other training", "people", "done", "in words", "target %", "target reached")
_OF_BANKS = ("mean mark %", "pass mark %", "questions", "asked in one quiz")
_QUESTIONS = ("bank", "version", "hash", "question", "type", "topic", "prompt", "weight", "scored")


def assessment(facts: PackFacts) -> Iterator[PackFile]:
    """Yield how the assessment went, as a page and as tables: by course, and every question there was."""
    rules, other = facts.completion.rules, any(one.course.other for one in facts.figures)
    how = [
        "Training ends with a quiz, whose questions are drawn from a bank and marked by the program. "
        "A quiz that is passed by the bank's own rules counts; one for practice does not, and guests of live games "
        "count nowhere.",
        f"Done means passed within {rules.within} to the day of this pack, and is told of everybody on the list of staff "
        "but those who have left and those who are new and have time."
        f"{' Of other training it means that there is a record of it.' if other else ''}",
        f"The mean mark, to the nearest {MEAN_STEP} per cent, is that of everybody's last quiz in that time, told of "
        f"{FEWEST_TOLD} people or more, and only where it is told how many are done.",
        f"Counts of fewer than {FEWEST} people are told in words that leave them open, on every page that names nobody.",
    ]
    asked = html_table(
        "What is asked",
        ("Bank", "Version", "Questions", "In one quiz", "Passes with"),
        [
            (one.title, one.about.version, str(len(one.questions)), str(one.quiz_length()), f"{one.about.pass_mark:g} %")
            for one in facts.banks
        ],
    )
    words = "Every question of every text that was played is in questions.csv; its key and sources are in material."
    body = "\n".join([paragraphs(*how), figures_table(facts), asked, paragraphs(words)])
    yield pack_page("assessment.html", "what was asked, what passes, how it went", "Assessment", body, facts.day)
    yield pack_table("assessment.csv", "the same as a table", csv_text([(*_COLUMNS, *_OF_BANKS), *_rows(facts)]))
    yield pack_table(
        "questions.csv", "every question of every text that was played", csv_text([_QUESTIONS, *_questions(facts)])
    )


def figures_table(facts: PackFacts) -> str:
    """Return the figures of each course as HTML, the same on every page that names nobody."""
    banks = {bank.id: bank for bank in facts.banks}
    rules = facts.completion.rules
    rows = [
        (
            one.course.title,
            one.words,
            f"{rules.target} %",
            _reached(one),
            _mean(one, facts, banks.get(one.course.id)),
            f"{banks[one.course.id].about.pass_mark:g} %" if one.course.id in banks else "",
        )
        for one in facts.figures
    ]
    table = html_table(f"How many are done, within {_period(rules)}", _HEADINGS, rows)
    return f"{table}\n{paragraphs(_beside_the_target(rules))}" if rules.required else table


def _beside_the_target(rules: Rules) -> str:
    """Say what is required beside the target, but not whether it is met: that would tell of one person."""
    roles = " and ".join(f"{one.least} of the role {one.role}" for one in rules.required)
    where = "Whether they are stands with the names, in people/completion.html."
    return f"Beside the target at least {roles} are to be done. {where}"


def topics(facts: PackFacts) -> Iterator[PackFile]:
    """Yield the topics that people are very sure and wrong about: shares, and nobody's name."""
    lines = topic_rows(facts)
    table = html_table(
        "First what matters to most people", ("Topic", "Of what people were very sure of, this was wrong"), lines
    )
    told = table if lines else paragraphs("Of no topic were enough people very sure to tell anything yet.")
    few = facts.topics.topics.too_few
    levels = [
        (CERTAINTY_WORDS[one.certainty], f"{one.share:.0f} %", one.verdict.value, f"{one.least:.0f} to {one.most:.0f} %")
        for one in facts.topics.levels
    ]
    sure = html_table(
        "How sure people were, and how right",
        ("Said", "Right", "So people are", "Right would be, if they knew how much they know"),
        levels,
    )
    body = "\n".join(
        [
            paragraphs(
                "After an answer people may say how sure they are. Who is very sure and wrong does not know that there is "
                f"something to ask: brief on that first. It is told of quizzes of {_period(facts.completion.rules)}, of "
                f"topics on which {FEWEST} people or more were very sure, and never of a person or a team."
            ),
            told,
            paragraphs(too_few_very_sure(few) if few else ""),
            sure if levels else "",
        ]
    )
    yield pack_page("topics.html", "of what people are very sure and wrong, by topic", "What to brief next", body, facts.day)


def topic_rows(facts: PackFacts) -> list[tuple[str, str]]:
    """Return each topic with the share wrong of what people were very sure of, the first to brief on top."""
    found = facts.topics.topics.topics
    return [(one.topic, f"{one.share:.0f} %" if isinstance(one.share, float) else str(one.share)) for one in found]


_REACHED = {None: "not told", True: "yes", False: "not yet"}
_SIGNS = {None: "", True: "✔ ", False: "✘ "}


def _reached(one: CourseFigure) -> str:
    """Return whether a course's target is reached, as far as may be told."""
    return f"{_SIGNS[one.met]}{_REACHED[one.met]}"


def _period(rules: Rules) -> str:
    return f"{rules.within} to this day"


def _told_mean(one: CourseFigure, facts: PackFacts, bank: Bank) -> int | None:
    """Return the mean mark at a bank, unless the number done is hidden: the mean could give it away."""
    return None if one.done is None else facts.means.get(bank.id)


def _mean(one: CourseFigure, facts: PackFacts, bank: Bank | None) -> str:
    mean = _told_mean(one, facts, bank) if bank else None
    return "not told" if mean is None and bank else "" if mean is None else f"{mean} %"


def _rows(facts: PackFacts) -> Iterator[Sequence[object]]:
    banks = {bank.id: bank for bank in facts.banks}
    for one in facts.figures:
        bank = banks.get(one.course.id)
        yield (
            *(one.course.title, bank.id if bank else "", "yes" if one.course.other else "no"),
            *("" if count is None else count for count in (one.people, one.done)),
            *(one.words, facts.completion.rules.target, _REACHED[one.met]),
            *(_of_bank(one, facts, bank) if bank else [""] * len(_OF_BANKS)),
        )


def _of_bank(one: CourseFigure, facts: PackFacts, bank: Bank) -> Sequence[object]:
    mean = _told_mean(one, facts, bank)
    return ("" if mean is None else mean, bank.about.pass_mark, len(bank.questions), bank.quiz_length())


def _questions(facts: PackFacts) -> Iterator[Sequence[object]]:
    for one in facts.versions:
        for question in one.bank.questions if one.bank else ():
            scored = "yes" if question.SCORED else "no"
            about = (question.id, question.NAME, question.topic, question.prompt, question.weight, scored)
            yield (one.bank_id, one.version, one.bank_hash, *about)
