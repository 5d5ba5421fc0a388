"""A practice that has given a client a bundle and now gets replies to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from pyrage import x25519

from claims_room import add_claim
from lawdesk.domain.bundles import BundleFormat, RequestWants, WordsKind
from lawdesk.domain.client_requests import ClientRequestId, request_name
from lawdesk.domain.clients import ClientId, ContactKind
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.matters import MatterId
from lawdesk.domain.replies import ReplyId, ReplyItemId
from lawdesk.operations.client_requests import ask
from lawdesk.operations.clients import set_contacts
from lawdesk.operations.replies import keep_refused, take_in_reply
from lawdesk.progress import silent
from lawdesk.store import bundle_contents, bundles, replies
from lawdesk.store.bundles import Bundle
from lawdesk.store.database import Transaction
from lawdesk.store.replies import ReplyItem
from lawdesk.ui.reply_sealing import Outcome, RefusedReply, SealedReply, take_in
from lawdesk.vault.sealed_documents import SealedDocuments
from practice_room import FRIDAY, PracticeRoom
from reply_sealer import SEQUENCE, PageKeys, Words, reply_file

PDF = b"%PDF-1.7\nnothing more"


@dataclass
class ReplyRoom:
    """The practice, what the bundle told of, and the keys its page seals with."""

    room: PracticeRoom
    vault: SealedDocuments
    folder: Path
    client_id: ClientId
    matter_id: MatterId
    bundle_id: int
    papers: ClientRequestId
    answer: ClientRequestId
    invoice_id: InvoiceId
    keys: PageKeys = field(default_factory=PageKeys)
    sealed: int = 0

    def words(self, **changes: Any) -> Words:
        """Something of everything a client can say; `changes` replace members of the list."""
        said: dict[str, Any] = {
            "message": "Dear Ms Marsh,\nthe keys are here. <b>Bold</b>",
            "answers": [{"request": request_name(self.answer), "text": "Since March 2019."}],
            "invoices": [
                {
                    "number": "T-0001",
                    "verdict": "question",
                    "amount": "120.00",
                    "reason": "Two hours for one call?",
                }
            ],
            "contact": {
                "confirmed": False,
                "address": "2 New Street\n10115 Berlin",
                "mail": "maria@new.example",
                "phone": "+49 30 1234",
            },
            "sequence": SEQUENCE + self.sealed,
        }
        self.sealed += 1
        return Words(
            files=[("tenancy.pdf", PDF), ("note.txt", b"hello"), ("setup.exe", b"MZ\x90\x00")],
            requests=[request_name(self.papers), None, None],
            changes=said | changes,
        )

    def file(self, name: str = "reply-7K3F.lawdesk", words: Words | None = None) -> Path:
        """A reply as the client mails it, in the folder for what comes in."""
        return self.put(name, reply_file(self.keys, words or self.words()))

    def put(self, name: str, data: bytes) -> Path:
        """Any file in the folder for what comes in."""
        path = self.folder / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    def look_at(self, path: Path) -> Outcome:
        """What the worker makes of a file."""
        return take_in(path, replies.known_replies(self.room.read), self.vault, silent)

    def record(self, outcome: Outcome) -> ReplyId | None:
        """What the window then records of it."""
        now = self.room.clock.now()
        if isinstance(outcome, SealedReply):
            return self.room.do(
                take_in_reply,
                outcome.opened,
                outcome.sealed,
                outcome.sha256,
                outcome.size,
                now=now,
            )
        if isinstance(outcome, RefusedReply) and outcome.sealed is not None:
            self.room.do(keep_refused, outcome.file_name, outcome.cause, outcome.sealed, now=now)
        return None

    def take_in(self, words: Words | None = None) -> ReplyId:
        """A reply that is in quarantine."""
        reply_id = self.record(self.look_at(self.file(words=words)))
        assert reply_id is not None
        return reply_id

    def items(self, reply_id: ReplyId) -> dict[str, ReplyItem]:
        """The parts of a reply by kind; files by their name."""
        found = replies.list_items(self.room.read, reply_id)
        files = replies.list_files(self.room.read, reply_id)
        return {
            (files[item.id].name if item.id in files else item.kind.value): item for item in found
        }

    def item(self, reply_id: ReplyId, name: str) -> ReplyItemId:
        """One part of a reply."""
        return self.items(reply_id)[name].id


def make_reply_room(
    room: PracticeRoom, folder: Path, vault: SealedDocuments | None = None
) -> ReplyRoom:
    """A client with a matter, two requests, an open invoice, and a bundle that told of them."""
    client_id = room.add_client("Maria Alvarez")
    room.do(set_contacts, client_id, ContactKind.MAIL, ["maria@old.example", "work@old.example"])
    matter_id = room.add_matter("Alvarez v. Northgate", client_id)
    papers = _ask(room, matter_id, RequestWants.PAPERS, "Tenancy agreement")
    answer = _ask(room, matter_id, RequestWants.ANSWER, "Since when have you lived there?")
    invoice_id = add_claim(room, matter_id, 500_00, FRIDAY + timedelta(days=7))
    keys = PageKeys()
    bundle_id = room.do(
        _insert_bundle, keys, client_id, matter_id, [papers, answer], invoice_id, room.clock.at
    )
    sealed = vault or SealedDocuments(folder / "docs", (str(x25519.Identity.generate()),))
    return ReplyRoom(
        room, sealed, folder, client_id, matter_id, bundle_id, papers, answer, invoice_id, keys
    )


def _ask(
    room: PracticeRoom, matter_id: MatterId, wants: RequestWants, title: str
) -> ClientRequestId:
    return room.do(ask, matter_id, wants=wants, title=title, now=room.clock.now())


def _insert_bundle(
    tx: Transaction,
    keys: PageKeys,
    client_id: ClientId,
    matter_id: MatterId,
    request_ids: list[ClientRequestId],
    invoice_id: InvoiceId,
    made_at: int,
) -> int:
    bundle = Bundle(
        id=0,
        public_id=keys.public_id,
        client_id=client_id,
        number=1,
        format=BundleFormat.HTML,
        file_name="secure.html",
        sha256=hashlib.sha256(b"bundle").hexdigest(),
        size=1000,
        letter="",
        contents="{}",
        words_kind=WordsKind.FRESH,
        reply_key=keys.scalar,
        reply_token=keys.token,
        made_on=FRIDAY,
        made_at=made_at,
        opened_on=None,
        opened_how=None,
    )
    bundle_id = bundles.insert(tx, bundle, [matter_id])
    bundle_contents.insert_told(
        tx,
        bundle_id,
        invoice_ids=[invoice_id],
        request_ids=request_ids,
        update_ids=[],
        policy_ids=[],
    )
    return bundle_id
