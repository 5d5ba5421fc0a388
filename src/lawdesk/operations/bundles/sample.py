"""The test bundle: harmless content, to try out with a new client before anything matters."""

from __future__ import annotations

from dataclasses import dataclass

from lawdesk.domain.bundles import (
    BundleFile,
    BundleFormat,
    BundlePlan,
    BundleRequest,
    ReplyAddress,
    RequestWants,
    Sender,
)
from lawdesk.domain.clients import ClientId
from lawdesk.domain.clock import Moment
from lawdesk.domain.locale_format import reader_locale
from lawdesk.operations.bundles.plan import free_public_id
from lawdesk.store import clients, practice
from lawdesk.store.database import Reader

TEST_REQUEST = "r0"
"""How a reply names the request of a test bundle; no real request has this number."""


@dataclass(frozen=True, slots=True)
class SampleTexts:
    """What a test bundle says, in the client's language. `letter` holds `{name}`, the lawyer's."""

    subject: str
    letter: str
    request: str
    request_detail: str


def plan_test_bundle(
    read: Reader,
    client_id: ClientId,
    texts: SampleTexts,
    paper: BundleFile,
    *,
    bundle_format: BundleFormat = BundleFormat.HTML,
    reply: ReplyAddress | None = None,
    now: Moment,
) -> BundlePlan:
    """A bundle that says nothing of any matter. Its number is 0: it counts in no series."""
    client, settings = clients.get(read, client_id), practice.get(read)
    locale = reader_locale(settings.locale, client.language)
    asked = BundleRequest(
        TEST_REQUEST, texts.subject, texts.request, texts.request_detail, RequestWants.ANSWER
    )
    return BundlePlan(
        public_id=free_public_id(read),
        number=0,
        on=now.day,
        language=client.language,
        locale=locale.replace("_", "-"),
        sender=Sender(settings.name, settings.title, settings.phone, settings.mail),
        client_name=client.name,
        matter_title=texts.subject,
        letter=texts.letter.replace("{name}", settings.name),
        files=(paper,),
        format=bundle_format,
        requests=(asked,) if reply else (),
        reply=reply,
        is_test=True,
    )
