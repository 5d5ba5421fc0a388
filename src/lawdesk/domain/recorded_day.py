"""What of a day is recorded, and which stretches between work belong to nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LEAST_GAP_SECONDS = 5 * 60
"""Shorter pauses between two pieces of work are nobody's business."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of clock time in UTC seconds."""

    start: int
    end: int

    @property
    def seconds(self) -> int:
        """How long it is."""
        return self.end - self.start


def find_gaps(recorded: Iterable[Stretch], least: int = LEAST_GAP_SECONDS) -> list[Stretch]:
    """The stretches of at least `least` seconds between recorded ones, which may overlap."""
    gaps: list[Stretch] = []
    covered: int | None = None
    for piece in sorted(recorded, key=lambda stretch: stretch.start):
        if covered is not None and piece.start - covered >= least:
            gaps.append(Stretch(covered, piece.start))
        covered = piece.end if covered is None else max(covered, piece.end)
    return gaps
