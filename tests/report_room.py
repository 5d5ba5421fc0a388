"""Bills, payments and work written straight into the tables, for tests of what reports read.

Reports must be right whatever wrote the rows; the operations that write them have tests of their
own.
"""

from __future__ import annotations

from datetime import date, timedelta

from lawdesk.domain.clients import ClientId
from lawdesk.domain.matters import MatterId
from lawdesk.store.database import Transaction
from practice_room import PracticeRoom

_COLUMNS = (
    "number, series, number_in_series, matter_id, client_id, issued_on, issued_at, due_on, "
    "currency, language, locale, country, grouping, sender_name, sender_title, sender_address, "
    "sender_contact, sender_tax, recipient, recipient_name, matter_number, matter_title, "
    "client_reference, intro, bank_name, account_holder, account_number, bank_code, payment_text, "
    "rounding_text, question_text, layout_version, net_cents, tax_cents, total_cents, kind, "
    "corrects_id"
)


class Bills:
    """A client with a matter, and what is billed, paid and worked on it."""

    def __init__(self, room: PracticeRoom, name: str = "Maria Alvarez") -> None:
        self.room = room
        self.client: ClientId = room.add_client(name)
        self.matter: MatterId = room.add_matter(f"Matter of {name}", self.client)

    def issue(
        self,
        day: str,
        net: int,
        tax: int = 0,
        *,
        due: str = "",
        currency: str = "USD",
        corrects: int | None = None,
    ) -> int:
        """An invoice, or a credit note where it corrects one, with its tax group and its claim."""
        kind = "invoice" if corrects is None else "credit_note"
        with self.room.database.transaction() as tx:
            number = tx.number("SELECT count(*) FROM issued_invoices") + 1
            texts = ["x"] * 18
            values = [
                f"N-{number}", "N", number, self.matter, self.client, day, 1, due or day, currency,
                "en", "en_US", "US", "entry", *texts, 1, net, tax, net + tax, kind, corrects,
            ]  # fmt: skip
            marks = ", ".join("?" * len(values))
            invoice = tx.write(
                f"INSERT INTO issued_invoices ({_COLUMNS}) VALUES ({marks})", *values
            )
            rate = 190_000 if tax else 0
            tx.write(
                "INSERT INTO issued_taxes (invoice_id, position, category, rate_ppm, net_cents, "
                "tax_cents, note) VALUES (?, 1, ?, ?, ?, ?, '')",
                invoice, "standard" if tax else "none", rate, net, tax,
            )  # fmt: skip
            self._book(tx, corrects or invoice, day, kind, net + tax, currency)
        return invoice

    def pay(self, day: str, cents: int, invoice: int | None = None, currency: str = "USD") -> None:
        """Money that came in, set against an invoice or left as the client's credit."""
        with self.room.database.transaction() as tx:
            self._book(tx, None, day, "payment", -cents, currency)
            if invoice is not None:
                self._book(tx, None, day, "allocation", cents, currency)
                self._book(tx, invoice, day, "allocation", -cents, currency)

    def book(self, invoice: int | None, day: str, kind: str, cents: int) -> None:
        """Any other row of the account."""
        with self.room.database.transaction() as tx:
            self._book(tx, invoice, day, kind, cents, "USD")

    def _book(
        self, tx: Transaction, invoice: int | None, day: str, kind: str, cents: int, currency: str
    ) -> None:
        tx.write(
            "INSERT INTO account_entries (client_id, invoice_id, booked_on, kind, amount_cents, "
            "currency, recorded_at) VALUES (?, ?, ?, ?, ?, ?, 1)",
            self.client, invoice, day, kind, cents, currency,
        )  # fmt: skip

    def line(self, invoice: int, kind: str, cents: int, base: str = "fees") -> None:
        """One printed line."""
        with self.room.database.transaction() as tx:
            position = tx.number("SELECT count(*) FROM issued_lines WHERE invoice_id = ?", invoice)
            tx.write(
                "INSERT INTO issued_lines (invoice_id, position, part, kind, worked_on, wording, "
                "units, unit_seconds, rate_cents_per_hour, quantity_thousandths, quantity_unit, "
                "unit_price_cents, recorded_cents, amount_cents, no_charge, is_covered, "
                "shows_reduction, reason, base, tax_category, tax_rate_ppm) VALUES "
                "(?, ?, 'invoice', ?, NULL, 'x', 0, 360, 0, 0, '', 0, 0, ?, 0, 0, 0, '', ?, "
                "'standard', 0)",
                invoice, position, kind, cents, base,
            )  # fmt: skip

    def work(
        self,
        day: date | str,
        seconds: int,
        cents: int,
        *,
        invoice: int | None = None,
        recorded: int | None = None,
        code: str | None = None,
    ) -> int:
        """A finished entry, at no charge where it costs nothing; billed where an invoice is."""
        charge = "billable" if cents else "no_charge"
        with self.room.database.transaction() as tx:
            entry = tx.write(
                "INSERT INTO time_entries (matter_id, worked_on, narrative, activity_code, "
                "charge, clock, measured, raw_seconds, billed_units, unit_seconds, "
                "rounding_unit_seconds, rounding_mode, minimum_units, rounding_scope, "
                "rate_cents_per_hour, amount_cents, created_at, invoice_id) VALUES "
                "(?, ?, 'x', ?, ?, 'stopped', 'typed', ?, ?, 360, 360, 'up', 0, 'entry', 30000, "
                "?, 1, ?)",
                self.matter, day, code, charge, seconds, -(-seconds // 360), cents, invoice,
            )  # fmt: skip
            if invoice is not None:
                tx.write(
                    "INSERT INTO billed_work (invoice_id, position, entry_id, recorded_cents, "
                    "billed_cents) VALUES (?, 0, ?, ?, ?)",
                    invoice, entry, cents if recorded is None else recorded, cents,
                )  # fmt: skip
        return entry

    def write(self, sql: str, *values: object) -> None:
        """Any other statement."""
        with self.room.database.transaction() as tx:
            tx.write(sql, *values)


def days_before(day: date, days: int) -> str:
    """The ISO day that many days earlier."""
    return (day - timedelta(days=days)).isoformat()
