"""What a question can ask for: the table that the rest of `answers` reads.

Each line says by which words a thing is asked for, where it usually stands, and what a
sentence must hold to give it. People misuse the labels: a section only lifts, what a
sentence holds decides. Cues are regular expressions over normalised text (no accents, no
punctuation); the first line that matches a part of the question wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from answers.cues import patterns
from answers.holds import (
    Holds,
    age,
    always,
    contact,
    either,
    kind,
    money_as,
    partner,
    person,
    place,
    says,
    says_aim,
    says_bodies,
    says_cause,
    says_free,
    says_free_for_users,
    says_funder,
    says_involved,
    says_limit,
    says_material,
    says_next,
    says_origin,
    says_stopped,
    says_workers,
)
from corpus import labels

RESULTS: Final = (labels.RESULT_INHABITANTS, labels.RESULT_TERRITORY, labels.RESULT_CENTRE)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that can be asked for.

    `title` completes « la fiche ne dit pas … ». `sections` maps labels to how much they
    lift. With `required`, a fiche where no sentence holds the thing doesn't answer. `closed`
    are the closed fields that answer by themselves. `valued` things are those that an
    invented example never gives: how much, who pays, where.
    """

    name: str
    title: str
    sections: Mapping[str, float] = field(default_factory=dict)
    holds: Holds = always
    required: bool = False
    closed: tuple[str, ...] = ()
    valued: bool = False

    def asked_in(self, text: str) -> re.Match[str] | None:
        """Where the cue stands in normalised text."""
        pattern = patterns().get(self.name)
        return pattern.search(text) if pattern else None


