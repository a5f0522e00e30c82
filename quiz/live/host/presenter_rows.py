"""What the presenter reads while the stage page is open: key, explanation, what to say, and what comes next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase
from typing import Literal, NamedTuple

from textual.content import Content

from quiz.game.game import Game
from quiz.game.ranking import podium_steps
from quiz.game.scoring import ALL_RIGHT, Placement
from quiz.game.state import Phase
from quiz.live.option_markers import marker_words, option_marker
from quiz.live.stage_content import MARKS, counted_bars
from quiz.live.wire_questions import shown_order
from quiz.questions.names import fill_names
from quiz.questions.question import Answerable, Question
from quiz.reports.tally import TOO_FEW, Bar, is_hidden
from quiz.services.live_game import LiveGame
from quiz.tui.widgets.row_view import TextRow

_LABEL = 9
"""Cells for the label before a text."""
_MOST_TEXT = 100
"""The most cells of a line to read."""
_HIGH = 27
"""Lines of the column from which there is room for all there is to say, and the next question with its key."""
_TOP = 8
_ON_A_STEP = 3
_BLANK = TextRow(Content(""))
_PHASES = {
    Phase.READING: "reading",
    Phase.OPEN: "open",
    Phase.CLOSED: "closed",
    Phase.DECIDED: "decided",
    Phase.REVEALED: "shown",
}


class _PresenterFold(NamedTuple):
    """How much is left out when there is no room for everything."""

    gaps: Literal["all", "few", "none"]
    say: Literal["all", "one", "none"]
    next: Literal["whole", "two lines", "one line", "none"]


_FOLDS = (
    _PresenterFold("all", "all", "whole"),
    _PresenterFold("few", "all", "whole"),
    _PresenterFold("few", "all", "two lines"),
    _PresenterFold("few", "one", "two lines"),
    _PresenterFold("none", "one", "two lines"),
    _PresenterFold("none", "one", "one line"),
    _PresenterFold("none", "one", "none"),
    _PresenterFold("none", "none", "none"),
)


def place_words(game: Game) -> str:
    """Return the place in the game, for the top line."""
    if game.phase is Phase.LOBBY:
        return "lobby"
    if game.phase is Phase.FINISHED:
        return "the end"
    if game.phase is Phase.STANDINGS:
        return f"after round {game.round} of {len(game.plan.rounds)}"
    what = "paused" if game.paused else _PHASES[game.phase]
    story = f", decision {game.last_step + 1}" if game.path or game.scene else ""
    return f"question {game.number + 1} of {len(game.asked)}{story}, {what}"


# Key, explanation, what to say, what comes next


@dataclass(frozen=True)
class PresenterNotes:
    """Puts the current moment of a game into rows for the presenter; ``names`` are the school's own."""

    live_game: LiveGame
    names: dict[str, str]
    join: str
    """How to join, in a line."""

    def rows(self, width: int, height: int) -> list[TextRow]:
        """Return as much as fits a column of ``width`` cells and ``height`` lines, the least important left out first."""
        width = min(width, _MOST_TEXT)
        is_asked = self.live_game.game.phase not in (Phase.LOBBY, Phase.STANDINGS)
        folds = _FOLDS[3:] if is_asked and height < _HIGH else _FOLDS
        # Shared by all folds, so that answers are counted only once.
        asked = _Asked(self.live_game, self.names)
        found: list[TextRow] = []
        for fold in folds:
            found = list(self._rows(asked, width, fold))
            if sum(row.height({}, width) for row in found) <= height:
                break
        return found

    def _rows(self, asked: "_Asked", width: int, fold: _PresenterFold) -> Iterator[TextRow]:
        game = self.live_game.game
        if game.phase is Phase.FINISHED:
            yield from _podium(self.live_game)
            return
        if game.phase is Phase.LOBBY:
            yield from (*_labelled("Join", [self.join], "bold"), _BLANK)
        elif game.phase is Phase.STANDINGS:
            yield from (*_standings(game), _BLANK)
        else:
            yield from asked.rows(width, fold)
        yield from _next(game, width - _LABEL, fold)


