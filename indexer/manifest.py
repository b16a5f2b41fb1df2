"""What an index says of itself: recipe, sources, counts, and what each of its files holds."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import corpus.facts
import french
from corpus import Fiche
from embeddings import model_name
from french import ANALYSER_VERSION, SEGMENTATION_VERSION
from indexer.errors import DamagedIndexError, RecipeError
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

_FRENCH = Path(french.__file__).parent
_STATING = (
    *sorted(Path(corpus.facts.__file__).parent.glob("*.py")),
    *(_FRENCH / f"{name}.py" for name in ("ages", "amounts", "folding", "numbers", "years")),
)
"""The code that says what texts state. All of it is in the recipe: what an index holds must not
be left behind by a detector whose version nobody thought of changing."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The file `manifest.json` of a generation."""

    recipe: Mapping[str, str]
    sources: tuple[str, ...]
    built: str
    counts: Mapping[str, int]
    corpus: str
    fiches: Mapping[str, str]
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Path within the generation, to size in bytes and sha256."""

    def save(self, folder: Path) -> None:
        """Write `manifest.json`, last of all files: a generation without it is no index."""
        text = json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1)
        (folder / "manifest.json").write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Read `manifest.json`. Raises DamagedIndexError when it is damaged."""
        try:
            row = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            if not isinstance(row["sources"], list):
                raise TypeError("list expected")
            row["sources"] = tuple(row["sources"])
            row["files"] = {k: (size, said) for k, (size, said) in row.get("files", {}).items()}
            manifest = cls(**row)
            _check_types(manifest)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise DamagedIndexError(
                f"l'index {folder} est abîmé (manifest.json illisible)",
                "relancez python -m indexer",
            ) from error
        return manifest

    def check_sizes(self, generation: Path, names: Iterable[str] | None = None) -> None:
        """Raises DamagedIndexError when a file is missing or has another size than it had."""
        for name in self.files if names is None else names:
            size, _ = self.files[name]
            try:
                found = (generation / name).stat().st_size
            except OSError:
                raise DamagedIndexError(_damaged(generation, name, "absent")) from None
            if found != size:
                raise DamagedIndexError(_damaged(generation, name, "tronqué ou modifié"))

    def check_digest(self, generation: Path, name: str) -> None:
        """Raises DamagedIndexError when a file no longer holds what it held."""
        if name in self.files:
            try:
                found = file_digest(generation / name)
            except OSError:
                raise DamagedIndexError(_damaged(generation, name, "illisible")) from None
            if found != self.files[name][1]:
                raise DamagedIndexError(_damaged(generation, name, "modifié ou abîmé"))


def file_records(generation: Path) -> dict[str, tuple[int, str]]:
    """Size and digest of every file of a generation, by its path there."""
    paths = sorted(path for path in generation.rglob("*") if path.is_file())
    return {
        path.relative_to(generation).as_posix(): (path.stat().st_size, file_digest(path))
        for path in paths
    }


def file_digest(path: Path) -> str:
    """The sha256 of a file's bytes, in hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damaged(generation: Path, name: str, how: str) -> str:
    return (
        f"l'index {generation.parent} est abîmé ({generation.name}/{name} {how}) ; "
        "relancez python -m indexer"
    )


def _check_types(manifest: Manifest) -> None:
    texts = [manifest.built, manifest.corpus, *manifest.sources]
    for mapping in (manifest.recipe, manifest.fiches):
        texts += [*mapping, *mapping.values()]
    numbers = [*manifest.counts.values(), *(size for size, _ in manifest.files.values())]
    texts += [*manifest.counts, *manifest.files, *(said for _, said in manifest.files.values())]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("text expected")
    if not all(isinstance(number, int) for number in numbers):
        raise TypeError("number expected")


def recipe(model: str | None = None) -> dict[str, str]:
    """What the present code and settings make an index of; `model` names another encoder."""
    return {
        "format": FORMAT,
        "model": model or model_name(),
        "passages": PASSAGE_RECIPE,
        "sentences": f"{SENTENCE_RECIPE}; cut {SEGMENTATION_VERSION}",
        "analyser": ANALYSER_VERSION,
        "stop words": digest(_FRENCH / "stopwords.txt"),
        "derived": digest(*_STATING),
        "expressions": digest(_FRENCH / "expressions.txt"),
    }


def check_recipe(manifest: Manifest, folder: Path, model: str | None = None) -> None:
    """Raises RecipeError when the index was made by another recipe."""
    now = recipe(model)
    other = [
        name for name in {*now, *manifest.recipe} if now.get(name) != manifest.recipe.get(name)
    ]
    if other:
        said = ", ".join(sorted(_SAID.get(name, name) for name in other))
        raise RecipeError(
            f"l'index {folder} a été fait avec une autre recette ({said})",
            f"relancez : python -m indexer --index {folder}",
        )


def digest(*paths: Path) -> str:
    """Sixteen hex digits of text files, the same whatever their line endings."""
    data = b"".join(path.read_bytes() for path in paths).replace(b"\r\n", b"\n")
    return hashlib.sha256(data).hexdigest()[:16]


def fiche_digests(fiches: Sequence[Fiche]) -> dict[str, str]:
    """Id to a digest of all that the fiche holds."""
    return {f.id: hashlib.sha256(f.to_json().encode()).hexdigest()[:16] for f in fiches}


def corpus_digest(digests: Mapping[str, str]) -> str:
    """One digest of the whole corpus, whatever the order of its fiches."""
    text = "\n".join(f"{key} {value}" for key, value in sorted(digests.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
