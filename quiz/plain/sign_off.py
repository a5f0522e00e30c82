"""The school's policy, line by line: read out after a pass, and acknowledged if the player agrees."""

from collections.abc import Iterator

from quiz.plain.console import Console, StoppedError
from quiz.reports.certificate import day_in_full
from quiz.services.attempt_session import AttemptSession
from quiz.services.policy import Policy, SignOff, acknowledge, sign_off
from quiz.services.requests import RequestError
from quiz.services.services import Services


def offer_policy(services: Services, session: AttemptSession, console: Console) -> None:
    """After a pass by the bank's rules, offer to read the policy out, and ask for an acknowledgement.

    Call only if there is a person to ask. Raises StoreError.
    """
    passed = session.attempt.finished and session.record.on_board and session.result().passed
    if services.policy is None or not passed:
        return
    try:
        found = sign_off(services.store, session.player, services.policy)
    except RequestError as refusal:
        console.say_all(refusal.sentences)
        return
    if found.acknowledged:
        day = day_in_full(found.acknowledged.day())
        console.say(f"You acknowledged the policy {found.policy.title}, version {found.policy.version}, on {day}.")
        return
    try:
        _ask(services, session, found, console)
    except (StoppedError, KeyboardInterrupt) as stopped:
        if isinstance(stopped, KeyboardInterrupt):
            # The terminal has written ^C on the current line.
            console.say("")
        console.say("It is not acknowledged. You are asked again after your next pass.")


def _ask(services: Services, session: AttemptSession, found: SignOff, console: Console) -> None:
    policy = found.policy
    console.say("")
    if not console.agrees(
        f"Your school asks you to read its policy: {policy.title}, version {policy.version}. Read it now?"
    ):
        raise StoppedError
    console.say_all(_read_out(policy))
    if not console.agrees("Have you read this, and will you follow it?"):
        raise StoppedError
    acknowledge(services.store, session.player, policy, services.clocks.wall())
    console.say("Your acknowledgement is kept. Your certificate says so from now on.")


def _read_out(policy: Policy) -> Iterator[str]:
    yield f"{policy.title}, version {policy.version}."
    for place, block in enumerate(policy.blocks):
        if place and not block.is_close:
            yield ""
        marker = f"{block.marker} ".replace("•", "-") if block.marker else ""
        yield from f"{'  ' * block.depth}{marker}{block.text}".split("\n")
    yield "That is the end of the policy."
