"""What a live game will ask, settled before it begins: which questions, in which rounds, with how much time."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from random import Random

from quiz.banks.model import Bank
from quiz.game.events import GamePlan, LivePreset, Mood, PlannedBank, PlannedDoor, PlannedQuestion
from quiz.play.board_rules import practice_reasons
from quiz.play.drawing import Pool, PresentedQuestion, draw
from quiz.play.timing import time_limit
from quiz.questions.question import Question
from quiz.questions.reading_time import WORDS_A_MINUTE

QUESTIONS = 10
"""How many questions a game has by default."""
_SHORTEST_READING, _LONGEST_READING = 4.0, 20.0
_SETTLING = 2.0
_SHORTEST_DECISION = 20.0


class LostBankError(ValueError):
    """A bank of a game is gone or has changed, so that its answers mean nothing."""

    def __init__(self, title: str, *, is_there: bool) -> None:
        """Name the bank, and say whether another now has its id."""
        what = "has changed since the game began" if is_there else "is not there any more"
        self.message = f'The bank "{title}" {what}.'
        back = "Put the earlier file back" if is_there else "Put it back, or name its file"
        super().__init__(f"{self.message} {back}, or begin a new game.")


def plan_game(
    banks: Sequence[Bank],
    seed: int,
    *,
    mood: Mood = "playful",
    preset: LivePreset | None = None,
    questions: int = QUESTIONS,
    rounds: int = 1,
    timed: bool | None = None,
    teams: Sequence[str] = (),
    hands: bool = False,
    approve: bool = False,
    suggested_names: bool = False,
    how_sure: bool = False,
    door: PlannedDoor | None = None,
    site: str = "",
    seed_given: bool = False,
    shadowed: Collection[str] = (),
) -> GamePlan:
    """Draw ``questions`` (0: all) evenly over the banks and share them out over ``rounds``; ``seed`` decides which.

    Unless all are asked for, no two share a fact, whatever their banks. Polls come on top.

    A playful game has time limits, points for speed, and the first answer stands; a serious one waits for everybody, and
    an answer may be changed until the host goes on. ``preset`` and ``timed`` say otherwise. A bank that is named twice
    counts once. ``approve``: the host looks at names that are typed before the hall reads them; ``suggested_names``: only
    those that the program suggests are taken; ``how_sure``: players are asked how sure they are. ``door`` is where pads come
    in, ``site`` the school's site that plays. ``seed_given``: the host said which seed; ``shadowed`` are the ids that other
    banks of the folders have, too. Raises ValueError where there are fewer questions than rounds.
    """
    banks = list({bank.id: bank for bank in banks}.values())
    dice = Random(seed)
    drawn = _drawn(banks, questions, dice)
    if not 1 <= rounds <= len(drawn):
        raise ValueError(f"{len(drawn)} questions cannot be shared out over {rounds} rounds. Ask for fewer rounds.")
    timed = (mood == "playful" if timed is None else timed) and not hands
    preset = preset or ("accuracy" if mood == "serious" or hands else "steady")
    asked = Counter(bank.id for bank, question in drawn if question.SCORED)
    practice = {
        bank.id: practice_reasons(
            bank, questions=asked[bank.id], preset=preset, seed_given=seed_given, shadowed=bank.id in shadowed
        )
        for bank in banks
    }
    return GamePlan(
        banks=tuple(_planned_bank(bank, practice[bank.id]) for bank in banks),
        questions=tuple(_planned(bank, question, timed) for bank, question in drawn),
        rounds=tuple(len(drawn) // rounds + (number < len(drawn) % rounds) for number in range(rounds)),
        seed=seed,
        preset=preset,
        mood=mood,
        may_change=mood == "serious",
        teams=tuple(teams),
        hands=hands,
        approve=approve and not hands,
        suggested_names=suggested_names and not hands,
        how_sure=how_sure and not hands,
        door=None if hands else door,
        site=site,
    )


def asked_in(plan: GamePlan, banks: Mapping[str, Bank]) -> list[PresentedQuestion]:
    """Return the plan's questions as the hall sees them. Raises LostBankError for a bank that is gone or has changed."""
    for planned in plan.banks:
        bank = banks.get(planned.id)
        if bank is None or bank.content_hash != planned.content_hash:
            raise LostBankError(planned.title, is_there=bank is not None)
    found = [(banks[one.bank].question(one.question), one.limit) for one in plan.questions]
    return [PresentedQuestion(question, question.arranged(plan.seed), limit) for question, limit in found if question]


def _drawn(banks: Sequence[Bank], questions: int, dice: Random) -> list[tuple[Bank, Question]]:
    """Draw each bank's share; one with too few questions gives all it has."""
    pools = [Pool(bank.questions, bank.about.topics) for bank in banks]
    return [(banks[place], question) for place, question in draw(pools, questions, dice)]


def _planned_bank(bank: Bank, practice: tuple[str, ...]) -> PlannedBank:
    return PlannedBank(
        id=bank.id,
        title=bank.title,
        version=bank.about.version,
        content_hash=bank.content_hash,
        pass_mark=float(bank.about.pass_mark),
        on_board=not practice,
        practice=practice,
        ask_certainty=bank.about.ask_certainty,
    )


def _planned(bank: Bank, question: Question, timed: bool) -> PlannedQuestion:
    limit = time_limit(question, bank.about.time_limit) if timed else None
    if limit is not None and (decisions := question.most_decisions()):
        limit = max(_SHORTEST_DECISION, round(limit / decisions))
    words = 60 * len(question.prompt.split()) / WORDS_A_MINUTE + _SETTLING
    reading = min(max(_SHORTEST_READING, round(words)), _LONGEST_READING)
    return PlannedQuestion(bank=bank.id, question=question.id, reading=reading, limit=limit)
