"""How contacts with clients are worded on the screen."""

from __future__ import annotations

from datetime import date, timedelta

from lawdesk.domain.bundles import RequestWants
from lawdesk.domain.client_requests import ClientRequest, RequestOutcome
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.matters import Matter, MatterStatus
from lawdesk.domain.messages import Direction, MessageKind
from lawdesk.domain.turns import turn_of
from lawdesk.domain.updates import GivenBy
from lawdesk.store import turns
from lawdesk.store.database import Reader
from lawdesk.translation import _


def given_by_words() -> dict[GivenBy, str]:
    """The ways by which an update reaches a client, after "by" or "in"."""
    return {
        GivenBy.PHONE: _("phone"),
        GivenBy.IN_PERSON: _("word of mouth"),
        GivenBy.MAIL: _("mail"),
        GivenBy.POST: _("post"),
        GivenBy.BUNDLE: _("bundle"),
        GivenBy.OTHER: _("another way"),
    }


def message_kind_words() -> dict[MessageKind, str]:
    """What a contact was."""
    return {
        MessageKind.CALL: _("Call"),
        MessageKind.MAIL: _("Mail"),
        MessageKind.LETTER: _("Letter"),
        MessageKind.MEETING: _("Meeting"),
        MessageKind.OTHER: _("Other"),
        MessageKind.BUNDLE: _("Bundle"),
        MessageKind.REPLY: _("Reply"),
    }


def direction_words() -> dict[Direction, str]:
    """Who spoke to whom."""
    return {
        Direction.IN: _("from the client"),
        Direction.OUT: _("to the client"),
        Direction.BOTH: _("both sides"),
    }


def message_icon(kind: MessageKind) -> str:
    """The icon of a contact."""
    return {
        MessageKind.CALL: "phone",
        MessageKind.MAIL: "mail",
        MessageKind.LETTER: "documents",
        MessageKind.MEETING: "clients",
        MessageKind.BUNDLE: "bundle",
        MessageKind.REPLY: "download",
    }.get(kind, "message")


def wants_words() -> dict[RequestWants, str]:
    """What the client is asked for."""
    return {RequestWants.PAPERS: _("Papers"), RequestWants.ANSWER: _("An answer")}


def request_badge(request: ClientRequest, today: date, locale: str) -> tuple[str, str]:
    """How a request stands: words and tone."""
    if request.closed_on is not None:
        day = format_date(request.closed_on, locale, "short")
        if request.outcome is RequestOutcome.WITHDRAWN:
            return _("withdrawn"), "quiet"
        return _("done {date}").format(date=day), "running"
    late = request.days_overdue(today)
    if late:
        return days_words(late, _("1 day late"), _("{count} days late")), "overdue"
    return _("open"), "attention" if request.due_on == today else "quiet"


def days_words(count: int, one: str, many: str) -> str:
    """The words for one day or for several."""
    return one if count == 1 else many.format(count=count)


def turn_sentence(read: Reader, matter: Matter, today: date, locale: str) -> tuple[str, str]:
    """When the client last heard something, and when the next word is due; and its tone."""
    last = turns.last_contact_on(read, matter.id)
    turn = turn_of(
        interval_days=matter.update_interval_days,
        opened_on=matter.opened_on,
        last_contact_on=last,
        oldest_due_on=None,
        today=today,
    )
    told = _("Nothing has reached the client yet.")
    if last is not None:
        told = _("Last word to the client on {date}.").format(date=format_date(last, locale))
    if matter.status is MatterStatus.CLOSED or matter.archived_at is not None:
        return told, ""
    if matter.update_interval_days == 0:
        return f"{told} {_('No reminder is set for this matter.')}", ""
    if turn.is_lawyers:
        late = days_words(turn.silent_days, _("1 day"), _("{count} days"))
        words = _("That is {days} of silence; the reminder stands at {count}.")
        return f"{told} {words.format(days=late, count=matter.update_interval_days)}", "attention"
    due = (last or matter.opened_on) + timedelta(days=matter.update_interval_days)
    words = _("The next is due by {date}.").format(date=format_date(due, locale))
    return f"{told} {words}", ""
