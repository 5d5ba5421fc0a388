"""The versions of a billing policy, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lawdesk.domain.billing.billing_policy import PolicyId, PolicyVersion
from lawdesk.domain.locale_format import format_date
from lawdesk.domain.practice import Practice
from lawdesk.store.billing import policies
from lawdesk.store.database import Reader
from lawdesk.translation import _
from lawdesk.ui.widgets.columns import Column
from lawdesk.ui.widgets.row_table import RowTable

_ROWS = 6


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version as the table shows it."""

    id: PolicyId
    version: str
    first: str
    last: str
    invoices: str
    holds: bool


class PolicyHistory(QWidget):
    """A table; hidden while there are no versions to choose from."""

    def __init__(self) -> None:
        super().__init__()
        self.table = RowTable(_("Versions of the terms"), _columns(), fit_rows=_ROWS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.table)

    def show_versions(
        self,
        read: Reader,
        versions: Sequence[PolicyVersion],
        holding: PolicyVersion,
        practice: Practice,
    ) -> None:
        """Shows these versions; the one that holds today is marked."""
        rows = [_row(read, version, holding, practice.locale) for version in versions]
        self.table.set_rows(rows, key=lambda row: row.id)
        self.table.setVisible(bool(rows))


def _row(read: Reader, version: PolicyVersion, holding: PolicyVersion, locale: str) -> VersionRow:
    ended, uses = version.ended_on, policies.count_uses(read, version.id)
    return VersionRow(
        version.id,
        _("Version {number}").format(number=version.version),
        format_date(version.valid_from, locale),
        format_date(ended, locale) if ended else "",
        str(uses) if uses else "",
        version.id == holding.id,
    )


def _columns() -> list[Column]:
    return [
        Column(
            "version",
            _("Version"),
            lambda row: row.version,
            badge=lambda row: (_("holds today"), "running") if row.holds else None,
        ),
        Column("first", _("From"), lambda row: row.first, 112),
        Column("last", _("Ended"), lambda row: row.last, 112, tone=lambda _row: "quiet"),
        Column("invoices", _("Invoices"), lambda row: row.invoices, 80, right=True),
    ]
