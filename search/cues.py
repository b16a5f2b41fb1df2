"""Tables of the words by which a query asks for a section, a status, a public or a partner.

Cues are folded regular expressions on whole words. They only ever lift; what they lift is
said in `Results.understood`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from corpus import labels

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    r"budgets?|cout(?:s|e|ent|er)?|combien (?:ca|cela) (?:a )?cout\w*|financements?|finance(?:r|e|es|ent|urs?)?"
    r"|subventions?|ressources financieres|prix|tarifs?|depenses?|moyens financiers|co ?financeurs?": (
        labels.FUNDING,
    ),
    r"combien de (?:benevoles?|salarie\w*|personnes|professionnels?|intervenants?)"
    r"|nombre de (?:benevoles?|personnes|salarie\w*|participants?)|moyens humains|equipe mobilisee"
    r"|effectifs?|personnel mobilise|combien de monde": (labels.PEOPLE,),
    r"difficultes?|limites?|freins?|obstacles?|echecs?|problemes? rencontres?|ce qui n ?a pas marche"
    r"|points? faibles?|galeres?|coince\w*": (labels.LIMITS,),
    r"perspectives?|suites?|et apres|avenir|prolongements?|perennis\w*|evolutions? prevues?": (
        labels.PROSPECTS,
    ),
    r"resultats?|impacts?|effets?|bilan|benefices?|ce que ca a (?:change|donne|apporte)"
    r"|retombees|evaluations?": (
        labels.RESULT_INHABITANTS,
        labels.RESULT_TERRITORY,
        labels.RESULT_CENTRE,
    ),
    r"etapes?|demarrage|mise en place|comment (?:ca|cela) s est (?:monte|passe)|deroule(?:ment)?"
    r"|phases?|calendrier": (labels.GENERAL, labels.DESCRIPTION),
    r"objectifs?|constats?|diagnostics?|pourquoi": (labels.DESCRIPTION,),
    r"initiative (?:des?|d une?|du) \w+": (labels.INITIATIVE,),
}
"""Cue to the sections that it asks for."""

ENDED: Final = (
    r"actions? (?:\w+ ){0,3}(?:terminee?s?|arretee?s?|finies?|abandonnee?s?|stoppee?s?)"
    r"|projets? (?:\w+ ){0,3}(?:termines?|arretes?|finis?|abandonnes?|stoppes?)|terminee?s?"
    r"|arretee?s?|abandonnee?s?|qui (?:se sont|ont ete|s est) (?:arretee?s?|terminee?s?)"
    r"|pourquoi (?:\w+ ){0,5}arrete\w*|raisons? (?:de l |d )?(?:arret|fin)"
)
ONGOING: Final = r"en cours|toujours actives?|encore actives?|qui continuent?|en activite"

PUBLICS: Final[Mapping[str, str]] = {
    r"seniors?|aines?|personnes? agees?|retraite(?:e?s)?|vieux|vieilles?|papis?|mamies?|troisieme age"
    r"|3e age|gramounes?|plus de (?:60|65|70|75) ans": "Seniors",
    r"familles?|parents?|mamans?|papas?|peres?|meres?|monoparental\w*|parentalite": "Familles",
    r"tout petits?|bebes?|petite enfance|0 3 ans|moins de (?:3|6) ans|assistantes? maternelles?|jeunes? enfants?"
    r"|creche\w*": "Petite enfance",
    r"ados?|adolescent\w*|jeunes?|jeunesse|collegien\w*|lyceen\w*|enfants?|11 17 ans": "Jeunesse",
    r"jeunes? adultes?|18 (?:25|30) ans|16 25 ans|etudiants?": "Jeunes adultes",
}
"""Cue to the canonical public that it names."""

FUNDERS: Final[Mapping[str, str]] = {
    r"caf": "Caf",
    r"msa": "MSA",
    r"carsat": "CARSAT",
    r"cpam|assurance maladie": "CPAM",
    r"ars|agence regionale de sante": "ARS",
    r"fonjep": "FONJEP",
    r"acse": "ACSE",
    r"conseil departemental|conseil general": "Conseil départemental",
    r"prefecture": "Préfecture",
    r"bailleurs?(?: socia(?:l|ux))?|hlm": "Bailleur social",
    r"fondations?": "Fondations",
    r"etat": "État",
    r"communaute de communes|comcom|intercommunalite|agglo\w*|epci": "Regroupement de communes",
    r"mairie|municipalite": "Commune",
}
"""Cue to the canonical partner that it names."""

TERRITORIES: Final[Mapping[str, str]] = {
    r"(?:dans |sur )?(?:un |le |mon |notre )?quartier": "Un quartier",
    r"plusieurs communes|intercommunal\w*": "Plusieurs communes",
}

RURAL: Final = (
    r"rural\w*|campagne|villages?|hameaux?|petites? communes?|zone blanche|milieu rural|ruralite"
)
"""Lifts fiches that say it themselves; never guessed from the département."""

INITIATIVES: Final[Mapping[str, str]] = {
    r"(?:a l )?initiative (?:des|d) (?:un groupe d )?habitants|(?:portee?s?|montee?s?|lancee?s?|creee?s?|impulsee?s?)"
    r" par (?:des|les) habitants": "Un groupe d'habitants",
    r"(?:a l )?initiative d une? habitante?|portee?s? par une? habitante?": "Un habitant",
}

EXCLUSION: Final = r"(?:hors|sauf|excepte|a part|sans|mais pas|pas)"
