"""What must hold for a practice whatever happened to it, asked of its rows.

The queries are written here and use no code of the program, which could be wrong in the same way.
Only the paper of an invoice is made by the program, since its own last guard is asked too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lawdesk.domain.invoice_paper import check_sums
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.issued_paper import paper_of
from lawdesk.store import invoices
from lawdesk.store.database import Reader

FROZEN = (
    *("issued_invoices", "issued_lines", "issued_taxes", "issued_payments"),
    *("payments", "account_entries", "write_offs", "fee_agreements_terms", "collections"),
)
_ROWS = {
    "fee_agreements_terms": "SELECT id, matter_id, valid_from, terms FROM fee_agreements",
}
_WORK = "SELECT id, invoice_id, position, entry_id, expense_id, charge_id, recorded_cents, "
_KINDS = (("entry_id", "time_entries"), ("expense_id", "expenses"), ("charge_id", "fixed_charges"))


@dataclass
class Memory:
    """What was seen of a practice before: frozen rows, which may only become more."""

    rows: dict[str, set[tuple[Any, ...]]] = field(default_factory=dict)
    released: dict[int, int] = field(default_factory=dict)
    seen_invoices: int = 0


def prove(read: Reader, memory: Memory) -> None:
    """Everything below. Raises AssertionError for the first that does not hold."""
    _rows_are_counted(read)
    _nothing_frozen_changed(read, memory)
    _numbers_have_no_holes(read)
    _claims_are_what_their_rows_say(read)
    _clients_owe_what_was_issued_and_not_paid(read)
    _payments_are_spent_once(read)
    _work_is_billed_once(read)
    _units_are_those_recorded(read)
    _caps_hold(read)
    _taxes_are_rounded_once(read)
    _new_papers_add_up(read, memory)


def _empty(read: Reader, what: str, sql: str) -> None:
    wrong = read.tuples(sql)
    assert not wrong, f"{what}: {wrong}"


def _rows_are_counted(read: Reader) -> None:
    """The program's own check of this is asked at the end of each life: it empties the cache."""
    tables: list[str] = read.values("SELECT table_name FROM row_counts")
    counts = read.tuples(
        " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables)
    )
    assert dict(counts) == dict(read.tuples("SELECT table_name, row_count FROM row_counts"))


def _nothing_frozen_changed(read: Reader, memory: Memory) -> None:
    for table in FROZEN:
        rows = set(read.tuples(_ROWS.get(table, f"SELECT * FROM {table}")))
        gone = memory.rows.get(table, set()) - rows
        assert not gone, f"rows of {table} changed or went away: {gone}"
        memory.rows[table] = rows
    work = set(read.tuples(f"{_WORK} billed_cents FROM billed_work"))
    assert memory.rows.get("billed_work", set()) <= work, "billed work changed"
    memory.rows["billed_work"] = work
    released = dict(read.tuples("SELECT id, released_by_id FROM billed_work WHERE released_by_id"))
    assert memory.released.items() <= released.items(), "a release was taken back"
    memory.released = released


def _numbers_have_no_holes(read: Reader) -> None:
    _empty(
        read,
        "numbers missing or doubled",
        "SELECT series, count(*), min(number_in_series), max(number_in_series) "
        "FROM issued_invoices GROUP BY series HAVING count(*) <> max(number_in_series) "
        "OR min(number_in_series) <> 1 OR count(DISTINCT number_in_series) <> count(*)",
    )
    _empty(
        read,
        "numbers that were drawn and not issued",
        "SELECT s.kind, s.scope, s.last_number FROM number_series s "
        "WHERE s.kind IN ('invoice', 'credit_note', 'interest_note') AND s.last_number <> "
        "(SELECT count(*) FROM issued_invoices v WHERE v.series = s.kind || '/' || s.scope)",
    )
    _empty(
        read,
        "numbers against the order of days",
        "SELECT a.number, b.number FROM issued_invoices a JOIN issued_invoices b "
        "ON b.series = a.series AND b.number_in_series = a.number_in_series + 1 "
        "WHERE b.issued_on < a.issued_on",
    )
    _empty(
        read,
        "credit notes before their invoice",
        "SELECT n.number FROM issued_invoices n JOIN issued_invoices v ON v.id = n.corrects_id "
        "WHERE n.issued_on < v.issued_on OR n.client_id <> v.client_id",
    )


