"""Hostile papers in a PDF bundle: what is shown is inert, what is not shown is there unchanged."""

import random
import re
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

import sample_bundle_papers as made
from formats.bundle import make_vectors
from judges import judge
from lawdesk.domain.bundles import BundlePlan, MatterUpdate, Sender
from lawdesk.exports.bundle_pdf import write_bundle_pdf
from lawdesk.exports.client_texts import client_texts
from lawdesk.progress import silent
from sample_bundle_papers import PDF, WORDS, Paper, planned
from sample_papers import HOSTILE_NAMES

ACTIVE = re.compile(
    rb"/(JavaScript|JS|OpenAction|AA|Launch|GoToR|GoToE|URI|SubmitForm|ImportData|EmbeddedFiles?|EF"
    rb"|XFA|AcroForm|Widget|RichMedia|AF|PieceInfo|Metadata|Ref|OPI)\b"
)
PLAIN = replace(make_vectors.plan(), invoices=(), requests=())


def bundle_of(folder: Path, *papers: Paper, plan: BundlePlan = PLAIN) -> Path:
    made_plan, unseal = planned(papers, plan)
    target = folder / "bundle.pdf"
    write_bundle_pdf(made_plan, target, WORDS, unseal, silent)
    return target


def in_clear(bundle: Path) -> bytes:
    """The whole file decrypted, every object in the open, streams as they are coded."""
    plain = bundle.with_name("plain.pdf")
    how = ["--decrypt", "--qdf", "--object-streams=disable", "--stream-data=preserve"]
    subprocess.run([judge("qpdf"), f"--password={WORDS}", *how, bundle, plain], check=True)
    return plain.read_bytes()


