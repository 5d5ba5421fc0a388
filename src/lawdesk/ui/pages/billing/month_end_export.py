"""Plain copies of many invoices in a folder the lawyer chose: each written whole, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lawdesk.domain.documents import Document
from lawdesk.errors import LawDeskError
from lawdesk.progress import Report
from lawdesk.ui.sealed_papers import sealed_form
from lawdesk.vault.atomic_file import write_atomic
from lawdesk.vault.sealed_documents import SealedDocuments


@dataclass(frozen=True, slots=True)
class Exported:
    """How many copies were written, and what stopped the others."""

    written: int
    error: LawDeskError | None


def export_papers(
    papers: Sequence[Document], documents: SealedDocuments, folder: Path, report: Report
) -> Exported:
    """Unseal each paper and write it into the folder; files that are there keep their names.

    Stops at the first that the disk refuses. Raises Cancelled.
    """
    for done, paper in enumerate(papers):
        report(done, len(papers))
        try:
            write_atomic(_free_path(folder, paper.file_name), documents.unseal(sealed_form(paper)))
        except LawDeskError as error:
            return Exported(done, error)
    return Exported(len(papers), None)


def _free_path(folder: Path, name: str) -> Path:
    """The name, or with a counter where something of that name is there already."""
    path, count = folder / name, 1
    while path.exists():
        count += 1
        path = folder / f"{Path(name).stem}-{count}{Path(name).suffix}"
    return path
