"""CSV, XLSX and DOCX: all the rows, nothing that runs."""

import csv
import io

import openpyxl
import pytest
from docx import Document

from answers import Citation, Row
from answers.export import to_docx
from answers.export import to_xlsx as fiches_to_xlsx
from answers.tables import neutral, to_csv, to_xlsx
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
    lines = list(csv.DictReader(io.StringIO(to_csv(ROWS).lstrip("\ufeff")), delimiter=";"))
    assert [line["Citation"] for line in lines] == ["'+33 appels", "non renseigné"]
    assert lines[0]["Structure"] == "Centre; « Les Lilas »"


def test_no_cell_is_a_formula():
    for data in (to_xlsx(ROWS), fiches_to_xlsx([FICHE])):
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        cells = [cell for line in sheet.iter_rows() for cell in line if cell.value]
        assert any("HYPERLINK" in str(cell.value) for cell in cells)
        assert all(cell.data_type != "f" for cell in cells)
        assert all(not str(cell.value).startswith(("=", "+", "-", "@")) for cell in cells)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", " =1"])
def test_neutral(text):
    assert neutral(text) == f"'{text}"


def test_neutral_leaves_plain_text():
    assert neutral("12 familles") == "12 familles"


def test_docx_says_title_facts_text_and_origin():
    document = Document(io.BytesIO(to_docx([FICHE])))
    text = "\n".join(p.text for p in document.paragraphs)
    facts = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert EVIL in text
    assert "+33 appels" in text
    assert "Exemple inventé" in text
    assert facts["Département"] == "Lot"
    assert facts["Source"] == "Site"


def test_nothing_selected_is_said():
    with pytest.raises(ValueError, match="aucune fiche"):
        to_docx([])
