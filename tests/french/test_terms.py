"""The analyser: words typed one way meet the same words typed another."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from french import Analyser
from french.folding import fold
from french.terms import attested_accents, surface_counts, words

CORPUS = ("La mobilité des aînés", "L'école et la mobilité", "Une action à l'ÉCOLE")
ANALYSER = Analyser(attested_accents(surface_counts(CORPUS)))


def terms(text: str) -> list[str]:
    return ANALYSER.terms(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mobilité", "mobilite"),
        ("mobilité", "MOBILITÉ"),
        ("mobilité", "MOBILITE"),
        ("aînés", "aines"),
        ("l'école", "L’ECOLE"),
        ("mobilité", unicodedata.normalize("NFD", "mobilité")),
        ("école d'été", unicodedata.normalize("NFD", "école d’été")),
        ("habitants", "habitant·e·s"),
        ("habitants", "habitant-e-s"),
        ("habitants", "habitant(e)s"),
        ("habitants", "habitant.e.s"),
        ("habitants", "habitants-es"),
        ("employés", unicodedata.normalize("NFD", "employé·e·s")),
        ("chacun", "chacunE"),
        ("chacun", "chacunEs"),
        ("animateurs", "animateur·trice·s"),
        ("usager", "usager·ère·s"),
        ("professionnels", "professionnel(le)s"),
        ("tous", "tous·tes"),
        ("né", "né·e·s"),
        ("CAF", "C.A.F."),
        ("EVS", "E.V.S"),
        ("72373", "72 373 €"),
        ("72373", "72\u202f373 €"),
        ("72373", "72\u00a0373,00 €"),
        ("72373", "72.373"),
        ("35.5", "35,50 €"),
        ("cœur", "coeur"),
        ("sœurs", "SOEUR"),
        ("œuvre", "oeuvres"),
        ("financement", "ﬁnancement"),
        ("presqu'île", "presqu’ile"),
        ("auto école", "auto-école"),
        ("ado", "ados"),
        ("jeu", "jeux"),
    ],
)
def test_two_spellings_are_one_term(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_inclusive_ending_leaves_no_word_behind() -> None:
    assert terms("habitant·e·s, acteur·rice·s et tou·te·s") == [
        *terms("habitants"),
        *terms("acteurs"),
        *terms("tou"),
    ]


@pytest.mark.parametrize("acronym", ["EVS", "MSA", "caf", "PMI", "C.A.F.", "RSA"])
def test_short_acronyms_are_kept_whole(acronym: str) -> None:
    assert terms(f"avec la {acronym}") == [acronym.replace(".", "").lower()]


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "´"])
def test_elisions_leave_the_word(apostrophe: str) -> None:
    text = "l'école d'Aveyron qu'hier jusqu'ici lorsqu'enfin s'isoler".replace("'", apostrophe)
    surfaces = [surface for _, _, surface in words(text)]
    assert {"école", "aveyron", "hier", "enfin", "isoler"} <= set(surfaces)


def test_an_apostrophe_inside_a_whole_word_is_no_elision() -> None:
    assert [s for _, _, s in words("aujourd’hui")] == ["aujourdhui"]


def test_stop_words_are_dropped_with_and_without_accents() -> None:
    assert terms("à la dans des où été ETE même meme") == []


def test_numbers_that_are_not_groups_of_thousands_stay_apart() -> None:
    assert terms("en 2019 150 habitants de 6-8 ans")[:2] == ["2019", "150"]
    assert terms("72 3734") == ["72", "3734"]


def test_a_bare_word_that_is_commoner_without_accents_is_left_alone() -> None:
    assert attested_accents({"age": 9, "âge": 2, "marche": 1, "marché": 4}) == {
        "marche": ("marché",)
    }
    assert attested_accents({"cote": 1, "côté": 3, "côte": 5}) == {"cote": ("côte", "côté")}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_places_are_those_of_the_text_given(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "À l’été, les aîné·e·s d'ici ont 72 373 € : C.A.F.")
    shown = [text[token.start : token.end] for token in ANALYSER.tokens(text)]
    assert [unicodedata.normalize("NFC", word) for word in shown] == ["aîné", "72 373", "C.A.F."]


FRENCH = st.text(
    st.sampled_from("abceéèàçœEÉ’'·-()., \n0123456789\u0301\u0327\u00a0€ﬁßİ𝒜"), max_size=60
)


@given(FRENCH)
def test_every_word_is_at_its_place_whatever_the_text(text: str) -> None:
    last = 0
    for start, end, surface in words(text):
        assert last <= start < end <= len(text)
        last = end
        assert surface == unicodedata.normalize("NFC", surface)
        if not any(character.isdigit() for character in surface):
            shown = "".join(c for c in fold(text[start:end].lower()) if c.isalnum())
            assert shown == fold(surface)


@given(FRENCH)
def test_terms_do_not_depend_on_the_normal_form(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert terms(composed) == terms(unicodedata.normalize("NFD", composed))


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ["l'", "a.", "ab·e·s ", "e\u0301", "1 234 ", "(e", "\ufdfa"])
def test_a_very_long_text_does_not_hang(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert all(0 <= start < end <= len(text) for start, end, _ in words(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("aller vers", "l'aller-vers"),
        ("aller vers", "ALLER VERS"),
        ("aller vers", "aller‑vers"),
        ("aller vers", "allant vers"),
        ("hors les murs", "hors-les-murs"),
        ("hors les murs", "hors de nos murs"),
        ("pouvoir d'agir", "pouvoir d’agir"),
        ("vivre ensemble", "le vivre-ensemble"),
        ("porte à porte", "porte-a-porte"),
    ],
)
def test_a_fixed_expression_is_one_term_whatever_its_hyphen(one: str, other: str) -> None:
    assert len(terms(one)) == 1
    assert terms(one) == terms(other)


def test_an_expression_is_told_from_its_words_alone() -> None:
    whole = terms("aller vers")[0]
    assert whole not in terms("aller à la piscine, vers midi")
    assert terms("agir")[0] not in terms("le pouvoir d'agir")


def test_the_place_of_an_expression_is_all_of_it() -> None:
    text = "Une démarche d’aller-vers, porte à porte."
    shown = [text[token.start : token.end] for token in ANALYSER.tokens(text)]
    assert shown == ["démarche", "aller-vers", "porte à porte"]
