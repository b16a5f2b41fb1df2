"""PDF files that hold text: lines put back from their places on the page, two columns as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from corpus.fiche import Problem, normalise
from corpus.reading.blocks import Block
from corpus.reading.documents import BANK_LABELS, read_document
from corpus.reading.entries import rubric_line
from corpus.reading.placed import Placed, RefusedError
from corpus.reading.rubrics import rubric_of

MAX_PAGES: Final = 400
_HEADING: Final = 1.12
"""How much taller than most lines one must be to be a heading."""
_MARGIN: Final = 0.15
"""Share of the text's width within which a line that ends there was cut by the page's width."""
_GAP: Final = 0.9
"""Width of a gap, in heights of the letters, from which two columns are told apart."""
_CODES: Final = {0x2: "-", 0xFFFE: "-"}
"""What PDFium gives for the hyphen of a word that the page's width cut."""
_BULLETS: Final = ("- ", "– ", "• ", "* ")
_MARKS: Final = str.maketrans(
    {"\uf0b7": "-", "\uf0a7": "-", "\uf0d8": "-", "\u2022": "-", "\uf02d": "-"}
)
_SCANNED: Final = (
    "ce PDF est une image (un document numérisé) : il ne contient pas de texte ; reprenez le "
    "document d'origine (Word, LibreOffice) ou recopiez son texte"
)
_DAMAGED: Final = (
    "ce PDF est abîmé ou protégé par un mot de passe ; ouvrez-le, enregistrez-en une copie sans "
    "mot de passe et recommencez"
)


@dataclass(slots=True)
class _Piece:
    """Words that stand together on a line; places in points, from the bottom left."""

    left: float
    right: float
    bottom: float
    top: float
    text: str


@dataclass(slots=True)
class _Row:
    bottom: float
    top: float
    pieces: list[_Piece] = field(default_factory=list)


def read_pdf(path: Path, problems: list[Problem]) -> list[Placed]:
    """The fiches of a PDF. Raises RefusedError where it holds no text or can't be opened."""
    import pypdfium2

    if not path.read_bytes()[:1024].lstrip().startswith(b"%PDF"):
        raise RefusedError(_DAMAGED)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise RefusedError(_DAMAGED) from error
    try:
        count = len(document)
        if count > MAX_PAGES:
            sentence = f"{count} pages ; seules les {MAX_PAGES} premières sont lues, coupez ce PDF"
            problems.append(Problem(str(path), 0, sentence))
        pages = [_rows(document[index]) for index in range(min(count, MAX_PAGES))]
    except pypdfium2.PdfiumError as error:
        raise RefusedError(_DAMAGED) from error
    finally:
        document.close()
    if not any(pages):
        raise RefusedError(_SCANNED)
    blocks = _blocks(_without_margins(pages))
    return read_document(blocks, path.name, str(path), problems)


def _rows(page: Any) -> list[_Row]:
    """The visual lines of a page, from its top; the page's stretches of text in each."""
    pieces = _pieces(page.get_textpage())
    rows: list[_Row] = []
    for piece in sorted(pieces, key=lambda p: -(p.top + p.bottom)):
        middle = (piece.top + piece.bottom) / 2
        if rows and rows[-1].bottom <= middle <= rows[-1].top:
            rows[-1].pieces.append(piece)
            rows[-1].bottom = min(rows[-1].bottom, piece.bottom)
        else:
            rows.append(_Row(piece.bottom, piece.top, [piece]))
    for row in rows:
        row.pieces = _together(sorted(row.pieces, key=lambda p: p.left))
    return rows


def _pieces(text: Any) -> list[_Piece]:
    """The stretches of text of a page, character by character.

    Printed pages draw a word in several goes (« di » « fférentes »), which overlap where the
    font draws two letters close: their rectangles can't tell what each holds.
    """
    from pypdfium2 import raw

    pieces: list[_Piece] = []
    words: list[list[str]] = []
    parted = True
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        char = _CODES.get(code) or chr(code)
        if char.isspace() or not code:
            parted = parted or char in "\r\n"
            if not parted:
                words[-1].append(" ")
            continue
        left, bottom, right, top = text.get_charbox(index, loose=True)
        last = pieces[-1] if pieces else None
        near = (top - bottom) * _GAP
        if (
            last is None
            or parted
            or not last.bottom <= (top + bottom) / 2 <= last.top
            or not -near <= left - last.right <= near
        ):
            pieces.append(_Piece(left, right, bottom, top, ""))
            words.append([])
        else:
            last.right = max(last.right, right)
            last.bottom, last.top = min(last.bottom, bottom), max(last.top, top)
        words[-1].append(char)
        parted = False
    for piece, letters in zip(pieces, words, strict=True):
        piece.text = " ".join("".join(letters).split()).translate(_MARKS)
    return pieces


