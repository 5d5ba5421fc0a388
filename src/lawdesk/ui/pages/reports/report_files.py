"""Writing a report out as a file of its own: asked where to, written on a worker."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QWidget

from lawdesk.domain.practice import Practice
from lawdesk.domain.reports.report import Report
from lawdesk.translation import _
from lawdesk.ui.desk import Desk
from lawdesk.ui.document_words import plain_copy_sentence
from lawdesk.ui.questions import FileQuestions, confirm
from lawdesk.vault.atomic_file import write_atomic

Form = Literal["pdf", "csv"]
_BAD_SIGNS = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))


class ReportFiles:
    """Saves reports; a saved report is a plain file, which is said before."""

    def __init__(self, desk: Desk, files: FileQuestions, parent: QWidget) -> None:
        self._desk, self._files, self._parent = desk, files, parent

    def save(self, report: Report, practice: Practice, form: Form) -> None:
        """Ask where to, then write the file whole or not at all, and say where it lies."""
        today = self._desk.clock.now().day
        name = f"{report.title} {today.isoformat()}.{form}".translate(_BAD_SIGNS)
        path = self._files.path_to_save(self._parent, _("Save report"), name)
        if path is None or not self._is_confirmed(report, path):
            return
        content = _content(report, practice, form, self._desk)
        self._desk.start(
            lambda _report: write_atomic(path, content()),
            lambda _done: self._desk.say(_("Saved as {path}, not encrypted.").format(path=path)),
            _("Saving {name}").format(name=path.name),
        )

    def _is_confirmed(self, report: Report, path: Path) -> bool:
        what = _("the report “{title}”").format(title=report.title)
        return confirm(
            self._parent,
            _("Save a plain file"),
            plain_copy_sentence(what, path),
            _("Save plain file"),
        )


def _content(report: Report, practice: Practice, form: Form, desk: Desk) -> Callable[[], bytes]:
    """What makes the file's bytes, from frozen values only: it runs on the worker."""
    if form == "csv":
        from lawdesk.exports.reports.report_csv import write_csv

        return lambda: write_csv(report, practice.locale)
    from lawdesk.exports.reports.report_pdf import Letterhead, draw_report

    address = " · ".join(line.strip() for line in practice.address.splitlines() if line.strip())
    head = Letterhead(
        practice.name,
        tuple(line for line in (practice.title, address) if line),
        desk.clock.now().day,
        "LETTER" if practice.country in {"US", "CA"} else "A4",
    )
    return lambda: draw_report(report, head, practice.locale)
