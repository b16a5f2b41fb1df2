"""What is found and what is not, with the shipped fiches and the bundled encoder."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings import LazyEncoder
from indexer import SHIPPED, build
from search import Bank, Query, search

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory, real_encoder: LazyEncoder) -> Bank:
    folder: Path = tmp_path_factory.mktemp("shipped") / "index"
    build([SHIPPED], folder, encoder=real_encoder)
    return Bank.open(folder, real_encoder)


@pytest.mark.parametrize(
    ("query", "departement"),
    [
        ("sorties près de Toulouse pour les parents", "Haute-Garonne"),
        ("seniors nantes", "Loire-Atlantique"),
        ("jeunes à Millau", "Aveyron"),
        ("mobilité rodez", "Aveyron"),
        ("potager 12850", "Aveyron"),
        ("adolescents (93)", "Seine-Saint-Denis"),
        ("seniors Antilles", "Guadeloupe"),
    ],
)
def test_a_place_that_some_fiche_has_comes_first(
    shipped: Bank, query: str, departement: str
) -> None:
    found = search(shipped, Query(query))
    assert found.found
    assert found.hits[0].fiche.departement == departement


@pytest.mark.parametrize("query", ["restaurant Nice", "pharmacie de garde Lyon"])
def test_a_town_beside_another_world_s_subject_is_no_answer(shipped: Bank, query: str) -> None:
    assert not search(shipped, Query(query)).found
