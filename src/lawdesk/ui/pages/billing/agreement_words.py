"""A fee agreement in the lawyer's own words."""

from __future__ import annotations

from lawdesk.domain.billing.fee_agreements import (
    AgreedTerms,
    Capped,
    Contingency,
    Evergreen,
    FeeBase,
    FeeTerms,
    FlatFee,
    Hourly,
    Hybrid,
    LostCosts,
    ProBono,
    Subscription,
    share_words,
)
from lawdesk.domain.locale_format import format_date, format_money
from lawdesk.domain.practice import Practice
from lawdesk.translation import _
from lawdesk.ui.widgets.choice_box import Choice


def kind_choices() -> list[Choice]:
    """The kinds of fee by the key the form uses."""
    return [(key, words) for key, (_kind, words) in _kinds().items()]


def kind_key(fee: FeeTerms) -> str:
    """The key of a fee's kind."""
    return next(key for key, (kind, _words) in _kinds().items() if isinstance(fee, kind))


def kind_words(fee: FeeTerms) -> str:
    """The kind of a fee."""
    return _kinds()[kind_key(fee)][1]


def terms_words(terms: AgreedTerms, practice: Practice) -> list[str]:
    """Everything that was agreed, one sentence each."""
    told = _fee_words(terms.fee, practice)
    return told if terms.evergreen is None else [*told, _evergreen(terms.evergreen, practice)]


def _kinds() -> dict[str, tuple[type[FeeTerms], str]]:
    return {
        "hourly": (Hourly, _("By the hour")),
        "flat": (FlatFee, _("Flat fee with milestones")),
        "capped": (Capped, _("By the hour, up to a cap")),
        "contingency": (Contingency, _("Success fee")),
        "hybrid": (Hybrid, _("Reduced rate and success fee")),
        "subscription": (Subscription, _("Subscription")),
        "pro_bono": (ProBono, _("Pro bono")),
    }


def _fee_words(fee: FeeTerms, practice: Practice) -> list[str]:
    match fee:
        case FlatFee():
            told = _flat(fee, practice)
        case Capped():
            told = _capped(fee, practice)
        case Contingency():
            told = _contingency(fee, practice)
        case Hybrid():
            told = _hybrid(fee, practice)
        case Subscription():
            told = _subscription(fee, practice)
        case Hourly():
            told = [_("Time is billed at the rates in force.")]
        case ProBono():
            told = [_("Time keeps its rate and is given away; the invoice shows its value.")]
    return told


def _flat(fee: FlatFee, practice: Practice) -> list[str]:
    count = len(fee.milestones)
    words = (
        _("{amount} in all, earned at once.")
        if count == 1
        else _("{amount} in all, earned in {count} steps.")
    )
    told = [words.format(amount=_money(fee.cents, practice), count=count)]
    told.append(
        _("Hours are printed at no charge.") if fee.prints_hours else _("Hours are not printed.")
    )
    return told


def _capped(fee: Capped, practice: Practice) -> list[str]:
    words = _("Time at the rates in force, never more than {amount}; the rest is written down.")
    told = [words.format(amount=_money(fee.cap_cents, practice))]
    inside = [
        _("expenses") if fee.counts_expenses else "",
        _("tax") if fee.counts_tax else "",
    ]
    named = [each for each in inside if each]
    if named:
        told.append(_("The cap includes {parts}.").format(parts=_(" and ").join(named)))
    else:
        told.append(_("Expenses and tax come on top of the cap."))
    return told


def _contingency(fee: Contingency, practice: Practice) -> list[str]:
    locale = practice.locale
    told = [f"{stage.name}: {share_words(stage.share, locale)}" for stage in fee.stages]
    for tier in fee.tiers:
        share = share_words(tier.share, locale)
        if tier.up_to_cents is None:
            told.append(_("Above that: {share}").format(share=share))
        else:
            limit = _money(tier.up_to_cents, practice)
            told.append(_("Up to {amount}: {share}").format(amount=limit, share=share))
    told.append(
        _("The share is taken before costs come off.")
        if fee.fee_on is FeeBase.GROSS
        else _("The share is taken after costs came off.")
    )
    told.append(
        _("If nothing is recovered the client owes the costs.")
        if fee.costs_if_lost is LostCosts.OWED
        else _("If nothing is recovered the costs are waived.")
    )
    return told


def _hybrid(fee: Hybrid, practice: Practice) -> list[str]:
    words = _("{amount} per hour, whatever the rates say.")
    told = [words.format(amount=_money(fee.cents_per_hour, practice))]
    told.append(_("The success fee is due when: {trigger}").format(trigger=fee.trigger))
    if fee.success_from is not None:
        day = format_date(fee.success_from, practice.locale)
        told.append(_("It may be asked for from {date} on.").format(date=day))
    return told + _contingency(fee.success, practice)


def _subscription(fee: Subscription, practice: Practice) -> list[str]:
    amount, first = _money(fee.cents, practice), format_date(fee.first_on, practice.locale)
    words = _("{amount} every month, first on {date}.")
    if fee.every_months > 1:
        words = _("{amount} every {count} months, first on {date}.")
    told = [words.format(amount=amount, count=fee.every_months, date=first)]
    if fee.last_on is not None:
        last = format_date(fee.last_on, practice.locale)
        told.append(_("The last day it falls due is {date}.").format(date=last))
    told.append(
        _("Unused value is kept for later.") if fee.rolls_over else _("Unused value is not kept.")
    )
    return told


def _evergreen(retainer: Evergreen, practice: Practice) -> str:
    words = _("Retainer of {target}: filled up again when it falls below {trigger}.")
    told = words.format(
        target=_money(retainer.target_cents, practice),
        trigger=_money(retainer.trigger_cents, practice),
    )
    if retainer.stop_below_cents is not None:
        stop = _("Work stops below {amount}.")
        told += " " + stop.format(amount=_money(retainer.stop_below_cents, practice))
    return told


def _money(cents: int, practice: Practice) -> str:
    return format_money(cents, practice.currency, practice.locale)
