"""Banks in words, for the lists of the home screen and the trainer."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from textual.content import Content

from quiz.banks.loading import Reading
from quiz.banks.model import Bank
from quiz.play.drawing import topics
from quiz.questions.reading_time import reading_limit
from quiz.questions.text import plural
from quiz.store.records import Best


def prompt_of(bank: Bank, best: Best | None) -> Content:
    """Return a bank as two lines of the list: its title; what was reached, and how much there is."""
    passed = best and best.mark >= bank.about.pass_mark
    reached = f"{'✔' if passed else '○'} best {best.mark:.0f} %" if best else "○ not played"
    draft = " · draft" if bank.about.draft else ""
    count = len(bank.questions)
    return Content.assemble(
        (bank.title, "bold"),
        "\n",
        (reached, "$right" if passed else "$muted"),
        (f" · {plural(count, 'question')}{draft}", "$muted"),
    )


def broken_prompt(reading: Reading) -> Content:
    """Return a file that cannot be played as two lines of the list."""
    count = len(reading.faults)
    return Content.assemble(
        (Path(reading.file).name, "bold"), "\n", (f"✘ {plural(count, 'fault')}, cannot be played", "$wrong")
    )


def about_bank(bank: Bank, best: Best | None) -> Content:
    """Return what a bank holds, a paragraph each."""
    about = bank.about
    length, count = bank.quiz_length(), len(bank.questions)
    minutes = max(1, round(sum(reading_limit(q) for q in bank.questions) / len(bank.questions) * length / 60 / 2))
    parts: list[Content | tuple[str, str] | str] = [(bank.title, "bold $primary"), "\n\n"]
    if about.draft:
        parts += [("Draft: still being written", "$wrong"), "\n\n"]
    if about.summary:
        parts += [about.summary.strip(), "\n\n"]
    parts += [
        f"{length} of {plural(count, 'question')} each time, about {plural(minutes, 'minute')}. "
        f"Pass mark {about.pass_mark:g} %.\n\n"
    ]
    if best:
        times = "once" if best.attempts == 1 else f"{best.attempts} times"
        parts += [f"Your best: {best.mark:.0f} %, {best.points:,} points. Played {times}.\n\n"]
    if found := topics(bank.questions):
        parts += [("Topics  ", "$muted"), ", ".join(found), "\n\n"]
    kinds = Counter(question.NAME for question in bank.questions)
    named = (f"{name[:1].lower()}{name[1:]} {count}" for name, count in kinds.most_common())
    parts += [("Kinds  ", "$muted"), ", ".join(named), "\n\n"]
    if bank.sources:
        oldest = min(bank.sources.values(), key=lambda source: source.checked)
        parts += [("Sources  ", "$muted"), f"{len(bank.sources)}, the oldest checked {oldest.checked_in_words}", "\n\n"]
    parts += [(" · ".join(word for word in (about.audience, about.version, about.licence) if word), "$muted")]
    return Content.assemble(*parts)


def about_broken(reading: Reading) -> Content:
    """Return what is wrong with a file, for whoever wrote it."""
    parts: list[tuple[str, str] | str] = [
        ("This bank cannot be played yet", "bold $wrong"),
        f"\n\n{reading.file}\n\nThe other banks play. To fix it:\n\n",
    ]
    for problem in reading.faults[:20]:
        parts += [(f"line {problem.line}  ", "$muted"), (problem.key, "bold"), f"\n{problem.message} {problem.fix}\n\n"]
    if len(reading.faults) > 20:
        parts += [f"and {len(reading.faults) - 20} more: quiz bank check"]
    return Content.assemble(*parts)


def no_banks(folders: Sequence[Path]) -> Content:
    """Return what to do where no bank was found."""
    return Content.assemble(
        ("No question banks were found", "bold"),
        "\n\nPut a bank (a .toml file) into one of these folders and start again:\n\n",
        "\n".join(str(folder) for folder in folders),
    )
