"""What reports about bills are reckoned from: the client account, issued invoices, their taxes.

Sums over all invoices read covering indexes in their order and are put together here: a join of
forty thousand rows would take longer than all the reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from lawdesk.domain.clients import ClientId
from lawdesk.domain.money import round_half_up
from lawdesk.domain.reports.ageing import OpenClaim
from lawdesk.domain.reports.collected import MonthMoney
from lawdesk.domain.reports.periods import Period
from lawdesk.domain.reports.realisation import MonthValue
from lawdesk.domain.reports.taxes import MonthTax
from lawdesk.store.database import Reader

_MONEY = ("payment", "reversal", "refund")
_OPEN = """
WITH owed AS MATERIALIZED (
    SELECT invoice_id, min(client_id) AS client_id, min(currency) AS currency,
        sum(amount_cents) AS cents
    FROM account_entries WHERE invoice_id IS NOT NULL AND booked_on <= ?
    GROUP BY invoice_id HAVING sum(amount_cents) <> 0
)
SELECT o.client_id, c.name AS client_name, o.currency, v.due_on, o.cents AS open_cents
FROM issued_invoices v INDEXED BY issued_invoices_by_due_day
CROSS JOIN owed o ON o.invoice_id = v.id JOIN clients c ON c.id = o.client_id
"""
# Grouped by client alone, so that the index gives the groups in order; several currencies of one
# client are rare and told apart afterwards.
_CREDIT = """
WITH credit AS MATERIALIZED (
    SELECT client_id, min(currency) AS low, max(currency) AS high, sum(amount_cents) AS cents
    FROM account_entries WHERE +invoice_id IS NULL AND +booked_on <= ? GROUP BY client_id
)
SELECT o.client_id, c.name, o.low, o.high, o.cents
FROM credit o JOIN clients c ON c.id = o.client_id WHERE o.cents <> 0 OR o.low <> o.high
"""
_CREDIT_OF_CLIENT = """
SELECT currency, sum(amount_cents) FROM account_entries
WHERE client_id = ? AND +invoice_id IS NULL AND booked_on <= ? GROUP BY currency
"""
_TAXES = """
SELECT substr(v.issued_on, 1, 7) AS month, v.currency, t.category, t.rate_ppm,
    count(*) AS papers, sum(t.net_cents) AS net_cents, sum(t.tax_cents) AS tax_cents
FROM issued_invoices v JOIN issued_taxes t ON t.invoice_id = v.id
WHERE v.issued_on BETWEEN ? AND ? GROUP BY 1, 2, 3, 4
"""
_RECORDED = """
SELECT invoice_id, sum(recorded_cents) FROM billed_work
WHERE entry_id IS NOT NULL AND released_by_id IS NULL GROUP BY invoice_id
"""
_PAID = """
SELECT invoice_id, -sum(amount_cents) FROM account_entries WHERE invoice_id IS NOT NULL
    AND kind NOT IN ('invoice', 'credit_note', 'write_off') GROUP BY invoice_id
"""
_INVOICES = """
SELECT id, substr(issued_on, 1, 7) || currency, net_cents, total_cents FROM issued_invoices
WHERE kind = 'invoice' AND issued_on BETWEEN ? AND ?
"""
_CREDIT_NOTES = """
SELECT id, corrects_id, net_cents, total_cents
FROM issued_invoices INDEXED BY issued_invoices_by_correction
WHERE corrects_id IS NOT NULL AND kind = 'credit_note'
"""
_BESIDE_FEES = """
SELECT invoice_id, sum(iif(kind IN ('expense', 'pass_through', 'interest', 'fee'), amount_cents,
    0)), sum(iif(kind IN ('cap', 'discount', 'share') AND base = 'all', amount_cents, 0))