def _claims_are_what_their_rows_say(read: Reader) -> None:
    rows = read.tuples(
        """
        SELECT v.number, v.kind, v.net_cents, v.tax_cents, v.total_cents,
            coalesce((SELECT sum(amount_cents) FROM issued_lines l
                WHERE l.invoice_id = v.id AND l.part = 'invoice'), 0),
            coalesce((SELECT sum(tax_cents) FROM issued_taxes t WHERE t.invoice_id = v.id), 0),
            coalesce((SELECT sum(total_cents) FROM issued_invoices n
                WHERE n.corrects_id = v.id AND n.kind = 'credit_note'), 0),
            coalesce((SELECT sum(amount_cents) FROM account_entries a
                WHERE a.invoice_id = v.id AND a.kind = 'allocation'), 0),
            coalesce((SELECT sum(amount_cents) FROM write_offs w WHERE w.invoice_id = v.id), 0),
            coalesce((SELECT sum(amount_cents) FROM account_entries a
                WHERE a.invoice_id = v.id), 0)
        FROM issued_invoices v"""
    )
    for number, kind, net, tax, total, lines, taxes, credited, paid, lost, claim in rows:
        assert (net, tax, total) == (lines, taxes, lines + taxes), f"{number} does not add up"
        if kind == "credit_note":
            assert total <= 0 == claim, f"{number} asks for money"
            continue
        open_cents = total + credited + paid - lost
        assert claim == open_cents, f"{number} claims {claim}, its rows say {open_cents}"
        assert 0 <= claim <= total, f"{number} claims {claim} of {total}"
        assert 0 <= -credited <= total, f"{number} was credited {credited} of {total}"
        assert paid <= 0 <= lost, f"{number} was paid {paid}, written off {lost}"


def _clients_owe_what_was_issued_and_not_paid(read: Reader) -> None:
    rows = read.tuples(
        """
        SELECT c.id,
            coalesce((SELECT sum(amount_cents) FROM account_entries a WHERE a.client_id = c.id), 0),
            coalesce((SELECT sum(total_cents) FROM issued_invoices v WHERE v.client_id = c.id), 0),
            coalesce((SELECT sum(amount_cents) FROM payments p WHERE p.client_id = c.id), 0),
            coalesce((SELECT sum(w.amount_cents) FROM write_offs w
                JOIN issued_invoices v ON v.id = w.invoice_id WHERE v.client_id = c.id), 0),
            -coalesce((SELECT sum(amount_cents) FROM account_entries a
                WHERE a.client_id = c.id AND a.invoice_id IS NULL), 0),
            (SELECT count(DISTINCT kind) FROM payments p
                WHERE p.client_id = c.id AND p.kind <> 'payment')
        FROM clients c"""
    )
    for client, balance, issued, received, lost, credit, ways_back in rows:
        owed = issued - received - lost
        assert balance == owed, f"client {client} owes {owed}, the account says {balance}"
        assert credit >= 0 or ways_back == 2, f"client {client} has credit of {credit}"
    _empty(
        read,
        "allocations that do not come in pairs",
        "SELECT client_id, sum(amount_cents) FROM account_entries WHERE kind = 'allocation' "
        "GROUP BY client_id, payment_id, booked_on HAVING sum(amount_cents) <> 0",
    )
    _empty(
        read,
        "money on another client's invoice",
        "SELECT a.id FROM account_entries a JOIN issued_invoices v ON v.id = a.invoice_id "
        "WHERE v.client_id <> a.client_id OR v.currency <> a.currency "
        "OR a.booked_on < v.issued_on",
    )


def _payments_are_spent_once(read: Reader) -> None:
    _empty(
        read,
        "payments spent beyond what stands of them",
        """
        SELECT * FROM (SELECT p.id, p.amount_cents + coalesce((SELECT r.amount_cents
                FROM payments r WHERE r.reverses_id = p.id), 0) AS stands,
            -coalesce((SELECT sum(amount_cents) FROM account_entries a
                WHERE a.payment_id = p.id AND a.invoice_id IS NOT NULL), 0) AS spent
        FROM payments p WHERE p.kind = 'payment') WHERE spent NOT BETWEEN 0 AND stands""",
    )
    _empty(
        read,
        "payments that are booked otherwise than they came",
        "SELECT p.id FROM payments p WHERE -p.amount_cents <> (SELECT sum(amount_cents) "
        "FROM account_entries a WHERE a.payment_id = p.id AND a.kind = p.kind)",
    )


def _work_is_billed_once(read: Reader) -> None:
    for column, table in _KINDS:
        _empty(
            read,
            f"{table} billed twice",
            f"SELECT w.{column}, count(DISTINCT coalesce(v.split_with_id, v.id)) "
            "FROM billed_work w JOIN issued_invoices v ON v.id = w.invoice_id "
            f"WHERE w.released_by_id IS NULL AND w.{column} IS NOT NULL GROUP BY w.{column} "
            "HAVING count(DISTINCT coalesce(v.split_with_id, v.id)) > 1",
        )
        _empty(
            read,
            f"{table} held by no invoice that bills them, or billed and not held",
            f"SELECT x.id, x.invoice_id FROM {table} x WHERE (x.invoice_id IS NOT NULL) <> EXISTS "
            "(SELECT 1 FROM billed_work w JOIN issued_invoices v ON v.id = w.invoice_id "
            f"WHERE w.{column} = x.id AND w.released_by_id IS NULL "
            "AND (x.invoice_id IS NULL OR coalesce(v.split_with_id, v.id) = x.invoice_id))",
        )
        _empty(
            read,
            f"{table} billed and still offered to a draft",
            f"SELECT x.id FROM {table} x JOIN draft_lines l ON l.{column} = x.id "
            "WHERE x.invoice_id IS NOT NULL",
        )


