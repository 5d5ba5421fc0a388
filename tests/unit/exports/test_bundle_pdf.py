"""The PDF bundle: opened by other people's programs, proved, and nothing left behind."""

import hashlib
import os
import re
import stat
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from formats.bundle import make_vectors
from judges import judge
from lawdesk.errors import Cancelled, ExportError, RuleError
from lawdesk.exports.bundle_pdf import write_bundle_pdf
from lawdesk.exports.client_texts import LANGUAGES, client_texts
from lawdesk.progress import Report, silent
from sample_bundle_papers import (
    WORDS,
    Paper,
    blank_pdf,
    pdf_with_text,
    photograph,
    planned,
    saved,
    scan_pdf,
    screenshot,
    unsealing,
)

PAPERS = (
    Paper("order.pdf", pdf_with_text("The order of the court", "Second page"), title="The order"),
    Paper("site.jpg", photograph(6), "image/jpeg", "The building site"),
    Paper("plan.png", screenshot("RGB"), "image/png", "Plan"),
    Paper("note.txt", "Größe: 5 m²\n\n  Straße".encode(), "text/plain", "A note"),
    Paper("Table 2026 – März.xlsx", os.urandom(200_001), "application/zip", "Deliveries"),
    Paper("empty.txt", b"", "text/plain", "Nothing"),
    Paper("exact.bin", os.urandom(4096), "application/octet-stream", "A full last block"),
)


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [judge(program), *map(str, arguments)], capture_output=True, check=False, timeout=120
    )


def written(folder: Path, words: str = WORDS, papers: tuple[Paper, ...] = PAPERS) -> Path:
    plan, unseal = planned(papers)
    target = folder / "bundle.pdf"
    write_bundle_pdf(plan, target, words, unseal, silent)
    return target


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="module")
def page_texts(bundle: Path) -> list[str]:
    """What poppler reads on each page."""
    read = run("pdftotext", "-layout", "-upw", WORDS, bundle, "-")
    assert read.returncode == 0
    return read.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("words", [WORDS, "été ñandú größe mañana"])
def test_other_programs_open_it_with_the_words_and_not_without(tmp_path: Path, words: str) -> None:
    bundle = written(tmp_path, words)
    for wrong in ("", "harvest oblong tidy mural", words.replace(" ", "-")):
        assert run("qpdf", "--check", f"--password={wrong}", bundle).returncode == 2
        assert run("pdftotext", "-upw", wrong, bundle, "-").returncode == 1
        assert run("mutool", "draw", "-F", "txt", "-p", wrong, bundle).returncode != 0
    checked = run("qpdf", "--check", f"--password={words}", bundle)
    assert checked.returncode == 0, checked.stderr
    assert b"R = 6" in checked.stdout
    assert checked.stdout.count(b"encryption method: AESv3") == 3
    for program in (
        ("pdftotext", "-upw", words, bundle, "-"),
        ("mutool", "draw", "-F", "txt", "-p", words, bundle),
    ):
        read = run(*program)
        assert read.returncode == 0
        assert "The order of the court" in read.stdout.decode()
        assert "María Álvarez" in read.stdout.decode()


def test_words_are_taken_as_the_card_shows_them(tmp_path: Path) -> None:
    bundle = written(tmp_path, "  harvest\u00a0 oblong\n tidy  mural flint ")
    assert run("qpdf", "--check", f"--password={WORDS}", bundle).returncode == 0


def test_words_over_64_bytes_are_refused_and_64_are_not(tmp_path: Path) -> None:
    plan, unseal = planned(PAPERS[:1])
    longest = "é" * 31 + " a"
    assert len(longest.encode()) == 64
    for words in (f"{longest}b", "", " \n "):
        with pytest.raises(RuleError):
            write_bundle_pdf(plan, tmp_path / "bundle.pdf", words, unseal, silent)
    assert list(tmp_path.iterdir()) == []
    write_bundle_pdf(plan, tmp_path / "bundle.pdf", longest, unseal, silent)
    checked = run("qpdf", "--check", f"--password={longest}", tmp_path / "bundle.pdf")
    assert checked.returncode == 0
    assert run("mutool", "info", "-p", longest, tmp_path / "bundle.pdf").returncode == 0


