"""The PDF beside a letter, a template or a letterhead."""

from __future__ import annotations

from lawdesk.domain.letters.letters import LetterPaper
from lawdesk.ui.desk import Desk
from lawdesk.ui.pages.pdf_preview import PdfPreview


class LetterPreview(PdfPreview[LetterPaper]):
    """The letter as it would be sent now, under its number of pages."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk, name, drawn_letter)
        desk.closing.connect(self._pause.stop)  # making a letter reads the practice
        self._layout.setSpacing(6)
        self._layout.insertWidget(0, self.pages_label)


def drawn_letter(paper: LetterPaper) -> bytes:
    """The PDF of a letter; for a worker."""
    from lawdesk.exports.letter_from_template_pdf import draw_letter  # reportlab is slow to import

    return draw_letter(paper)
