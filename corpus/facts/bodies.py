"""Bodies that pay, by every name under which a question or a fiche gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from corpus.fiche import normalise
from french import lowered

_NAMES: Final[tuple[tuple[str, str, str | None], ...]] = (
    ("Caf", r"caf|allocations? familiales?", r"reaap|prestation de service\w*|clas"),
    ("MSA", r"msa|mutualites? sociales? agricoles?", ""),
    ("CARSAT", r"carsat\w*", r"caisses? de retraite\w*|assurance retraite\w*|cnav\w*"),
    ("CPAM", r"cpam\w*|assurance maladie|caisses? primaires?(?: d assurance maladie)?", ""),
    ("ARS", r"ars|agences? regionales? de (?:la )?sante", ""),
    ("ACSE", r"acse", None),
    ("Préfecture", r"prefectures?", None),
    (
        "État",
        r"etat(?! d(?:es?|u)? )",
        r"etat|prefecture\w*|dreets|drajes|ddcs\w*|ddets\w*|politique de la ville\w*"
        r"|contrat de ville\w*|fonjep\w*|fdva\w*|acse\w*|france relance",
    ),
    ("Commune", r"mairies?|municipalites?", r"ville\w*|communes?|municipal\w*|mairie\w*"),
    (
        "Conseil départemental",
        r"conseils? (?:departementa|genera)(?:l|ux)",
        r"departement\w*|conseil general\w*|cd ?\d\d\w*",
    ),
    ("Région", r"conseils? regiona(?:l|ux)", r"region"),
    ("Fondations", r"fondations?", ""),
    ("Bailleur social", r"bailleurs?(?: socia(?:l|ux))?|hlm", r"office public\w*"),
    (
        "Regroupement de communes",
        r"(?:communautes?|regroupements?) de communes|(?:communautes? d )?agglo\w*|comcom"
        r"|intercommunalites?|epci",
        r"communaute\w*|metropole\w*|intercommunal\w*|cdc",
    ),
    ("Europe", r"europe\w*|fse\w*|feder", r"leader|fonds social\w*"),
    ("FONJEP", r"fonjep", ""),
    ("Conférence des financeurs", r"conference des financeurs", ""),
    ("Mécénat", r"mecen\w*", r"entreprises?\w*"),
)
"""A body, its own names, and what else names it where money is spoken of; None where money of
its own is told as another's. Queries, questions and fiches go through the same."""

OWN_NAMES: Final[Mapping[str, str]] = {body: own for body, own, _ in _NAMES}
"""Body to the names that mean it wherever they stand."""

_PAYERS: Final[Mapping[str, re.Pattern[str]]] = {
    body: re.compile(rf"(?<![a-z0-9])(?:{'|'.join(filter(None, (own, other)))})(?![a-z0-9])")
    for body, own, other in _NAMES
    if other is not None
}
BODIES: Final = tuple(_PAYERS)


def bodies_named(text: str) -> frozenset[str]:
    """The bodies that a text names."""
    return frozenset(named(text))


def named(text: str) -> dict[str, str]:
    """Each body that a text names, and the words that name it, without accents or capitals."""
    folded = f"{lowered(text)} {normalise(text)}"
    found = ((name, pattern.search(folded)) for name, pattern in _PAYERS.items())
    return {name: match[0] for name, match in found if match}
