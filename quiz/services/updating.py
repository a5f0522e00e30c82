"""Updates a bank from the file it was made of, matching questions by id; nothing written by hand is lost.

All of it blocks, a large bank for seconds: call it off the loop.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from quiz.banks.editing import EditingError, all_edited
from quiz.banks.foreign import imported_from
from quiz.banks.formats.exchange import Imported, SourceKeys, joined, lacking
from quiz.banks.formats.toml_writing import tables_text
from quiz.banks.loading import read_text
from quiz.banks.model import Bank, Source
from quiz.banks.rules import question_diagnostics
from quiz.files import read_file
from quiz.questions.options import OptionsQuestion
from quiz.questions.question import Question
from quiz.questions.text import plural
from quiz.questions.true_false import TrueFalse
from quiz.services.requests import RequestError


class QuestionUpdate(Struct, frozen=True, kw_only=True):
    """A question before and after the update; where the file is blank, the bank's own value stays."""

    before: Question
    after: Question

    @property
    def fields(self) -> list[str]:
        """The keys that differ."""
        return [
            field.encode_name
            for field in structs.fields(self.after)
            if getattr(self.before, field.name) != getattr(self.after, field.name)
        ]

    @property
    def lost_reasons(self) -> list[str]:
        """What the bank says of single answers and will not say any more, for they are gone or of the other kind now."""
        kept = _reasons(self.after)
        return [f"{text}: {why}" for text, why in _reasons(self.before).items() if not kept.get(text)]

    def differences(self) -> Iterator[tuple[str, str, str]]:
        """Yield what differs of all that players read: what it is, as it was and as it becomes."""
        before, after = self.before, self.after
        if before.prompt != after.prompt:
            yield "question", before.prompt, after.prompt
        if isinstance(before, OptionsQuestion) and isinstance(after, OptionsQuestion):
            texts = [" / ".join(option.text for option in one.options) for one in (before, after)]
            if texts[0] != texts[1]:
                yield "options", texts[0], texts[1]
        if (old := "; ".join(before.handout().key)) != (new := "; ".join(after.handout().key)):
            yield "=>", old, new
        for reason in self.lost_reasons:
            yield "why", reason, "taken out"
        for name in ("explanation", "action", "hint"):
            if (old := getattr(before, name)) != (new := getattr(after, name)):
                yield name, old, new


