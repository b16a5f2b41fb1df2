"""Saved web pages (.html, .mhtml): their text as blocks, whatever tags the site chose.

Labels are known by their words, so that a page may be made of definition lists, headings, rows
of a table or nested spans. Scripts, menus and what the page hides are left out.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from corpus import labels
from corpus.fiche import Problem, normalise
from corpus.reading.blocks import Block, as_page, cleaned
from corpus.reading.documents import is_page, read_other
from corpus.reading.placed import Placed, RefusedError
from corpus.reading.rubrics import MAX_WORDING, rubric_of

TextReader = Callable[[str, str, str, list[Problem]], list[Placed]]
_SKIPPED: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "aside",
        "footer",
        "button",
        "select",
        "textarea",
        "input",
        "option",
        "svg",
        "iframe",
        "head",
        "title",
        "object",
        "canvas",
        "dialog",
        "audio",
        "video",
        "map",
    ]
)
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS: Final = {**{f"h{level}": level for level in range(1, 7)}, "dt": 9}
_ROLES: Final = frozenset(
    ["navigation", "banner", "contentinfo", "search", "dialog", "menu", "menubar"]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINE_TAGS = re.compile(
    r"</?(?:div|section|article|main|p|ul|ol|li|table|thead|tbody|tr|td|th|form|blockquote|dl|dt|dd"
    r"|center|fieldset)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_WRAPPERS = re.compile(
    r"</?(?:span|font|b|i|u|em|strong|small|big|a|sup|sub|label)(?:\s[^<>]*)?>", re.IGNORECASE
)
_META = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_BANK: Final = {normalise(label): label for label in (*labels.ORDER, *labels.OLD_ORDER)}
_FREE: Final = frozenset(labels.TEXTS) | frozenset(labels.OLD_ORDER[4:5] + labels.OLD_ORDER[6:])


def decode_page(data: bytes, declared: str | None = None) -> str:
    """The text of a page in the character set that it or its envelope declares, else guessed."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    meta = _META.search(data[:8192])
    charsets = (declared, meta[1].decode("ascii") if meta else None, "utf-8")
    for charset in charsets:
        try:
            # Browsers read both as Windows-1252, since pages that say so hold « and €.
            latin = (charset or "").lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii")
            if charset:
                return data.decode("cp1252" if latin else charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", errors="replace")


def pages_of(data: bytes) -> list[str]:
    """The pages in a .mhtml file, frames after the page that holds them.

    Raises RefusedError where there is none.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    if data.lstrip()[:1] == b"<":
        return [decode_page(data)]
    pages: list[str] = []
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                charset = part.get_content_charset()
                pages.append(decode_page(payload, charset))
    if not pages:
        raise RefusedError(
            "cette page enregistrée ne contient pas de texte ; enregistrez-la de nouveau au "
            "format « Page web complète » ou « Fichiers texte »"
        )
    return pages


def read_page(text: str, path: Path, problems: list[Problem], fallback: TextReader) -> list[Placed]:
    """The fiches of a page's HTML; `fallback` reads its text as a browser copies it."""
    blocks = cleaned(blocks_of(text))
    if not is_page(blocks):
        found: list[Problem] = []
        other = read_other(blocks, path.name, str(path), found)
        if other:
            problems.extend(found)
            return other
    return fallback(as_page(blocks), path.name, str(path), problems)


def blocks_of(text: str) -> list[Block]:
    """The lines, headings and rows of a page, in reading order."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    data = text.replace("\x00", "").encode("utf-8", errors="replace")
    if not data.strip():
        return []
    root = etree.fromstring(data, parser)
    if any("depth" in error.message for error in parser.error_log):
        # Tags that nothing closes nest deeper than the parser goes: what is below would be lost.
        flat = _WRAPPERS.sub("", _LINE_TAGS.sub("<br>", data.decode("utf-8", errors="replace")))
        root = etree.fromstring(flat.encode("utf-8"), parser)
    if root is None:
        return []
    walk = _Walk()
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and (not tag or _is_left_out(tag, element, walk)):
            walk.left_out = element
            events.skip_subtree()
        elif event == "start":
            walk.start(tag, element)
        elif element is walk.left_out:
            walk.text(element.tail)
        else:
            walk.end(tag, element)
    walk.flush()
    return [
        Block(number, block.text, block.heading, block.cells)
        for number, block in enumerate(walk.blocks, start=1)
    ]


def _is_left_out(tag: str, element: Any, walk: _Walk) -> bool:
    if tag in _SKIPPED or element.get("role", "") in _ROLES:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if tag == "header" and not walk.inside:
        return True
    if tag == "form" and not walk.in_form:
        # Some sites wrap their whole page in a form; a search form holds no label.
        walk.in_form = any(normalise(text[:200]) in _BANK for text in element.itertext())
        return not walk.in_form
    return bool(_HIDDEN.search(element.get("style", "")[:500]))


@dataclass(slots=True)
class _Row:
    """A row being read; one that holds another row is only a layout, and is opened."""

    cells: list[list[Block]] = field(default_factory=list)
    layout: bool = False


@dataclass(slots=True)
class _Walk:
    blocks: list[Block] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    lead: str = ""
    heading: int = 0
    label: str | None = None
    inside: int = 0
    in_form: bool = False
    left_out: Any = None

    def start(self, tag: str, element: Any) -> None:
        if tag in _BLOCKS or tag == "br" or self._is_label(tag, element):
            self.flush()
        if tag in ("article", "main", "section"):
            self.inside += 1
        elif tag == "li":
            self.lead = "- "
        elif tag == "tr":
            for row in self.rows:
                row.layout = True
            # Deeper rows than any table that people read only cost time.
            self.rows = [*self.rows, _Row()] if len(self.rows) < 20 else self.rows
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].cells.append([])
        self.heading = self.heading or _HEADINGS.get(tag, 0)
        self.text(element.text)

    def end(self, tag: str, element: Any) -> None:
        if tag == "a":
            self._link(element)
        if tag in _BLOCKS or tag == "br" or self._is_label(tag, element):
            self.flush()
        if tag in ("article", "main", "section"):
            self.inside -= 1
        elif tag == "li":
            self.lead = ""
        elif tag == "tr" and self.rows:
            self._end_row(self.rows.pop())
        if tag in _HEADINGS:
            self.heading = 0
        self.text(element.tail)

    def text(self, text: str | None) -> None:
        if text:
            self.parts.append(text)

    def flush(self) -> None:
        """End the line, if there is one."""
        text = " ".join("".join(self.parts).split())
        self.parts.clear()
        if not text:
            return
        known = _BANK.get(normalise(text)) if len(text) <= MAX_WORDING else None
        self.label = known or (None if self.heading or text == labels.SEPARATOR else self.label)
        lead, self.lead = self.lead, ""
        self._put(Block(0, f"{lead}{text}", self.heading))

    def _put(self, block: Block) -> None:
        row = self.rows[-1] if self.rows else None
        if row is None:
            self.blocks.append(block)
        elif row.cells:
            row.cells[-1].append(block)

    def _end_row(self, row: _Row) -> None:
        filled = sum(bool(cell) for cell in row.cells)
        if row.layout or filled < 2:
            for cell in row.cells:
                for block in cell:
                    self._put(block)
            return
        cells = tuple("\n".join(block.text for block in cell) for cell in row.cells)
        self._put(Block(0, cells=cells))

    def _is_label(self, tag: str, element: Any) -> bool:
        """Whether an inline element holds a label and nothing else, so that it has its line."""
        if tag in _BLOCKS or len(element) or not element.text or len(element.text) > 300:
            return False
        name = " ".join(element.text.split())
        if normalise(name) not in _BANK and rubric_of(name.rstrip(" :")) is None:
            return False
        before = "".join(self.parts).strip() if len(self.parts) < 8 else "…"
        return before in ("", name)

    def _link(self, element: Any) -> None:
        """Add where a link of a text leads; a title's link and a closed value's are the site's."""
        target = (element.get("href") or "").strip()
        if self.label == labels.FILES:
            if not "".join(self.parts).strip() and target:
                self.parts.append(target.rstrip("/").rpartition("/")[2])
        elif self.label in _FREE and target.startswith(("http://", "https://", "mailto:")):
            target = target.removeprefix("mailto:")
            if target not in "".join(self.parts[-3:]):
                self.parts.append(f" ({target})")
