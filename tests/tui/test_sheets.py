"""The style sheets of the screens."""

from pathlib import Path

import pytest
from textual.css.errors import StylesheetError
from textual.css.stylesheet import Stylesheet

import quiz.tui
from quiz.tui.inset_app import KeptSheet
from quiz.tui.themes import DARK, theme_variables
from tests.thrift import read_rules

SHEETS = sorted(Path(quiz.tui.__file__).parent.glob("*/*.tcss"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_sheet_is_about_its_own_screen_and_no_other(sheet: Path) -> None:
    # Once a screen was shown, Textual holds its sheet against every other.
    parsed = Stylesheet(variables=theme_variables(DARK))
    parsed.read(sheet)
    selectors = [selector_set for rule in parsed.rules for selector_set in rule.selector_set]
    assert selectors
    assert {selector_set.selectors[0].name for selector_set in selectors} == {f"{sheet.stem.title()}Screen"}


def test_a_screen_that_brings_its_sheet_has_no_other_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    # As in the program itself, where nothing is kept over apps.
    monkeypatch.setattr(Stylesheet, "_parse_rules", read_rules)
    kept = KeptSheet(variables=theme_variables(DARK))
    kept.read(SHEETS[0])
    before = [*kept.rules]
    kept.read(SHEETS[1])
    kept.reparse()
    assert len(kept.rules) > len(before)
    assert all(rule is again for rule, again in zip(before, kept.rules, strict=False))
    kept.add_source("App { width: no }", ("broken", ""))
    with pytest.raises(StylesheetError):
        kept.reparse()
    assert len(kept.rules) > len(before), "what could be read is still there"
