"""Cells and chart labels in words."""

from __future__ import annotations

from datetime import date

import pytest

from lawdesk.domain.reports.figure_words import cell_words, label_words
from lawdesk.domain.reports.report import Cell, Kind


@pytest.mark.parametrize(
    ("cell", "kind", "currency", "locale", "words"),
    [
        (123_450, Kind.MONEY, "EUR", "de_DE", "1.234,50"),
        (-5, Kind.MONEY, "EUR", "en_US", "−0.05"),
        (1_234, Kind.MONEY, "JPY", "en_US", "1,234"),
        (1_234, Kind.MONEY, "BHD", "en_US", "1.234"),
        (14_040, Kind.HOURS, "EUR", "en_US", "3:54"),
        (29, Kind.HOURS, "EUR", "en_US", "0:00"),
        (30, Kind.HOURS, "EUR", "en_US", "0:01"),
        (873_500, Kind.PERCENT, "EUR", "de_DE", "87,4\u00a0%"),
        (190_000, Kind.PERCENT, "EUR", "en_US", "19.0%"),
        (1_200, Kind.COUNT, "JPY", "en_US", "1,200"),
        (date(2026, 11, 20), Kind.DAY, "EUR", "de_DE", "20.11.2026"),
        (None, Kind.MONEY, "EUR", "en_US", "–"),
        (None, Kind.DAY, "EUR", "en_US", ""),
        ("as it is", Kind.MONEY, "EUR", "en_US", "as it is"),
    ],
)
def test_cells(cell: Cell, kind: Kind, currency: str, locale: str, words: str) -> None:
    assert cell_words(cell, kind, currency, locale) == words


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (123_450, Kind.MONEY, "1,235"),
        (-50, Kind.MONEY, "−1"),
        (14_040, Kind.HOURS, "3.9"),
        (-14_040, Kind.HOURS, "−3.9"),
        (3_600_000, Kind.HOURS, "1,000"),
        (873_500, Kind.PERCENT, "87%"),
        (12, Kind.COUNT, "12"),
    ],
)
def test_labels_are_short(value: int, kind: Kind, words: str) -> None:
    assert label_words(value, kind, "USD", "en_US") == words
