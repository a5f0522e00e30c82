"""Certificates on the page: requested, issued in a name, and shown as a page of their own."""

from msgspec.structs import replace

from quiz.banks.model import Bank
from quiz.reports.certificate import certificate_name_trouble
from quiz.reports.certificate_html import certificate_html
from quiz.serve.acts import Certify
from quiz.serve.messages import CertificateView
from quiz.serve.sessions import RefusedError
from quiz.services.certifying import check, issue, known_name, passed_attempt
from quiz.services.requests import RequestError
from quiz.services.services import Services
from quiz.store.records import AttemptRecord, Player

_NOT_PASSED = "There is a certificate once you have passed that quiz by its own rules."


def certify(services: Services, player: Player, bank: Bank, act: Certify) -> CertificateView:
    """Ask for the name to print on a certificate; once it is given, issue the certificate.

    Raises RefusedError where the bank was not passed, or StoreError.
    """
    passed = _passed(services, player, bank)
    if passed is None:
        raise RefusedError(_NOT_PASSED)
    typed = act.name or known_name(services.store, player, passed.id) or player.name
    view = CertificateView(bank=bank.id, title=bank.title, typed=typed)
    if not act.name:
        return view
    if trouble := certificate_name_trouble(act.name):
        return replace(view, sentence=" ".join(trouble))
    issue(services.store, passed.id, act.name, services.clocks.wall(), services.library.banks)
    return replace(view, issued=True)


def issued_page(services: Services, player: Player, bank: Bank) -> str | None:
    """Return the page of a player's certificate for a bank; None if none was issued. Raises StoreError."""
    passed, store = _passed(services, player, bank), services.store
    if passed is None:
        return None
    issued = next((one for one in store.certificates_of_player(player.id) if one.attempt_id == passed.id), None)
    if issued is None:
        return None
    return certificate_html(check(store, issued.code, services.library.banks).certificate)


def _passed(services: Services, player: Player, bank: Bank) -> AttemptRecord | None:
    """Return the quiz that earned a player the certificate for a bank; None if there is none."""
    try:
        return passed_attempt(services.store, player, bank)
    except RequestError:
        # Its message suggests commands, and nobody on the page can run one.
        return None
