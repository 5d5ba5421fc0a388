"""A practice with ten years of bills, written by a few statements: rows made by counting."""

from __future__ import annotations

from pathlib import Path

from lawdesk.store.database import Transaction
from practice_room import PracticeRoom, make_room

CLIENTS = 400
MATTERS = 1_200
_PER_INVOICE = 9
_CREDITED_EACH = 100
_DAYS = 3_650
_FIRST_DAY = "2016-11-22"
_COUNTED = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})"
_SENDER = "'Helen Marsh', '', '', '', ''"


def billed_practice(folder: Path, entries: int = 400_000, invoices: int = 40_000) -> PracticeRoom:
    """That many entries, nine of ten billed, in that many invoices over ten years until Friday.

    Nine of ten invoices are paid, every hundredth is credited; 80 matters have a flat fee.
    """
    room = make_room(folder)
    billed = min(entries, invoices * _PER_INVOICE)
    with room.database.transaction() as tx:
        _people(tx)
        _invoices(tx, invoices)
        _credit_notes(tx, invoices)
        _entries(tx, entries, billed, invoices)
        _lines(tx, invoices)
        _account(tx)
        _flat_fees(tx)
    return room


def _day(number: str, count: int) -> str:
    """SQL for the day of one of `count` things that are spread over the years."""
    return f"date('{_FIRST_DAY}', '+' || ({number} * {_DAYS} / {count}) || ' days')"


def _people(tx: Transaction) -> None:
    tx.write(
        "INSERT INTO clients (id, kind, name, contact_person, tax_id, language, reference, "
        f"grouping, invoice_wishes, notes, created_at) {_COUNTED.format(count=CLIENTS)} "
        "SELECT i + 1, 'person', 'Client ' || i, '', '', 'en', '', 'entry', '', '', 1 FROM n"
    )
    tx.write(
        "INSERT INTO matters (id, number, title, client_id, area, status, opened_on, reference, "
        f"description, created_at) {_COUNTED.format(count=MATTERS)} SELECT i + 1, 'S-' || i, "
        f"'Matter ' || i, 1 + i % {CLIENTS}, '', 'open', '2016-01-01', '', '', 1 FROM n"
    )


def _invoices(tx: Transaction, count: int) -> None:
    net = f"({_PER_INVOICE} * 30000 + iif(i % 4 = 0, 3550, 0))"
    day = _day("i", count)
    tx.write(
        f"{_INVOICE} {_COUNTED.format(count=count)} SELECT i + 1, 'I-' || i, 'I', i + 1, "
        f"1 + i % {MATTERS}, 1 + i % {MATTERS} % {CLIENTS}, {day}, 1, date({day}, '+14 days'), "
        f"'USD', 'en', 'en_US', 'US', 'entry', {_SENDER}, "
        f"hex(randomblob(100)), 'Client', '', '', '', '', '', '', '', '', '', '', '', '', 1, "
        f"{net}, {net} * 19 / 100, {net} + {net} * 19 / 100, 'invoice', NULL FROM n"
    )


_INVOICE = (
    "INSERT INTO issued_invoices (id, number, series, number_in_series, matter_id, client_id, "
    "issued_on, issued_at, due_on, currency, language, locale, country, grouping, sender_name, "
    "sender_title, sender_address, sender_contact, sender_tax, recipient, recipient_name, "
    "matter_number, matter_title, client_reference, intro, bank_name, account_holder, "
    "account_number, bank_code, payment_text, rounding_text, question_text, policy_text, "
    "layout_version, net_cents, tax_cents, total_cents, kind, corrects_id)"
)


def _credit_notes(tx: Transaction, invoices: int) -> None:
    """Every hundredth invoice is credited as a whole, a month later."""
    tx.write(
        f"{_INVOICE} SELECT {invoices} + id, 'C-' || id, 'C', id, matter_id, client_id, "
        "date(issued_on, '+30 days'), 1, date(issued_on, '+30 days'), 'USD', 'en', 'en_US', "
        f"'US', 'entry', {_SENDER}, recipient, 'Client', '', '', '', '', '', '', '', '', '', "
        "'', '', '', 1, -net_cents, -tax_cents, -total_cents, 'credit_note', id "
        f"FROM issued_invoices WHERE id % {_CREDITED_EACH} = 0 AND kind = 'invoice'"
    )


