"""« Vue dossier »: a fiche in the order of a funder's form, each rubric filled with quotes.

The table maps each rubric to the things that it asks for and to the sections that hold
nothing else. Sections come whole; sentences found elsewhere follow, because people misuse
the labels; an empty rubric is « non renseigné ».
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from answers.question.answer_types import BY_NAME, RESULTS
from answers.types import Citation
from corpus import Fiche, labels
from french import lowered
from indexer import Span
from search import Bank

MOST = 4
"""Sentences found outside of a rubric's own sections, at most."""

HELD = 0.6
"""How well a sentence must hold a thing at least, to fill a rubric from elsewhere."""


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric of the form: its title, its own sections, and what elsewhere fills it.

    `cues` are folded words one of which a sentence found elsewhere must hold, besides
    holding the thing.
    """

    title: str
    sections: tuple[str, ...]
    things: tuple[str, ...]
    cues: tuple[str, ...]


RUBRICS: Final[tuple[Rubric, ...]] = (
    Rubric(
        "Diagnostic",
        (),
        ("why",),
        (
            "constat",
            "diagnostic",
            "besoin",
            "manque",
            "isole",
            "demande",
            "face a",
            "suite a",
            "difficult",
            "enquete",
        ),
    ),
    Rubric(
        "Objectifs",
        (),
        ("aim",),
        (
            "objectif",
            "but ",
            "vise",
            "permettre",
            "favoriser",
            "lutter",
            "afin de",
            "rompre",
            "developper",
            "renforcer",
        ),
    ),
    Rubric("Public", (labels.PUBLIC,), ("age",), (" ans", "public", "age")),
    Rubric(
        "Implication des habitants",
        (labels.INITIATIVE, labels.INITIATIVE_NOTE),
        ("involvement",),
        (
            "habitants",
            "benevole",
            "participent",
            "implique",
            "associe",
            "co-construi",
            "decid",
            "propos",
            "comite",
        ),
    ),
    Rubric(
        "Déroulé et calendrier",
        (labels.GENERAL,),
        ("hours", "date", "rhythm"),
        (
            "chaque",
            "tous les",
            "par semaine",
            "par mois",
            "seance",
            "phase",
            "etape",
            "debut",
            "depuis",
            "h ",
            "lundi",
            "mardi",
            "mercredi",
            "jeudi",
            "vendredi",
            "samedi",
        ),
    ),
    Rubric(
        "Moyens humains",
        (labels.PEOPLE,),
        ("staff",),
        (
            "salarie",
            "benevole",
            "etp",
            "animat",
            "referent",
            "intervenant",
            "professionnel",
            "coordinat",
            "mediat",
        ),
    ),
    Rubric(
        "Partenaires",
        (labels.PARTNERS, labels.WITH_WHOM),
        ("partner",),
        ("partenai", "en lien avec", "convention"),
    ),
    Rubric(
        "Budget et cofinanceurs",
        (labels.FUNDING,),
        ("cost", "funder"),
        ("€", "euro", "financ", "subvention", "budget", "gratuit", "cout"),
    ),
    Rubric(
        "Évaluation",
        RESULTS,
        ("count",),
        (
            "resultat",
            "bilan",
            "evaluation",
            "%",
            "satisf",
            "participants",
            "familles",
            "inscrit",
            "ont ",
        ),
    ),
    Rubric(
        "Suite",
        (labels.LIMITS, labels.PROSPECTS, labels.END_REASON),
        ("follow_up",),
        (
            "prochain",
            "perspective",
            "poursui",
            "renouvel",
            "reconduit",
            "souhait",
            "envisag",
            "a venir",
        ),
    ),
)
"""The funder's rubrics, in their order."""

_SEARCHED: Final = (labels.SUMMARY, labels.DESCRIPTION, labels.GENERAL, *RESULTS, labels.PEOPLE)
"""Where people also write what a rubric asks."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A rubric and the quotes that fill it; none: « non renseigné »."""

    rubric: Rubric
    citations: tuple[Citation, ...]


def filled_rubrics(bank: Bank, fiche: Fiche) -> tuple[Filled, ...]:
    """Every rubric in the funder's order, filled with quotes of a fiche of the bank, word for
    word.
    """
    return tuple(Filled(rubric, tuple(_citations(bank, fiche, rubric))) for rubric in RUBRICS)


def _citations(bank: Bank, fiche: Fiche, rubric: Rubric) -> list[Citation]:
    found: list[Citation] = []
    for label in rubric.sections:
        text = fiche.sections.get(label, "")
        if text.strip():
            start = len(text) - len(text.lstrip())
            found.append(Citation(fiche, Span(label, start, len(text.rstrip()))))
    elsewhere = [
        Citation(fiche, span)
        for span in _holding(bank, fiche, rubric)
        if span.label not in rubric.sections
        and any(cue in lowered(span.text(fiche)) + " " for cue in rubric.cues)
    ]
    return found + elsewhere[:MOST]


def _holding(bank: Bank, fiche: Fiche, rubric: Rubric) -> list[Span]:
    """The sentences elsewhere that hold one of the things of a rubric, section by section."""
    row = bank.row_of[fiche.id]
    facts = bank.facts(row)
    best = np.max([facts.degrees(BY_NAME[name].detector) for name in rubric.things], axis=0)
    spans = [s for s, held in zip(bank.spans(row), best, strict=True) if held >= HELD]
    return [span for label in _SEARCHED for span in spans if span.label == label]
