"""Which rubric of a sheet is which field or section of a fiche: `data/rubriques.tsv`, folded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from corpus import labels
from corpus.fiche import normalise

OWN: Final = "son nom"
_TABLE = Path(__file__).parent.parent / "data" / "rubriques.tsv"
MAX_WORDING: Final = 110
"""Characters of the longest wording that can be a rubric; longer ones are sentences."""

_SECTIONS: Final[Mapping[str, str]] = {
    **{labels.SHORT.get(label, label): label for label in labels.TEXTS},
    "Diagnostic": labels.OLD_ORDER[4],
    "Facteurs de réussite": labels.OLD_ORDER[9],
}
_FIELDS: Final[Mapping[str, tuple[str, str | None]]] = {
    "titre": ("title", None),
    "structure": ("organiser", labels.STRUCTURE),
    "pilote": ("pilot", labels.STRUCTURE),
    "département": ("departement", None),
    "année": ("year", None),
    "statut": ("status", labels.STATUS),
    "raisons de la fin": ("end_reason", labels.END_REASON),
    "publics": ("publics", labels.PUBLIC),
    "partenaires": ("partners", labels.PARTNERS),
    "mots clés": ("keywords", labels.KEYWORDS),
    "dimension": ("dimensions", labels.DIMENSION),
    "initiative": ("initiative", labels.INITIATIVE),
    "précision sur l'initiative": ("initiative_note", labels.INITIATIVE_NOTE),
    "territoire": ("territory", labels.TERRITORY),
    "fichiers": ("attachments", labels.FILES),
    "adresse": ("url", None),
}
_NUMBERING = re.compile(
    r"[\W_]*(?:(?:[0-9]{1,2}|[IVX]{1,4}|[A-Ha-h])\s?[.)°/:–-]\s?)+(?:[0-9]{1,2}\s)?"
)
_ASIDE = re.compile(r"\([^()]{2,}\)|\[[^\[\]]*\]")
_OF_THE_ACTION = re.compile(
    r" (?:de l |de cette |de votre |du |de la |des |d )"
    r"(?:action|projet|activite|operation|experience|fiche|fiche action|actions)$"
)
_LINKS = frozenset(
    [
        "l",
        "la",
        "le",
        "les",
        "du",
        "de",
        "des",
        "d",
        "et",
        "au",
        "aux",
        "en",
        "a",
        "ou",
        "un",
        "une",
        "votre",
        "vos",
        "son",
        "ses",
        "s",
    ]
)
_QUALIFIERS = frozenset(
    [
        "mobilise",
        "mobilisee",
        "vise",
        "visee",
        "cible",
        "ciblee",
        "prevu",
        "prevue",
        "previsionnel",
        "previsionnelle",
        "envisage",
        "envisagee",
        "attendu",
        "attendue",
        "concerne",
        "concernee",
        "associe",
        "associee",
        "necessaire",
        "propose",
        "proposee",
        "detaille",
        "detaillee",
        "specifique",
        "operationnel",
        "operationnelle",
        "principal",
        "principale",
        "global",
        "globale",
        "general",
        "generale",
        "estimatif",
        "estimative",
        "implique",
        "impliquee",
        "repere",
        "reperee",
        "identifie",
        "identifiee",
        "poursuivi",
        "poursuivie",
        "touche",
        "touchee",
        "rencontre",
        "rencontree",
        "obtenu",
        "obtenue",
        "observe",
        "observee",
        "constate",
        "constatee",
        "sollicite",
        "sollicitee",
        "demande",
        "demandee",
        "affecte",
        "affectee",
        "realise",
        "realisee",
        "recherche",
        "recherchee",
        "depart",
        "initial",
        "initiale",
        "pressenti",
        "depart",
        "initial",
        "initiale",
        "pressentie",
        "eventuel",
        "eventuelle",
    ]
)


@dataclass(frozen=True, slots=True)
class Rubric:
    """What a wording is: a field of the fiche, a section, or both; `section` None with a field
    that no section shows, and None without one where the sheet's own name is kept."""

    field: str | None
    section: str | None


@cache
def _table() -> Mapping[str, Rubric]:
    found: dict[str, Rubric] = {}
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    for wording, role, *_ in rows[1:]:
        if role in _FIELDS:
            rubric = Rubric(*_FIELDS[role])
        else:
            rubric = Rubric(None, None if role == OWN else _SECTIONS[role])
        # The wording itself tells first: « Activité » is a title, « Activités » a description.
        found.setdefault(f"={normalise(wording)}", rubric)
        found.setdefault(folded(wording), rubric)
    for label in set(labels.TEXTS) - {labels.END_REASON, labels.INITIATIVE_NOTE}:
        found[f"={normalise(label)}"] = Rubric(None, label)
    return found


def folded(wording: str) -> str:
    """A wording without numbering, asides, plurals, « de l'action », « visé, prévu… »."""
    text = _ASIDE.sub(" ", wording)
    text = text[match.end() :] if (match := _NUMBERING.match(text)) else text
    name = normalise(text)
    shorter = _OF_THE_ACTION.sub("", name)
    words = [_singular(word) for word in shorter.split() if word not in _LINKS]
    kept = [word for word in words if word not in _QUALIFIERS]
    return " ".join(kept or words) or name


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def rubric_of(wording: str) -> Rubric | None:
    """What that wording is in `data/rubriques.tsv`; None where it isn't there."""
    if not 0 < len(wording) <= MAX_WORDING:
        return None
    table = _table()
    key = folded(wording)
    found = table.get(f"={normalise(wording)}") or table.get(key)
    if found is None and key.startswith("nom "):
        named = table.get(key[4:])
        found = named if named and named.field in ("organiser", "title") else None
    return found
