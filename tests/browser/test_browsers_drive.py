"""The browser driver itself: each verb on a page made here, and the network really cut."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from browsers import Browser, open_browser

pytestmark = pytest.mark.loopback

PAYLOAD = bytes(range(256)) * 4000

PAGE = """<!doctype html><meta charset="utf-8"><title>Drive</title>
<style>@media (prefers-color-scheme: dark) { body { background: #111 } }</style>
<form onsubmit="event.preventDefault(); answer.textContent = 'Read: ' + word.value">
  <label for="word">Passphrase</label> <input id="word" type="password" value="old">
  <button>Open</button>
</form>
<button hidden>Open later</button>
<p id="answer"></p>
<p id="width"></p>
<a id="file" download="änd 1.pdf" href="#">Save the file</a>
<script>
  const bytes = Uint8Array.from(atob('PAYLOAD'), (c) => c.charCodeAt(0));
  file.href = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  width.textContent = 'Wide: ' + innerWidth;
  addEventListener('resize', () => { width.textContent = 'Wide: ' + innerWidth; });
</script>
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("drive") / "page with space.html"
    made.write_text(PAGE.replace("PAYLOAD", base64.b64encode(PAYLOAD).decode()), encoding="utf-8")
    return made


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with open_browser(request.param) as started:
        yield started


def test_types_into_a_labelled_field_and_clicks(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.type_into("Passphrase", "fünf Wörter")
    browser.click_button("Open")
    assert "Read: fünf Wörter\n" in browser.wait_for_text("Read:")


def test_enter_submits(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.type_into("Passphrase", "words")
    browser.press("Enter")
    browser.wait_for_text("Read: words")


def test_a_download_arrives_byte_for_byte(browser: Browser, page: Path) -> None:
    browser.open(page)
    saved = browser.download_by_link("Save the file")
    assert saved.name == "änd 1.pdf"
    assert hashlib.sha256(saved.read_bytes()).digest() == hashlib.sha256(PAYLOAD).digest()


def test_what_is_not_shown_is_not_found(browser: Browser, page: Path) -> None:
    browser.open(page)
    with pytest.raises(LookupError, match="Open later"):
        browser.click_button("Open later")


def test_waiting_in_vain_says_what_is_there(browser: Browser, page: Path) -> None:
    browser.open(page)
    with pytest.raises(TimeoutError, match="Save the file"):
        browser.wait_for_text("never written", seconds=0.2)


def test_zoom_narrows_the_page(browser: Browser, page: Path, tmp_path: Path) -> None:
    browser.open(page)
    browser.set_window(800, 600, zoom=2.0)
    browser.wait_for_text("Wide: 400")
    shot = browser.screenshot(tmp_path / "shot.png").read_bytes()
    browser.set_window(800, 600)
    assert shot.startswith(b"\x89PNG")
    assert int.from_bytes(shot[16:20]) == 800


def test_prints(browser: Browser, page: Path, tmp_path: Path) -> None:
    browser.open(page)
    assert browser.print_pdf(tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_errors_and_requests_are_seen_and_nothing_gets_out(name: str, tmp_path: Path) -> None:
    noisy = tmp_path / "noisy.html"
    noisy.write_text(
        "<p id=p>…</p><script>"
        "fetch('http://lawdesk.example/').catch(() => { p.textContent = 'cut off'; });"
        "setTimeout(() => { throw new Error('a bug of the page'); });</script>",
        encoding="utf-8",
    )
    with open_browser(name) as browser:
        browser.open(noisy)
        browser.wait_for_text("cut off")
        assert any("a bug of the page" in error for error in browser.console_errors())
        assert "http://lawdesk.example/" in browser.outside_requests()


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_dark_is_dark_and_a_quiet_page_asks_for_nothing(name: str, page: Path) -> None:
    with open_browser(name, dark=True) as browser:
        browser.open(page)
        assert browser.evaluate("getComputedStyle(document.body).backgroundColor") == (
            "rgb(17, 17, 17)"
        )
        assert browser.console_errors() == []
        assert browser.outside_requests() == []
