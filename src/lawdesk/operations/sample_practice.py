"""Filling the sample practice: invented clients whose last weeks lie just before a given day.

Everything goes through the same operations a lawyer uses, in the order of the calendar, so the
sample cannot hold anything that a real practice could not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from lawdesk.domain.billing.drafts import DraftId, DraftPayer
from lawdesk.domain.clients import ClientId, ClientKind, ContactKind
from lawdesk.domain.clock import Moment, at_local_time
from lawdesk.domain.invoices import Channel
from lawdesk.domain.matters import MatterId
from lawdesk.domain.time_entries import Charge
from lawdesk.operations.clients import add_client, change_client, set_contacts
from lawdesk.operations.composition import Texts
from lawdesk.operations.draft_payers import set_payers
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.invoices import issue_invoice, note_delivery
from lawdesk.operations.matters import change_matter, open_matter
from lawdesk.operations.rates import set_rate
from lawdesk.operations.sample_billing import SampleBilling
from lawdesk.operations.sample_informed import SampleInformed
from lawdesk.operations.time_entries import set_charge
from lawdesk.operations.timers import park_timer, start_timer, stop_timer
from lawdesk.store.database import Reader, Transaction

FindTexts = Callable[[Reader, DraftId, Moment], Texts]

_OPENED_AT = time(8, 30)
_ISSUED_AT = time(17, 45)
_AGREED_AT = time(8, 45)
_SETTLED_AT = time(17, 55)


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that happened at an instant."""

    at: int
    happen: Callable[[], object]


def fill_sample_practice(
    tx: Transaction, plan: Mapping[str, Any], find_texts: FindTexts, *, now: Moment
) -> None:
    """Write the clients, matters, weeks of work and invoices of `plan` into an empty practice.

    `plan` counts days in weekdays back from `now`; `find_texts` words each invoice.
    """
    filling = _Filling(tx, find_texts, now)
    filling.take_on(plan["clients"])
    filling.open_matters(plan["matters"])
    events = [
        *filling.worked(plan["work"]),
        *filling.invoiced(plan["invoices"]),
        *filling.worked_today(plan["today"]),
        *filling.parked(plan["parked"]),
        *filling.billed(plan["billing"]),
        *filling.informed(plan["informed"]),
    ]
    for event in sorted(events, key=lambda event: event.at):
        if event.at <= now.at:
            event.happen()


