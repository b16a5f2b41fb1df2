"""Whole searches and answers, kept, and what has moved since: `python -m eval golden`.

A net under changes that should change nothing: every field of some 150 results and answers to
`dev` queries and questions, by the true encoder over the shipped fiches. A figure may stay
where it is while what people read moves; this tells which sentence, label or count did.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from answers import answer
from eval import banks
from search import Bank, Query, search, similar

FOLDER = Path(__file__).parent / "data" / "golden"
FILES = ("searches.json", "answers.json")
TOLERANCE = 1e-3
"""How far a score may be from the one kept: processors round differently."""
TIE = 2 * TOLERANCE
"""Two fiches less far apart than this may change places."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "results": ("id",),
    "nearest": ("id",),
    "understood": ("field", "text"),
    "citations": ("fiche_id", "section", "start", "end"),
    "rows": ("fiche_id",),
}
"""What makes an item of each list itself, whatever its place."""

Case = dict[str, Any]


def kept(name: str) -> list[Case]:
    """The cases of one file: `id`, `kind`, what is `asked`, and what it `got`."""
    return list(json.loads((FOLDER / name).read_text(encoding="utf-8")))


def got(bank: Bank, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the product gives today, as its commands print it.

    An answer's `confidence`, which no command prints, stands with it.
    """
    if "question" in asked:
        found = answer(bank, asked["question"], asked.get("fiche"), asked.get("models"))
        return {**_said(found.as_dict(), "question"), "confidence": round(found.confidence, 4)}
    if "like" in asked:
        return {"results": [hit.as_dict() for hit in similar(bank, asked["like"])]}
    query = Query(asked["query"], asked.get("filters", {}), strict=asked.get("strict", False))
    return _said(search(bank, query).as_dict(), "query")


def _said(found: dict[str, Any], repeated: str) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name not in ("id", repeated)}


def write() -> list[Path]:
    """Ask every case again and keep what it gives now; the files written."""
    bank = banks.shipped()
    for name in FILES:
        now = [{**case, "got": got(bank, case["asked"])} for case in kept(name)]
        (FOLDER / name).write_text(as_text(now), encoding="utf-8", newline="\n")
    return [FOLDER / name for name in FILES]


def moved() -> list[str]:
    """One line for each thing that isn't as it was kept; empty when nothing moved."""
    bank = banks.shipped()
    lines: list[str] = []
    fields: Counter[str] = Counter()
    for case in (case for name in FILES for case in kept(name)):
        asked, now = case["asked"], got(bank, case["asked"])
        text = asked.get("question") or asked.get("query") or asked["like"]
        for place, said in differences(case["got"], now):
            if said in (NEW, GONE):
                fields[f"{place}: {said}"] += 1
            else:
                lines.append(f"{case['id']} ({case['kind']}) « {text} »: {place}: {said}")
    return [f"{said}, {n} times" for said, n in fields.items()] + lines


NEW, GONE = "a new field", "a field that is no more"


def differences(
    before: Mapping[str, Any], now: Mapping[str, Any], place: str = ""
) -> Iterator[tuple[str, str]]:
    """(place, what differs) between two objects; scores within `TOLERANCE` don't."""
    for name in sorted(before.keys() | now.keys() - {"rank"}):
        here = f"{place}.{name}" if place else name
        if name not in before or name not in now:
            yield here, NEW if name in now else GONE
            continue
        old, new = before[name], now[name]
        if name == "rank" or old == new:
            continue
        if name in ("score", "confidence") and abs(old - new) <= TOLERANCE:
            continue
        if name in KEYS:
            yield from _of_lists(old, new, KEYS[name], here)
        elif isinstance(old, dict) and isinstance(new, dict):
            yield from differences(old, new, here)
        else:
            yield here, f"{_short(old)} → {_short(new)}"


def _of_lists(
    before: Sequence[Case], now: Sequence[Case], key: Sequence[str], place: str
) -> Iterator[tuple[str, str]]:
    """What left a list, what came, what changed inside an item, and whether the order did."""
    old = {tuple(item[part] for part in key): item for item in before}
    new = {tuple(item[part] for part in key): item for item in now}
    for gone in old.keys() - new.keys():
        if not _on_the_edge(old[gone], before, len(now)):
            yield place, f"without {_short(old[gone])}"
    for come in new.keys() - old.keys():
        if not _on_the_edge(new[come], now, len(before)):
            yield place, f"with {_short(new[come])}"
    both = [one for one in old if one in new]
    for one in both:
        yield from differences(old[one], new[one], f"{place}[{one[0]}]")
    rank = {one: at for at, one in enumerate(new)}
    for first, second in combinations(both, 2):
        if rank[first] > rank[second] and not _tied(old[first], old[second]):
            yield place, f"{second[0]} now before {first[0]}"


def _tied(one: Case, other: Case) -> bool:
    return "score" in one and abs(one["score"] - other["score"]) <= TIE


def _on_the_edge(item: Case, items: Sequence[Case], others: int) -> bool:
    """Whether an item is as good as the last of a list that is full."""
    return len(items) == others and _tied(item, items[-1])


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else f"{text[:159]}…"


def as_text(cases: Sequence[Case]) -> str:
    """JSON with a line for each item of a list and each value of `got`, so that a diff reads."""
    return "[\n" + ",\n".join(_case(case) for case in cases) + "\n]\n"


def _case(case: Case) -> str:
    head = {name: value for name, value in case.items() if name != "got"}
    parts = [f"  {_json(name)}: {_field(value)}" for name, value in case["got"].items()]
    return f'{_json(head)[:-1]}, "got": {{\n' + ",\n".join(parts) + "\n}}"


def _field(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"    {_json(item)}" for item in value) + "\n  ]"
    if isinstance(value, dict) and value:
        lines = [f"    {_json(name)}: {_json(of)}" for name, of in value.items()]
        return "{\n" + ",\n".join(lines) + "\n  }"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
