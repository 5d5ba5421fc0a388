"""Help for the page that is open (F1): a few plain paragraphs that came with the program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label

_WIDTH = 560


class HelpSheet(QDialog):
    """The help of one page; Esc closes it."""

    def __init__(self, page: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Help: {page}").format(page=title))
        self.setMinimumWidth(_WIDTH)
        close = Button(_("Close"))
        close.clicked.connect(lambda _checked=False: self.accept())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label(title, "title"))
        for paragraph in help_paragraphs(page):
            layout.addWidget(text_label(paragraph, wrap=True))
        layout.addStretch(1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))


def help_paragraphs(page: str) -> tuple[str, ...]:
    """What the help says about a page, and what holds everywhere."""
    return (*_pages().get(page, ()), _everywhere())


def _everywhere() -> str:
    return _(
        "Everywhere: Ctrl Space starts and stops the clock, Ctrl K finds clients, matters, "
        "invoices and commands, Ctrl E notes an expense, Ctrl Z takes back the last stop or "
        "deletion, ? lists all keys, Ctrl L locks. What you type is saved when you leave the field."
    )


def _pages() -> dict[str, tuple[str, ...]]:
    return _work_pages() | _bill_pages() | _money_pages() | _other_pages()


def _work_pages() -> dict[str, tuple[str, ...]]:
    return {
        "today": (
            _(
                "Your day in order: what was recorded, what runs, and the stretches that belong "
                "to nobody yet. Add a stretch to a matter, or leave it."
            ),
            _(
                "Below it, clients waiting for word, clients you wait for, and the money that "
                "waits for a step of yours. The figures on the right are "
                "unbilled work, what was invoiced, and what is overdue."
            ),
        ),
        "clients": (
            _(
                "Everybody you work for. Type to filter; click a name to see and change the "
                "details on the right. A client with open matters cannot be archived."
            ),
            _(
                "Account: everything billed, paid and credited, with the balance after it. Money "
                "that came in is recorded there; to note that a payment bounced, choose it in the "
                "table first."
            ),
            _(
                "Billing: terms and rates of this client alone, and when the client accepted the "
                "terms. Acceptance is kept for one version; a new version needs a new one."
            ),
        ),
        "matters": (
            _(
                "Each piece of work has a matter of its own with its number, rate and time. "
                "A rate here goes before the client's and the practice's; work that is not billed "
                "yet keeps its rate unless you choose otherwise when you set a new one."
            ),
            _(
                "Billing: the fee agreement, the budget, rates and terms of this matter. An "
                "agreement is never edited: a new one ends it on the day it begins."
            ),
            _(
                "Updates: what you tell the client and what you ask for. Messages: calls, mails "
                "and meetings; their time becomes an entry in one click. Details say after how "
                "many days without word you are reminded, and how sensitive the matter is."
            ),
            _(
                "Expenses: what you paid for the client and what you charge by the piece. Ctrl E "
                "notes one from anywhere, such as 12 copies, 34.5 km or court fee 120."
            ),
        ),
        "time": (
            _(
                "All recorded time. Durations can be typed as 1h20m, 1:20, 80, 1.3h or 13u. The "
                "seconds that were worked are kept; billed units stand beside them."
            ),
        ),
    }


def _bill_pages() -> dict[str, tuple[str, ...]]:
    return {
        "invoices": (
            _(
                "Drafts can be changed as you like. Issuing draws the next number and freezes the "
                "invoice: it cannot be changed afterwards. LawDesk never sends mail; it opens a "
                "draft in your mail program, and you note when it went out."
            ),
            _(
                "Credit takes an invoice back, whole or in part, by a paper with its own number. "
                "Write off gives up what is open; it can be claimed again. Whether an invoice is "
                "paid follows from the payments recorded."
            ),
            _(
                "Numbers, below the list, shows every series and every number that is missing, "
                "with its reason."
            ),
        ),
        "draft": (
            _(
                "Choose on the left what is billed and how it reads. The preview on the right is "
                "the very page that will be sent. Leaving a line out keeps its work for later."
            ),
            _(
                "For the chosen line: Alt N no charge, Alt R write down, Alt M merge or take "
                "apart, Alt S split or join, Alt W a larger field for its words, Alt Up and "
                "Alt Down move it. What it was worth stays in the books."
            ),
            _(
                "Payers splits the bill: each gets an invoice with its own number, and the parts "
                "add up. A masked payer does not read what the work was. More has the discount, "
                "the client's credit, the days to pay and how to pay."
            ),
            _("Alt Right and Alt Left go to the next and the previous draft, Ctrl Enter issues."),
        ),
    }


def _money_pages() -> dict[str, tuple[str, ...]]:
    return {
        "receivables": (
            _(
                "What is owed, by how late it is, with the next step of each invoice. Choose one "
                "to see its story and everything that can be done with it."
            ),
            _(
                "Reminders follow the terms the invoice was issued under. Each level is made once "
                "and asks for the undisputed part only. They rest while a payment plan is kept."
            ),
            _(
                "Interest becomes a note with its own number; the invoice stays as it is. In a "
                "dispute, interest, reminders and collection rest for the disputed part."
            ),
            _("LawDesk sends nothing: note beside each letter when and how it went out."),
        ),
        "reports": (
            _(
                "Choose a report on the left and the days it is about. The sentence below the "
                "table says how it is reckoned. Double-click a row to open its matter or client."
            ),
            _(
                "PDF and CSV write plain files where you say. Sums in other currencies stand "
                "apart; they are never added up."
            ),
        ),
        "letter": (
            _(
                "Choose a template; what LawDesk knows of client, matter and invoice is filled in, "
                "and the page beside it is the letter itself. Gaps that are left are marked."
            ),
            _(
                "Filing seals the letter among the matter's documents. Templates and the "
                "letterhead are kept in the settings."
            ),
        ),
        "replies": (
            _(
                "A client who writes back mails you one sealed file. Drop it here, or take it in "
                "from where your mail program saved it; a folder can be watched for such files."
            ),
            _(
                "Nothing in a reply acts by itself: file, note or reject each part. A file that is "
                "no reply to one of your bundles is refused and kept aside until you delete it."
            ),
        ),
    }


def _other_pages() -> dict[str, tuple[str, ...]]:
    return {
        "month_end": (
            _(
                "Every matter with unbilled work up to the day you choose. Tick what is to be "
                "billed, make drafts, review them one after another, and issue them."
            ),
            _(
                "What is odd is counted under Look at and told on the right. These are hints; only "
                "an invoice without an address is refused."
            ),
            _(
                "Each invoice is issued by itself: one that is refused says why and leaves the "
                "others done. Exported PDFs are plain files."
            ),
        ),
        "bundle": (
            _(
                "A bundle is one sealed file for a client. What is new since the last one is "
                "ticked: updates, invoices, papers, requests. Before it is written you see once "
                "more for whom it is."
            ),
            _(
                "It opens with six words. They go another way than the file: by phone or in "
                "person, never by mail. Note when it was handed over; only then do its updates "
                "count as given."
            ),
        ),
        "letter": (
            _(
                "A letter starts from a template in the client's language. What could not be "
                "filled stays as a gap in double braces; with gaps it cannot be filed."
            ),
            _(
                "At the right is the PDF it becomes. Filing seals it among the documents; "
                "nothing is sent. What you type is kept until you file or discard it."
            ),
        ),
        "settings": (
            _(
                "Issued invoices never change. Unbilled entries keep their rounding, and their "
                "rate too unless you choose otherwise when you set a new one."
            ),
            _(
                "How I bill: changed terms are a new version from the day you say. Every invoice "
                "names the version it was issued under, and reminders and interest go by it. "
                "Clients and matters can have terms of their own."
            ),
            _(
                "Rates: the first that fits is used, from the matter's for an activity down to "
                "your usual one. A rate that a fee agreement fixes goes before them all."
            ),
        ),
    }