def text_of(bundle: Path) -> str:
    command = [str(judge("pdftotext")), "-layout", "-upw", WORDS, str(bundle), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def attached(bundle: Path) -> dict[str, bytes]:
    with pikepdf.open(bundle, password=WORDS) as pdf:
        return {spec.filename: spec.get_file().read_bytes() for spec in pdf.attachments.values()}


def test_a_page_loses_what_it_could_do_and_keeps_its_look(tmp_path: Path) -> None:
    bundle = bundle_of(tmp_path, Paper("active.pdf", made.active_pdf()))
    assert ACTIVE.findall(in_clear(bundle)) == []
    assert b"evil.example" not in in_clear(bundle)
    assert b"a program" not in in_clear(bundle)
    assert client_texts("bundle_pdf", "en")["files_left_out"] in text_of(bundle)
    with pikepdf.open(bundle, password=WORDS) as pdf:
        assert "/Annots" not in pdf.pages[-1].obj
        assert pdf.pages[-1].obj.Resources.XObject.X.read_bytes() == b"0 0 9 9 re f"


@pytest.mark.parametrize("is_largest", [True, False])
def test_nothing_of_a_file_comes_along_but_its_pages(tmp_path: Path, is_largest: bool) -> None:
    """The largest file carries the others, so its own frame has to go as well."""
    other = made.scan_pdf(1, 10 if is_largest else 100_000)
    papers = (Paper("active.pdf", made.active_pdf()), Paper("other.pdf", other))
    bundle = bundle_of(tmp_path, *papers)
    assert ACTIVE.findall(in_clear(bundle)) == []
    with pikepdf.open(bundle, password=WORDS) as pdf:
        assert set(pdf.Root.keys()) == {
            *("/Type", "/Pages", "/Extensions", "/Lang", "/ViewerPreferences"),
            *("/PageMode", "/Outlines", "/PageLabels"),
        }


def test_a_filled_field_becomes_part_of_the_page(tmp_path: Path) -> None:
    bundle = bundle_of(tmp_path, Paper("form.pdf", made.form_pdf()))
    assert "Filled in" in text_of(bundle)
    assert ACTIVE.findall(in_clear(bundle)) == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (made.locked_pdf(), "locked"),
        (made.locked_pdf(user=""), "protected"),
        (b"%PDF-1.7\nnothing of the kind", "damaged"),
        (made.pdf_with_text("a", "b")[:-300], "damaged"),
        (made.pdf_with_text("a").replace(b"startxref\n", b"startxref\n9"), "damaged"),
        (made.outside_pdf(), "damaged"),
        (made.looping_pdf(), "damaged"),
        (made.no_pages_pdf(), "damaged"),
        (made.long_pdf(20_000), "too_long"),
        (made.layered_pdf(), "layers"),
        (made.portfolio_pdf(), "portfolio"),
        (made.form_of_xml_pdf(), "form"),
        (made.scan_pdf(1, 24_000_001), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_shown_is_attached_as_it_is(
    tmp_path: Path, content: bytes, why: str
) -> None:
    papers = (Paper("odd.pdf", content), Paper("fine.pdf", made.pdf_with_text("A fine page")))
    bundle = bundle_of(tmp_path, *papers)
    assert attached(bundle) == {"odd.pdf": content}
    text = text_of(bundle)
    said = client_texts("bundle_pdf", "en")[f"why_{why}"]
    assert said in " ".join(text.split())
    assert "A fine page" in text


def test_a_signed_paper_is_shown_and_attached(tmp_path: Path) -> None:
    content = made.signed_pdf()
    bundle = bundle_of(tmp_path, Paper("order.pdf", content))
    assert attached(bundle) == {"order.pdf": content}
    assert "A signed order" in text_of(bundle)
    assert client_texts("bundle_pdf", "en")["why_signed"] in " ".join(text_of(bundle).split())


def test_a_few_bytes_that_unpack_to_very_many_are_not_unpacked(tmp_path: Path) -> None:
    bomb = made.bomb_pdf()
    assert len(bomb) < 1_000_000
    began = time.monotonic()
    bundle = bundle_of(tmp_path, Paper("bomb.pdf", bomb))
    assert time.monotonic() - began < 20  # reading all of it takes minutes
    assert attached(bundle) == {"bomb.pdf": bomb}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (made.png_of(60_000, 60_000), "too_large"),
        (made.png_of(100, 100), "damaged"),  # fewer rows than it says
        (made.png_of(10, 10, b"\0" * (31 * 10 + 1)), "damaged"),  # more
        (made.png_of(0, 10), "damaged"),
        (made.screenshot("RGB")[:-30], "damaged"),
        (made.screenshot("RGB").replace(b"IDAT", b"iDAT"), "damaged"),
        (made.photograph()[:700], "damaged"),
        (b"\xff\xd8\xff" + b"\0" * 500, "damaged"),
        (b"", "empty"),
        (b"GIF89a" + b"\0" * 100, "damaged"),
    ],
    ids=[*"abcdefghij"],
)
def test_a_picture_that_is_none_is_attached(tmp_path: Path, content: bytes, why: str) -> None:
    began = time.monotonic()
    bundle = bundle_of(tmp_path, Paper("odd.png", content, "image/png"))
    assert time.monotonic() - began < 10
    assert attached(bundle) == {"odd.png": content}
    assert client_texts("bundle_pdf", "en")[f"why_{why}"] in " ".join(text_of(bundle).split())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_as_it_was_taken(tmp_path: Path, orientation: int) -> None:
    content = made.photograph(orientation)
    bundle = bundle_of(tmp_path, Paper("a.jpg", content, "image/jpeg"))
    assert corner_colours(bundle, tmp_path) == (True, False, False)
    assert b"secret camera" in content
    assert b"secret camera" not in in_clear(bundle)


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA", "LA", "I;16"])
def test_pictures_of_every_kind_are_drawn(tmp_path: Path, mode: str) -> None:
    content = made.screenshot(mode)
    bundle = bundle_of(tmp_path, Paper("a.png", content, "image/png"))
    assert attached(bundle) == {}
    if mode in ("RGB", "P", "RGBA"):
        assert corner_colours(bundle, tmp_path) == (True, False, False)


def test_a_photograph_for_print_is_redrawn(tmp_path: Path) -> None:
    bundle = bundle_of(tmp_path, Paper("a.jpg", made.photograph(6, "CMYK"), "image/jpeg"))
    assert corner_colours(bundle, tmp_path) == (True, False, False)


def corner_colours(bundle: Path, folder: Path) -> tuple[bool, bool, bool]:
    """Whether the picture on the last page is red at the upper left, upper right, lower left."""
    with pikepdf.open(bundle, password=WORDS) as pdf:
        last = str(len(pdf.pages))
    command = [str(judge("pdftoppm")), "-upw", WORDS, "-f", last, "-r", "72", "-singlefile", "-png"]
    subprocess.run([*command, str(bundle), str(folder / "drawn")], check=True)
    with Image.open(folder / "drawn.png") as page:
        drawn = page.convert("RGB")
    bands = drawn.convert("HSV").getchannel("S").point(lambda value: 255 if value > 90 else 0)
    box = bands.getbbox()
    assert box is not None
    left, upper, right, lower = box[0] + 4, box[1] + 4, box[2] - 5, box[3] - 5
    return _is_red(drawn, left, upper), _is_red(drawn, right, upper), _is_red(drawn, left, lower)


