"""What a host says, in lines of words: for pads in a terminal."""

from quiz.live.messages import (
    ClosedView,
    DecidedView,
    FinishedView,
    Gone,
    LobbyView,
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
    Welcome,
    WireSource,
)
from quiz.questions.text import plural


# One case a message: long, but there is nothing to understand between the cases.
def narrate(message: ServerMessage) -> list[str]:  # noqa: C901
    """Return a message as lines of words; of an open question only where it stands, since it is asked in its own way."""
    match message:
        case Welcome():
            return [f"You are in, {message.name}."]
        case Refused() | RemovedView():
            return [message.sentence]
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
            return ["Your answer is in."]
        case ClosedView():
            return ["Your answer is in. Look at the big screen." if message.taken else "Time is up. Look at the big screen."]
        case PausedView():
            return ["The host has paused the game."]
        case DecidedView():
            return [f"The hall has decided: {message.choice}", f"{message.votes} of {message.voted} votes.", message.why]
        case RevealedView():
            return _revealed(message)
        case StandingsView():
            return _standings(message)
        case FinishedView():
            return _finished(message)
    return []


def _revealed(message: RevealedView) -> list[str]:
    if message.skipped:
        return ["This question does not count: the host took it out of the game."]
    if not message.answered:
        verdict = "No answer this time."
    else:
        verdict = "✔ Right." if message.right else "◐ Partly right." if message.mark > 0 else "✘ Not right."
    lines = [f"{verdict} {_points(message.points)}."]
    if message.rank:
        lines.append(f"You have {_points(message.total)} and are number {message.rank} of {message.players}.")
    if not message.right:
        lines += [f"Your answer: {text}" for text in message.given]
        lines += [f"Answer: {text}" for text in message.key]
        lines += message.why
    lines += [message.explanation] if message.explanation else []
    lines += [f"Do now: {message.action}"] if message.action else []
    return lines + [_source(source) for source in message.sources]


def _standings(message: StandingsView) -> list[str]:
    lines = [f"After round {message.round} of {message.rounds}."]
    if message.rank:
        lines.append(f"You are number {message.rank} of {message.players}, with {_points(message.points)}.")
    if message.team_rank:
        lines.append(f"{message.team} is number {message.team_rank} of the teams.")
    return lines + [_line(line) for line in message.top]


def _finished(message: FinishedView) -> list[str]:
    lines = ["That was the quiz."]
    if message.rank:
        lines.append(f"You are number {message.rank} of {message.players}, with {_points(message.points)}.")
        lines.append(f"{message.right} of {message.of} questions right.")
    lines += [_line(line) for line in message.podium]
    return lines + [f"Team {_line(line)}" for line in message.teams]


def _source(source: WireSource) -> str:
    note = f", {source.note}" if source.note else ""
    return f"Source: {source.title}, {source.publisher}, {source.url}, checked {source.checked}{note}"


def _line(line: StandingLine) -> str:
    return f"{line.rank}. {line.name}, {_points(line.points)}"


def _place(message: ReadingView | OpenView) -> str:
    rounds = f", round {message.round} of {message.rounds}" if message.rounds > 1 else ""
    return f"Question {message.number} of {message.of}{rounds}"


def _points(points: int) -> str:
    return plural(points, "point", ",")
