"""The client writes back: typed, saved and sealed in real browsers, opened by LawDesk's reader."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from browsers import Browser
from formats.bundle import make_vectors
from lawdesk.domain.bundles import BundlePlan, ReplyAddress
from lawdesk.domain.replies import OpenedReply, ReplyContact, ReplyInvoice, ReplyKey, Verdict
from lawdesk.imports.replies import open_reply
from opened_bundle import OPENED, open_with_words, page_of, planned

pytestmark = [pytest.mark.loopback, pytest.mark.usefixtures("nothing_leaves")]

KEY = ReplyKey(make_vectors.REPLY_SCALAR, make_vectors.REPLY_TOKEN)
MESSAGE = "Your message to Helen Marsh"
NOTES = "Add files: The two delivery notes"
OTHER = "Add files: Other files"
RANGE = "Your answer: Your settlement range"
SAVED = "Saved on this computer, but not sent yet"
INVOICE = "Invoice 2026-0042"


def opened_page(browser: Browser, folder: Path, plan: BundlePlan | None = None) -> None:
    """The bundle page, opened with the words, with nothing left from the test before."""
    for old in browser.downloads.iterdir():
        old.unlink()
    planned_here, contents = planned(("a.pdf", b"paper"))
    page = page_of(plan or planned_here, contents, folder / "page.html")
    open_with_words(browser, page, make_vectors.WORDS)
    browser.wait_for_text(OPENED)


def saved_reply(browser: Browser) -> OpenedReply:
    """Press the button and read the file that arrives, as LawDesk does."""
    saved = browser.download_by_button("Save my answer")
    assert saved.name == "reply-7K3F.lawdesk"
    data = saved.read_bytes()
    saved.unlink()
    return open_reply(data, "7K3F", KEY)


def press_until(browser: Browser, condition: str, key: str = "Tab", most: int = 80) -> None:
    """Press a key until the page says so about what has the focus."""
    for _try in range(most):
        if browser.evaluate(f"((e) => {condition})(document.activeElement)"):
            return
        browser.press(key)
    raise AssertionError(f"{condition} was not reached with {key}")


def type_keys(browser: Browser, text: str) -> None:
    for sign in text:
        browser.press(sign)


def save_by_key(browser: Browser) -> None:
    """Enter on the button; Firefox without a desktop presses no button by key, but sends a form."""
    if browser.name == "firefox":
        for _try in range(30):
            if browser.evaluate("document.activeElement.id === 'invoice-0-amount'"):
                break
            browser.press_shift_tab()
    browser.press("Enter")


def test_an_answer_with_three_files_by_keyboard_only(browser: Browser, tmp_path: Path) -> None:
    files = {"note 1.txt": b"first", "scan.jpg": os.urandom(300_000), "empty.bin": b""}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    opened_page(browser, tmp_path)
    press_until(browser, "e.id === 'message'")
    type_keys(browser, "Grüße")
    press_until(browser, "e.ariaLabel === 'Add files: The two delivery notes'")
    # The system's own file window is not the page's: here is what it gives back.
    browser.choose_files(NOTES, tmp_path / "note 1.txt", tmp_path / "scan.jpg")
    assert browser.evaluate("document.querySelectorAll('.files li').length") == 2
    press_until(browser, "e.id === 'request-1-text'")
    type_keys(browser, "Not below 400.")
    press_until(browser, "e.name === 'invoice-0-verdict'")
    browser.press("ArrowDown")
    browser.press("ArrowDown")
    press_until(browser, "e.id === 'invoice-0-reason'")
    type_keys(browser, "Why 5 hours?")
    browser.press("Tab")
    type_keys(browser, "250.00")
    press_until(browser, "e.name === 'contact-word'")
    browser.press("ArrowDown")
    press_until(browser, "e.id === 'files'")
    browser.choose_files(OTHER, tmp_path / "empty.bin")
    press_until(browser, "e.id === 'save-reply'")
    summary = str(browser.evaluate("document.getElementById('summary').innerText"))
    assert summary.split("\n") == [
        "Your message",
        "1 answer to what was asked",
        "A question: Invoice 2026-0042",
        "Your contact data are right",
        "3 files, 300 kB",
    ]
    before = set(browser.downloads.iterdir())
    save_by_key(browser)
    browser.wait_for_text(SAVED)
    assert browser.evaluate("document.activeElement.id") == "saved-title"
    reply = open_reply(browser.new_file_since(before).read_bytes(), "7K3F", KEY)
    assert reply.message == "Grüße"
    assert [(a.request, a.text) for a in reply.answers] == [("r2", "Not below 400.")]
    assert reply.invoices == (
        ReplyInvoice("2026-0042", Verdict.QUESTION, "250.00", "Why 5 hours?"),
    )
    plan = make_vectors.plan()
    assert plan.contact is not None
    assert reply.contact == ReplyContact(
        True, plan.contact.address, plan.contact.mail, plan.contact.phone
    )
    assert [(f.name, f.request, reply.bytes_of(f)) for f in reply.files] == [
        ("note 1.txt", "r1", files["note 1.txt"]),
        ("scan.jpg", "r1", files["scan.jpg"]),
        ("empty.bin", None, b""),
    ]


def test_after_saving_the_page_says_where_it_is_and_that_it_is_not_sent(
    browser: Browser, tmp_path: Path
) -> None:
    opened_page(browser, tmp_path)
    browser.type_into(MESSAGE, "one")
    first = saved_reply(browser)
    shown = browser.wait_for_text(SAVED)
    assert "It is in the folder where this browser keeps downloads" in shown
    assert "write a mail to helen@marsh.example and attach the file reply-7K3F.lawdesk" in shown
    assert browser.evaluate("document.querySelector('#saved-start a').href") == (
        "mailto:helen@marsh.example"
    )
    assert "You have changed your answer since." not in shown
    browser.type_into(MESSAGE, "two")
    assert "You have changed your answer since." in browser.text()
    second = saved_reply(browser)
    assert (first.message, second.message) == ("one", "two")
    assert second.sequence > first.sequence
    assert "You have changed your answer since." not in browser.text()
    again = browser.download_by_link("Nothing was saved? Save the file once more")
    assert open_reply(again.read_bytes(), "7K3F", KEY) == second


def test_nothing_written_is_nothing_saved(browser: Browser, tmp_path: Path) -> None:
    opened_page(browser, tmp_path)
    assert "Nothing yet." in browser.text()
    browser.click_button("Save my answer")
    browser.wait_for_text("There is nothing in your answer yet, so nothing was saved")
    assert browser.evaluate("document.activeElement.id") == "message"
    browser.evaluate("document.querySelector('input[value=question]').click()")
    browser.click_button("Save my answer")
    browser.wait_for_text("Invoice 2026-0042: write your question first")
    assert browser.evaluate("document.activeElement.id") == "invoice-0-reason"
    assert list(browser.downloads.iterdir()) == []


def warns(browser: Browser) -> bool:
    """Whether the page asks before it is closed."""
    return bool(
        browser.evaluate(
            "(() => { const leaving = new Event('beforeunload', { cancelable: true });"
            " window.dispatchEvent(leaving); return leaving.defaultPrevented; })()"
        )
    )


def test_closing_with_something_unsaved_is_asked_about(browser: Browser, tmp_path: Path) -> None:
    opened_page(browser, tmp_path)
    assert not warns(browser)
    browser.type_into(MESSAGE, "one")
    assert warns(browser)
    saved_reply(browser)
    assert not warns(browser)
    browser.type_into(MESSAGE, "two")
    assert warns(browser)
    browser.type_into(MESSAGE, " ")
    assert not warns(browser)


def test_a_file_can_be_taken_out_again(browser: Browser, tmp_path: Path) -> None:
    opened_page(browser, tmp_path)
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    browser.choose_files(OTHER, tmp_path / "one.txt", tmp_path / "two.txt")
    browser.click_button("Remove one.txt")
    assert browser.evaluate("document.activeElement.id") == "files"
    assert "1 file, 7 bytes" in browser.text()
    browser.choose_files(OTHER, tmp_path / "one.txt")
    assert [file.name for file in saved_reply(browser).files] == ["two.txt", "one.txt"]


def test_too_many_or_too_large_files_are_named_and_the_rest_is_kept(
    browser: Browser, tmp_path: Path
) -> None:
    opened_page(browser, tmp_path)
    large = tmp_path / "large.bin"
    with large.open("wb") as sparse:
        sparse.truncate(49_999_999)
    browser.choose_files(OTHER, large)
    browser.wait_for_text("Not added, because an answer holds at most 100 files and 50 MB: large")
    paths = [tmp_path / f"{number:03}.txt" for number in range(102)]
    for path in paths:
        path.write_text("x", encoding="utf-8")
    browser.choose_files(NOTES, *paths)
    assert "50 MB: 100.txt, 101.txt. What you added before is kept." in browser.text()
    assert len(saved_reply(browser).files) == 100


def test_an_answer_of_almost_fifty_megabytes_is_sealed(browser: Browser, tmp_path: Path) -> None:
    opened_page(browser, tmp_path)
    content = os.urandom(49_900_000)
    (tmp_path / "large.bin").write_bytes(content)
    browser.choose_files(OTHER, tmp_path / "large.bin")
    reply = saved_reply(browser)
    assert reply.bytes_of(reply.files[0]) == content


def test_a_file_that_vanished_is_told_and_nothing_is_lost(browser: Browser, tmp_path: Path) -> None:
    opened_page(browser, tmp_path)
    gone = tmp_path / "gone.txt"
    gone.write_text("x", encoding="utf-8")
    browser.type_into(MESSAGE, "kept")
    browser.choose_files(OTHER, gone)
    gone.unlink()
    browser.click_button("Save my answer")
    browser.wait_for_text("One of your files can no longer be read, so nothing was saved.")
    browser.click_button("Remove gone.txt")
    assert saved_reply(browser).message == "kept"


def test_hostile_names_of_added_files_are_only_text(browser: Browser, tmp_path: Path) -> None:
    opened_page(browser, tmp_path)
    names = ['"><img src=x onerror=document.title=1>.txt', "\u202egpj.exe", "a\nb.txt"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    browser.choose_files(OTHER, *[tmp_path / name for name in names])
    shown = browser.text()
    assert names[0] in shown
    assert "\u202e" not in shown
    assert browser.evaluate("document.querySelectorAll('img').length") == 0
    assert len(saved_reply(browser).files) == 3
    assert browser.evaluate("document.title") == "A sealed message"


def test_corrected_contact_and_agreement(browser: Browser, tmp_path: Path) -> None:
    opened_page(browser, tmp_path)
    browser.evaluate("document.querySelector('input[value=change]').click()")
    browser.type_into("Phone", "+1 555 777")
    browser.evaluate("document.querySelector('input[value=agreed]').click()")
    reply = saved_reply(browser)
    contact = make_vectors.plan().contact
    assert contact is not None
    assert reply.contact == ReplyContact(False, contact.address, contact.mail, "+1 555 777")
    assert reply.invoices == (ReplyInvoice("2026-0042", Verdict.AGREED),)


@pytest.mark.parametrize("number", ["2026-0042", "2026-0031"])
def test_a_question_begins_where_the_invoice_stands(
    browser: Browser, number: str, tmp_path: Path
) -> None:
    opened_page(browser, tmp_path)
    browser.click_link(f"I have a question about this invoice: Invoice {number}")
    reason = f"Your question: Invoice {number}"
    assert browser.evaluate("document.activeElement.ariaLabel") == reason
    browser.type_into(reason, "Why?")
    assert saved_reply(browser).invoices == (ReplyInvoice(number, Verdict.QUESTION, "", "Why?"),)


def test_files_dropped_beside_the_form_are_taken_and_the_page_stays(
    browser: Browser, tmp_path: Path
) -> None:
    opened_page(browser, tmp_path)
    stays = browser.evaluate(
        "(() => { const carried = new DataTransfer();"
        " carried.items.add(new File(['dropped'], 'dropped.txt'));"
        " const make = (name) => new DragEvent(name,"
        " { cancelable: true, bubbles: true, dataTransfer: carried });"
        " const over = make('dragover'), drop = make('drop');"
        " document.body.dispatchEvent(over); document.body.dispatchEvent(drop);"
        " return over.defaultPrevented && drop.defaultPrevented; })()"
    )
    assert stays
    reply = saved_reply(browser)
    assert [(f.name, reply.bytes_of(f)) for f in reply.files] == [("dropped.txt", b"dropped")]


def test_a_text_is_as_long_as_the_reader_takes(browser: Browser, tmp_path: Path) -> None:
    opened_page(browser, tmp_path)
    limits = {"message": 20_000, "request-0-text": 20_000, "invoice-0-reason": 2_000}
    limits |= {"invoice-0-amount": 300, "contact-address": 1_000, "contact-phone": 300}
    for name, most in limits.items():
        assert browser.evaluate(f"document.getElementById('{name}').maxLength") == most


def test_a_key_that_is_not_on_the_curve_seals_nothing(browser: Browser, tmp_path: Path) -> None:
    plan, _contents = planned(("a.pdf", b"paper"))
    off = ReplyAddress(b"\x04" + bytes(64), make_vectors.REPLY_TOKEN)
    browser.open(tmp_path)  # so that the error below belongs to this page only
    opened_page(browser, tmp_path, replace(plan, reply=off))
    browser.type_into(MESSAGE, "kept")
    browser.evaluate("console.error = () => {}")  # it is reported there, which is right
    browser.click_button("Save my answer")
    browser.wait_for_text("Your answer could not be sealed in this browser")
    assert list(browser.downloads.iterdir()) == []
    assert json.loads(str(browser.evaluate("JSON.stringify(message.value)"))) == "kept"


def test_without_an_address_the_file_is_to_be_brought(browser: Browser, tmp_path: Path) -> None:
    plan, _contents = planned(("a.pdf", b"paper"))
    opened_page(browser, tmp_path, replace(plan, sender=replace(plan.sender, mail="")))
    browser.type_into(MESSAGE, "one")
    saved_reply(browser)
    shown = browser.wait_for_text(SAVED)
    assert "Now bring or send the file reply-7K3F.lawdesk to Helen Marsh." in shown
    assert "Start a mail" not in shown


@pytest.mark.parametrize(("width", "zoom"), [(1280, 2.0), (320, 1.0)])
def test_the_form_is_whole_when_enlarged(
    browser: Browser, width: int, zoom: float, tmp_path: Path
) -> None:
    browser.set_window(width, 900, zoom)
    opened_page(browser, tmp_path)
    (tmp_path / f"{'w' * 120}.txt").write_bytes(b"x")
    browser.choose_files(NOTES, tmp_path / f"{'w' * 120}.txt")
    browser.evaluate("document.querySelector('input[value=question]').click()")
    browser.evaluate("document.querySelector('input[value=change]').click()")
    browser.type_into(f"Your question: {INVOICE}", "Why?")
    browser.type_into(RANGE, "x")
    saved_reply(browser)
    page = "document.documentElement"
    too_wide = browser.evaluate(f"{page}.scrollWidth - {page}.clientWidth")
    browser.set_window(1280, 900)
    assert too_wide == 0
