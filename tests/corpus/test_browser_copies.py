"""Pages as browsers copy and save them give the fiches that the export gives."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Fiche, labels, read
from tests.corpus import copies
from tests.corpus.exports import HERE, MINIMAL, REAL, Scratch, said, sentences

BARE = MINIMAL.replace("\n- ", "\n").replace("\n-\n", "\n")
PROSPECTS = "Suite de l'action : Perspectives"
LIMITS = "Suite de l'action : Limites"
needs_export = pytest.mark.skipif(not REAL.is_file(), reason=f"no real export ({REAL})")


@cache
def real() -> tuple[Fiche, ...]:
    """The fiches of the real export, each with a year, so that its table is tried too."""
    return tuple(
        dataclasses.replace(fiche, year=2000 + number)
        for number, fiche in enumerate(read([REAL]).fiches)
    )


@cache
def shipped() -> tuple[Fiche, ...]:
    found = read([HERE.parents[1] / "corpus" / "fiches"]).fiches
    return tuple(
        dataclasses.replace(fiche, source="page.txt", url=None, origin="banque")
        for fiche in found[::8]
    )


@needs_export
@pytest.mark.parametrize("shape", copies.SHAPES)
def test_each_shape_of_the_real_export_gives_the_same_fiches(shape: str, scratch: Scratch) -> None:
    reading = scratch.read(copies.SHAPES[shape](real()), name=REAL.name)
    assert len(reading.fiches) == 25
    for fiche, original in zip(reading.fiches, real(), strict=True):
        assert fiche == original
    assert reading.problems == ()


@pytest.mark.parametrize("shape", copies.SHAPES)
def test_each_shape_of_shipped_fiches_gives_the_same_fiches(shape: str, scratch: Scratch) -> None:
    reading = scratch.read(copies.SHAPES[shape](shipped()))
    for fiche, original in zip(reading.fiches, shipped(), strict=True):
        assert fiche == original


@needs_export
def test_where_folds_hide_the_authors_breaks_no_word_changes(scratch: Scratch) -> None:
    """Lines that end just before the fold can't be told from folds: there, and there only, two
    lines may be read as one. 17 of the 25 fiches come out equal, the others word for word."""
    reading = scratch.read(copies.saved(real(), breaks=True), name=REAL.name)
    same = 0
    for fiche, original in zip(reading.fiches, real(), strict=True):
        same += fiche == original
        assert fiche.sections.keys() == original.sections.keys()
        for label, text in fiche.sections.items():
            assert text.split() == original.sections[label].split()
    assert same >= 17


LINE = st.text(
    st.sampled_from("abcdeéàœ ABÉ123.,;:!?'’()«»-–/*•+€&"), min_size=1, max_size=200
).map(lambda text: " ".join(text.split()))
WORDS = LINE.filter(lambda text: any(c.isalnum() for c in text))
TEXTS = (labels.SUMMARY, labels.DESCRIPTION, labels.GENERAL, labels.LIMITS, labels.PROSPECTS)


@given(
    titles=st.lists(
        st.text("abcdeéàABÉ '", min_size=3, max_size=90).map(lambda t: "Le " + " ".join(t.split())),
        min_size=1,
        max_size=3,
        unique=True,
    ),
    texts=st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=5, max_size=5),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_the_same_copied_as_exported(
    titles: list[str], texts: list[list[str]], scratch: Scratch
) -> None:
    """Whatever the author writes, a copied page gives what the export's shape gives."""
    sections = dict(zip(TEXTS, ("\n".join(lines) for lines in texts), strict=True))
    fiches = [
        Fiche(id="", title=title, sections={labels.STRUCTURE: "FOYER - Creuse", **sections})
        for title in titles
    ]
    exported = scratch.read(copies.listed_out(fiches, "- ", "- "))
    bare = scratch.read(copies.bare(fiches))
    assert bare.fiches == exported.fiches


# Lines that look like labels


@pytest.mark.parametrize("word", ["Public", "Résumé", "Dimension", "Description générale"])
@pytest.mark.parametrize(
    "label", [labels.SUMMARY, labels.DESCRIPTION, labels.GENERAL, labels.PROSPECTS]
)
def test_a_line_that_is_a_labels_word_stays_in_its_text(
    word: str, label: str, scratch: Scratch
) -> None:
    text = BARE.replace(f"\n{label}\n", f"\n{label}\nAvant.\n{word}\n", 1)
    [fiche] = scratch.read(text).fiches
    [plain] = scratch.read(MINIMAL).fiches
    assert {k: v for k, v in fiche.sections.items() if k != label} == {
        k: v for k, v in plain.sections.items() if k != label
    }
    assert fiche.sections[label] == f"Avant.\n{word}\n{plain.sections[label]}"


def test_labels_in_capitals_are_labels(scratch: Scratch) -> None:
    lines = [
        line.upper() if line == "Actions" or line in labels.ORDER else line
        for line in BARE.split("\n")
    ]
    [fiche] = scratch.read("\n".join(lines)).fiches
    [plain] = scratch.read(MINIMAL).fiches
    assert fiche == plain


