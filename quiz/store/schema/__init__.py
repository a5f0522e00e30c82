"""The numbered scripts that make and change the store's tables."""

from importlib.resources import files


def scripts() -> list[str]:
    """Return the scripts in order; the first makes the tables of version 1, the second changes them to version 2."""
    folder = files(__package__)
    return [
        (folder / name).read_text(encoding="utf-8")
        for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    ]
