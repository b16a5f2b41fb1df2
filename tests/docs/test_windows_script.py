"""essaimer.ps1, read as text: PowerShell itself is not at hand where the tests run."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.docs.documents import ROOT, text

SCRIPT = ROOT / "essaimer.ps1"
BODY = SCRIPT.read_text(encoding="utf-8-sig")


def test_it_begins_with_a_bom_so_that_powershell_5_reads_the_accents() -> None:
    assert SCRIPT.read_bytes().startswith(b"\xef\xbb\xbf")


def test_no_curly_quote_which_powershell_would_take_for_a_quote() -> None:
    assert not re.findall("[‘’‚“”„]", BODY)


@pytest.mark.parametrize("newer", [r"\?\?", r"\?\.", r"&&", r"\|\|", r" \? .* : ", r"-Parallel"])
def test_nothing_newer_than_powershell_5_1(newer: str) -> None:
    code = re.sub(r"<#.*?#>|#.*?$|'[^'\n]*'|\"[^\"\n]*\"", "", BODY, flags=re.DOTALL | re.MULTILINE)
    assert not re.findall(newer, code)


def test_brackets_are_balanced_outside_texts() -> None:
    code = re.sub(r"<#.*?#>", "", BODY, flags=re.DOTALL)
    code = re.sub(r"'[^'\n]*'|\"[^\"\n]*\"", "", code)
    code = re.sub(r"#.*$", "", code, flags=re.MULTILINE)
    assert "'" not in code
    assert '"' not in code
    for opening, closing in ("()", "{}", "[]"):
        assert code.count(opening) == code.count(closing)


def test_the_parameters_shown_in_the_guide_are_its_own() -> None:
    own = set(re.findall(r"^ {4}\[.*\] \$(\w+)", BODY.partition("param(")[2], re.MULTILINE))
    assert own == {"Port", "Reinstaller"}
    guide = text("README.fr.md")
    for name in own:
        assert f"-{name}" in guide


def test_it_starts_the_app_where_the_configuration_says() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert f"[int] $Port = {config['server']['port']}" in BODY
    assert f"--server.address {config['server']['address']}" in BODY
    assert "-m streamlit run app.py" in BODY


def test_the_measured_path_is_that_of_the_pinned_torch() -> None:
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    shown = re.search(r"inside the torch ([\d.]+\d) wheel", BODY)
    assert shown
    assert f"torch=={shown[1]}\n" in pins