# What a page holds beside its fiches


@pytest.mark.parametrize(
    "foot",
    [
        "Mentions légales\nPlan du site\nContact",
        "1 2 3 … 120 Suivant\nMentions légales | Données personnelles",
        "« 1 2 3 … 12 »",
        "Précédent\n1\n2\n3\nSuivant\n© 2024 La fédération",
    ],
)
def test_the_foot_of_the_page_is_no_text(foot: str, scratch: Scratch) -> None:
    reading = scratch.read(BARE + "\n\n" + foot)
    assert reading.fiches[0].sections[PROSPECTS] == "Un toit."
    assert said(reading, "bas de page laissé de côté", foot.split("\n")[0])


@pytest.mark.parametrize("end", ["3", "Contact", "12 14 jeunes", "Accueil des nouveaux voisins"])
def test_a_text_that_only_resembles_a_foot_stays(end: str, scratch: Scratch) -> None:
    reading = scratch.read(BARE + end + "\n")
    assert reading.fiches[0].sections[PROSPECTS] == f"Un toit.\n{end}"
    assert reading.problems == ()


def test_menus_and_banners_before_the_first_fiche_are_no_text(scratch: Scratch) -> None:
    head = (
        "Aller au contenu\nNous utilisons des cookies.\nTout accepter\nAccueil\nActions\n"
        "Ressources\nConnexion\nRecherche\nLes actions des centres sociaux\n"
    )
    [plain] = scratch.read(BARE).fiches
    assert scratch.read(head + BARE).fiches == (plain,)


def test_several_copied_pages_in_one_file(scratch: Scratch) -> None:
    head = "Les actions des centres sociaux\nNom\tDépartement\tAnnée\n{}\tCreuse\t{}\n"
    other = BARE.replace("Un banc", "Une table")
    text = (
        head.format("Un banc devant l'école", 2019)
        + BARE
        + "Mentions légales\n"
        + head.format("Une table devant l'école", 2020)
        + other
    )
    fiches = scratch.read(text).fiches
    assert [(fiche.title, fiche.year) for fiche in fiches] == [
        ("Un banc devant l'école", 2019),
        ("Une table devant l'école", 2020),
    ]
    assert [fiche.sections[PROSPECTS] for fiche in fiches] == ["Un toit.", "Un toit."]


def test_a_file_may_hold_both_shapes(scratch: Scratch) -> None:
    other = MINIMAL.replace("Un banc", "Une table")
    fiches = scratch.read(BARE + other).fiches
    assert [fiche.title for fiche in fiches] == [
        "Un banc devant l'école",
        "Une table devant l'école",
    ]
    assert fiches[0].sections[PROSPECTS] == "Un toit."
    assert fiches[1].partners == ("Commune",)


def test_files_keep_their_names_and_lose_the_address_of_their_link(scratch: Scratch) -> None:
    text = BARE.replace(
        "associé(s)\n", "associé(s)\naffiche.pdf <https://exemple.org/a.pdf> ( 56.06K )\n"
    )
    assert scratch.read(text).fiches[0].attachments == ("affiche.pdf",)


# Pages cut anywhere


@pytest.mark.parametrize("shape", ["Chromium, Edge or Safari, copied", "Firefox, saved, headings"])
def test_a_copy_cut_anywhere_keeps_the_fiches_before_the_cut(shape: str, scratch: Scratch) -> None:
    text = copies.SHAPES[shape](shipped()[:3])
    whole = scratch.read(text).fiches
    starts = [text.index(fiche.title.split(",")[0][:40], 900) for fiche in whole[1:]]
    for cut in range(400, len(text), 131):
        found = scratch.read(text[:cut]).fiches
        before = sum(start + 80 < cut for start in starts)
        assert found[:before] == whole[:before], cut
        assert len(found) <= len(whole)
        for fiche in found:
            assert not any(
                line in labels.ORDER
                for text in fiche.sections.values()
                for line in text.split("\n")
            )


@pytest.mark.parametrize(
    ("last", "section", "expected"),
    [
        ("Descr", "Territoire concerné", "Une commune"),
        ("Nombre de personnes mobilisés pour", labels.FUNDING, "200 €"),
        ("Suite de l'action : Persp", LIMITS, "Il pleut dessus."),
    ],
)
def test_half_a_bare_label_is_no_text(
    last: str, section: str, expected: str, scratch: Scratch
) -> None:
    reading = scratch.read(BARE[: BARE.index(f"\n{last}") + 1 + len(last)])
    assert reading.fiches[0].sections[section] == expected
    assert said(reading, "étiquette coupée", last)


# Real browsers: see also `gestes/`


def test_what_firefox_saved_is_read() -> None:
    """A file that Firefox 153 saved (« Fichiers texte ») of `copies.as_html(…, dl=True)`."""
    reading = read([HERE / "firefox-saved.txt"])
    assert [fiche.title for fiche in reading.fiches] == [fiche.title for fiche in shipped()[:2]]
    for fiche, original in zip(reading.fiches, shipped(), strict=False):
        assert fiche.sections == original.sections
    assert sentences(reading) == []
