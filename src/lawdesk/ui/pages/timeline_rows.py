"""What happened in a matter as rows of its timeline, newest first, read page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lawdesk.domain.client_requests import ClientRequest
from lawdesk.domain.clock import Moment, day_of
from lawdesk.domain.documents import Document, DocumentKind
from lawdesk.domain.invoices import InvoiceSummary
from lawdesk.domain.locale_format import format_money
from lawdesk.domain.matters import MatterId
from lawdesk.domain.messages import MessageKind
from lawdesk.domain.practice import Practice
from lawdesk.domain.time_entries import ClockState, EntryRow
from lawdesk.domain.updates import Update
from lawdesk.store import (
    bundles,
    client_requests,
    documents,
    invoices,
    messages,
    time_entries,
    timers,
    updates,
)
from lawdesk.store.bundles import Bundle
from lawdesk.store.database import Reader
from lawdesk.store.messages import MessageRow
from lawdesk.translation import _
from lawdesk.ui.clock_face import short_clock
from lawdesk.ui.document_words import kind_words
from lawdesk.ui.pages.informed.contact_words import (
    given_by_words,
    message_icon,
    message_kind_words,
    request_badge,
)
from lawdesk.ui.pages.invoice_rows import state_of
from lawdesk.ui.plain_words import dotted, shortened

_PAGE = 60
_MOST = 1000


class TimelineFilter(StrEnum):
    """What of a matter's past is shown."""

    ALL = "all"
    WORK = "work"
    INVOICES = "invoices"
    DOCUMENTS = "documents"
    UPDATES = "updates"
    MESSAGES = "messages"
    BUNDLES = "bundles"
    REQUESTS = "requests"


def filter_words() -> dict[TimelineFilter, str]:
    """The choices as the lawyer reads them."""
    return {
        TimelineFilter.ALL: _("Everything"),
        TimelineFilter.WORK: _("Work"),
        TimelineFilter.INVOICES: _("Invoices"),
        TimelineFilter.DOCUMENTS: _("Documents"),
        TimelineFilter.UPDATES: _("Updates"),
        TimelineFilter.MESSAGES: _("Calls and messages"),
        TimelineFilter.BUNDLES: _("Bundles and replies"),
        TimelineFilter.REQUESTS: _("Requests"),
    }


@dataclass(frozen=True, slots=True)
class TimelineKey:
    """Which thing a row is: an entry and an invoice may have the same id."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One thing that happened."""

    key: TimelineKey
    day: date
    icon: str
    words: str
    detail: str = ""
    figure: str = ""
    mark: tuple[str, str] | None = None
    state: tuple[str, str] | None = None
    link: str = ""


class Timeline:
    """Reads a matter's past page by page: entries may be many, the other things are few."""

    def __init__(
        self,
        read: Reader,
        matter_id: MatterId,
        practice: Practice,
        now: Moment,
        shown: TimelineFilter = TimelineFilter.ALL,
    ) -> None:
        self._read, self._matter_id = read, matter_id
        self._last: EntryRow | None = None
        self._shows_work = shown in (TimelineFilter.ALL, TimelineFilter.WORK)
        self._is_read = False
        self._now, self._running = now, timers.find_running_clock(read)
        found = _others(read, matter_id, practice, now, shown)
        self._others = sorted(found, key=_order, reverse=True)

    def next_page(self) -> list[TimelineRow]:
        """The next rows; none at the end."""
        if self._is_read:
            return []
        found = self._entries()
        self._is_read = len(found) < _PAGE
        self._last = found[-1] if found else self._last
        until = date.min if self._is_read or self._last is None else self._last.worked_on
        rows = [entry_row(entry, self._worked(entry)) for entry in found]
        rows += [row for row in self._others if row.day >= until]
        self._others = [row for row in self._others if row.day < until]
        return sorted(rows, key=_order, reverse=True)

    def _entries(self) -> Sequence[EntryRow]:
        if not self._shows_work:
            return ()
        return time_entries.list_rows(
            self._read, matter_id=self._matter_id, after=self._last, limit=_PAGE
        )

    def _worked(self, entry: EntryRow) -> int:
        if entry.clock is not ClockState.RUNNING or self._running is None:
            return entry.raw_seconds
        return self._running.seconds_at(self._now.at)


def _others(
    read: Reader, matter_id: MatterId, practice: Practice, now: Moment, shown: TimelineFilter
) -> list[TimelineRow]:
    """Everything but work; only the kinds that are shown are read."""
    sources: dict[TimelineFilter, Callable[[], list[TimelineRow]]] = {
        TimelineFilter.INVOICES: lambda: [
            invoice_row(each, practice)
            for each in invoices.list_summaries(read, matter_id=matter_id, limit=_MOST)
        ],
        TimelineFilter.DOCUMENTS: lambda: [
            document_row(paper, now)
            for paper in documents.list_of_matter(read, matter_id)
            if paper.kind is not DocumentKind.INVOICE
        ],
        TimelineFilter.UPDATES: lambda: [
            update_row(each) for each in updates.list_of_matter(read, matter_id)
        ],
        TimelineFilter.MESSAGES: lambda: _message_rows(read, matter_id, by_hand=True),
        TimelineFilter.BUNDLES: lambda: _bundle_rows(read, matter_id),
        TimelineFilter.REQUESTS: lambda: [
            request_row(each, now.day, practice.locale)
            for each in client_requests.list_of_matter(read, matter_id)
        ],
    }
    wanted = sources if shown is TimelineFilter.ALL else {shown}
    return [row for kind, rows in sources.items() if kind in wanted for row in rows()]


