"""Sentence cutting on text as people of the sector type it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from french import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bonjour. Ça va ? Oui !", ["Bonjour.", "Ça va ?", "Oui !"]),
        ("la commune locale.47 usagers", ["la commune locale.", "47 usagers"]),
        ("sont venus.Les autres", ["sont venus.", "Les autres"]),
        ("En 2019.Les habitants", ["En 2019.", "Les habitants"]),
        ("Coût : 10€.Recettes : 5€", ["Coût : 10€.", "Recettes : 5€"]),
        ("(tour en bateau..)Retour au port", ["(tour en bateau..)", "Retour au port"]),
        ("(tour en bateau)Retour au port", ["(tour en bateau)", "Retour au port"]),
        ("Venez !Tout est prêt", ["Venez !", "Tout est prêt"]),
        ("fini .Le soir", ["fini .", "Le soir"]),
        ("du pain, du sel, etc. Les enfants", ["du pain, du sel, etc.", "Les enfants"]),
        ("Encore… Et voilà... Fin", ["Encore…", "Et voilà...", "Fin"]),
        ("« On revient. » Elle rit.", ["« On revient. »", "Elle rit."]),
        ("« Qui cuisine ? » Marie.", ["« Qui cuisine ? »", "Marie."]),
        ("un atelier ; un repas", ["un atelier ;", "un repas"]),
        ("Lieux : * le bourg * le hameau", ["Lieux :", "le bourg", "le hameau"]),
    ],
)
def test_a_line_is_cut_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    "whole",
    [
        "M. Durand et Mme. Petit sont venus",
        "cf. Annexe et art. L. 115",
        "Environ 3.5 € ou 12.000 € ou 3,5 km",
        "voir www.exemple.fr/page.47 et https://exemple.fr/doc.Les?x=1",
        "écrire à Contact@Centre.Fr.net",
        "La C.A.F. Du Lot",
        "à 14h.30 pile",
        "« Qui cuisine ? » : la recette change",
        "on a ri (fort !) et dansé",
        "1. Accueil des familles",
        "4",
        "12 bénévoles",
    ],
)
def test_what_must_stay_whole_does(whole: str) -> None:
    assert cut(whole) == [whole]


def test_a_web_address_ends_its_sentence() -> None:
    assert cut("Voir www.exemple.fr. Puis venir.") == ["Voir www.exemple.fr.", "Puis venir."]


@pytest.mark.parametrize(
    "bullet", ["- ", "* ", "• ", "– ", "–", "-", "-> ", "--> ", "=> ", "→ ", "-) ", "o ", "> ", ""]
)
def test_a_list_without_full_stops_is_cut_by_lines_and_freed_of_its_bullets(bullet: str) -> None:
    text = "\n".join(["Deux temps", f"{bullet}un repas", f"  {bullet}un jeu"])
    assert cut(text) == ["Deux temps", "un repas", "un jeu"]


def test_a_numbered_list_keeps_its_numbers_with_their_items() -> None:
    assert cut("1. Accueil\n2. Sortie") == ["1. Accueil", "2. Sortie"]
    assert cut("Nous étions 12. Puis 20.") == ["Nous étions 12.", "Puis 20."]


@pytest.mark.parametrize("empty", ["", "\n\n", " \u00a0", "...", "-", "- \n* ", "?!"])
def test_text_without_a_word_has_no_sentence(empty: str) -> None:
    assert sentences(empty) == []


WORDS = ["a", "Les", "été", "œ", "47", "4", "M", "etc", "www", "o", "fr", " ", "\n", "\u00a0"]
PIECES = st.sampled_from([*WORDS, *".…!?;:,()«»\"'’*-•>=@/€% \t"])


@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60)))
@example("a. o b")
@example("o o o")
def test_spans_are_places_of_the_source_and_lose_nothing(text: str) -> None:
    last = 0
    left = list(text)
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert "\n" not in text[start:end]
        assert text[start:end] == text[start:end].strip()
        left[start:end] = "|" * (end - start)
        last = end
    for line in "".join(left).split("\n"):
        # Only the letter that Word's hollow bullet becomes, first on its line, may be left out.
        rest = line.lstrip()
        rest = rest[1:] if rest[:1] == "o" and not rest[1:2].strip() else rest
        assert not any(character.isalnum() for character in rest)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ["a. B ", "a.", "a@", "www.", "o ", "* ", "; ", "« ? » "])
def test_a_very_long_line_does_not_hang(piece: str) -> None:
    text = piece * (150_000 // len(piece))
    assert all(0 <= start < end <= len(text) for start, end in sentences(text))
