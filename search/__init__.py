"""From a French query to hits."""

from search.bank import Bank, kept
from search.batch import encodable, rows
from search.engine import browse, search, similar
from search.fields import FIELDS, FILTERS
from search.filters import OUT, admitted
from search.logistic import chance_of, log_odds, odds_of
from search.query import LIMIT, Query, Understood, cut, readable
from search.ranking.scorer import Ranking, rank
from search.ranking.sparse import Group
from search.reading import Understanding, understand
from search.reading.terms import read_words
from search.results import Hit, Nearest, Results, Strength
from search.stated import UnknownValueError, evidence, shown
from search.weights import Trees

__all__ = [
    "FIELDS",
    "FILTERS",
    "LIMIT",
    "OUT",
    "Bank",
    "Group",
    "Hit",
    "Nearest",
    "Query",
    "Ranking",
    "Results",
    "Strength",
    "Trees",
    "Understanding",
    "Understood",
    "UnknownValueError",
    "admitted",
    "browse",
    "chance_of",
    "cut",
    "encodable",
    "evidence",
    "kept",
    "log_odds",
    "odds_of",
    "rank",
    "read_words",
    "readable",
    "rows",
    "search",
    "shown",
    "similar",
    "understand",
]
