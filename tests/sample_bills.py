"""Every kind of bill for tests: the worked examples of discounts, flat fees, caps, shares,
advances, credit notes and interest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lawdesk.domain.invoice_paper import (
    InvoicePaper,
    LineKind,
    PaperFacts,
    PaperLine,
    PaperPaid,
    PaperPayment,
    PaperReference,
    PaperSubtotal,
    PaperTax,
)
from lawdesk.domain.issued_parts import PaperRetainer, PaperSegment
from lawdesk.domain.money import amount_of_time, share_of
from sample_papers import american_paper, german_paper

_PPM_19 = 190_000
_PAY = (
    "Pay by transfer to Helen Marsh, Commerzbank, IBAN DE89 3704 0044 0532 0130 00, quoting "
    "2026-0042. I never change these details by mail; call me if a mail says otherwise."
)


def work(day: int, units: int, wording: str, rate_cents: int = 25000) -> PaperLine:
    """A line of work in November 2026, in tenths of an hour."""
    amount = amount_of_time(units, 360, rate_cents)
    return PaperLine("time", date(2026, 11, day), wording, amount, units, 360, rate_cents)


def counted(
    day: int, wording: str, thousandths: int, price_cents: int, amount_cents: int, unit: str = ""
) -> PaperLine:
    """An own expense of so many things at a price."""
    return PaperLine(
        "expense", date(2026, 11, day), wording, amount_cents, quantity_thousandths=thousandths,
        unit_price_cents=price_cents, unit_name=unit,
    )  # fmt: skip


def bill(
    lines: tuple[PaperLine, ...], paid: tuple[PaperPaid, ...] = (), rate_ppm: int = _PPM_19
) -> InvoicePaper:
    """An English invoice in euro over `lines`; what is passed through stays outside tax."""
    taxed = tuple(
        replace(x, tax_category="O") if x.kind == "pass_through"
        else replace(x, tax_category="S", tax_rate_ppm=rate_ppm)
        for x in lines
    )  # fmt: skip
    own = sum(x.amount_cents for x in taxed if x.tax_category == "S")
    passed = sum(x.amount_cents for x in taxed if x.tax_category == "O")
    tax = share_of(own, rate_ppm)
    outside = (PaperTax("O", 0, passed, 0),) if passed else ()
    return replace(
        german_paper(),
        language="en",
        locale="en_GB",
        lines=taxed,
        subtotals=_subtotals(taxed),
        taxes=(PaperTax("S", rate_ppm, own, tax), *outside),
        net_cents=own + passed,
        tax_cents=tax,
        total_cents=own + passed + tax,
        paid=paid,
        intro="For legal work in Alvarez v. Northgate I charge as follows.",
        payment=PaperPayment(_PAY),
        rounding_text="Time is recorded to the second and billed in tenths of an hour; each entry "
        "is rounded to the nearest step.",
        question_text="Is anything unclear or wrong? Call or write to me within 30 days.",
        policy_text="My billing terms, version 3 of 1 July 2026, apply.",
    )


def _subtotals(lines: tuple[PaperLine, ...]) -> tuple[PaperSubtotal, ...]:
    kinds: tuple[LineKind, ...] = ("time", "fixed", "expense", "pass_through")
    subtotals = []
    for kind in kinds:
        chosen = [x for x in lines if x.kind == kind]
        units = sum(x.units or 0 for x in chosen) if kind == "time" else None
        amount = sum(x.amount_cents for x in chosen)
        if len(chosen) > 1:
            subtotals.append(PaperSubtotal(kind, amount, units, 360))
    return tuple(subtotals)


def discount_paper() -> InvoicePaper:
    """Fees 2,000.00 less 10 %, expenses 300.00, tax 19 %, 1,500.00 from trust: 999.00 to pay."""
    lines = (
        work(3, 50, "Draft of the settlement agreement"),
        work(9, 30, "Conference with the other side on the settlement"),
        PaperLine("discount", None, "Discount of 10 % on fees, as agreed", -20000),
        counted(9, "Copies", 12_000, 50, 600),
        counted(9, "Drive to the court and back", 34_500, 42, 1449, "km"),
        PaperLine("expense", date(2026, 11, 12), "Expert on valuation, first opinion", 27951),
    )
    return bill(lines, (PaperPaid("Taken from your advance on 20 November 2026", 150000),))


def flat_fee_paper() -> InvoicePaper:
    """The first half of a flat fee of 800.00, its hours printed without an amount."""
    included = {"amount_cents": 0, "rate_cents_per_hour": None, "in_flat_fee": True}
    lines = (
        replace(work(3, 14, "First draft of the will"), **included),  # type: ignore[arg-type]
        replace(work(5, 25, "Meeting on the draft; second draft"), **included),  # type: ignore[arg-type]
        PaperLine("fixed", date(2026, 11, 5), "Flat fee, first half: draft delivered", 40000),
        counted(5, "Certified copies", 3_000, 1250, 3750),
        PaperLine("pass_through", date(2026, 11, 6), "Fee of the probate register", 8500),
        PaperLine("pass_through", date(2026, 11, 9), "Fee of the translator", 14200),
    )
    return bill(lines)


def capped_paper() -> InvoicePaper:
    """Work of 3,120.00 where only 750.00 are left below the cap, one line reduced before that."""
    reduced = replace(
        work(9, 20, "Research on standing", 30000),
        amount_cents=48000,
        written_down_from_cents=60000,
        written_down_reason="learning the file is on me",
        shows_write_down=True,
    )
    lines = (
        work(3, 88, "Motion to compel: draft, exhibits and reply", 30000),
        reduced,
        PaperLine("cap", None, "Above the agreed cap of 15,000.00, not charged", -237000),
        PaperLine("expense", date(2026, 11, 12), "Court reporter", 21000),
        PaperLine("expense", date(2026, 11, 13), "Courier", 1800),
        PaperLine("discount", None, "Goodwill for the late hearing", -5000, base="all"),
    )
    return bill(lines)


def share_paper() -> InvoicePaper:
    """The half of 1,234.57 that one of three payers owes: 617.29."""
    lines = (
        work(3, 38, "Application to the land registry for all three owners", 30000),
        PaperLine("expense", date(2026, 11, 5), "Extracts from the register", 9457),
        PaperLine("share", None, "Share of the other payers", -61728, base="all"),
    )
    return replace(bill(lines), share_text="Your share: 50 %")


def advance_paper() -> InvoicePaper:
    """2,150.00 taken from an advance of 4,200.00: 2,050.00 left, 2,950.00 asked for."""
    retainer = PaperRetainer(
        295000, 205000, 250000, 500000,
        "Pay it to my trust account at First River Bank, account 000987654, quoting 2026-0112.",
    )  # fmt: skip
    paid = (PaperPaid("Taken from trust on November 20, 2026", 215000),)
    return replace(american_paper(), paid=paid, retainer=retainer, payment=None)


def credit_note_paper() -> InvoicePaper:
    """CN-2026-0007: the whole of the German invoice over 1,036.90 taken back."""
    whole = german_paper()
    return replace(
        whole,
        number="CN-2026-0007",
        document="credit_note",
        refers_to=PaperReference("2026-0042", date(2026, 11, 12)),
        reason="Der Rechnung lag ein falscher Stundensatz zugrunde; eine neue folgt.",
        lines=tuple(_negated(line) for line in whole.lines),
        subtotals=tuple(
            replace(x, amount_cents=-x.amount_cents, units=-(x.units or 0)) for x in whole.subtotals
        ),
        taxes=tuple(
            replace(x, net_cents=-x.net_cents, tax_cents=-x.tax_cents) for x in whole.taxes
        ),
        net_cents=-whole.net_cents,
        tax_cents=-whole.tax_cents,
        total_cents=-whole.total_cents,
        facts=replace(whole.facts, due_on=None),
        payment=None,
        intro="",
        rounding_text="",
        question_text="",
    )


def _negated(line: PaperLine) -> PaperLine:
    units = None if line.units is None else -line.units
    return replace(line, amount_cents=-line.amount_cents, units=units)


def interest_paper() -> InvoicePaper:
    """12 % on 4,800.00 for 20 days and on 2,800.00 for 25 days: 31.56 + 23.01 = 54.57."""
    first = PaperSegment(date(2026, 4, 1), date(2026, 4, 20), 20, 480000, 120_000)
    second = PaperSegment(date(2026, 4, 21), date(2026, 5, 15), 25, 280000, 120_000)
    lines = (
        PaperLine("interest", None, "", 3156, segment=first),
        PaperLine("interest", None, "after 2,000.00 paid on 20 April 2026", 2301, segment=second),
    )
    return replace(
        bill(()),
        number="IN-2026-0003",
        document="interest_note",
        refers_to=PaperReference("2026-0019", date(2026, 3, 1)),
        facts=PaperFacts(date(2026, 5, 16), date(2026, 5, 30), "2026-0112", "Alvarez v. Northgate"),
        lines=lines,
        taxes=(),
        net_cents=5457,
        tax_cents=0,
        total_cents=5457,
        intro="",
        rounding_text="Interest is simple and runs on the unpaid invoice only, never on interest. "
        "It is counted by actual days from the day after the due date; a year has 365 days. Each "
        "line is rounded to the cent.",
    )


def lump_sum_paper() -> InvoicePaper:
    """5,000.00 thirty days late at 12.25 %: 50.34, and 40.00 at once: 90.34."""
    segment = PaperSegment(date(2026, 4, 1), date(2026, 4, 30), 30, 500000, 122_500)
    lines = (
        PaperLine("interest", None, "", 5034, segment=segment),
        PaperLine("fee", None, "Lump sum for the cost of recovery", 4000),
    )
    paper = replace(interest_paper(), lines=lines)
    return replace(paper, net_cents=9034, total_cents=9034)


def in_currency(paper: InvoicePaper, currency: str, locale: str) -> InvoicePaper:
    """The same minor units in another currency, without a payment code."""
    payment = paper.payment and replace(paper.payment, qr_text=None)
    return replace(paper, currency=currency, locale=locale, payment=payment)


BILLS = {
    "discount": discount_paper(),
    "flat fee": flat_fee_paper(),
    "capped": capped_paper(),
    "share": share_paper(),
    "advance": advance_paper(),
    "credit note": credit_note_paper(),
    "interest": interest_paper(),
    "lump sum": lump_sum_paper(),
    "yen": in_currency(flat_fee_paper(), "JPY", "en_GB"),
    "dinar": in_currency(discount_paper(), "BHD", "en_US"),
    "copy": replace(german_paper(), is_copy=True),
}
