"""What a practice may choose from: countries, currencies, number formats, taxes, rounding.

Used by the first run and by the settings; keys are what the practice stores.
"""

from PySide6.QtCore import QLocale

from lawdesk.domain.countries import COUNTRIES
from lawdesk.domain.rounding import UNIT_MINUTES, RoundingMode, RoundingPolicy
from lawdesk.domain.tax import REGIMES
from lawdesk.translation import _
from lawdesk.ui.widgets.choice_box import Choice

EXACT = "exact"


def country_choices() -> list[Choice]:
    """Countries by name."""
    return [(c.code, c.name) for c in sorted(COUNTRIES, key=lambda c: c.name)]


def currency_choices() -> list[Choice]:
    """Currencies by code."""
    return [(code, code) for code in sorted({c.currency for c in COUNTRIES})]


def locale_choices() -> list[Choice]:
    """Number and date formats, each with the country whose habit it is and an example.

    The example comes from Qt: asking Babel for fifteen countries would take seconds.
    """
    return [
        (c.locale, f"{QLocale(c.locale).toString(1234.56, 'f', 2)} · {c.name}")
        for c in sorted(COUNTRIES, key=lambda c: c.name)
    ]


def language_choices() -> list[Choice]:
    """Languages that LawDesk writes to clients in."""
    return [("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español")]


def tax_choices() -> list[Choice]:
    """Tax regimes."""
    return [(regime.code, regime.name) for regime in REGIMES]


def rounding_choices() -> list[Choice]:
    """Rounding policies, the unit first."""
    ways = [
        (RoundingMode.UP, _("{count} min, up")),
        (RoundingMode.NEAREST, _("{count} min, nearest")),
    ]
    listed: list[Choice] = [
        (f"{minutes * 60} {mode.value}", words.format(count=minutes))
        for minutes in UNIT_MINUTES
        for mode, words in ways
    ]
    return [*listed, (EXACT, _("exact, no rounding"))]


def rounding_key(policy: RoundingPolicy) -> str:
    """The key of a policy among the choices."""
    if policy.mode is RoundingMode.EXACT:
        return EXACT
    return f"{policy.unit_seconds} {policy.mode.value}"


def rounding_policy(key: str, before: RoundingPolicy) -> RoundingPolicy:
    """The policy of a key; the smallest charge and the scope stay as before."""
    if key == EXACT:
        return RoundingPolicy(before.unit_seconds, RoundingMode.EXACT, 0, before.scope)
    unit, mode = key.split(" ")
    return RoundingPolicy(int(unit), RoundingMode(mode), before.minimum_units, before.scope)
