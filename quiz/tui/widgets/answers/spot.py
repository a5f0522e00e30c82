"""Answering ``spot``: scam or genuine, and which lines give it away."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.play.attempt import Response
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Spotted, Verdict
from quiz.questions.conversation import Line
from quiz.questions.spot import Spot
from quiz.questions.text import plural
from quiz.tui.widgets.answers.choosing import KEYS
from quiz.tui.widgets.answers.drawing import answer, answered, key_of, keys_in_words, step
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.conversation import by, heading
from quiz.tui.widgets.pieces import TEXT_AT, Piece, Role, Target, cap

_VERDICTS: dict[Verdict, str] = {"scam": "Scam", "genuine": "Genuine"}
_THREE_SIDES = 54
"""From this width of the column the number of lines picked fits beside the verdicts."""
_LINE_KEYS = "".join(key for key in KEYS if key not in "sg")
"""The keys on the caps of the lines, without those of the verdicts."""


class SpotPanel(AnswerPanel):
    """A conversation to judge."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Check"),
        Binding("s", "judge('scam')", "scam"),
        Binding("g", "judge('genuine')", "genuine"),
        *(Binding(key, f"pick_line({place})", "pick a line", show=True) for place, key in enumerate(_LINE_KEYS)),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("space", "pick_here", "Pick the line", show=False),
    ]
    PARTS: ClassVar[frozenset[str]] = frozenset({"confirm", "judge", "pick_line", "move", "pick_here"})
    SHOWS_REASONS: ClassVar[bool] = True
    HOW: ClassVar[str] = "s or g: your verdict. Then mark what gives it away."
    COUNTS: ClassVar[str] = "half for the verdict, half for the lines; a wrong line costs a right one"
    SCROLLS: ClassVar[Role | None] = "talk"
    question: Spot

    def __init__(self, asked: PresentedQuestion, seed: int, clock: Callable[[], float]) -> None:
        """Begin with no verdict."""
        super().__init__(asked, seed, clock)
        self.verdict: Verdict | None = None
        self.picked: set[int] = set()
        self.cursor: int | None = None
        self._theirs = [place for place, line in enumerate(self.question.lines) if not line.is_own]
        """The lines that may be tell-tales, which the reader's own cannot be."""

    @property
    def counted(self) -> set[int]:
        """The lines that count as picked now: a genuine message has no tell-tales."""
        return set() if self.verdict == "genuine" else self.picked

    @property
    def filled_in(self) -> Spotted | None:
        """The verdict with the lines, once there is one."""
        return Spotted(self.verdict, tuple(sorted(self.counted))) if self.verdict else None

    def open_pieces(self, width: int) -> list[Piece]:
        """Return the messages, and the two verdicts."""
        question = self.question
        messages = [self._message(place, line) for place, line in enumerate(question.lines)]
        return [heading(question.sender, question.channel), *messages, self._verdict_row(width)]

    def _message(self, place: int, line: Line) -> Piece:
        if place not in self._theirs:
            name = Content.styled("You  ", "$muted")
            return Piece("talk", Content(line.text), name, bubble="$right-tint", is_own=True, above=1)
        target = ("line", place)
        is_picked, is_here, key = place in self.counted, place == self.cursor, key_of(_LINE_KEYS, place)
        hovered = self.hovered == target
        row = answer(key, line.text, target, is_chosen=is_here, is_picked=is_picked, is_hovered=hovered)
        label = cap(key, "bold $on-right on $right" if is_picked else "bold $right on $chip")
        text = by(self._other(line), row.text)
        row = replace(row, role="talk", text=text, label=label, indent=TEXT_AT, is_card=False)
        is_mail = self.question.channel == "email"
        return row if is_mail else replace(row, paper="", bubble=row.paper, above=int(place > 0))

    def _other(self, line: Line) -> str:
        """Return who says a line, if it is somebody other than the heading names."""
        return "" if line.sender == self.question.sender else line.sender

    def _verdict_row(self, width: int) -> Piece:
        words = [
            answer(verdict[0], word, verdict, is_chosen=verdict == self.verdict, is_hovered=self.hovered == verdict)
            for verdict, word in _VERDICTS.items()
        ]
        count = len(self.counted)
        picked = f"{plural(count, 'line')} picked" if count else ""
        third = Piece("answer", Content.styled(picked, "$muted"), indent=1)
        sides = [replace(word, is_card=False) for word in words]
        return Piece("answer", above=1, beside=(*sides, third) if width >= _THREE_SIDES else tuple(sides), is_low=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter once there is a verdict, and only the keys of lines that can be picked."""
        if action == "confirm":
            return self.is_open and self.verdict is not None
        if action == "pick_line":
            return self.is_open and parameters[0] in self._theirs
        return super().check_action(action, parameters)

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Return the keys of the lines."""
        if self._theirs and binding.action == f"pick_line({self._theirs[0]})":
            return keys_in_words(_LINE_KEYS[self._theirs[0] :], self._theirs[-1] - self._theirs[0] + 1), "pick a line"
        if binding.action.startswith("pick_line"):
            return "", ""
        return None

    def action_judge(self, verdict: Verdict) -> None:
        """Say what it is; the lines picked come back if it is a scam after all."""
        self.verdict = verdict
        self.changed()

    def action_pick_line(self, place: int) -> None:
        """Pick or unpick a line as a tell-tale; picking one also gives the verdict that it is a scam."""
        self.cursor = place
        if self.verdict == "genuine":
            self.picked.add(place)
        else:
            self.picked ^= {place}
        if self.picked:
            self.verdict = "scam"
        self.changed(("line", place))

    def action_pick_here(self) -> None:
        """Pick or unpick the line under the cursor."""
        if self.cursor is not None:
            self.action_pick_line(self.cursor)

    def action_move(self, by: int) -> None:
        """Go to the message above or below, round the ends."""
        if not self._theirs:
            return
        here = None if self.cursor is None else self._theirs.index(self.cursor)
        self.cursor = self._theirs[step(here, by, len(self._theirs))]
        self.changed(("line", self.cursor))

    def action_confirm(self) -> None:
        """Give the answer."""
        if given := self.filled_in:
            self.give(given)

    def pick(self, target: Target) -> None:
        """Judge or pick a line with the mouse."""
        if isinstance(target, tuple) and target[1] in self._theirs:
            self.action_pick_line(target[1])
        elif target == "scam" or target == "genuine":
            self.action_judge("scam" if target == "scam" else "genuine")

    def answered_pieces(self, response: Response, width: int) -> list[Piece]:
        """Return every line, marked if it is a tell-tale, with its cue, or if it was picked."""
        picked = response.given.lines if isinstance(response.given, Spotted) else ()
        pieces: list[Piece] = []
        for place, line in enumerate(self.question.lines):
            rows = _answered(place, line, place in picked, has_answer=response.given is not None)
            pieces += [replace(rows[0], text=by(self._other(line), rows[0].text)), *rows[1:]]
        return [replace(heading(self.question.sender, self.question.channel), role="other"), *pieces]

    def said_first(self, response: Response) -> list[Content]:
        """Return the player's verdict and the right one, and how many of the tell-tales were found."""
        question, given = self.question, response.given
        if not isinstance(given, Spotted):
            words = "It is a scam." if question.verdict == "scam" else "It is genuine."
            return [Content.styled(words, "bold")]
        said = "a scam" if given.verdict == "scam" else "genuine"
        if given.verdict != question.verdict:
            is_what = "it is a scam" if question.verdict == "scam" else "it is genuine"
            return [Content.styled(f"You said {said.removeprefix('a ')}, but {is_what}.", "bold $wrong")]
        cues = {place for place, line in enumerate(question.lines) if line.cue}
        return [
            Content.assemble(
                (f"You said {said.removeprefix('a ')}, and it is{' one' if cues else ''}.", "bold"), _found(given, cues)
            )
        ]


def _found(given: Spotted, cues: set[int]) -> str:
    found, wrong = len(cues & set(given.lines)), len(set(given.lines) - cues)
    if not cues:
        return ""
    tell_tales = f"{found} of {plural(len(cues), 'tell-tale')} found"
    return f" {tell_tales}, {plural(wrong, 'pick')} too many." if wrong else f" {tell_tales}."


def _answered(place: int, line: Line, is_picked: bool, *, has_answer: bool) -> list[Piece]:
    if not line.cue and not is_picked:
        return [replace(answered("other", line.text, key=key_of(_LINE_KEYS, place)), is_card=False)]
    came = "right" if line.cue else "wrong"
    note = "✘ no tell-tale" if not line.cue else "✔ you picked" if is_picked else "– you missed" if has_answer else ""
    row = replace(answered("right" if line.cue else "wrong", line.text, note), is_card=False)
    row = replace(
        row, text=Content.styled(line.text, "bold"), label=cap(key_of(_LINE_KEYS, place), f"bold $on-{came} on ${came}")
    )
    if not line.cue:
        return [row]
    return [row, Piece("cue", Content.styled(line.cue, "$right"), indent=TEXT_AT, paper="$right-tint")]
