"""Help for the page that is open (F1): a few plain paragraphs that came with the program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label


class HelpSheet(QDialog):
    """The help of one page; Esc closes it."""

    def __init__(self, page: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Help: {page}").format(page=title))
        self.setMinimumWidth(560)
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


def help_paragraphs(page: str) -> tuple[str, ...]:
    """What the help says about a page, and what holds everywhere."""
    return (*_pages().get(page, ()), _everywhere())


def _everywhere() -> str:
    return _(
        "Everywhere: Ctrl Space starts and stops the clock, Ctrl K finds clients, matters, "
        "invoices and commands, Ctrl Z takes back the last stop or deletion, ? lists all keys, "
        "Ctrl L locks. What you type is saved when you leave the field."
    )


def _pages() -> dict[str, tuple[str, ...]]:
    return {
        "today": (
            _(
                "Your day in order: what was recorded, what runs, and the stretches that belong "
                "to nobody yet. Add a stretch to a matter, or leave it."
            ),
            _("The figures on the right are unbilled work and what was invoiced."),
        ),
        "clients": (
            _(
                "Everybody you work for. Type to filter; click a name to see and change the "
                "details on the right. A client with open matters cannot be archived."
            ),
        ),
        "matters": (
            _(
                "Each piece of work has a matter of its own with its number, rate and time. "
                "A rate here goes before the client's and the practice's; entries that exist keep "
                "the rate they were recorded with."
            ),
        ),
        "time": (
            _(
                "All recorded time. Durations can be typed as 1h20m, 1:20, 80, 1.3h or 13u. The "
                "seconds that were worked are kept; billed units stand beside them."
            ),
        ),
        "invoices": (
            _(
                "Drafts can be changed as you like. Issuing draws the next number and freezes the "
                "invoice: it cannot be changed afterwards. LawDesk never sends mail; it opens a "
                "draft in your mail program, and you note when it went out."
            ),
        ),
        "draft": (
            _(
                "Choose on the left what is billed and how it reads. The preview on the right is "
                "the very page that will be sent. Leaving a line out keeps its work for later."
            ),
        ),
        "bundle": (
            _(
                "A bundle is one file for the client: the invoice, papers, a letter. It opens in "
                "any browser with six words that you tell the client by phone, never by mail."
            ),
        ),
        "settings": (
            _(
                "Changes count for new entries and new invoices only. What exists keeps the rate, "
                "rounding and tax it was made with."
            ),
        ),
    }
