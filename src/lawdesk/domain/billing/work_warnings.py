"""What a lawyer should look at before work is billed: overlaps, long days, repeats, thin texts.

Warnings only: each names its entries, and what becomes of them is the lawyer's decision. The rules
are kept simple enough to be told in a sentence; they see what they are given, so a day or an hour
that another list holds is not counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lawdesk.domain.double_rounding import EntrySpan, double_minimums
from lawdesk.domain.locale_format import format_clock, format_day
from lawdesk.domain.matters import MatterId
from lawdesk.domain.rounding import RoundingPolicy
from lawdesk.domain.time_entries import Charge, TimeEntryId
from lawdesk.translation import _

_DAY_SECONDS = 24 * 3600


class WarningKind(StrEnum):
    """What is odd about an entry, or about several."""

    OVERLAP = "overlap"
    LONG_DAY = "long_day"
    DUPLICATE_TEXT = "duplicate_text"
    BLOCK_BILLING = "block_billing"
    DOUBLE_MINIMUM = "double_minimum"
    MISSING_TEXT = "missing_text"
    ZERO_RATE = "zero_rate"


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What the warnings look at. `intervals` are the worked stretches of the clock as start and
    end in UTC seconds; empty for time that was typed.
    """

    entry_id: TimeEntryId
    matter_id: MatterId
    worked_on: date
    narrative: str
    activity_code: str | None
    charge: Charge
    raw_seconds: int
    billed_units: int
    unit_seconds: int
    policy: RoundingPolicy
    rate_cents_per_hour: int
    amount_cents: int
    intervals: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class WorkWarning:
    """One thing to look at, the entries it is about (lowest id first), and what to tell."""

    kind: WarningKind
    entry_ids: tuple[TimeEntryId, ...]
    sentence: str


def work_warnings(entries: Sequence[EntryFacts], locale: str) -> list[WorkWarning]:
    """All warnings about a set of entries, in the order of the kinds and then of the entries.

    Give the entries of all matters at once: one lawyer cannot work on two of them together.
    """
    found = [
        *_overlaps(entries),
        *_long_days(entries, locale),
        *_duplicate_texts(entries),
        *_doubled_minimums(entries),
        *(warning for entry in entries for warning in _of_one(entry)),
    ]
    rank = {kind: place for place, kind in enumerate(WarningKind)}
    return sorted(found, key=lambda warning: (rank[warning.kind], warning.entry_ids))


def is_block_billed(narrative: str) -> bool:
    """Whether a text tells of several tasks under one duration.

    It does where a semicolon or a line break divides it, or where a comma or an "and" stands
    between two parts that each begin with a word for a task and say what it was done to: "draft
    claim and call client" does, "review and revise the lease" does not.
    """
    if len([part for part in _DIVIDERS.split(narrative) if part.strip()]) > 1:
        return True
    parts = _JOINTS.split(narrative)
    return len(parts) > 1 and sum(_is_task(part) for part in parts) > 1


_DIVIDERS = re.compile(r"[;\n]")
_JOINTS = re.compile(r",| and | und | et | y | & ", re.IGNORECASE)

# Beginnings of words, in the four languages a client reads.
_TASKS = (
    "advis", "analy", "appear", "attend", "call", "confer", "correspond", "discuss", "draft",
    "e-mail", "email", "file ", "filed", "filing", "interview", "letter", "meet", "negotiat",
    "phone", "prepar", "read", "research", "review", "revis", "telephon", "travel", "write",
    "writing", "wrote",
    "abstimm", "akteneinsicht", "analys", "anruf", "bearbeit", "berat", "besprech", "durchsicht",
    "entwurf", "entwerf", "erstell", "prüf", "recherch", "schreib", "telefon", "überarbeit",
    "verhandl", "vorbereit",
    "analyse", "appel", "audience", "consult", "courrier", "entretien", "examen", "lettre",
    "négoci", "prépar", "recherche", "rédac", "rédig", "relect", "rendez-vous", "réunion",
    "análisis", "audiencia", "carta", "correo", "escrito", "estudio", "investig", "llamad",
    "negocia", "redac", "reuni", "revis",
)  # fmt: skip


def _is_task(part: str) -> bool:
    words = part.strip().casefold()
    return " " in words and words.startswith(_TASKS)


