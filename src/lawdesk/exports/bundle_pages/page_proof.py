"""Fingerprints of what pages show, taken before a file is written and of the file on disk.

What belongs here: walking from pages to every stream they can reach, in an order that depends on
nothing but the pages.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from lawdesk.progress import Report

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

_FRAME = frozenset({"/Catalog", "/Pages", "/Page"})


def page_fingerprints(pdf: Pdf, report: Report) -> list[bytes]:
    """One SHA-256 a page, over the streams it reaches that no page before it reached, as they are
    coded, and over its own box; `report` counts pages. Raises ValueError where a page needs the
    catalog or another page in order to be seen, which none does.
    """
    seen: set[tuple[int, int]] = set()
    prints = []
    count = len(pdf.pages)
    for at, page in enumerate(pdf.pages):
        report(at, count)
        prints.append(_fingerprint(page, seen))
    return prints


def _fingerprint(page: Page, seen: set[tuple[int, int]]) -> bytes:
    from pikepdf import Array, Dictionary, Stream

    checksum = hashlib.sha256(repr([float(edge) for edge in page.mediabox]).encode())
    waiting: list[Object] = [
        page.obj[key] for key in ("/Contents", "/Resources", "/Group") if key in page.obj
    ]
    while waiting:
        thing = waiting.pop()
        if not isinstance(thing, (Array, Dictionary, Stream)):
            continue
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, Stream):
            checksum.update(hashlib.sha256(thing.get_raw_stream_buffer()).digest())
        if isinstance(thing, Array):
            waiting += list(thing)
        elif str(thing.get("/Type")) in _FRAME:
            raise ValueError("what a page shows leads back to the file's own frame")
        else:
            waiting += [thing[key] for key in sorted(thing.keys()) if key != "/Parent"]
    return checksum.digest()
