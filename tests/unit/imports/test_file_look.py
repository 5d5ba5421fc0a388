"""What is noticed in files from outside, without running them."""

from __future__ import annotations

import io
import random
import time

import pytest

import hostile_files as hostile
from lawdesk.domain.documents import FileWarning, is_never_opened
from lawdesk.imports.file_look import FileLook, look_at
from lawdesk.imports.pdf_size import MOST_PIXELS, MOST_UNPACKED, measure_pdf

W = FileWarning


def look(content: bytes, name: str = "paper.pdf") -> FileLook:
    """What a file of that name and content turns out to be."""
    stream = io.BytesIO(content)
    seen = look_at(stream, len(content), name)
    assert stream.tell() == 0
    return seen


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (hostile.plain_pdf(), ()),
        (hostile.pdf_with(hostile.javascript), (W.JAVASCRIPT,)),
        (hostile.pdf_with(hostile.hidden_javascript), (W.JAVASCRIPT,)),
        (hostile.pdf_with(hostile.open_action), (W.OPEN_ACTION,)),
        (hostile.pdf_with(hostile.launch), (W.LAUNCH,)),
        (hostile.pdf_with(hostile.embedded), (W.EMBEDDED_FILES,)),
        (hostile.pdf_with(hostile.xfa), (W.XFA,)),
        (hostile.pdf_with(hostile.remote), (W.REMOTE_LINK,)),
        (hostile.locked_pdf(), (W.ENCRYPTED,)),
        (hostile.locked_pdf(""), (W.RESTRICTED,)),
        (hostile.pdf_without_pages(), (W.NO_PAGES,)),
        (hostile.plain_pdf()[:60], (W.DAMAGED,)),
        (b"%PDF-1.7\n", (W.DAMAGED,)),
        (hostile.swelling_pdf(MOST_UNPACKED + (2 << 20)), (W.SWELLS,)),
        (hostile.swelling_pdf(MOST_UNPACKED + (2 << 20), twice=True), (W.SWELLS,)),
        (hostile.pdf_with_picture(60_000, 60_000), (W.SWELLS,)),
        (hostile.pdf_with_picture(3000, 4000), ()),
    ],
    ids=range(17),
)
def test_what_a_pdf_would_do(content: bytes, found: tuple[FileWarning, ...]) -> None:
    assert look(content) == FileLook("application/pdf", found)


def test_scripts_are_found_in_packed_objects_too() -> None:
    import pikepdf

    mode = pikepdf.ObjectStreamMode.generate
    content = hostile.pdf_with(hostile.hidden_javascript, object_stream_mode=mode)
    assert b"JavaScript" not in content
    assert look(content).warnings == (W.JAVASCRIPT,)


def test_a_pdf_that_swells_is_given_up_early() -> None:
    content = hostile.swelling_pdf(2 * MOST_UNPACKED)
    assert len(content) < 2 << 20
    begun = time.process_time()
    assert MOST_UNPACKED < measure_pdf(content).unpacked < MOST_UNPACKED + (1 << 20)
    assert time.process_time() - begun < 10
    assert measure_pdf(hostile.pdf_with_picture(60_000, 60_000)).pixels > MOST_PIXELS


def test_broken_pdfs_end_in_a_warning_and_never_in_an_error() -> None:
    chance = random.Random(20261121)
    good = [hostile.pdf_with(hostile.hidden_javascript), hostile.plain_pdf(3, "words")]
    for number in range(300):
        content = bytearray(good[number % 2])
        for _flip in range(chance.randrange(1, 12)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if number % 3 == 0:
            del content[chance.randrange(len(content)) :]
        look(bytes(content))


OPEN_XML = "application/vnd.openxmlformats-officedocument."
ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("content", "kind", "found"),
    [
        (hostile.word_file(), f"{OPEN_XML}wordprocessingml.document", ()),
        (
            hostile.word_file("word/vbaProject.bin"),
            f"{OPEN_XML}wordprocessingml.document",
            (W.MACROS,),
        ),
        (hostile.archive({"mimetype": ODT.encode(), "content.xml": b"x"}), ODT, ()),
        (hostile.archive({"mimetype": b"text/x-evil\n" * 40}), "application/zip", ()),
        (hostile.archive({"a.txt": b"x"}), "application/zip", ()),
        (hostile.archive({"../../x": b"x"}), "application/zip", (W.ODD_NAMES,)),
        (hostile.archive({"C:\\x": b"x"}), "application/zip", (W.ODD_NAMES,)),
        (hostile.archive({"/etc/passwd": b"x"}), "application/zip", (W.ODD_NAMES,)),
        (hostile.archive({"invoice.pdf.exe": b"MZ"}), "application/zip", (W.PROGRAM,)),
        (hostile.archive({"a": bytes(120 << 20)}), "application/zip", (W.SWELLS,)),
        (hostile.archive_with_table(65_000, 1), "application/zip", (W.SWELLS,)),
        (hostile.archive_with_table(5, 1 << 31), "application/zip", (W.SWELLS,)),
        (hostile.archive({"a.txt": b"x"})[:-30], "application/zip", (W.DAMAGED,)),
        (b"PK\x03\x04", "application/zip", (W.DAMAGED,)),
    ],
    ids=range(14),
)
def test_archives_are_told_by_their_table(
    content: bytes, kind: str, found: tuple[FileWarning, ...]
) -> None:
    assert look(content, "paper.zip") == FileLook(kind, found)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("invoice.pdf.exe", b"MZ\x90", (W.PROGRAM, W.DISGUISED)),
        ("invoice.pdf", b"MZ\x90", (W.PROGRAM, W.DISGUISED)),
        ("setup.exe", b"MZ\x90", (W.PROGRAM,)),
        ("letter.docm", hostile.word_file(), (W.MACROS,)),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (W.MAY_HOLD_MACROS,)),
        ("page.html", b"<html><script>x</script>", (W.SCRIPT,)),
        ("page.html", b"<html><p onclick = 'x'>", (W.SCRIPT,)),
        ("page.html", b"<html><p>Only words", ()),
        ("drawing.svg", b"<svg onload='x'>", (W.SCRIPT,)),
        ("notes.txt", b"Only words", ()),
    ],
)
def test_names_and_bytes_are_held_against_each_other(
    name: str, content: bytes, found: tuple[FileWarning, ...]
) -> None:
    assert look(content, name).warnings == found


@pytest.mark.parametrize(
    ("name", "content", "never"),
    [
        ("invoice.pdf.exe", b"MZ\x90", True),
        ("invoice.pdf", b"MZ\x90", True),
        ("run.sh", b"echo", True),
        ("page.html", b"<html>", True),
        ("page.txt", b"<html>", True),
        ("letter.docm", hostile.word_file(), True),
        ("letter.docx", hostile.word_file("word/vbaProject.bin"), True),
        ("letter.docx", hostile.word_file(), False),
        ("paper.pdf", hostile.plain_pdf(), False),
        ("noending", b"words", False),
    ],
)
def test_programs_and_scripts_are_never_handed_on(name: str, content: bytes, never: bool) -> None:
    seen = look(content, name)
    assert is_never_opened(name, seen.media_type, seen.warnings) is never