def test_everything_the_lawyer_says_is_there(page_texts: list[str]) -> None:
    text = " ".join(" ".join(page_texts).split())
    for said in (
        "The other side filed its brief.",
        "He confirmed the dates.",
        "The lease was read.",
        "our answer goes to the court.",
        "USD 1,150.00",
        "2026-0042",
        "to be paid by 4 December 2026",
        "I still hold 10,000.00 for you.",
        "+1 555 010 0199",
        "helen@marsh.example",
        "since".capitalize(),
    ):
        assert said in text


def test_contents_lead_to_the_pages_they_name(bundle: Path, page_texts: list[str]) -> None:
    first = page_texts[0]
    pages = {
        title: int(found[1])
        for title in ("The order", "The building site", "Plan", "A note", "Deliveries")
        if (found := re.search(rf"^ *\d +{title} .*?(\d+)$", first, re.MULTILINE))
    }
    assert len(pages) == 5
    assert "The order of the court" in page_texts[pages["The order"] - 1]
    assert pages["The building site"] == pages["The order"] + 2
    assert "Größe: 5 m²" in page_texts[pages["A note"] - 1]
    assert "Table 2026 – März.xlsx" in page_texts[pages["Deliveries"] - 1]
    with pikepdf.open(bundle, password=WORDS) as pdf:
        assert f"of {len(pdf.pages)}" in first
        links = [
            pdf.pages.index(pikepdf.Page(link.Dest[0])) + 1 for link in pdf.pages[0].obj.Annots
        ]
        assert set(pages.values()) <= set(links)


def test_bookmarks_labels_and_a_title_that_says_nothing(bundle: Path) -> None:
    shown = run("mutool", "show", "-p", WORDS, bundle, "outline").stdout.decode()
    titles = re.findall(r'"(.*?)"', shown)
    assert titles[0] == "In this file"
    assert titles[-8:] == ["Papers", *(f"{at}  {p.title}" for at, p in enumerate(PAPERS, 1))]
    with pikepdf.open(bundle, password=WORDS) as pdf:
        labels = [str(page.label) for page in pdf.pages]
        assert labels[0] == "1"
        assert labels[-5:] == ["1-1", "1-2", "2-1", "3-1", "4-1"]
        assert str(pdf.docinfo["/Title"]) == "Papers of 20 November 2026"
        assert set(pdf.docinfo.keys()) == {"/Title"}


def test_attached_files_come_out_byte_for_byte(bundle: Path, tmp_path: Path) -> None:
    assert run("pdfdetach", "-upw", WORDS, "-saveall", "-o", tmp_path, bundle).returncode == 0
    expected = {paper.name: paper.content for paper in PAPERS[4:]}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == expected
    for key, paper in enumerate(PAPERS[4:]):
        shown = run("qpdf", f"--password={WORDS}", f"--show-attachment={key:04d}", bundle)
        assert shown.stdout == paper.content


def test_every_page_can_be_drawn(bundle: Path, tmp_path: Path) -> None:
    drawn = run("pdftoppm", "-upw", WORDS, "-r", "30", "-png", bundle, tmp_path / "page")
    assert (drawn.returncode, drawn.stderr) == (0, b"")
    with pikepdf.open(bundle, password=WORDS) as pdf:
        assert len(list(tmp_path.iterdir())) == len(pdf.pages)


def test_receipt_tells_what_is_on_disk(tmp_path: Path) -> None:
    plan, unseal = planned(PAPERS)
    target = tmp_path / plan.file_name
    told: list[tuple[int, int]] = []
    receipt = write_bundle_pdf(
        plan, target, WORDS, unseal, lambda done, total: told.append((done, total))
    )
    content = target.read_bytes()
    assert (receipt.sha256, receipt.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (receipt.path, receipt.files) == (target, plan.files)
    assert list(tmp_path.iterdir()) == [target]
    assert told == sorted(told)
    assert told[-1] == (2 * plan.size, 2 * plan.size)
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_nothing_of_the_content_is_in_clear(bundle: Path) -> None:
    content = bundle.read_bytes()
    secrets = "Helen|marsh|María|Alvarez|Northgate|order|Table 2026|Deliveries|harvest|Papers of"
    assert [word for word in secrets.split("|") if word.encode() in content] == []
    assert [word for word in secrets.split("|") if word.encode("utf-16-be") in content] == []


@pytest.mark.parametrize("at", [0, 4])
@pytest.mark.parametrize("change", [b"more", None])
def test_a_changed_paper_leaves_what_was_there(
    tmp_path: Path, at: int, change: bytes | None
) -> None:
    plan, _unseal = planned(PAPERS)
    contents = [paper.content for paper in PAPERS]
    contents[at] = contents[at] + change if change else b"x" * len(contents[at])
    target = tmp_path / "bundle.pdf"
    target.write_bytes(b"an earlier file")
    with pytest.raises(ExportError, match="not what was planned"):
        write_bundle_pdf(plan, target, WORDS, unsealing(contents), silent)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"an earlier file"]


