"""What somebody asked for who serves the quiz to a school."""

from dataclasses import dataclass

PORT = 8080
MOST_PEOPLE = 500


@dataclass(frozen=True, kw_only=True)
class ServeRequest:
    """Where and to whom the quiz is served."""

    port: int = PORT
    lan: bool = False
    """Whether the other machines of the network may come in."""
    public_url: str = ""
    """The address that people type, where a proxy stands in front."""
    certificate: str = ""
    key: str = ""
    code: str = ""
    """What people type before they take a name; empty where nobody is asked."""
    most: int = MOST_PEOPLE
    """How many people may play at once: nobody new comes in then, but whoever has a name, for the longest silent."""
    identity_header: str = ""
    """The header in which a proxy says who somebody is; empty where browsers are known by a cookie."""
    trusted_proxies: tuple[str, ...] = ()
    """The addresses of proxies that are believed."""
