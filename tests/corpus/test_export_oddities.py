"""The oddities of the present export, on invented fiches: one test for each thing it does."""

from __future__ import annotations

import pytest

from corpus import Fiche, read
from tests.corpus.exports import DESCRIPTION, HERE, MINIMAL, ODDITIES, Scratch, said, sentences

FUNDING = "Ressources financières mobilisées pour cette action"
LIMITS = "Suite de l'action : Limites"
PROSPECTS = "Suite de l'action : Perspectives"


@pytest.fixture(scope="module")
def fiches() -> dict[str, Fiche]:
    """The invented fiches by the first words of their title; the second « tricot » as 2."""
    oven, ended, going, doors, craft, bus = read([ODDITIES]).fiches
    return {"oven": oven, "tricot": ended, "tricot 2": going, "doors": doors} | {
        "craft": craft,
        "bus": bus,
    }


def one(scratch: Scratch, text: str) -> Fiche:
    [fiche] = scratch.read(text).fiches
    return fiche


# 1 and 2: separators, page heads, the table of years


def test_a_line_actions_inside_a_text_does_not_cut_the_fiche(fiches: dict[str, Fiche]) -> None:
    text = fiches["oven"].sections[DESCRIPTION]
    assert text.split("\n")[1:3] == ["Actions", "Allumer, enfourner, attendre."]
    assert "Actions menées avec les écoles" in fiches["oven"].sections["Résumé"]


def test_a_text_that_ends_with_actions_keeps_that_line(scratch: Scratch) -> None:
    other = MINIMAL.replace("Un banc", "Une table")
    first, second = scratch.read(MINIMAL + "Actions\n" + other).fiches
    assert first.sections[PROSPECTS] == "Un toit.\nActions"
    assert second.title == "Une table devant l'école"


def test_a_fiche_may_be_called_actions(scratch: Scratch) -> None:
    assert one(scratch, MINIMAL.replace("Un banc devant l'école", "Actions")).title == "Actions"


def test_the_table_gives_each_fiche_its_year() -> None:
    reading = read([HERE / "table.txt"])
    assert [(fiche.title, fiche.organiser, fiche.year) for fiche in reading.fiches] == [
        ("Soirée jeux", "FOYER A", 2016),
        ("Soirée jeux", "FOYER B", 2018),
        ("Contes | nuit d'été", "FOYER C", 2017),
        ("Sans année", "FOYER D", None),
        ("Deuxième page", "FOYER E", 2021),
    ]
    assert reading.problems == ()


def test_the_head_of_a_second_page_is_not_text_of_the_fiche_before() -> None:
    fiche = read([HERE / "table.txt"]).fiches[3]
    assert list(fiche.sections) == [
        "Structure organisatrice",
        "Statut de l'action",
        "Dimension",
        "Résumé",
        "Qui est à l'initiative de l'action ?",
        "Territoire concerné",
        "Public",
    ]


def test_a_fiche_that_lost_its_separator_is_split_off_and_said(scratch: Scratch) -> None:
    other = MINIMAL.replace("Un banc", "Une table").removeprefix("Actions\n")
    reading = scratch.read(MINIMAL + other)
    assert [fiche.title for fiche in reading.fiches] == [
        "Un banc devant l'école",
        "Une table devant l'école",
    ]
    assert reading.fiches[0].sections[PROSPECTS] == "Un toit."
    assert sentences(reading) == [
        "la ligne « Actions » manque avant cette fiche ; elle est lue quand même"
    ]


def test_a_file_that_begins_inside_a_fiche_says_so(scratch: Scratch) -> None:
    tail = MINIMAL[MINIMAL.index("- Description générale") :]
    reading = scratch.read(tail + MINIMAL)
    assert len(reading.fiches) == 1
    assert said(reading, "début de fiche absent")


# 3, 4 and 5: labels, lone dashes, partners


def test_bullets_of_the_author_stay_as_they_are(fiches: dict[str, Fiche]) -> None:
    assert fiches["oven"].sections["Résumé"].split("\n")[2:] == [
        "- pétrir ensemble",
        "-) goûter",
        "--> partager",
        "•cuire",
    ]


def test_lone_dashes_of_the_layout_are_gone(fiches: dict[str, Fiche]) -> None:
    general = fiches["oven"].sections["Description générale"]
    assert general == "Trois temps forts :\nla corvée de bois\nle pétrissage\nla fournée"
    lines = [line for f in fiches.values() for t in f.sections.values() for line in t.split("\n")]
    assert "-" not in lines


