"""A report by its name: what was read, handed to the rules that make a report of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from lawdesk.domain.locale_format import babel_locale
from lawdesk.domain.practice import Practice
from lawdesk.domain.reports.ageing import ageing_report
from lawdesk.domain.reports.collected import collected_report
from lawdesk.domain.reports.flat_fees import flat_fees_report
from lawdesk.domain.reports.hours import (
    hours_by_activity_report,
    hours_by_matter_report,
    hours_by_weekday_report,
)
from lawdesk.domain.reports.periods import Period, period_words, until_words
from lawdesk.domain.reports.realisation import realisation_report
from lawdesk.domain.reports.report import Report
from lawdesk.domain.reports.report_names import ReportName
from lawdesk.domain.reports.taxes import taxes_report
from lawdesk.domain.reports.work_in_progress import work_in_progress_report
from lawdesk.store.database import Reader
from lawdesk.store.reports import bills, work


def read_report(
    read: Reader, name: ReportName, period: Period, practice: Practice, today: date
) -> Report:
    """The report as it stands now; times and words are those of the practice's locale.

    Reports of how things stand on a day take the period's last day, today at the latest.
    """
    until = min(period.last, today)
    locale, currency = practice.locale, practice.currency
    words = period_words(period, locale)
    makers: dict[ReportName, Callable[[], Report]] = {
        ReportName.WORK_IN_PROGRESS: lambda: work_in_progress_report(
            work.list_unbilled(read, period, today), words, currency
        ),
        ReportName.COLLECTED: lambda: collected_report(
            bills.list_months(read, period), period, currency, locale
        ),
        ReportName.AGEING: lambda: ageing_report(
            bills.list_open_claims(read, until), until, currency, locale
        ),
        ReportName.REALISATION: lambda: realisation_report(
            bills.list_month_values(read, period), period, currency, locale
        ),
        ReportName.HOURS_BY_MATTER: lambda: hours_by_matter_report(
            work.list_hours_by_matter(read, period), words, currency
        ),
        ReportName.HOURS_BY_ACTIVITY: lambda: hours_by_activity_report(
            work.list_hours_by_activity(read, period), words, currency
        ),
        ReportName.HOURS_BY_WEEKDAY: lambda: hours_by_weekday_report(
            work.list_hours_by_day(read, period), words, currency, partial(_weekday, locale)
        ),
        ReportName.TAXES: lambda: taxes_report(
            bills.list_month_taxes(read, period), period, currency, locale
        ),
        ReportName.FLAT_FEES: lambda: flat_fees_report(
            work.list_flat_fees(read, until), until_words(until, locale), currency
        ),
    }
    return makers[name]()


def oldest_day(read: Reader) -> date | None:
    """The first day that any report knows something of; None in an empty practice."""
    found = [
        *read.values("SELECT min(worked_on) FROM time_entries WHERE deleted_at IS NULL"),
        *read.values("SELECT min(booked_on) FROM account_entries"),
        *read.values("SELECT min(spent_on) FROM expenses WHERE deleted_at IS NULL"),
        *read.values("SELECT min(earned_on) FROM fixed_charges WHERE deleted_at IS NULL"),
    ]
    days = [date.fromisoformat(day) for day in found if day]
    return min(days, default=None)


def _weekday(locale: str, day: date) -> str:
    return str(babel_locale(locale).days["stand-alone"]["wide"][day.weekday()])
