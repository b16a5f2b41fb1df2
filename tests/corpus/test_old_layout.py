"""The older layout: read as far as it goes, or refused with a sentence a fiche."""

from __future__ import annotations

from corpus import read
from tests.corpus.exports import HERE, MINIMAL, Scratch, said, sentences

A = HERE / "old_layout_a.txt"
B = HERE / "old_layout_b.txt"
LIMITS = "Quelles sont les limites de cette expérience ?"


def test_fiches_with_a_title_are_read_with_what_they_have() -> None:
    snack, bike = read([A]).fiches
    assert (snack.title, snack.organiser, snack.departement) == (
        "Le goûter du vendredi",
        "CENTRE SOCIAL DES TILLEULS",
        "Somme",
    )
    assert snack.keywords == ("intergénérationnel", "Emploi, économie")
    assert snack.sections["Description générale"] == "Un goûter est servi dans la cour."
    assert snack.sections[LIMITS] == "La pluie."
    assert (bike.title, bike.organiser, bike.departement) == ("Le vélo du soir", None, None)
    assert bike.status is None


def test_each_old_fiche_is_said_to_be_old_at_its_own_line() -> None:
    reading = read([A])
    assert all("ancienne présentation" in sentence for sentence in sentences(reading))
    lines = A.read_text("utf-8").split("\n")
    below = [lines[problem.line - 1].strip(" •") for problem in reading.problems]
    assert below == ["Structure organisatrice", "Publié par Autre Personne"]


def test_names_of_authors_are_never_kept() -> None:
    for path in (A, B):
        text = "".join(fiche.to_json() for fiche in read([path]).fiches)
        assert "Prénom" not in text
        assert 'Personne"' not in text
        assert "Publié" not in text


def test_junk_themes_and_stray_signs_are_dropped() -> None:
    snack, bike = read([A]).fiches
    assert snack.sections["Thèmes"] == "Intergénérationel"
    assert bike.sections["Thèmes"] == "Vacances"
    diagnosis = next(text for label, text in snack.sections.items() if "diagnostic" in label)
    assert diagnosis == (
        "Les grands-parents attendaient seuls devant l'école.\nPersonne ne s''arrêtait."
    )


def test_the_title_of_the_next_fiche_is_not_text_of_the_one_before() -> None:
    snack, _ = read([A]).fiches
    assert "vélo" not in "\n".join(snack.sections.values())


def test_a_theme_that_only_begins_with_autres_is_kept(scratch: Scratch) -> None:
    text = A.read_text("utf-8").replace("Autres ...", "Autres cultures du monde")
    assert "Autres cultures du monde" in scratch.read(text).fiches[0].sections["Thèmes"]


def test_fiches_without_a_title_are_named_by_their_first_words_and_it_is_said() -> None:
    reading = read([B])
    assert len(reading.fiches) == 2
    for fiche, sentence in zip(reading.fiches, sentences(reading), strict=True):
        assert fiche.title
        assert fiche.title.rstrip("…") in "\n".join(fiche.sections.values())
        assert "sans titre dans la page, il est fait de ses premiers mots" in sentence


def test_a_page_title_or_separator_is_not_taken_for_a_fiches_title(scratch: Scratch) -> None:
    text = "Les actions des centres sociaux\nActions\n" + B.read_text("utf-8")
    reading = scratch.read(text)
    assert [fiche.title for fiche in reading.fiches] == [fiche.title for fiche in read([B]).fiches]


def test_a_separator_before_each_old_fiche_is_understood(scratch: Scratch) -> None:
    text = A.read_text("utf-8").replace("Le vélo du soir", "Actions\n\nLe vélo du soir")
    titles = [fiche.title for fiche in scratch.read("Actions\n\n" + text).fiches]
    assert titles == ["Le goûter du vendredi", "Le vélo du soir"]


def test_old_fiches_laid_out_like_the_new_ones_are_read(scratch: Scratch) -> None:
    text = A.read_text("utf-8").replace("      • ", "- ").replace("  • ", "- ")
    text = text.replace("Le goûter", "Actions\nLe goûter").replace("Le vélo", "Actions\nLe vélo")
    reading = scratch.read(text)
    assert [fiche.title for fiche in reading.fiches] == ["Le goûter du vendredi", "Le vélo du soir"]
    assert reading.fiches[0].organiser == "CENTRE SOCIAL DES TILLEULS"
    assert said(reading, "ancienne présentation")


def test_old_fiches_after_new_ones_do_not_end_in_their_text(scratch: Scratch) -> None:
    text = MINIMAL + "\n" + A.read_text("utf-8")
    first, second, third = scratch.read(text).fiches
    assert first.sections["Suite de l'action : Perspectives"] == "Un toit."
    assert (second.title, third.title) == ("Le goûter du vendredi", "Le vélo du soir")
    assert second.organiser == "CENTRE SOCIAL DES TILLEULS"


def test_an_old_fiche_with_a_title_and_nothing_else_is_refused(scratch: Scratch) -> None:
    text = "Le banc\n\n  • Publié par\n\n    Quelqu'un\n\n  • Thèmes\n\n    Vacances\n"
    reading = scratch.read(text)
    assert reading.fiches == ()
    assert sentences(reading) == ["« Le banc » : ancienne présentation sans contenu ; non lue"]