@dataclass(frozen=True)
class _Asked:
    """The question that is being read, open, closed or shown."""

    live_game: LiveGame
    names: dict[str, str]

    @property
    def _game(self) -> Game:
        return self.live_game.game

    @property
    def _question(self) -> Question:
        return self._game.current.question

    @cached_property
    def _part(self) -> Answerable:
        """The question, or the current scene of a story; the whole story once it is over."""
        return self._question if self._game.phase is Phase.REVEALED else self._game.last_part

    @cached_property
    def _order(self) -> Sequence[int]:
        return shown_order(self._game) if self._part.labelled() else ()

    @cached_property
    def _found(self) -> list[Bar]:
        """The answers so far: in a story, the latest votes, which are about a scene and not the whole story."""
        return counted_bars(self._game)

    def rows(self, width: int, fold: _PresenterFold) -> Iterator[TextRow]:
        """Yield everything to say about the question."""
        gap = [_BLANK] if fold.gaps != "none" else []
        more = [_BLANK] if fold.gaps == "all" else []
        game = self._game
        # The prompt is read out, so it is never cut.
        yield TextRow(Content.styled(self._question.prompt, "bold"))
        yield from gap
        if game.number in game.skipped | game.struck:
            yield TextRow(Content.styled("▲ This question does not count.", "bold $wrong"))
        if scene := game.scene_at(game.last_step) if game.phase is not Phase.REVEALED else None:
            yield from _labelled("Now", [scene.text])
        yield from self._key()
        so_far = () if game.number in game.struck else self._so_far()
        yield from (*more, *so_far, *gap)
        yield from self._told(more)
        yield from self._say(fold, more)
        yield from gap

    def _key(self) -> Iterator[TextRow]:
        """Yield the whole key."""
        game = self._game
        if game.phase is Phase.DECIDED:
            before = game.scene_at(game.last_step)
            assert before
            yield from _labelled("Chosen", [before.choices[game.path[-1]].text], "bold $right")
            return
        if game.number in game.struck:
            yield from _labelled("Key", ["Taken back with its points"], "$muted")
            return
        columns = self._part.columns()
        if not self._part.SCORED:
            yield from _labelled("Key", ["None: there is no right answer"], "$muted")
        elif columns and self._order and not self._question.conversation():
            best = max(column.fraction for column in columns)
            right = [(place, at) for place, at in enumerate(self._order) if columns[at].fraction == best]
            lines = [f"✔ {marker_words(place)} {columns[at].text}" for place, at in right]
            yield from _labelled("Key", lines, "bold $right")
        else:
            first, *others = self._question.key_in_words()
            yield from _labelled("Key", [first if others else f"✔ {first}", *others], "bold $right")

    def _so_far(self) -> Iterator[TextRow]:
        game = self._game
        label = "So far" if game.phase is Phase.OPEN else "Answers"
        is_over = game.phase is Phase.REVEALED and game.scene is not None
        if game.phase is Phase.READING or is_over or not (self._found or game.replies):
            # The last votes in a story were shown with its last decision; they do not answer the whole of it.
            return
        if is_hidden(self._part, len(game.replies)):
            yield from _labelled(label, [TOO_FEW], "$muted")
            return
        if self._found and self._found[0].position is not None:
            counts = {bar.position: bar.count for bar in self._found}
            counted = [(option_marker(place)[0], counts[at]) for place, at in enumerate(self._order)]
        else:
            counted = [(MARKS[bar.text], bar.count) for bar in self._found]
        if not counted:
            return
        shown = (Content.assemble((f"{word} ", "$muted"), (str(count), "bold")) for word, count in counted)
        yield from _labelled(label, [Content("   ").join(shown)])

    def _told(self, gap: Iterable[TextRow]) -> Iterator[TextRow]:
        """Yield the explanation, and what to do now; after a decision in a story, the reason for or against it."""
        game, question = self._game, self._question
        if game.number in game.struck:
            return
        if game.phase is Phase.DECIDED:
            before = game.scene_at(game.last_step)
            assert before
            yield from _labelled("Why", [before.choices[game.path[-1]].why])
            if game.scene and game.scene.end:
                yield from (*gap, *_labelled("It ends", [game.scene.text], "bold"))
            return
        yield from _labelled("Why" if question.SCORED else "Talk", [question.explanation])
        if question.action:
            yield from (*gap, *_labelled("Do now", [fill_names(question.action, self.names)], "bold"))

    def _say(self, fold: _PresenterFold, gap: Iterable[TextRow]) -> Iterator[TextRow]:
        """Yield why wrong options are wrong: all of them, or the one that most have picked."""
        points = self._talking_points()
        is_struck = self._game.number in self._game.struck
        if fold.say == "none" or not points or is_struck or self._game.phase is Phase.DECIDED:
            return
        if fold.say == "one":
            counts = {bar.position: bar.count for bar in self._found}
            points = [max(points, key=lambda point: counts.get(point[0], 0))]
        lines = [
            Content.assemble((f"{marker_words(self._order.index(at))}  ", "bold $muted"), why)
            for at, why in sorted(points, key=lambda point: self._order.index(point[0]))
        ]
        yield from (*gap, *_labelled("Say", lines))

    def _talking_points(self) -> list[tuple[int, str]]:
        """Return the positions of wrong options, each with why it is wrong."""
        scene = self._game.scene_at(self._game.last_step) if self._game.phase is not Phase.REVEALED else None
        if scene:
            return [(at, choice.why) for at, choice in enumerate(scene.choices) if choice.mark < 1 and choice.why]
        columns = self._question.columns()
        letters = [(ascii_uppercase.find(letter), why) for letter, why in self._question.handout().talk]
        return [
            (at, why)
            for at, why in letters
            if 0 <= at < len(columns) and at in self._order and columns[at].fraction <= ALL_RIGHT and why
        ]


