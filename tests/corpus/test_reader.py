"""Reading files, folders and JSON Lines: what comes back, under which ids, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Fiche, read
from corpus.fiche import fiche_id
from corpus.reading.pages import split_pages
from corpus.reading.source_text import clean_lines
from tests.corpus.exports import HERE, MINIMAL, ODDITIES, Scratch, said, sentences

NO_EXPORT = "n'est pas un export de fiches actions"


def with_summary(text: str) -> str:
    return MINIMAL.replace("Un banc pour attendre ensemble.", text)


def test_a_plain_fiche_is_read_without_a_word(scratch: Scratch) -> None:
    reading = scratch.read(MINIMAL)
    [fiche] = reading.fiches
    assert reading.problems == ()
    assert (fiche.title, fiche.organiser, fiche.departement) == (
        "Un banc devant l'école",
        "FOYER DU BOURG",
        "Creuse",
    )
    assert fiche.id == fiche_id("Un banc devant l'école", "FOYER DU BOURG", "Creuse")


def test_several_files_and_a_folder_come_in_the_order_named(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    (folder / "older").mkdir(parents=True)
    for name, title in (("b.txt", "Beta"), ("a.TXT", "Alpha"), ("older/c.txt", "Gamma")):
        (folder / name).write_text(MINIMAL.replace("Un banc devant l'école", title), "utf-8")
    (folder / "photo.jpg").write_bytes(b"\x00\x01")
    single = tmp_path / "single.txt"
    single.write_text(MINIMAL, "utf-8")
    reading = read([single, folder])
    assert [fiche.title for fiche in reading.fiches] == [
        "Un banc devant l'école",
        "Alpha",
        "Beta",
        "Gamma",
    ]
    [photo] = reading.problems
    assert Path(photo.file).name == "photo.jpg"
    assert "images" in photo.sentence
    names = [(Path(each.path).name, len(each.fiches)) for each in reading.files]
    assert names == [("single.txt", 1), ("a.TXT", 1), ("b.txt", 1), ("c.txt", 1)]


def test_an_empty_folder_and_a_missing_file_are_each_said(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    reading = read([tmp_path / "vide", tmp_path / "absent.txt"])
    assert [problem.line for problem in reading.problems] == [0, 0]
    assert said(reading, "dossier sans fichier")
    assert said(reading, "introuvable")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.txt", "Chers amis,\nActions\net projets de l'année.\nBien à vous\n"),
        ("bullets.txt", "- Public\n- Résumé\n- Dimension\n"),
        ("page.html", "<html><body><p>Les actions</p></body></html>"),
        ("package.json", '{\n "name": "essai",\n "version": "1"\n}\n'),
        ("list.json", "[1,\n2,\n3]"),
        ("notes.jsonl", "pas du JSON\nni ceci\nni cela\n"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00"),
        ("empty.txt", ""),
        ("blank.txt", "\n \n\t\n"),
        ("empty.jsonl", ""),
    ],
)
def test_a_file_that_is_no_export_gets_exactly_one_sentence(
    name: str, content: str | bytes, scratch: Scratch
) -> None:
    reading = scratch.read(content, name)
    assert reading.fiches == ()
    assert len(reading.problems) == 1
    assert "\n" not in reading.problems[0].sentence


def test_a_letter_is_told_what_an_export_looks_like(scratch: Scratch) -> None:
    assert said(scratch.read("Bonjour"), NO_EXPORT, "Structure organisatrice")


def test_a_bad_file_does_not_hide_the_good_one(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Bonjour", "utf-8")
    (tmp_path / "2.txt").write_text(MINIMAL, "utf-8")
    reading = read([tmp_path])
    assert len(reading.fiches) == 1
    assert [Path(problem.file).name for problem in reading.problems] == ["1.txt"]


def test_windows_1252_is_read_with_its_accents_and_a_remark(scratch: Scratch) -> None:
    text = with_summary("L’été, 20 € la journée… à œuvrer")
    reading = scratch.read(text.encode("cp1252"))
    assert reading.fiches == scratch.read(text).fiches
    assert said(reading, "Windows-1252")


def test_one_wrong_byte_spoils_one_letter_and_not_the_page(scratch: Scratch) -> None:
    data = with_summary("Une fête d'été.").encode().replace("ê".encode(), b"\xea")
    [fiche] = scratch.read(data).fiches
    assert fiche.sections["Résumé"] == "Une fête d'été."


def test_a_page_cut_inside_a_letter_keeps_its_accents(scratch: Scratch) -> None:
    data = MINIMAL.encode()
    cut = data.index("é posé".encode()) + 1
    reading = scratch.read(data[:cut])
    [fiche] = reading.fiches
    assert fiche.sections["Qui est à l'initiative de l'action ?"] == "Un habitant"
    assert said(reading, "coupé au milieu d'un caractère")
    assert said(reading, "fiche coupée")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("un <b>mot</b> gras", "un mot gras"),
        ("thé &amp; café, 5&nbsp;&euro;", "thé & café, 5 €"),
        ("deux<br>lignes<br/>", "deux\nlignes"),
        ("<ul><li>un</li><li>deux</li></ul>", "un\ndeux"),
        ("<table><tr><td>lundi</td><td>mardi</td></tr></table>", "lundi mardi"),
        ("&lt;p&gt;double&lt;/p&gt; &amp;eacute;t&amp;eacute;", "double\nété"),
        ("moins de <18 ans, a < b, <i>x</i> et <les parents>", None),
        ("R&D, ?a=1&copy=2, AT&T;", "R&D, ?a=1&copy=2, AT&T;"),
        ("Word<o:p></o:p> et <!-- reste --> fin", "Word et  fin"),
        ("un<span style='x'> style</span>", "un style"),
        ('l\'<a href="https://exemple.org">adresse</a>', "l'adresse"),
    ],
)
def test_html_leftovers_go_and_the_words_stay(
    written: str, read_as: str | None, scratch: Scratch
) -> None:
    [fiche] = scratch.read(with_summary(written)).fiches
    expected = read_as or "moins de <18 ans, a < b, x et <les parents>"
    assert fiche.sections["Résumé"] == expected


def test_problems_name_the_line_of_the_source_file(scratch: Scratch) -> None:
    text = "\n<p>Les actions des centres sociaux</p>\n" + MINIMAL.replace("En cours", "Rêvée")
    reading = scratch.read(text.replace("- Commune\n", "Partenaires financiers :\n- Commune\n"))
    unknown = next(p for p in reading.problems if "étiquette inconnue" in p.sentence)
    lines = Path(unknown.file).read_text("utf-8").split("\n")
    assert lines[unknown.line - 1] == "Partenaires financiers :"
    assert said(reading, "statut inconnu", "Rêvée")


def test_header_lines_say_what_a_shipped_file_is(scratch: Scratch) -> None:
    head = "Nature : modèle\nSource : Exemple\nAdresse : https://exemple.org\nAnnée : 2020\n"
    [fiche] = scratch.read(head + MINIMAL).fiches
    assert (fiche.origin, fiche.source, fiche.url, fiche.year) == (
        "modele",
        "Exemple",
        "https://exemple.org",
        2020,
    )


def test_shipped_files_pasted_together_keep_their_own_headers(scratch: Scratch) -> None:
    one = "Nature : récit\nSource : Un\nAnnée : 2019\n" + MINIMAL
    two = "Nature : modèle\nSource : Deux\n" + MINIMAL.replace("Un banc", "Une table")
    first, second = scratch.read(one + two).fiches
    assert (first.origin, first.source, first.year) == ("recit", "Un", 2019)
    assert (second.origin, second.source, second.year) == ("modele", "Deux", None)
    assert first.sections["Suite de l'action : Perspectives"] == "Un toit."


def test_unreadable_header_values_are_said(scratch: Scratch) -> None:
    reading = scratch.read("Nature : poème\nAnnée : l'an dernier\n" + MINIMAL)
    [fiche] = reading.fiches
    assert (fiche.origin, fiche.year) == ("banque", None)
    assert said(reading, "nature inconnue", "poème")
    assert said(reading, "année illisible", "l'an dernier")


def test_the_id_stays_when_status_or_text_change(scratch: Scratch) -> None:
    [before] = scratch.read(MINIMAL).fiches
    [after] = scratch.read(with_summary("Tout autre chose.").replace("En cours", "Terminée")).fiches
    assert before.id == after.id
    assert before.status != after.status


def test_the_id_folds_the_typing_of_the_title(scratch: Scratch) -> None:
    [plain] = scratch.read(MINIMAL).fiches
    [typed] = scratch.read(
        MINIMAL.replace("Un banc devant l'école", "UN  BANC devant l’Ecole !")
    ).fiches
    assert plain.id == typed.id


def test_two_actions_of_one_name_are_both_kept_by_their_summary(scratch: Scratch) -> None:
    reading = scratch.read(MINIMAL + with_summary("Un autre banc."))
    first, second = reading.fiches
    assert first.id != second.id
    assert reading.problems == ()


def test_two_actions_of_one_name_and_summary_are_both_kept(scratch: Scratch) -> None:
    reading = scratch.read(MINIMAL + MINIMAL.replace("Un toit.", "Un dossier."))
    assert len({fiche.id for fiche in reading.fiches}) == 2


def test_three_actions_of_one_name_of_which_two_share_a_year(scratch: Scratch) -> None:
    rows = "".join(f"Un banc devant l'école | Creuse | {y} |\n" for y in (2018, 2018, 2019))
    pages = MINIMAL + with_summary("Deux.") + with_summary("Trois.")
    reading = scratch.read("Nom | Département | Année |\n---|---|---|\n" + rows + pages)
    assert [fiche.year for fiche in reading.fiches] == [2018, 2018, 2019]
    assert len({fiche.id for fiche in reading.fiches}) == 3


def test_the_year_decides_between_two_actions_of_one_name(scratch: Scratch) -> None:
    rows = "".join(f"Un banc devant l'école | Creuse | {y} |\n" for y in (2018, 2019))
    first, second = scratch.read(rows + MINIMAL + with_summary("Deux.")).fiches
    ids = [
        fiche_id("Un banc devant l'école", "FOYER DU BOURG", "Creuse", y) for y in ("2018", "2019")
    ]
    assert [first.id, second.id] == ids


def test_the_same_fiche_twice_in_a_file_is_kept_once_and_said(scratch: Scratch) -> None:
    reading = scratch.read(MINIMAL + MINIMAL)
    assert len(reading.fiches) == 1
    assert said(reading, "déjà lue ailleurs")


def test_of_two_sources_the_last_named_wins_and_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(MINIMAL, "utf-8")
    (tmp_path / "new.txt").write_text(with_summary("Repeint en bleu."), "utf-8")
    reading = read([tmp_path / "old.txt", tmp_path / "new.txt"])
    [fiche] = reading.fiches
    assert fiche.sections["Résumé"] == "Repeint en bleu."
    assert said(reading, "avec un autre contenu", "la dernière lue est gardée")


def test_json_lines_are_read_back_to_the_same_fiches(scratch: Scratch) -> None:
    fiches = read([ODDITIES, HERE / "table.txt", HERE / "old_layout_a.txt"]).fiches
    lines = "\r\n".join(fiche.to_json() for fiche in fiches)
    for content in (lines.encode(), b"\xef\xbb\xbf" + lines.encode()):
        reading = scratch.read(content, "fiches.jsonl")
        assert (reading.fiches, reading.problems) == (fiches, ())
    # A saved output may also have been called .txt.
    assert scratch.read(lines, "fiches.txt").fiches == fiches


def test_json_lines_after_the_export_count_as_the_same_fiches(tmp_path: Path) -> None:
    fiches = read([ODDITIES]).fiches
    path = tmp_path / "fiches.jsonl"
    path.write_text("\n".join(fiche.to_json() for fiche in fiches), "utf-8")
    assert read([ODDITIES, path]).fiches == fiches


def test_a_broken_json_line_is_said_and_the_others_are_read(scratch: Scratch) -> None:
    [fiche] = scratch.read(MINIMAL).fiches
    row = fiche.as_dict()
    wrong = [
        {**row, "keywords": "Solidarité"},
        {**row, "year": "2020"},
        {**row, "origin": "ailleurs"},
        {**row, "id": ""},
        {key: value for key, value in row.items() if key != "title"},
    ]
    lines = [json.dumps(each) for each in wrong] + ["[1]", fiche.to_json()[:80]]
    reading = scratch.read("\n".join([*lines, fiche.to_json()]), "fiches.jsonl")
    assert reading.fiches == (fiche,)
    assert [problem.line for problem in reading.problems] == [1, 2, 3, 4, 5, 6, 7]
    assert said(reading, "« keywords »")
    assert said(reading, "ligne JSON illisible")


def test_reading_twice_gives_equal_results() -> None:
    assert read([ODDITIES]) == read([ODDITIES])


def test_clean_lines_keep_the_source_numbers() -> None:
    rows = clean_lines("un\r\ndeux<br>deux bis\rtrois\n")
    assert rows == [(1, "un"), (2, "deux"), (2, "deux bis"), (3, "trois"), (4, "")]


@settings(max_examples=150, deadline=None, database=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(MINIMAL.split("\n")),
            st.sampled_from(["", "-", "- Thèmes", "Publié par", "a | b | 2019 |", "<b>", "x :"]),
            st.text(max_size=20),
        ),
        max_size=40,
    )
)
def test_no_shuffling_of_lines_makes_the_reader_raise(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "shuffled.txt"
    path.write_bytes("\n".join(lines).encode("utf-8", "replace"))
    reading = read([path])
    assert all("\n" not in sentence for sentence in sentences(reading))
    assert all(isinstance(fiche, Fiche) and fiche.id for fiche in reading.fiches)
    json_path = path.with_suffix(".jsonl")
    json_path.write_text("\n".join(f.to_json() for f in reading.fiches), "utf-8")
    assert read([json_path]).fiches == reading.fiches


def test_every_line_before_a_cut_is_in_some_block() -> None:
    rows = clean_lines(ODDITIES.read_text("utf-8"))
    pages = split_pages(rows, "f", [])
    kept = sum(len(block) for page in pages for block in page.blocks)
    starts = sum(len(page.blocks) for page in pages)
    assert kept + starts + len(pages[0].head) == len(rows)


@pytest.mark.parametrize("pace", [pytest.param(1, marks=pytest.mark.slow), 17])
def test_oddities_cut_at_any_character_never_lose_an_earlier_fiche(
    scratch: Scratch, pace: int
) -> None:
    text = ODDITIES.read_text("utf-8")
    second = text.index("\nActions\nATELIER TRICOT")
    third = text.index("\nActions\nATELIER TRICOT", second + 1)
    text = text[: third + 260]
    whole = scratch.read(text).fiches
    for cut in [*range(0, second - 200, 5), *range(second - 200, len(text))][::pace]:
        fiches = scratch.read(text[:cut]).fiches
        # The line « Actions » itself may be half there.
        done = (cut > second + 1) + (cut > third + 1)
        assert [f.sections for f in fiches[:done]] == [f.sections for f in whole[:done]], cut
        assert len(fiches) <= done + 1, cut
