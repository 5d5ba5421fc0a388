"""In December: money for the first bill and a little more, and a second bill with expenses."""

from __future__ import annotations

from demo.acts import Acts
from demo.people import MATTER

FIRST, SECOND = "2026-0001", "2026-0002"


class Bills(Acts):
    """Tuesday, 15 December 2026."""

    def play(self) -> None:
        """The afternoon."""
        self.take_money()
        self.draft_second()
        self.issue_second()

    def take_money(self) -> None:
        """The first bill is paid, and 46.50 more than it asked for."""
        hands = self.hands
        self.show_invoice(FIRST)
        hands.click("Record payment…")
        hands.type_into("Amount", "600")
        hands.type_into("Received on", "2026-12-02")
        hands.type_into("Reference", "ALVAREZ 2026-0001", leave="Tab")
        hands.wait_for_text("46.50")
        self.shoot("payment-form")
        hands.click("Record payment")
        hands.wait_for_text("it pays 2026-0001")
        self.shoot("paid-invoice")

    def draft_second(self) -> None:
        """Time and expenses, ten percent off the fees, the credit used."""
        hands = self.hands
        hands.press("Ctrl+3")
        hands.click_row("Matters", MATTER)
        hands.click("Draft invoice")
        hands.wait_for_paper("Court fee")
        hands.pick_tab("More")
        hands.type_into("Discount", "10 %", leave="Tab")
        hands.type_into("Called on the invoice", "Discount agreed on 24 November", leave="Tab")
        hands.wait_for_paper("Discount agreed", "843.15")
        self.shoot("second-draft-more")
        hands.pick_tab("Work")
        self.shoot("second-draft")

    def issue_second(self) -> None:
        """The credit of 46.50 is on the paper."""
        hands = self.hands
        hands.agree("Issue invoice")
        hands.click("Issue invoice…")
        hands.all_answered()
        hands.wait_for_text(f"Invoice {SECOND}")
        hands.wait_for_paper(SECOND)
        self.shoot("second-invoice")
        self.save_copy(self.target / "papers" / "invoice.pdf")
