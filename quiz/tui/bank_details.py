"""Banks in words, for those who choose one and for those who mend one."""

from collections.abc import Sequence
from pathlib import Path

from textual.content import Content

from quiz.banks.loading import Reading
from quiz.banks.model import Bank, in_words, oldest_read
from quiz.play.drawing import topics
from quiz.questions.text import plural
from quiz.reports.summary import mark_in_figures
from quiz.services.progress import BankProgress
from quiz.services.topups import TopUp
from quiz.store.records import Best
from quiz.tui.home_rows import how_long, mark_in_brief
from quiz.tui.widgets.charts import bar, mark_columns
from quiz.tui.widgets.figures import block_figures

_NOTHING = Content("")
_A_MARK, _PASSES = 5, 11
"""Cells that a mark takes in the chart, and cells for the words beside the line of its pass mark."""
_MOST_MARKS = 8


def fits_in_rule(title: str, width: int) -> bool:
    """Say whether a titled rule has room for the whole of ``title``."""
    return 0 < Content(title).cell_length <= width - 6


def about_bank(bank: Bank, stands: BankProgress, width: int, height: int, *, is_narrow: bool) -> Content:
    """Return what helps to choose a bank, shown below the list, the most useful first.

    Its topics are left out if all else fits into ``height`` lines of ``width`` cells and they do not.
    """
    about, (length, minutes) = bank.about, how_long(bank)
    facts = [
        f"{length} of {plural(len(bank.scored), 'question')}",
        f"about {minutes} min",
        f"{about.pass_mark:g} % to pass",
    ]
    if not is_narrow and bank.sources:
        facts.append(plural(len(bank.sources), "source"))
    lines = [_draft(bank), Content(about.summary.strip()), Content.styled(" · ".join(facts), "$muted")]
    lines = [line for line in lines if line]
    about_topics = [Content(" "), *_topics_in_a_line(bank, stands)]
    needed, more = (sum(line.get_height({}, width) for line in part) for part in (lines, about_topics))
    # If the text scrolls anyway, the topics cost nothing.
    if len(about_topics) > 1 and not needed <= height < needed + more:
        lines += about_topics
    if stands.best and (exact := mark_in_figures(stands.best.mark, about.pass_mark)) != _in_brief(bank, stands.best):
        lines.append(Content.assemble(("Best  ", "$muted"), exact))
    return Content("\n").join(lines)


def _topics_in_a_line(bank: Bank, stands: BankProgress) -> list[Content]:
    """Return the two topics known least, or all topics before the first answer."""
    if weak := stands.weakest(2):
        named = [Content.assemble(topic.topic, (f" {topic.known} of {topic.questions}", "$muted")) for topic in weak]
        return [Content.styled("Least known  ", "$muted") + Content("   ").join(named)]
    found = topics(bank.questions)
    return [Content.styled("Topics  ", "$muted") + ", ".join(found)] if found else []


def beside_bank(bank: Bank, stands: BankProgress, width: int, height: int) -> Content:
    """Return what is known about a bank, beside the list, in ``width`` cells; without the chart if ``height`` is short."""
    head = [_draft(bank), Content(bank.about.summary.strip())]
    body, chart = _figures(bank, stands, width), _chart(bank, stands, width)
    tail = [*_topics_known(bank, stands, width), Content(" "), _sources(bank)]
    without = Content("\n").join(line for line in (*head, *body, *tail) if line)
    # One line less, because the title is above.
    if chart and without.get_height({}, width) + len(chart) < height:
        body += chart
    return Content("\n").join(line for line in (*head, *body, *tail) if line)


def _in_brief(bank: Bank, best: Best) -> str:
    return mark_in_brief(best.mark, bank.about.pass_mark)


def _draft(bank: Bank) -> Content:
    return Content.styled("Draft: still being written", "$wrong") if bank.about.draft else _NOTHING


def _figures(bank: Bank, stands: BankProgress, width: int) -> list[Content]:
    """Return the best mark in block figures and what it means, or without a mark how long a quiz is."""
    passes = f"{bank.about.pass_mark:g} % to pass"
    if not stands.best:
        length, minutes = how_long(bank)
        asked = f"{length} of {plural(len(bank.scored), 'question')}, about {plural(minutes, 'minute')}"
        return [Content(" "), *(Content.styled(line, "$muted") for line in (asked, passes))]
    passed = stands.has_passed(bank)
    verdict = Content.styled("✔ Passed", "bold $right") if passed else Content.styled("◐ Not yet", "bold")
    exact, brief = mark_in_figures(stands.best.mark, bank.about.pass_mark), _in_brief(bank, stands.best)
    best = "your best" if exact == brief else f"your best: {exact}"
    words = [verdict, Content.styled(best, "$muted"), Content.styled(passes, "$muted")]
    rows = block_figures(brief.replace(" ", ""), "large")
    figures = [Content.styled(row, "$right" if passed else "") for row in rows]
    if len(rows[0]) + 3 + max(line.cell_length for line in words) > width:
        return [Content(" "), *figures, Content(" "), Content.styled(" · ", "$muted").join(words)]
    beside = [_NOTHING, *words, _NOTHING]
    return [Content(" "), *(figure + "   " + word for figure, word in zip(figures, beside, strict=True))]


