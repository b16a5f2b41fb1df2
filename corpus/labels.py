"""The labels of the export and the order in which a fiche carries them."""

from __future__ import annotations

from typing import Final

from corpus.fiche import normalise

SEPARATOR: Final = "Actions"
PAGE_TITLE: Final = "Les actions des centres sociaux"

STRUCTURE: Final = "Structure organisatrice"
FILES: Final = "Fichier(s) associé(s)"
STATUS: Final = "Statut de l'action"
END_REASON: Final = "Raisons pour lesquelles l'action est terminée"
DIMENSION: Final = "Dimension"
KEYWORDS: Final = "Mots clés associés à l'action"
SUMMARY: Final = "Résumé"
INITIATIVE: Final = "Qui est à l'initiative de l'action ?"
INITIATIVE_NOTE: Final = "Précision ( si autre )"
TERRITORY: Final = "Territoire concerné"
DESCRIPTION: Final = (
    "Description de l'expérience, ses objectifs, ses acteurs et ses différentes phases."
)
PUBLIC: Final = "Public"
WITH_WHOM: Final = "Avec qui cette action a-t-elle été menée ?"
PARTNERS: Final = "Partenaires d'action:"
GENERAL: Final = "Description générale"
FUNDING: Final = "Ressources financières mobilisées pour cette action"
PEOPLE: Final = "Nombre de personnes mobilisés pour cette action"
RESULT_TERRITORY: Final = "Résultat sur le territoire"
RESULT_CENTRE: Final = "Résultat pour le centre social"
RESULT_INHABITANTS: Final = "Résultat pour les habitants"
LIMITS: Final = "Suite de l'action : Limites"
PROSPECTS: Final = "Suite de l'action : Perspectives"

ORDER: Final[tuple[str, ...]] = (
    STRUCTURE,
    FILES,
    STATUS,
    END_REASON,
    DIMENSION,
    KEYWORDS,
    SUMMARY,
    INITIATIVE,
    INITIATIVE_NOTE,
    TERRITORY,
    DESCRIPTION,
    PUBLIC,
    WITH_WHOM,
    PARTNERS,
    TERRITORY,
    GENERAL,
    FUNDING,
    PEOPLE,
    RESULT_TERRITORY,
    RESULT_CENTRE,
    RESULT_INHABITANTS,
    LIMITS,
    PROSPECTS,
)
"""Every label in the order of the export; « Territoire concerné » stands twice."""

OPTIONAL: Final = frozenset({END_REASON, INITIATIVE_NOTE})
"""Labels that a complete fiche may lack."""

LISTS: Final = frozenset(
    {STRUCTURE, FILES, STATUS, DIMENSION, KEYWORDS, INITIATIVE, TERRITORY, PUBLIC, PARTNERS}
)
"""Labels whose values are `- value` lines; WITH_WHOM only announces PARTNERS."""

TEXTS: Final[tuple[str, ...]] = tuple(
    dict.fromkeys(label for label in ORDER if label not in LISTS and label != WITH_WHOM)
)
"""Labels followed by free text, in the order of the export."""

SHORT: Final[dict[str, str]] = {
    DESCRIPTION: "Description",
    FUNDING: "Ressources financières",
    PEOPLE: "Personnes mobilisées",
    RESULT_TERRITORY: "Résultat territoire",
    RESULT_CENTRE: "Résultat centre social",
    RESULT_INHABITANTS: "Résultat habitants",
    LIMITS: "Limites",
    PROSPECTS: "Perspectives",
}
"""Labels in a few words, where a long one would drown the sentence that it stands beside."""

OLD_THEMES: Final = "Thèmes"
OLD_KEYWORDS: Final = "Mots clés associés à l'actions"
OLD_AUTHOR: Final = "Publié par"
OLD_ORDER: Final[tuple[str, ...]] = (
    STRUCTURE,
    OLD_AUTHOR,
    OLD_THEMES,
    FILES,
    "Quels furent les éléments de diagnostic à l'origine de l'expérience ?",
    OLD_KEYWORDS,
    GENERAL,
    DESCRIPTION,
    "Quels sont les impacts ou effets positifs produits par cette expérience au niveau du "
    "public, du centre social ou de l'environnement ?",
    "Quels furent les facteurs de réussite de cette expérience ?",
    "Quelles sont les limites de cette expérience ?",
)
"""Labels of the older layout, whose own order varies."""

_KEYS: Final = {normalise(label): label for label in ORDER}
_LONGEST: Final = max(map(len, ORDER)) + 10


def label_of(text: str) -> str | None:
    """The label that a line of the export is; curly apostrophes and loose spacing allowed."""
    dashed = text.startswith(("-", "–"))
    if not dashed and ":" not in text:
        return None
    name = text[1:].strip() if dashed else text
    label = _KEYS.get(normalise(name)) if 0 < len(name) <= _LONGEST else None
    if label == PARTNERS:
        return label if ":" in name else None
    return label if dashed else None


def cell_label(text: str) -> str | None:
    """The label that a table's cell is, which has no dash; its closing colon is optional."""
    return _KEYS.get(normalise(text)) if 0 < len(text) <= _LONGEST else None
