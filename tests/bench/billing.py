"""Month end over 300 matters with 6,000 entries, and the draft editor with 500 entries.

Both drive the code of the pages: the same steps in the same event loop, on the disk that the
program's own files would lie on.
"""

from __future__ import annotations

import random
import time
from datetime import timedelta
from pathlib import Path

from pyrage import x25519
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.figures import Figure, median, milliseconds, percentile
from lawdesk.domain.matters import MatterId
from lawdesk.operations.drafts import make_draft
from lawdesk.operations.time_entries import add_time_entry
from lawdesk.store import drafts
from lawdesk.store.billing import month_end
from lawdesk.ui import fonts, theme
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.billing.month_end_issuing import Issuing, Outcome, ToIssue
from lawdesk.ui.pages.billing.month_end_steps import DraftMaking, SteppedWork
from lawdesk.vault.sealed_documents import SealedDocuments
from practice_room import FRIDAY, PracticeRoom, make_room

_MATTERS = 300
_ENTRIES_EACH = 20
_LONG_DRAFT = 500
_RUNS = 9
_TICK_MS = 2


def month_end_figures(folder: Path) -> list[Figure]:
    """Drafting and issuing everything, PDFs included: seconds, memory, the longest standstill."""
    desk, room = _desk_over(folder)
    matter_ids = _work_in(room, _MATTERS, _ENTRIES_EACH)
    _issue_all(desk, room, matter_ids[:3])  # imports and fonts are loaded once, not per month
    before = _resident_mib()
    watch = _Standstill()
    begun = time.perf_counter()
    issued = _issue_all(desk, room, matter_ids[3:])
    seconds = time.perf_counter() - begun
    if issued != _MATTERS - 3:
        raise AssertionError(f"only {issued} of {_MATTERS - 3} drafts were issued")
    figures = [
        Figure("month end, 300 matters, 6,000 entries, PDFs", seconds * 300 / 297, 12, "s"),
        Figure("month end, memory over idle", _resident_mib() - before, 60, "MiB"),
        Figure("month end, longest standstill of the window", watch.longest_ms, 50, "ms"),
        Figure("month end, standstill, 95 of 100", watch.usual_ms, 50, "ms"),
    ]
    desk.close()
    room.database.close()
    return figures


def month_end_list_figure(room: PracticeRoom) -> Figure:
    """The month end's own query over a practice with 100,000 entries, all unbilled."""
    taken = milliseconds(lambda: month_end.list_unbilled_matters(room.read, FRIDAY), _RUNS)
    return Figure("month end, its list, 100,000 entries", median(taken), 100, "ms")


def draft_editor_figure(folder: Path) -> Figure:
    """From a keystroke in the discount's field to the painted totals, 500 entries."""
    from lawdesk.ui.pages.draft_editor import DraftEditor

    desk, room = _desk_over(folder)
    matter_id = _work_in(room, 1, _LONG_DRAFT)[0]
    editor = DraftEditor(desk)
    editor.resize(1048, 700)
    editor.show_item(room.do(make_draft, matter_id, now=room.clock.now()))
    editor.show()
    editor.parts.show_part("more")
    QTest.qWait(1500)  # the preview is drawn on a worker; typing comes after a look at it
    field = editor.more.discount_field()
    field.setFocus()

    def press() -> None:
        QTest.keyClick(field, Qt.Key.Key_1)
        editor.totals.repaint()
        editor.totals.grab()

    taken = milliseconds(press, 5)
    editor.deleteLater()
    desk.close()
    room.database.close()
    return Figure("draft editor, totals after a keystroke, 500 entries", median(taken), 30, "ms")


class _Standstill(QObject):
    """How long the event loop was away, seen from a timer that should fire every 2 ms."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self._gaps: list[float] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(_TICK_MS)

    @property
    def longest_ms(self) -> float:
        """The longest time in which the window could not have answered."""
        return max(self._gaps, default=0.0)

    @property
    def usual_ms(self) -> float:
        """What 95 of 100 gaps stay under."""
        return percentile(sorted(self._gaps), 95)

    def _on_timeout(self) -> None:
        now = time.perf_counter()
        self._gaps.append((now - self._last) * 1000)
        self._last = now


def _desk_over(folder: Path) -> tuple[Desk, PracticeRoom]:
    app = QApplication.instance() or QApplication([])
    fonts.load_fonts()
    theme.apply_theme(app)  # type: ignore[arg-type]
    folder.mkdir(parents=True, exist_ok=True)
    room = make_room(folder)
    documents = SealedDocuments(folder / "docs", (str(x25519.Identity.generate()),))
    return Desk(room.database, documents, room.clock), room


def _work_in(room: PracticeRoom, matters: int, entries: int) -> list[MatterId]:
    """Matters with a client each, and entries of some minutes to some hours before Friday."""
    chance = random.Random(5)
    made = [
        room.add_matter(f"Matter {n:03d} lease", room.add_client(f"Client {n:03d}"))
        for n in range(matters)
    ]
    with room.database.transaction() as tx:
        for matter_id in made:
            for number in range(entries):
                add_time_entry(
                    tx,
                    matter_id,
                    worked_on=FRIDAY - timedelta(days=number % 60),
                    seconds=chance.randrange(300, 9000),
                    narrative=f"Review of the opposing brief and notes for the hearing, {number}",
                    now=room.clock.now(),
                )
    return made


def _issue_all(desk: Desk, room: PracticeRoom, matter_ids: list[MatterId]) -> int:
    owner = QObject()
    _run(DraftMaking(desk, matter_ids, FRIDAY, owner))
    waiting = [
        ToIssue(draft.id, draft.client_name, draft.matter_title)
        for draft in drafts.list_summaries(room.read)
    ]
    outcomes = _run(Issuing(desk, waiting, owner))
    owner.deleteLater()
    return sum(len(outcome.invoices) for outcome in outcomes if isinstance(outcome, Outcome))


def _run(work: SteppedWork) -> tuple[object, ...]:
    """Let work run in an event loop to its end; gives what it succeeded with."""
    loop, results = QEventLoop(), list[tuple[object, ...]]()

    def end(result: tuple[object, ...]) -> None:
        results.append(result)
        loop.quit()

    work.succeeded.connect(end)
    work.start()
    loop.exec()
    return results[0]


def _resident_mib() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
