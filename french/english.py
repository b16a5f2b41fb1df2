"""Queries typed in English: told from French, and brought to French words.

The dense leg reads English by itself; the words of the other leg need a glossary,
`english.tsv`: an English word or expression, then the French ones that say it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from french.folding import fold
from french.spelling import french_words
from french.terms import stop_words, words

PATH = Path(__file__).with_name("english.tsv")

_FUNCTION_WORDS = frozenset(
    {
        *("the", "for", "and", "of", "with", "who", "to", "in", "how", "by", "from", "are", "is"),
        *("without", "at", "their", "our", "that", "this", "which", "what", "where", "when"),
        *("do", "does", "can", "has", "have", "been", "was", "were", "be", "it", "its", "they"),
        *("them", "into", "about", "through", "between", "over", "under", "so", "not", "no"),
        *("or", "an", "as", "on", "if", "more", "most", "a"),
    }
)
_ALSO_FRENCH = frozenset({"or", "an", "as", "on", "if", "me", "no", "a"})
"""Function words of English that are words of French too: they tell nothing."""


@dataclass(frozen=True, slots=True)
class Translation:
    """Words `first` to `last` (excluded) of a query and the French forms that say them."""

    first: int
    last: int
    french: tuple[str, ...]


@cache
def _glossary() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Singular English words to French forms. Raises ValueError at a line of another form."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for number, line in enumerate(PATH.read_text(encoding="utf-8").split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        forms = [form.strip() for form in line.split("|")]
        if len(forms) < 2 or not all(forms):
            raise ValueError(f"{PATH.name}:{number}: expected an English form and a French one")
        found[tuple(_singular(s) for _, _, s in words(forms[0]))] = tuple(forms[1:])
    return found


@cache
def _longest() -> int:
    return max(map(len, _glossary()))


def is_english(surfaces: Sequence[str]) -> bool:
    """Whether lower-case words are an English text.

    At least one function word that French hasn't, more of them than French stop words, and
    half of all words known as English; or, without function words, all of them known as
    English and most of them no words of French.
    """
    sure = sum(s in _FUNCTION_WORDS and s not in _ALSO_FRENCH for s in surfaces)
    known = {place for t in translations(surfaces) for place in range(t.first, t.last)}
    known |= {place for place, s in enumerate(surfaces) if is_function_word(s)}
    french = sum(s in stop_words() for place, s in enumerate(surfaces) if place not in known)
    if not sure and surfaces and len(known) == len(surfaces):
        return sum(fold(s) not in french_words() for s in surfaces) > len(surfaces) / 2
    if sure <= french:
        return False
    return len(known) >= len(surfaces) / 2


def translations(surfaces: Sequence[str]) -> list[Translation]:
    """The longest expressions of the glossary in lower-case English words, left to right."""
    singular = [_singular(surface) for surface in surfaces]
    found: list[Translation] = []
    place = 0
    while place < len(surfaces):
        for last in range(min(len(surfaces), place + _longest()), place, -1):
            french = _glossary().get(tuple(singular[place:last]))
            if french:
                found.append(Translation(place, last, french))
                place = last
                break
        else:
            place += 1
    return found


def is_function_word(surface: str) -> bool:
    """Whether a lower-case word of an English text says nothing of its subject."""
    return surface in _FUNCTION_WORDS or len(surface) < 2


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
