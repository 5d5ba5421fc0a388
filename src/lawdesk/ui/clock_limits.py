"""How much of a matter's budget or cap is used while its clock runs.

The rules of billing are loaded only for a matter that has a limit: most clocks have none.
"""

from __future__ import annotations

from lawdesk.domain.timers import RunningClock
from lawdesk.operations.charging import estimate_running
from lawdesk.store import time_entries
from lawdesk.store.billing.limits import has_limits
from lawdesk.ui.desk import Desk
from lawdesk.ui.widgets.timer_bar import Limit

_NO_LIMIT = Limit()


def running_limit(desk: Desk, running: RunningClock) -> Limit:
    """The fullest limit of the running clock's matter with what the clock adds, in words; before
    any other that the retainer is too low to go on.
    """
    if not has_limits(desk.read, running.matter_id):
        return _NO_LIMIT
    from lawdesk.ui.pages.billing.budget_line import limits_of, stop_words

    now, entry = desk.clock.now(), time_entries.get(desk.read, running.entry_id)
    seconds = running.seconds_at(now.at)
    _units, cents = estimate_running(desk.read, entry, seconds)
    added = cents - entry.amount_cents
    stop = stop_words(desk.read, running.matter_id, now, running_cents=added)
    if stop is not None:
        return Limit(stop.short, stop.whole, stop.tone)
    found = limits_of(
        desk.read,
        running.matter_id,
        now,
        running_seconds=seconds - entry.raw_seconds,
        running_cents=added,
    )
    return Limit(found[0].short, found[0].whole, found[0].tone) if found else _NO_LIMIT
