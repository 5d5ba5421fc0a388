"""What is left of advances: credit of a client that is kept for one matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lawdesk.domain.matters import MatterId


@dataclass(frozen=True, slots=True)
class CreditMove:
    """Cents that came to a client's credit, or left it (below zero).

    `matter_id` is the matter whose advance they were, or whose invoice they paid out of credit;
    None for other money. `is_advance` tells money that came as an advance.
    """

    cents: int
    matter_id: MatterId | None
    is_advance: bool


def advances_left(moves: Iterable[CreditMove]) -> dict[MatterId, int]:
    """What is left of the advances for each matter after these moves, in the order they happened.

    An advance is used up by invoices of its matter. Never is more of it left than there was credit
    at any time since: what was refunded or used elsewhere does not come back with other money.
    """
    advanced: dict[MatterId, int] = {}
    left: dict[MatterId, int] = {}
    credit = 0
    for move in moves:
        credit += move.cents
        matter = move.matter_id
        if matter is not None:
            if move.is_advance:
                advanced[matter] = advanced.get(matter, 0) + move.cents
            moved = left.get(matter, 0) + move.cents
            left[matter] = max(0, min(moved, advanced.get(matter, 0)))
        over = sum(left.values()) - max(0, credit)
        for each, cents in left.items():
            gone = max(0, min(over, cents))
            left[each] = cents - gone
            over -= gone
    return left
