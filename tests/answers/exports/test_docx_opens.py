"""The downloaded document opens in an office suite, which makes a PDF of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from answers.exports.word import fiches_to_docx
from corpus import Fiche

OFFICE = next((path for name in ("soffice", "libreoffice") if (path := shutil.which(name))), None)


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_makes_a_pdf_of_it(tmp_path: Path) -> None:
    fiches = [
        Fiche.from_dict(
            {
                "id": f"f{number}",
                "title": f"La navette <{number}> & compagnie",
                "origin": origin,
                "sections": {"Résumé": "Une ligne.\n=1+1\nUne \x0b autre « ligne »."},
            }
        )
        for number, origin in enumerate(("banque", "modele"))
    ]
    source = tmp_path / "fiches.docx"
    source.write_bytes(fiches_to_docx(fiches))
    assert OFFICE is not None
    done = subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(source),
        ],
        capture_output=True,
        timeout=180,
        check=False,
    )
    made = tmp_path / "fiches.pdf"
    assert made.is_file(), done.stderr.decode(errors="replace")
    assert made.read_bytes().startswith(b"%PDF")