def _units_are_those_recorded(read: Reader) -> None:
    """An invoice of one payer bills the units of its entries, no more and no less, and what stands
    behind a line adds up to it. Work that was released may have been corrected since.
    """
    alone = (
        "v.kind = 'invoice' AND v.split_with_id IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM issued_invoices o WHERE o.split_with_id = v.id)"
    )
    _empty(
        read,
        "invoices that bill other units than were recorded",
        f"""
        SELECT * FROM (SELECT v.number, v.id AS invoice,
            coalesce((SELECT sum(units) FROM issued_lines l WHERE l.invoice_id = v.id
                AND l.part = 'invoice' AND l.kind = 'time'), 0) AS billed,
            coalesce((SELECT sum(billed_units) FROM time_entries e WHERE e.id IN
                (SELECT entry_id FROM billed_work w WHERE w.invoice_id = v.id
                AND w.position > 0)), 0) AS recorded
        FROM issued_invoices v WHERE {alone}) WHERE billed <> recorded AND NOT EXISTS
            (SELECT 1 FROM time_entries e JOIN billed_work w ON w.entry_id = e.id
            WHERE w.invoice_id = invoice
            AND (e.rounding_scope = 'invoice' OR w.released_by_id IS NOT NULL))""",
    )
    _empty(
        read,
        "lines that bill other amounts than the work behind them",
        f"""
        SELECT v.number, l.position, l.amount_cents FROM issued_lines l
        JOIN issued_invoices v ON v.id = l.invoice_id WHERE {alone} AND l.part = 'invoice'
        AND l.kind IN ('time', 'expense', 'pass_through', 'fixed') AND l.amount_cents <>
            (SELECT sum(billed_cents) FROM billed_work w
            WHERE w.invoice_id = v.id AND w.position = l.position)""",
    )
    _empty(
        read,
        "more credited than was billed",
        """
        SELECT v.number, l.position FROM issued_invoices v JOIN issued_lines l
        ON l.invoice_id = v.id JOIN issued_invoices n ON n.corrects_id = v.id
        JOIN issued_lines c ON c.invoice_id = n.id AND c.corrects_position = l.position
        WHERE l.part = 'invoice' GROUP BY v.id, l.position
        HAVING abs(sum(c.amount_cents)) > abs(l.amount_cents)
            OR (l.kind = 'time' AND sum(c.units) > l.units)""",
    )


def _caps_hold(read: Reader) -> None:
    _empty(
        read,
        "more given back of a cap than was filled",
        "SELECT v.number FROM issued_invoices v WHERE v.kind = 'invoice' "
        "AND (SELECT sum(n.cap_counted_cents) FROM issued_invoices n "
        "WHERE n.id = v.id OR n.corrects_id = v.id) < 0",
    )


def _taxes_are_rounded_once(read: Reader) -> None:
    """Of an invoice per group; of its credit notes on everything credited so far."""
    _empty(
        read,
        "tax groups that are not their lines rounded once",
        """
        SELECT coalesce(v.corrects_id, v.id) AS root, v.kind, t.category, t.rate_ppm,
            sum(t.net_cents) AS net, sum(t.tax_cents) AS tax
        FROM issued_taxes t JOIN issued_invoices v ON v.id = t.invoice_id
        GROUP BY root, v.kind, t.category, t.rate_ppm
        HAVING abs(tax) <> (2 * abs(net) * t.rate_ppm + 1000000) / 2000000
            OR net <> (SELECT sum(l.amount_cents) FROM issued_lines l
                JOIN issued_invoices x ON x.id = l.invoice_id
                WHERE coalesce(x.corrects_id, x.id) = root AND x.kind = v.kind
                AND l.part = 'invoice' AND l.tax_category = t.category
                AND l.tax_rate_ppm = t.rate_ppm)""",
    )
    _empty(
        read,
        "taxed lines in no group",
        "SELECT v.number, l.position FROM issued_lines l JOIN issued_invoices v "
        "ON v.id = l.invoice_id WHERE l.tax_rate_ppm > 0 AND NOT EXISTS (SELECT 1 "
        "FROM issued_taxes t WHERE t.invoice_id = v.id AND t.category = l.tax_category "
        "AND t.rate_ppm = l.tax_rate_ppm)",
    )


def _new_papers_add_up(read: Reader, memory: Memory) -> None:
    ids = read.values("SELECT id FROM issued_invoices WHERE id > ?", memory.seen_invoices)
    for invoice_id in ids:
        check_sums(paper_of(invoices.get_composed(read, InvoiceId(invoice_id))))
        memory.seen_invoices = max(memory.seen_invoices, invoice_id)
