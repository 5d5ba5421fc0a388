"""The outside programs that judge what LawDesk makes.

A test asks for one by name and gets its path. On a developer's machine a missing judge skips the
test and says so; with LAWDESK_ALL_JUDGES=1 (CI) it fails the test instead.
"""

import os
import shutil
from pathlib import Path

import pytest

DEBIAN_PACKAGES = {
    "qpdf": "qpdf",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdffonts": "poppler-utils",
    "pdfdetach": "poppler-utils",
    "mutool": "mupdf-tools",
    "age": "age",
    "7z": "p7zip-full",
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "firefox-esr": "firefox-esr",
    "node": "nodejs",
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
}

_OTHER_NAMES = {"firefox-esr": ("firefox",), "chromium": ("chromium-browser", "google-chrome")}


def judge(name: str) -> Path:
    """The path of an outside program, or the end of the test: skipped, in CI failed."""
    for candidate in (name, *_OTHER_NAMES.get(name, ())):
        found = shutil.which(candidate)
        if found:
            return Path(found)
    missing = f"{name} is missing (Debian package {DEBIAN_PACKAGES[name]})"
    if os.environ.get("LAWDESK_ALL_JUDGES") == "1":
        pytest.fail(missing)
    pytest.skip(missing)