def _of_one(entry: EntryFacts) -> Iterator[WorkWarning]:
    mine = (entry.entry_id,)
    if not entry.narrative.strip():
        yield WorkWarning(WarningKind.MISSING_TEXT, mine, _("This entry does not say what for."))
    elif is_block_billed(entry.narrative):
        words = _("Several tasks share one duration; many clients ask for one entry each.")
        yield WorkWarning(WarningKind.BLOCK_BILLING, mine, words)
    if entry.rate_cents_per_hour == 0 and entry.charge is Charge.BILLABLE and entry.raw_seconds > 0:
        words = _("This entry is billable, but its rate is 0.")
        yield WorkWarning(WarningKind.ZERO_RATE, mine, words)


def _overlaps(entries: Sequence[EntryFacts]) -> Iterator[WorkWarning]:
    """Pairs of entries whose clock times cover the same seconds.

    Each stretch is held against the one that reaches furthest so far, so every entry that overlaps
    is named at least once, without looking at all pairs.
    """
    stretches = sorted((*span, entry.entry_id) for entry in entries for span in entry.intervals)
    shared: dict[tuple[TimeEntryId, TimeEntryId], int] = defaultdict(int)
    furthest, holder = 0, None
    for start, end, entry_id in stretches:
        if holder not in (None, entry_id) and start < min(furthest, end):
            pair = (min(holder, entry_id), max(holder, entry_id))
            shared[pair] += min(furthest, end) - start
        if holder is None or end > furthest:
            furthest, holder = end, entry_id
    for pair, seconds in shared.items():
        words = _("Two entries count the same time: {time}.").format(time=format_clock(seconds))
        yield WorkWarning(WarningKind.OVERLAP, pair, words)


def _long_days(entries: Sequence[EntryFacts], locale: str) -> Iterator[WorkWarning]:
    days: dict[date, list[EntryFacts]] = defaultdict(list)
    for entry in entries:
        days[entry.worked_on].append(entry)
    for day, worked in days.items():
        seconds = sum(entry.raw_seconds for entry in worked)
        if seconds > _DAY_SECONDS:
            words = _("{time} hours are recorded on {day}, more than a day has.").format(
                time=format_clock(seconds), day=format_day(day, locale, with_year=True)
            )
            yield WorkWarning(WarningKind.LONG_DAY, _ids(worked), words)


def _duplicate_texts(entries: Sequence[EntryFacts]) -> Iterator[WorkWarning]:
    """Entries of one matter and day with the same words; case and spaces do not count."""
    same: dict[tuple[MatterId, date, str], list[EntryFacts]] = defaultdict(list)
    for entry in entries:
        text = " ".join(entry.narrative.casefold().split())
        if text:
            same[entry.matter_id, entry.worked_on, text].append(entry)
    for repeated in same.values():
        if len(repeated) > 1:
            words = _("{count} entries of one day say the same.").format(count=len(repeated))
            yield WorkWarning(WarningKind.DUPLICATE_TEXT, _ids(repeated), words)


def _doubled_minimums(entries: Sequence[EntryFacts]) -> Iterator[WorkWarning]:
    matters: dict[MatterId, list[EntryFacts]] = defaultdict(list)
    for entry in entries:
        if entry.intervals:
            matters[entry.matter_id].append(entry)
    words = _("This entry and the one before cost more than they would as one.")
    for worked in matters.values():
        spans = {entry.entry_id: _span(entry) for entry in worked}
        for line_id in double_minimums([_line(entry) for entry in worked], spans):
            yield WorkWarning(WarningKind.DOUBLE_MINIMUM, (TimeEntryId(line_id),), words)


@dataclass(frozen=True, slots=True)
class _RoundedLine:
    """What the rule on double minimums reads of a line, for work that is on no draft yet."""

    id: TimeEntryId
    entry_id: TimeEntryId
    worked_on: date
    activity_code: str | None
    raw_seconds: int
    units: int
    is_free: bool
    chosen: bool = True


def _line(entry: EntryFacts) -> _RoundedLine:
    return _RoundedLine(
        entry.entry_id,
        entry.entry_id,
        entry.worked_on,
        entry.activity_code,
        entry.raw_seconds,
        entry.billed_units,
        entry.charge is Charge.NO_CHARGE,
    )


def _span(entry: EntryFacts) -> EntrySpan:
    policy = entry.policy
    return EntrySpan(
        entry.entry_id,
        min(start for start, _end in entry.intervals),
        max(end for _start, end in entry.intervals),
        policy.unit_seconds,
        policy.mode,
        policy.minimum_units,
        policy.scope,
    )


def _ids(entries: Sequence[EntryFacts]) -> tuple[TimeEntryId, ...]:
    return tuple(sorted(entry.entry_id for entry in entries))
