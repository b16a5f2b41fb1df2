"""Which sentences count what a question counts, « gens » and « participants » alike."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus.facts import SentenceFacts
from french import stem

_ANYONE: Final = frozenset(
    [
        "gens",
        "personne",
        "monde",
        "participant",
        "habitant",
        "beneficiaire",
        "usager",
        "inscrit",
        "inscrite",
        "adherent",
        "visiteur",
        "public",
        "passage",
        "eleve",
        "client",
    ]
)
_WHOEVER: Final = frozenset(["gens", "personne", "monde"])
_USERS: Final = 8
_EVERYONE: Final = 12
"""How many of the first groups are users, and how many are people at all."""
_GROUPS: Final[tuple[frozenset[str], ...]] = tuple(
    frozenset(line.split())
    for line in (
        "enfant eleve gamin petit jeune mineur",
        "jeune ado adolescent collegien lyceen mineur eleve garcon fille",
        "parent mere pere maman papa famille adulte",
        "famille foyer menage parent allocataire",
        "femme maman mere fille dame habitante participante",
        "fille joueuse femme inscrite",
        "homme pere papa garcon",
        "senior aine retraite ancien age gramoune resident beneficiaire",
        "benevole volontaire chauffeur visiteur parrain membre",
        "salarie professionnel etp poste animateur travailleur agent permanent",
        "professionnel salarie intervenant animateur partenaire agent",
        "partenaire association structure organisme",
        "seance atelier rencontre rendez cours session fois soiree",
        "atelier seance rencontre session",
        "emploi contrat embauche travail poste boulot cdi cdd",
        "eleve enfant collegien lyceen",
        "inscrit adherent participant membre licencie",
        "foyer famille menage logement",
        "adherent membre inscrit famille",
        "visite visiteur passage rencontre",
        "repas convive couvert assiette panier",
    )
)


@cache
def alike(noun: str) -> frozenset[str]:
    """Stems of the nouns that count the same thing as `noun` (singular or plural)."""
    own = stem(noun)
    found = {own}
    for group in (*_GROUPS, _ANYONE):
        stems = {stem(word) for word in group}
        if own in stems:
            found |= stems
    if own in {stem(word) for word in _ANYONE}:
        last = _EVERYONE if own in {stem(word) for word in _WHOEVER} else _USERS
        found |= {stem(word) for group in _GROUPS[:last] for word in group}
    return frozenset(found)


def counted_there(noun: str, facts: SentenceFacts) -> NDArray[np.float64]:
    """For each sentence: 1 where it counts that very noun, 0.7 one alike; 0.6 and 0.3 where one
    stands beside what is counted.
    """
    own, near = frozenset({stem(noun)}), alike(noun)
    found = np.zeros(len(facts))
    found[facts.counting_beside(near)] = 0.3
    found[facts.counting_beside(own)] = 0.6
    found[facts.counting(near)] = 0.7
    found[facts.counting(own)] = 1.0
    return found
