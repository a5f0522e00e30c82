"""The school's policy as the page shows it: read, and acknowledged in the very text that was read."""

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
    """Return the policy, and how a player stands to it. Raises RefusedError where there is none to show, or StoreError."""
    return _view(_found(services, player))


def acknowledge_policy(services: Services, player: Player, act: Acknowledge) -> PolicyView:
    """Keep that a player will follow what they have read, and return the policy. Raises as ``policy_view`` does."""
    found = _found(services, player)
    policy = found.policy
    if (act.title, act.version, act.sha256) != (policy.title, policy.version, policy.sha256):
        return _view(found, _CHANGED)
    if not found.is_due:
        return _view(found)
    try:
        acknowledge(services.store, player, policy, services.clocks.wall())
    except RequestError as error:
        # What was passed was erased meanwhile, elsewhere.
        raise RefusedError(str(error)) from error
    return _view(_found(services, player))


def _found(services: Services, player: Player) -> SignOff:
    try:
        found = services.sign_off(player)
    except RequestError as error:
        # It names a file, and here is nobody who could mend it.
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
