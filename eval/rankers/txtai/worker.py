"""txtai behind a pipe, in an environment that has nothing of ours.

Reads one JSON object a line and answers one a line: {"index": [texts]}, {"query": text,
"limit": n}, {"embed": [texts]}. Times are in seconds, of txtai's own call alone. Started by
`run.py` with the model's folder and the number of threads.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any


def main() -> None:
    """Load txtai as its documentation shows for hybrid search, and serve until stdin ends."""
    model, threads = sys.argv[1], int(sys.argv[2])
    import faiss
    import torch
    from txtai import Embeddings

    torch.set_num_threads(threads)
    faiss.omp_set_num_threads(threads)
    embeddings = Embeddings(
        path=model,
        hybrid=True,
        gpu=False,
        # The model's own prompts (« query: », « passage: ») are read by txtai from its folder.
        # Without a stated type the file's fp16 would be kept, which is slow on a CPU.
        vectors={"dtype": "float32"},
    )
    for line in sys.stdin:
        print(json.dumps(_answer(embeddings, json.loads(line))), flush=True)


def _answer(embeddings: Any, asked: dict[str, Any]) -> dict[str, Any]:
    begun = time.perf_counter()
    if "index" in asked:
        embeddings.index(list(enumerate(asked["index"])))
        return {"seconds": time.perf_counter() - begun, "model_type": _precision(embeddings)}
    if "embed" in asked:
        embeddings.batchtransform(asked["embed"], "data")
        return {"seconds": time.perf_counter() - begun}
    found = embeddings.search(asked["query"], asked["limit"])
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "rows": [[int(row), float(score)] for row, score in found]}


def _precision(embeddings: Any) -> str:
    return str(next(embeddings.model.model.parameters()).dtype)


if __name__ == "__main__":
    main()
