"""The French language as Essaimer needs it: terms, sentences, amounts."""

from french.ages import OLDEST, read_ages
from french.amounts import Amount, AmountKind, Role, read_amounts
from french.characters import as_json, escaped, plain, visible
from french.english import is_english, is_function_word, translations
from french.folding import fold, lowered, normalise, one_apostrophe
from french.lexicon import EntryKind, Reading, entries, readings
from french.numbers import number_value
from french.questions import INTERROGATIVE, is_question
from french.segmentation import VERSION as SEGMENTATION_VERSION
from french.segmentation import sentences
from french.spelling import Speller
from french.terms import VERSION as ANALYSER_VERSION
from french.terms import (
    Analyser,
    Token,
    attested_accents,
    expression_at,
    stem,
    stop_words,
    surface_counts,
    words,
)
from french.years import read_years

__all__ = [
    "ANALYSER_VERSION",
    "INTERROGATIVE",
    "OLDEST",
    "SEGMENTATION_VERSION",
    "Amount",
    "AmountKind",
    "Analyser",
    "EntryKind",
    "Reading",
    "Role",
    "Speller",
    "Token",
    "as_json",
    "attested_accents",
    "entries",
    "escaped",
    "expression_at",
    "fold",
    "is_english",
    "is_function_word",
    "is_question",
    "lowered",
    "normalise",
    "number_value",
    "one_apostrophe",
    "plain",
    "read_ages",
    "read_amounts",
    "read_years",
    "readings",
    "sentences",
    "stem",
    "stop_words",
    "surface_counts",
    "translations",
    "visible",
    "words",
]
