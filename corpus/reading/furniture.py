"""What a copied page holds beside its fiches: the links of its foot and its page numbers.

Left out of the last section of a fiche, and said, only where a line can be nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.fiche import Problem, normalise
from corpus.reading.pages import Line

_SURE = frozenset(
    map(
        normalise,
        (
            "Mentions légales",
            "Mentions légales et crédits",
            "Crédits",
            "Plan du site",
            "Politique de confidentialité",
            "Politique de cookies",
            "Politique des cookies",
            "Gestion des cookies",
            "Gérer les cookies",
            "Gérer mes cookies",
            "Paramètres des cookies",
            "Paramétrer les cookies",
            "Données personnelles",
            "Protection des données",
            "Conditions générales d'utilisation",
            "CGU",
            "Accessibilité",
            "Accessibilité : non conforme",
            "Accessibilité : partiellement conforme",
            "Accessibilité : totalement conforme",
            "Nous contacter",
            "Contactez-nous",
            "Retour en haut",
            "Retour en haut de page",
            "Haut de page",
            "Retour à la liste",
            "Retour à l'accueil",
            "Aller au contenu",
            "Aller au contenu principal",
            "Page suivante",
            "Page précédente",
            "Tout accepter",
            "Tout refuser",
            "Accepter tous les cookies",
            "Continuer sans accepter",
            "Se connecter",
            "Se déconnecter",
            "Mot de passe oublié ?",
            "Tous droits réservés",
            "Partager sur Facebook",
            "Suivez-nous",
            "Fil d'Ariane",
        ),
    )
)
_LIKELY = frozenset(
    map(
        normalise,
        (
            "Accueil",
            "Contact",
            "Connexion",
            "Menu",
            "Rechercher",
            "Suivant",
            "Précédent",
            "Première page",
            "Dernière page",
            "Dernier",
            "Premier",
            "Facebook",
            "Twitter",
            "LinkedIn",
            "Instagram",
            "YouTube",
            "Newsletter",
            "Imprimer",
            "Partager",
            "Actualités",
            "Accepter",
            "Refuser",
            "Nos partenaires",
            "Voir aussi",
            "À lire aussi",
        ),
    )
)
_COPYRIGHT = re.compile(r"©|\(c\) ?(19|20)[0-9]{2}|copyright\b|tous droits réservés", re.IGNORECASE)
_PAGE_NUMBERS = re.compile(r"[0-9«»‹›<>←→.…|]+")
_BETWEEN = re.compile(r"\s*[|·•/]\s*|\s+[-–—]\s+|\t")
_WORDS_AROUND = re.compile(r"(precedente?|suivante?|page|premiere?|derniere?|[0-9]+)")
_LINK = re.compile(r" ?<[a-z]{3,6}:[^<>\s]*>")
_ARROWS = "«»‹›←→…<>"
_SHORT = 120


def without_links(text: str) -> str:
    """A text without the addresses that Firefox writes in « < > » after links."""
    return _LINK.sub("", text).strip()


def without_furniture(lines: Sequence[Line], file: str, problems: list[Problem]) -> Sequence[Line]:
    """The lines of a section, less those of the page that stand after it.

    They begin at the first line that only a page has (« Mentions légales ») if all that
    follows is short, or at the likely ones just above it.
    """
    texts = [without_links(text) for _, text in lines]
    end = len(texts)
    first = end
    for index in range(end - 1, -1, -1):
        if len(texts[index]) > _SHORT:
            break
        if _is_sure(texts[index]):
            first = index
    if first == end:
        return lines
    while first > 0 and _is_likely(texts[first - 1]):
        first -= 1
    sentence = f"bas de page laissé de côté, à partir de « {texts[first]} »"
    problems.append(Problem(file, lines[first][0], sentence))
    return lines[:first]


def _is_sure(text: str) -> bool:
    if _COPYRIGHT.match(text):
        return True
    parts = [normalise(part) for part in _BETWEEN.split(text)]
    if any(part in _SURE for part in parts) and all(len(part) <= 40 for part in parts):
        return True
    return _is_pagination(text)


def _is_pagination(text: str) -> bool:
    """« 1 2 3 … Suivant », or arrows with numbers; one number alone may be a section's."""
    words = normalise(text).split()
    if not words or not all(_WORDS_AROUND.fullmatch(word) for word in words):
        return False
    numbers = sum(word.isdigit() for word in words)
    named = any(word.startswith(("prece", "suiv")) for word in words)
    arrows = text[:1] in _ARROWS or text[-1:] in _ARROWS
    return (named and numbers > 0) or (numbers > 2 and arrows) or _is_run(words)


def _is_run(words: Sequence[str]) -> bool:
    """« 1 2 3 4 »"""
    return len(words) > 3 and words == [str(number) for number in range(1, len(words) + 1)]


def _is_likely(text: str) -> bool:
    return normalise(text) in _LIKELY or bool(_PAGE_NUMBERS.fullmatch(text))
