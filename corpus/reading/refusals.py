"""What is said of a file that can't be read: the reason, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

DAMAGED: Final = (
    "ce fichier n'a pas pu être lu, il est sans doute abîmé ; ouvrez-le dans son logiciel, "
    "enregistrez-le de nouveau et recommencez"
)
EMPTY: Final = (
    "ce fichier est vide ; ouvrez la page de la fiche dans votre navigateur, sélectionnez tout "
    "(Ctrl+A), copiez (Ctrl+C) et collez dans la page « Mes fiches »"
)
NOTHING_TO_READ: Final = (
    "ce fichier ne contient aucun texte à lire ; ouvrez-le pour le vérifier, enregistrez-le de "
    "nouveau et recommencez, ou copiez son texte dans la page « Mes fiches »"
)
NOT_TEXT: Final = (
    "ce fichier n'est pas du texte ; ouvrez-le dans le logiciel qui l'a fait et enregistrez-le en "
    ".txt, .docx ou .pdf, ou copiez son texte dans la page « Mes fiches »"
)
_SYSTEM: Final[Mapping[int, str]] = {
    errno.EACCES: "lecture non autorisée ; demandez l'accès à la personne qui gère ce dossier, "
    "ou copiez-le dans vos documents",
    errno.ENOENT: "fichier introuvable ; vérifiez le chemin",
    errno.EISDIR: "c'est un dossier et non un fichier ; vérifiez le chemin",
    errno.ENOTDIR: "chemin introuvable ; vérifiez-le",
    errno.ELOOP: "ce raccourci tourne en rond ; supprimez-le",
    errno.ENAMETOOLONG: "le nom de ce fichier est trop long ; renommez-le",
    errno.EIO: "le disque ne répond pas ; copiez le fichier sur cet ordinateur et recommencez",
}
_SYSTEM_OTHER: Final = (
    "fichier illisible (erreur du système n° {}) ; s'il est ouvert dans un autre logiciel, "
    "fermez-le, puis copiez-le sur cet ordinateur et recommencez"
)


def system_sentence(error: OSError) -> str:
    """The French sentence of what the system answered."""
    code = errno.EACCES if error.errno == errno.EPERM else error.errno or 0
    return _SYSTEM.get(code) or _SYSTEM_OTHER.format(code)
