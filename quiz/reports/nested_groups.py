"""Two tables of the same people, by team and by site: whom subtracting one from the other gives away. Pure.

If everybody at a site but its head is in one team, the site's figures less the team's are the head's. Each group of one
team at one site is a pipe from the team to the site, and the totals of a team or a site are what flows into it or out of
it. A group's figures could be different if it is part of a ring of pipes in which one person more or fewer could flow, as
in ``quiz.reports.suppression``.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

Parts: TypeAlias = Mapping[tuple[str, str], tuple[int, int]]
"""How many of each team at each site are done, and how many are not; without empty groups."""
_Node: TypeAlias = tuple[str, str]
_OF_TEAMS, _OF_SITES = ("total", "teams"), ("total", "sites")


class NestedGroups:
    """The groups of one team at one site, and which of them the two tables together give away."""

    def __init__(
        self, parts: Parts, hidden_teams: Collection[str], hidden_sites: Collection[str], *, is_total_hidden: bool
    ) -> None:
        """Take what each table hides, and whether any figure of all staff is hidden."""
        self._parts = parts
        self._ways = _ways(parts, hidden_teams, hidden_sites, is_total_hidden=is_total_hidden)
        hidden = {("team", team) for team in hidden_teams} | {("site", site) for site in hidden_sites}
        self._alike = _alike(parts) - hidden
        """The teams and sites said to be all done or all not done, large enough to say so of each person."""

    def given_away(self, fewest: int) -> Iterator[tuple[str, str]]:
        """Yield the groups about whom too much is told, in the order of their names.

        That is what a table of such groups would hide: counts of done or not done below ``fewest``, and all or none of fewer
        than twice as many; if anybody who knows the size of each group can be certain of it, and neither table says it by
        itself.
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
    """Return where one person who is done can move to from each team, each site, and each of the totals."""
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
    """Say whether there is a path from one node to another other than the direct one."""
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
