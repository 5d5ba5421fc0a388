"""Who owes how much, and since when: open invoices by how late they are, for each client."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.clients import ClientId
from lawdesk.domain.receivables.ageing import AgeBucket, bucket_of
from lawdesk.domain.reports.adding import added, apart
from lawdesk.domain.reports.periods import until_words
from lawdesk.domain.reports.report import (
    Chart,
    ChartKind,
    Column,
    Kind,
    Report,
    Row,
    Series,
)
from lawdesk.domain.reports.report_names import ReportName, title_of
from lawdesk.translation import _

_TONES = {
    AgeBucket.CURRENT: "accent",
    AgeBucket.UP_TO_30: "attention",
    AgeBucket.UP_TO_60: "attention",
    AgeBucket.UP_TO_90: "attention",
    AgeBucket.OVER_90: "overdue",
}


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """An amount in cents that a client owes since `due_on`; without a day it is credit (< 0)."""

    client_id: ClientId
    client_name: str
    currency: str
    due_on: date | None
    open_cents: int


def ageing_report(claims: Sequence[OpenClaim], day: date, currency: str, locale: str) -> Report:
    """The report as things stood on `day`, the client who owes most first."""
    columns = _columns()
    own = [claim for claim in claims if claim.currency == currency]
    rows = sorted(_client_rows(own, day), key=lambda pair: (-_due(pair[1]), str(pair[1][0])))
    lines = [row for _client_id, row in rows]
    return Report(
        title=title_of(ReportName.AGEING),
        period=until_words(day, locale),
        currency=currency,
        columns=columns,
        rows=tuple(lines),
        totals=added(columns, lines, _("Total")),
        chart=_chart(own, day),
        apart=apart(
            claims, currency, lambda found, words: added(columns, [_row("", found, day)], words)
        ),
        note=_(
            "Open amounts with tax, by days since they were due. Credit is money that a client "
            "has paid and that no invoice has taken; it is counted off in the last column."
        ),
        opens=tuple(("client", client_id) for client_id, _row in rows),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("client", _("Client")),
        *(
            Column(bucket.value, words, Kind.MONEY)
            for bucket, words in zip(AgeBucket, _bucket_words(), strict=True)
        ),
        Column("credit", _("Credit"), Kind.MONEY, optional=True),
        Column("owed", _("Owed"), Kind.MONEY),
    )


def _bucket_words() -> tuple[str, ...]:
    return (
        _("Not due"),
        _("1–30 days"),
        _("31–60 days"),
        _("61–90 days"),
        _("Over 90 days"),
    )


def _due(row: Row) -> int:
    owed = row[-1]
    return owed if isinstance(owed, int) else 0


def _client_rows(claims: Iterable[OpenClaim], day: date) -> list[tuple[ClientId, Row]]:
    by_client: dict[ClientId, list[OpenClaim]] = {}
    for claim in claims:
        by_client.setdefault(claim.client_id, []).append(claim)
    return [(who, _row(found[0].client_name, found, day)) for who, found in by_client.items()]


def _row(words: str, claims: Sequence[OpenClaim], day: date) -> Row:
    sums = _bucket_sums(claims, day)
    credit = sum(claim.open_cents for claim in claims if claim.due_on is None)
    cells = (cents or None for cents in (*sums.values(), credit))
    return (words, *cells, sum(sums.values()) + credit)


def _bucket_sums(claims: Iterable[OpenClaim], day: date) -> dict[AgeBucket, int]:
    sums = dict.fromkeys(AgeBucket, 0)
    for claim in claims:
        if claim.due_on is not None:
            sums[bucket_of(claim.due_on, day)] += claim.open_cents
    return sums


def _chart(claims: Sequence[OpenClaim], day: date) -> Chart:
    sums = _bucket_sums(claims, day)
    return Chart(
        _("Open by days since due"),
        ChartKind.BARS,
        Kind.MONEY,
        _bucket_words(),
        (Series(_("Open"), tuple(sums.values())),),
        tuple(_TONES[bucket] for bucket in sums),
    )
