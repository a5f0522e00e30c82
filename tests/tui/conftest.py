import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.services.services import Services
from tests.tui.driving import Hall


@pytest.fixture(autouse=True)
def desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sit before a desktop with a browser, whatever the tests really run on."""
    monkeypatch.setenv("DISPLAY", ":0")
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def rare_collections() -> Iterator[None]:
    """Have the garbage collector look less often while an app runs.

    An app is mostly objects that know each other: with Python's own threshold a fifth of all time went into looking.
    """
    before = gc.get_threshold()
    gc.set_threshold(10_000)
    yield
    gc.set_threshold(*before)


@pytest.fixture
def newcomers(tmp_path: Path) -> Hall:
    """Return a hall in which nobody has played yet."""
    folder = tmp_path / "hall"
    folder.mkdir()
    return Hall(folder)


@pytest.fixture
def hall(newcomers: Hall, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """Return a hall in which everybody knows what a quiz is like, so that Enter begins one at once."""
    monkeypatch.setattr(Services, "is_first_go", lambda *_: False)
    return newcomers
