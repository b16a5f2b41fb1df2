"""From the words typed to what the terms leg looks for: spelling, synonyms, acronyms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from french import (
    Analyser,
    EntryKind,
    Reading,
    Speller,
    expression_at,
    fold,
    is_english,
    is_function_word,
    readings,
    stem,
    stop_words,
    translations,
    words,
)
from search.bank import Bank
from search.query import LIMIT, Understood
from search.ranking.sparse import Alternative, Group
from search.reading.query import Understanding
from search.reading.typed import typed

EXPANSION_WEIGHTS: Mapping[EntryKind, float] = {
    "acronym": 0.85,
    "renamed": 0.85,
    "truncation": 0.9,
    "synonym": 0.6,
    "narrow": 0.45,
}
"""How much of the user's own word a replacement is worth, by kind of entry."""

TRANSLATION = 0.8
"""Weight of the second and further French forms of an English word."""

PART_OF_EXPRESSION = 0.5
"""Importance left to each word of an expression that the lexicon reads as a whole."""

SAID_ELSEWHERE = 0.25
"""Importance left to a word that understanding has already used (a place, « budget »)."""


SETTING = 0.6
"""Importance left to a word of the setting (« seniors », « milieu rural »): the subject leads."""

MOST_CORRECTED = 50
"""Unknown words of a text that are looked up, at most: each is compared with the whole corpus's."""


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The query as groups of alternatives, the text to embed, and what was changed."""

    groups: tuple[Group, ...]
    dense_text: str
    corrected: str | None
    items: tuple[Understood, ...]


def read_words(
    bank: Bank, text: str, understood: Understanding, ignored: frozenset[str] = frozenset()
) -> QueryWords:
    """Correct, expand and group the words of a query.

    With `correction` or `expansion` in `ignored`, words are not corrected, or not expanded; with
    a kind of entry of the lexicon, not by that kind.
    """
    found = list(words(text))
    lower = [surface for _, _, surface in found]
    if is_english(lower):
        return _from_english(bank, text, lower, "expansion" not in ignored)
    analyser, speller = bank.terms.analyser, bank.speller
    better = {} if "correction" in ignored else _corrections(speller, lower, _names(text))
    surfaces = [better.get(surface) or surface for surface in lower]
    typed = [text[start:end] for start, end, _ in found]
    items = [
        Understood("word", surface, said, "correction")
        for surface, said, before in zip(surfaces, typed, lower, strict=True)
        if better.get(before)
    ]
    corrected = _with_corrections(text, found, better)
    if len(better) == MOST_CORRECTED and any(
        surface not in better and not speller.knows(surface) for surface in dict.fromkeys(lower)
    ):
        said = f"Orthographe : {MOST_CORRECTED} mots inconnus sont vérifiés, les autres sont lus"
        items.append(Understood(LIMIT, f"{said} tels quels", "", "correction"))
    excluded = understood.values("exclusion")
    groups: dict[tuple[int, int], list[Alternative]] = {}
    importance: dict[tuple[int, int], float] = {}
    joined = 0
    for place, surface in enumerate(surfaces):
        plain = fold(surface)
        if place < joined:
            continue
        if whole := expression_at(surfaces, place):
            joined, term = whole
            said = " ".join(surfaces[place:joined])
            groups[place, joined] = [Alternative((term,), 1.0, said, "own")]
            importance[place, joined] = 1.0
            continue
        if surface in stop_words() or plain in excluded:
            continue
        key = (place, place + 1)
        groups[key] = _own(analyser, surface)
        importance[key] = 1.0
        if plain in understood.consumed:
            importance[key] = SAID_ELSEWHERE
        elif plain in understood.setting:
            importance[key] = SETTING
    for reading in [] if "expansion" in ignored else readings(surfaces, typed):
        if reading.entry.kind in ignored:
            continue
        _expand(reading, surfaces, analyser, groups, importance)
        items.extend(_items(reading, surfaces))
    built = tuple(
        Group(tuple(alternatives), importance[key]) for key, alternatives in groups.items()
    )
    return QueryWords(built, corrected, corrected if corrected != text else None, tuple(items))


def _names(text: str) -> Set[str]:
    """Folded words that are typed as names, in a text that has others."""
    found = typed(text)
    return {word for place, word in enumerate(found.folded) if found.name(place)}


def _corrections(
    speller: Speller, surfaces: Sequence[str], names: Set[str]
) -> Mapping[str, str | None]:
    """Each unknown word of the text that is no name to what it is brought to, None where nothing
    is near; the first `MOST_CORRECTED` of them."""
    found: dict[str, str | None] = {}
    for surface in dict.fromkeys(surfaces):
        if len(found) == MOST_CORRECTED:
            break
        if fold(surface) in names or surface in stop_words():
            continue
        if not speller.knows(surface):
            found[surface] = speller.correct(surface)
    return found


def _with_corrections(
    text: str, found: Sequence[tuple[int, int, str]], better: Mapping[str, str | None]
) -> str:
    """The text with each corrected word in the place of the word typed."""
    pieces, last = [], 0
    for start, end, surface in found:
        if said := better.get(surface):
            pieces += [text[last:start], said]
            last = end
    return "".join([*pieces, text[last:]])


def _from_english(bank: Bank, text: str, surfaces: list[str], translated: bool) -> QueryWords:
    """A query in English: French words for those of the glossary, the others as they are."""
    analyser = bank.terms.analyser
    groups: list[Group] = []
    items: list[Understood] = []
    covered: set[int] = set()
    for found in translations(surfaces) if translated else ():
        covered |= set(range(found.first, found.last))
        said = " ".join(surfaces[found.first : found.last])
        alternatives = [
            Alternative(tuple(terms), 1.0 if first else TRANSLATION, form, "translation")
            for first, form in zip(
                (True, *(False,) * len(found.french)), found.french, strict=False
            )
            if (terms := analyser.terms(form))
        ]
        if alternatives:
            own = tuple(analyser.terms(said))
            if own and all(term in bank.terms.vocabulary for term in own):
                alternatives.append(Alternative(own, 1.0, said, "own"))
            groups.append(Group(tuple(alternatives)))
            items.append(Understood("word", found.french[0], said, "expansion"))
    for place, surface in enumerate(surfaces):
        if place not in covered and not is_function_word(surface):
            groups.append(Group(tuple(_own(analyser, surface))))
    return QueryWords(tuple(groups), text, None, tuple(items))


def _own(analyser: Analyser, surface: str) -> list[Alternative]:
    """The user's own word; typed without accents, every accented form that is attested."""
    forms = dict.fromkeys(map(stem, (surface, *analyser.accents.get(surface, ()))))
    return [Alternative((term,), 1.0, surface, "own") for term in forms]


