"""Typing errors: a query word that nothing knows, brought to a word of the corpus."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from french.folding import fold
from french.lexicon import known_words

_SHORTEST = 4


@cache
def french_words() -> frozenset[str]:
    """Folded words of general French (pyspellchecker's dictionary): real words are not errors."""
    from spellchecker import SpellChecker

    dictionary = SpellChecker(language="fr", distance=1).word_frequency.dictionary
    return frozenset(fold(word) for word, count in dictionary.items() if count >= 5)


class Speller:
    """Corrects words against the surfaces of one corpus (lower-case word to count).

    `names` are folded words that are no errors though the corpus may lack them: places.
    """

    def __init__(self, surfaces: Mapping[str, int], names: Set[str] = frozenset()) -> None:
        self._names = names
        counts: dict[str, int] = {}
        best: dict[str, tuple[int, str]] = {}
        for surface, count in surfaces.items():
            plain = fold(surface)
            if surface.isdigit():
                continue
            counts[plain] = counts.get(plain, 0) + count
            best[plain] = max(best.get(plain, (0, "")), (count, surface))
        self._counts = counts
        self._spelling = {plain: surface for plain, (_, surface) in best.items()}
        self._words = [word for word in counts if len(word) >= _SHORTEST]

    def knows(self, surface: str) -> bool:
        """Whether the corpus, the names, the lexicon or general French have the word."""
        plain = fold(surface)
        return (
            plain in self._counts
            or plain in self._names
            or plain in known_words()
            or plain.isdigit()
            or len(plain) < _SHORTEST
            or plain in french_words()
        )

    def correct(self, surface: str) -> str | None:
        """The corpus's nearest spelling of an unknown word, None when it has none near.

        One error is allowed up to seven letters, two beyond; the same first letter and a
        frequent word are preferred. A long beginning of a word is taken for that word.
        """
        if self.knows(surface):
            return None
        plain = fold(surface)
        allowed = 1 if len(plain) <= 7 else 2
        near = process.extract(
            plain, self._words, scorer=OSA.distance, score_cutoff=allowed, limit=10
        )
        if near:
            word = min(near, key=lambda m: (m[1], m[0][0] != plain[0], -self._counts[m[0]]))[0]
            return self._spelling[word]
        begun = [word for word in self._words if word.startswith(plain)]
        if len(plain) >= 5 and begun:
            return self._spelling[max(begun, key=lambda word: self._counts[word])]
        return None
