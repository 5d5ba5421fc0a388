"""PDFium may be used by one thread at a time; whoever uses it holds this lock while it works."""

import threading

PDFIUM = threading.RLock()
"""Held around every call into PDFium and while its pages are closed."""
