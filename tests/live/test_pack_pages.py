"""The pages of a pack in a real browser: nothing from elsewhere, no fault that a scan finds, the governors' on one sheet."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from quiz.banks.loading import load_library
from quiz.banks.model import Bank
from quiz.paths import shipped_banks
from quiz.reports.completion import Rules
from quiz.reports.pack.archive import pack_files
from quiz.reports.pack.facts import PackFacts
from quiz.reports.pack.governors import governors
from quiz.reports.staff_list import TrainingRecords, read_staff
from quiz.services.evidence_pack import read_pack
from quiz.services.staff_training import StaffLists
from quiz.store.store import Store, open_store
from tests.live.test_pad import PHONE, Tab
from tests.store.makers import attempt_of, response_to

pytestmark = pytest.mark.asyncio(loop_scope="session")

_DAY = 86_400_000
_TODAY = date(2026, 11, 28)
_HOSTILE = "<b>Ŵ</b> مرحبا " * 2


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of a pack of a school that plays every bank that ships, by what they are about."""
    folder = tmp_path_factory.mktemp("pack")
    banks = [*load_library([shipped_banks()]).banks.values()]
    rows = "".join(f"Person {number},{_HOSTILE if number > 30 else 'Maths'}\n" for number in range(40))
    lists = StaffLists(read_staff(f"name,team\n{rows}".encode(), "staff.csv"), TrainingRecords(records=(), taken=""))
    with closing(open_store(":memory:")) as store:
        for number in range(12):
            _play(store, banks, f"Person {number}", number)
        facts = read_pack(store, lists, banks, Rules(today=_TODAY), "Mrs Khan (extension 214)")
    pages = {page.stem: page for page in _written(folder, replace(facts, banks=tuple(banks[:2])))}
    # A scan of some hundred sources takes long; every course there is has to fit the governors' sheet.
    (sheet,) = governors(facts)
    pages["governors"].write_bytes(sheet.content)
    return pages


def _play(store: Store, banks: Iterable[Bank], name: str, number: int) -> None:
    at = (_TODAY - timedelta(days=number) - date(1970, 1, 1)).days * _DAY
    player = store.sign_in(name, "Maths", at)
    for bank in banks:
        question = bank.questions[number % 2]
        asked: dict[str, Any] = {"bank_hash": bank.content_hash, "questions": (question.id,), "possible": 1.0}
        begun = store.begin(attempt_of(player, bank.id, started_at=at, **asked), bank)
        store.record(begun.id, response_to(question_id=question.id, mark=float(number % 3 > 0), certainty=3), at)
        store.flag(player.id, bank.id, question.id, at)


def _written(folder: Path, facts: PackFacts) -> Iterator[Path]:
    for file in pack_files(facts):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        if path.suffix == ".html" and path.parent.name != "material":
            yield path


async def is_sound(browser: Any, page: Path) -> Tab:
    """Nothing comes from elsewhere, no link leads nowhere, nothing is too wide, and a scan finds no fault."""
    asked: list[str] = []
    tab = Tab(await browser.new_page(viewport=PHONE))
    tab.page.on("request", lambda request: asked.append(request.url))
    await tab.page.goto(page.as_uri())
    await tab.is_sound()
    assert asked == [page.as_uri()]
    for link in await tab.page.eval_on_selector_all("a", "all => all.map(one => one.getAttribute('href'))"):
        assert link.startswith("https://ico.org.uk/") or (page.parent / link).is_file(), link
    return tab


async def test_the_governors_have_one_sheet(browser: Any, pages: dict[str, Path]) -> None:
    tab = await is_sound(browser, pages["governors"])
    printed = await tab.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


@pytest.mark.thorough
async def test_every_page_is_sound(browser: Any, pages: dict[str, Path]) -> None:
    assert len(pages) == 11
    for page in pages.values():
        await is_sound(browser, page)
