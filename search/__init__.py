"""From a French query to hits."""

from search.bank import Bank
from search.fields import FIELDS, FILTERS
from search.hit import Hit, Nearest, Results
from search.query import Query, Understood
from search.search import browse, search, similar
from search.stated import UnknownValueError, shown

__all__ = [
    "FIELDS",
    "FILTERS",
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
