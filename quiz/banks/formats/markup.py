"""Turns HTML and Markdown into plain text, in time that grows with its length, and says what plain text cannot show.

The standard library's ``HTMLParser`` takes quadratic time over some broken documents, and imported files may come from
anybody. One pass over the tags is enough here: nothing is laid out and nothing is ever shown as HTML.
"""

import html
import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from quiz.questions.characters import REFUSED_CHARACTER

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# Soft hyphens and characters without width: a reader sees none of them, and no typed answer has them.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# Possessive: a name that is no tag is not tried again at every shorter length.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")
_SURE = re.compile(r"</[a-zA-Z]|<br|<hr|<!--|<(?:img|iframe|embed)\s[^<>]*=", re.IGNORECASE)
_ONE_TAG = re.compile(r"\s*</?[a-zA-Z][a-zA-Z0-9]*\s*/?>\s*")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_BLANKS = re.compile(r"[ \t\n\xa0]+")
_SPACES = re.compile(r"  +")
# Marks a blank to be kept; no plain text has this character.
_KEPT_BLANK = "\x02"
_CODE_BLANKS = str.maketrans({" ": _KEPT_BLANK, "\xa0": _KEPT_BLANK, "\t": 4 * _KEPT_BLANK})
_LONGEST_NAME = 60
_LONGEST_MARKDOWN = 20_000

