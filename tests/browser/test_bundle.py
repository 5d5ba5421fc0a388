"""The bundle page in real browsers, from disk, with the network cut."""

import json
import os
import re
import subprocess
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from browsers import Browser
from formats.bundle import make_vectors
from judges import judge
from lawdesk.domain.bundles import (
    AccountRow,
    BundleRequest,
    ContactData,
    HeldMoney,
    MatterUpdate,
    NextStep,
    RequestWants,
)
from lawdesk.exports.bundle_html import write_bundle_html
from lawdesk.exports.bundle_page import page_start
from lawdesk.exports.client_texts import LANGUAGES, client_texts
from lawdesk.progress import silent
from opened_bundle import OPENED, offered, open_with_words, page_of, planned, saved_when_size

pytestmark = [pytest.mark.loopback, pytest.mark.usefixtures("nothing_leaves")]

VECTORS = Path(make_vectors.__file__).parent


@pytest.mark.parametrize("name", sorted(path.stem for path in VECTORS.glob("*.txt")))
def test_page_agrees_with_vector(browser: Browser, name: str, tmp_path: Path) -> None:
    expected: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    page = tmp_path / f"{name}.html"
    lines = (VECTORS / f"{name}.txt").read_text(encoding="utf-8")
    page.write_text(page_start("en", lines.rstrip("\n")), encoding="utf-8")
    open_with_words(browser, page, re.sub(r"\s", " ", expected["words"]))
    if expected["outcome"] == "opens":
        shown = browser.wait_for_text(OPENED)
        manifest = expected["manifest"]
        told = [manifest["matter"], manifest["client"], manifest["sender"]["name"]]
        told += [paper["title"] for paper in manifest["files"]]
        told += [bill["number"] for bill in manifest["invoices"]]
        assert [text for text in told if text not in shown] == []
        assert offered(browser) == len(manifest["files"])
        assert ("Save my answer" in shown) == (manifest["reply"] is not None)
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
    assert browser.evaluate("document.activeElement.hash") == "#happened"
    browser.press("Enter")
    assert browser.evaluate("location.hash") == "#happened"
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
    browser.wait_for_text("Capitals and spaces do not matter: check the spelling")
    browser.type_into("Passphrase", make_vectors.WORDS)
    browser.click_button("Open")
    browser.wait_for_text(OPENED)


def test_no_words_are_asked_for_again(browser: Browser, tmp_path: Path) -> None:
    plan, contents = planned(("a.pdf", b"paper"))
    open_with_words(browser, page_of(plan, contents, tmp_path / "none.html"), " - ")
    browser.wait_for_text("Type the words your lawyer gave you first.")


MARKUP = "</script><img src=x onerror=document.title=1>{{title}}%s{0}"
HOSTILE_NAMES = {
    '"><img src=x onerror=document.title=1>.html': b"<script>document.title = 1</script>",
    "x.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "</script><script>document.title=1</script>": b"",
    "../../etc/passwd": b"not a path",
    "\u202egpj.exe": b"MZ",
}


def test_hostile_names_are_only_names(browser: Browser, tmp_path: Path) -> None:
    plan, contents = planned(*HOSTILE_NAMES.items())
    open_with_words(browser, page_of(plan, contents, tmp_path / "names.html"), make_vectors.WORDS)
    shown = browser.wait_for_text(OPENED)
    assert "\u202e" not in shown
    assert "\ufffdgpj.exe" in shown
    assert browser.evaluate("document.querySelectorAll('img, iframe, object').length") == 0
    for name, content in HOSTILE_NAMES.items():
        title = name.replace("\u202e", "\ufffd")
        assert saved_when_size(browser, title, len(content)) == content
    assert browser.evaluate("document.title") == "A sealed message"
    escaped = [path.name for path in browser.downloads.parent.iterdir()]
    assert sorted(escaped) == ["downloads", "home", "output.txt", "profile"]


