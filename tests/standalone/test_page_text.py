"""The page and the package as files: the same each time, small, shut to the network, and safe from the texts of a bank."""

import base64
import hashlib
import html
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.loading import read_bank
from quiz.standalone.bank_data import safe_json
from quiz.standalone.bundle import bundled
from quiz.standalone.practice_page import practice_page
from quiz.standalone.scorm_package import scorm_package
from tests import builders

SHIPPED = sorted((Path(__file__).parents[2] / "questions").glob("*.toml"))
MOST_BYTES = 400_000
HOSTILE = "</script><script>alert(1)</script> <!-- ]]> & \"'> \u00a0 {it_support} <img src=x onerror=alert(1)>"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_BANK = re.compile(r'<script type="application/json" id="bank">(.*?)</script>', re.DOTALL)


def policy_of(page: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return found[1]


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_lets_in_this_script_and_this_style_and_nothing_else() -> None:
    page = practice_page(builders.bank(), {})
    policy = policy_of(page)
    (script,), (style,) = _SCRIPT.findall(page), _STYLE.findall(page)
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src {hash_of(script)};" in policy
    assert f"style-src {hash_of(style)};" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "src=" not in page.replace(script, ""), "nothing is fetched"


def test_the_same_bank_and_names_give_the_same_bytes() -> None:
    bank, names = builders.bank(builders.poll(), *builders.every_type()), {"it_support": "Ann"}
    assert practice_page(bank, names) == practice_page(bank, names)
    assert scorm_package(bank, names) == scorm_package(bank, names)
    with zipfile.ZipFile(io.BytesIO(scorm_package(bank, names))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_no_shipped_bank_makes_a_large_page(file: Path) -> None:
    bank = read_bank(file).bank
    assert bank
    assert len(practice_page(bank, {}).encode()) <= MOST_BYTES


def test_hostile_text_stays_text() -> None:
    question = builders.single(prompt=HOSTILE, explanation=HOSTILE, action=HOSTILE)
    page = practice_page(builders.bank(question, title=HOSTILE, summary=HOSTILE), {"it_support": "</script>"})
    assert len(_SCRIPT.findall(page)) == 1
    assert "<!--" not in page
    assert "<img" not in page
    (data,) = map(json.loads, _BANK.findall(page))
    assert data["title"] == data["questions"][0]["prompt"] == HOSTILE
    assert data["questions"][0]["action"] == HOSTILE.replace("{it_support}", "</script>")
    assert f"<title>{html.escape(HOSTILE)}</title>" in page


@given(st.recursive(st.text() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_data_comes_out_of_the_page_as_it_went_in(data: object) -> None:
    written = safe_json(data)
    assert json.loads(written) == data
    assert not set(written) & set("<>&\u2028\u2029")


def test_the_package_names_one_sco_that_is_in_it() -> None:
    with zipfile.ZipFile(io.BytesIO(scorm_package(builders.bank(title=HOSTILE), {}))) as package:
        manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
        names = package.namelist()
        page = package.read("index.html").decode()
    core, adl = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}", "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
    assert manifest.findtext(f"{core}metadata/{core}schemaversion") == "1.2"
    organizations = manifest.find(f"{core}organizations")
    assert organizations is not None
    (organization,) = organizations
    assert organizations.get("default") == organization.get("identifier")
    assert organization.findtext(f"{core}title") == HOSTILE
    (item,) = organization.findall(f"{core}item")
    (resource,) = manifest.findall(f"{core}resources/{core}resource")
    assert item.get("identifierref") == resource.get("identifier")
    assert resource.get(f"{adl}scormtype") == "sco"
    assert [file.get("href") for file in resource] == [resource.get("href")] == ["index.html"]
    assert sorted(names) == ["imsmanifest.xml", "index.html"]
    assert hash_of(_SCRIPT.findall(page)[0]) in policy_of(page)


def test_modules_become_one_script_in_which_no_names_meet() -> None:
    modules = {
        "a": 'import { one, two as other } from "./b.js";\nimport * as b from "./b.js";\nconst own = other() + b.one;\n',
        "b": "const own = 2;\nexport const one = own;\nexport function two() {\n  return own;\n}\n",
    }
    script = bundled("a", modules)
    assert script.index("const b$") < script.index("const a$")
    assert "const { one, two: other } = b$;" in script
    assert "return { one, two };" in script


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import { a } from "./a.js";\n', "circle"),
        ('import "./b.js";\n', "cannot be put"),
        ("export default 1;\n", "cannot be put"),
        ("export let a = 1;\n", "cannot be put"),
        ('const a = "</script>";\n', "cannot be put"),
    ],
)
def test_a_module_that_cannot_be_put_into_one_script_is_named(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        bundled("a", {"a": text})
