"""Recording bundles: what was written, how it was handed over, and that it was opened."""

from __future__ import annotations

import json
from datetime import date

from lawdesk.domain.bundle_contents import BundleChoice, strictest
from lawdesk.domain.bundle_handover import (
    FileChannel,
    OpenedHow,
    WordsChannel,
    check_channel,
    check_words_channel,
)
from lawdesk.domain.bundles import BundlePlan, BundleReceipt, WordsKind, manifest
from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.documents import DocumentId, DocumentKind, DocumentPlace, SealedFile
from lawdesk.domain.matters import MatterId
from lawdesk.domain.messages import Direction, MessageKind
from lawdesk.domain.updates import GivenBy, Update, UpdateId
from lawdesk.errors import FieldError, RuleError
from lawdesk.operations.documents import change_kind, record_client_paper
from lawdesk.operations.messages import record_message
from lawdesk.operations.updates import mark_updates_given
from lawdesk.store import audit, bundle_contents, bundles, documents, matters, updates
from lawdesk.store.bundles import Bundle
from lawdesk.store.database import Reader, Transaction
from lawdesk.translation import _

_LONGEST_PERSON = 300


def record_bundle(
    tx: Transaction,
    choice: BundleChoice,
    plan: BundlePlan,
    receipt: BundleReceipt,
    *,
    words_kind: WordsKind = WordsKind.FRESH,
    reply_key: bytes | None = None,
    now: Moment,
) -> int:
    """Record a bundle that was written and opened again; gives its id.

    Raises RuleError where another bundle took its number meanwhile.
    """
    if not plan.is_test and plan.number != bundles.next_number(tx, choice.client_id):
        raise RuleError(
            _(
                "Another bundle of this client took the number {number}; this one was not kept."
            ).format(number=plan.number),
            _("Write it again."),
        )
    bundle_id = bundles.insert(
        tx,
        Bundle(
            id=0,
            public_id=plan.public_id,
            client_id=choice.client_id,
            number=plan.number,
            format=plan.format,
            file_name=receipt.path.name,
            sha256=receipt.sha256,
            size=receipt.size,
            letter=plan.letter,
            contents=json.dumps(manifest(plan), ensure_ascii=False),
            words_kind=words_kind,
            reply_key=reply_key,
            reply_token=plan.reply.token if plan.reply and reply_key else None,
            made_on=plan.on,
            made_at=now.at,
            opened_on=None,
            opened_how=None,
        ),
        choice.matter_ids,
    )
    if not plan.is_test:
        _record_contents(tx, bundle_id, choice, plan)
    audit.insert(tx, now.at, "write", "bundle", bundle_id, plan.public_id)
    return bundle_id


def note_bundle_delivery(
    tx: Transaction,
    bundle_id: int,
    *,
    delivered_on: date,
    channel: FileChannel,
    person: str = "",
    words_channel: WordsChannel,
    now: Moment,
) -> None:
    """Note that the lawyer handed a bundle over, and how the client was told the words.

    The updates in it are given by that, unless they were changed since, and it stands in the log
    of contacts. Raises FieldError for "delivered_on", "channel", "words_channel" or "person".
    """
    bundle = bundles.get(tx, bundle_id)
    _check_day("delivered_on", delivered_on, bundle.made_on, now.day)
    if len(person.strip()) > _LONGEST_PERSON:
        raise FieldError("person", _("A name may have 300 characters; nothing was noted."))
    about = bundles.list_matters(tx, bundle_id)
    check_channel(channel, strictest(matters.get(tx, each).sensitivity for each in about))
    check_words_channel(channel, words_channel, bundle.words_kind)
    bundles.insert_delivery(
        tx,
        bundle_id,
        delivered_on,
        channel.value,
        "",
        now.at,
        person=person.strip(),
        words_channel=words_channel.value,
    )
    mark_updates_given(
        tx,
        [update.id for update in updates_as_bundled(tx, bundle)],
        given_on=delivered_on,
        channel=GivenBy.BUNDLE,
        bundle_id=bundle_id,
        now=now,
    )
    told: list[MatterId | None] = [*about] or [None]
    for matter_id in told:
        record_message(
            tx,
            bundle.client_id,
            matter_id,
            kind=MessageKind.BUNDLE,
            direction=Direction.OUT,
            happened_on=delivered_on,
            person=person,
            text=_message(tx, bundle),
            bundle_id=bundle_id,
            now=now,
        )
    audit.insert(tx, now.at, "deliver", "bundle", bundle_id, channel.value)


