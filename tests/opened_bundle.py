"""A client's page for tests in a browser: made from papers, opened with the words, saved from."""

import hashlib
from dataclasses import replace
from pathlib import Path

from browser_start import wait_until
from browsers import Browser
from formats.bundle import make_vectors
from lawdesk.domain.bundles import BundleFile, BundlePlan
from lawdesk.exports.bundle_html import write_page
from lawdesk.exports.bundle_seal import BundleSealer, BundleSecrets
from lawdesk.exports.client_texts import client_texts
from lawdesk.progress import silent

OPENED = client_texts("bundle", "en")["help_again_q"]
"""Only the opened page says this."""
FAST = BundleSecrets(iterations=600_000)


def planned(*papers: tuple[str, bytes]) -> tuple[BundlePlan, dict[str, bytes]]:
    """A plan over these papers, and where their bytes are."""
    files = tuple(
        BundleFile(
            name=name,
            title=name,
            media_type="application/octet-stream",
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            source=name,
        )
        for name, content in papers
    )
    return replace(make_vectors.plan(), files=files), dict(papers)


def page_of(plan: BundlePlan, contents: dict[str, bytes], target: Path) -> Path:
    """A page written without the checks of `write_bundle_html`, for names those would refuse."""
    sealer = BundleSealer(plan, make_vectors.WORDS, FAST)
    with target.open("wb") as page:
        write_page(page, plan, sealer, make_vectors.unsealing(contents), silent)
    return target


def open_with_words(browser: Browser, page: Path, words: str) -> None:
    browser.open(page)
    browser.type_into("Passphrase", words)
    browser.click_button("Open")


def saved(browser: Browser, title: str) -> bytes:
    """The bytes that arrive in the downloads folder, empty ones too."""
    for old in browser.downloads.iterdir():
        old.unlink()
    browser.click_link(f"Save {title}")

    def finished() -> bytes | None:
        found = list(browser.downloads.iterdir())
        unfinished = any(path.suffix in {".part", ".crdownload"} for path in found)
        return found[0].read_bytes() if len(found) == 1 and not unfinished else None

    return wait_until(finished, f"{title} to be saved", 20)


def saved_when_size(browser: Browser, title: str, size: int) -> bytes:
    content = saved(browser, title)
    if len(content) != size:  # the name may stand in the folder before the bytes do
        wait_until(
            lambda: next(
                (True for p in browser.downloads.iterdir() if p.stat().st_size == size), None
            ),
            f"{size} bytes of {title}",
            20,
        )
        content = next(iter(browser.downloads.iterdir())).read_bytes()
    return content


def offered(browser: Browser) -> int:
    """How many papers the page offers, shown or not."""
    return int(browser.evaluate("document.querySelectorAll('a[download][href]').length"))
