"""A dispute about one line: its dated protocol, the dossier, and a credit note for a part."""

from __future__ import annotations

from demo.acts import Acts
from demo.weeks_bills import SECOND

LINE = "Report to client on the hearing"
REASON = "The report repeats what we spoke about by telephone."
CREDIT = "CN-2027-0001"


class Quarrel(Acts):
    """Monday, 18 January 2027."""

    def play(self) -> None:
        """From the note of the dispute to the credit note."""
        self.note_dispute()
        self.follow_protocol()
        self.save_dossier()
        self.adjust()

    def note_dispute(self) -> None:
        """One line is ticked; it came on the 8th."""
        hands = self.hands
        self.show_receivables("Open invoices")
        hands.click_row("Open invoices", SECOND)
        hands.click("Note a dispute")
        hands.tick("Lines of the invoice", LINE, "")
        hands.type_into("Received", "2027-01-08")
        hands.type_into("What the client says", REASON)
        self.shoot("dispute-form")
        hands.click("Note the dispute")
        hands.wait_for_text(f"Dispute of {SECOND}")

    def follow_protocol(self) -> None:
        """Each step with its day."""
        self._step("Acknowledge", "2027-01-11", "Called her; the claim rests for this line.")
        self._step("Explain with the dossier", "2027-01-15", "Sent the dossier with a letter.")
        self._step("Offer or adjust", "2027-01-18", "Offered to credit half of the report.")
        self.shoot("dispute")

    def save_dossier(self) -> None:
        """Everything about the dispute as one PDF."""
        hands = self.hands
        hands.click("Dossier (PDF)")
        hands.wait_for_paper(SECOND, REASON)
        self.shoot("dossier")
        self.save_copy(self.target / "papers" / "dossier.pdf")

    def adjust(self) -> None:
        """Settled: half an hour's part of the line is credited."""
        hands = self.hands
        hands.click("Adjust by credit note")
        hands.wait_for_text(f"Invoice {SECOND}")
        hands.choose("Credit", "Lines or hours that I tick")
        hands.choose("The work behind it", "Keep it written down")
        hands.type_into("Why (the client reads it)", "Half of the report, as agreed.", leave="Tab")
        hands.edit_cell("Lines of the invoice", LINE, "Of it", "0.3")
        hands.wait_for_paper("Half of the report")
        self.shoot("credit-form")
        hands.agree("Issue credit note")
        hands.click("Issue credit note")
        hands.all_answered()
        hands.wait_for_text("Credit note")
        hands.wait_for_paper("Half of the report")
        self.shoot("credit-note")
        self.save_copy(self.target / "papers" / "credit-note.pdf")

    def _step(self, name: str, day: str, note: str) -> None:
        hands = self.hands
        hands.click_row("Protocol", name, twice=True)
        hands.type_into("Day", day)
        hands.type_into("Note", note)
        hands.click("Note as done")
        hands.wait_for_text(note)