class BankUpdate(Struct, frozen=True, kw_only=True):
    """What becomes of a bank."""

    file: Path
    before: bytes
    content: bytes
    """The file as it was, and as it is to be."""
    changed: tuple[QuestionUpdate, ...] = ()
    added: tuple[Question, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    """Ids of questions that have changed and cannot be changed in the bank, and why."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Ids of new questions that lack what the bank asks of each of its questions, and what that is."""
    same: int = 0
    """How many are as they were."""
    absent: tuple[str, ...] = ()
    """Ids of the bank's questions that the file lacks; they stay."""

    @property
    def in_short(self) -> str:
        """How many questions are changed and added."""
        return f"{plural(len(self.changed), 'question')} changed, {len(self.added)} added"

    @property
    def of_the_others(self) -> str:
        """How many questions stay as they are."""
        stay = len(self.absent)
        parts = [
            f"{plural(self.same, 'question')} as before" if self.same else "",
            f"{plural(stay, 'question')} that only the bank has {'stays' if stay == 1 else 'stay'}" if stay else "",
        ]
        return f"{', '.join(filter(None, parts)) or 'No other question is in the bank'}."


def update_of(file: Path, parts: Sequence[Imported], names: Sequence[str] = ()) -> BankUpdate:
    """Work out the update of the bank in ``file`` by ``parts``, read from files with these ``names``.

    Raises RequestError or OSError.
    """
    before = read_file(file)
    bank = _bank_of(before, file)
    questions, found = joined(parts)
    keys, new_sources = _sources_in(bank, found)
    questions = tuple(structs.replace(one, sources=tuple(keys[key] for key in one.sources)) for one in questions)
    places = {question.id: place for place, question in enumerate(bank.questions)}
    same = 0
    updates: list[tuple[int, QuestionUpdate]] = []
    added: list[Question] = []
    refused: list[tuple[str, str]] = []
    left_out: list[tuple[str, str]] = []
    for question in questions:
        if question.id not in places:
            if lack := _lack_of(question, bank):
                left_out.append((question.id, lack))
            else:
                added.append(question)
            continue
        old = bank.questions[places[question.id]]
        if type(old) is not type(question):
            refused.append((question.id, f"it is {question.type} in the file and {old.type} in the bank."))
            continue
        update = QuestionUpdate(before=old, after=_merged(old, question))
        if not update.fields:
            same += 1
            continue
        updates.append((places[question.id], update))
    put, named = _put(before, updates, new_sources), {question.id for question in questions}
    still_new = {key: source for key, source in new_sources.items() if key not in put.sources}
    content = _with_added(put.content, file, added, still_new)
    return BankUpdate(
        file=file,
        before=before,
        content=_with_notes(content, names) if content != before else before,
        changed=put.changed,
        added=tuple(added),
        refused=(*refused, *put.refused),
        left_out=tuple(left_out),
        same=same,
        absent=tuple(one for one in places if one not in named),
    )


class _Put(Struct, frozen=True):
    """A bank's file after changes, which of them were made, and which could not be made and why."""

    content: bytes
    changed: tuple[QuestionUpdate, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    sources: frozenset[str] = frozenset()
    """The keys of the new sources that came with them."""


def _put(content: bytes, updates: Sequence[tuple[int, QuestionUpdate]], new_sources: Mapping[str, Source]) -> _Put:
    """Change questions by their positions: all at once, or by halves where some cannot be changed, to find out which."""
    if not updates:
        return _Put(content)
    cited = {key for _, update in updates for key in update.after.sources}
    wanted = {key: source for key, source in new_sources.items() if key in cited}
    try:
        made = all_edited(content, {place: update.after for place, update in updates}, wanted)
    except EditingError as why:
        if len(updates) == 1:
            return _Put(content, refused=((updates[0][1].before.id, str(why)),))
    else:
        return _Put(made, tuple(update for _, update in updates), sources=frozenset(wanted))
    middle = len(updates) // 2
    first = _put(content, updates[:middle], new_sources)
    then = _put(first.content, updates[middle:], {key: new_sources[key] for key in new_sources if key not in first.sources})
    return _Put(then.content, first.changed + then.changed, first.refused + then.refused, first.sources | then.sources)


def _lack_of(question: Question, bank: Bank) -> str:
    """Return what a new question lacks to stand in a bank; in one that is no draft that is explanation and source too."""
    is_draft = bank.about.draft
    fault = next((one for one in question_diagnostics(question, None, is_draft) if one.level == "fault"), None)
    if fault is None:
        return ""
    is_mere = not is_draft and all(one.level != "fault" for one in question_diagnostics(question, None, draft=True))
    return f"{fault.message} {fault.fix}" + (" Or write  draft = true  below [bank] until it is there." if is_mere else "")


def _with_notes(content: bytes, names: Sequence[str]) -> bytes:
    """Note in a bank which files it is made of, so that they are not offered for import again."""
    text = content.decode("utf-8-sig")
    notes = [note for note in (f"# {imported_from(name)}" for name in names) if note not in text.splitlines()]
    line_end = "\r\n" if "\r\n" in text else "\n"
    mark = content[: len(content) - len(text.encode())]
    return mark + "".join(note + line_end for note in notes).encode() + text.encode()


def _bank_of(content: bytes, file: Path) -> Bank:
    try:
        reading = read_text(content.decode("utf-8"), str(file))
    except UnicodeDecodeError:
        raise RequestError(f"{file} is not UTF-8 text.") from None
    if reading.bank is None:
        fault = reading.faults[0]
        raise RequestError(f"{file}:{fault.line}: {fault.message} {fault.fix}")
    return reading.bank


def _sources_in(bank: Bank, found: dict[str, Source]) -> tuple[dict[str, str], dict[str, Source]]:
    """Map the file's source keys to the bank's, and return the sources that are new to the bank."""
    known = {source.url: key for key, source in bank.sources.items()}
    keys = SourceKeys()
    keys.sources.update(bank.sources)
    mapped = {key: known.get(source.url) or keys.key_of(source, key) for key, source in found.items()}
    return mapped, {key: source for key, source in keys.sources.items() if key not in bank.sources}


def _merged(old: Question, new: Question) -> Question:
    """Return a question as the file has it; what the file says nothing of stays as it is in the bank."""
    kept: dict[str, Any] = {}
    for field in structs.fields(new):
        is_blank = not field.required and getattr(new, field.name) in (field.default, ())
        if is_blank:
            kept[field.name] = getattr(old, field.name)
    if new.sources:
        kept["sources"] = tuple(dict.fromkeys((*old.sources, *new.sources)))
    if isinstance(old, OptionsQuestion) and isinstance(new, OptionsQuestion):
        # What was said of an option no longer holds once it has turned right or wrong.
        whys = {(option.text, option.correct): option.why for option in old.options}
        kept["options"] = tuple(
            structs.replace(option, why=option.why or whys.get((option.text, option.correct), "")) for option in new.options
        )
    elif isinstance(old, TrueFalse) and isinstance(new, TrueFalse) and old.answer != new.answer:
        kept["why"] = new.why
    return structs.replace(new, **kept)


def _reasons(question: Question) -> dict[str, str]:
    """Return what is said of single answers, by their texts."""
    if isinstance(question, OptionsQuestion):
        return {option.text: option.why for option in question.options if option.why}
    if isinstance(question, TrueFalse) and question.why:
        return {"true" if not question.answer else "false": question.why}
    return {}


def _with_added(content: bytes, file: Path, added: Sequence[Question], sources: dict[str, Source]) -> bytes:
    """Return the file with questions at its end, and the sources that they cite. Raises RequestError."""
    if not added:
        return content
    text = content.decode("utf-8")
    line_end = "\r\n" if "\r\n" in text else "\n"
    before = _bank_of(content, file)
    cited = {key: source for key, source in sources.items() if any(key in question.sources for question in added)}
    more = tables_text(cited, added, {question.id: lacking(question) for question in added})
    made = (text.rstrip("\r\n") + line_end + more.replace("\n", line_end)).encode("utf-8")
    try:
        after = _bank_of(made, file)
    except RequestError:
        raise RequestError(
            f"Questions cannot be added at the end of {file}: write [[questions]] above each of its own."
        ) from None
    if after.questions != (*before.questions, *added) or after.sources != {**before.sources, **cited}:
        raise AssertionError("what was written is not what was read")
    return made
