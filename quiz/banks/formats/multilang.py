"""Keeps one language of a text that says the same in several, marked as for Moodle's language filters.

A run of ``{mlang en}…{mlang}{mlang cy}…{mlang}`` or ``<span lang="en" class="multilang">…</span>`` shows one of its parts.
"""

import re
from collections.abc import Sequence

_SIGNS = re.compile(r"\{mlang[ ]([^{}]{1,40})\}(.*?)\{mlang\}", re.DOTALL)
_SPANS = re.compile(
    r"<span\b(?=[^<>]{0,200}\bmultilang\b)[^<>]{0,200}\blang=[\"']([\w-]{1,20})[\"'][^<>]*>(.*?)</span>", re.DOTALL
)
_WAYS = ((_SIGNS, "{mlang}"), (_SPANS, "</span>"))
_ENGLISH = "en"


def one_language(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text in English, or in the first language of each run without it, and the languages left behind."""
    behind: dict[str, None] = {}
    for part, end in _WAYS:
        if "mlang" in text or "multilang" in text:
            text = _kept(text, part, text.rfind(end) + len(end), behind)
    return text, tuple(behind)


def _kept(text: str, part: re.Pattern[str], last: int, behind: dict[str, None]) -> str:
    """Return a text with one part of each run; no part ends beyond ``last``, so the search stops there."""
    made: list[str] = []
    run: list[re.Match[str]] = []
    place = 0
    for found in part.finditer(text, 0, last):
        if text[place : found.start()].strip() or not run:
            made += [_chosen(run, behind), text[place : found.start()]]
            run = []
        run.append(found)
        place = found.end()
    return "".join([*made, _chosen(run, behind), text[place:]])


def _chosen(run: Sequence[re.Match[str]], behind: dict[str, None]) -> str:
    """Return the part of a run that is kept."""
    if not run:
        return ""
    chosen = next((one for one in run if _ENGLISH in re.split(r"[\W_]+", one[1].lower())), run[0])
    behind.update(dict.fromkeys(one[1] for one in run if one is not chosen))
    return chosen[2]
