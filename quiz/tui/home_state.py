"""What home shows at one moment: the banks, and the player's standing at them as far as it is known."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from textual.content import Content
from textual.geometry import Size

from quiz.banks.loading import Reading
from quiz.banks.model import Bank
from quiz.services.progress import NEVER_PLAYED, BankProgress, Overview, Unfinished
from quiz.services.services import Services
from quiz.services.topups import TopUp
from quiz.store.due import Due
from quiz.store.records import Player
from quiz.tui.bank_details import about_bank, about_due, about_faults, about_missed, beside_bank, fits_in_rule
from quiz.tui.home_layout import HomeLayout
from quiz.tui.home_rows import BankRow, BrokenRow, Headings, WelcomeCard, due_card, go_on_card, missed_card
from quiz.tui.overview_lines import goes_lines, totals_lines
from quiz.tui.widgets.pick_list import Item, Words

_BLANK = Words()
_ANY_LAYOUT = HomeLayout(Size(80, 24))
"""What can be chosen is the same at every size."""
_RULE = 2
"""Rows for the rule between the list and the details of the chosen row, and for the blank before it."""
_INDENT = 4
"""Cells of margin beside those details."""
_LEAST_BELOW = 8
"""Rows that a tall screen leaves for the chosen bank below the list."""


@dataclass(frozen=True)
class HomeContents:
    """What is listed, and the banks it was made from: the library may have changed since."""

    banks: Mapping[str, Bank]
    broken: Sequence[Reading]
    today: date
    keeps_scores_here: bool = True
    """Whether answers stay on this machine."""
    player: Player | None = None
    opened: Sequence[tuple[Bank, Unfinished]] = ()
    """What the player has left open, the latest first."""
    has_begun: bool = False
    """Whether the player has ever begun anything."""
    overview: Overview | None = None
    """The player's standing; None until it is known."""
    reckoned: Due | None = None
    """What is due today by the last forecast; None if there is none."""

    @classmethod
    def of(cls, services: Services) -> "HomeContents":
        """Return what to show before the player is known."""
        return cls(services.banks, tuple(services.library.broken), services.clocks.today(), services.keeps_scores_here)

    def of_player(
        self,
        player: Player,
        opened: Sequence[tuple[Bank, Unfinished]],
        overview: Overview | None,
        reckoned: Due | None,
        *,
        has_begun: bool,
    ) -> "HomeContents":
        """Return what to show to ``player``."""
        return replace(self, player=player, opened=opened, overview=overview, reckoned=reckoned, has_begun=has_begun)

    def known(self, overview: Overview) -> "HomeContents":
        """Return the same with the player's standing."""
        return replace(self, overview=overview)

    def stands(self, bank: Bank) -> BankProgress | None:
        """Return the player's standing at ``bank``; None if it is not known yet."""
        if not self.has_begun:
            return NEVER_PLAYED
        return self._by_bank.get(bank.id, NEVER_PLAYED) if self.overview else None

    @cached_property
    def _by_bank(self) -> dict[str, BankProgress]:
        return {bank.id: stands for bank, stands in self.overview.banks} if self.overview else {}

    @property
    def going_on(self) -> tuple[Bank, Unfinished] | None:
        """What the player left open last."""
        return next(((bank, unfinished) for bank, unfinished in self.opened if bank.id in self.banks), None)

    @property
    def missed(self) -> list[tuple[Bank, Sequence[str]]]:
        """The questions that were missed when last asked, by bank, the latest first."""
        found = self.overview.missed if self.overview else ()
        return [(self.banks[bank.id], ids) for bank, ids in found if bank.id in self.banks]

    @property
    def due(self) -> TopUp | None:
        """What is due again today; None if nothing is, or if any of its banks has gone."""
        found = self.overview.top_up if self.overview else None
        return found if found and found.questions and all(one.bank.id in self.banks for one in found.questions) else None

    def bank(self, key: str) -> Bank | None:
        """Return the bank that the row ``key`` is about, as it was when it was listed."""
        kind, _, which = key.partition(":")
        if kind == "missed":
            return self.missed[0][0] if self.missed else None
        return self.banks.get(which) if kind != "file" else None

    def reading(self, key: str) -> Reading | None:
        """Return the broken file that the row ``key`` is about, if it is about one."""
        kind, _, which = key.partition(":")
        found = (reading for reading in self.broken if str(reading.file) == which)
        return next(found, None) if kind == "file" else None

    # The list

    def items(self, layout: HomeLayout) -> list[Item]:
        """Return the rows of the list."""
        cards, banks = list(self._cards(layout)), [*self._bank_rows(), *self._broken_rows()]
        if not banks:
            return []
        welcome = WelcomeCard(self.keeps_scores_here, is_row=not layout.has_cards)
        before = cards if self.has_begun or not self.banks else [welcome] if layout.has_headings else []
        if self.banks and layout.has_headings:
            blank = [_BLANK] if cards or (before and layout.is_tall) else []
            before = [*before, *blank, Headings(is_first_start=not self.has_begun)]
        spaced = [item for row in banks for item in (row, _BLANK)][:-1]
        # A card takes four rows with its edges; the headings and the blank before them take two.
        cards_rows = (4 if layout.has_cards else len(cards)) if cards else 0
        needed = cards_rows + 2 + len(spaced) + self._below(layout)
        return [*before, *(spaced if layout.is_tall and needed <= layout.rows else banks)]

    def _below(self, layout: HomeLayout) -> int:
        """Return how many rows are taken below the list."""
        return len(self.totals(layout)) + (0 if layout.is_wide else _LEAST_BELOW)

    def _cards(self, layout: HomeLayout) -> Iterator[Item]:
        is_row = not layout.has_cards
        if going_on := self.going_on:
            yield go_on_card(*going_on, self.today, is_row=is_row)
        missed = [(bank, len(ids)) for bank, ids in self.missed]
        # What was missed falls due before long, so if anything is due that is what to begin with.
        if due := self.due:
            yield due_card(len(due.questions), due.minutes, due.missed, is_row=is_row, beside=going_on is not None)
        elif self.overview is None and self.reckoned and self.reckoned.questions:
            due_soon = self.reckoned
            yield due_card(due_soon.questions, due_soon.minutes, None, is_row=is_row, beside=going_on is not None)
        elif missed or (self.has_begun and self.overview is None):
            yield missed_card(missed or None, is_row=is_row, beside=going_on is not None)

    def _bank_rows(self) -> Iterator[Item]:
        titles = Counter(bank.title.casefold() for bank in self.banks.values())
        for place, bank in enumerate(self.banks.values()):
            is_twin = titles[bank.title.casefold()] > 1
            yield BankRow(
                bank,
                self.stands(bank),
                self.today,
                names_file=is_twin,
                is_first_start=not self.has_begun,
                is_first=place == 0,
            )

    def _broken_rows(self) -> Iterator[Item]:
        yield from map(BrokenRow, self.broken)

    def totals(self, layout: HomeLayout) -> list[Content]:
        """Return the totals of all banks, if there is room for them."""
        if not (layout.is_tall and self.overview and self.overview.has_played):
            return []
        lines = [Content(""), *totals_lines(self.overview, len(self.banks), layout.list_width)]
        if layout.has_goes and self.overview.goes:
            goes = [
                Content.styled("Latest goes", "$muted"),
                *goes_lines(self.overview.goes, self.today, layout.list_width - 4),
            ]
            lines += [Content(""), *("  " + line for line in goes)]
        return lines

    # Details of the chosen row

    def about(self, key: str, layout: HomeLayout) -> tuple[str, Content]:
        """Return the title and the text of the details of the row ``key``."""
        bank, reading = self.bank(key), self.reading(key)
        if key.startswith("topup:"):
            return ("Today", about_due(self.due)) if self.due else ("", Content(""))
        if reading:
            return Path(reading.file).name, about_faults(reading)
        if bank is None:
            return "", Content("")
        if key.startswith("missed:"):
            return "What you missed", about_missed(self.missed)
        stands = self.stands(bank) or NEVER_PLAYED
        if layout.is_wide:
            return bank.title, beside_bank(bank, stands, layout.about_width, layout.rows)
        width, taken = layout.about_width - _INDENT, self._rows_of_list(layout)
        if not fits_in_rule(bank.title, layout.about_width):
            taken += Content(bank.title).get_height({}, width)
        return bank.title, about_bank(bank, stands, width, layout.rows - _RULE - taken, is_narrow=not layout.has_cards)

    def _rows_of_list(self, layout: HomeLayout) -> int:
        """Return how many rows the list takes at most; cards side by side count once."""
        items = [item for item in self.items(layout) if not item.beside]
        return min(sum(len(item.lines(layout.list_width, "rest")) for item in items), layout.list_rows)

    # The choice

    def choice(self, chosen: str, before: "HomeContents | None") -> str:
        """Return the key of the row to choose now, after ``chosen`` in what was shown ``before``; empty if there is none."""
        keys = [item.key for item in self.items(_ANY_LAYOUT) if item.key]
        former = [item.key for item in before.items(_ANY_LAYOUT) if item.key] if before else []
        figures_have_come = before is not None and before.overview is None and self.overview is not None
        if before is None or (figures_have_come and chosen == before.preferred(former)):
            # Nobody has moved yet.
            return self.preferred(keys)
        if chosen in keys:
            return chosen
        # The card for an open attempt goes once the attempt is over; its bank is still listed.
        _, _, which = chosen.partition(":")
        if f"bank:{which}" in keys:
            return f"bank:{which}"
        place = former.index(chosen) if chosen in former else 0
        return keys[min(place, len(keys) - 1)] if keys else ""

    def preferred(self, keys: Sequence[str]) -> str:
        """Return what is chosen first: the first card (left open, due or missed), else the bank last played."""
        for key in keys:
            if not key.startswith(("bank:", "file:")):
                return key
        played = {f"bank:{bank_id}": stands.last_played or 0 for bank_id, stands in self._by_bank.items()}
        last = max((key for key in keys if key.startswith("bank:")), key=lambda key: played.get(key, 0), default="")
        return last or (keys[0] if keys else "")