class _Filling:
    """One filling: ids by the plan's own keys."""

    def __init__(self, tx: Transaction, find_texts: FindTexts, now: Moment) -> None:
        self._tx, self._find_texts, self._now = tx, find_texts, now
        self._clients: dict[str, ClientId] = {}
        self._matters: dict[str, MatterId] = {}

    def take_on(self, listed: Sequence[Mapping[str, Any]]) -> None:
        """The clients with their addresses."""
        for entry in listed:
            at = self._instant(entry["since"], _OPENED_AT)
            kind = ClientKind(entry["kind"])
            client_id = add_client(self._tx, entry["name"], kind=kind, now=at)
            for contact_kind in ContactKind:
                values = entry.get(contact_kind.value, [])
                set_contacts(self._tx, client_id, contact_kind, values)
            for field in ("contact_person", "reference", "grouping"):
                if field in entry:
                    change_client(self._tx, client_id, field, entry[field])
            self._clients[entry["key"]] = client_id

    def open_matters(self, listed: Sequence[Mapping[str, Any]]) -> None:
        """The matters, the oldest first, so that their numbers follow the calendar."""
        for entry in sorted(listed, key=lambda entry: -int(entry["since"])):
            moment = self._moment(entry["since"], _OPENED_AT)
            client = self._clients[entry["client"]]
            matter_id = open_matter(
                self._tx, client, entry["title"], area=entry["area"], now=moment
            )
            if "rate_cents" in entry:
                day = moment.day
                set_rate(self._tx, entry["rate_cents"], valid_from=day, matter_id=matter_id)
            if "reference" in entry:
                change_matter(self._tx, matter_id, "reference", entry["reference"])
            self._matters[entry["key"]] = matter_id

    def worked(self, rows: Sequence[Sequence[Any]]) -> list[_Event]:
        """Clocked work on earlier days: weekdays back, start, minutes, matter, words, code."""
        return [
            self._stretch(self._instant(back, time.fromisoformat(start)), minutes, *what)
            for back, start, minutes, *what in rows
        ]

    def worked_today(self, rows: Sequence[Sequence[Any]]) -> list[_Event]:
        """Clocked work of today: minutes ago, minutes long, matter, words, code."""
        return [
            self._stretch(self._now.at - ago * 60, minutes, *what) for ago, minutes, *what in rows
        ]

    def parked(self, rows: Sequence[Sequence[Any]]) -> list[_Event]:
        """Clocks that wait: minutes ago, minutes long, matter, words, code."""
        return [
            self._stretch(self._now.at - ago * 60, minutes, *what, parks=True)
            for ago, minutes, *what in rows
        ]

    def invoiced(self, rows: Sequence[Mapping[str, Any]]) -> list[_Event]:
        """Invoices: when, for which matter, and by what way they went out."""
        return [_Event(self._instant(row["back"], _ISSUED_AT), self._issuing(row)) for row in rows]

    def billed(self, plan: Mapping[str, Any]) -> list[_Event]:
        """Terms, expenses, payments and everything else that happens to bills."""
        return [
            _Event(moment.at, happen)
            for moment, happen in SampleBilling(self._tx, self).happenings(plan)
        ]

    def informed(self, plan: Mapping[str, Any]) -> list[_Event]:
        """What clients are told, what they say, and what they are asked for."""
        return [
            _Event(moment.at, happen)
            for moment, happen in SampleInformed(self._tx, self).happenings(plan)
        ]

    def client(self, key: str) -> ClientId:
        """The client of the plan's key."""
        return self._clients[key]

    def matter(self, key: str) -> MatterId:
        """The matter of the plan's key."""
        return self._matters[key]

    def morning(self, weekdays_back: int) -> Moment:
        """Before a day's work; a day to come where the count is below zero."""
        if weekdays_back < 0:
            return Moment(self._now.at - weekdays_back * 86400, self._now.zone)
        return self._moment(weekdays_back, _AGREED_AT)

    def evening(self, weekdays_back: int) -> Moment:
        """After a day's invoices."""
        return self._moment(weekdays_back, _SETTLED_AT)

    def _stretch(
        self,
        start: int,
        minutes: int,
        matter: str,
        words: str,
        code: str | None = None,
        charge: str = "billable",
        *,
        parks: bool = False,
    ) -> _Event:
        zone = self._now.zone

        def happen() -> None:
            matter_id = self._matters[matter]
            begin, end = Moment(start, zone), Moment(start + minutes * 60, zone)
            entry = start_timer(self._tx, matter_id, now=begin, narrative=words, activity_code=code)
            if parks:
                park_timer(self._tx, now=end)
            else:
                stop_timer(self._tx, now=end)
            if Charge(charge) is Charge.NO_CHARGE:
                set_charge(self._tx, entry, Charge.NO_CHARGE)

        return _Event(start, happen)

    def _issuing(self, row: Mapping[str, Any]) -> Callable[[], object]:
        moment = self._moment(row["back"], _ISSUED_AT)

        def happen() -> None:
            draft = make_draft(self._tx, self._matters[row["matter"]], now=moment)
            if "payers" in row:
                set_payers(self._tx, draft, [self._payer(draft, *each) for each in row["payers"]])
            if row.get("stays_draft"):
                return
            texts = self._find_texts(self._tx, draft, moment)
            invoice = issue_invoice(self._tx, draft, texts, now=moment)
            if "channel" in row:
                channel = Channel(row["channel"])
                day = moment.day
                note_delivery(self._tx, invoice, delivered_on=day, channel=channel, now=moment)

        return happen

    def _payer(self, draft: DraftId, client: str, share_ppm: int, consent: str) -> DraftPayer:
        return DraftPayer(
            id=0,
            draft_id=draft,
            client_id=self._clients[client],
            share_ppm=share_ppm,
            fixed_cents=None,
            is_rest=False,
            masks_narrative=bool(consent),
            consent=consent,
        )

    def _moment(self, weekdays_back: int, wall: time) -> Moment:
        return Moment(self._instant(weekdays_back, wall), self._now.zone)

    def _instant(self, weekdays_back: int, wall: time) -> int:
        return at_local_time(weekday_before(self._now.day, weekdays_back), wall, self._now.zone)


def weekday_before(day: date, count: int) -> date:
    """The day that lies so many weekdays (Monday to Friday) before."""
    while count > 0:
        day -= timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day
