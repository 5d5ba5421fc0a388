"""Deciding what becomes of each part of a reply.

Nothing in a reply changes a matter, an invoice, a client or the ledger by itself: each part waits
in quarantine until one of these acts is chosen for it. A reply closes with its last part.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lawdesk.domain.client_requests import ClientRequestId
from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import (
    DocumentId,
    DocumentKind,
    DocumentOrigin,
    DocumentPlace,
    NewFile,
    clean_folder,
    read_warnings,
)
from lawdesk.domain.matters import MatterId
from lawdesk.domain.receivables.disputes import DisputeId
from lawdesk.domain.replies import FiledAs, ItemKind, ItemState, ReplyId, ReplyItemId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.client_requests import answer_request
from lawdesk.operations.clients import set_contacts
from lawdesk.operations.documents import change_kind, change_title, record_files
from lawdesk.operations.receivables.disputes import open_dispute
from lawdesk.store import audit, client_requests, clients, matters, messages, replies
from lawdesk.store.database import Transaction
from lawdesk.store.replies import ReplyItem, StoredFile
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class _Sealed:
    """The sealed form of a file that lay in quarantine."""

    name: str
    plain_sha256: str
    plain_size: int
    sealed_sha256: str
    sealed_size: int


def file_paper(
    tx: Transaction,
    item_id: ReplyItemId,
    *,
    matter_id: MatterId | None,
    kind: DocumentKind,
    title: str = "",
    folder: str = "",
    closes_request: bool = False,
    now: Moment,
) -> DocumentId:
    """File a file of a reply as a document of a matter, or of the client alone.

    It is linked with the request it came for, which is ticked off where `closes_request`. Bytes
    that the matter has already stay one document. Raises RuleError, FieldError for "title",
    "folder" and "matter".
    """
    item, client_id = _waiting(tx, item_id, ItemKind.FILE)
    if matter_id is not None and matters.get(tx, matter_id).client_id != client_id:
        raise FieldError("matter", _("This matter belongs to another client; nothing was filed."))
    file = replies.get_file(tx, item_id)
    place = DocumentPlace(client_id, matter_id)
    document_id = _document(tx, place, kind, title, folder, file, now)
    if item.request_id is not None:
        _link_paper(tx, item.request_id, document_id, closes_request=closes_request, now=now)
    _decide(tx, item, FiledAs.DOCUMENT, document_id, now)
    return document_id


def file_answer(tx: Transaction, item_id: ReplyItemId, *, now: Moment) -> None:
    """Tick the request off with what the client answered. Raises RuleError where there is none."""
    item, _client_id = _waiting(tx, item_id, ItemKind.ANSWER)
    if item.request_id is None:
        raise RuleError(_("This answers nothing that was asked; it can be noted or rejected."))
    text = str(content_of(item)["text"])
    request = client_requests.get(tx, item.request_id)
    if request.closed_on is None:
        answer_request(tx, request.id, answer=text, closed_on=now.day, now=now)
    elif not request.answer:
        client_requests.set_request(tx, replace(request, answer=text))
    else:
        raise RuleError(_("This request has an answer already; this one can be noted or rejected."))
    _decide(tx, item, FiledAs.REQUEST, request.id, now)


def note_item(tx: Transaction, item_id: ReplyItemId, *, now: Moment) -> None:
    """Note a part that needs nothing more: a message that was read, a word on an invoice, data
    that was confirmed. What it says stays with the reply. Raises RuleError for a file.
    """
    item = _waiting_any(tx, item_id)
    if item.kind is ItemKind.FILE:
        raise RuleError(_("A file is filed or rejected; it stays as it is."))
    if item.kind is ItemKind.MESSAGE:
        _decide(tx, item, FiledAs.MESSAGE, replies.find_message(tx, item.reply_id), now)
    else:
        _decide(tx, item, FiledAs.NOTED, None, now)


def file_question(
    tx: Transaction,
    item_id: ReplyItemId,
    disputed_cents: int,
    reason: str,
    *,
    received_on: date,
    line_positions: Sequence[int] = (),
    now: Moment,
) -> DisputeId:
    """Open a dispute of the invoice that a client questions. Raises as `open_dispute` does."""
    item, _client_id = _waiting(tx, item_id, ItemKind.INVOICE)
    if item.invoice_id is None:
        raise RuleError(_("This client has no invoice of that number; nothing was recorded."))
    dispute_id = open_dispute(
        tx,
        item.invoice_id,
        disputed_cents,
        reason,
        received_on=received_on,
        line_positions=line_positions,
        now=now,
    )
    _decide(tx, item, FiledAs.DISPUTE, dispute_id, now)
    return dispute_id


def take_over_contact(
    tx: Transaction, item_id: ReplyItemId, kinds: Sequence[ContactKind], *, now: Moment
) -> None:
    """Take over the chosen ones of a client's new address, mail and phone; each becomes the
    preferred one, others of its kind stay. Raises FieldError as `set_contacts` does.
    """
    item, client_id = _waiting(tx, item_id, ItemKind.CONTACT)
    if not kinds:
        raise RuleError(_("Nothing was chosen; the contact data stay as they are."))
    content = content_of(item)
    for kind in kinds:
        value = str(content[kind.value])
        known = [
            contact.value
            for contact in clients.list_contacts(tx, client_id)
            if contact.kind is kind
        ]
        others = [each for each in known[1:] if each != value]
        set_contacts(tx, client_id, kind, [value, *others])
    _decide(tx, item, FiledAs.CONTACT, client_id, now)


def reject_item(tx: Transaction, item_id: ReplyItemId, *, now: Moment) -> list[str]:
    """Reject a part; gives the names of sealed files that nothing needs any more."""
    item = _waiting_any(tx, item_id)
    gone = [replies.get_file(tx, item_id).sealed_name] if item.kind is ItemKind.FILE else []
    if item.kind is ItemKind.MESSAGE:
        _take_out_of_log(tx, item.reply_id, now)
    replies.set_decided(tx, item_id, ItemState.REJECTED, now.at, FiledAs.NOTHING, None)
    _close_if_done(tx, item.reply_id, now)
    audit.insert(tx, now.at, "reject", "reply item", item_id, item.kind.value)
    return gone


def reject_rest(tx: Transaction, reply_id: ReplyId, *, now: Moment) -> list[str]:
    """Reject every part that waits; gives the names of sealed files that nothing needs any more."""
    waiting = [item for item in replies.list_items(tx, reply_id) if item.state is ItemState.WAITING]
    return [name for item in waiting for name in reject_item(tx, item.id, now=now)]


def content_of(item: ReplyItem) -> dict[str, Any]:
    """What a part says, by its members."""
    content: dict[str, Any] = json.loads(item.content)
    return content


def _document(
    tx: Transaction,
    place: DocumentPlace,
    kind: DocumentKind,
    title: str,
    folder: str,
    file: StoredFile,
    now: Moment,
) -> DocumentId:
    """A document over the sealed file that lay in quarantine, or the one with these very bytes."""
    sealed = _Sealed(
        file.sealed_name,
        file.plain_sha256,
        file.plain_size,
        file.sealed_sha256,
        file.sealed_size,
    )
    new = NewFile(
        file.name, file.media_type, sealed, clean_folder(folder), read_warnings(file.warnings)
    )
    recorded = record_files(tx, place, [new], now=now, origin=DocumentOrigin.REPLY)
    if recorded.known:
        return recorded.known[0]
    (document_id,) = recorded.added
    change_kind(tx, document_id, kind)
    if title.strip():
        change_title(tx, document_id, title)
    return document_id


def _link_paper(
    tx: Transaction,
    request_id: ClientRequestId,
    document_id: DocumentId,
    *,
    closes_request: bool,
    now: Moment,
) -> None:
    is_open = client_requests.get(tx, request_id).closed_on is None
    if is_open and closes_request:
        papers = [document_id]
        answer_request(tx, request_id, answer="", document_ids=papers, closed_on=now.day, now=now)
    else:
        client_requests.insert_paper(tx, request_id, document_id)


def _waiting(tx: Transaction, item_id: ReplyItemId, kind: ItemKind) -> tuple[ReplyItem, ClientId]:
    """A part that waits, and whose reply it is. Raises RuleError."""
    item = _waiting_any(tx, item_id)
    if item.kind is not kind:
        raise RuleError(_("This part of the reply is something else; it stays as it is."))
    return item, replies.get(tx, item.reply_id).client_id


def _waiting_any(tx: Transaction, item_id: ReplyItemId) -> ReplyItem:
    item = replies.get_item(tx, item_id)
    if item.state is not ItemState.WAITING:
        raise RuleError(_("This part of the reply is decided already; it stays as it is."))
    return item


def _decide(
    tx: Transaction, item: ReplyItem, filed_as: FiledAs, filed_id: int | None, now: Moment
) -> None:
    replies.set_decided(tx, item.id, ItemState.FILED, now.at, filed_as, filed_id)
    _close_if_done(tx, item.reply_id, now)
    audit.insert(tx, now.at, "file", "reply item", item.id, filed_as.value)


def _close_if_done(tx: Transaction, reply_id: ReplyId, now: Moment) -> None:
    if replies.get_row(tx, reply_id).waiting == 0:
        replies.set_closed(tx, reply_id, now.at)


def _take_out_of_log(tx: Transaction, reply_id: ReplyId, now: Moment) -> None:
    message_id = replies.find_message(tx, reply_id)
    if message_id is not None:
        messages.set_message(tx, replace(messages.get(tx, message_id), deleted_at=now.at))
