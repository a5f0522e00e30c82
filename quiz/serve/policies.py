"""The school's policy on the page. Only the very text that somebody has read can be acknowledged."""

from quiz.reports.certificate import day_in_full
from quiz.serve.acts import Acknowledge
from quiz.serve.messages import PolicyView
from quiz.serve.sessions import RefusedError
from quiz.services.policy import SignOff, acknowledge
from quiz.services.requests import RequestError
from quiz.services.services import Services
from quiz.store.records import Player

_NONE = "This school has put no policy here."
_UNREADABLE = "The policy cannot be shown just now. Tell whoever runs this quiz at your school."
_CHANGED = "It has changed since you read it. Read it once more."
_NOT_PASSED = "You can acknowledge it once you have passed a quiz."


def policy_view(services: Services, player: Player) -> PolicyView:
    """Return the policy, and whether a player has acknowledged it. Raises RefusedError if it cannot be shown; StoreError."""
    return _view(_found(services, player))


def acknowledge_policy(services: Services, player: Player, act: Acknowledge) -> PolicyView:
    """Record a player's promise to follow the policy they read, and return it. Raises as ``policy_view`` does."""
    found = _found(services, player)
    policy = found.policy
    if (act.title, act.version, act.sha256) != (policy.title, policy.version, policy.sha256):
        return _view(found, _CHANGED)
    if not found.is_due:
        return _view(found)
    try:
        acknowledge(services.store, player, policy, services.clocks.wall())
    except RequestError as error:
        # The quiz that was passed has been erased elsewhere meanwhile.
        raise RefusedError(str(error)) from error
    return _view(_found(services, player))


def _found(services: Services, player: Player) -> SignOff:
    try:
        found = services.sign_off(player)
    except RequestError as error:
        # The message names a file, and nobody on the page can mend it.
        raise RefusedError(_UNREADABLE) from error
    if found is None:
        raise RefusedError(_NONE)
    return found


def _view(found: SignOff, sentence: str = "") -> PolicyView:
    policy, known = found.policy, found.acknowledged
    done = f"You acknowledged it on {day_in_full(known.day())}. Your certificate says so." if known else ""
    return PolicyView(
        title=policy.title,
        version=policy.version,
        blocks=policy.blocks,
        sha256=policy.sha256,
        is_due=found.is_due,
        standing="" if found.is_due else done or _NOT_PASSED,
        sentence=sentence,
    )
