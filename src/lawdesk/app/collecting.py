"""Python's garbage is collected on the window's thread only.

A worker that happens to trigger a collection would destroy windows of an earlier session on the
wrong thread, which Qt answers with a crash.
"""

import gc

from PySide6.QtCore import QObject, Slot


class Collector(QObject):
    """Takes collecting over while the program runs; `look` is called once a second."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()

    @Slot()
    def look(self) -> None:
        """Collect what Python itself would have collected since."""
        due = [
            generation
            for generation, (count, limit) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > limit
        ]
        if due:
            gc.collect(max(due))

    def end(self) -> None:
        """Collect everything here and give the work back to Python."""
        gc.collect()
        gc.enable()
