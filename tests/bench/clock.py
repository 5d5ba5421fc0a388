"""Starting and stopping the clock, to the durable commit, in an empty and in a full practice."""

from __future__ import annotations

from bench.figures import Figure, median, milliseconds, percentile
from lawdesk.domain.matters import MatterId
from lawdesk.operations.timers import start_timer, stop_timer
from practice_room import PracticeRoom

_RUNS = 120


def clock_figures(empty: PracticeRoom, full: PracticeRoom) -> list[Figure]:
    """p95 of a start and of a stop with 100,000 entries, and their ratio to an empty practice.

    Both practices take turns, so that whatever else the machine does falls on both alike.
    """
    rooms = [(empty, empty.add_matter()), (full, full.add_matter())]
    starts: list[list[float]] = [[], []]
    stops: list[list[float]] = [[], []]
    for _ in range(_RUNS):
        for which, (room, matter) in enumerate(rooms):
            starts[which] += _start(room, matter)
            stops[which] += _stop(room)
    figures = []
    for name, (few, many) in (("start", starts), ("stop", stops)):
        slow = percentile(sorted(many), 95)
        figures.append(Figure(f"clock {name} to commit, 100,000 entries, p95", slow, 20, "ms"))
        ratio = median(sorted(many)) / median(sorted(few))
        figures.append(Figure(f"clock {name}, full against empty practice", ratio, 1.5, "×"))
    return figures


def _start(room: PracticeRoom, matter: MatterId) -> list[float]:
    return milliseconds(lambda: room.do(start_timer, matter, now=room.clock.go_on(1)), 1)


def _stop(room: PracticeRoom) -> list[float]:
    return milliseconds(lambda: room.do(stop_timer, now=room.clock.go_on(1)), 1)
