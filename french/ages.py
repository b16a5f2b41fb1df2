"""Ages and age ranges in French text: « 6-8 ans », « dès 3 ans », « plus de 60 ans »."""

from __future__ import annotations

import re
from dataclasses import dataclass

from french.folding import one_apostrophe

OLDEST = 120

_AGE = re.compile(
    r"(?P<before>(?:de |entre |des |dès |d[èe]s l'[âa]ge de |[àa] partir de |plus de |moins de "
    r"|jusqu'[àa] )?)(?<![\d/,.])(?P<low>\d{1,2})"
    r"(?:\s?(?:ans )?(?:à|a|-|–|/|et|ou)\s?(?P<high>\d{1,3}))?"
    r"\s?ans(?![\w']|\s+d'(?:exist|exp[ée]rien|anciennet|activit))"
    r"(?P<after>(?:\s+(?:et plus|et \+|ou plus|et moins))?)",
    re.IGNORECASE,
)
# « depuis 10 ans », « pendant 3 ans »: how long, not how old.
_HOW_LONG = re.compile(
    r"(?:depuis|pendant|durant|en|il y a|sur|apr[èe]s|tous les|dans|d'ici|f[êe]te ses"
    r"|convention de|contrat de|plan de|dur[ée]e de|voil[àa]|bail de|quelques)"
    r"\s(?:plus de |environ |pr[èe]s de |moins de |une? )?$",
    re.IGNORECASE,
)
# « pour 3 ans » too, but not « pour les 3-6 ans », « pour moins de 3 ans ».
_FOR = re.compile(r"pour\s(?:environ |pr[èe]s de )?$", re.IGNORECASE)
# « les 20 ans du centre »: how old it is, not its public.
_BIRTHDAY = re.compile(
    r"\s+(?:du|de la|de l'|de notre|de cette|de cet|de ce)\s*(?:centre|association|espace|maison"
    r"|structure|caf[ée]|jardin|projet|action|festival|f[êe]te|club|r[ée]seau|[ée]picerie|mjc)",
    re.IGNORECASE,
)
_LONGEST = 40
"""Characters that hold the longest of these."""


@dataclass(frozen=True, slots=True)
class Ages:
    """`text[start:end]` gives ages from `low` to `high`, in years, both included."""

    start: int
    end: int
    low: int
    high: int


def read_ages(text: str) -> list[Ages]:
    """Every age range in the text, in order."""
    text = one_apostrophe(text)
    found: list[Ages] = []
    for match in _AGE.finditer(text):
        before = match["before"].lower()
        if _how_long(text, match):
            continue
        low = int(match["low"])
        high = int(match["high"]) if match["high"] else low
        if before.startswith(("dès", "des ", "à partir", "a partir", "plus")) and not match["high"]:
            # « des 6 ans » is « dès 6 ans » typed without its accent.
            high = OLDEST
        elif before.startswith(("moins", "jusqu")) or match["after"].strip() == "et moins":
            low, high = 0, low
        elif match["after"].strip():
            high = OLDEST
        if low <= high <= OLDEST:
            found.append(Ages(match.start(), match.end(), low, high))
    return found


def _how_long(text: str, match: re.Match[str]) -> bool:
    """Whether the words before say that a match is a length of time."""
    places = (match.start(), match.start("low"))
    before = [text[max(0, place - _LONGEST) : place] for place in places]
    if any(map(_HOW_LONG.search, before)):
        return True
    if match["before"] or match["high"]:
        return False
    return bool(_FOR.search(before[0]) or _BIRTHDAY.match(text, match.end()))
