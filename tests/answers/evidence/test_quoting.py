"""What is quoted around the sentence that answers, and figures that contradict each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers.evidence.candidates import FEATURES, Candidate
from answers.evidence.quoting import QUOTE, SECTION, contradiction, quoted
from answers.types import Citation
from french import sentences
from indexer import Span, build
from search import Bank
from tests.answers.conftest import FUNDING, fiche
from tests.fakes import FakeEncoder

LABEL = "Description générale"
FILLER = "Les voisins se retrouvent autour des massifs et parlent de tout."


def candidate(span: Span, score: float = 0.0) -> Candidate:
    return Candidate(0, span, (0.0,) * len(FEATURES), score)


def long_section(*said: str) -> tuple[str, list[Span]]:
    """A section too long to be quoted whole, with these sentences in its middle."""
    text = "\n".join([FILLER] * 5 + list(said) + [FILLER] * 5)
    assert len(text) > SECTION
    return text, [Span(LABEL, start, end) for start, end in sentences(text)]


def test_a_short_section_is_quoted_whole_without_its_margins():
    text = "\n Le mardi. De 9h à 12h. \n"
    made = fiche("a", "Le jardin", {LABEL: text})
    found = quoted(made, candidate(Span(LABEL, 2, 11)), [])
    assert found.text(made) == "Le mardi. De 9h à 12h."


def test_of_a_long_section_the_sentence_is_quoted_with_its_best_neighbours():
    text, spans = long_section("Tout coûte 800 €.", "La Caf en paie 300.")
    places = [candidate(span, -1.0) for span in spans]
    best = next(i for i, span in enumerate(spans) if "800" in text[span.start : span.end])
    places[best] = candidate(spans[best], 3.0)
    places[best + 1] = candidate(spans[best + 1], 1.0)
    made = fiche("a", "Le jardin", {LABEL: text})
    found = quoted(made, places[best], places)
    assert "Tout coûte 800 €.\nLa Caf en paie 300." in found.text(made)
    assert SECTION - 150 < found.end - found.start <= QUOTE


def test_a_heading_is_quoted_with_what_it_announces():
    text, spans = long_section("Ce que cela coûte :", "800 € en tout.")
    heading = next(i for i, span in enumerate(spans) if text[span.start : span.end].endswith(":"))
    places = [candidate(span) for span in spans]
    made = fiche("a", "Le jardin", {LABEL: text})
    found = quoted(made, places[heading + 1], places).text(made)
    assert "Ce que cela coûte :\n800 € en tout." in found


def test_sentences_of_another_fiche_or_section_are_no_neighbours():
    text, spans = long_section("Tout coûte 800 €.")
    best = next(span for span in spans if "800" in text[span.start : span.end])
    others = [Candidate(1, span, (0.0,) * len(FEATURES), 9.0) for span in spans]
    made = fiche("a", "Le jardin", {LABEL: text})
    assert quoted(made, candidate(best), others) == best


TOTALS = {
    "same": "Coût total : 9 400 €.",
    "other": "Coût total : 8 000 €.",
    "part": "Dont 8 000 € de la Caf.",
}


@pytest.fixture(scope="module")
def stated(tests_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder, encoder = tmp_path_factory.mktemp("totals"), FakeEncoder()
    source = folder / "fiches.jsonl"
    made = [
        fiche(name, f"Le jardin {name}", {FUNDING: "Budget total : 9 400 €.", LABEL: text})
        for name, text in TOTALS.items()
    ]
    source.write_text("".join(one.to_json() + "\n" for one in made), encoding="utf-8")
    build([source], folder / "index", encoder=encoder)
    return Bank.open(folder / "index", encoder)


def whole(bank: Bank, name: str, label: str) -> Citation:
    found = bank.fiches[bank.row_of[name]]
    return Citation(found, Span(label, 0, len(found.sections[label])))


@pytest.mark.parametrize(("name", "told"), [("same", False), ("other", True), ("part", False)])
def test_two_totals_of_one_fiche_that_differ_are_both_told(stated, name, told):
    first, second = whole(stated, name, FUNDING), whole(stated, name, LABEL)
    assert (contradiction(stated, [first, second]) is second) == told


def test_totals_of_two_fiches_contradict_nothing(stated):
    first, elsewhere = whole(stated, "same", FUNDING), whole(stated, "other", LABEL)
    assert contradiction(stated, [first, elsewhere]) is None
    assert contradiction(stated, []) is None
