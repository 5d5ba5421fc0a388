"""A sum split to the cent: between the payers of one bill, and over tax groups.

No cent is lost or made: what proportional parts leave over goes where the largest remainders are,
and among equal ones by name. The same split comes out however its parts are ordered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lawdesk.domain.billing.fee_agreements import checked_cents
from lawdesk.domain.clients import ClientId
from lawdesk.domain.money import share_of
from lawdesk.domain.tax import TaxGroup
from lawdesk.errors import FieldError
from lawdesk.translation import _


@dataclass(frozen=True, slots=True)
class Payer:
    """Who gets an invoice of its own."""

    client_id: ClientId
    name: str


@dataclass(frozen=True, slots=True)
class PayerShare:
    """A payer and the share of every tax group's net that is theirs."""

    payer: Payer
    share: Fraction


@dataclass(frozen=True, slots=True)
class PayerAmount:
    """A payer and the fixed net amount that is theirs, before tax."""

    payer: Payer
    cents: int


@dataclass(frozen=True, slots=True)
class ByShares:
    """A split by shares of 100 %. Left-over cents go to the payer named by `remainder_to`, or by
    largest remainder where it is None.
    """

    parts: tuple[PayerShare, ...]
    remainder_to: ClientId | None = None


@dataclass(frozen=True, slots=True)
class ByAmounts:
    """A split by fixed net amounts; one more payer takes the rest."""

    parts: tuple[PayerAmount, ...]
    rest: Payer


Split = ByShares | ByAmounts


@dataclass(frozen=True, slots=True)
class PayerBill:
    """One payer's part: its tax groups, and the share of the whole net it stands for (all shares
    of a split add up to 1).
    """

    payer: Payer
    share: Fraction
    taxes: tuple[TaxGroup, ...]

    @property
    def net_cents(self) -> int:
        """Net of all groups."""
        return sum(group.net_cents for group in self.taxes)

    @property
    def tax_cents(self) -> int:
        """Tax of all groups, each rounded on this invoice."""
        return sum(group.tax_cents for group in self.taxes)

    @property
    def total_cents(self) -> int:
        """Net and tax."""
        return self.net_cents + self.tax_cents


@dataclass(frozen=True, slots=True)
class BillSplit:
    """The parts in order of name. `tax_difference_cents` is what their taxes come to more (or
    less, below zero) than the tax of the undivided bill.
    """

    bills: tuple[PayerBill, ...]
    tax_difference_cents: int


def split_by_weight(cents: int, weights: Sequence[int | Fraction]) -> list[int]:
    """An amount divided in proportion to weights (not below 0, not all 0), by largest remainder.

    Among equal remainders the earlier part gets the cent. No part passes its weight where the
    amount does not pass the sum of the weights. An amount below zero is divided alike.
    """
    if cents < 0:
        return [-part for part in split_by_weight(-cents, weights)]
    whole = sum(weights)
    exact = [Fraction(cents * weight, whole) for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: parts[place] - exact[place])
    for place in by_remainder[: cents - sum(parts)]:
        parts[place] += 1
    return parts


def split_bill(split: Split, groups: Sequence[TaxGroup]) -> BillSplit:
    """A bill's tax groups divided between its payers; tax is worked out anew for each of them.

    Groups that come to nothing for a payer are left out of that payer's part. Raises FieldError
    as `checked_split` does, and FieldError("amount") where fixed amounts pass the net.
    """
    checked_split(split)
    if isinstance(split, ByShares):
        bills = _bills_by_shares(split, groups)
    else:
        bills = _bills_by_amounts(split, groups)
    taxes = sum(bill.tax_cents for bill in bills)
    return BillSplit(tuple(bills), taxes - sum(group.tax_cents for group in groups))


def checked_split(split: Split) -> Split:
    """The split again. Raises FieldError("payers" or "share" or "amount") for the first flaw."""
    payers = [part.payer for part in split.parts]
    if isinstance(split, ByAmounts):
        payers.append(split.rest)
    if len(payers) < 2 or len({payer.client_id for payer in payers}) < len(payers):
        raise FieldError("payers", _("A split has two or more payers, each once; not split."))
    if isinstance(split, ByShares):
        _check_shares(split)
    else:
        for part in split.parts:
            checked_cents("amount", part.cents)
    return split


def _check_shares(split: ByShares) -> None:
    unpaid = sorted(part.payer.name for part in split.parts if part.share <= 0)
    if unpaid:
        raise FieldError(
            "share",
            _("{names} would pay 0 percent; the bill was not split.").format(
                names=", ".join(unpaid)
            ),
            _("Give every payer a share or take the payer off the list."),
        )
    if sum(part.share for part in split.parts) != 1:
        raise FieldError(
            "share",
            _("The shares do not add up to 100 percent; the bill was not split."),
            _("Write a third as 1/3."),
        )
    if split.remainder_to not in (None, *[part.payer.client_id for part in split.parts]):
        raise FieldError("payers", _("The left-over cents go to nobody on the list; not split."))


def _bills_by_shares(split: ByShares, groups: Sequence[TaxGroup]) -> list[PayerBill]:
    parts = sorted(split.parts, key=lambda part: _by_name(part.payer))
    nets = [_divided(group.net_cents, parts, split.remainder_to) for group in groups]
    return [
        _bill(part.payer, part.share, groups, [net[place] for net in nets])
        for place, part in enumerate(parts)
    ]


def _divided(cents: int, parts: Sequence[PayerShare], remainder_to: ClientId | None) -> list[int]:
    if remainder_to is None:
        return split_by_weight(cents, [part.share for part in parts])
    whole = [int(cents * part.share) for part in parts]
    place = next(i for i, part in enumerate(parts) if part.payer.client_id == remainder_to)
    whole[place] += cents - sum(whole)
    return whole


def _bills_by_amounts(split: ByAmounts, groups: Sequence[TaxGroup]) -> list[PayerBill]:
    left = [group.net_cents for group in groups]
    net = sum(left)
    if any(cents < 0 for cents in left) or sum(part.cents for part in split.parts) > net:
        raise FieldError(
            "amount", _("The fixed amounts are more than the bill's net; it was not split.")
        )
    bills = []
    for part in sorted(split.parts, key=lambda part: _by_name(part.payer)):
        # Each is taken from what the ones before left, so that no group falls below zero.
        taken = split_by_weight(part.cents, left)
        left = [rest - cents for rest, cents in zip(left, taken, strict=True)]
        bills.append(_bill(part.payer, Fraction(part.cents, net), groups, taken))
    bills.append(_bill(split.rest, Fraction(sum(left), net), groups, left))
    return sorted(bills, key=lambda bill: _by_name(bill.payer))


def _by_name(payer: Payer) -> tuple[str, str, int]:
    return payer.name.casefold(), payer.name, payer.client_id


def _bill(
    payer: Payer, share: Fraction, groups: Sequence[TaxGroup], nets: Sequence[int]
) -> PayerBill:
    taxes = [
        TaxGroup(group.category, group.rate_ppm, net, share_of(net, group.rate_ppm))
        for group, net in zip(groups, nets, strict=True)
        if net
    ]
    return PayerBill(payer, share, tuple(taxes))
