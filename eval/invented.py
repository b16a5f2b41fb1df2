"""Whole invented fiches with their questions (eval/data/training/README.md): one file teaches the
encoder, another what is fitted over its vectors.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any

from corpus import Fiche
from eval.sets import JudgedQuestion, Proof, read_lines
from indexer import Span
from indexer.passages import cut_sentences

FOLDER = Path(__file__).parent / "data" / "training"
LEARNED = FOLDER / "long_fiches.jsonl"
"""What the encoder is adapted on."""
UNSEEN = FOLDER / "unseen_fiches.jsonl"
"""What it isn't: evidence and refusal are fitted on these."""


def invented(path: Path) -> tuple[tuple[Fiche, ...], list[JudgedQuestion]]:
    """Fiches, and questions with the thing that each asks for. Raises SetError."""
    fiches: list[Fiche] = []
    asked: list[JudgedQuestion] = []
    for number, line in enumerate(read_lines(path), start=1):
        fiche, places = _fiche(f"{path.stem}-{number:03d}", line)
        fiches.append(fiche)
        sentences = [sentence.span for sentence in cut_sentences(fiche)]
        for question, right, thing, on_page in line["questions"]:
            proofs = tuple(
                Proof(fiche.id, span.label, (span.text(fiche),))
                for span in sentences
                if any(_within(span, places[i]) for i in right)
            )
            asked.append(_asked(fiche, question, thing, on_page, proofs))
        for question, thing, on_page, _why in line["sans"]:
            asked.append(_asked(fiche, question, thing, on_page, ()))
    return tuple(fiches), asked


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


def _asked(
    fiche: Fiche, question: str, thing: str, on_page: bool, proofs: tuple[Proof, ...]
) -> JudgedQuestion:
    return JudgedQuestion(
        f"{fiche.id} {question}",
        question,
        fiche.id if on_page else None,
        "quote" if proofs else "none",
        proofs,
        thing=thing,
    )