def test_bullets_that_repeat_a_label_stay_in_the_text_and_are_said() -> None:
    reading = read([ODDITIES])
    craft = reading.fiches[4]
    assert "- Public\n- Dimension\n- Résumé\n" in craft.sections[DESCRIPTION]
    assert craft.publics == ("familles", "Seniors")
    for label in ("Public", "Dimension", "Résumé"):
        assert said(reading, f"« - {label} »", "laissé dans le texte")


def test_an_unknown_list_of_partners_is_kept_apart_and_said(fiches: dict[str, Fiche]) -> None:
    oven = fiches["oven"]
    assert oven.partners == ("Association locale", "Caf", "Autre")
    assert oven.sections["Partenaires financiers"] == "Fondation du Levain\nMSA"
    assert said(read([ODDITIES]), "étiquette inconnue « Partenaires financiers »")


@pytest.mark.parametrize(
    "line", ["Partenaires financiers:", "- Partenaires financiers :", "- Partenaires financiers"]
)
def test_the_unknown_list_is_seen_however_it_is_written(line: str, scratch: Scratch) -> None:
    text = MINIMAL.replace("- Commune\n", f"- Commune\n{line}\n- Caf\n")
    reading = scratch.read(text)
    assert reading.fiches[0].partners == ("Commune",)
    assert reading.fiches[0].sections["Partenaires financiers"] == "Caf"
    assert said(reading, "étiquette inconnue")


def test_an_unknown_label_in_free_text_is_said_and_the_text_stays_whole(
    scratch: Scratch,
) -> None:
    text = MINIMAL.replace(
        "200 €", "Partenaires financiers :\n- Caf 100 €\n- MSA 100 €\nSoit 200 €"
    )
    reading = scratch.read(text)
    lines = reading.fiches[0].sections[FUNDING].split("\n")
    assert lines == ["Partenaires financiers :", "- Caf 100 €", "- MSA 100 €", "Soit 200 €"]
    assert said(reading, "Partenaires financiers", "laissé dans le texte")


# 6 to 9: repeated, optional, empty, missing labels


def test_the_territory_is_read_once_and_an_empty_repeat_changes_nothing(
    fiches: dict[str, Fiche],
) -> None:
    assert fiches["oven"].territory == ("Une commune",)
    assert fiches["craft"].territory == ("Un quartier",)


def test_two_different_territories_are_both_kept(scratch: Scratch) -> None:
    at = MINIMAL.rindex("- Une commune")
    fiche = one(scratch, MINIMAL[:at] + MINIMAL[at:].replace("Une commune", "Un quartier", 1))
    assert fiche.territory == ("Une commune", "Un quartier")
    assert fiche.sections["Territoire concerné"] == "Une commune\nUn quartier"


def test_the_reason_of_an_ended_action(fiches: dict[str, Fiche]) -> None:
    assert fiches["tricot"].status == fiches["doors"].status == "Terminée"
    assert fiches["tricot"].end_reason == "L'animatrice a pris sa retraite.\nPersonne n'a repris."
    assert fiches["doors"].end_reason is None


def test_the_note_on_who_began_goes_with_any_initiative(fiches: dict[str, Fiche]) -> None:
    assert (fiches["oven"].initiative, fiches["oven"].initiative_note) == (
        ("Le centre social", "Autre"),
        "L'amicale du four",
    )
    assert fiches["craft"].initiative == ("Un habitant",)
    assert fiches["craft"].initiative_note == "Un menuisier retraité a tout lancé."


def test_empty_labels_give_empty_fields_and_no_section(fiches: dict[str, Fiche]) -> None:
    doors = fiches["doors"]
    assert doors.dimensions == doors.keywords == doors.initiative == ()
    assert doors.publics == doors.partners == doors.attachments == ()
    assert list(doors.sections) == [
        "Structure organisatrice",
        "Statut de l'action",
        "Territoire concerné",
    ]


def test_a_missing_label_is_said_and_its_neighbours_are_right() -> None:
    reading = read([ODDITIES])
    bus = reading.fiches[5]
    assert said(reading, "l'étiquette « Fichier(s) associé(s) » manque")
    assert (bus.organiser, bus.status) == ("FIAT VIA", "En cours")
    assert bus.partners == ("Commune",)


