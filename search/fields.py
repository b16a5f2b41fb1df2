"""What a field is: one line each, from which filters, options, addresses and screens are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from corpus import labels

Source = Literal["closed", "year", "fact", "text", "query"]
"""Where a fiche's value comes from: a closed field (`corpus.vocabulary.FACETS`), its year, a fact
that its text states (`corpus.facts`), its text as it stands; « query » is read in queries and
filters nothing by itself."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of queries, filters and facets.

    `title` is what users read. `label` is the section that proves a closed value. `units` (one,
    several) are those of a field whose values are ranges. `option` is the command line's, with
    an `example`. `lead` stands before a value in a sentence; `every` is « no filter » there.
    """

    name: str
    title: str
    source: Source
    label: str | None = None
    units: tuple[str, str] | None = None
    option: str | None = None
    example: str = "X"
    lead: str | None = None
    every: str = "Tous"

    @property
    def before(self) -> str:
        """What stands before a value: « public », or nothing where the value says it all."""
        return f"{self.title.lower()} " if self.lead is None else self.lead


def _closed(name: str, title: str, label: str | None, every: str = "Tous") -> Field:
    return Field(name, title, "closed", label, option=name, every=every)


FIELDS: Final[Mapping[str, Field]] = {
    field.name: field
    for field in (
        _closed("departement", "Département", labels.STRUCTURE),
        _closed("region", "Région", labels.STRUCTURE, "Toutes"),
        _closed("public", "Public", labels.PUBLIC),
        _closed("keyword", "Mot clé", labels.KEYWORDS),
        _closed("dimension", "Dimension", labels.DIMENSION, "Toutes"),
        _closed("status", "Statut", labels.STATUS),
        _closed("partner", "Partenaire", labels.PARTNERS),
        _closed("territory", "Territoire", labels.TERRITORY),
        _closed("initiative", "Initiative", labels.INITIATIVE, "Toutes"),
        _closed("origin", "Origine", None, "Toutes"),
        Field("year", "Année", "year", None, ("", ""), "year", "2019-2021", "année "),
        Field("age", "Âge", "fact", None, ("ans", "ans"), "age", "6-8", ""),
        Field("budget", "Budget", "fact", None, ("€", "€"), "budget", "-5000", "budget de "),
        Field(
            "volunteers", "Bénévoles", "fact", None, ("bénévole", "bénévoles"),
            "benevoles", "10-", "",
        ),
        Field(
            "paid", "Salariés", "fact", None, ("salarié", "salariés"), "salaries", "1-2", ""
        ),
        Field("structure", "Type de structure", "fact", None, None, "structure", "MJC", ""),
        Field("funder", "Financeur", "fact", None, None, "financeur", "Caf"),
        Field("ending", "Raison de la fin", "fact", None, None, "fin", "Manque d'argent", ""),
        Field("setting", "Cadre", "text", lead=""),
        Field("section", "Rubrique remplie", "text", lead="rubrique "),
        Field("exclusion", "Sans", "text"),
        Field("neighbour", "Départements voisins", "query"),
    )
}  # fmt: skip
"""Name to field, in the order of the address and of the command's help."""

FILTERS: Final = tuple(name for name, field in FIELDS.items() if field.source != "query")
"""The fields by which fiches are filtered."""


def title(name: str) -> str:
    """What users read for a field; its name for one that isn't here."""
    return FIELDS[name].title if name in FIELDS else name
