"""What happened in the weeks after the day: terms, a second bill, late money, a dispute, the end.

Each chapter is another day on which the practice is opened, worked in through its window, and
closed. Its papers go to `papers` in the demo's folder, with plain names.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from demo.acts import Album
from demo.stage import DUBLIN, on_stage
from demo.weeks_answer import Answer
from demo.weeks_bills import Bills
from demo.weeks_dispute import Quarrel
from demo.weeks_end import Ending
from demo.weeks_late import LateMoney
from demo.weeks_terms import Terms

CHAPTERS: tuple[tuple[str, type[Answer | Terms | Bills | LateMoney | Quarrel | Ending]], ...] = (
    ("2026-11-23T09:30", Answer),
    ("2026-11-24T09:30", Terms),
    ("2026-12-15T16:00", Bills),
    ("2027-01-05T10:00", LateMoney),
    ("2027-01-18T11:00", Quarrel),
    ("2027-02-26T14:00", Ending),
)


def play_weeks(target: Path, passphrase: str, album: Album) -> None:
    """Go on in the practice that the day left in `target`."""
    (target / "papers").mkdir(exist_ok=True)
    for moment, chapter in CHAPTERS:
        at = int(datetime.fromisoformat(moment).replace(tzinfo=DUBLIN).timestamp())
        with on_stage(target / "practice", at) as stage:
            stage.unlock(passphrase)
            chapter(stage, target, album).play()
