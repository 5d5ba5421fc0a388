"""The written bundle format, held by vectors: our reader, our writer and the documented reader."""

import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from formats.bundle import make_vectors
from lawdesk.exports.bundle_open import BundleRefused, OpenedBundle

ROOT = Path(__file__).resolve().parents[3]
VECTORS = ROOT / "tests" / "formats" / "bundle"
NAMES = sorted(path.stem for path in VECTORS.glob("*.txt"))


def expected_of(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    return expected


def read_all(page: bytes, words: str) -> tuple[dict[str, Any], list[bytes]]:
    """The manifest and every paper whole."""
    bundle = OpenedBundle(io.BytesIO(page), words)
    papers = [bytearray() for _paper in bundle.manifest["files"]]
    for place, piece in bundle.papers():
        papers[place] += piece
    return bundle.manifest, [bytes(paper) for paper in papers]


@pytest.mark.parametrize("name", NAMES)
def test_reader_agrees_with_vector(name: str) -> None:
    expected = expected_of(name)
    page = (VECTORS / f"{name}.txt").read_bytes()
    if expected["outcome"] != "opens":
        with pytest.raises(BundleRefused) as refused:
            read_all(page, expected["words"])
        assert refused.value.reason == expected["outcome"]
        return
    found, papers = read_all(page, expected["words"])
    assert found == expected["manifest"]
    sums = [hashlib.sha256(paper).hexdigest() for paper in papers]
    assert sums == [file["sha256"] for file in expected["manifest"]["files"]]


def test_mail_programs_may_change_line_ends() -> None:
    page = (VECTORS / "opens.txt").read_bytes().replace(b"\n", b"\r\n")
    assert read_all(page, make_vectors.WORDS)[0]["matter"] == "Alvarez v. Northgate"


def test_writer_still_makes_the_vectors_byte_for_byte() -> None:
    made = make_vectors.vectors()
    assert sorted(made) == NAMES
    for name, (text, expected) in made.items():
        assert (VECTORS / f"{name}.txt").read_text(encoding="utf-8") == text
        assert expected_of(name) == expected


def test_documented_reader_opens_the_vector(tmp_path: Path) -> None:
    document = (ROOT / "docs" / "formats" / "bundle.md").read_text(encoding="utf-8")
    listing = re.search(r"```python\n(.*?)```", document, re.DOTALL)
    assert listing is not None
    names: dict[str, Any] = {}
    exec(listing[1], names)  # noqa: S102 our own document is what is tested
    page = tmp_path / "opens.html"
    page.write_bytes((VECTORS / "opens.txt").read_bytes())
    found, papers = names["open_bundle"](page, make_vectors.WORDS)
    assert found == expected_of("opens")["manifest"]
    assert papers == list(make_vectors.CONTENTS.values())
