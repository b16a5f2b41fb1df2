"""Which of the lines that could be labels are: the longest run in the order of the export."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import labels
from corpus.fiche import normalise

_PLACES = {
    label: [place for place, name in enumerate(labels.ORDER) if name == label]
    for label in labels.ORDER
}


def label_run(known: Sequence[str | None]) -> list[tuple[int, int]]:
    """(line index, place in ORDER) of the label lines, `known` being what each line could be.

    Of two lines that could be the same closed label the later is taken, since a bullet of
    a text comes before the closed list that repeats it; of free labels, the earlier.

    Takes time in proportion to the lines: for each place of the order, the best run that ends
    there is enough.
    """
    # A run: length, lateness of its closed labels, minus its rank (of equals, the first).
    best: list[tuple[int, int, int] | None] = [None] * len(labels.ORDER)
    chain: list[tuple[int, int, int]] = []  # line index, place, previous link
    for index, label in enumerate(known):
        if label is None:
            continue
        late = index if label in labels.LISTS else -index
        # The later place first, so that one line is never twice in a run.
        for place in reversed(_PLACES[label]):
            before = max((run for run in best[:place] if run), default=None)
            run = (1, late, -len(chain))
            if before is not None:
                run = (before[0] + 1, before[1] + late, -len(chain))
            chain.append((index, place, -before[2] if before else -1))
            kept = best[place]
            best[place] = run if kept is None else max(kept, run)
    last = max((run for run in best if run), default=None)
    link = -last[2] if last else -1
    found: list[tuple[int, int]] = []
    while link >= 0:
        index, place, link = chain[link]
        found.append((index, place))
    return found[::-1]


def begins_next_label(text: str, place: int) -> bool:
    """Whether a text is only the beginning of a label that may follow that place."""
    piece = normalise(text)
    for label in labels.ORDER[place + 1 :]:
        if piece and normalise(label).startswith(piece):
            return True
        if label not in labels.OPTIONAL:
            break
    return False
