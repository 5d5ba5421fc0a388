"""One draft, several payers: what each of them is billed of the same lines.

Every payer reads all lines, and below them what the others pay; lines that are one payer's alone
stand on that payer's invoice only. Net is split per tax group, tax is worked out per invoice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from lawdesk.domain.billing.drafts import DraftPayer
from lawdesk.domain.billing.shares import (
    ByAmounts,
    ByShares,
    Payer,
    PayerAmount,
    PayerShare,
    Split,
    split_bill,
)
from lawdesk.domain.clients import ClientId
from lawdesk.domain.invoices import IssuedLine
from lawdesk.domain.money import PPM, round_half_up
from lawdesk.domain.tax import TaxGroup, group_tax
from lawdesk.errors import FieldError
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class PayerLines:
    """One payer, the share of the common work in ppm, and what the others pay of it."""

    client_id: ClientId
    share_ppm: int
    share_lines: tuple[IssuedLine, ...]
    masks_narrative: bool


def split_of(payers: Sequence[DraftPayer], names: dict[ClientId, str]) -> Split:
    """How the payers of a draft share it. Raises FieldError for "payers" where that is unclear:
    a percentage for everybody, or fixed amounts and one who pays the rest.
    """
    parties = {payer.client_id: Payer(payer.client_id, names[payer.client_id]) for payer in payers}
    rest = [payer for payer in payers if payer.is_rest]
    if all(payer.share_ppm is not None for payer in payers):
        shares = tuple(
            PayerShare(parties[p.client_id], Fraction(p.share_ppm or 0, PPM)) for p in payers
        )
        return ByShares(_exact(shares), rest[0].client_id if rest else None)
    if len(rest) != 1 or any(p.fixed_cents is None for p in payers if not p.is_rest):
        raise FieldError(
            "payers",
            _("Give every payer a percentage, or fixed amounts and one who pays the rest."),
        )
    amounts = tuple(
        PayerAmount(parties[p.client_id], p.fixed_cents or 0) for p in payers if not p.is_rest
    )
    return ByAmounts(amounts, parties[rest[0].client_id])


def lines_per_payer(
    split: Split, payers: Sequence[DraftPayer], common: Sequence[IssuedLine], others: str
) -> list[PayerLines]:
    """For every payer, in order of name, the negative lines that tell what the others pay of the
    common lines; `others` words them. Raises FieldError as `split_bill` does.
    """
    masks = {payer.client_id: payer.masks_narrative for payer in payers}
    groups = group_tax((x.tax_category, x.tax_rate_ppm, x.amount_cents) for x in common)
    result = []
    for bill in split_bill(split, groups).bills:
        nets = {(each.category, each.rate_ppm): each.net_cents for each in bill.taxes}
        lines = [_share_line(g, nets.get((g.category, g.rate_ppm), 0), others) for g in groups]
        result.append(
            PayerLines(
                bill.payer.client_id,
                round_half_up(bill.share * PPM),
                tuple(line for line in lines if line.amount_cents),
                masks[bill.payer.client_id],
            )
        )
    return result


def _share_line(group: TaxGroup, part_cents: int, others: str) -> IssuedLine:
    return IssuedLine(
        position=0,
        part="invoice",
        kind="share",
        worked_on=None,
        wording=others,
        units=0,
        unit_seconds=1,
        rate_cents_per_hour=0,
        amount_cents=part_cents - group.net_cents,
        no_charge=False,
        tax_category=group.category,
        tax_rate_ppm=group.rate_ppm,
        base="all",
    )


def _exact(shares: tuple[PayerShare, ...]) -> tuple[PayerShare, ...]:
    """Thirds typed as 33.3333 % add up to a hair less than all: such a hair is nobody's."""
    whole = sum((each.share for each in shares), Fraction(0))
    if abs(whole - 1) > Fraction(len(shares), PPM) or whole == 0:
        return shares
    return tuple(replace(each, share=Fraction(each.share, whole)) for each in shares)