def test_a_label_with_a_letter_more_is_still_its_label(fiches: dict[str, Fiche]) -> None:
    bus = fiches["bus"]
    assert bus.sections[FUNDING] == "5000€"
    assert bus.sections["Nombre de personnes mobilisés pour cette action"] == "Dix voisins."
    assert said(read([ODDITIES]), "mobilisées", "est lue comme l'étiquette")


def test_a_fiche_without_a_title_is_kept_and_said(scratch: Scratch) -> None:
    reading = scratch.read(MINIMAL.replace("Un banc devant l'école\n", ""))
    [fiche] = reading.fiches
    assert (fiche.title, fiche.organiser) == ("", "FOYER DU BOURG")
    assert fiche.id.startswith("sans-titre-")
    assert said(reading, "sans titre")


def test_a_second_status_is_said_and_the_first_counts(scratch: Scratch) -> None:
    reading = scratch.read(MINIMAL.replace("- En cours\n", "- En cours\n- 2019\n"))
    assert reading.fiches[0].status == "En cours"
    assert said(reading, "ligne de trop sous « Statut de l'action »", "2019")


# 10 to 12: structures, keywords, titles


@pytest.mark.parametrize(
    ("line", "organiser", "departement"),
    [
        ("UN - Site Deux - Sarthe", "UN - Site Deux", "Sarthe"),
        ("FOYER X - Loire-Atlantique", "FOYER X", "Loire-Atlantique"),
        ("C.S.C. (ABC) 94000 Ville - Val-de-Marne", "C.S.C. (ABC) 94000 Ville", "Val-de-Marne"),
        ("FOYER SANS LIEU", "FOYER SANS LIEU", None),
        ("FOYER -", "FOYER", None),
        ("- Creuse", None, "Creuse"),
        ("FOYER X - Nouvelle-Calédonie", "FOYER X", "Nouvelle-Calédonie"),
    ],
)
def test_the_departement_stands_after_the_last_dash(
    line: str, organiser: str | None, departement: str | None, scratch: Scratch
) -> None:
    reading = scratch.read(MINIMAL.replace("FOYER DU BOURG - Creuse", line))
    [fiche] = reading.fiches
    assert (fiche.organiser, fiche.departement) == (organiser, departement)
    assert bool(reading.problems) == (organiser is None or departement is None)


def test_a_departement_that_does_not_exist_is_said(scratch: Scratch) -> None:
    reading = scratch.read(MINIMAL.replace("Creuse", "Creux"))
    assert reading.fiches[0].departement == "Creux"
    assert sentences(reading) == ["département inconnu : « Creux »"]


def test_a_structure_over_two_lines_is_one_name(scratch: Scratch) -> None:
    fiche = one(scratch, MINIMAL.replace("FOYER DU BOURG", "FOYER\nDU BOURG"))
    assert (fiche.organiser, fiche.departement) == ("FOYER DU BOURG", "Creuse")


def test_keywords_are_never_cut_at_commas_slashes_or_ampersands(
    fiches: dict[str, Fiche],
) -> None:
    assert fiches["oven"].keywords == (
        "Emploi, économie",
        "éducation / scolarité",
        "Démocratie & citoyenneté",
        "Viellissement",
    )


def test_titles_are_word_for_word(fiches: dict[str, Fiche]) -> None:
    assert fiches["doors"].title == '" PORTES OUVERTES" : la semaine où l’on entre sans frapper !'
    assert fiches["craft"].title == "bricoler à deux générations"


def test_two_fiches_of_one_title_are_two(fiches: dict[str, Fiche]) -> None:
    first, second = fiches["tricot"], fiches["tricot 2"]
    assert (first.title, first.organiser) == (second.title, second.organiser)
    assert first.id != second.id
    assert (first.keywords, second.keywords) == (("intergénérationnel",), ("Solidarité",))


# 13 to 15: free text, amounts, files


def test_free_text_is_word_for_word(fiches: dict[str, Fiche]) -> None:
    oven = fiches["oven"]
    assert oven.sections[DESCRIPTION].endswith(
        "miche.47 miches en tout l orientation du four compte."
    )
    assert oven.sections[LIMITS] == "Limites :\n- le bois est cher"
    assert oven.sections[PROSPECTS] == "Perspectives :\n- un second four\n- un second four"
    assert oven.sections["Nombre de personnes mobilisés pour cette action"] == "14"
    craft = fiches["craft"].sections
    assert craft["Résultat sur le territoire"] == craft["Résultat pour les habitants"]


