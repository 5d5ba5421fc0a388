"""Open claims as rows of a table: filtered, by due day or under their clients, and added up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lawdesk.domain.invoices import InvoiceId
from lawdesk.domain.receivables.ageing import AgeBucket
from lawdesk.store.receivables.ageing import ArrearsRow
from lawdesk.translation import _
from lawdesk.ui.pages.receivables.arrears_steps import NextStep, NextSteps, step_words
from lawdesk.ui.pages.receivables.arrears_words import (
    Figures,
    age_tone,
    age_words,
    claims_words,
)
from lawdesk.ui.plain_words import isolated
from lawdesk.ui.widgets.columns import Column


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """An open claim with what comes next for it."""

    row: ArrearsRow
    step: NextStep
    late: int
    bucket: AgeBucket
    is_grouped: bool = False

    @property
    def key(self) -> object:
        """The id of the invoice."""
        return self.row.invoice_id


@dataclass(frozen=True, slots=True)
class ClientLine:
    """The head of a client's claims: how many, and what they come to in words."""

    client_id: int
    name: str
    count: int
    open_words: str

    @property
    def key(self) -> object:
        """Told apart from the ids of invoices."""
        return f"client-{self.client_id}"


ArrearsLine = ClaimLine | ClientLine


def matching(
    rows: Sequence[ArrearsRow], typed: str, bucket: AgeBucket | None, today: date
) -> list[ArrearsRow]:
    """The rows in a span whose client, number or matter holds every typed word."""
    words = typed.lower().split()
    return [
        row
        for row in rows
        if (bucket is None or row.bucket(today) is bucket)
        and all(
            word in f"{row.client_name} {row.number} {row.matter_title}".lower() for word in words
        )
    ]


def lines_of(
    rows: Sequence[ArrearsRow], steps: NextSteps, today: date, figures: Figures, *, by_client: bool
) -> list[ArrearsLine]:
    """The lines of some rows; under their clients where asked, each with a head."""
    if not by_client:
        return [_claim_line(row, steps, today) for row in rows]
    ordered = sorted(rows, key=lambda row: (row.client_name.lower(), row.client_id))
    lines: list[ArrearsLine] = []
    for client_id, found in groupby(ordered, key=lambda row: row.client_id):
        own = list(found)
        words = sums_words(own, figures)
        lines.append(ClientLine(client_id, own[0].client_name, len(own), words))
        lines += [_claim_line(row, steps, today, is_grouped=True) for row in own]
    return lines


def sums_words(rows: Sequence[ArrearsRow], figures: Figures) -> str:
    """What rows come to, each currency on its own."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.currency] = sums.get(row.currency, 0) + row.open_cents
    return ", ".join(figures.money(cents, currency) for currency, cents in sorted(sums.items()))


def columns(figures: Callable[[], Figures]) -> list[Column]:
    """The columns of the table; `figures` gives the way of writing of the day."""
    return [
        Column("client", _("Client"), _client, stretch=5, bold=_is_head),
        Column("number", _("Invoice"), _number, 96, tone=lambda _line: "quiet", optional=True),
        Column("due", _("Due"), lambda line: _due(line, figures()), width=68, optional=True),
        Column("late", _("Late"), _late, width=56, right=True, tone=_tone),
        Column(
            "open", _("Open"), lambda line: _open(line, figures()), 92, right=True, bold=_is_head
        ),
        Column(
            "disputed",
            _("Disputed"),
            lambda line: _disputed(line, figures()),
            80,
            right=True,
            tone=lambda _line: "attention",
            optional=True,
        ),
        Column("span", _("Span"), lambda _line: "", width=96, badge=_span, optional=True),
        Column(
            "step", _("Next step"), lambda line: _step(line, figures()), stretch=6, tone=_step_tone
        ),
    ]


def key_of(line: ArrearsLine) -> object:
    """The key of a line."""
    return line.key


def invoice_of(key: object) -> InvoiceId | None:
    """The invoice that a key names, None for the head of a client."""
    return InvoiceId(key) if isinstance(key, int) else None


def _claim_line(
    row: ArrearsRow, steps: NextSteps, today: date, *, is_grouped: bool = False
) -> ClaimLine:
    late, bucket = row.days_late(today), row.bucket(today)
    return ClaimLine(row, steps.find(row), late, bucket, is_grouped)


def _is_head(line: ArrearsLine) -> bool:
    return isinstance(line, ClientLine)


def _client(line: ArrearsLine) -> str:
    if isinstance(line, ClientLine):
        return isolated(line.name)
    return isolated(line.row.matter_title if line.is_grouped else line.row.client_name)


def _number(line: ArrearsLine) -> str:
    return claims_words(line.count) if isinstance(line, ClientLine) else line.row.number


def _due(line: ArrearsLine, figures: Figures) -> str:
    return "" if isinstance(line, ClientLine) else figures.near_day(line.row.due_on)


def _late(line: ArrearsLine) -> str:
    return "" if isinstance(line, ClientLine) or not line.late else str(line.late)


def _span(line: ArrearsLine) -> tuple[str, str] | None:
    if isinstance(line, ClientLine):
        return None
    return age_words(line.bucket), age_tone(line.bucket)


def _open(line: ArrearsLine, figures: Figures) -> str:
    if isinstance(line, ClientLine):
        return line.open_words
    return figures.money(line.row.open_cents, line.row.currency)


def _disputed(line: ArrearsLine, figures: Figures) -> str:
    if isinstance(line, ClientLine) or not line.row.disputed_cents:
        return ""
    return figures.money(line.row.disputed_cents, line.row.currency)


def _step(line: ArrearsLine, figures: Figures) -> str:
    return "" if isinstance(line, ClientLine) else step_words(line.step, figures)


def _tone(line: ArrearsLine) -> str:
    return "ink" if isinstance(line, ClientLine) else age_tone(line.bucket)


def _step_tone(line: ArrearsLine) -> str:
    if isinstance(line, ClientLine):
        return "ink"
    return "attention" if line.step.reason in {"remind", "plan_late"} else "quiet"