def _next(game: Game, width: int, fold: _PresenterFold) -> Iterator[TextRow]:
    """Yield the next question, with its key if there is room."""
    upcoming = game.upcoming
    if upcoming is None or fold.next == "none":
        return
    question = upcoming.question
    label = "First" if game.phase is Phase.LOBBY else "Next"
    prompt = _cut(question.prompt, width, 1 if fold.next == "one line" else 2, "bold" if fold.next == "whole" else "")
    yield TextRow(prompt, Content.styled(label, "bold $right"), _LABEL)
    if fold.next != "whole":
        return
    columns = question.columns() if question.SCORED and not question.conversation() else ()
    for at in question.order_shown(game.plan.seed) if columns else ():
        right = columns[at].fraction > ALL_RIGHT
        sign, style = ("✔ ", "$right") if right else ("  ", "$muted")
        yield TextRow(Content.styled(sign + columns[at].text, style), indent=_LABEL)
    for line in () if columns else question.key_in_words():
        yield TextRow(Content.styled(f"✔ {line}", "$right"), indent=_LABEL)


def _standings(game: Game) -> Iterator[TextRow]:
    lines = game.standings() if game.plan.mood == "playful" else []
    for label, found in (("Front", lines[:_TOP]), ("Teams", game.team_standings()[:_TOP])):
        yield from _labelled(label, [_place(line) for line in found])
    if not lines:
        yield TextRow(Content.styled("The hall sees no places of persons.", "$muted"))


def _place(line: Placement) -> Content:
    return Content.assemble((f"{line.rank:>2}  ", "$muted"), (line.name, "bold"), (f"  {line.points:,.0f}", "$muted"))


def _podium(live_game: LiveGame) -> Iterator[TextRow]:
    """Yield who is on the podium, which the presenter knows first, and whether the hall has seen it."""
    steps = podium_steps(live_game.game)
    yield TextRow(Content.styled("The podium", "bold"))
    yield _BLANK
    for place in reversed(range(len(steps))):
        is_shown = len(steps) - place <= live_game.podium_shown
        first, *others = (line.name for line in steps[place])
        seen = ("✔ shown", "$right") if is_shown else ("not shown yet", "$muted")
        note = Content.assemble(f"{steps[place][0].points:,.0f}   ", seen)
        yield TextRow(Content.styled(first, "bold"), Content.styled(f"  {steps[place][0].rank}", "$muted"), _LABEL, note)
        for name in others[: _ON_A_STEP - 1]:
            yield TextRow(Content.styled(name, "bold"), indent=_LABEL)
        if len(steps[place]) > _ON_A_STEP:
            yield TextRow(Content.styled(f"and {len(steps[place]) - _ON_A_STEP} more", "$muted"), indent=_LABEL)
    if not steps:
        yield TextRow(Content.styled("There is none: the hall sees the teams.", "$muted"))


def _labelled(label: str, texts: Sequence[str | Content], style: str = "") -> Iterator[TextRow]:
    """Yield a row for each text, with a label before the first; empty texts are left out."""
    shown = label
    for text in texts:
        if text:
            content = text if isinstance(text, Content) else Content.styled(text, style)
            yield TextRow(content, Content.styled(shown, "$muted"), _LABEL)
            shown = ""


def _cut(text: str, width: int, lines: int, style: str = "") -> Content:
    """Return as much of ``text`` as ``lines`` lines of ``width`` cells hold."""
    wrapped = Content(text).wrap(max(width, 2))
    if len(wrapped) <= lines:
        return Content.styled(text, style)
    before, words = [line.plain.rstrip() for line in wrapped[: lines - 1]], wrapped[lines - 1].plain.split()
    while len(words) > 1 and Content(" ".join([*words, "…"])).cell_length > width:
        words.pop()
    return Content.styled(" ".join([*before, *words, "…"]), style)
