"""At the end of February: interest, instalments, a won case, and what the books say."""

from __future__ import annotations

from demo.acts import Acts
from demo.people import CLIENT, DEBTOR_MATTER
from demo.weeks_bills import SECOND

REPORTS = {
    "Ageing of what is owed": "report-ageing",
    "Invoiced and collected": "report-invoiced-and-collected",
}


class Ending(Acts):
    """Friday, 26 February 2027."""

    def play(self) -> None:
        """The afternoon."""
        self.claim_interest()
        self.agree_instalments()
        self.win_case()
        self.bill_success()
        self.draw_statement()
        self.read_reports()

    def claim_interest(self) -> None:
        """For the days since the due day, by the terms of that bill."""
        hands = self.hands
        self.show_receivables("Open invoices")
        hands.click_row("Open invoices", SECOND)
        hands.click("Interest")
        hands.wait_for_text("Reminder fees")
        self.shoot("interest")
        hands.agree("Issue interest note")
        hands.click("Issue interest note")
        hands.all_answered()
        hands.wait_for_paper("Interest")
        self.shoot("interest-note")
        self.save_copy(self.target / "papers" / "interest-note.pdf")

    def agree_instalments(self) -> None:
        """The rest of the bill in three parts."""
        hands = self.hands
        self.show_receivables("Open invoices")
        hands.click_row("Open invoices", SECOND)
        hands.click("Payment plan")
        hands.type_into("Terms in your words", "No further interest while the plan is kept.")
        self.shoot("plan-form")
        hands.click("Agree the plan")
        hands.wait_for_text("The plan is kept")
        hands.click("Agreement (PDF)")
        hands.wait_for_paper(SECOND)
        self.shoot("plan")
        self.save_copy(self.target / "papers" / "payment-plan.pdf")

    def win_case(self) -> None:
        """The debt came in; the fee is a share of it."""
        hands = self.hands
        self.show_matter(DEBTOR_MATTER, "Billing")
        hands.click("Success fee…")
        hands.type_into("Recovered", "48000")
        hands.choose("It ended in", "Judgment")
        hands.type_into("Costs, one a line", "Court fees: 310.00\nSheriff: 152.50")
        hands.type_into("What the client reads", "Success fee on the judgment debt", leave="Tab")
        hands.wait_for_text("the client gets 40,337.50")
        hands.click("Closing statement (PDF)")
        hands.wait_for_paper("40,337.50")
        self.shoot("closing-statement")
        self.save_copy(self.target / "papers" / "closing-statement.pdf")
        hands.click("Charge the fee")
        hands.wait_for_text("Success fee on the judgment debt")

    def bill_success(self) -> None:
        """An invoice over the fee."""
        hands = self.hands
        hands.click("Draft invoice")
        hands.wait_for_paper("Success fee")
        hands.agree("Issue invoice")
        hands.click("Issue invoice…")
        hands.all_answered()
        hands.wait_for_text("Invoice 2027-0001")
        hands.wait_for_paper("2027-0001")

    def draw_statement(self) -> None:
        """Everything that went to and fro on the client's account."""
        hands = self.hands
        self.show_receivables("Open invoices")
        hands.click_row("Open invoices", SECOND)
        hands.click("Statement")
        hands.wait_for_paper("2026-0001", SECOND)
        self.shoot("statement")
        self.save_copy(self.target / "papers" / "statement.pdf")
        self.show_client(CLIENT, "Invoices")
        self.shoot("client-invoices")

    def read_reports(self) -> None:
        """Two of them, each as PDF and as CSV."""
        hands = self.hands
        hands.press("Ctrl+7")
        for title, name in REPORTS.items():
            hands.click_row("Reports", title)
            hands.choose("Period", "All until today")
            hands.wait_for_text("Hide chart")
            self.shoot(name)
            for form in ("pdf", "csv"):
                path = self.target / "papers" / f"{name}.{form}"
                self.save_copy(path, form.upper(), "Save plain file")
