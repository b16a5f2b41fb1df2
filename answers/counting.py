"""« Combien d'actions… » counted from closed fields, with the list and the criterion said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from answers.proof import Answer, Citation, Row
from answers.question import Question
from answers.words import plural
from corpus import Fiche, labels
from corpus.fiche import normalise
from corpus.places import departements, region_codes
from corpus.vocabulary import FACETS, ORIGINS
from french.terms import stem
from indexer import Span
from search import FACET_TITLES
from search.bank import Bank
from search.cues import keywords_named, word_pattern
from search.understand import understand

_LABELS: Mapping[str, str] = {
    "public": labels.PUBLIC,
    "keyword": labels.KEYWORDS,
    "dimension": labels.DIMENSION,
    "status": labels.STATUS,
    "partner": labels.PARTNERS,
    "territory": labels.TERRITORY,
    "initiative": labels.INITIATIVE,
    "departement": labels.STRUCTURE,
}
"""Facet to the section that proves it."""

_INITIATIVES: Mapping[str, str] = {
    r"(?:un |d un |une |d une )?(?:seule? )?habitante?": "Un habitant",
    r"(?:un |d un |des )?groupes? d habitants|(?:des|les"
    r"|d) (?:\w+ )?habitants": "Un groupe d'habitants",
    r"(?:le |du |des |les )?centres? socia(?:l|ux)": "Le centre social",
    r"(?:un |d un |des |les |d )?(?:ou plusieurs )?partenaires?": "Un ou plusieurs partenaire(s)",
    r"autres?": "Autre",
}
_BEGUN = re.compile(
    r"(?:initiative|lancee?s?|portee?s?|parties?|partent|nee?s|creee?s?"
    r"|montee?s?|proposee?s?|imaginee?s?|impulsee?s?"
    r"|viennent|decidee?s?|demandee?s?|idee)(?: \w+)??(?: (?:de|d|du|des|par|a|l))*\s(?P<who>.+)$"
)
_TERRITORIES: Mapping[str, str] = {
    r"plusieurs communes": "Plusieurs communes",
    r"plusieurs quartiers": "Plusieurs quartiers",
    r"(?:une seule|une|d une|sur une|a l echelle d une) (?:seule )?commune": "Une commune",
    r"(?:un seul|un|d un|sur un|dans un) (?:seul )?quartier": "Un quartier",
}
_PARTNER_CUE = re.compile(
    r"partena\w+|avec (?:la |le |l |les |une? |des )|cit\w+|soutenu\w*"
    r"|associ\w+|menee?s? avec|travaill\w+|aide de|appui\w*"
)
_PARTNERS: Mapping[str, str] = {
    r"caf|caisses? d allocations familiales": "Caf",
    r"msa|mutualite sociale agricole": "MSA",
    r"carsat": "CARSAT",
    r"cpam|assurance maladie|caisse primaire": "CPAM",
    r"ars|agences? regionales? de (?:la )?sante": "ARS",
    r"fonjep": "FONJEP",
    r"acse": "ACSE",
    r"conseils? departementa(?:l|ux)|conseil general|le departement comme"
    r"|departements? (?:comme|est|parmi)": "Conseil départemental",
    r"prefectures?": "Préfecture",
    r"bailleurs?(?: socia(?:l|ux))?|hlm": "Bailleur social",
    r"fondations?": "Fondations",
    r"l etat": "État",
    r"(?:regroupements?|communautes?) de communes|comcom|intercommunalite": (
        "Regroupement de communes"
    ),
    r"associations? nationales?": "Association nationale",
    r"associations? locales?": "Association locale",
    r"cantons?": "Canton",
    r"mairies?|communes?|municipalites?": "Commune",
}
_PUBLICS: Mapping[str, str] = {
    r"jeunes adultes": "Jeunes adultes",
    r"petite enfance|tout petits|bebes": "Petite enfance",
    r"tous publics?|tout public": "Tous publics",
    r"familles?": "Familles",
    r"seniors?|personnes agees|aines|retraites": "Seniors",
    r"jeunesse|jeunes|ados|adolescents": "Jeunesse",
}
_ORIGINS: Mapping[str, str] = {
    r"inventee?s?|modeles?|exemples? inventes?|fictives?": "modele",
    r"recits?": "recit",
    r"importee?s?|de la banque|word for word": "banque",
}
_STATUSES: Mapping[str, str] = {
    r"en cours|actives?|continuent|toujours la|encore la|toujours en cours"
    r"|qui durent|se poursuivent": "En cours",
    r"terminee?s?|arretee?s?|finies?|abandonnee?s?|achevee?s?|closes?"
    r"|stoppee?s?|se sont arretees?": "Terminée",
}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNTED = frozenset(
    """
    combien action fiche projet experience initiative centre social structure avoir
    citer nombre banque base existe compter compte recensee recense trouver trouve
    concerner concerne destine adresse viser vise porter total ensemble repertoriee
    repertorie comme partenaire partenariat statut publi public publics mot cle theme
    dimension mene menee departement region territoire territoires origine initiatives
    lancee lance parties parti actuellement aujourd sont ete etre dans pour avec mots
    cles classee classees datee datees annee dater echelle seul seule portant portent
    porte autour ciblent touchent faites faire fait realisees ont indiquent marquees
    marque se deroulent partent viennent sociaux sociales centres
    """.split()  # noqa: SIM905  (a word list reads better so)
)
"""Words that only count, and set no condition."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition read in the question: `said` in French, the words used, who meets it."""

    said: str
    words: frozenset[str]
    meets: Callable[[Fiche], bool]
    facet: str | None = None


