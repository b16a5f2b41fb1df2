"""Helpers of the corpus tests: where the files are, and reading text as if it were a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus import Reading, read

HERE = Path(__file__).parent
ODDITIES = HERE / "oddities.txt"
REAL = HERE.parents[2] / "shared" / "corpus" / "senacs-fiches-actions.txt"

DESCRIPTION = "Description de l'expérience, ses objectifs, ses acteurs et ses différentes phases."

MINIMAL = f"""Actions
Un banc devant l'école
- Structure organisatrice
- FOYER DU BOURG - Creuse
- Fichier(s) associé(s)
- Statut de l'action
- En cours
- Dimension
- Services
- Mots clés associés à l'action
-
- Solidarité
- Résumé
Un banc pour attendre ensemble.
- Qui est à l'initiative de l'action ?
-
- Un habitant
- Territoire concerné
- Une commune
- {DESCRIPTION}
Le banc a été posé au printemps.
- Public
- familles
- Avec qui cette action a-t-elle été menée ?
-
Partenaires d'action:
- Commune
- Territoire concerné
- Une commune
- Description générale
Trois planches.
- Ressources financières mobilisées pour cette action
200 €
- Nombre de personnes mobilisés pour cette action
4
- Résultat sur le territoire
On s'assoit.
- Résultat pour le centre social
On nous connaît.
- Résultat pour les habitants
On se parle.
- Suite de l'action : Limites
Il pleut dessus.
- Suite de l'action : Perspectives
Un toit.
"""
"""One complete fiche in which every label but the optional ones is filled."""


@dataclass(frozen=True, slots=True)
class Scratch:
    """A folder in which a test writes its files."""

    folder: Path

    def read(self, text: str | bytes, name: str = "page.txt") -> Reading:
        """What the reader makes of that text, saved byte for byte."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read([path])


def sentences(reading: Reading) -> list[str]:
    """The sentences of the problems, in order."""
    return [problem.sentence for problem in reading.problems]


def said(reading: Reading, *words: str) -> bool:
    """Whether one problem's sentence holds all these words."""
    return any(all(word in sentence for word in words) for sentence in sentences(reading))