def _message_rows(read: Reader, matter_id: MatterId, *, by_hand: bool) -> list[TimelineRow]:
    found = messages.list_of_matter(read, matter_id, limit=_MOST)
    return [message_row(each) for each in found if each.kind.is_noted_by_hand is by_hand]


def _bundle_rows(read: Reader, matter_id: MatterId) -> list[TimelineRow]:
    """Bundles as they were made, and what the log says of them and of replies."""
    made = [bundle_row(bundle) for bundle in bundles.list_of_matter(read, matter_id)]
    return made + _message_rows(read, matter_id, by_hand=False)


def entry_row(entry: EntryRow, seconds: int) -> TimelineRow:
    """Work as a row; `seconds` are those worked until now."""
    marks = {
        ClockState.RUNNING: (_("running"), "running"),
        ClockState.PARKED: (_("parked"), "quiet"),
    }
    mark = marks.get(entry.clock)
    if entry.undecided_seconds:
        mark = (_("undecided"), "attention")
    words = entry.narrative.strip() or _("No words yet")
    detail = f" · {entry.activity_code}" if entry.activity_code else ""
    figure = short_clock(seconds)
    key = TimelineKey("time", entry.id)
    return TimelineRow(key, entry.worked_on, "time", words, detail, figure, mark)


def invoice_row(invoice: InvoiceSummary, practice: Practice) -> TimelineRow:
    """An invoice as a row; its badge tells whether it was sent."""
    own = invoice.currency == practice.currency
    amount = format_money(
        invoice.total_cents, invoice.currency, practice.locale, with_currency=not own
    )
    words = _("Invoice {number} over {amount}").format(number=invoice.number, amount=amount)
    key = TimelineKey("invoice", invoice.id)
    state = state_of(invoice, practice)
    if invoice.pdf_document_id is None:
        state = _("drawing"), "attention"
    return TimelineRow(key, invoice.issued_on, "invoices", words, state=state)


def document_row(paper: Document, now: Moment) -> TimelineRow:
    """A paper as a row."""
    day = day_of(paper.added_at, now.zone)
    key = TimelineKey("document", paper.id)
    detail = f" · {kind_words(paper)}"
    return TimelineRow(key, day, "documents", paper.title, detail, link=_("Look"))


def bundle_row(bundle: Bundle) -> TimelineRow:
    """A bundle as a row."""
    words = _("Bundle {number} made for the client").format(number=bundle.number)
    return TimelineRow(TimelineKey("bundle", bundle.id), bundle.made_on, "bundle", words)


def update_row(update: Update) -> TimelineRow:
    """An update as a row, on the day it was given, or on its own day while it is a draft."""
    words = _("Update: {words}").format(words=shortened(update.words, 120) or _("no words yet"))
    key = TimelineKey("update", update.id)
    if update.given_on is None or update.channel is None:
        return TimelineRow(key, update.dated_on, "note", words, state=(_("draft"), "attention"))
    by = _("by {channel}").format(channel=given_by_words()[update.channel])
    return TimelineRow(key, update.given_on, "note", words, state=(by, "quiet"))


def message_row(message: MessageRow) -> TimelineRow:
    """A contact as a row."""
    kind = message_kind_words()[message.kind]
    head = dotted(kind, message.person) if message.kind.is_noted_by_hand else ""
    about = shortened(message.text or message.agreed, 120)
    words = f"{head}: {about}" if head and about else head or about or kind
    key = TimelineKey("message", message.id)
    figure = short_clock(message.spent_seconds) if message.spent_seconds else ""
    came = message.kind is MessageKind.REPLY
    mark = (_("reply"), "attention") if came else None
    icon = message_icon(message.kind)
    return TimelineRow(key, message.happened_on, icon, words, figure=figure, mark=mark)


def request_row(request: ClientRequest, today: date, locale: str) -> TimelineRow:
    """A request as a row, on the day it was closed, or asked while it is open."""
    words = _("Asked for: {title}").format(title=request.title)
    day = request.closed_on or request.asked_on
    badge = request_badge(request, today, locale)
    return TimelineRow(TimelineKey("request", request.id), day, "message", words, state=badge)


def _order(row: TimelineRow) -> tuple[date, bool, int]:
    # What runs is the newest of its day.
    return row.day, row.mark is not None and row.mark[1] == "running", row.key.id
