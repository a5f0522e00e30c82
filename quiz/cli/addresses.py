"""Addresses of a store as people write them: which are invalid, and which contain a password."""

import re

_POSTGRES = ("postgresql://", "postgres://")
_BEGINS_LIKE_POSTGRES = re.compile(r"\s*postgres(ql)?:", re.IGNORECASE)
# One letter and a colon are a Windows drive.
_OTHER_KIND = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]+)(://|:/)")
_KEYS_AND_VALUES = re.compile(r"(^|\s)(host|hostaddr|port|dbname|user|password|passfile|service|sslmode)\s*=")
_NAME_AND_PASSWORD = re.compile(r"\s*[^/\\\s]*:[^/\\]*@")
_PASSWORD_INSIDE = re.compile(r"://[^?@]*:[^?]*@|[?&](ssl)?password=")
_WRITE_ADDRESS = "Write postgresql://NAME@HOST/DATABASE."


def refused_address(address: str) -> str:
    """Return why the scores cannot be kept at ``address``; empty if they can.

    An address meant for a database must not become a file, whose name would show the password; nor is any of it repeated,
    except the kind of address.
    """
    if address.startswith(_POSTGRES) or address == ":memory:":
        return ""
    if _BEGINS_LIKE_POSTGRES.match(address):
        return f"The address of a database begins with postgresql://, two slashes and small letters. {_WRITE_ADDRESS}"
    if kind := _OTHER_KIND.match(address):
        return f'Scores cannot be kept at a "{kind[1]}" address. Give a file, or an address that begins with postgresql://.'
    # One such word with an equals sign may be in any file's name; two, or a password, are meant for a database.
    keys = {key for _, key in _KEYS_AND_VALUES.findall(address)}
    if "password" in keys or len(keys) > 1 or _NAME_AND_PASSWORD.match(address):
        return f"This is neither a file nor an address that begins with postgresql://. {_WRITE_ADDRESS}"
    return ""


def has_password(address: str) -> bool:
    """Say whether a PostgreSQL address has a password in it."""
    return address.startswith(_POSTGRES) and bool(_PASSWORD_INSIDE.search(address))
