"""The exact text of every bank that was played, so that old answers can be read whatever became of the file."""

import hashlib
from collections.abc import Iterable

from quiz.banks.loading import read_text
from quiz.banks.model import Bank
from quiz.store.connection import Connection


def keep_material(connection: Connection, banks: Iterable[Bank], at: int) -> None:
    """Keep the text of each bank, once; a bank that came from no file has none. Use inside a transaction."""
    connection.execute_many(
        "INSERT INTO bank_material (bank_hash, sha256, bank_id, bank_version, title, content, kept_at) "
        "VALUES (:hash, :sha, :bank, :version, :title, :content, :at) ON CONFLICT (bank_hash) DO NOTHING",
        [
            {
                **{"hash": bank.content_hash, "sha": digest(bank.text), "bank": bank.id, "version": bank.about.version},
                **{"title": bank.title, "content": bank.text, "at": at},
            }
            for bank in banks
            if bank.text
        ],
    )


def material_of_bank(connection: Connection, bank_id: str, today: Bank | None = None) -> dict[str, Bank]:
    """Return the banks of this id as they were played, by their hashes; one that is as ``today`` is not read again.

    Use inside a reading. A text that was altered, or that this program cannot read as a bank, is left out.
    """
    return _banks(connection, "bank_id = :which", bank_id, today)


def material_of_hash(connection: Connection, bank_hash: str) -> Bank | None:
    """Return a bank as it was played, None where its text was not kept or cannot be read. Use inside a reading."""
    return _banks(connection, "bank_hash = :which", bank_hash).get(bank_hash)


def lacking_material(connection: Connection, banks: Iterable[Bank]) -> list[Bank]:
    """Return those of ``banks`` that were played, unchanged, before texts were kept. Use inside a reading."""
    played = (
        "SELECT 1 FROM attempts WHERE bank_id = :bank AND bank_hash = :hash "
        "AND NOT EXISTS (SELECT 1 FROM bank_material WHERE bank_material.bank_hash = :hash) LIMIT 1"
    )
    return [bank for bank in banks if connection.execute(played, {"bank": bank.id, "hash": bank.content_hash})]


def digest(text: str) -> str:
    """Return the SHA-256 of a bank's text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _banks(connection: Connection, condition: str, which: str, today: Bank | None = None) -> dict[str, Bank]:
    rows = connection.execute(
        f"SELECT bank_hash, sha256, title, content FROM bank_material WHERE {condition} ORDER BY kept_at, bank_hash",
        {"which": which},
    )
    found: dict[str, Bank] = {}
    for hashed, sha256, title, content in rows:
        if not all(isinstance(text, str) for text in (hashed, sha256, content)):
            continue
        if digest(content) == sha256 and sha256.startswith(hashed):
            # Parsing a bank takes longer than all the rest.
            is_today = today is not None and today.text == content and today.content_hash == hashed
            bank = today if is_today else read_text(content, str(title), hashed).bank
            if bank:
                found[hashed] = bank
    return found
