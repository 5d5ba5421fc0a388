"""The part of the tour about money: terms, drafts, bills, what is owed, reports, month end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QWidget

from demo.camera import Camera
from demo.stage import Stage

REPORTS = {
    "Work in progress": "work-in-progress",
    "Invoiced and collected": "collected",
    "Ageing of what is owed": "ageing",
    "Realisation and collection": "realisation",
    "Hours by matter": "hours-by-matter",
    "Hours by activity": "hours-by-activity",
    "Hours by weekday": "hours-by-weekday",
    "Tax summary": "taxes",
    "Flat fees": "flat-fees",
}
_ACTS = {"Note a dispute": "dispute-form", "Pause reminders": "pause-form"}
_LATE_ACTS = {"Interest": "interest", "Hand to collection": "collection-form"}
_AGREEMENTS = {
    "Flat fee with milestones": "flat",
    "By the hour, up to a cap": "capped",
    "Success fee": "success",
    "Reduced rate and success fee": "hybrid",
    "Subscription": "subscription",
}


class BillingWalk:
    """Every page and form about money, from the unlocked window."""

    def __init__(self, stage: Stage, camera: Camera, client: str, matter: str) -> None:
        self._stage, self._camera = stage, camera
        self._hands = stage.hands
        self._client, self._matter = client, matter

    def everything(self) -> None:
        """All stops."""
        self.policy()
        self.agreements()
        self.expenses()
        self.invoice()
        self.numbers()
        self.account("Chen Bakery LLC")
        self.receivables("Maria Alvarez", {**_ACTS, **_LATE_ACTS})
        self.reminders()
        self.disputes()
        self.plans()
        self.reports(REPORTS)
        self.draft_parts("Harborline v. Delta Cold Storage")
        self.month_end()

    def names_and_numbers(self) -> None:
        """Where length and size matter."""
        self.policy()
        self.expenses()
        self.account(self._client)
        self.receivables(self._client, _ACTS)
        self.reports({"Work in progress": "work-in-progress", "Hours by matter": "hours-by-matter"})

    def policy(self) -> None:
        """The client's terms: the form, the sheet, its acceptance, and rates."""
        hands = self._hands
        hands.press("Ctrl+2")
        hands.click_row("Clients", self._client)
        hands.pick_tab("Billing")
        hands.click("Change terms")
        self._shoot("policy-editor")
        hands.click("Close")
        hands.click("Sheet (PDF)")
        hands.wait_for_paper("How I bill")
        self._shoot("policy-sheet")
        hands.click("Close the paper")
        hands.click("Record acceptance")
        self._shoot("policy-acceptance")
        hands.press("Esc")
        hands.click("Set a rate")
        hands.type_into("Per hour", "320", leave="Tab")
        self._shoot("rate-form")
        hands.press("Esc")

    def agreements(self) -> None:
        """The form of each kind of fee, the budget, and a success fee."""
        hands = self._hands
        self._to_matter(self._matter, "Billing")
        for words, name in _AGREEMENTS.items():
            hands.click("New agreement")
            hands.choose("Kind of fee", words)
            self._shoot(f"agreement-{name}")
            hands.click("Close")
        hands.click("Set a budget")
        self._shoot("budget-form")
        hands.press("Esc")
        for matter, name in (
            ("Chen Bakery trademark", "flat"),
            ("Harborline general counsel", "retainer"),
            ("Chen Bakery monthly advice", "subscription"),
            ("Okafor v. City", "success"),
        ):
            self._to_matter(matter, "Billing")
            self._shoot(f"billing-{name}")
        hands.click("Success fee…")
        hands.type_into("Recovered", "100000")
        hands.type_into("Costs, one a line", "Experts: 9,500.00\nCourt: 2,500.00", leave="Tab")
        self._shoot("success-fee")
        hands.press("Esc")

    def expenses(self) -> None:
        """The line under the timer bar, and the form."""
        hands = self._hands
        hands.press("Ctrl+E")
        hands.type_into("Expense", "12 copies", leave="")
        self._shoot("expense-line")
        hands.press("Esc")
        self._to_matter(self._matter, "Expenses")
        hands.click("New expense")
        hands.type_into("Price of one", "435", leave="Tab")
        self._shoot("expense-form")
        hands.press("Esc")

    def invoice(self) -> None:
        """An invoice with all that happened to it, and the forms beside it."""
        hands = self._hands
        hands.press("Ctrl+5")
        hands.click_row("Invoices", ", 2026-0001")
        hands.pick_tab("What happened")
        self._shoot("invoice-history")
        hands.click("Record payment…")
        hands.type_into("Amount", "1000", leave="Tab")
        self._shoot("payment-form")
        hands.press("Esc")
        hands.click("Credit…")
        hands.wait_for_paper("Credit note")
        self._shoot("credit-whole")
        hands.choose("Credit", "Lines or hours that I tick")
        self._shoot("credit-parts")
        hands.press("Esc")
        hands.click("Write off…")
        self._shoot("write-off-form")
        hands.press("Esc")
        for words, name in (
            ("note CN-2026-0001", "credit-note"),
            ("note IN-2026-0001", "interest-note"),
            (", 2026-0004", "invoice-retainer"),
            (", 2026-0007", "invoice-split"),
        ):
            hands.click_row("Invoices", words)
            hands.pick_tab("Paper")
            hands.wait_for_paper(words[-9:])
            self._shoot(name)

    def numbers(self) -> None:
        """The series and their gaps."""
        self._hands.press("Ctrl+5")
        self._hands.click("Numbers")
        self._hands.wait_for_text("Credit notes")
        self._shoot("numbers")

    def account(self, client: str) -> None:
        """A client's account with its forms."""
        hands = self._hands
        hands.press("Ctrl+2")
        hands.click_row("Clients", client)
        hands.pick_tab("Account")
        self._shoot("account")
        hands.click("Record payment")
        self._shoot("account-payment")
        hands.press("Esc")

    def receivables(self, client: str, acts: dict[str, str]) -> None:
        """What is open, and what can be done about one claim."""
        hands = self._hands
        hands.press("Ctrl+6")
        hands.pick_tab("Open invoices")
        self._shoot("receivables")
        hands.click_row("Open invoices", client)
        for words, name in acts.items():
            hands.click(words)
            self._shoot(name)
            hands.click("Back")
        hands.click("By client")
        self._shoot("receivables-by-client")
        hands.click("By client")
        hands.click("Statement")
        hands.wait_for_paper("account")
        self._shoot("statement")

    def reminders(self) -> None:
        """What is due, and a letter that was made."""
        hands = self._hands
        hands.press("Ctrl+6")
        hands.pick_tab("Reminders")
        self._shoot("reminders")
        hands.click_row("Reminders made", "Estate of Walter Brandt")
        hands.wait_for_paper("2026-0002")
        self._shoot("reminder-made")

    def disputes(self) -> None:
        """An open dispute with its forms and dossier, and one that ended."""
        hands = self._hands
        hands.pick_tab("Disputes")
        hands.wait_for_text("Dispute of 2026-0001")
        self._shoot("dispute")
        hands.click("Add a note")
        self._shoot("dispute-note")
        hands.click("Back")
        hands.click("Uphold")
        self._shoot("dispute-end")
        hands.click("Back")
        hands.click("Dossier (PDF)")
        hands.wait_for_paper("2026-0001")
        self._shoot("dossier")
        hands.click("Show ended ones")
        hands.click_row("Disputes", "Nowak")
        self._shoot("dispute-ended")

    def plans(self) -> None:
        """A plan that is kept, its agreement, and a new one."""
        hands = self._hands
        hands.pick_tab("Payment plans")
        hands.wait_for_text("Plan of")
        self._shoot("plan")
        hands.click("Agreement (PDF)")
        hands.wait_for_paper("2026-0002")
        self._shoot("plan-agreement")
        hands.pick_tab("Open invoices")
        hands.click_row("Open invoices", "Nowak")
        hands.click("Payment plan")
        self._shoot("plan-form")
        hands.click("Back")

    def reports(self, chosen: dict[str, str]) -> None:
        """Each report, over all there is."""
        hands = self._hands
        hands.press("Ctrl+7")
        hands.wait_for_text("Work in progress")
        for title, name in chosen.items():
            if hands.sees(QComboBox, "Report"):  # a narrow window has no room for the list
                hands.choose("Report", title)
            else:
                hands.click_row("Reports", title)
            self._shoot(f"report-{name}")

    def draft_parts(self, matter: str) -> None:
        """The other parts of the draft editor."""
        hands = self._hands
        hands.press("Ctrl+3")
        hands.click_row("Matters", matter)
        hands.click("Draft invoice")
        hands.wait_for_paper("Draft")
        self._shoot("draft-work")
        for part in ("Payers", "More"):
            hands.pick_tab(part)
            self._shoot(f"draft-{part.lower()}")
        hands.pick_tab("Work")

    def month_end(self) -> None:
        """All matters with unbilled work: drafts, the question, what became of them."""
        hands = self._hands
        hands.press("Ctrl+K")
        hands.type_keys("month end")
        hands.press("Return")
        hands.wait_for_text("Work up to")
        hands.type_into("Work up to", "2026-11-20", leave="Tab")
        self._shoot("month-end")
        hands.click("Make drafts")
        hands.wait_for_text("Review")
        self._shoot("month-end-drafts")
        hands.next_answer(self._look("month-end-question", "Issue invoices"))
        hands.click("Issue all ticked…")
        hands.all_answered()
        hands.wait_for_text("issued")
        self._shoot("month-end-issued")

    def _to_matter(self, title: str, part: str) -> None:
        self._hands.press("Ctrl+3")
        self._hands.click_row("Matters", title)
        self._hands.pick_tab(part)

    def _look(self, name: str, words: str) -> Callable[[QWidget], None]:
        def answer(dialog: QWidget) -> None:
            self._shoot(name)
            self._hands.click(words, dialog)

        return answer

    def _shoot(self, name: str) -> None:
        self._camera.shoot(self._stage, name)
