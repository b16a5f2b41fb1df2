"""From a French query to hits."""

from search.facets import UnknownValueError
from search.hit import Hit, Nearest, Results
from search.query import FACET_TITLES, Query, Understood
from search.search import browse, search, similar

__all__ = [
    "FACET_TITLES",
    "Hit",
    "Nearest",
    "Query",
    "Results",
    "Understood",
    "UnknownValueError",
    "browse",
    "search",
    "similar",
]
