"""The page that tells a client how the lawyer bills, as frozen values.

What belongs here: which facts of a policy are told, and the worked examples on it. The examples are
worked out by the rules that bills go by, so that the page cannot promise something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lawdesk.domain.billing.billing_policy import BillingPolicy, PolicyVersion
from lawdesk.domain.clients import Client, ClientId
from lawdesk.domain.invoice_paper import PaperSender, PaperSize, Window
from lawdesk.domain.locale_format import reader_locale
from lawdesk.domain.matters import Matter, MatterId
from lawdesk.domain.money import amount_of_time
from lawdesk.domain.practice import Practice
from lawdesk.domain.rates import Rate, choose_rate
from lawdesk.domain.rounding import RoundingPolicy, RoundingScope, billed_units
from lawdesk.domain.tax import TaxCategory

CALL_SECONDS = 7 * 60
"""How long the call of the worked example is: it fills no unit that a policy may have."""

_LETTER_COUNTRIES = frozenset({"US", "CA"})
_NOBODY, _NOTHING = ClientId(0), MatterId(0)


@dataclass(frozen=True, slots=True)
class SheetRate:
    """A rate per hour in cents; the code of its activity, empty for all other work."""

    activity_code: str
    cents_per_hour: int


@dataclass(frozen=True, slots=True)
class TimeExample:
    """So many calls of so many seconds, the units they count as, and what those cost.

    `amount_cents` is None where no rate is known.
    """

    calls: int
    seconds: int
    units: int
    unit_seconds: int
    amount_cents: int | None


@dataclass(frozen=True, slots=True)
class LateExample:
    """What a sum costs that comes so many days late."""

    principal_cents: int
    days: int
    interest_cents: int
    lump_sum_cents: int

    @property
    def total_cents(self) -> int:
        """Interest and lump sum."""
        return self.interest_cents + self.lump_sum_cents


@dataclass(frozen=True, slots=True)
class PolicySheet:
    """A policy version as it is printed for the practice's clients, one client or one matter.

    `client_name` and `matter_name` are empty where it is for all. The rate for all other work comes
    last, where there is one.
    """

    language: str
    locale: str
    currency: str
    country: str
    sender: PaperSender
    client_name: str
    matter_name: str
    version: int
    valid_from: date
    rates_on: date
    rates: tuple[SheetRate, ...]
    terms: BillingPolicy
    tax_rate_ppm: int
    tax_note: str
    time_example: TimeExample
    late_example: LateExample | None
    paper_size: PaperSize = "A4"

    @property
    def window(self) -> Window:
        """The envelope of its paper, for the margins that go with it."""
        return "US10" if self.paper_size == "LETTER" else "DIN5008-B"

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """Nobody: the sheet is handed over, not posted."""
        return ()


def policy_sheet_of(
    practice: Practice,
    version: PolicyVersion,
    rates: Iterable[Rate],
    client: Client | None = None,
    matter: Matter | None = None,
    *,
    rates_on: date,
    tax: TaxCategory,
    late: LateExample | None,
) -> PolicySheet:
    """The sheet of a version, in the client's language, with rates and tax of the day `rates_on`.

    `tax` is how fees are taxed under the version. `late` is the example of lateness, None where
    nothing is charged.
    """
    shown = sheet_rates(list(rates), client, matter, rates_on)
    rounding = version.terms.rounding
    language = client.language if client else practice.language
    return PolicySheet(
        language=language,
        locale=reader_locale(practice.locale, language),
        currency=practice.currency,
        country=practice.country,
        sender=_sender(practice),
        client_name=client.name if client else "",
        matter_name=f"{matter.number} {matter.title}".strip() if matter else "",
        version=version.version,
        valid_from=version.valid_from,
        rates_on=rates_on,
        rates=shown,
        terms=version.terms,
        tax_rate_ppm=tax.rate_on(rates_on),
        tax_note=tax.note,
        time_example=time_example(rounding, _rate_for_the_rest(shown)),
        late_example=late,
        paper_size="LETTER" if practice.country in _LETTER_COUNTRIES else "A4",
    )


def sheet_rates(
    rates: Sequence[Rate], client: Client | None, matter: Matter | None, day: date
) -> tuple[SheetRate, ...]:
    """The rates that apply to a client's or a matter's work on a day: those of activities that
    differ from the rest, by their code, then the one for all other work.
    """

    def rate_for(code: str | None) -> Rate | None:
        return choose_rate(
            rates,
            matter_id=matter.id if matter else _NOTHING,
            client_id=client.id if client else _NOBODY,
            activity_code=code,
            worked_on=day,
        )

    rest = rate_for(None)
    shown = []
    for code in sorted({rate.activity_code for rate in rates if rate.activity_code}):
        rate = rate_for(code)
        if rate is not None and (rest is None or rate.cents_per_hour != rest.cents_per_hour):
            shown.append(SheetRate(code, rate.cents_per_hour))
    return (*shown, SheetRate("", rest.cents_per_hour)) if rest else tuple(shown)


def time_example(rounding: RoundingPolicy, cents_per_hour: int | None) -> TimeExample:
    """What a call counts as; two of them where a policy rounds several entries as one."""
    calls = 1 if rounding.scope is RoundingScope.ENTRY else 2
    units = billed_units(calls * CALL_SECONDS, rounding)
    unit_seconds = rounding.billing_unit_seconds
    amount = None
    if cents_per_hour is not None:
        amount = amount_of_time(units, unit_seconds, cents_per_hour)
    return TimeExample(calls, CALL_SECONDS, units, unit_seconds, amount)


def _rate_for_the_rest(rates: tuple[SheetRate, ...]) -> int | None:
    return next((rate.cents_per_hour for rate in rates if not rate.activity_code), None)


def _sender(practice: Practice) -> PaperSender:
    contact = " · ".join(part for part in (practice.mail, practice.phone) if part)
    return PaperSender(
        practice.name,
        practice.title,
        tuple(practice.address.splitlines()),
        (contact,) if contact else (),
    )
