"""The sentences of an invoice in the client's language, from the practice's settings.

What belongs here: how to pay, how hours were rounded, where to ask, what the law wants said about
tax. The number is not known yet: its gap stays open until it is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from lawdesk.domain.billing.billing_policy import PolicyVersion
from lawdesk.domain.clients import Client
from lawdesk.domain.invoices import NUMBER_GAP, SHARE_GAP, InvoiceTexts
from lawdesk.domain.locale_format import NO_BREAK_SPACE, format_date, reader_locale
from lawdesk.domain.matters import Matter
from lawdesk.domain.payment_qr import checked_iban
from lawdesk.domain.practice import Practice
from lawdesk.domain.rounding import RoundingMode, RoundingPolicy
from lawdesk.domain.tax import tax_note
from lawdesk.errors import FieldError
from lawdesk.exports.client_texts import client_texts
from lawdesk.exports.fill_text import fill

_UNITS = {60: "unit_one", 180: "unit_twentieth", 360: "unit_tenth", 900: "unit_quarter"}
_NOTED = ("reverse_charge", "exempt", "small_business")
_BANK_CODES = {"US": "routing", "CA": "transit", "GB": "sort_code", "AU": "bsb"}


def invoice_texts(
    practice: Practice,
    client: Client,
    matter: Matter,
    policies: Sequence[RoundingPolicy],
    policy: PolicyVersion | None = None,
) -> InvoiceTexts:
    """All sentences for one invoice. `policies` are those frozen in the chosen entries, `policy`
    is the version of the billing terms that holds when it is issued.
    """
    words = client_texts("paper", client.language)
    locale = reader_locale(practice.locale, client.language)
    told = policy_sentence(policy.version, policy.valid_from, locale, words) if policy else ""
    return InvoiceTexts(
        policy=told,
        courtesy=words["line_courtesy"],
        cap=words["line_cap"],
        discount=words["line_discount"],
        others=words["line_share"],
        your_share=fill(words["share"], {"share": SHARE_GAP}),
        masked=words["line_masked"],
        credit=words["paid_credit"],
        intro=fill(words["default_intro"], {"matter": matter.title}),
        payment=payment_sentence(practice, words),
        rounding=rounding_sentence(policies, words),
        question=words["question_30"],
        rate_line=words["rate_line"],
        tax_number_label=words["tax_number"],
        vat_id_label=words["vat_id"],
        tax_notes=tax_notes(practice, client, words),
    )


def payment_sentence(practice: Practice, words: Mapping[str, str]) -> str:
    """Where to pay to and what to quote, with `NUMBER_GAP` still open."""
    account = _account(practice, words)
    if not account:
        return fill(words["pay_quoting"], {"number": NUMBER_GAP})
    return fill(words["pay"], {"account": account, "number": NUMBER_GAP})


def rounding_sentence(policies: Sequence[RoundingPolicy], words: Mapping[str, str]) -> str:
    """How recorded time became billed time; one sentence for each policy that was in force."""
    sentences = list(dict.fromkeys(_rule(policy, words) for policy in policies))
    if len(sentences) < 2:
        return "".join(sentences)
    return fill(words["rounding_several"], {"rules": " ".join(sentences)})


def policy_sentence(version: int, valid_from: date, locale: str, words: Mapping[str, str]) -> str:
    """Which version of the billing terms the bill was made under."""
    day = format_date(valid_from, locale, "long")
    return fill(words["policy"], {"version": str(version), "date": day})


def tax_notes(practice: Practice, client: Client, words: Mapping[str, str]) -> dict[str, str]:
    """What an invoice must say about a tax category, by its code."""
    notes = {code: tax_note(code, practice.country, words) for code in _NOTED}
    if client.tax_id:
        value = fill(words["note_client_vat"], {"value": client.tax_id})
        notes["reverse_charge"] = f"{notes['reverse_charge']} {value}".strip()
    return notes


def _account(practice: Practice, words: Mapping[str, str]) -> str:
    if not practice.account_number:
        return ""
    holder = practice.account_holder or practice.name
    parts = (holder, practice.bank_name, *_account_numbers(practice, words))
    return ", ".join(part for part in parts if part)


def _account_numbers(practice: Practice, words: Mapping[str, str]) -> list[str]:
    try:
        iban = checked_iban(practice.account_number)
    except FieldError:
        code = words[_BANK_CODES.get(practice.country, "bank_code")]
        numbers = [fill(words["account"], {"value": practice.account_number})]
        return numbers + ([fill(code, {"value": practice.bank_code})] if practice.bank_code else [])
    # Groups held together, so that no line ends inside the number.
    groups = NO_BREAK_SPACE.join(iban[at : at + 4] for at in range(0, len(iban), 4))
    return [f"IBAN {groups}", *([f"BIC {practice.bank_code}"] if practice.bank_code else [])]


def _rule(policy: RoundingPolicy, words: Mapping[str, str]) -> str:
    if policy.mode is RoundingMode.EXACT:
        return words["rounding_exact"]
    unit = words[_UNITS.get(policy.unit_seconds, "unit_minutes")]
    values = {
        "unit": fill(unit, {"count": str(policy.unit_seconds // 60)}),
        "scope": words[f"scope_{policy.scope}"],
        "mode": words[f"mode_{policy.mode}"],
        "minimum": _minimum(policy, words),
    }
    return fill(words["rounding"], values)


def _minimum(policy: RoundingPolicy, words: Mapping[str, str]) -> str:
    # Rounding up gives every entry one unit anyway, so one as a minimum says nothing new.
    if policy.minimum_units > 1:
        return fill(words["minimum_many"], {"count": str(policy.minimum_units)})
    if policy.minimum_units == 1 and policy.mode is not RoundingMode.UP:
        return words["minimum_one"]
    return ""
