"""The options for serving the quiz to a school."""

from dataclasses import dataclass

PORT = 8080
MOST_PEOPLE = 500


@dataclass(frozen=True, kw_only=True)
class ServeRequest:
    """Where and to whom the quiz is served."""

    port: int = PORT
    lan: bool = False
    """Whether other machines on the network may connect."""
    public_url: str = ""
    """The address that people type, if there is a proxy in front."""
    certificate: str = ""
    key: str = ""
    code: str = ""
    """What people must type to take a name; empty if nothing is asked."""
    most: int = MOST_PEOPLE
    """How many people may play at once. Beyond that only people with names come in, each replacing the longest silent."""
    identity_header: str = ""
    """The header in which a proxy says who somebody is; empty if browsers are recognised by a cookie."""
    trusted_proxies: tuple[str, ...] = ()
    """The addresses of proxies whose headers are believed."""
