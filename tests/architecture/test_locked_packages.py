"""What is installed is what was chosen: pinned, hashed, and licensed for a product."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from source_tree import ROOT

PRODUCT = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"

# Qt is offered under several licences: LawDesk takes the LGPL and keeps Qt in files of its own.
# python-stdnum has only the LGPL; it is used as it comes and never changed.
CHOSEN_LGPL = {"pyside6-essentials", "shiboken6", "python-stdnum"}

# These say nothing machine-readable; what their licence files say was read by a person.
READ_BY_HAND = {"sqlcipher3": "zlib", "pyrage": "MIT"}

PERMISSIVE = ("MIT", "BSD", "Apache", "PSF", "MPL", "OFL", "Open Font", "Python Software")


# Classifiers that are about something else.
_OTHER_CLASSIFIERS = (
    "Development",
    "Environment",
    "Framework",
    "Intended",
    "Natural",
    "Operating",
    "Programming",
    "Topic",
    "Typing",
)


def pins(lock: Path) -> dict[str, str]:
    """Version by name."""
    return dict(
        re.findall(r"^([a-z0-9.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    )


def licence_words(name: str) -> str:
    """Everything a package says about its licence in its metadata."""
    told = distribution(name).metadata
    fields = ["License-Expression", "License", "Classifier"]
    said = [word for field in fields for word in told.get_all(field) or []]
    return " / ".join(word for word in said if not word.startswith(_OTHER_CLASSIFIERS))


def installed(lock: Path) -> list[str]:
    """Names from the lock that belong on this system (others are for Windows or macOS)."""
    return [name for name in pins(lock) if _is_here(name)]


def _is_here(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


@pytest.mark.parametrize("name", installed(PRODUCT))
def test_nothing_gpl_in_the_product(name: str) -> None:
    words = licence_words(name)
    if name in CHOSEN_LGPL:
        assert "LGPL" in words
    elif name in READ_BY_HAND:
        assert not re.search(r"\bL?GPL|General Public", words)
    else:
        assert not re.search(r"\b[AL]?GPL|General Public", words)
        assert any(kind in words for kind in PERMISSIVE), words


@pytest.mark.parametrize("lock", [PRODUCT, DEVELOPMENT], ids=lambda lock: lock.name)
def test_every_pin_has_a_hash_and_names_no_server(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    for entry in re.split(r"\n(?=[a-z])", text):
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text
    assert "index-url" not in text


def test_the_development_lock_contains_the_product_lock() -> None:
    assert pins(PRODUCT).items() <= pins(DEVELOPMENT).items()


def test_what_is_installed_is_what_is_locked() -> None:
    locked = pins(DEVELOPMENT)
    here = {name: distribution(name).version for name in installed(DEVELOPMENT)}
    assert here == {name: locked[name] for name in here}
    assert {"pyside6-essentials", "sqlcipher3", "cryptography", "pytest"} <= set(here)
