"""A stretch of network between a store and its server, which can fall silent: nothing comes through, nothing is refused."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path


class Network:
    """Listens on this machine and carries what comes to a server's socket and back, until ``silent`` is set."""

    def __init__(self, server: Path) -> None:
        self.silent = threading.Event()
        self._server = server
        self._open: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._porter = threading.Thread(target=self._let_in, daemon=True)
        self._porter.start()

    def address(self, there: str) -> str:
        """Return the address of a database by way of this network; ``there`` is its address without it."""
        return f"{there.partition('?')[0]}?host=127.0.0.1&port={self.port}&sslmode=disable&gssencmode=disable"

    def close(self) -> None:
        """End everything."""
        self._shut(self._door)
        # Whoever is just being let in is among the open ones once the porter has gone.
        self._porter.join()
        for one in self._open:
            self._shut(one)

    @staticmethod
    def _shut(one: socket.socket) -> None:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()

    def _let_in(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._door.accept()
                self._open.append(here)
                there = socket.socket(socket.AF_UNIX)
                self._open.append(there)
                there.connect(str(self._server))
                for one, other in ((here, there), (there, here)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                if not self.silent.is_set():
                    other.sendall(data)
            if not self.silent.is_set():
                other.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def network(server: Path) -> Iterator[Network]:
    """Lay a stretch of network to a server's socket."""
    laid = Network(server)
    try:
        yield laid
    finally:
        laid.close()