def _together(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Stretches of one line joined where only a space parts them."""
    result: list[_Piece] = []
    for piece in pieces:
        height = max(piece.top - piece.bottom, 4)
        if result and piece.left - result[-1].right < height * _GAP:
            last = result[-1]
            gap = " " if piece.left - last.right > height * 0.12 else ""
            last.text, last.right = f"{last.text}{gap}{piece.text}", max(last.right, piece.right)
        else:
            result.append(piece)
    return result


def _without_margins(pages: Sequence[list[_Row]]) -> list[list[_Row]]:
    """The pages without the line that most of them repeat at their top or foot."""
    if len(pages) < 3:
        return list(pages)
    result = list(pages)
    for at in (0, -1):
        texts = [" ".join(p.text for p in page[at].pieces) if page else "" for page in result]
        plain = ["".join(c for c in text if not c.isdigit()) for text in texts]
        common = max(set(plain), key=plain.count)
        if plain.count(common) > len(pages) / 2 and rubric_line(common) is None:
            result = [
                (page[1:] if at == 0 else page[:-1]) if same == common else page
                for page, same in zip(result, plain, strict=True)
            ]
    return result


def _blocks(pages: Sequence[list[_Row]]) -> list[Block]:
    """Rows of a two-column table where the left column names rubrics, else lines joined."""
    sizes = sorted(row.top - row.bottom for rows in pages for row in rows)
    usual = sizes[len(sizes) // 2]
    big = sorted({round(size) for size in sizes if size > usual * _HEADING}, reverse=True)
    blocks: list[Block] = []
    line = 0
    for rows in pages:
        column = _column(rows)
        edge = max((row.pieces[-1].right for row in rows), default=0.0)
        full = edge - _MARGIN * (edge - min((row.pieces[0].left for row in rows), default=0.0))
        before: _Row | None = None
        for row in rows:
            line += 1
            size = round(row.top - row.bottom)
            level = big.index(size) + 1 if size in big and len(row.pieces) == 1 else 0
            left = " ".join(p.text for p in row.pieces if column and p.left < column - 2)
            right = " ".join(p.text for p in row.pieces if not column or p.left >= column - 2)
            end = before.pieces[-1] if before else None
            goes_on = end is not None and end.right > full and len(end.text) > 40
            before = row
            last = blocks[-1] if blocks else Block(0)
            if column and left and right:
                blocks.append(Block(line, cells=(left, right)))
            elif column and right and last.cells:
                mark = " " if goes_on and not right.startswith(_BULLETS) else "\n"
                blocks[-1] = Block(last.line, cells=(last.cells[0], last.cells[1] + mark + right))
            elif column and left and _is_rest(left, last):
                blocks[-1] = Block(last.line, cells=(f"{last.cells[0]} {left}", *last.cells[1:]))
            elif len(row.pieces) > 2:
                blocks.append(Block(line, cells=tuple(p.text for p in row.pieces)))
            else:
                text = " ".join(p.text for p in row.pieces)
                if goes_on and _is_continued(last, text, level):
                    blocks[-1] = Block(last.line, f"{last.text} {text}", level)
                else:
                    blocks.append(Block(line, text, level))
    return blocks


def _is_continued(last: Block, text: str, level: int) -> bool:
    """Whether a line goes on with a paragraph that the page's width cut."""
    begins = text.startswith(_BULLETS) or rubric_line(text) is not None
    begins = begins or rubric_of(last.text.rstrip(" :")) is not None
    # Some labels are as long as a line.
    ends = not last.text or bool(last.cells) or normalise(last.text) in BANK_LABELS
    return level == last.heading and not begins and not ends


def _column(rows: Sequence[_Row]) -> float | None:
    """Where the second column of a table of rubrics begins; None where there is none."""
    lefts = [
        row.pieces[1].left
        for row in rows
        if len(row.pieces) == 2 and rubric_of(row.pieces[0].text.rstrip(" :")) is not None
    ]
    if len(lefts) < 2:
        return None
    near = min(lefts)
    return near if sum(abs(left - near) < 6 for left in lefts) * 2 >= len(lefts) else None


def _is_rest(left: str, block: Block) -> bool:
    """Whether words alone in the left column end the rubric above (« Moyens / humains »)."""
    if not block.cells:
        return False
    return rubric_of(f"{block.cells[0]} {left}".rstrip(" :")) is not None or left[:1].islower()
