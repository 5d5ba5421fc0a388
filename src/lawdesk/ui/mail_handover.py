"""Handing a mail to the lawyer's own mail program: a draft file, its text, its address.

What belongs here: the plain file in the private folder of this session (swept at lock and exit)
and the call to the system. LawDesk sends nothing and claims nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from lawdesk.errors import ExportError, RuleError
from lawdesk.exports.mail_draft import MailAttachment, MailDraft, needs_size_warning
from lawdesk.paths import private_runtime
from lawdesk.progress import Report
from lawdesk.translation import _
from lawdesk.ui.desk import Desk

Opener = Callable[[Path], bool]
LoadContent = Callable[[Report], bytes]


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in the making: whom it is for, what it says, what goes with it.

    `file_name` is the draft's own name; `load` reads the attachment on a worker, where there is
    one.
    """

    file_name: str
    to: str
    to_name: str
    subject: str
    body: str
    attachment: str = ""
    media_type: str = ""
    load: LoadContent | None = None


def open_with_system(path: Path) -> bool:
    """Opens a file or a folder with the program the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class MailHandover(QObject):
    """Writes drafts and opens them. `opener` opens a path and says whether something did."""

    def __init__(
        self, desk: Desk, opener: Opener = open_with_system, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._open = opener

    def open_draft(self, mail: Mail) -> None:
        """Writes the draft and opens it in the mail program."""
        self._write(mail, self._on_draft_written)

    def show_file(self, mail: Mail) -> None:
        """Writes the draft and opens the folder it lies in."""
        self._write(mail, lambda path: self.show_folder(path.parent))

    def show_folder(self, folder: Path) -> None:
        """Opens a folder in the system's file manager."""
        if not self._open(folder):
            self._desk.failed.emit(_nothing_opened(folder))

    def copy_text(self, mail: Mail) -> None:
        """Puts the mail's text on the clipboard."""
        QGuiApplication.clipboard().setText(mail.body)
        self._desk.say(_("The text of the mail is on the clipboard."))

    def copy_address(self, mail: Mail) -> None:
        """Puts the address on the clipboard, or says that there is none."""
        if not mail.to:
            self._desk.failed.emit(_no_address(mail.to_name))
            return
        QGuiApplication.clipboard().setText(mail.to)
        self._desk.say(_("{address} is on the clipboard.").format(address=mail.to))

    def _write(self, mail: Mail, then: Callable[[Path], None]) -> None:
        if not mail.to:
            self._desk.failed.emit(_no_address(mail.to_name))
            return
        self._desk.start(
            lambda report: write_draft_file(mail, private_runtime(), report),
            then,
            _("Writing the mail draft"),
        )

    def _on_draft_written(self, path: Path) -> None:
        if not self._open(path):
            self._desk.failed.emit(_nothing_opened(path))
            return
        if needs_size_warning(path.stat().st_size):
            self._desk.say(_("The draft is open. It is over 25 MB; many mail services refuse it."))
        else:
            self._desk.say(_("The draft is open in your mail program. You send it from there."))


def write_draft_file(mail: Mail, folder: Path, report: Report) -> Path:
    """The draft as a file for this user only. Raises FieldError, StorageError, Cancelled."""
    from lawdesk.exports.mail_draft import write_mail_draft
    from lawdesk.vault.atomic_file import make_private_folder, write_atomic

    attached: tuple[MailAttachment, ...] = ()
    if mail.load is not None:
        attached = (MailAttachment(mail.attachment, mail.load(report), mail.media_type),)
    draft = MailDraft(mail.to, mail.subject, mail.body, attached, mail.to_name)
    make_private_folder(folder)
    path = folder / mail.file_name
    write_atomic(path, write_mail_draft(draft))
    return path


def _no_address(name: str) -> RuleError:
    return RuleError(
        _("{client} has no mail address; no draft was written.").format(client=name),
        _("Add one on the client's page."),
    )


def _nothing_opened(path: Path) -> ExportError:
    return ExportError(
        _("No program of this computer opened {name}.").format(name=path.name),
        _("The file is in {folder}.").format(folder=path.parent),
    )
