"""Figures of a clock. Needed by the lock screen, so it imports nothing."""


def clock_words(seconds: int) -> str:
    """The running clock: "0:47:10"."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def short_clock(seconds: int) -> str:
    """A duration in hours and full minutes: "0:47"."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}"
