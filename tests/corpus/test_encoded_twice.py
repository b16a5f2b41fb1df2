"""Text encoded twice is repaired in files of every kind, and said once."""

from __future__ import annotations

import io

import docx
import pytest

from tests.corpus.exports import MINIMAL, Scratch, said, sentences

SHEET = {
    "Intitulé de l'action": "Le goûter d'été",
    "Porteur": "Foyer du bourg",
    "Année": "2021",
    "Objectifs": "Être à l'écoute des aînés, là où ils habitent.",
}


def twice(text: str) -> str:
    """What a program makes of UTF-8 that it takes for Windows-1252."""
    codes = (bytes([code]) for code in text.encode())
    return "".join(code.decode("cp1252", errors="ignore") or chr(code[0]) for code in codes)


def word(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


LINES = [twice(f"{name} : {text}") for name, text in SHEET.items()]
FILES: dict[str, str | bytes] = {
    "fiche.txt": "\n".join(LINES),
    "fiche.csv": twice(";".join(SHEET) + "\n" + ";".join(SHEET.values()) + "\n"),
    "fiche.html": "<meta charset=utf-8>" + "".join(f"<p>{line}</p>\n" for line in LINES),
    "fiche.docx": word(LINES),
}


@pytest.mark.parametrize("name", FILES)
def test_a_sheet_of_any_kind_is_repaired(name: str, scratch: Scratch) -> None:
    reading = scratch.read(FILES[name], name)
    (fiche,) = reading.fiches
    assert (fiche.title, fiche.year) == ("Le goûter d'été", 2021)
    assert SHEET["Objectifs"] in fiche.sections.values()
    assert sum("encodé deux fois" in sentence for sentence in sentences(reading)) == 1


@pytest.mark.parametrize("charset", ["cp1252", "latin-1"])
def test_only_the_lines_that_were_encoded_twice_are_changed(charset: str, scratch: Scratch) -> None:
    told = "Été à l'école : 12 € donnés."
    wrong = told.encode().decode("latin-1") if charset == "latin-1" else twice(told)
    reading = scratch.read(MINIMAL.replace("Trois planches.", wrong))
    (fiche,) = reading.fiches
    (plain,) = scratch.read(MINIMAL).fiches
    assert dict(fiche.sections) == {**plain.sections, "Description générale": told}
    assert said(reading, "encodé deux fois")


def test_a_line_that_is_sound_in_part_is_repaired_where_it_is_not(scratch: Scratch) -> None:
    line = "Un été sûr, puis " + twice("une journée à la forêt, où l'on a rêvé")
    (fiche,) = scratch.read(MINIMAL.replace("Trois planches.", line)).fiches
    assert fiche.sections["Description générale"] == (
        "Un été sûr, puis une journée à la forêt, où l'on a rêvé"
    )


def test_a_text_about_encodings_is_left_alone(scratch: Scratch) -> None:
    line = "On lisait « Ã© » pour « é » sur le site."
    (fiche,) = scratch.read(MINIMAL.replace("Trois planches.", line)).fiches
    assert fiche.sections["Description générale"] == line


def test_a_table_of_centres_or_of_people_gives_no_fiche(scratch: Scratch) -> None:
    centres = "Liste des centres sociaux\nNom\tVille\tDépartement\nLes Tilleuls\tGuéret\tCreuse\n"
    reading = scratch.read(centres)
    assert not reading.fiches
    assert said(reading, "liste des centres sociaux", "Les actions des centres sociaux")
    people = "Nom;Prénom;Structure\nDurand;Paul;Foyer du bourg\n"
    assert not scratch.read(people, "equipe.csv").fiches
