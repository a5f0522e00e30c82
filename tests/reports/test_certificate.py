"""A certificate says the same as page and as text, its code is its own, and what somebody typed stays text."""

import base64
import hashlib
import hmac
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from quiz.reports.certificate import (
    AcknowledgedPolicy,
    Certificate,
    acknowledged_line,
    bank_and_version,
    certificate_code,
    certificate_facts,
    certificate_lines,
    certificate_name,
    certificate_notes,
    read_code,
)
from quiz.reports.certificate_html import certificate_html

FIELDS: tuple[Any, ...] = ("secret", "attempt", "Mrs A. Khan", "0123456789abcdef", 90.0, 1_700_000_000_000)
HOSTILE = "<script>alert(1)</script>\"'&[@click=x]\x1b[2J\u202e"


POLICY = AcknowledgedPolicy(title="Acceptable use", version="2026-09", sha256="ab" * 32, on=date(2026, 11, 28))


def made(**changes: Any) -> Certificate:
    usual: dict[str, Any] = {"code": "7KQF-2M9D-XW4P", "name": "Mrs A. Khan", "bank": "Recognising scams"}
    result = {"version": "2026.11", "mark": 90.0, "pass_mark": 80.0, "on": date(2026, 11, 27), "questions": 10, "right": 9}
    return Certificate(**{**usual, **result, "material": "de" * 32, **changes})


@pytest.mark.parametrize("policy", [None, POLICY], ids=["no policy", "policy"])
def test_page_and_text_say_the_same_words(policy: AcknowledgedPolicy | None) -> None:
    one = made(acknowledged=policy)
    page = re.sub(r"<style>.*?</style>|<[^>]+>", " ", certificate_html(one), flags=re.DOTALL)
    text = " ".join(certificate_lines(one))
    for words in (
        one.name,
        "Recognising scams, version 2026.11",
        one.code,
        "90 % (pass mark 80 %)",
        "10, of which 9 wholly right",
    ):
        assert words in page
        assert words in text
    said = [cell for fact in certificate_facts(one) for cell in fact] + [*certificate_notes(one), acknowledged_line(one)]
    for words in said:
        assert " ".join(words.split()) in " ".join(page.replace("&#x27;", "'").split())
        assert words in " ".join(text.split())
    assert ("Passed on", "27 November 2026") in certificate_facts(one)
    assert ("Renew by", "27 November 2027") in certificate_facts(one)


def test_a_bank_that_says_no_version_leaves_no_gap() -> None:
    assert bank_and_version(made(version="")) == "Recognising scams"


def test_a_policy_stands_on_it_with_its_hash_in_the_small_print() -> None:
    one = made(acknowledged=POLICY)
    assert acknowledged_line(one) == "Read and acknowledged: Acceptable use, version 2026-09, on 28 November 2026"
    assert certificate_notes(one)[-1] == f"SHA-256 of the policy as it was read: {'ab' * 32}"


def test_one_without_a_policy_is_what_it_was_before_there_were_any_to_the_byte() -> None:
    page, text = certificate_html(made()).encode(), "\n".join(certificate_lines(made())).encode()
    assert hashlib.sha256(page).hexdigest() == "ded44bdd01f0c878c3e89c371020c4581f53373f500f3a1391b931af308febd2"
    assert hashlib.sha256(text).hexdigest() == "c13c198c8deb6a2e0619c049337da561ed346ea06123b866a60298b52c4a204b"


def test_what_it_is_not_is_said_plainly() -> None:
    text = " ".join(certificate_lines(made()))
    assert "It is not the NCSC's cyber security training for school staff" in text
    assert "Without those scores this page proves nothing." in text
    assert "… (the file itself was not kept)" in " ".join(certificate_notes(made(material="0123456789abcdef")))


def test_the_leap_day_is_renewed_on_the_last_of_february() -> None:
    assert made(on=date(2028, 2, 29)).renew_by == date(2029, 2, 28)


def test_a_mark_is_never_rounded_to_what_it_is_not() -> None:
    assert certificate_facts(made(mark=99.6))[0] == ("Mark", "99.6 % (pass mark 80 %)")


def test_hostile_words_are_harmless_on_page_and_terminal() -> None:
    policy = structs.replace(POLICY, title=HOSTILE, version=HOSTILE)
    one = made(name=certificate_name(HOSTILE), bank=HOSTILE, version=HOSTILE, acknowledged=policy)
    page = certificate_html(one)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    for text in (page, *certificate_lines(one)):
        assert not set(text) & {"\x1b", "\u202e"}
    assert "src=" not in page
    assert "http" not in page


@pytest.mark.parametrize(
    ("typed", "name"), [("  Mrs   A. Khan ", "Mrs A. Khan"), ("\u202e \x1b", ""), ("…", ""), ("a" * 70, "a" * 70)]
)
def test_a_name_is_tidied_and_may_be_longer_than_a_nickname(typed: str, name: str) -> None:
    assert certificate_name(typed) == name


def test_a_code_is_the_same_for_the_same_and_another_for_anything_else() -> None:
    # Reckoned out another way: RFC 4648's base32 of the same HMAC, letter for letter in Crockford's.
    said = b'["attempt", "Mrs A. Khan", "0123456789abcdef", 90.0, 1700000000000]'
    rfc = base64.b32encode(hmac.new(b"secret", said, "sha256").digest()).decode()[:12]
    letters = rfc.translate(str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
    assert certificate_code(*FIELDS) == f"{letters[:4]}-{letters[4:8]}-{letters[8:]}" == "HXX9-6294-ZKTP"
    others = ("other", "other", "Mrs A. Khan ", "0123456789abcdee", 90.1, 1_700_000_000_001)
    codes = {certificate_code(*(*FIELDS[:place], other, *FIELDS[place + 1 :])) for place, other in enumerate(others)}
    policies = [("A", "1", "0a", 5), ("B", "1", "0a", 5), ("A", "2", "0a", 5), ("A", "1", "0b", 5), ("A", "1", "0a", 6)]
    signed = {certificate_code(*(*FIELDS, policy)) for policy in policies}
    assert len(codes | signed | {certificate_code(*(*FIELDS, ()))}) == 12


@given(st.text(), st.text(), st.floats(0, 100), st.integers(0, 2**53))
def test_every_code_is_read_however_it_is_written(secret: str, name: str, mark: float, at: int) -> None:
    code = certificate_code(secret, "id", name, "hash", mark, at)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code)
    sloppy = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(code) == read_code(sloppy) == code


@pytest.mark.parametrize("typed", ["", "7KQF-2M9D", "7KQF-2M9D-XW4PX", "7KQF-2M9D-XW4U", "٣KQF-2M9D-XW4P"])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert read_code(typed) == ""
