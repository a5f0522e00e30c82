"""A form for one question: its texts, with any problem beside the field it is in, and saving."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import ClassVar

from msgspec import structs, to_builtins
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import TextArea
from typing_extensions import override

from quiz.banks import rules
from quiz.banks.editing import EditingError, diagnostics_of
from quiz.banks.formats.exchange import slugify
from quiz.banks.model import Bank, Source
from quiz.questions.diagnostics import Diagnostic, KeyPath
from quiz.questions.multiple import Multiple
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.single import Single
from quiz.questions.text import plural
from quiz.questions.true_false import TrueFalse
from quiz.services.mending import ChangedElsewhereError, Mending, QuestionChange
from quiz.services.requests import RequestError
from quiz.tui.base import QuizBase
from quiz.tui.dialogs import Dialog
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.form import FormRow, FormText, Tick
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.titled_rule import TitledRule

_COLUMN = 110
"""The most cells that the form takes in width."""

_NEW_SOURCE = (
    ("row-sources", "A new one", "new-title", "its title"),
    ("row-publisher", "", "new-publisher", "who published it"),
    ("row-url", "", "new-url", "https://…"),
)
"""The fields of a source new to the bank: row, label, field, and what belongs there."""

_TEXTS = ("prompt", "explanation", "topic")
"""Keys that every type has as a text."""


class EditScreen(ClosesOnce[str]):
    """The form for one question. Closes with the path of its file if that was written, else with ''."""

    CSS_PATH = "edit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", priority=True, key_display="Ctrl+S"),
        Binding("escape", "leave", "leave", key_display="Esc"),
    ]

    app = getters.app(QuizBase)

    def __init__(self, change: QuestionChange, bank: Bank) -> None:
        """Change the question of ``change``, which is in ``bank``."""
        super().__init__()
        self._change = change
        self._bank = bank
        self._diagnostics: list[Diagnostic] = []

    @override
    def compose(self) -> ComposeResult:
        question = self._change.question
        with Horizontal(id="top"):
            yield PlainText(f"Question {self._change.position + 1} of {self._change.file.name}", classes="left title")
            yield PlainText("", id="state", classes="right")
        with VerticalScroll(id="form", can_focus=False):
            yield FormRow("Question", FormText(question.prompt, id="prompt"), id="row-prompt")
            yield from self._answers(question)
            yield FormRow("Explanation", FormText(question.explanation, id="explanation"), id="row-explanation")
            yield FormRow("Topic", FormText(question.topic, one_line=True, id="topic"), id="row-topic")
            yield TitledRule("Sources")
            with Vertical(id="cited"):
                for number, (key, source) in enumerate(self._sources_in_order()):
                    yield Tick(f"{source.publisher} · {source.title}", key in question.sources, id=f"source-{number}")
            for row, label, name, placeholder in _NEW_SOURCE:
                yield FormRow(label, FormText("", one_line=True, placeholder=placeholder, id=name), id=row)
            yield FormRow("", id="row-rest")
        yield KeyBar(_COLUMN)

    def _answers(self, question: Question) -> Iterator[FormRow]:
        if isinstance(question, TrueFalse):
            yield FormRow("", Tick("The statement is true", question.answer, id="answer"), id="row-answer")
            yield FormRow("Why", FormText(question.why, id="why"), id="row-why")
        elif isinstance(question, Single | Multiple):
            # One row more than there are options, for adding another.
            for number, option in enumerate((*question.options, Option(text=""))):
                tick = Tick("right", option.correct, one_of=isinstance(question, Single), id=f"right-{number}")
                more = "one more option" if number == len(question.options) else "empty: this option goes"
                text = FormText(option.text, one_line=True, placeholder=more, id=f"option-{number}")
                yield FormRow(f"Option {number + 1}", text, tick, id=f"row-option-{number}", classes="option")
                why = FormText(option.why, one_line=True, placeholder="what to say to whoever picks it", id=f"why-{number}")
                yield FormRow("  why", why, id=f"row-why-{number}")

    def _sources_in_order(self) -> list[tuple[str, Source]]:
        """Return the bank's sources, cited ones first."""
        cited = self._change.question.sources
        return sorted(self._bank.sources.items(), key=lambda source: source[0] not in cited)

    def on_mount(self) -> None:
        """Begin at the prompt, and show what is wrong already."""
        self.query_one("#prompt", FormText).focus()
        self.query_one(KeyBar).tell("Tab: the next field. Ctrl+S writes this question alone.")
        self._check()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._check()

    @on(Tick.Changed)
    def _ticked(self, event: Tick.Changed) -> None:
        name = event.tick.id or ""
        if isinstance(self._change.question, Single) and name.startswith("right-") and event.tick.value:
            for other in self.query(Tick):
                if other is not event.tick and (other.id or "").startswith("right-"):
                    other.value = False
        self._check()

    # What is written now

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", FormText).text

    def _is_ticked(self, name: str) -> bool:
        return self.query_one(f"#{name}", Tick).value

    def written(self) -> tuple[Question, Mapping[str, Source]]:
        """Return the question as it is written now, and the new source, if there is one."""
        question = self._change.question
        new = self._new_source()
        ticked = {key for number, (key, _) in enumerate(self._sources_in_order()) if self._is_ticked(f"source-{number}")}
        # Those still cited keep their order.
        cited = [key for key in (*question.sources, *self._bank.sources) if key in ticked]
        changes: dict[str, object] = {name: self._text(name) for name in _TEXTS}
        changes["sources"] = tuple(dict.fromkeys((*cited, *new)))
        if isinstance(question, TrueFalse):
            changes |= {"answer": self._is_ticked("answer"), "why": self._text("why")}
        elif isinstance(question, Single | Multiple):
            changes["options"] = tuple(option for _, option in self._options(question))
        return structs.replace(question, **changes), new

    def _options(self, question: Single | Multiple) -> list[tuple[int, Option]]:
        """Return the options that are not empty, each with the number of its row."""
        options = []
        for number in range(len(question.options) + 1):
            text, why = self._text(f"option-{number}"), self._text(f"why-{number}")
            option = Option(text=text, correct=self._is_ticked(f"right-{number}"), why=why)
            if option.text.strip() or option.why.strip():
                options.append((number, option))
        return options

    def _new_source(self) -> dict[str, Source]:
        title, publisher, url = (self._text(f"new-{name}").strip() for name in ("title", "publisher", "url"))
        if not (title or publisher or url):
            return {}
        stem = slugify(title) or "source"
        keys = (stem, *(f"{stem}-{number}" for number in range(2, len(self._bank.sources) + 3)))
        key = next(key for key in keys if key not in self._bank.sources)
        return {key: Source(title=title, publisher=publisher, url=url, checked=self.app.services.clocks.today())}

    # What is wrong with it

    def _check(self) -> None:
        """Show faults and advice beside the field each is about."""
        question, new = self.written()
        self._diagnostics = self._half_taken_out(question, diagnostics_of(question, self._bank, new))
        for source in new.values():
            found = (*rules.text_diagnostics(to_builtins(source)), *rules.source_diagnostics(source))
            self._diagnostics += [structs.replace(diagnostic, path=("new", *diagnostic.path)) for diagnostic in found]
        by_row: dict[str, list[Diagnostic]] = {}
        for diagnostic in self._diagnostics:
            by_row.setdefault(self._row_of(diagnostic.path), []).append(diagnostic)
        for row in self.query(FormRow):
            row.tell(by_row.get(row.id or "", ()))
        faults = sum(diagnostic.level == "fault" for diagnostic in self._diagnostics)
        advice = len(self._diagnostics) - faults
        said = f"! {plural(faults, 'fault')}" if faults else f"{plural(advice, 'piece')} of advice" if advice else "✔"
        self.query_one("#state", PlainText).update(said)

    def _half_taken_out(self, question: Question, found: list[Diagnostic]) -> list[Diagnostic]:
        """Explain why an option without a text is not removed: its why is still there."""
        if not isinstance(question, Single | Multiple):
            return found
        empty = [("options", place, "text") for place, option in enumerate(question.options) if not option.text.strip()]
        message, fix = "The option is empty, but its why is still there.", "Clear its why as well, and the option goes."
        return [
            structs.replace(one, path=(*one.path[:2], "why"), message=message, fix=fix) if one.path in empty else one
            for one in found
        ]

    def _row_of(self, path: KeyPath) -> str:
        """Return the row that a problem is about."""
        question = self._change.question
        match path:
            case ("options", int(place), *rest) if isinstance(question, Single | Multiple):
                number = self._options(question)[place][0]
                name = f"row-why-{number}" if rest == ["why"] else f"row-option-{number}"
            case ("options", *_):
                name = "row-option-0"
            case ("new", "title"):
                name = "row-sources"
            case ("new", str(key), *_):
                name = f"row-{key}"
            case (str(key), *_):
                name = f"row-{key}"
            case _:
                name = "row-prompt"
        return name if self.query(f"#{name}") else "row-rest"

    # Saving and leaving

    @property
    def _is_changed(self) -> bool:
        question, new = self.written()
        return bool(new) or question != self._change.question

    @work(exclusive=True, group="save", exit_on_error=True)
    async def action_save(self) -> None:
        """Write the question, unless something is wrong with it."""
        question, new = self.written()
        fault = next((diagnostic for diagnostic in self._diagnostics if diagnostic.level == "fault"), None)
        if fault:
            self.query_one(f"#{self._row_of(fault.path)}", FormRow).scroll_visible(animate=False)
            self.app.say(f"Not saved: {fault.message} {fault.fix}")
        elif not self._is_changed:
            self.dismiss("")
        else:
            await self._write(structs.replace(self._change, question=question, new_sources=new))

    async def _write(self, change: QuestionChange) -> None:
        try:
            file = await asyncio.to_thread(Mending.of(self.app.request).save, change)
        except ChangedElsewhereError:
            await self._say_changed_elsewhere()
        except (EditingError, RequestError) as error:
            self.app.say(f"Not saved: {error}")
        except OSError as error:
            self.app.say(f"Not saved: {change.file} cannot be written: {error.strerror or error}.")
        else:
            copied = f"Copied to {file}: it is played from now on in place of the bank that came with the program."
            self.app.say(f"{'Saved.' if file == change.file else copied} u takes it back.")
            self.dismiss(str(file))

    async def _say_changed_elsewhere(self) -> None:
        text = "Somebody, or another program, has saved the file since you opened this question."
        ways = (("stay", "Stay, to copy what I wrote"), ("reload", "Reload, and lose what I wrote"))
        if await self.app.push_screen_wait(Dialog("! Changed elsewhere", text, ways, left="stay")) == "reload":
            self.dismiss(str(self._change.file))

    @work(exclusive=True, group="leave")
    async def action_leave(self) -> None:
        """Leave, asking first if anything was changed."""
        if self._is_changed:
            ways = (("stay", "Go on writing"), ("leave", "Leave without saving"))
            dialog = Dialog("Leave without saving?", "What you changed here is not in the file yet.", ways, left="stay")
            if await self.app.push_screen_wait(dialog) != "leave":
                return
        self.dismiss("")