def count(bank: Bank, question: Question) -> Answer | None:
    """The exact count, None when the question isn't only about fields or words of the text."""
    text = question.text
    criteria = read_criteria(text)
    left = _left(bank, text, criteria)
    if left:
        criteria.append(_in_text(bank, left))
    fiches = [f for f in bank.fiches if all(criterion.meets(f) for criterion in criteria)]
    rows = tuple(Row(fiche, _proof(fiche, criteria)) for fiche in fiches)
    said = " et ".join(criterion.said for criterion in criteria) or "toutes les fiches"
    invented = sum(fiche.origin == "modele" for fiche in fiches)
    note = f", dont {plural(invented, 'exemple inventé', 'exemples inventés')}" if invented else ""
    sentence = f"{plural(len(fiches), 'fiche')} sur {len(bank.fiches)} ({said}){note}."
    citations = tuple(row.citation for row in rows[:3] if row.citation)
    return Answer(text, "count", sentence, None, citations, rows)


def read_criteria(text: str) -> list[Criterion]:
    """Every condition on a closed field that the question sets."""
    plain = normalise(text)
    found: list[Criterion] = []
    found += _places(text)
    for table, facet in ((_STATUSES, "status"), (_TERRITORIES, "territory"), (_ORIGINS, "origin")):
        found += _first(table, facet, plain)
    begun = _BEGUN.search(plain)
    if begun:
        for cue, value in _INITIATIVES.items():
            if match := re.match(rf"(?:{cue})(?![a-z0-9])", begun["who"]):
                words = set(begun[0][: begun.start("who") - begun.start()].split()) | set(
                    match[0].split()
                )
                found.append(_facet("initiative", value, words))
                break
    used = set().union(*(criterion.words for criterion in found)) if found else set()
    if _PARTNER_CUE.search(plain) and not (begun and {"partenaire", "partenaires"} & used):
        rest = " ".join(
            word for word in plain.split() if word not in used - {"de", "la", "le", "l"}
        )
        found += _every(_PARTNERS, "partner", rest)
    used = set().union(*(criterion.words for criterion in found)) if found else set()
    publics = _first(_PUBLICS, "public", plain)
    keywords = _keywords(plain, used)
    if keywords and re.search(
        r"mots? cles?|theme|thematique|autour|sur l|portant|traitent|etiquet", plain
    ):
        publics = [p for p in publics if not p.words & set().union(*(k.words for k in keywords))]
    else:
        said = set().union(*(p.words for p in publics)) if publics else set()
        keywords = [k for k in keywords if not k.words & said]
    found += [c for c in (*publics, *keywords) if not c.words & used]
    for year in _YEAR.findall(text):
        found.append(Criterion(f"année {year}", frozenset({year}), _of_year(int(year)), None))
    return found


