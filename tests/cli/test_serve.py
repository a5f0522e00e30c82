"""``quiz serve``: what does not go together is refused in a sentence, before anything is opened."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from quiz.store.store import open_store
from tests.cli.conftest import Program


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--cert", "x.pem"], "x.pem"),
        (["--code", "ABCDE", "--open"], "do not go together"),
        (["--code", "A B"], "4 to 20 letters and figures"),
        (["--identity-header", "X-User"], "add --trust-proxy ADDRESS"),
        (["--identity-header", "X User", "--trust-proxy", "127.0.0.1"], "letters, figures and hyphens"),
        (["--identity-header", "X-User", "--trust-proxy", "127.0.0.1", "--open"], "the proxy lets people in"),
        (["--trust-proxy", "proxy.school"], "is not an IP address"),
        (["--public-url", "quiz.school.example"], "Write the address as people type it"),
        (["--most", "0"], "--most"),
    ],
)
def test_what_makes_no_sense_is_refused(quiz: Program, options: list[str], why: str) -> None:
    refused = quiz("serve", *options)
    assert refused.exit_code == 2
    assert why in refused.stderr
    assert not quiz.store.exists()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="A certificate is made by openssl.")
def test_a_key_that_is_locked_is_refused_and_nobody_is_asked_for_its_passphrase(quiz: Program, tmp_path: Path) -> None:
    cert, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=x"]
    subprocess.run([*made, "-passout", "pass:secret", "-keyout", key, "-out", cert], check=True, capture_output=True)
    refused = quiz("serve", "--cert", cert, "--key", key)
    assert refused.exit_code == 1
    assert all(words in refused.stderr for words in ("is locked with a passphrase", "openssl pkey"))


def test_scores_that_cannot_be_kept_are_told_of_at_the_start(quiz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.serve.running.serve", lambda *arguments: None)
    monkeypatch.setattr("quiz.store.sqlite.BUSY_SECONDS", 0.0)
    open_store(str(quiz.store)).close()
    with closing(sqlite3.connect(quiz.store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = quiz("serve")
    assert refused.exit_code == 1
    assert f"Another program is writing to {quiz.store}" in refused.stderr
    assert quiz("serve").exit_code == 0
