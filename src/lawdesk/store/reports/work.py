"""What reports about work are reckoned from: unbilled work, hours, fixed fees.

Every query here is answered from covering indexes, in their order: reading or sorting the rows of
thirty years would take seconds where pages are decrypted. A `+` before a column keeps the planner
from an index whose order would have to be sorted again.
"""

from __future__ import annotations

from datetime import date, timedelta

from lawdesk.domain.matters import MatterId
from lawdesk.domain.reports.flat_fees import FlatFeeMatter
from lawdesk.domain.reports.hours import ActivityHours, DayHours, Hours, MatterHours
from lawdesk.domain.reports.periods import Period
from lawdesk.domain.reports.work_in_progress import UnbilledMatter
from lawdesk.store.database import Reader
from lawdesk.store.unbilled_work import time_cents

_AGES = """coalesce(sum(iif({day} >= ?3, {amount}, 0)), 0) AS to_30,
    coalesce(sum(iif({day} >= ?4 AND {day} < ?3, {amount}, 0)), 0) AS to_60,
    coalesce(sum(iif({day} >= ?5 AND {day} < ?4, {amount}, 0)), 0) AS to_90,
    coalesce(sum(iif({day} < ?5, {amount}, 0)), 0) AS older, min({day}) AS oldest"""
_TIME_AGES = _AGES.format(day="worked_on", amount=time_cents("time_entries"))
_EXPENSE_AGES = _AGES.format(day="spent_on", amount="amount_cents")
_CHARGE_AGES = _AGES.format(day="earned_on", amount="amount_cents")
_UNBILLED = f"""
WITH parts AS (
    SELECT matter_id, sum(raw_seconds) AS seconds, {_TIME_AGES} FROM time_entries
    WHERE invoice_id IS NULL AND deleted_at IS NULL AND clock = 'stopped'
        AND +worked_on BETWEEN ?1 AND ?2 GROUP BY matter_id
    UNION ALL
    SELECT matter_id, 0, {_EXPENSE_AGES} FROM expenses
    WHERE invoice_id IS NULL AND deleted_at IS NULL AND charge = 'billable'
        AND +spent_on BETWEEN ?1 AND ?2 GROUP BY matter_id
    UNION ALL
    SELECT matter_id, 0, {_CHARGE_AGES} FROM fixed_charges
    WHERE invoice_id IS NULL AND deleted_at IS NULL
        AND +earned_on BETWEEN ?1 AND ?2 GROUP BY matter_id
)
SELECT p.matter_id, m.title AS matter_title, c.name AS client_name,
    sum(p.seconds) AS worked_seconds, sum(p.to_30) AS up_to_30_cents,
    sum(p.to_60) AS up_to_60_cents, sum(p.to_90) AS up_to_90_cents,
    sum(p.older) AS older_cents, min(p.oldest) AS oldest_on
FROM parts p JOIN matters m ON m.id = p.matter_id JOIN clients c ON c.id = m.client_id
GROUP BY p.matter_id
"""
_SUMS = """sum(iif(charge = 'billable', raw_seconds, 0)), sum(raw_seconds),
    sum(iif(charge = 'billable', billed_units * unit_seconds, 0)), sum(amount_cents)"""
_WORK = "FROM time_entries WHERE deleted_at IS NULL AND clock = 'stopped'"
_FIXED = "('FlatFee', 'Subscription')"
_FLAT_FEES = f"""
WITH fixed AS (
    SELECT matter_id, sum((SELECT sum(each.value ->> '$.cents')
        FROM json_each(terms, '$.fee.milestones') each))
        FILTER (WHERE ended_on IS NULL OR ended_on > ?1) AS agreed
    FROM fee_agreements
    WHERE terms ->> '$.fee.is' IN {_FIXED} AND valid_from <= ?1 GROUP BY matter_id
)
SELECT f.matter_id, m.title AS matter_title, c.name AS client_name, f.agreed AS agreed_cents,
    coalesce((SELECT sum(x.amount_cents) FROM fixed_charges x WHERE x.matter_id = f.matter_id
        AND x.deleted_at IS NULL AND x.occasion NOT LIKE 'credited: %' AND x.earned_on <= ?1), 0)
        AS earned_cents,
    coalesce((SELECT sum(e.raw_seconds) FROM time_entries e WHERE e.matter_id = f.matter_id
        AND e.deleted_at IS NULL AND e.clock = 'stopped' AND e.worked_on <= ?1), 0)
        AS worked_seconds,
    coalesce((SELECT sum(e.amount_cents) FROM time_entries e WHERE e.matter_id = f.matter_id
        AND e.deleted_at IS NULL AND e.clock = 'stopped' AND e.worked_on <= ?1), 0)
        AS value_cents
FROM fixed f JOIN matters m ON m.id = f.matter_id JOIN clients c ON c.id = m.client_id
"""


def list_unbilled(read: Reader, period: Period, today: date) -> list[UnbilledMatter]:
    """What each matter has unbilled of the work of a period; ages count back from today.

    Time that a fixed or a success fee covers costs nothing by itself: only its hours count.
    """
    limits = [today - timedelta(days=days) for days in (30, 60, 90)]
    return read.all(UnbilledMatter, _UNBILLED, period.first, period.last, *limits)


def list_hours_by_matter(read: Reader, period: Period) -> list[MatterHours]:
    """The hours of each matter that has any in a period."""
    rows = read.tuples(
        f"WITH h AS MATERIALIZED (SELECT matter_id, {_SUMS} {_WORK} AND +worked_on BETWEEN ? AND ? "
        "GROUP BY matter_id) SELECT m.title, c.name, h.* FROM h "
        "JOIN matters m ON m.id = h.matter_id JOIN clients c ON c.id = m.client_id",
        period.first,
        period.last,
    )
    return [
        MatterHours(MatterId(matter_id), title, client, _hours(*sums))
        for title, client, matter_id, *sums in rows
    ]


def list_hours_by_activity(read: Reader, period: Period) -> list[ActivityHours]:
    """The hours under each activity code in a period, and those without a code."""
    rows = read.tuples(
        f"SELECT activity_code, {_SUMS} {_WORK} AND +worked_on BETWEEN ? AND ? "
        "GROUP BY activity_code",
        period.first,
        period.last,
    )
    return [ActivityHours(code, _hours(*sums)) for code, *sums in rows]


def list_hours_by_day(read: Reader, period: Period) -> list[DayHours]:
    """The hours of each day of a period that has any."""
    rows = read.tuples(
        f"SELECT worked_on, {_SUMS} {_WORK} AND worked_on BETWEEN ? AND ? GROUP BY worked_on",
        period.first,
        period.last,
    )
    return [DayHours(date.fromisoformat(day), _hours(*sums)) for day, *sums in rows]


def _hours(charged: int, worked: int, billed: int, value_cents: int) -> Hours:
    return Hours(charged, worked - charged, billed, value_cents)


def list_flat_fees(read: Reader, until: date) -> list[FlatFeeMatter]:
    """Matters for which a flat fee or a subscription was agreed, as they stood on a day."""
    return read.all(FlatFeeMatter, _FLAT_FEES, until)
