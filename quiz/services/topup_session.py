"""A top-up that is written down step by step: questions of several banks, each kept in an attempt at its own bank."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from quiz.banks.model import Bank
from quiz.play.attempt import GRACE, Attempt, Response, Result, result_of
from quiz.play.drawing import PresentedQuestion
from quiz.play.topup import TopUpQuestion
from quiz.services.attempt_session import AttemptSession, Clocks, begin_record, belongs
from quiz.store.records import AttemptRecord, Origin, Player
from quiz.store.rows import damaged
from quiz.store.store import Store


class _Place(Struct, frozen=True):
    """Where a response is kept: the bank whose attempt holds it, and its position there."""

    bank: Bank
    position: int


class TopUpSession(AttemptSession):
    """A player and a few questions that are due again. Its bank and record are those of the question that is shown."""

    def __init__(
        self,
        store: Store,
        player: Player,
        chosen: Sequence[TopUpQuestion],
        records: Mapping[str, AttemptRecord],
        clocks: Clocks,
        grace: float,
        responses: Sequence[Response] = (),
    ) -> None:
        """Use ``begin_top_up`` or ``resume_top_up`` instead."""
        bank = chosen[0].bank
        seed = records[bank.id].seed
        asked = [PresentedQuestion(one.question, one.question.arranged(seed), None) for one in chosen]
        attempt = Attempt(asked, "accuracy", clocks.monotonic, grace=grace, responses=responses)
        super().__init__(store, player, bank, records[bank.id], attempt, clocks)
        self.chosen = tuple(chosen)
        """The questions, in the order asked."""
        self._records = dict(records)
        """The attempts that keep it, by their banks."""
        self._places = [_Place(one.bank, records[one.bank.id].questions.index(one.question.id)) for one in chosen]

    @classmethod
    def begin_top_up(
        cls,
        store: Store,
        player: Player,
        chosen: Sequence[TopUpQuestion],
        seed: int,
        clocks: Clocks,
        *,
        origin: Origin = "",
        site: str = "",
        grace: float = GRACE,
    ) -> "TopUpSession":
        """Record the start of a top-up that asks ``chosen``, at least one question. Raises StoreError."""
        banks, begun_at = {one.bank.id: one.bank for one in chosen}, clocks.wall()
        records = {
            bank.id: begin_record(
                store,
                player,
                bank,
                [one.question for one in chosen if one.bank is bank],
                mode="topup",
                preset="accuracy",
                seed=seed,
                on_board=False,
                origin=origin,
                site=site,
                # Resuming reads the attempts in the order of these times.
                at=begun_at + number,
            )
            for number, bank in enumerate(banks.values())
        }
        return cls(store, player, chosen, records, clocks, grace)

    @classmethod
    def resume_top_up(
        cls, store: Store, player: Player, kept: Sequence[tuple[Bank, AttemptRecord]], clocks: Clocks, *, grace: float
    ) -> "TopUpSession":
        """Resume a top-up, bank by bank; ``kept`` are all its attempts. Raises StoreError.

        Each bank is as it was when the top-up began, and the one whose question is most urgent comes first.
        """
        chosen: list[TopUpQuestion] = []
        responses: list[Response] = []
        for bank, record in kept:
            answered = store.responses(record.id)
            if not all(belongs(response, record, bank) for response in answered):
                raise damaged(store.location)
            responses += [replace(response, position=len(chosen) + response.position) for response in answered]
            by_id = {question.id: question for question in bank.questions}
            chosen += [TopUpQuestion(bank, by_id[question_id], None) for question_id in record.questions]
        records = {bank.id: record for bank, record in kept}
        session = cls(store, player, chosen, records, clocks, grace, responses)
        session._be_at(session.attempt.responses[-1].position if session.is_at_feedback else session.attempt.position)
        return session

    @property
    @override
    def id(self) -> str:
        return self._records[self.chosen[0].bank.id].id

    def _be_at(self, position: int) -> None:
        self.bank = self._places[position].bank
        self.record = self._records[self.bank.id]

    @property
    def was_missed(self) -> bool:
        """Whether the current question was missed last time."""
        recall = self.chosen[self.attempt.position].recall
        return recall is not None and recall.missed

    @override
    def show(self, *, keep_place: bool = False) -> None:
        self._be_at(self.attempt.position)
        super().show(keep_place=keep_place)

    @property
    @override
    def is_at_feedback(self) -> bool:
        # The attempt at one bank knows nothing of a question of another that has been shown since.
        return super().is_at_feedback and (self.attempt.finished or not self._is_shown(self.attempt.position))

    @override
    def _is_shown(self, position: int) -> bool:
        place = self._places[position]
        return self._records[place.bank.id].shown_position == place.position

    @override
    def _keep_place(self, position: int, at: int | None) -> None:
        is_over = position == len(self._places)
        super()._keep_place(len(self.record.questions) if is_over else self._places[position].position, at)
        self._records[self.bank.id] = self.record

    @override
    def keep(self, response: Response) -> None:
        super().keep(replace(response, position=self._places[response.position].position))
        self._records[self.bank.id] = self.record

    @override
    def leave(self) -> None:
        responses = self.attempt.responses
        for bank_id, record in self._records.items():
            answered = sum(self._places[response.position].bank.id == bank_id for response in responses)
            self.store.abandon(record.id, answered, self._clocks.wall())

    @override
    def result(self) -> Result:
        return result_of(self.attempt.asked, self.attempt.responses, self.record.pass_mark)
