"""What the hall reads on the projector in each phase of the game, as rows of text."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from textual.content import Content

from quiz.banks.model import Source
from quiz.game.scoring import Hands, Placement
from quiz.game.state import Phase
from quiz.live.option_markers import marker_words
from quiz.live.wire_questions import option_texts, shown_order
from quiz.play.attempt import Response
from quiz.questions.answers import Answer
from quiz.questions.conversation import Line
from quiz.reports.feedback import feedback
from quiz.reports.tally import Bar, bars, bars_of_hands, by_position, largest
from quiz.services.live_game import LiveGame
from quiz.tui.widgets.big_text import big
from quiz.tui.widgets.row_view import TextRow

_SIGN_WIDTH = 6
_LABEL_WIDTH = 9
_COLOURS = 6
_BLANK = TextRow(Content(""))
_TOP = 10
_STEPS = {1: "$accent", 2: "$primary", 3: "$secondary"}
"""The colour of each rank on the podium."""


def question_rows(live_game: LiveGame, width: int, names: Mapping[str, str]) -> list[TextRow]:
    """Return what is shown of the current question in the phase that the game is in; ``names`` are the school's own."""
    game = live_game.game
    prompt = [TextRow(Content.styled(game.current.question.prompt, "bold")), _BLANK]
    match game.phase:
        case Phase.READING:
            return [*prompt, TextRow(Content.styled("Read the question. The answers open in a moment.", "$muted"))]
        case Phase.OPEN | Phase.CLOSED:
            return [*prompt, *_before(live_game), *_options(live_game, None, width)]
        case Phase.DECIDED:
            return [*prompt, *_options(live_game, _bars(live_game), width), _BLANK, *_decision(live_game)]
        case Phase.REVEALED if game.number in game.skipped:
            return [*prompt, TextRow(Content.styled("This question was taken out of the game.", "bold $wrong"))]
        case Phase.REVEALED:
            return [*prompt, *_outcome(live_game, width), _BLANK, *_told(live_game, names)]
    return []


def _before(live_game: LiveGame) -> Iterator[TextRow]:
    """Yield what is to be read before the options: how to answer, a conversation, a scene, items."""
    game = live_game.game
    how = game.current.question.how_to_answer()
    stimulus, lines = game.last_part.stimulus(), game.last_part.conversation()
    if how:
        yield TextRow(Content.styled(how, "$muted"))
    yield from (TextRow(Content(text), Content(label), 2 if label else 0) for label, text in stimulus)
    yield from _conversation(lines)
    if stimulus or lines:
        yield _BLANK


def _conversation(lines: Sequence[Line]) -> Iterator[TextRow]:
    before = None
    for number, line in enumerate(lines, 1):
        who = line.sender
        text = Content.assemble((f"{who}: ", "$muted"), line.text) if who and who != before else Content(line.text)
        yield TextRow(text, Content.styled(f"{number}", "bold $muted"), 3)
        before = who


def _options(live_game: LiveGame, found: Sequence[Bar] | None, width: int) -> Iterator[TextRow]:
    """Yield the options with their signs; with bars once they are counted."""
    order, texts = shown_order(live_game.game), option_texts(live_game.game)
    by = by_position(found or ())
    for place, (position, text) in enumerate(zip(order, texts, strict=False)):
        colour = f"$option-{place % _COLOURS + 1}"
        bar = by.get(position)
        note = _bar(bar, largest(found or ()), width, colour) if bar else Content("")
        right = bar is not None and bar.right
        sign = Content.styled(marker_words(place), f"bold {colour}")
        yield TextRow(
            Content.assemble(("✔ " if right else "", "bold $right"), (text, "bold" if right else "")),
            sign,
            _SIGN_WIDTH,
            note,
        )


