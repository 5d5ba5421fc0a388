"""The dossier of a dispute: its pages, its figures, and papers that cannot be appended."""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from lawdesk.domain.receivables.accounts import EntryKind
from lawdesk.domain.receivables.disputes import Outcome, StepKind, resolved
from lawdesk.domain.receivables.dossier import AttachedPdf, Dossier
from lawdesk.errors import ExportError
from lawdesk.exports.client_texts import LANGUAGES, client_texts
from lawdesk.exports.paper import Strip, Text
from lawdesk.exports.receivables.appended_pdf import MOST_PAGES, readable_pdf
from lawdesk.exports.receivables.dossier_parts import dossier_parts
from lawdesk.exports.receivables.dossier_pdf import draw_dossier
from lawdesk.exports.sections import Edges
from lawdesk.imports.pdf_warnings import find_pdf_warnings
from lawdesk.paths import resources
from sample_dossiers import ENTRIES, dossier


def texts(strips: tuple[Strip, ...]) -> list[str]:
    return [
        element.text.replace("\N{NO-BREAK SPACE}", " ")
        for strip in strips
        for element in strip.elements
        if isinstance(element, Text)
    ]


def parts(told: Dossier) -> dict[str, list[str]]:
    words = client_texts("dossier", told.language)
    return {p.title: texts(p.strips) for p in dossier_parts(told, words, Edges(70, 540))}


def opened(told: Dossier) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(draw_dossier(told)))


def paper(change: Callable[[pikepdf.Pdf], None], pages: int = 1, **saving: object) -> AttachedPdf:
    """A paper of blank pages with something done to it."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        for _page in range(pages):
            pdf.add_blank_page(page_size=(300, 400))
        change(pdf)
        pdf.save(target, **saving)  # type: ignore[arg-type]
    return AttachedPdf("Contract of 3 March", target.getvalue())


def nothing(_pdf: pikepdf.Pdf) -> None:
    """Leaves a paper as it is."""


def test_raw_intervals_stand_under_the_entry_they_belong_to() -> None:
    said = parts(dossier("en"))["Time entries as recorded"]
    text = " ".join(said)
    assert "Disputed: Prüfung der Klageerwiderung, Gliederung der" in text
    assert "09:12:05–09:59:15 (0:47:10), 10:20:05–11:20:05 (1:00:00)," in text
    assert {"2:15:50", "2.3", "245.00", "563.50", "typed in, no clock", "no charge"} <= set(said)


def test_the_sum_counts_all_that_was_recorded_and_only_what_was_charged() -> None:
    said = parts(dossier("en"))["Time entries as recorded"]
    assert said[-4:] == ["Together", "3:06:40", "3.0", "735.00"]


def test_what_is_not_there_is_said_or_left_out() -> None:
    bare = replace(
        dossier("en"), agreement=None, accepted_on=None, entries=(), account=(), messages=()
    )
    said = parts(bare)
    assert said["Fee agreement"] == ["No written fee agreement is on file."]
    assert said["Time entries as recorded"] == ["No time entries stand behind this invoice."]
    assert "No acceptance of this version is on file." in said["How I bill: the version in force"]
    assert not {"Payments and account", "Messages and notes", "Papers", "Credit notes"} & set(said)


def test_the_policy_is_told_with_its_example_and_its_acceptance() -> None:
    said = parts(dossier("en"))["How I bill: the version in force"]
    assert "Example: a call of 7 minutes counts as 0.2 h and costs EUR 60.00." in said
    assert "Accepted on 6 July 2026 (signed letter)." in said


def test_papers_stand_in_the_order_of_their_parts_with_bookmarks_and_labels() -> None:
    credit = paper(nothing, pages=2)
    told = replace(dossier("en"), credit_notes=(credit, credit), papers=(credit,))
    with opened(told) as pdf:
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            inner = [kid.title for item in outline.root for kid in item.children]
        assert titles == [
            "Contents",
            "1 Fee agreement",
            "2 How I bill: the version in force",
            "3 The invoice",
            "4 Credit notes",
            "5 Time entries as recorded",
            "6 Payments and account",
            "7 Course of the dispute",
            "8 Messages and notes",
            "9 Papers",
        ]
        assert inner == ["Vergütungsvereinbarung", "Rechnung 2026-0042", *[credit.name] * 3]
        labels = [str(page.label) for page in pdf.pages]
        assert [label.split(" · ")[0] for label in labels] == [
            str(at) for at in range(1, len(labels) + 1)
        ]
        assert sum(credit.name in label for label in labels) == 6
        small = [at for at, page in enumerate(pdf.pages) if page.mediabox[2] == 300]
        assert small == [at for at, label in enumerate(labels) if credit.name in label]


def test_the_same_dossier_gives_the_same_bytes_without_dates() -> None:
    first = draw_dossier(dossier("fr"))
    assert first == draw_dossier(dossier("fr"))
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())


@pytest.mark.parametrize("keep", [0, 1, 200])
def test_a_cut_paper_is_refused_by_its_name_or_repaired_whole(keep: int) -> None:
    whole = paper(nothing)
    broken = replace(whole, pdf=whole.pdf[:keep])
    with pytest.raises(ExportError, match="“Contract of 3 March” is damaged"):
        draw_dossier(replace(dossier(), papers=(broken,)))


def test_something_else_than_a_pdf_is_refused_by_its_name() -> None:
    odd = AttachedPdf("Photo", b"\x89PNG\r\n\x1a\n" + bytes(500))
    with pytest.raises(ExportError, match="“Photo” is damaged"):
        draw_dossier(replace(dossier(), papers=(odd,)))


def test_a_locked_paper_is_refused_by_its_name() -> None:
    locked = paper(nothing, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(ExportError, match="“Contract of 3 March” is locked by a password"):
        draw_dossier(replace(dossier(), papers=(locked,)))


def test_a_paper_with_a_damaged_stream_is_refused() -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"x" * 20)

    good = paper(spoil, compress_streams=False)
    bad = replace(
        good, pdf=good.pdf.replace(b"<< /Length 20 >>", b"<< /Length 20 /Filter /FlateDecode >>")
    )
    with pytest.raises(ExportError, match="is damaged"):
        draw_dossier(replace(dossier(), papers=(bad,)))


def test_a_paper_without_pages_or_with_too_many_is_refused() -> None:
    for pages in (0, MOST_PAGES + 1):
        with pytest.raises(ExportError, match=f"has {pages} pages"):
            readable_pdf(paper(nothing, pages=pages))


def test_looking_at_what_comes_in_leaves_the_limits_of_what_goes_out() -> None:
    """qpdf's limits hold for the whole process: a look once made an empty paper a damaged one."""
    assert find_pdf_warnings(paper(nothing).pdf) == frozenset()
    test_a_paper_without_pages_or_with_too_many_is_refused()


