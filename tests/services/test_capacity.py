"""How many players a machine can hold, by the files that may be open."""

import subprocess
import sys

import pytest

from quiz.game.game import MOST_PLAYERS
from quiz.services.capacity import KEPT_FREE, hall_capacity, most_connections

ASK = """
import resource
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 300))
from quiz.services.capacity import raise_file_limit
print(raise_file_limit(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize("files", [64, 256, 1024, 4096, 1_000_000])
def test_players_never_take_all_connections_and_those_never_all_files(files: int) -> None:
    assert 1 <= hall_capacity(files) <= MOST_PLAYERS
    assert most_connections(files) <= max(files - KEPT_FREE, 8)
    assert hall_capacity(files) < most_connections(files)


def test_a_usual_machine_takes_the_whole_hall() -> None:
    assert hall_capacity(4096) == MOST_PLAYERS


@pytest.mark.skipif(sys.platform == "win32", reason="Sockets are no files there.")
def test_as_many_files_as_the_account_may_have() -> None:
    asked = subprocess.run([sys.executable, "-c", ASK], check=True, capture_output=True, text=True, timeout=30)
    assert asked.stdout.split() == ["300", "300"]
