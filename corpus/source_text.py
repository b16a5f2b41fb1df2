"""From the bytes of a saved page to clean lines, with the text itself left word for word."""

from __future__ import annotations

import html
import re
import unicodedata
import warnings
from pathlib import Path

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u200a\t\v\f"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\x00"), None)
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|strong|i|em|u|ul|ol|li|a|h[1-6]|table|tbody|tr|td|th|img|font"
    r"|sup|sub|blockquote)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")


def decode(path: Path) -> tuple[str, str | None]:
    """The file's text, and a French remark when it was not plain UTF-8.

    Raises OSError when the file can't be read and ValueError, with a French sentence, when
    its bytes are not text.
    """
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), "fichier en UTF-16, converti"
    if b"\x00" in data[:4096]:
        raise ValueError("ce fichier n'est pas du texte ; enregistrez la page au format texte")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        remark = (
            f"le caractère à l'octet {error.start} n'est pas en UTF-8 ; fichier lu en "
            "Windows-1252, vérifiez les accents"
        )
        return data.decode("cp1252", errors="replace"), remark


def clean_lines(text: str) -> list[tuple[int, str]]:
    """Numbered lines (from 1) in NFC, without layout spaces, HTML tags or entities.

    One source line may give several clean ones (`<br>`): they share its number.
    """
    rows: list[tuple[int, str]] = []
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        for piece in _without_html(raw):
            piece = piece.translate(_SPACES).translate(_INVISIBLE)
            rows.append((number, unicodedata.normalize("NFC", piece).strip()))
    return rows


def _without_html(line: str) -> list[str]:
    if "<" in line and _TAG.search(line):
        from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
            parts = _BREAK.sub("\n", line).split("\n")
            # A « < » that opens no known tag is the author's own sign.
            shielded = [re.sub(r"<(?!/?[a-zA-Z])", "&lt;", part) for part in parts]
            return [BeautifulSoup(part, "html.parser").get_text() for part in shielded]
    return [html.unescape(line)] if _ENTITY.search(line) else [line]
