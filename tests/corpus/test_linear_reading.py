"""Readers take work in proportion to their input: counted, not timed.

What is counted is every call, of Python and of C functions, by the profiler's hook. It doesn't
see the steps inside of one call of a pattern: those inputs have a time limit of their own, far
above what they take, which only a quadratic pattern passes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType

import pytest

from tests.corpus.exports import MINIMAL, Scratch, sentences

BARE = MINIMAL.replace("\n- ", "\n").replace("\n-\n", "\n")

GROWING: dict[str, Callable[[int], str | bytes]] = {
    "pages": lambda n: BARE * (n // 8),
    "Windows-1252": lambda n: (MINIMAL * (n // 8)).encode("cp1252", errors="replace"),
    "both encodings": lambda n: b"\xe9\xc3\xa9 " * n,
    "a label again and again": lambda n: MINIMAL + "- Public\n" * n,
    "a bare label again and again": lambda n: BARE + "Public\n" * n,
    "a label nearly right": lambda n: (
        "Actions\nT\n- Structure organisatrice\n- X - Creuse\n" + "- Description generqle\n" * n
    ),
    "values beside their labels": lambda n: (
        "Actions\nT\nStructure organisatrice : X - Creuse\nStatut de l'action : En cours\n"
        "Dimension : Services\n" + "Public : familles, jeunes\n" * n
    ),
    "marks in a line": lambda n: MINIMAL + "P : ? : ? : ?\n" * n,
    "openings": lambda n: "Structure organisatrice\n" * n,
    "separators": lambda n: "Actions\n\n" * n,
    "unclosed comments": lambda n: "<!--" * n,
    "rows of a table": lambda n: "Nom\tDépartement\tAnnée\n" + "a\tCreuse\t2020\n" * n,
    "encoded twice": lambda n: "Ã©tÃ©\n" * n,
}
LONG: dict[str, str | bytes] = {
    "spaces in a row": "|" + " " * 100_000 + "x|" + " " * 100_000 + "y",
    "an unclosed comment": "<!--" + "a" * 1_000_000,
    "comments in comments": '<!-- "' * 50_000 + "-->" * 50_000,
    "accents on one letter": MINIMAL.replace("200 €", "e" + "\u0301\u0316" * 100_000),
    "digits": MINIMAL.replace("200 €", "1" * 100_000),
    "a file's name": MINIMAL.replace("associé(s)\n", "associé(s)\na" + " " * 100_000 + "b\n"),
}


def calls(work: Callable[[], object]) -> int:
    count = 0

    def hook(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(hook)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("kind", GROWING)
def test_twice_the_input_is_at_most_little_more_than_twice_the_work(
    kind: str, scratch: Scratch
) -> None:
    scratch.read(GROWING[kind](16))  # what is imported late is imported now
    once, twice = (calls(partial(scratch.read, GROWING[kind](n))) for n in (400, 800))
    assert twice <= 2.2 * once


@pytest.mark.timeout(30)
@pytest.mark.parametrize("kind", LONG)
def test_a_very_long_line_is_read(kind: str, scratch: Scratch) -> None:
    reading = scratch.read(LONG[kind])
    assert reading.fiches or sentences(reading)


def test_text_encoded_twice_is_put_right_and_said_once(scratch: Scratch) -> None:
    twice = MINIMAL.encode().decode("cp1252", errors="replace")
    plain, mended = scratch.read(MINIMAL), scratch.read(twice)
    assert mended.fiches == plain.fiches
    [sentence] = sentences(mended)
    assert "encodé deux fois" in sentence


@pytest.mark.parametrize("text", ["On lit Ã© au lieu de é.", "Ã", "Une page où Ã© se lit."])
def test_sound_text_about_encodings_is_left_alone(text: str, scratch: Scratch) -> None:
    reading = scratch.read(MINIMAL.replace("Trois planches.", text))
    assert reading.fiches[0].sections["Description générale"] == text
    assert reading.problems == ()


def test_the_page_of_the_centres_is_told_and_the_right_one_named(scratch: Scratch) -> None:
    page = "Liste des centres sociaux\nInformations sur la structure\nFOYER\nFiche identité\n"
    reading = scratch.read(page)
    assert reading.fiches == ()
    [sentence] = sentences(reading)
    assert "liste des centres" in sentence
    assert "« Les actions des centres sociaux »" in sentence


def test_tags_that_nothing_closes_lose_nothing(scratch: Scratch) -> None:
    page = "".join(f"<p>{line.removeprefix('- ')}</p>\n" for line in MINIMAL.splitlines())
    for opened in ("<div>", "<span>", "<ul><li>", "<table><tr><td>"):
        (fiche,) = scratch.read(f"<meta charset=utf-8>{opened * 20_000}{page}", "page.html").fiches
        assert (fiche.title, fiche.departement) == ("Un banc devant l'école", "Creuse")
        assert fiche.sections["Suite de l'action : Perspectives"] == "Un toit."


def test_json_without_any_fiche_is_said(scratch: Scratch) -> None:
    for text in ("[" * 100_000, "[,,,]", "[]"):
        assert sentences(scratch.read(text, "fiches.json"))
