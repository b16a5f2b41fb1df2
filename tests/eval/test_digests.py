"""A digest moves with what decides a result, and with nothing else."""

from __future__ import annotations

from pathlib import Path

from eval.digests import DECIDES_NOTHING, ROOT, content, digests

CODE = '''"""Says what it is."""

K1 = 1.5  # Lucene's.


def twice(x: float) -> float:
    """Two of it."""
    return 2 * x
'''


def of(folder: Path, text: str, name: str = "a.py") -> str:
    path = folder / name
    path.write_bytes(text.encode())
    return content(path)


def test_comments_docstrings_and_layout_are_no_settings(tmp_path):
    plain = "K1 = 1.5\ndef twice(x):\n    return (2 *\n        x)\n"
    assert of(tmp_path, CODE) != ""
    bare = CODE.replace("x: float", "x").replace(" -> float", "")
    assert of(tmp_path, bare) == of(tmp_path, plain)
    assert of(tmp_path, CODE) == of(tmp_path, CODE.replace("\n", "\r\n"))


def test_a_number_is_a_setting(tmp_path):
    assert of(tmp_path, CODE) != of(tmp_path, CODE.replace("1.5", "1.2"))
    assert of(tmp_path, CODE) != of(tmp_path, CODE.replace("2 * x", "2 + x"))


def test_comments_of_data_are_no_settings(tmp_path):
    line = "acronym\tCAF | caisse d'allocations familiales\t"
    plain = of(tmp_path, line + "\n", "a.tsv")
    assert of(tmp_path, f"# Bodies.\r\n\r\n{line}\r\n", "a.tsv") == plain
    assert of(tmp_path, line.replace("CAF", "CAFE"), "a.tsv") != plain


def test_the_layout_of_weights_is_no_setting(tmp_path):
    assert of(tmp_path, '{"b": 1, "a": 2}', "a.json") == of(tmp_path, '{"a":2,"b":1}\n', "a.json")


def test_fitted_arrays_are_settings(tmp_path):
    path = tmp_path / "a.npz"
    path.write_bytes(b"\x93one")
    before = content(path)
    path.write_bytes(b"\x93two")
    assert content(path) != before


def test_files_that_decide_nothing_are_still_there():
    """A file that was renamed would otherwise begin to count unseen."""
    assert [name for name in sorted(DECIDES_NOTHING) if not (ROOT / name).is_file()] == []


def test_digests_are_steady():
    assert digests() == digests()
    assert all(len(value) == 16 for value in digests().values())