_BREAK_NAMES = """
    address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody tfoot thead tr ul
"""
_INLINE_NAMES = """
    a abbr acronym b bdi bdo big body cite code col colgroup data del dfn em font head html i ins kbd label mark meta
    nobr q s samp small span strike strong sub sup td th time title tt u var wbr
"""
_BREAKS = frozenset(_BREAK_NAMES.split())
_INLINE = frozenset(_INLINE_NAMES.split())
_SHOWS_THE_SAME = frozenset(("p", "br", "div", "span", "font", "html", "head", "body", "meta"))
_HIDDEN = frozenset(("script", "style"))
_MEDIA = {
    "audio": "sound",
    "canvas": "drawing",
    "embed": "embedded part",
    "iframe": "embedded page",
    "img": "image",
    "math": "formula",
    "object": "embedded part",
    "svg": "drawing",
    "video": "video",
}
_KNOWN = _BREAKS | _INLINE | _HIDDEN | _MEDIA.keys()
_BEFORE = {"li": "\n- ", "td": " ", "th": " ", "sup": "^", "sub": "_"}
_ATTRIBUTES = {
    name: re.compile(rf"""\b{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE)
    for name in ("alt", "href", "src")
}


class Plain(Struct, frozen=True):
    """Plain text that was made from markup."""

    text: str
    lost: tuple[str, ...] = ()
    """What the text only names, for example ``image 3.png``."""
    differs: bool = False
    """Whether the markup showed more than paragraphs and line ends: emphasis, tables, lists, links and so on."""


def has_markup(text: str) -> bool:
    """Say whether ``text`` contains a known HTML tag, a comment or an entity."""
    if "&" in text and _ENTITY.search(text):
        return True
    return "<" in text and ("<!--" in text or any(_is_known(tag) for tag in _TAG.finditer(text)))


def is_html(text: str) -> bool:
    """Say whether a text that may be plain is HTML: it closes a tag, or has one that needs no closing, with other text.

    A question may be about tags: ``What does <b> do?`` is not HTML, and neither is ``</p>`` alone.
    """
    return "<" in text and bool(_SURE.search(text)) and not _ONE_TAG.fullmatch(text) and has_markup(text)


def without_entities(text: str) -> str:
    """Return a text that has no tags, with its entities replaced by their characters, which loses nothing."""
    if "&" not in text or not _ENTITY.search(text):
        return text
    plain = REFUSED_CHARACTER.sub("", html.unescape(text))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in plain.split("\n"))


def from_html(markup: str) -> Plain:
    """Return what a reader of the HTML would see; pictures and the like are named in square brackets.

    Text that only looks like a tag stays, as in ``x <y and z> 5``. A link's address follows its text.
    Lines and blanks stay as they are in ``<pre>``, which is for program code.
    """
    markup = _without_comments(markup)
    seen: list[str] = []
    lost: list[str] = []
    hidden = ""
    code = differs = False
    links: list[tuple[str, int]] = []
    end = 0
    for tag in _TAG.finditer(markup):
        if not _is_known(tag):
            continue
        if not hidden:
            seen.append(_visible(markup[end : tag.start()], code))
        end = tag.end()
        name, closing = tag[2].lower(), bool(tag[1])
        differs = differs or name not in _SHOWS_THE_SAME
        if hidden:
            hidden = "" if closing and name == hidden else hidden
        elif name in _HIDDEN:
            hidden = "" if closing else name
            lost += [] if closing else [f"{name} part"]
        elif name in _MEDIA:
            if not closing:
                lost.append(_media_name(name, tag[3]))
                seen.append(f"[{lost[-1]}]")
        elif name == "a":
            _follow_link(closing, tag[3], links, seen)
        else:
            code = not closing if name == "pre" else code
            seen.append(_edge(name, closing))
    if not hidden:
        seen.append(_visible(markup[end:], code))
    lines = (_SPACES.sub(" ", line).strip().replace(_KEPT_BLANK, " ").rstrip() for line in "".join(seen).split("\n"))
    return Plain("\n".join(line for line in lines if line and line != "-"), tuple(lost), differs)


def in_html(text: str) -> str:
    """Return a text without markup as HTML shows it: its lines joined, and without invisible characters."""
    return " ".join(text.translate(_UNSEEN).split())


def from_markdown(markup: str) -> Plain:
    """Return what a reader of the Markdown would see; a very long text is returned unchanged."""
    if len(markup) > _LONGEST_MARKDOWN:
        return Plain(markup)
    return from_html(_markdown().render(markup))


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _is_known(tag: re.Match[str]) -> bool:
    """Say whether this is a tag of HTML, or one with a prefix, such as the ``o:p`` of word processors."""
    return tag[3].startswith(":") or (tag[2].lower() in _KNOWN and not tag[3].startswith("-"))


def _edge(name: str, closing: bool) -> str:
    """Return what a reader sees where an element begins or ends."""
    if closing:
        return "\n" if name in _BREAKS else ""
    return _BEFORE.get(name, "\n" if name in _BREAKS else "")


def _without_comments(markup: str) -> str:
    last = markup.rfind("-->")
    if last < 0:
        return markup
    kept: list[str] = []
    position = 0
    while 0 <= (start := markup.find("<!--", position)) < last:
        kept.append(markup[position:start])
        position = markup.find("-->", start) + len("-->")
    kept.append(markup[position:])
    return "".join(kept)


def _visible(text: str, code: bool) -> str:
    text = html.unescape(text) if "&" in text else text
    text = text if text.isascii() else text.translate(_UNSEEN)
    return text.translate(_CODE_BLANKS) if code else _BLANKS.sub(" ", text)


def _attribute(attributes: str, name: str) -> str:
    match = _ATTRIBUTES[name].search(attributes)
    return html.unescape(next(value for value in match.groups() if value is not None)).strip() if match else ""


def _media_name(name: str, attributes: str) -> str:
    """Name a picture or the like by its alternative text, else by its file."""
    address = _attribute(attributes, "src")
    file = "" if address.startswith("data:") else address.rpartition("/")[2].partition("?")[0]
    said = " ".join((_attribute(attributes, "alt") or file).split())[:_LONGEST_NAME]
    return f"{_MEDIA[name]} {said}".strip()


def _follow_link(closing: bool, attributes: str, links: list[tuple[str, int]], seen: list[str]) -> None:
    if not closing:
        links.append((_attribute(attributes, "href"), len(seen)))
    elif links:
        address, start = links.pop()
        said = "".join(seen[start:]).strip()
        # Only the innermost of nested links counts, so that nothing is joined twice.
        links.clear()
        if address.startswith(("http://", "https://")) and address.rstrip("/") != said.rstrip("/"):
            seen.append(f" ({address})")
