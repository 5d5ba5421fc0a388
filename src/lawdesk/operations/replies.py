"""Taking replies in, and keeping aside what is refused. The sealing happens before, on a worker.

What becomes of each part is decided in `operations/reply_filing`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from lawdesk.domain.client_requests import ClientRequestId, request_name
from lawdesk.domain.clock import Moment, day_of
from lawdesk.domain.documents import SealedFile, write_warnings
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import MatterId
from lawdesk.domain.messages import Direction, MessageKind
from lawdesk.domain.replies import (
    ItemKind,
    OpenedReply,
    RefusedFileId,
    ReplyId,
    ReplyItemId,
    ReplyRefusal,
    summary_words,
)
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.messages import record_message
from lawdesk.store import (
    audit,
    bundle_contents,
    bundles,
    matters,
    practice,
    replies,
)
from lawdesk.store.bundles import Bundle
from lawdesk.store.database import Transaction
from lawdesk.translation import _

_LONGEST_PATH = 4096


def take_in_reply(
    tx: Transaction,
    opened: OpenedReply,
    sealed: Sequence[SealedFile],
    file_sha256: str,
    file_size: int,
    *,
    now: Moment,
) -> ReplyId:
    """Record a reply whose files were sealed before; `sealed` follows `opened.files`.

    Raises RuleError where it was taken in before.
    """
    bundle = bundles.find_by_public_id(tx, opened.bundle)
    if bundle is None:
        raise RuleError(_("The bundle of this reply is gone; nothing was taken in."))
    before = replies.find_taken(tx, bundle.id, opened.sequence, file_sha256)
    if before is not None:
        day = day_of(before.received_at, now.zone)
        words = _("This reply was already taken in on {day}; nothing was added.")
        raise RuleError(words.format(day=format_date(day, practice.get(tx).locale)))
    reply_id = replies.insert(
        tx, bundle.id, bundle.client_id, opened, file_sha256, file_size, received_at=now.at
    )
    if not _insert_items(tx, reply_id, bundle, opened, sealed):
        replies.set_closed(tx, reply_id, now.at)
    _log(tx, reply_id, bundle, opened, now)
    if bundle.opened_on is None:
        bundles.set_opened(tx, bundle.id, now.day, "reply")
    audit.insert(tx, now.at, "take in", "reply", reply_id, opened.bundle)
    return reply_id


def keep_refused(
    tx: Transaction, file_name: str, reason: ReplyRefusal, sealed: SealedFile, *, now: Moment
) -> RefusedFileId:
    """Keep a refused file aside, sealed before, until it is deleted."""
    refused_id = replies.insert_refused(tx, file_name, reason, sealed, now.at)
    audit.insert(tx, now.at, "keep aside", "refused file", refused_id, reason.value)
    return refused_id


def delete_refused(tx: Transaction, refused_id: RefusedFileId, *, now: Moment) -> str:
    """Let go of a refused file; gives the name of its sealed form, which may be destroyed then."""
    refused = replies.get_refused(tx, refused_id)
    replies.delete_refused(tx, refused_id)
    audit.insert(tx, now.at, "delete", "refused file", refused_id, refused.reason.value)
    return refused.sealed_name


def watch_folder(tx: Transaction, folder: str) -> None:
    """Look for replies in that folder from now on; nowhere with an empty text."""
    if len(folder) > _LONGEST_PATH:
        raise FieldError("reply_folder", _("This path is too long; no folder is watched."))
    replies.set_reply_folder(tx, folder)


def _insert_items(
    tx: Transaction,
    reply_id: ReplyId,
    bundle: Bundle,
    opened: OpenedReply,
    sealed: Sequence[SealedFile],
) -> int:
    """Gives how many parts the reply has."""
    asked = {request_name(each): each for each in map(ClientRequestId, _asked(tx, bundle))}
    place = 0

    def add(kind: ItemKind, content: dict[str, Any], **links: Any) -> ReplyItemId:
        nonlocal place
        place += 1
        text = json.dumps(content, ensure_ascii=False)
        return replies.insert_item(tx, reply_id, place, kind, text, **links)

    if opened.message:
        add(ItemKind.MESSAGE, {"text": opened.message})
    for answer in opened.answers:
        if answer.text:
            add(ItemKind.ANSWER, asdict(answer), request_id=asked.get(answer.request))
    for word in opened.invoices:
        invoice_id = replies.find_invoice(tx, bundle.client_id, word.number)
        add(ItemKind.INVOICE, asdict(word), invoice_id=invoice_id)
    if opened.contact is not None:
        add(ItemKind.CONTACT, asdict(opened.contact))
    for file, form in zip(opened.files, sealed, strict=True):
        item_id = add(ItemKind.FILE, {"name": file.name}, request_id=asked.get(file.request or ""))
        replies.insert_file(tx, item_id, file, write_warnings(file.warnings), form)
    return place


def _asked(tx: Transaction, bundle: Bundle) -> list[int]:
    """Requests the bundle told of; an id that is not among them is a word like any other."""
    return bundle_contents.list_requests(tx, bundle.id)


def _log(
    tx: Transaction, reply_id: ReplyId, bundle: Bundle, opened: OpenedReply, now: Moment
) -> None:
    about = _("Reply to bundle {bundle}").format(bundle=bundle.public_id)
    rest = summary_words(opened)
    record_message(
        tx,
        bundle.client_id,
        _only_matter(tx, bundle),
        kind=MessageKind.REPLY,
        direction=Direction.IN,
        happened_on=now.day,
        text=opened.message or (f"{about}: {rest}" if rest else about),
        bundle_id=bundle.id,
        reply_id=reply_id,
        now=now,
    )


def _only_matter(tx: Transaction, bundle: Bundle) -> MatterId | None:
    found = bundles.list_matters(tx, bundle.id)
    if len(found) != 1 or matters.get(tx, found[0]).client_id != bundle.client_id:
        return None
    return found[0]
