"""A player's progress, in lines for ``quiz progress``. Nothing is compared with other players."""

from collections.abc import Iterator
from datetime import date

from quiz.banks.model import Bank
from quiz.questions.text import about_minutes, plural, printable
from quiz.reports.mark_blocks import mark_blocks
from quiz.reports.summary import mark_in_figures
from quiz.services.progress import BankProgress, Overview
from quiz.services.topups import coming_in_parts, nothing_due, nothing_played

_BAR = 12
"""The width of a bar."""


def progress_lines(name: str, found: Overview, today: date, *, elsewhere: int = 0) -> Iterator[str]:
    """Yield the player's progress in each bank they have played, and when questions come again.

    They have also played ``elsewhere`` banks that are not here.
    """
    if elsewhere:
        not_here = f"{plural(elsewhere, 'bank')} that {'is' if elsewhere == 1 else 'are'} not here"
        yield printable(f"{name} has played {not_here}. To search another folder: quiz progress --banks DIR")
    if not found.has_played:
        if not elsewhere:
            yield nothing_played(name)
        return
    yield printable(
        f"{name}: likely to know {found.known} of {plural(found.questions, 'question')}, "
        f"{found.passed} of {plural(len(found.banks), 'bank')} passed."
    )
    for bank, stands in found.banks:
        if stands.last_played is not None:
            yield ""
            yield from map(printable, _bank_lines(bank, stands))
    yield ""
    if found.top_up.questions:
        yield f"Today: {about_minutes(len(found.top_up.questions), found.top_up.minutes)}. To play: quiz topup"
    else:
        yield nothing_due(found.top_up, today)
    if coming := coming_in_parts(found.coming):
        yield "Comes again: " + ", ".join(f"{span} {count}" for span, count in coming)


def _bank_lines(bank: Bank, stands: BankProgress) -> Iterator[str]:
    marks = [finished.mark for finished in stands.marks]
    yield f"{bank.title}: likely to know {stands.known} of {len(bank.scored)}"
    if marks:
        figures = " ".join(mark_in_figures(mark, bank.about.pass_mark).removesuffix(" %") for mark in marks)
        yield f"   {mark_blocks(marks)}  marks {figures} per cent, the pass mark is {bank.about.pass_mark:g}"
    for topic in stands.topics:
        if topic.was_asked:
            yield f"   {_bar(topic.share)} {topic.known:>3} of {topic.questions:<3} {topic.topic}"


def _bar(share: float) -> str:
    filled = round(_BAR * share)
    return "━" * filled + "─" * (_BAR - filled)