def note_bundle_opened(
    tx: Transaction, bundle_id: int, *, opened_on: date, how: OpenedHow, now: Moment
) -> bool:
    """Note that the client has opened a bundle; False where that was known already.

    Raises FieldError for "opened_on".
    """
    bundle = bundles.get(tx, bundle_id)
    if bundle.opened_on is not None:
        return False
    _check_day("opened_on", opened_on, bundle.made_on, now.day)
    bundles.set_opened(tx, bundle_id, opened_on, how.value)
    audit.insert(tx, now.at, "open", "bundle", bundle_id, how.value)
    return True


def updates_as_bundled(read: Reader, bundle: Bundle) -> list[Update]:
    """Drafts that still say what the bundle says of them; one changed since is told next time."""
    said = json.loads(bundle.contents).get("updates", [])
    found = []
    for place, update_id in enumerate(bundle_contents.list_updates(read, bundle.id)):
        update = updates.find(read, UpdateId(update_id))
        if update is None or update.given_on is not None or place >= len(said):
            continue
        words = (said[place]["happened"], said[place]["next"], said[place]["needed"])
        if (update.happened, update.next, update.needed) == words:
            found.append(update)
    return found


def _record_contents(
    tx: Transaction, bundle_id: int, choice: BundleChoice, plan: BundlePlan
) -> None:
    for position, file in enumerate(plan.files, start=1):
        bundle_contents.insert_document(
            tx,
            bundle_id,
            position,
            DocumentId(int(file.source)),
            file.name,
            file.sha256,
            file.size,
        )
    bundle_contents.insert_told(
        tx,
        bundle_id,
        invoice_ids=choice.invoice_ids,
        request_ids=choice.request_ids,
        update_ids=choice.update_ids,
        policy_ids=choice.policy_ids,
    )


def _check_day(field: str, day: date, made_on: date, today: date) -> None:
    if day > today:
        raise FieldError(field, _("The day lies in the future; nothing was noted."))
    if day < made_on:
        raise FieldError(field, _("The bundle was not written yet on that day."))


def _message(read: Reader, bundle: Bundle) -> str:
    if bundle.number == 0:
        return _("Test bundle {name}").format(name=bundle.public_id)
    papers = len(bundle_contents.list_papers(read, bundle.id))
    words = _("Bundle {number} ({name}) with 1 paper")
    if papers != 1:
        words = _("Bundle {number} ({name}) with {papers} papers")
    return words.format(number=bundle.number, name=bundle.public_id, papers=papers)


def record_made_paper(
    tx: Transaction,
    client_id: ClientId,
    matter_id: MatterId | None,
    title: str,
    file_name: str,
    sealed: SealedFile,
    *,
    is_terms: bool = False,
    now: Moment,
) -> DocumentId:
    """Record a sealed paper that was drawn for a bundle. The same bytes twice stay one document."""
    place = DocumentPlace(client_id, matter_id)
    same = documents.find_in_place(tx, place, sealed.plain_sha256)
    if same is not None and same.plain_sha256 == sealed.plain_sha256 and same.may_be_shared:
        return same.id
    made = record_client_paper(tx, client_id, matter_id, title, file_name, sealed, now=now)
    if is_terms:
        change_kind(tx, made, DocumentKind.AGREEMENT)
    return made