def test_blank_lines_between_paragraphs_stay(scratch: Scratch) -> None:
    fiche = one(scratch, MINIMAL.replace("Trois planches.", "\nUn.\n\nDeux.\n"))
    assert fiche.sections["Description générale"] == "Un.\n\nDeux."


def test_amounts_keep_their_digits_and_get_plain_spaces(fiches: dict[str, Fiche]) -> None:
    assert fiches["oven"].sections[FUNDING] == (
        "1er trimestre 450 €\n13000€ + 8000€, soit 21 000 €"
    )


def test_file_names_are_kept_without_their_sizes(fiches: dict[str, Fiche]) -> None:
    assert fiches["oven"].attachments == ("affiche du four.pdf", "bilan_2019.odt")


@pytest.mark.parametrize("name", ["Tract 4 Maisons.pdf", "photos (2019)", "2019", "plan 3 M.pdf"])
def test_a_number_in_a_file_name_is_no_size(name: str, scratch: Scratch) -> None:
    text = MINIMAL.replace("associé(s)\n", f"associé(s)\n{name}\n( 56.06K )\n")
    assert one(scratch, text).attachments == (name,)


def test_a_sentence_whose_link_was_lost_stays(fiches: dict[str, Fiche]) -> None:
    text = fiches["craft"].sections[DESCRIPTION]
    assert text.endswith("https://exemple.org/?a=1&copy=2 pour la suite :")


# 16: fiches that stop anywhere


def test_a_fiche_cut_in_the_middle_is_kept_and_said() -> None:
    reading = read([HERE / "truncated.txt"])
    whole, cut = reading.fiches
    assert whole.title == "La lanterne"
    assert (cut.title, cut.keywords) == ("Le lavoir", ("Culture", "Santé"))
    assert cut.sections[DESCRIPTION] == "Le lavoir a été nettoyé en mars, pu"
    [sentence] = sentences(reading)
    assert sentence.startswith("fiche coupée après « Description de l'expérience")


@pytest.mark.parametrize(
    ("last", "section", "expected"),
    [
        ("- Descr", "Territoire concerné", "Une commune"),
        ("- Pu", DESCRIPTION, "Le banc a été posé au printemps."),
        ("Partenaires d'act", "Public", "familles"),
        ("- Nombre de personnes mobilisés pour", FUNDING, "200 €"),
    ],
)
def test_half_a_label_is_no_text(last: str, section: str, expected: str, scratch: Scratch) -> None:
    reading = scratch.read(MINIMAL[: MINIMAL.index(last) + len(last)])
    assert reading.fiches[0].sections[section] == expected
    assert last not in "\n".join(reading.fiches[0].sections.values())
    assert said(reading, "étiquette coupée", last)
    assert said(reading, "fiche coupée")


@pytest.mark.parametrize("rest", ["Act", "Actions", "Actions\n"])
def test_half_a_separator_is_no_text(rest: str, scratch: Scratch) -> None:
    reading = scratch.read(MINIMAL + rest)
    assert reading.fiches[0].sections[PROSPECTS] == "Un toit."
    assert said(reading, "fichier coupé")


@pytest.mark.parametrize("rest", ["Actions\nUne table", "Actions\nUne table\n- Struct"])
def test_a_fiche_cut_after_its_title_is_kept_apart(rest: str, scratch: Scratch) -> None:
    reading = scratch.read(MINIMAL + rest)
    assert [fiche.title for fiche in reading.fiches] == ["Un banc devant l'école", "Une table"]
    assert reading.fiches[0].sections[PROSPECTS] == "Un toit."
    assert said(reading, "fiche coupée après le titre")


def test_a_fiche_cut_in_the_middle_of_the_file_leaves_the_next_alone(scratch: Scratch) -> None:
    half = MINIMAL[: MINIMAL.index("Le banc a été posé") + 10]
    reading = scratch.read(half + "\n" + MINIMAL.replace("Un banc", "Une table"))
    assert [fiche.title for fiche in reading.fiches] == [
        "Un banc devant l'école",
        "Une table devant l'école",
    ]
    assert len(sentences(reading)) == 1


# 18: the source contradicts itself, and is quoted as it is


def test_repeated_and_contradicting_figures_are_not_mended(scratch: Scratch) -> None:
    text = "En 2021 : 30 bancs (12 ici et 17 là), 3 partenaires : Un, Deux, Trois, Quatre"
    fiche = one(scratch, MINIMAL.replace("Un banc pour attendre ensemble.", text))
    assert fiche.sections["Résumé"] == text
