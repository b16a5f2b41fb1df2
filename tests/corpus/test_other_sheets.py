"""Sheets that staff have of their own: forms, tables of actions, in every format."""

from __future__ import annotations

import datetime
import json
import os
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from corpus import Fiche, labels, read
from corpus.reading.people import names_a_person
from tests.corpus.exports import MINIMAL, Scratch, said, sentences

CTG = """CONVENTION TERRITORIALE DU HAUT PAYS
FICHE ACTION N° 1
Axe 1 : Petite enfance
Intitulé de l'action : Relais itinérant
Résultats attendus sur le
territoire : davantage de rencontres entre les assistantes maternelles des onze communes et
des familles
Public cible : assistantes maternelles, parents
Pilote : Communauté de communes
Porteur : Centre social Arc-en-ciel - Ain
Budget prévisionnel : 12 000 €
Financements : Caf 60 %, communes 40 %

FICHE ACTION N° 2
Axe 1 : Petite enfance
Intitulé de l'action : Micro-crèche
Constats / diagnostic :
Des listes d'attente.
Deux communes : rien n'y existe.
Public cible : familles
Pilote : Commune du Bourg
Échéance : 2026
"""
REAAP = [
    ("Nom de la structure porteuse", "Espace de vie sociale L'Étincelle"),
    ("Département", "Lozère (48)"),
    ("Intitulé du projet", "Les matinées des parents"),
    ("Objectifs poursuivis", "- échanger entre parents\n- prendre confiance"),
    ("Public visé", "Familles et seniors"),
    ("Partenaires associés", "École publique, PMI et Caf"),
    ("Moyens humains", "1 référente famille, 3 bénévoles"),
    ("Accueil des fratries", "Un coin jeux est prévu"),
    ("Contact", "Jeanne Martin 06 12 34 56 78"),
]


def word(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Fiche projet REAAP – 2024")
    table = document.add_table(rows=0, cols=2)
    for name, text in REAAP:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, text
    document.save(str(path))
    return path


def odf(path: Path, body: str) -> Path:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    with zipfile.ZipFile(path, "w") as archive:
        xml = f"<office:document-content {spaces}><office:body>{body}</office:body>"
        archive.writestr("content.xml", xml + "</office:document-content>")
    return path


def pdf(path: Path, lines: list[tuple[int, int, str]]) -> Path:
    """A PDF of one page with each text at its place (points from the bottom left)."""
    text = "".join(
        f"BT /F 10 Tf {x} {y} Td ({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')})"
        " Tj ET\n"
        for x, y, line in lines
    ).encode("cp1252")
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    path.write_bytes(data + end % (table, len(data)))
    return path


def reaap_is_whole(fiche: Fiche) -> None:
    assert (fiche.title, fiche.departement) == ("Les matinées des parents", "Lozère")
    assert fiche.organiser == "Espace de vie sociale L'Étincelle"
    assert fiche.partners == ("École publique", "PMI", "Caf")
    assert fiche.publics == ("Familles", "seniors")
    text = json.dumps(dict(fiche.sections), ensure_ascii=False)
    for _, value in REAAP[3:]:
        for line in value.split("\n"):
            assert line in text
    assert fiche.sections["Accueil des fratries"] == "Un coin jeux est prévu"
    assert fiche.sections[labels.PEOPLE] == "1 référente famille, 3 bénévoles"


def test_two_ctg_sheets_in_one_text(scratch: Scratch) -> None:
    first, second = scratch.read(CTG, "ctg.txt").fiches
    assert (first.title, first.organiser, first.departement) == (
        "Relais itinérant",
        "Centre social Arc-en-ciel",
        "Ain",
    )
    assert first.publics == ("assistantes maternelles", "parents")
    assert first.sections["Pilote"] == "Communauté de communes"
    assert "12 000 €" in first.sections[labels.FUNDING]
    assert "Caf 60 %" in first.sections[labels.FUNDING]
    assert first.sections[labels.RESULT_TERRITORY].endswith("onze communes et des familles")
    assert (second.title, second.organiser) == ("Micro-crèche", "Commune du Bourg")
    assert "Deux communes : rien n'y existe." in second.sections[labels.OLD_ORDER[4]]
    assert second.sections["Axe"] == "Axe 1 : Petite enfance"
    assert second.source == "ctg.txt"
    everything = first.to_json() + second.to_json()
    for word_ in ("HAUT PAYS", "N° 1", "N° 2", "2026"):
        assert word_ in everything


def test_a_form_is_the_same_in_word_odt_and_pdf(tmp_path: Path) -> None:
    reading = read([word(tmp_path / "a.docx")])
    reaap_is_whole(reading.fiches[0])
    assert said(reading, "Jeanne Martin", "retirez")
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell>{''.join(f'<text:p>{t}</text:p>' for t in cell.split(chr(10)))}"
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in REAAP
    )
    body = f"<office:text><text:h>REAAP</text:h><table:table>{rows}</table:table></office:text>"
    reaap_is_whole(read([odf(tmp_path / "b.odt", body)]).fiches[0])
    lines, y = [(60, 800, "Fiche projet REAAP")], 780
    for name, value in REAAP:
        lines.append((60, y, name))
        for part in value.split("\n"):
            lines.append((250, y, part))
            y -= 16
    reaap_is_whole(read([pdf(tmp_path / "c.pdf", lines)]).fiches[0])


