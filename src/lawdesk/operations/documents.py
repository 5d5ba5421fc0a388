"""Taking documents in and keeping them. Sealing comes first, on a worker; this records it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import (
    Document,
    DocumentId,
    DocumentKind,
    DocumentOrigin,
    DocumentPlace,
    LinkKind,
    NewFile,
    SealedFile,
    TextOutcome,
    clean_folder,
    write_warnings,
)
from lawdesk.domain.matters import MatterId, Sensitivity
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import audit, document_texts, documents, matters
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of some sealed files: papers made, and papers whose bytes were there already."""

    added: tuple[DocumentId, ...]
    known: tuple[DocumentId, ...]


def record_document(
    tx: Transaction,
    matter_id: MatterId,
    file_name: str,
    media_type: str,
    sealed: SealedFile,
    *,
    now: Moment,
) -> DocumentId:
    """Record a sealed paper of a matter. The same bytes twice stay one document."""
    same = documents.find_same(tx, matter_id, sealed.plain_sha256)
    if same:
        return same.id
    place = DocumentPlace(matters.get(tx, matter_id).client_id, matter_id)
    file = NewFile(file_name, media_type, sealed)
    return _add(tx, place, file, DocumentOrigin.ADDED, now)


def record_files(
    tx: Transaction,
    place: DocumentPlace,
    files: Sequence[NewFile],
    *,
    now: Moment,
    origin: DocumentOrigin = DocumentOrigin.ADDED,
) -> Recorded:
    """Record files that were sealed before. Bytes that are there already add nothing."""
    added, known = list[DocumentId](), list[DocumentId]()
    for file in files:
        same = documents.find_in_place(tx, place, file.sealed.plain_sha256)
        if same is not None:
            known.append(same.id)
        else:
            added.append(_add(tx, place, file, origin, now))
    return Recorded(tuple(added), tuple(known))


def record_version(
    tx: Transaction,
    document_id: DocumentId,
    file: NewFile,
    *,
    origin: DocumentOrigin,
    now: Moment,
) -> int:
    """Record a sealed file as the next version of a paper; gives its number.

    Raises RuleError for an invoice's own PDF, a destroyed paper, and bytes that are there already.
    """
    paper = documents.get(tx, document_id)
    _refuse_invoice(paper)
    _refuse_destroyed(paper)
    if file.sealed.plain_sha256 == paper.plain_sha256:
        raise RuleError(
            _("{name} is exactly version {number} of “{title}”; no new version was made.").format(
                name=file.name, number=paper.version, title=paper.title
            )
        )
    number = documents.list_versions(tx, document_id)[0].number + 1
    documents.insert_version(
        tx,
        document_id,
        number,
        origin,
        file.name,
        file.media_type,
        write_warnings(file.warnings),
        file.sealed,
        added_at=now.at,
    )
    documents.set_version(tx, document_id, number)
    audit.insert(tx, now.at, "add_version", "document", document_id, str(number))
    return number


def choose_version(tx: Transaction, document_id: DocumentId, number: int, *, now: int) -> None:
    """Make an earlier or later version the current one; none is lost by it."""
    paper = documents.get(tx, document_id)
    _refuse_invoice(paper)
    _refuse_destroyed(paper)
    if number not in {version.number for version in documents.list_versions(tx, document_id)}:
        raise RuleError(_("There is no such version; nothing was changed."))
    documents.set_version(tx, document_id, number)
    audit.insert(tx, now, "choose_version", "document", document_id, str(number))


def change_title(tx: Transaction, document_id: DocumentId, title: str) -> None:
    """Call a paper otherwise. Raises FieldError for "title"."""
    title = " ".join(title.split())
    if not title:
        raise FieldError("title", _("A document needs a title; the old one was kept."))
    if len(title) > 300:
        raise FieldError("title", _("A title has at most 300 characters."))
    _change(tx, replace(documents.get(tx, document_id), title=title))


