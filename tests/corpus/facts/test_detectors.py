"""Each detector finds its thing where a sentence states it, and not where it doesn't."""

from __future__ import annotations

import pytest

from corpus.facts import DETECTORS
from corpus.facts.detectors import Said

HELD = 0.6
"""From here on the rubrics of a dossier take a sentence for one that holds the thing."""

SENTENCES = {
    "contact": ("Écrivez à accueil@exemple.org.", "Écrivez à l'accueil du centre."),
    "person": ("Notre animatrice Lucie Delmas reçoit le mardi.", "Notre animatrice reçoit."),
    "stopped": ("Le jardin a fermé, faute de bras.", "Le jardin ouvre chaque matin."),
    "fee": ("Chaque famille paie 3 € par sortie.", "La Caf a versé 300 €."),
    "grant": ("Subvention de la Caf : 4 000 €.", "Un repas revient à 2 € par personne."),
    "cost": ("Le budget total est de 9 000 €.", "Le projet avance bien."),
    "funder": ("La Carsat finance l'atelier.", "Les enfants jouent dehors."),
    "rhythm": ("Le groupe se voit chaque semaine.", "Le groupe se voit dans la salle."),
    "duration": ("Le stage dure trois jours.", "Le stage a plu aux enfants."),
    "hours": ("On se retrouve le mardi à 14h30.", "On se retrouve au parc."),
    "count": ("Une sortie a réuni 42 enfants.", "Une sortie a réuni des enfants."),
    "age": ("Un atelier pour les 6-8 ans.", "Un atelier de couture."),
    "date": ("Le café existe depuis mars 2018.", "Le café est ouvert."),
    "origin": ("L'idée est partie d'une habitante.", "Les murs sont bleus."),
    "limit": ("La difficulté a été de garder un local.", "Chacun repart avec une recette."),
    "next": ("L'an prochain, nous irons à la mer.", "Il y avait du soleil."),
    "involved": ("Les habitants décident du menu.", "Le camion passe le lundi."),
    "worker": ("Une animatrice et deux bénévoles encadrent.", "Le camion est rouge."),
    "partner": ("En lien avec la mairie, l'école, la Caf et la MSA.", "Un atelier de cuisine."),
    "place": ("L'atelier a lieu dans la salle des fêtes.", "Tout le monde chante."),
    "cause": ("Nous partons du constat que peu de gens sortent.", "Le goûter suit la partie."),
    "aim": ("L'objectif est de rompre la solitude.", "Le goûter suit la partie."),
    "public": ("L'action vise les familles.", "Le goûter suit la partie."),
    "material": ("Il a fallu acheter un four et des chaises.", "Elle raconte son voyage."),
}


def test_every_detector_has_its_sentences() -> None:
    assert SENTENCES.keys() == DETECTORS.keys()


@pytest.mark.parametrize("name", SENTENCES)
def test_a_detector_tells_the_sentence_that_holds_its_thing(name: str) -> None:
    holds, lacks = (DETECTORS[name](Said.read(text)) for text in SENTENCES[name])
    assert holds >= HELD
    assert lacks < HELD


@pytest.mark.parametrize("text", ["", " ", "…", "€", "12", "x" * 5_000, "1 " * 2_000])
def test_any_text_is_read_in_hundredths(text: str) -> None:
    said = Said.read(text)
    for name, detect in DETECTORS.items():
        degree = detect(said)
        assert 0 <= degree <= 1, name
        assert degree * 100 == pytest.approx(round(degree * 100)), name


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("La sortie est à 3 € par enfant.", "fee", "grant"),
        ("La Caf a accordé une aide de 2 000 €.", "grant", "fee"),
        ("L'exercice se monte à 12 000 € au total.", "cost", "fee"),
    ],
)
def test_an_amount_is_worth_what_its_part_is(text: str, better: str, worse: str) -> None:
    said = Said.read(text)
    assert DETECTORS[better](said) > DETECTORS[worse](said)
