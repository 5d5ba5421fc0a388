"""Parts of an agreement as lines of text: milestones, stages, tiers, and named amounts.

What belongs here: lines as they are typed, one part each, into exact values and back. A colon, or
else the last figure of a line, parts its name from its figure.
"""

from __future__ import annotations

import re
from fractions import Fraction

from lawdesk.domain.billing.contingency import NamedAmount
from lawdesk.domain.billing.fee_agreements import (
    Contingency,
    Milestone,
    Stage,
    Tier,
    parse_share,
    share_words,
)
from lawdesk.domain.practice import Practice
from lawdesk.errors import FieldError
from lawdesk.translation import _
from lawdesk.ui.pages.billing.typed_terms import typed_cents

_AMOUNT = re.compile(r"(.*?)[:\s]\s*(\S*[0-9]\S*)")
_SHARE = re.compile(r"(.*?)[:\s]\s*([0-9][0-9 /.,]*%?)")
_FIGURE = re.compile(r"[0-9].*")


def milestones(text: str, practice: Practice) -> tuple[Milestone, ...]:
    """ "Draft: 400.00", one a line. Raises FieldError("milestones")."""
    parts = _parted("milestones", text, _AMOUNT, _("Write a name and an amount on each line."))
    return tuple(
        Milestone(name, typed_cents("milestones", figure, practice)) for name, figure in parts
    )


def stages(text: str) -> tuple[Stage, ...]:
    """ "Trial: 40 %", one a line. Raises FieldError("stages")."""
    parts = _parted("stages", text, _SHARE, _("Write a stage and its share on each line."))
    return tuple(Stage(name, _share("stages", figure)) for name, figure in parts)


def tiers(text: str, practice: Practice) -> tuple[Tier, ...]:
    """ "250,000.00: 33.33 %", one a line; the last names no amount. Raises FieldError("tiers")."""
    parts = _parted("tiers", text, _SHARE, _("Write a limit, a colon and a share on each line."))
    return tuple(Tier(_limit(name, practice), _share("tiers", figure)) for name, figure in parts)


def amounts(field: str, text: str, practice: Practice) -> tuple[NamedAmount, ...]:
    """ "Experts: 12,000.00", one a line; nothing typed is nothing. Raises FieldError."""
    hint = _("Write what it was for and an amount on each line.")
    parts = _parted(field, text, _AMOUNT, hint)
    return tuple(NamedAmount(name, typed_cents(field, figure, practice)) for name, figure in parts)


def stage_text(fee: Contingency, practice: Practice) -> str:
    """The stages as they are typed."""
    return "\n".join(f"{s.name}: {share_words(s.share, practice.locale)}" for s in fee.stages)


def _parted(field: str, text: str, form: re.Pattern[str], hint: str) -> list[tuple[str, str]]:
    return [_part(field, line, form, hint) for line in text.splitlines() if line.strip()]


def _part(field: str, line: str, form: re.Pattern[str], hint: str) -> tuple[str, str]:
    typed = " ".join(line.split())
    name, colon, figure = typed.rpartition(":")
    if colon and name.strip() and figure.strip():
        return name.strip(), figure.strip()
    match = form.fullmatch(typed)
    if match is None or not match[1].strip():
        words = _("“{typed}” is not complete; nothing was kept.").format(typed=typed[:40])
        raise FieldError(field, words, hint)
    return match[1].strip(), match[2]


def _share(field: str, figure: str) -> Fraction:
    try:
        return parse_share(figure)
    except FieldError as error:
        raise FieldError(field, error.text, error.hint) from error


def _limit(name: str, practice: Practice) -> int | None:
    figure = _FIGURE.search(name)
    return typed_cents("tiers", figure[0], practice) if figure else None
