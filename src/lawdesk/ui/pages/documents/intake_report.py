"""What became of the files of an import, with names and reasons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lawdesk.translation import _
from lawdesk.ui.taking_in import KnownAlready, TakingReport
from lawdesk.ui.widgets.buttons import Button
from lawdesk.ui.widgets.labels import text_label

_SIZE = (620, 480)


class IntakeReport(QDialog):
    """The sums on top, every name below."""

    def __init__(self, parent: QWidget, report: TakingReport) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What was taken in"))
        self.resize(*_SIZE)
        self.sums = text_label(_sums(report), wrap=True)
        self.names = QPlainTextEdit(report_text(report))
        self.names.setReadOnly(True)
        self.names.setAccessibleName(_("Names and reasons"))
        self.names.setTabChangesFocus(True)
        close = Button(_("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label(_("What was taken in"), "title"))
        layout.addWidget(self.sums)
        layout.addWidget(self.names, 1)
        layout.addLayout(foot)


def report_text(report: TakingReport) -> str:
    """Every name with its reason, section by section."""
    parts = []
    if report.refused:
        lines = [f"{refused.name}: {refused.reason}" for refused in report.refused]
        parts.append(_section(_("Refused"), lines))
    if report.warned:
        parts.append(_section(_("Taken in, with a warning"), report.warned))
    if report.elsewhere:
        title = _("Taken in; also in another place of this client")
        parts.append(_section(title, _known(report.elsewhere)))
    if report.known:
        parts.append(_section(_("Here already, nothing added"), _known(report.known)))
    return "\n\n".join(parts)


def _sums(report: TakingReport) -> str:
    words = _("{added} added · {known} known already · {refused} refused")
    text = words.format(added=report.sealed, known=len(report.known), refused=len(report.refused))
    if report.left_out:
        left = _("{count} hidden files, links and leftovers of systems were left out")
        text += " · " + left.format(count=report.left_out)
    return text


def _section(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"{title} ({len(lines)})", *[f"  {line}" for line in lines]])


def _known(files: Sequence[KnownAlready]) -> list[str]:
    return [f"{file.name} = “{file.title}”" for file in files]
