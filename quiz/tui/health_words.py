"""The health of a bank file in words, for the trainer's desk."""

from collections import Counter
from pathlib import Path

from textual.content import Content

from quiz.banks.citations import due
from quiz.banks.health import Health
from quiz.tui.describing import about_broken

_MOST_ADVICE = 40


def health_prompt(health: Health) -> Content:
    """Return a file as two lines of the list: its title, and how it stands."""
    bank, advice = health.reading.bank, len(health.advice)
    if bank is None:
        faults = len(health.reading.faults)
        name = Path(health.reading.file).name
        return Content.assemble((name, "bold"), "\n", (f"✘ {faults} fault{'s' * (faults != 1)}", "$wrong"))
    said = [f"{len(bank.questions)} question{'s' * (len(bank.questions) != 1)}"]
    said += [f"{advice} piece{'s' * (advice != 1)} of advice"] * bool(advice)
    said += [f"{health.overdue} source{'s' * (health.overdue != 1)} overdue"] * bool(health.overdue)
    said += ["draft"] * bank.about.draft
    sign, colour = ("!", "$wrong") if advice or health.overdue else ("✔", "$right")
    return Content.assemble((bank.title, "bold"), "\n", (f"{sign} ", colour), (" · ".join(said), "$muted"))


def about_health(health: Health) -> Content:
    """Return everything there is to know and to do about one file."""
    bank = health.reading.bank
    if bank is None:
        return about_broken(health.reading)
    parts: list[Content | tuple[str, str] | str] = [(bank.title, "bold $primary"), "\n", (bank.file, "$muted"), "\n\n"]
    if bank.about.draft:
        parts += [("Draft: still being written", "$wrong"), "\n\n"]
    kinds = Counter(question.type for question in bank.questions)
    topics = Counter(question.topic for question in bank.questions if question.topic)
    parts += [("Types  ", "$muted"), ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()), "\n\n"]
    if topics:
        parts += [("Topics  ", "$muted"), ", ".join(f"{topic} {count}" for topic, count in topics.most_common()), "\n\n"]
    if bank.sources:
        first = min(map(due, bank.sources.values()))
        overdue = f", {health.overdue} overdue" if health.overdue else ""
        parts += [("Sources  ", "$muted"), f"{len(bank.sources)}{overdue}; the first to read again by {first}", "\n\n"]
    if not health.advice:
        parts += [("✔ No faults, and no advice.", "$right")]
    for problem in health.advice[:_MOST_ADVICE]:
        parts += [
            (f"! line {problem.line}  ", "bold $wrong"),
            f"{problem.message} {problem.fix}",
            (f"  {problem.rule}\n\n", "$muted"),
        ]
    if len(health.advice) > _MOST_ADVICE:
        parts.append(f"and {len(health.advice) - _MOST_ADVICE} more: quiz bank check")
    return Content.assemble(*parts)
