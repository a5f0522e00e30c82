"""The certificate in a real browser: one sheet of A4 whatever stands on it, and no fault that a scan finds."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from quiz.reports.certificate import AcknowledgedPolicy, Certificate
from quiz.reports.certificate_html import certificate_html
from tests.live.test_pad import DESKTOP, PHONE, Tab

pytestmark = pytest.mark.asyncio(loop_scope="session")

_USUAL: dict[str, Any] = {"code": "7KQF-2M9D-XW4P", "version": "2026.11", "mark": 90.0, "pass_mark": 80.0}
_POLICY = AcknowledgedPolicy(title="Acceptable use", version="2026-09", sha256="ab" * 32, on=date(2026, 11, 28))
_RESULT: dict[str, Any] = {"on": date(2026, 11, 27), "questions": 10, "right": 9, "material": "de" * 32}


@pytest.mark.parametrize(
    ("name", "bank", "policy"),
    [
        ("Mrs A. Khan", "Recognising scams", None),
        ("W" * 60, "M" * 200, replace(_POLICY, title="W" * 120, version="W" * 40)),
        ("<b>Ŵ</b> " * 6, "مرحبا " * 25, _POLICY),
    ],
    ids=["usual", "wide", "hostile"],
)
async def test_it_is_one_sheet_of_a4_on_which_nothing_is_cut(
    browser: Any, tmp_path: Path, name: str, bank: str, policy: AcknowledgedPolicy | None
) -> None:
    file = tmp_path / "certificate.html"
    file.write_text(
        certificate_html(Certificate(name=name, bank=bank, acknowledged=policy, **_USUAL, **_RESULT)), encoding="utf-8"
    )
    for size in (DESKTOP, PHONE):
        asked: list[str] = []
        tab = Tab(await browser.new_page(viewport=size))
        tab.page.on("request", lambda request, asked=asked: asked.append(request.url))
        await tab.page.goto(file.as_uri())
        await tab.is_sound()
        assert asked == [file.as_uri()]
    await tab.page.set_viewport_size(DESKTOP)
    await tab.page.emulate_media(media="print")
    inside = "const part = document.querySelector('.frame'); return [part.scrollHeight, part.clientHeight]"
    height, room = await tab.page.evaluate(f"() => {{ {inside} }}")
    assert height <= room
    printed = await tab.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    (box,) = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [round(float(side) / 72 * 25.4) for side in box] == [297, 210]
