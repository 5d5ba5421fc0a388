"""How far PDFs from outside may unpack, for every place that writes with their pages."""

from __future__ import annotations

from functools import lru_cache

_MOST_UNPACKED = 300_000_000  # bytes of one stream: a page scanned in colour at 600 dpi is 100 MB


@lru_cache(maxsize=1)
def limit_unpacking() -> None:
    """Let no small file unpack into more than this computer holds; once, for the whole process."""
    from pikepdf.settings import set_qpdf_limits

    set_qpdf_limits(
        flate_max_memory=_MOST_UNPACKED,
        run_length_max_memory=_MOST_UNPACKED,
        png_max_memory=_MOST_UNPACKED,
        tiff_max_memory=_MOST_UNPACKED,
        dct_max_memory=_MOST_UNPACKED,
    )
