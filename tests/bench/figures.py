"""Measuring: repeated runs, percentiles, and the table in which figures are printed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure and the bound it is held against, both in the same unit."""

    name: str
    measured: float
    bound: float
    unit: str

    @property
    def is_kept(self) -> bool:
        """Whether the figure is within its bound."""
        return self.measured <= self.bound

    def line(self) -> str:
        """One line of the table."""
        verdict = "ok" if self.is_kept else "OVER"
        share = self.measured / self.bound
        figures = f"{self.measured:>10.2f}{self.bound:>10.2f}  {self.unit:<4}{share:>6.2f}"
        return f"{self.name:<58}{figures}  {verdict}"


def milliseconds(act: Callable[[], object], runs: int) -> list[float]:
    """How long each of `runs` runs took, sorted."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def percentile(taken: list[float], percent: int) -> float:
    """The value that `percent` of the sorted runs stay under."""
    return taken[min(len(taken) - 1, len(taken) * percent // 100)]


def median(taken: list[float]) -> float:
    """The middle of the sorted runs."""
    return percentile(taken, 50)


def table(figures: list[Figure]) -> str:
    """All figures, one a line, with their share of the bound."""
    head = f"{'figure':<58}{'measured':>10}{'bound':>10}  {'':<4}{'ratio':>6}"
    return "\n".join([head, "-" * len(head), *[figure.line() for figure in figures]])
