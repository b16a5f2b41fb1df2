"""Word and LibreOffice documents: paragraphs and tables in reading order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from corpus.fiche import Problem
from corpus.reading.blocks import Block
from corpus.reading.documents import read_document, read_grids
from corpus.reading.placed import Placed, RefusedError
from corpus.reading.table import Grid

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MAX_XML: Final = 200_000_000
_MAX_REPEAT: Final = 1000
_DAMAGED: Final = (
    "ce document est abîmé ou protégé par un mot de passe ; ouvrez-le dans votre traitement de "
    "texte ou votre tableur, retirez le mot de passe et enregistrez-le de nouveau"
)


def _xml(path: Path, member: str) -> Any:
    """The root of an XML member of a zip; entities are never resolved nor fetched.

    Raises RefusedError where the file is no such zip.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(member).file_size > _MAX_XML:
                raise RefusedError("ce document est trop grand ; coupez-le en plusieurs fichiers")
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            return etree.fromstring(archive.read(member), parser)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError) as error:
        raise RefusedError(_DAMAGED) from error
    except (etree.XMLSyntaxError, EOFError) as error:
        raise RefusedError(_DAMAGED) from error


def read_docx(path: Path, problems: list[Problem]) -> list[Placed]:
    """The fiches of a Word document."""
    body = _xml(path, "word/document.xml").find(f"{_W}body")
    blocks = list(_word_blocks(body)) if body is not None else []
    numbered = [
        Block(number, block.text, block.heading, block.cells)
        for number, block in enumerate(blocks, start=1)
    ]
    return read_document(numbered, path.name, str(path), problems)


def _word_blocks(parent: Any) -> Iterator[Block]:
    """Paragraphs and rows under an element, content controls and text boxes opened."""
    for child in parent:
        if child.tag == f"{_W}p":
            style = _style(child)
            heading = _level(style)
            listed = style.startswith(("listbullet", "listnumber", "listepuces", "listenum"))
            bullet = not heading and (listed or child.find(f"{_W}pPr/{_W}numPr") is not None)
            for rank, text in enumerate(_word_text(child).split("\n")):
                lead = "- " if bullet and rank == 0 and text.strip() else ""
                cells = tuple(map(str.strip, text.split("\t"))) if "\t" in text.strip() else ()
                yield Block(0, f"{lead}{text.strip()}", heading, () if bullet else cells)
            for box in child.iter(f"{_W}txbxContent"):
                if not any(a.tag == f"{_MC}Fallback" for a in box.iterancestors()):
                    yield from _word_blocks(box)
        elif child.tag == f"{_W}tbl":
            # A blank line keeps two tables apart.
            yield Block(0)
            for row in _down(child, f"{_W}tr"):
                yield Block(0, cells=tuple(map(_word_cell, _down(row, f"{_W}tc"))))
            yield Block(0)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _word_blocks(child)


def _down(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _down(child, tag)


def _word_cell(cell: Any) -> str:
    lines: list[str] = []
    for block in _word_blocks(cell):
        text = " | ".join(c for c in block.cells if c) if block.cells else block.text
        if text:
            lines.append(text)
    return "\n".join(lines)


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return (style.get(f"{_W}val") or "").lower() if style is not None else ""


def _level(style: str) -> int:
    """The level of a heading's style, the document's title being 1; 0 for any other style."""
    if not style.startswith(("heading", "titre", "title")):
        return 0
    return int(style[-1]) + 1 if style[-1:].isdigit() else 1


def _word_text(paragraph: Any) -> str:
    parts: list[str] = []
    for node in paragraph.iter():
        if node.tag == f"{_W}t" and _belongs(node, paragraph):
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab" and node.getparent().tag == f"{_W}r":
            parts.append("\t")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif node.tag == f"{_W}checkBox":
            state = node.find(f"{_W}checked")
            state = node.find(f"{_W}default") if state is None else state
            ticked = state is not None and state.get(f"{_W}val", "1") not in ("0", "false")
            parts.append("☒ " if ticked else "☐ ")
    return "".join(parts)


def _belongs(node: Any, paragraph: Any) -> bool:
    """Whether a text is the paragraph's own and not that of a text box inside it."""
    for ancestor in node.iterancestors():
        if ancestor is paragraph:
            return True
        if ancestor.tag in (f"{_W}txbxContent", f"{_MC}Fallback"):
            return False
    return False


def read_odt(path: Path, problems: list[Problem]) -> list[Placed]:
    """The fiches of a LibreOffice text."""
    body = _xml(path, "content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise RefusedError(_DAMAGED)
    blocks = [
        Block(number, block.text, block.heading, block.cells)
        for number, block in enumerate(_odf_blocks(body), start=1)
    ]
    return read_document(blocks, path.name, str(path), problems)


def _odf_blocks(parent: Any) -> Iterator[Block]:
    for child in parent:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            level = int(child.get(f"{_TEXT}outline-level", "1")) if child.tag[-1] == "h" else 0
            for text in _odf_text(child).split("\n"):
                cells = tuple(map(str.strip, text.split("\t"))) if "\t" in text.strip() else ()
                yield Block(0, text.strip(), level, cells)
        elif child.tag == f"{_TEXT}list-item":
            for rank, block in enumerate(_odf_blocks(child)):
                lead = "- " if not rank and block.text[:2] != "- " and not block.heading else ""
                yield Block(0, f"{lead}{block.text}" if block.text else "", block.heading)
        elif child.tag == f"{_TABLE}table":
            yield Block(0)
            for _, row in _odf_rows(child):
                yield Block(0, cells=tuple(row))
            yield Block(0)
        elif child.tag not in (f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls"):
            yield from _odf_blocks(child)


def _odf_text(paragraph: Any) -> str:
    parts = [paragraph.text or ""]
    for node in paragraph:
        if node.tag == f"{_TEXT}s":
            parts.append(" " * min(int(node.get(f"{_TEXT}c", "1")), 100))
        elif node.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif node.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif node.tag not in (f"{_TEXT}note", f"{_OFFICE}annotation"):
            parts.append(_odf_text(node))
        parts.append(node.tail or "")
    return "".join(parts)


def _odf_rows(table: Any) -> Iterator[tuple[int, list[str]]]:
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            lines = [block.text or " | ".join(block.cells) for block in _odf_blocks(cell)]
            text = "\n".join(line for line in lines if line)
            repeat = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            cells.extend([text] * (min(repeat, _MAX_REPEAT) if text or repeat < 50 else 1))
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        for _ in range(min(times, _MAX_REPEAT) if any(cells) else 1):
            yield number, cells
            number += 1
        number += 0 if any(cells) else times - 1


def read_ods(path: Path, problems: list[Problem]) -> list[Placed]:
    """The fiches of a LibreOffice workbook, its cells as they are shown."""
    body = _xml(path, "content.xml").find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if body is None:
        raise RefusedError(_DAMAGED)
    grids = [
        Grid(sheet.get(f"{_TABLE}name", ""), list(_odf_rows(sheet)))
        for sheet in body.iter(f"{_TABLE}table")
    ]
    return read_grids(grids, path.name, str(path), problems)
