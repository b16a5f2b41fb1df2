"""The documents hold to the code: what they show exists, with the options that they show."""

from __future__ import annotations

import importlib
import re

import click
import pytest

from tests.docs.documents import (
    COMMANDS,
    DOCUMENTS,
    ROOT,
    anchors,
    commands,
    links,
    make_calls,
    pictures,
    text,
)

SHOWN = [(document, *shown) for document in DOCUMENTS for shown in commands(document)]


def parse(command: click.Command, name: str, arguments: list[str]) -> None:
    """Let click parse the arguments without running anything; subcommands too."""
    context = command.make_context(name, list(arguments))
    if isinstance(command, click.Group) and arguments:
        rest = [*context._protected_args, *context.args]
        sub_name, sub, rest = command.resolve_command(context, rest)
        assert sub is not None
        parse(sub, sub_name or "", rest)


@pytest.mark.parametrize(
    ("document", "module", "arguments"),
    SHOWN,
    ids=[f"{d}: {m} {' '.join(a)}" for d, m, a in SHOWN],
)
def test_every_command_shown_is_one_that_the_code_takes(
    document: str, module: str, arguments: list[str]
) -> None:
    assert (ROOT / module / "__main__.py").is_file(), f"{document} shows python -m {module}"
    main = importlib.import_module(f"{module}.__main__").main
    try:
        parse(main, module, arguments)
    except click.UsageError as error:
        pytest.fail(f"{document}: python -m {module} {arguments}: {error.format_message()}")


def test_the_readme_shows_every_command() -> None:
    assert {module for _, module, _ in SHOWN} == set(COMMANDS)
    assert {module for module, _ in commands("README.md")} == set(COMMANDS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_make_targets_and_variables_exist(document: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    variables = set(re.findall(r"^([A-Z]+) \??:?=", makefile, re.MULTILINE))
    for word in make_calls(document):
        name, equals, _ = word.partition("=")
        assert name in (variables if equals else targets), f"{document}: make {word}"


def test_the_two_commands_are_shown() -> None:
    assert {"run", "test"} <= set(make_calls("README.md"))


@pytest.mark.parametrize("document", [*DOCUMENTS, "essaimer.ps1"])
def test_environment_variables_are_read_by_the_code(document: str) -> None:
    folders = ("embeddings", "indexer", "search", "answers", "ui", "eval")
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
    )
    for name in set(re.findall(r"\bESSAIMER_[A-Z]+", text(document))):
        assert f'"{name}"' in code, f"{document} names {name}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_relative_links_lead_somewhere(document: str) -> None:
    for link in links(document):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        assert (ROOT / path).exists(), f"{document}: {link}"
        if anchor:
            assert anchor in anchors(path or document), f"{document}: {link}"


@pytest.mark.parametrize("document", ["README.md", "README.fr.md"])
def test_the_first_screen_has_a_real_picture(document: str) -> None:
    first, *_ = pictures(document)
    assert text(document).index(first) < text(document).index("\n## ")
    path = ROOT / first
    assert path.is_file(), f"{document}: {first} is missing; take it from the running app"
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_named_in_code_spans_exist(document: str) -> None:
    for name in re.findall(r"`([a-z_]+/[\w./-]*\.(?:py|tsv|txt|json|md))`", text(document)):
        assert (ROOT / name).exists(), f"{document}: {name}"


def test_each_gesture_names_what_it_gave() -> None:
    """Every recorded file has its row; only what is said to be untried has no file."""
    guide = text("README.fr.md")
    table = guide.partition("| navigateur |")[2].partition("\n\n")[0].splitlines()[2:]
    named = re.findall(r"\(tests/corpus/gestes/([\w.-]+)\)", "\n".join(table))
    recorded = {path.name for path in (ROOT / "tests" / "corpus" / "gestes").iterdir()}
    assert set(named) == recorded - {"README.md", "page.html"}
    for row in table:
        assert "](tests/corpus/gestes/" in row or "non essayé" in row, row


def test_the_limits_told_are_those_of_the_page() -> None:
    from indexer.library.limits import CLOSED, Limits

    guide, limits = text("README.fr.md"), Limits()
    assert f"{limits.file // 1_000_000} Mo par fichier, {limits.total // 1_000_000} Mo" in guide
    assert f"{limits.files} fichiers par ajout" in guide
    assert CLOSED[1:] in guide


@pytest.mark.parametrize(
    "label",
    [
        "Mes fiches : ajouter, remplacer, retirer",
        "Lire ces fiches",
        "Ajouter à la recherche",
        "Ce qui est dans la recherche",
        "Remplacer",
        "Retirer",
        "Annuler le dernier ajout",
        "Garder aussi les fiches d'exemple dans la recherche",
        "← Retour aux résultats",
        "Poser une question sur cette action",
        "Cocher pour télécharger",
        "Télécharger .docx",
        "Télécharger .xlsx",
        "Tableau .csv",
        "Tableau .xlsx",
        "Copier le lien",
        "Filtres stricts",
        "Quels budgets pour des jardins partagés ?",
    ],
)
def test_the_words_quoted_are_those_of_the_screen(label: str) -> None:
    assert f"« {label} »" in text("README.fr.md").replace("\u00a0", " ")
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py"))
    # A label's own quotes, or the marks of its heading.
    assert any(f"{before}{label}{after}" in code for before in '">' for after in '"<'), label


def test_the_counts_of_shipped_fiches_are_those_of_the_folder() -> None:
    heads = [
        path.read_text(encoding="utf-8").split("\n", 1)[0]
        for path in (ROOT / "corpus" / "fiches").glob("*.txt")
    ]
    told, invented = heads.count("Nature : récit"), heads.count("Nature : modèle")
    english = f"Of its {told + invented} fiches, {told} tell real actions in our words"
    assert english in text("README.md")
    assert f"{invented} are invented" in text("README.md")
    assert f"{told} récits et {invented} exemples inventés" in text("README.fr.md")


def test_the_labels_explained_are_those_that_the_app_shows() -> None:
    from corpus.vocabulary import ORIGINS

    guide = text("README.fr.md")
    for origin in ("recit", "modele"):
        assert f"**{ORIGINS[origin].lower()}**" in guide
    facets = (ROOT / "search" / "filters.py").read_text(encoding="utf-8")
    for note in ("tous publics", "public non renseigné", "cité dans le texte"):
        assert note in guide
        assert note in facets


def test_the_first_output_shown_is_made_of_shipped_fiches() -> None:
    """Titles and sentences stand in the corpus; their order is for `python -m eval` to judge."""
    shown = text("README.md").partition("```console\n")[2].partition("```")[0]
    fiches = [
        path.read_text(encoding="utf-8") for path in (ROOT / "corpus" / "fiches").glob("*.txt")
    ]
    results = re.findall(r"^ *\d+\. (.+)\n.+\n.+? : « (.+) »$", shown, re.MULTILINE)
    assert len(results) == len(re.findall(r"^ *\d+\. ", shown, re.MULTILINE)) >= 3
    for title, sentence in results:
        pieces = [*title.split(" […]"), *sentence.split(" […]")]
        assert any(all(piece in fiche for piece in pieces) for fiche in fiches), title
