"""Draws every screen of the program in every state, theme and size into one page: ``python -m scripts.gallery [FOLDER]``."""

import asyncio
import gc
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from html import escape
from itertools import product
from multiprocessing import get_context
from pathlib import Path

from scripts.camera import NO_COLOUR, SIZES, THEMES, Camera, NotReachedError, Shot
from scripts.journeys import JOURNEYS, questions

NO_COLOUR_SIZE = (80, 24)
"""The only size in which pictures without colours are drawn."""

_STYLE = """
body { margin: 1rem 2rem; font: 16px/1.5 system-ui, sans-serif; color: #222; background: #f4f4f4; }
nav { columns: 18rem; }
nav a, figcaption { font-size: 0.85rem; }
nav a { display: block; }
section div { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-bottom: 0.75rem; align-items: end; }
figure { margin: 0; flex: 0 1 auto; }
img { max-width: 100%; height: auto; }
"""
_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>INSET Quiz: all that it draws</title>
<style>{style}</style>
</head>
<body>
<h1>INSET Quiz: all that it draws</h1>
<p>{count} pictures of {states} states. A picture opens in its full size.</p>
<nav>
{links}
</nav>
{sections}
</body>
</html>
"""
_CELL = 5.5
"""The width of a terminal's cell on the page, in pixels."""


def draw(folder: Path, journey: str, size: tuple[int, int], themes: tuple[str, ...] = THEMES) -> list[Shot]:
    """Make one journey at one size, and return the pictures drawn into ``folder``."""
    camera = Camera(folder, size, themes)
    os.environ.pop(NO_COLOUR, None)
    if themes == (NO_COLOUR,):
        os.environ[NO_COLOUR] = "1"
    try:
        with tempfile.TemporaryDirectory() as scratch:
            asyncio.run(JOURNEYS[journey](camera, Path(scratch)))
    finally:
        os.environ.pop(NO_COLOUR, None)
    return camera.shots


def draw_all(folder: Path) -> list[Shot]:
    """Make every journey at every size, several at once, and return the pictures in ``folder`` in the page's order."""
    ways: list[tuple[str, tuple[int, int], tuple[str, ...]]] = [
        *((journey, size, THEMES) for journey, size in product(JOURNEYS, SIZES)),
        *((journey, NO_COLOUR_SIZE, (NO_COLOUR,)) for journey in JOURNEYS),
    ]
    # Apps spend half of the time waiting, so run two a core; the longest begins first, lest it runs on alone at the end.
    processes = 2 * (os.cpu_count() or 1)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_rest_the_collector) as pool:
        drawing = {way: pool.submit(draw, folder, *way) for way in sorted(ways, key=_cost, reverse=True)}
        try:
            for done in as_completed(drawing.values()):
                done.result()
        except NotReachedError:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [shot for way in ways for shot in drawing[way].result()]


def _rest_the_collector() -> None:
    """Collect garbage rarely: it took a quarter of the time."""
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)


def _cost(way: tuple[str, tuple[int, int], tuple[str, ...]]) -> tuple[bool, int]:
    journey, (columns, rows), themes = way
    return journey == questions.__name__, columns * rows * len(themes)


def page(shots: Sequence[Shot]) -> str:
    """Return the page of these pictures: a section for each state, a line for each size."""
    states: dict[str, list[Shot]] = {}
    for shot in shots:
        states.setdefault(shot.state, []).append(shot)
    numbered = list(enumerate(states.items(), 1))
    return _PAGE.format(
        style=_STYLE,
        count=len(shots),
        states=len(states),
        links="\n".join(f'<a href="#state-{number}">{escape(state)}</a>' for number, (state, _) in numbered),
        sections="\n".join(_section(number, state, drawn) for number, (state, drawn) in numbered),
    )


def _section(number: int, state: str, shots: Sequence[Shot]) -> str:
    lines = []
    order = [*THEMES, NO_COLOUR]
    for size in sorted({shot.size for shot in shots}):
        drawn = sorted((shot for shot in shots if shot.size == size), key=lambda shot: order.index(shot.theme))
        figures = "\n".join(map(_figure, drawn))
        lines.append(f"<div>\n{figures}\n</div>")
    return f'<section id="state-{number}">\n<h2>{escape(state)}</h2>\n' + "\n".join(lines) + "\n</section>"


def _figure(shot: Shot) -> str:
    columns, rows = shot.size
    caption = f"{columns} × {rows}, {escape(shot.theme)}"
    # A terminal's cell is twice as high as it is wide; the frame takes two more cells each way.
    room = f'width="{(columns + 2) * _CELL:.0f}" height="{(rows + 2) * _CELL * 2:.0f}"'
    image = f'<img loading="lazy" src="{shot.file}" {room} alt="{escape(shot.state)}, {caption}">'
    return f'<figure><a href="{shot.file}">{image}</a><figcaption>{caption}</figcaption></figure>'


def make(folder: Path) -> int:
    """Write the gallery into ``folder``, replacing any old one, and return how many pictures it has."""
    folder.mkdir(parents=True, exist_ok=True)
    for before in folder.glob("*-*x*-*.svg"):
        before.unlink()
    shots = draw_all(folder)
    (folder / "index.html").write_text(page(shots), encoding="utf-8")
    return len(shots)


def main() -> None:
    """Make the gallery where the command line says, and report how long it took or which state was not reached."""
    begun = time.monotonic()
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/gallery")
    try:
        count = make(folder)
    except NotReachedError as error:
        sys.exit(f"Not reached: {error}")
    print(f"{count} pictures in {time.monotonic() - begun:.0f} seconds: {folder / 'index.html'}")


if __name__ == "__main__":
    main()
