"""Papers from anywhere, made fit to be appended to one of ours: only their pages, only their look.

What belongs here: reading such a file, refusing what cannot be read, and leaving behind whatever a
page could do besides being looked at. Comments and filled form fields stay as they are seen.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from lawdesk.domain.receivables.dossier import AttachedPdf
from lawdesk.errors import ExportError
from lawdesk.exports.pdf_limits import limit_unpacking
from lawdesk.translation import _

if TYPE_CHECKING:
    from pikepdf import Pdf

MOST_PAGES = 2_000
_KEPT = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit"}
    | {"/Resources", "/Contents", "/Group"}
)


def readable_pdf(paper: AttachedPdf) -> Pdf:
    """The paper, repaired where it can be, with nothing but its pages' look.

    Raises ExportError, naming the paper, where it is locked, damaged, empty or too long.
    """
    from pikepdf import PasswordError, PdfError

    limit_unpacking()
    try:
        return _pages_only(paper)
    except PasswordError as error:
        raise ExportError(
            _("“{name}” is locked by a password; nothing was written.").format(name=paper.name),
            _("Store it without the password, or leave it out."),
        ) from error
    except (PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise _damaged(paper) from error


def _pages_only(paper: AttachedPdf) -> Pdf:
    from pikepdf import Pdf

    with Pdf.open(io.BytesIO(paper.pdf)) as opened:
        if not 0 < len(opened.pages) <= MOST_PAGES:
            raise ExportError(
                _("“{name}” has {count} pages; nothing was written.").format(
                    name=paper.name, count=len(opened.pages)
                ),
                _("A paper of 1 to {most} pages can be appended.").format(most=MOST_PAGES),
            )
        opened.flatten_annotations("all")
        repaired = io.BytesIO()
        opened.save(repaired, deterministic_id=True)
    clean = Pdf.open(repaired)
    for page in clean.pages:
        for key in set(page.obj.keys()) - _KEPT:
            del page.obj[key]
    if clean.check_pdf_syntax() or _reaches_outside(clean):
        raise _damaged(paper)
    return clean


def _reaches_outside(pdf: Pdf) -> bool:
    """Whether a stream's data is said to lie in a file of its own."""
    from pikepdf import Stream

    return any(isinstance(each, Stream) and "/F" in each for each in pdf.objects)


def _damaged(paper: AttachedPdf) -> ExportError:
    return ExportError(
        _("“{name}” is damaged and cannot be appended; nothing was written.").format(
            name=paper.name
        ),
        _("Open it in a PDF program and save it anew, or leave it out."),
    )
