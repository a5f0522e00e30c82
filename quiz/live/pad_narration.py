"""Puts the host's messages into words, for pads in a terminal."""

from collections.abc import Iterator, Sequence

from quiz.banks.model import checked_and_note
from quiz.live.messages import (
    Alive,
    ClosedView,
    DecidedView,
    FinishedView,
    Gone,
    Greeting,
    LobbyView,
    Moved,
    Named,
    OpenView,
    PausedView,
    ReadingView,
    Refused,
    RemovedView,
    RevealedView,
    ServerMessage,
    StandingLine,
    StandingsView,
    Taken,
    Waiting,
    Welcome,
    WireSource,
)
from quiz.live.option_markers import SHAPES
from quiz.play.points import CERTAINTY_WORDS, VERY_SURE
from quiz.questions.text import plural
from quiz.reports.feedback import SECOND_LOOK, THANKS

HOW_SURE = (
    f"How sure are you? {', '.join(f'{level} {words}' for level, words in CERTAINTY_WORDS.items())}, Enter to leave it."
)


# One case per message: long, but the cases have nothing to do with each other.
def narrate(message: ServerMessage) -> list[str]:  # noqa: C901
    """Put a message into lines of words; an open question only by its number and time, since it is asked in its own way."""
    match message:
        case Welcome():
            return [f"You are in, {message.name}."]
        case Named():
            return [message.sentence or f"The hall reads your name now: {message.public_name}."]
        case Refused() | RemovedView() | Moved():
            return [message.sentence]
        case Waiting():
            return [f"The host is asked to let {message.name} play on this device. Wait a moment, or ask at the front."]
        case Gone():
            return [message.sentence or "The host has closed the game for now."]
        case LobbyView():
            return [
                message.title,
                "The quiz begins when the host starts it.",
                f"{plural(message.players, 'player')} here so far.",
            ]
        case ReadingView():
            return [_place(message), message.prompt, "The answers open in a moment."]
        case OpenView():
            time = f", {message.seconds:.0f} seconds" if message.seconds is not None else ""
            return [f"{_place(message)}{time}"]
        case Taken():
            return [
                f"{CERTAINTY_WORDS[message.certainty].capitalize()}: noted." if message.certainty else "Your answer is in."
            ]
        case ClosedView():
            unkept = "Your answer is not kept yet." if message.given else "It is closed."
            return [f"{'Your answer is in.' if message.taken else unkept} Look at the big screen."]
        case PausedView():
            return ["The host has paused the game."]
        case DecidedView():
            return _decided(message)
        case RevealedView():
            return _revealed(message)
        case StandingsView():
            return _standings(message)
        case FinishedView():
            return _finished(message)
        case Greeting() | Alive():
            return []


def greeting_lines(message: Greeting) -> list[str]:
    """Put a greeting into lines of words, for somebody who has not joined."""
    lines = [message.title]
    if message.locked:
        lines.append("The host lets nobody else in at the moment. Ask at the front.")
    if message.teams:
        lines.append(f"The teams: {', '.join(message.teams)}.")
    if message.suggested_only:
        lines.append(f"Take one of these nicknames: {', '.join(message.names)}.")
    return lines


def _decided(message: DecidedView) -> list[str]:
    next_comes = "The story ends here. Look at the big screen." if message.ends else "The story goes on on the big screen."
    votes = f"{message.votes} of {plural(message.voted, 'vote')}."
    return [f"The hall has decided: {message.choice}", votes, message.why, next_comes]


def _revealed(message: RevealedView) -> list[str]:
    if message.skipped:
        return ["This question does not count: the host took it out of the game."]
    if message.struck:
        return ["This question does not count: its points were taken back."]
    if message.answered and not message.scored:
        return [f"{THANKS}.", *_given(message), *_told(message)]
    if not message.answered:
        verdict = "No answer this time."
    else:
        verdict = "✔ Right." if message.right else "◐ Partly right." if message.mark > 0 else "✘ Not right."
    lines = [f"{verdict} {_points(message.points)}." if message.scored and message.playful else verdict]
    lines += [*place_lines(message), *answer_lines(message), second_look(message)]
    return [*filter(None, lines), *message.why, *_told(message)]


def place_lines(message: RevealedView) -> list[str]:
    """Return a player's points and place after a question; empty if they have no place, or the game is no race."""
    if not (message.playful and message.rank):
        return []
    return [f"You have {_points(message.total)} and are number {message.rank} of {message.players}."]


def answer_lines(message: RevealedView) -> list[str]:
    """Return the player's answer and the right one, line by line; empty if the player was right."""
    if message.right:
        return []
    key = _options(message, message.right_options) or message.key
    return [*_given(message), *(f"Right answer: {text}" for text in key)]


def _given(message: RevealedView) -> list[str]:
    return [f"Your answer: {text}" for text in _options(message, message.picked) or message.given]


def _options(message: RevealedView, positions: Sequence[int]) -> list[str]:
    """Return the options at these positions as they stood on the screen, letters and all."""
    shown = [option for place, option in enumerate(message.options) if place in positions]
    return [f"{option.letter} {SHAPES[option.shape]}  {option.text}" for option in shown]


def second_look(message: RevealedView) -> str:
    """Return the words for a player who was very sure of a wrong answer; empty for everybody else."""
    return SECOND_LOOK if message.certainty == VERY_SURE and not message.right else ""


def _told(message: RevealedView) -> Iterator[str]:
    """Yield what everybody is told."""
    yield from filter(None, (message.explanation, f"Do now: {message.action}" if message.action else ""))
    yield from map(_source, message.sources)


def _standings(message: StandingsView) -> list[str]:
    lines = [f"After round {message.round} of {message.rounds}."]
    if message.playful and message.rank:
        lines.append(f"You are number {message.rank} of {message.players}, with {_points(message.points)}.")
    if message.team_rank:
        lines.append(f"{message.team} is number {message.team_rank} of the teams.")
    return lines + [_line(line) for line in message.top]


def _finished(message: FinishedView) -> list[str]:
    lines = ["That was the quiz."]
    if message.podium_comes:
        lines.append("Look up: the podium is on the big screen.")
    if message.playful and message.rank:
        lines.append(f"You are number {message.rank} of {message.players}, with {_points(message.points)}.")
    if message.rank or message.podium_comes:
        lines.append(f"{message.right}.")
    lines += [f"Do now: {action}" for action in message.things_to_do]
    lines += [_line(line) for line in message.podium]
    return lines + [f"Team {_line(line)}" for line in message.teams]


def _source(source: WireSource) -> str:
    behind = checked_and_note(source.checked, source.note)
    return f"Source: {', '.join((source.title, source.publisher, source.url, *behind))}"


def _line(line: StandingLine) -> str:
    return f"{line.rank}. {line.name}, {_points(line.points)}"


def _place(message: ReadingView | OpenView) -> str:
    rounds = f", round {message.round} of {message.rounds}" if message.rounds > 1 else ""
    return f"Question {message.number} of {message.of}{rounds}"


def _points(points: int) -> str:
    return plural(points, "point", ",")