def _places(text: str) -> list[Criterion]:
    plain = normalise(text)
    understood = understand(text)
    names = set(understood.departements)
    words: set[str] = set()
    for item in understood.items:
        if item.field == "departement":
            words |= set(normalise(item.text).split())
    for size in (4, 3, 2, 1):
        tokens = plain.split()
        for i in range(len(tokens) - size + 1):
            piece = " ".join(tokens[i : i + size])
            codes = region_codes(piece) if len(piece) > 3 else ()
            if codes and not names:
                names |= {normalise(departements()[code].name) for code in codes}
                words |= set(piece.split())
    if not names:
        return []

    def meets(fiche: Fiche) -> bool:
        return bool(names & set(map(normalise, FACETS["departement"](fiche))))

    said = next((i.text for i in understood.items if i.field == "departement"), " ".join(words))
    return [Criterion(f"lieu : {said}", frozenset(words), meets, "departement")]


def _first(table: Mapping[str, str], facet: str, plain: str) -> list[Criterion]:
    return _every(table, facet, plain)[:1]


def _every(table: Mapping[str, str], facet: str, plain: str) -> list[Criterion]:
    found: list[Criterion] = []
    taken: set[str] = set()
    for cue, value in table.items():
        match = word_pattern(cue).search(plain)
        if match and not taken & set(match[0].split()):
            taken |= set(match[0].split())
            found.append(_facet(facet, value, match[0].split()))
    return found


def _facet(facet: str, value: str, words: Sequence[str] | set[str]) -> Criterion:
    key = normalise(value)

    def meets(fiche: Fiche) -> bool:
        return key in map(normalise, FACETS[facet](fiche))

    shown = ORIGINS.get(value, value) if facet == "origin" else value
    said = f"{FACET_TITLES[facet].lower()} : {shown}"
    return Criterion(said, frozenset(words), meets, facet)


def _keywords(plain: str, used: set[str]) -> list[Criterion]:
    """The keywords and dimensions that words not yet read name."""
    taken = set(used)
    found: list[Criterion] = []
    for facet, value, said in keywords_named(plain):
        words = set(said.split())
        if not words & taken:
            taken |= words
            found.append(_facet(facet, value, words))
    return found


def _of_year(year: int) -> Callable[[Fiche], bool]:
    return lambda fiche: fiche.year == year


def _left(bank: Bank, text: str, criteria: Sequence[Criterion]) -> list[str]:
    """The terms that no criterion has read: they must stand in the fiche's text."""
    used = set().union(*(criterion.words for criterion in criteria)) if criteria else set()
    known = {stem(word) for word in _COUNTED}
    left: list[str] = []
    for token in bank.terms.analyser.tokens(text):
        plain = normalise(token.surface)
        if plain in used or plain in _COUNTED or token.term in known or set(plain.split()) <= used:
            continue
        left.append(token.surface)
    return left


def _in_text(bank: Bank, words: Sequence[str]) -> Criterion:
    analyser = bank.terms.analyser
    wanted = {term for word in words for term in analyser.terms(word)}

    def meets(fiche: Fiche) -> bool:
        held = set(analyser.terms("\n".join((fiche.title, *fiche.sections.values()))))
        return wanted <= held

    said = "dont le texte contient " + ", ".join(f"« {word} »" for word in words)
    return Criterion(said, frozenset(words), meets, None)


def _proof(fiche: Fiche, criteria: Sequence[Criterion]) -> Citation | None:
    """The closed field that meets the first criterion that has one."""
    for criterion in criteria:
        label = _LABELS.get(criterion.facet or "")
        if label and fiche.sections.get(label):
            return Citation(fiche, Span(label, 0, len(fiche.sections[label])))
    return None
