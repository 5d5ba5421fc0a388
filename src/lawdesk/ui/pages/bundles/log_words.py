"""The log of bundles in words: what each was, how it went, whether it was opened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lawdesk.domain.bundle_contents import strictest
from lawdesk.domain.bundle_handover import OpenedHow
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import Sensitivity
from lawdesk.store import bundle_contents, bundles, matters
from lawdesk.store.bundles import Bundle, BundleDelivery
from lawdesk.store.database import Reader
from lawdesk.translation import _
from lawdesk.ui.document_words import size_words
from lawdesk.ui.pages.bundles.bundle_names import (
    channel_words,
    format_words,
    words_channel_words,
    words_kind_words,
)


@dataclass(frozen=True, slots=True)
class LogRow:
    """One bundle as the log shows it."""

    id: int
    number: str
    day: str
    format: str
    contents: str
    size: str
    handed_over: str
    badge: tuple[str, str]


@dataclass(frozen=True, slots=True)
class LoggedThing:
    """One thing that a bundle held, as its own manifest says; `sha256` for papers."""

    id: int
    what: str
    detail: str
    size: str
    sha256: str


def sensitivity_of(read: Reader, bundle: Bundle) -> Sensitivity:
    """How careful the matters of a bundle are today."""
    about = bundles.list_matters(read, bundle.id)
    return strictest(matters.get(read, each).sensitivity for each in about)


def log_row(read: Reader, bundle: Bundle, locale: str) -> LogRow:
    """A bundle as one row."""
    deliveries = bundles.list_deliveries(read, bundle.id)
    return LogRow(
        bundle.id,
        number_words(bundle),
        format_date(bundle.made_on, locale),
        bundle.format.value.upper(),
        contents_words(read, bundle),
        size_words(bundle.size, locale),
        handed_over_words(deliveries, locale),
        standing_badge(deliveries, bundle.opened_on, locale),
    )


def number_words(bundle: Bundle) -> str:
    """Its number in the client's series, or that it is a test."""
    return str(bundle.number) if bundle.number else _("test")


def contents_words(read: Reader, bundle: Bundle) -> str:
    """How much of what a bundle holds, in one line."""
    said = manifest_of(bundle)
    counts = (
        (len(said.get("updates", ())), _("1 update"), _("{count} updates")),
        (len(said.get("invoices", ())), _("1 invoice"), _("{count} invoices")),
        (_count_papers(read, bundle, said), _("1 paper"), _("{count} papers")),
        (len(said.get("requests", ())), _("1 request"), _("{count} requests")),
    )
    parts = [one if n == 1 else many.format(count=n) for n, one, many in counts if n]
    if bundle.letter:
        parts.insert(0, _("letter"))
    return ", ".join(parts)


def handed_over_words(deliveries: Sequence[BundleDelivery], locale: str) -> str:
    """When and how it was handed over first."""
    if not deliveries:
        return ""
    first = deliveries[0]
    day = format_date(first.delivered_on, locale, "short")
    return f"{day}, {channel_name(first.channel).lower()}"


def standing_badge(
    deliveries: Sequence[BundleDelivery], opened_on: date | None, locale: str
) -> tuple[str, str]:
    """Opened, handed over, or not yet handed over."""
    if opened_on is not None:
        return _("opened {date}").format(date=format_date(opened_on, locale, "short")), "running"
    if deliveries:
        return _("not confirmed"), "attention"
    return _("not handed over"), "quiet"


def channel_name(channel: str) -> str:
    """The way of a file; those noted by earlier versions keep their own word."""
    known = {each.value: words for each, words in channel_words().items()}
    return known.get(channel, channel.replace("_", " "))


def delivery_sentence(delivery: BundleDelivery, locale: str) -> str:
    """Everything that was noted about one handing over."""
    told = {each.value: words for each, words in words_channel_words().items()}
    words = _("Handed over on {date}: {way}")
    parts = [
        words.format(
            date=format_date(delivery.delivered_on, locale),
            way=channel_name(delivery.channel).lower(),
        )
    ]
    if delivery.person:
        parts.append(_("to {person}").format(person=delivery.person))
    if delivery.words_channel:
        way = told.get(delivery.words_channel, delivery.words_channel)
        parts.append(_("the words {way}").format(way=way))
    return ", ".join(parts) + "."


def opened_sentence(bundle: Bundle, locale: str) -> str:
    """Whether the client has opened it, and how that is known."""
    if bundle.opened_on is None:
        return _("Nobody has said yet that it was opened.")
    words = _("The client has opened it; noted on {date}.")
    if bundle.opened_how == OpenedHow.REPLY:
        words = _("The client has opened it: an answer came on {date}.")
    return words.format(date=format_date(bundle.opened_on, locale))


def facts_of(read: Reader, bundle: Bundle) -> list[tuple[str, str]]:
    """What the detail of a bundle tells in pairs of label and text."""
    about = [matters.get(read, each) for each in bundles.list_matters(read, bundle.id)]
    return [
        (_("Short name"), bundle.public_id),
        (_("File"), bundle.file_name),
        (_("Format"), format_words()[bundle.format]),
        (_("Opens with"), words_kind_words(bundle.words_kind)),
        (_("Matters"), "\n".join(matter.title for matter in about) or _("none")),
        (_("SHA-256"), bundle.sha256),
    ]


def things_of(read: Reader, bundle: Bundle, locale: str) -> list[LoggedThing]:
    """Everything in a bundle: letter, updates, bills, requests, and papers with their hashes."""
    told = [*_told(bundle, manifest_of(bundle)), *_papers(read, bundle, locale)]
    return [LoggedThing(place, *thing) for place, thing in enumerate(told)]


def _told(bundle: Bundle, said: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    if bundle.letter:
        yield _("Letter"), _start(bundle.letter), "", ""
    for update in said.get("updates", ()):
        words = next((update[k] for k in ("happened", "next", "needed") if update[k]), "")
        yield _("Update"), _start(words), "", ""
    for bill in said.get("invoices", ()):
        yield _("Invoice {number}").format(number=bill["number"]), bill["total"], "", ""
    if said.get("account"):
        yield _("Account"), _("{count} bookings").format(count=len(said["account"])), "", ""
    for request in said.get("requests", ()):
        yield _("Request"), request["title"], "", ""


def _papers(read: Reader, bundle: Bundle, locale: str) -> Iterator[tuple[str, str, str, str]]:
    files = manifest_of(bundle).get("files")
    if files is None:
        for paper in bundle_contents.list_papers(read, bundle.id):
            yield paper.name, "", size_words(paper.size, locale), paper.sha256
        return
    for file in files:
        size = size_words(int(file["size"]), locale)
        yield file["title"] or file["name"], file["name"], size, file["sha256"]


def _start(words: str) -> str:
    return " ".join(words.split())[:200]


def manifest_of(bundle: Bundle) -> dict[str, Any]:
    """What the bundle says; an early one recorded only its papers."""
    said: dict[str, Any] = json.loads(bundle.contents)
    return said


def _count_papers(read: Reader, bundle: Bundle, said: dict[str, Any]) -> int:
    files = said.get("files")
    return len(bundle_contents.list_papers(read, bundle.id) if files is None else files)