def _bar(bar: Bar, most: int, width: int, colour: str) -> Content:
    room = 24 if width >= 110 else 12
    halves = round(2 * room * bar.count / most)
    drawn = "━" * (halves // 2) + "╸" * (halves % 2)
    return Content.assemble((drawn.ljust(room), colour), (f"{bar.count:>5}", "bold"))


def _bars(live_game: LiveGame) -> list[Bar]:
    """Return the bars of what was answered, voted or counted last."""
    game = live_game.game
    counted = game.hands.get(game.number, {}).get(game.last_step)
    if isinstance(counted, Hands):
        return bars_of_hands(counted, game.current.question.PICKS_ONE)
    givens: list[Answer] = [reply.given for reply in game.replies.values()]
    return bars(game.last_part, givens)


def _outcome(live_game: LiveGame, width: int) -> Iterator[TextRow]:
    """Yield the key: the options with bars where they are counted, else in words, with how much was right."""
    game = live_game.game
    question, found = game.current.question, _bars(live_game)
    counted = bool(found) and found[0].position is not None
    if counted and game.scene is None:
        yield from _options(live_game, found, width)
        if not question.conversation():
            return
        yield _BLANK
    key = enumerate(question.key_in_words())
    yield from (_labelled("" if number else "Answer", text) for number, text in key)
    if not counted and any(bar.count for bar in found):
        yield _BLANK
        for bar in found:
            colour = "$right" if bar.right else "$wrong"
            yield TextRow(Content(bar.text), note=_bar(bar, largest(found), width, colour))


def _decision(live_game: LiveGame) -> Iterator[TextRow]:
    game = live_game.game
    before = game.scene_at(game.last_step)
    assert before
    choice = before.choices[game.path[-1]]
    colour = "$right" if choice.mark == 1 else "$wrong"
    yield TextRow(Content.assemble(("The hall decides: ", "$muted"), (choice.text, "bold")))
    if choice.why:
        yield TextRow(Content.styled(choice.why, colour))
    if game.scene and game.scene.end:
        yield TextRow(Content.styled(game.scene.text, "bold"))


def _told(live_game: LiveGame, names: Mapping[str, str]) -> Iterator[TextRow]:
    """Yield the explanation, what to do now, and the sources."""
    question = live_game.game.current.question
    said = feedback(question, Response.unanswered(question), live_game.bank.sources, names)
    if said.explanation:
        yield TextRow(Content(said.explanation))
    if said.action:
        yield _labelled("Do now", said.action, "bold")
    for number, source in enumerate(said.sources):
        yield TextRow(
            Content.styled(_source(source), "$muted"),
            Content.styled("" if number else "Source", "$muted"),
            _LABEL_WIDTH,
        )


def _source(source: Source) -> str:
    """Return a source as a hall reads it, without the whole of its address: the pads have that, as a link."""
    site = urlsplit(source.url).hostname or ""
    checked = f"checked {source.checked_in_words}"
    return " · ".join(part for part in (f"{source.title}, {source.publisher}", site, checked, source.note) if part)


def _labelled(label: str, text: str, style: str = "bold $right") -> TextRow:
    return TextRow(Content.styled(text, style), Content.styled(label, "$muted"), _LABEL_WIDTH)


def standings_rows(title: str, places: Sequence[Placement], most: int = _TOP) -> list[TextRow]:
    """Return standings as rows: rank, name, team, points."""
    rows = [TextRow(Content.styled(title, "bold $primary")), _BLANK]
    for place in places[:most]:
        style = "bold $accent" if place.rank == 1 else "bold"
        team = _team_words(place)
        rows.append(
            TextRow(
                Content.assemble((place.name, style), (team, "$muted")),
                Content.styled(str(place.rank), "bold $primary"),
                5,
                Content.styled(f"{place.points:,.0f}", style),
            )
        )
    if len(places) > most:
        rows.append(TextRow(Content.styled(f"and {len(places) - most} more", "$muted"), indent=5))
    if not places:
        rows.append(TextRow(Content.styled("Nobody yet", "$muted")))
    return rows


def _team_words(place: Placement) -> str:
    if place.player and place.team:
        return f"  {place.team}"
    return f"  {place.members} players" if place.members > 1 else ""


def podium_rows(live_game: LiveGame, width: int) -> list[TextRow]:
    """Return the podium; in a playful game with room for it the first three ranks stand in large letters."""
    game = live_game.game
    places = game.team_standings() if game.plan.hands else game.standings()
    if game.plan.mood == "serious" or width < 70:
        return standings_rows("That was the quiz", places)
    rows = [TextRow(Content.styled("That was the quiz", "bold $primary")), TextRow(Content(""))]
    on_podium = [place for place in places if place.rank <= 3][:5]
    for place in on_podium:
        rows += [_step(place, width), TextRow(Content(""))]
    return rows + standings_rows("", places[len(on_podium) :])[2:] if places[len(on_podium) :] else rows


def _step(place: Placement, width: int) -> TextRow:
    colour = _STEPS[place.rank]
    name = big(place.name, width - 30) or f"\n{place.name}"
    rank = big(str(place.rank), 8) or f"\n{place.rank}"
    team = f"\n{place.team}" if place.player and place.team else "\n"
    return TextRow(
        Content.styled(name, f"bold {colour}"),
        Content.styled(rank, f"bold {colour}"),
        8,
        Content.assemble((f"\n{place.points:,.0f}", f"bold {colour}"), (team, "$muted")),
    )
