"""The state of a screen and the address that says it: one is always made from the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from corpus.vocabulary import FACETS
from indexer import Span

PAGE = 10
"""How many fiches « Afficher plus » adds."""

MOST = 1000
LONGEST_TEXT = 1000

PRINT = "imprimer"
EVERYTHING = "toutes"
_VIEWS = ("", PRINT, EVERYTHING)

Params = Mapping[str, Sequence[str]]
"""Parameter to its values, in the order of the address."""


@dataclass(frozen=True, slots=True)
class State:
    """What is shown: a search, and the fiche opened from it if any.

    `view` is "" for the usual screens, else PRINT or EVERYTHING (the list of all fiches).
    `cited` is the span by which the fiche was found.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    k: int = PAGE
    strict: bool = False
    view: str = ""
    fiche: str | None = None
    cited: Span | None = None

    @classmethod
    def from_params(cls, params: Params) -> State:
        """Read an address. What makes no sense in it is passed over, never refused."""
        filters: dict[str, tuple[str, ...]] = {}
        for name in FACETS:
            values = tuple(dict.fromkeys(v.strip() for v in params.get(name, ()) if v.strip()))
            if values:
                filters[name] = values
        k = _number(_first(params, "k")) or PAGE
        view = _first(params, "vue")
        fiche = _first(params, "fiche") or None
        return cls(
            text=_first(params, "q")[:LONGEST_TEXT],
            filters=MappingProxyType(filters),
            k=min(max(k, PAGE), MOST),
            strict=_first(params, "strict") == "oui",
            view=view if view in _VIEWS else "",
            fiche=fiche,
            cited=_span(params) if fiche else None,
        )

    def to_params(self) -> dict[str, str | list[str]]:
        """The address: only what differs from an empty screen."""
        params: dict[str, str | list[str]] = {}
        if self.text:
            params["q"] = self.text
        for name in FACETS:
            if values := self.filters.get(name):
                params[name] = list(values)
        if self.k != PAGE:
            params["k"] = str(self.k)
        if self.strict:
            params["strict"] = "oui"
        if self.view:
            params["vue"] = self.view
        if self.fiche:
            params["fiche"] = self.fiche
            if self.cited:
                params["section"] = self.cited.label
                params["start"] = str(self.cited.start)
                params["end"] = str(self.cited.end)
        return params

    def asking(self, text: str) -> State:
        """A new search, with the same filters, from its first results."""
        text = text.strip()[:LONGEST_TEXT]
        return dataclasses.replace(self, text=text, k=PAGE, view="", fiche=None, cited=None)

    def filtered(self, name: str, values: Sequence[str]) -> State:
        """The same search with this facet's values, none meaning no filter."""
        filters = {key: kept for key, kept in self.filters.items() if key != name}
        if values:
            filters[name] = tuple(values)
        return dataclasses.replace(self, filters=MappingProxyType(filters), k=PAGE)

    def unfiltered(self) -> State:
        """The same search without any filter."""
        return dataclasses.replace(self, filters=MappingProxyType({}), strict=False, k=PAGE)

    def strictly(self, strict: bool) -> State:
        """The same search with filters on the raw fields, or not."""
        return dataclasses.replace(self, strict=strict, k=PAGE)

    def longer(self) -> State:
        """The same list with one more page of fiches."""
        return dataclasses.replace(self, k=min(self.k + PAGE, MOST))

    def opening(self, fiche_id: str, cited: Span | None = None) -> State:
        """A fiche opened from this search."""
        view = "" if self.view == PRINT else self.view
        return dataclasses.replace(self, fiche=fiche_id, cited=cited, view=view)

    def printing(self) -> State:
        """The print view of the fiche that is open."""
        return dataclasses.replace(self, view=PRINT)

    def back(self) -> State:
        """The search from which the fiche was opened."""
        view = "" if self.view == PRINT else self.view
        return dataclasses.replace(self, fiche=None, cited=None, view=view)

    def everything(self) -> State:
        """The list of all fiches."""
        return dataclasses.replace(self.asking(""), view=EVERYTHING)


def _first(params: Params, name: str) -> str:
    values = params.get(name, ())
    return values[0].strip() if values else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _span(params: Params) -> Span | None:
    label = _first(params, "section")
    start, end = _number(_first(params, "start")), _number(_first(params, "end"))
    return Span(label, start, end) if label and start is not None and end is not None else None