def test_headings_and_lists_of_a_word_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Le café des aidants", 0)
    for name, text in (("Porteur", "Centre social du Lac - Savoie"), ("Public", "Seniors")):
        document.add_heading(name, 1)
        document.add_paragraph(text)
    document.add_heading("Objectifs", 1)
    document.add_paragraph("donner du répit", style="List Bullet")
    document.add_heading("La petite histoire", 1)
    document.add_paragraph("Tout a commencé sous un arbre : il pleuvait.")
    document.save(str(tmp_path / "titres.docx"))
    [fiche] = read([tmp_path / "titres.docx"]).fiches
    assert (fiche.title, fiche.departement) == ("Le café des aidants", "Savoie")
    assert fiche.sections["La petite histoire"] == "Tout a commencé sous un arbre : il pleuvait."
    assert fiche.sections[labels.DESCRIPTION] == "- donner du répit"


def test_a_workbook_of_the_year(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Enfance"
    sheet["A1"] = "Plan d'actions du centre"
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append(["Axe", "Action", "Public(s)", "Coût", "Date de début"])
    day = datetime.datetime(2024, 3, 12)
    sheet.append(["Axe 1", "Ludothèque", "Petite enfance, familles", 1250, day])
    sheet.append([None, "Bébés lecteurs", "Petite enfance", 0.5, day])
    sheet.merge_cells("A4:A5")
    sheet.append(["Total", None, None, 1250.5])
    sheet["D4"].number_format, sheet["D5"].number_format = '#,##0\\ "€"', "0%"
    sheet["E4"].number_format = "dd/mm/yyyy"
    other = book.create_sheet("Feuil2")
    for row in (["Intitulé", "Repas partagé"], ["Objectifs", "Se voir"], ["Budget", 800]):
        other.append(row)
    book.save(tmp_path / "annee.xlsx")
    reading = read([tmp_path / "annee.xlsx"])
    first, second, third = reading.fiches
    assert [f.title for f in reading.fiches] == ["Ludothèque", "Bébés lecteurs", "Repas partagé"]
    assert first.publics == ("Petite enfance", "familles")
    assert first.sections[labels.FUNDING] == "1 250 €"
    assert first.sections["Date de début"] == "12/03/2024"
    assert second.sections["Axe"] == "Axe 1"
    assert second.sections[labels.FUNDING] == "50 %"
    assert third.sections[labels.FUNDING] == "800"
    assert said(reading, "ligne de total")


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-8", "cp1252"])
def test_a_csv_in_any_of_the_ways_it_is_written(mark: str, charset: str, scratch: Scratch) -> None:
    rows = [
        ["Tableau 2023", "", "", ""],
        ["Nom de l'action", "Structure", "Thématique", "Résumé"],
        ['"Jardin, saison 2"', "Les Prés - Gers", '"Emploi, économie"', '"Un été ;\n""à deux"""'],
    ]
    text = "\r\n".join(mark.join(row) for row in rows)
    [fiche] = scratch.read(text.encode(charset), "t.csv").fiches
    assert (fiche.title, fiche.organiser) == ("Jardin, saison 2", "Les Prés")
    assert fiche.departement == "Gers"
    assert fiche.keywords == ("Emploi, économie",)
    assert fiche.sections["Résumé"] == 'Un été ;\n"à deux"'


def test_the_same_action_on_two_kinds_of_sheet_is_kept_twice(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(MINIMAL, "utf-8")
    form = tmp_path / "ctg.txt"
    form.write_text(
        "Intitulé : Un banc devant l'école\nPorteur : FOYER DU BOURG - Creuse\n"
        "Objectifs : s'asseoir\nBudget : 200 €\n",
        "utf-8",
    )
    alone = read([page]).fiches[0].id
    for sources in ([page, form], [form, page]):
        reading = read(sources)
        assert len({fiche.id for fiche in reading.fiches}) == 2
        assert said(reading, "ressemble à une fiche", "les deux sont gardées")
        by_source = {fiche.source: fiche.id for fiche in reading.fiches}
        assert by_source["page.txt"] == alone
    copy = tmp_path / "copie.txt"
    copy.write_bytes(form.read_bytes())
    assert len(read([form, copy]).fiches) == 1


def test_what_a_folder_holds_besides_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MINIMAL, "utf-8")
    for number in range(12):
        (tmp_path / f"{number}.jpg").write_bytes(b"x")
    for name in ("vieux.doc", "tout.zip", "note.xyz", "Thumbs.db", ".DS_Store", "~$a.docx"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "boucle").symlink_to(tmp_path, target_is_directory=True)
    reading = read([tmp_path])
    assert len(reading.fiches) == 1
    assert said(reading, "12 images (.jpg)")
    assert len(reading.problems) == 4
    assert said(reading, ".docx", "Word")
    assert said(reading, "extrayez")


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.ods", "a.xlsx", "a.pdf", "a.doc", "a.xls"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04garbage", b"%PDF-1.4 garbage", b"\x00" * 99])
def test_a_damaged_office_file_gets_one_sentence(name: str, data: bytes, scratch: Scratch) -> None:
    reading = scratch.read(data, name)
    assert reading.fiches == ()
    assert len(reading.problems) == 1
    assert ";" in reading.problems[0].sentence or "vide" in reading.problems[0].sentence