def _expand(
    reading: Reading,
    surfaces: list[str],
    analyser: Analyser,
    groups: dict[tuple[int, int], list[Alternative]],
    importance: dict[tuple[int, int], float],
) -> None:
    """Add the other forms of a reading, for its word or for its expression as a whole."""
    key = (reading.first, reading.last)
    if not reading.others or all(s in stop_words() for s in surfaces[slice(*key)]):
        return
    if key not in groups and reading.last - reading.first == 1:
        return  # A word that the query excludes.
    if key not in groups:
        said = " ".join(surfaces[slice(*key)])
        groups[key] = [Alternative(tuple(analyser.terms(said)), 1.0, said, "own")]
        # An expression matters as much as its words did: « milieu rural » is a setting too.
        importance[key] = max(
            (
                importance[place, place + 1]
                for place in range(*key)
                if (place, place + 1) in importance
            ),
            default=1.0,
        )
        for place in range(*key):
            if (place, place + 1) in importance:
                importance[place, place + 1] *= PART_OF_EXPRESSION
    weight = EXPANSION_WEIGHTS[reading.entry.kind]
    for form in reading.others:
        terms = tuple(analyser.terms(form))
        if terms and not any(a.terms == terms for a in groups[key]):
            groups[key].append(Alternative(terms, weight, form, reading.entry.kind))


def _items(reading: Reading, surfaces: list[str]) -> list[Understood]:
    if reading.entry.kind not in ("acronym", "renamed", "truncation") or not reading.others:
        return []
    said = " ".join(surfaces[reading.first : reading.last])
    longest = max(reading.others, key=len)
    if reading.entry.kind == "truncation" and len(longest) <= len(said):
        return []  # The user wrote it in full.
    shown = longest if reading.entry.kind == "truncation" else reading.others[0]
    return [Understood("word", shown, said, "expansion")]
