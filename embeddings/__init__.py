"""The multilingual encoder and the vectors that it gave, kept by content."""

from embeddings.cache import Embedded, VectorCache
from embeddings.home import home
from embeddings.model import Encoder, embed_query, encoder, load, model_name, token_counter
from embeddings.weights_file import WeightsError

__all__ = [
    "Embedded",
    "Encoder",
    "VectorCache",
    "WeightsError",
    "embed_query",
    "encoder",
    "home",
    "load",
    "model_name",
    "token_counter",
]