def test_a_pdf_without_text_says_that_it_is_an_image(tmp_path: Path) -> None:
    assert said(read([pdf(tmp_path / "scan.pdf", [])]), "image", "reprenez")


def test_json_in_an_array_or_over_lines_is_read(scratch: Scratch) -> None:
    [fiche] = scratch.read(MINIMAL).fiches
    row = fiche.as_dict()
    for text in (
        json.dumps([row]),
        json.dumps([row], indent=1),
        json.dumps(row, indent=2, ensure_ascii=False),
    ):
        reading = scratch.read(text, "f.json")
        assert (reading.fiches, reading.problems) == ((fiche,), ())


def test_refusals_of_json_hold_no_english(scratch: Scratch) -> None:
    deep = '{"id":"a","title":"T","sections":' + "[" * 100_000
    for text in (deep, '{"id":"a","title":"T","sections":{},"year":' + "9" * 5000 + "}"):
        [sentence] = sentences(scratch.read(text, "f.jsonl"))
        assert "maximum" not in sentence
        assert "limit" not in sentence
        assert "JSON" in sentence


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MINIMAL, "utf-8")
    closed = tmp_path / "privé"
    closed.mkdir()
    closed.chmod(0)
    try:
        assert said(read([tmp_path]), "lecture non autorisée")
    finally:
        closed.chmod(0o700)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Référente : Jeanne MARTIN, 06 12 34 56 78", True),
        ("jeanne.martin@exemple.fr", True),
        ("Mme Martin – 05.65.00.00.00", True),
        ("Centre Social des Prés : 05 65 00 00 00", False),
        ("accueil@exemple.fr", False),
        ("Jeanne Martin a repeint le banc en 2019", False),
    ],
)
def test_a_person_is_told_from_a_place(line: str, named: bool) -> None:
    assert names_a_person(line) is named
