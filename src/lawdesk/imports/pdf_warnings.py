"""What a PDF would like to do when it is opened, found without opening it in any viewer.

The file is read as a tree of objects; nothing of it is drawn, run or followed.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lawdesk.domain.documents import FileWarning
from lawdesk.imports.pdf_size import measure_pdf

if TYPE_CHECKING:
    import pikepdf

LARGEST_CHECKED = 100 << 20
_MOST_OBJECTS = 200_000
_MOST_DEPTH = 12
_MOST_SECONDS = 5.0
_LARGEST_STREAM = 300_000_000
_ACTIONS = {
    "/JavaScript": FileWarning.JAVASCRIPT,
    "/Launch": FileWarning.LAUNCH,
    "/GoToR": FileWarning.REMOTE_LINK,
    "/GoToE": FileWarning.REMOTE_LINK,
    "/SubmitForm": FileWarning.REMOTE_LINK,
    "/ImportData": FileWarning.REMOTE_LINK,
    "/Rendition": FileWarning.OPEN_ACTION,
}
_KEYS = {
    "/JS": FileWarning.JAVASCRIPT,
    "/AA": FileWarning.OPEN_ACTION,
    "/EF": FileWarning.EMBEDDED_FILES,
    "/XFA": FileWarning.XFA,
    "/RichMediaContent": FileWarning.EMBEDDED_FILES,
}


def find_pdf_warnings(content: bytes) -> frozenset[FileWarning]:
    """Everything there is to warn of in a PDF. Never raises for what the bytes are."""
    if len(content) > LARGEST_CHECKED:
        return frozenset({FileWarning.NOT_CHECKED})
    if measure_pdf(content).swells:
        return frozenset({FileWarning.SWELLS})
    import pikepdf

    # For the whole process, so the same as where papers are appended and put into bundles.
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=_LARGEST_STREAM,
        run_length_max_memory=_LARGEST_STREAM,
        png_max_memory=_LARGEST_STREAM,
        tiff_max_memory=_LARGEST_STREAM,
        dct_max_memory=_LARGEST_STREAM,
    )
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            return frozenset(_look(pdf))
    except pikepdf.PasswordError:
        return frozenset({FileWarning.ENCRYPTED})
    except pikepdf.PdfError as error:
        is_empty = "no pages found" in str(error)
        return frozenset({FileWarning.NO_PAGES if is_empty else FileWarning.DAMAGED})
    except (ValueError, RuntimeError, OverflowError, TypeError, KeyError):
        return frozenset({FileWarning.DAMAGED})


def _look(pdf: pikepdf.Pdf) -> Iterator[FileWarning]:
    import pikepdf

    if pdf.is_encrypted:
        yield FileWarning.RESTRICTED
    if len(pdf.pages) == 0:
        yield FileWarning.NO_PAGES
    root = pdf.Root
    if _does_something(root.get("/OpenAction")):
        yield FileWarning.OPEN_ACTION
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        if "/JavaScript" in names:
            yield FileWarning.JAVASCRIPT
        if "/EmbeddedFiles" in names:
            yield FileWarning.EMBEDDED_FILES
    until = time.monotonic() + _MOST_SECONDS
    for place, thing in enumerate(pdf.objects):
        if place > _MOST_OBJECTS or time.monotonic() > until:
            yield FileWarning.NOT_CHECKED
            return
        yield from _look_at(thing, 0)


def _does_something(action: object) -> bool:
    """Whether it is more than "begin at this page"."""
    import pikepdf

    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) != "/GoTo"


def _look_at(thing: object, depth: int) -> Iterator[FileWarning]:
    """An object and what lies in it directly; what it refers to comes by itself."""
    import pikepdf

    if depth > _MOST_DEPTH:
        return
    if isinstance(thing, pikepdf.Array):
        for part in thing:
            if isinstance(part, (pikepdf.Array, pikepdf.Dictionary)) and not part.is_indirect:
                yield from _look_at(part, depth + 1)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        yield from _look_at_entries(thing, depth)


def _look_at_entries(thing: pikepdf.Object, depth: int) -> Iterator[FileWarning]:
    import pikepdf

    for key in thing.keys():  # noqa: SIM118 - a stream's keys, which it does not iterate itself
        if key in _KEYS:
            yield _KEYS[key]
            continue
        value = thing.get(key)
        if key == "/S" and isinstance(value, pikepdf.Name) and str(value) in _ACTIONS:
            yield _ACTIONS[str(value)]
        elif isinstance(value, (pikepdf.Array, pikepdf.Dictionary)) and not value.is_indirect:
            yield from _look_at(value, depth + 1)