THINGS: Final[tuple[Thing, ...]] = (
    Thing(
        "contact",
        "comment joindre l'équipe",
        holds=contact,
        required=True,
    ),
    Thing(
        "person",
        "le nom de cette personne",
        holds=person,
        required=True,
    ),
    Thing(
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
        says_stopped,
        required=True,
        closed=(labels.END_REASON,),
    ),
    Thing(
        "tariff",
        "ce que paie l'usager",
        {labels.FUNDING: 0.5, labels.GENERAL: 0.7, labels.DESCRIPTION: 0.5, labels.SUMMARY: 0.4},
        either(
            (money_as({"fee": 1.0, "unit": 0.9, None: 0.7}), 1.0),
            (says_free_for_users, 0.9),
            (says(r"participation|adhesion|cotisation|quotient"), 0.4),
        ),
        required=True,
        valued=True,
    ),
    Thing(
        "grant",
        "la somme versée",
        {labels.FUNDING: 1.0, labels.GENERAL: 0.3},
        money_as({"funding": 1.0, None: 0.8}),
        required=True,
        valued=True,
    ),
    Thing(
        "cost",
        "combien l'action a coûté",
        {labels.FUNDING: 1.0, labels.GENERAL: 0.3, labels.DESCRIPTION: 0.25, labels.SUMMARY: 0.2},
        either(
            (money_as({"total": 1.0, None: 0.85, "funding": 0.7, "unit": 0.6}), 1.0),
            (says_free, 0.6),
        ),
        required=True,
        valued=True,
    ),
    Thing(
        "funder",
        "qui finance l'action",
        {labels.FUNDING: 1.0, labels.GENERAL: 0.3, labels.PARTNERS: -0.2},
        either((says_funder, 1.0), (says_bodies, 0.5)),
        required=True,
        valued=True,
    ),
    Thing(
        "rhythm",
        "à quel rythme",
        {labels.GENERAL: 0.6, labels.DESCRIPTION: 0.4, labels.SUMMARY: 0.4, labels.PEOPLE: -0.1},
        either(
            (
                says(
                    r"chaque|tou(?:te)?s les|par (?:semaine|mois|an|jour|trimestre)|fois"
                    r"|hebdo|mensuel|trimestriel|quotidien"
                ),
                1.0,
            ),
            (kind("schedule"), 0.6),
        ),
        required=True,
    ),
    Thing(
        "duration",
        "la durée",
        {labels.GENERAL: 0.6, labels.DESCRIPTION: 0.4, labels.SUMMARY: 0.4},
        either(
            (
                says(
                    r"[\w,]+ (?:heures?|jours?|journees?|semaines?|mois|ans|annees?"
                    r"|minutes?|seances?)|\d+ ?h"
                ),
                1.0,
            ),
            (kind("schedule", "date"), 0.5),
        ),
        required=True,
    ),
    Thing(
        "hours",
        "quand cela a lieu",
        {labels.GENERAL: 0.6, labels.DESCRIPTION: 0.4, labels.SUMMARY: 0.4, labels.PEOPLE: -0.1},
        either(
            (
                says(
                    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
                    r"|\d{1,2} ?h(?:\d\d)?(?![a-z])"
                ),
                1.0,
            ),
            (kind("schedule"), 0.6),
            (kind("date"), 0.6),
        ),
        required=True,
    ),
    Thing(
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
        either(
            (kind("count", "share"), 1.0),
            (kind("money"), 0.3),
            (says(r"tou(?:s|tes) les|aucun|chaque|un seul|personne"), 0.3),
        ),
        required=True,
    ),
    Thing(
        "age",
        "l'âge",
        {
            labels.SUMMARY: 0.4,
            labels.GENERAL: 0.3,
            labels.DESCRIPTION: 0.3,
            labels.PUBLIC: 0.1,
            labels.PEOPLE: 0.2,
        },
        age,
        required=True,
    ),
    Thing(
        "date",
        "de quand cela date",
        {labels.GENERAL: 0.6, labels.DESCRIPTION: 0.5, labels.SUMMARY: 0.3},
        either((kind("date"), 1.0), (kind("schedule"), 0.5), (says(r"depuis|il y a"), 0.6)),
        required=True,
    ),
    Thing(
        "initiative",
        "qui en a eu l'idée",
        {
            labels.INITIATIVE: 0.5,
            labels.INITIATIVE_NOTE: 1.0,
            labels.DESCRIPTION: 0.5,
            labels.SUMMARY: 0.3,
        },
        says_origin,
        closed=(labels.INITIATIVE,),
    ),
    Thing(
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
        says_limit,
        required=True,
    ),
    Thing(
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
        says_next,
        required=True,
    ),
    Thing(
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
    Thing(
        "involvement",
        "comment les habitants sont associés",
        {
            labels.GENERAL: 0.5,
            labels.DESCRIPTION: 0.5,
            labels.RESULT_INHABITANTS: 0.2,
            labels.PEOPLE: 0.2,
        },
        says_involved,
    ),
    Thing(
        "staff",
        "qui encadre l'action",
        {labels.PEOPLE: 1.0, labels.GENERAL: 0.4, labels.DESCRIPTION: 0.3, labels.SUMMARY: 0.3},
        says_workers,
    ),
    Thing(
        "partner",
        "les partenaires",
        {
            labels.GENERAL: 0.4,
            labels.DESCRIPTION: 0.5,
            labels.SUMMARY: 0.4,
            labels.PEOPLE: 0.4,
            labels.WITH_WHOM: 0.6,
        },
        partner,
        closed=(labels.PARTNERS,),
    ),
    Thing(
        "place",
        "où cela se passe",
        {labels.DESCRIPTION: 0.4, labels.GENERAL: 0.4, labels.SUMMARY: 0.4, labels.TERRITORY: 0.1},
        place,
        closed=(labels.TERRITORY, labels.STRUCTURE),
        valued=True,
    ),
    Thing(
        "why",
        "pourquoi l'action a été montée",
        {labels.DESCRIPTION: 0.6, labels.SUMMARY: 0.5, labels.GENERAL: 0.2},
        says_cause,
    ),
    Thing(
        "aim",
        "les objectifs",
        {
            labels.DESCRIPTION: 0.8,
            labels.SUMMARY: 0.5,
            labels.GENERAL: 0.1,
            labels.RESULT_TERRITORY: 0.1,
        },
        says_aim,
    ),
    Thing(
        "public",
        "à qui l'action s'adresse",
        {labels.SUMMARY: 0.6, labels.DESCRIPTION: 0.5, labels.GENERAL: 0.3, labels.PEOPLE: 0.2},
        says(
            r"public|famille|habitant|jeune|enfant|parent|senior|personne|femme"
            r"|homme|adulte|ado|retraite|adherent|usager"
        ),
        closed=(labels.PUBLIC,),
    ),
    Thing(
        "status",
        "si l'action continue",
        {labels.PROSPECTS: 0.5, labels.END_REASON: 0.6},
        closed=(labels.STATUS,),
    ),
    Thing(
        "material",
        "le matériel et les locaux",
        {labels.GENERAL: 0.5, labels.DESCRIPTION: 0.4, labels.FUNDING: 0.3, labels.SUMMARY: 0.2},
        says_material,
    ),
    Thing(
        "definition",
        "en quoi cela consiste",
        {labels.SUMMARY: 0.8, labels.DESCRIPTION: 0.5, labels.GENERAL: 0.2},
    ),
    Thing(
        "steps",
        "le déroulement",
        {labels.GENERAL: 0.7, labels.DESCRIPTION: 0.6, labels.SUMMARY: 0.3},
    ),
)
"""In order of priority: the first cue found in a part of a question says what is asked."""

ANYTHING: Final = Thing(
    "other", "cela", {labels.GENERAL: 0.2, labels.DESCRIPTION: 0.15, labels.SUMMARY: 0.1}
)
"""When no cue is read: the sentences alone decide."""

BY_NAME: Final[Mapping[str, Thing]] = {thing.name: thing for thing in (*THINGS, ANYTHING)}
