"""The material as it was played: each text to the byte, the same as a page to read, and a list of all."""

import re
from collections.abc import Iterator
from datetime import date

from quiz.reports.html_page import html_list, html_text
from quiz.reports.pack.facts import PackFacts, PlayedVersion
from quiz.reports.pack.figures import FEWEST_TOLD
from quiz.reports.pack.page import PackFile, pack_page, paragraphs
from quiz.reports.run_sheet import run_sheet
from quiz.reports.run_sheet_html import html_sheet
from quiz.store.material import digest

_FEW = f"not told of fewer than {FEWEST_TOLD} people"
_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_LONGEST = 60
"""The most characters of a bank's id or version in a file's name."""


def material(facts: PackFacts) -> Iterator[PackFile]:
    """Yield a list of every text that was played, and each text that was kept, both exact and as a page."""
    intro = paragraphs(
        "A quiz keeps the exact text of its bank. Whatever became of the file since, this is what people were asked and "
        "told: questions, answers, explanations and sources. Its hash stands with every quiz and on every certificate.",
        "Who received it is told by the completion of each person, in the folder people.",
    )
    entries = "\n".join(map(_entry, facts.versions))
    body = "\n".join([intro, entries or paragraphs("No bank of these courses has been played yet.")])
    yield pack_page("material.html", "every text that was played, with its hash", "Material", body, facts.day)
    for one in facts.versions:
        if one.bank:
            name = _name(one)
            yield PackFile(path=f"{name}.toml", content=one.bank.text.encode(), about="a text as it was played")
            page = html_sheet(run_sheet(one.bank, {})).encode()
            yield PackFile(path=f"{name}.html", content=page, about="the same to read: questions, key and explanations")


def _entry(one: PlayedVersion) -> str:
    called = one.bank.title if one.bank else one.bank_id
    title = html_text(f"{called}, version {one.version}" if one.version else called)
    finished = ("Played by staff", _span(one.first, one.last) if one.first and one.last else _FEW)
    if one.bank is None:
        known = html_list([finished, ("Text", "not kept, from before texts were"), ("SHA-256", f"{one.bank_hash}…")])
        return f"<h2>{title}</h2>\n{known}"
    name = html_text(_name(one))
    links = f'<p><a href="{name}.html">To read</a> · <a href="{name}.toml">the text itself</a></p>'
    known = html_list([finished, ("Questions", str(len(one.bank.questions))), ("SHA-256", digest(one.bank.text))])
    return f"<h2>{title}</h2>\n{known}\n{links}"


def _span(first: date, last: date) -> str:
    """Return the months from one day to another: the days would tell when somebody played."""
    months = f"{first:%B %Y}", f"{last:%B %Y}"
    return months[0] if months[0] == months[1] else f"{months[0]} to {months[1]}"


def _name(one: PlayedVersion) -> str:
    """Return the name of its files without the ending, safe whatever another program has written to the store."""
    parts = (_safe(one.bank_id), _safe(one.version), _safe(one.bank_hash))
    return f"material/{'-'.join(part for part in parts if part)}"


def _safe(text: str) -> str:
    return _UNSAFE.sub("-", text.casefold())[:_LONGEST].strip("-.")
