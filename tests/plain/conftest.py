from pathlib import Path

import pytest

from tests.plain.table import Table


@pytest.fixture
def table(tmp_path: Path) -> Table:
    folder = tmp_path / "table"
    folder.mkdir()
    return Table(folder)
