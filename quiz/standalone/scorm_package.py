"""A bank as a package with one SCO for a school's VLE, in SCORM 1.2 (ADL, 2001)."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from quiz.banks.model import Bank
from quiz.files import zip_of
from quiz.standalone.practice_page import practice_page

PAGE = "index.html"
MANIFEST = "imsmanifest.xml"


def scorm_package(bank: Bank, names: Mapping[str, str]) -> bytes:
    """Return a bank's package; ``names`` are the school's own. The same arguments always give the same bytes."""
    texts = ((MANIFEST, _manifest(bank)), (PAGE, practice_page(bank, names, "in_vle")))
    return zip_of((name, text.encode()) for name, text in texts)


def _manifest(bank: Bank) -> str:
    title = escape(bank.title)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="inset-quiz-{bank.id}" version="1.2"
    xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
                        http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="quiz">
    <organization identifier="quiz">
      <title>{title}</title>
      <item identifier="bank" identifierref="page">
        <title>{title}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="{PAGE}">
      <file href="{PAGE}"/>
    </resource>
  </resources>
</manifest>
"""
