"""Fiches cut into passages and sentences, as places in their own sections.

A passage holds whole small sections side by side, or a part of a long one; it is embedded
under a header that says whose it is. A sentence is embedded with its title and label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus import Fiche, labels
from french import sentences

PASSAGE_RECIPE = "passages-2: 320 tokens, merged below 180, header title/organiser/département"
SENTENCE_RECIPE = "sentences-2: title and short label as context"
LONGEST = 320
MERGED_BELOW = 180
LONGEST_TITLE = 80

_SEPARATORS = ["\n\n", "\n", ". ", "! ", "? ", "; ", ", ", " ", ""]


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a fiche: `fiche.sections[label][start:end]`."""

    label: str
    start: int
    end: int

    def text(self, fiche: Fiche) -> str:
        """The words of the source at this place, character for character; none if it has none."""
        return fiche.sections.get(self.label, "")[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Passage:
    """What the dense leg searches: one or more spans of one fiche."""

    fiche_id: str
    spans: tuple[Span, ...]

    def text(self, fiche: Fiche) -> str:
        """What is embedded: the header, then each span after its label."""
        header = [fiche.title, fiche.organiser, fiche.departement]
        parts = [" — ".join(part for part in header if part)]
        parts += [f"{span.label.rstrip(' :')} : {span.text(fiche)}" for span in self.spans]
        return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a free section: what ranking, highlights and answers share."""

    fiche_id: str
    span: Span

    def text(self, fiche: Fiche) -> str:
        """What is embedded: title and label give the sentence its context."""
        label = labels.SHORT.get(self.span.label, self.span.label)
        return f"{fiche.title[:LONGEST_TITLE]}. {label} : {self.span.text(fiche)}"


def text_sections(fiche: Fiche) -> list[tuple[str, str]]:
    """(label, text) of the free sections: the export's in its order, then unknown ones."""
    closed = labels.LISTS | {labels.WITH_WHOM}
    known = [label for label in labels.TEXTS if label in fiche.sections]
    others = [k for k in fiche.sections if k not in closed and k not in labels.TEXTS]
    return [(label, fiche.sections[label]) for label in [*known, *others]]


def cut_sentences(fiche: Fiche) -> list[Sentence]:
    """The sentences of every free section, in reading order."""
    return [
        Sentence(fiche.id, Span(label, start, end))
        for label, text in text_sections(fiche)
        for start, end in sentences(text)
    ]


def cut_passages(fiche: Fiche, count_tokens: Callable[[str], int]) -> list[Passage]:
    """The passages of a fiche, at least one.

    A fiche without text has one of its closed fields, or of its header alone: it is still
    found by its title.
    """
    pieces = [
        (span, count_tokens(span.text(fiche)))
        for label, text in text_sections(fiche)
        if text.strip()
        for span in _split(label, text, count_tokens)
    ]
    if not pieces:
        spans = [Span(k, 0, len(v)) for k, v in fiche.sections.items() if v.strip()]
        return [Passage(fiche.id, tuple(spans))]
    return [Passage(fiche.id, spans) for spans in _merge(pieces)]


def _split(label: str, text: str, count_tokens: Callable[[str], int]) -> Iterable[Span]:
    if count_tokens(text) <= LONGEST:
        yield Span(label, 0, len(text))
        return
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        chunk_size=LONGEST,
        chunk_overlap=0,
        length_function=count_tokens,
        add_start_index=True,
        keep_separator="end",
    )
    for document in splitter.create_documents([text]):
        start = int(document.metadata["start_index"])
        yield Span(label, start, start + len(document.page_content))


def _merge(pieces: list[tuple[Span, int]]) -> Iterable[tuple[Span, ...]]:
    """Neighbours put together while the passage is short and the next one fits."""
    group: list[Span] = []
    size = 0
    for span, tokens in pieces:
        fits = size + tokens <= LONGEST and min(size, tokens) < MERGED_BELOW
        if group and not fits:
            yield tuple(group)
            group, size = [], 0
        group.append(span)
        size += tokens
    if group:
        yield tuple(group)
