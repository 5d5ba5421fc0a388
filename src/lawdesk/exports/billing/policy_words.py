"""A billing policy in plain sentences, in the client's language.

What belongs here: which sentence says which term. Figures come ready from the sheet; nothing is
worked out here. The way of counting time is said in the very words that stand on invoices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lawdesk.domain.billing.billing_policy import LateCharge, ReminderLevel
from lawdesk.domain.billing.policy_sheet import PolicySheet, SheetRate
from lawdesk.domain.locale_format import format_date, format_hours, format_money, format_percent
from lawdesk.domain.rounding import RoundingScope
from lawdesk.domain.tax import tax_note
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill
from lawdesk.exports.invoice_texts import rounding_sentence
from lawdesk.exports.sections import Figures, Section


def policy_texts(language: str) -> Mapping[str, str]:
    """The words of the sheet, over those that it shares with invoices."""
    return {**client_texts("paper", language), **client_texts("policy", language)}


def policy_sections(sheet: PolicySheet) -> list[Section]:
    """What the sheet says, part by part; a part with nothing to say is left out."""
    words = policy_texts(sheet.language)
    parts = (
        ("rates", _rates(sheet, words)),
        ("time", _time(sheet, words)),
        ("expenses", _expenses(sheet, words)),
        ("tax", [_tax(sheet, words)]),
        ("payment", [_payment(sheet, words)]),
        ("late", _late(sheet, words)),
        ("reminders", _reminders(sheet, words)),
        ("dispute", _dispute(sheet, words)),
        ("retention", [sheet.terms.retention]),
    )
    told = [(words[label], tuple(part for part in said if part)) for label, said in parts]
    return [Section(label, said) for label, said in told if said]


def version_line(sheet: PolicySheet) -> str:
    """Which version it is, since when, and for whom."""
    words = policy_texts(sheet.language)
    day = format_date(sheet.valid_from, sheet.locale, "long")
    version = fill(words["version"], {"version": str(sheet.version), "date": day})
    reach = "for_matter" if sheet.matter_name else "for_client" if sheet.client_name else "for_all"
    names = {"client": sheet.client_name, "matter": sheet.matter_name}
    return f"{version} · {fill(words[reach], names)}"


def _rates(sheet: PolicySheet, words: Mapping[str, str]) -> list[str | Figures]:
    if not sheet.rates:
        return [words["rates_none"]]
    said: list[str | Figures] = [_rate(rate, sheet, words) for rate in sheet.rates]
    if len(sheet.rates) == 1 and not sheet.rates[0].activity_code:
        amount = _money(sheet, sheet.rates[0].cents_per_hour)
        said = [fill(words["rate_single"], {"amount": amount})]
    day = format_date(sheet.rates_on, sheet.locale, "long")
    return [*said, fill(words["rates_on"], {"date": day})]


def _rate(rate: SheetRate, sheet: PolicySheet, words: Mapping[str, str]) -> Figures:
    name = words["rate_rest"]
    if rate.activity_code:
        name = words.get(f"activity_{rate.activity_code}", rate.activity_code)
    amount = _money(sheet, rate.cents_per_hour)
    return Figures(name, fill(words["rate"], {"amount": amount}))


def _time(sheet: PolicySheet, words: Mapping[str, str]) -> list[str | Figures]:
    rounding = sheet.terms.rounding
    rule = rounding_sentence([rounding], words)
    if sheet.terms.merges_close_intervals:
        minutes = _count("minutes", rounding.unit_seconds // 60, words)
        rule = f"{rule} {fill(words['merging'], {'minutes': minutes})}"
    return [rule, _time_example(sheet, words)]


def _time_example(sheet: PolicySheet, words: Mapping[str, str]) -> str:
    example = sheet.time_example
    kind = "example_call" if example.calls == 1 else "example_calls"
    values = {
        "length": _count("minutes", example.seconds // 60, words),
        "hours": format_hours(example.units, example.unit_seconds, sheet.locale),
    }
    if example.amount_cents is None:
        return fill(words[f"{kind}_plain"], values)
    scope = sheet.terms.rounding.scope
    key = kind if scope is RoundingScope.ENTRY else f"{kind}_{scope}"
    return fill(words[key], {**values, "amount": _money(sheet, example.amount_cents)})


def _expenses(sheet: PolicySheet, words: Mapping[str, str]) -> list[str | Figures]:
    terms = sheet.terms.expenses
    prices = (("copies", terms.copy_cents), ("kilometres", terms.kilometre_cents))
    said: list[str | Figures] = [
        Figures(words[name], _money(sheet, cents)) for name, cents in prices if cents
    ]
    if not said and not terms.wording:
        said = [words["expenses_none"]]
    return [*said, words["advanced"], terms.wording]


def _tax(sheet: PolicySheet, words: Mapping[str, str]) -> str:
    """The tax by the name it has in the practice's country, or why there is none."""
    if sheet.tax_rate_ppm:
        rate = {"rate": format_percent(sheet.tax_rate_ppm, sheet.locale)}
        return fill(words.get(f"tax_rate_{sheet.country}", words["tax_rate"]), rate)
    return tax_note(sheet.tax_note, sheet.country, words) or words["tax_none"]


