"""Reports for tests: one of each kind, made by the real rules from made-up facts."""

from __future__ import annotations

import random
from datetime import date, timedelta

from lawdesk.domain.clients import ClientId
from lawdesk.domain.locale_format import babel_locale
from lawdesk.domain.matters import MatterId
from lawdesk.domain.reports.ageing import OpenClaim, ageing_report
from lawdesk.domain.reports.collected import MonthMoney, collected_report
from lawdesk.domain.reports.flat_fees import FlatFeeMatter, flat_fees_report
from lawdesk.domain.reports.hours import (
    ActivityHours,
    DayHours,
    Hours,
    MatterHours,
    hours_by_activity_report,
    hours_by_matter_report,
    hours_by_weekday_report,
)
from lawdesk.domain.reports.periods import Period
from lawdesk.domain.reports.realisation import MonthValue, realisation_report
from lawdesk.domain.reports.report import Report
from lawdesk.domain.reports.taxes import MonthTax, taxes_report
from lawdesk.domain.reports.work_in_progress import UnbilledMatter, work_in_progress_report

TODAY = date(2026, 11, 20)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
_TITLES = (
    ("Alvarez v. Northgate", "Maria Alvarez"),
    ("Brandt estate", "Heirs of Wilhelm Brandt"),
    ("Chen lease, Harbour Road 12", "Chen Trading Ltd"),
    (
        "Data protection audit 2026",
        "Northgate Logistics Holding and Property Management GmbH & Co. KG",
    ),
    ("Müller ./. Stadtwerke", "Jürgen Müller"),
    ("Will of A. Papadopoulos (Παπαδόπουλος)", "Αθηνά Παπαδοπούλου"),
)  # fmt: skip


def all_reports(locale: str = "en_US", currency: str = "USD", matters: int = 6) -> list[Report]:
    """One of each, with so many matters where a report has a row for each."""
    chance = random.Random(3)
    return [
        wip(matters, currency),
        _collected(chance, locale, currency),
        _ageing(chance, locale, currency, matters),
        _realisation(chance, locale, currency),
        *_hours(chance, locale, currency, matters),
        _taxes(chance, locale, currency),
        flat_fees(currency),
    ]


def wip(count: int, currency: str = "USD") -> Report:
    """Work in progress on that many matters."""
    chance = random.Random(count)
    rows = []
    for number in range(count):
        title, client = _titled(number)
        oldest = TODAY - timedelta(days=chance.randrange(3, 200))
        ages = [chance.randrange(0, 400_000) if chance.random() < 0.6 else 0 for _ in range(4)]
        seconds = chance.randrange(600, 90_000)
        new, a_month, two, older = ages
        rows.append(
            UnbilledMatter(
                MatterId(number), title, client, seconds, new, a_month, two, older, oldest
            )
        )
    return work_in_progress_report(rows, "Until Nov 20, 2026", currency)


def _titled(number: int) -> tuple[str, str]:
    title, client = _TITLES[number % len(_TITLES)]
    return (title if number < len(_TITLES) else f"{title} {number}"), client


def _collected(chance: random.Random, locale: str, currency: str) -> Report:
    months = [
        MonthMoney(
            f"2026-{month:02d}",
            currency,
            chance.randrange(600_000, 1_900_000),
            90_000 if month == 4 else 0,
            chance.randrange(300_000, 1_600_000),
            25_000 if month == 9 else 0,
        )
        for month in range(1, 12)
    ]
    months.append(MonthMoney("2026-03", "CHF", 120_000, 0, 100_000, 0))
    return collected_report(months, YEAR, currency, locale)


def _ageing(chance: random.Random, locale: str, currency: str, count: int) -> Report:
    claims = []
    for number in range(count):
        name = _titled(number)[1] if number < 6 else f"Client {number:04d}"
        for _each in range(chance.randrange(1, 4)):
            due = TODAY - timedelta(days=chance.randrange(-14, 140))
            cents = chance.randrange(20_000, 600_000)
            claims.append(OpenClaim(ClientId(number), name, currency, due, cents))
    claims.append(OpenClaim(ClientId(1), _TITLES[1][1], currency, None, -16_310))
    claims.append(OpenClaim(ClientId(2), _TITLES[2][1], "CHF", TODAY, 119_000))
    return ageing_report(claims, TODAY, currency, locale)


def _realisation(chance: random.Random, locale: str, currency: str) -> Report:
    months = []
    for month in range(1, 12):
        recorded = chance.randrange(700_000, 1_800_000)
        billed = recorded * chance.randrange(78, 100) // 100
        claimed = billed * 119 // 100
        months.append(
            MonthValue(
                f"2026-{month:02d}", currency, recorded, billed, claimed,
                claimed * chance.randrange(40 if month > 9 else 85, 101) // 100,
            )
        )  # fmt: skip
    return realisation_report(months, YEAR, currency, locale)


def _hours(chance: random.Random, locale: str, currency: str, matters: int) -> list[Report]:
    def some() -> Hours:
        charged = chance.randrange(2_000, 200_000)
        billed = -(-charged // 360) * 360
        return Hours(charged, chance.randrange(0, 20_000), billed, billed // 360 * 3_000)

    period = "Jan 1 – Dec 31, 2026"
    by_matter = [
        MatterHours(MatterId(number), *_titled(number), some()) for number in range(matters)
    ]
    by_activity = [ActivityHours(code, some()) for code in ("A102", "A103", "A106", "A109", None)]
    by_day = [DayHours(TODAY - timedelta(days=back), some()) for back in range(30) if back % 7 != 5]
    names = babel_locale(locale).days["format"]["wide"]
    return [
        hours_by_matter_report(by_matter, period, currency),
        hours_by_activity_report(by_activity, period, currency),
        hours_by_weekday_report(by_day, period, currency, lambda day: names[day.weekday()]),
    ]


def _taxes(chance: random.Random, locale: str, currency: str) -> Report:
    found = []
    for month in range(1, 12):
        net = chance.randrange(600_000, 1_900_000)
        tax = (net * 19 + 50) // 100
        found.append(MonthTax(f"2026-{month:02d}", currency, "standard", 190_000, 9, net, tax))
        if month % 3 == 0:
            found.append(MonthTax(f"2026-{month:02d}", currency, "outside", 0, 2, 24_000, 0))
    return taxes_report(found, YEAR, currency, locale)


def flat_fees(currency: str = "USD") -> Report:
    """Two matters with a flat fee, one of them 800.00 for 3.9 hours, and one without any work."""
    return flat_fees_report(
        [
            FlatFeeMatter(MatterId(1), *_TITLES[0], 80_000, 80_000, 14_040, 117_000),
            FlatFeeMatter(MatterId(2), *_TITLES[2], 250_000, 125_000, 9_000, 75_000),
            FlatFeeMatter(MatterId(3), *_TITLES[3], None, 30_000, 3_600, 30_000),
            FlatFeeMatter(MatterId(4), *_TITLES[4], 50_000, 0, 0, 0),
        ],
        "Until Nov 20, 2026",
        currency,
    )
