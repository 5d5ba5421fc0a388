"""`dev.py bench`: every figure that was promised, measured in one run and printed as a table.

Figures are ratios where a machine's speed would blur them. The exit status says whether all are
within their bounds; nothing here is a test, because a busy machine proves nothing.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.billing import draft_editor_figure, month_end_figures, month_end_list_figure
from bench.bundle_opening import bundle_memory_figure, opening_figures
from bench.bundles import sealed_bundle_figures
from bench.clock import clock_figures
from bench.documents import document_figures
from bench.figures import Figure, table
from bench.listing import list_figures
from bench.papers import bundle_figures, invoice_figures
from bench.reports import report_figures
from bench.seeding import seeded_practice
from bench.starting import idle_memory_figure, lock_screen_figure
from practice_room import make_room

ENTRIES = 100_000


def main() -> int:
    """Measure, print, and give 1 where a figure is over its bound."""
    with tempfile.TemporaryDirectory(prefix="lawdesk-bench-") as name:
        figures = measure(Path(name))
    sys.stdout.write(table(figures) + "\n")
    return 0 if all(figure.is_kept for figure in figures) else 1


def measure(folder: Path) -> list[Figure]:
    """Every figure, the quick ones first."""
    for part in ("start", "empty", "bundle", "billed", "month", "draft"):
        (folder / part).mkdir()
    figures = [lock_screen_figure(folder / "start")]
    figures += invoice_figures()
    figures += bundle_figures(folder / "bundle")
    figures += opening_figures(folder / "bundle")
    figures.append(bundle_memory_figure(folder / "bundle"))
    figures += sealed_bundle_figures(folder / "bundle")
    _tell("seeding 100,000 entries")
    full = seeded_practice(folder / "full", ENTRIES)
    empty = make_room(folder / "empty")
    figures += clock_figures(empty, full)
    figures += list_figures(full, folder)
    figures.append(month_end_list_figure(full))
    empty.database.close()
    full.database.close()
    _tell("issuing 300 matters with 6,000 entries")
    figures += month_end_figures(folder / "month")
    figures.append(draft_editor_figure(folder / "draft"))
    _tell("sealing 200 MB and seeding 20,000 documents")
    figures += document_figures(folder / "documents")
    _tell("seeding 400,000 entries and 40,000 invoices")
    figures += report_figures(folder / "billed")
    figures.append(idle_memory_figure(folder / "full"))
    return figures


def _tell(what: str) -> None:
    sys.stderr.write(f"{what} …\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
