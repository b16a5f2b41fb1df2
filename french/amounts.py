"""Amounts, counts, dates, hours and ages in French text, with their place, as written.

Nothing is computed: an `Amount` is a place in the text, what kind of thing stands there and,
for money, the part that it plays, read from the words around it in the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from french.ages import read_ages
from french.folding import fold, one_apostrophe
from french.numbers import WORD_VALUES, number_value
from french.years import YEAR

AmountKind = Literal["money", "count", "age", "date", "schedule", "share"]
Role = Literal["total", "funding", "unit", "fee", "in_kind"]


@dataclass(frozen=True, slots=True)
class Amount:
    """`text` stands at `start:end`.

    `value` is the number (the lower one of a range), None where there is none (« mardi »).
    `role` only for money: total, funding line, unit price, user fee, in kind; None when the
    words around don't say. `noun` only for counts: the word counted, lower case. `period` is
    « par an », « en 2021 »… as written; `planned` is True for a forecast.
    """

    start: int
    end: int
    text: str
    kind: AmountKind
    value: float | None = None
    role: Role | None = None
    noun: str | None = None
    period: str | None = None
    planned: bool = False


_WORDS = "|".join(sorted(map(re.escape, WORD_VALUES), key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:[  \u00a0\u202f.]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_NUMBER = rf"(?:{_DIGITS})"
_CURRENCY = r"(?:k|K)?\s?(?:€|euros?\b|EUR\b)"
_MONTH = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre"
    r"|d[ée]cembre|janv\.?|f[ée]v\.?|sept\.?|oct\.?|nov\.?|d[ée]c\.?)"
)
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_UNIT_OF_TIME = (
    r"(?:jours?|semaines?|mois|ans?|ann[ée]es?|trimestres?|semestres?|week-ends?|soirs?|matins?"
    r"|apr[èe]s-midis?|midis?|vacances)"
)

_MONEY = re.compile(
    rf"(?<![\w.,])(?:(?:de|entre)\s)?(?P<low>{_NUMBER})(?:\s?(?:k|K)?\s?(?:€|euros?))?"
    rf"(?:\s?(?:à|et|-|–|ou)\s?(?P<high>{_NUMBER}))?\s?{_CURRENCY}(?:\s?(?P<cents>\d\d)(?!\d))?",
)
_DATE = re.compile(
    rf"\b(?:(?:\d{{1,2}}|1er)\s)?{_MONTH}(?:\s(?:19|20)\d\d)?\b"
    rf"|\b\d{{1,2}}/\d{{1,2}}/(?:\d\d){{1,2}}\b|{YEAR}",
    re.IGNORECASE,
)
_SCHEDULE = re.compile(
    rf"\b{_DAY}\b|(?<![\d,.])\d{{1,2}}\s?[hH](?:\s?\d\d)?\b"
    rf"|\b(?:chaque|tou(?:te)?s les)\s(?:\w+\s){{0,3}}?{_UNIT_OF_TIME}\b"
    rf"|\b(?:\d+|une?|{_WORDS})\s(?:\w+\s)?fois\b(?:\s(?:par|dans l')\s?{_UNIT_OF_TIME})?"
    rf"|\bpar\s{_UNIT_OF_TIME}\b|\b(?:hebdomadaire|mensuel|bimensuel"
    rf"|trimestriel|quotidien|annuel)\w*"
    rf"|\b(?:\d+|{_WORDS})\s(?:heures?|jours?|journ[ée]es?|demi-journ[ée]es?"
    rf"|semaines?|mois|s[ée]ances?)\b"
    rf"|\bapr[èe]s-midi\b|\bmatin(?:[ée]e)?s?\b|\bsoir(?:[ée]e)?s?\b|\bpendant les vacances\b"
    rf"|\btoute l'ann[ée]e\b|\bann[ée]e scolaire\b|\bune (?:semaine"
    rf"|journ[ée]e) sur deux\b|\bpar quinzaine\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?<![\w.,/-])(?P<number>{_NUMBER}|\b(?:{_WORDS})\b)(?!\s?(?:€|euros?|%|h\b|/))"
    r"(?:\s(?:autres|nouveaux|nouvelles|jeunes|petits|petites|grands"
    r"|premiers|premières|à|personnes)"
    r"(?=\s))?\s(?:d'|de\s)?(?P<noun>[^\W\d_]{3,})",
    re.IGNORECASE,
)
_BARE_COUNT = re.compile(
    rf"(?<![\w.,/-])(?P<number>{_DIGITS})(?![\w.,/]|\s?(?:€|euros?|%|h\b|ans\b))"
)
_SHARE = re.compile(
    r"\d+(?:[.,]\d+)?\s?%|\b(?:la moiti[ée]|un tiers|deux tiers|un quart|trois quarts)\b"
)
_NOT_COUNTED = frozenset(
    [
        "ans",
        "euros",
        "heures",
        "heure",
        "jours",
        "mois",
        "janvier",
        "fois",
        "pour",
        "sur",
        "dans",
        "par",
        "dont",
        "des",
        "les",
    ]
)

_PERIOD = re.compile(
    rf"\b(?:par (?:an|mois|semaine|jour|trimestre)|annuel\w*|mensuel\w*"
    rf"|l'ann[ée]e|la premi[èe]re ann[ée]e"
    rf"|(?:en|pour|exercice|ann[ée]e)\s(?:19|20)\d\d|de {_MONTH} à {_MONTH})\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:pr[ée]visionnel\w*|pr[ée]vu\w*|estim[ée]\w*|envisag\w+"
    r"|demand[ée]e?s?|sollicit\w+|esp[ée]r\w+)",
    re.IGNORECASE,
)

_UNIT_AFTER = re.compile(
    r"^\s?(?:ttc\s?)?(?:/|(?:de l'|de la |par |l'|la |le |chaque "
    r"|le tarif )(?:heure|jour(?:n[ée]e)?|s[ée]ance"
    r"|kilo|kg|km|kilom[èe]tre|unit[ée]|panier|repas|intervention|atelier"
    r"|personne|enfant|famille|cycle"
    r"|aller|trajet|sortie|nuit|mois|location|part|m2|livre|carte)s?)",
    re.IGNORECASE,
)
_ROLE_WORDS: Final[tuple[tuple[Role, str], ...]] = (
    ("in_kind", r"valoris\w+|en nature|mise? a disposition|benevolat"),
    (
        "fee",
        r"participation|tarifs?|adhesions?|cotisations?|pai(?:e|ent|era)\w*|pay\w+|reste a charge"
        r"|a la charge|inscriptions?|aller-retour|vendus?|gratuit\w*|demandee?s? (?:a|aux) "
        r"|quotient|par (?:famille|personne|enfant|participant|adherent)",
    ),
    (
        "funding",
        r"subvention\w*|financ\w+|fonds?|fondations?|dotations?|vers(?:e|ee|es"
        r"|ent)\b|accord\w+|aides?\b"
        r"|caf\b|msa\b|carsat|ars\b|cpam|reaap|clas\b|etat\b|departement\w*"
        r"|region\w*|mairie|commune"
        r"|conseil|appel a projets?|prestation|mecen\w+|bourses?|dons?\b"
        r"|recu\w*|obtenu\w*|octroy\w+|fdva",
    ),
    ("total", r"budgets?|cout\w*|total\w*|depens\w+|charges|exercice|enveloppe|revient"),
)
_ROLES = tuple((role, re.compile(rf"\b(?:{words})")) for role, words in _ROLE_WORDS)
_CLAUSE = 70


def read_amounts(text: str) -> list[Amount]:
    """Everything that is counted or dated in `text`, in order; money and ages win overlaps."""
    plain = one_apostrophe(text)
    taken: list[tuple[int, int]] = []
    found: list[Amount] = []
    for reader in (_money, _ages, _schedules, _dates, _shares, _counts):
        for amount in reader(plain):
            if all(amount.end <= start or amount.start >= end for start, end in taken):
                taken.append((amount.start, amount.end))
                found.append(amount)
    found = [_as_written(amount, text) for amount in found]
    return sorted(found, key=lambda amount: amount.start)


def _as_written(amount: Amount, text: str) -> Amount:
    return Amount(
        amount.start, amount.end, text[amount.start : amount.end], amount.kind, amount.value,
        amount.role, amount.noun, amount.period, amount.planned,
    )  # fmt: skip


def _money(text: str) -> Iterator[Amount]:
    for match in _MONEY.finditer(text):
        value = number_value(match["low"])
        if value is not None and match["cents"]:
            value += int(match["cents"]) / 100
        if value is not None and re.search(r"[kK]\s?(?:€|euros?)", match[0]):
            value *= 1000
        before, after = _clause(text, match.start(), match.end())
        period = _PERIOD.search(after) or _last(_PERIOD, before)
        yield Amount(
            *match.span(), match[0], "money", value, _role(before, after),
            period=period[0] if period else None,
            planned=bool(_PLANNED.search(before) or _PLANNED.search(after)),
        )  # fmt: skip


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands around a place, up to the sentence's marks and `_CLAUSE` characters."""
    before = re.split(r"[\n;!?]|\.\s", text[max(0, start - _CLAUSE) : start])[-1]
    after = re.split(r"[\n;!?]|\.\s|\.$", text[end : end + _CLAUSE])[0]
    return before, after