def test_nothing_a_paper_could_do_comes_along() -> None:
    def arm(pdf: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = action
        page = pdf.pages[0]
        page.AA = pikepdf.Dictionary(O=action)
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 100, 100],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://tracker.example/"),
        )
        page.Annots = pikepdf.Array([pdf.make_indirect(link)])
        page.PieceInfo = pikepdf.Dictionary(X=pdf.make_indirect(action))

    data = draw_dossier(replace(dossier(), papers=(paper(arm),)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        everything = b"".join(each.unparse(resolved=True) for each in pdf.objects)
        assert b"JavaScript" not in everything
        assert b"tracker" not in everything
        assert not any("/Annots" in page.obj or "/AA" in page.obj for page in pdf.pages)


def test_a_paper_that_asks_for_a_file_outside_is_refused() -> None:
    def reach(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"", F=pikepdf.String("/etc/passwd"))

    with pytest.raises(ExportError, match="is damaged"):
        readable_pdf(paper(reach))


def test_a_paper_that_unpacks_into_gigabytes_is_refused() -> None:
    packer = zlib.compressobj(9)
    blanks = bytes(10_000_000)
    packed = b"".join(packer.compress(blanks) for _turn in range(40)) + packer.flush()

    def swell(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode)

    small = paper(swell)
    assert len(small.pdf) < 1_000_000
    with pytest.raises(ExportError, match="is damaged"):
        readable_pdf(small)


def test_a_comment_stays_as_it_is_seen() -> None:
    def stamp(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(
            b"0 0 50 50 re f",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 50, 50],
        )
        mark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=[10, 10, 60, 60],
            F=4,
            AP=pikepdf.Dictionary(N=look),
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(mark)])

    with readable_pdf(paper(stamp)) as pdf:
        assert "/Annots" not in pdf.pages[0].obj
        assert len(pdf.pages[0].Resources.XObject.keys()) == 1


def test_a_size_that_pages_inherit_is_kept() -> None:
    def inherit(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            del page.obj["/MediaBox"]
        pdf.Root.Pages.MediaBox = pikepdf.Array([0, 0, 222, 333])
        pdf.Root.Pages.Rotate = 90

    told = replace(dossier(), papers=(paper(inherit, pages=2),))
    with opened(told) as pdf:
        last = pdf.pages[-1].obj
        assert [int(side) for side in last.MediaBox.as_list()] == [0, 0, 222, 333]
        assert last.Rotate == 90


def test_a_long_dossier_counts_its_pages_over_several_of_contents() -> None:
    many = tuple(replace(paper(nothing), name=f"Paper {at}") for at in range(60))
    told = replace(dossier("en"), papers=many, entries=ENTRIES * 60)
    with opened(told) as pdf:
        assert len(pdf.pages) > 70
        assert str(pdf.pages[-1].label) == f"{len(pdf.pages)} · Paper 59"


@pytest.mark.parametrize("outcome", Outcome)
def test_a_settled_dispute_says_how_it_ended(outcome: Outcome) -> None:
    told = dossier("de")
    ended = resolved(told.dispute, outcome, date(2026, 12, 9), "Siehe Brief.")
    assert draw_dossier(replace(told, dispute=ended)) != draw_dossier(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_word(language: str) -> None:
    words = client_texts("dossier", language)
    keys = [f"account_{kind}" for kind in EntryKind]
    keys += [f"step_{kind}" for kind in StepKind] + [f"state_{each}" for each in Outcome]
    assert all(words[key] for key in keys)


def test_every_language_has_every_text_with_the_same_gaps() -> None:
    def read(language: str) -> dict[str, list[str]]:
        path = resources() / "texts" / f"dossier_{language}.json"
        said = json.loads(path.read_text(encoding="utf-8"))
        return {name: sorted(re.findall(r"{\w+}", text)) for name, text in said.items()}

    assert all(read(language) == read("en") for language in LANGUAGES)
