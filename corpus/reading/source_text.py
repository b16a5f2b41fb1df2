"""From the bytes of a saved page to clean lines, with the text itself left word for word."""

from __future__ import annotations

import html
import re
import unicodedata
from pathlib import Path

from corpus.reading.layout import Laid

_SPACES = dict.fromkeys([*map(ord, "\u00a0\u202f\u205f\u3000\t\v\f"), *range(0x2000, 0x200B)], " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\x00"), None)
_TAG_NAMES = (
    r"(?:p|br|hr|div|span|b|strong|i|em|u|s|small|center|ul|ol|li|dl|dt|dd|a|h[1-6]|table|thead"
    r"|tbody|tr|td|th|img|font|sup|sub|blockquote|pre|iframe|video|section|article|o:p)"
)
_TAG = re.compile(rf"</?{_TAG_NAMES}(?:[\s/][^<>]*)?>|<!--.*?-->", re.IGNORECASE)
_BREAK = re.compile(
    r"<(?:br|hr|/p|/div|/li|/h[1-6]|/tr|/dt|/dd|/blockquote)\b[^<>]*>", re.IGNORECASE
)
_CELL = re.compile(r"</t[dh]\b[^<>]*>", re.IGNORECASE)
_TABLE_HEAD = re.compile(r"\s*Nom ?\t ?Département ?\t ?Année\s*", re.IGNORECASE)
_LINK = re.compile(r" ?<[a-z]{3,6}:[^<>\s]*>")
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
        raise ValueError("ce fichier n'est pas du texte ; enregistrez la page au format texte")
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
    parts: list[str] = []
    while data:
        try:
            parts.append(data.decode("utf-8-sig"))
            break
        except UnicodeDecodeError as error:
            parts.append(data[: error.start].decode("utf-8-sig"))
            parts.append(data[error.start : error.end].decode("cp1252", errors="replace"))
            data = data[error.end :]
    return "".join(parts)


def clean_lines(text: str) -> list[tuple[int, str]]:
    """Numbered lines (from 1) in NFC, without layout spaces, HTML tags or entities.

    One source line may give several clean ones (`<br>`): they share its number.
    """
    return [(row.number, row.text) for row in laid_lines(text)]


def laid_lines(text: str) -> list[Laid]:
    """The same lines with their place on the page.

    The rows of the table of names, whose cells tabs part in a copied page, get the export's
    « | »; the addresses that Firefox writes after their links are left out there.
    """
    rows: list[Laid] = []
    table = False
    held: list[str] = []
    for number, raw in enumerate(re.split(r"\r\n|[\r\n\u2028\u2029]", text), start=1):
        if _TABLE_HEAD.fullmatch(raw):
            table = True
        elif table and "\t" not in raw:
            # A name that was folded; past two lines it is none.
            if raw.strip() and len(held) < 2:
                held.append(raw.strip())
                continue
            table = False
        for line in held if not table else ():
            rows.append(_laid(number - len(held), line))
        if table:
            raw = " ".join([*held, _LINK.sub("", raw).strip(" ")]).replace("\t", " | ")
        held = []
        rows.extend(_laid(number, piece) for piece in _without_html(raw))
    rows.extend(_laid(0, line) for line in held)
    return rows


def _laid(number: int, piece: str) -> Laid:
    piece = unicodedata.normalize("NFC", piece.translate(_INVISIBLE))
    begun = piece.lstrip()
    text = begun.translate(_SPACES).strip()
    indent = len(piece) - len(begun)
    tab = "\t" in begun[:4]
    return Laid(number, text, indent, tab, begun.partition(" ")[0].rstrip())


def _without_html(line: str) -> list[str]:
    """The pieces of a line that breaks separate; a « < » that opens no known tag stays: an
    HTML parser would swallow the author's « <les parents> » and « < 5 ans ».

    Entities first, and twice, because saved pages also hold « &lt;br&gt; » and « &amp;nbsp; ».
    """
    for _ in range(2):
        line = _ENTITY.sub(lambda match: html.unescape(match[0]), line)
    if "<" in line:
        line = _TAG.sub("", _CELL.sub(" ", _BREAK.sub("\n", line)))
    if "\n" not in line and "\r" not in line:
        return [line]
    return [piece for piece in re.split(r"[\r\n]+", line) if piece.strip()] or [""]
