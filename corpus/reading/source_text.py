"""From the bytes of a saved page to clean lines, with the text itself left word for word."""

from __future__ import annotations

import codecs
import html
import re
from pathlib import Path
from typing import Final

from corpus.labels import cell_label
from corpus.reading.blocks import WORD_BULLETS, composed
from corpus.reading.layout import Laid
from corpus.reading.names_table import with_bars
from corpus.reading.refusals import NOT_TEXT

_SPACES = dict.fromkeys([*map(ord, "\u00a0\u202f\u205f\u3000\t\v\f"), *range(0x2000, 0x200B)], " ")
_INVISIBLE: Final[dict[int, str | None]] = {
    **dict.fromkeys(map(ord, "\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\x00"), None),
    **WORD_BULLETS,
}
_TAG_NAMES = (
    r"(?:p|br|hr|div|span|b|strong|i|em|u|s|small|center|ul|ol|li|dl|dt|dd|a|h[1-6]|table|thead"
    r"|tbody|tr|td|th|img|font|sup|sub|blockquote|pre|iframe|video|section|article|o:p)"
)
_TAG = re.compile(rf"</?{_TAG_NAMES}(?:[\s/][^<>]*)?>", re.IGNORECASE)
_BREAK = re.compile(
    r"<(?:br|hr|/p|/div|/li|/h[1-6]|/tr|/dt|/dd|/blockquote)\b[^<>]*>", re.IGNORECASE
)
_CELL = re.compile(r"</t[dh]\b[^<>]*>", re.IGNORECASE)
_LINES = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_SEVERAL_BYTES = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_WINDOWS = "essaimer-windows-1252"
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}[1-4]?|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});")


def decode(path: Path) -> tuple[str, str | None]:
    """The file's text, and a French remark when it was not plain UTF-8.

    Raises OSError when the file can't be read and ValueError, with a French sentence, when
    its bytes are not text.
    """
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), "fichier en UTF-16, converti"
    if b"\x00" in data[:4096]:
        raise ValueError(NOT_TEXT)
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        at = error.start
        if error.reason == "unexpected end of data":
            # The rest is sound UTF-8: the file was cut inside its last letter.
            return data[:at].decode("utf-8-sig"), "fichier coupé au milieu d'un caractère"
    remark = (
        f"le caractère à l'octet {at} n'est pas en UTF-8 ; il est lu en Windows-1252, "
        "vérifiez les accents"
    )
    return _decode_mixed(data), remark


def _decode_mixed(data: bytes) -> str:
    """UTF-8 where the bytes are, Windows-1252 for each byte that isn't.

    A file pasted together from two sources has both; a plain Windows-1252 file has no
    accented letter that reads as UTF-8.
    """
    if not _SEVERAL_BYTES.search(data):
        return data.decode("cp1252", errors="replace")
    return data.decode("utf-8-sig", errors=_WINDOWS)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


codecs.register_error(_WINDOWS, _as_windows)


def clean_lines(text: str) -> list[tuple[int, str]]:
    """Numbered lines (from 1) in NFC, without layout spaces, HTML tags or entities.

    One source line may give several clean ones (`<br>`): they share its number.
    """
    return [(row.number, row.text) for row in laid_lines(text)]


def laid_lines(text: str) -> list[Laid]:
    """The same lines with their place on the page."""
    lines = list(enumerate(_LINES.split(composed(text.translate(_INVISIBLE))), start=1))
    return [
        _laid(number, piece)
        for number, line in with_bars(lines)
        for part in _cells(line)
        for piece in _without_html(part)
    ]


def _cells(line: str) -> list[str]:
    """A row « label ⇥ value » of a page laid out as a table: its label, then its value."""
    first, tab, rest = line.partition("\t")
    label = cell_label(first.strip()) if tab and rest.strip() else None
    return [line] if label is None else [label, rest]


def _laid(number: int, piece: str) -> Laid:
    begun = piece.lstrip()
    text = begun.translate(_SPACES).strip()
    return Laid(number, text, len(piece) - len(begun), "\t" in begun[:4], begun)


def _without_html(line: str) -> list[str]:
    """The pieces of a line that breaks separate; a « < » that opens no known tag stays: an
    HTML parser would swallow the author's « <les parents> » and « < 5 ans ».

    Entities first, and twice, because saved pages also hold « &lt;br&gt; » and « &amp;nbsp; ».
    """
    if "&" in line:
        for _ in range(2):
            line = _ENTITY.sub(lambda match: html.unescape(match[0]), line)
        line = composed(line.translate(_INVISIBLE))
    if "<" in line:
        line = _without_comments(line)
        line = _TAG.sub("", _CELL.sub(" ", _BREAK.sub("\n", line)))
    if "\n" not in line and "\r" not in line:
        return [line]
    return [piece for piece in re.split(r"[\r\n]+", line) if piece.strip()] or [""]


def _without_comments(line: str) -> str:
    """The line without « <!-- … --> »; an opening that nothing closes is the author's."""
    parts: list[str] = []
    at = 0
    while (start := line.find("<!--", at)) >= 0 and (end := line.find("-->", start + 4)) >= 0:
        parts.append(line[at:start])
        at = end + 3
    return "".join(parts) + line[at:]
