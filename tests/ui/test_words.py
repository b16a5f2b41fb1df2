"""Cards, facts, footer and copies, without running the app."""

from __future__ import annotations

from datetime import date

from indexer import Span
from search import Hit
from tests.ui.conftest import EVIL, FICHES, SUMMARY, fiche
from ui import asked, cards, facts, fiche_text, footer
from ui.french import count, fr, sentence, short_date

NAVETTE, ODD, MODEL = FICHES


def hit(of: int = 0) -> Hit:
    span = Span("Résumé", SUMMARY.index("- La"), len(SUMMARY))
    return Hit(1, FICHES[of], 0.9, "forte", span, ("mobilité",), ("tous publics",))


def test_a_card_says_all_that_it_must() -> None:
    shown = cards.hit_html(hit())
    for part in ("Quatre-Vents · Aveyron", "2019 · En cours", "Vieillissement", "tous publics"):
        assert part in shown
    assert "<mark>mobilité</mark>" in shown
    assert "Correspondance forte" in shown
    assert "%" not in shown
    assert "récit" not in shown


def test_a_card_escapes_its_source() -> None:
    shown = cards.hit_html(hit(1))
    assert "&lt;img src=x" in shown
    assert "Terminée (&lt;i&gt;usure&lt;/i&gt;)" in shown
    assert "&lt;u&gt;mot" in shown
    assert "&lt;b&gt;enjeu" in shown


def test_a_model_says_that_it_is_invented() -> None:
    assert "exemple inventé" in cards.hit_html(hit(2))
    assert "Exemple inventé" in fiche_text.plain(MODEL, date(2026, 1, 2))


def test_missing_facts_are_said() -> None:
    bare = fiche("x", " ", organiser=None, departement=None, status=None)
    assert facts.title(bare) == "Sans titre"
    assert facts.place(bare) == "organisateur non renseigné"
    assert facts.when_and_status(bare) == "non datée · statut non renseigné"


def test_sections_stand_in_the_order_of_the_export() -> None:
    mixed = fiche("x", "X", sections={"Autre": "z", "Public": "Seniors", "Résumé": "r"})
    assert [label for label, _ in fiche_text.ordered(mixed)] == ["Résumé", "Public", "Autre"]


def test_the_cited_sentence_is_marked_once_and_lines_are_kept() -> None:
    shown = fiche_text.open_sections(NAVETTE, hit().span)
    assert shown.count("<mark") == 1
    assert "seniors.\n<mark" in shown
    assert fiche_text.quotation(NAVETTE, Span("Résumé", 0, 10_000)) == ""
    assert fiche_text.quotation(NAVETTE, Span("Ailleurs", 0, 3)) == ""


def test_an_odd_fiche_is_only_text() -> None:
    shown = (
        fiche_text.heading(ODD)
        + fiche_text.closed_facts(ODD)
        + fiche_text.open_sections(ODD)
        + fiche_text.source_line(ODD)
    )
    for tag in ("<script", "<style", "<img", "<u>", "<i>", "javascript:alert"):
        assert tag not in shown
    assert "&lt;h1&gt;Étiquette" in shown


def test_a_copy_names_its_source_and_day() -> None:
    text = fiche_text.plain(NAVETTE, date(2026, 11, 22))
    assert text.startswith("La navette des seniors\nCentre social des Quatre-Vents · Aveyron\n")
    assert "https://example.org/a?b=1&c=2" in text
    assert text.endswith("Copié d'Essaimer le 22/11/2026\n")


def test_values_are_canonical() -> None:
    assert asked.canonical_values("departement", ["12", "aveyron"]) == ("Aveyron",)
    assert asked.canonical_values("origin", ["exemple inventé", "recit"]) == ("modele", "recit")
    assert asked.canonical_values("keyword", ["viellissement"]) == ("Vieillissement",)
    assert asked.canonical_values("age", ["6-8", "6-8", "-3"]) == ("6-8", "-3")


def test_the_footer_names_sources() -> None:
    told = fiche("r", "R", origin="recit")
    assert footer.sources(["/x/corpus/fiches"], [told, told, MODEL]) == (
        "fiches fournies (2\u00a0récits, 1\u00a0exemple inventé)"
    )
    assert footer.sources([r"C:\Users\Hélène\banque.txt", "/v/corpus"], [told]) == (
        "banque.txt, fiches importées"
    )


def test_french_words() -> None:
    assert fr("Oui : « non » ; si ?") == "Oui\u00a0: «\u00a0non\u00a0»\u00a0; si\u00a0?"
    assert count(1, "fiche") == "1\u00a0fiche"
    assert count(1200, "fiche") == "1\u202f200\u00a0fiches"
    assert sentence("département inconnu : « X »") == "Département inconnu\u00a0: «\u00a0X\u00a0»."
    assert short_date("2026-11-22T12:00:00+00:00") == "22/11/2026"
    assert short_date("hier") == "hier"
    assert EVIL
