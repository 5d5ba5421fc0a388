"""Closing statements for tests, worked out by the rules from the agreements of the examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from lawdesk.domain.billing.closing_paper import ClosingPaper
from lawdesk.domain.billing.contingency import NamedAmount, closing_statement
from lawdesk.domain.billing.fee_agreements import Contingency, FeeBase, LostCosts, Stage, Tier
from sample_papers import american_paper, german_paper

STAGES = (Stage("Suit", Fraction(1, 3)), Stage("Trial", Fraction(2, 5)))
COSTS = (
    NamedAmount("Expert opinion on the scaffold", 9_500_00),
    NamedAmount("Court fees", 2_500_00),
)
LIENS = (NamedAmount("Health insurer, treatment after the accident", 8_000_00),)
TIERS = (
    Tier(250_000_00, Fraction(3333, 10_000)),
    Tier(500_000_00, Fraction(1, 4)),
    Tier(None, Fraction(1, 5)),
)
_LOCALES = {"en": "en_US", "de": "de_DE", "fr": "fr_FR", "es": "es_ES"}


def closing_paper(
    language: str = "en",
    terms: Contingency | None = None,
    recovery_cents: int = 100_000_00,
    costs: tuple[NamedAmount, ...] = COSTS,
    liens: tuple[NamedAmount, ...] = (),
) -> ClosingPaper:
    """One third of a settlement of 100,000.00 with costs of 12,000.00, unless told otherwise."""
    terms = terms or Contingency(STAGES)
    letter = american_paper() if language == "en" else german_paper()
    stage = terms.stages[0].name if terms.stages else None
    return ClosingPaper(
        language=language,
        locale=_LOCALES[language],
        currency=letter.currency,
        sender=letter.sender,
        recipient_lines=letter.recipient_lines,
        client_name=letter.recipient_lines[0],
        matter_number="2026-0112",
        matter_title="Alvarez v. Northgate",
        made_on=date(2026, 11, 20),
        statement=closing_statement(terms, recovery_cents, stage=stage, costs=costs, liens=liens),
        paper_size=letter.paper_size,
        window=letter.window,
    )


def on_net(language: str = "en") -> ClosingPaper:
    """The same with the fee taken from what the costs leave."""
    return closing_paper(language, Contingency(STAGES, FeeBase.NET))


def in_tiers(language: str = "en") -> ClosingPaper:
    """600,000.00 with a fee in three tiers."""
    return closing_paper(language, Contingency(tiers=TIERS), 600_000_00, costs=())


def lost(costs_if_lost: LostCosts) -> ClosingPaper:
    """Nothing recovered."""
    return closing_paper("en", Contingency(STAGES, costs_if_lost=costs_if_lost), 0)


def with_liens(language: str = "en") -> ClosingPaper:
    """The first example with a lien of 8,000.00."""
    return closing_paper(language, liens=LIENS)


def crowded() -> ClosingPaper:
    """So many costs with such long wordings that they need several pages."""
    wording = "Gutachten zur Standfestigkeit des Gerüsts mit Ortstermin und Ergänzung; " * 6
    costs = tuple(NamedAmount(f"{at}. {wording}", 1_00 * at) for at in range(1, 40))
    paper = closing_paper("de", costs=costs)
    return replace(paper, client_name="N" * 200)
