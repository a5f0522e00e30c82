"""A bank as one self-contained page: it needs no network and no server, and sends nothing anywhere."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from typing import Literal, TypeAlias

from quiz.banks.model import Bank
from quiz.standalone.bank_data import bank_data, safe_json
from quiz.standalone.bundle import bundled

Keeper: TypeAlias = Literal["in_browser", "in_vle"]
"""The module that the page starts with, which keeps the place and the result."""

# The page is drawn by the modules that draw the pads of a hall.
_PAD_MODULES = ("page", "forms", "outcomes")


def practice_page(bank: Bank, names: Mapping[str, str], keeper: Keeper = "in_browser") -> str:
    """Return a bank's page; ``names`` are the school's own. The same arguments always give the same text."""
    script, style = _script(keeper), _style()
    policy = (
        f"default-src 'none'; script-src {_hash_of(script)}; style-src {_hash_of(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<meta name="theme-color" content="#1A222B" media="(prefers-color-scheme: dark)">
<meta name="theme-color" content="#EFF3F7" media="(prefers-color-scheme: light)">
<meta name="referrer" content="no-referrer">
<title>{escape(bank.title)}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<header id="top">
<div id="who" hidden><p id="name"></p><p id="place"></p></div>
<div id="line" hidden><div id="left"></div></div>
<p id="trouble" class="error" role="alert" hidden></p>
</header>
<main id="main"><noscript><h1>{escape(bank.title)}</h1>\
<p>This page needs JavaScript. Turn it on in your browser’s settings, or open the page in another browser.</p>\
</noscript></main>
<p id="said" class="unseen" role="status"></p>
<script type="application/json" id="bank">{safe_json(bank_data(bank, names))}</script>
<script>{script}</script>
</body>
</html>
"""


def _hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _script(keeper: Keeper) -> str:
    return bundled(keeper, page_modules())


def page_modules() -> dict[str, str]:
    """Return the text of every module that the page may use, by its name without ``.js``."""
    own = (file for file in (files("quiz.standalone") / "page").iterdir() if file.name.endswith(".js"))
    shared = (files("quiz.live") / "pad" / f"{name}.js" for name in _PAD_MODULES)
    return {file.name.removesuffix(".js"): file.read_text(encoding="utf-8") for file in (*shared, *own)}


@cache
def _style() -> str:
    sheets = (files("quiz.live") / "pad" / "pad.css", files("quiz.standalone") / "page" / "practice.css")
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
