"""« Combien d'actions… »: the fiches that meet all that the question says, counted and listed.

The question is read as a search is. What it says of a field is the filter that one could click,
on the field as it is filled; the words left must stand in the fiche.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from answers.question.reading import Question
from answers.types import Answer, Citation, Row
from answers.wording import plural
from corpus import ORIGINS, departements, normalise, town_named
from french import stem, stop_words
from indexer import Span
from search import FIELDS, OUT, Bank, Query, Understanding, Understood, admitted, evidence, shown

_NO_CONDITION = frozenset({"section", "neighbour"})
_FIRST = ("exclusion", "departement", "initiative", "funder", "public")
"""Of two fields read from the same words, the first of these is meant, then those not here."""
_MONEY = frozenset({"budget", "funder"})
_COUNTED = frozenset(
    """
    combien action fiche projet experience initiative centre social structure avoir
    citer nombre banque base existe compter compte recensee recense trouver trouve
    concerner concerne destine adresse viser vise porter total ensemble repertoriee
    repertorie comme partenaire partenariat statut publi public publics mot cle theme
    dimension mene menee departement region territoire territoires origine initiatives
    actuellement aujourd sont ete etre dans pour avec mots cles classee classees datee
    datees annee dater echelle seul seule portant autour ciblent touchent faites faire
    fait realisees ont indiquent marquees marque se deroulent sociaux sociales centres
    lancees lances portees portes portent porte financeur adressent visent parlent
    evoquent mentionnent traitent citent soutenus soutenues
    """.split()  # noqa: SIM905  (a word list reads better so)
)
"""Words that only count, and set no condition."""
_ASK_A_KEYWORD = frozenset({"mot", "mots", "theme", "themes", "thematique", "thematiques"})


@dataclass(frozen=True, slots=True)
class Condition:
    """What a question says of one field: the filter's values, and from which words."""

    field: str
    values: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def said(self) -> str:
        """« public : Familles », as the answer says it."""
        if self.field == "departement":
            return f"lieu : {' ou '.join(map(self._place, self.texts))}"
        names = (ORIGINS.get(value, shown(self.field, value)) for value in self.values)
        return f"{FIELDS[self.field].title.lower()} : {' ou '.join(names)}"

    def _place(self, text: str) -> str:
        """Fiches tell their département alone: that of a town is what is counted, and said."""
        town = town_named(text)
        name = departements()[town.codes[0]].name if town else ""
        plainly = normalise(name) not in self.values or normalise(name) == normalise(text)
        return normalise(text) if plainly else f"{name}, d'après « {text} »"


def count(bank: Bank, question: Question) -> Answer:
    """How many fiches meet the question's conditions, which of them, and by what."""
    text, columns = question.text, bank.columns
    conditions = conditions_of(question.understood, normalise(text))
    filters = {condition.field: condition.values for condition in conditions}
    held = admitted(columns, Query("", filters, strict=True)) != OUT
    said = [condition.said for condition in conditions]
    if left := _left(bank, text, question.understood, conditions):
        held &= bank.terms.holding({term for word in left for term in bank.terms.of(word)})
        said.append("dont le texte contient " + ", ".join(f"« {word} »" for word in left))
    held_by = map(int, np.flatnonzero(held))
    rows = tuple(Row(bank.fiches[row], _proof(bank, row, conditions)) for row in held_by)
    invented = sum(row.fiche.origin == "modele" for row in rows)
    note = f", dont {plural(invented, 'exemple inventé', 'exemples inventés')}" if invented else ""
    criteria = " et ".join(said) or "toutes les fiches"
    sentence = f"{plural(len(rows), 'fiche')} sur {len(bank.fiches)} ({criteria}){note}."
    citations = tuple(row.citation for row in rows[:3] if row.citation)
    return Answer(text, "count", sentence, None, citations, rows)


def conditions_of(understood: Understanding, plain: str) -> list[Condition]:
    """What a question, normalised, says of each field; each of its words is of one field alone."""
    items = [
        item for item in (*understood.items, *understood.counted) if item.field not in _NO_CONDITION
    ]
    theme = not _ASK_A_KEYWORD.isdisjoint(plain.split())
    taken: dict[str, str] = {}
    meant: set[Understood] = set()
    for item in sorted(items, key=lambda item: _rank(item, theme)):
        words = frozenset(normalise(item.text).split()) - stop_words()
        if all(taken.get(word, item.field) == item.field for word in words):
            taken |= dict.fromkeys(words, item.field)
            meant.add(item)
    found: dict[str, list[Understood]] = {}
    for item in items:
        if item in meant:
            found.setdefault(item.field, []).append(item)
    places = {"departement": tuple(sorted(understood.departements))}
    return [
        Condition(
            field,
            places.get(field) or tuple(dict.fromkeys(item.value for item in of)),
            tuple(item.text for item in of),
        )
        for field, of in found.items()
    ]


def _rank(item: Understood, theme: bool) -> int:
    """Of fields that are read from the same words, the least is meant."""
    if item.field == "keyword" and (theme or normalise(item.value) == normalise(item.text)):
        return _FIRST.index("public") - 1
    return _FIRST.index(item.field) if item.field in _FIRST else len(_FIRST)


def _left(
    bank: Bank, text: str, understood: Understanding, conditions: Sequence[Condition]
) -> list[str]:
    """The words that no condition has read and that don't only count."""
    read = [said for condition in conditions for said in condition.texts]
    if any(condition.field in _MONEY for condition in conditions):
        read += [item.text for item in understood.items if item.field == "section"]
    used = {word for said in read for word in normalise(said).split()} | _COUNTED
    terms = {term for said in read for term in bank.terms.of(said)} | set(map(stem, _COUNTED))
    return [
        token.surface
        for token in bank.terms.analyser.tokens(text)
        if token.term not in terms and not used.issuperset(normalise(token.surface).split())
    ]


def _proof(bank: Bank, row: int, conditions: Sequence[Condition]) -> Citation | None:
    """The field, or the words, that meet the first condition that has any."""
    fiche = bank.fiches[row]
    for condition in conditions:
        label = FIELDS[condition.field].label
        if label and fiche.sections.get(label):
            return Citation(fiche, Span(label, 0, len(fiche.sections[label])))
        for value in condition.values:
            if fact := evidence(bank.columns, condition.field, value, row):
                return Citation(fiche, Span(fact.label, fact.start, fact.end))
    return None
