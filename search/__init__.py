"""From a French query to hits."""

from search.bank import Bank
from search.hit import Hit, Nearest, Results
from search.query import FACET_TITLES, Query, Understood
from search.search import browse, search, similar
from search.stated import STATED_TITLES, UnknownValueError, shown

__all__ = [
    "FACET_TITLES",
    "STATED_TITLES",
    "Bank",
    "Hit",
    "Nearest",
    "Query",
    "Results",
    "Understood",
    "UnknownValueError",
    "browse",
    "search",
    "shown",
    "similar",
]
