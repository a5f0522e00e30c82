"""A QR code in half blocks, dark on light as cameras want it."""

from textual.content import Content

_BORDER = 2
_CELLS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def qr_code(text: str) -> Content:
    """Return ``text`` as a QR code, two rows of it to a line."""
    import segno

    rows = [[bool(dark) for dark in row] for row in segno.make(text, error="l", micro=False).matrix_iter(border=_BORDER)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    lines = (
        "".join(_CELLS[upper, lower] for upper, lower in zip(above, below, strict=True))
        for above, below in zip(rows[::2], rows[1::2], strict=True)
    )
    return Content.styled("\n".join(lines), "#000000 on #ffffff")