def _role(before: str, after: str) -> Role | None:
    if _UNIT_AFTER.search(after):
        clause = fold(before + " " + after).lower()
        return "fee" if _ROLES[1][1].search(clause) else "unit"
    near = fold(before).lower()
    # The word nearest before the amount says most: « subvention de la Caf : 300 € ».
    best: tuple[int, Role] | None = None
    for role, pattern in _ROLES:
        last = _last(pattern, near)
        if last and (best is None or last.end() > best[0]):
            best = (last.end(), role)
    if best:
        return best[1]
    following = re.split(r",|\bsoit\b|\bdont\b", fold(after).lower())[0]
    for role, pattern in _ROLES:
        if pattern.search(following[:40]):
            return role
    return None if re.search(r"\w", before + after) else "total"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    match = None
    for match in pattern.finditer(text):  # noqa: B007  (the last one is wanted)
        pass
    return match


def _ages(text: str) -> Iterator[Amount]:
    for found in read_ages(text):
        written = text[found.start : found.end]
        first = re.search(r"\d+", written)
        yield Amount(found.start, found.end, written, "age", float(first[0]) if first else None)


def _dates(text: str) -> Iterator[Amount]:
    for match in _DATE.finditer(text):
        year = re.search(r"(?:19|20)\d\d", match[0])
        yield Amount(*match.span(), match[0], "date", float(year[0]) if year else None)


def _schedules(text: str) -> Iterator[Amount]:
    for match in _SCHEDULE.finditer(text):
        yield Amount(*match.span(), match[0], "schedule")


def _shares(text: str) -> Iterator[Amount]:
    for match in _SHARE.finditer(text):
        yield Amount(*match.span(), match[0], "share")


def _counts(text: str) -> Iterator[Amount]:
    for match in _COUNT.finditer(text):
        noun = match["noun"].lower()
        if noun in _NOT_COUNTED:
            continue
        value = number_value(match["number"])
        yield Amount(*match.span(), match[0], "count", value, noun=noun)
    for match in _BARE_COUNT.finditer(text):
        yield Amount(*match.span(), match[0], "count", number_value(match["number"]))
