"""A certificate as one A4 page of HTML, with no script and nothing from elsewhere, to be printed and pinned up."""

from base64 import b64encode
from hashlib import sha256
from html import escape

from quiz.questions.text import printable
from quiz.reports.certificate import (
    CODE,
    HAS_PASSED,
    TITLE,
    Certificate,
    acknowledged_line,
    bank_and_version,
    certificate_facts,
    certificate_notes,
    document_title,
)

_LONG_NAME, _LONG_BANK, _LONG_POLICY = 30, 60, 100
"""The lengths above which a name, a bank with its version, and a policy are set smaller, to stay on the page."""
_STYLE = """
@page { size: A4 landscape; margin: 0; }
:root { color-scheme: light; }
* { box-sizing: border-box; margin: 0; }
body { color: #22262B; background: #E9E4DA; font: 12pt/1.4 system-ui, "Segoe UI", Roboto, sans-serif; }
main { width: 297mm; max-width: 100%; min-height: 209mm; margin: 0 auto; padding: 10mm; background: #FCFAF6; display: flex; }
.frame { flex: 1; min-width: 0; border: 1.2mm solid #0550AE; outline: .4mm solid #944600; outline-offset: -2.6mm;
  padding: 11mm 16mm 9mm; display: flex; flex-direction: column; align-items: center; text-align: center; }
svg { width: 21mm; height: 23mm; flex: none; }
h1 { font: 400 25pt/1.2 Georgia, "Times New Roman", serif; color: #0550AE; letter-spacing: .04em; margin-top: 4mm; }
.name { font: 700 33pt/1.2 Georgia, "Times New Roman", serif; margin-top: 6mm; }
.bank { font: 700 19pt/1.25 Georgia, "Times New Roman", serif; margin-top: 1mm; }
.name.long { font-size: 22pt; } .bank.long { font-size: 13pt; }
.name, .bank { overflow-wrap: anywhere; text-wrap: balance; max-width: 100%; }
.passed { color: #555A62; margin-top: 2mm; }
dl { display: flex; flex-wrap: wrap; justify-content: center; gap: 2mm 8mm; margin-top: 8mm; }
dt { color: #555A62; font-size: 9.5pt; } dd { font-weight: 700; }
.code { margin-top: 6mm; color: #944600; font: 700 15pt/1.3 ui-monospace, Consolas, monospace; letter-spacing: .08em; }
.code span { display: block; color: #555A62; font: 400 9.5pt/1.3 system-ui, sans-serif; letter-spacing: 0; }
footer { margin-top: auto; padding-top: 5mm; max-width: 225mm; color: #555A62; font-size: 8.5pt; overflow-wrap: anywhere; }
@media screen and (max-width: 60rem) { main { padding: 3mm; } .frame { padding: 8mm 6mm; }
  h1 { font-size: 18pt; } .name { font-size: 22pt; } .bank { font-size: 14pt; } }
@media print { html, body { width: 297mm; height: 209mm; overflow: hidden; background: #FCFAF6; }
  main { height: 209mm; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
# Kept apart, so that a certificate without a policy stays the same to the byte.
_POLICY_STYLE = """.policy { margin-top: 4mm; max-width: 100%; overflow-wrap: anywhere; text-wrap: balance; }
.policy.long { font-size: 9pt; line-height: 1.2; margin-top: 2mm; } .name.long, .bank.long { line-height: 1.1; }
dl { margin-top: 5mm; } .code { margin-top: 3mm; } footer { padding-top: 3mm; }
"""
STYLE_DIGESTS = tuple(b64encode(sha256(style.encode()).digest()).decode() for style in (_STYLE, _POLICY_STYLE))
"""The hashes that let the page's own styles through a Content-Security-Policy."""
_SHIELD = (
    '<svg viewBox="0 0 42 46" aria-hidden="true"><path fill="#0550AE" d="M2 2h38v22c0 10-8 17-19 21C10 41 2 34 2 24z"/>'
    '<path fill="none" stroke="#FFF" stroke-width="5" d="M11 22l7 8 14-16"/></svg>'
)


def certificate_html(one: Certificate) -> str:
    """Return the certificate as an HTML document: the same for the same certificate, to the byte. Text stays text."""
    bank = bank_and_version(one)
    facts = "".join(f"<div><dt>{_text(label)}</dt><dd>{_text(text)}</dd></div>" for label, text in certificate_facts(one))
    notes = "".join(f"<p>{_text(note)}</p>" for note in certificate_notes(one))
    policy = acknowledged_line(one)
    acknowledged = f'<p class="policy{_long(policy, _LONG_POLICY)}">{_text(policy)}</p>\n' if policy else ""
    more_style = f"\n<style>{_POLICY_STYLE}</style>" if policy else ""
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{_text(document_title(one))}</title>
<style>{_STYLE}</style>{more_style}</head>
<body><main><div class="frame">
{_SHIELD}
<h1>{_text(TITLE)}</h1>
<p class="name{_long(one.name, _LONG_NAME)}">{_text(one.name)}</p>
<p class="passed">{_text(HAS_PASSED)}</p>
<p class="bank{_long(bank, _LONG_BANK)}">{_text(bank)}</p>
<dl>{facts}</dl>
{acknowledged}<p class="code"><span>{CODE}</span>{_text(one.code)}</p>
<footer>{notes}</footer>
</div></main></body>
</html>
"""


def _long(text: str, most: int) -> str:
    return " long" if len(text) > most else ""


def _text(text: str) -> str:
    return escape(printable(text))
