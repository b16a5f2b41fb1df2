"""The multilingual encoder and the vectors that it gave, kept by content."""

from embeddings.cache import Embedded, VectorCache
from embeddings.home import home
from embeddings.model import embed_query, load, model_name, token_counter
from embeddings.weights_file import WeightsError

__all__ = [
    "Embedded",
    "VectorCache",
    "WeightsError",
    "embed_query",
    "home",
    "load",
    "model_name",
    "token_counter",
]
