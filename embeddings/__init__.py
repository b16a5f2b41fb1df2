"""The multilingual encoder and the vectors that it gave, kept by content."""

from embeddings.cache import Embedded, VectorCache
from embeddings.encoder import Encoder, EncoderError, LazyEncoder, model_name
from embeddings.folders import home

__all__ = [
    "Embedded",
    "Encoder",
    "EncoderError",
    "LazyEncoder",
    "VectorCache",
    "home",
    "model_name",
]