@pytest.mark.parametrize(
    "text", [MARKUP, "\u202e\u2066abc", "🙂" * 10_000], ids=["mark", "rtl", "long"]
)
def test_hostile_texts_are_only_text_wherever_they_stand(
    browser: Browser, text: str, tmp_path: Path
) -> None:
    plan, contents = planned()
    day = date(2026, 11, 20)
    plan = replace(
        plan,
        letter=text,
        note=text,
        matter_title=text,
        client_name=text,
        locale="<not a locale>",
        next_steps=(NextStep(text, text, asked=True), NextStep(text, text)),
        sender=replace(plan.sender, name=text, mail="javascript:alert(1)", phone="javascript:1"),
        updates=(MatterUpdate(text, day, text, text, text),),
        invoices=tuple(replace(bill, number=text, total=text) for bill in plan.invoices),
        requests=(BundleRequest(text, text, text, text, RequestWants.PAPERS, day),),
        account=(AccountRow(day, text, text, text),),
        held=(HeldMoney(text, text, day),),
        contact=ContactData(text, text, text),
    )
    page = page_of(plan, contents, tmp_path / "hostile.html")
    assert b"onerror" not in page.read_bytes()
    open_with_words(browser, page, make_vectors.WORDS)
    browser.wait_for_text(OPENED)
    assert int(browser.evaluate(f"document.body.textContent.split({json.dumps(text)}).length")) > 20
    assert browser.evaluate("document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert browser.evaluate("document.title") == "A sealed message"
    links = str(browser.evaluate("[...document.querySelectorAll('a')].map(a => a.protocol).join()"))
    assert set(links.split(",")) <= {"blob:", "file:", "mailto:", "tel:"}
    outside = "[...document.querySelectorAll('a')].filter(a => a.protocol === 'file:' && !a.hash)"
    assert browser.evaluate(f"{outside}.length") == 0
    assert overflow(browser) == 0


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


def test_every_section_says_what_the_bundle_says(browser: Browser, tmp_path: Path) -> None:
    plan, contents = planned(("a.pdf", b"paper"))
    plan = replace(plan, files=(replace(plan.files[0], matter="Alvarez: lease"),))
    open_with_words(browser, page_of(plan, contents, tmp_path / "all.html"), make_vectors.WORDS)
    browser.wait_for_text(OPENED)
    browser.click_button("All invoices and payments")
    shown = browser.text()
    told = [
        "What has happened since 30 October", "The other side filed its brief.",
        "Alvarez v. Northgate, 18 November", "He confirmed the dates.",
        "Alvarez: lease, 19 November", "The lease was read.",
        "What comes next", "Monday: our answer goes to the court.",
        "The court names a date for the hearing.",
        "What I need from you", "the delivery notes.", "Think about the settlement range.",
        "The two delivery notes", "by 27 November", "Those of 3 and 10 March.",
        "Your settlement range",
        "What it costs", "To be paid by 4 December", "Invoice 2026-0042", "open",
        "to be paid by 4 December", "USD 2,150.00", "USD 1,150.00", "Invoice 2026-0031", "paid",
        "I still hold 10,000.00 for you.", "I hold USD 10,000.00 for you (as of 20 November).",
        "How to pay", "9 October 2026", "−300.00",
        "Papers", "Alvarez: lease", "a.pdf",
        "Write back", "By phone or mail", "+1 555 010 0199", "Help",
    ]  # fmt: skip
    assert [text for text in told if text not in shown] == []
    headings = "[...document.querySelectorAll('h2')].filter(h => h.checkVisibility())"
    assert browser.evaluate(f"{headings}.map(h => h.textContent).join('|')") == (
        "What has happened since 30 October|What comes next|What I need from you|What it costs|"
        "Papers|Write back|By phone or mail|Help"
    )
    assert "Open it again until 20 February 2027." in shown
    assert "This is a test." not in shown


def test_a_short_bundle_has_no_empty_sections(browser: Browser, tmp_path: Path) -> None:
    plan, _contents = planned()
    bare = replace(
        plan, letter="", note="", next_steps=(), costs=(), costs_note="", pay_by=(), updates=(),
        invoices=(), account=(), held=(), requests=(), contact=None, reply=None,
    )  # fmt: skip
    open_with_words(browser, page_of(bare, {}, tmp_path / "bare.html"), make_vectors.WORDS)
    browser.wait_for_text(OPENED)
    headings = "[...document.querySelectorAll('h2')].filter(h => h.checkVisibility())"
    assert browser.evaluate(f"{headings}.map(h => h.textContent).join('|')") == (
        "Papers|How to answer|Help"
    )
    assert "There are no papers in this message." in browser.text()
    assert "Save my answer" not in browser.text()


def test_a_bundle_of_before_opens_without_the_members_it_does_not_have(
    browser: Browser, tmp_path: Path
) -> None:
    """Version 1 once had fewer members; a page reads what is there."""
    plan, contents = planned(("a.pdf", b"paper"))
    page = page_of(plan, contents, tmp_path / "old.html")
    browser.open(page)
    browser.evaluate(
        "JSON.parse = ((parse) => (text) => { const made = parse(text); for (const name of"
        " ['account', 'contact', 'held', 'invoices', 'is_test', 'note', 'reply', 'requests',"
        " 'updates']) delete made[name]; return made; })(JSON.parse)"
    )
    browser.type_into("Passphrase", make_vectors.WORDS)
    browser.click_button("Open")
    shown = browser.wait_for_text(OPENED)
    assert "How to answer" in shown
    assert "Write back" not in shown
    assert offered(browser) == 1


def test_a_test_bundle_says_so_first(browser: Browser, tmp_path: Path) -> None:
    plan, contents = planned(("a.pdf", b"paper"))
    plan = replace(plan, is_test=True, number=0)
    open_with_words(browser, page_of(plan, contents, tmp_path / "test.html"), make_vectors.WORDS)
    shown = browser.wait_for_text(OPENED)
    assert shown.strip().startswith("This is a test.")
    assert "No. 0" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_opens(browser: Browser, language: str, tmp_path: Path) -> None:
    plan, contents = planned(("a.pdf", b"paper"))
    plan = replace(plan, language=language, locale=language)
    texts = client_texts("bundle", language)
    browser.open(page_of(plan, contents, tmp_path / f"{language}.html"))
    browser.type_into(texts["passphrase"], make_vectors.WORDS)
    browser.click_button(texts["open"])
    shown = browser.wait_for_text(texts["help_again_q"])
    sections = ("next", "needed", "costs", "papers", "write", "answer_other", "help")
    for heading in (*sections, "pay", "account", "summary", "contact", "files"):
        assert texts[heading] in shown
    assert "{" not in shown
    assert browser.evaluate("document.documentElement.lang") == language


def overflow(browser: Browser) -> int:
    """How many pixels of the page lie beside the window."""
    page = "document.documentElement"
    return int(browser.evaluate(f"{page}.scrollWidth - {page}.clientWidth"))


@pytest.mark.parametrize(("width", "zoom"), [(1280, 2.0), (320, 1.0), (1280, 4.0)])
def test_nothing_is_cut_off_when_enlarged(
    browser: Browser, width: int, zoom: float, tmp_path: Path
) -> None:
    plan, contents = planned(("a" * 100 + ".pdf", b"paper"))
    page = page_of(replace(plan, client_name="W" * 120), contents, tmp_path / "zoom.html")
    browser.set_window(width, 900, zoom)
    open_with_words(browser, page, make_vectors.WORDS)
    browser.wait_for_text(OPENED)
    for folded in ("Invoices that are settled", "All invoices and payments"):
        browser.click_button(folded)
    too_wide = overflow(browser)
    browser.set_window(1280, 900)
    assert too_wide == 0


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