def change_kind(tx: Transaction, document_id: DocumentId, kind: DocumentKind) -> None:
    """Say what a paper is. An invoice's own PDF stays one, and nothing else becomes one."""
    paper = documents.get(tx, document_id)
    if kind is paper.kind:
        return
    _refuse_invoice(paper)
    if kind is DocumentKind.INVOICE:
        raise FieldError("kind", _("Only a PDF that LawDesk drew of an invoice is one."))
    _change(tx, replace(paper, kind=kind))


def change_folder(tx: Transaction, document_id: DocumentId, folder: str) -> None:
    """Lay a paper into a folder, "" for none. Raises FieldError for "folder"."""
    _change(tx, replace(documents.get(tx, document_id), folder=clean_folder(folder)))


def change_dated_on(tx: Transaction, document_id: DocumentId, dated_on: date | None) -> None:
    """Note the day written on a paper."""
    _change(tx, replace(documents.get(tx, document_id), dated_on=dated_on))


def change_notes(tx: Transaction, document_id: DocumentId, notes: str) -> None:
    """Note something about a paper; never shown to the client. Raises FieldError for "notes"."""
    if len(notes) > 20_000:
        raise FieldError("notes", _("Notes have at most 20,000 characters; the old were kept."))
    _change(tx, replace(documents.get(tx, document_id), notes=notes.strip()))


def change_may_be_shared(
    tx: Transaction, document_id: DocumentId, *, may_be_shared: bool, now: int
) -> None:
    """Say whether a paper may go into bundles for the client; each change is on record."""
    paper = documents.get(tx, document_id)
    if may_be_shared is not paper.may_be_shared:
        _change(tx, replace(paper, may_be_shared=may_be_shared))
        act = "may_be_shared" if may_be_shared else "may_not_be_shared"
        audit.insert(tx, now, act, "document", document_id, "")


def change_matter(
    tx: Transaction, document_id: DocumentId, matter_id: MatterId | None, *, now: int
) -> None:
    """Lay a paper to another matter of the same client, or to none."""
    paper = documents.get(tx, document_id)
    if matter_id == paper.matter_id:
        return
    _refuse_invoice(paper)
    if matter_id is not None and matters.get(tx, matter_id).client_id != paper.client_id:
        raise FieldError("matter", _("That matter is another client's; the paper was not moved."))
    _change(tx, replace(paper, matter_id=matter_id))
    audit.insert(tx, now, "move", "document", document_id, str(matter_id or ""))


def link_document(
    tx: Transaction, document_id: DocumentId, kind: LinkKind, subject_id: int
) -> None:
    """Tie a paper to an invoice, an expense or a deadline; twice is harmless."""
    documents.get(tx, document_id)
    if subject_id not in documents.list_links(tx, document_id, kind):
        documents.insert_link(tx, document_id, kind, subject_id)


def unlink_document(
    tx: Transaction, document_id: DocumentId, kind: LinkKind, subject_id: int
) -> None:
    """Untie a paper again."""
    documents.delete_link(tx, document_id, kind, subject_id)


def tie_document(
    tx: Transaction, document_id: DocumentId, kind: LinkKind, subject_id: int | None
) -> None:
    """Tie a paper to one thing of a kind and to no other, or to none."""
    for other in documents.list_links(tx, document_id, kind):
        if other != subject_id:
            documents.delete_link(tx, document_id, kind, other)
    if subject_id is not None:
        link_document(tx, document_id, kind, subject_id)


def archive_document(tx: Transaction, document_id: DocumentId, *, now: int) -> None:
    """Put a paper away; its sealed file is kept. Raises RuleError for an invoice's own PDF."""
    _refuse_invoice(documents.get(tx, document_id))
    documents.set_archived(tx, document_id, now)
    audit.insert(tx, now, "archive", "document", document_id, "")


def restore_document(tx: Transaction, document_id: DocumentId, *, now: int) -> None:
    """Take a paper out of the archive again. Raises RuleError for a destroyed one."""
    _refuse_destroyed(documents.get(tx, document_id))
    documents.set_archived(tx, document_id, None)
    audit.insert(tx, now, "restore", "document", document_id, "")


