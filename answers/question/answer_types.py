"""What a question can ask for: the table that the rest of `answers` reads.

Each line says by which words a thing is asked for, where it usually stands, and which detector
tells what a sentence must hold to give it. People misuse the labels: a section only lifts, what
a sentence holds decides. Cues are regular expressions over normalised text (no accents, no
punctuation); the first line that matches a part of the question wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from answers.question.cues import patterns
from corpus import labels

RESULTS: Final = (labels.RESULT_INHABITANTS, labels.RESULT_TERRITORY, labels.RESULT_CENTRE)


@dataclass(frozen=True, slots=True)
class AnswerType:
    """One thing that can be asked for.

    `title` completes « la fiche ne dit pas … ». `sections` maps labels to how much they
    lift. `detector` names what tells how well a sentence holds it (`corpus.facts`); with
    `required`, a fiche where no sentence does doesn't answer. `closed` are the closed
    fields that answer by themselves. `valued` things are those that an invented example never
    gives: how much, who pays, where.
    """

    name: str
    title: str
    sections: Mapping[str, float] = field(default_factory=dict)
    detector: str = ""
    required: bool = False
    closed: tuple[str, ...] = ()
    valued: bool = False

    def asked_in(self, text: str) -> re.Match[str] | None:
        """Where the cue stands in normalised text."""
        pattern = patterns().get(self.name)
        return pattern.search(text) if pattern else None


ANSWER_TYPES: Final[tuple[AnswerType, ...]] = (
    AnswerType(
        "contact",
        "comment joindre l'équipe",
        detector="contact",
        required=True,
    ),
    AnswerType(
        "person",
        "le nom de cette personne",
        detector="person",
        required=True,
    ),
    AnswerType(
        "end_reason",
        "pourquoi l'action s'est arrêtée",
        {
            labels.END_REASON: 2.0,
            labels.LIMITS: 0.7,
            labels.PROSPECTS: 0.5,
            labels.DESCRIPTION: 0.1,
            labels.GENERAL: 0.1,
            labels.SUMMARY: 0.1,
        },
        "stopped",
        required=True,
        closed=(labels.END_REASON,),
    ),
    AnswerType(
        "tariff",
        "ce que paie l'usager",
        {labels.FUNDING: 0.5, labels.GENERAL: 0.7, labels.DESCRIPTION: 0.5, labels.SUMMARY: 0.4},
        "fee",
        required=True,
        valued=True,
    ),
    AnswerType(
        "grant",
        "la somme versée",
        {labels.FUNDING: 1.0, labels.GENERAL: 0.3},
        "grant",
        required=True,
        valued=True,
    ),
    AnswerType(
        "cost",
        "combien l'action a coûté",
        {labels.FUNDING: 1.0, labels.GENERAL: 0.3, labels.DESCRIPTION: 0.25, labels.SUMMARY: 0.2},
        "cost",
        required=True,
        valued=True,
    ),
    AnswerType(
        "funder",
        "qui finance l'action",
        {labels.FUNDING: 1.0, labels.GENERAL: 0.3, labels.PARTNERS: -0.2},
        "funder",
        required=True,
        valued=True,
    ),
    AnswerType(
        "rhythm",
        "à quel rythme",
        {labels.GENERAL: 0.6, labels.DESCRIPTION: 0.4, labels.SUMMARY: 0.4, labels.PEOPLE: -0.1},
        "rhythm",
        required=True,
    ),
    AnswerType(
        "duration",
        "la durée",
        {labels.GENERAL: 0.6, labels.DESCRIPTION: 0.4, labels.SUMMARY: 0.4},
        "duration",
        required=True,
    ),
    AnswerType(
        "hours",
        "quand cela a lieu",
        {labels.GENERAL: 0.6, labels.DESCRIPTION: 0.4, labels.SUMMARY: 0.4, labels.PEOPLE: -0.1},
        "hours",
        required=True,
    ),
    AnswerType(
        "count",
        "ce nombre",
        {
            labels.PEOPLE: 0.5,
            labels.RESULT_INHABITANTS: 0.5,
            labels.RESULT_TERRITORY: 0.3,
            labels.RESULT_CENTRE: 0.2,
            labels.GENERAL: 0.4,
            labels.SUMMARY: 0.2,
            labels.DESCRIPTION: 0.2,
        },
        "count",
        required=True,
    ),
    AnswerType(
        "age",
        "l'âge",
        {
            labels.SUMMARY: 0.4,
            labels.GENERAL: 0.3,
            labels.DESCRIPTION: 0.3,
            labels.PUBLIC: 0.1,
            labels.PEOPLE: 0.2,
        },
        "age",
        required=True,
    ),
    AnswerType(
        "date",
        "de quand cela date",
        {labels.GENERAL: 0.6, labels.DESCRIPTION: 0.5, labels.SUMMARY: 0.3},
        "date",
        required=True,
    ),
    AnswerType(
        "initiative",
        "qui en a eu l'idée",
        {
            labels.INITIATIVE: 0.5,
            labels.INITIATIVE_NOTE: 1.0,
            labels.DESCRIPTION: 0.5,
            labels.SUMMARY: 0.3,
        },
        "origin",
        closed=(labels.INITIATIVE,),
    ),
    AnswerType(
        "difficulty",
        "les difficultés",
        {
            labels.LIMITS: 1.6,
            labels.GENERAL: 0.1,
            labels.DESCRIPTION: 0.1,
            labels.RESULT_TERRITORY: 0.1,
            labels.RESULT_CENTRE: 0.2,
            labels.END_REASON: 0.4,
            labels.PROSPECTS: 0.1,
        },
        "limit",
        required=True,
    ),
    AnswerType(
        "follow_up",
        "la suite prévue",
        {
            labels.PROSPECTS: 1.6,
            labels.GENERAL: 0.1,
            labels.DESCRIPTION: 0.1,
            labels.SUMMARY: 0.1,
            labels.RESULT_TERRITORY: 0.1,
            labels.RESULT_CENTRE: 0.1,
            labels.LIMITS: 0.2,
        },
        "next",
        required=True,
    ),
    AnswerType(
        "result",
        "les résultats",
        {
            labels.RESULT_INHABITANTS: 1.0,
            labels.RESULT_TERRITORY: 0.8,
            labels.RESULT_CENTRE: 0.7,
            labels.GENERAL: 0.2,
            labels.LIMITS: -0.2,
        },
    ),
    AnswerType(
        "involvement",
        "comment les habitants sont associés",
        {
            labels.GENERAL: 0.5,
            labels.DESCRIPTION: 0.5,
            labels.RESULT_INHABITANTS: 0.2,
            labels.PEOPLE: 0.2,
        },
        "involved",
    ),
    AnswerType(
        "staff",
        "qui encadre l'action",
        {labels.PEOPLE: 1.0, labels.GENERAL: 0.4, labels.DESCRIPTION: 0.3, labels.SUMMARY: 0.3},
        "worker",
    ),
    AnswerType(
        "partner",
        "les partenaires",
        {
            labels.GENERAL: 0.4,
            labels.DESCRIPTION: 0.5,
            labels.SUMMARY: 0.4,
            labels.PEOPLE: 0.4,
            labels.WITH_WHOM: 0.6,
        },
        "partner",
        closed=(labels.PARTNERS,),
    ),
    AnswerType(
        "place",
        "où cela se passe",
        {labels.DESCRIPTION: 0.4, labels.GENERAL: 0.4, labels.SUMMARY: 0.4, labels.TERRITORY: 0.1},
        "place",
        closed=(labels.TERRITORY, labels.STRUCTURE),
        valued=True,
    ),
    AnswerType(
        "why",
        "pourquoi l'action a été montée",
        {labels.DESCRIPTION: 0.6, labels.SUMMARY: 0.5, labels.GENERAL: 0.2},
        "cause",
    ),
    AnswerType(
        "aim",
        "les objectifs",
        {
            labels.DESCRIPTION: 0.8,
            labels.SUMMARY: 0.5,
            labels.GENERAL: 0.1,
            labels.RESULT_TERRITORY: 0.1,
        },
        "aim",
    ),
    AnswerType(
        "public",
        "à qui l'action s'adresse",
        {labels.SUMMARY: 0.6, labels.DESCRIPTION: 0.5, labels.GENERAL: 0.3, labels.PEOPLE: 0.2},
        "public",
        closed=(labels.PUBLIC,),
    ),
    AnswerType(
        "status",
        "si l'action continue",
        {labels.PROSPECTS: 0.5, labels.END_REASON: 0.6},
        closed=(labels.STATUS,),
    ),
    AnswerType(
        "material",
        "le matériel et les locaux",
        {labels.GENERAL: 0.5, labels.DESCRIPTION: 0.4, labels.FUNDING: 0.3, labels.SUMMARY: 0.2},
        "material",
    ),
    AnswerType(
        "definition",
        "en quoi cela consiste",
        {labels.SUMMARY: 0.8, labels.DESCRIPTION: 0.5, labels.GENERAL: 0.2},
    ),
    AnswerType(
        "steps",
        "le déroulement",
        {labels.GENERAL: 0.7, labels.DESCRIPTION: 0.6, labels.SUMMARY: 0.3},
    ),
)
"""In order of priority: the first cue found in a part of a question says what is asked."""

ANYTHING: Final = AnswerType(
    "other", "cela", {labels.GENERAL: 0.2, labels.DESCRIPTION: 0.15, labels.SUMMARY: 0.1}
)
"""When no cue is read: the sentences alone decide."""

BY_NAME: Final[Mapping[str, AnswerType]] = {
    thing.name: thing for thing in (*ANSWER_TYPES, ANYTHING)
}
