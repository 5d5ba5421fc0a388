"""Files on their way into the vault: sealed once, handed over in groups, told where refused."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

import hostile_files as hostile
from lawdesk.domain.clients import ClientId
from lawdesk.domain.documents import DocumentPlace, FileWarning, NewFile
from lawdesk.errors import Cancelled, ImportRefused, StorageError
from lawdesk.progress import silent
from lawdesk.ui.taking_in import TakingPlan, TakingReport, seal_one, take_in_files
from lawdesk.vault.keys import KeyPayload
from lawdesk.vault.sealed_documents import SealedDocument, SealedDocuments

PLACE = DocumentPlace(ClientId(1))


@pytest.fixture
def vault(tmp_path: Path) -> SealedDocuments:
    """Sealed files in an empty folder."""
    return SealedDocuments(tmp_path / "docs", KeyPayload.generate().document_identities)


def take(
    vault: SealedDocuments, *paths: Path, here: dict[str, str] | None = None
) -> tuple[TakingReport, list[tuple[NewFile, ...]]]:
    """Takes these in; gives the report and the groups that were handed over."""
    groups: list[tuple[NewFile, ...]] = []
    plan = TakingPlan(paths, PLACE, here or {}, {})
    return take_in_files(plan, vault, groups.append, silent), groups


def names(groups: list[tuple[NewFile, ...]]) -> list[str]:
    """The names of all files in the groups."""
    return [file.name for group in groups for file in group]


def test_each_content_is_sealed_once(vault: SealedDocuments, tmp_path: Path) -> None:
    folder = tmp_path / "Case"
    (folder / "sub").mkdir(parents=True)
    for number in range(45):
        (folder / f"{number:02}.txt").write_text(f"paper {number % 40}")
    (folder / "sub" / "evil.pdf").write_bytes(hostile.pdf_with(hostile.launch))
    report, groups = take(vault, folder)
    assert (report.sealed, len(report.known), report.refused) == (41, 5, [])
    assert [len(group) for group in groups] == [20, 20, 1]
    evil = next(file for group in groups for file in group if file.name == "evil.pdf")
    assert (evil.folder, evil.warnings) == ("Case/sub", (FileWarning.LAUNCH,))
    assert report.warned == ["evil.pdf"]
    for group in groups:
        for file in group:
            assert vault.path(file.sealed.name).exists()
    known = {file.sealed.plain_sha256: file.name for group in groups for file in group}
    again, nothing = take(vault, folder, here=known)
    assert (again.sealed, len(again.known), nothing) == (0, 46, [])
    assert len(list((tmp_path / "docs").rglob("*.age"))) == 2 * 41


def test_what_cannot_be_read_is_told_and_the_rest_comes_in(
    vault: SealedDocuments, tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text("good")
    (tmp_path / "link").symlink_to(tmp_path / "good.txt")
    report, groups = take(vault, tmp_path / "gone.txt", tmp_path / "link", tmp_path / "good.txt")
    assert names(groups) == ["good.txt"]
    assert [refused.name for refused in report.refused] == ["gone.txt", "link"]


def test_cancelling_hands_over_what_was_sealed(vault: SealedDocuments, tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.txt").write_bytes(bytes([number]) * 1000)
    paths = tuple(tmp_path / f"{number}.txt" for number in range(9))
    groups: list[tuple[NewFile, ...]] = []

    def cancel(done: int, total: int) -> None:
        if total and done >= 8000:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_in_files(TakingPlan(paths, PLACE, {}, {}), vault, groups.append, cancel)
    assert names(groups) == ["0.txt", "1.txt", "2.txt", "3.txt"][: len(names(groups))]
    assert len(names(groups)) >= 3
    assert list((tmp_path / "docs").rglob("*.tmp")) == []


def test_a_full_disk_ends_the_work_and_keeps_what_was_sealed(
    vault: SealedDocuments, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "docs").write_text("a file where the folder should be")
    with pytest.raises(StorageError):
        take(vault, tmp_path / "a.txt")


def test_progress_runs_to_the_whole_and_never_back(vault: SealedDocuments, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.bin").write_bytes(bytes([number]) * 3_000_000)
    calls: list[tuple[int, int]] = []
    paths = tuple(tmp_path / f"{number}.bin" for number in range(3))
    plan = TakingPlan(paths, PLACE, {}, {})
    take_in_files(plan, vault, lambda _group: None, lambda *call: calls.append(call))
    told = [done for done, total in calls if total]
    assert told == sorted(told)
    assert calls[-1] == (18_000_000, 18_000_000)


def test_memory_stays_flat(vault: SealedDocuments, tmp_path: Path) -> None:
    for number in range(4):
        with (tmp_path / f"{number}.bin").open("wb") as file:
            file.truncate(60_000_000 + number)
    take(vault, tmp_path / "0.bin")
    tracemalloc.start()
    report, _groups = take(vault, *[tmp_path / f"{number}.bin" for number in range(1, 4)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.sealed == 3
    assert peak < 8_000_000


def test_one_file_for_a_new_version(vault: SealedDocuments, tmp_path: Path) -> None:
    (tmp_path / "Contract.docx").write_bytes(hostile.word_file())
    file = seal_one(tmp_path / "Contract.docx", vault, silent)
    assert file.media_type.endswith("wordprocessingml.document")
    assert isinstance(file.sealed, SealedDocument)
    assert vault.unseal(file.sealed) == hostile.word_file()
    with pytest.raises(ImportRefused, match=r"gone.txt cannot be read"):
        seal_one(tmp_path / "gone.txt", vault, silent)
