"""Marks for what the usual run leaves to the thorough one."""

from collections.abc import Iterable
from typing import Any

import pytest


def first_of(count: int, values: Iterable[Any]) -> list[Any]:
    """Return values for ``parametrize`` of which the usual run tries the first ``count``, and the thorough one the rest."""
    listed = list(values)
    return [*listed[:count], *(pytest.param(value, marks=pytest.mark.thorough) for value in listed[count:])]
