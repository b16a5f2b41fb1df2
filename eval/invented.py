"""Whole invented fiches with their questions (eval/tuning/README.md): one file teaches the
encoder, another what is fitted over its vectors.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any

from corpus import Fiche
from eval.judged import read_lines
from indexer import Span
from indexer.passages import cut_sentences

FOLDER = Path(__file__).parent / "tuning"
LEARNED = FOLDER / "long_fiches.jsonl"
"""What the encoder is adapted on."""
UNSEEN = FOLDER / "unseen_fiches.jsonl"
"""What it isn't: evidence and refusal are fitted on these."""


def invented(path: Path) -> tuple[tuple[Fiche, ...], list[dict[str, Any]]]:
    """Fiches, and questions in the form of `eval/judged/dev_questions.jsonl` with the thing
    that each asks for. Raises SetError.
    """
    fiches: list[Fiche] = []
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(read_lines(path), start=1):
        fiche, places = _fiche(f"{path.stem}-{number:03d}", line)
        fiches.append(fiche)
        sentences = [sentence.span for sentence in cut_sentences(fiche)]
        for question, right, thing, on_page in line["questions"]:
            answers = [
                {"fiche_id": fiche.id, "section": span.label, "contains": [span.text(fiche)]}
                for span in sentences
                if any(_within(span, places[i]) for i in right)
            ]
            rows.append(_row(fiche, question, "quote", thing, on_page, answers))
        for question, thing, on_page, _why in line["sans"]:
            rows.append(_row(fiche, question, "none", thing, on_page, []))
    return tuple(fiches), rows


def _fiche(fiche_id: str, line: dict[str, Any]) -> tuple[Fiche, list[Span]]:
    """A fiche whose sections hold its sentences, one a line, and where each stands."""
    sections: dict[str, str] = {}
    places: list[Span] = []
    for label, text in line["phrases"]:
        before = f"{sections[label]}\n" if label in sections else ""
        sections[label] = before + text
        places.append(Span(label, len(before), len(sections[label])))
    organiser, _, departement = line["lieu"].partition(" – ")
    fiche = Fiche(
        id=fiche_id,
        title=line["titre"],
        organiser=organiser or None,
        departement=departement or None,
        sections=MappingProxyType(sections),
    )
    return fiche, places


def _within(span: Span, place: Span) -> bool:
    return span.label == place.label and span.start < place.end and place.start < span.end


def _row(
    fiche: Fiche, question: str, kind: str, thing: str, on_page: bool, answers: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "id": f"{fiche.id} {question}",
        "question": question,
        "fiche": fiche.id if on_page else None,
        "kind": kind,
        "thing": thing,
        "answers": answers,
    }