def _chart(bank: Bank, stands: BankProgress, width: int) -> list[Content]:
    most = min(max((width - _PASSES) // _A_MARK, 0), _MOST_MARKS)
    marks = [finished.mark for finished in stands.marks[-most:]] if most else []
    return [Content(" "), *mark_columns(marks, bank.about.pass_mark)] if len(marks) > 1 else []


def _topics_known(bank: Bank, stands: BankProgress, width: int) -> list[Content]:
    """Return how much of each topic is known, or just the topics before the first answer."""
    if not stands.topics:
        found = topics(bank.questions)
        return (
            [Content(" "), Content.styled("What it is about", "$muted"), *(Content(f"· {topic}") for topic in found)]
            if found
            else []
        )
    known = Content.styled(f"{stands.known} of {len(bank.scored)}", "bold")
    lines = [Content(" "), Content.styled("You know", "$muted").pad_right(width - 8 - known.cell_length) + known]
    of = [f"{topic.known} of {topic.questions}" for topic in stands.topics]
    figures = max(map(len, of))
    longest = max(Content(topic.topic).cell_length for topic in stands.topics)
    names = max(min(longest, width - figures - 7), 1)
    for topic, words in zip(stands.topics, of, strict=True):
        name = Content(topic.topic).truncate(names, ellipsis=True, pad=True)
        drawn = bar(topic.known, topic.questions, max(width - names - figures - 3, 0))
        lines.append(Content.assemble(name, "  ", drawn, " ", (words.rjust(figures), "$muted")))
    return lines


def _sources(bank: Bank) -> Content:
    words = plural(len(bank.questions), "question")
    if bank.sources:
        words += f" · {plural(len(bank.sources), 'source')}"
    if oldest := oldest_read(bank.sources.values()):
        words += f", the oldest checked {in_words(oldest)}"
    return Content.styled(words, "$muted")


def about_missed(missed: Sequence[tuple[Bank, Sequence[str]]]) -> Content:
    """Return what there is to practise; ``missed`` holds the ids of questions by bank, the latest first."""
    (bank, ids), *others = missed
    prompts = {question.id: question.prompt for question in bank.questions}
    asked = [" ".join(prompts[question_id].split()) for question_id in reversed(ids) if question_id in prompts]
    lines = [
        Content.assemble((bank.title, "bold"), f": only {plural(len(asked), 'question')}, without a clock or a board."),
        *(Content(f"• {prompt}") for prompt in asked),
    ]
    if others:
        named = ", ".join(f"{len(ids)} in {bank.title}" for bank, ids in others)
        lines += [Content.assemble(("Then  ", "$muted"), f"{named}: m on the bank.")]
    return Content("\n").join(lines)


def about_due(due: TopUp) -> Content:
    """Return the topics that a top-up asks about, by bank, in the order asked."""
    by_bank: dict[str, list[str]] = {}
    for one in due.questions:
        by_bank.setdefault(one.bank.title, []).append(one.question.topic)
    which = "it" if len(due.questions) == 1 else f"{due.missed} of them"
    missed = f" You missed {which} last time." if due.missed else ""
    lines = [Content(f"What you are most likely to have forgotten: no clock, on no board.{missed}")]
    for title, about in by_bank.items():
        named = ", ".join(dict.fromkeys(filter(None, about)))
        lines.append(Content.assemble(("• ", "$muted"), title, (f"  {named}", "$muted")))
    return Content("\n").join(lines)


def about_faults(reading: Reading) -> Content:
    """Return what is wrong with a file that cannot be played, below its name: line, fault, how to mend it."""
    lines = []
    for problem in reading.faults[:20]:
        lines += [
            Content.assemble((f"line {problem.line}  ", "$muted"), (problem.key, "bold"), f"  {problem.message}"),
            Content.assemble(("→ ", "bold $right"), problem.fix) if problem.fix else _NOTHING,
        ]
    if len(reading.faults) > 20:
        lines.append(Content(f"and {len(reading.faults) - 20} more: quiz bank check"))
    lines.append(Content.styled(f"{reading.file}. Only this file is left out.", "$muted"))
    return Content("\n").join(line for line in lines if line)


def no_banks(folders: Sequence[Path]) -> Content:
    """Return what to do when no bank was found."""
    return Content.assemble(
        ("No question banks were found", "bold"),
        "\n\nPut a bank (a .toml file) into one of these folders, and it appears here:\n\n",
        "\n".join(str(folder) for folder in folders),
        "\n\nTo write one of your own begin with  ",
        ("quiz bank new my-bank.toml", "bold"),
    )
