"""A machine that plays random lives of a practice, and proves its books after every step.

Hypothesis chooses the steps. Each step is an operation in a transaction of its own; one that is
refused must say so by an error of LawDesk and leave nothing behind. A life begins with the same
small practice and is rolled back at its end, so that a thousand of them fit into a minute.
"""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.disputes import DisputeId, Outcome
from lawdesk.domain.receivables.payments import PaymentId
from lawdesk.operations.receivables import disputes, payments, write_offs
from life_of_bills import BillSteps
from life_of_work import WorkSteps
from life_stage import DAYS_BACK, NTH, PART


class PracticeLife(WorkSteps, BillSteps):
    """A life of a practice: all its steps, money and the passing of days among them."""

    def open_of(self, invoice: InvoiceId) -> int:
        """What an invoice has open, by the account."""
        return self.read.number(
            "SELECT sum(amount_cents) FROM account_entries WHERE invoice_id = ?", invoice
        )

    def credit_of(self, client: ClientId) -> int:
        """What a client has left over, by the account."""
        return -self.read.number(
            "SELECT sum(amount_cents) FROM account_entries WHERE client_id = ? "
            "AND invoice_id IS NULL",
            client,
        )

    @rule(
        nth=NTH, part=PART, more=st.sampled_from([0, 163_10]), named=st.booleans(), back=DAYS_BACK
    )
    def pay(self, nth: int, part: int, more: int, *, named: bool, back: int) -> None:
        invoice = self.invoice(nth)
        owner = self.ids(f"SELECT client_id FROM issued_invoices WHERE id = {invoice}")
        part_cents = self.open_of(invoice) // part
        self.attempt(
            payments.record_payment,
            ClientId(owner[0]) if owner else self.client(nth),
            part_cents + more,
            received_on=self.today - timedelta(days=back),
            named=[(invoice, part_cents)] if named and owner else [],
            spreads_rest=more == 0,
            now=self.clock.now(),
        )

    @precondition(lambda self: bool(self.ids("SELECT 1 FROM payments LIMIT 1")))
    @rule(nth=NTH)
    def bounce(self, nth: int) -> None:
        payment = PaymentId(self.pick(nth, "SELECT id FROM payments WHERE kind = 'payment'") or 0)
        now = self.clock.now()
        if self.attempt(payments.reverse_payment, payment, reversed_on=self.today, now=now):
            self.must_fail(payments.reverse_payment, payment, reversed_on=self.today, now=now)

    @precondition(lambda self: self.has_invoice)
    @rule(nth=NTH, part=PART)
    def apply_credit(self, nth: int, part: int) -> None:
        invoice, now = self.invoice(nth), self.clock.now()
        client = ClientId(
            self.ids(f"SELECT client_id FROM issued_invoices WHERE id = {invoice}")[0]
        )
        credit, claim = self.credit_of(client), self.open_of(invoice)
        most = max(0, min(credit, claim))
        self.must_fail(payments.apply_credit, client, invoice, most + 1, now=now)
        self.attempt(payments.apply_credit, client, invoice, -(-most // part), now=now)

    @precondition(lambda self: self.has_invoice)
    @rule(nth=NTH, part=PART)
    def take_money_off(self, nth: int, part: int) -> None:
        invoice = self.invoice(nth)
        for payment, cents in self.read.tuples(
            "SELECT payment_id, -sum(amount_cents) FROM account_entries WHERE kind = 'allocation' "
            f"AND invoice_id = {invoice} GROUP BY payment_id"
        ):
            self.attempt(
                payments.take_back_allocation,
                invoice,
                payment,
                -(-cents // part),
                now=self.clock.now(),
            )

    @rule(nth=NTH, part=PART)
    def refund(self, nth: int, part: int) -> None:
        client, now = self.client(nth), self.clock.now()
        credit = max(0, self.credit_of(client))
        self.must_fail(payments.refund_credit, client, credit + 1, paid_on=self.today, now=now)
        self.attempt(
            payments.refund_credit, client, -(-credit // part), paid_on=self.today, now=now
        )

    @precondition(lambda self: self.has_invoice)
    @rule(nth=NTH, part=PART, takes_back=st.booleans())
    def write_off(self, nth: int, part: int, *, takes_back: bool) -> None:
        invoice, now, day = self.invoice(nth), self.clock.now(), self.today
        lost = self.read.number(
            "SELECT sum(amount_cents) FROM write_offs WHERE invoice_id = ?", invoice
        )
        if takes_back:
            back = -(-lost // part)
            again = write_offs.take_back_write_off
            self.must_fail(again, invoice, lost + 1, "Again", taken_back_on=day, now=now)
            self.attempt(again, invoice, back, "Again", taken_back_on=day, now=now)
            return
        claim = self.open_of(invoice)
        give_up = write_offs.write_off
        self.must_fail(give_up, invoice, claim + 1, "Lost", written_off_on=day, now=now)
        self.attempt(give_up, invoice, -(-claim // part), "Lost", written_off_on=day, now=now)

    @precondition(lambda self: self.has_invoice)
    @rule(nth=NTH, part=PART, outcome=st.sampled_from([None, *Outcome]))
    def dispute(self, nth: int, part: int, outcome: Outcome | None) -> None:
        invoice, now, day = self.invoice(nth), self.clock.now(), self.today
        if outcome is None:
            claim = self.open_of(invoice)
            ask = disputes.open_dispute
            self.must_fail(ask, invoice, claim + 1, "Too much", received_on=day, now=now)
            self.attempt(ask, invoice, -(-claim // part), "Too much", received_on=day, now=now)
            return
        found = DisputeId(self.pick(nth, "SELECT id FROM disputes") or 0)
        self.attempt(disputes.end_dispute, found, outcome, ended_on=day, now=now)

    @rule(days=st.sampled_from([1, 14, 42, 400, -1]))
    def let_days_pass(self, days: int) -> None:
        self.clock.go_on(days * 86_400)
