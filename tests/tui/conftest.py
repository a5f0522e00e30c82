from pathlib import Path

import pytest

from tests.tui.driving import Hall


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    folder = tmp_path / "hall"
    folder.mkdir()
    return Hall(folder)
