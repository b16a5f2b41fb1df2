"""Digests of all that a figure rests on, so that a report can't outlive what it measured.

Code is digested as what it does: comments, docstrings and layout change nothing.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus import read
from embeddings.adapter import adapter_digest
from embeddings.bundled import SHA256
from eval.judged import FOLDER
from indexer.manifest import corpus_digest, fiche_digests, recipe
from indexer.sources import SHIPPED

ROOT = Path(__file__).resolve().parent.parent

DECIDES_NOTHING = frozenset(
    {
        *("search/__init__.py", "search/__main__.py", "search/explain.py", "search/facets.py"),
        *(
            "search/batch.py",
            "search/hit.py",
            "search/query.py",
            "french/__init__.py",
            "french/amounts.py",
        ),
    }
)
"""Files of `search/` and `french/` that neither order fiches nor decide silence: what shows
why, filters that the user sets, types. A new file counts until it is named here."""

OF_THE_CORPUS = (
    "bodies.py",
    "derived.py",
    "endings.py",
    "places.py",
    "places.tsv",
    "vocabulary.py",
)
"""Files of `corpus/` that ranking reads."""

METHOD = ("measures.py", "rankers.py", "run.py", "silence.py")
"""Files of `eval/` that decide what the rivals do and what is counted."""


def digests() -> dict[str, str]:
    """Name to digest, for the head of the report: model, corpus, judged, settings, method."""
    return {
        "model": _digest([SHA256, adapter_digest()]),
        "corpus": corpus_digest(fiche_digests(read([SHIPPED]).fiches)),
        "judged": judged_digest(),
        "settings": settings_digest(),
        "answers": answers_digest(),
        "method": _digest(content(FOLDER.parent / name) for name in METHOD),
    }


def settings_digest() -> str:
    """One digest of all that decides an order or a silence: code and data of `search/` and
    `french/`, weights, and the recipe of passages, sentences and terms."""
    made = {name: value for name, value in recipe().items() if name != "model"}
    files = [
        path
        for folder in ("search", "french")
        for path in sorted((ROOT / folder).iterdir())
        if path.is_file() and f"{folder}/{path.name}" not in DECIDES_NOTHING
    ]
    files += [ROOT / "corpus" / name for name in OF_THE_CORPUS]
    parts = [f"{path.parent.name}/{path.name} {content(path)}" for path in files]
    return _digest([json.dumps(made, sort_keys=True), *parts])


def judged_digest() -> str:
    """One digest of the judged queries and their grades."""
    names = ("queries.jsonl", "qrels.tsv", "small_queries.jsonl", "small_qrels.tsv")
    return _digest(content(FOLDER / name) for name in names)


def answers_digest() -> str:
    """One digest of what decides an answer, and of the questions that measure it."""
    files = [
        path
        for path in sorted((ROOT / "answers").iterdir())
        if path.is_file() and path.name not in ("__init__.py", "__main__.py", "export.py")
    ]
    return _digest(f"{path.name} {content(path)}" for path in (*files, FOLDER / "questions.jsonl"))


def content(path: Path) -> str:
    """What a file says, whatever its line endings, and for code and data its comments."""
    if path.suffix == ".npz":
        return hashlib.sha256(path.read_bytes()).hexdigest()
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    if path.suffix == ".py":
        return json.dumps(list(_nodes(ast.parse(text))), ensure_ascii=False)
    if path.suffix == ".json":
        return json.dumps(json.loads(text), sort_keys=True)
    if path.suffix in (".tsv", ".txt"):
        return "\n".join(line for line in text.split("\n") if line and not line.startswith("#"))
    return text


def _nodes(node: Any) -> Iterator[str]:
    """The syntax tree flattened: types and filled fields, places and docstrings left out.

    `ast.dump` itself differs from one Python to the next, by fields that it adds empty.
    """
    if isinstance(node, ast.AST):
        yield type(node).__name__
        for name, value in ast.iter_fields(node):
            if value in (None, []) or name in ("ctx", "kind", "type_comment", "annotation"):
                continue
            yield name
            yield from _nodes(_without_docstrings(value) if name == "body" else value)
    elif isinstance(node, list):
        for item in node:
            yield from _nodes(item)
    else:
        yield repr(node)


def _without_docstrings(body: Any) -> Any:
    if not isinstance(body, list):
        return body  # The body of a lambda.
    return [
        line
        for line in body
        if not (
            isinstance(line, ast.Expr)
            and isinstance(line.value, ast.Constant)
            and isinstance(line.value.value, str)
        )
    ]


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]
