"""The bundle page in real browsers, from disk, with the network cut."""

import hashlib
import json
import os
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from browser_start import wait_until
from browsers import Browser, open_browser
from formats.bundle import make_vectors
from judges import judge
from lawdesk.domain.bundles import BundleFile, BundlePlan, NextStep
from lawdesk.exports.bundle_html import write_bundle_html, write_page
from lawdesk.exports.bundle_page import page_start
from lawdesk.exports.bundle_seal import BundleSealer, BundleSecrets
from lawdesk.exports.client_texts import LANGUAGES, client_texts
from lawdesk.progress import silent

pytestmark = pytest.mark.loopback

VECTORS = Path(make_vectors.__file__).parent
OPENED = "How to answer"
FAST = BundleSecrets(iterations=600_000)


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One browser for the module: each page is opened afresh and keeps nothing."""
    with open_browser(request.param) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _nothing_leaves_and_nothing_breaks(browser: Browser) -> Iterator[None]:
    errors, requests = len(browser.console_errors()), len(browser.outside_requests())
    yield
    new = browser.console_errors()[errors:]
    # A refused injection is what the policy test provokes; in our own page it would throw as well.
    assert [text for text in new if "injection sink" not in text] == []
    assert browser.outside_requests()[requests:] == []


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


@pytest.mark.parametrize("name", sorted(path.stem for path in VECTORS.glob("*.txt")))
def test_page_agrees_with_vector(browser: Browser, name: str, tmp_path: Path) -> None:
    expected: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    page = tmp_path / f"{name}.html"
    lines = (VECTORS / f"{name}.txt").read_text(encoding="utf-8")
    page.write_text(page_start("en", lines.rstrip("\n")), encoding="utf-8")
    open_with_words(browser, page, re.sub(r"\s", " ", expected["words"]))
    if expected["outcome"] == "opens":
        shown = browser.wait_for_text(OPENED)
        for text in ("Alvarez v. Northgate", "María Álvarez", "20 November 2026", "USD 1,150.00"):
            assert text in shown
        assert offered(browser) == len(make_vectors.CONTENTS)
    else:
        sentence = client_texts("bundle", "en")[expected["outcome"].replace("-", "_")]
        browser.wait_for_text(sentence)
        assert offered(browser) == 0
        assert OPENED not in browser.text()


def test_real_bundle_opens_by_keyboard_and_saves_byte_for_byte(
    browser: Browser, tmp_path: Path
) -> None:
    papers = {"invoice.pdf": os.urandom(2_500_000), "empty.txt": b"", "full.bin": bytes(1 << 20)}
    plan, contents = planned(*papers.items())
    page = tmp_path / plan.file_name
    write_bundle_html(plan, page, make_vectors.WORDS, make_vectors.unsealing(contents), silent)
    browser.open(page)
    assert browser.evaluate("document.activeElement.id") == "words"
    for key in make_vectors.WORDS.upper():
        browser.press(key)
    browser.press("Enter")
    browser.wait_for_text(OPENED)
    assert browser.evaluate("document.activeElement.id") == "matter"
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "Save invoice.pdf"
    )
    for name, content in papers.items():
        assert saved_when_size(browser, name, len(content)) == content


def test_one_flipped_byte_in_the_file_is_refused(browser: Browser, tmp_path: Path) -> None:
    plan, contents = planned(("a.pdf", os.urandom(5000)), ("b.pdf", os.urandom(5000)))
    page = page_of(plan, contents, tmp_path / "flipped.html")
    text = bytearray(page.read_bytes())
    place = text.rindex(b'<script type="application/octet-stream">') + 200
    text[place] = ord("A") if text[place] != ord("A") else ord("B")
    page.write_bytes(text)
    open_with_words(browser, page, make_vectors.WORDS)
    browser.wait_for_text("damaged or changed on its way")
    assert offered(browser) == 0


def test_wrong_words_then_right_words(browser: Browser, tmp_path: Path) -> None:
    plan, contents = planned(("a.pdf", b"paper"))
    page = page_of(plan, contents, tmp_path / "two-tries.html")
    open_with_words(browser, page, "harvest oblong tidy cobweb unpaved dropdown")
    browser.wait_for_text("These words do not open this message")
    browser.type_into("Passphrase", make_vectors.WORDS)
    browser.click_button("Open")
    browser.wait_for_text(OPENED)


def test_no_words_are_asked_for_again(browser: Browser, tmp_path: Path) -> None:
    plan, contents = planned(("a.pdf", b"paper"))
    open_with_words(browser, page_of(plan, contents, tmp_path / "none.html"), " - ")
    browser.wait_for_text("Type the words your lawyer gave you first.")


HOSTILE = {
    '"><img src=x onerror=document.title=1>.html': b"<script>document.title = 1</script>",
    "x.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "</script><script>document.title=1</script>": b"",
    "../../etc/passwd": b"not a path",
}


def test_hostile_names_and_texts_are_only_text(browser: Browser, tmp_path: Path) -> None:
    plan, contents = planned(*HOSTILE.items())
    markup = "</script><img src=x onerror=document.title=1>{{title}}"
    plan = replace(
        plan,
        letter=markup,
        matter_title=markup,
        client_name=markup,
        locale="<not a locale>",
        next_steps=(NextStep(markup, markup, asked=True),),
        sender=replace(plan.sender, mail="javascript:alert(1)", phone="javascript:alert(1)"),
    )
    page = page_of(plan, contents, tmp_path / "hostile.html")
    assert b"onerror" not in page.read_bytes()
    open_with_words(browser, page, make_vectors.WORDS)
    shown = browser.wait_for_text(OPENED)
    assert shown.count(markup) >= 4
    assert browser.evaluate("document.querySelectorAll('img, iframe, object').length") == 0
    assert browser.evaluate("document.title") == "A sealed message"
    links = str(browser.evaluate("[...document.querySelectorAll('a')].map(a => a.protocol).join()"))
    assert set(links.split(",")) == {"blob:", "mailto:", "tel:"}
    for name, content in HOSTILE.items():
        assert saved_when_size(browser, name, len(content)) == content
    escaped = [path.name for path in browser.downloads.parent.iterdir()]
    assert sorted(escaped) == ["downloads", "home", "output.txt", "profile"]


def test_sizes_are_told_as_one_says_them(browser: Browser, tmp_path: Path) -> None:
    plan, contents = planned(("few.bin", b"123456789"), ("some.bin", bytes(28_000)))
    page = page_of(plan, contents, tmp_path / "page.html")
    open_with_words(browser, page, make_vectors.WORDS)
    text = browser.wait_for_text(OPENED)
    assert "9 bytes" in text
    assert "28 kB" in text


def test_policy_refuses_foreign_script(browser: Browser, tmp_path: Path) -> None:
    plan, contents = planned()
    browser.open(page_of(plan, contents, tmp_path / "policy.html"))
    with_inline = """(() => {
      const foreign = document.createElement("button");
      try { foreign.setAttribute("onclick", "window.foreign = 1"); } catch {}
      document.body.append(foreign);
      foreign.click();
      return String(window.foreign);
    })()"""
    assert browser.evaluate(with_inline) == "undefined"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_opens(browser: Browser, language: str, tmp_path: Path) -> None:
    plan, contents = planned(("a.pdf", b"paper"))
    plan = replace(plan, language=language, locale=language)
    texts = client_texts("bundle", language)
    browser.open(page_of(plan, contents, tmp_path / f"{language}.html"))
    browser.type_into(texts["passphrase"], make_vectors.WORDS)
    browser.click_button(texts["open"])
    shown = browser.wait_for_text(texts["answer"])
    for heading in ("next", "costs", "papers", "help", "pay"):
        assert texts[heading] in shown
    assert "{" not in shown
    assert browser.evaluate("document.documentElement.lang") == language


@pytest.mark.parametrize(("width", "zoom"), [(1280, 2.0), (320, 1.0), (1280, 4.0)])
def test_nothing_is_cut_off_when_enlarged(
    browser: Browser, width: int, zoom: float, tmp_path: Path
) -> None:
    plan, contents = planned(("a" * 100 + ".pdf", b"paper"))
    page = page_of(replace(plan, client_name="W" * 120), contents, tmp_path / "zoom.html")
    browser.set_window(width, 900, zoom)
    open_with_words(browser, page, make_vectors.WORDS)
    browser.wait_for_text(OPENED)
    overflow = browser.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    browser.set_window(1280, 900)
    assert overflow == 0


def test_printed_page_has_the_message_and_no_controls(browser: Browser, tmp_path: Path) -> None:
    plan, contents = planned(("a.pdf", b"paper"))
    open_with_words(browser, page_of(plan, contents, tmp_path / "print.html"), make_vectors.WORDS)
    browser.wait_for_text(OPENED)
    printed = browser.print_pdf(tmp_path / "printed.pdf")
    text = subprocess.run(
        [judge("pdftotext"), "-layout", printed, "-"], check=True, capture_output=True, text=True
    ).stdout
    text = unicodedata.normalize("NFKC", text)  # a printed ligature is two letters
    assert "The other side filed its brief." in text
    assert "USD 1,150.00" in text
    assert "Save" not in text
    assert "Printing" not in text
