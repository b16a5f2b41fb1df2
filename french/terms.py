"""The analyser: French text to the terms that the sparse leg counts.

One pass finds words with their place; each is lower-cased, freed of its elision, its
inclusive ending and its dots, dropped if it is a stop word, stemmed (Snowball, which needs
the accents), then folded. A fixed expression of the sector (« aller vers ») is one term,
recognised before stop words are dropped. Terms of queries and fiches meet because both take
this path.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import Stemmer

from french.folding import fold, one_apostrophe
from french.numbers import figures

VERSION = "3"
"""Part of the index's recipe: change it whenever a term may come out otherwise."""

_WORD = re.compile(
    r"""
    (?P<dotted>\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?)
  | (?P<number>\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?:,\d+)?(?![\d]) | \d+(?:[.,]\d+)?)
  | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
    """,
    re.VERBOSE,
)
_INCLUSIVE = re.compile(
    r"(?<=[^\W\d_]{2})(?:[·•.\-‧]|\()(?:e|es|ne|nes|le|les|te|tes|t?rices?|euse|euses|ère|ères|se|ve|ves|fe)"
    r"(?:[·•.\-‧)]?s?\)?)(?![^\W\d_])",
    re.IGNORECASE,
)
_INNER_CAPITAL = re.compile(r"(?<=[a-zà-ÿ]{3})E(?=s?\b)")
_ELISION = re.compile(
    r"(?:l|d|j|m|t|s|c|n|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)'", re.IGNORECASE
)
_WHOLE = frozenset({"aujourd'hui", "presqu'ile", "quelqu'un"})
_IRREGULAR = {"jeux": "jeu", "yeux": "oeil", "aieux": "aieul", "travaux": "travail", "ans": "an"}
# Snowball would make « foi », « loi » and « pet » of them.
_IRREGULAR |= {"foyer": "foyer", "loisir": "loisir", "petit": "petit"}
_SHORT = 3
_NOT_A_VERB = re.compile(r"(?<!on)s$|ions$")
_MARK = re.compile(r"[\u0300-\u036f]")
_CHARACTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_UNQUOTED = re.compile(r"[^']+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text: `text[start:end]`, its lower-case form and its term."""

    start: int
    end: int
    surface: str
    term: str


@cache
def stop_words() -> frozenset[str]:
    """The stop words of `stopwords.txt`, with and without accents."""
    lines = (Path(__file__).parent / "stopwords.txt").read_text(encoding="utf-8").split("\n")
    words = " ".join(line for line in lines if not line.startswith("#")).split()
    return frozenset(words) | frozenset(map(fold, words))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("french")


@cache
def stem(word: str) -> str:
    """The folded stem of a lower-case word; words of three letters (EVS, MSA) are kept."""
    if word.isdigit():
        return word
    plain = fold(word)
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    if len(word) <= _SHORT:
        return plain
    # Snowball parts « usager » from « usagers », « vélo » from « vélos »; verbs in -ons are its.
    if word.endswith("s") and not word.endswith("ss") and _NOT_A_VERB.search(word):
        return stem(word[:-1])
    return fold(_stemmer().stemWord(word))


@dataclass(frozen=True, slots=True)
class Analyser:
    """Text to terms.

    `accents` maps a word without accents to the accented forms attested in the corpus, the
    commonest first: it gives « mobilite » its é back before the stemmer sees it.
    """

    accents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def tokens(self, text: str) -> list[Token]:
        """The words of `text` that count, in order, with their place."""
        found: list[Token] = []
        pieces = list(words(text))
        surfaces = [surface for _, _, surface in pieces]
        place = 0
        while place < len(pieces):
            start, end, surface = pieces[place]
            if whole := expression_at(surfaces, place):
                last, term = whole
                said = " ".join(surfaces[place:last])
                found.append(Token(start, pieces[last - 1][1], said, term))
                place = last
                continue
            if surface not in stop_words():
                found.append(Token(start, end, surface, stem(self.attested(surface))))
            place += 1
        return found

    def terms(self, text: str) -> list[str]:
        """The terms of `text`, in order, repeated as often as they stand."""
        return [token.term for token in self.tokens(text)]

    def attested(self, surface: str) -> str:
        """The commonest accented form of a word typed without accents, else the word."""
        forms = self.accents.get(surface)
        return forms[0] if forms else surface


@cache
def _expressions() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First folded word to the (folded words, term) of `expressions.txt`, longest first."""
    lines = (Path(__file__).parent / "expressions.txt").read_text(encoding="utf-8").split("\n")
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in lines:
        if not line or line.startswith("#"):
            continue
        forms = [tuple(fold(s) for _, _, s in words(form)) for form in line.split("|")]
        for form in forms:
            found.setdefault(form[0], []).append((form, "_".join(forms[0])))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in found.items()}


def expression_at(surfaces: Sequence[str], place: int) -> tuple[int, str] | None:
    """(place after its last word, term) of the fixed expression that begins there, if any."""
    for form, term in _expressions().get(fold(surfaces[place]), ()):
        last = place + len(form)
        if tuple(map(fold, surfaces[place:last])) == form:
            return last, term
    return None


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, lower-case form in NFC) of each word, stop words included.

    `text` may be in any normal form (macOS gives NFD); the places are those of `text`.
    """
    composed, places = _composed(text)
    for start, end, surface in _composed_words(composed):
        yield places[start], places[end], surface


def _composed(text: str) -> tuple[str, Sequence[int]]:
    """The text in NFC and, for each of its places, the end included, the place in `text`."""
    if unicodedata.is_normalized("NFC", text) and not _MARK.search(text):
        return text, range(len(text) + 1)
    characters = list(_CHARACTER.finditer(text))
    # A mark that composes with no letter of French is dropped: it would cut the word in two.
    composed = "".join(unicodedata.normalize("NFC", match[0])[0] for match in characters)
    return composed, [*(match.start() for match in characters), len(text)]


def _composed_words(text: str) -> Iterator[tuple[int, int, str]]:
    plain = one_apostrophe(text)
    blanked = _INCLUSIVE.sub(lambda m: _plural_kept(m[0]), plain)
    blanked = _INNER_CAPITAL.sub(" ", blanked)
    for match in _WORD.finditer(blanked):
        start, end = match.span()
        if match["number"]:
            yield start, end, figures(match["number"]) or match["number"]
        elif match["dotted"]:
            yield start, end, match["dotted"].replace(".", "").lower()
        else:
            yield from _word(match["word"], start)


def _plural_kept(ending: str) -> str:
    """Blanks in place of an inclusive ending, so that later positions do not move."""
    return " " * len(ending)


def _word(raw: str, start: int) -> Iterator[tuple[int, int, str]]:
    if "'" in raw and fold(raw).lower() in _WHOLE:
        yield start, start + len(raw), raw.lower().replace("'", "")
        return
    at = 0
    while match := _ELISION.match(raw, at):
        at = match.end()
    for piece in _UNQUOTED.finditer(raw, at):
        yield start + piece.start(), start + piece.end(), piece[0].lower()


def attested_accents(surfaces: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """From surface counts, the accented forms of each word that is also typed without.

    A word keeps its bare form when that is the commoner one (« la », « age » as a code).
    """
    forms: dict[str, Counter[str]] = {}
    for surface, count in surfaces.items():
        plain = fold(surface)
        if plain != surface:
            forms.setdefault(plain, Counter())[surface] += count
    return {
        plain: tuple(form for form, _ in sorted(found.items(), key=lambda x: (-x[1], x[0])))
        for plain, found in forms.items()
        if sum(found.values()) >= surfaces.get(plain, 0)
    }


def surface_counts(texts: Iterable[str]) -> Counter[str]:
    """How often each lower-case word stands in the texts, stop words left out."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(s for _, _, s in words(text) if s not in stop_words())
    return counts
