"""The ZIP bundle: opened by 7-Zip with the words and not without, proved, nothing left behind."""

import hashlib
import os
import re
import stat
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import pyzipper

from formats.bundle import make_vectors
from judges import judge
from lawdesk.domain.bundles import BundleFile
from lawdesk.errors import Cancelled, ExportError, RuleError
from lawdesk.exports.bundle_zip import write_bundle_zip
from lawdesk.progress import Report, silent
from sample_bundle_papers import WORDS, Paper, pdf_with_text, planned, unsealing

PAPERS = (
    Paper("order.pdf", pdf_with_text("The order of the court"), title="The order"),
    Paper("Größe & Maß.JPG", os.urandom(100_000), "image/jpeg", "The site"),
    Paper("empty.txt", b"", "text/plain", "Nothing"),
    Paper("program.exe", os.urandom(3_000_000), "application/octet-stream", "A large one"),
    Paper("no ending", b"x", "application/octet-stream"),
)


def written(folder: Path, words: str = WORDS, *, neutral_names: bool = False) -> Path:
    plan, unseal = planned(PAPERS)
    target = folder / "bundle.zip"
    write_bundle_zip(plan, target, words, unseal, silent, neutral_names=neutral_names)
    return target


def seven_zip(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [str(judge("7z")), *map(str, arguments), "-sccUTF-8"]
    return subprocess.run(command, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize("neutral_names", [False, True])
@pytest.mark.parametrize("words", [WORDS, "été ñandú größe mañana"])
def test_7_zip_opens_it_with_the_words_and_not_without(
    tmp_path: Path, words: str, neutral_names: bool
) -> None:
    bundle = written(tmp_path, words, neutral_names=neutral_names)
    for wrong in ("", "harvest oblong", words.replace(" ", "-")):
        assert seven_zip("t", f"-p{wrong}", bundle).returncode == 2
    out = tmp_path / "out"
    taken = seven_zip("x", f"-p{words}", f"-o{out}", bundle)
    assert taken.returncode == 0, taken.stdout
    names = [paper.name for paper in PAPERS]
    if neutral_names:
        names = ["01.pdf", "02.jpg", "03.txt", "04.exe", "05"]
    found = {path.name: path.read_bytes() for path in out.iterdir()}
    sheet = found.pop("00.pdf" if neutral_names else "00 Overview.pdf")
    assert found == {name: each.content for name, each in zip(names, PAPERS, strict=True)}
    assert sheet.startswith(b"%PDF-")


def test_the_archive_tells_names_sizes_and_the_day_and_nothing_else(tmp_path: Path) -> None:
    listed = seven_zip("l", "-slt", written(tmp_path)).stdout.decode()
    entries = listed.split("----------\n")[1]
    assert re.findall("^Path = (.*)$", entries, re.MULTILINE) == [
        "00 Overview.pdf",
        *(paper.name for paper in PAPERS),
    ]
    assert set(re.findall("^Method = (.*)$", entries, re.MULTILINE)) == {"AES-256 Store"}
    assert set(re.findall("^Encrypted = (.*)$", entries, re.MULTILINE)) == {"+"}
    assert set(re.findall("^CRC = (.*)$", entries, re.MULTILINE)) == {""}  # no sum of plain bytes
    assert set(re.findall("^Modified = (.{10})", entries, re.MULTILINE)) == {"2026-11-20"}


def test_with_neutral_names_nothing_says_what_it_is_about(tmp_path: Path) -> None:
    content = written(tmp_path, neutral_names=True).read_bytes()
    secrets = "order|Größe|program|Helen|Alvarez|Northgate|harvest|Overview|court"
    assert [word for word in secrets.split("|") if word.encode() in content] == []


def test_the_sheet_says_which_file_is_what(tmp_path: Path) -> None:
    bundle = written(tmp_path, neutral_names=True)
    sheet = tmp_path / "00.pdf"
    with pyzipper.AESZipFile(bundle) as archive:
        sheet.write_bytes(archive.read("00.pdf", pwd=WORDS.encode()))
    command = [str(judge("pdftotext")), "-layout", str(sheet), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert re.search(r"1 +The order .*\n +File: 01\.pdf", text)
    assert re.search(r"4 +A large one .*3\.0 MB\n +File: 04\.exe", text)
    assert "The other side filed its brief." in text
    assert "page " not in text.split("Invoices")[-1].split("How to pay")[0]


def test_the_program_of_the_standard_library_refuses_it(tmp_path: Path) -> None:
    """Whoever has no program for AES is told so, and gets nothing half."""
    with zipfile.ZipFile(written(tmp_path)) as archive, pytest.raises(NotImplementedError):
        archive.read("order.pdf", pwd=WORDS.encode())


def test_receipt_tells_what_is_on_disk(tmp_path: Path) -> None:
    plan, unseal = planned(PAPERS)
    told: list[tuple[int, int]] = []
    target = tmp_path / plan.file_name
    receipt = write_bundle_zip(
        plan,
        target,
        WORDS,
        unseal,
        lambda done, total: told.append((done, total)),
        neutral_names=False,
    )
    content = target.read_bytes()
    assert (receipt.sha256, receipt.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (receipt.path, receipt.files) == (target, plan.files)
    assert list(tmp_path.iterdir()) == [target]
    assert told == sorted(told)
    assert told[-1] == (2 * plan.size, 2 * plan.size)
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_words_that_7_zip_cannot_take_are_refused(tmp_path: Path) -> None:
    plan, unseal = planned(PAPERS)
    target = tmp_path / "bundle.zip"
    for words in ("a" * 100, "", " "):
        with pytest.raises(RuleError):
            write_bundle_zip(plan, target, words, unseal, silent, neutral_names=True)
    assert list(tmp_path.iterdir()) == []
    write_bundle_zip(plan, target, "a" * 99, unseal, silent, neutral_names=True)
    assert seven_zip("t", "-p" + "a" * 99, target).returncode == 0


@pytest.mark.parametrize("content", [b"x" * 100_000, b"short", os.urandom(100_001)])
def test_a_changed_paper_leaves_what_was_there(tmp_path: Path, content: bytes) -> None:
    plan, _unseal = planned(PAPERS)
    contents = [paper.content for paper in PAPERS]
    contents[1] = content
    target = tmp_path / "bundle.zip"
    target.write_bytes(b"an earlier file")
    with pytest.raises(ExportError, match="not what was planned"):
        write_bundle_zip(plan, target, WORDS, unsealing(contents), silent, neutral_names=False)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"an earlier file"]


def cancelling_at(moment: int) -> Report:
    steps = iter(range(10_000))

    def report(_done: int, _total: int) -> None:
        if next(steps) == moment:
            raise Cancelled

    return report


def test_cancelling_at_any_moment_leaves_nothing_behind(tmp_path: Path) -> None:
    plan, unseal = planned(PAPERS[:3])
    target = tmp_path / "bundle.zip"
    moments: list[int] = []
    write_bundle_zip(
        plan,
        target,
        WORDS,
        unseal,
        lambda done, _total: moments.append(done),
        neutral_names=False,
    )
    target.unlink()
    for moment in range(len(moments)):
        with pytest.raises(Cancelled):
            write_bundle_zip(
                plan, target, WORDS, unseal, cancelling_at(moment), neutral_names=False
            )
        assert list(tmp_path.iterdir()) == []


def test_a_disk_that_changes_a_byte_is_found_before_the_file_is_kept(tmp_path: Path) -> None:
    plan, unseal = planned(PAPERS)

    def rot(done: int, _total: int) -> None:
        if done == plan.size:
            (half_done,) = tmp_path.iterdir()
            with half_done.open("r+b") as file:
                file.seek(half_done.stat().st_size // 2)
                file.write(b"A" * 8)

    with pytest.raises(ExportError, match="did not read back"):
        write_bundle_zip(plan, tmp_path / "a.zip", WORDS, unseal, rot, neutral_names=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../../x", "C:\\x", "CON.pdf", "-rf", "a.", "a\nb", "\u202egnp.exe", "b" * 200]
)
def test_names_that_no_computer_should_save_are_refused(tmp_path: Path, name: str) -> None:
    plan, unseal = planned(PAPERS[:1])
    odd = replace(plan, files=(replace(plan.files[0], name=name),))
    with pytest.raises(RuleError):
        write_bundle_zip(odd, tmp_path / "a.zip", WORDS, unseal, silent, neutral_names=False)
    assert list(tmp_path.iterdir()) == []


def test_a_paper_named_like_the_sheet_gets_another_name(tmp_path: Path) -> None:
    papers = (Paper("00 overview.PDF", b"x"), Paper("a.pdf", b"y"))
    plan, unseal = planned(papers, replace(make_vectors.plan(), invoices=()))
    target = tmp_path / "a.zip"
    write_bundle_zip(plan, target, WORDS, unseal, silent, neutral_names=False)
    with pyzipper.AESZipFile(target) as archive:
        assert archive.namelist() == ["00 Overview.pdf", "00 overview (2).PDF", "a.pdf"]


def test_nothing_else_is_unsealed_than_what_was_planned(tmp_path: Path) -> None:
    plan, unseal = planned(PAPERS)
    asked: list[BundleFile] = []

    def watched(file: BundleFile, sink: object) -> None:
        asked.append(file)
        unseal(file, sink)  # type: ignore[arg-type] # a sink, as it came

    write_bundle_zip(plan, tmp_path / "a.zip", WORDS, watched, silent, neutral_names=True)
    assert asked == list(plan.files)
