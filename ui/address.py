"""The state of a screen and the address that says it: one is always made from the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from indexer import Span
from search import FIELDS, FILTERS
from ui import long_texts
from ui.long_texts import LONGEST, LONGEST_IN_ADDRESS

PAGE = 10
"""How many fiches « Afficher plus » adds."""

MOST = 1000

LONGEST_VALUE = 1000
"""A filter's value, which nobody writes by hand."""

MOST_TICKS = 100
"""Fiches ticked at once: their ids stand in the address, which browsers cut when too long."""

PRINT = "imprimer"
EVERYTHING = "toutes"
DOSSIER = "dossier"
MY_FICHES = "mes-fiches"
_VIEWS = ("", PRINT, EVERYTHING, DOSSIER, MY_FICHES)
_OF_A_FICHE = (PRINT, DOSSIER)

# `section` was taken: it says where the fiche that is open is quoted.
_PARAMETERS: Mapping[str, str] = {name: name for name in FILTERS} | {"section": "rubrique"}
"""Filter to its parameter, in the order of the address."""

IGNORABLE = frozenset({*FIELDS, "correction", "expansion"})
"""What may be left unread in the text, as in `search.Query.ignored`."""

Params = Mapping[str, Sequence[str]]
"""Parameter to its values, in the order of the address."""

Kept = Callable[[str], str | None]
"""From the id of a long text to the text, None when it is kept no more."""

_TEXT, _TEXT_ID = "q", "texte"
_QUESTION, _QUESTION_ID = "question", "question-texte"


