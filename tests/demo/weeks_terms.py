"""Four days later: the client's terms with interest, a success fee for a new client, expenses."""

from __future__ import annotations

from demo.acts import Acts
from demo.people import CLIENT, DEBTOR_MATTER, JOINERY, MATTER

EXPENSES = ("46 copies exhibits", "32 km to the Four Courts", "court fee 130")


class Terms(Acts):
    """Tuesday, 24 November 2026."""

    def play(self) -> None:
        """The morning."""
        self.agree_terms()
        self.work_on()
        self.note_expenses()
        self.take_on_joinery()

    def work_on(self) -> None:
        """Two hours for the case, written down by hand."""
        self.hands.press("Ctrl+1")
        self.write_down(MATTER, "1h30", "Hearing on discovery before the Master")
        self.write_down(MATTER, "36m", "Report to client on the hearing")
        self.hands.click("Close")

    def note_expenses(self) -> None:
        """Each in one line under the timer bar."""
        hands = self.hands
        for typed in EXPENSES:
            hands.press("Ctrl+E")
            hands.type_into("Expense", typed)
            if typed == EXPENSES[-1]:
                self.shoot("expense-line")
            hands.press("Return")
            hands.wait_for_text(f"on {MATTER}.")
        self.show_matter(MATTER, "Expenses")
        hands.wait_for_text("Court fee")
        self.shoot("expenses")

    def agree_terms(self) -> None:
        """New terms for the client, accepted by her, and the sheet she gets."""
        hands = self.hands
        self.show_client(CLIENT, "Billing")
        hands.click("Change terms")
        hands.type_into("Days to pay", "14")
        hands.choose("On late money", "interest by the year")
        hands.type_into("Rate", "8")
        hands.type_into("Lump sum, once", "40")
        hands.type_into("Reminder 2: fee", "5")
        hands.type_into("A copied page", "0.20")
        hands.type_into("A kilometre", "0.45")
        hands.type_into("Whom to write to", "Call or write to me first.")
        hands.type_into(
            "How long papers are kept", "Seven years after the matter ends, then destroyed."
        )
        self.shoot("policy-editor")
        hands.click("Keep as a new version")
        hands.wait_for_text("New terms hold from")
        hands.click("Record acceptance")
        hands.type_into("How", "Signed with the letter of 24 November", leave="Return")
        hands.wait_for_text("The client accepted this version")
        hands.click("Sheet (PDF)")
        hands.wait_for_paper("8")
        self.shoot("policy-sheet")
        self.save_copy(self.target / "papers" / "policy-sheet.pdf")

    def take_on_joinery(self) -> None:
        """A debt to collect, for a share of what comes in."""
        hands = self.hands
        self.take_on_client(
            JOINERY, "8 Mill Lane\nNaas\nKildare, W91 X2P8", "accounts@byrne.example",
            "+353 45 555 0171",
        )  # fmt: skip
        self.open_matter(JOINERY, DEBTOR_MATTER, "Debt collection")
        hands.pick_tab("Billing")
        hands.click("New agreement")
        hands.choose("Kind of fee", "Success fee")
        hands.type_into("Stages, one a line", "Before proceedings: 10 %\nJudgment: 15 %")
        hands.type_into("Note", "Agreed in writing; costs are deducted after the fee.")
        self.shoot("success-fee-agreement")
        hands.click("Record the agreement")
        hands.wait_for_text("The agreement is recorded")
        self.shoot("agreement")
