"""Two tables of the same people, by team and by site: whom one gives away that is taken from the other. Pure.

Where all of a site but its head are one team, what is told of the site, less what is told of the team, is the head. Each
group of one team at one site is a pipe from the team to the site, and what is told of all of a team or a site is what flows
into it or out of it. A group can have fared otherwise where there is a ring of pipes through it in which one person more or
fewer could flow, as in ``quiz.reports.suppression``.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

Parts: TypeAlias = Mapping[tuple[str, str], tuple[int, int]]
"""How many of each team at each site are done, and how many are not; only where there is anybody."""
_Node: TypeAlias = tuple[str, str]
_OF_TEAMS, _OF_SITES = ("total", "teams"), ("total", "sites")


class NestedGroups:
    """The groups of one team at one site, and which of them both tables together give away."""

    def __init__(
        self, parts: Parts, hidden_teams: Collection[str], hidden_sites: Collection[str], *, is_total_hidden: bool
    ) -> None:
        """Begin with what either table hides, and whether any of the figures of all staff is hidden."""
        self._parts = parts
        self._ways = _ways(parts, hidden_teams, hidden_sites, is_total_hidden=is_total_hidden)
        hidden = {("team", team) for team in hidden_teams} | {("site", site) for site in hidden_sites}
        self._alike = _alike(parts) - hidden
        """The teams and the sites of whom it is told that all have fared alike: of so many that it may be told of each."""

    def given_away(self, fewest: int) -> Iterator[tuple[str, str]]:
        """Yield the groups of whom too much is told, in the order of their names.

        That is what a table of such groups would hide: how many are done or are not where these are fewer than ``fewest``,
        and all or none of fewer than twice as many; where it is certain for whoever knows how many people each group has,
        and is not what one of the tables says by itself.
        """
        for part in sorted(self._parts):
            team, site = ("team", part[0]), ("site", part[1])
            is_said = self._alike & {team, site}
            if not is_said and _is_telling(*self._parts[part], fewest) and not _is_open(self._ways, part):
                yield part


def _alike(parts: Parts) -> set[_Node]:
    counts: dict[_Node, list[int]] = defaultdict(lambda: [0, 0])
    for (team, site), (done, overdue) in parts.items():
        for node in (("team", team), ("site", site)):
            counts[node][0] += done
            counts[node][1] += overdue
    return {node for node, both in counts.items() if not min(both)}


def _is_telling(done: int, overdue: int, fewest: int) -> bool:
    least = min(done, overdue)
    return 0 < least < fewest or (not least and done + overdue < 2 * fewest)


def _ways(
    parts: Parts, hidden_teams: Collection[str], hidden_sites: Collection[str], *, is_total_hidden: bool
) -> Mapping[_Node, set[_Node]]:
    """Return where one person who is done can be moved on to from each team, each site, and each of the totals."""
    ways: dict[_Node, set[_Node]] = defaultdict(set)
    for (team, site), (done, overdue) in parts.items():
        if overdue:
            ways["team", team].add(("site", site))
        if done:
            ways["site", site].add(("team", team))
    for one, other in _hidden_totals(hidden_teams, hidden_sites, is_total_hidden=is_total_hidden):
        ways[one].add(other)
        ways[other].add(one)
    return ways


def _hidden_totals(
    hidden_teams: Collection[str], hidden_sites: Collection[str], *, is_total_hidden: bool
) -> Iterator[tuple[_Node, _Node]]:
    for team in hidden_teams:
        yield _OF_TEAMS, ("team", team)
    for site in hidden_sites:
        yield ("site", site), _OF_SITES
    if is_total_hidden:
        yield _OF_SITES, _OF_TEAMS


def _is_open(ways: Mapping[_Node, set[_Node]], part: tuple[str, str]) -> bool:
    """Say whether one more of a group could be done, or one fewer."""
    team, site = ("team", part[0]), ("site", part[1])
    return any(end in ways[start] and _leads(ways, end, start) for start, end in ((team, site), (site, team)))


def _leads(ways: Mapping[_Node, set[_Node]], start: _Node, goal: _Node) -> bool:
    """Say whether there is a way from one node to another that is not the one between the two."""
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        for end in ways.get(node, ()):
            if end == goal and node != start:
                return True
            if end not in seen and end != goal:
                seen.add(end)
                waiting.append(end)
    return False
