"""The letter that is filed during the demo's day: a small PDF, the same bytes each time."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

_LINES = (
    "NORTHGATE COMPONENTS LTD",
    "Unit 4, Ballymount Road, Dublin 12",
    "",
    "18 November 2026",
    "",
    "Discovery in Alvarez v. Northgate",
    "",
    "We enclose the affidavit of discovery of our client with its two schedules.",
    "The originals can be inspected at our office on reasonable notice.",
)


def write_letter(target: Path) -> Path:
    """A one-page letter from the other side, as a scanner would leave it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    page = io.BytesIO()
    canvas: Any = Canvas(page, pagesize=A4, invariant=1)
    canvas.setTitle("Letter on discovery")
    canvas.setFont("Helvetica", 11)
    for place, line in enumerate(_LINES):
        canvas.drawString(72, 740 - place * 14, line)
    canvas.save()
    target.write_bytes(page.getvalue())
    return target