def _is_red(image: Image.Image, x: int, y: int) -> bool:
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel[0] > 150 > pixel[2]


def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    markup = '<para>{{7*7}} %s <img src="file:///etc/passwd"/> <img src="http://evil.example/x"/>'
    plan = replace(
        make_vectors.plan(),
        letter=f"{markup}\n\n</para>{{total}}",
        client_name=markup,
        matter_title="\u202egnp.exe",
        note=markup,
        sender=Sender(markup, markup, markup, markup),
        updates=(MatterUpdate(markup, make_vectors.plan().on, markup, markup, markup),),
        invoices=(),
    )
    names = [Paper(f"{at}.txt", b"x", "text/plain", name) for at, name in enumerate(HOSTILE_NAMES)]
    bundle = bundle_of(tmp_path, *names, Paper("t.txt", markup.encode(), "text/plain"), plan=plan)
    text = text_of(bundle)
    assert text.count("<para>{{7*7}} %s") >= 5
    assert "root:" not in text
    assert "</para>{total}" in text
    with pikepdf.open(bundle, password=WORDS) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[-1].children]
    assert all("\u202e" not in title and len(title) <= 160 for title in titles)


@pytest.mark.parametrize(
    "name",
    ["invoice.pdf.exe", "a" * 110 + ".xlsx", "_NUL", "_-rf", "été.docx", "a.b.c", "%s{x}.bin"],
)
def test_odd_names_of_attached_files_survive(tmp_path: Path, name: str) -> None:
    bundle = bundle_of(tmp_path, Paper(name, b"content", "application/octet-stream"))
    assert attached(bundle) == {name: b"content"}
    command = [str(judge("pdfdetach")), "-upw", WORDS, "-list", str(bundle)]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert f"1: {name}" in listed


def test_text_files_are_set_as_they_were_written(tmp_path: Path) -> None:
    texts = {
        "utf-8.txt": "Größe\n".encode(),
        "windows.txt": "Größe".encode("cp1252"),
        "utf-16.txt": "Größe".encode("utf-16"),
        "long.txt": b"line\n" * 20_000,
        "table.csv": b"a;b\n",
    }
    papers = [Paper(name, text, "text/plain") for name, text in texts.items()]
    bundle = bundle_of(tmp_path, *papers)
    assert set(attached(bundle)) == {"long.txt", "table.csv"}
    assert text_of(bundle).count("Größe") == 3


PARTS = (*b"/Kids /MediaBox /Contents /Resources /Parent /Type /Length /Annots /Subtype".split(),)
PARTS += (b"<<", b">>", b"[", b"]", b"null", b"1 0 R", b"3 0 R", b"99999 0 R", b"-1", b"1e99")


def mutated(content: bytes, chance: random.Random) -> bytes:
    """`content` with one to four small faults, as a disk or a stranger makes them."""
    changed = bytearray(content)
    for _fault in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(changed))
        kind = chance.random()
        if kind < 0.4:
            changed[at] = chance.randrange(256)
        elif kind < 0.5:
            del changed[at : at + chance.randrange(1, 40)]
        else:
            old, new = chance.choice(PARTS), chance.choice(PARTS)
            found = changed.find(old, at)
            changed[max(found, 0) : max(found, 0) + len(old)] = new
    return bytes(changed)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_fault_there_is_a_bundle(tmp_path: Path, seed: int) -> None:
    """Shown or attached, never an error; and what is shown is inert."""
    chance = random.Random(seed)
    sources = (
        (made.active_pdf(), PDF),
        (made.form_pdf(), PDF),
        (made.readable(made.active_pdf()), PDF),
        (made.readable(made.form_pdf()), PDF),
        (made.photograph(6), "image/jpeg"),
        (made.screenshot("P"), "image/png"),
    )
    for turn in range(12):
        content, media_type = sources[turn % len(sources)]
        paper = Paper("odd.x", mutated(content, chance), media_type)
        bundle = bundle_of(tmp_path, paper)
        if attached(bundle):
            assert attached(bundle) == {"odd.x": paper.content}
        else:
            assert ACTIVE.findall(in_clear(bundle)) == []


def test_a_page_tree_at_odds_with_itself_is_found_out(tmp_path: Path) -> None:
    content = made.readable(made.pdf_with_text("a", "b")).replace(b"/Count 2", b"/Count 3")
    bundle = bundle_of(tmp_path, Paper("odd.pdf", content), Paper("b.pdf", made.active_pdf()))
    assert attached(bundle) in ({}, {"odd.pdf": content})
