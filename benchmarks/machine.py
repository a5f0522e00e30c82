"""The machine and the versions measured with."""

import os
import platform
from importlib.metadata import version

_LIBRARIES = ("textual", "msgspec", "tomli", "click")


def machine() -> str:
    """Return cores, Python, platform and the versions of the libraries in one sentence each."""
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"Machine: {os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}, "
        f"{platform.platform()}.\nVersions: {versions}."
    )
