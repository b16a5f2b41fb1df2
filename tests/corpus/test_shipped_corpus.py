"""The fiches that ship with the project are sound, ours, and name no private person."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from corpus import Fiche, read
from corpus.fiche import normalise
from corpus.labels import ORDER, TEXTS
from corpus.places import departement_named, departements
from corpus.vocabulary import _BY_KEY

FOLDER = Path(__file__).resolve().parents[2] / "corpus" / "fiches"
EXPORT = FOLDER.parents[2] / "shared" / "corpus" / "senacs-fiches-actions.txt"
RUN = 8
"""So many words in a row are a copy, names and titles apart."""

PERSONAL = re.compile(
    r"[\w.+-]+@\w|(?<!\d)0[1-9](?:[ .-]?\d\d){4}(?!\d)"
    r"|\b(?:M\.|MM\.|Mme|Mlle|Monsieur|Madame) [A-ZÉÈ]"
)


@pytest.fixture(scope="module")
def fiches() -> tuple[Fiche, ...]:
    return read([FOLDER]).fiches


def text_of(fiche: Fiche) -> str:
    """Its own words: the free sections, a closed value being nobody's."""
    return "\n".join(fiche.sections.get(label, "") for label in TEXTS)


def runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    words = normalise(text).split()
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_every_fiche_reads_without_a_problem() -> None:
    assert [str(problem) for problem in read([FOLDER]).problems] == []


def test_one_file_a_fiche_and_as_many_as_promised(fiches: tuple[Fiche, ...]) -> None:
    assert len(fiches) == len(list(FOLDER.glob("*.txt"))) >= 150
    assert len({fiche.id for fiche in fiches}) == len(fiches)


def test_origins_are_said(fiches: tuple[Fiche, ...]) -> None:
    origins = Counter(fiche.origin for fiche in fiches)
    assert origins["recit"] == 25
    assert origins["modele"] >= 125
    assert origins["banque"] == 0


def test_all_regions_are_there(fiches: tuple[Fiche, ...]) -> None:
    found = {departement_named(fiche.departement or "") for fiche in fiches}
    assert {d.region for d in found if d} == {d.region for d in departements().values()}


def test_closed_values_are_those_of_the_bank(fiches: tuple[Fiche, ...]) -> None:
    values = {
        value
        for fiche in fiches
        for row in (fiche.keywords, fiche.publics, fiche.partners, fiche.dimensions)
        for value in row
    }
    assert [value for value in values if normalise(value) not in _BY_KEY] == []


def test_no_personal_data(fiches: tuple[Fiche, ...]) -> None:
    found = {fiche.title: PERSONAL.findall(text_of(fiche)) for fiche in fiches}
    assert {title: hits for title, hits in found.items() if hits} == {}


def test_no_two_are_nearly_equal(fiches: tuple[Fiche, ...]) -> None:
    words = {fiche.id: runs(text_of(fiche), 3) for fiche in fiches}
    alike = [
        (a, b)
        for a, b in combinations(words, 2)
        if len(words[a] & words[b]) > 0.25 * min(len(words[a]), len(words[b]))
    ]
    assert alike == []


@pytest.mark.skipif(not EXPORT.exists(), reason="the real export is not beside the project")
def test_nothing_is_copied_from_the_real_export(fiches: tuple[Fiche, ...]) -> None:
    real = read([EXPORT]).fiches
    names = [part for f in real for part in (f.title, f.organiser or "")]
    names.append("l'Association pour le Droit à l'Initiative Économique")
    facts = set().union(*(runs(name) for name in [*names, *ORDER]))
    source = set().union(*(runs(text_of(fiche)) for fiche in real)) - facts
    copied = {
        fiche.title: [" ".join(run) for run in runs(text_of(fiche)) & source] for fiche in fiches
    }
    assert {title: found for title, found in copied.items() if found} == {}
