"""What mail programs and word processors make of a copied page comes out as the page itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from corpus.labels import label_of
from tests.corpus.exports import MINIMAL, Scratch, said

BARE = MINIMAL.replace("\n- ", "\n").replace("\n-\n", "\n")
TABLE = "Nom\tDépartement\tAnnée\nUn banc devant l'école\tCreuse\t2018\n"
PAGE = f"Les actions des centres sociaux\n{TABLE}{BARE}"

COPIES: dict[str, Callable[[str], str]] = {
    "as it is": lambda page: page,
    "accents in two characters": lambda page: unicodedata.normalize("NFD", page),
    "tabs made spaces": lambda page: page.replace("\t", "   "),
    "one space for a tab": lambda page: page.replace("\t", " "),
    "a line for each cell": lambda page: page.replace("\t", "\n"),
    "indented by a tab": lambda page: "".join(f"\t{line}\n" for line in page.splitlines()),
    "blank lines between": lambda page: page.replace("\n", "  \n\n"),
    "quoted whole": lambda page: "".join(f"> {line}\n" for line in page.splitlines()),
    "quoted in a message": lambda page: (
        "Bonjour,\n\nVoici.\n\n" + "".join(f">> {line}\n" for line in page.splitlines())
    ),
    "bullets of Word's own font": lambda page: page.replace("\nRésumé", "\n\uf0b7\tRésumé"),
}


@pytest.mark.parametrize("kind", COPIES)
def test_the_page_comes_out_whole_however_it_was_copied(kind: str, scratch: Scratch) -> None:
    (fiche,) = scratch.read(COPIES[kind](PAGE)).fiches
    (plain,) = scratch.read(PAGE).fiches
    assert (fiche.title, fiche.departement, fiche.year) == (plain.title, "Creuse", 2018)
    assert dict(fiche.sections) == dict(plain.sections)


def test_marks_of_an_author_are_kept(scratch: Scratch) -> None:
    text = MINIMAL.replace("Trois planches.", "> une planche\n> deux clous")
    (fiche,) = scratch.read(text).fiches
    assert fiche.sections["Description générale"] == "> une planche\n> deux clous"


@pytest.mark.parametrize("name", ["vide.txt", "vide.json", "vide.html", "vide.csv"])
def test_an_empty_file_says_what_to_do(name: str, scratch: Scratch) -> None:
    reading = scratch.read("", name)
    assert not reading.fiches
    assert said(reading, "« Mes fiches »")


def retyped(mark: str) -> str:
    """The page with each closed value on its label's line."""
    lines = MINIMAL.replace("\n-\n", "\n").splitlines()
    result: list[str] = []
    for line in lines:
        plain = line.removeprefix("- ")
        value = bool(result) and label_of(result[-1]) and not label_of(line)
        result[-1:] = [f"{result[-1]}{mark}{plain}"] if value else [*result[-1:], line]
    return "\n".join(line.removeprefix("- ") for line in result)


def markdown() -> str:
    lines = (
        f"**{line.removeprefix('- ')}**" if label_of(line) else line
        for line in MINIMAL.replace("\n-\n", "\n").splitlines()
    )
    return "\n".join(lines).replace("Actions\nUn banc", "## Actions\n### Un banc")


@pytest.mark.parametrize("text", [retyped(" : "), retyped("\t"), markdown()])
def test_labels_and_values_retyped_on_one_line_or_in_markdown(text: str, scratch: Scratch) -> None:
    (fiche,) = scratch.read(text, "page.md").fiches
    (plain,) = scratch.read(MINIMAL).fiches
    assert (fiche.title, fiche.organiser, fiche.status) == (
        plain.title,
        plain.organiser,
        plain.status,
    )
    assert (fiche.publics, fiche.partners, fiche.keywords) == (
        plain.publics,
        plain.partners,
        plain.keywords,
    )
    assert dict(fiche.sections) == dict(plain.sections)


def test_an_author_may_write_a_label_with_a_colon(scratch: Scratch) -> None:
    text = MINIMAL.replace("Trois planches.", "Public : les voisins.\nDimension : un mètre.")
    (fiche,) = scratch.read(text).fiches
    assert fiche.sections["Description générale"] == "Public : les voisins.\nDimension : un mètre."
