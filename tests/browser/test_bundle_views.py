"""Papers looked at inside the page: only pixels and plain text, and only within bounds."""

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from browsers import Browser
from formats.bundle import make_vectors
from opened_bundle import OPENED, open_with_words, page_of, planned

pytestmark = [pytest.mark.loopback, pytest.mark.usefixtures("nothing_leaves")]

FAILED = "This paper cannot be shown here: save it and open it on your computer."


def opened_with(browser: Browser, folder: Path, name: str, content: bytes) -> None:
    plan, contents = planned((name, content))
    open_with_words(browser, page_of(plan, contents, folder / "page.html"), make_vectors.WORDS)
    browser.wait_for_text(OPENED)


def picture(folder: Path, kind: str, size: tuple[int, int]) -> bytes:
    """A picture that is green on the left half and blue on the right."""
    image = Image.new("RGB", size, (0, 160, 0))
    image.paste((0, 0, 200), (size[0] // 2, 0, size[0], size[1]))
    image.save(folder / "made", kind)
    return (folder / "made").read_bytes()


def huge_png(width: int, height: int) -> bytes:
    """A PNG of few bytes that says it is this large, with checksums that are right."""

    def part(name: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1 << 20), 9)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


@pytest.mark.parametrize(("name", "kind"), [("photo.png", "PNG"), ("photo.JPG", "JPEG")])
def test_a_picture_is_drawn_as_pixels(
    browser: Browser, name: str, kind: str, tmp_path: Path
) -> None:
    opened_with(browser, tmp_path, name, picture(tmp_path, kind, (3200, 1000)))
    browser.click_button(f"Show {name}")
    browser.evaluate(
        "new Promise((r) => { const t = setInterval(() => document.querySelector('canvas')"
        " && (clearInterval(t), r()), 20); })"
    )
    seen = browser.evaluate(
        "(() => { const c = document.querySelector('canvas'); const b = c.getContext('2d');"
        " const at = (x) => b.getImageData(x, 10, 1, 1).data.slice(0, 3).join();"
        " const label = c.getAttribute('aria-label');"
        " return [c.width, c.height, label, at(10), at(1590)].join('|'); })()"
    )
    width, height, label, left, right = str(seen).split("|")
    assert (width, height, label) == ("1600", "500", name)
    assert int(left.split(",")[1]) > 140
    assert int(right.split(",")[2]) > 180
    browser.click_button(f"Hide {name}")
    assert browser.evaluate("document.querySelectorAll('canvas').length") == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.png", huge_png(60_000, 60_000)),
        ("wide.png", huge_png(2**31 - 1, 1)),
        ("none.png", huge_png(0, 10)),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("page.jpg", b"<html><script>document.title = 1</script>"),
        ("cut.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
        ("loop.jpeg", b"\xff\xd8\xff\xe0\x00\x00" * 50),
        ("broken.png", huge_png(10, 10)[:40]),
        ("nul.txt", b"text\x00text"),
        ("latin.txt", b"Gr\xfc\xdfe"),
    ],
)
def test_what_is_not_safe_to_show_is_only_to_be_saved(
    browser: Browser, name: str, content: bytes, tmp_path: Path
) -> None:
    opened_with(browser, tmp_path, name, content)
    browser.click_button(f"Show {name}")
    browser.wait_for_text(FAILED)
    assert browser.evaluate("document.querySelectorAll('canvas, pre, img').length") == 0
    assert browser.evaluate("document.title") == "A sealed message"
    assert browser.download_by_link(f"Save {name}").read_bytes() == content


def test_text_is_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    content = b"Zeile 1\n<script>document.title = 1</script>\n"
    opened_with(browser, tmp_path, "note.txt", content)
    browser.click_button("Show note.txt")
    shown = browser.wait_for_text("<script>document.title = 1</script>")
    assert "Zeile 1" in shown
    assert browser.evaluate("document.title") == "A sealed message"


def test_a_long_text_is_shown_in_part(browser: Browser, tmp_path: Path) -> None:
    opened_with(browser, tmp_path, "long.txt", b"a line of text\n" * 50_000)
    browser.click_button("Show long.txt")
    browser.wait_for_text("Only the beginning is shown here")
    assert browser.evaluate("document.querySelector('pre').textContent.length") == 200_000


@pytest.mark.parametrize("name", ["x.pdf", "x.svg", "x.html", "x.xml", "x", "x.txt.exe"])
def test_nothing_else_is_offered_to_be_shown(browser: Browser, name: str, tmp_path: Path) -> None:
    opened_with(browser, tmp_path, name, b"%PDF-1.7 <svg/>")
    shows = "[...document.querySelectorAll('.show')].filter((b) => b.checkVisibility()).length"
    assert browser.evaluate(shows) == 0
    assert browser.evaluate("document.querySelectorAll('a.save').length") == 1
