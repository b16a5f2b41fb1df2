"""What the chips say of a query, and where each of their buttons leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus import departement_named
from french import stop_words, words
from search import FIELDS, LIMIT, Understood, shown
from ui import asked
from ui.address import State
from ui.french import fr

OFF: Final = "✕"
ONLY: Final = "Uniquement"

_BETWEEN: Final[Mapping[str, str]] = {"neighbour": ", ", "exclusion": " ni "}

_IGNORED: Final[Mapping[str, str]] = {
    "section": "rubrique",
    "exclusion": "mots exclus",
    "correction": "correction",
    "expansion": "mots ajoutés",
}


@dataclass(frozen=True, slots=True)
class Action:
    """A button of a chip, and the state to which it leads."""

    label: str
    help: str
    state: State


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood or filtered; `key` is its own among a screen's chips."""

    key: str
    words: str
    actions: tuple[Action, ...] = ()


def chips(state: State, understood: Sequence[Understood]) -> tuple[Chip, ...]:
    """The chips of a screen: filters, what is placed first, words changed, what is left unread."""
    return (
        *_filters(state, understood),
        *_lifts(state, understood),
        *_corrections(state, understood),
        *_expansions(state, understood),
        *_limits(understood),
        *_left_unread(state),
    )


def _filters(state: State, understood: Sequence[Understood]) -> Iterator[Chip]:
    """The filters chosen, then the place that the text names, whose fiches come first."""
    seen = set()
    for item in understood:
        place = (item.field, item.value)
        if item.effect != "filter" or place in seen or _by_default(state, item):
            continue
        chosen = _chosen(state, item.field)
        if item.value not in chosen and _held(item, chosen):
            continue
        seen.add(place)
        target = _removed(state, item)
        said = _said(item.field, [asked.value_name(item.field, item.value)])
        # A place that the text names comes first outright, and the others still come after.
        kind, words, off = ("place", "D'abord : ", "Ne pas mettre ce lieu en tête")
        if item.value in chosen:
            kind, words, off = ("filter", "Filtre : ", "Retirer ce filtre")
        actions = (Action(OFF, off, target),) if target else ()
        yield Chip(f"{kind}-{item.field}-{item.value}", fr(words) + said, actions)


def _removed(state: State, item: Understood) -> State | None:
    """The state without a filter; None for one that can't be taken away."""
    chosen = _chosen(state, item.field)
    if item.value in chosen:
        return state.filtered(item.field, [value for value in chosen if value != item.value])
    left = asked.without_words(state.text, item.text)
    if left and any(word not in stop_words() for _, _, word in words(left)):
        return state.shortened(left)
    return None if item.field in state.ignored else state.ignoring(item.field)


def _by_default(state: State, item: Understood) -> bool:
    """True for the origins that filter without having been chosen."""
    return item.field == "origin" and "origin" not in state.filters


def _lifts(state: State, understood: Sequence[Understood]) -> Iterator[Chip]:
    """One chip a field, since that is what can be left unread."""
    by_field: dict[str, list[str]] = {}
    for item in understood:
        if item.effect == "lift" and not _held(item, _chosen(state, _filter_of(item.field))):
            by_field.setdefault(item.field, []).append(item.value)
    for field, found in by_field.items():
        values = tuple(dict.fromkeys(found))
        actions = [Action(ONLY, _only_help(field), _only(state, field, understood, values))]
        if field not in state.ignored:
            actions.append(Action(OFF, "Ne pas en tenir compte", state.ignoring(field)))
        yield Chip(f"lift-{field}", lift_words(field, values), tuple(actions))


def lift_words(field: str, values: Sequence[str]) -> str:
    """What is said of values that place fiches first."""
    return fr("Placées en tête : ") + _said(field, [shown(field, value) for value in values])


def _said(field: str, names: Sequence[str]) -> str:
    """A field and its values' names, as they stand after « Filtre : »."""
    if field == "section":
        names = [name.rstrip(" :") for name in names]
    elif field == "setting":
        names = [name.lower() for name in names]
    return FIELDS[field].before + _BETWEEN.get(field, " ou ").join(names)


def _only_help(field: str) -> str:
    if field == "neighbour":
        return "N'afficher que ces départements et celui qui est nommé"
    if field == "exclusion":
        return "N'afficher que les fiches sans ces mots"
    return "N'afficher que ces fiches"


def _only(
    state: State, field: str, understood: Sequence[Understood], values: Sequence[str]
) -> State:
    """The state in which what is placed first is all that is shown."""
    if field != "neighbour":
        return state.filtered(field, values)
    named = [
        name
        for item in understood
        if item.field == "departement" and item.effect == "filter"
        for name in _values(item)
    ]
    around = [name for value in values for name in value.split(", ")]
    both = asked.canonical_values("departement", (*named, *around))
    return state.filtered("departement", both)


def _corrections(state: State, understood: Sequence[Understood]) -> Iterator[Chip]:
    found = dict.fromkeys(
        item for item in understood if item.effect == "correction" and item.field != LIMIT
    )
    if not found:
        return
    read, typed = _quoted([i.value for i in found]), _quoted([i.text for i in found])
    target = state.ignoring("correction")
    action = Action(f"Chercher plutôt {typed}", "Chercher les mots tels qu'ils sont écrits", target)
    actions = () if "correction" in state.ignored else (action,)
    yield Chip("correction", f"Résultats pour {read}", actions)


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"«\u00a0{name}\u00a0»" for name in names)


def _expansions(state: State, understood: Sequence[Understood]) -> Iterator[Chip]:
    """One chip for all the words added, since all of them go together."""
    found = dict.fromkeys(item.value for item in understood if item.effect == "expansion")
    if not found:
        return
    action = Action(OFF, "Ne pas chercher ces mots", state.ignoring("expansion"))
    actions = () if "expansion" in state.ignored else (action,)
    yield Chip("expansion", fr("Cherché aussi : ") + ", ".join(found), actions)


def _limits(understood: Sequence[Understood]) -> Iterator[Chip]:
    """What of a very long text was not read, or not corrected."""
    for number, item in enumerate(item for item in understood if item.field == LIMIT):
        yield Chip(f"limit-{number}", fr(item.value))


def _left_unread(state: State) -> Iterator[Chip]:
    """What the user wanted unread in the text; nothing without a text."""
    for field in sorted(state.ignored) if state.text else ():
        name = _IGNORED.get(field) or FIELDS[field].title.lower()
        action = Action(OFF, "En tenir compte à nouveau", state.heeding(field))
        yield Chip(f"ignored-{field}", fr(f"Non pris en compte : {name}"), (action,))


def _filter_of(field: str) -> str:
    return "departement" if field == "neighbour" else field


def _chosen(state: State, name: str) -> tuple[str, ...]:
    return asked.canonical_values(name, state.filters.get(name, ()))


def _held(item: Understood, chosen: Sequence[str]) -> bool:
    """Whether the filters chosen already say all of it."""
    return set(asked.canonical_values(_filter_of(item.field), _values(item))) <= set(chosen)


def _values(item: Understood) -> list[str]:
    """The values of an item; several places stand in one text, as names or as codes."""
    if item.field not in ("departement", "neighbour"):
        return [item.value]
    names = item.value.split(", ")
    known = [departement_named(name) for name in names]
    return names if all(known) else item.value.split()