FROM issued_lines WHERE kind NOT IN ('time', 'fixed') AND part = 'invoice' GROUP BY invoice_id
"""


def list_months(read: Reader, period: Period) -> list[MonthMoney]:
    """What was booked in each month of a period, by currency."""
    rows = read.tuples(
        "SELECT booked_on, kind, currency, sum(amount_cents) FROM account_entries "
        "WHERE booked_on BETWEEN ? AND ? GROUP BY booked_on, kind, currency",
        period.first,
        period.last,
    )
    sums: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for day, kind, currency, cents in rows:
        sums[day[:7], currency][kind] += cents
    return [_month_money(*key, found) for key, found in sums.items()]


def _month_money(month: str, currency: str, sums: dict[str, int]) -> MonthMoney:
    """Allocations are left out: they move money within the account."""
    return MonthMoney(
        month,
        currency,
        invoiced_cents=sums["invoice"],
        credited_cents=-sums["credit_note"],
        collected_cents=-sum(sums[kind] for kind in _MONEY),
        written_off_cents=-sums["write_off"],
    )


def list_open_claims(read: Reader, day: date) -> list[OpenClaim]:
    """Every invoice with something open at the end of a day, and the credit of each client."""
    return [*read.all(OpenClaim, _OPEN, day), *_credit(read, day)]


def _credit(read: Reader, day: date) -> Iterable[OpenClaim]:
    for client_id, name, low, high, cents in read.tuples(_CREDIT, day):
        if low == high:
            yield OpenClaim(ClientId(client_id), name, low, None, cents)
            continue
        for currency, each in read.tuples(_CREDIT_OF_CLIENT, client_id, day):
            if each:
                yield OpenClaim(ClientId(client_id), name, currency, None, each)


def list_month_taxes(read: Reader, period: Period) -> list[MonthTax]:
    """The tax groups of what was issued in a period, by month and currency."""
    return read.all(MonthTax, _TAXES, period.first, period.last)


def list_month_values(read: Reader, period: Period) -> list[MonthValue]:
    """What the invoices of each month recorded, billed, claim and brought in until now.

    A credit note lowers the invoice it corrects, in that invoice's month.
    """
    issued = _issued(read, period)
    recorded = _by_month(issued.months, read.tuples(_RECORDED))
    collected = _by_month(issued.months, read.tuples(_PAID))
    return [
        MonthValue(key[:7], key[7:], recorded[key], fees, issued.claimed[key], collected[key])
        for key, fees in issued.fees.items()
    ]


@dataclass(frozen=True, slots=True)
class _Issued:
    """Month and currency of each invoice as one text ("2026-11EUR"); fees and claims by these."""

    months: dict[int, str]
    fees: dict[str, int]
    claimed: dict[str, int]


def _issued(read: Reader, period: Period) -> _Issued:
    months: dict[int, str] = {}
    fees: dict[str, int] = defaultdict(int)
    claimed: dict[str, int] = defaultdict(int)
    beside = {invoice_id: sums for invoice_id, *sums in read.tuples(_BESIDE_FEES)}
    for invoice_id, key, net_cents, total_cents in read.tuples(
        _INVOICES, period.first, period.last
    ):
        months[invoice_id] = key
        fees[key] += _fees(net_cents, beside.get(invoice_id))
        claimed[key] += total_cents
    for note_id, corrects_id, net_cents, total_cents in read.tuples(_CREDIT_NOTES):
        if corrected := months.get(corrects_id):
            fees[corrected] += _fees(net_cents, beside.get(note_id))
            claimed[corrected] += total_cents
    return _Issued(months, fees, claimed)


def _by_month(months: dict[int, str], found: Iterable[tuple[int, int]]) -> dict[str, int]:
    """Cents by invoice, added up by the months of these invoices; others are left out."""
    sums: dict[str, int] = defaultdict(int)
    for invoice_id, cents in found:
        if key := months.get(invoice_id):
            sums[key] += cents
    return sums


def _fees(net_cents: int, beside: list[int] | None) -> int:
    """The fees in a net sum: without expenses, and with their part of what lowers everything."""
    if beside is None:
        return net_cents
    others, lowers_all = beside
    before = net_cents - lowers_all
    fees = before - others
    if not lowers_all or not before:
        return fees
    return round_half_up(Fraction(fees * net_cents, before))
