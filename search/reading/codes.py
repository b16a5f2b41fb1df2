"""Départements named by a number: « dans le 12 », « (93) », « mobilité 48 », a postcode."""

from __future__ import annotations

import re
from collections.abc import Set

from corpus import departement_named
from french import stop_words
from search.reading.typed import Typed

_CODE = re.compile(r"2[ab]|97[1-46]|0[1-9]|[1-9]\d")
_LISTED = re.compile(r"2[ab]|97[1-46]|0?[1-9]|[1-9]\d")
_POSTCODE = re.compile(r"\d{5}")
_INTRODUCE = frozenset({"le", "en", "du", "departement", "departements", "dept", "dpt"})
_CORSE = {"200": "2A", "201": "2A", "202": "2B", "206": "2B"}
_LONGEST = 8
"""Words of a text that is a list of keywords, whose last number may be a département."""

_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre"),
    *("octobre", "novembre", "decembre"),
)
_COUNTED_AFTER = frozenset(
    {
        *("euro", "euros", "e", "eur", "k", "ke", "m", "km", "h", "ha", "ans", "mois", "heures"),
        *("minutes", "jours", "semaines", "personnes", "seances", *_MONTHS),
    }
)
_NUMBERED = frozenset(
    {
        *("agenda", "annee", "annees", "an", "article", "axe", "bus", "cap", "chapitre", "classe"),
        *("covid", "decret", "etape", "fiche", "generation", "groupe", "horizon", "ligne", "loi"),
        *("lot", "niveau", "numero", "objectif", "page", "phase", "plan", "point", "promotion"),
        *("route", "saison", "seance", "semaine", "tome", "top", "tranche", "tram", "version"),
        *("zone", "age", "ages", "budget", "total", "moyenne", "vacances", "hiver", "printemps"),
        *("ete", "automne", "rentree", *_MONTHS),
    }
)
"""What a number after it counts or dates: « covid 19 », « mai 68 », « agenda 21 »."""

_NO_POSTCODE_AFTER = frozenset(
    {
        *("de", "budget", "cout", "coute", "montant", "total", "somme", "subvention", "environ"),
        *("plus", "moins", "que", "jusqu", "entre", "sur", "bp", "cs", "tsa", "no", "numero"),
    }
)


def codes_named(words: Typed, explained: Set[str]) -> dict[int, str]:
    """Where a word is the number of a département or a postcode of one: the département's code.

    `explained` are numbers that say something else (an age, a budget). A list of numbers is one
    of départements where each is: « 15 25 ans » are none, nor are « 12 » and « 99 ».
    """
    found = {}
    named = _introduced(words) | _in_brackets(words) | _alone(words)
    for place, word in enumerate(words.folded):
        if place in named or word in ("2a", "2b"):
            code = word
        elif _POSTCODE.fullmatch(word) and _is_postcode(words, place):
            code = _of_postcode(word)
        else:
            continue
        if word not in explained and (known := departement_named(code)):
            found[place] = known.code
    return found


def _introduced(words: Typed) -> set[int]:
    """Codes that « dans le », « en »… or such a code announce: « dans le 12 et 13 » is both."""
    found: set[int] = set()
    for i, word in enumerate(words.folded):
        if not i or not _LISTED.fullmatch(word):
            continue
        before = i - 2 if words.folded[i - 1] in ("et", "ou") else i - 1
        if before in found or words.folded[i - 1] in _INTRODUCE:
            found.add(i)
    last = len(words.folded) - 1
    counted = {i for i in found if i < last and words.folded[i + 1] in _COUNTED_AFTER}
    return {i for i in found - counted if _CODE.fullmatch(words.folded[i])}


def _in_brackets(words: Typed) -> set[int]:
    """« (93) », « (12, 48) »: nothing else stands between the brackets."""
    found: set[int] = set()
    opened: int | None = None
    for i, word in enumerate(words.folded):
        gap = words.gap(i).strip()
        opened = i if gap.endswith("(") else opened if gap in (",", "/", ";") else None
        if not _CODE.fullmatch(word):
            opened = None
        elif opened is not None and words.gap(i + 1).strip()[:1] == ")":
            found |= set(range(opened, i + 1))
    return found


def _alone(words: Typed) -> set[int]:
    """Codes that are the whole text, or the last word of a few."""
    n = len(words.folded)
    if all(map(_CODE.fullmatch, words.folded)) and all(map(departement_named, words.folded)):
        return set(range(n))
    if not 1 < n <= _LONGEST or not _CODE.fullmatch(words.folded[-1]):
        return set()
    said = words.folded[-2]
    counted = said in _NUMBERED or said in stop_words() or len(said) < 3 or not said.isalpha()
    alone = not words.gap(n - 1).strip() and not words.gap(n).strip()
    return set() if counted or not alone else {n - 1}


def _is_postcode(words: Typed, place: int) -> bool:
    """Whether five digits are no amount and no count: « 12000 habitants »."""
    if place and words.folded[place - 1] in _NO_POSTCODE_AFTER:
        return False
    after = words.gap(place + 1).strip()
    if place + 1 == len(words.folded) or after:
        return after[:1] not in ("€", "%")
    following = words.said(place + 1, place + 2)
    if following[0].isupper():
        return True
    return following not in _COUNTED_AFTER and not following.endswith(("s", "x"))


def _of_postcode(word: str) -> str:
    if word.startswith("97"):
        return word[:3]
    return _CORSE.get(word[:3], word[:2])