def _payment(sheet: PolicySheet, words: Mapping[str, str]) -> str:
    days = sheet.terms.payment_days
    if not days:
        return words["pay_at_once"]
    return fill(words["pay_within"], {"days": _count("of_days", days, words)})


def _late(sheet: PolicySheet, words: Mapping[str, str]) -> list[str | Figures]:
    terms = sheet.terms.late
    if terms.charge is LateCharge.NOTHING:
        return [words["late_nothing"]]
    lump = {"lump": _money(sheet, terms.lump_sum_cents)}
    if not terms.rate_ppm:
        only = "late_lump_only" if terms.lump_sum_cents else "late_nothing"
        return [fill(words[only], lump)]
    rate = format_percent(terms.rate_ppm, sheet.locale)
    rule = fill(words[f"late_{terms.charge}"], {"rate": rate, "year": terms.day_count})
    if terms.lump_sum_cents:
        rule = f"{rule} {fill(words['late_lump'], lump)}"
    return [rule, _late_example(sheet, words)]


def _late_example(sheet: PolicySheet, words: Mapping[str, str]) -> str:
    example = sheet.late_example
    if example is None:
        return ""
    values = {
        "principal": _money(sheet, example.principal_cents),
        "days": _count("of_days", example.days, words),
        "interest": _money(sheet, example.interest_cents),
        "lump": _money(sheet, example.lump_sum_cents),
        "total": _money(sheet, example.total_cents),
    }
    return fill(words["example_late_lump" if example.lump_sum_cents else "example_late"], values)


def _reminders(sheet: PolicySheet, words: Mapping[str, str]) -> list[str | Figures]:
    levels = sheet.terms.reminders
    if not levels:
        return [words["reminders_none"]]
    said = [fill(words["reminders_list"], {"list": _plan(levels, words)})]
    terms = {level.new_term_days for level in levels if level.days_after_due > 0}
    if len(terms) == 1 and (term := terms.pop()):
        said.append(fill(words["new_term"], {"days": _count("days", term, words)}))
    said += [
        fill(
            words["reminder_fee"],
            {"when": _moment(level, words), "amount": _money(sheet, level.fee_cents)},
        )
        for level in levels
        if level.fee_cents
    ] or [words["reminder_free"]]
    return [" ".join(said)]


def _plan(levels: Sequence[ReminderLevel], words: Mapping[str, str]) -> str:
    """When reminders come: "3 days before the due date and 7, 21 and 35 days after it"."""
    days = [level.days_after_due for level in levels]
    said = []
    if before := [-day for day in days if day < 0]:
        said.append(fill(words["before"], {"days": _counts(before, words)}))
    if 0 in days:
        said.append(words["on_due"])
    if after := [day for day in days if day > 0]:
        said.append(
            fill(words["after" if said else "after_alone"], {"days": _counts(after, words)})
        )
    return _joined(said, words)


def _moment(level: ReminderLevel, words: Mapping[str, str]) -> str:
    day = level.days_after_due
    if not day:
        return words["on_due"]
    days = _count("days", abs(day), words)
    return fill(words["before" if day < 0 else "after_alone"], {"days": days})


def _dispute(sheet: PolicySheet, words: Mapping[str, str]) -> list[str | Figures]:
    route = sheet.terms.dispute
    times = {
        "acknowledge": _count("of_working_days", route.acknowledge_working_days, words),
        "explain": _count("of_days", route.explain_days, words),
    }
    answer = fill(words["dispute_acknowledge"], times)
    said: list[str | Figures] = [
        words["dispute_tell"],
        route.contact,
        f"{answer} {words['dispute_hold']}",
    ]
    if not route.contact:
        said = [f"{words['dispute_tell']} {said[-1]}"]
    if route.programme:
        said.append(fill(words["programme"], {"programme": route.programme}))
        if route.programme_notice_days:
            days = _count("days", route.programme_notice_days, words)
            said.append(fill(words["programme_notice"], {"days": days}))
    return said


def _count(name: str, count: int, words: Mapping[str, str]) -> str:
    if count == 1:
        return words[f"{name}_one"]
    return fill(words[f"{name}_many"], {"count": str(count)})


def _counts(days: Sequence[int], words: Mapping[str, str]) -> str:
    if len(days) == 1:
        return _count("days", days[0], words)
    return fill(words["days_many"], {"count": _joined([str(day) for day in days], words)})


def _joined(parts: Sequence[str], words: Mapping[str, str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return fill(words["and"], {"one": ", ".join(parts[:-1]), "other": parts[-1]})


def _money(sheet: PolicySheet, cents: int) -> str:
    return format_money(cents, sheet.currency, sheet.locale, with_currency=True)
