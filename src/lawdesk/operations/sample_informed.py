"""How clients of the sample practice are kept informed: updates, contacts, requests.

Read from the same plan as the rest of the sample, and done by the operations a lawyer uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Protocol

from lawdesk.domain.bundles import RequestWants
from lawdesk.domain.client_requests import ClientRequestId
from lawdesk.domain.clock import Moment
from lawdesk.domain.matters import MatterId, Sensitivity
from lawdesk.domain.messages import Direction, MessageId, MessageKind
from lawdesk.domain.updates import GivenBy, UpdateParts
from lawdesk.operations.client_requests import answer_request, ask
from lawdesk.operations.matters import set_sensitivity, set_update_interval
from lawdesk.operations.messages import bill_message, record_message
from lawdesk.operations.updates import begin_update, mark_updates_given
from lawdesk.store import matters
from lawdesk.store.database import Transaction

Happening = tuple[Moment, Callable[[], object]]


class Calendar(Protocol):
    """Where the plan's keys and days lead."""

    def matter(self, key: str) -> MatterId:
        """The matter of the plan's key."""

    def morning(self, weekdays_back: int) -> Moment:
        """Before a day's work."""

    def evening(self, weekdays_back: int) -> Moment:
        """After a day's work."""


class SampleInformed:
    """The happenings of one plan; requests are known by keys of their own."""

    def __init__(self, tx: Transaction, calendar: Calendar) -> None:
        self._tx, self._calendar = tx, calendar
        self._requests: dict[str, ClientRequestId] = {}

    def happenings(self, plan: Mapping[str, Any]) -> Iterator[Happening]:
        """What happens, each with its moment."""
        yield from self._matters(plan["matters"])
        yield from self._updates(plan["updates"])
        yield from self._messages(plan["messages"])
        yield from self._asked(plan["requests"])
        yield from self._answered(plan["answers"])

    def _matters(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[Happening]:
        """Reminders and sensitivity that differ from the usual."""
        for row in rows:
            moment = self._calendar.evening(row["back"])
            yield moment, partial(self._care, row, moment)

    def _care(self, row: Mapping[str, Any], moment: Moment) -> None:
        matter_id = self._calendar.matter(row["matter"])
        if "days" in row:
            set_update_interval(self._tx, matter_id, row["days"])
        if "sensitivity" in row:
            sensitivity = Sensitivity(row["sensitivity"])
            set_sensitivity(self._tx, matter_id, sensitivity, now=moment.at)

    def _updates(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[Happening]:
        """An update is given the evening it is written, unless it is still a draft."""
        for row in rows:
            moment = self._calendar.evening(row["back"])
            yield moment, partial(self._tell, row, moment)

    def _tell(self, row: Mapping[str, Any], moment: Moment) -> None:
        parts = UpdateParts(row["happened"], row["next"], row["needed"])
        update = begin_update(self._tx, self._calendar.matter(row["matter"]), parts, now=moment)
        if "by" in row:
            by = GivenBy(row["by"])
            mark_updates_given(self._tx, [update], given_on=moment.day, channel=by, now=moment)

    def _messages(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[Happening]:
        for row in rows:
            moment = self._calendar.evening(row["back"])
            yield moment, partial(self._note, row, moment)

    def _note(self, row: Mapping[str, Any], moment: Moment) -> MessageId:
        matter_id = self._calendar.matter(row["matter"])
        message = record_message(
            self._tx,
            matters.get(self._tx, matter_id).client_id,
            matter_id,
            kind=MessageKind(row["kind"]),
            direction=Direction(row["direction"]),
            happened_on=moment.day,
            person=row["person"],
            text=row["text"],
            agreed=row.get("agreed", ""),
            spent_seconds=row.get("minutes", 0) * 60,
            now=moment,
        )
        if row.get("is_billed"):
            bill_message(self._tx, message, now=moment)
        return message

    def _asked(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[Happening]:
        for row in rows:
            moment = self._calendar.morning(row["back"])
            yield moment, partial(self._ask, row, moment)

    def _ask(self, row: Mapping[str, Any], moment: Moment) -> None:
        self._requests[row["key"]] = ask(
            self._tx,
            self._calendar.matter(row["matter"]),
            wants=RequestWants(row["wants"]),
            title=row["title"],
            detail=row.get("detail", ""),
            due_on=_due(row, moment.day),
            now=moment,
        )

    def _answered(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[Happening]:
        for row in rows:
            moment = self._calendar.evening(row["back"])
            yield moment, partial(self._answer, row, moment)

    def _answer(self, row: Mapping[str, Any], moment: Moment) -> None:
        request = self._requests[row["request"]]
        answer_request(self._tx, request, answer=row["answer"], closed_on=moment.day, now=moment)


def _due(row: Mapping[str, Any], asked_on: date) -> date | None:
    return asked_on + timedelta(days=row["days"]) if "days" in row else None
