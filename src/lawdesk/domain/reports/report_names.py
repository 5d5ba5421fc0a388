"""The reports there are: their names for the program, their titles, and what each answers."""

from __future__ import annotations

from enum import StrEnum

from lawdesk.translation import _


class ReportName(StrEnum):
    """One report."""

    WORK_IN_PROGRESS = "work_in_progress"
    COLLECTED = "collected"
    AGEING = "ageing"
    REALISATION = "realisation"
    HOURS_BY_MATTER = "hours_by_matter"
    HOURS_BY_ACTIVITY = "hours_by_activity"
    HOURS_BY_WEEKDAY = "hours_by_weekday"
    TAXES = "taxes"
    FLAT_FEES = "flat_fees"


def title_of(name: ReportName) -> str:
    """The report's title."""
    return {
        ReportName.WORK_IN_PROGRESS: _("Work in progress"),
        ReportName.COLLECTED: _("Invoiced and collected"),
        ReportName.AGEING: _("Ageing of what is owed"),
        ReportName.REALISATION: _("Realisation and collection"),
        ReportName.HOURS_BY_MATTER: _("Hours by matter"),
        ReportName.HOURS_BY_ACTIVITY: _("Hours by activity"),
        ReportName.HOURS_BY_WEEKDAY: _("Hours by weekday"),
        ReportName.TAXES: _("Tax summary"),
        ReportName.FLAT_FEES: _("Flat fees"),
    }[name]


def question_of(name: ReportName) -> str:
    """What the report answers, in a few words."""
    return {
        ReportName.WORK_IN_PROGRESS: _("What is not billed yet"),
        ReportName.COLLECTED: _("What went out, what came in"),
        ReportName.AGEING: _("Who owes how much, how late"),
        ReportName.REALISATION: _("How much of the work is paid"),
        ReportName.HOURS_BY_MATTER: _("Where the time goes"),
        ReportName.HOURS_BY_ACTIVITY: _("What the time is spent on"),
        ReportName.HOURS_BY_WEEKDAY: _("When the work is done"),
        ReportName.TAXES: _("What to declare"),
        ReportName.FLAT_FEES: _("What an hour really earns"),
    }[name]
