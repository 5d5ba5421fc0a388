"""In January: a part of the second bill is paid, and the rest is reminded of."""

from __future__ import annotations

from demo.acts import Acts
from demo.people import CLIENT
from demo.weeks_bills import SECOND


class LateMoney(Acts):
    """Tuesday, 5 January 2027: the bill is a week late."""

    def play(self) -> None:
        """The morning."""
        self.take_part()
        self.remind()

    def take_part(self) -> None:
        """300.00 of it came in."""
        hands = self.hands
        self.show_invoice(SECOND)
        hands.click("Record payment…")
        hands.type_into("Amount", "300")
        hands.type_into("Received on", "2027-01-04")
        hands.type_into("Reference", "ALVAREZ PART", leave="Tab")
        hands.click("Record payment")
        hands.wait_for_text("it pays 2026-0002")

    def remind(self) -> None:
        """The reminder that its plan asks for: looked at, made, mailed."""
        hands = self.hands
        self.show_receivables("Open invoices")
        hands.click_row("Open invoices", SECOND)
        hands.wait_for_text("Make this reminder")
        self.shoot("open-invoices")
        hands.click("Make this reminder")
        hands.wait_for_paper(SECOND)
        self.shoot("reminder-due")
        hands.click("Make 1 reminder")
        hands.wait_for_text("is made; it was not sent")
        hands.click_row("Reminders made", CLIENT)
        hands.wait_for_paper(SECOND)
        hands.choose("By", "mail")
        hands.click("Note it")
        hands.wait_for_text("Given to the client")
        self.shoot("reminder")
        self.save_copy(self.target / "papers" / "reminder.pdf")
