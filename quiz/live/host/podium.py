"""The end of a game: the first three, the teams, everybody who is near the top."""

from textual.content import Content

from quiz.game.scoring import Placement
from quiz.live.host.rows import standings_rows
from quiz.live.live_game import LiveGame
from quiz.tui.widgets.big_text import big
from quiz.tui.widgets.row_view import TextRow

_STEPS = {1: "$accent", 2: "$primary", 3: "$secondary"}


def podium_rows(hall: LiveGame, width: int) -> list[TextRow]:
    """Return the podium; in a playful game with room for it the first three ranks stand in large letters."""
    game = hall.game
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
