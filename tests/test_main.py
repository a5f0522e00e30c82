"""What a frozen program begins with."""

import pytest

from quiz.__main__ import give_libraries_back

OURS = {"PATH": "/usr/bin", "LD_LIBRARY_PATH": "/opt/inset-quiz/_internal"}


@pytest.mark.parametrize("before", ["", "/opt/lib"])
def test_what_is_started_from_a_frozen_program_finds_the_systems_libraries(before: str) -> None:
    environment = OURS | ({"LD_LIBRARY_PATH_ORIG": before} if before else {})
    give_libraries_back(environment)
    assert environment == {"PATH": "/usr/bin"} | ({"LD_LIBRARY_PATH": before} if before else {})