def destroy_document(tx: Transaction, document_id: DocumentId, *, now: int) -> tuple[str, ...]:
    """Give a paper up for good: gives the names of its sealed files, which the caller deletes.

    The row comes first: should the program die before the files are gone, the next start deletes
    the rest, and no row ever names a file that is missing. Raises RuleError for an invoice's PDF.
    """
    paper = documents.get(tx, document_id)
    _refuse_invoice(paper)
    versions = documents.list_versions(tx, document_id)
    documents.set_destroyed(tx, document_id, now)
    if paper.archived_at is None:
        documents.set_archived(tx, document_id, now)
    audit.insert(tx, now, "destroy", "document", document_id, str(len(versions)))
    return tuple(version.sealed_name for version in versions)


def check_plain_copy(read: Reader, document_id: DocumentId) -> None:
    """Raise RuleError where no plain copy of a paper may leave the vault."""
    paper = documents.get(read, document_id)
    if paper.matter_id is None:
        return
    if matters.get(read, paper.matter_id).sensitivity is Sensitivity.SECRET:
        raise RuleError(
            _("This matter is marked secret: no plain copy of its papers is made."),
            _("Give the paper to the client in a bundle, or change the matter's sensitivity."),
        )


def record_plain_copy(
    tx: Transaction, document_id: DocumentId, target: Path, *, now: int, version: int
) -> None:
    """Put on record that a plain copy was saved, and where. Raises RuleError where it must not."""
    check_plain_copy(tx, document_id)
    audit.insert(tx, now, "save_plain", "document", document_id, f"{version}: {target}")


def record_opened_outside(
    tx: Transaction, document_id: DocumentId, *, now: int, version: int
) -> None:
    """Put on record that another program was given a plain copy for this session."""
    check_plain_copy(tx, document_id)
    audit.insert(tx, now, "open_outside", "document", document_id, str(version))


def record_texts(tx: Transaction, found: Sequence[tuple[DocumentId, int, TextOutcome, str]]) -> int:
    """Keep the words that were read; those of papers destroyed meanwhile are dropped.

    Gives how many papers were read.
    """
    for document_id, version, outcome, text in found:
        if documents.get(tx, document_id).destroyed_at is None:
            document_texts.set_text(tx, document_id, version, outcome, text)
    return len(found)


def choose_scan_folder(tx: Transaction, folder: str) -> None:
    """Remember where scans come from on this computer."""
    documents.set_scan_folder(tx, folder)


def record_client_paper(
    tx: Transaction,
    client_id: ClientId,
    matter_id: MatterId | None,
    title: str,
    file_name: str,
    sealed: SealedFile,
    *,
    now: Moment,
) -> DocumentId:
    """Record a sealed PDF that LawDesk drew for a client, with or without a matter."""
    document_id = documents.insert(
        tx,
        client_id=client_id,
        matter_id=matter_id,
        kind=DocumentKind.DOCUMENT,
        title=title[:300],
        file_name=file_name,
        media_type="application/pdf",
        sealed=sealed,
        added_at=now.at,
        origin=DocumentOrigin.MADE,
    )
    audit.insert(tx, now.at, "add", "document", document_id, "")
    return document_id


def _add(
    tx: Transaction, place: DocumentPlace, file: NewFile, origin: DocumentOrigin, now: Moment
) -> DocumentId:
    document_id = documents.insert(
        tx,
        client_id=place.client_id,
        matter_id=place.matter_id,
        kind=DocumentKind.DOCUMENT,
        title=PurePath(file.name).stem.strip()[:300] or file.name,
        file_name=file.name,
        media_type=file.media_type,
        sealed=file.sealed,
        added_at=now.at,
        origin=origin,
        folder=file.folder,
        warnings=write_warnings(file.warnings),
    )
    audit.insert(tx, now.at, "add", "document", document_id, "")
    return document_id


def _change(tx: Transaction, paper: Document) -> None:
    documents.set_document(tx, paper)


def _refuse_invoice(paper: Document) -> None:
    if paper.kind is DocumentKind.INVOICE:
        raise RuleError(_("This paper is the PDF of an invoice; it stays with its matter."))


def _refuse_destroyed(paper: Document) -> None:
    if paper.destroyed_at is not None:
        raise RuleError(_("This paper was destroyed; nothing of it can be brought back."))
