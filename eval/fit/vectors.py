"""Write the vectors that ship with the project: `make vectors`.

Those of the shipped fiches and of the phrases that silence compares with, under the bundled
model. To be run again whenever a shipped fiche or the passage and sentence recipes change.
"""

from __future__ import annotations

from corpus import read
from embeddings import LazyEncoder
from embeddings.cache import ship
from indexer.passages import cut_passages, cut_sentences
from indexer.sources import SHIPPED
from search.ranking.cohorts import cohort_texts


def shipped_texts() -> list[str]:
    """Every text that a first start embeds."""
    count_tokens = LazyEncoder().count_tokens
    texts: list[str] = []
    for fiche in read([SHIPPED]).fiches:
        texts += [passage.text(fiche) for passage in cut_passages(fiche, count_tokens)]
        texts += [sentence.text(fiche) for sentence in cut_sentences(fiche)]
    sector, others = cohort_texts()
    return [*texts, *sector, *others]


if __name__ == "__main__":
    print(f"{ship(shipped_texts())} vectors written")
