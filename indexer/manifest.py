"""What an index says of itself: recipe, sources, counts."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus.derived
import french.segmentation
import french.terms
from corpus import Fiche
from embeddings import model_name
from indexer.generations import UnusableIndexError
from indexer.passages import PASSAGE_RECIPE, SENTENCE_RECIPE

FORMAT = "1"

_SAID: Mapping[str, str] = {
    "format": "format",
    "model": "modèle",
    "passages": "passages",
    "sentences": "phrases",
    "analyser": "lecture des mots",
    "stop words": "mots vides",
    "derived": "faits tirés des textes",
    "expressions": "expressions",
}
"""What users read for each part of the recipe."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The file `manifest.json` of a generation."""

    recipe: Mapping[str, str]
    sources: tuple[str, ...]
    built: str
    counts: Mapping[str, int]
    corpus: str
    fiches: Mapping[str, str]

    def save(self, folder: Path) -> None:
        """Write `manifest.json`, last of all files: a generation without it is no index."""
        text = json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1)
        (folder / "manifest.json").write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Read `manifest.json`. Raises UnusableIndexError when it is damaged."""
        try:
            row = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            row["sources"] = tuple(row["sources"])
            return cls(**row)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise UnusableIndexError(
                f"l'index {folder} est abîmé ({error}) ; relancez python -m indexer"
            ) from error


def recipe(model: str | None = None) -> dict[str, str]:
    """What the present code and settings make an index of; `model` names another encoder."""
    return {
        "format": FORMAT,
        "model": model or model_name(),
        "passages": PASSAGE_RECIPE,
        "sentences": f"{SENTENCE_RECIPE}; cut {french.segmentation.VERSION}",
        "analyser": french.terms.VERSION,
        "stop words": digest(Path(french.terms.__file__).with_name("stopwords.txt")),
        "derived": corpus.derived.VERSION,
        "expressions": digest(Path(french.terms.__file__).with_name("expressions.txt")),
    }


def check_recipe(manifest: Manifest, folder: Path, model: str | None = None) -> None:
    """Raises UnusableIndexError when the index was made by another recipe."""
    now = recipe(model)
    other = [
        name for name in {*now, *manifest.recipe} if now.get(name) != manifest.recipe.get(name)
    ]
    if other:
        said = ", ".join(sorted(_SAID.get(name, name) for name in other))
        raise UnusableIndexError(
            f"l'index {folder} a été fait avec une autre recette ({said}) ; "
            f"relancez : python -m indexer --index {folder}"
        )


def digest(path: Path) -> str:
    """Sixteen hex digits of a text file, the same whatever its line endings."""
    data = path.read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(data).hexdigest()[:16]


def fiche_digests(fiches: Sequence[Fiche]) -> dict[str, str]:
    """Id to a digest of all that the fiche holds."""
    return {f.id: hashlib.sha256(f.to_json().encode()).hexdigest()[:16] for f in fiches}


def corpus_digest(digests: Mapping[str, str]) -> str:
    """One digest of the whole corpus, whatever the order of its fiches."""
    text = "\n".join(f"{key} {value}" for key, value in sorted(digests.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