def cancelling_at(moment: int) -> Report:
    steps = iter(range(10_000))

    def report(_done: int, _total: int) -> None:
        if next(steps) == moment:
            raise Cancelled

    return report


def test_cancelling_at_any_moment_leaves_nothing_behind(tmp_path: Path) -> None:
    plan, unseal = planned((Paper("a.pdf", scan_pdf(3, 40_000)), PAPERS[4]))
    moments: list[int] = []
    target = tmp_path / "bundle.pdf"
    write_bundle_pdf(plan, target, WORDS, unseal, lambda done, _total: moments.append(done))
    target.unlink()
    assert len(moments) > 20
    for moment in range(0, len(moments), 3):
        with pytest.raises(Cancelled):
            write_bundle_pdf(plan, target, WORDS, unseal, cancelling_at(moment))
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("paper", [Paper("a.pdf", scan_pdf(2, 90_000)), PAPERS[4]])
def test_a_disk_that_changes_a_byte_is_found_before_the_file_is_kept(
    tmp_path: Path, paper: Paper
) -> None:
    plan, unseal = planned((paper,), replace(make_vectors.plan(), invoices=()))

    def rot(done: int, _total: int) -> None:
        if done == plan.size:  # all written, not yet read back
            (half_done,) = tmp_path.iterdir()
            with half_done.open("r+b") as file:
                file.seek(half_done.stat().st_size - len(paper.content) // 2)
                file.write(b"A" * 8)

    with pytest.raises(ExportError, match="did not read back"):
        write_bundle_pdf(plan, tmp_path / "bundle.pdf", WORDS, unseal, rot)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_with_the_longest_names(tmp_path: Path, language: str) -> None:
    before = make_vectors.plan()
    name = "Donaudampfschifffahrtsgesellschaft Erste Beteiligungs- und Verwaltungsgesellschaft " * 3
    plan = replace(
        before,
        language=language,
        locale=f"{language}-{language.upper()}" if language != "en" else "en-US",
        client_name=name,
        matter_title=name,
        sender=replace(before.sender, name=name),
        is_test=True,
    )
    papers = tuple(Paper(f"{at}.pdf", saved(blank_pdf()), title=name) for at in range(60))
    plan, unseal = planned(papers, plan)
    write_bundle_pdf(plan, tmp_path / "bundle.pdf", WORDS, unseal, silent)
    read = run("pdftotext", "-layout", "-upw", WORDS, tmp_path / "bundle.pdf", "-")
    words = client_texts("bundle_pdf", language)
    text = read.stdout.decode()
    for key in ("heading", "papers", "letter", "invoices", "answer", "test_title"):
        assert words[key] in text
    with pikepdf.open(tmp_path / "bundle.pdf", password=WORDS) as pdf:
        last = re.findall(r"^ *60 +Donau.*?(\d+)$", text, re.MULTILINE)
        assert last == [str(len(pdf.pages))]


def test_a_bundle_without_papers_is_a_letter(tmp_path: Path) -> None:
    plan, unseal = planned((), replace(make_vectors.plan(), invoices=()))
    write_bundle_pdf(plan, tmp_path / "bundle.pdf", WORDS, unseal, silent)
    read = run("pdftotext", "-upw", WORDS, tmp_path / "bundle.pdf", "-")
    assert "There are no papers in this file." in read.stdout.decode()


def test_the_largest_paper_keeps_its_place(tmp_path: Path) -> None:
    papers = (
        Paper("a.pdf", pdf_with_text("first paper")),
        Paper("b.pdf", saved_large()),
        Paper("c.pdf", pdf_with_text("third paper")),
    )
    bundle = written(tmp_path, papers=papers)
    texts = run("pdftotext", "-upw", WORDS, bundle, "-").stdout.decode().split("\f")[:-1]
    assert ["first" in texts[-4], texts[-3].strip(), texts[-2].strip(), "third" in texts[-1]] == [
        True,
        "",
        "",
        True,
    ]


def saved_large() -> bytes:
    return scan_pdf(2, 300_000)