@dataclass(frozen=True, slots=True)
class State:
    """What is shown: a search, and the fiche opened from it if any.

    `view` is "" for the usual screens, else PRINT, DOSSIER or EVERYTHING (the list of all
    fiches); `behind` is EVERYTHING when PRINT or DOSSIER came from that list. `ignored` are the
    fields that are not to be read in the text. `cited` is the span by which the fiche was
    found, `question` what is asked about that fiche; `ticks` are the ids of the fiches chosen
    to be downloaded, in the order chosen. `lost` is the id of a long text that the address
    names and that is kept no more.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    k: int = PAGE
    strict: bool = False
    ignored: frozenset[str] = frozenset()
    view: str = ""
    behind: str = ""
    fiche: str | None = None
    cited: Span | None = None
    question: str = ""
    ticks: tuple[str, ...] = ()
    lost: str = ""

    @classmethod
    def from_params(cls, params: Params, kept: Kept = lambda _: None) -> State:
        """Read an address. What makes no sense in it is passed over, never refused."""
        filters: dict[str, tuple[str, ...]] = {}
        for name, parameter in _PARAMETERS.items():
            if values := _distinct(params.get(parameter, ())):
                filters[name] = values
        k = _number(_first(params, "k")) or PAGE
        views = [view for view in params.get("vue", ()) if view in _VIEWS] or [""]
        of_a_list = views[-1] in _OF_A_FICHE and EVERYTHING in views
        fiche = _first(params, "fiche") or None
        text, lost = _text(params, _TEXT, _TEXT_ID, kept)
        return cls(
            text=text,
            filters=MappingProxyType(filters),
            k=min(max(k, PAGE), MOST),
            strict=_first(params, "strict") == "oui",
            ignored=IGNORABLE.intersection(params.get("sans", ())),
            view=views[-1],
            behind=EVERYTHING if of_a_list else "",
            fiche=fiche,
            cited=_span(params) if fiche else None,
            question=_text(params, _QUESTION, _QUESTION_ID, kept)[0] if fiche else "",
            ticks=_distinct(params.get("coche", ()))[:MOST_TICKS],
            lost=lost,
        )

    def to_params(self) -> dict[str, str | list[str]]:
        """The address: only what differs from an empty screen."""
        params: dict[str, str | list[str]] = {}
        if self.text:
            params |= _said(self.text, _TEXT, _TEXT_ID)
        elif self.lost:
            params[_TEXT_ID] = self.lost
        for name, parameter in _PARAMETERS.items():
            if values := self.filters.get(name):
                params[parameter] = list(values)
        if self.ignored:
            params["sans"] = sorted(self.ignored)
        if self.k != PAGE:
            params["k"] = str(self.k)
        if self.strict:
            params["strict"] = "oui"
        if self.view:
            params["vue"] = [self.behind, self.view] if self.behind else self.view
        if self.fiche:
            params["fiche"] = self.fiche
            if self.cited:
                params["section"] = self.cited.label
                params["start"] = str(self.cited.start)
                params["end"] = str(self.cited.end)
            if self.question:
                params |= _said(self.question, _QUESTION, _QUESTION_ID)
        if self.ticks:
            params["coche"] = list(self.ticks)
        return params

    @property
    def long_texts(self) -> tuple[str, ...]:
        """The texts that the address names by their id, and that must be kept beside it."""
        return tuple(t for t in (self.text, self.question) if len(t) > LONGEST_IN_ADDRESS)

    def asking(self, text: str) -> State:
        """A new search, with the same filters, from its first results.

        Other words are read afresh: what was ignored in the words before isn't any more.
        """
        text = text.strip()[:LONGEST]
        ignored = self.ignored if text == self.text else frozenset()
        return dataclasses.replace(
            self, text=text, k=PAGE, ignored=ignored, view="", behind="",
            fiche=None, cited=None, question="", lost="",
        )  # fmt: skip

    def shortened(self, text: str) -> State:
        """The same search with some of its words taken away."""
        return dataclasses.replace(self.asking(text), ignored=self.ignored)

    def ignoring(self, field: str) -> State:
        """The same search without reading that field in its text."""
        return dataclasses.replace(self, ignored=self.ignored | {field}, k=PAGE)

    def heeding(self, field: str) -> State:
        """The same search with that field read in its text again."""
        return dataclasses.replace(self, ignored=self.ignored - {field}, k=PAGE)

    def filtered(self, name: str, values: Sequence[str]) -> State:
        """The same search with this filter's values, none meaning no filter."""
        filters = {key: kept for key, kept in self.filters.items() if key != name}
        if values:
            filters[name] = tuple(values)
        return dataclasses.replace(self, filters=MappingProxyType(filters), k=PAGE)

    def unfiltered(self) -> State:
        """The same search without any filter, its text being read in full."""
        return dataclasses.replace(
            self, filters=MappingProxyType({}), strict=False, ignored=frozenset(), k=PAGE
        )

    def strictly(self, strict: bool) -> State:
        """The same search with filters on the raw fields, or not."""
        return dataclasses.replace(self, strict=strict, k=PAGE)

    def longer(self) -> State:
        """The same list with one more page of fiches."""
        return dataclasses.replace(self, k=min(self.k + PAGE, MOST))

    def opening(self, fiche_id: str, cited: Span | None = None) -> State:
        """A fiche opened from this search, or another place of the one that is open."""
        question = self.question if fiche_id == self.fiche else ""
        return dataclasses.replace(
            self, fiche=fiche_id, cited=cited, view=self._list(), behind="", question=question
        )

    def printing(self) -> State:
        """The print view of the fiche that is open."""
        return dataclasses.replace(self, view=PRINT, behind=self._list())

    def as_dossier(self) -> State:
        """The fiche that is open, in the order of a funder's form."""
        return dataclasses.replace(self, view=DOSSIER, behind=self._list(), cited=None)

    def about(self, question: str) -> State:
        """A question about the fiche that is open."""
        return dataclasses.replace(self, question=question.strip()[:LONGEST], cited=None)

    def ticked(self, fiche_id: str, on: bool) -> State:
        """The same screen with that fiche among those to download, or not."""
        others = tuple(kept for kept in self.ticks if kept != fiche_id)
        ticks = (*others, fiche_id)[:MOST_TICKS] if on else others
        return dataclasses.replace(self, ticks=ticks)

    def unticked(self) -> State:
        """The same screen with no fiche to download."""
        return dataclasses.replace(self, ticks=())

    def blank(self) -> State:
        """The empty page; the fiches ticked stay so."""
        return State(ticks=self.ticks)

    def back(self) -> State:
        """The search from which the fiche was opened."""
        return dataclasses.replace(
            self, fiche=None, cited=None, view=self._list(), behind="", question=""
        )

    def my_fiches(self) -> State:
        """The page of one's own fiches; the fiches ticked stay so."""
        return State(ticks=self.ticks, view=MY_FICHES)

    def everything(self) -> State:
        """The list of all fiches."""
        return dataclasses.replace(self.asking(""), view=EVERYTHING)

    def _list(self) -> str:
        """The view that is shown once no fiche is: the list of all, or the results."""
        return self.behind if self.view in _OF_A_FICHE else self.view


def _first(params: Params, name: str) -> str:
    values = params.get(name, ())
    return values[0].strip() if values else ""


def _text(params: Params, name: str, id_name: str, kept: Kept) -> tuple[str, str]:
    """A text of the address, and the id of one that is kept no more."""
    if text := _first(params, name)[:LONGEST]:
        return text, ""
    text_id = _first(params, id_name)
    if not long_texts.is_id(text_id):
        return "", ""
    found = kept(text_id)
    return (found, "") if found else ("", text_id)


def _said(text: str, name: str, id_name: str) -> dict[str, str | list[str]]:
    """A text as the address says it: in full, or by its id."""
    if len(text) > LONGEST_IN_ADDRESS:
        return {id_name: long_texts.id_of(text)}
    return {name: text}


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    """The values once each, without those that are empty or longer than anyone writes."""
    stripped = (value.strip() for value in values)
    return tuple(dict.fromkeys(value for value in stripped if 0 < len(value) <= LONGEST_VALUE))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _span(params: Params) -> Span | None:
    label = _first(params, "section")
    start, end = _number(_first(params, "start")), _number(_first(params, "end"))
    return Span(label, start, end) if label and start is not None and end is not None else None
