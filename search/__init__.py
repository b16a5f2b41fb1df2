"""From a French query to hits."""

from search.bank import Bank
from search.engine import browse, search, similar
from search.fields import FIELDS, FILTERS
from search.query import Query, Understood
from search.results import Hit, Nearest, Results
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
