"""Certificates that were issued, and the store's own secret for making their codes."""

import secrets
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import asdict

from quiz.questions.names import tidy_name
from quiz.store.connection import Connection
from quiz.store.rows import as_record, safe_line, safe_name

_PURPOSE = {"purpose": "certificates"}


class CertificateRecord(Struct, frozen=True, kw_only=True):
    """What is kept of a certificate; all it says beside the name is looked up in its attempt."""

    code: str
    attempt_id: str
    name: str
    """The name printed on it."""
    issued_at: int
    """When it was issued last, in milliseconds since 1970, UTC."""
    acknowledgement_id: str | None = None
    """Which acknowledgement of a policy it names; None where it names none."""


def certificate_secret(connection: Connection) -> str | None:
    """Return the store's secret, None where none was made yet. Use inside a reading."""
    rows = connection.execute("SELECT secret FROM secrets WHERE purpose = :purpose", _PURPOSE)
    return str(rows[0][0]) if rows else None


def make_certificate_secret(connection: Connection) -> str:
    """Return the store's secret, made if there is none; programs that try at once agree on one. Use inside a transaction."""
    connection.execute(
        "INSERT INTO secrets (purpose, secret) VALUES (:purpose, :secret) ON CONFLICT (purpose) DO NOTHING",
        _PURPOSE | {"secret": secrets.token_hex(32)},
    )
    made = certificate_secret(connection)
    assert made
    return made


def keep_certificate(connection: Connection, record: CertificateRecord) -> None:
    """Record that a certificate was issued, or issued again. Use inside a transaction."""
    connection.execute(
        "INSERT INTO certificates (code, attempt_id, name, issued_at, acknowledgement_id) "
        "VALUES (:code, :attempt_id, :name, :issued_at, :acknowledgement_id) "
        "ON CONFLICT (code) DO UPDATE SET issued_at = excluded.issued_at",
        asdict(record),
    )


def certificate(connection: Connection, code: str) -> CertificateRecord | None:
    """Return the certificate with this code, None where there is none. Use inside a reading."""
    return next(iter(_certificates(connection, "code = :which", code)), None)


def certificates_of_player(connection: Connection, player_id: str) -> list[CertificateRecord]:
    """Return a player's certificates, the latest issued first. Use inside a reading."""
    condition = "attempt_id IN (SELECT id FROM attempts WHERE player_id = :which)"
    return _certificates(connection, condition, player_id)


def players_certified_as(connection: Connection, name: str) -> list[str]:
    """Return the players whose certificates bear a name, whatever its case. Use inside a reading."""
    rows = connection.execute(
        "SELECT DISTINCT certificates.name, players.name FROM certificates "
        "JOIN attempts ON attempts.id = attempt_id JOIN players ON players.id = player_id"
    )
    key = tidy_name(name, None).casefold()
    found = {safe_name(player) for stands, player in rows if tidy_name(str(stands), None).casefold() == key}
    return sorted(found)


def _certificates(connection: Connection, condition: str, which: str) -> list[CertificateRecord]:
    rows = connection.execute(
        "SELECT code, attempt_id, name, issued_at, acknowledgement_id FROM certificates "
        f"WHERE {condition} ORDER BY issued_at DESC, code",
        {"which": which},
    )
    found = []
    for row in rows:
        values = dict(zip(CertificateRecord.__struct_fields__, row, strict=True))
        with suppress(ValueError):
            found.append(as_record(values | {"name": safe_line(values["name"])}, CertificateRecord))
    return found
