"""The multilingual encoder and the vectors that it gave, kept by content."""

from embeddings.cache import Embedded, VectorCache
from embeddings.home import home
from embeddings.model import load, model_name, token_counter
from embeddings.weights_file import WeightsError

__all__ = [
    "Embedded",
    "VectorCache",
    "WeightsError",
    "home",
    "load",
    "model_name",
    "token_counter",
]
