"""Plain files of an issued paper outside LawDesk: the PDF as it was sent, and one marked a copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from lawdesk.domain.invoices import ComposedInvoice
from lawdesk.domain.issued_paper import paper_of
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import plain_copy_sentence
from lawdesk.ui.questions import FileQuestions, confirm
from lawdesk.vault.atomic_file import write_atomic


def save_plain(
    parent: QWidget,
    desk: Desk,
    files: FileQuestions,
    title: str,
    proposed: str,
    what: str,
    content: Callable[[], bytes],
) -> None:
    """Asks where, says that the file will not be encrypted, and writes it on a worker.

    `what` names the paper in that sentence; `content` makes its bytes on the worker.
    """
    path = files.path_to_save(parent, title, proposed)
    if path is None or not confirm(
        parent,
        _("Save a plain copy"),
        plain_copy_sentence(what, path),
        _("Save plain copy"),
    ):
        return
    desk.start(
        lambda _report: write_atomic(path, content()),
        lambda _done: desk.say(_("Saved as {path}, not encrypted.").format(path=path)),
        _("Saving {name}").format(name=path.name),
    )


def copy_name(file_name: str) -> str:
    """The proposed name of a copy of a PDF."""
    path = Path(file_name)
    return f"{path.stem}-copy{path.suffix}"


def draw_copy(composed: ComposedInvoice) -> bytes:
    """The PDF of what was issued, marked as a copy on every page."""
    from lawdesk.exports.invoice_pdf import draw_invoice  # reportlab is slow to import

    return draw_invoice(paper_of(composed, is_copy=True))