def _entries(tx: Transaction, count: int, billed: int, invoices: int) -> None:
    """Nine entries of an hour and something for each invoice, the rest unbilled and recent."""
    invoice = f"(i / {_PER_INVOICE})"
    billed_day = f"date('{_FIRST_DAY}', '+' || ({invoice} * {_DAYS} / {invoices}) || ' days')"
    late_day = "date('2026-11-20', '-' || (i % 120) || ' days')"
    tx.write(
        "INSERT INTO time_entries (id, matter_id, worked_on, narrative, activity_code, charge, "
        "clock, measured, raw_seconds, billed_units, unit_seconds, rounding_unit_seconds, "
        "rounding_mode, minimum_units, rounding_scope, rate_cents_per_hour, amount_cents, "
        f"created_at, invoice_id) {_COUNTED.format(count=count)} SELECT i + 1, "
        f"1 + iif(i < {billed}, {invoice} % {MATTERS}, i % {MATTERS}), "
        f"iif(i < {billed}, {billed_day}, {late_day}), '', "
        "iif(i % 12 = 11, NULL, 'A' || (101 + i % 12)), "
        "iif(i % 10 = 9, 'no_charge', 'billable'), 'stopped', 'typed', 3000 + i % 600, 10, 360, "
        "360, 'up', 0, 'entry', 30000, iif(i % 10 = 9, 0, 30000), 1, "
        f"iif(i < {billed}, {invoice} + 1, NULL) FROM n"
    )
    tx.write(
        "INSERT INTO billed_work (invoice_id, position, entry_id, recorded_cents, billed_cents) "
        f"SELECT invoice_id, id % {_PER_INVOICE}, id, 30000, amount_cents FROM time_entries "
        "WHERE invoice_id IS NOT NULL"
    )


def _lines(tx: Transaction, invoices: int) -> None:
    columns = (
        "INSERT INTO issued_lines (invoice_id, position, part, kind, worked_on, wording, units, "
        "unit_seconds, rate_cents_per_hour, quantity_thousandths, quantity_unit, "
        "unit_price_cents, recorded_cents, amount_cents, no_charge, is_covered, shows_reduction, "
        "reason, base, tax_category, tax_rate_ppm) "
    )
    tx.write(
        columns + f"SELECT invoice_id, id % {_PER_INVOICE}, 'invoice', 'time', worked_on, "
        "'Review of the opposing brief', 10, 360, 30000, 0, '', 0, 30000, 30000, 0, 0, 0, '', "
        "'fees', 'standard', 190000 FROM time_entries WHERE invoice_id IS NOT NULL"
    )
    tx.write(
        columns + f"SELECT id, {_PER_INVOICE}, 'invoice', 'expense', issued_on, 'Copies', 0, 0, "
        "0, 71000, 'pages', 50, 3550, 3550, 0, 0, 0, '', 'fees', 'standard', 190000 "
        f"FROM issued_invoices WHERE (id - 1) % 4 = 0 AND id <= {invoices}"
    )
    tx.write(
        "INSERT INTO issued_taxes (invoice_id, position, category, rate_ppm, net_cents, "
        "tax_cents, note) SELECT id, 1, 'standard', 190000, net_cents, tax_cents, '' "
        "FROM issued_invoices"
    )


def _account(tx: Transaction) -> None:
    """What is billed and credited, and for nine of ten a payment that is set against it."""
    columns = (
        "INSERT INTO account_entries (client_id, invoice_id, booked_on, kind, amount_cents, "
        "currency, payment_id, credit_note_id, recorded_at) "
    )
    tx.write(
        columns + "SELECT client_id, coalesce(corrects_id, id), issued_on, kind, total_cents, "
        "currency, NULL, iif(corrects_id IS NULL, NULL, id), 1 FROM issued_invoices"
    )
    paid = "FROM issued_invoices v WHERE kind = 'invoice' AND id % 10 <> 0"
    day = "date(issued_on, '+' || (id % 60) || ' days')"
    tx.write(
        "INSERT INTO payments (id, client_id, kind, received_on, value_on, method, reference, "
        "payer, currency, amount_cents, note, recorded_at) "
        f"SELECT id, client_id, 'payment', {day}, {day}, 'transfer', number, '', currency, "
        f"total_cents, '', 1 {paid}"
    )
    for target, kind, sign in (("NULL", "payment", "-"), ("NULL", "allocation", "")):
        tx.write(
            columns + f"SELECT client_id, {target}, {day}, '{kind}', {sign}total_cents, "
            f"currency, id, NULL, 1 {paid}"
        )
    tx.write(
        columns + f"SELECT client_id, id, {day}, 'allocation', -total_cents, currency, id, NULL, "
        f"1 {paid}"
    )


def _flat_fees(tx: Transaction) -> None:
    terms = (
        '{"evergreen":null,"fee":{"is":"FlatFee","milestones":[{"cents":400000,"is":"Milestone",'
        '"title":"Draft"},{"cents":400000,"is":"Milestone","title":"Signing"}],'
        '"prints_hours":false},"is":"AgreedTerms"}'
    )
    tx.write(
        "INSERT INTO fee_agreements (matter_id, agreed_on, valid_from, terms, note, created_at) "
        "SELECT id, '2020-01-01', '2020-01-01', ?, '', 1 FROM matters WHERE id % 15 = 0",
        terms,
    )
    tx.write(
        "INSERT INTO fixed_charges (matter_id, agreement_id, occasion, earned_on, wording, "
        "amount_cents, created_at) SELECT matter_id, id, 'milestone 1', '2024-05-01', 'Draft', "
        "400000, 1 FROM fee_agreements"
    )
