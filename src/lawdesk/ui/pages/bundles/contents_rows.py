"""What can go into a bundle as rows with a tick, in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.bundle_contents import BundleOffer, Given, OfferedDocument, OfferedInvoice
from lawdesk.domain.bundles import RequestWants
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.matters import MatterId
from lawdesk.translation import _
from lawdesk.ui.document_words import size_words
from lawdesk.ui.pages.bundles.bundle_names import standing_words
from lawdesk.ui.widgets.columns import Column, Editor

Key = tuple[str, int]
"""A kind ("update", "invoice", "document", "terms", "request", "account") and an id."""

ACCOUNT: Key = ("account", 0)


@dataclass(frozen=True, slots=True)
class ContentRow:
    """One thing that can go in, or the head of its group, whose box stands for all in it."""

    id: Key
    chosen: bool
    title: str
    detail: str = ""
    size: str = ""
    badge: tuple[str, str] | None = None
    document_id: int | None = None

    @property
    def is_group(self) -> bool:
        """Whether this is only a heading."""
        return self.id[0] == "group"


def content_columns() -> list[Column]:
    """The columns of the table of contents."""
    return [
        Column(
            "chosen",
            "",
            lambda row: "1" if row.chosen else "",
            32,
            editor=Editor.CHECK,
        ),
        Column(
            "title",
            _("What goes in"),
            lambda row: row.title,
            tone=lambda row: "ink" if row.chosen or row.is_group else "quiet",
            bold=lambda row: row.is_group,
            badge=lambda row: row.badge,
            detail=lambda row: row.detail,
        ),
        Column(
            "look",
            "",
            lambda _row: "",
            56,
            links=lambda row: [("look", _("Look"))] if row.document_id is not None else [],
            optional=True,
        ),
        Column("size", _("Size"), lambda row: row.size, 76, right=True, tone=lambda _row: "quiet"),
    ]


def proposed_ticks(offer: BundleOffer) -> dict[Key, bool]:
    """Everything that can be ticked, and whether it is proposed."""
    ticks: dict[Key, bool] = {("update", each.id): each.proposed for each in offer.updates}
    ticks |= {("invoice", each.id): each.proposed for each in offer.invoices}
    ticks |= {("document", each.id): each.proposed for each in offer.documents}
    ticks |= {("request", each.id): each.proposed for each in offer.requests}
    ticks |= {("terms", each.id): each.proposed for each in offer.terms}
    if offer.currencies:
        ticks[ACCOUNT] = False
    return ticks


def content_rows(
    offer: BundleOffer, ticks: Mapping[Key, bool], matters: Mapping[MatterId, str], locale: str
) -> list[ContentRow]:
    """The offer as rows under their headings; empty groups are left out."""
    make = _Rows(ticks, matters, locale)
    groups = (
        (_("Updates"), make.updates(offer)),
        (_("Invoices"), [make.invoice(each) for each in offer.invoices]),
        (
            _("Papers"),
            [make.document(each) for each in offer.documents if not each.is_terms],
        ),
        (_("Requests"), make.requests(offer)),
        (_("Account and terms"), make.terms(offer)),
    )
    rows: list[ContentRow] = []
    for place, (title, found) in enumerate(groups):
        if found:
            chosen = sum(row.chosen for row in found)
            words = _("{chosen} of {count}").format(chosen=chosen, count=len(found))
            rows += [ContentRow(("group", place), chosen == len(found), title, words), *found]
    return rows


def keys_in_group(rows: Sequence[ContentRow], group: Key) -> list[Key]:
    """What stands under a heading."""
    found: list[Key] = []
    is_inside = False
    for row in rows:
        if row.is_group:
            is_inside = row.id == group
        elif is_inside:
            found.append(row.id)
    return found


def given_badge(given: Given, locale: str) -> tuple[str, str]:
    """Whether the client has a paper: new, a new version, given on a day, or only written."""
    if given.from_client:
        return _("from the client"), "quiet"
    if given.number is None:
        return (_("new version"), "running") if given.was_other else (_("new"), "running")
    if given.on is None:
        return _("in no. {number}, not given").format(number=given.number), "attention"
    return _("given {date}").format(date=format_date(given.on, locale, "short")), "quiet"


class _Rows:
    """Rows in the words of the practice."""

    def __init__(
        self, ticks: Mapping[Key, bool], matters: Mapping[MatterId, str], locale: str
    ) -> None:
        self._ticks, self._locale = ticks, locale
        self._matter: Callable[[MatterId | None], str] = lambda _matter_id: ""
        if len(matters) > 1:
            self._matter = lambda each: matters.get(each, "") if each is not None else ""

    def updates(self, offer: BundleOffer) -> list[ContentRow]:
        return [
            self._row(
                ("update", each.id),
                each.words,
                _joined(self._day(each.on), self._matter(each.matter_id)),
                badge=(_("gaps left"), "attention") if each.gaps else (_("draft"), "running"),
            )
            for each in offer.updates
        ]

    def invoice(self, each: OfferedInvoice) -> ContentRow:
        total = format_money(each.total_cents, each.currency, self._locale, with_currency=True)
        missing = _("its PDF is not drawn yet") if each.document_id is None else ""
        return self._row(
            ("invoice", each.id),
            _("Invoice {number}").format(number=each.number),
            _joined(total, self._matter(each.matter_id), missing),
            size=each.size,
            badge=standing_words(each.standing),
            document_id=each.document_id,
        )

    def document(self, each: OfferedDocument) -> ContentRow:
        return self._row(
            ("document", each.id),
            each.title,
            self._matter(each.matter_id),
            size=each.size,
            badge=(_("take care"), "attention")
            if each.takes_care
            else given_badge(each.given, self._locale),
            document_id=each.id,
        )

    def requests(self, offer: BundleOffer) -> list[ContentRow]:
        kinds = {RequestWants.PAPERS: _("papers"), RequestWants.ANSWER: _("an answer")}
        return [
            self._row(
                ("request", each.id),
                each.title,
                _joined(
                    kinds[each.wants],
                    _("by {date}").format(date=self._day(each.due_on)) if each.due_on else "",
                    self._matter(each.matter_id),
                ),
            )
            for each in offer.requests
        ]

    def terms(self, offer: BundleOffer) -> list[ContentRow]:
        rows = [self.document(each) for each in offer.documents if each.is_terms]
        for each in offer.terms:
            since = _("version {version} of {date}").format(
                version=each.version, date=self._day(each.valid_from)
            )
            badge = (_("given or accepted"), "quiet") if each.was_told else (_("new"), "running")
            matter = self._matter(each.matter_id)
            rows.append(
                self._row(("terms", each.id), _("How I bill"), _joined(since, matter), badge=badge)
            )
        if offer.currencies:
            what = _("all bookings up to today, and what is open")
            rows.append(self._row(ACCOUNT, _("Statement of account"), what))
        return rows

    def _row(
        self,
        key: Key,
        title: str,
        detail: str,
        *,
        size: int | None = None,
        badge: tuple[str, str] | None = None,
        document_id: int | None = None,
    ) -> ContentRow:
        shown = size_words(size, self._locale) if size else ""
        chosen = self._ticks.get(key, False)
        return ContentRow(key, chosen, title, detail, shown, badge, document_id)

    def _day(self, day: date) -> str:
        return format_date(day, self._locale)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def chosen_ids(ticks: Mapping[Key, bool], kind: str, offered: Iterable[int]) -> tuple[int, ...]:
    """The ids of a kind that are ticked and still offered, in the order of the offer."""
    return tuple(each for each in offered if ticks.get((kind, each), False))
