"""Numbers of what is issued: drawn, begun at a later one, and told for the gap report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from lawdesk.domain.clock import Moment
from lawdesk.domain.invoice_composition import quote_number
from lawdesk.domain.invoices import ComposedInvoice, InvoiceKind
from lawdesk.domain.numbering import number_from, series_of
from lawdesk.domain.practice import Practice
from lawdesk.errors import FieldError, RuleError
from lawdesk.store import audit, invoices, letterhead, numbers, practice
from lawdesk.store.database import Reader, Transaction
from lawdesk.store.numbers import NumberGap
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """One series for the accountant: how many were issued, the last number, the holes, and what
    was recorded to explain holes (`unexplained` holds the numbers without an explanation).
    """

    kind: InvoiceKind
    scope: str
    issued: int
    last_number: int
    missing: tuple[int, ...]
    explanations: tuple[NumberGap, ...]
    unexplained: tuple[int, ...]


def with_number(tx: Transaction, composed: ComposedInvoice, now: Moment) -> ComposedInvoice:
    """What is issued with the next number of its kind's series, drawn in this transaction.

    Raises RuleError where the last number has a later day than today.
    """
    kind = composed.invoice.kind
    pattern = pattern_of(practice.get(tx), kind)
    day = composed.invoice.issued_on
    series = series_of(pattern, day)
    before = numbers.find(tx, kind.value, series)
    if before and before.last_on > now.day:
        raise RuleError(
            _("The last invoice is dated {day}, later than today; nothing was issued.").format(
                day=before.last_on
            ),
            _("Look at the date of this computer."),
        )
    counter = numbers.draw(tx, kind.value, series, day)
    number = number_from(pattern, counter, day)
    quoted = quote_number(composed, number)
    numbered = replace(
        quoted.invoice,
        number=number,
        series=f"{kind.value}/{series}",
        number_in_series=counter,
        letterhead_id=letterhead.find_id(tx),
    )
    return replace(quoted, invoice=numbered)


def next_number(read: Reader, kind: InvoiceKind, day: date) -> str:
    """The number that the next paper of a kind would get on that day. Nothing is drawn."""
    pattern = pattern_of(practice.get(read), kind)
    series = numbers.find(read, kind.value, series_of(pattern, day))
    return number_from(pattern, (series.last_number if series else 0) + 1, day)


def pattern_of(settings: Practice, kind: InvoiceKind) -> str:
    """The pattern that a kind's numbers are made from."""
    return {
        InvoiceKind.INVOICE: settings.invoice_number_pattern,
        InvoiceKind.CREDIT_NOTE: settings.credit_note_number_pattern,
        InvoiceKind.INTEREST_NOTE: settings.interest_note_number_pattern,
    }[kind]


def begin_series(
    tx: Transaction, kind: InvoiceKind, first_number: int, explanation: str, *, now: Moment
) -> None:
    """Let the series of today begin at a later number, after numbers of another program.

    The numbers left out are recorded with their explanation. Raises FieldError for "number" where
    the series has gone further already, "explanation" where none is given.
    """
    scope = series_of(pattern_of(practice.get(tx), kind), now.day)
    series = numbers.find(tx, kind.value, scope)
    last = series.last_number if series else 0
    if not last + 1 < first_number <= 1_000_000:
        raise FieldError("number", _("This series has gone as far already; it was not changed."))
    words = _checked_explanation(explanation)
    numbers.set_last(tx, kind.value, scope, first_number - 1, now.day)
    gap = NumberGap(kind.value, scope, last + 1, first_number - 1, words, now.at)
    numbers.insert_gap(tx, gap)
    audit.insert(tx, now.at, "begin series", kind.value, first_number, words)


def gap_report(read: Reader) -> list[SeriesReport]:
    """Every series of what is issued, with its holes and what was recorded about them."""
    explained = numbers.list_gaps(read)
    reports = []
    for kind in InvoiceKind:
        for scope, series in numbers.list_series(read, kind.value):
            used = invoices.list_numbers_in_series(read, f"{kind.value}/{scope}")
            missing = sorted(set(range(1, series.last_number + 1)) - set(used))
            own = tuple(g for g in explained if (g.kind, g.scope) == (kind.value, scope))
            reports.append(
                SeriesReport(
                    kind,
                    scope,
                    len(used),
                    series.last_number,
                    tuple(missing),
                    own,
                    tuple(
                        number
                        for number in missing
                        if not any(g.first_number <= number <= g.last_number for g in own)
                    ),
                )
            )
    return reports


def _checked_explanation(text: str) -> str:
    words = text.strip()
    if not 0 < len(words) <= 500:
        raise FieldError("explanation", _("Say in up to 500 characters why numbers are left out."))
    return words
