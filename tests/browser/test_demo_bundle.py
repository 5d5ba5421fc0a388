"""The client's side of the demo: the bundle opened from disk in real browsers, network cut."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from browsers import Browser, open_browser
from demo.day import PlayedDay
from lawdesk.exports.client_texts import client_texts

pytestmark = [
    pytest.mark.loopback,
    pytest.mark.qt_log_ignore("This plugin does not support"),  # offscreen has less
]

OPENED = client_texts("bundle", "en")["help_again_q"]
WRONG_WORDS = client_texts("bundle", "en")["wrong_words"]
DAMAGED = client_texts("bundle", "en")["damaged"]


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A browser for one test; whatever it asks the network for fails the test."""
    with open_browser(request.param) as opened:
        yield opened
        assert opened.outside_requests() == []


@pytest.fixture
def words(played_day: PlayedDay) -> str:
    return (played_day.folder / "bundle-passphrase.txt").read_text(encoding="utf-8").strip()


def bundle_of(played: PlayedDay) -> Path:
    found = list(played.folder.glob("bundle-*.html"))
    assert len(found) == 1
    return found[0]


def open_with(browser: Browser, page: Path, words: str) -> None:
    browser.open(page)
    browser.type_into("Passphrase", words)
    browser.click_button("Open")


def test_invoice_comes_out_byte_for_byte(
    browser: Browser, played_day: PlayedDay, words: str
) -> None:
    open_with(browser, bundle_of(played_day), words)
    text = browser.wait_for_text(OPENED)
    assert "Alvarez v. Northgate" in text
    assert "553.50" in text
    files = played_day.summary["bundle"]["files"]
    links = browser.evaluate(
        "[...document.querySelectorAll('a[download]')].map((a) => a.download).join('\\n')"
    )
    assert sorted(links.split("\n")) == sorted(file["name"] for file in files)
    for file in files:
        saved = browser.download_by_link(link_name(browser, file["name"]))
        assert hashlib.sha256(saved.read_bytes()).hexdigest() == file["sha256"]
    invoice = next(file for file in files if file["name"].startswith("invoice-"))
    assert invoice["sha256"] == played_day.summary["invoice"]["pdf_sha256"]


def test_wrong_words_are_refused_with_a_sentence(
    browser: Browser, played_day: PlayedDay, words: str
) -> None:
    wrong = " ".join(reversed(words.split()))
    open_with(browser, bundle_of(played_day), wrong)
    text = browser.wait_for_text(WRONG_WORDS)
    assert "Northgate" not in text
    assert "553.50" not in text


def test_one_flipped_byte_is_refused_with_a_sentence(
    browser: Browser, played_day: PlayedDay, words: str, tmp_path: Path
) -> None:
    page = tmp_path / "flipped.html"
    page.write_bytes(with_one_bit_flipped(bundle_of(played_day).read_bytes()))
    open_with(browser, page, words)
    text = browser.wait_for_text(DAMAGED)
    assert "Northgate" not in text
    assert browser.evaluate("document.querySelectorAll('a[download]').length") == 0


def link_name(browser: Browser, name: str) -> str:
    """What the link to this file is called, as a screen reader tells it."""
    script = (
        "[...document.querySelectorAll('a[download]')].find((a) => a.download === %r).ariaLabel"
    )
    return str(browser.evaluate(script % name))


def with_one_bit_flipped(page: bytes) -> bytes:
    """The page with one character of its last sealed block replaced by its neighbour."""
    blocks = list(re.finditer(rb"[A-Za-z0-9+/]{200,}", page))
    place = blocks[-1].start() + 100
    other = b"A" if page[place : place + 1] != b"A" else b"B"
    return page[:place] + other + page[place + 1 :]
